//! From a file to rows: finds the header, settles the dates, and hands row after row to its kind.

use super::fields::{Fields, Mapper, Refusal, Taken};
use super::kind::{self, ExportKind};
use super::{
    TableReading, activity_log, enrollment_failures, gap, managed_devices, org_devices,
    token_devices,
};
use crate::gathering::{Gathering, Tray};
use crate::table::date::{DateEvidence, DateOrder};
use crate::table::header::Headers;
use crate::table::shape::Shape;
use crate::table::{HeadRow, Row, TableFault, TableFile};
use crate::told::Told;
use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::{GapReason, Source};
use std::ops::ControlFlow;

/// How far down the header row may stand; logs and reports begin with a few lines of prose.
const HEADER_ROWS_MAX: usize = 50;
/// Clocks differ, and portals write local time without a zone.
const CLOCK_DIFFERENCE: i64 = 2 * DAY;
/// Rows that are handed over at once.
const PAGE: usize = 4096;

/// The rows of one kind of export.
pub(super) trait Rows {
    /// Understands one row.
    fn take(&mut self, fields: &Fields<'_>) -> Result<Taken, Refusal>;
    /// Hands over what was collected; also tells which sources a full list makes complete, and
    /// of which it only knows a part.
    fn finish(&mut self, into: &Gathering) -> Covered;
    /// Whether rows may be shorter than the header.
    fn may_be_ragged(&self) -> bool {
        false
    }
}

/// What a table says about sources.
#[derive(Default)]
pub(super) struct Covered {
    /// Read whole, if the table was.
    pub(super) whole: Vec<Source>,
    /// Only a part stands in such a table.
    pub(super) parts: Vec<Source>,
}

/// Rows on their way into a [`Tray`].
pub(super) struct Page<T>(Vec<T>);

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Page<T> {
    /// Adds a row, and hands the page over when it is full.
    pub(super) fn add(&mut self, row: T, tray: &Tray<T>) {
        self.0.push(row);
        if self.0.len() >= PAGE {
            self.end(tray);
        }
    }

    /// Hands the page over.
    pub(super) fn end(&mut self, tray: &Tray<T>) {
        tray.add(std::mem::take(&mut self.0));
    }
}

/// A table that was recognised.
struct Found {
    kind: ExportKind,
    headers: Headers,
    /// The header's row.
    row: u64,
    /// What stands before the header.
    preamble: Vec<HeadRow>,
}

/// Reads a CSV file, or each sheet of a workbook that is an export.
pub(super) fn read_file(
    name: &str,
    bytes: &[u8],
    taken_at: Moment,
    into: &Gathering,
) -> Vec<TableReading> {
    let mut file = match TableFile::open(bytes) {
        Ok(file) => file,
        Err(fault) => return vec![refuse(name, &fault, into)],
    };
    let mut first = None;
    for number in 0..file.readings() {
        file.take_reading(number);
        match read_sheets(&mut file, name, taken_at, into) {
            Ok(readings) => return readings,
            Err(unknown) => {
                first.get_or_insert(unknown);
            }
        }
    }
    let mut reading = TableReading::new(name);
    reading.encoding = file.encoding();
    let detail = first.unwrap_or_else(|| TableFault::Empty.told());
    into.gap(gap(name, GapReason::Unknown, detail.clone()));
    reading.problem = Some(detail.to_string());
    vec![reading]
}

/// Reads each sheet that is an export; if none is, says what the first one is instead.
fn read_sheets(
    file: &mut TableFile<'_>,
    name: &str,
    taken_at: Moment,
    into: &Gathering,
) -> Result<Vec<TableReading>, Told> {
    let mut readings = Vec::new();
    let mut unknown = None;
    for (sheet, sheet_name) in file.sheets().into_iter().enumerate() {
        let head = match file.head(sheet, HEADER_ROWS_MAX) {
            Ok(head) => head,
            Err(TableFault::Empty) => continue,
            Err(fault) => {
                readings.push(refuse(name, &fault, into));
                continue;
            }
        };
        match find(head, name) {
            Ok(found) => {
                let mut reading = TableReading::new(name);
                reading.sheet = Some(sheet_name).filter(|sheet| !sheet.is_empty());
                reading.encoding = file.encoding();
                read_table(file, sheet, &found, &mut reading, taken_at, into);
                readings.push(reading);
            }
            Err(why) => {
                unknown.get_or_insert(why);
            }
        }
    }
    if readings.is_empty() {
        Err(unknown.unwrap_or_else(|| TableFault::Empty.told()))
    } else {
        Ok(readings)
    }
}

/// A file that is no table.
pub(super) fn refuse(name: &str, fault: &TableFault, into: &Gathering) -> TableReading {
    let mut reading = TableReading::new(name);
    reading.problem = Some(fault.to_string());
    into.gap(gap(name, reason_of(fault), fault.told()));
    reading
}

fn reason_of(fault: &TableFault) -> GapReason {
    match fault {
        TableFault::Empty | TableFault::Torn(_) => GapReason::Torn,
        TableFault::OldWorkbook | TableFault::Foreign(_) => GapReason::Unknown,
        TableFault::TooManyColumns | TableFault::TooManyRows | TableFault::TooLarge(_) => {
            GapReason::TooLarge
        }
    }
}

/// The row among the first that is most surely a header; else what to say about the fullest one.
fn find(mut head: Vec<HeadRow>, name: &str) -> Result<Found, Told> {
    let mut best: Option<(u32, usize, ExportKind)> = None;
    for (index, row) in head.iter().enumerate() {
        if let Ok((kind, weight)) = kind::recognise(&Headers::new(&row.cells), name)
            && best.is_none_or(|(most, ..)| weight > most)
        {
            best = Some((weight, index, kind));
        }
    }
    let Some((_, index, kind)) = best else {
        let filled = |row: &&HeadRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
        let fullest = head.iter().rev().max_by_key(filled);
        let cells = fullest.map_or(&[][..], |row| &row.cells);
        return Err(kind::unrecognised(&Headers::new(cells), name));
    };
    let header = head.swap_remove(index);
    head.truncate(index);
    Ok(Found {
        kind,
        headers: Headers::new(&header.cells),
        row: header.number,
        preamble: head,
    })
}

fn rows_of(found: &Found, mapper: &mut Mapper<'_>) -> Box<dyn Rows> {
    match found.kind {
        ExportKind::ManagedDevices => Box::new(managed_devices::rows(mapper)),
        ExportKind::TokenDevices => Box::new(token_devices::rows(mapper)),
        ExportKind::EnrollmentFailures => Box::new(enrollment_failures::rows(mapper)),
        ExportKind::OrgDevices => Box::new(org_devices::rows(mapper)),
        ExportKind::ActivityLog => Box::new(activity_log::rows(mapper, &found.preamble)),
    }
}

fn read_table(
    file: &mut TableFile<'_>,
    sheet: usize,
    found: &Found,
    reading: &mut TableReading,
    taken_at: Moment,
    into: &Gathering,
) {
    let mut mapper = Mapper::new(&found.headers);
    let mut rows = rows_of(found, &mut mapper);
    let used = mapper.used();
    reading.kind = Some(found.kind);
    reading.columns = mapper.listed();
    reading.columns_ignored = found.headers.len() - used.len();
    let orders = settle_dates(file, sheet, found, &mapper, taken_at);
    let day_numbers = file.is_workbook();
    let name = reading.name.clone();
    let shape = Shape {
        columns: found.headers.len(),
        used: used.clone(),
        keys: mapper.keys(),
        dates: mapper.dates().iter().map(|date| date.column).collect(),
        ragged: rows.may_be_ragged(),
        typed: false,
    };
    let mut damaged = false;
    let walked = file.walk(sheet, &mut |row| {
        if row.number <= found.row || is_header_again(row, &used, &found.headers) {
            return ControlFlow::Continue(());
        }
        let fields = Fields {
            row,
            into,
            headers: &found.headers,
            file: &name,
            orders: &orders,
            day_numbers,
        };
        let fit = shape.check(row).map_err(Refusal::from);
        damaged |= fit.is_err();
        match fit.and_then(|()| rows.take(&fields)) {
            Ok(Taken::Row) => reading.rows += 1,
            Ok(Taken::Nothing) => reading.idle += 1,
            Err(refusal) => {
                reading.refused += 1;
                fields.gap(refusal.column, GapReason::Row, refusal.detail);
            }
        }
        ControlFlow::Continue(())
    });
    if let Err(fault) = &walked {
        reading.problem = Some(fault.to_string());
        into.gap(gap(&name, reason_of(fault), fault.told()));
    }
    let covered = rows.finish(into);
    for source in covered.whole {
        if walked.is_ok() && !damaged {
            into.note_read(source);
        } else {
            into.note_partly_read(source);
        }
    }
    for source in covered.parts {
        into.note_partly_read(source);
    }
}

/// Looks at all dates before any is read; see [`DateEvidence`].
fn settle_dates(
    file: &mut TableFile<'_>,
    sheet: usize,
    found: &Found,
    mapper: &Mapper<'_>,
    taken_at: Moment,
) -> Vec<DateOrder> {
    let latest = taken_at.plus(CLOCK_DIFFERENCE);
    let columns = mapper.dates();
    let mut evidence = vec![DateEvidence::default(); columns.len()];
    // A fault is met again, and named, when the rows are read.
    let _ = file.walk(sheet, &mut |row| {
        if row.number > found.row {
            for (evidence, date) in evidence.iter_mut().zip(&columns) {
                evidence.see(row.cell(date.column), date.past.then_some(latest));
            }
        }
        ControlFlow::Continue(())
    });
    let mut orders = vec![DateOrder::Unsettled; found.headers.len()];
    for (date, order) in columns.iter().zip(DateEvidence::orders(&evidence)) {
        orders[date.column] = order;
    }
    orders
}

/// Files that were put together by hand repeat their header.
fn is_header_again(row: &Row<'_>, used: &[usize], headers: &Headers) -> bool {
    !used.is_empty()
        && used
            .iter()
            .all(|column| row.cell(*column) == headers.name(*column))
}
