//! Rows and columns of a file that a person saved: CSV in any delimiter and code page, or XLSX.
//!
//! A file is never copied into memory a second time: it is walked, as often as needed, row by
//! row. Row numbers are those that a spreadsheet shows.

pub(crate) mod archive;
pub(crate) mod date;
mod delimiter;
pub(crate) mod header;
pub(crate) mod shape;
mod text;
mod workbook;

pub use text::Encoding;

use crate::told::{Told, told};
use std::fmt;
use std::ops::ControlFlow;

/// Most rows of one table that are read.
pub const ROWS_MAX: u64 = 2_000_000;
/// Most columns of one table that are read.
pub const COLUMNS_MAX: usize = 512;
/// Longest field, in bytes, that is believed to be one value.
pub const FIELD_BYTES_MAX: usize = 64 * 1024;

/// Why a file is no table that can be read, or stopped being one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// Nothing is in it.
    Empty,
    /// The binary format before 2007, or a workbook with a password.
    OldWorkbook,
    /// Neither text nor a workbook; the key of the text that says what it is.
    Foreign(&'static str),
    /// More than [`COLUMNS_MAX`].
    TooManyColumns,
    /// More than [`ROWS_MAX`].
    TooManyRows,
    /// An archive that unpacks to more than this program is willing to read.
    TooLarge(Told),
    /// Ends in the middle, or its parts do not fit together.
    Torn(Told),
}

impl TableFault {
    /// What a person is told.
    pub fn told(&self) -> Told {
        match self {
            Self::Empty => told("table-empty"),
            Self::OldWorkbook => told("table-old"),
            Self::Foreign(what) => told("table-foreign").with("what", told(what)),
            Self::TooManyColumns => told("table-columns").with("most", COLUMNS_MAX.to_string()),
            Self::TooManyRows => told("table-rows").with("most", ROWS_MAX.to_string()),
            Self::TooLarge(why) => why.clone(),
            Self::Torn(why) => told("table-torn").with("why", why.clone()),
        }
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

impl std::error::Error for TableFault {}

/// A file that turned out to be one table, or a workbook of several.
pub(crate) enum TableFile<'a> {
    /// CSV and its relatives.
    Text(text::TextTable<'a>),
    /// XLSX.
    Workbook(Box<workbook::Workbook<'a>>),
}

/// What a walk does with each row.
pub(crate) type Visit<'v> = dyn FnMut(&Row<'_>) -> ControlFlow<()> + 'v;

impl<'a> TableFile<'a> {
    /// Opens a CSV or XLSX file.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, TableFault> {
        match archive::look(bytes) {
            archive::Container::Nothing => Err(TableFault::Empty),
            archive::Container::OldWorkbook => Err(TableFault::OldWorkbook),
            archive::Container::Zip => Err(TableFault::Foreign("table-zip")),
            archive::Container::Foreign(what) => Err(TableFault::Foreign(what)),
            archive::Container::Workbook => {
                workbook::Workbook::open(bytes).map(|book| Self::Workbook(Box::new(book)))
            }
            archive::Container::Plain => text::TextTable::open(bytes).map(Self::Text),
        }
    }

    /// The names of the sheets; a text file is one sheet without a name.
    pub(crate) fn sheets(&self) -> Vec<String> {
        match self {
            Self::Text(_) => vec![String::new()],
            Self::Workbook(book) => book.sheets().to_vec(),
        }
    }

    /// The encoding of a text file.
    pub(crate) fn encoding(&self) -> Option<Encoding> {
        match self {
            Self::Text(text) => Some(text.encoding()),
            Self::Workbook(_) => None,
        }
    }

    /// The delimiter of a text file.
    pub(crate) fn delimiter(&self) -> Option<char> {
        match self {
            Self::Text(text) => Some(text.delimiter()),
            Self::Workbook(_) => None,
        }
    }

    /// How many ways there are to cut the file into fields; a few rows may look as if a rarer
    /// character were the delimiter.
    pub(crate) fn readings(&self) -> usize {
        match self {
            Self::Text(text) => text.delimiters().len(),
            Self::Workbook(_) => 1,
        }
    }

    /// Takes one of the ways to cut the file into fields; 0 is the best.
    pub(crate) fn take_reading(&mut self, number: usize) {
        if let Self::Text(text) = self
            && let Some(delimiter) = text.delimiters().get(number).copied()
        {
            text.set_delimiter(delimiter);
        }
    }

    /// Whether dates may be written as Excel's day numbers.
    pub(crate) fn is_workbook(&self) -> bool {
        matches!(self, Self::Workbook(_))
    }

    /// Visits the rows of a sheet that are not blank, in order, until the visitor breaks.
    ///
    /// A fault after some rows leaves those rows visited: they are still evidence.
    pub(crate) fn walk(&mut self, sheet: usize, visit: &mut Visit<'_>) -> Result<(), TableFault> {
        match self {
            Self::Text(text) => text.walk(visit),
            Self::Workbook(book) => book.walk(sheet, visit),
        }
    }

    /// The first rows of a sheet as texts, for finding the header.
    pub(crate) fn head(&mut self, sheet: usize, rows: usize) -> Result<Vec<HeadRow>, TableFault> {
        let mut head = Vec::new();
        let read = self.walk(sheet, &mut |row| {
            head.push(HeadRow {
                number: row.number,
                cells: (0..row.len()).map(|n| row.cell(n).to_owned()).collect(),
            });
            if head.len() < rows {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        match read {
            Err(fault) if head.is_empty() => Err(fault),
            _ if head.is_empty() => Err(TableFault::Empty),
            _ => Ok(head),
        }
    }
}

/// One of the first rows.
pub(crate) struct HeadRow {
    /// As a spreadsheet shows it.
    pub(crate) number: u64,
    /// Trimmed texts.
    pub(crate) cells: Vec<String>,
}

/// One row while a table is walked.
pub(crate) struct Row<'r> {
    /// As a spreadsheet shows it, from 1.
    pub(crate) number: u64,
    /// Whether the end of the text cut it.
    pub(crate) cut: Cut,
    cells: Cells<'r>,
}

/// How the end of a text cuts its last row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cut {
    /// Not at all.
    No,
    /// There is no line break, and fewer fields than in other rows.
    Short,
    /// A quoted field is never closed, so that the rows after it are in it.
    OpenQuote,
}

enum Cells<'r> {
    Record(&'r csv::StringRecord),
    Sheet(&'r [String]),
}

impl Row<'_> {
    /// How many fields the row has.
    pub(crate) fn len(&self) -> usize {
        match self.cells {
            Cells::Record(record) => record.len(),
            Cells::Sheet(cells) => cells.len(),
        }
    }

    /// A field without surrounding blanks and without the marks that keep a spreadsheet from
    /// taking a serial number for a number (`="0123"`, `'0123`); "" beyond the last field.
    pub(crate) fn cell(&self, column: usize) -> &str {
        let text = match self.cells {
            Cells::Record(record) => record.get(column),
            Cells::Sheet(cells) => cells.get(column).map(String::as_str),
        };
        bare(text.unwrap_or_default())
    }

    /// Whether a row cannot be cut short by a missing delimiter: a sheet drops empty last cells.
    pub(crate) fn has_firm_length(&self) -> bool {
        matches!(self.cells, Cells::Record(_))
    }

    fn is_blank(&self) -> bool {
        (0..self.len()).all(|column| self.cell(column).is_empty())
    }
}

fn bare(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let formula = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    match formula {
        Some(inner) if !inner.contains('"') => inner.trim(),
        _ => text.strip_prefix('\'').unwrap_or(text),
    }
}

/// The beginning of a text, for a message.
pub(crate) fn excerpt(text: &str) -> String {
    /// Characters that fit into a message.
    const LENGTH: usize = 40;
    let mut short: String = text
        .chars()
        .take(LENGTH)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(LENGTH).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS_MAX, Row, TableFault, TableFile, bare, excerpt};
    use proptest::prelude::*;
    use std::ops::ControlFlow;

    fn rows(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut rows = Vec::new();
        let mut file = TableFile::open(bytes).unwrap();
        file.walk(0, &mut |row: &Row<'_>| {
            let cells = (0..row.len()).map(|n| row.cell(n).to_owned()).collect();
            rows.push((row.number, cells));
            ControlFlow::Continue(())
        })
        .unwrap();
        rows
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        let csv = "a,b\n\n\"x\ny\",2\r\n\r\n3,4\n,\n5,6";
        let numbers: Vec<u64> = rows(csv.as_bytes()).iter().map(|row| row.0).collect();
        assert_eq!(numbers, [1, 3, 5, 7]);
    }

