//! C59: assigned to Intune at Apple, still managed by its former service.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    Assignments, CaseFile, Lock, Look, Managed, Membership, Migration, OtherMdm, RegisterState,
    Server, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C59"),
        name: "still-managed-elsewhere",
        family: Family::Migration,
        scope: Scope::Device,
        gates: (Gate::G4, Gate::G8),
        action: Action::Migrate,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R13],
    verify: &[Verification::V3, Verification::V4],
    prevent: &["P11"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            assignments moved, unit ordinary, identity exact, listing token, listed_age month, \
            token valid, sync_since yes, counts equal, profile present, profile_settled settled, \
            profile_origin after_token, migration none, state not_contacted, contact never, \
            failure none, managed none, gone no, lock mdm, care much_before, register handed_out, \
            handed_when before_assigned, siblings few, look other_management, other_mdm yes, \
            tokens some",
    en: Page {
        title: "Still managed by its former service",
        meaning: "At Apple the device stands on Intune's service. On the desk its former service \
                  still manages it, because an assignment alone does not move a device that is \
                  already set up. Mostly a whole batch is concerned, \"Not contacted\" from the \
                  minute in which it was reassigned.\n\n\
                  The devices are in daily use and hold live data.",
        why: "They were reassigned without a migration deadline, or the deadline passed or the \
              migration failed, or they run a system before OS 26, which cannot move.",
        how_we_know: "Apple's audit events show the move from another service, the Activation Lock \
                      belongs to a management service, a person saw a foreign management, or the \
                      former service still hears from the device. Intune has no managed device for \
                      it.\n\n\
                      C01 looks much the same in Intune, in use and unknown, and is the opposite: \
                      there nothing manages the device and an erase is right; here an erase \
                      destroys somebody's work. A deadline that lies ahead is C57. A device that \
                      Apple still assigns to the other service is C16; one that was enrolled by \
                      hand after its old management was removed is C58.",
        what_to_do: "Ask the former service or its export which of the devices still report there. \
                     Those with OS 26 or later are moved by a migration with a deadline, without \
                     an erase; five first. Apple asks that an iPhone or iPad is still managed by \
                     the service that Apple assigns it to, so devices that were already moved may \
                     have to be assigned back before the deadline can be set: that is inferred, \
                     try it with one. Those with an older system are updated first.\n\n\
                     Do not erase them, and do not remove the old management beforehand: without \
                     it the migration is no longer possible. What can never migrate comes over at \
                     its next hand-over, when it is reset anyway.",
        prevention: "Reassign devices in use only with a migration deadline and in small rings, \
                     watch Apple's audit events for reassignments nobody planned (P11), and keep \
                     the former service running until the last device has moved.",
    },
    de: Page {
        title: "Noch vom früheren Dienst verwaltet",
        meaning: "Bei Apple steht das Gerät auf dem Dienst von Intune. Auf dem Tisch verwaltet es \
                  noch sein früherer Dienst, denn eine Zuweisung allein bewegt kein Gerät, das \
                  schon eingerichtet ist. Meist ist ein ganzer Schwung betroffen, „Nicht \
                  kontaktiert“ seit der Minute der Umordnung.\n\n\
                  Die Geräte sind täglich in Gebrauch und tragen Daten, mit denen gearbeitet wird.",
        why: "Sie wurden ohne Migrationsfrist umgeordnet, oder die Frist ist abgelaufen oder die \
              Migration gescheitert, oder sie haben ein System vor OS 26, das nicht umziehen kann.",
        how_we_know: "Apples Prüfereignisse zeigen den Wechsel von einem anderen Dienst, die \
                      Aktivierungssperre gehört einem Verwaltungsdienst, eine Person hat eine \
                      fremde Verwaltung gesehen, oder der frühere Dienst hört noch von dem Gerät. \
                      Intune hat kein verwaltetes Gerät dazu.\n\n\
                      C01 sieht in Intune fast gleich aus, in Gebrauch und unbekannt, und ist das \
                      Gegenteil: Dort verwaltet niemand das Gerät, und eine Löschung ist richtig; \
                      hier zerstört sie jemandes Arbeit. Läuft noch eine Frist, ist es C57. Weist \
                      Apple das Gerät noch dem anderen Dienst zu, ist es C16; wurde es nach dem \
                      Entfernen der alten Verwaltung von Hand angemeldet, C58.",
        what_to_do: "Fragen Sie den früheren Dienst oder seinen Export, welche der Geräte sich \
                     dort noch melden. Die mit OS 26 oder neuer ziehen durch eine Migration mit \
                     Frist um, ohne Löschung; fünf zuerst. Apple verlangt, dass ein iPhone oder \
                     iPad noch von dem Dienst verwaltet wird, dem Apple es zuweist; schon \
                     umgeordnete Geräte müssen also vielleicht zurückgewiesen werden, bevor sich \
                     die Frist setzen lässt: Das ist erschlossen, versuchen Sie es mit einem. Die \
                     mit älterem System werden zuerst aktualisiert.\n\n\
                     Löschen Sie sie nicht, und entfernen Sie die alte Verwaltung nicht vorab: \
                     Ohne sie ist die Migration nicht mehr möglich. Was nie migrieren kann, kommt \
                     bei der nächsten Übergabe herüber, wenn es ohnehin zurückgesetzt wird.",
        prevention: "Geräte in Gebrauch nur mit Migrationsfrist und in kleinen Ringen umordnen, \
                     Apples Prüfereignisse auf ungeplante Umordnungen ansehen (P11) und den \
                     früheren Dienst laufen lassen, bis das letzte Gerät umgezogen ist.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .refuted_by(case.is(Migration::Ahead))
        .refuted_by(case.any(&[Server::OtherMdm, Server::AppleMdm]))
        .sign(case.is(Look::OtherManagement))
        .sign(case.is(OtherMdm::Yes))
        .sign(case.is(Assignments::Moved))
        .sign(case.is(Lock::Mdm))
        .sign(case.any(&[Migration::Overdue, Migration::Failed]))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::InUse,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.is(OtherMdm::No))
        .doubted_by(case.is(Migration::Done))
        .doubted_by(case.is(UsedWhen::AfterProfile))
        .doubted_by(case.any(&[RegisterState::Stock, RegisterState::Returned]))
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
    fn reassigned_without_a_deadline() {
        fires(
            &RULE,
            "membership present, managed none, assignments moved, lock mdm, look other_management",
        );
    }

    #[test]
    fn in_use_and_nobody_manages_it() {
        doubted(
            &RULE,
            "membership present, managed none, look in_use, other_mdm no",
            "look",
        );
    }

    #[test]
    fn its_deadline_lies_ahead() {
        ruled_out(
            &RULE,
            "membership present, managed none, migration ahead, look other_management",
            "migration",
        );
    }

    #[test]
    fn apple_still_assigns_it_there() {
        ruled_out(
            &RULE,
            "membership present, managed none, server other_mdm, look other_management",
            "server",
        );
    }

    #[test]
    fn moved_by_hand_already() {
        ruled_out(
            &RULE,
            "membership present, managed by_hand, assignments moved",
            "managed",
        );
    }

    #[test]
    fn nobody_read_the_past() {
        cannot_tell(
            &RULE,
            "membership present, managed none, state not_contacted",
        );
    }
}
