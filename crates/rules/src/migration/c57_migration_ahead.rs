//! C57: a move between services whose deadline lies ahead.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    Assignments, CaseFile, Lock, Look, Managed, Membership, Migration, OsGeneration, OtherMdm,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C57"),
        name: "migration-ahead",
        family: Family::Migration,
        scope: Scope::Device,
        gates: (Gate::G1, Gate::G8),
        action: Action::Wait,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R0, Remedy::R13],
    verify: &[Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            assignments moved, unit ordinary, identity exact, listing token, listed_age month, \
            token valid, sync_since yes, counts equal, profile present, profile_settled settled, \
            profile_origin after_token, migration ahead, state not_contacted, contact never, \
            failure none, managed none, gone no, lock mdm, care much_before, register handed_out, \
            handed_when before_assigned, look other_management, other_mdm yes, tokens some",
    en: Page {
        title: "A move to this service has a deadline that lies ahead",
        meaning: "At Apple the device is already assigned to its new service, with a migration \
                  deadline that has not come yet. Until it moves, its former service goes on \
                  managing it, and Intune's row says \"Not contacted\".\n\n\
                  Both are as they should be.",
        why: "Since OS 26 a device can change its management service without an erase. Somebody \
              planned that and set a deadline; the holder is reminded and may move earlier, and at \
              the deadline Apple enforces the move.",
        how_we_know: "Apple's record of the device shows the migration and its deadline.\n\n\
                      A device that was reassigned without a deadline, or whose deadline has \
                      passed, is still managed elsewhere and will stay there by itself (C59). A \
                      device that stands on another service without a plan is C16. One that was \
                      taken out of the old service and enrolled by hand is C58.",
        what_to_do: "Wait for the deadline. Use the time: Intune needs a profile that awaits the \
                     final configuration, and the apps and settings must be assigned before the \
                     first device moves. Check that the devices run OS 26 or later and are still \
                     managed by their former service, and that those added by hand are past their \
                     30 days. Let five devices go first.\n\n\
                     Do not remove the old management in advance and do not erase anything: an \
                     iPhone or iPad can only move while it is still managed. The plan can be \
                     cancelled only before a device has started.",
        prevention: "Write down every planned migration with its deadline, so that nobody takes \
                     its devices for failures, and check the new service's profile before you set \
                     the date (P08).",
    },
    de: Page {
        title: "Ein Umzug zu diesem Dienst hat eine Frist, die noch läuft",
        meaning: "Bei Apple ist das Gerät schon seinem neuen Dienst zugewiesen, mit einer \
                  Migrationsfrist, die noch nicht abgelaufen ist. Bis es umzieht, verwaltet es \
                  sein früherer Dienst weiter, und die Zeile in Intune sagt „Nicht \
                  kontaktiert“.\n\n\
                  Beides ist so, wie es sein soll.",
        why: "Seit OS 26 kann ein Gerät den Dienst zur Geräteverwaltung wechseln, ohne gelöscht zu \
              werden. Jemand hat das geplant und eine Frist gesetzt; die Person, die das Gerät \
              hat, wird erinnert und kann früher umziehen, und mit Ablauf der Frist erzwingt Apple \
              den Umzug.",
        how_we_know: "Apples Eintrag des Geräts zeigt die Migration und ihre Frist.\n\n\
                      Ein Gerät, das ohne Frist umgeordnet wurde oder dessen Frist abgelaufen ist, \
                      wird weiter anderswo verwaltet und bleibt von selbst dort (C59). Ein Gerät \
                      auf einem anderen Dienst ohne Plan ist C16. Eines, das aus dem alten Dienst \
                      genommen und von Hand angemeldet wurde, ist C58.",
        what_to_do: "Warten Sie die Frist ab. Nutzen Sie die Zeit: Intune braucht ein Profil, das \
                     die endgültige Konfiguration abwartet, und Apps und Einstellungen müssen \
                     zugewiesen sein, bevor das erste Gerät umzieht. Prüfen Sie, dass die Geräte \
                     OS 26 oder neuer haben und noch vom früheren Dienst verwaltet werden und dass \
                     von Hand hinzugefügte ihre 30 Tage hinter sich haben. Lassen Sie fünf Geräte \
                     vorausgehen.\n\n\
                     Entfernen Sie die alte Verwaltung nicht vorab und löschen Sie nichts: Ein \
                     iPhone oder iPad kann nur umziehen, solange es noch verwaltet wird. Abbrechen \
                     lässt sich der Plan nur, bevor ein Gerät begonnen hat.",
        prevention: "Jede geplante Migration mit ihrer Frist aufschreiben, damit niemand ihre \
                     Geräte für Fehler hält, und das Profil des neuen Dienstes prüfen, bevor Sie \
                     den Tag festlegen (P08).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Migration::Ahead))
        .needs(case.is(Membership::Present))
        .refuted_by(case.is(Managed::Automated))
        .sign(case.is(Look::OtherManagement))
        .sign(case.is(OtherMdm::Yes))
        .sign(case.is(Assignments::Moved))
        .sign(case.is(Lock::Mdm))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::InUse,
            Look::Managed,
            Look::Missing,
        ]))
        .doubted_by(case.is(OtherMdm::No))
        .doubted_by(case.is(OsGeneration::Before26))
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
    fn before_the_deadline() {
        fires(
            &RULE,
            "membership present, migration ahead, managed none, look other_management",
        );
    }

    #[test]
    fn the_deadline_has_passed() {
        ruled_out(
            &RULE,
            "membership present, migration overdue, managed none",
            "migration",
        );
    }

    #[test]
    fn reassigned_without_a_deadline() {
        ruled_out(
            &RULE,
            "membership present, assignments moved, migration none, managed none",
            "migration",
        );
    }

    #[test]
    fn its_old_management_is_gone() {
        doubted(
            &RULE,
            "membership present, migration ahead, managed none, look in_use",
            "look",
        );
    }

    #[test]
    fn nobody_read_the_migration() {
        cannot_tell(
            &RULE,
            "membership present, managed none, state not_contacted",
        );
    }
}
