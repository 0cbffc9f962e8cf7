//! The administrator's workbook: summary, devices, faults, causes, suppliers, what nobody read, and
//! what it costs with live formulas.
//!
//! Foreign text is only ever written as text: no cell of it is calculated, whatever it begins with.
//! Devices are written while they are examined, and no sheet of them stands in memory.

mod devices;
mod economics;

use super::executive::{standing_text, tenant};
use super::figures::{Answer, Figures};
use super::wording::{self, plain, time, title};
use crate::app::examine::Examiner;
use crate::i18n::Language;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::{UNIT, Weights};
use enrollment::moment::Moment;
use enrollment::snapshot::ReadState;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};
use std::io::Write;

/// Characters that a cell takes (the file format's limit is 32,767).
const CELL: usize = 32_000;

/// Writes the workbook.
///
/// # Errors
/// It cannot be written: no room for the temporary file, or `out` fails.
pub fn write(
    fleet: &Fleet<'_>,
    weights: &Weights,
    figures: &Figures,
    language: Language,
    out: impl Write + Send,
) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(figures, language)?);
    let looks = Looks::new();
    let book = Book {
        language,
        figures,
        looks: &looks,
    };
    book.summary(workbook.add_worksheet())?;
    devices::write(fleet, &Examiner::new(weights), &book, &mut workbook)?;
    book.faults(workbook.add_worksheet())?;
    book.causes(workbook.add_worksheet())?;
    book.suppliers(workbook.add_worksheet())?;
    book.unread(workbook.add_worksheet())?;
    economics::write(&book, workbook.add_worksheet())?;
    workbook.save_to_writer(out)
}

/// Who wrote it, and when what it shows was read: a clock would make each copy another.
fn properties(figures: &Figures, language: Language) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(language.text("report-title"))
        .set_author("firstcontact")
        .set_creation_datetime(&date_time(figures.taken_at)?))
}

fn date_time(moment: Moment) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day, hour, minute, second) = moment.civil();
    let year = u16::try_from(year).unwrap_or(u16::MAX);
    ExcelDateTime::from_ymd(year, month, day)?.and_hms(u16::from(hour), minute, second)
}

/// How cells look.
struct Looks {
    head: Format,
    title: Format,
    text: Format,
    input: Format,
    number: Format,
    share: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let ink = Color::RGB(0x1F_3A_5F);
        Self {
            head: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(ink)
                .set_text_wrap(),
            title: Format::new()
                .set_bold()
                .set_font_size(16)
                .set_font_color(ink),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            input: Format::new()
                .set_background_color(Color::RGB(0xFF_F4_CC))
                .set_border(FormatBorder::Thin)
                .set_num_format("#,##0.##"),
            number: Format::new().set_num_format("#,##0.0"),
            share: Format::new().set_num_format("0.0%"),
            date: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

/// A workbook that is being written.
struct Book<'b> {
    language: Language,
    figures: &'b Figures,
    looks: &'b Looks,
}

impl Book<'_> {
    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    /// Text from outside, never calculated, never longer than a cell.
    fn put(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        text: &str,
    ) -> Result<(), XlsxError> {
        let text = wording::clip(&plain(text), CELL);
        sheet.write_string_with_format(row, column, text, &self.looks.text)?;
        Ok(())
    }

