//! What the lab serves, as it wrote it down: the rows of each list, flat.

use super::{InteropError, failed, unread};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The rows of each list by the name of its files, such as `microsoft/managedDevices`.
#[derive(Debug, Default)]
pub(super) struct Stock(BTreeMap<String, Vec<Value>>);

impl Stock {
    /// Reads a snapshot of the lab.
    pub(super) fn read(snapshot: &Path) -> Result<Self, InteropError> {
        let mut stock = Self::default();
        for part in ["microsoft", "apple"] {
            let folder = snapshot.join(part);
            for entry in fs::read_dir(&folder).map_err(unread(&folder))? {
                let path = entry.map_err(unread(&folder))?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let plain = name.strip_suffix(".zst").unwrap_or(&name);
                let stem = plain
                    .strip_suffix(".json")
                    .and_then(|it| it.rsplit_once('-'));
                let Some((stem, _)) = stem else { continue };
                let bytes = fs::read(&path).map_err(unread(&path))?;
                let bytes = if plain.len() < name.len() {
                    zstd::decode_all(&bytes[..]).map_err(unread(&path))?
                } else {
                    bytes
                };
                let page: Value =
                    serde_json::from_slice(&bytes).map_err(|why| failed(&name, &why))?;
                let rows = page["value"].as_array().or_else(|| page["data"].as_array());
                let rows = rows.into_iter().flatten().cloned();
                stock
                    .0
                    .entry(format!("{part}/{stem}"))
                    .or_default()
                    .extend(rows);
            }
        }
        Ok(stock)
    }

    #[cfg(test)]
    pub(super) fn of(list: &str, rows: Vec<Value>) -> Self {
        Self(BTreeMap::from([(list.to_owned(), rows)]))
    }

    /// The rows of a list; none if nothing was written, which is an empty list.
    pub(super) fn rows(&self, list: &str) -> &[Value] {
        self.0.get(list).map_or(&[], Vec::as_slice)
    }
}