    #[test]
    fn a_separator_line_of_excel_is_not_a_row() {
        let rows = rows("sep=|\r\na|b\r\n1|2\r\n".as_bytes());
        assert_eq!(rows[0], (1, vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(rows[1].0, 2);
    }

    #[test]
    fn marks_against_number_guessing_are_taken_off() {
        assert_eq!(bare("=\"00123\""), "00123");
        assert_eq!(bare(" '00123 "), "00123");
        assert_eq!(bare("\u{feff}Serial"), "Serial");
        assert_eq!(bare("=\""), "=\"");
    }

    #[test]
    fn what_is_no_table_is_named() {
        let fault = |bytes: &[u8]| TableFile::open(bytes).err();
        assert_eq!(fault(b""), Some(TableFault::Empty));
        assert_eq!(fault(b"  \r\n"), Some(TableFault::Empty));
        assert_eq!(
            fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"),
            Some(TableFault::OldWorkbook)
        );
        assert!(matches!(
            fault(b"%PDF-1.7 \x01\x02"),
            Some(TableFault::Foreign(_))
        ));
        assert!(matches!(
            fault(&[0x89, b'P', b'N', b'G', 1, 2, 3, 4, 5, 6]),
            Some(TableFault::Foreign(_))
        ));
    }

    #[test]
    fn six_hundred_columns_are_too_many() {
        let line = vec!["x"; COLUMNS_MAX + 1].join(",");
        let mut file = TableFile::open(line.as_bytes()).unwrap();
        let read = file.walk(0, &mut |_| ControlFlow::Continue(()));
        assert_eq!(read, Err(TableFault::TooManyColumns));
    }

    #[test]
    fn an_excerpt_is_short_and_on_one_line() {
        assert_eq!(excerpt("a\nb"), "a b");
        assert_eq!(excerpt(&"ä".repeat(10_000)).chars().count(), 41);
    }

    proptest! {
        #[test]
        fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(mut file) = TableFile::open(&bytes) {
                let _ = file.walk(0, &mut |_| ControlFlow::Continue(()));
            }
        }

        #[test]
        fn any_text_never_panics(text in "[a-c0-9,;\"'=\r\n\t|ä]{0,200}") {
            if let Ok(mut file) = TableFile::open(text.as_bytes()) {
                let mut last = 0;
                let _ = file.walk(0, &mut |row| {
                    assert!(row.number > last);
                    last = row.number;
                    ControlFlow::Continue(())
                });
            }
        }
    }
}
