//! C25: the token is in order, but its sync brings nothing.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{
    CaseFile, Counts, Finding, Listing, Managed, ProfileState, Seen, Server, SyncSince, TokenHealth,
};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C25"),
        name: "sync-broken",
        family: Family::Tenant,
        scope: Scope::Token,
        gates: (Gate::G2, Gate::G4),
        action: Action::Configure,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R2, Remedy::R20],
    verify: &[Verification::V5, Verification::V1],
    prevent: &["P05"],
    story: "membership present, server intune, source reseller, add_gap short, added_age month, \
            assignments prompt, unit ordinary, migration none, identity exact, listing absent, \
            token stale, sync_since overdue, counts behind, default_profile set, lock none, care \
            near, register handed_out, siblings few, look hello, other_mdm no, site_cluster \
            alone, failure none, erased none, managed none, push valid, silence ordinary, \
            family_default covered, kind ios",
    en: Page {
        title: "The sync with Apple does not get through",
        meaning: "The token is valid and Apple reports no refusal, and yet the sync brings \
                  nothing or not everything: it has not succeeded for more than a day, or Intune \
                  has fewer devices than Apple has on the service.\n\n\
                  What was added or changed since the last good sync waits, however healthy it \
                  looks at Apple.",
        why: "The marker from which Intune continues reading was lost or has grown older than \
              seven days, Apple or Intune had an internal error, or there are too many devices: \
              one token carries 200,000.\n\n\
              After a failed short sync the next one is a full one, and a full one runs at most \
              once in seven days. So the gap can last.",
        how_we_know: "The last success lies more than a day back although syncs were started; \
                      both sides count differently; or the device was changed at Apple longer ago \
                      than one cycle of 12 hours and no successful sync came after that.\n\n\
                      A device that was changed within the cycle is only just added (H02). A \
                      token with a date in the past (C21), a refusal (C22), waiting terms (C23), \
                      a removed service (C24) or a missing consent (C31) explains the silence by \
                      itself and comes first.",
        what_to_do: "Start a sync in Intune and give it 15 minutes; a second one before that is \
                     not accepted. Note the message that the portal shows. If the counts do not \
                     agree after 24 hours, wait for the full sync within seven days, and open a \
                     case with Microsoft, with the token's name, the time and the correlation \
                     id.\n\n\
                     Do not delete the token or its rows to force an import, do not renew a token \
                     that is valid, and do not move devices back and forth at Apple: assigning \
                     again can clear the profile (C06). Nothing has to be erased for this.",
        prevention: "Alarm when the last success is older than 14 hours, on any sync error, and \
                     when both sides have counted differently for 24 hours. Hand devices out only \
                     when their row and profile are seen in Intune.",
    },
    de: Page {
        title: "Die Synchronisierung mit Apple kommt nicht durch",
        meaning: "Das Token gilt, Apple meldet keine Ablehnung, und trotzdem bringt die \
                  Synchronisierung nichts oder nicht alles: Sie war seit mehr als einem Tag nicht \
                  erfolgreich, oder Intune hat weniger Geräte, als bei Apple auf dem Dienst \
                  stehen.\n\n\
                  Was seit der letzten guten Synchronisierung hinzugefügt oder geändert wurde, \
                  wartet, so gesund es bei Apple auch aussieht.",
        why: "Die Marke, ab der Intune weiterliest, ging verloren oder ist älter als sieben Tage, \
              Apple oder Intune hatte einen internen Fehler, oder es sind zu viele Geräte: Ein \
              Token trägt 200.000.\n\n\
              Nach einer gescheiterten kurzen Synchronisierung ist die nächste eine vollständige, \
              und eine vollständige läuft höchstens einmal in sieben Tagen. Die Lücke kann also \
              dauern.",
        how_we_know: "Der letzte Erfolg liegt mehr als einen Tag zurück, obwohl \
                      Synchronisierungen gestartet wurden; beide Seiten zählen verschieden; oder \
                      das Gerät wurde bei Apple vor mehr als einem Takt von 12 Stunden geändert, \
                      und danach kam keine erfolgreiche Synchronisierung.\n\n\
                      Ein Gerät, das innerhalb des Takts geändert wurde, ist nur gerade erst \
                      hinzugekommen (H02). Ein Token mit vergangenem Datum (C21), eine Ablehnung \
                      (C22), wartende Bedingungen (C23), ein entfernter Dienst (C24) oder eine \
                      fehlende Einwilligung (C31) erklärt die Stille selbst und geht vor.",
        what_to_do: "Starten Sie in Intune eine Synchronisierung und geben Sie ihr 15 Minuten; \
                     eine zweite wird vorher nicht angenommen. Notieren Sie die Meldung, die das \
                     Portal zeigt. Stimmen die Zahlen nach 24 Stunden nicht überein, warten Sie \
                     die vollständige Synchronisierung innerhalb von sieben Tagen ab und eröffnen \
                     Sie einen Fall bei Microsoft, mit Namen des Tokens, Uhrzeit und \
                     Korrelations-ID.\n\n\
                     Löschen Sie nicht das Token oder seine Zeilen, um einen Import zu erzwingen, \
                     erneuern Sie kein gültiges Token, und schieben Sie Geräte bei Apple nicht \
                     hin und her: Eine erneute Zuweisung kann das Profil entfernen (C06). Dafür \
                     muss nichts gelöscht werden.",
        prevention: "Alarm auslösen, wenn der letzte Erfolg älter als 14 Stunden ist, bei jedem \
                     Fehler der Synchronisierung und wenn beide Seiten seit 24 Stunden \
                     verschieden zählen. Geräte erst ausgeben, wenn Zeile und Profil in Intune zu \
                     sehen sind.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    let stalled = [
        case.is(TokenHealth::Stale),
        case.is(Counts::Behind),
        // Gone in Intune's list although Apple has it on Intune's service.
        contradicted(case),
    ];
    let overdue = case.is(SyncSince::Overdue);
    // Whether a sync followed a change can only be asked of a device. Of a token alone nobody
    // can know it; there its last success and the counts decide.
    let inquiry = if overdue.seen == Seen::Yes {
        Inquiry::of(case)
            .sign(stalled[0])
            .sign(stalled[1])
            .sign(stalled[2])
    } else {
        Inquiry::of(case)
            .needs_one_of(&stalled)
            .refuted_by(case.is(ProfileState::Present))
    };
    inquiry
        .sign(overdue)
        .refuted_by(case.any(&[
            TokenHealth::Expired,
            TokenHealth::Terms,
            TokenHealth::Refused,
            TokenHealth::ServerGone,
            TokenHealth::NoConsent,
        ]))
        .refuted_by(case.is(Managed::Automated))
        .opinion()
}

