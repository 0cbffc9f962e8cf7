//! One device: its last diagnosis, its history.

use super::{Connection, Row, fleet};
use crate::store::{Bounds, DeviceView, HistoryEntry, Packed, StoreError, Tenant};

/// A device with its last diagnosis.
pub(super) fn view(
    connection: &mut dyn Connection,
    tenant: Tenant,
    serial: &str,
) -> Result<Option<DeviceView>, StoreError> {
    let Some(row) = fleet::one(connection, tenant, serial)? else {
        return Ok(None);
    };
    let sql = "SELECT body FROM document WHERE tenant = $1 AND serial = $2";
    let rows = connection.rows(sql, &[tenant.into(), serial.into()])?;
    let Some(mut found) = rows.into_iter().next() else {
        return Err(StoreError::Damaged(format!("no document of {serial}")));
    };
    let (facts, document) = Packed::from_bytes(found.bytes(0)?).open()?;
    Ok(Some(DeviceView {
        row,
        facts,
        document,
    }))
}

/// What changed, oldest first.
pub(super) fn history(
    connection: &mut dyn Connection,
    tenant: Tenant,
    serial: &str,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let sql = "SELECT fact, was, became, seen_after, seen_by FROM change
        WHERE tenant = $1 AND serial = $2 ORDER BY seen_by, fact";
    let rows = connection.rows(sql, &[tenant.into(), serial.into()])?;
    rows.into_iter().map(|mut row| entry(&mut row)).collect()
}

/// The changes of one fact, of all devices.
pub(super) fn changes_of(
    connection: &mut dyn Connection,
    tenant: Tenant,
    fact: &str,
) -> Result<Vec<(String, HistoryEntry)>, StoreError> {
    let sql = "SELECT fact, was, became, seen_after, seen_by, serial FROM change
        WHERE tenant = $1 AND fact = $2 ORDER BY serial, seen_by";
    let rows = connection.rows(sql, &[tenant.into(), fact.into()])?;
    rows.into_iter()
        .map(|mut row| Ok((row.text(5)?, entry(&mut row)?)))
        .collect()
}

fn entry(row: &mut Row) -> Result<HistoryEntry, StoreError> {
    Ok(HistoryEntry {
        fact: row.text(0)?,
        before: row.text(1)?,
        after: row.text(2)?,
        bounds: Bounds {
            after: row.maybe_moment(3)?,
            by: row.moment(4)?,
        },
    })
}
