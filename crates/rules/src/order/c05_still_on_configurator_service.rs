//! C05: added by hand, and left on Apple Configurator's own service.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Look, Managed, Membership, Server, SourceKind};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C05"),
        name: "still-on-configurator-service",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G1, Gate::G1),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R1, Remedy::R2, Remedy::R3, Remedy::R16, Remedy::R11],
    verify: &[Verification::V1, Verification::V3],
    prevent: &["P01", "P03"],
    story: "membership present, server configurator, source manual, add_gap no_order, \
            added_age month, unit ordinary, identity exact, listing absent, token valid, \
            managed none, failure none, lock none, care much_before, register stock, look \
            hello, other_mdm no",
    en: Page {
        title: "Still on the service of Apple Configurator",
        meaning: "Apple Configurator brings a device into the organisation, but not to \
                  Intune. It leaves it on a service of its own, \"Devices Added by Apple \
                  Configurator\", until somebody assigns it to Intune's.\n\n\
                  As long as it stands there, Intune's token does not see it. There is no row \
                  for it on the token's list, or only an old one.",
        why: "Adding the device looks like the whole task, and the second step at Apple is \
              forgotten. A default service does not necessarily take devices that were added \
              by hand.",
        how_we_know: "Apple names the service of Apple Configurator as the one that the \
                      device is assigned to. Nothing has to be guessed here.\n\n\
                      An unassigned device (C15) and one on another product's service (C16) \
                      are missing from Intune in the same way; the name of the service tells \
                      them apart. A device that was added by hand and already stands on \
                      Intune's service is H03 if it is on the shelf and C01 if it was in use \
                      before.",
        what_to_do: "At Apple, assign the device to Intune's service. Sync the token, wait \
                     for the row, assign the profile and allow Apple half an hour. If the \
                     device still stands at Hello, switch it on only after that: no erase is \
                     needed.\n\n\
                     If it was set up meanwhile, an erase comes last of all: after service, \
                     sync and profile are right, the data is safe and the holder has signed \
                     out of the Apple Account, so that Find My is off. Do not erase before: \
                     it would set itself up without management once more.",
        prevention: "Buy through Apple or a linked reseller. Where Apple Configurator is \
                     needed, make the assignment to Intune's service part of the same working \
                     step, and look daily for devices on the other one.",
    },
    de: Page {
        title: "Noch auf dem Dienst des Apple Configurator",
        meaning: "Der Apple Configurator bringt ein Gerät in die Organisation, aber nicht zu \
                  Intune. Er lässt es auf einem eigenen Dienst für die mit ihm hinzugefügten \
                  Geräte stehen, bis jemand es dem Dienst von Intune zuweist.\n\n\
                  Solange es dort steht, sieht das Token von Intune es nicht. Auf der Liste \
                  des Tokens gibt es keine Zeile dafür oder nur eine alte.",
        why: "Das Hinzufügen sieht nach der ganzen Aufgabe aus, und der zweite Schritt bei \
              Apple wird vergessen. Ein Standarddienst nimmt von Hand hinzugefügte Geräte \
              nicht unbedingt auf.",
        how_we_know: "Apple nennt den Dienst des Apple Configurator als denjenigen, dem das \
                      Gerät zugewiesen ist. Hier muss nichts geraten werden.\n\n\
                      Ein Gerät ohne Zuweisung (C15) und eines auf dem Dienst eines anderen \
                      Produkts (C16) fehlen in Intune auf dieselbe Weise; der Name des \
                      Dienstes unterscheidet sie. Ein von Hand hinzugefügtes Gerät, das schon \
                      auf dem Dienst von Intune steht, ist H03, wenn es im Regal liegt, und \
                      C01, wenn es vorher in Gebrauch war.",
        what_to_do: "Weisen Sie das Gerät in Apple Business dem Dienst von Intune zu. \
                     Synchronisieren Sie das Token, warten Sie auf die Zeile, weisen Sie das \
                     Profil zu und lassen Sie Apple eine halbe Stunde. Steht das Gerät noch \
                     bei „Hallo“, schalten Sie es erst danach ein: Ein Löschen ist nicht \
                     nötig.\n\n\
                     Wurde es inzwischen eingerichtet, kommt das Löschen zuallerletzt: wenn \
                     Dienst, Synchronisierung und Profil stimmen, die Daten gesichert sind \
                     und die Person sich vom Apple Account abgemeldet hat, damit „Wo ist?“ \
                     aus ist. Nicht vorher löschen: Es würde sich noch einmal ohne Verwaltung \
                     einrichten.",
        prevention: "Bei Apple oder einem verknüpften Händler kaufen. Wo der Apple \
                     Configurator nötig ist, gehört die Zuweisung zum Dienst von Intune in \
                     denselben Arbeitsschritt; suchen Sie täglich nach Geräten auf dem \
                     anderen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .rests_on(case.is(Server::Configurator))
        .refuted_by(case.is(Managed::Automated))
        .sign(case.is(SourceKind::Manual))
        .doubted_by(case.any(&[SourceKind::Apple, SourceKind::Reseller]))
        .doubted_by(case.is(Managed::ByHand))
        .doubted_by(case.any(&[Look::Sealed, Look::OtherManagement, Look::Managed]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn added_and_left_there() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, server configurator, source manual",
        );
    }

    #[test]
    fn already_moved_to_intune() {
        ruled_out(
            &RULE,
            "membership present, server intune, source manual",
            "server",
        );
    }

    #[test]
    fn enrolled_all_the_same() {
        ruled_out(
            &RULE,
            "membership present, server configurator, managed automated",
            "managed",
        );
    }

    #[test]
    fn sealed_and_yet_added_by_hand() {
        doubted(
            &RULE,
            "membership present, server configurator, look sealed",
            "look",
        );
    }

    #[test]
    fn nobody_asked_apple_for_the_service() {
        cannot_tell(&RULE, "membership present, listing absent, token valid");
    }
}
