//! PostgreSQL: many processes, one memory. For installations that outgrow a file.

use super::migrate::{self, Migration};
use super::sql::{Connection, Dialect, Engine, Row, SqlStore, Table, Value};
use super::{Store, StoreError};
use graphile_worker_postgres_tls::{Connector, connector};
use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Statement};
use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::MutexGuard;
use std::time::Duration;

/// All migrations, oldest first. A released one never changes.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("migrations/postgresql/0001-begin.sql"),
    },
    Migration {
        version: 2,
        sql: include_str!("migrations/postgresql/0002-lists.sql"),
    },
    Migration {
        version: 3,
        sql: include_str!("migrations/postgresql/0003-cases.sql"),
    },
];
/// Pauses between attempts to connect: a server that starts anew is back within seconds.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(200),
    Duration::from_millis(800),
    Duration::from_secs(2),
];
/// How long one attempt may take, unless the address says otherwise.
const PATIENCE: Duration = Duration::from_secs(5);
/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 128;

/// Connects, and brings the schema up to date.
pub(super) fn open(address: &str) -> Result<impl Store + use<>, StoreError> {
    let mut config: postgres::Config = address
        .parse()
        .map_err(|_| StoreError::Address("what follows postgresql://".into()))?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    config.application_name("firstcontact");
    if stays_here(address, config.get_hosts()) {
        config.ssl_mode(SslMode::Disable);
    }
    let engine = Server {
        config,
        tls: tls()?,
    };
    let mut connection = engine.connect()?;
    migrate::up_to_date(&mut *connection, MIGRATIONS)?;
    Ok(SqlStore::over(engine))
}

