//! A PostgreSQL of our own for the time of a test, from the system's binaries: it listens on a
//! socket in a temporary folder and nowhere else.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

/// The user that owns nothing: PostgreSQL refuses to run as root.
const NOBODY: u32 = 65_534;

pub(crate) struct Cluster {
    place: tempfile::TempDir,
    binaries: PathBuf,
    server: Child,
    /// The port, in the socket's name, too.
    port: u16,
}

impl Cluster {
    /// Starts one; `None` where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let binaries = binaries()?;
        let place = tempfile::tempdir().unwrap();
        if is_root() {
            chown(place.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let data = place.path().join("data");
        let made = unprivileged(&binaries.join("initdb"))
            .arg("--pgdata")
            .arg(&data)
            .args(["--username=firstcontact", "--auth=trust", "--no-sync"])
            .args(["--encoding=UTF8", "--locale=C"])
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let server = serve(&binaries, place.path(), &[]);
        let cluster = Self {
            place,
            binaries,
            server,
            port: 5_432,
        };
        cluster.wait();
        Some(cluster)
    }

    /// The address of a new database.
    pub(crate) fn database(&self, name: &str) -> String {
        let mut client = self.config("postgres").connect(postgres::NoTls).unwrap();
        client
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .unwrap();
        self.address(name)
    }

    /// A tool of PostgreSQL.
    pub(super) fn tool(&self, name: &str) -> PathBuf {
        self.binaries.join(name)
    }

    /// Kills the server as a power cut would, and starts it anew.
    pub(crate) fn crash(&mut self) {
        self.stop();
        self.begin();
    }

    /// Kills the server as a power cut would.
    pub(crate) fn stop(&mut self) {
        let stopped = unprivileged(&self.binaries.join("pg_ctl"))
            .args(["stop", "--mode=immediate", "--silent", "--pgdata"])
            .arg(self.place.path().join("data"))
            .status()
            .unwrap();
        assert!(stopped.success());
        self.server.wait().unwrap();
    }

    /// Starts it again.
    pub(crate) fn begin(&mut self) {
        self.server = serve(&self.binaries, self.place.path(), &[]);
        self.wait();
    }

    /// Starts it anew, so that it also listens on a port of this machine, with this certificate
    /// and its key (PEM).
    pub(crate) fn speak_tls(&mut self, port: u16, certificate: &str, key: &str) {
        self.stop();
        let mut more = vec![
            format!("port={port}"),
            "listen_addresses=127.0.0.1".to_owned(),
        ];
        more.push("ssl=on".to_owned());
        for (name, pem) in [("ssl_cert_file", certificate), ("ssl_key_file", key)] {
            let path = self.place.path().join(name);
            fs::write(&path, pem).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            if is_root() {
                chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
            }
            more.push(format!("{name}={}", path.display()));
        }
        self.server = serve(&self.binaries, self.place.path(), &more);
        self.port = port;
        self.wait();
    }

    fn address(&self, database: &str) -> String {
        let socket = self.place.path().to_str().unwrap().replace('/', "%2F");
        format!(
            "postgresql://firstcontact@{socket}:{}/{database}",
            self.port
        )
    }

    fn config(&self, database: &str) -> postgres::Config {
        self.address(database).parse().unwrap()
    }

    fn wait(&self) {
        for _ in 0..300 {
            if self.config("postgres").connect(postgres::NoTls).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.place.path().join("log"));
        panic!("PostgreSQL does not start: {}", log.unwrap_or_default());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stopped = unprivileged(&self.binaries.join("pg_ctl"))
            .args(["stop", "--mode=immediate", "--silent", "--pgdata"])
            .arg(self.place.path().join("data"))
            .status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

fn serve(binaries: &Path, place: &Path, more: &[String]) -> Child {
    let log = fs::File::create(place.join("log")).unwrap();
    unprivileged(&binaries.join("postgres"))
        .arg("-D")
        .arg(place.join("data"))
        .arg("-k")
        .arg(place)
        .args(["-c", "listen_addresses=", "-c", "fsync=off"])
        .args(["-c", "shared_buffers=64MB"])
        .args(more.iter().flat_map(|setting| ["-c", setting]))
        .stderr(Stdio::from(log))
        .spawn()
        .unwrap()
}

fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").stdout(Stdio::null());
    if is_root() {
        command.gid(NOBODY).uid(NOBODY);
    }
    command
}

/// Whether files that we make belong to root.
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    let file = tempfile::tempfile().unwrap();
    file.metadata().unwrap().uid() == 0
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
        ["initdb", "postgres", "pg_ctl"]
            .iter()
            .all(|name| place.join(name).is_file())
    };
    places.into_iter().find(whole)
}
