//! C26: the Apple push certificate is missing or has expired.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, CheckIn, Failure, Look, Push, Seen, Silence};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C26"),
        name: "push-certificate-invalid",
        family: Family::Tenant,
        scope: Scope::Tenant,
        gates: (Gate::G6, Gate::G12),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R7],
    verify: &[Verification::V5, Verification::V3],
    prevent: &["P06"],
    story: "membership present, server intune, source reseller, add_gap short, added_age quarter, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age quarter, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, \
            default_profile set, profile_check sound, lock none, care near, register handed_out, \
            handed_when after_profile, siblings few, look stopped, other_mdm no, site_cluster \
            alone, state failed, contact never, failure push, erased none, managed none, push \
            expired, platform_rule allowed, vpp not_needed, access clear, family_default covered, \
            kind ios",
    en: Page {
        title: "The Apple push certificate is missing or expired",
        meaning: "Without a valid push certificate no Apple device can enroll in Intune: the \
                  device gets as far as Remote Management or the sign-in and fails there. Devices \
                  that are already enrolled fall silent, because Intune cannot wake them.\n\n\
                  It concerns all iPhones, iPads and Macs of the tenant at once, and no Android \
                  or Windows device.",
        why: "The certificate lives 365 days and must be renewed by hand. It was forgotten, or \
              its Apple Account belonged to a person who has left. In a new tenant it may never \
              have been created.",
        how_we_know: "Intune states the certificate and its date; this is a fact. Failed \
                      enrollments carry messages such as NoEnrollmentPolicy, \
                      APNSCertificateNotValid or AccountNotOnboarded.\n\n\
                      If the certificate is valid and yet most devices fell silent on one day, it \
                      was replaced instead of renewed (C27). A restriction of the platform (C34) \
                      also stops everybody, with \"Invalid Profile\", but the certificate is in \
                      order. An expired token (C21) stops the import of devices and not their \
                      enrollment.",
        what_to_do: "Renew the certificate, in Intune and in Apple's push certificate portal, \
                     with the same Apple Account that created it. Compare the serial number or \
                     topic of the certificate before you upload it. Microsoft names 30 days of \
                     grace after the expiry; renew within them. Then try the enrollment with one \
                     device before anything else.\n\n\
                     Never create a new certificate in place of an existing one: all enrolled \
                     devices would be lost to Intune (C27). Only if there never was one, create \
                     one, with an account that belongs to a role.\n\n\
                     No device has to be erased. A device that stopped in Setup Assistant is \
                     simply tried again.",
        prevention: "Put the renewal into the calendar at day 335, on a role mailbox with a \
                     living Apple Account that more than one person can reach, and warn 45, 30, \
                     14 and 7 days ahead.",
    },
    de: Page {
        title: "Das Push-Zertifikat von Apple fehlt oder ist abgelaufen",
        meaning: "Ohne gültiges Push-Zertifikat kann sich kein Apple-Gerät bei Intune \
                  registrieren: Das Gerät kommt bis „Entfernte Verwaltung“ oder bis zur Anmeldung \
                  und scheitert dort. Bereits registrierte Geräte verstummen, weil Intune sie \
                  nicht wecken kann.\n\n\
                  Es betrifft alle iPhones, iPads und Macs des Mandanten zugleich und kein Gerät \
                  mit Android oder Windows.",
        why: "Das Zertifikat gilt 365 Tage und muss von Hand erneuert werden. Es wurde vergessen, \
              oder sein Apple Account gehörte jemandem, der nicht mehr da ist. In einem neuen \
              Mandanten wurde es vielleicht nie angelegt.",
        how_we_know: "Intune nennt das Zertifikat und sein Datum; das ist eine Tatsache. \
                      Gescheiterte Registrierungen tragen Meldungen wie NoEnrollmentPolicy, \
                      APNSCertificateNotValid oder AccountNotOnboarded.\n\n\
                      Gilt das Zertifikat und sind trotzdem die meisten Geräte am selben Tag \
                      verstummt, wurde es ersetzt statt erneuert (C27). Eine Einschränkung der \
                      Plattform (C34) hält ebenfalls alle auf, mit „Ungültiges Profil“, aber das \
                      Zertifikat ist in Ordnung. Ein abgelaufenes Token (C21) hält den Import der \
                      Geräte auf, nicht ihre Registrierung.",
        what_to_do: "Erneuern Sie das Zertifikat, in Intune und in Apples Portal für \
                     Push-Zertifikate, mit demselben Apple Account, mit dem es angelegt wurde. \
                     Vergleichen Sie vor dem Hochladen Seriennummer oder Thema (Topic) des \
                     Zertifikats. Microsoft nennt 30 Tage Schonfrist nach dem Ablauf; erneuern \
                     Sie innerhalb davon. Versuchen Sie danach zuerst mit einem einzigen Gerät \
                     die Registrierung.\n\n\
                     Legen Sie niemals anstelle eines vorhandenen ein neues Zertifikat an: Alle \
                     registrierten Geräte gingen Intune verloren (C27). Nur wenn es nie eines \
                     gab, legen Sie eines an, mit einem Konto, das zu einer Funktion gehört.\n\n\
                     Kein Gerät muss gelöscht werden. Ein Gerät, das im Systemassistenten stehen \
                     blieb, versucht es einfach noch einmal.",
        prevention: "Die Erneuerung am Tag 335 in den Kalender legen, bei einem Funktionspostfach \
                     mit lebendem Apple Account, den mehr als eine Person erreicht, und 45, 30, \
                     14 und 7 Tage vorher warnen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    let inquiry = Inquiry::of(case).rests_on(case.any(&[Push::Missing, Push::Expired]));
    // Where all fell silent with the certificate, a last check-in some days ago is no contact.
    let inquiry = if case.is(Silence::Mass).seen == Seen::Yes {
        inquiry.sign(case.is(Silence::Mass))
    } else {
        inquiry.refuted_by(case.is(CheckIn::Recent))
    };
    inquiry
        .refuted_by(case.is(CheckIn::New))
        .sign(case.is(Failure::Push))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::InUse,
            Look::OtherManagement,
            Look::Missing,
        ]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn the_certificate_has_expired() {
        fires(&RULE, "push expired, silence ordinary");
    }

    #[test]
    fn a_device_failed_for_want_of_it() {
        fires(
            &RULE,
            "listing token, profile present, state failed, failure push, push missing, managed \
             none",
        );
    }

    #[test]
    fn the_certificate_is_valid_and_was_replaced() {
        ruled_out(&RULE, "push valid, silence mass, managed automated", "push");
    }

    #[test]
    fn the_device_is_in_contact() {
        ruled_out(
            &RULE,
            "push expired, managed automated, check_in recent",
            "check_in",
        );
    }

    #[test]
    fn all_fell_silent_with_it_three_weeks_ago() {
        fires(
            &RULE,
            "push expired, silence mass, managed automated, check_in recent",
        );
    }

    #[test]
    fn a_sealed_device_never_asked_for_it() {
        doubted(
            &RULE,
            "listing token, profile present, push expired, look sealed",
            "look",
        );
    }

    #[test]
    fn nobody_looked_at_the_certificate() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
