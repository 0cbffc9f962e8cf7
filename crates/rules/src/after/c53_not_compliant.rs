//! C53: enrolled and registered, but not compliant.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Certificate, CheckIn, Compliance, Managed, Management, Registered,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C53"),
        name: "not-compliant",
        family: Family::After,
        scope: Scope::Device,
        gates: (Gate::G11, Gate::G11),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R19],
    verify: &[Verification::V4],
    prevent: &["P18"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, register \
            handed_out, handed_when after_profile, used_when after_profile, look managed, state \
            enrolled, contact once, failure none, enroll_sign_in success, managed automated, \
            supervised yes, check_in recent, registered yes, compliance noncompliant, management \
            managed, certificate valid, push valid, silence ordinary, os_rule fits, access clear, \
            tokens some",
    en: Page {
        title: "Enrolled, but not compliant",
        meaning: "The device is enrolled, and Intune either calls it noncompliant or has not come \
                  to a decision. Conditional Access keeps the person out as if the device were \
                  unknown.\n\n\
                  The enrollment is complete; what is missing comes after it.",
        why: "A requirement is not met: passcode, system version, threat level. Or two policies \
              contradict each other, the evaluation ended in an error, the device has not reported \
              yet, or no policy is assigned and the tenant counts that as noncompliant.",
        how_we_know: "Intune's record of the managed device states it.\n\n\
                      A device that is not registered in Entra (C52) is not evaluated properly; \
                      look at that first. A device that fell silent (C55) becomes noncompliant \
                      because it is silent. A device that enrolled less than a day ago (C50) only \
                      needs time.",
        what_to_do: "Open the device's compliance page: it names the policy and the setting. Have \
                     the person fulfil it and check the status in Company Portal. Where a conflict \
                     or an error is shown, mend the policies; where no policy is named, assign \
                     one.\n\n\
                     No erase: it would bring the same device back with the same unmet requirement \
                     and without its data. Do not exclude people from Conditional Access, and do \
                     not tell the tenant to count devices without a policy as compliant.",
        prevention: "Assign a compliance policy to everybody, count devices without one as \
                     noncompliant, and announce new requirements with a grace period (P18).",
    },
    de: Page {
        title: "Registriert, aber nicht konform",
        meaning: "Das Gerät ist registriert, und Intune nennt es entweder nicht konform oder hat \
                  noch nicht entschieden. Der bedingte Zugriff hält die Person draußen, als wäre \
                  das Gerät unbekannt.\n\n\
                  Die Registrierung ist abgeschlossen; was fehlt, kommt danach.",
        why: "Eine Anforderung ist nicht erfüllt: Code, Systemversion, Bedrohungsstufe. Oder zwei \
              Richtlinien widersprechen sich, die Auswertung endete mit einem Fehler, das Gerät \
              hat sich noch nicht gemeldet, oder es ist keine Richtlinie zugewiesen und der \
              Mandant wertet das als nicht konform.",
        how_we_know: "Der Eintrag des verwalteten Geräts in Intune sagt es.\n\n\
                      Ein Gerät, das in Entra nicht registriert ist (C52), wird nicht richtig \
                      ausgewertet; sehen Sie zuerst dort nach. Ein verstummtes Gerät (C55) wird \
                      nicht konform, weil es schweigt. Ein Gerät, das seit weniger als einem Tag \
                      registriert ist (C50), braucht nur Zeit.",
        what_to_do: "Öffnen Sie die Konformitätsseite des Geräts: Sie nennt die Richtlinie und die \
                     Einstellung. Lassen Sie die Person sie erfüllen und im Unternehmensportal den \
                     Status prüfen. Wo ein Konflikt oder ein Fehler steht, bringen Sie die \
                     Richtlinien in Ordnung; wo keine Richtlinie steht, weisen Sie eine zu.\n\n\
                     Keine Löschung: Sie brächte dasselbe Gerät mit derselben unerfüllten \
                     Anforderung zurück, nur ohne seine Daten. Nehmen Sie niemanden aus dem \
                     bedingten Zugriff aus, und lassen Sie den Mandanten Geräte ohne Richtlinie \
                     nicht als konform werten.",
        prevention: "Allen eine Konformitätsrichtlinie zuweisen, Geräte ohne Richtlinie als nicht \
                     konform werten und neue Anforderungen mit einer Toleranzperiode ankündigen \
                     (P18).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.any(&[Compliance::Noncompliant, Compliance::Unsettled]))
        .refuted_by(case.is(Managed::None))
        .doubted_by(case.is(Registered::No))
        .doubted_by(case.any(&[CheckIn::New, CheckIn::Never, CheckIn::Stale]))
        .doubted_by(case.is(Certificate::Expired))
        .doubted_by(case.any(&[Management::Wipe, Management::Retire]))
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
    fn a_requirement_is_not_met() {
        fires(
            &RULE,
            "managed automated, registered yes, check_in recent, compliance noncompliant",
        );
    }

    #[test]
    fn not_registered_at_all() {
        doubted(
            &RULE,
            "managed automated, registered no, compliance unsettled",
            "registered",
        );
    }

    #[test]
    fn silent_for_weeks() {
        doubted(
            &RULE,
            "managed automated, registered yes, check_in stale, compliance noncompliant",
            "check_in",
        );
    }

    #[test]
    fn compliant() {
        ruled_out(
            &RULE,
            "managed automated, registered yes, compliance compliant",
            "compliance",
        );
    }

    #[test]
    fn nobody_read_the_compliance() {
        cannot_tell(&RULE, "managed automated, state enrolled");
    }
}
