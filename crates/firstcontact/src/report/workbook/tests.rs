//! Tests only: the workbook as another reader sees it, and its formulas as another calculator does.

use super::write;
use crate::app::examine::Examiner;
use crate::config::report::Costs;
use crate::i18n::Language;
use crate::report::economics::{Cohorts, Prevented, Range, Started, Watched, prevented};
use crate::report::example_fleet::{HOSTILE_SERIAL, IN_ORDER, SHUFFLED, Shuffle, empty, snapshot};
use crate::report::figures::{Figures, gather};
use calamine::{Data, Reader, Xlsx};
use enrollment::correlate::correlate;
use enrollment::rows::Rows;
use enrollment::snapshot::{ReadState, Snapshot, Source};
use rules::prevention::thresholds::Thresholds;
use sources::recorded::{ReadOptions, read};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn made(snapshot: &Snapshot, language: Language) -> (Vec<u8>, Figures) {
    let weights = rules::weights::built_in().unwrap();
    let fleet = correlate(snapshot);
    let basis = (&Costs::default(), &Thresholds::default());
    let figures = gather(&fleet, &Examiner::new(weights), basis, None);
    let mut bytes = Vec::new();
    write(&fleet, weights, &figures, language, &mut bytes).unwrap();
    (bytes, figures)
}

fn of(shuffle: &Shuffle) -> (Book, Figures) {
    let (bytes, figures) = made(&snapshot(shuffle), Language::En);
    (Xlsx::new(Cursor::new(bytes)).unwrap(), figures)
}

fn cell(book: &mut Book, sheet: &str, row: u32, column: u32) -> Data {
    let range = book.worksheet_range(sheet).unwrap();
    range.get_value((row, column)).cloned().unwrap_or_default()
}

#[test]
fn another_reader_opens_all_sheets() {
    let (mut book, figures) = of(&IN_ORDER);
    let names = [
        "Summary",
        "Devices",
        "Findings",
        "Causes",
        "Suppliers",
        "Not seen",
        "Economics",
    ];
    assert_eq!(book.sheet_names(), names);
    let devices = book.worksheet_range("Devices").unwrap();
    assert_eq!(devices.height(), figures.devices + 1);
    let serials: Vec<String> = devices
        .rows()
        .skip(1)
        .map(|row| row[0].to_string())
        .collect();
    assert!(serials.is_sorted() && serials.contains(&HOSTILE_SERIAL.to_owned()));
    let certainties = devices.rows().skip(1).map(|row| row[7].clone());
    assert!(
        certainties
            .filter(|it| matches!(it, Data::Float(_)))
            .count()
            > 4
    );
    let causes = book.worksheet_range("Causes").unwrap();
    assert_eq!(causes.height(), figures.causes.len() + 1);
    let findings = book.worksheet_range("Findings").unwrap();
    assert_eq!(findings.height(), figures.faults.len() + 1);
    let suppliers = book.worksheet_range("Suppliers").unwrap();
    let supplied: f64 = suppliers
        .rows()
        .skip(1)
        .map(|row| match row[2] {
            Data::Float(count) => count,
            _ => 0.0,
        })
        .sum();
    let counted: usize = figures.suppliers.iter().map(|it| it.devices).sum();
    assert!((supplied - counted as f64).abs() < 0.5);
    assert_eq!(
        cell(&mut book, "Summary", 4, 1),
        Data::Float(figures.devices as f64)
    );
}

#[test]
fn what_comes_from_outside_is_never_calculated() {
    let (mut book, _) = of(&IN_ORDER);
    for sheet in [
        "Summary",
        "Devices",
        "Findings",
        "Causes",
        "Suppliers",
        "Not seen",
    ] {
        let formulas = book.worksheet_formula(sheet).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "{sheet}");
    }
}

#[test]
fn the_same_snapshot_gives_the_same_bytes() {
    for language in [Language::En, Language::De] {
        let (one, _) = made(&snapshot(&IN_ORDER), language);
        let (other, _) = made(&snapshot(&SHUFFLED), language);
        assert!(one == other, "{}", language.tag());
    }
}

#[test]
fn nobody_read_anything() {
    let (bytes, _) = made(&empty(), Language::En);
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.worksheet_range("Devices").unwrap().height(), 1);
    assert!(book.worksheet_range("Not seen").unwrap().height() > 1);
    assert_eq!(
        cell(&mut book, "Summary", 2, 1),
        Data::String("nothing to say yet".to_owned())
    );
}

/// The sheet of costs, calculated by a calculator of our own.
struct Sheet {
    values: BTreeMap<String, f64>,
    formulas: BTreeMap<String, String>,
}

