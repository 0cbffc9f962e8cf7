//! The fields of one exported row, and the columns they stand in.

use super::MappedColumn;
use super::spoken;
use crate::gathering::Gathering;
use crate::table::date::{self, DateFault, DateOrder};
use crate::table::header::Headers;
use crate::table::shape::Misfit;
use crate::table::{Row, excerpt};
use crate::told::{Told, no_serial, told};
use enrollment::moment::Stamp;
use enrollment::snapshot::{Gap, GapReason, Guid, Imei, Source};
use enrollment::term::Term;
use enrollment::words::Word;

/// Finds columns by name and remembers which were used.
pub(super) struct Mapper<'h> {
    headers: &'h Headers,
    mapped: Vec<(usize, &'static str)>,
    dates: Vec<DateColumn>,
}

/// A column of dates.
#[derive(Clone, Copy)]
pub(super) struct DateColumn {
    /// Which one.
    pub(super) column: usize,
    /// Whether it can only tell of the past.
    pub(super) past: bool,
}

impl<'h> Mapper<'h> {
    /// A mapper of these headers.
    pub(super) fn new(headers: &'h Headers) -> Self {
        Self {
            headers,
            mapped: Vec::new(),
            dates: Vec::new(),
        }
    }

    /// The column of a field.
    pub(super) fn field(&mut self, field: &'static str, names: &[&str]) -> Option<usize> {
        let column = self.headers.find(names)?;
        self.mapped.push((column, field));
        Some(column)
    }

    /// The column of a date in the past.
    pub(super) fn past(&mut self, field: &'static str, names: &[&str]) -> Option<usize> {
        let column = self.field(field, names)?;
        self.dates.push(DateColumn { column, past: true });
        Some(column)
    }

    /// The column of a date that may lie in the future.
    pub(super) fn date(&mut self, field: &'static str, names: &[&str]) -> Option<usize> {
        let column = self.field(field, names)?;
        let past = false;
        self.dates.push(DateColumn { column, past });
        Some(column)
    }

    /// The columns of dates.
    pub(super) fn dates(&self) -> Vec<DateColumn> {
        self.dates.clone()
    }

    /// The columns of serial numbers.
    pub(super) fn keys(&self) -> Vec<usize> {
        let serial = |(_, field): &&(usize, &str)| *field == "serialNumber";
        self.mapped
            .iter()
            .filter(serial)
            .map(|(column, _)| *column)
            .collect()
    }

    /// The used columns, in the order of the file.
    pub(super) fn used(&self) -> Vec<usize> {
        let mut used: Vec<usize> = self.mapped.iter().map(|(column, _)| *column).collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    /// What was mapped, in the order of the file.
    pub(super) fn listed(&self) -> Vec<MappedColumn> {
        let mut mapped = self.mapped.clone();
        mapped.sort_unstable();
        let column = |(column, field): (usize, &'static str)| MappedColumn {
            header: self.headers.name(column).to_owned(),
            field,
        };
        mapped.into_iter().map(column).collect()
    }
}

/// What became of a row that can be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Taken {
    /// It became a row of the snapshot.
    Row,
    /// It says that nothing happened.
    Nothing,
}

/// Why a row cannot be used.
pub(super) struct Refusal {
    /// The column at fault.
    pub(super) column: Option<usize>,
    /// What is wrong, for a person.
    pub(super) detail: Told,
}

impl From<Misfit> for Refusal {
    fn from(misfit: Misfit) -> Self {
        let Misfit { column, detail } = misfit;
        Self { column, detail }
    }
}

/// One row, and everything that is needed to understand its fields.
pub(super) struct Fields<'f> {
    /// The row.
    pub(super) row: &'f Row<'f>,
    /// Where words are kept.
    pub(super) into: &'f Gathering,
    /// The header row.
    pub(super) headers: &'f Headers,
    /// The file as gaps show it.
    pub(super) file: &'f str,
    /// The order of day and month, column by column.
    pub(super) orders: &'f [DateOrder],
    /// Whether Excel's day numbers are dates.
    pub(super) day_numbers: bool,
}

impl Fields<'_> {
    /// The trimmed text; "" if there is no such column.
    pub(super) fn text(&self, column: Option<usize>) -> &str {
        column.map_or("", |column| self.row.cell(column))
    }

    /// The text as a word; words like "None" and dashes are none.
    pub(super) fn word(&self, column: Option<usize>) -> Word {
        self.into.word(spoken::something(self.text(column)))
    }

    /// The text as a word in lower case.
    pub(super) fn lower_word(&self, column: Option<usize>) -> Word {
        self.into.lower_word(spoken::something(self.text(column)))
    }

    /// A GUID.
    pub(super) fn guid(&self, column: Option<usize>) -> Guid {
        Guid::parse(self.text(column))
    }

    /// Yes or no, in English or German.
    pub(super) fn flag(&self, column: Option<usize>) -> Option<bool> {
        spoken::flag(self.text(column))
    }

    /// A vendor's word, also as the portals speak it in English and German.
    pub(super) fn term<T: Term>(&self, column: Option<usize>, spoken: &[(&str, T)]) -> T {
        spoken::term(self.text(column), spoken, self.into)
    }

    /// IMEIs of a field that may hold several.
    pub(super) fn imeis(&self, columns: &[Option<usize>]) -> [Imei; 2] {
        let mut imeis = [Imei::NONE; 2];
        let texts = columns.iter().map(|column| self.text(*column));
        let parts = texts.flat_map(|text| text.split([',', ';', '\n', '|']));
        let found = parts.map(Imei::parse).filter(|imei| imei.is_some());
        for (slot, imei) in imeis.iter_mut().zip(found) {
            *slot = imei;
        }
        imeis
    }

    /// A date. One that cannot be read is a gap and absent.
    pub(super) fn date(&self, column: Option<usize>) -> Stamp {
        let Some(column) = column else {
            return Stamp::ABSENT;
        };
        let text = self.row.cell(column);
        let order = self.orders.get(column).copied().unwrap_or_default();
        match date::parse(text, order, self.day_numbers) {
            Ok(stamp) => stamp,
            Err(fault) => {
                let shown = excerpt(text);
                self.gap(
                    Some(column),
                    GapReason::Unknown,
                    match fault {
                        DateFault::NotADate => told("row-no-date").with("value", shown),
                        DateFault::Ambiguous => told("row-which-day-file").with("value", shown),
                    },
                );
                Stamp::ABSENT
            }
        }
    }

    /// The canonical serial number; `Ok(None)` if the field is empty.
    pub(super) fn serial(&self, column: Option<usize>) -> Result<Option<Word>, Refusal> {
        let text = spoken::something(self.text(column));
        if text.is_empty() {
            return Ok(None);
        }
        self.into.serial(text).map(Some).map_err(|fault| Refusal {
            column,
            detail: no_serial(fault, format!("“{}”", excerpt(text))),
        })
    }

    /// The canonical serial number of a row that is worth nothing without one.
    pub(super) fn needed_serial(&self, column: Option<usize>) -> Result<Word, Refusal> {
        self.serial(column)?.ok_or_else(|| Refusal {
            column,
            detail: told("row-no-serial"),
        })
    }

    /// Records a gap of this row.
    pub(super) fn gap(&self, column: Option<usize>, reason: GapReason, detail: Told) {
        self.into.gap(Gap {
            source: Source::Exports.name().to_owned(),
            reason,
            file: Some(self.file.to_owned()),
            row: Some(self.row.number),
            field: column.map(|column| self.headers.name(column).to_owned()),
            detail,
            count: 1,
        });
    }
}
