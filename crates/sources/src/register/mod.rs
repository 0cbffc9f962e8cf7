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
mod whereabouts;

pub use choice::{ColumnChoice, ColumnReason, RegisterField};
pub use columns::RegisterColumns;
pub use file::{COLUMNS_FILE, REGISTER_FILES, read_register_file};

use crate::gathering::Gathering;
use crate::table::date::{self, DateEvidence, DateFault, DateOrder};
use crate::table::header::Headers;
use crate::table::{
    Encoding, FIELD_BYTES_MAX, HeadRow, Row, TableFault, TableFile, excerpt,
};
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{Gap, GapReason, Imei, RegisterRow, Source};
use enrollment::words::Word;
use std::ops::ControlFlow;

/// How many rows are looked at for guessing.
const SAMPLE_ROWS: usize = 500;
/// How far down the header row may stand.
const HEADER_ROWS_MAX: usize = 30;
/// Rows that are handed over at once.
const PAGE: usize = 4096;

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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// It cannot be opened.
    #[error("the register {name} cannot be read: {why}")]
    Unreadable {
        /// The file.
        name: String,
        /// Why.
        why: TableFault,
    },
    /// It cannot be found or read from the disk.
    #[error("the register {name} cannot be read: {why}")]
    Disk {
        /// The file.
        name: String,
        /// Why.
        why: String,
    },
    /// Everything stands in one column.
    #[error(
        "the register {name} has one column only; its first line is “{seen}”. \
         Save it again as CSV with a comma, a semicolon or a tab between the fields, or as XLSX; \
         if it really is a list of serial numbers, say --register-column serial=1"
    )]
    OneColumn {
        /// The file.
        name: String,
        /// Its first line.
        seen: String,
    },
    /// Neither serial numbers nor IMEIs.
    #[error(
        "the register {name} has no column that looks like serial numbers or IMEIs; \
         its headers are {headers}. Say which it is: --register-column serial=\"HEADER\" \
         (or its number or letter), or imei=…"
    )]
    NoKeyColumn {
        /// The file.
        name: String,
        /// The headers, quoted.
        headers: String,
    },
    /// Two columns may be the serial number.
    #[error(
        "in the register {name} several columns look like the {field}: {candidates}. \
         Say which it is: --register-column {field}=\"HEADER\""
    )]
    Ambiguous {
        /// The file.
        name: String,
        /// The field.
        field: RegisterField,
        /// The columns, quoted.
        candidates: String,
    },
    /// A column that was named does not exist.
    #[error(
        "the register {name} has no column {asked} for {field}; its headers are {headers}. \
         Name a header, its number from 1, or its letter"
    )]
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
        sheet: file.sheets().get(sheet).cloned().filter(|name| !name.is_empty()),
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
    let mut rows = RegisterRows {
        name,
        into,
        headers: &table.headers,
        header_row: table.header_row,
        places: Places::of(&table.choices),
        orders: settle_dates(&mut file, sheet, &table, taken_at),
        day_numbers: file.is_workbook(),
        page: Vec::new(),
    };
    let walked = file.walk(sheet, &mut |row| {
        if row.number > table.header_row {
            match rows.take(row) {
                Ok(()) => reading.rows += 1,
                Err(refusal) => {
                    reading.refused += 1;
                    rows.gap(row.number, refusal.column, GapReason::Row, refusal.detail);
                }
            }
        }
        ControlFlow::Continue(())
    });
    into.register.add(rows.page);
    match walked {
        Ok(()) => into.note_read(Source::Register),
        Err(fault) => {
            reading.notes.push(fault.to_string());
            into.gap(gap(name, None, None, GapReason::Torn, fault.to_string()));
            into.note_partly_read(Source::Register);
        }
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

/// Where each field stands.
#[derive(Default)]
struct Places {
    serial: Option<usize>,
    imei: Option<usize>,
    user: Option<usize>,
    site: Option<usize>,
    status: Option<usize>,
    handed_out: Option<usize>,
    bought: Option<usize>,
    order: Option<usize>,
}

impl Places {
    fn of(choices: &[ColumnChoice]) -> Self {
        let at = |field| {
            let choice = choices.iter().find(|choice| choice.field == field);
            choice.map(|choice| choice.column)
        };
        Self {
            serial: at(RegisterField::Serial),
            imei: at(RegisterField::Imei),
            user: at(RegisterField::User),
            site: at(RegisterField::Site),
            status: at(RegisterField::Status),
            handed_out: at(RegisterField::HandedOut),
            bought: at(RegisterField::Bought),
            order: at(RegisterField::Order),
        }
    }

    fn used(&self) -> impl Iterator<Item = usize> + use<> {
        let keys = [self.serial, self.imei, self.user, self.site];
        let rest = [self.status, self.handed_out, self.bought, self.order];
        keys.into_iter().chain(rest).flatten()
    }
}

/// The order of day and month of the two date columns; see [`DateEvidence`].
fn settle_dates(
    file: &mut TableFile<'_>,
    sheet: usize,
    table: &RegisterTable,
    taken_at: Moment,
) -> [DateOrder; 2] {
    let places = Places::of(&table.choices);
    // A hand-out may be planned; nothing is bought in the future.
    let columns = [(places.handed_out, None), (places.bought, Some(taken_at))];
    let mut evidence = [DateEvidence::default(); 2];
    // A fault is met again, and named, when the rows are read.
    let _ = file.walk(sheet, &mut |row| {
        if row.number > table.header_row {
            for (evidence, (column, latest)) in evidence.iter_mut().zip(&columns) {
                if let Some(column) = column {
                    evidence.see(row.cell(*column), *latest);
                }
            }
        }
        ControlFlow::Continue(())
    });
    let orders = DateEvidence::orders(&evidence);
    [orders[0], orders[1]]
}

/// Why a row cannot be used.
struct Refusal {
    column: Option<usize>,
    detail: String,
}

/// Rows on their way into the gathering.
struct RegisterRows<'r> {
    name: &'r str,
    into: &'r Gathering,
    headers: &'r Headers,
    header_row: u64,
    places: Places,
    orders: [DateOrder; 2],
    day_numbers: bool,
    page: Vec<RegisterRow>,
}

