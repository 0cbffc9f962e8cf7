//! Files that a person exported from the Intune and Apple portals: CSV, XLSX, or the zip archive
//! as the portal delivers it.
//!
//! What a file is follows from its headers, in English or German, never from its name alone. One
//! file of this folder is one kind of export. Rows that cannot be used, columns that cannot be
//! trusted and files that mean nothing become gaps; nothing here fails.

mod activity_log;
mod enrollment_failures;
mod fields;
mod kind;
mod managed_devices;
mod org_devices;
mod reading;
mod spoken;
mod token_devices;
mod walk;

pub use kind::ExportKind;
pub use reading::{ExportReading, MappedColumn, TableReading};

use crate::gathering::Gathering;
use crate::table::archive::{self, Container};
use crate::told::{Told, told};
use enrollment::moment::Moment;
use enrollment::snapshot::{Gap, GapReason, Source};

/// Reads one exported file into the gathering and says what it was taken for.
///
/// `name` is the file's name as gaps shall show it; of an archive's files it is followed by `/`
/// and theirs. Call it after the pages of the APIs have been read: a list from a portal makes its
/// source complete only if nobody has said anything about that source before.
///
/// ```
/// use enrollment::moment::Moment;
/// use enrollment::snapshot::Tenant;
/// use sources::exports::{ExportKind, read_export};
/// use sources::gathering::Gathering;
///
/// let into = Gathering::new(7);
/// let now = Moment::from_unix(1_780_000_000).unwrap();
/// let csv = b"Seriennummer,Ger\xc3\xa4tename,Letztes Einchecken,Konformit\xc3\xa4t\n\
///             F2LXK9ABCD,iPhone Lager,2026-03-05 14:30:21.1234567,Konform\n";
/// let reading = read_export("exports/devices.csv", csv, now, &into);
/// assert_eq!(reading.tables[0].kind, Some(ExportKind::ManagedDevices));
/// assert_eq!(reading.rows(), 1);
/// assert_eq!(into.finish(now, Tenant::default()).managed.len(), 1);
/// ```
pub fn read_export(name: &str, bytes: &[u8], taken_at: Moment, into: &Gathering) -> ExportReading {
    let mut reading = ExportReading::default();
    if archive::look(bytes) != Container::Zip {
        reading.tables = walk::read_file(name, bytes, taken_at, into);
        return reading;
    }
    let unpacked = archive::unpack(bytes, &mut |entry| {
        let name = format!("{name}/{}", entry.name);
        match entry.content {
            Ok(content) => reading
                .tables
                .extend(walk::read_file(&name, &content, taken_at, into)),
            Err(fault) => reading.tables.push(walk::refuse(&name, &fault, into)),
        }
    });
    if let Err(fault) = unpacked {
        reading.tables.push(walk::refuse(name, &fault, into));
    } else if reading.tables.is_empty() {
        let mut table = TableReading::new(name);
        let detail = told("table-holds-nothing");
        table.problem = Some(detail.to_string());
        into.gap(gap(name, GapReason::Torn, detail));
        reading.tables.push(table);
    }
    reading
}

/// A gap of a whole file.
fn gap(file: &str, reason: GapReason, detail: Told) -> Gap {
    Gap {
        source: Source::Exports.name().to_owned(),
        reason,
        file: Some(file.to_owned()),
        row: None,
        field: None,
        detail,
        count: 1,
    }
}

#[cfg(test)]
mod tests;
