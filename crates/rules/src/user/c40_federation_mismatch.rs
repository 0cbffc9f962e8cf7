//! C40: the sign-in service or the user name does not fit.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, EnrollSignIn, Failure, Look, Managed, RegisterState, SignInMethod, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C40"),
        name: "federation-mismatch",
        family: Family::User,
        scope: Scope::Tenant,
        gates: (Gate::G7, Gate::G7),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R9],
    verify: &[Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method legacy, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look stopped, state failed, failure authentication, enroll_sign_in \
            failed, managed none, gone no, push valid, platform_rule allowed, access clear",
    en: Page {
        title: "The sign-in fails at the federation service or because of the user name",
        meaning: "The person enters a correct name and password, and the sign-in fails all the \
                  same. Either the organisation's own sign-in service does not offer the address \
                  to which Setup Assistant (legacy) sends the password, or the name has a domain \
                  that is not verified in Entra.\n\n\
                  In a federated tenant it meets everybody with such a profile; with a wrong \
                  domain, everybody who has it.",
        why: "The endpoint for WS-Trust 1.3 (username/mixed) was switched off when the federation \
              service was hardened, or never published to the outside. After a merger people have \
              names under a domain that is not verified, or the service was not prepared for \
              several domains.",
        how_we_know: "No interface says it. It is inferred from a recorded failure of \
                      authentication, a failed sign-in, and a profile that uses the legacy method. \
                      If nobody has read these, nothing can be said.\n\n\
                      With the same profile a second factor that cannot be shown (C37) fails as \
                      well: then the sign-in was interrupted, not refused. A missing licence (C33) \
                      is noticed only after the sign-in. If the person can sign in at a computer \
                      with the same name and password, the name is right and the endpoint remains.",
        what_to_do: "Let the person sign in at a computer with exactly the name they used. If that \
                     fails, correct the name or verify the domain. If it works, switch the \
                     endpoint on again, or better, change the profile to modern authentication, \
                     which does not need it.\n\n\
                     No data has to be destroyed. After a change of the profile, a device that \
                     stands at the old sign-in page must be reset; nothing is set up there yet, \
                     but look at the device first, and do so only when the new profile is assigned \
                     and synced.",
        prevention: "Use modern authentication in every profile (P08), and enroll a test device \
                     after each change to the federation service or to the domains.",
    },
    de: Page {
        title: "Die Anmeldung scheitert am Verbunddienst oder am Benutzernamen",
        meaning: "Die Person gibt Namen und Kennwort richtig ein, und die Anmeldung scheitert \
                  trotzdem. Entweder bietet der eigene Anmeldedienst der Organisation die Adresse \
                  nicht an, an die der „Setup-Assistent (Legacy)“ das Kennwort schickt, oder der \
                  Name hat eine Domäne, die in Entra nicht bestätigt ist.\n\n\
                  In einem Verbundmandanten trifft es alle mit einem solchen Profil, bei einer \
                  falschen Domäne alle, die sie haben.",
        why: "Der Endpunkt für WS-Trust 1.3 (username/mixed) wurde beim Härten des Verbunddienstes \
              abgeschaltet oder nie nach außen veröffentlicht. Nach einem Zusammenschluss haben \
              Personen Namen unter einer nicht bestätigten Domäne, oder der Dienst ist nicht auf \
              mehrere Domänen vorbereitet.",
        how_we_know: "Keine Schnittstelle sagt es. Es ist erschlossen aus einem verzeichneten \
                      Fehlschlag der Authentifizierung, einer gescheiterten Anmeldung und einem \
                      Profil mit der alten Methode. Hat das niemand gelesen, lässt sich nichts \
                      sagen.\n\n\
                      Mit demselben Profil scheitert auch ein zweiter Faktor, der nicht gezeigt \
                      werden kann (C37): Dann wurde die Anmeldung unterbrochen und nicht \
                      abgewiesen. Eine fehlende Lizenz (C33) fällt erst nach der Anmeldung auf. \
                      Kann sich die Person an einem Rechner mit demselben Namen und Kennwort \
                      anmelden, stimmt der Name, und es bleibt der Endpunkt.",
        what_to_do: "Lassen Sie die Person sich an einem Rechner mit genau dem verwendeten Namen \
                     anmelden. Scheitert das, berichtigen Sie den Namen, oder bestätigen Sie die \
                     Domäne. Gelingt es, schalten Sie den Endpunkt wieder ein, oder besser: \
                     Stellen Sie das Profil auf moderne Authentifizierung um, die ihn nicht \
                     braucht.\n\n\
                     Daten müssen nicht zerstört werden. Nach einer Änderung des Profils muss ein \
                     Gerät, das auf der alten Anmeldeseite steht, zurückgesetzt werden; \
                     eingerichtet ist dort noch nichts, aber sehen Sie vorher nach, und tun Sie es \
                     erst, wenn das neue Profil zugewiesen und synchronisiert ist.",
        prevention: "In jedem Profil moderne Authentifizierung verwenden (P08) und nach jeder \
                     Änderung am Verbunddienst oder an den Domänen ein Testgerät registrieren.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .refuted_by(case.is(SignInMethod::Userless))
        .refuted_by(case.any(&[
            Managed::Automated,
            Managed::ByHand,
            Managed::Several,
            Managed::Unsaid,
        ]))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
        ]))
        .sign(case.any(&[Failure::Authentication, Failure::Account]))
        .sign(case.is(EnrollSignIn::Failed))
        .sign(case.is(SignInMethod::Legacy))
        .doubted_by(case.any(&[
            EnrollSignIn::Success,
            EnrollSignIn::Mfa,
            EnrollSignIn::Blocked,
            EnrollSignIn::Terms,
        ]))
        .doubted_by(case.any(&[
            Failure::Restriction,
            Failure::Licence,
            Failure::Cap,
            Failure::Authorization,
            Failure::NotSupported,
            Failure::Push,
            Failure::Identity,
            Failure::Authority,
            Failure::Diverted,
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
    fn the_password_was_refused() {
        fires(
            &RULE,
            "managed none, sign_in_method legacy, failure authentication",
        );
    }

    #[test]
    fn a_second_factor_was_asked_for() {
        doubted(
            &RULE,
            "managed none, sign_in_method legacy, enroll_sign_in mfa",
            "enroll_sign_in",
        );
    }

    #[test]
    fn nobody_signs_in() {
        ruled_out(
            &RULE,
            "failure authentication, sign_in_method userless",
            "sign_in_method",
        );
    }

    #[test]
    fn enrolled_all_the_same() {
        ruled_out(&RULE, "sign_in_method legacy, managed automated", "managed");
    }

    #[test]
    fn the_tenant_alone_says_nothing() {
        cannot_tell(&RULE, "push valid, access clear");
    }
}
