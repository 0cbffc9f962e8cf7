//! Cases in SQL: rows by which they are found; what happened is in the ledger.

use super::ledger::{self, Head, Which};
use super::{Connection, Engine, Row, SqlStore, Value, desk, holders};
use crate::store::case_record::{NEVER, one_line};
use crate::store::cases::switched;
use crate::store::{
    CasePage, CaseQuery, CaseRow, Cases, HolderLink, LedgerRow, NewEntry, PlanRow, StoreError,
    Tenant,
};
use enrollment::moment::Moment;
use remedy::digest::Digest;
use std::collections::BTreeMap;

const COLUMNS: &str = "number, serial, state, held, since, due, plan_hash, step, events, opened,
    cause, requester";

impl<E: Engine> Cases for SqlStore<E> {
    fn open_case(
        &self,
        tenant: Tenant,
        row: &CaseRow,
        entry: NewEntry,
    ) -> Result<(u64, LedgerRow), StoreError> {
        self.writing(|connection| open(connection, tenant, row, entry))
    }

    fn record(
        &self,
        tenant: Tenant,
        row: &CaseRow,
        expected_events: u32,
        entry: NewEntry,
    ) -> Result<LedgerRow, StoreError> {
        self.writing(|connection| record(connection, tenant, row, expected_events, entry))
    }

    fn note(&self, tenant: Tenant, entry: NewEntry) -> Result<LedgerRow, StoreError> {
        self.writing(|connection| Head::take(connection, tenant)?.append(connection, entry))
    }

    fn ledger(
        &self,
        tenant: Tenant,
        after: u64,
        limit: usize,
    ) -> Result<Vec<LedgerRow>, StoreError> {
        let which = Which::After(after, limit);
        self.reading(|connection| ledger::entries(connection, tenant, which))
    }

    fn ledger_of_case(&self, tenant: Tenant, case: u64) -> Result<Vec<LedgerRow>, StoreError> {
        self.reading(|connection| ledger::entries(connection, tenant, Which::Case(case)))
    }

    fn ledger_of_plan(&self, tenant: Tenant, plan: Digest) -> Result<Vec<LedgerRow>, StoreError> {
        self.reading(|connection| ledger::entries(connection, tenant, Which::Plan(plan)))
    }

    fn ledger_of_device(&self, tenant: Tenant, serial: &str) -> Result<Vec<LedgerRow>, StoreError> {
        self.reading(|connection| ledger::entries(connection, tenant, Which::Device(serial)))
    }

    fn begun_since(&self, tenant: Tenant, at: Moment) -> Result<Vec<LedgerRow>, StoreError> {
        self.reading(|connection| ledger::entries(connection, tenant, Which::Since(at)))
    }

    fn ledger_end(&self, tenant: Tenant) -> Result<Option<(u64, Digest)>, StoreError> {
        self.reading(|connection| ledger::end(connection, tenant))
    }

    fn case(&self, tenant: Tenant, case: u64) -> Result<Option<CaseRow>, StoreError> {
        self.reading(|connection| one(connection, tenant, case))
    }

    fn case_of(&self, tenant: Tenant, serial: &str) -> Result<Option<CaseRow>, StoreError> {
        let which = "serial = $2 ORDER BY number DESC LIMIT 1";
        let found = self.reading(|connection| some(connection, tenant, which, serial.into()))?;
        Ok(found.into_iter().next())
    }

    fn cases(&self, tenant: Tenant, query: &CaseQuery) -> Result<CasePage, StoreError> {
        self.reading(|connection| page(connection, tenant, query))
    }

    fn cases_due(&self, now: Moment, limit: usize) -> Result<Vec<(Tenant, CaseRow)>, StoreError> {
        self.reading(|connection| due(connection, now, limit))
    }

    fn cases_of_plan(&self, tenant: Tenant, plan: Digest) -> Result<Vec<CaseRow>, StoreError> {
        let which = "plan_hash = $2 ORDER BY number";
        self.reading(|connection| some(connection, tenant, which, plan.into()))
    }

    fn put_plan(&self, tenant: Tenant, plan: &PlanRow) -> Result<(), StoreError> {
        one_line(&plan.text)?;
        self.writing(|connection| put_plan(connection, tenant, plan))
    }

    fn plan(&self, tenant: Tenant, hash: Digest) -> Result<Option<PlanRow>, StoreError> {
        self.reading(|connection| plan(connection, tenant, hash))
    }

    fn put_holder_link(&self, tenant: Tenant, link: &HolderLink) -> Result<(), StoreError> {
        self.writing(|connection| holders::put(connection, tenant, link))
    }

