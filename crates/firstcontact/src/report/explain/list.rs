//! Everything that can be explained, by code.

use super::{cause, check_page};
use crate::i18n::Language;
use crate::report::paint::{Ink, Paint};
use crate::report::playbook;
use crate::report::sheet::{Cell, Lead, Sheet};
use enrollment::cause::{Family, Scope};
use enrollment::remedy::{Remedy, Verification};
use rules::rule::Rule;
use rules::{catalogue, playbook as plays, prevention};
use std::io;

/// Names and titles stand side by side from this width on.
const WIDE: usize = 90;
/// Columns of a cause's name; the longest names take a second line.
const NAME: usize = 38;

/// Writes all causes by family, all remedies, verifications and checks.
pub fn list(
    language: Language,
    paint: Paint,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut sheet = Sheet::new(paint, width);
    for family in Family::ALL {
        sheet.heading(&language.text(&format!("family-{family}")));
        for rule in catalogue::all()
            .iter()
            .filter(|rule| rule.cause.family == family)
        {
            of_cause(rule, language, &mut sheet);
        }
    }
    sheet.heading(&language.text("explain-remedies"));
    for remedy in Remedy::ALL {
        let title = playbook::words(plays::find(*remedy), language).title;
        entry(remedy.name(), title, &mut sheet);
    }
    sheet.heading(&language.text("explain-verifications"));
    for verification in Verification::ALL {
        let text = playbook::proof(*verification, language);
        entry(verification.name(), first_sentence(text), &mut sheet);
    }
    sheet.heading(&language.text("explain-checks"));
    for check in prevention::catalogue::all() {
        entry(check.code, check_page(check, language).title, &mut sheet);
    }
    sheet.write(out)
}

fn of_cause(rule: &Rule, language: Language, sheet: &mut Sheet) {
    let mut title = cause::words(rule, language).title.to_owned();
    if rule.cause.scope != Scope::Device {
        let scope = language.text(&format!("scope-{}", rule.cause.scope.name()));
        title = format!("{title} ({scope})");
    }
    let code = rule.cause.code;
    if sheet.width() < WIDE {
        entry(code.name(), &title, sheet);
        sheet.item(Lead::blank(7), Ink::Dim, rule.cause.name);
        return;
    }
    let room = sheet.width().saturating_sub(2 + 3 + 2 + 2 + NAME);
    sheet.row(
        2,
        &[
            Cell::new(code.name(), 3, Ink::Name),
            Cell::new(&title, room, Ink::Plain),
            Cell::new(rule.cause.name, NAME, Ink::Dim),
        ],
    );
}

fn entry(code: &str, title: &str, sheet: &mut Sheet) {
    sheet.item(
        Lead::new(2, &format!("{code:<5}"), Ink::Name),
        Ink::Plain,
        title,
    );
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ")
        .map_or(text.trim_end_matches('.'), |(first, _)| first)
}