impl Sheet {
    fn of(book: &mut Book) -> Self {
        let name =
            |(row, column): (usize, usize)| format!("{}{}", (b'A' + column as u8) as char, row + 1);
        let range = book.worksheet_range("Economics").unwrap();
        let (first, column) = range.start().unwrap();
        assert_eq!((first, column), (0, 0));
        let mut values = BTreeMap::new();
        for (row, column, value) in range.used_cells() {
            if let Data::Float(value) = value {
                values.insert(name((row, column)), *value);
            }
        }
        let range = book.worksheet_formula("Economics").unwrap();
        let (first, left) = range.start().unwrap();
        let formulas = range
            .used_cells()
            .map(|(row, column, text)| {
                let place = (row + first as usize, column + left as usize);
                (name(place), text.clone())
            })
            .collect();
        Self { values, formulas }
    }

    /// A row's value and bounds, as they are calculated and as they are shown by a reader that does
    /// not calculate.
    fn holds(&self, row: usize, columns: [&str; 3], range: Range) {
        for (column, expected) in columns.iter().zip([range.value, range.low, range.high]) {
            let cell = format!("{column}{row}");
            let calculated = self.value(&cell);
            assert!(
                (calculated - expected).abs() < 1e-9,
                "{cell}: {calculated} {expected}"
            );
            assert!((self.values[&cell] - expected).abs() < 1e-9, "{cell}");
        }
    }

    fn value(&self, cell: &str) -> f64 {
        match self.formulas.get(cell) {
            Some(formula) => self.calculated(formula.trim_start_matches('=')),
            None => self.values.get(cell).copied().unwrap_or(0.0),
        }
    }

    fn calculated(&self, formula: &str) -> f64 {
        let mut parser = Parser {
            sheet: self,
            rest: formula,
        };
        let value = parser.sum();
        assert_eq!(parser.rest, "", "{formula}");
        value
    }
}

struct Parser<'s> {
    sheet: &'s Sheet,
    rest: &'s str,
}

