//! `--format table`: the checks on a terminal, alarms first, each with what it rests on.

use super::document::{Access, Checked, Document, Part};
use super::words;
use crate::i18n::Language;
use crate::report::grid::{Column, Grid};
use crate::report::paint::{Ink, Paint};
use crate::report::playbook::{self, Depth};
use crate::report::sheet::{Lead, Sheet};
use crate::report::wording::plain;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// How many exceptions of a kind a terminal names.
const NAMED: usize = 8;
/// How many days of the trend a terminal lists.
const DAYS: usize = 14;
/// How many suppliers a terminal lists.
const SUPPLIERS: usize = 12;

/// Writes the document for a terminal.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(
    document: &Document,
    language: Language,
    paint: Paint,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut sheet = Sheet::new(paint, width);
    let taken = words::time(&document.taken_at);
    let head = [
        language.text("prevent-title"),
        plain(&document.tenant).into_owned(),
        language.with("fleet-taken", &[("time", &taken)]),
    ];
    let head: Vec<_> = head.into_iter().filter(|part| !part.is_empty()).collect();
    sheet.item(Lead::blank(0), Ink::Bold, &head.join(" · "));
    sheet.item(
        Lead::blank(0),
        Ink::Plain,
        &words::headline(language, document),
    );
    for (name, alike) in document.by_judgement() {
        sheet.heading(&words::judgement(language, name));
        for check in alike {
            one(check, language, &mut sheet);
        }
    }
    sheet.heading(&language.text("prevent-readiness"));
    for line in words::readiness(language, document) {
        sheet.item(Lead::blank(2), Ink::Plain, &line);
    }
    if let Some(access) = words::access(language, document) {
        sheet.heading(&language.text("prevent-access"));
        sheet.item(Lead::blank(2), Ink::Plain, &access);
        if document.access.as_ref().is_some_and(Access::was_seen) {
            let command = language.text("prevent-access-next");
            sheet.item(Lead::blank(2), Ink::Dim, &command);
        }
    }
    gaps(document, language, &mut sheet);
    incoming(document, language, &mut sheet);
    suppliers(document, language, &mut sheet);
    trend(document, language, &mut sheet);
    sheet.write(out)
}

fn one(check: &Checked, language: Language, sheet: &mut Sheet) {
    let (mark, ink) = match check.judgement.as_str() {
        "alarm" => ("✗ ", Ink::Bad),
        // Where there is nothing to judge, nothing was found good.
        "holds" if check.value.is_none() => ("· ", Ink::Dim),
        "holds" => ("✓ ", Ink::Good),
        _ => ("? ", Ink::Warn),
    };
    let lead = format!("{mark}{}  ", check.code);
    let title = words::title(language, &check.code);
    sheet.item(Lead::new(1, &lead, ink), Ink::Plain, title);
    let mut measure = words::measure(language, check);
    if let Some(since) = &check.since {
        let since = language.with("fleet-since", &[("time", &words::day(since))]);
        measure = format!("{measure} · {since}");
    }
    sheet.item(Lead::blank(8), Ink::Dim, &measure);
    for reason in &check.reasons {
        let text = words::reason(language, &check.code, reason);
        sheet.item(Lead::new(8, "– ", Ink::Dim), Ink::Plain, &text);
        let alike =
            |it: &&super::document::Exception| it.why == reason.why && it.subject == reason.subject;
        let named = check.exceptions.iter().filter(alike).take(NAMED);
        let mut names: Vec<_> = named.map(|it| words::exception(language, it)).collect();
        if reason.count > names.len() as u64 {
            names.push(language.count("prevent-more", reason.count as usize - names.len()));
        }
        sheet.item(Lead::blank(10), Ink::Name, &names.join(", "));
    }
    said_of_names(check, language, sheet);
    if !check.missing.is_empty() {
        let label = format!("{} ", language.text("prevent-missing"));
        let missing = words::missing(language, check);
        sheet.item(Lead::new(8, &label, Ink::Dim), Ink::Warn, &missing);
    }
    if !check.unseen.is_empty() {
        let label = format!("{} ", language.text("prevent-unseen"));
        let unseen = check.unseen.iter();
        let unseen: Vec<_> = unseen
            .map(|key| words::said(language, &check.code, key))
            .collect();
        sheet.item(Lead::new(8, &label, Ink::Dim), Ink::Dim, &unseen.join("; "));
    }
    if check.judgement == "alarm" {
        let label = format!("{} ", language.text("prevent-remedy"));
        sheet.item(
            Lead::new(8, &label, Ink::Dim),
            Ink::Plain,
            &words::what_to_do(language, &check.code, &check.remedy),
        );
    }
}

