//! `firstcontact serve` on a store of its own: two looks at the demonstration's world.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

const WORLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/demo.toml");
/// When the world is looked at: what changed in between can be seen.
const LOOKS: [&str; 2] = ["2026-09-18T09:00:00Z", "2026-09-20T09:00:00Z"];

/// The program while it serves.
pub(crate) struct Served {
    child: Child,
    place: tempfile::TempDir,
    base: String,
    /// The first link, which the program prints where nobody ever entered.
    pub(crate) link: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    pub(crate) fn start() -> Self {
        Self::on(filled())
    }

    /// Serves a copy of a store.
    pub(crate) fn on(store: &Path) -> Self {
        Self::with(store, "")
    }

    /// Serves a copy of a store, with a configuration.
    pub(crate) fn with(store: &Path, config: &str) -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("firstcontact.toml"), config).unwrap();
        fs::copy(store, place.path().join("firstcontact.db")).unwrap();
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--every", "0"])
            .current_dir(place.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let link = lines.find_map(|line| {
            let line = line.unwrap();
            let start = line.find("http://")?;
            let link = line[start..].trim();
            link.contains("/sign-in?link=").then(|| link.to_owned())
        });
        let link = link.unwrap();
        let base = link.split_once("/sign-in").unwrap().0.to_owned();
        Self {
            child,
            place,
            base,
            link,
        }
    }

    /// Where it runs.
    pub(crate) fn place(&self) -> &Path {
        self.place.path()
    }

    pub(crate) fn address(&self, place: &str) -> String {
        format!("{}{place}", self.base)
    }

    /// Another link, made while the server runs.
    pub(crate) fn another_link(&self, words: &[&str]) -> String {
        let said = program()
            .args(["serve", "link"])
            .args(words)
            .current_dir(self.place.path())
            .output()
            .unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        let (_, link) = said.split_once("http://").unwrap();
        format!("http://{}", link.trim())
    }
}

/// A tenant that was read just now, as its snapshot and a store beside it.
pub(crate) fn read_now(place: &Path) {
    let now = firstcontact::clock::now().to_string();
    // Nothing is wrong with the tenant itself, so that single devices are worth a repair.
    let world = fs::read_to_string(WORLD).unwrap();
    let (before, trouble) = world.split_once("[[trouble]]").unwrap();
    let (_, after) = trouble.split_once("\n\n").unwrap();
    fs::write(place.join("world.toml"), format!("{before}{after}")).unwrap();
    run(program()
        .args(["lab", "simulate", "--bare", "--tier", "signins"])
        .arg("--world")
        .arg(place.join("world.toml"))
        .args(["--at", &now, "--out"])
        .arg(place.join("world")));
    ingest(
        &place.join("world/snapshot"),
        &place.join("firstcontact.db"),
    );
}

/// The program, in a folder.
pub(crate) fn say(place: &Path, words: &[&str]) -> String {
    let said = program().args(words).current_dir(place).output().unwrap();
    String::from_utf8(said.stdout).unwrap() + &String::from_utf8(said.stderr).unwrap()
}

/// A store with the demonstration's tenant, made once for all tests.
fn filled() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let place = folder("browser-store");
        for look in LOOKS {
            let out = place.join(&look[..10]);
            run(program()
                .args(["lab", "simulate", "--bare", "--tier", "signins"])
                .args(["--world", WORLD, "--at", look, "--out"])
                .arg(&out));
            ingest(&out.join("snapshot"), &place.join("firstcontact.db"));
        }
        place.join("firstcontact.db")
    })
}

/// A fresh folder of the tests.
pub(crate) fn folder(name: &str) -> PathBuf {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if place.exists() {
        fs::remove_dir_all(&place).unwrap();
    }
    fs::create_dir_all(&place).unwrap();
    place
}

/// Takes a snapshot into a store.
pub(crate) fn ingest(snapshot: &Path, store: &Path) {
    run(program()
        .args(["store", "ingest"])
        .arg(snapshot)
        .arg("--store")
        .arg(store));
}

fn run(command: &mut Command) {
    let said = command.output().unwrap();
    let why = String::from_utf8_lossy(&said.stderr);
    assert!(said.status.code().is_some_and(|it| it < 2), "{why}");
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firstcontact"));
    command.env_clear().current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}
