//! C21: the token for the enrollment program has passed its date.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Managed, ProfileState, TokenHealth};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C21"),
        name: "token-expired",
        family: Family::Tenant,
        scope: Scope::Token,
        gates: (Gate::G2, Gate::G4),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R5, Remedy::R2],
    verify: &[Verification::V5, Verification::V1],
    prevent: &["P06", "P05"],
    story: "membership present, server intune, source reseller, add_gap short, added_age month, \
            assignments prompt, unit ordinary, migration none, identity exact, listing absent, \
            token expired, sync_since overdue, counts behind, default_profile set, lock none, \
            care near, register handed_out, siblings few, look hello, other_mdm no, site_cluster \
            alone, failure none, erased none, managed none, push valid, silence ordinary, \
            family_default covered, kind ios",
    en: Page {
        title: "The enrollment program token has expired",
        meaning: "The token that lets Intune talk to Apple Business has passed its date. Intune \
                  learns of no new devices, and Apple receives no profiles for those that it \
                  knows.\n\n\
                  One fault, many devices: everything that was added or assigned since then \
                  waits. Devices that already have their profile at Apple can probably still \
                  enroll; that is inferred, not documented.",
        why: "The token is valid for one year. Nobody was reminded, or the reminder went to a \
              mailbox that nobody reads, or the Apple Account that downloaded the token belongs \
              to somebody who has left.",
        how_we_know: "Intune states the date of the token, and it lies in the past. This is a \
                      fact, not an estimate.\n\n\
                      A refused token (C22) has its date still ahead. Terms that wait to be \
                      accepted (C23), a removed service (C24), a sync that stalls (C25) and a \
                      missing consent (C31) show another state of the token. A device that was \
                      added only hours ago (H02) waits as well, but its token syncs.",
        what_to_do: "Renew the token: download a new one in Apple Business from the same service \
                     and upload it at once in Intune, at the existing token, with the same Apple \
                     Account. Then sync, and look whether both sides count the same number of \
                     devices. Manual syncs must be 15 minutes apart.\n\n\
                     Do not create a new service and do not add a second token: every device \
                     would have to be assigned again. Do not download a token without uploading \
                     it, because the download makes the old one worthless.\n\n\
                     Nothing has to be erased for this. A device that somebody set up while the \
                     token was dead needs its own diagnosis afterwards (C03, C04).",
        prevention: "Watch the dates of tokens and certificates and warn 45, 30, 14 and 7 days \
                     ahead. Let the token belong to a role mailbox with a live account, and raise \
                     an alarm when the last successful sync is older than 14 hours.",
    },
    de: Page {
        title: "Das Token für das Registrierungsprogramm ist abgelaufen",
        meaning: "Das Token, mit dem Intune und Apple Business miteinander sprechen, hat sein \
                  Datum überschritten. Intune erfährt von keinem neuen Gerät, und Apple erhält \
                  keine Profile für die bekannten.\n\n\
                  Ein Fehler, viele Geräte: Alles, was seitdem hinzugefügt oder zugewiesen wurde, \
                  wartet. Geräte, deren Profil schon bei Apple liegt, können sich vermutlich \
                  weiterhin registrieren; das ist geschlossen, nicht dokumentiert.",
        why: "Das Token gilt ein Jahr. Niemand wurde erinnert, oder die Erinnerung ging an ein \
              Postfach, das niemand liest, oder der Apple Account, mit dem das Token geladen \
              wurde, gehört jemandem, der nicht mehr da ist.",
        how_we_know: "Intune nennt das Ablaufdatum des Tokens, und es liegt in der Vergangenheit. \
                      Das ist eine Tatsache, keine Schätzung.\n\n\
                      Ein abgelehntes Token (C22) hat sein Datum noch vor sich. Nicht angenommene \
                      Bedingungen (C23), ein entfernter Dienst (C24), eine stockende \
                      Synchronisierung (C25) und eine fehlende Einwilligung (C31) zeigen einen \
                      anderen Zustand des Tokens. Ein Gerät, das erst vor Stunden hinzukam (H02), \
                      wartet ebenfalls, aber sein Token synchronisiert.",
        what_to_do: "Erneuern Sie das Token: in Apple Business vom selben Dienst ein neues laden \
                     und es sofort in Intune beim vorhandenen Token für das \
                     Registrierungsprogramm hochladen, mit demselben Apple Account. Danach \
                     synchronisieren und prüfen, ob beide Seiten gleich viele Geräte zählen. \
                     Zwischen zwei Synchronisierungen von Hand müssen 15 Minuten liegen.\n\n\
                     Legen Sie keinen neuen Dienst und kein zweites Token an: Sonst müsste jedes \
                     Gerät neu zugewiesen werden. Laden Sie kein Token, ohne es hochzuladen, denn \
                     das Laden macht das alte wertlos.\n\n\
                     Gelöscht werden muss dafür nichts. Ein Gerät, das jemand eingerichtet hat, \
                     während das Token tot war, braucht danach eine eigene Diagnose (C03, C04).",
        prevention: "Ablaufdaten von Token und Zertifikaten überwachen und 45, 30, 14 und 7 Tage \
                     vorher warnen. Das Token einem Funktionspostfach mit lebendem Konto geben \
                     und Alarm auslösen, wenn die letzte erfolgreiche Synchronisierung älter als \
                     14 Stunden ist.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(TokenHealth::Expired))
        .refuted_by(case.is(ProfileState::Present))
        .refuted_by(case.is(Managed::Automated))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn the_date_of_the_token_has_passed() {
        fires(&RULE, "token expired, counts behind");
    }

    #[test]
    fn a_device_waits_for_its_import() {
        fires(
            &RULE,
            "membership present, server intune, listing absent, token expired, managed none",
        );
    }

    #[test]
    fn refused_before_its_date() {
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
            "listing token, token expired, profile present, profile_settled settled",
            "profile",
        );
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(
            &RULE,
            "token expired, managed automated, check_in recent",
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
