//! C15: in the organisation, assigned to no service.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, FamilyDefault, Listing, Look, Managed, Membership, OtherMdm, Server, Unit,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C15"),
        name: "unassigned",
        family: Family::Custody,
        scope: Scope::Device,
        gates: (Gate::G1, Gate::G1),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R1, Remedy::R2, Remedy::R3, Remedy::R11],
    verify: &[Verification::V1, Verification::V2, Verification::V3],
    prevent: &["P03"],
    story: "membership present, server unassigned, source reseller, add_gap short, added_age \
            month, assignments none_seen, unit ordinary, migration none, identity exact, listing \
            absent, managed none, gone no, failure none, lock none, care near, register stock, \
            siblings most, look sealed, family_default covered, tokens some",
    en: Page {
        title: "In the organisation, but on no service",
        meaning: "Apple lists the device as yours and as unassigned: no device management service \
                  is responsible for it. No token carries it into Intune, and Setup Assistant is \
                  told nothing.\n\n\
                  If it is switched on in this state, it sets itself up as a private device.",
        why: "No service took new devices of its product family when it arrived (C18), somebody \
              removed the assignment, or the service to which it was assigned was deleted.",
        how_we_know: "Apple states it itself; nothing is inferred. In Intune there is no row, or \
                      an old one that is marked as gone at Apple and lapses within 30 to 45 \
                      days.\n\n\
                      If no service takes this product family by default, C18 is the cause and \
                      this device is one of its cases. A device on the service of Apple \
                      Configurator (C05) or on another product's (C16) is assigned, only not to \
                      Intune. A new unit after a repair (C19) is often unassigned as well.",
        what_to_do: "Assign it to Intune's service in Apple Business, sync the token (at most once \
                     in 15 minutes) until the row appears, assign the profile, and allow half an \
                     hour before it is switched on. A device that is sealed or stands at Hello \
                     needs nothing else.\n\n\
                     Only if it was set up meanwhile does it take an erase. The holder does that \
                     last: when the assignment, the sync and the profile are green, the data is \
                     safe and Find My is off. Erased before, it would set itself up as private \
                     again.",
        prevention: "Set a default service for every product family, and let nothing stay \
                     unassigned for more than a day (P03).",
    },
    de: Page {
        title: "In der Organisation, aber auf keinem Dienst",
        meaning: "Apple führt das Gerät als Ihres und als nicht zugewiesen: Kein Dienst zur \
                  Geräteverwaltung ist dafür zuständig. Kein Token bringt es nach Intune, und der \
                  Systemassistent erfährt nichts.\n\n\
                  Wird es in diesem Zustand eingeschaltet, richtet es sich als privates Gerät ein.",
        why: "Kein Dienst nahm neue Geräte seiner Produktfamilie auf, als es ankam (C18), jemand \
              hat die Zuweisung aufgehoben, oder der Dienst, dem es zugewiesen war, wurde \
              gelöscht.",
        how_we_know: "Apple sagt es selbst; erschlossen ist daran nichts. In Intune gibt es keine \
                      Zeile oder eine alte, die als bei Apple entfernt gekennzeichnet ist und nach \
                      30 bis 45 Tagen verfällt.\n\n\
                      Nimmt kein Dienst diese Produktfamilie standardmäßig auf, so ist C18 die \
                      Ursache und dieses Gerät nur einer der Fälle. Ein Gerät auf dem Dienst des \
                      Apple Configurators (C05) oder eines anderen Produkts (C16) ist zugewiesen, \
                      nur nicht Intune. Auch ein neues Gerät nach einer Reparatur (C19) ist oft \
                      nicht zugewiesen.",
        what_to_do: "Weisen Sie es in Apple Business dem Dienst von Intune zu, synchronisieren Sie \
                     das Token (höchstens alle 15 Minuten), bis die Zeile erscheint, weisen Sie \
                     das Profil zu und warten Sie eine halbe Stunde, bevor es eingeschaltet wird. \
                     Ein Gerät, das verpackt ist oder bei „Hallo“ steht, braucht sonst nichts.\n\n\
                     Nur wenn es inzwischen eingerichtet wurde, ist eine Löschung nötig. Sie kommt \
                     zuletzt und durch die Person, die es hat: wenn Zuweisung, Synchronisierung \
                     und Profil grün sind, die Daten gesichert sind und „Wo ist?“ aus ist. Vorher \
                     gelöscht würde es sich wieder privat einrichten.",
        prevention: "Für jede Produktfamilie einen Standarddienst festlegen und nichts länger als \
                     einen Tag ohne Zuweisung lassen (P03).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Server::Unassigned))
        .needs(case.is(Membership::Present))
        .refuted_by(case.is(Managed::Automated))
        .sign(case.any(&[Listing::Absent, Listing::Deleted]))
        .doubted_by(case.is(FamilyDefault::Missing))
        .doubted_by(case.any(&[Look::RemoteManagement, Look::OtherManagement, Look::Managed]))
        .doubted_by(case.is(OtherMdm::Yes))
        .doubted_by(case.any(&[Unit::Replacement, Unit::Replaced]))
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
    fn apple_says_unassigned() {
        fires(
            &RULE,
            "membership present, server unassigned, listing absent, family_default covered",
        );
    }

    #[test]
    fn on_intunes_service() {
        ruled_out(
            &RULE,
            "membership present, server intune, listing token",
            "server",
        );
    }

    #[test]
    fn on_another_service() {
        ruled_out(
            &RULE,
            "membership present, server other_mdm, listing absent",
            "server",
        );
    }

    #[test]
    fn the_whole_family_has_no_default() {
        doubted(
            &RULE,
            "membership present, server unassigned, family_default missing",
            "family_default",
        );
    }

    #[test]
    fn nobody_asked_for_the_service() {
        cannot_tell(&RULE, "membership present, managed none");
    }
}
