//! C24: the token's service does not exist at Apple any more.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Managed, ProfileState, TokenHealth};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C24"),
        name: "service-removed",
        family: Family::Tenant,
        scope: Scope::Token,
        gates: (Gate::G1, Gate::G4),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R5, Remedy::R1, Remedy::R2, Remedy::R3],
    verify: &[Verification::V5, Verification::V1, Verification::V2],
    prevent: &["P06", "P05"],
    story: "membership present, server unlisted, source reseller, add_gap short, added_age month, \
            assignments prompt, unit ordinary, migration none, identity exact, listing absent, \
            token server_gone, sync_since overdue, counts behind, default_profile set, lock none, \
            care near, register handed_out, siblings few, look hello, other_mdm no, site_cluster \
            alone, failure none, erased none, managed none, push valid, silence ordinary, \
            family_default covered, kind ios",
    en: Page {
        title: "The token's service is gone at Apple",
        meaning: "The device management service to which Intune's token belongs does not exist \
                  any more in Apple Business, or Apple denies access to it. Devices that stood on \
                  it belong to no service of Intune, and no sync can bring them back.\n\n\
                  Devices that are enrolled keep working; they do not depend on the token. After \
                  an erase they would come up without Remote Management.",
        why: "The service was deleted in Apple Business, for example while tidying up or while \
              moving to another product or tenant, or its connection was revoked. The token in \
              Intune is left without a counterpart.",
        how_we_know: "Apple's list of services does not contain the one that the token names, or \
                      the sync ends with denied access.\n\n\
                      With an invalidated token (C22) the service still exists at Apple. An \
                      expired token (C21) shows by its date. If only single devices are on \
                      another service, the service itself is in order (C16).",
        what_to_do: "Find out first whether it was removed on purpose: during a move to another \
                     service the devices belong there (C16, C59) and must not be taken back.\n\n\
                     If it was a mistake: create a service for Intune in Apple Business, upload \
                     its token in Intune, assign the devices to it, sync, assign the enrollment \
                     profile and set the default profile and the default service per product \
                     family. Then compare the number of devices on both sides.\n\n\
                     Do not erase anything before all of that is green, and do not release \
                     devices from the organisation. Enrolled devices need no erase at all; a \
                     device that was set up meanwhile is judged on its own.",
        prevention: "Limit who may delete services in Apple Business, and let every removal have \
                     a ticket. Watch the sync for errors and the device counts of both sides for \
                     differences.",
    },
    de: Page {
        title: "Der Dienst des Tokens ist bei Apple nicht mehr da",
        meaning: "Der Geräteverwaltungsdienst, zu dem das Token von Intune gehört, besteht in \
                  Apple Business nicht mehr, oder Apple verweigert den Zugriff darauf. Geräte, \
                  die auf ihm standen, gehören zu keinem Dienst von Intune, und keine \
                  Synchronisierung kann sie zurückbringen.\n\n\
                  Registrierte Geräte arbeiten weiter; sie hängen nicht vom Token ab. Nach einem \
                  Löschen kämen sie aber ohne „Entfernte Verwaltung“ hoch.",
        why: "Der Dienst wurde in Apple Business gelöscht, etwa beim Aufräumen oder beim Umzug zu \
              einem anderen Produkt oder Mandanten, oder seine Verbindung wurde widerrufen. Das \
              Token in Intune hat kein Gegenüber mehr.",
        how_we_know: "Apples Liste der Dienste enthält den Dienst des Tokens nicht, oder die \
                      Synchronisierung endet mit verweigertem Zugriff.\n\n\
                      Bei einem ungültig gewordenen Token (C22) gibt es den Dienst bei Apple \
                      noch. Ein abgelaufenes Token (C21) zeigt sich am Datum. Stehen nur einzelne \
                      Geräte auf einem anderen Dienst, ist der Dienst selbst in Ordnung (C16).",
        what_to_do: "Klären Sie zuerst, ob er mit Absicht entfernt wurde: Bei einem Umzug gehören \
                     die Geräte zum anderen Dienst (C16, C59) und dürfen nicht zurückgeholt \
                     werden.\n\n\
                     War es ein Versehen: In Apple Business einen Dienst für Intune anlegen, sein \
                     Token in Intune hochladen, die Geräte ihm zuweisen, synchronisieren, das \
                     Registrierungsprofil zuweisen und Standardprofil sowie Standarddienst je \
                     Produktfamilie festlegen. Danach die Anzahl der Geräte auf beiden Seiten \
                     vergleichen.\n\n\
                     Löschen Sie kein Gerät, bevor alles davon grün ist, und geben Sie keine \
                     Geräte aus der Organisation frei. Registrierte Geräte müssen gar nicht \
                     gelöscht werden; ein inzwischen eingerichtetes Gerät wird für sich \
                     beurteilt.",
        prevention: "Einschränken, wer in Apple Business Dienste löschen darf, und zu jeder \
                     Entfernung ein Ticket verlangen. Die Synchronisierung auf Fehler und die \
                     Gerätezahlen beider Seiten auf Unterschiede überwachen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(TokenHealth::ServerGone))
        .refuted_by(case.is(ProfileState::Present))
        .refuted_by(case.is(Managed::Automated))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn apple_does_not_know_the_service() {
        fires(&RULE, "token server_gone, counts behind");
    }

    #[test]
    fn a_device_waits_for_its_import() {
        fires(
            &RULE,
            "membership present, server intune, listing absent, token server_gone, managed none",
        );
    }

    #[test]
    fn the_service_is_still_there() {
        ruled_out(&RULE, "listing absent, token refused", "token");
    }

    #[test]
    fn a_token_that_syncs() {
        ruled_out(&RULE, "token valid, counts equal", "token");
    }

    #[test]
    fn the_device_already_has_its_profile() {
        ruled_out(
            &RULE,
            "listing token, token server_gone, profile present, profile_settled settled",
            "profile",
        );
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(
            &RULE,
            "token server_gone, managed automated, check_in recent",
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
