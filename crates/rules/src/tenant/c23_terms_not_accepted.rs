//! C23: Apple's terms and conditions wait to be accepted.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Managed, ProfileState, TokenHealth};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C23"),
        name: "terms-not-accepted",
        family: Family::Tenant,
        scope: Scope::Token,
        gates: (Gate::G2, Gate::G4),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R6, Remedy::R2],
    verify: &[Verification::V5, Verification::V1],
    prevent: &["P07", "P05"],
    story: "membership present, server intune, source reseller, add_gap short, added_age month, \
            assignments prompt, unit ordinary, migration none, identity exact, listing absent, \
            token terms, sync_since overdue, counts behind, default_profile set, lock none, care \
            near, register handed_out, siblings few, look hello, other_mdm no, site_cluster \
            alone, failure none, erased none, managed none, push valid, silence ordinary, \
            family_default covered, kind ios",
    en: Page {
        title: "Apple's terms wait to be accepted",
        meaning: "Apple has new terms and conditions, and nobody in your organisation has \
                  accepted them. Until that is done, Apple answers no sync: devices are not \
                  imported and profiles are not accepted.\n\n\
                  It concerns the whole organisation at Apple, so that usually all tokens stand \
                  still at the same time.",
        why: "Apple renews its terms from time to time, often together with a new system version. \
              Only an account with the role Administrator can accept them in Apple Business, and \
              that person may not have signed in since.",
        how_we_know: "The last sync carries the error \"Terms and conditions not accepted\". In \
                      the interface it is the number 3; Microsoft publishes no table of these \
                      numbers, and this one is known from practice.\n\n\
                      An expired token (C21) shows by its date, a refused one (C22) and a removed \
                      service (C24) by an error of access. If the terms are accepted and the sync \
                      still stalls, it is C25.",
        what_to_do: "An Administrator signs in to Apple Business, reads the terms and accepts \
                     them. Then sync in Intune, not more often than every 15 minutes, and see \
                     whether the waiting devices appear and get their profile.\n\n\
                     Do not renew or replace the token: it is in order. No device has to be \
                     erased for this. Hand nothing out until the sync works again; what was set \
                     up meanwhile is judged one by one.",
        prevention: "Treat this sync error as an alarm that reaches an Administrator of Apple \
                     Business on the same day, and have at least two people in that role.",
    },
    de: Page {
        title: "Apples Bedingungen sind nicht angenommen",
        meaning: "Apple hat neue Geschäftsbedingungen, und niemand in Ihrer Organisation hat sie \
                  angenommen. Bis dahin beantwortet Apple keine Synchronisierung: Geräte werden \
                  nicht importiert und Profile nicht angenommen.\n\n\
                  Es betrifft die ganze Organisation bei Apple, sodass meist alle Token zugleich \
                  stillstehen.",
        why: "Apple erneuert seine Bedingungen von Zeit zu Zeit, oft mit einer neuen \
              Systemversion. Nur ein Konto mit der Rolle „Administrator“ kann sie in Apple \
              Business annehmen, und diese Person hat sich seitdem vielleicht nicht angemeldet.",
        how_we_know: "Die letzte Synchronisierung trägt den Fehler, dass die Geschäftsbedingungen \
                      nicht angenommen sind. In der Schnittstelle ist es die Zahl 3; Microsoft \
                      veröffentlicht keine Liste dieser Zahlen, diese ist aus der Praxis \
                      bekannt.\n\n\
                      Ein abgelaufenes Token (C21) zeigt sich am Datum, ein abgelehntes (C22) und \
                      ein entfernter Dienst (C24) an einem Zugriffsfehler. Sind die Bedingungen \
                      angenommen und stockt die Synchronisierung weiter, ist es C25.",
        what_to_do: "Jemand mit der Rolle „Administrator“ meldet sich bei Apple Business an, \
                     liest die Bedingungen und nimmt sie an. Danach in Intune synchronisieren, \
                     höchstens alle 15 Minuten, und nachsehen, ob die wartenden Geräte erscheinen \
                     und ihr Profil erhalten.\n\n\
                     Erneuern oder ersetzen Sie das Token nicht: Es ist in Ordnung. Dafür muss \
                     kein Gerät gelöscht werden. Geben Sie nichts aus, bis die Synchronisierung \
                     wieder läuft; was inzwischen eingerichtet wurde, wird einzeln beurteilt.",
        prevention: "Diesen Fehler als Alarm behandeln, der noch am selben Tag bei einer Person \
                     mit der Rolle „Administrator“ in Apple Business ankommt, und diese Rolle an \
                     mindestens zwei Personen vergeben.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(TokenHealth::Terms))
        .refuted_by(case.is(ProfileState::Present))
        .refuted_by(case.is(Managed::Automated))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn terms_are_waiting() {
        fires(&RULE, "token terms, counts behind");
    }

    #[test]
    fn a_device_waits_for_its_import() {
        fires(
            &RULE,
            "membership present, server intune, listing absent, token terms, managed none",
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
            "listing token, token terms, profile present, profile_settled settled",
            "profile",
        );
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(
            &RULE,
            "token terms, managed automated, check_in recent",
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
