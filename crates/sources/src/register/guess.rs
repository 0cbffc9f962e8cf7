//! Finds the table in a customer's file: its sheet, its header row, and which column is what.

use super::choice::{ColumnChoice, ColumnReason, RegisterField};
use super::columns::{RegisterColumns, Said};
use super::{HEADER_ROWS_MAX, RegisterError, RegisterTable, SAMPLE_ROWS, looks, names, sample};
use crate::table::header::Headers;
use crate::table::{HeadRow, TableFault, TableFile, excerpt};

/// How many of ten values must look like a field, if the header does not name it.
const FITTING_OF_TEN: usize = 6;

/// The first sheet that has a usable table, with the first delimiter that makes one.
pub(super) fn find_table(
    name: &str,
    file: &mut TableFile<'_>,
    columns: Option<&RegisterColumns>,
) -> Result<(usize, RegisterTable), RegisterError> {
    let nothing_said = RegisterColumns::default();
    let columns = columns.unwrap_or(&nothing_said);
    let mut first_fault = None;
    for number in 0..file.readings() {
        file.take_reading(number);
        match find_sheet(name, file, columns) {
            Ok(found) => return Ok(found),
            Err(fault) => {
                first_fault.get_or_insert(fault);
            }
        }
    }
    Err(first_fault.unwrap_or_else(|| empty(name)))
}

fn find_sheet(
    name: &str,
    file: &mut TableFile<'_>,
    columns: &RegisterColumns,
) -> Result<(usize, RegisterTable), RegisterError> {
    let mut first_fault = None;
    for sheet in 0..file.sheets().len() {
        let table = match file.head(sheet, HEADER_ROWS_MAX + SAMPLE_ROWS) {
            Ok(head) => Guess::new(name, &head, columns).table(),
            Err(TableFault::Empty) => continue,
            Err(why) => Err(RegisterError::Unreadable {
                name: name.to_owned(),
                why,
            }),
        };
        match table {
            Ok(table) => return Ok((sheet, table)),
            Err(fault) => {
                first_fault.get_or_insert(fault);
            }
        }
    }
    Err(first_fault.unwrap_or_else(|| empty(name)))
}

fn empty(name: &str) -> RegisterError {
    RegisterError::Unreadable {
        name: name.to_owned(),
        why: TableFault::Empty,
    }
}

/// One sheet while its columns are being guessed.
struct Guess<'g> {
    name: &'g str,
    head: &'g [HeadRow],
    asked: &'g RegisterColumns,
    headers: Headers,
    /// The header row among `head`; `None` if the list begins with its first device.
    header: Option<usize>,
    choices: Vec<ColumnChoice>,
    notes: Vec<String>,
}

