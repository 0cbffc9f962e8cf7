//! SQLite: one file, no server, the default. The file is in write-ahead mode, so that readers
//! never wait for the writer.

use super::migrate::{self, Migration};
use super::sql::{Connection, Dialect, Engine, Row, SqlStore, Table, Value};
use super::{Store, StoreError};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, ToSql};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// All migrations, oldest first. A released one never changes.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("migrations/sqlite/0001-begin.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("migrations/sqlite/0002-lists.sql"),
    },
    Migration {
        version: 3,
        sql: include_str!("migrations/sqlite/0003-cases.sql"),
    },
];
/// "fcst": what tells our files from other people's.
const APPLICATION: i64 = 0x6663_7374;
/// How long to wait for another program that writes.
const PATIENCE: Duration = Duration::from_secs(10);
/// Statements that a connection keeps compiled.
const STATEMENTS: usize = 64;
/// Cached pages 16 MiB a connection; the log is cut back to 64 MiB after a large write; writing is
/// on disk when it is acknowledged.
const SETTINGS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -16384;
    PRAGMA mmap_size = 1073741824;
    PRAGMA journal_size_limit = 67108864;";

/// Opens a file, makes it if there is none, and brings its schema up to date.
pub(super) fn open(path: &str) -> Result<impl Store + use<>, StoreError> {
    open_with(path, PATIENCE)
}

/// The same with other patience.
pub(super) fn open_with(path: &str, patience: Duration) -> Result<impl Store + use<>, StoreError> {
    let engine = File {
        path: PathBuf::from(path),
        patience,
        turn: Mutex::default(),
    };
    let mut connection = engine.connect()?;
    migrate::up_to_date(&mut *connection, MIGRATIONS)?;
    connection.run(&format!("PRAGMA application_id = {APPLICATION}"), &[])?;
    Ok(SqlStore::over(engine))
}

struct File {
    path: PathBuf,
    patience: Duration,
    turn: Mutex<()>,
}

impl Engine for File {
    fn kind(&self) -> &'static str {
        "sqlite"
    }

    fn connect(&self) -> Result<Box<dyn Connection>, StoreError> {
        let unreachable = |error: &dyn std::fmt::Display| {
            StoreError::Unreachable(format!("{}: {error}", self.path.display()))
        };
        let connection =
            rusqlite::Connection::open(&self.path).map_err(|error| unreachable(&error))?;
        connection.busy_timeout(self.patience).map_err(refused)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let foreign = |error| match refused(error) {
            StoreError::NotAStore(_) => StoreError::NotAStore(self.path.display().to_string()),
            other => other,
        };
        check_ours(&connection, &self.path).map_err(foreign)?;
        connection.execute_batch(SETTINGS).map_err(foreign)?;
        Ok(Box::new(Handle(connection)))
    }

    fn has_timers(&self) -> bool {
        true
    }

    fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        Some(self.turn.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether the file is empty or ours; nothing is written to somebody else's.
pub(super) fn check_ours(
    connection: &rusqlite::Connection,
    path: &Path,
) -> Result<(), rusqlite::Error> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let ours = number("PRAGMA application_id")? == APPLICATION;
    let tables = "SELECT count(*) FROM sqlite_schema WHERE name <> 'migration'";
    if ours || number(tables)? == 0 || number("PRAGMA user_version")? > 0 && is_migrated(connection)
    {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB);
    let place = Some(path.display().to_string());
    Err(rusqlite::Error::SqliteFailure(code, place))
}

/// Killed between the first migration and its mark.
fn is_migrated(connection: &rusqlite::Connection) -> bool {
    let sql = "SELECT 1 FROM migration";
    connection.query_row(sql, [], |_| Ok(())).is_ok()
}

struct Handle(rusqlite::Connection);

impl Connection for Handle {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.0.prepare_cached(&spelt(sql)).map_err(refused)?;
        let columns = statement.column_count();
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(refused)?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(refused)? {
            let mut taken = Vec::with_capacity(columns);
            for column in 0..columns {
                taken.push(value(row.get_ref(column).map_err(refused)?));
            }
            all.push(Row(taken));
        }
        Ok(all)
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.0.prepare_cached(&spelt(sql)).map_err(refused)?;
        let touched = statement.execute(rusqlite::params_from_iter(values));
        touched.map(|rows| rows as u64).map_err(refused)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.0.execute_batch(sql).map_err(refused)
    }

    fn fill(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<_> = (1..=names.len())
            .map(|number| format!("?{number}"))
            .collect();
        let (names, places) = (names.join(","), places.join(","));
        let sql = format!("INSERT INTO {} ({names}) VALUES ({places})", table.name);
        // One transaction for all rows, inside of whatever is open already.
        self.script("SAVEPOINT fill")?;
        let mut statement = self.0.prepare_cached(&sql).map_err(refused)?;
        for row in rows {
            let bound = rusqlite::params_from_iter(row);
            statement.execute(bound).map_err(refused)?;
        }
        drop(statement);
        self.script("RELEASE fill")
    }

    fn is_alive(&self) -> bool {
        // A transaction that could not be rolled back is no place to begin the next.
        self.0.is_autocommit()
    }
}

/// SQLite numbers its parameters with a question mark.
fn spelt(sql: &str) -> String {
    sql.replace('$', "?")
}

fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        // No column of ours holds one.
        ValueRef::Real(number) => Value::Int(number as i64),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_owned()),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what map_err hands over"
)]
pub(super) fn refused(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked,
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::NotADatabase) => StoreError::NotAStore("the file".into()),
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
        Some(ErrorCode::CannotOpen) => StoreError::Unreachable(error.to_string()),
        _ => StoreError::Refused(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Handle, MIGRATIONS, migrate, open, open_with};
    use crate::store::sql::{Connection, Engine, SqlStore};
    use crate::store::{Store, StoreError};
    use std::time::Duration;

    fn raw(path: &str) -> Handle {
        Handle(rusqlite::Connection::open(path).unwrap())
    }

    fn opened(path: &str) -> Result<(), StoreError> {
        open(path).map(|_| ())
    }

    #[test]
    fn every_released_schema_comes_up_to_date() {
        for released in 0..=MIGRATIONS.len() {
            let mut connection = raw(":memory:");
            migrate::up_to_date(&mut connection, &MIGRATIONS[..released]).unwrap();
            migrate::up_to_date(&mut connection, MIGRATIONS).unwrap();
            let rows = connection
                .rows("SELECT count(*) FROM migration", &[])
                .unwrap();
            assert_eq!(rows[0].int(0).unwrap(), MIGRATIONS.len() as i64);
            let marked = connection.rows("PRAGMA user_version", &[]).unwrap();
            assert_eq!(marked[0].int(0).unwrap(), MIGRATIONS.len() as i64);
        }
    }

    #[test]
    fn what_is_not_ours_is_not_touched() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(path("text"), "serial,holder\n".repeat(500)).unwrap();
        let told = opened(&path("text")).unwrap_err().to_string();
        assert!(told.contains("is not a store of firstcontact"), "{told}");
        raw(&path("other"))
            .script("CREATE TABLE theirs (x)")
            .unwrap();
        assert!(matches!(
            opened(&path("other")),
            Err(StoreError::NotAStore(_))
        ));
        let nowhere = opened(&path("no/such/folder.db"));
        assert!(
            matches!(nowhere, Err(StoreError::Unreachable(_))),
            "{nowhere:?}"
        );

        opened(&path("newer")).unwrap();
        let newer = "INSERT INTO migration VALUES (99, 1)";
        raw(&path("newer")).script(newer).unwrap();
        let told = opened(&path("newer")).unwrap_err().to_string();
        assert!(
            told.contains("schema 99") && told.contains("update"),
            "{told}"
        );
        opened(&path("foreign")).unwrap();
        let foreign = "UPDATE migration SET checksum = 5";
        raw(&path("foreign")).script(foreign).unwrap();
        assert!(matches!(
            opened(&path("foreign")),
            Err(StoreError::Foreign(1))
        ));
        let mut kept = raw(&path("foreign"));
        let trail = "INSERT INTO audit VALUES (1, 0, 1, 'a', 'b', 'c', 'd')";
        kept.script(trail).unwrap();
        assert!(
            kept.script("DELETE FROM audit").is_err(),
            "only appended to"
        );
        assert!(kept.script("UPDATE audit SET who = 'x'").is_err());
    }

    #[test]
    fn a_locked_file_says_so_and_is_whole_afterwards() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("store.db");
        let path = path.to_str().unwrap();
        let store = open_with(path, Duration::from_millis(50)).unwrap();
        let mut other = raw(path);
        other.script("BEGIN IMMEDIATE").unwrap();
        let locked = store.tenant("Contoso");
        assert!(matches!(locked, Err(StoreError::Locked)), "{locked:?}");
        assert!(matches!(store.ready(), Err(StoreError::Locked)));
        assert!(store.tenants().unwrap().is_empty(), "readers do not wait");
        other.script("ROLLBACK").unwrap();
        store.ready().unwrap();
        store.tenant("Contoso").unwrap();
    }

    /// A file that may not grow: to SQLite the same as a disk that is full.
    struct Small(File);

    impl Engine for Small {
        fn kind(&self) -> &'static str {
            "small"
        }

        fn connect(&self) -> Result<Box<dyn Connection>, StoreError> {
            let mut connection = self.0.connect()?;
            connection.rows("PRAGMA max_page_count = 60", &[])?;
            Ok(connection)
        }

        fn has_timers(&self) -> bool {
            true
        }

        fn turn(&self) -> Option<std::sync::MutexGuard<'_, ()>> {
            self.0.turn()
        }
    }

    #[test]
    fn a_full_disk_says_so_and_nothing_is_half_written() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("store.db");
        opened(path.to_str().unwrap()).unwrap();
        let store = SqlStore::over(Small(File {
            path,
            patience: Duration::from_millis(50),
            turn: std::sync::Mutex::default(),
        }));
        let name = |number: usize| format!("{number} {}", "x".repeat(3_000));
        let mut made = 0;
        let full = loop {
            match store.tenant(&name(made)) {
                Ok(_) => made += 1,
                Err(error) => break error,
            }
            assert!(made < 1_000, "it never fills");
        };
        assert!(matches!(full, StoreError::Full), "{full:?}");
        assert!(full.to_string().contains("make room"));
        assert_eq!(store.tenants().unwrap().len(), made);
    }
}
