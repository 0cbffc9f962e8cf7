//! C44: the enrollment is sent to the wrong cloud.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, EnrollSignIn, Failure, Look, Managed, RegisterState, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C44"),
        name: "government-cloud-redirect",
        family: Family::User,
        scope: Scope::Tenant,
        gates: (Gate::G7, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R20],
    verify: &[Verification::V3],
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method company_portal, default_profile set, \
            profile_check sound, lock none, register handed_out, handed_when after_profile, \
            other_mdm no, site_cluster alone, look stopped, state failed, failure government, \
            enroll_sign_in none, managed none, gone no, push valid, platform_rule allowed, access \
            clear, vpp valid",
    en: Page {
        title: "The enrollment is sent to the public cloud instead of the government cloud",
        meaning: "The tenant lives in a government cloud, and the device turns to the public one \
                  when it wants to enroll. There nobody knows the account, and the enrollment \
                  ends.\n\n\
                  It can meet every device of such a tenant. Tenants of the public cloud are not \
                  concerned.",
        why: "Company Portal starts with the public cloud and has to be told otherwise, in its \
              settings or by a configuration that is distributed with it. A new profile or a new \
              version of the app can arrive without it.",
        how_we_know: "A recorded failure names the government cloud. Nothing else in the settings \
                      shows it, and because the attempt goes to another cloud, it may leave no \
                      record at all; for such devices this is no more than a possibility.\n\n\
                      A missing licence (C33) and a name that does not fit (C40) also end in \
                      \"unknown account\". A push certificate or an authority that is missing \
                      (C26, C28) refuses everybody as well and is seen in the tenant.",
        what_to_do: "On one device, set the cloud under Settings, Company Portal, and let the \
                     person try again. If that helps, distribute the setting to all with the app's \
                     configuration. If it does not, ask Microsoft's support of that cloud, with \
                     time and correlation id.\n\n\
                     Nothing has to be erased.",
        prevention: "Keep the cloud setting as part of the app's configuration and enroll a test \
                     device after each change of the profile or of the app.",
    },
    de: Page {
        title: "Die Registrierung geht an die öffentliche Cloud statt an die Behörden-Cloud",
        meaning: "Der Mandant liegt in einer Behörden-Cloud, und das Gerät wendet sich zum \
                  Registrieren an die öffentliche. Dort kennt niemand das Konto, und die \
                  Registrierung endet.\n\n\
                  Es kann jedes Gerät eines solchen Mandanten treffen. Mandanten der öffentlichen \
                  Cloud betrifft es nicht.",
        why: "Das Unternehmensportal beginnt mit der öffentlichen Cloud und muss es anders gesagt \
              bekommen, in seinen Einstellungen oder durch eine mitverteilte Konfiguration. Ein \
              neues Profil oder eine neue Version der App kann ohne sie ankommen.",
        how_we_know: "Ein verzeichneter Fehlschlag nennt die Behörden-Cloud. Sonst zeigt es nichts \
                      in den Einstellungen, und weil der Versuch an eine andere Cloud geht, \
                      hinterlässt er womöglich gar keinen Eintrag; für solche Geräte ist es nicht \
                      mehr als eine Möglichkeit.\n\n\
                      Eine fehlende Lizenz (C33) und ein nicht passender Name (C40) enden \
                      ebenfalls mit „unbekanntes Konto“. Ein fehlendes Push-Zertifikat oder eine \
                      fehlende Autorität (C26, C28) weist auch alle ab und ist am Mandanten zu \
                      sehen.",
        what_to_do: "Stellen Sie auf einem Gerät unter „Einstellungen“, „Unternehmensportal“ die \
                     Cloud ein, und lassen Sie die Person es erneut versuchen. Hilft das, \
                     verteilen Sie die Einstellung mit der Konfiguration der App an alle. Hilft es \
                     nicht, fragen Sie den Support von Microsoft für diese Cloud, mit Uhrzeit und \
                     Korrelations-ID.\n\n\
                     Zu löschen ist nichts.",
        prevention: "Die Cloud-Einstellung in der Konfiguration der App führen und nach jeder \
                     Änderung am Profil oder an der App ein Testgerät registrieren.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
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
        .sign(case.is(Failure::Government))
        .doubted_by(case.any(&[
            Failure::Restriction,
            Failure::Licence,
            Failure::Cap,
            Failure::NotSupported,
            Failure::Push,
            Failure::Identity,
            Failure::Authority,
            Failure::Diverted,
            Failure::Manager,
            Failure::Abandoned,
            Failure::Clock,
        ]))
        .doubted_by(case.is(EnrollSignIn::Success))
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
    fn sent_to_the_wrong_cloud() {
        fires(&RULE, "managed none, failure government");
    }

    #[test]
    fn refused_for_want_of_a_licence() {
        doubted(&RULE, "managed none, failure licence", "failure");
    }

    #[test]
    fn enrolled_all_the_same() {
        ruled_out(&RULE, "managed automated", "managed");
    }

    #[test]
    fn the_tenant_alone_says_nothing() {
        cannot_tell(&RULE, "push valid, access clear");
    }
}
