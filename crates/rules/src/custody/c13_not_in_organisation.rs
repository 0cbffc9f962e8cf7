//! C13: nobody ever brought the device into the organisation at Apple.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Identity, Listing, Look, Managed, Membership, OtherMdm, RegisterState, ReleasedBy,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C13"),
        name: "not-in-organisation",
        family: Family::Custody,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G0),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[
        Remedy::R18,
        Remedy::R1,
        Remedy::R2,
        Remedy::R3,
        Remedy::R11,
        Remedy::R14,
    ],
    verify: &[Verification::V1, Verification::V3],
    prevent: &["P01", "P02"],
    story: "membership absent, identity exact, listing absent, managed none, gone no, failure \
            none, register handed_out, look in_use, setup_story as_new, other_mdm no, \
            holder_sign_ins unmanaged, tokens some",
    en: Page {
        title: "Not in the organisation at Apple",
        meaning: "Apple's complete list of your organisation's devices does not contain this \
                  serial number. Apple therefore has nothing to tell the device during Setup \
                  Assistant, and no token can bring it into Intune.\n\n\
                  Nothing is broken: the device has never been part of automated enrollment. If \
                  Intune shows a row for it all the same, that row stands on an uploaded list of \
                  serial numbers (H04).",
        why: "It was bought in a shop, or from a reseller that is not linked to you. Or the \
              reseller did submit it, but its Reseller Number is missing in Apple Business, and \
              Apple keeps the order as pending until you enter it. Or somebody simply forgot to \
              report it.",
        how_we_know: "The list was read to its end, the serial number is not in it, and your own \
                      register or a person says that the device is yours. No release is on record \
                      (C17).\n\n\
                      Two look-alikes come first. A misspelt serial number (C20) is absent too, \
                      but a similar one is known. A device of another organisation (C14) is absent \
                      in exactly the same way, and Apple's interface does not tell the two apart: \
                      only a foreign Remote Management or a foreign management on the device does.",
        what_to_do: "Compare the serial number with the one that the device itself shows. Then ask \
                     the seller to submit it, and enter the Reseller Number if an order is \
                     pending. If no seller can do that, add it with Apple Configurator; reckon \
                     with an erase, because that way leads through Setup Assistant, and move it \
                     from the Configurator service to Intune's afterwards (C05).\n\n\
                     A device in use is erased by its holder only when it stands on Intune's \
                     service, is imported and has had its profile for half an hour, with the data \
                     safe and Find My off. Erased earlier it comes back as unmanaged as before. \
                     Until then it can be enrolled with Company Portal, without supervision.",
        prevention: "Buy only from Apple or from linked resellers, read Apple's mails about \
                     pending devices, and compare every order with Apple's list within three days \
                     (P01, P02).",
    },
    de: Page {
        title: "Nicht in der Organisation bei Apple",
        meaning: "Apples vollständige Liste der Geräte Ihrer Organisation enthält diese \
                  Seriennummer nicht. Apple kann dem Gerät im Systemassistenten also nichts \
                  mitteilen, und kein Token bringt es nach Intune.\n\n\
                  Defekt ist nichts: Das Gerät hat nie an der automatischen Registrierung \
                  teilgenommen. Zeigt Intune trotzdem eine Zeile, so steht sie auf einer \
                  hochgeladenen Liste von Seriennummern (H04).",
        why: "Es wurde im Laden gekauft oder bei einem Händler, der nicht mit Ihnen verknüpft ist. \
              Oder der Händler hat es gemeldet, aber seine Händlernummer fehlt in Apple Business, \
              und Apple hält die Bestellung zurück, bis Sie sie eintragen. Oder die Meldung wurde \
              schlicht vergessen.",
        how_we_know: "Die Liste wurde bis zum Ende gelesen, die Seriennummer steht nicht darin, \
                      und Ihr eigenes Verzeichnis oder eine Person sagt, dass das Gerät Ihnen \
                      gehört. Eine Freigabe ist nicht verzeichnet (C17).\n\n\
                      Zwei Doppelgänger gehen vor. Eine falsch geschriebene Seriennummer (C20) \
                      fehlt ebenso, aber eine ähnliche ist bekannt. Ein Gerät einer anderen \
                      Organisation (C14) fehlt auf genau dieselbe Weise, und Apples Schnittstelle \
                      unterscheidet die beiden nicht: Das kann nur eine fremde „Entfernte \
                      Verwaltung“ oder eine fremde Verwaltung auf dem Gerät.",
        what_to_do: "Vergleichen Sie die Seriennummer mit der, die das Gerät selbst anzeigt. \
                     Bitten Sie dann den Händler, es zu melden, und tragen Sie die Händlernummer \
                     ein, wenn eine Bestellung wartet. Kann das kein Händler, fügen Sie es mit dem \
                     Apple Configurator hinzu; rechnen Sie dabei mit einer Löschung, denn dieser \
                     Weg führt durch den Systemassistenten, und ordnen Sie es danach vom Dienst \
                     des Configurators dem von Intune zu (C05).\n\n\
                     Ein Gerät in Gebrauch löscht die Person, die es hat, erst dann, wenn es auf \
                     dem Dienst von Intune steht, importiert ist und sein Profil seit einer halben \
                     Stunde hat, wenn die Daten gesichert sind und „Wo ist?“ aus ist. Früher \
                     gelöscht kommt es so unverwaltet zurück wie zuvor. Bis dahin lässt es sich \
                     mit dem Unternehmensportal anmelden, ohne Betreuung.",
        prevention: "Nur bei Apple oder verknüpften Händlern kaufen, Apples Mails über wartende \
                     Geräte lesen und jede Bestellung innerhalb von drei Tagen mit Apples Liste \
                     vergleichen (P01, P02).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Membership::Absent))
        .refuted_by(case.is(Managed::Automated))
        .sign(case.any(&[
            RegisterState::HandedOut,
            RegisterState::Stock,
            RegisterState::Returned,
        ]))
        .sign(case.any(&[Listing::Absent, Listing::Upload]))
        .sign(case.is(Look::InUse))
        .doubted_by(case.any(&[Identity::Lookalike, Identity::ByImei, Identity::Conflict]))
        .doubted_by(case.any(&[Listing::Token, Listing::Deleted, Listing::TwoTokens]))
        .doubted_by(case.any(&[
            Look::OtherManagement,
            Look::RemoteManagement,
            Look::Managed,
            Look::Missing,
        ]))
        .doubted_by(case.is(OtherMdm::Yes))
        .doubted_by(case.any(&[RegisterState::NotListed, RegisterState::Lost]))
        .doubted_by(case.any(&[
            ReleasedBy::User,
            ReleasedBy::Mdm,
            ReleasedBy::Reseller,
            ReleasedBy::Admin,
            ReleasedBy::Replacement,
        ]))
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
    fn bought_in_a_shop() {
        fires(
            &RULE,
            "membership absent, listing absent, register handed_out, look in_use",
        );
    }

    #[test]
    fn somebody_elses_device() {
        doubted(
            &RULE,
            "membership absent, listing absent, look other_management",
            "look",
        );
    }

    #[test]
    fn a_misspelt_serial_number() {
        doubted(
            &RULE,
            "membership absent, listing absent, identity lookalike",
            "identity",
        );
    }

    #[test]
    fn apple_has_it() {
        ruled_out(
            &RULE,
            "membership present, server unassigned, register handed_out",
            "membership",
        );
    }

    #[test]
    fn nobody_read_apples_list() {
        cannot_tell(&RULE, "managed none, state not_contacted");
    }
}
