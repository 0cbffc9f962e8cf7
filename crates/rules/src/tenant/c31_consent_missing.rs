//! C31: the consent to send data to Apple has not been given.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Managed, ProfileState, TokenHealth};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C31"),
        name: "consent-missing",
        family: Family::Tenant,
        scope: Scope::Token,
        gates: (Gate::G2, Gate::G4),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Experience,
    remedy: &[Remedy::R5, Remedy::R2],
    verify: &[Verification::V5, Verification::V1],
    prevent: &["P05"],
    story: "membership present, server intune, source reseller, add_gap short, added_age month, \
            assignments prompt, unit ordinary, migration none, identity exact, listing absent, \
            token no_consent, sync_since overdue, counts behind, default_profile set, lock none, \
            care near, register handed_out, siblings few, look hello, other_mdm no, site_cluster \
            alone, failure none, erased none, managed none, push valid, silence ordinary, \
            family_default covered, kind ios",
    en: Page {
        title: "The consent to share data with Apple is missing",
        meaning: "Intune asks for your permission to send data of users and devices to Apple. For \
                  this token it says that the permission has not been given. Without it we expect \
                  no sync: new devices do not appear and profiles do not reach Apple.",
        why: "The token was created by a script or an old procedure that left the consent out, or \
              it was withdrawn. It is rare.",
        how_we_know: "Intune's record of the token says that consent is not granted. That this \
                      stops the sync is our conclusion; Microsoft documents the field and not its \
                      effect. If this token syncs without trouble, do not believe this cause.\n\n\
                      An expired token (C21) shows by its date, a refused one (C22) and waiting \
                      terms at Apple (C23) by the error of the last sync. Apple's terms and \
                      Microsoft's consent are two different things: the first is accepted in \
                      Apple Business, the second in Intune.",
        what_to_do: "Somebody who may decide on data sharing gives the consent in Intune, where \
                     the token is created and renewed. If it is only offered together with a \
                     renewal, carry that through in one go: download from the same service with \
                     the same Apple Account and upload at once, because the download makes the \
                     old token invalid (C22). Then sync and compare the counts.\n\n\
                     Do not create a second service, do not delete the token, and erase nothing \
                     for this.",
        prevention: "Watch the sync for its age and errors. Decide on consent with your data \
                     protection officer before the token is created, so that nobody withdraws it \
                     later by surprise.",
    },
    de: Page {
        title: "Die Einwilligung zur Datenweitergabe an Apple fehlt",
        meaning: "Intune bittet um Ihre Erlaubnis, Daten von Personen und Geräten an Apple zu \
                  senden. Für dieses Token steht dort, dass sie nicht erteilt ist. Ohne sie \
                  erwarten wir keine Synchronisierung: Neue Geräte erscheinen nicht, und Profile \
                  erreichen Apple nicht.",
        why: "Das Token wurde mit einem Skript oder einem alten Verfahren angelegt, das die \
              Einwilligung ausließ, oder sie wurde widerrufen. Das ist selten.",
        how_we_know: "Der Datensatz des Tokens in Intune sagt, dass die Einwilligung nicht \
                      erteilt ist. Dass dies die Synchronisierung aufhält, ist unser Schluss; \
                      Microsoft dokumentiert das Feld, nicht seine Wirkung. Wenn dieses Token \
                      ohne Mühe synchronisiert, glauben Sie dieser Ursache nicht.\n\n\
                      Ein abgelaufenes Token (C21) zeigt sich am Datum, ein abgelehntes (C22) und \
                      wartende Bedingungen bei Apple (C23) am Fehler der letzten \
                      Synchronisierung. Apples Bedingungen und Microsofts Einwilligung sind \
                      zweierlei: Die einen werden in Apple Business angenommen, die andere wird \
                      in Intune erteilt.",
        what_to_do: "Jemand, der über die Datenweitergabe entscheiden darf, erteilt die \
                     Einwilligung in Intune, dort, wo das Token für das Registrierungsprogramm \
                     angelegt und erneuert wird. Wird sie nur zusammen mit einer Erneuerung \
                     angeboten, führen Sie diese in einem Zug aus: vom selben Dienst mit \
                     demselben Apple Account laden und sofort hochladen, denn das Laden macht das \
                     alte Token ungültig (C22). Danach synchronisieren und die Zahlen \
                     vergleichen.\n\n\
                     Legen Sie keinen zweiten Dienst an, löschen Sie das Token nicht, und löschen \
                     Sie dafür kein Gerät.",
        prevention: "Alter und Fehler der Synchronisierung überwachen. Über die Einwilligung mit \
                     dem Datenschutz entscheiden, bevor das Token angelegt wird, damit sie später \
                     niemand überraschend widerruft.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(TokenHealth::NoConsent))
        .refuted_by(case.is(ProfileState::Present))
        .refuted_by(case.is(Managed::Automated))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn consent_was_not_given() {
        fires(&RULE, "token no_consent, counts behind");
    }

    #[test]
    fn a_device_waits_for_its_import() {
        fires(
            &RULE,
            "membership present, server intune, listing absent, token no_consent, managed none",
        );
    }

    #[test]
    fn it_is_apples_terms_that_wait() {
        ruled_out(&RULE, "listing absent, token terms", "token");
    }

    #[test]
    fn a_token_that_syncs() {
        ruled_out(&RULE, "token valid, counts equal", "token");
    }

    #[test]
    fn the_device_already_has_its_profile() {
        ruled_out(
            &RULE,
            "listing token, token no_consent, profile present, profile_settled settled",
            "profile",
        );
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(
            &RULE,
            "token no_consent, managed automated, check_in recent",
            "managed",
        );
    }

    #[test]
    fn nobody_looked_at_the_token() {
        cannot_tell(&RULE, "membership present, listing absent");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
