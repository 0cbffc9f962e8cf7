//! The ledger of a tenant: appended to by one writer after the other, and read.

use super::{Connection, Row, Value};
use crate::store::{LedgerRow, NewEntry, StoreError, Tenant};
use enrollment::moment::Moment;
use remedy::digest::Digest;
use remedy::ledger::Link;

/// The head of a tenant's ledger, which this transaction alone may move on.
pub(super) struct Head {
    tenant: Tenant,
    entries: u64,
    hash: Digest,
    /// How many cases were opened in all.
    pub(super) cases: u64,
}

impl Head {
    /// Takes the head, after whoever has it: their transaction is over then.
    pub(super) fn take(
        connection: &mut dyn Connection,
        tenant: Tenant,
    ) -> Result<Self, StoreError> {
        // Made or touched, in one statement: either locks the row.
        let sql = "INSERT INTO ledger_head (tenant, entries, hash, cases) VALUES ($1, 0, $2, 0)
            ON CONFLICT (tenant) DO UPDATE SET entries = ledger_head.entries
            RETURNING entries, hash, cases";
        let rows = connection.rows(sql, &[tenant.into(), Digest::default().into()])?;
        let row = rows.into_iter().next();
        let mut row = row.ok_or_else(|| StoreError::Damaged("no head of the ledger".into()))?;
        Ok(Self {
            tenant,
            entries: row.int(0)? as u64,
            hash: row.digest(1)?,
            cases: row.int(2)? as u64,
        })
    }

    /// Appends an entry, and puts the head back where it is now.
    pub(super) fn append(
        self,
        connection: &mut dyn Connection,
        entry: NewEntry,
    ) -> Result<LedgerRow, StoreError> {
        let last = (self.entries > 0).then_some((self.entries, self.hash));
        let row = entry.after(last)?;
        let sql = "INSERT INTO ledger
            (tenant, number, before, text, hash, at, case_number, serial, plan_hash)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let number = row.link.number as i64;
        let values = [
            self.tenant.into(),
            number.into(),
            row.link.before.into(),
            (&row.link.text).into(),
            row.link.hash.into(),
            row.at.into(),
            row.case.map(|case| case as i64).into(),
            row.serial.as_deref().into(),
            row.plan.into(),
        ];
        connection.run(sql, &values)?;
        let sql = "UPDATE ledger_head SET entries = $2, hash = $3, cases = $4 WHERE tenant = $1";
        let cases = self.cases as i64;
        let values = [
            self.tenant.into(),
            number.into(),
            row.link.hash.into(),
            cases.into(),
        ];
        connection.run(sql, &values)?;
        Ok(row)
    }
}

/// Where a ledger ends.
pub(super) fn end(
    connection: &mut dyn Connection,
    tenant: Tenant,
) -> Result<Option<(u64, Digest)>, StoreError> {
    let sql = "SELECT entries, hash FROM ledger_head WHERE tenant = $1 AND entries > 0";
    let rows = connection.rows(sql, &[tenant.into()])?;
    let mut end = rows.into_iter();
    let end = end
        .next()
        .map(|mut row| Ok((row.int(0)? as u64, row.digest(1)?)));
    end.transpose()
}

/// Which entries of a tenant.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    /// Those after a number, so many.
    After(u64, usize),
    /// About a case.
    Case(u64),
    /// About a plan.
    Plan(Digest),
    /// About a device.
    Device(&'a str),
    /// About any case, since a time.
    Since(Moment),
}

/// Entries, in order.
pub(super) fn entries(
    connection: &mut dyn Connection,
    tenant: Tenant,
    which: Which<'_>,
) -> Result<Vec<LedgerRow>, StoreError> {
    let mut limit = i64::MAX;
    let (clause, value): (_, Value) = match which {
        Which::After(number, most) => {
            limit = most.try_into().unwrap_or(i64::MAX);
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            ("number > $2", number.into())
        }
        Which::Case(case) => ("case_number = $2", (case as i64).into()),
        Which::Plan(plan) => ("plan_hash = $2", plan.into()),
        Which::Device(serial) => ("serial = $2", serial.into()),
        Which::Since(at) => ("at >= $2 AND case_number IS NOT NULL", at.into()),
    };
    let sql = format!(
        "SELECT number, before, text, hash, at, case_number, serial, plan_hash
        FROM ledger WHERE tenant = $1 AND {clause} ORDER BY number LIMIT $3"
    );
    let rows = connection.rows(&sql, &[tenant.into(), value, limit.into()])?;
    rows.into_iter().map(entry).collect()
}

fn entry(mut row: Row) -> Result<LedgerRow, StoreError> {
    Ok(LedgerRow {
        link: Link {
            number: row.int(0)? as u64,
            before: row.digest(1)?,
            text: row.text(2)?,
            hash: row.digest(3)?,
        },
        at: row.moment(4)?,
        case: row.maybe_int(5)?.map(|case| case as u64),
        serial: row.maybe_text(6)?,
        plan: row.maybe_digest(7)?,
    })
}
