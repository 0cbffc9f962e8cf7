//! The vendors' rows about a device, out of the newest snapshot that the service collected.

use super::delivered;
use crate::web::raw::{LookUpRows, RawRow, RawRows};
use sources::recorded;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Looks rows up in the folders of these tenants. A name that is not among them has none.
pub(super) fn look_up(folders: Vec<(String, PathBuf)>) -> LookUpRows {
    Arc::new(move |tenant, serial| {
        let folder = folders.iter().find(|(name, _)| name == tenant);
        let newest = folder.and_then(|(_, folder)| delivered::newest(folder));
        newest.map_or(RawRows::Nowhere, |snapshot| rows_in(&snapshot, serial))
    })
}

/// The rows in a snapshot.
pub(super) fn rows_in(snapshot: &Path, serial: &str) -> RawRows {
    match recorded::rows_of(snapshot, serial) {
        Ok(rows) => RawRows::Of(rows.into_iter().map(told).collect()),
        Err(why) => RawRows::Unreadable(why.to_string()),
    }
}

fn told(row: recorded::RawRow) -> RawRow {
    RawRow {
        source: row.source.to_owned(),
        file: row.file,
        row: row.row,
        body: serde_json::from_str(&row.json).unwrap_or_default(),
    }
}
