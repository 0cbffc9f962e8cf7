//! C35: a version limit keeps an enrolled device from registering.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Look, Managed, OsRule, Registered};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C35"),
        name: "os-version-restricted",
        family: Family::User,
        scope: Scope::Restriction,
        gates: (Gate::G10, Gate::G10),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R8, Remedy::R19],
    verify: &[Verification::V4],
    prevent: &["P12", "P17"],
    story: "membership present, server intune, source reseller, add_gap short, assignments prompt, \
            listing token, token valid, sync_since yes, profile present, profile_settled settled, \
            profile_origin after_token, sign_in_method company_portal, default_profile set, \
            profile_check sound, lock none, register handed_out, handed_when after_profile, \
            used_when after_profile, look managed, state enrolled, contact once, failure none, \
            enroll_sign_in success, managed automated, supervised yes, check_in recent, registered \
            no, compliance unsettled, management managed, certificate valid, push valid, silence \
            ordinary, platform_rule allowed, os_rule too_old, access clear",
    en: Page {
        title: "A restriction on the system version keeps it from registering",
        meaning: "The device is enrolled and Intune manages it, but it has no registration in \
                  Entra. A restriction asks for a system version that it does not have. Automated \
                  enrollment is not subject to this limit; the registration that Company Portal \
                  makes afterwards is.\n\n\
                  For the person it looks as if the enrollment had failed: Conditional Access does \
                  not know the device and refuses mail and files, and Company Portal says \
                  \"Couldn't map device record with a user\".",
        why: "A minimum or maximum version was set in the enrollment restrictions, where it reads \
              like a rule for all devices; or a device from stock carries an older system than the \
              minimum.",
        how_we_know: "The version in the restriction, the version of the managed device and the \
                      missing registration are read from Intune. That the one causes the other is \
                      documented for Company Portal, and inferred for the single device.\n\n\
                      If nobody has opened the app yet (C52), the registration is missing too, but \
                      no limit is violated. A registered device that is not compliant (C53), or a \
                      blocked enrollment app (C39), looks the same to the person and different in \
                      Entra.",
        what_to_do: "Update the device, or take the version limit out of the restriction. Then the \
                     person opens Company Portal again and signs in; wait for the registration and \
                     for the first evaluation of compliance.\n\n\
                     Do not erase: the device works and carries the person's data, and after an \
                     erase the same limit would stop it at the same place.",
        prevention: "Demand system versions in the compliance policy, where the person is told \
                     what to do, and not in the enrollment restriction (P12). Watch for enrolled \
                     devices without a registration (P17) and update stock before it is handed \
                     out.",
    },
    de: Page {
        title: "Eine Einschränkung der Systemversion verhindert die Eintragung in Entra",
        meaning: "Das Gerät ist registriert und wird von Intune verwaltet, steht aber nicht in \
                  Entra. Eine Einschränkung verlangt eine Systemversion, die es nicht hat. Die \
                  automatische Registrierung unterliegt dieser Grenze nicht, wohl aber die \
                  Eintragung in Entra, die das Unternehmensportal danach vornimmt.\n\n\
                  Für die Person sieht es so aus, als sei die Registrierung gescheitert: Der \
                  bedingte Zugriff kennt das Gerät nicht und verweigert Mail und Dateien, und das \
                  Unternehmensportal meldet, dass der Gerätedatensatz keiner Person zugeordnet \
                  werden konnte.",
        why: "In den Registrierungseinschränkungen wurde eine kleinste oder größte Version \
              eingetragen, die sich dort wie eine Regel für alle Geräte liest; oder ein Gerät aus \
              dem Lager trägt ein älteres System als verlangt.",
        how_we_know: "Die Version der Einschränkung, die Version des verwalteten Geräts und die \
                      fehlende Eintragung stehen in Intune. Dass das eine aus dem anderen folgt, \
                      ist für das Unternehmensportal dokumentiert und für das einzelne Gerät \
                      erschlossen.\n\n\
                      Hat nur niemand die App geöffnet (C52), fehlt die Eintragung auch, aber \
                      keine Grenze ist verletzt. Ein eingetragenes, nicht konformes Gerät (C53) \
                      oder eine gesperrte Registrierungs-App (C39) sieht für die Person gleich aus \
                      und in Entra anders.",
        what_to_do: "Aktualisieren Sie das Gerät, oder nehmen Sie die Versionsgrenze aus der \
                     Einschränkung. Danach öffnet die Person das Unternehmensportal erneut und \
                     meldet sich an; warten Sie die Eintragung und die erste Prüfung der \
                     Konformität ab.\n\n\
                     Nicht löschen: Das Gerät arbeitet und trägt die Daten der Person, und nach \
                     dem Löschen bliebe es an derselben Grenze stehen.",
        prevention: "Verlangen Sie Systemversionen in der Konformitätsrichtlinie, die der Person \
                     sagt, was zu tun ist, und nicht in der Registrierungseinschränkung (P12). \
                     Beobachten Sie registrierte Geräte ohne Eintragung in Entra (P17), und \
                     aktualisieren Sie Lagerware vor der Ausgabe.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(OsRule::TooOld))
        .refuted_by(case.is(Managed::None))
        .refuted_by(case.is(Registered::Yes))
        .sign(case.is(Registered::No))
        .doubted_by(case.is(Managed::ByHand))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::InUse,
            Look::OtherManagement,
            Look::Stopped,
        ]))
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
    fn enrolled_and_not_registered() {
        fires(&RULE, "os_rule too_old, managed automated, registered no");
    }

    #[test]
    fn the_setting_alone_is_a_finding() {
        fires(&RULE, "os_rule too_old");
    }

    #[test]
    fn nobody_opened_the_app() {
        ruled_out(
            &RULE,
            "os_rule fits, managed automated, registered no",
            "os_rule",
        );
    }

    #[test]
    fn registered_all_the_same() {
        ruled_out(
            &RULE,
            "os_rule too_old, managed automated, registered yes",
            "registered",
        );
    }

    #[test]
    fn not_enrolled_at_all() {
        ruled_out(&RULE, "os_rule too_old, managed none", "managed");
    }

    #[test]
    fn enrolled_by_hand_is_another_story() {
        doubted(&RULE, "os_rule too_old, managed by_hand", "managed");
    }

    #[test]
    fn nobody_read_the_restrictions() {
        cannot_tell(&RULE, "managed automated, state enrolled");
    }
}
