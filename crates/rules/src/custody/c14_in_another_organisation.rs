//! C14: another organisation has the device at Apple.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Identity, Listing, Look, Managed, Membership, OtherMdm};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C14"),
        name: "in-another-organisation",
        family: Family::Custody,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G0),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Live,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R18, Remedy::R1, Remedy::R2, Remedy::R3],
    verify: &[Verification::V1],
    prevent: &["P01"],
    story: "membership absent, identity exact, listing absent, managed none, gone no, failure \
            none, register handed_out, look other_management, other_mdm yes, tokens some",
    en: Page {
        title: "In another organisation at Apple",
        meaning: "The device is not in your organisation at Apple, and what was seen on it points \
                  to another one: it shows a Remote Management that is not yours, or somebody else \
                  manages it.\n\n\
                  Whoever has it at Apple decides what it is told during Setup Assistant. You \
                  cannot assign it, and no token of yours will ever see it.",
        why: "A subsidiary with an organisation of its own, a leasing company, a company that was \
              bought, or a previous owner who sold the device without releasing it.\n\n\
              That a device has to be released before another organisation can take it is \
              documented; that this lies behind a particular \"Not contacted\" is inferred.",
        how_we_know: "Your organisation's list was read to its end without it, and a person saw a \
                      foreign management on the device. Apple does not say who has it.\n\n\
                      A device that nobody ever registered (C13) is absent in the same way, but \
                      nothing foreign shows on it. A device of yours that is merely assigned to \
                      another service (C16) does stand in Apple's list. A misspelt serial number \
                      (C20) has a similar one that is known.",
        what_to_do: "Find out who it is: the Remote Management screen and Settings > General > VPN \
                     & Device Management name the organisation. Look among your own sister \
                     companies first. Ask for the release, with proof of purchase if you bought \
                     the device. After that the seller or Apple Configurator adds it to yours, and \
                     it is assigned, synced and given a profile.\n\n\
                     Do not erase it. It may hold data that somebody works with, it may not be \
                     yours, and after an erase it enrolls with the other organisation again. \
                     Whether an erase is needed at the end is to be decided anew once it stands on \
                     Intune's service.",
        prevention: "Have the release confirmed when you take over used, leased or group-internal \
                     devices, and check each serial number against your own list on the day it \
                     arrives (P01).",
    },
    de: Page {
        title: "In einer anderen Organisation bei Apple",
        meaning: "Das Gerät ist nicht in Ihrer Organisation bei Apple, und was man an ihm gesehen \
                  hat, deutet auf eine andere: Es zeigt eine „Entfernte Verwaltung“, die nicht \
                  Ihre ist, oder jemand anderes verwaltet es.\n\n\
                  Wer es bei Apple hat, bestimmt, was ihm im Systemassistenten mitgeteilt wird. \
                  Sie können es nicht zuweisen, und keines Ihrer Token wird es je sehen.",
        why: "Eine Tochterfirma mit eigener Organisation, eine Leasinggesellschaft, ein \
              zugekauftes Unternehmen oder ein Vorbesitzer, der das Gerät verkauft hat, ohne es \
              freizugeben.\n\n\
              Dass ein Gerät freigegeben werden muss, bevor eine andere Organisation es übernehmen \
              kann, ist dokumentiert; dass genau das hinter einem bestimmten „Nicht kontaktiert“ \
              steckt, ist erschlossen.",
        how_we_know: "Die Liste Ihrer Organisation wurde bis zum Ende gelesen und enthält es \
                      nicht, und eine Person hat auf dem Gerät eine fremde Verwaltung gesehen. Wer \
                      es hat, sagt Apple nicht.\n\n\
                      Ein Gerät, das nie jemand gemeldet hat (C13), fehlt auf dieselbe Weise, \
                      zeigt aber nichts Fremdes. Ein Gerät von Ihnen, das nur einem anderen Dienst \
                      zugewiesen ist (C16), steht in Apples Liste. Zu einer falsch geschriebenen \
                      Seriennummer (C20) ist eine ähnliche bekannt.",
        what_to_do: "Finden Sie heraus, wer es ist: Der Bildschirm „Entfernte Verwaltung“ und \
                     „Einstellungen“ > „Allgemein“ > „VPN und Geräteverwaltung“ nennen die \
                     Organisation. Suchen Sie zuerst unter Ihren Schwesterfirmen. Bitten Sie um \
                     die Freigabe, mit Kaufbeleg, wenn Sie das Gerät gekauft haben. Danach fügt \
                     der Händler oder der Apple Configurator es Ihrer Organisation hinzu; dann \
                     zuweisen, synchronisieren, Profil zuweisen.\n\n\
                     Löschen Sie es nicht. Es kann Daten enthalten, mit denen jemand arbeitet, es \
                     gehört Ihnen vielleicht nicht, und nach einer Löschung meldet es sich wieder \
                     bei der anderen Organisation an. Ob am Ende eine Löschung nötig ist, wird neu \
                     entschieden, wenn es auf dem Dienst von Intune steht.",
        prevention: "Lassen Sie sich die Freigabe bestätigen, wenn Sie gebrauchte, geleaste oder \
                     konzerninterne Geräte übernehmen, und prüfen Sie jede Seriennummer am Tag des \
                     Eingangs gegen Ihre eigene Liste (P01).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Membership::Absent))
        .refuted_by(case.is(Managed::Automated))
        .sign(case.any(&[Look::OtherManagement, Look::RemoteManagement]))
        .sign(case.is(OtherMdm::Yes))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::InUse,
            Look::Managed,
            Look::Missing,
        ]))
        .doubted_by(case.is(OtherMdm::No))
        .doubted_by(case.any(&[Listing::Token, Listing::TwoTokens]))
        .doubted_by(case.any(&[Identity::Lookalike, Identity::ByImei, Identity::Conflict]))
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
    fn a_leased_device_that_was_never_released() {
        fires(
            &RULE,
            "membership absent, listing absent, look other_management, other_mdm yes",
        );
    }

    #[test]
    fn in_use_without_any_management() {
        doubted(
            &RULE,
            "membership absent, listing absent, look in_use, other_mdm no",
            "look",
        );
    }

    #[test]
    fn ours_on_another_service() {
        ruled_out(
            &RULE,
            "membership present, server other_mdm, look other_management",
            "membership",
        );
    }

    #[test]
    fn nobody_read_apples_list() {
        cannot_tell(&RULE, "managed none, state not_contacted");
    }
}
