//! The vendors' rows about one device, as they lie in a snapshot. For whoever wants to see what a
//! conclusion was drawn from: nothing is left out of a row, and nothing is put into other words.

use super::file_name::Holds;
use super::limits::Limits;
use super::shelf::{Buffers, Shelf, Taken};
use super::text;
use super::unreadable::Unreadable;
use enrollment::snapshot::Source;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};

/// By what other rows refer to a managed device: its own number, and its number in Entra.
const REFERRED_BY: [&str; 2] = ["id", "azureADDeviceId"];
/// What Graph writes where there is no number.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// A row of a vendor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RawRow {
    /// What was asked: `microsoft/managedDevices`.
    pub source: &'static str,
    /// The file in the snapshot, with `/`.
    pub file: String,
    /// Which row or line of it, from 1.
    pub row: usize,
    /// The row as JSON, in one line.
    pub json: String,
}

/// The rows that name the serial number, and those that refer to its managed device. Tables of
/// portals and registers are no rows of a vendor and are not looked into.
///
/// Every file is read twice at most: some 2 s per million devices on two cores.
///
/// # Errors
/// There is no snapshot. Files that cannot be read are passed over.
pub fn rows_of(path: &Path, serial: &str) -> Result<Vec<RawRow>, Unreadable> {
    let serial = BTreeSet::from([serial.to_ascii_uppercase()]);
    let mut rows = naming(path, &serial)?;
    let numbers: BTreeSet<String> = rows.iter().flat_map(numbers_of).collect();
    if !numbers.is_empty() {
        rows.extend(naming(path, &numbers)?);
    }
    rows.sort();
    rows.dedup();
    Ok(rows)
}

/// The numbers by which other rows refer to this one.
fn numbers_of(row: &RawRow) -> Vec<String> {
    if row.source != Source::ManagedDevices.name() {
        return Vec::new();
    }
    let body: Value = serde_json::from_str(&row.json).unwrap_or_default();
    let numbers = REFERRED_BY.iter().filter_map(|field| body[field].as_str());
    let numbers = numbers.filter(|it| !it.is_empty() && *it != NOBODY);
    numbers.map(str::to_ascii_uppercase).collect()
}

/// The rows in which one of the keys stands. Keys are in capitals; rows may write them as they
/// like.
fn naming(path: &Path, keys: &BTreeSet<String>) -> Result<Vec<RawRow>, Unreadable> {
    let limits = &Limits::USUAL;
    let shelf = Shelf::open(path, limits)?;
    let left = AtomicU64::new(limits.total_bytes);
    let found = Mutex::new(Vec::new());
    rayon::broadcast(|_| {
        let mut buffers = Buffers::default();
        while let Some(taken) = shelf.take(&mut buffers, limits, &left) {
            let rows = rows_in(&taken, &buffers.plain, keys);
            let mut all = found.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(rows);
        }
    });
    Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn rows_in(taken: &Taken, bytes: &[u8], keys: &BTreeSet<String>) -> Vec<RawRow> {
    let (source, lines) = match &taken.name.holds {
        Holds::Page(page) => (page.source, false),
        Holds::Lines(source) if *source != Source::Answers => (*source, true),
        _ => return Vec::new(),
    };
    let (text, _) = text::of(bytes);
    // Most files name none of the keys; parsing costs ten times as much as looking.
    let capitals = text.to_ascii_uppercase();
    if !keys.iter().any(|key| capitals.contains(key.as_str())) {
        return Vec::new();
    }
    let rows: Vec<Value> = if lines {
        let parsed = |line| serde_json::from_str(line).unwrap_or_default();
        text.lines().map(parsed).collect()
    } else {
        page_rows(serde_json::from_str(&text).unwrap_or_default())
    };
    let numbered = rows.into_iter().enumerate();
    numbered
        .filter(|(_, row)| names(row, keys))
        .map(|(number, row)| RawRow {
            source: source.name(),
            file: taken.name.relative.clone(),
            row: number + 1,
            json: row.to_string(),
        })
        .collect()
}

/// The rows of a page: Graph's lie in `value`, Apple's in `data`; else the page is one row.
fn page_rows(page: Value) -> Vec<Value> {
    let Value::Object(mut members) = page else {
        return Vec::new();
    };
    for list in ["value", "data"] {
        if members.get(list).is_some_and(Value::is_array)
            && let Some(Value::Array(rows)) = members.remove(list)
        {
            return rows;
        }
    }
    vec![Value::Object(members)]
}

/// Whether one of the keys is a text of the row, however deep.
fn names(row: &Value, keys: &BTreeSet<String>) -> bool {
    match row {
        Value::String(text) => keys.contains(&text.trim().to_ascii_uppercase()),
        Value::Array(items) => items.iter().any(|item| names(item, keys)),
        Value::Object(members) => members.values().any(|item| names(item, keys)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{RawRow, rows_of};
    use std::fs;
    use std::path::Path;

    const NUMBER: &str = "0b5a7e1c-1111-4222-8333-444455556666";

    fn snapshot(root: &Path) {
        let put = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
        for folder in ["microsoft", "apple"] {
            fs::create_dir(root.join(folder)).unwrap();
        }
        put("snapshot.json", "{}");
        put(
            "microsoft/managedDevices-00001.json",
            &format!(
                r#"{{"value":[{{"serialNumber":"FC2"}},{{"id":"77","serialNumber":" fc1 ",
                "azureADDeviceId":"{NUMBER}","odd":{{"kept":[1,null]}}}}]}}"#
            ),
        );
        put(
            "microsoft/devices-00001.json",
            &format!(
                r#"{{"value":[{{"deviceId":"{}"}}]}}"#,
                NUMBER.to_uppercase()
            ),
        );
        put(
            "apple/orgDevices-00001.json",
            r#"{"data":[{"id":"FC1"},{"id":"FC10"}]}"#,
        );
        put(
            "apple/activationLockStatus.ndjson",
            "nonsense FC1\n{\"id\":\"FC1\",\"response\":{}}\n",
        );
    }

    #[test]
    fn every_row_that_names_a_device_or_refers_to_it_is_found_as_it_is() {
        let root = tempfile::tempdir().unwrap();
        snapshot(root.path());
        let rows = rows_of(root.path(), "FC1").unwrap();
        let told = |row: &RawRow| format!("{} {}", row.file, row.row);
        assert_eq!(
            rows.iter().map(told).collect::<Vec<_>>(),
            [
                "apple/activationLockStatus.ndjson 2",
                "apple/orgDevices-00001.json 1",
                "microsoft/devices-00001.json 1",
                "microsoft/managedDevices-00001.json 2",
            ]
        );
        assert!(rows[3].json.contains(r#""odd":{"kept":[1,null]}"#));
        assert!(rows_of(root.path(), "FC9").unwrap().is_empty());
        assert!(rows_of(&root.path().join("none"), "FC1").is_err());
    }
}
