//! C22: Apple refuses the token although its date lies ahead.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Managed, ProfileState, TokenHealth};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C22"),
        name: "token-invalidated",
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
            token refused, sync_since overdue, counts behind, default_profile set, lock none, \
            care near, register handed_out, siblings few, look hello, other_mdm no, site_cluster \
            alone, failure none, erased none, managed none, push valid, silence ordinary, \
            family_default covered, kind ios",
    en: Page {
        title: "Apple refuses the token before its date",
        meaning: "Apple does not accept Intune's token any more, although its date lies ahead. \
                  The import of devices and the assignment of profiles stand still for everything \
                  on this token.\n\n\
                  Enrolled devices are not affected by it.",
        why: "Most often somebody downloaded the token once more in Apple Business and did not \
              upload it: with the download Apple makes the one that Intune uses invalid at \
              once.\n\n\
              It also happens when the password of the Apple Account behind the token was changed \
              or its owner lost the role in Apple Business.",
        how_we_know: "The sync ends in an error of access, and the date of the token is not \
                      reached.\n\n\
                      With an expired token (C21) the date has passed. When the service has been \
                      removed at Apple (C24), Apple's list of services lacks it; here it is still \
                      there. Terms that wait to be accepted (C23) have an error of their own.",
        what_to_do: "If the file of the last download still exists, upload it in Intune at this \
                     token. If not, download once more from the same service and upload it \
                     immediately, with the same Apple Account. Then sync and compare the number \
                     of devices on both sides.\n\n\
                     Do not create a new service, do not delete the token in Intune, and do not \
                     download a second time \"to be sure\". No device has to be erased for this; \
                     devices that were set up meanwhile are judged one by one afterwards.",
        prevention: "Agree who may download tokens, and that download and upload are one act. \
                     Keep the token on a role account, and watch every sync for errors and for \
                     its age.",
    },
    de: Page {
        title: "Apple lehnt das Token vor seinem Ablauf ab",
        meaning: "Apple nimmt das Token von Intune nicht mehr an, obwohl sein Datum noch nicht \
                  erreicht ist. Für alles auf diesem Token stehen Import und Profilzuweisung \
                  still.\n\n\
                  Bereits registrierte Geräte betrifft das nicht.",
        why: "Meist hat jemand das Token in Apple Business noch einmal geladen und nicht \
              hochgeladen: Mit dem Laden macht Apple das Token, das Intune benutzt, sofort \
              ungültig.\n\n\
              Es geschieht auch, wenn das Passwort des Apple Accounts hinter dem Token geändert \
              wurde oder dessen Inhaber seine Rolle in Apple Business verloren hat.",
        how_we_know: "Die Synchronisierung endet mit einem Zugriffsfehler, und das Ablaufdatum \
                      des Tokens ist nicht erreicht.\n\n\
                      Bei einem abgelaufenen Token (C21) ist das Datum vorbei. Wurde der Dienst \
                      bei Apple entfernt (C24), fehlt er in Apples Liste der Dienste; hier ist er \
                      noch da. Nicht angenommene Bedingungen (C23) haben einen eigenen Fehler.",
        what_to_do: "Wenn die Datei des letzten Ladens noch vorhanden ist, laden Sie sie in \
                     Intune bei diesem Token hoch. Wenn nicht, laden Sie vom selben Dienst ein \
                     weiteres Mal und laden es sofort hoch, mit demselben Apple Account. Danach \
                     synchronisieren und die Anzahl der Geräte auf beiden Seiten vergleichen.\n\n\
                     Legen Sie keinen neuen Dienst an, löschen Sie das Token in Intune nicht, und \
                     laden Sie nicht „zur Sicherheit“ ein zweites Mal. Dafür muss kein Gerät \
                     gelöscht werden; Geräte, die inzwischen eingerichtet wurden, werden danach \
                     einzeln beurteilt.",
        prevention: "Vereinbaren, wer Token laden darf und dass Laden und Hochladen ein einziger \
                     Vorgang sind. Das Token auf einem Funktionskonto führen und jede \
                     Synchronisierung auf Fehler und Alter überwachen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(TokenHealth::Refused))
        .refuted_by(case.is(ProfileState::Present))
        .refuted_by(case.is(Managed::Automated))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn refused_before_its_date() {
        fires(&RULE, "token refused, counts behind");
    }

    #[test]
    fn a_device_waits_for_its_import() {
        fires(
            &RULE,
            "membership present, server intune, listing absent, token refused, managed none",
        );
    }

    #[test]
    fn the_date_has_passed() {
        ruled_out(&RULE, "listing absent, token expired", "token");
    }

    #[test]
    fn a_token_that_syncs() {
        ruled_out(&RULE, "token valid, counts equal", "token");
    }

    #[test]
    fn the_device_already_has_its_profile() {
        ruled_out(
            &RULE,
            "listing token, token refused, profile present, profile_settled settled",
            "profile",
        );
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(
            &RULE,
            "token refused, managed automated, check_in recent",
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
