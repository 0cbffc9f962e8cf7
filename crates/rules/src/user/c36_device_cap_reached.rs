//! C36: the person has as many devices as allowed.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, EnrollSignIn, Failure, Look, Managed, RegisterState, SignInMethod, State, UsedWhen,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C36"),
        name: "device-cap-reached",
        family: Family::User,
        scope: Scope::Device,
        gates: (Gate::G7, Gate::G8),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R8, Remedy::R17],
    verify: &[Verification::V3],
    prevent: &["P13"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method modern, default_profile set, profile_check \
            sound, lock none, register handed_out, handed_when after_profile, other_mdm no, \
            site_cluster alone, look stopped, state failed, failure cap, enroll_sign_in success, \
            managed none, gone no, push valid, platform_rule allowed, access clear",
    en: Page {
        title: "The person has reached the number of devices allowed",
        meaning: "The person could sign in, and Intune refused the enrollment because the account \
                  already has as many devices as the limit allows. The device itself is in \
                  order.\n\n\
                  There are two counts: Intune's device limit restriction, between 1 and 15 per \
                  person, and Entra's own limit for registered devices.",
        why: "Replaced and lost devices were never removed from the account, one account is used \
              for many devices, or the limit was set low to keep private devices out.",
        how_we_know: "Intune recorded DeviceCapReached for this person. The record carries no \
                      serial number; compare its time with the attempt.\n\n\
                      A missing licence (C33) and an enrollment manager's account (C42) stop at \
                      the same place with another recorded reason. Company Portal's \"temporarily \
                      unavailable\" can have the same origin. A profile without a user is not \
                      counted for anybody, so it cannot be this.",
        what_to_do: "List the person's devices in Intune and in Entra and remove those that are \
                     really gone, each one checked with the person; or raise the limit for the \
                     group concerned. After about a quarter of an hour the person tries again on \
                     the same device.\n\n\
                     Do not erase it, it has nothing to do with the device. Do not remove a device \
                     that the person still uses: it would lose its management. Intune leaves \
                     devices not seen for 90 days out of its count, so old records alone need not \
                     be the reason.",
        prevention: "Check the room left under the limit before a hand-out (P13), remove returned \
                     devices on the day of their return, and use a profile without a user for \
                     shared devices.",
    },
    de: Page {
        title: "Die Person hat die erlaubte Anzahl an Geräten erreicht",
        meaning: "Die Person konnte sich anmelden, und Intune hat die Registrierung abgewiesen, \
                  weil das Konto bereits so viele Geräte hat, wie das Gerätelimit zulässt. Das \
                  Gerät selbst ist in Ordnung.\n\n\
                  Es wird zweimal gezählt: durch die Gerätelimit-Einschränkung von Intune, \
                  zwischen 1 und 15 je Person, und durch die eigene Grenze von Entra für \
                  eingetragene Geräte.",
        why: "Ersetzte und verlorene Geräte wurden nie vom Konto entfernt, ein Konto dient für \
              viele Geräte, oder das Limit wurde niedrig gesetzt, um private Geräte fernzuhalten.",
        how_we_know: "Intune hat für diese Person DeviceCapReached verzeichnet. Der Eintrag trägt \
                      keine Seriennummer; vergleichen Sie die Uhrzeit mit dem Versuch.\n\n\
                      Eine fehlende Lizenz (C33) und das Konto eines Geräteregistrierungs-Managers \
                      (C42) bleiben an derselben Stelle mit anderem Grund stehen. Auch die Meldung \
                      des Unternehmensportals, es sei vorübergehend nicht verfügbar, kann daher \
                      kommen. Ein Profil ohne Person wird niemandem angerechnet, dann kann es das \
                      nicht sein.",
        what_to_do: "Lassen Sie sich die Geräte der Person in Intune und in Entra anzeigen, und \
                     entfernen Sie die, die es wirklich nicht mehr gibt, jedes mit der Person \
                     abgeglichen; oder erhöhen Sie das Limit für die betroffene Gruppe. Nach etwa \
                     einer Viertelstunde versucht es die Person auf demselben Gerät erneut.\n\n\
                     Nicht löschen, am Gerät liegt es nicht. Kein Gerät entfernen, das die Person \
                     noch benutzt: Es verlöre seine Verwaltung. Intune zählt Geräte nicht mit, die \
                     90 Tage lang nicht gesehen wurden; alte Datensätze allein müssen also nicht \
                     der Grund sein.",
        prevention: "Vor einer Ausgabe prüfen, wie viel Platz unter dem Limit bleibt (P13), \
                     zurückgegebene Geräte am Tag der Rückgabe entfernen und für gemeinsam \
                     genutzte Geräte ein Profil ohne Person verwenden.",
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
        .sign(case.is(Failure::Cap))
        .sign(case.is(State::Failed))
        .doubted_by(case.any(&[
            EnrollSignIn::Mfa,
            EnrollSignIn::Blocked,
            EnrollSignIn::Terms,
        ]))
        .doubted_by(case.any(&[
            Failure::None,
            Failure::Restriction,
            Failure::Licence,
            Failure::Authentication,
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
    fn refused_for_too_many_devices() {
        fires(&RULE, "managed none, failure cap");
    }

    #[test]
    fn refused_for_want_of_a_licence() {
        doubted(&RULE, "managed none, failure licence", "failure");
    }

    #[test]
    fn counted_for_nobody() {
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
            "managed none, profile present, enroll_sign_in success",
        );
    }
}
