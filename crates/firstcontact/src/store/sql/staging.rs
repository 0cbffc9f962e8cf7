//! What a snapshot changes, kept aside in tables of one connection alone until it is whole, and
//! then put in place by a few statements.

use super::{Connection, Dialect, Table, Value};
use crate::store::{StoreError, Tenant};

/// Rows of devices that are new or different.
pub(super) const DEVICES: Table = Table {
    name: "staged_device",
    columns: &[
        ("serial", "TEXT"),
        ("digest", "INTEGER"),
        ("traits", "INTEGER"),
        ("lists", "INTEGER"),
        ("rank", "INTEGER"),
        ("holder", "TEXT"),
        ("holder_folded", "TEXT"),
        ("ordered", "TEXT"),
        ("ordered_folded", "TEXT"),
        ("probability", "INTEGER"),
        ("cause_since", "INTEGER"),
        ("gate_since", "INTEGER"),
        ("standing_since", "INTEGER"),
        ("first_seen", "INTEGER"),
        ("changed_at", "INTEGER"),
        ("body", "BLOB"),
    ],
};
/// Devices that this look does not name.
pub(super) const MISSING: Table = Table {
    name: "staged_missing",
    columns: &[
        ("serial", "TEXT"),
        ("traits", "INTEGER"),
        ("lists", "INTEGER"),
        ("last_seen", "INTEGER"),
        ("changed_at", "INTEGER"),
    ],
};
/// Changes of devices.
pub(super) const CHANGES: Table = Table {
    name: "staged_change",
    columns: &[
        ("serial", "TEXT"),
        ("seen_by", "INTEGER"),
        ("fact", "TEXT"),
        ("was", "TEXT"),
        ("became", "TEXT"),
        ("seen_after", "INTEGER"),
    ],
};

/// Rows that wait to be written to the staging tables in one go.
const WAITING_MOST: usize = 8_192;

/// What is staged.
pub(super) struct Staging {
    waiting: [Vec<Vec<Value>>; 3],
    devices: u64,
}

const TABLES: [&Table; 3] = [&DEVICES, &MISSING, &CHANGES];

impl Staging {
    /// Makes the tables.
    pub(super) fn begin(connection: &mut dyn Connection) -> Result<Self, StoreError> {
        for table in TABLES {
            let columns = table.columns.iter().map(|(name, kind)| {
                let kind = match (connection.dialect(), *kind) {
                    (Dialect::Postgresql, "INTEGER") => "BIGINT",
                    (Dialect::Postgresql, "BLOB") => "BYTEA",
                    (_, kind) => kind,
                };
                format!("{name} {kind}")
            });
            let columns = columns.collect::<Vec<_>>().join(", ");
            connection.script(&format!("CREATE TEMP TABLE {} ({columns})", table.name))?;
        }
        Ok(Self {
            waiting: Default::default(),
            devices: 0,
        })
    }

    /// Stages the row of a device.
    pub(super) fn device(
        &mut self,
        connection: &mut dyn Connection,
        row: Vec<Value>,
    ) -> Result<(), StoreError> {
        self.devices += 1;
        self.push(connection, 0, row)
    }

    /// How many devices are new or different.
    pub(super) const fn devices(&self) -> u64 {
        self.devices
    }

    /// Stages that a device is missing.
    pub(super) fn missing(
        &mut self,
        connection: &mut dyn Connection,
        row: Vec<Value>,
    ) -> Result<(), StoreError> {
        self.push(connection, 1, row)
    }

    /// Stages a change.
    pub(super) fn change(
        &mut self,
        connection: &mut dyn Connection,
        row: Vec<Value>,
    ) -> Result<(), StoreError> {
        self.push(connection, 2, row)
    }

    fn push(
        &mut self,
        connection: &mut dyn Connection,
        number: usize,
        row: Vec<Value>,
    ) -> Result<(), StoreError> {
        self.waiting[number].push(row);
        if self.waiting[number].len() >= WAITING_MOST {
            connection.fill(TABLES[number], &self.waiting[number])?;
            self.waiting[number].clear();
        }
        Ok(())
    }

    /// Writes what still waits.
    pub(super) fn flush(&mut self, connection: &mut dyn Connection) -> Result<(), StoreError> {
        for (table, rows) in TABLES.iter().zip(&mut self.waiting) {
            if !rows.is_empty() {
                connection.fill(table, rows)?;
                rows.clear();
            }
        }
        Ok(())
    }
}

/// Puts everything in its place; part of a transaction.
pub(super) fn apply(connection: &mut dyn Connection, tenant: Tenant) -> Result<(), StoreError> {
    let values = [tenant.into()];
    for sql in [DEVICE, DOCUMENT, GONE, CHANGE] {
        connection.run(sql, &values)?;
    }
    Ok(())
}

// "WHERE TRUE" keeps SQLite from reading ON as part of the SELECT.
const DEVICE: &str = "
INSERT INTO device (tenant, serial, digest, traits, lists, rank, holder, holder_folded, ordered,
    ordered_folded, probability, cause_since, gate_since, standing_since, first_seen, last_seen,
    changed_at)
SELECT $1, serial, digest, traits, lists, rank, holder, holder_folded, ordered,
    ordered_folded, probability, cause_since, gate_since, standing_since, first_seen, NULL,
    changed_at
FROM staged_device WHERE TRUE
ON CONFLICT (tenant, serial) DO UPDATE SET digest = excluded.digest, traits = excluded.traits,
    lists = excluded.lists, rank = excluded.rank, holder = excluded.holder,
    holder_folded = excluded.holder_folded,
    ordered = excluded.ordered, ordered_folded = excluded.ordered_folded,
    probability = excluded.probability, cause_since = excluded.cause_since,
    gate_since = excluded.gate_since, standing_since = excluded.standing_since,
    last_seen = NULL, changed_at = excluded.changed_at";
const DOCUMENT: &str = "
INSERT INTO document (tenant, serial, body)
SELECT $1, serial, body FROM staged_device WHERE TRUE
ON CONFLICT (tenant, serial) DO UPDATE SET body = excluded.body";
const GONE: &str = "
UPDATE device SET traits = gone.traits, lists = gone.lists, last_seen = gone.last_seen,
    changed_at = gone.changed_at
FROM staged_missing AS gone WHERE device.tenant = $1 AND device.serial = gone.serial";
const CHANGE: &str = "
INSERT INTO change (tenant, serial, seen_by, fact, was, became, seen_after)
SELECT $1, serial, seen_by, fact, was, became, seen_after FROM staged_change WHERE TRUE
ON CONFLICT (tenant, serial, seen_by, fact) DO NOTHING";
