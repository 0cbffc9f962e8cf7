//! XLSX, cell by cell. A million rows take seconds and little memory (rust-ecosystem.md §2.10).

use super::archive;
use super::{COLUMNS_MAX, Cells, Cut, ROWS_MAX, Row, TableFault, Visit};
use crate::told::told;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A workbook whose sheets can be walked.
pub(crate) struct Workbook<'a> {
    xlsx: Xlsx<Cursor<&'a [u8]>>,
    sheets: Vec<String>,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook that does not unpack to more than the limits of [`archive`].
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, TableFault> {
        archive::check_workbook(bytes)?;
        let xlsx = guarded("the workbook", || Xlsx::new(Cursor::new(bytes)))?;
        let visible = xlsx.sheets_metadata().iter().filter(|sheet| {
            sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
        });
        let sheets: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
        if sheets.is_empty() {
            return Err(TableFault::Empty);
        }
        Ok(Self { xlsx, sheets })
    }

    /// The visible sheets, in their order.
    pub(crate) fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Visits the rows of a sheet that are not blank.
    pub(crate) fn walk(&mut self, sheet: usize, visit: &mut Visit<'_>) -> Result<(), TableFault> {
        let Some(name) = self.sheets.get(sheet) else {
            return Ok(());
        };
        let what = format!("the sheet “{name}”");
        let mut reader = guarded(&what, || self.xlsx.worksheet_cells_reader(name))?;
        let mut open = OpenRow::default();
        while let Some(cell) = guarded(&what, || reader.next_cell())? {
            let (row, column) = cell.get_position();
            let text = text_of(cell.get_value());
            if text.is_empty() {
                continue;
            }
            if column as usize >= COLUMNS_MAX {
                return Err(TableFault::TooManyColumns);
            }
            if row < open.row {
                return Err(TableFault::Torn(told("table-order").with("what", what)));
            }
            if row > open.row && open.hand_over(visit)? {
                return Ok(());
            }
            open.put(row, column as usize, text);
        }
        open.hand_over(visit).map(|_| ())
    }
}

/// Calls the workbook parser, which panics on some damaged files (seen with calamine 0.38: row
/// numbers beyond 32 bits overflow). A panic of ours is not caught: visitors run outside.
fn guarded<T>(
    what: &str,
    parse: impl FnOnce() -> Result<T, calamine::XlsxError>,
) -> Result<T, TableFault> {
    match catch_unwind(AssertUnwindSafe(parse)) {
        Ok(parsed) => parsed.map_err(|fault| {
            TableFault::Torn(
                told("table-unreadable")
                    .with("what", what)
                    .with("why", fault.to_string()),
            )
        }),
        Err(_) => Err(TableFault::Torn(
            told("table-unreadable")
                .with("what", what)
                .with("why", told("table-is-damaged")),
        )),
    }
}

/// The row whose cells are being collected.
#[derive(Default)]
struct OpenRow {
    row: u32,
    cells: Vec<String>,
    rows: u64,
}

impl OpenRow {
    fn put(&mut self, row: u32, column: usize, text: String) {
        self.row = row;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
    }

    /// Shows the row to the visitor; true if the visitor has seen enough.
    fn hand_over(&mut self, visit: &mut Visit<'_>) -> Result<bool, TableFault> {
        let row = Row {
            number: u64::from(self.row) + 1,
            cut: Cut::No,
            cells: Cells::Sheet(&self.cells),
        };
        if row.is_blank() {
            return Ok(false);
        }
        self.rows += 1;
        if self.rows > ROWS_MAX {
            return Err(TableFault::TooManyRows);
        }
        let enough = visit(&row).is_break();
        self.cells.clear();
        Ok(enough)
    }
}

/// What a person sees in the cell, but dates as `2026-03-05T14:30:21` and numbers in full.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "True" } else { "False" }.to_owned(),
        DataRef::DateTime(date) => date_text(*date),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A number without an exponent: serial numbers and IMEIs are often typed as numbers.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

