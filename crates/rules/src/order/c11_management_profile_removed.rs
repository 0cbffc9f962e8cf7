//! C11: enrolled once, and then management was removed on the device.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Contact, Erased, Gone, HolderSignIns, Look, Managed, Membership, OtherMdm,
    RegisterState, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C11"),
        name: "management-profile-removed",
        family: Family::Order,
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G9),
        action: Action::Erase,
        erase: Erase::Needed,
        data: Data::Local,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R4, Remedy::R16, Remedy::R11, Remedy::R14],
    verify: &[Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, assignments \
            prompt, unit ordinary, identity exact, listing token, listed_age old, token \
            valid, sync_since yes, profile present, profile_settled settled, profile_origin \
            after_token, state not_contacted, contact once, managed none, failure none, lock \
            user, care near, register handed_out, handed_when after_profile, siblings most, \
            look in_use, setup_story as_new, other_mdm no, erased none, gone yes",
    en: Page {
        title: "Enrolled once, management removed since",
        meaning: "The device was enrolled before. Then its management profile was removed on \
                  the device, and nothing of it is left among the managed devices. It goes on \
                  working as a private device and does not ask Apple again.\n\n\
                  What Intune shows on the token's list after that is not documented; \"Not \
                  contacted\" is one of the possibilities.",
        why: "The enrollment profile does not lock enrollment, so anybody who holds the \
              device can remove management in Settings. People do so when they leave, when a \
              restriction disturbs them, or while looking for a fault.",
        how_we_know: "Intune's list remembers a contact or an enrollment, no managed device \
                      is left, and the device is in use. There is no direct record of the \
                      removal; it is inferred from what is missing.\n\n\
                      A device that was retired or deleted in Intune by an administrator \
                      leaves the same traces: ask there first. A returned and erased device \
                      (H07) stands at Hello. One that also left the organisation is C10. One \
                      that restored an old backup is C08, and one whose record still exists \
                      but is silent is C55.",
        what_to_do: "Find out who removed management, and why. Set the profile to locked \
                     enrollment, sync, and check service, token and profile. That setting \
                     takes effect with the next enrollment.\n\n\
                     To be supervised again the device must be erased. Before that the holder \
                     saves their data and signs out of the Apple Account, so that Find My is \
                     off; after it they set it up as new, and Remote Management must appear. \
                     Do not restore a backup onto the same device (C08). If supervision can \
                     wait, Company Portal brings it back without an erase.",
        prevention: "Lock enrollment in every profile, and watch for managed devices that \
                     disappear while they are still handed out.",
    },
    de: Page {
        title: "War registriert, die Verwaltung wurde entfernt",
        meaning: "Das Gerät war schon einmal registriert. Dann wurde sein Verwaltungsprofil \
                  auf dem Gerät entfernt, und unter den verwalteten Geräten ist nichts von \
                  ihm geblieben. Es arbeitet als privates Gerät weiter und fragt Apple kein \
                  zweites Mal.\n\n\
                  Was Intune danach auf der Liste des Tokens zeigt, ist nicht dokumentiert; \
                  „Nicht kontaktiert“ ist eine der Möglichkeiten.",
        why: "Das Registrierungsprofil sperrt die Registrierung nicht; wer das Gerät hat, \
              kann die Verwaltung also in den Einstellungen entfernen. Das geschieht beim \
              Ausscheiden, wenn eine Einschränkung stört oder bei der Fehlersuche.",
        how_we_know: "Die Liste von Intune erinnert sich an einen Kontakt oder eine \
                      Registrierung, es ist kein verwaltetes Gerät mehr da, und das Gerät ist \
                      in Gebrauch. Das Entfernen selbst ist nirgends verzeichnet; es wird aus \
                      dem geschlossen, was fehlt.\n\n\
                      Ein Gerät, das in Intune von der Administration abgekoppelt oder \
                      gelöscht wurde, hinterlässt dieselben Spuren: Fragen Sie dort zuerst. \
                      Ein zurückgegebenes und gelöschtes Gerät (H07) steht bei „Hallo“. \
                      Eines, das auch die Organisation verlassen hat, ist C10. Eines, das \
                      eine alte Sicherung zurückgespielt hat, ist C08, und eines, dessen \
                      Eintrag noch da ist, aber schweigt, ist C55.",
        what_to_do: "Finden Sie heraus, wer die Verwaltung entfernt hat und warum. Stellen \
                     Sie das Profil auf gesperrte Registrierung um, synchronisieren Sie, und \
                     prüfen Sie Dienst, Token und Profil. Die Einstellung wirkt ab der \
                     nächsten Registrierung.\n\n\
                     Um wieder betreut zu sein, muss das Gerät gelöscht werden. Davor sichert \
                     die Person ihre Daten und meldet sich vom Apple Account ab, damit „Wo \
                     ist?“ aus ist; danach richtet sie es neu ein, und „Entfernte Verwaltung“ \
                     muss erscheinen. Keine Sicherung auf dasselbe Gerät zurückspielen (C08). \
                     Wenn die Betreuung warten kann, bringt das Unternehmensportal es ohne \
                     Löschen zurück.",
        prevention: "Sperren Sie in jedem Profil die Registrierung, und achten Sie auf \
                     verwaltete Geräte, die verschwinden, obwohl sie noch ausgegeben sind.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .sign(case.is(Gone::Yes))
        .sign(case.is(Contact::Once))
        .sign(case.is(Look::InUse))
        .sign(case.is(HolderSignIns::Unmanaged))
        .doubted_by(case.is(Gone::No))
        .doubted_by(case.is(Erased::SinceProfile))
        .doubted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
        ]))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::OtherManagement,
            Look::Managed,
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.any(&[
            RegisterState::Stock,
            RegisterState::Returned,
            RegisterState::Lost,
        ]))
        .doubted_by(case.is(OtherMdm::Yes))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn enrolled_once_and_in_use_without_management() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "membership present, managed none, gone yes, look in_use",
        );
    }

    #[test]
    fn still_managed() {
        ruled_out(
            &RULE,
            "membership present, managed automated, contact once",
            "managed",
        );
    }

    #[test]
    fn returned_and_erased() {
        doubted(
            &RULE,
            "membership present, managed none, gone yes, erased since_profile",
            "erased",
        );
    }

    #[test]
    fn no_trace_of_an_earlier_enrollment() {
        doubted(
            &RULE,
            "membership present, managed none, gone no, look in_use",
            "gone",
        );
    }

    #[test]
    fn nobody_knows_of_an_earlier_life() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
