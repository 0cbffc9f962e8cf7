//! What earlier looks knew joins a diagnosis: since when its cause is seen, and what changed
//! between which looks. The line of schema `firstcontact/diagnosis/1` gains one member, and keeps
//! all others as they are.

use crate::store::{DeviceView, Store, StoreError, Tenant};

/// The last diagnosis of a device with what is remembered of it.
///
/// # Errors
/// Whatever the store says.
pub fn line(store: &dyn Store, tenant: Tenant, serial: &str) -> Result<Option<String>, StoreError> {
    let Some(DeviceView { row, document, .. }) = store.device(tenant, serial)? else {
        return Ok(None);
    };
    let remembered = serde_json::json!({
        "seen": row.seen,
        "firstSeen": row.first_seen.to_string(),
        "lastSeen": row.last_seen.to_string(),
        "standingSince": row.standing_since.to_string(),
        "causeSince": row.cause_since.to_string(),
        "gateSince": row.gate_since.to_string(),
        "changedAt": row.changed_at.to_string(),
        "changes": store.history(tenant, serial)?,
    });
    let Some(open) = document.trim_end().strip_suffix('}') else {
        return Err(StoreError::Damaged(format!("the document of {serial}")));
    };
    Ok(Some(format!("{open},\"remembered\":{remembered}}}\n")))
}
