//! C01: the classic. Set up first, added to the organisation later.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    AddGap, Care, CaseFile, HandedWhen, Lock, Look, Managed, Membership, RegisterState, SourceKind,
    UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C01"),
        name: "activated-before-added",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::Erase,
        erase: Erase::Needed,
        data: Data::Local,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R16, Remedy::R11, Remedy::R14],
    verify: &[Verification::V3, Verification::V4],
    prevent: &["P01", "P02", "P03", "P04", "P09"],
    story: "membership present, server intune, source manual, add_gap no_order, listing token, \
            token valid, profile present, profile_settled settled, state not_contacted, \
            contact never, managed none, failure none, lock user, care much_before, \
            register handed_out, handed_when before_added, assignments prompt, look in_use, \
            setup_story as_new, other_mdm no",
    en: Page {
        title: "Set up before it was added to the organisation",
        meaning: "The device went through Setup Assistant while Apple did not yet know that it \
                  belongs to you. It set itself up as a private device, and iOS and iPadOS do \
                  not ask again.\n\n\
                  Everything looks right today: the serial number stands on Intune's service, \
                  the token is synced, a profile is assigned. It will still say \"Not \
                  contacted\" for ever.",
        why: "Bought outside the usual channel and added with Apple Configurator later, or \
              submitted by the reseller weeks after the delivery, when it had already been \
              handed out.",
        how_we_know: "A personal Activation Lock, a hand-out date or another sign of use lies \
                      before the day on which it was added; its coverage began long before that \
                      day; it was added by hand.\n\n\
                      A device that was prepared and put on a shelf (H03) looks the same in \
                      every interface except for the lock: look at it before anything is erased. \
                      A device that still belongs to another service (C59) is in use as well and \
                      must not be erased.",
        what_to_do: "First make sure that the way is free: Intune's service, a current sync, an \
                     assigned profile. Have the holder save their data and sign out of the Apple \
                     Account, so that Find My is off. Then the holder erases the device and sets \
                     it up as new. Remote Management must appear; if it does not, stop there.\n\n\
                     Do not restore a backup onto the same device: it brings the unmanaged state \
                     back (C08). If supervision can wait, enroll it with Company Portal in the \
                     meantime.",
        prevention: "Buy through Apple or a linked reseller, set a default service per product \
                     family and a default profile, and hand nothing out before all of it is \
                     green.",
    },
    de: Page {
        title: "Eingerichtet, bevor es zur Organisation kam",
        meaning: "Das Gerät hat den Systemassistenten durchlaufen, als Apple noch nicht wusste, \
                  dass es Ihnen gehört. Es hat sich als privates Gerät eingerichtet, und iOS und \
                  iPadOS fragen kein zweites Mal.\n\n\
                  Heute sieht alles richtig aus: Die Seriennummer steht auf dem Dienst von \
                  Intune, das Token ist synchronisiert, ein Profil ist zugewiesen. Trotzdem \
                  bleibt es für immer bei „Nicht kontaktiert“.",
        why: "Es wurde am üblichen Weg vorbei gekauft und später mit dem Apple Configurator \
              hinzugefügt, oder der Händler hat es erst Wochen nach der Lieferung gemeldet, als \
              es schon ausgegeben war.",
        how_we_know: "Eine persönliche Aktivierungssperre, ein Ausgabedatum oder ein anderes \
                      Zeichen von Nutzung liegt vor dem Tag, an dem es hinzugefügt wurde; die \
                      Garantie begann lange vor diesem Tag; es wurde von Hand hinzugefügt.\n\n\
                      Ein vorbereitetes und ins Regal gelegtes Gerät (H03) sieht in jeder \
                      Schnittstelle gleich aus, bis auf die Sperre: Sehen Sie nach, bevor etwas \
                      gelöscht wird. Ein Gerät, das noch zu einem anderen Dienst gehört (C59), \
                      ist ebenfalls in Gebrauch und darf nicht gelöscht werden.",
        what_to_do: "Zuerst muss der Weg frei sein: Dienst von Intune, aktuelle \
                     Synchronisierung, zugewiesenes Profil. Die Person, die das Gerät hat, \
                     sichert ihre Daten und meldet sich vom Apple Account ab, damit „Wo ist?“ \
                     aus ist. Dann löscht sie das Gerät und richtet es neu ein. „Entfernte \
                     Verwaltung“ muss erscheinen; wenn nicht, an dieser Stelle aufhören.\n\n\
                     Keine Sicherung auf dasselbe Gerät zurückspielen: Sie bringt den nicht \
                     verwalteten Zustand zurück (C08). Wenn die Betreuung warten kann, melden \
                     Sie es übergangsweise mit dem Unternehmensportal an.",
        prevention: "Bei Apple oder einem verknüpften Händler kaufen, je Produktfamilie einen \
                     Standarddienst und ein Standardprofil festlegen und nichts ausgeben, bevor \
                     alles davon grün ist.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
            UsedWhen::AfterProfile,
        ]))
        .sign(case.is(UsedWhen::BeforeAdded))
        .sign(case.is(Lock::User))
        .sign(case.is(HandedWhen::BeforeAdded))
        .sign(case.is(Care::MuchBefore))
        .sign(case.any(&[AddGap::Long, AddGap::VeryLong]))
        .sign(case.is(SourceKind::Manual))
        .sign(case.is(Look::InUse))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.is(RegisterState::Stock))
        .doubted_by(case.is(HandedWhen::AfterProfile))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn in_use_before_it_was_added() {
        fires(
            &RULE,
            "membership present, managed none, used_when before_added, lock user",
        );
    }

    #[test]
    fn prepared_and_put_on_a_shelf() {
        doubted(
            &RULE,
            "membership present, managed none, source manual, look hello",
            "look",
        );
    }

    #[test]
    fn used_after_it_was_added() {
        ruled_out(
            &RULE,
            "membership present, managed none, used_when before_profile",
            "used_when",
        );
    }

    #[test]
    fn nobody_looked_at_apples_side() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