fn date_text(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    // Excel shows its day 0 where a formula found no date.
    if year < 1970 || date.is_duration() {
        return String::new();
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::number_text;
    use crate::table::archive::tests::zip_of;
    use crate::table::{TableFault, TableFile};
    use proptest::prelude::*;
    use rust_xlsxwriter::{Format, Workbook};
    use std::io::{Cursor, Read};
    use std::ops::ControlFlow;

    fn texts(bytes: &[u8], sheet: usize) -> Vec<(u64, Vec<String>)> {
        let mut file = TableFile::open(bytes).unwrap();
        let mut rows = Vec::new();
        file.walk(sheet, &mut |row| {
            let cells = (0..row.len()).map(|n| row.cell(n).to_owned()).collect();
            rows.push((row.number, cells));
            ControlFlow::Continue(())
        })
        .unwrap();
        rows
    }

    #[test]
    fn numbers_stay_whole_and_dates_become_dates() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = Format::new().set_num_format("dd.mm.yyyy hh:mm");
        sheet.write(2, 0, "Seriennummer").unwrap();
        sheet.write(2, 1, "IMEI").unwrap();
        sheet.write(4, 0, 123_456_789_012_f64).unwrap();
        sheet.write(4, 1, 356_938_035_643_809_f64).unwrap();
        sheet
            .write_with_format(4, 3, 46_086.5, &date)
            .unwrap()
            .write(4, 4, true)
            .unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let rows = texts(&bytes, 0);
        assert_eq!(rows[0].0, 3);
        let row: Vec<&str> = rows[1].1.iter().map(String::as_str).collect();
        assert_eq!(
            row,
            [
                "123456789012",
                "356938035643809",
                "",
                "2026-03-05T12:00:00",
                "True"
            ]
        );
        assert_eq!(rows[1].0, 5);
    }

    #[test]
    fn a_workbook_with_nothing_in_it_is_empty() {
        let mut book = Workbook::new();
        book.add_worksheet();
        let bytes = book.save_to_buffer().unwrap();
        let mut file = TableFile::open(&bytes).unwrap();
        assert_eq!(file.head(0, 5).err(), Some(TableFault::Empty));
    }

    #[test]
    fn numbers_are_written_without_an_exponent() {
        assert_eq!(number_text(3.5e14), "350000000000000");
        assert_eq!(number_text(1.5), "1.5");
    }

    #[test]
    fn a_cut_workbook_is_torn() {
        let mut book = Workbook::new();
        book.add_worksheet().write(0, 0, "Serial").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        for length in [bytes.len() / 2, bytes.len() - 10] {
            assert!(TableFile::open(&bytes[..length]).is_err());
        }
    }

    /// The parts of a workbook with texts, numbers, dates and booleans.
    fn parts() -> Vec<(String, Vec<u8>)> {
        let mut book = Workbook::new();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "Serial number").unwrap();
        sheet.write(1, 0, 123.5).unwrap();
        sheet.write_with_format(1, 1, 46_086.5, &date).unwrap();
        sheet.write(2, 3, true).unwrap();
        sheet.write(3, 3, "Größe & <b>").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        (0..archive.len())
            .map(|number| {
                let mut part = archive.by_index(number).unwrap();
                let mut content = Vec::new();
                part.read_to_end(&mut content).unwrap();
                (part.name().unwrap().into_owned(), content)
            })
            .collect()
    }

    #[test]
    fn a_promise_of_too_many_texts_is_not_believed() {
        let lie = |count: &str| {
            let mut parts = parts();
            let strings = parts
                .iter_mut()
                .find(|(name, _)| name.ends_with("sharedStrings.xml"));
            let strings = &mut strings.unwrap().1;
            let text = String::from_utf8(std::mem::take(strings)).unwrap();
            let padding = format!("<!--{}-->", "x".repeat(40_000));
            let head = format!("{padding}<sst uniqueCount = {count} ");
            *strings = text.replacen("<sst ", &head, 1).into_bytes();
            let files: Vec<(&str, &[u8])> = parts
                .iter()
                .map(|(name, part)| (name.as_str(), part.as_slice()))
                .collect();
            TableFile::open(&zip_of(&files)).err()
        };
        for count in ["'40000000000'", "\"99999999999999999999999\""] {
            assert!(
                matches!(lie(count), Some(TableFault::TooLarge(_))),
                "{count}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_damaged_part_never_panics(
            part in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(),
            remove in 0_usize..12,
            insert in "[ -~]{0,6}|[0-9]{1,20}|[A-Z]{1,9}[0-9]{0,12}",
        ) {
            let mut parts = parts();
            let content = &mut part.get_mut(&mut parts).1;
            let from = at.index(content.len());
            let to = (from + remove).min(content.len());
            content.splice(from..to, insert.bytes());
            let files: Vec<(&str, &[u8])> =
                parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
            if let Ok(mut file) = TableFile::open(&zip_of(&files)) {
                for sheet in 0..file.sheets().len() {
                    let _ = file.walk(sheet, &mut |_| ControlFlow::Continue(()));
                }
            }
        }
    }
}
