//! C17: released from the organisation; what Intune lists is its shadow.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Listing, Membership, ReleasedBy, Unit};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("C17"),
        name: "released-but-listed",
        family: Family::Custody,
        scope: Scope::Device,
        gates: (Gate::G0, Gate::G2),
        action: Action::Clean,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Symptom,
    remedy: &[Remedy::R17, Remedy::R18],
    verify: &[Verification::V1],
    prevent: &["P16"],
    story: "membership released, released_by admin, identity exact, unit ordinary, listing \
            deleted, listed_age old, token valid, profile present, profile_settled settled, state \
            not_contacted, contact never, managed none, gone no, failure none, register \
            not_listed, tokens some",
    en: Page {
        title: "Released from the organisation, but still listed",
        meaning: "The device was released from your organisation at Apple. What Intune still shows \
                  is its shadow: a row without a device behind it that Intune marks as gone and \
                  removes by itself after 30 to 45 days.\n\n\
                  The device itself, wherever it is, goes on working and is no longer yours to \
                  enroll.",
        why: "It was sold, given back or disposed of. Or it was released by mistake: by an \
              administrator who wanted to tidy up, by a device management service, or by the \
              reseller.",
        how_we_know: "Apple's record or an audit event states the release, or Intune's row is \
                      marked as gone and Apple's list does not have the device.\n\n\
                      If Apple still lists the device as yours, that mark only means that it left \
                      Intune's service (C15, C16). If its holder left within the 30 days after it \
                      was added by hand, it is C10; if a repair lies behind the release, C19. A \
                      device that is merely lost (H05) has not been released.",
        what_to_do: "Ask whether the release was meant. If it was, nothing has to be done to the \
                     device; let the row lapse and correct your register.\n\n\
                     If it was a mistake, the device has to be obtained again: the seller submits \
                     it once more, or Apple Configurator adds it. There is no button that takes a \
                     release back, which is why releasing is no way to tidy up.\n\n\
                     Do not erase anything because of this row: the device may be in use by \
                     whoever has it now.",
        prevention: "Release only with a ticket, and look after every removal in Apple's audit \
                     events (P16).",
    },
    de: Page {
        title: "Aus der Organisation freigegeben, aber noch gelistet",
        meaning: "Das Gerät wurde bei Apple aus Ihrer Organisation freigegeben. Was Intune noch \
                  zeigt, ist sein Schatten: eine Zeile ohne Gerät dahinter, die Intune als \
                  entfernt kennzeichnet und nach 30 bis 45 Tagen selbst beseitigt.\n\n\
                  Das Gerät selbst, wo immer es ist, arbeitet weiter, und Sie können es nicht mehr \
                  registrieren.",
        why: "Es wurde verkauft, zurückgegeben oder entsorgt. Oder es wurde versehentlich \
              freigegeben: durch eine Person in der Verwaltung, die aufräumen wollte, durch einen \
              Dienst zur Geräteverwaltung oder durch den Händler.",
        how_we_know: "Apples Eintrag oder ein Prüfereignis nennt die Freigabe, oder die Zeile in \
                      Intune ist als entfernt gekennzeichnet und Apples Liste enthält das Gerät \
                      nicht.\n\n\
                      Führt Apple das Gerät noch als Ihres, so heißt diese Kennzeichnung nur, dass \
                      es den Dienst von Intune verlassen hat (C15, C16). Ist die Person, die es \
                      hat, innerhalb der 30 Tage nach dem Hinzufügen von Hand ausgetreten, ist es \
                      C10; steckt eine Reparatur hinter der Freigabe, C19. Ein nur verlorenes \
                      Gerät (H05) ist nicht freigegeben.",
        what_to_do: "Fragen Sie, ob die Freigabe gewollt war. Wenn ja, ist am Gerät nichts zu tun; \
                     lassen Sie die Zeile verfallen und berichtigen Sie Ihr Verzeichnis.\n\n\
                     War sie ein Versehen, so muss das Gerät neu in die Organisation kommen: Der \
                     Händler meldet es noch einmal, oder der Apple Configurator fügt es hinzu. \
                     Einen Knopf, der eine Freigabe zurücknimmt, gibt es nicht; deshalb ist \
                     Freigeben kein Mittel zum Aufräumen.\n\n\
                     Löschen Sie wegen dieser Zeile nichts: Wer das Gerät jetzt hat, benutzt es \
                     vielleicht.",
        prevention: "Nur mit Ticket freigeben und jede Entfernung in Apples Prüfereignissen \
                     nachprüfen (P16).",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.any(&[Membership::Released, Membership::Absent]))
        .sign(case.is(Membership::Released))
        .sign(case.is(Listing::Deleted))
        .sign(case.any(&[ReleasedBy::Admin, ReleasedBy::Mdm, ReleasedBy::Reseller]))
        .doubted_by(case.any(&[ReleasedBy::User, ReleasedBy::Replacement]))
        .doubted_by(case.any(&[Listing::Absent, Listing::Upload]))
        .doubted_by(case.is(Unit::Replaced))
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
    fn released_by_an_administrator() {
        fires(
            &RULE,
            "membership released, released_by admin, listing deleted",
        );
    }

    #[test]
    fn gone_from_both_lists() {
        fires(&RULE, "membership absent, listing deleted");
    }

    #[test]
    fn moved_to_another_service() {
        ruled_out(
            &RULE,
            "membership present, server other_mdm, listing deleted",
            "membership",
        );
    }

    #[test]
    fn left_by_its_holder() {
        doubted(
            &RULE,
            "membership released, released_by user, listing deleted",
            "released_by",
        );
    }

    #[test]
    fn never_on_a_list() {
        doubted(
            &RULE,
            "membership absent, listing absent, register handed_out",
            "listing",
        );
    }

    #[test]
    fn nobody_read_apples_list() {
        cannot_tell(&RULE, "listing token, state not_contacted, managed none");
    }
}
