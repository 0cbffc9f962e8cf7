//! The store in SQL, written once. SQLite and PostgreSQL differ in how they are reached
//! ([`Engine`], [`Connection`]) and in the few words that [`Dialect`] spells.

mod cases;
mod cube;
mod desk;
mod device;
mod fleet;
mod holders;
mod intake;
mod ledger;
mod matching;
mod order;
mod pool;
mod queue;
mod retain;
mod snapshots;
mod staging;
mod value;

pub(super) use value::{Row, Value};

use super::{
    Alert, AlertRow, AuditEntry, Begun, DeviceView, FindingRow, FleetPage, FleetQuery, Forgotten,
    HistoryEntry, Job, JobRow, Looks, Place, Said, Shelf, SnapshotRecord, Store, StoreError,
    Tenant, Timers, Today, device_file,
};
use cube::Cube;
use enrollment::moment::Moment;
use pool::Pool;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// How a database is reached.
pub(super) trait Engine: Send + Sync + 'static {
    /// Its name, for people.
    fn kind(&self) -> &'static str;

    /// A new connection, after a bounded number of attempts.
    fn connect(&self) -> Result<Box<dyn Connection>, StoreError>;

    /// Whether jobs are rows of ours, or a queue for many processes hands them out.
    fn has_timers(&self) -> bool;

    /// Held while writing, where the database takes one writer at a time: waiting in line is
    /// kinder than trying again and again.
    fn turn(&self) -> Option<MutexGuard<'_, ()>>;
}

/// A connection. Statements are written with `$1`, `$2`, …
pub(super) trait Connection: Send {
    /// Which words it wants.
    fn dialect(&self) -> Dialect;

    /// What a query gives.
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// Runs a statement; how many rows it touched.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;

    /// Runs several statements that take nothing.
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;

    /// Puts many rows into a table.
    fn fill(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), StoreError>;

    /// Whether it can be used again.
    fn is_alive(&self) -> bool;
}

/// A table that is filled in bulk: its name, its columns and their types.
pub(super) struct Table {
    /// Its name.
    pub(super) name: &'static str,
    /// Columns with their types in the words of SQLite.
    pub(super) columns: &'static [(&'static str, &'static str)],
}

/// Which SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// SQLite's.
    Sqlite,
    /// PostgreSQL's.
    Postgresql,
}

impl Dialect {
    /// Begins a transaction that will write.
    const fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgresql => "BEGIN",
        }
    }

    /// That a column is in a list, which is a parameter in JSON; `kind` is PostgreSQL's word for
    /// the column's type.
    fn listed(self, place: &str, kind: &str) -> String {
        match self {
            Self::Sqlite => format!("IN (SELECT value FROM json_each({place}))"),
            Self::Postgresql => format!(
                "= ANY (ARRAY(SELECT json_array_elements_text({place}::text::json)::{kind}))"
            ),
        }
    }

    /// Lets a connection that takes in a snapshot keep more in memory, 256 MiB at most: changes lie
    /// all over the indexes, and a page that is let go is written each time.
    const fn give_room(self) -> &'static str {
        match self {
            Self::Sqlite => "PRAGMA cache_size = -262144",
            Self::Postgresql => "SET temp_buffers = '256MB'",
        }
    }

    /// Tidies the tables that a large snapshot changed, outside of any transaction. Left alone,
    /// PostgreSQL does so within minutes, and until then it guesses and looks at every row twice;
    /// SQLite is told its way.
    const fn tidy(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgresql => "VACUUM (ANALYZE) device, document, change, traits",
        }
    }
}

/// A page of the fleet is read so often, where the fleet changes meanwhile.
const FLEET_TRIES: u32 = 3;

/// A store over an engine.
pub(super) struct SqlStore<E> {
    inner: Arc<Inner<E>>,
}

struct Inner<E> {
    engine: E,
    pool: Pool,
    cubes: Mutex<HashMap<Tenant, Arc<Cube>>>,
}

impl<E: Engine> SqlStore<E> {
    /// A store whose schema is up to date.
    pub(super) fn over(engine: E) -> Self {
        Self {
            inner: Arc::new(Inner {
                engine,
                pool: Pool::default(),
                cubes: Mutex::default(),
            }),
        }
    }

