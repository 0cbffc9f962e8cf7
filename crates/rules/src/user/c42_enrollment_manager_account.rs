//! C42: an enrollment manager signed in.

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
        code: Code::new("C42"),
        name: "enrollment-manager-account",
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
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method modern, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look stopped, state failed, failure manager, enroll_sign_in \
            success, managed none, gone no, push valid, platform_rule allowed, access clear",
    en: Page {
        title: "A device enrollment manager account was used",
        meaning: "Somebody signed in during Setup Assistant with an account that is a device \
                  enrollment manager in Intune. Such accounts may enroll many devices by hand, but \
                  automated enrollment does not accept them. The device is in order and waits \
                  before the enrollment.",
        why: "A technician prepares devices for others and uses the account made for that, or the \
              account of a person was made an enrollment manager once and never taken off the \
              list.",
        how_we_know: "Intune recorded a failed enrollment with an enrollment manager's account. \
                      Because one such account tries many devices, the record may mean another \
                      one: compare the time.\n\n\
                      A missing licence (C33) and the device limit (C36) stop at the same place \
                      with another reason. With a profile without a user nobody signs in, so it \
                      cannot be this.",
        what_to_do: "Let the person who will use the device sign in with their own account. If it \
                     is meant for nobody in particular, assign a profile without a user instead of \
                     an account for all, sync, and let the device fetch it from the beginning of \
                     Setup Assistant.\n\n\
                     Nothing has to be erased for the first way. If the account belongs to a real \
                     person, have them taken off the list of enrollment managers.",
        prevention: "Tell those who prepare devices that automated enrollment needs the future \
                     holder or no user at all, and keep the list of enrollment managers short.",
    },
    de: Page {
        title: "Das Konto eines Geräteregistrierungs-Managers wurde verwendet",
        meaning: "Im Systemassistenten hat sich jemand mit einem Konto angemeldet, das in Intune \
                  Geräteregistrierungs-Manager ist. Solche Konten dürfen viele Geräte von Hand \
                  registrieren, die automatische Registrierung nimmt sie aber nicht an. Das Gerät \
                  ist in Ordnung und wartet vor der Registrierung.",
        why: "Jemand bereitet Geräte für andere vor und benutzt das dafür angelegte Konto, oder \
              das Konto einer Person wurde einmal zum Geräteregistrierungs-Manager gemacht und nie \
              von der Liste genommen.",
        how_we_know: "Intune hat eine fehlgeschlagene Registrierung mit dem Konto eines \
                      Geräteregistrierungs-Managers verzeichnet. Weil ein solches Konto viele \
                      Geräte versucht, kann der Eintrag ein anderes meinen: Vergleichen Sie die \
                      Uhrzeit.\n\n\
                      Eine fehlende Lizenz (C33) und das Gerätelimit (C36) bleiben an derselben \
                      Stelle mit anderem Grund stehen. Bei einem Profil ohne Person meldet sich \
                      niemand an, dann kann es das nicht sein.",
        what_to_do: "Lassen Sie die Person, die das Gerät benutzen wird, sich mit ihrem eigenen \
                     Konto anmelden. Ist es für niemand Bestimmten gedacht, weisen Sie ein Profil \
                     ohne Person zu statt eines Kontos für alle, synchronisieren Sie, und lassen \
                     Sie das Gerät es vom Anfang des Systemassistenten an holen.\n\n\
                     Für den ersten Weg muss nichts gelöscht werden. Gehört das Konto einer \
                     wirklichen Person, lassen Sie sie von der Liste der \
                     Geräteregistrierungs-Manager nehmen.",
        prevention: "Denen, die Geräte vorbereiten, sagen, dass die automatische Registrierung die \
                     künftige Person oder gar keine braucht, und die Liste der \
                     Geräteregistrierungs-Manager kurz halten.",
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
        .sign(case.is(Failure::Manager))
        .sign(case.is(State::Failed))
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
            Failure::Diverted,
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
    fn an_enrollment_manager_signed_in() {
        fires(&RULE, "managed none, failure manager");
    }

    #[test]
    fn refused_for_want_of_a_licence() {
        doubted(&RULE, "managed none, failure licence", "failure");
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
