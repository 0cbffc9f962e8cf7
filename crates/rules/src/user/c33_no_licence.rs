//! C33: the account has no licence for Intune, or may not enroll.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, EnrollSignIn, Failure, Look, Managed, RegisterState, SignInMethod, State, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C33"),
        name: "no-licence",
        family: Family::User,
        scope: Scope::Device,
        gates: (Gate::G7, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R8],
    verify: &[Verification::V3],
    prevent: &["P13"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method modern, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look stopped, state failed, failure licence, enroll_sign_in \
            success, managed none, gone no, push valid, platform_rule allowed, access clear",
    en: Page {
        title: "The person has no licence for Intune, or is not allowed to enroll",
        meaning: "The device did everything right: it asked Apple, showed Remote Management and \
                  let the person sign in. Intune then refused it, because the account has no \
                  licence that contains Intune or because enrollment is not open to it.\n\n\
                  Nothing is wrong with the device. As soon as the account is in order, the same \
                  device can go on from where it stands.",
        why: "The licence comes from a group that the person was never added to or has left; the \
              plan was bought without Intune, or the Intune part of it was switched off; the \
              account is new and the licence has not reached it yet; or somebody signed in with a \
              second account that has none.",
        how_we_know: "Intune recorded a failed enrollment of this person for want of a licence, or \
                      because the account is unknown, blocked or not entitled. The device says \
                      \"User Name Not Recognized\" or UserLicenseTypeInvalid. The record names the \
                      person and no serial number, so it may mean another device of theirs: \
                      compare the time.\n\n\
                      Too many devices (C36) and an enrollment manager's account (C42) stop at the \
                      same place; the recorded reason tells them apart. A sign-in that Conditional \
                      Access blocks (C39) never gets as far as Intune's check. With a profile \
                      without a user nobody signs in, so it cannot be this.",
        what_to_do: "Give the person a licence that contains Intune, directly or through the \
                     group, wait until Entra shows it as active, and check that the account may \
                     enroll at all. Then the person tries again on the same device, from the \
                     sign-in page of Setup Assistant.\n\n\
                     Do not erase it: that does not change the account, and nothing has been set \
                     up yet. Do not let it be set up privately to bridge the time either; from \
                     there only an erase leads back.",
        prevention: "Check licence, group and number of devices of every person some days before \
                     the hand-out (P13), and let the licence hang on the same group from which the \
                     hand-out is planned.",
    },
    de: Page {
        title: "Die Person hat keine Lizenz für Intune oder darf nicht registrieren",
        meaning: "Das Gerät hat alles richtig gemacht: Es hat bei Apple gefragt, „Entfernte \
                  Verwaltung“ gezeigt und die Person sich anmelden lassen. Dann hat Intune es \
                  abgewiesen, weil das Konto keine Lizenz hat, die Intune enthält, oder weil ihm \
                  die Registrierung nicht offensteht.\n\n\
                  Am Gerät liegt es nicht. Sobald das Konto in Ordnung ist, macht dasselbe Gerät \
                  dort weiter, wo es steht.",
        why: "Die Lizenz kommt aus einer Gruppe, in die die Person nie aufgenommen wurde oder aus \
              der sie ausgeschieden ist; der Plan enthält Intune nicht, oder sein Intune-Teil \
              wurde abgeschaltet; das Konto ist neu und die Lizenz noch nicht angekommen; oder \
              jemand hat sich mit einem zweiten Konto ohne Lizenz angemeldet.",
        how_we_know: "Intune hat für diese Person eine fehlgeschlagene Registrierung verzeichnet: \
                      keine Lizenz, oder das Konto ist unbekannt, gesperrt oder nicht berechtigt. \
                      Auf dem Gerät steht „User Name Not Recognized“ oder UserLicenseTypeInvalid. \
                      Der Eintrag nennt die Person und keine Seriennummer; er kann ein anderes \
                      Gerät von ihr meinen: Vergleichen Sie die Uhrzeit.\n\n\
                      Zu viele Geräte (C36) und das Konto eines Geräteregistrierungs-Managers \
                      (C42) bleiben an derselben Stelle stehen; der verzeichnete Grund \
                      unterscheidet sie. Eine Anmeldung, die der bedingte Zugriff blockiert (C39), \
                      kommt gar nicht bis zu dieser Prüfung von Intune. Bei einem Profil ohne \
                      Person meldet sich niemand an, dann kann es das nicht sein.",
        what_to_do: "Geben Sie der Person direkt oder über die Gruppe eine Lizenz, die Intune \
                     enthält, warten Sie, bis Entra sie als aktiv zeigt, und prüfen Sie, ob das \
                     Konto überhaupt registrieren darf. Danach versucht es die Person auf \
                     demselben Gerät erneut, von der Anmeldeseite des Systemassistenten aus.\n\n\
                     Nicht löschen: Das ändert am Konto nichts, und eingerichtet ist noch nichts. \
                     Das Gerät auch nicht zur Überbrückung privat einrichten lassen; von dort \
                     führt nur ein Löschen zurück.",
        prevention: "Prüfen Sie Lizenz, Gruppe und Anzahl der Geräte jeder Person einige Tage vor \
                     der Ausgabe (P13), und binden Sie die Lizenz an dieselbe Gruppe, nach der die \
                     Ausgabe geplant wird.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Managed::None))
        .refuted_by(case.is(SignInMethod::Userless))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
        ]))
        .sign(case.any(&[Failure::Licence, Failure::Account, Failure::Authorization]))
        .sign(case.is(State::Failed))
        .doubted_by(case.any(&[
            EnrollSignIn::Mfa,
            EnrollSignIn::Blocked,
            EnrollSignIn::Terms,
        ]))
        .doubted_by(case.any(&[
            Failure::None,
            Failure::Restriction,
            Failure::Cap,
            Failure::NotSupported,
            Failure::Push,
            Failure::Identity,
            Failure::Authority,
            Failure::Diverted,
            Failure::Manager,
            Failure::Government,
            Failure::Clock,
        ]))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::InUse,
            Look::OtherManagement,
            Look::Managed,
            Look::Missing,
        ]))
        .doubted_by(case.is(RegisterState::Stock))
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
    fn refused_for_want_of_a_licence() {
        fires(&RULE, "managed none, state failed, failure licence");
    }

    #[test]
    fn refused_for_too_many_devices() {
        doubted(&RULE, "managed none, failure cap", "failure");
    }

    #[test]
    fn nobody_signs_in() {
        ruled_out(
            &RULE,
            "managed none, sign_in_method userless",
            "sign_in_method",
        );
    }

    #[test]
    fn nobody_read_the_failures() {
        cannot_tell(
            &RULE,
            "managed none, profile present, sign_in_method modern",
        );
    }
}
