//! C16: assigned to another service than Intune.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Lock, Look, Membership, Migration, OtherMdm, Server};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C16"),
        name: "on-another-service",
        family: Family::Custody,
        scope: Scope::Device,
        gates: (Gate::G1, Gate::G1),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R13, Remedy::R1, Remedy::R2, Remedy::R3],
    verify: &[Verification::V1, Verification::V3],
    prevent: &["P03"],
    story: "membership present, server other_mdm, source reseller, add_gap short, added_age old, \
            assignments none_seen, unit ordinary, migration none, identity exact, listing absent, \
            managed none, gone no, failure none, lock mdm, care near, register handed_out, look \
            other_management, other_mdm yes, tokens some",
    en: Page {
        title: "Assigned to another device management service",
        meaning: "Apple assigns the device to another service: another product's, another Intune \
                  tenant's, or Apple's built-in device management. Setup Assistant sends it there, \
                  and Intune's token never sees it.\n\n\
                  It is probably at work there.",
        why: "The product family's default service is the other one, the order dates from before a \
              change of product, or somebody chose the wrong service. With several tenants it may \
              simply be the neighbour's device.",
        how_we_know: "Apple names the service. Whether the device is in fact managed there only \
                      that service or the holder can say; a management lock and a foreign \
                      management on the device speak for it.\n\n\
                      An unassigned device (C15) and one on the service of Apple Configurator \
                      (C05) are at no product. One that already stands on Intune's service but is \
                      still managed by the former one is C59; one whose move has a deadline ahead \
                      is C57.",
        what_to_do: "First clarify whether it is meant to be there. If it is, nothing has to be \
                     done to it.\n\n\
                     If it shall come to Intune, is in use there and runs OS 26 or later, plan a \
                     migration with a deadline; no erase is needed. If nobody has set it up yet, \
                     assign it to Intune's service, sync, and assign the profile.\n\n\
                     Do not reassign a device in use without a deadline: it changes nothing on the \
                     device and leaves you with C59. Do not erase it: the data on it is in use.",
        prevention: "Decide per product family which service takes new devices, and change that \
                     default on the day the product changes (P03).",
    },
    de: Page {
        title: "Einem anderen Dienst zugewiesen",
        meaning: "Apple weist das Gerät einem anderen Dienst zu: dem eines anderen Produkts, eines \
                  anderen Intune-Mandanten oder Apples eingebauter Geräteverwaltung. Der \
                  Systemassistent schickt es dorthin, und das Token von Intune sieht es nie.\n\n\
                  Wahrscheinlich ist es dort in Betrieb.",
        why: "Der Standarddienst der Produktfamilie ist der andere, die Bestellung stammt aus der \
              Zeit vor einem Produktwechsel, oder jemand hat den falschen Dienst gewählt. Bei \
              mehreren Mandanten ist es vielleicht einfach das Gerät des Nachbarn.",
        how_we_know: "Apple nennt den Dienst. Ob das Gerät dort wirklich verwaltet wird, kann nur \
                      dieser Dienst oder die Person sagen, die es hat; eine Sperre durch die \
                      Verwaltung und eine fremde Verwaltung auf dem Gerät sprechen dafür.\n\n\
                      Ein nicht zugewiesenes Gerät (C15) und eines auf dem Dienst des Apple \
                      Configurators (C05) sind bei keinem Produkt. Steht es schon auf dem Dienst \
                      von Intune, wird aber noch vom früheren verwaltet, ist es C59; liegt vor \
                      seinem Umzug noch eine Frist, ist es C57.",
        what_to_do: "Klären Sie zuerst, ob es dort sein soll. Wenn ja, ist an ihm nichts zu \
                     tun.\n\n\
                     Soll es zu Intune, ist es dort in Gebrauch und läuft OS 26 oder neuer, so \
                     planen Sie eine Migration mit Frist; eine Löschung ist nicht nötig. Hat es \
                     noch niemand eingerichtet, weisen Sie es dem Dienst von Intune zu, \
                     synchronisieren Sie und weisen Sie das Profil zu.\n\n\
                     Ordnen Sie ein Gerät in Gebrauch nicht ohne Frist um: Auf dem Gerät ändert \
                     das nichts, und Sie haben danach C59. Löschen Sie es nicht: Mit den Daten \
                     darauf wird gearbeitet.",
        prevention: "Je Produktfamilie entscheiden, welcher Dienst neue Geräte aufnimmt, und \
                     diesen Standard am Tag des Produktwechsels ändern (P03).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.any(&[Server::OtherMdm, Server::AppleMdm]))
        .needs(case.is(Membership::Present))
        .sign(case.is(Look::OtherManagement))
        .sign(case.is(OtherMdm::Yes))
        .sign(case.is(Lock::Mdm))
        .doubted_by(case.is(Look::Managed))
        .doubted_by(case.is(Migration::Ahead))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn its_story() {
        fires(&RULE, RULE.story);
    }

    #[test]
    fn at_work_with_another_product() {
        fires(
            &RULE,
            "membership present, server other_mdm, lock mdm, look other_management",
        );
    }

    #[test]
    fn with_apples_own_management() {
        fires(&RULE, "membership present, server apple_mdm");
    }

    #[test]
    fn moved_to_intunes_service() {
        ruled_out(
            &RULE,
            "membership present, server intune, look other_management",
            "server",
        );
    }

    #[test]
    fn assigned_to_nobody() {
        ruled_out(&RULE, "membership present, server unassigned", "server");
    }

    #[test]
    fn nobody_asked_for_the_service() {
        cannot_tell(&RULE, "membership present, managed none");
    }
}
