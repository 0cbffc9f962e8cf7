//! A PostgreSQL of our own, from the system's binaries: it listens on a socket in a temporary
//! folder and nowhere else. Its data may lie in a folder that is kept.

use super::BenchError;
use postgres::NoTls;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The user that owns nothing: PostgreSQL refuses to run as root.
const NOBODY: u32 = 65_534;
/// Memory for its cache: a quarter of a small server's 4 GiB, as its manual advises
/// (<https://www.postgresql.org/docs/current/runtime-config-resource.html>).
const CACHE: &str = "shared_buffers=1GB";
/// Attempts to reach it after its start, twenty a second.
const ATTEMPTS: u32 = 600;

/// A server that runs until this is dropped.
pub(super) struct Cluster {
    binaries: PathBuf,
    data: PathBuf,
    socket: tempfile::TempDir,
    server: Child,
    is_root: bool,
}

impl Cluster {
    /// Starts one over a folder, which is made if there is none. `None` where PostgreSQL is not
    /// installed; a line says how to install it.
    pub(super) fn start(data: &Path) -> Result<Option<Self>, BenchError> {
        let Some(binaries) = binaries() else {
            super::say("skipped: PostgreSQL is not installed (apt install postgresql)");
            return Ok(None);
        };
        let socket = tempfile::tempdir().map_err(file(&std::env::temp_dir()))?;
        let owner = fs::metadata(socket.path()).map_err(file(socket.path()))?;
        let is_root = owner.uid() == 0;
        if is_root {
            chown(socket.path(), Some(NOBODY), Some(NOBODY)).map_err(file(socket.path()))?;
        }
        if !data.join("PG_VERSION").exists() {
            fs::create_dir_all(data).map_err(file(data))?;
            if is_root {
                chown(data, Some(NOBODY), Some(NOBODY)).map_err(file(data))?;
            }
            let mut command = unprivileged(&binaries.join("initdb"), is_root);
            command.arg("--pgdata").arg(data);
            command.args(["--username=firstcontact", "--auth=trust"]);
            command.args(["--encoding=UTF8", "--locale=C"]);
            finish(&mut command)?;
        }
        let log = socket.path().join("log");
        let log = fs::File::create(&log).map_err(file(&log))?;
        let mut command = unprivileged(&binaries.join("postgres"), is_root);
        command.arg("-D").arg(data).arg("-k").arg(socket.path());
        command.args(["-c", "listen_addresses=", "-c", CACHE]);
        let server = command.stderr(Stdio::from(log)).spawn();
        let server = server.map_err(|why| program("postgres", why.to_string()))?;
        let cluster = Self {
            binaries,
            data: data.to_owned(),
            socket,
            server,
            is_root,
        };
        cluster.wait()?;
        Ok(Some(cluster))
    }

    /// The address of a database.
    pub(super) fn address(&self, database: &str) -> String {
        let socket = self.socket.path().to_string_lossy().replace('/', "%2F");
        format!("postgresql://firstcontact@{socket}/{database}")
    }

    /// A connection to a database.
    pub(super) fn client(&self, database: &str) -> Result<postgres::Client, BenchError> {
        let client = postgres::Client::connect(&self.address(database), NoTls);
        client.map_err(|why| program("postgres", why.to_string()))
    }

    /// The address of a database, which is made if there is none.
    pub(super) fn database(&self, name: &str) -> Result<String, BenchError> {
        let mut client = self.client("postgres")?;
        let known = client.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]);
        let known = known.map_err(|why| program("postgres", why.to_string()))?;
        if known.is_empty() {
            let made = client.batch_execute(&format!("CREATE DATABASE {name}"));
            made.map_err(|why| program("postgres", why.to_string()))?;
        }
        Ok(self.address(name))
    }

    /// Bytes of a database.
    pub(super) fn size(&self, database: &str) -> Result<f64, BenchError> {
        let mut client = self.client(database)?;
        let row = client.query_one("SELECT pg_database_size(current_database())", &[]);
        let row = row.map_err(|why| program("postgres", why.to_string()))?;
        Ok(row.get::<_, i64>(0) as f64)
    }

    fn wait(&self) -> Result<(), BenchError> {
        for _ in 0..ATTEMPTS {
            if self.client("postgres").is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.socket.path().join("log"));
        Err(program("postgres", log.unwrap_or_default()))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut command = unprivileged(&self.binaries.join("pg_ctl"), self.is_root);
        command.args(["stop", "--mode=fast", "--silent", "--pgdata"]);
        if finish(command.arg(&self.data)).is_err() {
            // It may have ended by itself; then there is nothing to end.
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

fn unprivileged(program: &Path, is_root: bool) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").stdout(Stdio::null());
    if is_root {
        command.gid(NOBODY).uid(NOBODY);
    }
    command
}

fn finish(command: &mut Command) -> Result<(), BenchError> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output();
    let done = done.map_err(|why| program(&name, why.to_string()))?;
    if done.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(program(&name, told))
}

/// Where the newest PostgreSQL lies: Debian keeps its servers out of the path.
fn binaries() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut found: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    found.sort();
    let mut places: Vec<PathBuf> = found.into_iter().rev().map(|(_, path)| path).collect();
    let path = std::env::var_os("PATH").unwrap_or_default();
    places.extend(std::env::split_paths(&path));
    let whole = |place: &PathBuf| {
        let names = ["initdb", "postgres", "pg_ctl"];
        names.iter().all(|name| place.join(name).is_file())
    };
    places.into_iter().find(whole)
}

fn program(name: &str, why: String) -> BenchError {
    BenchError::Program {
        program: name.to_owned(),
        why,
    }
}

fn file(path: &Path) -> impl Fn(std::io::Error) -> BenchError {
    let path = path.to_owned();
    move |why| BenchError::File {
        doing: "write",
        path: path.clone(),
        why,
    }
}
