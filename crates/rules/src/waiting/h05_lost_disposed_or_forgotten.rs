//! H05: a row without a device. Nobody can find it.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{AddedAge, CaseFile, CheckIn, ListedAge, Look, RegisterState};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("H05"),
        name: "lost-disposed-or-forgotten",
        family: Family::Waiting,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G5),
        action: Action::Clean,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Experience,
    remedy: &[Remedy::R17],
    verify: &[Verification::V5],
    prevent: &["P10", "P16"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            unit ordinary, identity exact, listing token, listed_age old, token valid, \
            sync_since yes, profile present, profile_settled settled, state not_contacted, \
            contact never, managed none, failure none, lock none, care near, register lost, \
            siblings most, look missing, gone no",
    en: Page {
        title: "Lost, disposed of, or forgotten",
        meaning: "The row is there, but the device is not: lost, stolen, sold, scrapped, or \
                  in a drawer that nobody remembers. It stays \"Not contacted\" because \
                  nobody sets it up.\n\n\
                  Nothing is wrong with the registration. What is wrong is the record.",
        why: "Devices leave a company in many ways, and few of them end with an entry at \
              Apple or in Intune. Written-off devices keep their place in the organisation \
              until a person releases them.",
        how_we_know: "The register calls it lost, stolen or disposed of, or does not have it \
                      at all, or the people who were asked cannot find it. The row is old, \
                      while the rest of its order has enrolled.\n\n\
                      A sealed device in stock (H01) is just as silent; the register or a \
                      look tells them apart. An old unit after a repair (C19) and a released \
                      device (C17) leave such rows as well; the order and the organisation's \
                      list show those. How often this happens is experience, not \
                      documentation.",
        what_to_do: "Ask the last known holder, the stock and the accounts first. If the \
                     device turns up, start the diagnosis again with what was seen.\n\n\
                     If it is gone, record that, and tidy the list. A person decides about \
                     releasing it, never a tool: with the release you lose the hold over its \
                     Activation Lock and the right to a replacement that appears by itself. A \
                     device that was stolen should stay in the organisation. Do not order an \
                     erase because of this row.",
        prevention: "Take stock against Apple's list once or twice a year, and let every \
                     write-off and every release carry a ticket.",
    },
    de: Page {
        title: "Verloren, entsorgt oder vergessen",
        meaning: "Die Zeile ist da, das Gerät nicht: verloren, gestohlen, verkauft, \
                  verschrottet oder in einer Schublade, an die sich niemand erinnert. Es \
                  bleibt „Nicht kontaktiert“, weil niemand es einrichtet.\n\n\
                  An der Registrierung ist nichts falsch. Falsch ist der Eintrag.",
        why: "Geräte verlassen ein Unternehmen auf vielen Wegen, und wenige davon enden mit \
              einem Eintrag bei Apple oder in Intune. Abgeschriebene Geräte behalten ihren \
              Platz in der Organisation, bis ein Mensch sie freigibt.",
        how_we_know: "Das Geräteverzeichnis nennt es verloren, gestohlen oder entsorgt oder \
                      führt es gar nicht, oder die Befragten finden es nicht. Die Zeile ist \
                      alt, während der Rest der Bestellung registriert ist.\n\n\
                      Ein versiegeltes Gerät auf Lager (H01) ist genauso still; das \
                      Verzeichnis oder ein Blick unterscheidet sie. Auch das alte Gerät nach \
                      einem Austausch (C19) und ein freigegebenes Gerät (C17) hinterlassen \
                      solche Zeilen; diese erkennt man an der Bestellung und an der Liste der \
                      Organisation. Wie oft das vorkommt, ist Erfahrung, nicht Dokumentation.",
        what_to_do: "Fragen Sie zuerst die letzte bekannte Person, das Lager und die \
                     Buchhaltung. Taucht das Gerät auf, beginnen Sie die Diagnose mit dem \
                     neu, was gesehen wurde.\n\n\
                     Ist es fort, halten Sie das fest und räumen Sie die Liste auf. Über eine \
                     Freigabe entscheidet ein Mensch, nie ein Werkzeug: Mit ihr verlieren Sie \
                     die Kontrolle über die Aktivierungssperre und darüber, dass ein \
                     Austauschgerät von selbst erscheint. Ein gestohlenes Gerät sollte in der \
                     Organisation bleiben. Ordnen Sie wegen dieser Zeile kein Löschen an.",
        prevention: "Machen Sie ein- oder zweimal im Jahr Inventur gegen die Liste von Apple, \
                     und lassen Sie jede Abschreibung und jede Freigabe über einen Vorgang \
                     laufen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .refuted_by(case.any(&[CheckIn::New, CheckIn::Recent]))
        .sign(case.is(Look::Missing))
        .sign(case.any(&[RegisterState::Lost, RegisterState::NotListed]))
        .sign(case.is(ListedAge::Old))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::InUse,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
        ]))
        .doubted_by(case.any(&[
            RegisterState::Stock,
            RegisterState::HandedOut,
            RegisterState::Returned,
        ]))
        .doubted_by(case.is(AddedAge::Fresh))
        .doubted_by(case.is(ListedAge::Fresh))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn nobody_can_find_it() {
        fires(&RULE, RULE.story);
        fires(&RULE, "membership present, managed none, look missing");
        fires(&RULE, "membership present, managed none, register lost");
    }

    #[test]
    fn it_checked_in_last_week() {
        ruled_out(
            &RULE,
            "managed automated, check_in recent, register lost",
            "check_in",
        );
    }

    #[test]
    fn it_lies_in_stock() {
        doubted(&RULE, "managed none, listed_age old, look sealed", "look");
    }

    #[test]
    fn nobody_asked_where_it_is() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
