//! C09: Quick Start from the old device passed the question to Apple by.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Erased, HandedWhen, Lock, Look, Managed, Membership, OtherMdm, RegisterState,
    SetupStory, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C09"),
        name: "set-up-from-another-device",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::Erase,
        erase: Erase::Needed,
        data: Data::Local,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R16, Remedy::R11],
    verify: &[Verification::V3],
    prevent: &[],
    story: "membership present, server intune, source apple, add_gap short, assignments \
            prompt, unit ordinary, identity exact, listing token, token valid, sync_since \
            yes, counts equal, profile present, profile_settled settled, profile_origin \
            after_token, state not_contacted, contact never, managed none, failure none, lock \
            user, register handed_out, handed_when after_profile, used_when after_profile, \
            look in_use, setup_story quick_start, other_mdm no, erased none",
    en: Page {
        title: "Set up from another device with Quick Start",
        meaning: "The holder laid the old device beside the new one and let Quick Start carry \
                  everything over. That happens before the network is chosen and before the \
                  enrollment profile arrives, and the device ended up in private use.\n\n\
                  The registration was complete at that time. It was the way through Setup \
                  Assistant that went past it.",
        why: "Quick Start offers itself as soon as an older device is near. The profile \
              cannot hide it at that point. Apple and Microsoft say that it is not supported \
              together with automated enrollment; that it leads to just this state is \
              inferred.",
        how_we_know: "The holder says that it was set up from another device, and the use \
                      begins after the day on which the profile was assigned. A personal \
                      Activation Lock or a look shows that it is in use.\n\n\
                      A restored backup (C08), a profile cleared at Apple (C06) and a blocked \
                      network (C45) leave the same traces; the holder's account, Apple's \
                      audit events and other devices of the same site tell them apart. If the \
                      use lies before the profile, it is C04 or earlier. A device in use \
                      under another service (C59) must not be erased.",
        what_to_do: "Check service, sync and profile once more. Agree with the holder which \
                     data will come back by synchronisation, have it saved, and have them \
                     sign out of the Apple Account, so that Find My is off.\n\n\
                     Then the holder erases the device and sets it up as new, with the old \
                     device switched off or out of reach. Remote Management must appear; if \
                     it does not, stop there. Do not transfer from the old device before \
                     enrollment is finished, and do not restore a backup onto the same device \
                     (C08).",
        prevention: "No setting hides Quick Start before enrollment. Put a sheet into the \
                     box: set up as new, keep the old phone away, and stop if Remote \
                     Management does not appear.",
    },
    de: Page {
        title: "Mit Schnellstart von einem anderen Gerät eingerichtet",
        meaning: "Die Person hat das alte Gerät neben das neue gelegt und alles mit dem \
                  Schnellstart übertragen. Das geschieht, bevor das Netzwerk gewählt wird und \
                  bevor das Registrierungsprofil ankommt, und das Gerät endete in privatem \
                  Gebrauch.\n\n\
                  Die Zuordnung war zu diesem Zeitpunkt vollständig. Es war der Weg durch den \
                  Systemassistenten, der an ihr vorbeiführte.",
        why: "Der Schnellstart bietet sich an, sobald ein älteres Gerät in der Nähe ist. Das \
              Profil kann ihn an dieser Stelle nicht ausblenden. Apple und Microsoft sagen, \
              dass er zusammen mit der automatischen Registrierung nicht unterstützt wird; \
              dass er zu genau diesem Zustand führt, ist geschlossen.",
        how_we_know: "Die Person sagt, dass es von einem anderen Gerät eingerichtet wurde, \
                      und die Nutzung beginnt nach dem Tag, an dem das Profil zugewiesen \
                      wurde. Eine persönliche Aktivierungssperre oder ein Blick zeigt, dass \
                      es in Gebrauch ist.\n\n\
                      Eine wiederhergestellte Sicherung (C08), ein bei Apple entferntes \
                      Profil (C06) und ein blockiertes Netzwerk (C45) hinterlassen dieselben \
                      Spuren; die Auskunft der Person, die Prüfereignisse von Apple und \
                      andere Geräte desselben Standorts unterscheiden sie. Liegt die Nutzung \
                      vor dem Profil, ist es C04 oder früher. Ein Gerät, das unter einem \
                      anderen Dienst in Gebrauch ist (C59), darf nicht gelöscht werden.",
        what_to_do: "Prüfen Sie Dienst, Synchronisierung und Profil noch einmal. Klären Sie \
                     mit der Person, welche Daten durch Synchronisierung zurückkommen, lassen \
                     Sie sie sichern, und lassen Sie sie sich vom Apple Account abmelden, \
                     damit „Wo ist?“ aus ist.\n\n\
                     Dann löscht die Person das Gerät und richtet es neu ein; das alte Gerät \
                     ist dabei ausgeschaltet oder außer Reichweite. „Entfernte Verwaltung“ \
                     muss erscheinen; wenn nicht, an dieser Stelle aufhören. Vor dem Ende der \
                     Registrierung nichts vom alten Gerät übertragen, und keine Sicherung auf \
                     dasselbe Gerät zurückspielen (C08).",
        prevention: "Keine Einstellung blendet den Schnellstart vor der Registrierung aus. \
                     Legen Sie ein Blatt bei: neu einrichten, das alte Telefon fernhalten, \
                     und aufhören, wenn „Entfernte Verwaltung“ nicht erscheint.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
        ]))
        // The profile may have been assigned anew since.
        .doubted_by(case.is(UsedWhen::BeforeProfile))
        .sign(case.is(SetupStory::QuickStart))
        .sign(case.is(UsedWhen::AfterProfile))
        .sign(case.is(HandedWhen::AfterProfile))
        .sign(case.is(Erased::SinceProfile))
        .sign(case.is(Lock::User))
        .sign(case.is(Look::InUse))
        .doubted_by(case.any(&[SetupStory::AsNew, SetupStory::Restored]))
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
        .doubted_by(case.is(OtherMdm::Yes))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn the_old_phone_lay_beside_it() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "managed none, used_when after_profile, setup_story quick_start",
        );
    }

    #[test]
    fn used_before_the_import() {
        ruled_out(
            &RULE,
            "membership present, managed none, used_when before_imported, setup_story quick_start",
            "used_when",
        );
    }

    #[test]
    fn restored_from_a_backup() {
        doubted(
            &RULE,
            "managed none, used_when after_profile, setup_story restored",
            "setup_story",
        );
    }

    #[test]
    fn nobody_asked_the_holder() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
