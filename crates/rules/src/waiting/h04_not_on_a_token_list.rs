//! H04: a row of an uploaded list. It never was about automated enrollment.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Listing, Managed, Server};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("H04"),
        name: "not-on-a-token-list",
        family: Family::Waiting,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G2),
        action: Action::None,
        erase: Erase::Never,
        data: Data::Nothing,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R0],
    verify: &[Verification::V1],
    prevent: &["P10"],
    story: "membership absent, identity exact, listing upload, listed_age quarter, tokens \
            some, state not_contacted, contact never, managed none, failure none, register \
            stock, gone no",
    en: Page {
        title: "On an uploaded list, not on a token's list",
        meaning: "The row comes from a list of serial numbers that somebody uploaded: \
                  corporate device identifiers, or devices for enrollment with Apple \
                  Configurator. It is no row of an enrollment program token.\n\n\
                  On such a list \"Not contacted\" only says that no device with this number \
                  has enrolled yet. The device need not be known to Apple's service at all, \
                  and Setup Assistant will not show Remote Management because of this row.",
        why: "Serial numbers are uploaded so that devices count as corporate when they enroll \
              with Company Portal. The portal uses the same words for these rows as for \
              automated enrollment, so they are easily taken for failures.",
        how_we_know: "The serial number stands on an uploaded list and on no token's list, \
                      and all of them were read.\n\n\
                      A device that should be on a token's list and is not looks similar: if \
                      Apple assigns it to Intune's service, look for the missing sync (H02, \
                      C21 to C25); if it is in the organisation without a service, see C15; \
                      if it ought to be in the organisation, see C13.",
        what_to_do: "Nothing has to be mended. Decide whether this device was ever meant for \
                     automated enrollment. If not, leave the row or remove it when it is no \
                     longer needed.\n\n\
                     If it was, the way begins at Apple: have it added to the organisation by \
                     the supplier or with Apple Configurator, assign it to Intune's service, \
                     let the token sync, assign a profile. Do not erase a device because of \
                     this row; it may be in daily use.",
        prevention: "Keep the lists apart in reports, and compare them with Apple's list by \
                     serial number before anybody counts failures.",
    },
    de: Page {
        title: "Auf einer hochgeladenen Liste, nicht auf der eines Tokens",
        meaning: "Die Zeile stammt aus einer Liste von Seriennummern, die jemand hochgeladen \
                  hat: Bezeichner für Unternehmensgeräte oder Geräte für die Registrierung \
                  mit dem Apple Configurator. Sie gehört zu keinem Token für \
                  Registrierungsprogramm.\n\n\
                  Auf einer solchen Liste sagt „Nicht kontaktiert“ nur, dass sich noch kein \
                  Gerät mit dieser Nummer registriert hat. Apple muss das Gerät gar nicht \
                  kennen, und der Systemassistent zeigt wegen dieser Zeile nicht „Entfernte \
                  Verwaltung“.",
        why: "Seriennummern werden hochgeladen, damit Geräte als Unternehmensgeräte gelten, \
              wenn sie sich mit dem Unternehmensportal registrieren. Das Portal verwendet für \
              diese Zeilen dieselben Wörter wie für die automatische Registrierung; deshalb \
              hält man sie leicht für Fehler.",
        how_we_know: "Die Seriennummer steht auf einer hochgeladenen Liste und auf keiner \
                      Liste eines Tokens, und alle wurden gelesen.\n\n\
                      Ein Gerät, das auf der Liste eines Tokens stehen sollte und dort fehlt, \
                      sieht ähnlich aus: Weist Apple es dem Dienst von Intune zu, suchen Sie \
                      die fehlende Synchronisierung (H02, C21 bis C25); steht es ohne Dienst \
                      in der Organisation, siehe C15; müsste es zur Organisation gehören, \
                      siehe C13.",
        what_to_do: "Es ist nichts zu beheben. Entscheiden Sie, ob dieses Gerät je für die \
                     automatische Registrierung gedacht war. Wenn nicht, lassen Sie die Zeile \
                     stehen oder entfernen Sie sie, sobald sie nicht mehr gebraucht wird.\n\n\
                     Wenn doch, beginnt der Weg bei Apple: Lassen Sie es vom Lieferanten oder \
                     mit dem Apple Configurator zur Organisation hinzufügen, weisen Sie es \
                     dem Dienst von Intune zu, lassen Sie das Token synchronisieren und \
                     weisen Sie ein Profil zu. Löschen Sie kein Gerät wegen dieser Zeile; es \
                     kann täglich in Gebrauch sein.",
        prevention: "Halten Sie die Listen in Berichten auseinander und vergleichen Sie sie \
                     über die Seriennummer mit der Liste von Apple, bevor jemand Fehler \
                     zählt.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .rests_on(case.is(Listing::Upload))
        .refuted_by(case.is(Managed::Automated))
        .doubted_by(case.is(Server::Intune))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, doubted, fires, ruled_out};

    #[test]
    fn somebody_uploaded_its_number() {
        fires(&RULE, RULE.story);
        fires(&RULE, "listing upload, state not_contacted");
    }

    #[test]
    fn a_row_of_a_token() {
        ruled_out(&RULE, "listing token, state not_contacted", "listing");
    }

    #[test]
    fn apple_has_it_on_intunes_service() {
        doubted(
            &RULE,
            "membership present, server intune, listing upload",
            "server",
        );
    }

    #[test]
    fn nobody_read_the_lists() {
        cannot_tell(&RULE, "membership present, server intune, lock none");
    }
}
