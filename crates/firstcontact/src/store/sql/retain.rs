//! Forgetting: one device because a person asks for it, or everything that is older than it need
//! be.

use super::{Connection, Value, cases, desk, holders, snapshots, stir};
use crate::store::{AuditEntry, Forgotten, StoreError, Tenant, Today, forgotten_entry};
use enrollment::moment::Moment;

/// Deletes everything about a device.
pub(super) fn forget(
    connection: &mut dyn Connection,
    tenant: Tenant,
    serial: &str,
    who: &str,
    now: Moment,
) -> Result<Forgotten, StoreError> {
    // First, for whoever ends a snapshot meanwhile waits for this, and begins again.
    stir(connection, tenant)?;
    let values = [Value::from(tenant), serial.into()];
    // Its combination counts one device less. Zero stays until the next snapshot.
    let sql = "UPDATE traits SET devices = devices - 1 WHERE tenant = $1 AND id =
        (SELECT traits FROM device WHERE tenant = $1 AND serial = $2)";
    connection.run(sql, &values)?;
    let mut gone = |table: &str| {
        let sql = format!("DELETE FROM {table} WHERE tenant = $1 AND serial = $2");
        connection.run(&sql, &values)
    };
    gone("document")?;
    let mut forgotten = Forgotten {
        devices: gone("device")?,
        history: gone("change")?,
        said: gone("said")?,
        other: 0,
    };
    let text = serial
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let sql = "DELETE FROM alert WHERE tenant = $1 AND (body LIKE $2 ESCAPE '\\'
        OR dedupe LIKE $2 ESCAPE '\\')";
    let pattern = format!("%{text}%");
    forgotten.other = connection.run(sql, &[tenant.into(), (&pattern).into()])?;
    forgotten.other += cases::forget(connection, tenant, serial)?;
    let entry: AuditEntry = forgotten_entry("forgot_device", who, now, forgotten);
    desk::note_audit(connection, Some(tenant), &entry)?;
    Ok(forgotten)
}

/// Deletes what is older than `before`.
pub(super) fn retain(
    connection: &mut dyn Connection,
    tenant: Tenant,
    before: Moment,
    now: Moment,
) -> Result<Forgotten, StoreError> {
    stir(connection, tenant)?;
    let values = [Value::from(tenant), before.into()];
    let mut forgotten = Forgotten::default();
    let old = "SELECT serial FROM device WHERE tenant = $1 AND last_seen < $2";
    for (table, sum) in [
        ("document", None),
        ("said", Some(&mut forgotten.said)),
        ("change", Some(&mut forgotten.history)),
    ] {
        let sql = format!("DELETE FROM {table} WHERE tenant = $1 AND serial IN ({old})");
        let touched = connection.run(&sql, &values)?;
        if let Some(sum) = sum {
            *sum += touched;
        }
    }
    let mut gone = |table: &str, which: &str| {
        let sql = format!("DELETE FROM {table} WHERE tenant = $1 AND {which}");
        connection.run(&sql, &values)
    };
    forgotten.devices = gone("device", "last_seen < $2")?;
    forgotten.history += gone("change", "seen_by < $2")?;
    let newest = "(SELECT max(taken_at) FROM snapshot WHERE tenant = $1)";
    let snapshots = gone(
        "snapshot",
        &format!("taken_at < $2 AND taken_at < {newest}"),
    )?;
    forgotten.other = snapshots + gone("finding", "ended_by < $2")?;
    forgotten.other += gone("alert", "coalesce(delivered_at, raised_at) < $2")?;
    forgotten.other += holders::retain(connection, tenant, before)?;
    forgotten.other += sweep(connection, now)?;
    recount(connection, tenant)?;
    let entry = forgotten_entry("retained", "firstcontact", now, forgotten);
    desk::note_audit(connection, Some(tenant), &entry)?;
    Ok(forgotten)
}

/// Deletes kept objects whose time is over.
pub(super) fn sweep(connection: &mut dyn Connection, now: Moment) -> Result<u64, StoreError> {
    connection.run("DELETE FROM kept WHERE until < $1", &[now.into()])
}

/// Counts the devices of each combination that has devices which are gone; the others did not
/// change. What there is today loses findings that were deleted.
fn recount(connection: &mut dyn Connection, tenant: Tenant) -> Result<(), StoreError> {
    let sql = "UPDATE traits SET devices = (SELECT count(*) FROM device
        WHERE device.tenant = traits.tenant AND device.traits = traits.id)
        WHERE tenant = $1 AND seen > 0";
    connection.run(sql, &[tenant.into()])?;
    let Some(today) = snapshots::today(connection, tenant)? else {
        return Ok(());
    };
    let findings = snapshots::findings(connection, tenant, true)?;
    let body = snapshots::body(&Today { findings, ..today })?;
    let sql = "UPDATE today SET body = $2 WHERE tenant = $1";
    connection.run(sql, &[tenant.into(), body]).map(|_| ())
}
