//! Row by row: from a line of the customer's list to a row of the snapshot.

use super::{ColumnChoice, RegisterField, RegisterTable, gap, looks, whereabouts};
use crate::gathering::Gathering;
use crate::table::date::{self, DateEvidence, DateFault, DateOrder};
use crate::table::header::Headers;
use crate::table::shape::{Misfit, Shape};
use crate::table::{Row, TableFile, excerpt};
use crate::told::{Told, no_serial, told};
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{GapReason, Imei, RegisterRow};
use enrollment::words::Word;
use std::ops::ControlFlow;

/// Rows that are handed over at once.
const PAGE: usize = 4096;

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
}

/// The order of day and month of the two date columns; see [`DateEvidence`].
pub(super) fn settle_dates(
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

/// Rows on their way into the gathering.
pub(super) struct RegisterRows<'r> {
    name: &'r str,
    into: &'r Gathering,
    headers: &'r Headers,
    header_row: u64,
    places: Places,
    shape: Shape,
    orders: [DateOrder; 2],
    day_numbers: bool,
    /// A row was refused for its shape: what is missing may only be unreadable.
    damaged: bool,
    page: Vec<RegisterRow>,
}

impl<'r> RegisterRows<'r> {
    /// The rows of a table whose columns are known.
    pub(super) fn new(
        name: &'r str,
        into: &'r Gathering,
        table: &'r RegisterTable,
        orders: [DateOrder; 2],
        day_numbers: bool,
    ) -> Self {
        let places = Places::of(&table.choices);
        Self {
            name,
            into,
            headers: &table.headers,
            header_row: table.header_row,
            shape: Shape {
                columns: table.headers.len(),
                used: table.choices.iter().map(|choice| choice.column).collect(),
                keys: places.serial.into_iter().chain(places.imei).collect(),
                dates: places.handed_out.into_iter().chain(places.bought).collect(),
                ragged: false,
                typed: true,
            },
            places,
            orders,
            day_numbers,
            damaged: false,
            page: Vec::new(),
        }
    }

    /// Takes one row; false, and a gap, if it cannot be used.
    pub(super) fn take(&mut self, row: &Row<'_>) -> bool {
        let fit = self.shape.check(row);
        self.damaged |= fit.is_err();
        let read = fit.and_then(|()| self.read(row));
        match read {
            Ok(register_row) => {
                self.page.push(register_row);
                if self.page.len() >= PAGE {
                    self.into.register.add(std::mem::take(&mut self.page));
                }
                true
            }
            Err(misfit) => {
                self.gap(row.number, misfit.column, GapReason::Row, misfit.detail);
                false
            }
        }
    }

    /// Hands over what is left; whether the table was sound.
    pub(super) fn finish(self) -> bool {
        self.into.register.add(self.page);
        !self.damaged
    }

    fn read(&self, row: &Row<'_>) -> Result<RegisterRow, Misfit> {
        let imei = self.imei(row);
        let serial = self.serial(row, imei)?;
        if serial.is_none() && !imei.is_some() {
            return Err(Misfit {
                column: self.places.serial.or(self.places.imei),
                detail: told("row-no-key"),
            });
        }
        let places = &self.places;
        let text = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        Ok(RegisterRow {
            serial,
            imei,
            user: self.into.word(&text(places.user).to_lowercase()),
            site: self.into.word(text(places.site)),
            whereabouts: whereabouts::read(text(places.status), self.into),
            handed_out: self.date(row, places.handed_out, self.orders[0]),
            bought: self.date(row, places.bought, self.orders[1]),
            order: self.into.word(text(places.order)),
            line: (row.number - self.header_row) as u32,
        })
    }

    /// A bad serial number is no reason to lose a row that has an IMEI.
    fn serial(&self, row: &Row<'_>, imei: Imei) -> Result<Word, Misfit> {
        let column = self.places.serial;
        let text = column.map_or("", |column| row.cell(column));
        if looks::is_nothing(text) {
            return Ok(Word::NONE);
        }
        let misfit = match self.into.serial(text) {
            _ if looks::is_rounded(text) => rounded(column, text),
            Ok(serial) => return Ok(serial),
            Err(fault) => Misfit {
                column,
                detail: no_serial(fault, format!("“{}”", excerpt(text))),
            },
        };
        if imei.is_some() {
            self.gap(row.number, misfit.column, GapReason::Row, misfit.detail);
            Ok(Word::NONE)
        } else {
            Err(misfit)
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
            told("row-no-imei").with("value", excerpt(text))
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
            Err(DateFault::NotADate) => told("row-no-date").with("value", shown),
            Err(DateFault::Ambiguous) => told("row-which-day-list").with("value", shown),
        };
        self.gap(row.number, Some(column), GapReason::Unknown, detail);
        Stamp::ABSENT
    }

    fn gap(&self, row: u64, column: Option<usize>, reason: GapReason, detail: Told) {
        let field = column.map(|column| self.headers.name(column).to_owned());
        self.into
            .gap(gap(self.name, Some(row), field, reason, detail));
    }
}

fn rounded(column: Option<usize>, text: &str) -> Misfit {
    Misfit {
        column,
        detail: told("row-rounded").with("value", excerpt(text)),
    }
}
