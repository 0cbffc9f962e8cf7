//! Brings a schema up to date, forwards only. Migrations lie in the program, each with a checksum:
//! a store that another build wrote is not touched.

use super::StoreError;
use super::sql::{Connection, Dialect, Value, transaction};

/// A step of the schema.
pub(super) struct Migration {
    /// Its number, from 1 on without a gap.
    pub(super) version: i64,
    /// What it does.
    pub(super) sql: &'static str,
}

const LEDGER: &str =
    "CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, checksum BIGINT NOT NULL)";
/// "firstcon": two programs that start at the same time migrate one after the other.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7379548745203016558)";

/// Applies what is missing, all in one transaction.
///
/// # Errors
/// A schema that is newer than the program, or not its own.
pub(super) fn up_to_date(
    connection: &mut dyn Connection,
    known: &[Migration],
) -> Result<(), StoreError> {
    if applied(connection, known).is_ok_and(|version| version == newest(known)) {
        return Ok(());
    }
    transaction(connection, |connection| {
        if connection.dialect() == Dialect::Postgresql {
            connection.rows(LOCK, &[])?;
        }
        connection.script(LEDGER)?;
        let applied = applied(connection, known)?;
        for migration in known.iter().filter(|step| step.version > applied) {
            connection.script(migration.sql)?;
            let sql = "INSERT INTO migration (version, checksum) VALUES ($1, $2)";
            let values: [Value; 2] = [migration.version.into(), checksum(migration.sql).into()];
            connection.run(sql, &values)?;
        }
        if connection.dialect() == Dialect::Sqlite {
            connection.run(&format!("PRAGMA user_version = {}", newest(known)), &[])?;
        }
        Ok(())
    })
}

/// The version of the schema, once every applied step is known to be ours.
fn applied(connection: &mut dyn Connection, known: &[Migration]) -> Result<i64, StoreError> {
    let sql = "SELECT version, checksum FROM migration ORDER BY version";
    let mut version = 0;
    for row in connection.rows(sql, &[])? {
        version = row.int(0)?;
        let step = known.iter().find(|step| step.version == version);
        if step.is_some_and(|step| !row.int(1).is_ok_and(|sum| sum == checksum(step.sql))) {
            return Err(StoreError::Foreign(version));
        }
    }
    if version > newest(known) {
        return Err(StoreError::Newer {
            found: version,
            known: newest(known),
        });
    }
    Ok(version)
}

fn newest(known: &[Migration]) -> i64 {
    known.last().map_or(0, |step| step.version)
}

/// FNV-1a over the text, blind to how lines end. It guards against accidents, not against malice.
fn checksum(sql: &str) -> i64 {
    let bytes = sql.bytes().filter(|byte| *byte != b'\r');
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash as i64
}
