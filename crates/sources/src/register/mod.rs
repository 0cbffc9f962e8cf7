//! The customer's own list of devices: CSV or XLSX, in any language's headers.
//!
//! Which column is what is guessed, and the guess is handed back with its reason, so that a
//! person can look it over and overrule it. A list without a column of serial numbers or IMEIs is
//! refused; nothing is guessed silently.

mod choice;
mod columns;
mod file;
mod guess;
mod looks;
mod names;
mod rows;
mod whereabouts;

pub use choice::{ColumnChoice, ColumnReason, RegisterField};
pub use columns::RegisterColumns;
pub use file::{COLUMNS_FILE, REGISTER_FILES, read_register_file};

use crate::gathering::Gathering;
use crate::table::header::Headers;
use crate::table::{Encoding, HeadRow, TableFault, TableFile};
use crate::told::{Told, told};
use enrollment::moment::Moment;
use enrollment::snapshot::{Gap, GapReason, Source};
use rows::RegisterRows;
use std::fmt;
use std::ops::ControlFlow;

/// How many rows are looked at for guessing.
const SAMPLE_ROWS: usize = 500;
/// How far down the header row may stand.
const HEADER_ROWS_MAX: usize = 30;

/// What was made of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterReading {
    /// Which column was taken for what, and why.
    pub columns: Vec<ColumnChoice>,
    /// All headers, as they are written.
    pub headers: Vec<String>,
    /// The header's row, as a spreadsheet shows it.
    pub header_row: u64,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// How the bytes of a text file were read.
    pub encoding: Option<Encoding>,
    /// What separates the fields of a text file.
    pub delimiter: Option<char>,
    /// Rows that were used.
    pub rows: u64,
    /// Rows that cannot be used; each is a gap.
    pub refused: u64,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// Why a register was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterError {
    /// It cannot be opened.
    Unreadable {
        /// The file.
        name: String,
        /// Why.
        why: TableFault,
    },
    /// It cannot be found or read from the disk.
    Disk {
        /// The file.
        name: String,
        /// Why.
        why: String,
    },
    /// Everything stands in one column.
    OneColumn {
        /// The file.
        name: String,
        /// Its first line.
        seen: String,
    },
    /// Neither serial numbers nor IMEIs.
    NoKeyColumn {
        /// The file.
        name: String,
        /// The headers, quoted.
        headers: String,
    },
    /// Two columns may be the serial number.
    Ambiguous {
        /// The file.
        name: String,
        /// The field.
        field: RegisterField,
        /// The columns, quoted.
        candidates: String,
    },
    /// A column that was named does not exist.
    NoSuchColumn {
        /// The file.
        name: String,
        /// The field.
        field: RegisterField,
        /// What was asked for.
        asked: String,
        /// The headers, quoted.
        headers: String,
    },
}

impl RegisterError {
    /// What a person is told.
    pub fn told(&self) -> Told {
        match self {
            Self::Unreadable { name, why } => told("register-unreadable")
                .with("name", name)
                .with("why", why.told()),
            Self::Disk { name, why } => told("register-unreadable")
                .with("name", name)
                .with("why", why),
            Self::OneColumn { name, seen } => told("register-one-column")
                .with("name", name)
                .with("seen", seen),
            Self::NoKeyColumn { name, headers } => told("register-no-key")
                .with("name", name)
                .with("headers", headers),
            Self::Ambiguous {
                name,
                field,
                candidates,
            } => told("register-ambiguous")
                .with("name", name)
                .with("field", field.to_string())
                .with("candidates", candidates),
            Self::NoSuchColumn {
                name,
                field,
                asked,
                headers,
            } => told("register-no-such")
                .with("name", name)
                .with("field", field.to_string())
                .with("asked", asked)
                .with("headers", headers),
        }
    }
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

impl std::error::Error for RegisterError {}

/// Reads the customer's list into the gathering, and says which column it took for what.
///
/// `columns` overrules the guessing. The register is then read whole (`Source::Register`). Rows
/// that have neither a serial number nor an IMEI become gaps of the source `register`.
///
/// ```
/// use enrollment::moment::Moment;
/// use sources::gathering::Gathering;
/// use sources::register::{RegisterField, read_register};
///
/// let into = Gathering::new(7);
/// let now = Moment::from_unix(1_780_000_000).unwrap();
/// let csv = b"Seriennummer;Ausgegeben an;Status\nF2LXK9ABCD;a.becker@contoso.example;Lager\n";
/// let reading = read_register("register.csv", csv, None, now, &into).unwrap();
/// assert_eq!(reading.columns[0].field, RegisterField::Serial);
/// assert_eq!(reading.rows, 1);
/// ```
pub fn read_register(
    name: &str,
    bytes: &[u8],
    columns: Option<&RegisterColumns>,
    taken_at: Moment,
    into: &Gathering,
) -> Result<RegisterReading, RegisterError> {
    let unreadable = |why| RegisterError::Unreadable {
        name: name.to_owned(),
        why,
    };
    let mut file = TableFile::open(bytes).map_err(unreadable)?;
    let (sheet, table) = guess::find_table(name, &mut file, columns)?;
    let mut reading = RegisterReading {
        columns: table.choices.clone(),
        headers: table.headers.names().to_vec(),
        header_row: table.header_row,
        sheet: file
            .sheets()
            .get(sheet)
            .cloned()
            .filter(|name| !name.is_empty()),
        encoding: file.encoding(),
        delimiter: file.delimiter(),
        rows: 0,
        refused: 0,
        notes: table.notes.clone(),
    };
    if let Some(encoding) = reading.encoding.filter(|encoding| encoding.is_guess()) {
        reading.notes.push(format!(
            "the file is no UTF-8; it was read as {encoding}. Look at the umlauts"
        ));
    }
    let orders = rows::settle_dates(&mut file, sheet, &table, taken_at);
    let mut rows = RegisterRows::new(name, into, &table, orders, file.is_workbook());
    let walked = file.walk(sheet, &mut |row| {
        if row.number > table.header_row {
            if rows.take(row) {
                reading.rows += 1;
            } else {
                reading.refused += 1;
            }
        }
        ControlFlow::Continue(())
    });
    if rows.finish() && walked.is_ok() {
        into.note_read(Source::Register);
    } else {
        into.note_partly_read(Source::Register);
    }
    if let Err(fault) = walked {
        reading.notes.push(fault.to_string());
        into.gap(gap(name, None, None, GapReason::Torn, fault.told()));
    }
    Ok(reading)
}

/// A table whose columns are known.
struct RegisterTable {
    headers: Headers,
    header_row: u64,
    choices: Vec<ColumnChoice>,
    notes: Vec<String>,
}

fn gap(
    file: &str,
    row: Option<u64>,
    field: Option<String>,
    reason: GapReason,
    detail: Told,
) -> Gap {
    Gap {
        source: Source::Register.name().to_owned(),
        reason,
        file: Some(file.to_owned()),
        row,
        field,
        detail,
        count: 1,
    }
}

/// The values of a column in some rows, without the empty ones.
fn sample(rows: &[HeadRow], column: usize) -> Vec<&str> {
    let cells = rows
        .iter()
        .filter_map(|row| row.cells.get(column).map(String::as_str));
    cells.filter(|cell| !looks::is_nothing(cell)).collect()
}

#[cfg(test)]
mod tests;