    fn reading<T>(
        &self,
        work: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.inner.with_connection(work)
    }

    /// All of it or nothing.
    fn writing<T>(
        &self,
        work: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let _turn = self.inner.engine.turn();
        self.inner
            .with_connection(|connection| transaction(connection, work))
    }
}

impl<E: Engine> Inner<E> {
    fn with_connection<T>(
        &self,
        work: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        work(self.pool.lend(&self.engine)?.get()?)
    }
}

/// All of the work or nothing of it.
pub(super) fn transaction<T>(
    connection: &mut dyn Connection,
    work: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    connection.run(connection.dialect().begin(), &[])?;
    let result = work(connection).and_then(|value| {
        connection.run("COMMIT", &[])?;
        Ok(value)
    });
    if result.is_err() {
        // What was wrong is more worth telling than that the way back failed, too.
        let _ = connection.run("ROLLBACK", &[]);
    }
    result
}

/// Everything about a tenant's devices is about to change: whoever remembers, forget.
fn stir(connection: &mut dyn Connection, tenant: Tenant) -> Result<(), StoreError> {
    let sql = "UPDATE tenant SET version = version + 1 WHERE id = $1";
    connection.run(sql, &[tenant.into()])?;
    Ok(())
}

impl<E: Engine> Store for SqlStore<E> {
    fn kind(&self) -> &'static str {
        self.inner.engine.kind()
    }

    fn ready(&self) -> Result<(), StoreError> {
        self.writing(|connection| {
            let sql = "UPDATE tenant SET version = version WHERE id = 0";
            connection.run(sql, &[]).map(|_| ())
        })
    }

    fn tenants(&self) -> Result<Vec<(Tenant, String)>, StoreError> {
        let sql = "SELECT id, name FROM tenant ORDER BY name";
        let rows = self.reading(|connection| connection.rows(sql, &[]))?;
        rows.into_iter()
            .map(|mut row| Ok((Tenant(row.int(0)?), row.text(1)?)))
            .collect()
    }

    fn tenant(&self, name: &str) -> Result<Tenant, StoreError> {
        let find = "SELECT id FROM tenant WHERE name = $1";
        let found = |connection: &mut dyn Connection| {
            let rows = connection.rows(find, &[name.into()])?;
            rows.first().map(|row| row.int(0).map(Tenant)).transpose()
        };
        if let Some(known) = self.reading(found)? {
            return Ok(known);
        }
        self.writing(|connection| {
            let sql = "INSERT INTO tenant (name) VALUES ($1) ON CONFLICT (name) DO NOTHING";
            connection.run(sql, &[name.into()])?;
            found(connection)?.ok_or_else(|| StoreError::Damaged("a tenant is missing".into()))
        })
    }

    fn begin(&self, tenant: Tenant, snapshot: &SnapshotRecord) -> Result<Begun, StoreError> {
        intake::begin(&self.inner, tenant, snapshot)
    }

    fn today(&self, tenant: Tenant) -> Result<Option<Today>, StoreError> {
        self.reading(|connection| snapshots::today(connection, tenant))
    }

    fn fleet(&self, tenant: Tenant, query: &FleetQuery) -> Result<FleetPage, StoreError> {
        self.reading(|connection| {
            let mut tries = FLEET_TRIES;
            loop {
                let cube = self.inner.cube(connection, tenant)?;
                let page = fleet::page(connection, tenant, query, &cube)?;
                tries -= 1;
                // A snapshot that came in meanwhile: totals and devices of one page are of one.
                let is_one = snapshots::version(connection, tenant)? == cube.version;
                if is_one || tries == 0 {
                    return Ok(page);
                }
            }
        })
    }

    fn device(&self, tenant: Tenant, serial: &str) -> Result<Option<DeviceView>, StoreError> {
        self.reading(|connection| device::view(connection, tenant, serial))
    }

    fn history(&self, tenant: Tenant, serial: &str) -> Result<Vec<HistoryEntry>, StoreError> {
        self.reading(|connection| device::history(connection, tenant, serial))
    }

    fn changes_of(
        &self,
        tenant: Tenant,
        fact: &str,
    ) -> Result<Vec<(String, HistoryEntry)>, StoreError> {
        self.reading(|connection| device::changes_of(connection, tenant, fact))
    }

    fn findings(&self, tenant: Tenant, open_only: bool) -> Result<Vec<FindingRow>, StoreError> {
        self.reading(|connection| snapshots::findings(connection, tenant, open_only))
    }

    fn snapshots(&self, tenant: Tenant, most: usize) -> Result<Looks, StoreError> {
        self.reading(|connection| snapshots::newest_of(connection, tenant, most))
    }

    fn say(&self, tenant: Tenant, said: &Said) -> Result<(), StoreError> {
        self.writing(|connection| desk::say(connection, tenant, said))
    }

    fn said(&self, tenant: Tenant, serial: Option<&str>) -> Result<Vec<Said>, StoreError> {
        self.reading(|connection| desk::said(connection, tenant, serial))
    }

    fn raise_alert(&self, tenant: Tenant, alert: &Alert) -> Result<bool, StoreError> {
        self.writing(|connection| desk::raise_alert(connection, tenant, alert))
    }

    fn alerts(
        &self,
        tenant: Tenant,
        undelivered_since: Option<Moment>,
    ) -> Result<Vec<AlertRow>, StoreError> {
        self.reading(|connection| desk::alerts(connection, tenant, undelivered_since))
    }

    fn alert_tried(&self, id: i64, at: Moment, failure: Option<&str>) -> Result<(), StoreError> {
        self.writing(|connection| desk::alert_tried(connection, id, at, failure))
    }

    fn put(&self, place: &Place<'_>, body: &str, until: Option<Moment>) -> Result<(), StoreError> {
        self.writing(|connection| desk::put(connection, place, body, until))
    }

    fn get(&self, place: &Place<'_>) -> Result<Option<String>, StoreError> {
        self.reading(|connection| desk::get(connection, place))
    }

    fn list(&self, tenant: Option<Tenant>, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        self.reading(|connection| desk::list(connection, tenant, shelf))
    }

    fn take(&self, place: &Place<'_>) -> Result<Option<String>, StoreError> {
        self.writing(|connection| desk::take(connection, place))
    }

    fn note_audit(&self, tenant: Option<Tenant>, entry: &AuditEntry) -> Result<(), StoreError> {
        self.writing(|connection| desk::note_audit(connection, tenant, entry))
    }

    fn audit(
        &self,
        tenant: Option<Tenant>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<(i64, AuditEntry)>, StoreError> {
        self.reading(|connection| desk::audit(connection, tenant, before, limit))
    }

    fn enqueue(&self, job: &Job) -> Result<bool, StoreError> {
        self.writing(|connection| queue::enqueue(connection, job))
    }

    fn timers(&self) -> Option<&dyn Timers> {
        self.inner.engine.has_timers().then_some(self)
    }

    fn export_device(&self, tenant: Tenant, serial: &str) -> Result<Option<String>, StoreError> {
        device_file::of(self, tenant, serial)
    }

    fn forget_device(
        &self,
        tenant: Tenant,
        serial: &str,
        who: &str,
        now: Moment,
    ) -> Result<Forgotten, StoreError> {
        self.writing(|connection| retain::forget(connection, tenant, serial, who, now))
    }

    fn sweep(&self, now: Moment) -> Result<u64, StoreError> {
        self.writing(|connection| retain::sweep(connection, now))
    }

    fn retain(&self, tenant: Tenant, before: Moment, now: Moment) -> Result<Forgotten, StoreError> {
        self.writing(|connection| retain::retain(connection, tenant, before, now))
    }
}

impl<E: Engine> Timers for SqlStore<E> {
    fn claim(
        &self,
        worker: &str,
        now: Moment,
        lease_until: Moment,
        limit: usize,
    ) -> Result<Vec<JobRow>, StoreError> {
        self.writing(|connection| queue::claim(connection, worker, now, lease_until, limit))
    }

    fn renew(&self, id: i64, worker: &str, lease_until: Moment) -> Result<bool, StoreError> {
        self.writing(|connection| queue::renew(connection, id, worker, lease_until))
    }

    fn settle(&self, id: i64, worker: &str, again: Option<&Job>) -> Result<bool, StoreError> {
        self.writing(|connection| queue::settle(connection, id, worker, again))
    }
}