    /// Names a sheet and writes its first row, which stays in sight and can be filtered by. The
    /// widths are in characters.
    fn head(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        columns: &[(&str, f64)],
    ) -> Result<(), XlsxError> {
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, (key, width)) in columns.iter().enumerate() {
            let column = column as u16;
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, self.text(key), &self.looks.head)?;
        }
        Ok(())
    }

    fn summary(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let figures = self.figures;
        sheet.set_name(self.text("report-sheet-summary"))?;
        sheet.set_column_width(0, 52)?;
        sheet.set_column_width(1, 26)?;
        let title = self.text("report-title");
        sheet.write_string_with_format(0, 0, title, &self.looks.title)?;
        self.put(sheet, 1, 0, &tenant(figures, self.language))?;
        self.put(sheet, 1, 1, &time(figures.taken_at))?;
        self.put(sheet, 2, 0, &self.text("report-answer-question"))?;
        let answer = self.text(&format!("report-short-{}", Answer::of(figures).name()));
        self.put(sheet, 2, 1, &answer)?;
        let exposure = figures.exposure;
        let counts = figures
            .heaps
            .map(|(standing, count)| (standing_text(self.language, standing), count as u64));
        let listed = figures.managed_list == ReadState::Complete;
        let signed = listed && figures.sign_ins != ReadState::NotRead;
        let days = exposure.least_days_with_access;
        let exposed = [
            ("report-key-unmanaged", listed.then_some(exposure.surely)),
            ("report-sheet-perhaps", Some(exposure.perhaps)),
            (
                "report-sheet-least-days",
                listed.then_some(exposure.least_days),
            ),
            (
                "report-sheet-most-days",
                listed.then_some(exposure.most_days),
            ),
            ("report-sheet-access-days", signed.then_some(days)),
        ];
        let exposed = exposed.map(|(key, count)| (self.text(key), count));
        let all = [(self.text("report-devices"), Some(figures.devices as u64))];
        let counts = counts.map(|(label, count)| (label, Some(count)));
        let rows = all.into_iter().chain(counts).chain(exposed);
        for (row, (label, count)) in (4_u32..).zip(rows) {
            self.put(sheet, row, 0, &label)?;
            match count {
                Some(count) => {
                    sheet.write_number(row, 1, count as f64)?;
                }
                None => self.put(sheet, row, 1, &self.text("report-unseen"))?,
            }
        }
        Ok(())
    }

    fn faults(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = [
            ("report-code", 8.0),
            ("report-fault", 60.0),
            ("report-reach", 40.0),
            ("report-since", 18.0),
            ("report-devices", 10.0),
        ];
        self.head(sheet, &self.text("report-sheet-faults"), &columns)?;
        for (row, fault) in (1_u32..).zip(&self.figures.faults) {
            self.put(sheet, row, 0, fault.code.name())?;
            self.put(sheet, row, 1, &title(self.language, fault.code))?;
            self.put(sheet, row, 2, &wording::reach(self.language, fault))?;
            if let Some(since) = fault.since {
                sheet.write_datetime_with_format(row, 3, date_time(since)?, &self.looks.date)?;
            }
            count(sheet, row, 4, fault.devices)?;
        }
        Ok(())
    }

    fn causes(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = [
            ("report-code", 8.0),
            ("report-cause", 70.0),
            ("report-column-family", 24.0),
            ("report-devices", 10.0),
            ("report-share", 10.0),
        ];
        self.head(sheet, &self.text("report-sheet-causes"), &columns)?;
        for (row, cause) in (1_u32..).zip(&self.figures.causes) {
            self.put(sheet, row, 0, cause.code.name())?;
            self.put(sheet, row, 1, &title(self.language, cause.code))?;
            self.put(sheet, row, 2, &wording::family(self.language, cause.code))?;
            count(sheet, row, 3, cause.devices)?;
            let share = f64::from(cause.share) / f64::from(UNIT);
            sheet.write_number_with_format(row, 4, share, &self.looks.share)?;
        }
        Ok(())
    }

    fn suppliers(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = [
            ("report-column-source", 22.0),
            ("report-column-supplier", 24.0),
            ("report-devices", 10.0),
            ("report-column-needs-you", 16.0),
        ];
        self.head(sheet, &self.text("report-sheet-suppliers"), &columns)?;
        let days = self.figures.late_days.to_string();
        let late = self.language.with("report-column-late", &[("days", &days)]);
        sheet.set_column_width(4, 18)?;
        sheet.write_string_with_format(0, 4, late, &self.looks.head)?;
        for (row, supplier) in (1_u32..).zip(&self.figures.suppliers) {
            let source = wording::word(self.language, "prevent-source", &supplier.source);
            self.put(sheet, row, 0, &source)?;
            self.put(sheet, row, 1, &supplier.id)?;
            count(sheet, row, 2, supplier.devices)?;
            count(sheet, row, 3, supplier.needs_you)?;
            count(sheet, row, 4, supplier.late)?;
        }
        Ok(())
    }

    fn unread(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = [
            ("report-source", 44.0),
            ("report-why", 44.0),
            ("report-closing", 70.0),
        ];
        self.head(sheet, &self.text("report-sheet-unread"), &columns)?;
        let groups = wording::gaps(self.language, &self.figures.unread);
        for (row, group) in (1_u32..).zip(groups) {
            self.put(sheet, row, 0, &group.sources.join(", "))?;
            self.put(sheet, row, 1, &group.why)?;
            self.put(sheet, row, 2, &group.closing)?;
        }
        if self.figures.unread.is_empty() {
            self.put(sheet, 1, 0, &self.text("report-unread-none"))?;
        }
        Ok(())
    }
}

fn count(sheet: &mut Worksheet, row: u32, column: u16, count: usize) -> Result<(), XlsxError> {
    sheet.write_number(row, column, count as f64)?;
    Ok(())
}

#[cfg(test)]
mod tests;
