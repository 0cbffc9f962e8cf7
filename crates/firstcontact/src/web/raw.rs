//! The vendors' rows about a device, as they were read. They lie in the snapshot and not in the
//! store: a page that wants them has them looked up.

use serde::Serialize;
use std::sync::Arc;

/// A row of a vendor.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct RawRow {
    /// What was asked: `microsoft/managedDevices`.
    pub source: String,
    /// The file in the snapshot.
    pub file: String,
    /// Which row or line of it, from 1.
    pub row: usize,
    /// The row.
    #[serde(rename = "as")]
    pub body: serde_json::Value,
}

/// Rows that were looked up.
#[derive(Clone, Debug)]
pub enum RawRows {
    /// No snapshot of the tenant lies where this process runs.
    Nowhere,
    /// The rows of the newest one.
    Of(Vec<RawRow>),
    /// It cannot be read: why, and what next.
    Unreadable(String),
}

/// Looks up the rows of a device by the tenant's name and the serial number. Reads every page of
/// a snapshot, so it takes some seconds for a million devices.
pub type LookUpRows = Arc<dyn Fn(&str, &str) -> RawRows + Send + Sync>;
