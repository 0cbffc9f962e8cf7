//! C52: enrolled in Intune, but not registered in Entra.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Certificate, CheckIn, Compliance, EnrollSignIn, Managed, Management, OsRule,
    Registered, SignInMethod,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C52"),
        name: "not-registered",
        family: Family::After,
        scope: Scope::Device,
        gates: (Gate::G10, Gate::G10),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R19],
    verify: &[Verification::V4],
    prevent: &["P17"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, register \
            handed_out, handed_when after_profile, used_when after_profile, look managed, state \
            enrolled, contact once, failure none, enroll_sign_in success, managed automated, \
            supervised yes, check_in recent, registered no, compliance compliant, management \
            managed, certificate valid, push valid, silence ordinary, os_rule fits, access clear, \
            tokens some",
    en: Page {
        title: "Enrolled, but not registered in Entra",
        meaning: "Intune manages the device, but Entra does not know it as registered. A \
                  Conditional Access policy that asks for a compliant device therefore keeps the \
                  person out, even where Intune itself already calls the device compliant.\n\n\
                  To the person it looks as if the enrollment had failed. It has not.",
        why: "With modern authentication the registration is a second step after Setup Assistant: \
              the person opens Company Portal or, with just-in-time registration, an app that uses \
              single sign-on. It is missing when nobody did that, when the first app they opened \
              does not support it, or when the single sign-on setting contains a typing mistake or \
              a stray space.",
        how_we_know: "Intune's record says that the device came by automated enrollment and that \
                      it is not registered.\n\n\
                      A device that fails a requirement is registered and noncompliant (C53). If a \
                      restriction asks for a newer system version, the registration itself is \
                      refused (C35). A policy that stops the enrollment leaves no managed device \
                      at all (C39). A device that enrolled today may still be on its way (C50). A \
                      profile without user affinity registers no person in the first place.",
        what_to_do: "Have the person open Company Portal, or a Microsoft app with single sign-on \
                     such as Teams, sign in and go through to the end. Then let Company Portal \
                     check the status. If many devices are concerned, look at the single sign-on \
                     setting and its keys letter by letter.\n\n\
                     No erase: the device works and holds data. Do not take the person out of \
                     Conditional Access either; that hides the fault and opens a hole.",
        prevention: "Set up just-in-time registration, tell people which app to open first, and \
                     look for devices that are enrolled but not registered after 24 hours (P17).",
    },
    de: Page {
        title: "Registriert in Intune, aber nicht in Entra",
        meaning: "Intune verwaltet das Gerät, aber Entra kennt es nicht als registriert. Eine \
                  Richtlinie für bedingten Zugriff, die ein konformes Gerät verlangt, lässt die \
                  Person deshalb nicht hinein, selbst wenn Intune das Gerät schon konform \
                  nennt.\n\n\
                  Für die Person sieht es aus, als wäre die Registrierung gescheitert. Das ist sie \
                  nicht.",
        why: "Mit moderner Authentifizierung ist die Registrierung in Entra ein zweiter Schritt \
              nach dem Systemassistenten: Die Person öffnet das Unternehmensportal oder, bei \
              Just-in-Time-Registrierung, eine App mit einmaligem Anmelden. Sie fehlt, wenn das \
              niemand getan hat, wenn die zuerst geöffnete App es nicht unterstützt oder wenn die \
              Einstellung für einmaliges Anmelden einen Tippfehler oder ein verirrtes Leerzeichen \
              enthält.",
        how_we_know: "Der Eintrag in Intune sagt, dass das Gerät durch automatische Registrierung \
                      kam und dass es in Entra nicht registriert ist.\n\n\
                      Ein Gerät, das eine Anforderung verfehlt, ist registriert und nicht konform \
                      (C53). Verlangt eine Einschränkung eine neuere Systemversion, wird schon die \
                      Registrierung in Entra abgelehnt (C35). Eine Richtlinie, die die \
                      Registrierung in Intune aufhält, hinterlässt gar kein verwaltetes Gerät \
                      (C39). Ein heute registriertes Gerät ist vielleicht noch unterwegs (C50). \
                      Ein Profil ohne Benutzeraffinität registriert von vornherein keine Person.",
        what_to_do: "Lassen Sie die Person das Unternehmensportal oder eine Microsoft-App mit \
                     einmaligem Anmelden wie Teams öffnen, sich anmelden und bis zum Ende gehen. \
                     Danach im Unternehmensportal den Status prüfen lassen. Sind viele Geräte \
                     betroffen, sehen Sie die Einstellung für einmaliges Anmelden und ihre \
                     Schlüssel Zeichen für Zeichen durch.\n\n\
                     Keine Löschung: Das Gerät arbeitet und trägt Daten. Nehmen Sie die Person \
                     auch nicht aus dem bedingten Zugriff heraus; das verdeckt den Fehler und \
                     öffnet eine Lücke.",
        prevention: "Just-in-Time-Registrierung einrichten, den Leuten sagen, welche App sie \
                     zuerst öffnen, und nach 24 Stunden nach Geräten suchen, die in Intune, aber \
                     nicht in Entra registriert sind (P17).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Registered::No))
        .needs(case.any(&[Managed::Automated, Managed::Several, Managed::Unsaid]))
        .sign(case.is(Compliance::Unsettled))
        .sign(case.is(EnrollSignIn::Success))
        .doubted_by(case.is(SignInMethod::Userless))
        .doubted_by(case.is(OsRule::TooOld))
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
    fn company_portal_was_never_opened() {
        fires(
            &RULE,
            "managed automated, registered no, check_in recent, state enrolled",
        );
    }

    #[test]
    fn registered_and_noncompliant() {
        ruled_out(
            &RULE,
            "managed automated, registered yes, compliance noncompliant",
            "registered",
        );
    }

    #[test]
    fn never_enrolled() {
        ruled_out(&RULE, "managed none, state not_contacted", "managed");
    }

    #[test]
    fn the_system_is_too_old_to_register() {
        doubted(
            &RULE,
            "managed automated, registered no, os_rule too_old",
            "os_rule",
        );
    }

    #[test]
    fn nobody_read_the_registration() {
        cannot_tell(&RULE, "managed automated, state enrolled");
    }
}
