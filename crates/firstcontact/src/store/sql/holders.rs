//! Links of devices' holders.

use super::{Connection, Row, Value};
use crate::store::{HolderLink, StoreError, Tenant};
use enrollment::moment::Moment;

const COLUMNS: &str = "hash, case_number, serial, language, expires, ended, tenant";

pub(super) fn put(
    connection: &mut dyn Connection,
    tenant: Tenant,
    link: &HolderLink,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO holder_link ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (hash) DO UPDATE SET case_number = excluded.case_number,
            serial = excluded.serial, language = excluded.language, expires = excluded.expires,
            ended = excluded.ended, tenant = excluded.tenant"
    );
    let values = [
        link.hash.as_slice().into(),
        (link.case as i64).into(),
        (&link.serial).into(),
        (&link.language).into(),
        link.expires.into(),
        i64::from(link.ended).into(),
        tenant.into(),
    ];
    connection.run(&sql, &values).map(|_| ())
}

pub(super) fn get(
    connection: &mut dyn Connection,
    hash: &[u8; 32],
) -> Result<Option<(Tenant, HolderLink)>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM holder_link WHERE hash = $1");
    let rows = connection.rows(&sql, &[hash.as_slice().into()])?;
    let mut rows = rows.into_iter();
    let found = rows.next().map(|row| Ok((Tenant(row.int(6)?), link(row)?)));
    found.transpose()
}

pub(super) fn of_case(
    connection: &mut dyn Connection,
    tenant: Tenant,
    case: u64,
) -> Result<Vec<HolderLink>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM holder_link WHERE tenant = $1 AND case_number = $2
        ORDER BY expires, hash"
    );
    let rows = connection.rows(&sql, &[tenant.into(), (case as i64).into()])?;
    rows.into_iter().map(link).collect()
}

fn link(mut row: Row) -> Result<HolderLink, StoreError> {
    Ok(HolderLink {
        hash: row.digest(0)?.0,
        case: row.int(1)? as u64,
        serial: row.text(2)?,
        language: row.text(3)?,
        expires: row.moment(4)?,
        ended: row.int(5)? != 0,
    })
}

pub(super) fn end(
    connection: &mut dyn Connection,
    tenant: Tenant,
    case: u64,
) -> Result<u64, StoreError> {
    let sql = "UPDATE holder_link SET ended = 1
        WHERE tenant = $1 AND case_number = $2 AND ended = 0";
    connection.run(sql, &[tenant.into(), (case as i64).into()])
}

/// Deletes links that were over before a time.
pub(super) fn retain(
    connection: &mut dyn Connection,
    tenant: Tenant,
    before: Moment,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM holder_link WHERE tenant = $1 AND expires < $2";
    connection.run(sql, &[Value::from(tenant), before.into()])
}
