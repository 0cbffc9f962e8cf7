//! `firstcontact worker` and `serve` as they are typed.

use super::delivered::{check, put};
use crate::store::cluster::Cluster;
use crate::store::skip;
use firstcontact::clock;
use firstcontact::jobs::Task;
use firstcontact::store::{Store, open};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

/// A place with tenants whose snapshots lie in folders of their names.
pub(super) fn place_of(tenants: &[String]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let mut text = String::from("lang = \"en\"\n");
    for tenant in tenants {
        fs::create_dir_all(place.path().join(tenant)).unwrap();
        writeln!(text, "[tenant.{tenant}]\nsnapshots = \"{tenant}\"").unwrap();
    }
    fs::write(place.path().join("firstcontact.toml"), text).unwrap();
    place
}

/// The program, which is killed where a test stops.
pub(super) struct Running {
    pub(super) child: Child,
    /// The first line that it printed; none for workers.
    pub(super) base: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// Starts it; a server is awaited until it listens.
    pub(super) fn start(place: &Path, words: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_firstcontact"))
            .args(words)
            .args(["--take-over-after", "1", "--quiet"])
            .env("LANG", "C")
            .current_dir(place)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut base = String::new();
        if words[0] == "serve" {
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let line = lines.next().unwrap().unwrap();
            let at = line.find("http://").unwrap();
            line[at..].trim().clone_into(&mut base);
            // Whatever else it prints must not fill a pipe.
            thread::spawn(move || lines.for_each(drop));
        }
        Self { child, base }
    }

    /// As a service manager ends it.
    pub(super) fn end(&mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap()
    }
}

/// Asks for a round now, as the server does.
pub(super) fn ask_for(store: &dyn Store, tenant: &str) {
    let task = Task::Collect {
        tenant: tenant.to_owned(),
        by_timer: false,
        failures: 0,
    };
    store.enqueue(&task.at(clock::now()).unwrap()).unwrap();
}

/// Waits until so many looks of a tenant are remembered.
pub(super) fn wait_for(store: &dyn Store, tenant: &str, looks: i64) {
    for _ in 0..600 {
        let number = store.tenant(tenant).unwrap();
        if store.snapshots(number, 1).unwrap().total as i64 >= looks {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("{tenant} never had {looks} looks");
}

fn said(place: &Path, words: &[&str]) -> (Option<i32>, String) {
    let mut command = crate::place::firstcontact();
    let output = command.current_dir(place).args(words).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), said)
}

#[test]
fn a_worker_takes_a_postgresql_that_answers() {
    let place = place_of(&["a".to_owned()]);
    let (code, why) = said(place.path(), &["worker"]);
    assert_eq!(code, Some(2));
    assert!(
        why.contains("firstcontact.db") && why.contains("firstcontact serve"),
        "{why}"
    );
    assert!(!place.path().join("firstcontact.db").exists());
    let nowhere = "postgresql://u:hunter2@127.0.0.1:1/x?connect_timeout=1";
    let (code, why) = said(place.path(), &["worker", "--store", nowhere]);
    assert_eq!(code, Some(2));
    assert!(
        why.contains("cannot be reached") && !why.contains("hunter2"),
        "{why}"
    );
    let (code, why) = said(
        place.path(),
        &["worker", "--tenant", "b", "--store", nowhere],
    );
    assert_eq!(code, Some(2));
    assert!(why.contains("no tenant \"b\""), "{why}");
    let config = "[tenant.a]\nsnapshots = \"a\"\n[tenant.a.microsoft]\nclient-id = \"x\"\n";
    fs::write(place.path().join("firstcontact.toml"), config).unwrap();
    let (code, why) = said(place.path(), &["worker", "--store", nowhere]);
    assert_eq!(code, Some(2));
    assert!(why.contains("both snapshots and access"), "{why}");
}

#[test]
fn a_store_of_a_newer_release_is_left_alone() {
    let place = place_of(&[]);
    let path = place.path().join("newer.db");
    let file = path.to_str().unwrap();
    drop(open(file).unwrap());
    let newer = "INSERT INTO migration VALUES (99, 1)";
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch(newer).unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--store", file];
    let (code, why) = said(place.path(), &serve);
    assert_eq!(code, Some(2));
    assert!(why.contains("newer firstcontact (schema 99"), "{why}");
    let Some(cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("newer");
    drop(open(&address).unwrap());
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    client.batch_execute(newer).unwrap();
    for command in ["worker", "serve"] {
        let (code, why) = said(place.path(), &[command, "--store", &address]);
        assert_eq!(code, Some(2));
        assert!(why.contains("newer firstcontact (schema 99"), "{why}");
    }
    let made = client.query_one("SELECT to_regnamespace('graphile_worker') IS NULL", &[]);
    assert!(made.unwrap().get::<_, bool>(0), "nothing was made there");
}

#[test]
fn a_server_shows_what_workers_did_and_says_when_its_database_is_gone() {
    let Some(mut cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("together");
    let place = place_of(&["a".to_owned(), "b".to_owned()]);
    put(&place.path().join("a"), 1);
    put(&place.path().join("b"), 1);
    let (listen, store) = (["--listen", "127.0.0.1:0"], ["--store", &address]);
    let words = [
        "serve",
        "--no-rounds",
        listen[0],
        listen[1],
        store[0],
        store[1],
    ];
    let mut server = Running::start(place.path(), &words);
    let memory = open(&address).unwrap();
    ask_for(&*memory, "a");
    thread::sleep(Duration::from_secs(2));
    let tenant = memory.tenant("a").unwrap();
    assert!(
        memory.snapshots(tenant, 1).unwrap().rows.is_empty(),
        "it only shows"
    );
    let worker = ["worker", "--every", "0", store[0], store[1]];
    let mut worker = Running::start(place.path(), &worker);
    wait_for(&*memory, "a", 1);
    assert_eq!(worker.end().code(), Some(0), "it ends as it is asked to");
    let other = memory.tenant("b").unwrap();
    assert!(
        memory.snapshots(other, 1).unwrap().rows.is_empty(),
        "without a schedule"
    );
    assert_eq!(server.end().code(), Some(0));

    // Alone it does all the work, and says what it cannot do.
    let words = ["serve", listen[0], listen[1], store[0], store[1]];
    let mut server = Running::start(place.path(), &words);
    wait_for(&*memory, "b", 1);
    let client = crate::server::plain();
    let ready = || {
        let answer = client.get(format!("{}/readyz", server.base)).send();
        answer.unwrap().status().as_u16()
    };
    assert_eq!(ready(), 200);
    cluster.stop();
    assert_eq!(ready(), 503);
    cluster.begin();
    assert_eq!(ready(), 200);
    let memory = open(&address).unwrap();
    put(&place.path().join("b"), 2);
    ask_for(&*memory, "b");
    wait_for(&*memory, "b", 2);
    assert_eq!((check(&*memory, "a"), check(&*memory, "b")), (1, 2));
    assert_eq!(server.end().code(), Some(0));
}
