//! The sheet of devices, written while they are examined; a second one where the first is full.

use super::{Book, CELL};
use crate::app::examine::{Examined, Examiner};
use crate::app::findings::systemic;
use crate::app::fleet::stream_into;
use crate::i18n::Language;
use crate::report::executive::standing_text;
use crate::report::ndjson::{platform, product};
use crate::report::only::code_of;
use crate::report::wording::{action, clip, plain, reach, title};
use enrollment::case_file::{CaseFile, Kind};
use enrollment::cause::Code;
use enrollment::correlate::{Device, Fleet};
use enrollment::diagnosis::UNIT;
use enrollment::snapshot::ProductFamily;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Rows of a sheet (the file format's limit), of which one is the head.
const ROWS: u32 = 1_048_576;

const COLUMNS: [(&str, f64); 14] = [
    ("report-column-serial", 16.0),
    ("report-column-platform", 10.0),
    ("report-column-product", 16.0),
    ("report-column-order", 18.0),
    ("report-standing", 14.0),
    ("report-code", 8.0),
    ("report-cause", 60.0),
    ("report-column-certainty", 10.0),
    ("report-column-gate", 7.0),
    ("report-column-action", 40.0),
    ("report-column-erase", 8.0),
    ("report-column-data", 8.0),
    ("report-fault", 30.0),
    ("report-column-question", 60.0),
];
/// The column of the probability, which is a number.
const CERTAINTY: usize = 7;

/// A device as a row of cells.
struct Row {
    cells: [String; COLUMNS.len()],
    probability: Option<f64>,
}

pub(super) fn write<T: Send + Sync>(
    fleet: &Fleet<'_>,
    examiner: &Examiner<'_, T>,
    book: &Book<'_>,
    workbook: &mut Workbook,
) -> Result<(), XlsxError> {
    let words = Words::of(book);
    let mut pen = Pen {
        book,
        sheets: 0,
        row: ROWS,
        share: &book.looks.share,
    };
    stream_into(
        fleet,
        examiner,
        |examined, rows: &mut Vec<Row>| rows.push(words.row(examined)),
        |rows| {
            rows.into_iter()
                .try_for_each(|row| pen.write(&row, workbook))
        },
    )?;
    // An empty fleet has a sheet, too, with its head alone.
    if pen.sheets == 0 {
        pen.begin(workbook)?;
    }
    Ok(())
}

struct Pen<'b> {
    book: &'b Book<'b>,
    sheets: usize,
    row: u32,
    share: &'b Format,
}

impl Pen<'_> {
    fn write(&mut self, row: &Row, workbook: &mut Workbook) -> Result<(), XlsxError> {
        if self.row == ROWS {
            self.begin(workbook)?;
        }
        let last = workbook.worksheets_mut().last_mut();
        let Some(sheet) = last else {
            return Ok(());
        };
        for (column, text) in row.cells.iter().enumerate() {
            if column != CERTAINTY && !text.is_empty() {
                sheet.write_string(self.row, column as u16, text)?;
            } else if column == CERTAINTY
                && let Some(probability) = row.probability
            {
                let column = column as u16;
                sheet.write_number_with_format(self.row, column, probability, self.share)?;
            }
        }
        self.row += 1;
        Ok(())
    }

    fn begin(&mut self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        self.sheets += 1;
        self.row = 1;
        let name = self.book.text("report-sheet-devices");
        let name = match self.sheets {
            1 => name,
            more => format!("{name} {more}"),
        };
        let sheet: &mut Worksheet = workbook.add_worksheet_with_constant_memory()?;
        self.book.head(sheet, &name, &COLUMNS)
    }
}

/// Words that return in every row.
struct Words {
    language: Language,
    yes: String,
    no: String,
    /// Where each fault reaches, by its code and its scope's key.
    reaches: BTreeMap<(Code, String), String>,
}

impl Words {
    fn of(book: &Book<'_>) -> Self {
        let language = book.language;
        let reaches = book.figures.faults.iter().map(|fault| {
            let key = (fault.code, fault.scope.clone());
            (key, reach(language, fault))
        });
        Self {
            language,
            yes: language.text("report-yes"),
            no: language.text("report-no"),
            reaches: reaches.collect(),
        }
    }

    /// The fault of the tenant that a device suffers from, and where it reaches.
    fn fault(&self, code: Code, scope: String) -> String {
        let key = (code, scope);
        match self.reaches.get(&key) {
            Some(reach) => format!("{code} {reach}"),
            None => format!("{code} {}", key.1),
        }
    }

    fn row<T>(&self, examined: &Examined<'_, '_, T>) -> Row {
        let device = examined.device;
        let verdict = &examined.judged.verdict;
        let words = &device.fleet.snapshot.words;
        let code = code_of(verdict);
        let flag = |value: bool| if value { &self.yes } else { &self.no }.clone();
        let foreign = |text: &str| clip(&plain(text), CELL);
        let question = verdict.question.as_ref();
        let cells = [
            foreign(device.serial_text()),
            foreign(system(device, &examined.judged.case)),
            foreign(words.text(product(device))),
            foreign(device.org().map_or("", |row| words.text(row.order))),
            standing_text(self.language, verdict.standing),
            code.map_or_else(String::new, |code| code.to_string()),
            code.map_or_else(String::new, |code| title(self.language, code)),
            String::new(),
            verdict
                .gate
                .map_or_else(String::new, |gate| gate.to_string()),
            action(self.language, verdict.action),
            flag(verdict.erase_needed),
            flag(verdict.data_at_risk),
            systemic(examined).map_or_else(String::new, |(rule, scope)| {
                foreign(&self.fault(rule.cause.code, scope))
            }),
            question.map_or_else(String::new, |it| self.language.question(it.question)),
        ];
        let certain = !verdict.unexplained && verdict.cause.is_some();
        Row {
            cells,
            probability: certain.then(|| f64::from(verdict.probability) / f64::from(UNIT)),
        }
    }
}

/// What the maker calls its system, the same in every language.
fn system<'f>(device: &Device<'f>, case: &CaseFile) -> &'f str {
    let words = &device.fleet.snapshot.words;
    match case.get::<Kind>() {
        Kind::Ios => {
            let family = device.org().map(|row| row.family);
            let names = [product(device), device.model()].map(|name| words.text(name));
            let begins = |with: &str| names.iter().any(|name| name.starts_with(with));
            match family {
                Some(ProductFamily::Ipad) => "iPadOS",
                Some(ProductFamily::Iphone | ProductFamily::Ipod) => "iOS",
                _ if begins("iPad") => "iPadOS",
                _ if begins("iPhone") || begins("iPod") => "iOS",
                _ => "iOS/iPadOS",
            }
        }
        Kind::Mac => "macOS",
        Kind::Tv => "tvOS",
        Kind::Vision => "visionOS",
        Kind::Watch => "watchOS",
        Kind::Foreign | Kind::Unread => platform(device, case),
    }
}