/// Whether Intune's list says "gone" of a device that Apple has on Intune's service. Of a device
/// that stands elsewhere the list is right.
fn contradicted(case: &CaseFile) -> Finding {
    let gone = case.is(Listing::Deleted);
    let on_service = case.is(Server::Intune).seen == Seen::Yes;
    // Only both together say something; of a token alone neither is known.
    let seen = if gone.seen == Seen::Yes && on_service {
        Seen::Yes
    } else {
        Seen::No
    };
    Finding { seen, ..gone }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn no_success_for_more_than_a_day() {
        fires(&RULE, "token stale, counts equal");
    }

    #[test]
    fn intune_has_fewer_devices_than_apple() {
        fires(&RULE, "token valid, counts behind");
    }

    #[test]
    fn gone_in_the_list_and_still_on_the_service() {
        fires(
            &RULE,
            "listing deleted, server intune, token valid, counts equal, managed none",
        );
    }

    #[test]
    fn the_device_changed_and_no_sync_followed() {
        fires(
            &RULE,
            "listing token, profile present, token valid, counts equal, sync_since overdue, \
             managed none",
        );
    }

    #[test]
    fn only_just_added() {
        ruled_out(
            &RULE,
            "listing absent, token valid, counts equal, sync_since not_yet",
            "token",
        );
    }

    #[test]
    fn the_token_has_expired() {
        ruled_out(&RULE, "token expired, counts behind", "token");
    }

    #[test]
    fn a_token_that_syncs() {
        ruled_out(&RULE, "token valid, counts equal", "token");
    }

    #[test]
    fn the_device_already_has_its_profile() {
        ruled_out(
            &RULE,
            "listing token, token stale, sync_since yes, profile present",
            "profile",
        );
    }

    #[test]
    fn the_device_is_enrolled() {
        ruled_out(&RULE, "token stale, managed automated", "managed");
    }

    #[test]
    fn nobody_looked_at_the_token() {
        cannot_tell(&RULE, "membership present, listing absent");
    }

    #[test]
    fn nobody_counted() {
        cannot_tell(&RULE, "listing absent, token valid");
    }

    #[test]
    fn its_own_story() {
        fires(&RULE, RULE.story);
    }
}
