//! What people and the service itself put down: answers, notes, alerts, objects, the audit trail.

use super::{Connection, Row, Value};
use crate::store::{Alert, AlertRow, AuditEntry, Place, Said, Shelf, StoreError, Tenant};
use enrollment::moment::Moment;

/// Alerts that are listed at most.
const ALERTS_MOST: usize = 1_000;

pub(super) fn say(
    connection: &mut dyn Connection,
    tenant: Tenant,
    said: &Said,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO said (tenant, serial, question, text, at, who)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        tenant.into(),
        (&said.serial).into(),
        (&said.question).into(),
        (&said.text).into(),
        said.at.into(),
        (&said.by).into(),
    ];
    connection.run(sql, &values).map(|_| ())
}

pub(super) fn said(
    connection: &mut dyn Connection,
    tenant: Tenant,
    serial: Option<&str>,
) -> Result<Vec<Said>, StoreError> {
    let mut values = vec![Value::from(tenant)];
    values.extend(serial.map(Value::from));
    let which = if serial.is_some() {
        "AND serial = $2"
    } else {
        ""
    };
    let sql = format!(
        "SELECT serial, question, text, at, who FROM said WHERE tenant = $1 {which} ORDER BY id"
    );
    let rows = connection.rows(&sql, &values)?;
    rows.into_iter()
        .map(|mut row| {
            Ok(Said {
                serial: row.text(0)?,
                question: row.text(1)?,
                text: row.text(2)?,
                at: row.moment(3)?,
                by: row.text(4)?,
            })
        })
        .collect()
}

pub(super) fn raise_alert(
    connection: &mut dyn Connection,
    tenant: Tenant,
    alert: &Alert,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO alert (tenant, dedupe, channel, body, raised_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, dedupe) DO NOTHING";
    let values = [
        tenant.into(),
        (&alert.dedupe).into(),
        (&alert.channel).into(),
        (&alert.body).into(),
        alert.raised_at.into(),
    ];
    Ok(connection.run(sql, &values)? > 0)
}

pub(super) fn alerts(
    connection: &mut dyn Connection,
    tenant: Tenant,
    undelivered_since: Option<Moment>,
) -> Result<Vec<AlertRow>, StoreError> {
    let mut values = vec![Value::from(tenant)];
    values.extend(undelivered_since.map(Value::from));
    let which = if undelivered_since.is_some() {
        "AND delivered_at IS NULL AND raised_at >= $2 ORDER BY id"
    } else {
        "ORDER BY id DESC"
    };
    let sql = format!(
        "SELECT id, dedupe, channel, body, raised_at, delivered_at, tried_at, attempts, failure
        FROM alert WHERE tenant = $1 {which} LIMIT {ALERTS_MOST}"
    );
    let rows = connection.rows(&sql, &values)?;
    rows.into_iter().map(alert_row).collect()
}

fn alert_row(mut row: Row) -> Result<AlertRow, StoreError> {
    Ok(AlertRow {
        id: row.int(0)?,
        alert: Alert {
            dedupe: row.text(1)?,
            channel: row.text(2)?,
            body: row.text(3)?,
            raised_at: row.moment(4)?,
        },
        delivered_at: row.maybe_moment(5)?,
        tried_at: row.maybe_moment(6)?,
        attempts: row.int(7)? as u32,
        failure: row.maybe_text(8)?,
    })
}

pub(super) fn alert_tried(
    connection: &mut dyn Connection,
    id: i64,
    at: Moment,
    failure: Option<&str>,
) -> Result<(), StoreError> {
    let delivered = failure.is_none().then_some(at);
    let sql = "UPDATE alert SET attempts = attempts + 1, tried_at = $2, failure = $3,
        delivered_at = $4 WHERE id = $1 AND delivered_at IS NULL";
    let values = [id.into(), at.into(), failure.into(), delivered.into()];
    connection.run(sql, &values).map(|_| ())
}

fn place_values(place: &Place<'_>) -> [Value; 3] {
    [
        place.tenant.into(),
        place.shelf.name().into(),
        place.key.into(),
    ]
}

pub(super) fn put(
    connection: &mut dyn Connection,
    place: &Place<'_>,
    body: &str,
    until: Option<Moment>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO kept (tenant, shelf, name, body, until) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant, shelf, name)
        DO UPDATE SET body = excluded.body, until = excluded.until";
    let [tenant, shelf, key] = place_values(place);
    let values = [tenant, shelf, key, body.into(), until.into()];
    connection.run(sql, &values).map(|_| ())
}

pub(super) fn get(
    connection: &mut dyn Connection,
    place: &Place<'_>,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT body FROM kept WHERE tenant = $1 AND shelf = $2 AND name = $3";
    let rows = connection.rows(sql, &place_values(place))?;
    rows.into_iter()
        .next()
        .map(|mut row| row.text(0))
        .transpose()
}

pub(super) fn list(
    connection: &mut dyn Connection,
    tenant: Option<Tenant>,
    shelf: Shelf,
) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT body FROM kept WHERE tenant = $1 AND shelf = $2 ORDER BY name";
    let rows = connection.rows(sql, &[tenant.into(), shelf.name().into()])?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

pub(super) fn take(
    connection: &mut dyn Connection,
    place: &Place<'_>,
) -> Result<Option<String>, StoreError> {
    let sql = "DELETE FROM kept WHERE tenant = $1 AND shelf = $2 AND name = $3 RETURNING body";
    let rows = connection.rows(sql, &place_values(place))?;
    rows.into_iter()
        .next()
        .map(|mut row| row.text(0))
        .transpose()
}

pub(super) fn note_audit(
    connection: &mut dyn Connection,
    tenant: Option<Tenant>,
    entry: &AuditEntry,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO audit (tenant, at, who, what, subject, detail)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        tenant.into(),
        entry.at.into(),
        (&entry.who).into(),
        (&entry.what).into(),
        (&entry.subject).into(),
        (&entry.detail).into(),
    ];
    connection.run(sql, &values).map(|_| ())
}

pub(super) fn audit(
    connection: &mut dyn Connection,
    tenant: Option<Tenant>,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<(i64, AuditEntry)>, StoreError> {
    let sql = "SELECT id, at, who, what, subject, detail FROM audit
        WHERE tenant = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    let before = before.unwrap_or(i64::MAX);
    let values = [tenant.into(), before.into(), (limit as i64).into()];
    let rows = connection.rows(sql, &values)?;
    rows.into_iter()
        .map(|mut row| {
            let entry = AuditEntry {
                at: row.moment(1)?,
                who: row.text(2)?,
                what: row.text(3)?,
                subject: row.text(4)?,
                detail: row.text(5)?,
            };
            Ok((row.int(0)?, entry))
        })
        .collect()
}
