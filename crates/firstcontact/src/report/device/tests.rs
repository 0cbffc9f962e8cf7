//! The view on the devices of a small tenant.

use super::{Screen, share, write};
use crate::app::examine::Examiner;
use crate::i18n::Language::{self, De, En};
use crate::report::example_fleet::{HOSTILE_SERIAL, IN_ORDER, snapshot};
use crate::report::paint::Paint;
use crate::report::wrap::columns;
use enrollment::correlate::correlate;
use enrollment::snapshot::Snapshot;

fn view(snapshot: &Snapshot, serial: &str, language: Language, screen: &Screen<'_>) -> String {
    let fleet = correlate(snapshot);
    let device = fleet
        .devices()
        .find(|device| device.serial_text() == serial)
        .unwrap();
    let weights = crate::report::example_fleet::estimates();
    let examined = Examiner::new(weights).examine(&device);
    let mut out = Vec::new();
    write(&examined, language, screen, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(width: usize) -> Screen<'static> {
    Screen {
        paint: Paint::NONE,
        width,
        snapshot: "examples/contoso",
    }
}

fn text(serial: &str, language: Language) -> String {
    view(&snapshot(&IN_ORDER), serial, language, &plain(100))
}

/// The lines from a heading to the next empty line.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let start = text
        .find(&format!("\n{heading}\n"))
        .unwrap_or_else(|| panic!("no '{heading}' in\n{text}"));
    let rest = &text[start + 1..];
    rest.split("\n\n").next().unwrap_or(rest)
}

fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "'{part}' is not in\n{text}");
    }
}

#[test]
fn a_device_set_up_too_early_is_told_whole() {
    let english = text("READY00001", En);
    assert!(english.starts_with("READY00001  iPhone 16 Pro (iPhone17,1) · iOS/iPadOS\n"));
    assert_has(
        &english,
        &[
            "Needs you: C01 Set up before it was added to the organisation (>99%)",
            "Order   PO 4711, bought from a reseller, 2026-03-01",
            "  ✗  Status               not contacted",
            "  ? G5  Asked Apple during set-up              ◀ most probably it stopped here",
            "  ++  It was handed out before it was added to the organisation",
            "      register · handedOut = 2026-03-10",
            "      answers · look = in use · 2026-11-20 00:00 UTC",
            "  → Erase the device and set it up again",
            "  R11  The holder erases the device by hand and sets it up again",
            "        1. Read everything again that is named above.",
            "  apple/auditEvents  access was refused: <b>403</b>",
        ],
    );
    let german = text("READY00001", De);
    assert_has(
        &german,
        &[
            "Braucht Sie: C01 Eingerichtet, bevor es zur Organisation kam (>99\u{a0}%)",
            "  ✗  Status               nicht kontaktiert",
            "◀ hier blieb es höchstwahrscheinlich stehen",
            "  ++  Es wurde ausgegeben, bevor es in die Organisation kam",
            "  → Das Gerät löschen und neu einrichten",
            "  apple/auditEvents  Zugriff verweigert: <b>403</b>",
        ],
    );
}

