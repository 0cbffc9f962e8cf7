//! C43: the person stopped during set-up.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, EnrollSignIn, Failure, Lock, Look, Managed, RegisterState, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C43"),
        name: "person-gave-up",
        family: Family::User,
        scope: Scope::Device,
        gates: (Gate::G6, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R0, Remedy::R20],
    verify: &[Verification::V3],
    prevent: &[],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method modern, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look remote_management, state not_contacted, failure abandoned, \
            enroll_sign_in success, managed none, gone no, push valid, platform_rule allowed, \
            access clear",
    en: Page {
        title: "The person stopped during setup",
        meaning: "The device shows Remote Management or the sign-in that follows, and nobody went \
                  on. It is neither enrolled nor set up, and it can be continued at any time.\n\n\
                  Nothing is broken. A person needs help, or time.",
        why: "The password was not at hand, the page asked for something unexpected, the \
              connection was bad, or the person was afraid of what \"Remote Management\" means and \
              put the device aside.",
        how_we_know: "Intune recorded that the person gave up or that the device went away; or the \
                      holder signed in to the enrollment app and no managed device followed; or \
                      somebody saw the device standing at this page. Often nothing at all is \
                      recorded: then only a look at the device tells it from one in its box \
                      (H01).\n\n\
                      A second factor that cannot be given (C38), a block (C39) or a bad network \
                      (C45) also end at this page: ask what the person saw last. A device in use \
                      was set up past this page and has another cause (C01 to C09).",
        what_to_do: "Call the person and go through the remaining pages with them: a network that \
                     can be trusted, the sign-in, then wait until the device says that it is \
                     configured. If a page refuses, note its words and diagnose again.\n\n\
                     Do not erase. There is nothing on the device, and an erase only sends it back \
                     to the same page. That no erase is needed is inferred; no vendor says so in \
                     these words.",
        prevention: "Put a sheet with pictures into the box that says what Remote Management is \
                     and what the organisation can and cannot see, give a telephone number, and \
                     hand out with somebody beside the person.",
    },
    de: Page {
        title: "Die Person hat während der Einrichtung aufgehört",
        meaning: "Das Gerät zeigt „Entfernte Verwaltung“ oder die Anmeldung danach, und niemand \
                  hat weitergemacht. Es ist weder registriert noch eingerichtet und lässt sich \
                  jederzeit fortsetzen.\n\n\
                  Nichts ist kaputt. Eine Person braucht Hilfe oder Zeit.",
        why: "Das Kennwort war nicht zur Hand, die Seite fragte etwas Unerwartetes, die Verbindung \
              war schlecht, oder die Person fürchtete sich vor dem, was „Entfernte Verwaltung“ \
              bedeutet, und hat das Gerät weggelegt.",
        how_we_know: "Intune hat verzeichnet, dass die Person aufgegeben hat oder das Gerät \
                      verschwunden ist; oder sie hat sich bei der Registrierungs-App angemeldet, \
                      und es folgte kein verwaltetes Gerät; oder jemand hat das Gerät auf dieser \
                      Seite stehen sehen. Oft ist gar nichts verzeichnet: Dann unterscheidet es \
                      nur ein Blick von einem Gerät im Karton (H01).\n\n\
                      Ein zweiter Faktor, der sich nicht erbringen lässt (C38), eine Sperre (C39) \
                      oder ein schlechtes Netz (C45) enden auch auf dieser Seite: Fragen Sie, was \
                      die Person zuletzt gesehen hat. Ein benutztes Gerät ist über diese Seite \
                      hinaus eingerichtet und hat eine andere Ursache (C01 bis C09).",
        what_to_do: "Rufen Sie die Person an, und gehen Sie die übrigen Seiten mit ihr durch: ein \
                     vertrauenswürdiges Netz, die Anmeldung, dann warten, bis das Gerät meldet, \
                     dass es konfiguriert ist. Weist eine Seite ab, notieren Sie den Wortlaut, und \
                     stellen Sie die Diagnose neu.\n\n\
                     Nicht löschen. Auf dem Gerät ist nichts, und ein Löschen schickt es nur auf \
                     dieselbe Seite zurück. Dass kein Löschen nötig ist, ist erschlossen; kein \
                     Hersteller sagt es mit diesen Worten.",
        prevention: "Ein bebildertes Blatt beilegen, das sagt, was „Entfernte Verwaltung“ ist und \
                     was die Organisation sehen kann und was nicht, eine Telefonnummer nennen und \
                     so ausgeben, dass jemand daneben ist.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Managed::None))
        .refuted_by(case.any(&[
            UsedWhen::BeforeAdded,
            UsedWhen::BeforeAssigned,
            UsedWhen::BeforeImported,
            UsedWhen::BeforeProfile,
        ]))
        .sign(case.any(&[Failure::Abandoned, Failure::Disconnected]))
        .sign(case.is(Look::RemoteManagement))
        .sign(case.is(EnrollSignIn::Success))
        .doubted_by(case.any(&[
            EnrollSignIn::Mfa,
            EnrollSignIn::Blocked,
            EnrollSignIn::Terms,
            EnrollSignIn::Failed,
        ]))
        .doubted_by(case.any(&[
            Failure::Restriction,
            Failure::Licence,
            Failure::Cap,
            Failure::Authentication,
            Failure::Authorization,
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
            Look::Stopped,
            Look::Missing,
        ]))
        .doubted_by(case.is(Lock::User))
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
    fn standing_at_remote_management() {
        fires(&RULE, "managed none, look remote_management");
    }

    #[test]
    fn signed_in_and_never_enrolled() {
        fires(&RULE, "managed none, enroll_sign_in success");
    }

    #[test]
    fn blocked_and_not_given_up() {
        doubted(
            &RULE,
            "managed none, look remote_management, enroll_sign_in blocked",
            "enroll_sign_in",
        );
    }

    #[test]
    fn in_its_box() {
        doubted(&RULE, "managed none, look sealed", "look");
    }

    #[test]
    fn set_up_long_before() {
        ruled_out(&RULE, "managed none, used_when before_profile", "used_when");
    }

    #[test]
    fn nobody_looked() {
        cannot_tell(&RULE, "managed none, profile present, state not_contacted");
    }
}
