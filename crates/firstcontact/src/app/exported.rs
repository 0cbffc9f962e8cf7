//! Everything that is kept about a device leaves the store, which the audit trail tells.

use crate::store::{AuditEntry, Store, StoreError, Tenant};
use enrollment::moment::Moment;

/// The device's whole file, as a person may ask for it; none if nothing is kept.
pub fn export(
    store: &dyn Store,
    tenant: Tenant,
    serial: &str,
    who: &str,
    now: Moment,
) -> Result<Option<String>, StoreError> {
    let Some(file) = store.export_device(tenant, serial)? else {
        return Ok(None);
    };
    let entry = AuditEntry {
        at: now,
        who: who.to_owned(),
        what: "exported".to_owned(),
        subject: serial.to_owned(),
        detail: String::new(),
    };
    store.note_audit(Some(tenant), &entry)?;
    Ok(Some(file))
}
