//! H02: added or assigned a few hours ago. The next sync brings it.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    AddedAge, CaseFile, ListedAge, Listing, Lock, Look, Managed, ProfileSettled, Seen, SyncSince,
    UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("H02"),
        name: "just-added",
        family: Family::Waiting,
        scope: Scope::Device,
        gates: (Gate::G1, Gate::G5),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R0, Remedy::R2],
    verify: &[Verification::V1, Verification::V2],
    prevent: &["P05"],
    story: "membership present, server intune, source reseller, add_gap short, added_age \
            fresh, assignments prompt, unit ordinary, identity exact, listing absent, token \
            valid, sync_since not_yet, lock none, care near, register stock, managed none, \
            failure none",
    en: Page {
        title: "Added only just now",
        meaning: "The device came to the organisation, to Intune's service or to its profile \
                  a short time ago. Between Apple and Intune a change needs a sync, and after \
                  that Apple needs a little time to take the profile.\n\n\
                  A row without a profile, or no row at all, is normal in these hours.",
        why: "Intune fetches changes from Apple every 12 hours (for the Mac every 24), unless \
              somebody starts a sync. Until then it knows nothing of the device.",
        how_we_know: "It was added or imported less than 48 hours ago, or its profile was \
                      assigned less than 30 minutes ago, or the token has not synced since \
                      the last change at Apple and no full cycle has passed.\n\n\
                      A device that nobody assigned to a service (C15) and a token that does \
                      not sync (C21 to C25) look the same in the first hours. The service at \
                      Apple, the state of the token and time tell them apart: after one cycle \
                      this explanation is used up.",
        what_to_do: "Wait one cycle, or start a sync by hand, at least 15 minutes after the \
                     last one. Then see whether the row is there and whether the profile is \
                     assigned, and allow Apple 30 minutes to take it. That half hour is our \
                     own allowance; neither vendor names a figure.\n\n\
                     Do not switch the device on and do not hand it out before that: it would \
                     set itself up without management (C03, C04). An erase is not needed.",
        prevention: "Watch the age of the last successful sync and plan a day between \
                     delivery to stock and hand-out, so that no device overtakes its own \
                     registration.",
    },
    de: Page {
        title: "Gerade erst hinzugefügt",
        meaning: "Das Gerät ist vor kurzer Zeit zur Organisation, auf den Dienst von Intune \
                  oder zu seinem Profil gekommen. Zwischen Apple und Intune braucht eine \
                  Änderung eine Synchronisierung, und danach braucht Apple etwas Zeit, um das \
                  Profil anzunehmen.\n\n\
                  Eine Zeile ohne Profil oder gar keine Zeile ist in diesen Stunden normal.",
        why: "Intune holt Änderungen alle 12 Stunden bei Apple ab (für den Mac alle 24), wenn \
              niemand eine Synchronisierung anstößt. Bis dahin weiß es nichts von dem Gerät.",
        how_we_know: "Es wurde vor weniger als 48 Stunden hinzugefügt oder importiert, oder \
                      sein Profil wurde vor weniger als 30 Minuten zugewiesen, oder das Token \
                      hat sich seit der letzten Änderung bei Apple noch nicht synchronisiert \
                      und es ist noch kein voller Zyklus vergangen.\n\n\
                      Ein Gerät, das niemand einem Dienst zugewiesen hat (C15), und ein \
                      Token, das sich nicht synchronisiert (C21 bis C25), sehen in den ersten \
                      Stunden gleich aus. Der Dienst bei Apple, der Zustand des Tokens und \
                      die Zeit unterscheiden sie: Nach einem Zyklus ist diese Erklärung \
                      verbraucht.",
        what_to_do: "Warten Sie einen Zyklus ab, oder stoßen Sie die Synchronisierung von \
                     Hand an, frühestens 15 Minuten nach der letzten. Sehen Sie dann nach, ob \
                     die Zeile da und das Profil zugewiesen ist, und lassen Sie Apple 30 \
                     Minuten, um es anzunehmen. Diese halbe Stunde ist unsere eigene Vorgabe; \
                     keiner der Hersteller nennt eine Zahl.\n\n\
                     Schalten Sie das Gerät vorher nicht ein und geben Sie es nicht aus: Es \
                     würde sich ohne Verwaltung einrichten (C03, C04). Ein Löschen ist nicht \
                     nötig.",
        prevention: "Beobachten Sie das Alter der letzten erfolgreichen Synchronisierung und \
                     planen Sie zwischen Wareneingang und Ausgabe einen Tag ein, damit kein \
                     Gerät seine eigene Registrierung überholt.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    let added = case.is(AddedAge::Fresh);
    let listed = case.is(ListedAge::Fresh);
    let synced = case.is(SyncSince::NotYet);
    let settling = case.is(ProfileSettled::Fresh);
    let inquiry = Inquiry::of(case).needs(case.is(Managed::None));
    // Times that cannot be there are not times that nobody looked at.
    let inquiry = if settling.seen == Seen::Yes {
        inquiry.sign(settling).sign(added).sign(listed).sign(synced)
    } else if case.any(&[Listing::Absent, Listing::Upload]).seen == Seen::Yes {
        inquiry.needs_one_of(&[added, synced])
    } else {
        inquiry.needs_one_of(&[added, listed, synced])
    };
    inquiry
        .doubted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
            UsedWhen::AfterProfile,
        ]))
        .doubted_by(case.is(Lock::User))
        .doubted_by(case.is(SyncSince::Overdue))
        .doubted_by(case.any(&[
            Look::RemoteManagement,
            Look::InUse,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn the_sync_is_still_to_come() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, server intune, listing absent, sync_since not_yet",
        );
    }

    #[test]
    fn the_profile_was_assigned_a_moment_ago() {
        fires(
            &RULE,
            "added_age old, listing token, listed_age old, sync_since yes, profile_settled fresh",
        );
    }

    #[test]
    fn it_has_been_there_for_months() {
        ruled_out(
            &RULE,
            "added_age old, listing token, listed_age old, sync_since yes, profile present",
            "added_age",
        );
        ruled_out(
            &RULE,
            "added_age old, listing absent, sync_since overdue",
            "added_age",
        );
    }

    #[test]
    fn already_in_use() {
        doubted(&RULE, "added_age fresh, managed none, lock user", "lock");
    }

    #[test]
    fn nobody_knows_since_when() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