#[test]
fn the_set_up_is_a_span_beside_the_line_of_time() {
    insta::assert_snapshot!(section(&text("EARLY00001", En), "Timeline (UTC)"), @r"
    Timeline (UTC)
      2026-03-01       ●    Ordered  apple/orgDevices
      2026-03-01       ◆    The enrollment profile had to stand here: whether it did cannot be told
      2026-03-01       ○ ┌╴ Last set up: between 2026-03-01 and 2026-11-23
      2026-03-10       ● ┊  Handed out  register
                       ┆ ┊  205 days
      2026-10-01       ● ┊  Added to the organisation  apple/orgDevices
      2026-10-01       ○ ┊  Assigned to Intune's service: between 2026-10-01 and 2026-10-02
                       │ ┊  apple/mdmServerDevices
      2026-10-02       ● ┊  Imported into Intune  microsoft/importedAppleDeviceIdentities
      2026-10-02       ● ┊  Enrollment profile assigned  microsoft/importedAppleDeviceIdentities
                       ┆ ┊  52 days
      2026-11-23 08:00 ○ └╴ Set up by then at the latest  apple/activationLockStatus
      2026-11-23 08:00 ■    Snapshot taken
    ");
}

#[test]
fn a_waiting_device_is_not_said_to_be_in_use() {
    let english = text("STOCK00001", En);
    let timeline = section(&english, "Timeline (UTC)");
    assert_has(
        timeline,
        &[
            "  2026-10-02       ◆    From here on a set-up finds its enrollment profile",
            "                   ○    No sign that it was ever set up",
        ],
    );
    assert_has(
        &english,
        &["Waiting: H01", "◀ it waits here", "→ Wait and look again"],
    );
}

#[test]
fn the_question_comes_with_the_command_that_answers_it() {
    insta::assert_snapshot!(section(&text("EARLY00001", De), "Eine Frage"), @"
    Eine Frage
      Was sehen Sie, wenn Sie das Gerät ansehen?
      Die Antwort beseitigt voraussichtlich 19\u{a0}% des Zweifels.
        sealed             Es ist originalverpackt
        hello              Es zeigt „Hallo“ und ist nicht eingerichtet
        remote_management  Es zeigt „Entfernte Verwaltung“ oder die Anmeldung danach
        in_use             Es ist in Gebrauch, ohne Verwaltung
        other_management   Es ist in Gebrauch, von einem anderen Dienst verwaltet
        managed            Es ist in Gebrauch, von uns verwaltet
        stopped            Ein Fehler oder eine Sperre hält den Systemassistenten an
        missing            Niemand kann es finden
      firstcontact answer EARLY00001 look ANTWORT --snapshot examples/contoso
    ");
    let here = Screen {
        snapshot: ".",
        ..plain(100)
    };
    let text = view(&snapshot(&IN_ORDER), "EARLY00001", En, &here);
    assert_has(&text, &["  firstcontact answer EARLY00001 look ANSWER\n"]);
    let odd = Screen {
        snapshot: "Bob's snap",
        ..plain(100)
    };
    let text = view(&snapshot(&IN_ORDER), "EARLY00001", En, &odd);
    assert_has(&text, &[r"--snapshot 'Bob'\''s snap'"]);
}

#[test]
fn the_steps_of_an_erase_wait_for_the_answer() {
    let english = text("EARLY00001", En);
    assert_has(
        &english,
        &[
            "  First:",
            "Have the holder sign out of the personal Apple Account",
            "  If the answer confirms the cause:\n  R16  Lift the Activation Lock",
            "■ Not before everything above is done and somebody has looked at the device.",
        ],
    );
    assert!(!english.contains("Erase All Content and"), "{english}");
}

#[test]
fn a_device_that_works_gets_a_short_view() {
    let english = text("ENROLLED01", En);
    assert_has(
        &english,
        &[
            "Healthy: enrolled, and nothing that was read speaks of a fault",
            "  ✓  Enrollment type      automated, with user",
        ],
    );
    assert!(english.lines().count() < 22, "{english}");
    assert!(!english.contains("What to do"));
}

#[test]
fn a_fault_of_the_tenant_is_not_blamed_on_the_device() {
    let english = text("SHUT000001", En);
    assert_has(
        &english,
        &[
            "▲ This is no fault of the device. It concerns all devices of a token",
            "(Intune 2 | <Berlin>)",
            "it does not yet",
        ],
    );
}

#[test]
fn what_nothing_explains_is_said_to_be_unexplained() {
    let snapshot = snapshot(&IN_ORDER);
    let fleet = correlate(&snapshot);
    let device = fleet.find("STOCK00001").unwrap();
    let weights = crate::report::example_fleet::estimates();
    let examiner = Examiner::new(weights);
    let mut examined = examiner.examine(&device);
    let mut judged = crate::app::examine::Judged {
        case: examined.judged.case,
        verdict: examined.judged.verdict.clone(),
        beside: (),
    };
    judged.verdict = enrollment::diagnosis::Verdict {
        unexplained: true,
        standing: enrollment::diagnosis::Standing::CannotTell,
        ..enrollment::diagnosis::Verdict::nothing_wrong()
    };
    examined.judged = std::rc::Rc::new(std::sync::Arc::new(judged));
    for (language, part) in [
        (En, "none of the known causes can be it"),
        (De, "keine der bekannten Ursachen kann es sein"),
    ] {
        let mut out = Vec::new();
        write(&examined, language, &plain(100), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_has(&text, &[part]);
        assert!(!text.contains("100"), "{text}");
    }
}

#[test]
fn nothing_is_wider_than_the_screen_and_no_key_shows() {
    let snapshot = snapshot(&IN_ORDER);
    let fleet = correlate(&snapshot);
    for device in fleet.devices() {
        for language in [En, De] {
            for width in [60, 80, 100, 140] {
                let text = view(&snapshot, device.serial_text(), language, &plain(width));
                for line in text.lines() {
                    // A command is copied whole, and a vendor's long word cannot be broken.
                    let longest = line.split_whitespace().map(columns).max().unwrap_or(0);
                    let whole = line.starts_with("  firstcontact answer") || longest > width - 30;
                    assert!(columns(line) <= width || whole, "{width}: {line}");
                    assert_eq!(line, line.trim_end());
                    let keys = ["device-", "word-", "play-", "says-", "milestone-", "hold-"];
                    let is_key = |word: &str| keys.iter().any(|key| word.starts_with(key));
                    assert!(!line.split_whitespace().any(is_key), "{line}");
                }
                assert!(!text.contains('\u{1b}'), "{text}");
                assert!(
                    !text.contains("100%") && !text.contains("100\u{a0}%"),
                    "{text}"
                );
            }
        }
    }
}

#[test]
fn colour_changes_nothing_but_colour() {
    let snapshot = snapshot(&IN_ORDER);
    for serial in ["READY00001", HOSTILE_SERIAL] {
        let screen = Screen {
            paint: Paint { colour: true },
            ..plain(100)
        };
        let coloured = view(&snapshot, serial, En, &screen);
        assert!(coloured.contains("\u{1b}[1m"));
        let mut bare = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            bare.push_str(before);
            rest = after.split_once('m').map_or("", |(_, rest)| rest);
        }
        bare.push_str(rest);
        assert_eq!(bare, view(&snapshot, serial, En, &plain(100)));
    }
}

#[test]
fn a_probability_is_never_shown_as_certainty() {
    assert_eq!(share(En, 10_000), ">99%");
    assert_eq!(share(De, 6_349), "63\u{a0}%");
    assert_eq!(share(En, 3), "<1%");
}
