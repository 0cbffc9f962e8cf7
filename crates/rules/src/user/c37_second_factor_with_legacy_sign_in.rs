//! C37: the profile signs people in by the legacy method.

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
        code: Code::new("C37"),
        name: "second-factor-with-legacy-sign-in",
        family: Family::User,
        scope: Scope::Profile,
        gates: (Gate::G7, Gate::G7),
        action: Action::Configure,
        erase: Erase::IfSetUp,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R3, Remedy::R2, Remedy::R11],
    verify: &[Verification::V2, Verification::V3],
    prevent: &["P08"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method legacy, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look remote_management, state not_contacted, failure \
            authentication, enroll_sign_in mfa, managed none, gone no, push valid, platform_rule \
            allowed, access clear",
    en: Page {
        title: "The profile uses Setup Assistant (legacy), which cannot show a second factor",
        meaning: "The enrollment profile lets people sign in with Setup Assistant (legacy). That \
                  method takes a name and a password and nothing else. Where a second factor is \
                  asked for, the sign-in ends after the password, and no device with this profile \
                  can get past it.\n\n\
                  The finding belongs to the profile: it holds for every device that has it.",
        why: "The profile dates from the time before the modern method, and the second factor was \
              made obligatory later. Nobody noticed, because devices already enrolled are not \
              affected.",
        how_we_know: "The profile says so: it asks for a user, and neither for modern \
                      authentication nor for Company Portal. That a second factor is really \
                      demanded shows in an interrupted or failed sign-in of a person; without one \
                      it is inferred.\n\n\
                      With the modern method the question appears and cannot be answered (C38). If \
                      the sign-in service of your own organisation refuses the password (C40), the \
                      same method fails without any second factor being asked for. A person who \
                      only walked away (C43) leaves no failed sign-in.",
        what_to_do: "Prepare a profile with \"Setup Assistant with modern authentication\", assign \
                     it to the devices that wait, make it the default, sync and allow half an hour \
                     for Apple to take it.\n\n\
                     A device that already stands at the old sign-in page keeps the old profile \
                     and has to be reset for the new one to apply. Do so only when the new profile \
                     is assigned, the service is Intune's and the sync is current, and only after \
                     a look at the device: at that page nobody has set up anything, so nothing is \
                     lost; on a device in use everything would be. Do not switch off the second \
                     factor for everybody instead.",
        prevention: "Let no profile with the legacy method remain, and check profiles after every \
                     change of the authentication policies (P08).",
    },
    de: Page {
        title: "Das Profil verwendet den „Setup-Assistenten (Legacy)“, der keinen zweiten Faktor \
                zeigt",
        meaning: "Das Registrierungsprofil lässt Personen sich mit dem „Setup-Assistenten \
                  (Legacy)“ anmelden. Diese Methode nimmt einen Namen und ein Kennwort entgegen \
                  und sonst nichts. Wo ein zweiter Faktor verlangt wird, endet die Anmeldung nach \
                  dem Kennwort, und kein Gerät mit diesem Profil kommt darüber hinaus.\n\n\
                  Der Befund gehört zum Profil: Er gilt für jedes Gerät, das es hat.",
        why: "Das Profil stammt aus der Zeit vor der modernen Methode, und der zweite Faktor wurde \
              später Pflicht. Niemand hat es bemerkt, weil schon registrierte Geräte nicht \
              betroffen sind.",
        how_we_know: "Das Profil sagt es selbst: Es verlangt eine Person und weder moderne \
                      Authentifizierung noch das Unternehmensportal. Dass tatsächlich ein zweiter \
                      Faktor gefordert wird, zeigt eine unterbrochene oder fehlgeschlagene \
                      Anmeldung; ohne sie ist es erschlossen.\n\n\
                      Bei der modernen Methode erscheint die Frage und lässt sich nicht \
                      beantworten (C38). Weist der Anmeldedienst Ihrer eigenen Organisation das \
                      Kennwort ab (C40), scheitert dieselbe Methode, ohne dass ein zweiter Faktor \
                      verlangt wird. Wer nur weggegangen ist (C43), hinterlässt keine gescheiterte \
                      Anmeldung.",
        what_to_do: "Bereiten Sie ein Profil mit „Setup-Assistent mit moderner Authentifizierung“ \
                     vor, weisen Sie es den wartenden Geräten zu, machen Sie es zum Standard, \
                     synchronisieren Sie, und geben Sie Apple eine halbe Stunde, es zu \
                     übernehmen.\n\n\
                     Ein Gerät, das schon auf der alten Anmeldeseite steht, behält das alte Profil \
                     und muss zurückgesetzt werden, damit das neue gilt. Tun Sie das erst, wenn \
                     das neue Profil zugewiesen, der Dienst der von Intune und die \
                     Synchronisierung aktuell ist, und nur nach einem Blick auf das Gerät: Auf \
                     dieser Seite hat noch niemand etwas eingerichtet, es geht also nichts \
                     verloren; auf einem benutzten Gerät ginge alles verloren. Schalten Sie nicht \
                     stattdessen den zweiten Faktor für alle ab.",
        prevention: "Kein Profil mit der alten Methode bestehen lassen und die Profile nach jeder \
                     Änderung der Anmeldevorgaben prüfen (P08).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(SignInMethod::Legacy))
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
        .sign(case.is(EnrollSignIn::Mfa))
        .sign(case.is(Failure::Authentication))
        .sign(case.any(&[Look::RemoteManagement, Look::Stopped]))
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
    fn the_profile_alone_is_a_finding() {
        fires(&RULE, "sign_in_method legacy");
    }

    #[test]
    fn the_second_factor_did_not_come() {
        fires(
            &RULE,
            "sign_in_method legacy, managed none, enroll_sign_in mfa",
        );
    }

    #[test]
    fn the_modern_method_can_show_it() {
        ruled_out(
            &RULE,
            "sign_in_method modern, enroll_sign_in mfa",
            "sign_in_method",
        );
    }

    #[test]
    fn enrolled_all_the_same() {
        ruled_out(&RULE, "sign_in_method legacy, managed automated", "managed");
    }

    #[test]
    fn refused_for_another_reason() {
        doubted(
            &RULE,
            "sign_in_method legacy, managed none, failure cap",
            "failure",
        );
    }

    #[test]
    fn nobody_read_the_profile() {
        cannot_tell(&RULE, "managed none, state not_contacted");
    }
}
