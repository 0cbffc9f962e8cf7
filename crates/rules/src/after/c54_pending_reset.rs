//! C54: works under another profile than the one now assigned.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Certificate, CheckIn, Look, Managed, State};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C54"),
        name: "pending-reset",
        family: Family::After,
        scope: Scope::Device,
        gates: (Gate::G9, Gate::G12),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R0, Remedy::R3],
    verify: &[Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, register \
            handed_out, handed_when before_profile, used_when before_profile, look managed, state \
            pending_reset, contact once, failure none, managed automated, supervised yes, check_in \
            recent, registered yes, compliance compliant, management managed, certificate valid, \
            push valid, silence ordinary, tokens some",
    en: Page {
        title: "Works under an earlier enrollment profile",
        meaning: "The device is enrolled and works, under another profile than the one that is \
                  assigned to it now. Intune calls that \"pending reset\": the new profile takes \
                  effect the next time the device is reset anyway.\n\n\
                  It is a note and no fault.",
        why: "The profile was changed after the enrollment: another default, a new profile for the \
              whole token, or a change by mistake.",
        how_we_know: "The state on Intune's list says exactly this, and nothing is inferred.\n\n\
                      A device whose management was removed (C11) has no managed device any more. \
                      A device that fell silent (C55) has not checked in for weeks. A device \
                      without any enrollment has the state \"Not contacted\", not this one.",
        what_to_do: "Usually nothing. Of a new profile only the name template reaches a device \
                     without a reset; if the device needs nothing else from it, leave it until the \
                     next hand-over, when it is reset in any case. If the change was a mistake, \
                     assign the former profile again; that the note then goes away is inferred \
                     from its definition.\n\n\
                     Do not wipe a working device because of this note. All its data would be lost \
                     for the sake of a label.",
        prevention: "Settle the profile before the devices go out, and give a new profile to new \
                     devices instead of reassigning those in use (P08).",
    },
    de: Page {
        title: "Arbeitet unter einem früheren Registrierungsprofil",
        meaning: "Das Gerät ist registriert und arbeitet, aber unter einem anderen Profil als dem, \
                  das ihm jetzt zugewiesen ist. Intune nennt das „Zurücksetzen ausstehend“ \
                  (pendingReset): Das neue Profil wirkt, wenn das Gerät ohnehin das nächste Mal \
                  zurückgesetzt wird.\n\n\
                  Es ist ein Vermerk und kein Fehler.",
        why: "Das Profil wurde nach der Registrierung geändert: ein anderer Standard, ein neues \
              Profil für das ganze Token oder eine versehentliche Änderung.",
        how_we_know: "Der Zustand auf der Liste von Intune sagt genau das; erschlossen ist \
                      nichts.\n\n\
                      Ein Gerät, dessen Verwaltung entfernt wurde (C11), hat kein verwaltetes \
                      Gerät mehr. Ein verstummtes Gerät (C55) hat sich seit Wochen nicht gemeldet. \
                      Ein nie registriertes Gerät hat den Zustand „Nicht kontaktiert“ und nicht \
                      diesen.",
        what_to_do: "Meist nichts. Von einem neuen Profil erreicht nur die Namensvorlage ein Gerät \
                     ohne Zurücksetzen; braucht das Gerät sonst nichts daraus, lassen Sie es bis \
                     zur nächsten Übergabe, wenn es ohnehin zurückgesetzt wird. War die Änderung \
                     ein Versehen, weisen Sie das frühere Profil wieder zu; dass der Vermerk dann \
                     verschwindet, ist aus seiner Definition erschlossen.\n\n\
                     Setzen Sie ein arbeitendes Gerät nicht wegen dieses Vermerks zurück. Alle \
                     Daten gingen für ein Wort in einer Liste verloren.",
        prevention: "Das Profil festlegen, bevor die Geräte ausgegeben werden, und ein neues \
                     Profil neuen Geräten geben, statt die in Gebrauch umzustellen (P08).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(State::PendingReset))
        .refuted_by(case.is(Managed::None))
        .sign(case.is(CheckIn::Recent))
        .sign(case.is(Look::Managed))
        .doubted_by(case.is(CheckIn::Stale))
        .doubted_by(case.is(Certificate::Expired))
        .doubted_by(case.any(&[Look::InUse, Look::OtherManagement]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn its_story() {
        fires(&RULE, RULE.story);
    }

    #[test]
    fn the_profile_changed_after_the_enrollment() {
        fires(
            &RULE,
            "state pending_reset, managed automated, check_in recent",
        );
    }

    #[test]
    fn nothing_manages_it_any_more() {
        ruled_out(&RULE, "state pending_reset, managed none", "managed");
    }

    #[test]
    fn never_enrolled() {
        ruled_out(&RULE, "state not_contacted, managed none", "state");
    }

    #[test]
    fn silent_for_weeks() {
        doubted(
            &RULE,
            "state pending_reset, managed automated, check_in stale",
            "check_in",
        );
    }

    #[test]
    fn nobody_read_the_list() {
        cannot_tell(&RULE, "managed automated, registered yes");
    }
}
