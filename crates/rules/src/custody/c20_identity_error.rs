//! C20: the records do not mean the same device.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Identity, Look, Managed, Membership, Unit};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C20"),
        name: "identity-error",
        family: Family::Custody,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G5),
        action: Action::Clean,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Experience,
    remedy: &[Remedy::R17],
    verify: &[Verification::V1],
    prevent: &["P10"],
    story: "membership absent, identity lookalike, listing absent, managed none, gone no, failure \
            none, register handed_out, look managed, other_mdm no, tokens some",
    en: Page {
        title: "The records do not mean the same device",
        meaning: "The sources name this device by serial numbers or IMEIs that do not agree: one \
                  serial number differs from a known one by a single character, an IMEI belongs to \
                  another serial number, or the two contradict each other.\n\n\
                  As long as that is so, whatever is said about this device may be true of another \
                  one.",
        why: "A barcode scanner that puts an S in front, O for 0 or I for 1, an IMEI in the column \
              for serial numbers, the second of two IMEIs, or a line of the register that was not \
              corrected after a swap.",
        how_we_know: "Spelling and IMEI were compared across all sources. A likeness is only a \
                      suggestion; it never joins two records. That this lies behind a \"Not \
                      contacted\" is experience, not documentation.\n\n\
                      A device that is really missing at Apple (C13) has no similar one. A unit \
                      that was swapped (C19) comes with a repair order. A device that was enrolled \
                      by hand in a way that hides its serial number (C12) is joined by its IMEI \
                      too. Rows that are merely double are H06.",
        what_to_do: "Have the serial number read from the device itself (Settings > General > \
                     About), correct the register or the uploaded list, and read again. Mostly the \
                     finding vanishes, and the device turns out to be enrolled under its right \
                     number.\n\n\
                     Until then do nothing that cannot be undone: no erase, no release, no \
                     deletion. It might hit the other device.",
        prevention: "Take serial numbers from orders instead of typing or scanning them, and watch \
                     how many lines of the register find their device (P10).",
    },
    de: Page {
        title: "Die Aufzeichnungen meinen nicht dasselbe Gerät",
        meaning: "Die Quellen nennen dieses Gerät mit Seriennummern oder IMEIs, die nicht \
                  zusammenpassen: Eine Seriennummer weicht um ein Zeichen von einer bekannten ab, \
                  eine IMEI gehört zu einer anderen Seriennummer, oder beide widersprechen \
                  sich.\n\n\
                  Solange das so ist, kann alles, was über dieses Gerät gesagt wird, auf ein \
                  anderes zutreffen.",
        why: "Ein Barcodeleser, der ein S davorsetzt, O statt 0 oder I statt 1, eine IMEI in der \
              Spalte für Seriennummern, die zweite von zwei IMEIs oder eine Zeile des \
              Verzeichnisses, die nach einem Tausch nicht berichtigt wurde.",
        how_we_know: "Schreibweise und IMEI wurden über alle Quellen verglichen. Eine Ähnlichkeit \
                      ist nur ein Hinweis; sie verbindet nie zwei Aufzeichnungen. Dass dies hinter \
                      einem „Nicht kontaktiert“ steckt, ist Erfahrung und nicht dokumentiert.\n\n\
                      Zu einem Gerät, das bei Apple wirklich fehlt (C13), gibt es kein ähnliches. \
                      Ein getauschtes Gerät (C19) bringt einen Reparaturauftrag mit. Ein von Hand \
                      angemeldetes Gerät, dessen Seriennummer dabei verborgen bleibt (C12), wird \
                      ebenfalls über die IMEI verbunden. Nur doppelte Zeilen sind H06.",
        what_to_do: "Lassen Sie die Seriennummer am Gerät selbst ablesen („Einstellungen“ > \
                     „Allgemein“ > „Info“), berichtigen Sie das Verzeichnis oder die hochgeladene \
                     Liste und lesen Sie neu ein. Meist verschwindet der Befund, und das Gerät ist \
                     unter seiner richtigen Nummer registriert.\n\n\
                     Tun Sie bis dahin nichts, was sich nicht zurücknehmen lässt: nicht löschen, \
                     nicht freigeben, keinen Datensatz entfernen. Es könnte das andere Gerät \
                     treffen.",
        prevention: "Seriennummern aus Bestellungen übernehmen, statt sie zu tippen oder zu \
                     scannen, und beobachten, wie viele Zeilen des Verzeichnisses ihr Gerät finden \
                     (P10).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.any(&[Identity::Lookalike, Identity::ByImei, Identity::Conflict]))
        .sign(case.is(Membership::Absent))
        .sign(case.is(Look::Managed))
        .doubted_by(case.any(&[Unit::Replacement, Unit::Replaced]))
        .doubted_by(case.is(Managed::ByHand))
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
    fn a_barcodes_leading_letter() {
        fires(
            &RULE,
            "membership absent, identity lookalike, register handed_out",
        );
    }

    #[test]
    fn a_repair_swap() {
        doubted(
            &RULE,
            "membership present, identity by_imei, unit replacement",
            "unit",
        );
    }

    #[test]
    fn really_missing_at_apple() {
        ruled_out(
            &RULE,
            "membership absent, identity exact, register handed_out",
            "identity",
        );
    }

    #[test]
    fn nobody_compared() {
        cannot_tell(&RULE, "state not_contacted, managed none");
    }
}
