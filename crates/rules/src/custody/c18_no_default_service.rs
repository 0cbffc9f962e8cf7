//! C18: no service takes new devices of a product family.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, FamilyDefault, Managed, Membership, Server, Siblings, SourceKind, Unit,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C18"),
        name: "no-default-service",
        family: Family::Custody,
        scope: Scope::Family,
        gates: (Gate::G1, Gate::G1),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R1, Remedy::R2, Remedy::R3, Remedy::R11],
    verify: &[Verification::V1, Verification::V2],
    prevent: &["P03"],
    story: "membership present, server unassigned, source reseller, add_gap short, added_age \
            month, assignments none_seen, unit ordinary, migration none, identity exact, listing \
            absent, managed none, gone no, failure none, lock none, care near, register stock, \
            siblings few, look sealed, family_default missing, tokens some",
    en: Page {
        title: "No default service for this product family",
        meaning: "No device management service at Apple takes new devices of this product family \
                  by default. Every new device of the family arrives unassigned and waits until \
                  somebody assigns it by hand.\n\n\
                  It is one setting, and it explains all of them at once.",
        why: "Default services are set per product family, and a family is easily forgotten when \
              it is bought for the first time or when a new service takes the place of an old one.",
        how_we_know: "Apple states for every service which product families it takes by default, \
                      and none names this one. The devices concerned are in the organisation and \
                      unassigned; those that somebody has assigned by hand do not suffer from \
                      it.\n\n\
                      A single unassigned device although a default is set is C15. Devices that \
                      were added with Apple Configurator go to the Configurator's service first \
                      (C05), so that a default service does not explain them.",
        what_to_do: "Set the default service of the family to Intune's. That helps the devices to \
                     come; assign those that already wait in bulk. Then sync the token, and check \
                     that a default profile is set, so that they do not stop at the next gate \
                     (C04).\n\n\
                     Sealed devices need nothing else. Of the rest, only those that were set up \
                     meanwhile take an erase, by their holders and only when service, sync and \
                     profile are green, the data is safe and Find My is off. Never erase the lot \
                     because of this one setting.",
        prevention: "Check daily that every product family you buy has a default service and that \
                     nothing stays unassigned for more than a day (P03).",
    },
    de: Page {
        title: "Kein Standarddienst für diese Produktfamilie",
        meaning: "Kein Dienst zur Geräteverwaltung bei Apple nimmt neue Geräte dieser \
                  Produktfamilie standardmäßig auf. Jedes neue Gerät der Familie kommt ohne \
                  Zuweisung an und wartet, bis jemand es von Hand zuweist.\n\n\
                  Es ist eine einzige Einstellung, und sie erklärt alle auf einmal.",
        why: "Standarddienste werden je Produktfamilie festgelegt, und eine Familie ist schnell \
              vergessen, wenn sie zum ersten Mal gekauft wird oder wenn ein neuer Dienst einen \
              alten ablöst.",
        how_we_know: "Apple nennt zu jedem Dienst die Produktfamilien, die er standardmäßig \
                      aufnimmt, und keiner nennt diese. Die betroffenen Geräte sind in der \
                      Organisation und nicht zugewiesen; wer von Hand zugewiesen wurde, leidet \
                      nicht darunter.\n\n\
                      Ein einzelnes nicht zugewiesenes Gerät trotz Standarddienst ist C15. Mit dem \
                      Apple Configurator hinzugefügte Geräte kommen zuerst auf dessen Dienst \
                      (C05); ein Standarddienst erklärt sie also nicht.",
        what_to_do: "Legen Sie den Dienst von Intune als Standard der Familie fest. Das hilft den \
                     künftigen Geräten; die schon wartenden weisen Sie gesammelt zu. Dann das \
                     Token synchronisieren und prüfen, dass ein Standardprofil festgelegt ist, \
                     damit sie nicht am nächsten Schritt hängen bleiben (C04).\n\n\
                     Verpackte Geräte brauchen sonst nichts. Von den übrigen brauchen nur die eine \
                     Löschung, die inzwischen eingerichtet wurden, durch die Person, die sie hat, \
                     und erst wenn Dienst, Synchronisierung und Profil grün sind, die Daten \
                     gesichert sind und „Wo ist?“ aus ist. Löschen Sie wegen dieser einen \
                     Einstellung nie alle.",
        prevention: "Täglich prüfen, dass jede gekaufte Produktfamilie einen Standarddienst hat \
                     und nichts länger als einen Tag ohne Zuweisung bleibt (P03).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(FamilyDefault::Missing))
        .needs(case.is(Membership::Present))
        .needs(case.is(Server::Unassigned))
        .refuted_by(case.is(Managed::Automated))
        .sign(case.is(Siblings::Few))
        .doubted_by(case.is(SourceKind::Manual))
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
    fn the_family_alone() {
        fires(&RULE, "family_default missing");
    }

    #[test]
    fn a_device_of_the_family() {
        fires(
            &RULE,
            "membership present, server unassigned, family_default missing",
        );
    }

    #[test]
    fn the_family_has_a_default() {
        ruled_out(
            &RULE,
            "membership present, server unassigned, family_default covered",
            "family_default",
        );
    }

    #[test]
    fn assigned_by_hand() {
        ruled_out(
            &RULE,
            "membership present, server intune, family_default missing",
            "server",
        );
    }

    #[test]
    fn added_by_hand() {
        doubted(
            &RULE,
            "membership present, server unassigned, source manual, family_default missing",
            "source",
        );
    }

    #[test]
    fn nobody_asked_for_the_services() {
        cannot_tell(&RULE, "membership present, server unassigned");
    }
}
