//! The handbook on a terminal: causes, remedies, verifications and checks, page by page.

mod cause;
mod list;
mod nearest;
pub mod telling;

pub use list::list;

use super::paint::{Ink, Paint};
use super::playbook::{self, Depth};
use super::sheet::{Lead, Sheet};
use crate::i18n::Language;
use enrollment::cause::Code;
use enrollment::remedy::{Remedy, Verification};
use rules::prevention::check::{Check, CheckPage};
use rules::rule::Rule;
use rules::{catalogue, playbook as plays, prevention};
use std::io;

/// Why a page could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// Nothing has this code or name. The message is in the reader's language and suggests what
    /// may have been meant.
    #[error("{message}")]
    Unknown {
        /// What happened and what to do next.
        message: String,
        /// The codes that come nearest.
        nearest: Vec<String>,
    },
    /// The page could not be written.
    #[error("cannot write the page: {0}")]
    Write(#[from] io::Error),
}

/// Writes the page of a cause (`C01`, or its name), a remedy (`R11`), a verification (`V3`) or a
/// check (`P05`); letters may be small.
pub fn page(
    code: &str,
    language: Language,
    paint: Paint,
    width: usize,
    out: &mut impl io::Write,
) -> Result<(), ExplainError> {
    let mut sheet = Sheet::new(paint, width);
    let wanted = code.trim().to_ascii_uppercase();
    if let Some(rule) = rule(&wanted) {
        cause::write(rule, language, &mut sheet);
    } else if let Some(remedy) = Remedy::ALL.iter().find(|remedy| remedy.name() == wanted) {
        of_remedy(*remedy, language, &mut sheet);
    } else if let Some(found) = Verification::ALL.iter().find(|it| it.name() == wanted) {
        of_verification(*found, language, &mut sheet);
    } else if let Some(check) = prevention::catalogue::find(&wanted) {
        of_check(check, language, &mut sheet);
    } else {
        return Err(unknown(code, language));
    }
    sheet.write(out)?;
    Ok(())
}

fn rule(wanted: &str) -> Option<&'static Rule> {
    let by_name = || {
        let rules = catalogue::all().iter().copied();
        rules
            .into_iter()
            .find(|rule| rule.cause.name.eq_ignore_ascii_case(wanted))
    };
    Code::parse(wanted)
        .and_then(catalogue::find)
        .or_else(by_name)
}

fn unknown(code: &str, language: Language) -> ExplainError {
    let nearest = nearest::to(code);
    let values = [("code", code.trim()), ("nearest", &nearest.join(", "))];
    let values = values.map(|(name, value)| (name, super::wording::plain(value)));
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, value.as_ref()))
        .collect();
    ExplainError::Unknown {
        message: language.with("explain-unknown", &values),
        nearest,
    }
}

fn of_remedy(remedy: Remedy, language: Language, sheet: &mut Sheet) {
    playbook::remedy(language, remedy, Depth::Steps, 0, sheet);
    let play = plays::find(remedy);
    let key = if play.reversible {
        "explain-reversible"
    } else {
        "explain-not-reversible"
    };
    sheet.item(Lead::blank(5), Ink::Dim, &language.text(key));
    mends(language, sheet, |rule| rule.remedy.contains(&remedy));
}

fn of_verification(verification: Verification, language: Language, sheet: &mut Sheet) {
    let text = playbook::proof(verification, language);
    let title = language.text("explain-verification");
    sheet.item(
        Lead::new(0, &format!("{verification}  "), Ink::Name),
        Ink::Bold,
        &title,
    );
    sheet.item(Lead::blank(4), Ink::Plain, text);
    mends(language, sheet, |rule| rule.verify.contains(&verification));
}

fn of_check(check: &Check, language: Language, sheet: &mut Sheet) {
    let page = check_page(check, language);
    sheet.item(
        Lead::new(0, &format!("{}  ", check.code), Ink::Name),
        Ink::Bold,
        page.title,
    );
    sheet.item(Lead::blank(5), Ink::Plain, page.text);
    let label = format!("{} ", language.text("prevent-remedy"));
    sheet.item(Lead::new(5, &label, Ink::Dim), Ink::Plain, page.to_do);
    mends(language, sheet, |rule| rule.prevent.contains(&check.code));
}

/// The words of a check.
fn check_page(check: &Check, language: Language) -> &CheckPage {
    match language {
        Language::En => &check.en,
        Language::De => &check.de,
    }
}

