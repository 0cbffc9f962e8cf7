//! What was made of an exported file, for a person to look over.

use super::ExportKind;
use crate::table::Encoding;

/// What was made of one file; an archive holds several tables.
#[derive(Clone, Debug, Default)]
pub struct ExportReading {
    /// Each table that was looked at, in the file's order.
    pub tables: Vec<TableReading>,
}

/// What was made of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableReading {
    /// The file, and within an archive the file in it.
    pub name: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What it was taken for; `None` if it was not recognised.
    pub kind: Option<ExportKind>,
    /// How the bytes of a text file were read.
    pub encoding: Option<Encoding>,
    /// Rows that were used.
    pub rows: u64,
    /// Rows that cannot be used; each is a gap.
    pub refused: u64,
    /// Rows that say that nothing happened, such as a failed assignment in an activity log.
    pub idle: u64,
    /// Columns that were used.
    pub columns: Vec<MappedColumn>,
    /// Columns that mean nothing to this program.
    pub columns_ignored: usize,
    /// Why the table, or the rest of it, was not read.
    pub problem: Option<String>,
}

/// A column and the field it fills.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MappedColumn {
    /// The header as it is written.
    pub header: String,
    /// The API's name of the field.
    pub field: &'static str,
}

impl ExportReading {
    /// Rows that were used, in all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Rows that cannot be used, in all tables.
    pub fn refused(&self) -> u64 {
        self.tables.iter().map(|table| table.refused).sum()
    }

    /// Whether any table was recognised.
    pub fn is_recognised(&self) -> bool {
        self.tables.iter().any(|table| table.kind.is_some())
    }
}

impl TableReading {
    /// A table of which nothing is known yet.
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            sheet: None,
            kind: None,
            encoding: None,
            rows: 0,
            refused: 0,
            idle: 0,
            columns: Vec::new(),
            columns_ignored: 0,
            problem: None,
        }
    }
}