/// What a check says of names, such as sites: those of which it says the same in one line.
fn said_of_names(check: &Checked, language: Language, sheet: &mut Sheet) {
    let mut alike: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
    for part in &check.parts {
        if let Some(says) = &part.says {
            alike.entry(says).or_default().push(part);
        }
    }
    for (says, parts) in alike {
        let says = words::said(language, &check.code, says);
        let mut names: Vec<_> = parts
            .iter()
            .take(NAMED)
            .map(|part| match part.amount.unit.as_str() {
                "days" => {
                    let days = words::amount(language, &part.amount);
                    format!("{} ({days})", plain(&part.label))
                }
                _ => plain(&part.label).into_owned(),
            })
            .collect();
        if parts.len() > NAMED {
            names.push(language.count("prevent-more", parts.len() - NAMED));
        }
        let text = format!("{says}: {}", names.join(", "));
        sheet.item(Lead::new(8, "· ", Ink::Dim), Ink::Plain, &text);
    }
}

fn incoming(document: &Document, language: Language, sheet: &mut Sheet) {
    sheet.heading(&language.text("prevent-on-their-way"));
    sheet.item(
        Lead::blank(2),
        Ink::Plain,
        &words::incoming(language, document),
    );
    let way = &document.incoming;
    for device in way.named.iter().take(NAMED) {
        let lead = format!("{}  {}  ", plain(&device.serial), device.gate);
        let why = words::failing(language, device);
        let text = format!("{why} → {}", device.remedy.join(", "));
        sheet.item(Lead::new(2, &lead, Ink::Name), Ink::Plain, &text);
    }
    if way.would_fail as usize > NAMED {
        let more = language.count("prevent-more", way.would_fail as usize - NAMED);
        sheet.item(Lead::blank(2), Ink::Dim, &more);
    }
    let shown = way.named.iter().take(NAMED);
    let codes: BTreeSet<_> = shown.flat_map(|device| &device.remedy).collect();
    for remedy in codes.into_iter().filter_map(|code| words::remedy(code)) {
        playbook::remedy(language, remedy, Depth::Title, 2, sheet);
    }
}

fn gaps(document: &Document, language: Language, sheet: &mut Sheet) {
    let gaps = words::gaps(language, document);
    if gaps.is_empty() {
        return;
    }
    sheet.heading(&language.text("prevent-gaps"));
    for gap in gaps {
        let sources = plain(&gap.sources.join(", ")).into_owned();
        sheet.item(Lead::blank(2), Ink::Name, &sources);
        sheet.item(Lead::blank(4), Ink::Dim, &gap.why);
        sheet.item(Lead::new(4, "→ ", Ink::Dim), Ink::Plain, &gap.closing);
    }
}

fn trend(document: &Document, language: Language, sheet: &mut Sheet) {
    if document.trend.is_empty() {
        return;
    }
    sheet.heading(&language.text("prevent-trend"));
    let skip = document.trend.len().saturating_sub(DAYS);
    for point in &document.trend[skip..] {
        let lead = format!("{}  ", point.day);
        let text = words::point(language, point);
        sheet.item(Lead::new(2, &lead, Ink::Dim), Ink::Plain, &text);
    }
}

fn suppliers(document: &Document, language: Language, sheet: &mut Sheet) {
    if document.suppliers.is_empty() {
        return;
    }
    sheet.heading(&language.text("prevent-suppliers"));
    let column = |key: &str| Column::new(language.text(key));
    let mut grid = Grid::new(vec![
        column("prevent-column-supplier"),
        column("prevent-column-devices").right(),
        column("prevent-column-enrolled").right(),
        column("prevent-column-late").right(),
        column("prevent-column-gap").right(),
        column("prevent-column-incomplete").right(),
    ]);
    for it in document.suppliers.iter().take(SUPPLIERS) {
        let gap = it
            .median_days
            .map_or_else(|| "–".to_owned(), |days| days.to_string());
        let late = if it.dated == 0 {
            "–".to_owned()
        } else {
            words::share(language, it.late, it.dated)
        };
        grid.row(vec![
            (
                words::supplier(language, &it.source, &it.number),
                Ink::Plain,
            ),
            (it.devices.to_string(), Ink::Plain),
            (words::enrolled(language, it), Ink::Plain),
            (late, if it.late > 0 { Ink::Warn } else { Ink::Plain }),
            (gap, Ink::Plain),
            (words::incomplete(language, it), Ink::Plain),
        ]);
    }
    let lines = grid.lines(sheet.paint(), sheet.width());
    for line in lines.lines() {
        sheet.line(line);
    }
    if document.suppliers.len() > SUPPLIERS {
        let more = language.count("prevent-more", document.suppliers.len() - SUPPLIERS);
        sheet.item(Lead::blank(2), Ink::Dim, &more);
    }
}
