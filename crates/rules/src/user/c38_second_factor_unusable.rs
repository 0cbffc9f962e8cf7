//! C38: the second factor cannot be given during set-up.

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
        code: Code::new("C38"),
        name: "second-factor-unusable",
        family: Family::User,
        scope: Scope::Device,
        gates: (Gate::G7, Gate::G7),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R9],
    verify: &[Verification::V3],
    prevent: &["P13"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method modern, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look remote_management, state not_contacted, failure \
            authentication, enroll_sign_in mfa, managed none, gone no, push valid, platform_rule \
            allowed, access method",
    en: Page {
        title: "The second factor cannot be given during setup",
        meaning: "The device shows the sign-in page, the person enters name and password and is \
                  asked for a second factor that they cannot give at this moment. The device waits \
                  there; it has not been set up.\n\n\
                  The account and the device are in order. What is missing is a way to answer that \
                  works while the device is being set up.",
        why: "A passkey, a security key or another phishing-resistant method is demanded, which \
              Setup Assistant does not support. Or the app or number that should answer is on the \
              very device that is being set up. Or Company Portal runs in single app mode, so that \
              no second app can be opened.",
        how_we_know: "The person's sign-in to Microsoft Intune Enrollment was interrupted at the \
                      second factor, or a policy demands a method that Setup Assistant cannot \
                      show. Sign-ins carry no serial number; an interrupted one may belong to \
                      another device of the person.\n\n\
                      With the legacy method no question appears at all (C37). A block (C39) ends \
                      the sign-in without asking. A person who put the device aside (C43) can \
                      leave the same interrupted sign-in behind: ask whether they wanted to answer \
                      and could not.",
        what_to_do: "Issue a Temporary Access Pass if the policy accepts one, or let the person \
                     answer on a second device that they have with them. If a phishing-resistant \
                     method is demanded, have the policy's owner allow another strength for \
                     Microsoft Intune Enrollment, for the people concerned and no wider. Then the \
                     person goes on at the same page.\n\n\
                     Do not erase: after an erase the same question comes. Do not take the person \
                     out of all policies.",
        prevention: "Check before the hand-out whether the person has a method that works in Setup \
                     Assistant, and put a Temporary Access Pass into the letter that goes with a \
                     first device (P13).",
    },
    de: Page {
        title: "Der zweite Faktor lässt sich während der Einrichtung nicht erbringen",
        meaning: "Das Gerät zeigt die Anmeldeseite, die Person gibt Namen und Kennwort ein und \
                  wird nach einem zweiten Faktor gefragt, den sie in diesem Augenblick nicht \
                  erbringen kann. Dort wartet das Gerät; eingerichtet ist es nicht.\n\n\
                  Konto und Gerät sind in Ordnung. Es fehlt ein Weg zu antworten, der während der \
                  Einrichtung funktioniert.",
        why: "Verlangt wird ein Passkey, ein Sicherheitsschlüssel oder eine andere \
              phishingresistente Methode, die der Systemassistent nicht unterstützt. Oder die App \
              oder Nummer, die antworten soll, ist auf eben dem Gerät, das eingerichtet wird. Oder \
              das Unternehmensportal läuft im Einzel-App-Modus, sodass sich keine zweite App \
              öffnen lässt.",
        how_we_know: "Die Anmeldung der Person bei Microsoft Intune Enrollment wurde beim zweiten \
                      Faktor unterbrochen, oder eine Richtlinie verlangt eine Methode, die der \
                      Systemassistent nicht zeigen kann. Anmeldungen tragen keine Seriennummer; \
                      eine unterbrochene kann zu einem anderen Gerät der Person gehören.\n\n\
                      Bei der alten Methode erscheint gar keine Frage (C37). Eine Sperre (C39) \
                      beendet die Anmeldung, ohne zu fragen. Wer das Gerät nur weggelegt hat \
                      (C43), kann dieselbe unterbrochene Anmeldung hinterlassen: Fragen Sie, ob \
                      die Person antworten wollte und nicht konnte.",
        what_to_do: "Stellen Sie einen befristeten Zugriffspass (TAP) aus, wenn die Richtlinie ihn \
                     annimmt, oder lassen Sie die Person auf einem zweiten Gerät antworten, das \
                     sie bei sich hat. Wird eine phishingresistente Methode verlangt, lassen Sie \
                     den Eigentümer der Richtlinie für Microsoft Intune Enrollment eine andere \
                     Stärke zulassen, für die betroffenen Personen und nicht weiter. Dann macht \
                     die Person auf derselben Seite weiter.\n\n\
                     Nicht löschen: Danach kommt dieselbe Frage. Die Person nicht aus allen \
                     Richtlinien ausnehmen.",
        prevention: "Vor der Ausgabe prüfen, ob die Person eine Methode hat, die im \
                     Systemassistenten funktioniert, und dem ersten Gerät einen befristeten \
                     Zugriffspass beilegen (P13).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Managed::None))
        .refuted_by(case.any(&[SignInMethod::Userless, SignInMethod::Legacy]))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
        ]))
        .sign(case.is(EnrollSignIn::Mfa))
        .sign(case.is(Access::Method))
        .sign(case.is(Failure::Authentication))
        .sign(case.is(Look::RemoteManagement))
        .doubted_by(case.any(&[
            EnrollSignIn::Success,
            EnrollSignIn::Blocked,
            EnrollSignIn::Terms,
        ]))
        .doubted_by(case.any(&[
            Failure::Restriction,
            Failure::Licence,
            Failure::Cap,
            Failure::Account,
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
    fn asked_and_not_answered() {
        fires(
            &RULE,
            "managed none, sign_in_method modern, enroll_sign_in mfa",
        );
    }

    #[test]
    fn the_legacy_method_does_not_even_ask() {
        ruled_out(
            &RULE,
            "managed none, sign_in_method legacy, enroll_sign_in mfa",
            "sign_in_method",
        );
    }

    #[test]
    fn blocked_without_being_asked() {
        doubted(
            &RULE,
            "managed none, enroll_sign_in blocked",
            "enroll_sign_in",
        );
    }

    #[test]
    fn nobody_read_the_sign_ins() {
        cannot_tell(&RULE, "managed none, sign_in_method modern, access clear");
    }
}
