//! C56: several managed devices for one serial number.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Certificate, CheckIn, Erased, Identity, Look, Managed};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C56"),
        name: "duplicate-record",
        family: Family::After,
        scope: Scope::Device,
        gates: (Gate::G9, Gate::G12),
        action: Action::Clean,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Experience,
    remedy: &[Remedy::R17],
    verify: &[Verification::V3],
    prevent: &["P10"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age old, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, register \
            handed_out, handed_when after_profile, used_when after_profile, look managed, state \
            enrolled, contact once, failure none, erased since_profile, managed several, \
            supervised yes, check_in recent, registered yes, compliance compliant, management \
            managed, certificate valid, push valid, silence ordinary, tokens some",
    en: Page {
        title: "Several records of one managed device",
        meaning: "Intune has more than one managed device with this serial number. One of them, \
                  the one that enrolled last, is the device of today; the others are left over \
                  from earlier enrollments.\n\n\
                  The device works. What goes wrong are the reports: an old record looks silent, \
                  noncompliant or unregistered, and commands may go to the wrong one.",
        why: "The device was reset, repaired or handed to somebody else and enrolled again, and \
              nobody removed the former record. Or it was first enrolled by hand and then by \
              automated enrollment. This is known from experience rather than from documentation.",
        how_we_know: "All records were read, and several carry this serial number.\n\n\
                      Two rows on the tokens' lists are another matter (H06): they are imported \
                      identities and no managed devices. If two serial numbers share an IMEI, the \
                      question is whose record it is (C20). If even the youngest record is silent, \
                      the device is stale (C55).",
        what_to_do: "Compare the enrollment date, the last check-in and the Entra device of all \
                     records, and keep the one that enrolled last. Have a person remove the \
                     others. Deleting a record makes Intune retire the device behind it if it \
                     still answers, so be certain that it is the dead one.\n\n\
                     Never send a wipe to one of the older records: if it reaches anything, it \
                     reaches the device that works. Nothing has to be erased.",
        prevention: "Remove the old record whenever a device is reset for a new holder, let a \
                     clean-up rule take care of what was forgotten, and watch the number of \
                     records per serial number (P10).",
    },
    de: Page {
        title: "Mehrere Einträge eines verwalteten Geräts",
        meaning: "Intune hat mehr als ein verwaltetes Gerät mit dieser Seriennummer. Eines davon, \
                  das zuletzt registrierte, ist das Gerät von heute; die anderen sind von früheren \
                  Registrierungen übrig.\n\n\
                  Das Gerät arbeitet. Falsch werden die Berichte: Ein alter Eintrag wirkt \
                  verstummt, nicht konform oder nicht registriert, und Befehle gehen vielleicht an \
                  den falschen.",
        why: "Das Gerät wurde zurückgesetzt, repariert oder weitergegeben und neu registriert, und \
              niemand hat den früheren Eintrag entfernt. Oder es wurde erst von Hand angemeldet \
              und später automatisch registriert. Das ist eher aus Erfahrung als aus der \
              Dokumentation bekannt.",
        how_we_know: "Alle Einträge wurden gelesen, und mehrere tragen diese Seriennummer.\n\n\
                      Zwei Zeilen auf den Listen der Token sind etwas anderes (H06): Das sind \
                      importierte Identitäten und keine verwalteten Geräte. Teilen sich zwei \
                      Seriennummern eine IMEI, ist die Frage, wessen Eintrag es ist (C20). \
                      Schweigt selbst der jüngste Eintrag, ist das Gerät verstummt (C55).",
        what_to_do: "Vergleichen Sie bei allen Einträgen das Registrierungsdatum, den letzten \
                     Kontakt und das Entra-Gerät, und behalten Sie den zuletzt registrierten. Die \
                     übrigen entfernt ein Mensch. Wird ein Eintrag gelöscht, nimmt Intune dem \
                     Gerät dahinter die Verwaltung, falls es noch antwortet; seien Sie also \
                     sicher, dass es der tote ist.\n\n\
                     Schicken Sie nie ein Zurücksetzen an einen der älteren Einträge: Wenn es \
                     etwas erreicht, dann das Gerät, das arbeitet. Zurückzusetzen ist nichts.",
        prevention: "Den alten Eintrag entfernen, sobald ein Gerät für die nächste Person \
                     zurückgesetzt wird, Vergessenes einer Bereinigungsregel überlassen und die \
                     Zahl der Einträge je Seriennummer beobachten (P10).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Managed::Several))
        .sign(case.is(Erased::SinceProfile))
        .sign(case.is(Look::Managed))
        .doubted_by(case.any(&[Identity::ByImei, Identity::Conflict]))
        .doubted_by(case.is(CheckIn::Stale))
        .doubted_by(case.is(Certificate::Expired))
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
    fn enrolled_again_after_a_reset() {
        fires(&RULE, "managed several, state enrolled, check_in recent");
    }

    #[test]
    fn one_record() {
        ruled_out(
            &RULE,
            "managed automated, state enrolled, check_in recent",
            "managed",
        );
    }

    #[test]
    fn only_the_list_is_double() {
        ruled_out(&RULE, "managed none, listing two_tokens", "managed");
    }

    #[test]
    fn even_the_youngest_is_silent() {
        doubted(&RULE, "managed several, check_in stale", "check_in");
    }

    #[test]
    fn nobody_read_the_managed_devices() {
        cannot_tell(&RULE, "state enrolled, contact once");
    }
}
