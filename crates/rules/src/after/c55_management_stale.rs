//! C55: enrolled once, silent since.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Certificate, CheckIn, Look, Managed, Management, Push, RegisterState, SetupStory,
    Silence,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C55"),
        name: "management-stale",
        family: Family::After,
        scope: Scope::Device,
        gates: (Gate::G9, Gate::G12),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R19, Remedy::R14, Remedy::R20],
    verify: &[Verification::V3, Verification::V4],
    prevent: &["P06"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            assignments prompt, unit ordinary, migration none, identity exact, listing token, \
            listed_age old, token valid, sync_since yes, counts equal, profile present, \
            profile_settled settled, profile_origin after_token, sign_in_method modern, register \
            handed_out, handed_when after_profile, used_when after_profile, look managed, state \
            enrolled, contact once, failure none, managed automated, supervised yes, check_in \
            stale, registered yes, compliance noncompliant, management unhealthy, certificate \
            expired, push valid, silence ordinary, tokens some",
    en: Page {
        title: "Enrolled once, silent since",
        meaning: "Intune has a record of the device, but the device does not report any more: its \
                  last check-in is more than 30 days old or never came, its management certificate \
                  has expired, or Intune calls it unhealthy.\n\n\
                  It looks enrolled and is out of reach.",
        why: "It lay switched off for a long time, so that its management certificate could not be \
              renewed; it was restored from an old backup; or it has lost the network or the push \
              connection. Nobody sees that before they need something from it.",
        how_we_know: "The dates and the state of Intune's record say it; why the device is silent \
                      they do not say.\n\n\
                      If most Apple devices fell silent on one day, the push certificate was \
                      replaced (C27) or has expired (C26), and this device is only one of many. If \
                      nobody can find it, it is H05; if it was returned and wiped, H07. If a newer \
                      record reports, this one is the old one (C56). A device whose management was \
                      removed by its holder is C11.",
        what_to_do: "Find the device and its holder. Switch it on, give it a network, and let \
                     Company Portal check the status. If the management certificate is still \
                     valid, that often is all.\n\n\
                     If the certificate has expired, the device cannot come back by itself and has \
                     to enroll again. As an interim its holder removes the old management, if it \
                     may be removed, and enrolls with Company Portal. A remote wipe does not reach \
                     the device.\n\n\
                     Do not make an erase out of this finding: the device may hold data that \
                     somebody works with. If none of this helps, ask Microsoft's support, and \
                     decide about a reset with the holder as a matter of its own.",
        prevention: "Look at devices that have not checked in for 14 days, long before their \
                     certificate expires, and keep the push certificate and its owner alive (P06).",
    },
    de: Page {
        title: "Einmal registriert, seitdem verstummt",
        meaning: "Intune hat einen Eintrag des Geräts, aber das Gerät meldet sich nicht mehr: Der \
                  letzte Kontakt liegt mehr als 30 Tage zurück oder kam nie, sein \
                  Verwaltungszertifikat ist abgelaufen, oder Intune nennt es fehlerhaft.\n\n\
                  Es sieht registriert aus und ist nicht erreichbar.",
        why: "Es lag lange ausgeschaltet, sodass sein Verwaltungszertifikat nicht erneuert werden \
              konnte; es wurde aus einer alten Sicherung wiederhergestellt; oder ihm fehlt das \
              Netz oder die Push-Verbindung. Das fällt erst auf, wenn jemand etwas von ihm \
              braucht.",
        how_we_know: "Die Daten und der Zustand des Eintrags in Intune sagen es; warum das Gerät \
                      schweigt, sagen sie nicht.\n\n\
                      Sind die meisten Apple-Geräte am selben Tag verstummt, wurde das \
                      Push-Zertifikat ersetzt (C27) oder ist abgelaufen (C26), und dieses Gerät \
                      ist nur eines von vielen. Findet es niemand, ist es H05; wurde es \
                      zurückgegeben und zurückgesetzt, H07. Meldet sich ein neuerer Eintrag, ist \
                      dieser der alte (C56). Hat die Person, die es hat, die Verwaltung entfernt, \
                      ist es C11.",
        what_to_do: "Finden Sie das Gerät und die Person, die es hat. Einschalten, ins Netz \
                     bringen und im Unternehmensportal den Status prüfen lassen. Ist das \
                     Verwaltungszertifikat noch gültig, genügt das oft.\n\n\
                     Ist das Zertifikat abgelaufen, kommt das Gerät nicht von selbst zurück und \
                     muss sich neu registrieren. Übergangsweise entfernt die Person die alte \
                     Verwaltung, sofern sie sich entfernen lässt, und meldet es mit dem \
                     Unternehmensportal an. Ein Zurücksetzen aus der Ferne erreicht das Gerät \
                     nicht.\n\n\
                     Leiten Sie aus diesem Befund keine Löschung ab: Auf dem Gerät können Daten \
                     liegen, mit denen jemand arbeitet. Hilft nichts davon, fragen Sie den Support \
                     von Microsoft und entscheiden Sie über ein Zurücksetzen gesondert, gemeinsam \
                     mit dieser Person.",
        prevention: "Geräte ansehen, die sich 14 Tage lang nicht gemeldet haben, lange bevor ihr \
                     Zertifikat abläuft, und das Push-Zertifikat samt seinem Besitzer am Leben \
                     halten (P06).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .refuted_by(case.is(Managed::None))
        .needs_one_of(&[
            case.any(&[CheckIn::Stale, CheckIn::Never]),
            case.is(Certificate::Expired),
            case.is(Management::Unhealthy),
        ])
        .sign(case.is(SetupStory::Restored))
        .doubted_by(case.any(&[CheckIn::Recent, CheckIn::New]))
        .doubted_by(case.any(&[Management::Wipe, Management::Retire]))
        .doubted_by(case.is(Silence::Mass))
        .doubted_by(case.any(&[Push::Missing, Push::Expired]))
        .doubted_by(case.any(&[RegisterState::Lost, RegisterState::Returned]))
        .doubted_by(case.any(&[Look::Missing, Look::Sealed, Look::Hello]))
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
    fn silent_and_its_certificate_expired() {
        fires(
            &RULE,
            "managed automated, check_in stale, certificate expired",
        );
    }

    #[test]
    fn silent_together_with_all_others() {
        doubted(
            &RULE,
            "managed automated, check_in stale, silence mass",
            "silence",
        );
    }

    #[test]
    fn never_enrolled() {
        ruled_out(&RULE, "managed none, state not_contacted", "managed");
    }

    #[test]
    fn reports_every_day() {
        ruled_out(
            &RULE,
            "managed automated, check_in recent, certificate valid, management managed",
            "check_in",
        );
    }

    #[test]
    fn nobody_read_the_managed_devices() {
        cannot_tell(&RULE, "state enrolled, contact once");
    }
}
