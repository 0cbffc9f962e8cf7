//! Whether the fields of a row stand under their headers.
//!
//! A delimiter or line break without quotes shifts fields, and a shifted row would speak of a
//! device that does not exist. A spreadsheet, on the other hand, leaves out the delimiters of
//! empty last columns when it saves CSV again (Excel does so in blocks of 16 rows), so that a
//! short row need not be a damaged one: then what is there has to look right.

use super::date::{self, DateFault, DateOrder};
use super::{Cut, FIELD_BYTES_MAX, Row};
use crate::told::{Told, told};

/// What is known about the columns.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// How many headers there are.
    pub(crate) columns: usize,
    /// The columns that are used.
    pub(crate) used: Vec<usize>,
    /// The columns of serial numbers and IMEIs.
    pub(crate) keys: Vec<usize>,
    /// The columns of dates.
    pub(crate) dates: Vec<usize>,
    /// Rows are as long as they like.
    pub(crate) ragged: bool,
    /// The last row may be short and without a line break: people type lists by hand.
    pub(crate) typed: bool,
}

/// Why a row is not understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The column at fault.
    pub(crate) column: Option<usize>,
    /// What is wrong, for a person.
    pub(crate) detail: Told,
}

impl Shape {
    /// Refuses a row whose fields may not stand under their headers.
    pub(crate) fn check(&self, row: &Row<'_>) -> Result<(), Misfit> {
        let misfit = |column, detail| Err(Misfit { column, detail });
        match row.cut {
            Cut::OpenQuote => {
                return misfit(None, told("row-open-quote"));
            }
            Cut::Short if !self.typed => {
                return misfit(None, told("row-cut"));
            }
            _ => {}
        }
        let (fields, columns) = (row.len(), self.columns);
        let beyond = (columns..fields).any(|column| !row.cell(column).is_empty());
        if beyond {
            let detail = told("row-shifted")
                .with("fields", fields.to_string())
                .with("columns", columns.to_string());
            return misfit(None, detail);
        }
        let is_short = row.has_firm_length() && fields < columns;
        if is_short && !self.ragged && !self.is_in_place(row) {
            let detail = told("row-short")
                .with("fields", fields.to_string())
                .with("columns", columns.to_string());
            return misfit(None, detail);
        }
        let mut used = self.used.iter();
        match used.find(|column| row.cell(**column).len() > FIELD_BYTES_MAX) {
            Some(column) => {
                let detail =
                    told("row-long-field").with("most", (FIELD_BYTES_MAX >> 10).to_string());
                misfit(Some(*column), detail)
            }
            None => Ok(()),
        }
    }

    /// Whether a short row has a serial number where one belongs, and dates where they belong.
    fn is_in_place(&self, row: &Row<'_>) -> bool {
        let dated = |column: &usize| {
            let read = date::parse(row.cell(*column), DateOrder::DayFirst, false);
            read != Err(DateFault::NotADate)
        };
        let keyed = self.keys.iter().any(|column| is_key(row.cell(*column)));
        keyed && self.dates.iter().all(dated)
    }
}

/// Whether a text can be the serial number or IMEI of a device, and not a word: some digit among
/// 8 to 17 letters and digits.
fn is_key(text: &str) -> bool {
    (8..=17).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_alphanumeric())
        && text.bytes().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Shape;
    use crate::table::TableFile;
    use std::ops::ControlFlow;

    /// Which rows of a text fit under a header of `columns`, serial number first, date second.
    fn fits(text: &str, shape: &Shape) -> Vec<bool> {
        let mut fits = Vec::new();
        let mut file = TableFile::open(text.as_bytes()).unwrap();
        file.walk(0, &mut |row| {
            fits.push(shape.check(row).is_ok());
            ControlFlow::Continue(())
        })
        .unwrap();
        fits
    }

    fn shape() -> Shape {
        Shape {
            columns: 4,
            used: vec![0, 1],
            keys: vec![0],
            dates: vec![1],
            ..Shape::default()
        }
    }

    #[test]
    fn empty_last_columns_may_be_missing() {
        let text = "F2LXK9ABCD,2026-03-05,x,y\nF2LXK9ABCD,2026-03-05\nF2LXK9ABCD,,x,y,,\n";
        assert_eq!(fits(text, &shape()), [true, true, true]);
    }

    #[test]
    fn shifted_fields_are_noticed() {
        let text = "F2LXK9ABCD,2026-03-05,x,y\nrest of a note,x,y\nAPPLE12345,F2LXK9ABCD,x\n\
                    Apple,2026-03-05,x\nF2LXK9ABCD,2026-03-05,a,b,y\n";
        assert_eq!(fits(text, &shape()), [true, false, false, false, false]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_noticed() {
        let text = "F2LXK9ABCD,2026-03-05,x,\"y\nF2LXK9ABCE,2026-03-05,x,y\n";
        assert_eq!(fits(text, &shape()), [false]);
        let inches = "F2LXK9ABCD,2026-03-05,x,11\" iPad\n";
        assert_eq!(fits(inches, &shape()), [true]);
    }

    #[test]
    fn only_a_typed_list_may_end_short() {
        let text = "F2LXK9ABCD,2026-03-05,x,y\nF2LXK9ABCE";
        assert_eq!(fits(text, &shape()), [true, false]);
        let typed = Shape {
            typed: true,
            ..shape()
        };
        assert_eq!(fits(text, &typed), [true, true]);
    }
}
