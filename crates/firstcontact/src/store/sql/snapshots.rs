//! Looks at a tenant as a whole: what each came to, what there is today, and the tenant's faults.

use super::intake::Book;
use super::{Connection, Row, Value};
use crate::store::{
    Bounds, FindingRecord, FindingRow, Looks, SnapshotRow, StoreError, Tenant, Today,
};
use enrollment::moment::Moment;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap};

/// How often anything about the tenant's devices was changed.
pub(super) fn version(connection: &mut dyn Connection, tenant: Tenant) -> Result<i64, StoreError> {
    let sql = "SELECT version FROM tenant WHERE id = $1";
    match connection.rows(sql, &[tenant.into()])?.first() {
        Some(row) => row.int(0),
        None => Err(StoreError::Damaged(format!("no tenant {}", tenant.0))),
    }
}

/// The snapshot of a time.
pub(super) fn one(
    connection: &mut dyn Connection,
    tenant: Tenant,
    taken_at: Moment,
) -> Result<Option<SnapshotRow>, StoreError> {
    let sql = "SELECT body FROM snapshot WHERE tenant = $1 AND taken_at = $2";
    let rows = connection.rows(sql, &[tenant.into(), taken_at.into()])?;
    first(rows)
}

/// The newest.
pub(super) fn newest(
    connection: &mut dyn Connection,
    tenant: Tenant,
) -> Result<Option<SnapshotRow>, StoreError> {
    let sql = "SELECT body FROM snapshot WHERE tenant = $1 ORDER BY taken_at DESC LIMIT 1";
    first(connection.rows(sql, &[tenant.into()])?)
}

/// The newest, and how many there are.
pub(super) fn newest_of(
    connection: &mut dyn Connection,
    tenant: Tenant,
    most: usize,
) -> Result<Looks, StoreError> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let sql = "SELECT body, (SELECT count(*) FROM snapshot WHERE tenant = $1) FROM snapshot
        WHERE tenant = $1 ORDER BY taken_at DESC LIMIT $2";
    let mut looks = Looks {
        rows: Vec::new(),
        total: 0,
    };
    for mut row in connection.rows(sql, &[tenant.into(), most.into()])? {
        looks.rows.push(read(&row.text(0)?)?);
        looks.total = row.int(1)? as u64;
    }
    Ok(looks)
}

/// What the newest comes to.
pub(super) fn today(
    connection: &mut dyn Connection,
    tenant: Tenant,
) -> Result<Option<Today>, StoreError> {
    let sql = "SELECT body FROM today WHERE tenant = $1";
    first(connection.rows(sql, &[tenant.into()])?)
}

/// When each source was last read whole.
pub(super) fn looks(
    connection: &mut dyn Connection,
    tenant: Tenant,
) -> Result<HashMap<String, Moment>, StoreError> {
    let sql = "SELECT source, at FROM look WHERE tenant = $1";
    let rows = connection.rows(sql, &[tenant.into()])?;
    rows.into_iter()
        .map(|mut row| Ok((row.text(0)?, row.moment(1)?)))
        .collect()
}

/// Writes a snapshot, and what there is today.
pub(super) fn write(
    connection: &mut dyn Connection,
    tenant: Tenant,
    row: &SnapshotRow,
    previous: Option<&SnapshotRow>,
    book: &Book,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO snapshot (tenant, taken_at, body) VALUES ($1, $2, $3)";
    let taken_at = row.snapshot.taken_at;
    let values = [tenant.into(), taken_at.into(), body(row)?];
    connection.run(sql, &values)?;
    let sql = "INSERT INTO look (tenant, source, at) VALUES ($1, $2, $3)
        ON CONFLICT (tenant, source) DO UPDATE SET at = excluded.at";
    for read in row.snapshot.sources.iter().filter(|read| read.whole) {
        connection.run(
            sql,
            &[tenant.into(), (&read.source).into(), taken_at.into()],
        )?;
    }
    let today = Today {
        newest: row.clone(),
        previous: previous.map(|row| row.snapshot.taken_at),
        causes: without_none(book.sums(|traits| &traits.cause)),
        families: without_none(book.sums(|traits| &traits.family)),
        findings: findings(connection, tenant, true)?,
    };
    let sql = "INSERT INTO today (tenant, body) VALUES ($1, $2)
        ON CONFLICT (tenant) DO UPDATE SET body = excluded.body";
    connection.run(sql, &[tenant.into(), body(&today)?])?;
    Ok(())
}

