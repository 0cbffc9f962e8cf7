//! The register of a snapshot directory.

use super::{RegisterColumns, RegisterError, RegisterReading, read_register};
use crate::gathering::Gathering;
use enrollment::moment::Moment;
use std::io::ErrorKind;
use std::path::Path;

/// The names under which a snapshot keeps the register; the first that exists is read.
pub const REGISTER_FILES: [&str; 2] = ["register.csv", "register.xlsx"];
/// What was said about the register's columns when it was imported.
pub const COLUMNS_FILE: &str = "register.columns.json";

/// Reads the register of a snapshot directory, if it has one, with the columns that were named
/// when it was imported.
pub fn read_register_file(
    directory: &Path,
    taken_at: Moment,
    into: &Gathering,
) -> Result<Option<RegisterReading>, RegisterError> {
    let columns = match read(directory, COLUMNS_FILE)? {
        Some(json) => Some(RegisterColumns::from_json(&json)?),
        None => None,
    };
    for name in REGISTER_FILES {
        if let Some(bytes) = read(directory, name)? {
            return read_register(name, &bytes, columns.as_ref(), taken_at, into).map(Some);
        }
    }
    Ok(None)
}

fn read(directory: &Path, name: &str) -> Result<Option<Vec<u8>>, RegisterError> {
    match std::fs::read(directory.join(name)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(RegisterError::Disk {
            name: name.to_owned(),
            why: fault.to_string(),
        }),
    }
}
