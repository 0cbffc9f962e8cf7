//! C41: another policy claims the person for user enrollment.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Failure, Look, Managed, RegisterState, SignInMethod, State, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C41"),
        name: "diverted-to-user-enrollment",
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
    prevent: &["P08", "P12"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method company_portal, default_profile set, \
            profile_check sound, lock none, register handed_out, handed_when after_profile, \
            other_mdm no, site_cluster alone, look stopped, state failed, failure diverted, \
            enroll_sign_in success, managed none, gone no, push valid, platform_rule allowed, \
            access clear, vpp valid",
    en: Page {
        title: "Another policy claims the person for user enrollment",
        meaning: "The profile signs the person in through Company Portal, and an enrollment type \
                  profile for account-driven user enrollment is assigned to the same person. \
                  Intune refuses this combination: the person gets a message instead of a managed \
                  device.\n\n\
                  Microsoft describes it as intended. The device is in order and stands before the \
                  enrollment.",
        why: "User enrollment was introduced for private devices and assigned to all users, among \
              them those who get a corporate device with a profile that signs in through Company \
              Portal.",
        how_we_know: "Intune recorded that the enrollment was diverted, and the profile signs in \
                      through Company Portal. The record names the person; it may mean another, \
                      private device of theirs.\n\n\
                      A missing licence (C33), the device limit (C36) and a platform restriction \
                      (C34) refuse at the same place with another recorded reason. If a record of \
                      a device enrolled as user enrollment exists, the person went through with \
                      it: that is C12, and the device is in use.",
        what_to_do: "Exclude the person from the enrollment type profile, or let the automated \
                     profile sign in by \"Setup Assistant with modern authentication\". The first \
                     takes effect without touching the device; the second reaches only a device \
                     that fetches its profile anew. Then the person tries again.\n\n\
                     Nothing has to be erased for the first way.",
        prevention: "Assign user enrollment to a group that excludes everybody with a corporate \
                     device (P12), and use modern authentication in the automated profiles (P08).",
    },
    de: Page {
        title: "Eine andere Richtlinie beansprucht die Person für die Benutzerregistrierung",
        meaning: "Das Profil meldet die Person über das Unternehmensportal an, und derselben \
                  Person ist ein Registrierungstypprofil für die kontogesteuerte \
                  Benutzerregistrierung zugewiesen. Diese Verbindung weist Intune ab: Statt eines \
                  verwalteten Geräts bekommt die Person eine Meldung.\n\n\
                  Microsoft beschreibt das als beabsichtigt. Das Gerät ist in Ordnung und steht \
                  vor der Registrierung.",
        why: "Die Benutzerregistrierung wurde für private Geräte eingeführt und allen zugewiesen, \
              auch denen, die ein Firmengerät mit einem Profil bekommen, das über das \
              Unternehmensportal anmeldet.",
        how_we_know: "Intune hat verzeichnet, dass die Registrierung umgeleitet wurde, und das \
                      Profil meldet über das Unternehmensportal an. Der Eintrag nennt die Person; \
                      er kann ein anderes, privates Gerät von ihr meinen.\n\n\
                      Eine fehlende Lizenz (C33), das Gerätelimit (C36) und eine \
                      Plattformeinschränkung (C34) weisen an derselben Stelle mit anderem Grund \
                      ab. Gibt es einen Datensatz eines so registrierten Geräts, hat die Person es \
                      zu Ende geführt: Das ist C12, und das Gerät ist in Gebrauch.",
        what_to_do: "Nehmen Sie die Person aus dem Registrierungstypprofil heraus, oder lassen Sie \
                     das automatische Profil mit „Setup-Assistent mit moderner Authentifizierung“ \
                     anmelden. Das erste wirkt, ohne dass jemand das Gerät anfasst; das zweite \
                     erreicht nur ein Gerät, das sein Profil neu holt. Dann versucht es die Person \
                     erneut.\n\n\
                     Für den ersten Weg muss nichts gelöscht werden.",
        prevention: "Die Benutzerregistrierung einer Gruppe zuweisen, die alle mit Firmengerät \
                     ausschließt (P12), und in den automatischen Profilen moderne \
                     Authentifizierung verwenden (P08).",
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
        .sign(case.is(Failure::Diverted))
        .sign(case.is(State::Failed))
        .doubted_by(case.any(&[SignInMethod::Modern, SignInMethod::Legacy]))
        .doubted_by(case.any(&[
            Failure::None,
            Failure::Restriction,
            Failure::Licence,
            Failure::Cap,
            Failure::Authentication,
            Failure::Account,
            Failure::NotSupported,
            Failure::Push,
            Failure::Identity,
            Failure::Authority,
            Failure::Manager,
            Failure::Abandoned,
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
    fn diverted() {
        fires(
            &RULE,
            "managed none, sign_in_method company_portal, failure diverted",
        );
    }

    #[test]
    fn the_modern_method_is_not_diverted() {
        doubted(
            &RULE,
            "managed none, sign_in_method modern",
            "sign_in_method",
        );
    }

    #[test]
    fn went_through_with_it() {
        ruled_out(&RULE, "managed by_hand, failure diverted", "managed");
    }

    #[test]
    fn nobody_read_the_failures() {
        cannot_tell(&RULE, "managed none, sign_in_method company_portal");
    }
}