/// Devices with which nothing is wrong have no cause.
fn without_none(mut sums: BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    sums.remove("");
    sums
}

/// Faults of a tenant, newest first.
pub(super) fn findings(
    connection: &mut dyn Connection,
    tenant: Tenant,
    open_only: bool,
) -> Result<Vec<FindingRow>, StoreError> {
    let which = if open_only {
        "AND ended_by IS NULL"
    } else {
        ""
    };
    let sql = format!(
        "SELECT body, began_after, began_by, ended_after, ended_by FROM finding
        WHERE tenant = $1 {which} ORDER BY began_by DESC, code, scope"
    );
    let rows = connection.rows(&sql, &[tenant.into()])?;
    rows.into_iter()
        .map(|mut row| {
            let ended = row.maybe_moment(4)?;
            let ended_after = row.maybe_moment(3)?;
            Ok(FindingRow {
                finding: read(&row.text(0)?)?,
                began: Bounds {
                    after: row.maybe_moment(1)?,
                    by: row.moment(2)?,
                },
                ended: ended.map(|by| Bounds {
                    after: ended_after,
                    by,
                }),
            })
        })
        .collect()
}

/// Writes which faults there are now, which began, and which ended. Where less was read than
/// before, a fault that is not seen has not ended.
pub(super) fn settle_findings(
    connection: &mut dyn Connection,
    tenant: Tenant,
    row: &SnapshotRow,
    previous: Option<&SnapshotRow>,
    now: &[FindingRecord],
) -> Result<(), StoreError> {
    let open = findings(connection, tenant, true)?;
    let taken_at = row.snapshot.taken_at;
    let before = previous.map(|row| row.snapshot.taken_at);
    for finding in now {
        let same = |known: &&FindingRow| known.finding.is_of(&finding.code, &finding.scope);
        let began = open.iter().find(same).map(|known| known.began);
        let began = began.unwrap_or(Bounds {
            after: before,
            by: taken_at,
        });
        let sql = "INSERT INTO finding (tenant, code, scope, began_by, began_after, body)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant, code, scope, began_by) DO UPDATE SET body = excluded.body";
        let values = [
            tenant.into(),
            (&finding.code).into(),
            (&finding.scope).into(),
            began.by.into(),
            began.after.into(),
            body(finding)?,
        ];
        connection.run(sql, &values)?;
    }
    if previous.is_some_and(|previous| previous.snapshot.read_more_than(&row.snapshot)) {
        return Ok(());
    }
    for known in open {
        let FindingRecord { code, scope, .. } = &known.finding;
        if now.iter().any(|finding| finding.is_of(code, scope)) {
            continue;
        }
        let sql = "UPDATE finding SET ended_by = $1, ended_after = $2
            WHERE tenant = $3 AND code = $4 AND scope = $5 AND began_by = $6";
        let values = [
            Value::from(taken_at),
            before.into(),
            tenant.into(),
            code.into(),
            scope.into(),
            known.began.by.into(),
        ];
        connection.run(sql, &values)?;
    }
    Ok(())
}

fn first<T: DeserializeOwned>(rows: Vec<Row>) -> Result<Option<T>, StoreError> {
    let row = rows.into_iter().next();
    row.map(|mut row| read(&row.text(0)?)).transpose()
}

/// An object out of a column.
pub(super) fn read<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// An object for a column.
pub(super) fn body(object: &impl Serialize) -> Result<Value, StoreError> {
    let text = serde_json::to_string(object);
    let text = text.map_err(|error| StoreError::Refused(error.to_string()))?;
    Ok((&text).into())
}