impl RegisterRows<'_> {
    fn take(&mut self, row: &Row<'_>) -> Result<(), Refusal> {
        self.check_shape(row)?;
        let imei = self.imei(row);
        let serial = self.serial(row, imei)?;
        if serial.is_none() && !imei.is_some() {
            return Err(Refusal {
                column: self.places.serial.or(self.places.imei),
                detail: "neither a serial number nor an IMEI".to_owned(),
            });
        }
        let places = &self.places;
        let text = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let register_row = RegisterRow {
            serial,
            imei,
            user: self.into.word(&text(places.user).to_lowercase()),
            site: self.into.word(text(places.site)),
            whereabouts: whereabouts::read(text(places.status), self.into),
            handed_out: self.date(row, places.handed_out, self.orders[0]),
            bought: self.date(row, places.bought, self.orders[1]),
            order: self.into.word(text(places.order)),
            line: (row.number - self.header_row) as u32,
        };
        self.page.push(register_row);
        if self.page.len() >= PAGE {
            self.into.register.add(std::mem::take(&mut self.page));
        }
        Ok(())
    }

    fn check_shape(&self, row: &Row<'_>) -> Result<(), Refusal> {
        let columns = self.headers.len();
        let beyond = (columns..row.len()).any(|column| !row.cell(column).is_empty());
        if beyond {
            let detail = format!(
                "{} fields under {columns} headers: they may have shifted",
                row.len()
            );
            return Err(Refusal {
                column: None,
                detail,
            });
        }
        let mut used = self.places.used();
        match used.find(|column| row.cell(*column).len() > FIELD_BYTES_MAX) {
            Some(column) => Err(Refusal {
                column: Some(column),
                detail: format!("a field of more than {} KiB", FIELD_BYTES_MAX >> 10),
            }),
            None => Ok(()),
        }
    }

    /// A bad serial number is no reason to lose a row that has an IMEI.
    fn serial(&self, row: &Row<'_>, imei: Imei) -> Result<Word, Refusal> {
        let column = self.places.serial;
        let text = column.map_or("", |column| row.cell(column));
        if looks::is_nothing(text) {
            return Ok(Word::NONE);
        }
        let refusal = match self.into.serial(text) {
            _ if looks::is_rounded(text) => rounded(column, text),
            Ok(serial) => return Ok(serial),
            Err(fault) => Refusal {
                column,
                detail: format!("“{}”: {fault}", excerpt(text)),
            },
        };
        if imei.is_some() {
            self.gap(row.number, refusal.column, GapReason::Row, refusal.detail);
            Ok(Word::NONE)
        } else {
            Err(refusal)
        }
    }

    fn imei(&self, row: &Row<'_>) -> Imei {
        let Some(column) = self.places.imei else {
            return Imei::NONE;
        };
        let text = row.cell(column);
        let mut parts = text.split([',', ';', '\n', '|']).map(Imei::parse);
        let imei = parts.find(|imei| imei.is_some()).unwrap_or(Imei::NONE);
        if imei.is_some() || looks::is_nothing(text) {
            return imei;
        }
        let detail = if looks::is_rounded(text) {
            rounded(Some(column), text).detail
        } else {
            format!("“{}” is no IMEI; it has 14 to 16 digits", excerpt(text))
        };
        self.gap(row.number, Some(column), GapReason::Unknown, detail);
        Imei::NONE
    }

    fn date(&self, row: &Row<'_>, column: Option<usize>, order: DateOrder) -> Stamp {
        let Some(column) = column else {
            return Stamp::ABSENT;
        };
        let text = row.cell(column);
        let shown = excerpt(text);
        let detail = match date::parse(text, order, self.day_numbers) {
            Ok(stamp) => return stamp,
            Err(DateFault::NotADate) => format!("“{shown}” is no date that is known here"),
            Err(DateFault::Ambiguous) => format!(
                "“{shown}”: nothing in the column settles which number is the day; \
                 write it as 2026-03-05"
            ),
        };
        self.gap(row.number, Some(column), GapReason::Unknown, detail);
        Stamp::ABSENT
    }

    fn gap(&self, row: u64, column: Option<usize>, reason: GapReason, detail: String) {
        let field = column.map(|column| self.headers.name(column).to_owned());
        self.into.gap(gap(self.name, Some(row), field, reason, detail));
    }
}

fn rounded(column: Option<usize>, text: &str) -> Refusal {
    Refusal {
        column,
        detail: format!(
            "“{}” was rounded by a spreadsheet; format the column as text, fill it again and save",
            excerpt(text)
        ),
    }
}

fn gap(
    file: &str,
    row: Option<u64>,
    field: Option<String>,
    reason: GapReason,
    detail: String,
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

/// The first rows after the header, column by column.
fn sample(head: &[HeadRow], header: usize, column: usize) -> Vec<&str> {
    let below = head.iter().skip(header + 1);
    let cells = below.filter_map(|row| row.cells.get(column).map(String::as_str));
    cells.filter(|cell| !looks::is_nothing(cell)).collect()
}

#[cfg(test)]
mod tests;