    fn holder_link(&self, hash: &[u8; 32]) -> Result<Option<(Tenant, HolderLink)>, StoreError> {
        self.reading(|connection| holders::get(connection, hash))
    }

    fn holder_links(&self, tenant: Tenant, case: u64) -> Result<Vec<HolderLink>, StoreError> {
        self.reading(|connection| holders::of_case(connection, tenant, case))
    }

    fn end_holder_links(&self, tenant: Tenant, case: u64) -> Result<u64, StoreError> {
        self.writing(|connection| holders::end(connection, tenant, case))
    }

    fn kill_switch(&self, tenant: Option<Tenant>) -> Result<bool, StoreError> {
        let sql = "SELECT tenant FROM kill_switch WHERE tenant IN (0, $1)";
        let found = self.reading(|connection| connection.rows(sql, &[tenant.into()]))?;
        Ok(!found.is_empty())
    }

    fn set_kill_switch(
        &self,
        tenant: Option<Tenant>,
        on: bool,
        who: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let sql = if on {
            "INSERT INTO kill_switch (tenant) VALUES ($1) ON CONFLICT (tenant) DO NOTHING"
        } else {
            "DELETE FROM kill_switch WHERE tenant = $1"
        };
        self.writing(|connection| {
            connection.run(sql, &[tenant.into()])?;
            desk::note_audit(connection, tenant, &switched(on, who, at))
        })
    }
}

fn open(
    connection: &mut dyn Connection,
    tenant: Tenant,
    row: &CaseRow,
    entry: NewEntry,
) -> Result<(u64, LedgerRow), StoreError> {
    let mut head = Head::take(connection, tenant)?;
    head.cases += 1;
    let case = head.cases;
    // An index has each device once among the cases that are not over.
    let sql = format!(
        "INSERT INTO remedy_case (tenant, {COLUMNS})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING"
    );
    if connection.run(&sql, &values(tenant, case, row))? == 0 {
        return Err(StoreError::CaseOpen(row.serial.clone()));
    }
    let written = head.append(connection, entry.of(case, &row.serial))?;
    Ok((case, written))
}

fn record(
    connection: &mut dyn Connection,
    tenant: Tenant,
    row: &CaseRow,
    expected_events: u32,
    entry: NewEntry,
) -> Result<LedgerRow, StoreError> {
    // First, so that nobody else changes the case until this is over.
    let head = Head::take(connection, tenant)?;
    let kept = one(connection, tenant, row.case)?;
    row.may_replace(kept.as_ref(), expected_events)?;
    let sql = "UPDATE remedy_case SET serial = $3, state = $4, held = $5, since = $6, due = $7,
            plan_hash = $8, step = $9, events = $10, opened = $11, cause = $12, requester = $13
        WHERE tenant = $1 AND number = $2";
    if connection.run(sql, &values(tenant, row.case, row))? == 0 {
        return Err(StoreError::Conflict);
    }
    head.append(connection, entry.of(row.case, &row.serial))
}

/// In the order of [`COLUMNS`], after the tenant.
fn values(tenant: Tenant, case: u64, row: &CaseRow) -> [Value; 13] {
    [
        tenant.into(),
        (case as i64).into(),
        (&row.serial).into(),
        (&row.state).into(),
        i64::from(row.held).into(),
        row.since.into(),
        row.due.into(),
        row.plan.into(),
        i64::from(row.step).into(),
        i64::from(row.events).into(),
        row.opened.into(),
        (&row.cause).into(),
        (&row.requester).into(),
    ]
}

fn case_row(mut row: Row) -> Result<CaseRow, StoreError> {
    Ok(CaseRow {
        case: row.int(0)? as u64,
        serial: row.text(1)?,
        state: row.text(2)?,
        held: row.int(3)? != 0,
        since: row.moment(4)?,
        due: row.maybe_moment(5)?,
        plan: row.maybe_digest(6)?,
        step: row.int(7)? as u8,
        events: row.int(8)? as u32,
        opened: row.moment(9)?,
        cause: row.text(10)?,
        requester: row.text(11)?,
    })
}

fn one(
    connection: &mut dyn Connection,
    tenant: Tenant,
    case: u64,
) -> Result<Option<CaseRow>, StoreError> {
    let found = some(connection, tenant, "number = $2", (case as i64).into())?;
    Ok(found.into_iter().next())
}