impl<'g> Guess<'g> {
    fn new(name: &'g str, head: &'g [HeadRow], asked: &'g RegisterColumns) -> Self {
        let header = find_header(head, asked);
        let headers = match header {
            Some(index) => Headers::new(&head[index].cells),
            None => Headers::new(&letters(head)),
        };
        Self {
            name,
            head,
            asked,
            headers,
            header,
            choices: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn table(mut self) -> Result<RegisterTable, RegisterError> {
        self.take_what_was_said()?;
        for field in RegisterField::ALL {
            if self.is_open(field) {
                self.by_header(field)?;
            }
        }
        for field in RegisterField::ALL {
            if self.is_open(field) && looks::can_tell(field) {
                self.by_values(field)?;
            }
        }
        self.check_keys()?;
        self.doubt_serials();
        self.choices.sort_by_key(|choice| choice.field);
        Ok(RegisterTable {
            header_row: match self.header {
                Some(index) => self.head[index].number,
                None => self.head[0].number - 1,
            },
            headers: self.headers,
            choices: self.choices,
            notes: self.notes,
        })
    }

    fn take_what_was_said(&mut self) -> Result<(), RegisterError> {
        for field in RegisterField::ALL {
            match self.asked.said(field, &self.headers) {
                Said::Nothing | Said::Absent => {}
                Said::Column(column) => self.choose(field, column, ColumnReason::Asked),
                Said::Unknown(asked) => {
                    return Err(RegisterError::NoSuchColumn {
                        name: self.name.to_owned(),
                        field,
                        asked: format!("“{}”", excerpt(&asked)),
                        headers: self.headers.listed(),
                    });
                }
            }
        }
        Ok(())
    }

    fn choose(&mut self, field: RegisterField, column: usize, reason: ColumnReason) {
        self.choices.push(ColumnChoice {
            field,
            column,
            header: self.headers.name(column).to_owned(),
            reason,
        });
    }

    /// Whether nobody said anything about a field and no column was found yet.
    fn is_open(&self, field: RegisterField) -> bool {
        let chosen = self.choices.iter().any(|choice| choice.field == field);
        !chosen && self.asked.of(field).is_none()
    }

    fn is_taken(&self, column: usize) -> bool {
        self.choices.iter().any(|choice| choice.column == column)
    }

    fn by_header(&mut self, field: RegisterField) -> Result<(), RegisterError> {
        let (level, columns) = self.named(field);
        let reason = match level {
            Level::Exact => ColumnReason::Header,
            Level::Part => ColumnReason::PartOfHeader,
        };
        let fitting = |column: &&usize| self.fits(field, **column);
        let best: Vec<usize> = columns.iter().filter(fitting).copied().collect();
        let candidates = if best.is_empty() { columns } else { best };
        match candidates[..] {
            [] => Ok(()),
            [_, _, ..] if field == RegisterField::Serial => Err(self.ambiguous(field, &candidates)),
            [column, ..] => {
                self.choose(field, column, reason);
                Ok(())
            }
        }
    }

    /// The free columns whose header is a name of the field, else those that contain one.
    fn named(&self, field: RegisterField) -> (Level, Vec<usize>) {
        let free = |column: &usize| !self.is_taken(*column);
        let mut exact = Vec::new();
        for name in names::exact(field) {
            let columns = 0..self.headers.len();
            exact.extend(
                columns
                    .filter(free)
                    .filter(|column| self.headers.folded(*column) == *name),
            );
        }
        if !exact.is_empty() {
            return (Level::Exact, exact);
        }
        let part = |column: &usize| {
            let header = self.headers.folded(*column);
            let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
            has(names::parts(field)) && !has(names::foreign(field))
        };
        let columns = 0..self.headers.len();
        (Level::Part, columns.filter(free).filter(part).collect())
    }

    fn by_values(&mut self, field: RegisterField) -> Result<(), RegisterError> {
        let mut fitting = Vec::new();
        for column in 0..self.headers.len() {
            let header = self.headers.folded(column);
            let says_otherwise = field == RegisterField::Serial
                && names::NO_SERIAL.iter().any(|word| header.contains(word));
            let speaks_of_other = names::foreign(field)
                .iter()
                .any(|word| header.contains(word));
            let named = self.header.is_some() && (says_otherwise || speaks_of_other);
            if !self.is_taken(column) && !named && self.fits(field, column) {
                fitting.push(column);
            }
        }
        match fitting[..] {
            [] => Ok(()),
            [_, _, ..] if field == RegisterField::Serial => Err(self.ambiguous(field, &fitting)),
            [column, ..] => {
                let (fitting, of) = self.count(field, column);
                self.choose(field, column, ColumnReason::Values { fitting, of });
                Ok(())
            }
        }
    }

    fn fits(&self, field: RegisterField, column: usize) -> bool {
        let (fitting, of) = self.count(field, column);
        fitting > 0 && fitting * 10 >= of * FITTING_OF_TEN
    }

    /// How many of a column's first values look like a field.
    fn count(&self, field: RegisterField, column: usize) -> (usize, usize) {
        let below = self.header.map_or(0, |index| index + 1);
        let values = sample(&self.head[below..], column);
        let fitting = values
            .iter()
            .filter(|value| looks::like(field, value))
            .count();
        (fitting, values.len())
    }

    fn ambiguous(&self, field: RegisterField, columns: &[usize]) -> RegisterError {
        let named = columns
            .iter()
            .map(|column| format!("“{}”", self.headers.name(*column)));
        RegisterError::Ambiguous {
            name: self.name.to_owned(),
            field,
            candidates: named.collect::<Vec<_>>().join(", "),
        }
    }

    fn check_keys(&self) -> Result<(), RegisterError> {
        let key = |choice: &&ColumnChoice| {
            matches!(choice.field, RegisterField::Serial | RegisterField::Imei)
        };
        let only_column = self.head.iter().all(|row| row.cells.len() < 2);
        // "Seriennummer:Name:Ort" names a serial number and is none.
        let glued =
            |choice: &&ColumnChoice| only_column && choice.reason == ColumnReason::PartOfHeader;
        match self.choices.iter().find(key) {
            Some(choice) if !glued(&choice) => return Ok(()),
            _ => {}
        }
        let name = self.name.to_owned();
        if only_column {
            let first = self.head[0].cells.first();
            let seen = excerpt(first.map_or("", String::as_str));
            return Err(RegisterError::OneColumn { name, seen });
        }
        let headers = self.headers.listed();
        Err(RegisterError::NoKeyColumn { name, headers })
    }

    /// A named column whose values look like something else is used, but not silently.
    fn doubt_serials(&mut self) {
        let serial = self
            .choices
            .iter()
            .find(|choice| choice.field == RegisterField::Serial);
        let Some(choice) = serial else { return };
        let (fitting, of) = self.count(RegisterField::Serial, choice.column);
        if fitting * 2 < of {
            self.notes.push(format!(
                "only {fitting} of {of} values in column {} (“{}”) look like serial numbers of \
                 Apple devices",
                choice.letter(),
                choice.header
            ));
        }
        if self.header.is_none() {
            self.notes
                .push("the list has no header row; every row was read".to_owned());
        }
    }
}

/// How surely a header names a field.
enum Level {
    Exact,
    Part,
}

/// The row that names most fields; `None` if no row names any and the first holds values. If no
/// row names any and the first holds no values either, it is the first row.
fn find_header(head: &[HeadRow], asked: &RegisterColumns) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (index, row) in head.iter().take(HEADER_ROWS_MAX).enumerate() {
        let headers = Headers::new(&row.cells);
        let named = RegisterField::ALL
            .into_iter()
            .filter(|field| names_field(&headers, *field, asked))
            .count();
        // A single word in a row of prose or values is no header, unless it is all there is.
        let enough = named > 1 || headers.len() <= 2 || names_key(&headers, asked);
        if named > 0 && enough && best.is_none_or(|(most, _)| named > most) {
            best = Some((named, index));
        }
    }
    if let Some((_, index)) = best {
        return Some(index);
    }
    let value = |cell: &String| {
        looks::like(RegisterField::Serial, cell)
            || looks::like(RegisterField::Imei, cell)
            || looks::like(RegisterField::User, cell)
    };
    let widest = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let first_table_row = head
        .iter()
        .position(|row| row.cells.len() == widest)
        .unwrap_or(0);
    let begins_with_values = head[first_table_row].cells.iter().any(value);
    (!begins_with_values).then_some(first_table_row)
}

fn names_key(headers: &Headers, asked: &RegisterColumns) -> bool {
    names_field(headers, RegisterField::Serial, asked)
        || names_field(headers, RegisterField::Imei, asked)
}

fn names_field(headers: &Headers, field: RegisterField, asked: &RegisterColumns) -> bool {
    let said = asked.of(field).map(crate::table::header::fold);
    (0..headers.len()).any(|column| {
        let header = headers.folded(column);
        names::exact(field).contains(&header)
            || said
                .as_deref()
                .is_some_and(|said| !said.is_empty() && said == header)
            || (names::parts(field).iter().any(|part| header.contains(part)) && header.len() < 40)
    })
}

/// Headers for a list without any: the letters of its columns.
fn letters(head: &[HeadRow]) -> Vec<String> {
    let widest = head.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    (0..widest)
        .map(|column| {
            ColumnChoice {
                field: RegisterField::Serial,
                column,
                header: String::new(),
                reason: ColumnReason::Asked,
            }
            .letter()
        })
        .collect()
}