/// The causes that a remedy, a verification or a check belongs to.
fn mends(language: Language, sheet: &mut Sheet, belongs: impl Fn(&Rule) -> bool) {
    let rules: Vec<_> = catalogue::all()
        .iter()
        .filter(|rule| belongs(rule))
        .collect();
    if rules.is_empty() {
        return;
    }
    sheet.heading(&language.text("explain-causes"));
    for rule in rules {
        let code = format!("{}  ", rule.cause.code);
        let title = cause::words(rule, language).title;
        sheet.item(Lead::new(2, &code, Ink::Name), Ink::Plain, title);
    }
}

#[cfg(test)]
mod tests {
    use super::{ExplainError, list, page};
    use crate::i18n::Language::{self, De, En};
    use crate::report::paint::Paint;
    use crate::report::wrap::columns;
    use enrollment::remedy::{Remedy, Verification};
    use rules::{catalogue, prevention};

    fn text(code: &str, language: Language, width: usize) -> String {
        let mut out = Vec::new();
        page(code, language, Paint::NONE, width, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn codes() -> Vec<String> {
        let causes = catalogue::all()
            .iter()
            .map(|rule| rule.cause.code.to_string());
        let remedies = Remedy::ALL.iter().map(ToString::to_string);
        let verifications = Verification::ALL.iter().map(ToString::to_string);
        let checks = prevention::catalogue::all()
            .iter()
            .map(|check| check.code.to_owned());
        causes
            .chain(remedies)
            .chain(verifications)
            .chain(checks)
            .collect()
    }

    #[test]
    fn every_code_has_a_page_that_fits() {
        for code in codes() {
            for language in [En, De] {
                for width in [60, 100] {
                    let text = text(&code, language, width);
                    assert!(text.contains(&code), "{code}");
                    for line in text.lines() {
                        assert!(columns(line) <= width, "{code}: {line}");
                        let bare = ["explain-", "play-", "actor-", "says-", "scope-", "family-"];
                        let is_bare = |word: &str| bare.iter().any(|key| word.starts_with(key));
                        assert!(!line.split_whitespace().any(is_bare), "{code}: {line}");
                        assert!(!line.contains('\u{1b}'), "{code}: {line}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_page_of_a_cause_says_what_it_rests_on() {
        let english = text("c01", En, 100);
        assert!(english.starts_with("C01  Set up before it was added to the organisation\n"));
        for part in [
            "activated-before-added",
            "erase needed",
            "R11",
            "V3",
            "P09",
            "What it means",
            "What tells it apart",
            "It was last set up before it was added to the organisation",
        ] {
            assert!(english.contains(part), "{part} in\n{english}");
        }
        let german = text("activated-before-added", De, 100);
        assert!(german.starts_with("C01  Eingerichtet, bevor es zur Organisation kam\n"));
        for part in ["Löschen nötig", "Was es bedeutet", "Was es unterscheidet"] {
            assert!(german.contains(part), "{part} in\n{german}");
        }
    }

    #[test]
    fn an_unknown_code_is_met_with_the_nearest_ones() {
        let ask =
            |code: &str, language| match page(code, language, Paint::NONE, 100, &mut Vec::new())
                .unwrap_err()
            {
                ExplainError::Unknown { message, nearest } => (message, nearest),
                ExplainError::Write(error) => panic!("{error}"),
            };
        let (message, nearest) = ask("C1", En);
        assert!(nearest.contains(&"C01".to_owned()), "{nearest:?}");
        assert!(message.contains("C1") && message.contains("firstcontact explain --list"));
        let (_, nearest) = ask("C99", De);
        assert!(nearest.contains(&"C09".to_owned()), "{nearest:?}");
        let (message, nearest) = ask("activated-before-aded", De);
        assert_eq!(nearest[0], "activated-before-added");
        assert!(message.starts_with("Es gibt nichts"));
        let (message, _) = ask("\u{1b}[2J", En);
        assert!(!message.contains('\u{1b}'));
    }

    #[test]
    fn the_list_names_everything_and_fits() {
        for (language, width) in [(En, 60), (En, 100), (De, 60), (De, 100)] {
            let mut out = Vec::new();
            list(language, Paint::NONE, width, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            for code in codes() {
                let line = text
                    .lines()
                    .any(|line| line.trim_start().starts_with(&code));
                assert!(line, "{code}");
            }
            assert!(text.lines().all(|line| columns(line) <= width), "{text}");
            assert!(!text.contains('\u{1b}') && !text.contains("family-"));
        }
    }
}