/// Cases of a tenant, by one value.
fn some(
    connection: &mut dyn Connection,
    tenant: Tenant,
    which: &str,
    value: Value,
) -> Result<Vec<CaseRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM remedy_case WHERE tenant = $1 AND {which}");
    let rows = connection.rows(&sql, &[tenant.into(), value])?;
    rows.into_iter().map(case_row).collect()
}

fn page(
    connection: &mut dyn Connection,
    tenant: Tenant,
    query: &CaseQuery,
) -> Result<CasePage, StoreError> {
    let (due, since, case) = query.from()?.unwrap_or((i64::MIN, i64::MIN, 0));
    let mut values: Vec<Value> = vec![
        tenant.into(),
        due.into(),
        since.into(),
        (case as i64).into(),
        (query.page_size() as i64 + 1).into(),
    ];
    let mut which = String::new();
    if !query.states.is_empty() {
        let states = serde_json::to_string(&query.states);
        let states = states.map_err(|error| StoreError::Refused(error.to_string()))?;
        values.push((&states).into());
        let listed = connection.dialect().listed("$6", "text");
        which = format!("AND state {listed}");
    }
    let late = format!("coalesce(due, {NEVER})");
    let order = format!("{late}, since, number");
    // The first bound is part of the second; by it alone SQLite goes to the place in its index.
    let sql = format!(
        "SELECT {COLUMNS} FROM remedy_case
        WHERE tenant = $1 AND {late} >= $2 AND ({order}) > ($2, $3, $4) {which}
        ORDER BY {order} LIMIT $5"
    );
    let rows = connection.rows(&sql, &values)?;
    let rows = rows.into_iter().map(case_row).collect::<Result<_, _>>()?;
    let counts = counts(connection, tenant)?;
    Ok(CasePage::of(query, rows, counts))
}

fn counts(
    connection: &mut dyn Connection,
    tenant: Tenant,
) -> Result<BTreeMap<String, u64>, StoreError> {
    let sql = "SELECT state, count(*) FROM remedy_case WHERE tenant = $1 GROUP BY state";
    let rows = connection.rows(sql, &[tenant.into()])?;
    rows.into_iter()
        .map(|mut row| Ok((row.text(0)?, row.int(1)? as u64)))
        .collect()
}

fn due(
    connection: &mut dyn Connection,
    now: Moment,
    limit: usize,
) -> Result<Vec<(Tenant, CaseRow)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, tenant FROM remedy_case WHERE due <= $1
        ORDER BY due, tenant, number LIMIT $2"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = connection.rows(&sql, &[now.into(), limit.into()])?;
    rows.into_iter()
        .map(|row| Ok((Tenant(row.int(12)?), case_row(row)?)))
        .collect()
}

fn put_plan(
    connection: &mut dyn Connection,
    tenant: Tenant,
    plan: &PlanRow,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO remedy_plan (tenant, hash, made, requester, text, devices)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant, hash) DO NOTHING";
    let values = [
        tenant.into(),
        plan.hash.into(),
        plan.made.into(),
        (&plan.requester).into(),
        (&plan.text).into(),
        i64::from(plan.devices).into(),
    ];
    connection.run(sql, &values).map(|_| ())
}

fn plan(
    connection: &mut dyn Connection,
    tenant: Tenant,
    hash: Digest,
) -> Result<Option<PlanRow>, StoreError> {
    let sql = "SELECT made, requester, text, devices FROM remedy_plan
        WHERE tenant = $1 AND hash = $2";
    let rows = connection.rows(sql, &[tenant.into(), hash.into()])?;
    let found = rows.into_iter().next().map(|mut row| {
        Ok(PlanRow {
            hash,
            made: row.moment(0)?,
            requester: row.text(1)?,
            text: row.text(2)?,
            devices: row.int(3)? as u32,
        })
    });
    found.transpose()
}

/// Forgets a device as far as its cases are over; says how many rows went. The ledger stays.
pub(super) fn forget(
    connection: &mut dyn Connection,
    tenant: Tenant,
    serial: &str,
) -> Result<u64, StoreError> {
    // Nobody opens or ends a case meanwhile.
    Head::take(connection, tenant)?;
    let cases = some(connection, tenant, "serial = $2", serial.into())?;
    let mut gone = 0;
    for case in cases.iter().filter(|case| case.is_over()) {
        let values = [Value::from(tenant), (case.case as i64).into()];
        for (table, number) in [("holder_link", "case_number"), ("remedy_case", "number")] {
            let sql = format!("DELETE FROM {table} WHERE tenant = $1 AND {number} = $2");
            gone += connection.run(&sql, &values)?;
        }
    }
    Ok(gone)
}