impl Parser<'_> {
    fn takes(&mut self, sign: char) -> bool {
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            if self.takes('+') {
                value += self.product();
            } else if self.takes('-') {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.power();
        loop {
            if self.takes('*') {
                value *= self.power();
            } else if self.takes('/') {
                value /= self.power();
            } else {
                return value;
            }
        }
    }

    fn power(&mut self) -> f64 {
        let base = self.atom();
        if self.takes('^') {
            base.powf(self.atom())
        } else {
            base
        }
    }

    fn word(&mut self) -> String {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn atom(&mut self) -> f64 {
        if self.takes('-') {
            return -self.atom();
        }
        if self.takes('(') {
            let value = self.sum();
            assert!(self.takes(')'), "{}", self.rest);
            return value;
        }
        let word = self.word();
        if let Ok(number) = word.parse() {
            return number;
        }
        if !self.takes('(') {
            return self.sheet.value(&word);
        }
        let mut values = vec![self.sum()];
        if word == "IF" {
            assert!(self.takes('='), "{}", self.rest);
            let is_equal = (values[0] - self.sum()).abs() < 1e-12;
            values = vec![f64::from(u8::from(is_equal))];
        }
        while self.takes(',') {
            values.push(self.sum());
        }
        assert!(self.takes(')'), "{}", self.rest);
        match word.as_str() {
            "IF" if values[0] > 0.5 => values[1],
            "IF" => values[2],
            "MAX" => values.into_iter().fold(f64::MIN, f64::max),
            "MIN" => values.into_iter().fold(f64::MAX, f64::min),
            "SQRT" => values[0].sqrt(),
            other => panic!("no function {other}"),
        }
    }
}

#[test]
fn the_formulas_are_those_of_the_report() {
    let (mut book, figures) = of(&IN_ORDER);
    let sheet = Sheet::of(&mut book);
    let fleet = figures.economics.fleet;
    let rate = figures.economics.rate.unwrap();
    for (row, range) in [
        (25, rate),
        (26, fleet.handled),
        (30, fleet.gross),
        (31, fleet.spent),
        (32, fleet.net),
        (33, fleet.gross_money),
        (34, fleet.net_money),
        (35, fleet.users_by_hand),
        (36, fleet.users_with_tool),
    ] {
        sheet.holds(row, ["B", "C", "D"], range);
    }
    let hundred = figures.economics.hundred.unwrap();
    for (row, range) in [
        (26, hundred.handled),
        (30, hundred.gross),
        (31, hundred.spent),
        (32, hundred.net),
        (33, hundred.gross_money),
        (34, hundred.net_money),
        (35, hundred.users_by_hand),
        (36, hundred.users_with_tool),
    ] {
        sheet.holds(row, ["E", "F", "G"], range);
    }
    assert!((sheet.value("E27") - figures.economics.overhead_of_hundred()).abs() < 1e-9);
    assert!((sheet.value("B28") - figures.devices as f64).abs() < 1e-9);
    let article = figures.economics.article;
    assert!((sheet.value("C42") - article.net.0).abs() < 1e-9);
    assert!((sheet.value("D43") - article.at_rate.unwrap().1).abs() < 1e-9);
}

#[test]
fn a_changed_input_changes_the_result() {
    let (mut book, figures) = of(&IN_ORDER);
    let mut sheet = Sheet::of(&mut book);
    sheet.values.insert("B4".to_owned(), 120.0);
    let doubled = sheet.value("B33");
    assert!((doubled - 2.0 * figures.economics.fleet.gross_money.value).abs() < 1e-9);
}

fn written(
    snapshot: &Snapshot,
    change: impl Fn(&mut Figures),
    language: Language,
) -> (Book, Figures) {
    let weights = rules::weights::built_in().unwrap();
    let fleet = correlate(snapshot);
    let basis = (&Costs::default(), &Thresholds::default());
    let mut figures = gather(&fleet, &Examiner::new(weights), basis, None);
    change(&mut figures);
    let mut bytes = Vec::new();
    write(&fleet, weights, &figures, language, &mut bytes).unwrap();
    (Xlsx::new(Cursor::new(bytes)).unwrap(), figures)
}

#[test]
fn the_saving_by_prevention_is_reckoned_in_the_sheet() {
    let started = |failing, sound, unknown| Started {
        failing,
        sound,
        unknown,
    };
    let cohorts = Cohorts {
        before: started(30, 70, 4),
        after: started(9, 110, 1),
    };
    let watched = Watched {
        days: 90,
        seen: true,
    };
    let saved = prevented(cohorts, Some(watched), &Costs::default());
    let change = |figures: &mut Figures| figures.prevented = saved;
    let (mut book, _) = written(&snapshot(&IN_ORDER), change, Language::En);
    let Prevented::Measured(saving) = saved else {
        panic!("{saved:?}");
    };
    let sheet = Sheet::of(&mut book);
    for (row, range) in [
        (53, saving.rate_before),
        (54, saving.rate_after),
        (55, saving.devices),
        (56, saving.hours),
        (57, saving.money),
    ] {
        for (column, expected) in [("B", range.value), ("C", range.low), ("D", range.high)] {
            let cell = format!("{column}{row}");
            let calculated = sheet.value(&cell);
            assert!((calculated - expected).abs() < 1e-9, "{cell}: {calculated}");
        }
    }
    let (mut book, _) = of(&IN_ORDER);
    let why = cell(&mut book, "Economics", 45, 0).to_string();
    assert!(why.contains("no earlier look is known"), "{why}");
}

#[test]
fn the_time_from_hand_out_to_enrollment_is_told() {
    let (mut book, figures) = of(&IN_ORDER);
    let title = cell(&mut book, "Economics", 60, 0).to_string();
    assert_eq!(title, "From hand-out to enrollment");
    if figures.hand_out.devices() > 0 {
        let devices = cell(&mut book, "Economics", 62, 1);
        assert_eq!(devices, Data::Float(figures.hand_out.devices() as f64));
    }
    let (mut book, _) = written(&empty(), |_| (), Language::En);
    let says = cell(&mut book, "Economics", 61, 0).to_string();
    assert!(says.contains("was not read, or not to its end"), "{says}");
}

/// Bug: what nobody read was nought in the summary, and a formula made a rate of it.
#[test]
fn nobody_looked_is_never_nought() {
    let mut unread = snapshot(&IN_ORDER);
    unread.managed = Rows::default();
    for source in [Source::ManagedDevices, Source::SignIns] {
        unread.reads.set(source, ReadState::NotRead);
    }
    let (mut book, _) = written(&unread, |_| (), Language::En);
    let summary = book.worksheet_range("Summary").unwrap();
    let value = |label: &str| {
        let row = summary.rows().find(|row| row[0] == label);
        row.unwrap()[1].to_string()
    };
    for label in [
        "devices in use, managed by nobody",
        "device-days out of sight, at least",
        "device-days out of sight, at most",
        "device-days with access seen, at least",
    ] {
        assert_eq!(value(label), "not seen", "{label}");
    }
    for (row, column) in [(24, 1), (31, 4), (42, 2)] {
        let cell = cell(&mut book, "Economics", row, column).to_string();
        assert_eq!(cell, "not seen", "{row} {column}");
    }
}

/// Bug: words of the services and keys of scopes stood where people read.
#[test]
fn the_workbook_speaks_its_readers_language() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/contoso");
    let contoso = read(&path, &ReadOptions::default()).unwrap();
    let (mut book, _) = written(&contoso, |_| (), Language::De);
    for sheet in ["Geräte", "Lieferanten"] {
        let cells = book.worksheet_range(sheet).unwrap();
        for cell in cells.used_cells().map(|(_, _, cell)| cell.to_string()) {
            for word in ["RESELLER", "MANUALLY_ADDED", "APPLE", "ios", "token:"] {
                assert!(cell != word && !cell.contains(" token:"), "{cell}");
            }
        }
    }
    let devices = book.worksheet_range("Geräte").unwrap();
    let systems: Vec<String> = devices.rows().map(|row| row[1].to_string()).collect();
    assert!(systems.iter().any(|it| it == "iPadOS"), "{systems:?}");
}
