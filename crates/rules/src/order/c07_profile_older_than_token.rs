//! C07: the profile was made before the token was uploaded, and never touched since.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Look, Managed, ProfileOrigin, ProfileState, Siblings, State,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C07"),
        name: "profile-older-than-token",
        family: Family::Order,
        scope: Scope::Profile,
        gates: (Gate::G4, Gate::G4),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R4, Remedy::R2, Remedy::R16, Remedy::R11],
    verify: &[Verification::V2, Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, added_age \
            month, assignments prompt, unit ordinary, identity exact, listing token, \
            listed_age month, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin before_token, profile_check sound, state \
            not_contacted, contact never, managed none, failure none, lock none, care near, \
            siblings few, register handed_out, handed_when after_profile, look in_use, \
            setup_story as_new, other_mdm no",
    en: Page {
        title: "Profile older than its token",
        meaning: "The enrollment profile was created before the current token was uploaded, \
                  and nobody has changed it since. Apple then may not have it, although \
                  Intune shows it as assigned. Automated enrollment does not start.\n\n\
                  This concerns the profile, so it can hold up every device to which it is \
                  assigned.",
        why: "Profiles are written early, in a pilot or while waiting for the token; or a \
              token is uploaded anew, and the old profiles stay as they were.",
        how_we_know: "The profile's dates of creation and of its last change both lie before \
                      the upload of the token. Microsoft names this order as a reason why \
                      enrollment does not begin, and it holds for all devices with this \
                      profile.\n\n\
                      A profile with contents that Apple rejects (C30) concerns all its \
                      devices too, but its fields show it. A profile that was cleared for \
                      single devices at Apple (C06) has later dates. If most devices with \
                      this profile have enrolled, look further: it cannot be this alone.",
        what_to_do: "Change the profile in any small way and save it, so that its date \
                     becomes new, then sync the token. Allow Apple half an hour, and try one \
                     device that stands at Hello before going on. Devices that have not been \
                     set up need nothing else.\n\n\
                     Devices that were set up meanwhile have missed their moment. They are \
                     erased last of all, one by one: when profile, service and sync are \
                     right, the data is safe and the holder has signed out of the Apple \
                     Account. Do not erase anything before one device has enrolled.",
        prevention: "Upload the token first and create profiles afterwards; after every new \
                     token, open and save each profile once.",
    },
    de: Page {
        title: "Profil älter als sein Token",
        meaning: "Das Registrierungsprofil wurde erstellt, bevor das jetzige Token \
                  hochgeladen wurde, und seither hat es niemand geändert. Apple hat es dann \
                  möglicherweise nicht, obwohl Intune es als zugewiesen zeigt. Die \
                  automatische Registrierung beginnt nicht.\n\n\
                  Das betrifft das Profil und kann deshalb jedes Gerät aufhalten, dem es \
                  zugewiesen ist.",
        why: "Profile entstehen früh, in einem Pilotversuch oder während man auf das Token \
              wartet; oder ein Token wird neu hochgeladen, und die alten Profile bleiben, wie \
              sie waren.",
        how_we_know: "Das Erstellungsdatum und das Datum der letzten Änderung des Profils \
                      liegen beide vor dem Hochladen des Tokens. Microsoft nennt diese \
                      Reihenfolge als Grund dafür, dass die Registrierung nicht beginnt, und \
                      sie gilt für alle Geräte mit diesem Profil.\n\n\
                      Auch ein Profil, dessen Inhalt Apple ablehnt (C30), betrifft alle seine \
                      Geräte, aber man sieht es an seinen Feldern. Ein Profil, das bei Apple \
                      für einzelne Geräte entfernt wurde (C06), hat spätere Daten. Haben sich \
                      die meisten Geräte mit diesem Profil registriert, suchen Sie weiter: \
                      Dann kann es nicht allein daran liegen.",
        what_to_do: "Ändern Sie am Profil eine Kleinigkeit und speichern Sie es, damit sein \
                     Datum neu wird, und synchronisieren Sie dann das Token. Lassen Sie Apple \
                     eine halbe Stunde, und versuchen Sie es mit einem Gerät, das bei „Hallo“ \
                     steht, bevor Sie weitermachen. Noch nicht eingerichtete Geräte brauchen \
                     sonst nichts.\n\n\
                     Inzwischen eingerichtete Geräte haben ihren Zeitpunkt verpasst. Sie \
                     werden zuallerletzt gelöscht, eines nach dem anderen: wenn Profil, \
                     Dienst und Synchronisierung stimmen, die Daten gesichert sind und die \
                     Person sich vom Apple Account abgemeldet hat. Löschen Sie nichts, bevor \
                     sich ein Gerät registriert hat.",
        prevention: "Laden Sie zuerst das Token hoch und erstellen Sie danach die Profile; \
                     öffnen und speichern Sie nach jedem neuen Token jedes Profil einmal.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(ProfileOrigin::BeforeToken))
        .refuted_by(case.is(Managed::Automated))
        .refuted_by(case.any(&[State::Enrolled, State::PendingReset, State::Blocked]))
        .refuted_by(case.any(&[ProfileState::None, ProfileState::Dangling]))
        .doubted_by(case.is(Siblings::Most))
        .doubted_by(case.any(&[Look::RemoteManagement, Look::Managed]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn made_before_the_token() {
        fires(&RULE, RULE.story);
        fires(&RULE, "profile_origin before_token, profile_check sound");
    }

    #[test]
    fn made_or_edited_after_the_token() {
        ruled_out(
            &RULE,
            "profile present, profile_origin after_token",
            "profile_origin",
        );
    }

    #[test]
    fn a_device_that_enrolled_with_it() {
        ruled_out(
            &RULE,
            "profile_origin before_token, managed automated",
            "managed",
        );
    }

    #[test]
    fn its_siblings_enrolled() {
        doubted(
            &RULE,
            "profile_origin before_token, siblings most",
            "siblings",
        );
    }

    #[test]
    fn nobody_compared_the_dates() {
        cannot_tell(&RULE, "token valid, profile_check sound");
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