/// Whether an address says nothing of TLS and leads to this machine, where nobody listens between.
pub fn stays_here(address: &str, hosts: &[Host]) -> bool {
    let here = |host: &Host| match host {
        Host::Tcp(name) => {
            let address = name.parse::<std::net::IpAddr>();
            name == "localhost" || address.is_ok_and(|it| it.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    !address.contains("sslmode=") && hosts.iter().all(here)
}

/// The names of public authorities, and those in the file that `PGSSLROOTCERT` names. Whether TLS
/// is asked for says the address: `sslmode=require`; where nothing is said it is spoken to another
/// machine's server if that can. Its certificate is checked in either case.
fn tls() -> Result<Connector, StoreError> {
    let roots = std::env::var_os("PGSSLROOTCERT");
    let roots = roots.as_deref().map(std::path::Path::new);
    connector(roots).map_err(|why| StoreError::Unreachable(why.to_string()))
}

struct Server {
    config: postgres::Config,
    tls: Connector,
}

impl Engine for Server {
    fn kind(&self) -> &'static str {
        "postgresql"
    }

    fn connect(&self) -> Result<Box<dyn Connection>, StoreError> {
        let mut pauses = PAUSES.iter();
        loop {
            match self.config.connect(self.tls.clone()) {
                Ok(client) => {
                    return Ok(Box::new(Handle {
                        client,
                        statements: HashMap::new(),
                    }));
                }
                // The server answered: asking again gives the same answer, but where it is only
                // not up yet.
                Err(error) if is_final(&error) => return Err(refused(&error)),
                Err(error) => match pauses.next() {
                    Some(pause) => std::thread::sleep(*pause),
                    None => return Err(refused(&error)),
                },
            }
        }
    }

    fn has_timers(&self) -> bool {
        false
    }

    fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        None
    }
}

fn is_final(error: &postgres::Error) -> bool {
    let starting = [
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::ADMIN_SHUTDOWN,
    ];
    error.code().is_some_and(|code| !starting.contains(code))
}

struct Handle {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Handle {
    fn prepared(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql).map_err(|error| refused(&error))?;
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn bound(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as _).collect()
}

impl Connection for Handle {
    fn dialect(&self) -> Dialect {
        Dialect::Postgresql
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql)?;
        let rows = self.client.query(&statement, &bound(values));
        let rows = rows.map_err(|error| refused(&error))?;
        rows.iter().map(taken).collect()
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        if values.is_empty() {
            // BEGIN and its like take no parameters and give no rows.
            return self.script(sql).map(|()| 0);
        }
        let statement = self.prepared(sql)?;
        let touched = self.client.execute(&statement, &bound(values));
        touched.map_err(|error| refused(&error))
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        let done = self.client.batch_execute(sql);
        done.map_err(|error| refused(&error))
    }

    fn fill(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("COPY {} ({}) FROM STDIN", table.name, names.join(","));
        let copied = self.client.copy_in(sql.as_str()).and_then(|mut writer| {
            let mut line = String::new();
            for row in rows {
                line.clear();
                copy_line(row, &mut line);
                // An error here is told by `finish`, with what the server says about it.
                if writer.write_all(line.as_bytes()).is_err() {
                    break;
                }
            }
            writer.finish()
        });
        copied.map(|_| ()).map_err(|error| refused(&error))
    }

    fn is_alive(&self) -> bool {
        !self.client.is_closed()
    }
}

fn copy_line(row: &[Value], line: &mut String) {
    for (position, value) in row.iter().enumerate() {
        if position > 0 {
            line.push('\t');
        }
        match value {
            Value::Null => line.push_str("\\N"),
            // Writing into a String cannot fail.
            Value::Int(number) => drop(write!(line, "{number}")),
            Value::Text(text) => {
                for letter in text.chars() {
                    match letter {
                        '\\' => line.push_str("\\\\"),
                        '\t' => line.push_str("\\t"),
                        '\n' => line.push_str("\\n"),
                        '\r' => line.push_str("\\r"),
                        other => line.push(other),
                    }
                }
            }
            Value::Bytes(bytes) => {
                line.push_str("\\\\x");
                for byte in bytes {
                    line.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
                    line.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
                }
            }
        }
    }
    line.push('\n');
}

fn taken(row: &postgres::Row) -> Result<Row, StoreError> {
    let mut values = Vec::with_capacity(row.len());
    for (position, column) in row.columns().iter().enumerate() {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(position).map(Value::from),
            Type::INT4 => row
                .try_get::<_, Option<i32>>(position)
                .map(|number| number.map(i64::from).into()),
            Type::BYTEA => row
                .try_get::<_, Option<Vec<u8>>>(position)
                .map(|bytes| bytes.map_or(Value::Null, Value::Bytes)),
            Type::VOID => Ok(Value::Null),
            _ => row.try_get::<_, Option<&str>>(position).map(Value::from),
        };
        values.push(value.map_err(|error| refused(&error))?);
    }
    Ok(Row(values))
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Int(number) => number.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
            Self::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT, Type::BYTEA].contains(ty)
    }

    to_sql_checked!();
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a connection")
    }
}

fn refused(error: &postgres::Error) -> StoreError {
    let said = error
        .as_db_error()
        .map_or_else(|| error.to_string(), |told| told.message().to_owned());
    match error.code() {
        None => StoreError::Unreachable(cause(error)),
        Some(code) if *code == SqlState::DISK_FULL => StoreError::Full,
        Some(code)
            if [
                SqlState::LOCK_NOT_AVAILABLE,
                SqlState::T_R_DEADLOCK_DETECTED,
            ]
            .contains(code) =>
        {
            StoreError::Locked
        }
        Some(code) if code.code().starts_with("08") || code.code().starts_with("57P") => {
            StoreError::Unreachable(said)
        }
        Some(code) if code.code().starts_with("28") || code.code().starts_with("3D") => {
            StoreError::Unreachable(said)
        }
        Some(_) => StoreError::Refused(said),
    }
}

/// The innermost reason: the outer ones say only that something failed.
fn cause(error: &dyn Error) -> String {
    let mut innermost = error;
    while let Some(deeper) = innermost.source() {
        innermost = deeper;
    }
    innermost.to_string()
}
