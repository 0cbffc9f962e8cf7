//! C19: one half of a repair swap.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Identity, Look, ReleasedBy, Seen, Server, Unit};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C19"),
        name: "replaced-unit",
        family: Family::Custody,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G5),
        action: Action::Clean,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R1, Remedy::R2, Remedy::R3, Remedy::R17],
    verify: &[Verification::V1],
    prevent: &["P15"],
    story: "membership present, server unassigned, source apple, add_gap short, added_age month, \
            assignments none_seen, unit replacement, migration none, identity exact, listing \
            absent, managed none, gone no, failure none, lock none, care near, register \
            not_listed, siblings alone, look sealed, family_default covered, tokens some",
    en: Page {
        title: "One half of a repair swap",
        meaning: "Apple replaced a device in a repair. The new unit came with a serial number of \
                  its own and often without a service; the old serial number stays behind as a row \
                  that will never make contact again.\n\n\
                  This serial number is one of the two.",
        why: "For Apple and for Intune a replacement is a new device. Whether it takes over the \
              assignment of the old one is described differently in different editions of Apple's \
              pages, so that it cannot be relied on. If the old unit had been released before the \
              repair, the new one does not appear in the organisation at all.",
        how_we_know: "Apple's order number of a replacement begins with R, a release names a \
                      replacement, or the IMEI is known under another serial number.\n\n\
                      An ordinary unassigned device (C15) shows none of that. A lost or disposed \
                      device (H05) has no successor. A typing mistake (C20) has only one serial \
                      number at Apple. An old unit that was released for another reason is C17.",
        what_to_do: "New unit: assign it to Intune's service, sync, and assign the profile before \
                     it is handed out. If it was handed out and set up first, it is a case of \
                     C02.\n\n\
                     Old unit: correct the register, and let its rows lapse or remove them once \
                     Apple has the device back. Release it only as a person's decision, and not \
                     before the new unit has arrived.\n\n\
                     There is nothing to erase: the new one is empty and the old one is no longer \
                     here.",
        prevention: "Before a repair take the device off its service, but do not release it; look \
                     every day for new orders that begin with R (P15).",
    },
    de: Page {
        title: "Eine Hälfte eines Reparaturtauschs",
        meaning: "Apple hat ein Gerät bei einer Reparatur ersetzt. Das neue kam mit eigener \
                  Seriennummer und oft ohne Dienst; die alte Seriennummer bleibt als Zeile zurück, \
                  die nie wieder Kontakt aufnehmen wird.\n\n\
                  Diese Seriennummer ist eine der beiden.",
        why: "Für Apple und für Intune ist ein Ersatzgerät ein neues Gerät. Ob es die Zuweisung \
              des alten übernimmt, beschreiben verschiedene Ausgaben von Apples Seiten \
              verschieden; verlassen kann man sich darauf nicht. War das alte Gerät vor der \
              Reparatur freigegeben, erscheint das neue gar nicht in der Organisation.",
        how_we_know: "Apples Bestellnummer eines Ersatzgeräts beginnt mit R, eine Freigabe nennt \
                      einen Austausch, oder die IMEI ist unter einer anderen Seriennummer \
                      bekannt.\n\n\
                      Ein gewöhnliches nicht zugewiesenes Gerät (C15) zeigt nichts davon. Ein \
                      verlorenes oder entsorgtes Gerät (H05) hat keinen Nachfolger. Ein \
                      Schreibfehler (C20) hat bei Apple nur eine Seriennummer. Ein altes Gerät, \
                      das aus anderem Grund freigegeben wurde, ist C17.",
        what_to_do: "Neues Gerät: dem Dienst von Intune zuweisen, synchronisieren und das Profil \
                     zuweisen, bevor es ausgegeben wird. Wurde es vorher ausgegeben und \
                     eingerichtet, ist es ein Fall von C02.\n\n\
                     Altes Gerät: das Verzeichnis berichtigen und seine Zeilen verfallen lassen \
                     oder entfernen, sobald Apple das Gerät zurückhat. Freigeben nur als \
                     Entscheidung eines Menschen, und nicht bevor das neue da ist.\n\n\
                     Zu löschen gibt es nichts: Das neue ist leer, und das alte ist nicht mehr \
                     hier.",
        prevention: "Vor einer Reparatur die Zuweisung zum Dienst aufheben, das Gerät aber nicht \
                     freigeben; täglich nach neuen Bestellungen sehen, die mit R beginnen (P15).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    let swap = Inquiry::of(case)
        .rests_on(case.any(&[Unit::Replacement, Unit::Replaced]))
        .sign(case.is(ReleasedBy::Replacement))
        .sign(case.is(Identity::ByImei))
        .sign(case.is(Server::Unassigned))
        .doubted_by(case.is(Look::Managed));
    // A new unit on Intune's service is out of this trouble; an old one may stand there for years.
    if case.is(Unit::Replacement).seen == Seen::Yes {
        swap.refuted_by(case.is(Server::Intune)).opinion()
    } else {
        swap.opinion()
    }
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
    fn a_new_unit_without_a_service() {
        fires(
            &RULE,
            "membership present, unit replacement, server unassigned",
        );
    }

    #[test]
    fn an_old_unit_that_left_a_row() {
        fires(
            &RULE,
            "membership released, released_by replacement, unit replaced, listing token",
        );
    }

    #[test]
    fn a_new_unit_that_was_assigned() {
        ruled_out(
            &RULE,
            "membership present, unit replacement, server intune",
            "server",
        );
    }

    #[test]
    fn an_ordinary_device() {
        ruled_out(
            &RULE,
            "membership present, unit ordinary, server unassigned",
            "unit",
        );
    }

    #[test]
    fn nobody_read_the_orders() {
        cannot_tell(&RULE, "state not_contacted, managed none");
    }
}
