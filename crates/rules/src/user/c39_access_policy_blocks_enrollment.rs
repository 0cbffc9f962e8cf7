//! C39: Conditional Access stands in the way.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    Access, CaseFile, EnrollSignIn, Failure, Look, Managed, RegisterState, SignInMethod, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C39"),
        name: "access-policy-blocks-enrollment",
        family: Family::User,
        scope: Scope::Tenant,
        gates: (Gate::G7, Gate::G7),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R9],
    verify: &[Verification::V3, Verification::V4],
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method modern, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look remote_management, state not_contacted, failure none, \
            enroll_sign_in blocked, managed none, gone no, push valid, platform_rule allowed, \
            access blocks",
    en: Page {
        title: "Conditional Access stands in the way of enrollment",
        meaning: "A policy of Conditional Access ends the sign-in that belongs to the enrollment: \
                  it blocks the app Microsoft Intune Enrollment, or it asks for terms of use that \
                  can be accepted only from a device that is already registered. The device would \
                  have to be finished in order to begin.\n\n\
                  The finding belongs to the tenant. It reaches everybody whom the policy reaches, \
                  with every device that needs a sign-in.",
        why: "A policy for all resources, for places or for platforms was tightened without \
              thinking of the enrollment app; or terms of use were set to \"consent on every \
              device\". Requiring a compliant device does not by itself block the enrollment.",
        how_we_know: "The enabled policies are read, and the sign-in of the holder was refused, or \
                      left at the terms of use. Without a refused sign-in it is inferred that the \
                      policy reaches this person.\n\n\
                      A method that Setup Assistant cannot show (C38) interrupts the sign-in \
                      instead of refusing it. If the device is enrolled and only mail or files are \
                      refused, look at the registration (C52) or the compliance (C53). With a \
                      profile without a user nobody signs in.",
        what_to_do: "Find the policy that refused in the sign-in log, test the change with What-If \
                     for the app, a person and the platform, and have its owner change it: take \
                     the enrollment app out of the block, or do without consent on every device \
                     for it. Then one person tries again on the same device.\n\n\
                     Nothing has to be erased. Do not take Microsoft Intune as a whole out of your \
                     policies, and do not take people out of all of them: that opens a hole which \
                     stays. No policy is ever changed by firstcontact.",
        prevention: "Before a policy is switched on, evaluate it with What-If for Microsoft Intune \
                     Enrollment, and enroll a test device after each change. In newer tenants that \
                     app has to be created before a policy can name it.",
    },
    de: Page {
        title: "Der bedingte Zugriff steht der Registrierung im Weg",
        meaning: "Eine Richtlinie des bedingten Zugriffs beendet die Anmeldung, die zur \
                  Registrierung gehört: Sie blockiert die App Microsoft Intune Enrollment, oder \
                  sie verlangt Nutzungsbedingungen, die sich nur auf einem schon eingetragenen \
                  Gerät annehmen lassen. Das Gerät müsste fertig sein, um anfangen zu können.\n\n\
                  Der Befund gehört zum Mandanten. Er trifft alle, die die Richtlinie trifft, mit \
                  jedem Gerät, das eine Anmeldung braucht.",
        why: "Eine Richtlinie für alle Ressourcen, für Orte oder für Plattformen wurde verschärft, \
              ohne an die Registrierungs-App zu denken; oder Nutzungsbedingungen verlangen die \
              Zustimmung auf jedem Gerät. Ein konformes Gerät zu verlangen blockiert die \
              Registrierung für sich allein nicht.",
        how_we_know: "Die eingeschalteten Richtlinien wurden gelesen, und die Anmeldung der Person \
                      wurde abgewiesen oder blieb bei den Nutzungsbedingungen stehen. Ohne \
                      abgewiesene Anmeldung ist erschlossen, dass die Richtlinie diese Person \
                      trifft.\n\n\
                      Eine Methode, die der Systemassistent nicht zeigen kann (C38), unterbricht \
                      die Anmeldung, statt sie abzuweisen. Ist das Gerät registriert und werden \
                      nur Mail oder Dateien verweigert, sehen Sie nach der Eintragung in Entra \
                      (C52) oder der Konformität (C53). Bei einem Profil ohne Person meldet sich \
                      niemand an.",
        what_to_do: "Suchen Sie im Anmeldeprotokoll die Richtlinie, die abgewiesen hat, prüfen Sie \
                     die Änderung mit „Was wäre, wenn“ (What If) für App, Person und Plattform, \
                     und lassen Sie ihren Eigentümer sie ändern: die Registrierungs-App aus der \
                     Sperre nehmen oder für sie auf die Zustimmung auf jedem Gerät verzichten. \
                     Dann versucht es eine Person auf demselben Gerät erneut.\n\n\
                     Zu löschen ist nichts. Nehmen Sie nicht Microsoft Intune als Ganzes aus Ihren \
                     Richtlinien und nicht Personen aus allen: Das öffnet eine Lücke, die bleibt. \
                     Von firstcontact wird nie eine Richtlinie geändert.",
        prevention: "Jede Richtlinie vor dem Einschalten mit „Was wäre, wenn“ für Microsoft Intune \
                     Enrollment prüfen und nach jeder Änderung ein Testgerät registrieren. In \
                     neueren Mandanten muss diese App erst angelegt werden, bevor eine Richtlinie \
                     sie nennen kann.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.any(&[Access::Blocks, Access::Terms]))
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
        .sign(case.any(&[EnrollSignIn::Blocked, EnrollSignIn::Terms]))
        .sign(case.is(Look::RemoteManagement))
        .doubted_by(case.any(&[EnrollSignIn::Success, EnrollSignIn::Mfa]))
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
    fn the_policy_alone_is_a_finding() {
        fires(&RULE, "access blocks");
        fires(&RULE, "access terms");
    }

    #[test]
    fn no_policy_stands_in_the_way() {
        ruled_out(&RULE, "access clear, enroll_sign_in blocked", "access");
    }

    #[test]
    fn only_a_method_is_missing() {
        ruled_out(&RULE, "access method, enroll_sign_in mfa", "access");
    }

    #[test]
    fn nobody_signs_in() {
        ruled_out(
            &RULE,
            "access blocks, sign_in_method userless",
            "sign_in_method",
        );
    }

    #[test]
    fn this_person_was_let_through() {
        doubted(
            &RULE,
            "access blocks, managed none, enroll_sign_in success",
            "enroll_sign_in",
        );
    }

    #[test]
    fn nobody_read_the_policies() {
        cannot_tell(&RULE, "push valid, managed none");
    }
}
