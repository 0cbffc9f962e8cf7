//! H06: the device is enrolled, the row is not about it any more.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, CheckIn, Erased, Listing, Look, Managed, Seen, State};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("H06"),
        name: "stale-or-duplicate-row",
        family: Family::Waiting,
        scope: Scope::Device,
        gates: (Gate::G2, Gate::G12),
        action: Action::Clean,
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Mechanism,
    remedy: &[Remedy::R2, Remedy::R17],
    verify: &[Verification::V5],
    prevent: &["P10"],
    story: "membership present, server intune, source reseller, add_gap short, added_age old, \
            identity exact, listing two_tokens, listed_age month, token valid, sync_since \
            yes, profile present, profile_settled settled, state not_contacted, contact \
            never, managed automated, supervised yes, check_in recent, registered yes, \
            compliance compliant, management managed, certificate valid, failure none, \
            register handed_out, look managed, push valid, silence ordinary",
    en: Page {
        title: "Enrolled, but listed a second time",
        meaning: "The device is enrolled by automated enrollment and works. The row that says \
                  \"Not contacted\" is a second one or an old one that nobody has brought up \
                  to date.\n\n\
                  The record is at fault, not the device.",
        why: "A row that was deleted in Intune while Apple still assigned the device comes \
              back at the next full sync and begins again at \"Not contacted\". Moving \
              devices between two services leaves the serial number on two tokens' lists. \
              Both mechanisms are documented; that they are behind this row is inferred.",
        how_we_know: "The serial number stands on two tokens' lists, or Intune has a managed \
                      device with the same serial number that came by automated enrollment.\n\n\
                      If the managed device was enrolled by hand, it is C12 or, after a move, \
                      C58. If several managed devices carry the number, see C56. If the \
                      managed device has been silent since it was erased, it may be waiting \
                      for its next holder (H07).",
        what_to_do: "Compare by serial number, across all tokens and with the list of managed \
                     devices. Start a sync, at least 15 minutes after the last one, and look \
                     again. Then find out which service Apple assigns the device to, and let \
                     a person tidy the row of the other token.\n\n\
                     Do not erase the device and do not release it at Apple: it is in use, \
                     and an erase would destroy a working device's data to mend a list.",
        prevention: "Do not delete rows in Intune while Apple still assigns the device, and \
                     compare all lists by serial number before counting.",
    },
    de: Page {
        title: "Registriert, aber ein zweites Mal aufgeführt",
        meaning: "Das Gerät ist automatisch registriert und arbeitet. Die Zeile mit „Nicht \
                  kontaktiert“ ist eine zweite oder eine alte, die niemand auf den heutigen \
                  Stand gebracht hat.\n\n\
                  Der Fehler liegt im Eintrag, nicht am Gerät.",
        why: "Eine Zeile, die in Intune gelöscht wurde, während Apple das Gerät weiter \
              zuweist, kommt bei der nächsten vollständigen Synchronisierung zurück und \
              beginnt wieder bei „Nicht kontaktiert“. Ein Umzug zwischen zwei Diensten lässt \
              die Seriennummer auf den Listen zweier Token stehen. Beides ist dokumentiert; \
              dass es hinter dieser Zeile steckt, ist geschlossen.",
        how_we_know: "Die Seriennummer steht auf den Listen zweier Token, oder Intune hat ein \
                      verwaltetes Gerät mit derselben Seriennummer, das über die automatische \
                      Registrierung kam.\n\n\
                      Wurde das verwaltete Gerät von Hand registriert, ist es C12 oder nach \
                      einem Umzug C58. Tragen mehrere verwaltete Geräte die Nummer, siehe \
                      C56. Schweigt das verwaltete Gerät, seit es gelöscht wurde, wartet es \
                      vielleicht auf die nächste Person (H07).",
        what_to_do: "Vergleichen Sie über die Seriennummer, über alle Token und mit der Liste \
                     der verwalteten Geräte. Stoßen Sie eine Synchronisierung an, frühestens \
                     15 Minuten nach der letzten, und sehen Sie wieder nach. Stellen Sie dann \
                     fest, welchem Dienst Apple das Gerät zuweist, und lassen Sie die Zeile \
                     des anderen Tokens von einem Menschen bereinigen.\n\n\
                     Löschen Sie das Gerät nicht und geben Sie es bei Apple nicht frei: Es \
                     ist in Gebrauch, und ein Löschen würde die Daten eines arbeitenden \
                     Geräts zerstören, um eine Liste zu berichtigen.",
        prevention: "Löschen Sie in Intune keine Zeilen, solange Apple das Gerät zuweist, und \
                     vergleichen Sie alle Listen über die Seriennummer, bevor Sie zählen.",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    let inquiry = Inquiry::of(case).needs_one_of(&[
        case.is(Listing::TwoTokens),
        case.any(&[Managed::Automated, Managed::Several, Managed::Unsaid]),
    ]);
    // A token's only row is right when it says "enrolled"; of several rows only one was read.
    let inquiry = if case.is(Listing::Token).seen == Seen::Yes {
        inquiry.refuted_by(case.any(&[State::Enrolled, State::PendingReset, State::Blocked]))
    } else {
        inquiry
    };
    inquiry
        .sign(case.is(CheckIn::Recent))
        .sign(case.is(Look::Managed))
        .doubted_by(case.any(&[CheckIn::Stale, CheckIn::Never]))
        .doubted_by(case.is(Erased::SinceProfile))
        .doubted_by(case.is(Managed::ByHand))
        .doubted_by(case.any(&[
            Look::Sealed,
            Look::Hello,
            Look::RemoteManagement,
            Look::InUse,
            Look::OtherManagement,
            Look::Stopped,
            Look::Missing,
        ]))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn managed_and_not_contacted() {
        fires(&RULE, RULE.story);
        fires(
            &RULE,
            "listing token, state not_contacted, managed automated, check_in recent",
        );
    }

    #[test]
    fn listed_under_two_tokens() {
        fires(&RULE, "listing two_tokens, managed none");
    }

    #[test]
    fn the_row_says_enrolled() {
        ruled_out(
            &RULE,
            "listing token, state enrolled, managed automated",
            "state",
        );
    }

    #[test]
    fn enrolled_by_hand() {
        ruled_out(
            &RULE,
            "listing token, state not_contacted, managed by_hand",
            "listing",
        );
    }

    #[test]
    fn nobody_read_the_managed_devices() {
        cannot_tell(&RULE, "listing token, profile present, state not_contacted");
    }
}
