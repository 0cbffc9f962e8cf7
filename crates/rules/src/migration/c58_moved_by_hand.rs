//! C58: taken from another service and enrolled by hand.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    Assignments, CaseFile, Look, Managed, Migration, OtherMdm, State, Supervised,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C58"),
        name: "moved-by-hand",
        family: Family::Migration,
        scope: Scope::Device,
        gates: (Gate::G1, Gate::G8),
        action: Action::Migrate,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R14],
    verify: &[Verification::V4],
    prevent: &["P12"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            assignments moved, unit ordinary, identity exact, listing token, listed_age month, \
            token valid, sync_since yes, counts equal, profile present, profile_settled settled, \
            profile_origin after_token, migration none, state not_contacted, contact never, \
            failure none, lock none, care much_before, register handed_out, handed_when \
            before_assigned, look managed, managed by_hand, supervised yes, check_in recent, \
            registered yes, compliance compliant, management managed, certificate valid, push \
            valid, silence ordinary, tokens some",
    en: Page {
        title: "Taken over from another service by hand",
        meaning: "The device came from another service without an erase: its old management was \
                  removed, and it was enrolled with Company Portal. Intune manages it, but not as \
                  a device of automated enrollment. Its row on the token's list goes on saying \
                  \"Not contacted\", because no automated enrollment ever took place.\n\n\
                  It may still be supervised from its former life. Even so it counts as personal, \
                  its holder can remove the management, and Intune has no bypass code for its \
                  Activation Lock.",
        why: "Before OS 26 this was the only way to change the service without an erase, and it \
              still is for devices that cannot migrate.",
        how_we_know: "Intune has a managed device that was enrolled by hand, and something of its \
                      past shows: it is supervised, or Apple's audit events have it move from \
                      another service, or a person says so.\n\n\
                      Enrolled by hand without such a past it is C12. If no managed device exists \
                      and a foreign management is on it, it has not been moved yet (C59); if a \
                      deadline lies ahead, C57.",
        what_to_do: "Decide with the person responsible whether this state is good enough until \
                     the next hand-over. If it is, mark the device as company-owned, write down \
                     what is missing, and give it an end date. At the hand-over it is reset anyway \
                     and then comes in by automated enrollment, provided that Intune's service and \
                     a profile are assigned.\n\n\
                     Do not wipe it because of the row: the device works, it holds data, and \
                     whoever reads \"Not contacted\" as \"unmanaged\" destroys both for nothing.",
        prevention: "Use the migration of OS 26 with a deadline while the former service still \
                     manages the devices, and settle in the enrollment restrictions who may enroll \
                     by hand (P12).",
    },
    de: Page {
        title: "Von Hand aus einem anderen Dienst übernommen",
        meaning: "Das Gerät kam ohne Löschung von einem anderen Dienst: Seine alte Verwaltung \
                  wurde entfernt, und es wurde mit dem Unternehmensportal angemeldet. Intune \
                  verwaltet es, aber nicht als Gerät der automatischen Registrierung. Seine Zeile \
                  auf der Liste des Tokens sagt weiter „Nicht kontaktiert“, weil es nie eine \
                  automatische Registrierung gab.\n\n\
                  Vielleicht ist es aus seinem früheren Leben noch betreut. Trotzdem gilt es als \
                  persönlich, die Person, die es hat, kann die Verwaltung entfernen, und Intune \
                  hat keinen Umgehungscode für seine Aktivierungssperre.",
        why: "Vor OS 26 war das der einzige Weg, den Dienst ohne Löschung zu wechseln, und für \
              Geräte, die nicht migrieren können, ist er es noch.",
        how_we_know: "Intune hat ein verwaltetes Gerät, das von Hand angemeldet wurde, und etwas \
                      von seiner Vergangenheit ist zu sehen: Es ist betreut, oder Apples \
                      Prüfereignisse zeigen seinen Wechsel von einem anderen Dienst, oder eine \
                      Person sagt es.\n\n\
                      Von Hand angemeldet ohne solche Vergangenheit ist es C12. Gibt es kein \
                      verwaltetes Gerät und ist eine fremde Verwaltung darauf, ist es noch nicht \
                      umgezogen (C59); läuft noch eine Frist, C57.",
        what_to_do: "Entscheiden Sie mit der verantwortlichen Person, ob dieser Zustand bis zur \
                     nächsten Übergabe genügt. Wenn ja, kennzeichnen Sie das Gerät als \
                     unternehmenseigen, schreiben Sie auf, was fehlt, und setzen Sie ein Enddatum. \
                     Bei der Übergabe wird es ohnehin zurückgesetzt und kommt dann durch \
                     automatische Registrierung, sofern der Dienst von Intune und ein Profil \
                     zugewiesen sind.\n\n\
                     Setzen Sie es nicht wegen der Zeile zurück: Das Gerät arbeitet und trägt \
                     Daten, und wer „Nicht kontaktiert“ als „nicht verwaltet“ liest, zerstört \
                     beides für nichts.",
        prevention: "Die Migration von OS 26 mit Frist nutzen, solange der frühere Dienst die \
                     Geräte noch verwaltet, und in den Registrierungseinschränkungen regeln, wer \
                     von Hand anmelden darf (P12).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.any(&[Managed::ByHand, Managed::Unsaid]))
        .sign(case.is(Assignments::Moved))
        .sign(case.is(Supervised::Yes))
        .sign(case.is(OtherMdm::Yes))
        .doubted_by(case.is(Supervised::No))
        .doubted_by(case.any(&[Assignments::Prompt, Assignments::Late]))
        .doubted_by(case.is(OtherMdm::No))
        .doubted_by(case.any(&[Look::OtherManagement, Look::InUse]))
        .doubted_by(case.any(&[State::Enrolled, State::PendingReset]))
        .doubted_by(case.is(Migration::Ahead))
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
    fn supervised_from_its_former_life() {
        fires(
            &RULE,
            "managed by_hand, supervised yes, assignments moved, state not_contacted",
        );
    }

    #[test]
    fn enrolled_by_hand_without_a_past() {
        doubted(
            &RULE,
            "managed by_hand, supervised no, assignments prompt",
            "supervised",
        );
    }

    #[test]
    fn still_with_its_former_service() {
        ruled_out(
            &RULE,
            "managed none, assignments moved, look other_management",
            "managed",
        );
    }

    #[test]
    fn came_by_automated_enrollment() {
        ruled_out(&RULE, "managed automated, supervised yes", "managed");
    }

    #[test]
    fn nobody_read_the_past() {
        cannot_tell(&RULE, "managed by_hand, state not_contacted");
    }
}
