//! `bench worker`: a thousand small tenants on PostgreSQL, diagnosed by one worker that is held on
//! one core, and by two that are held on a core each.

use super::machine::{Machine, today};
use super::options::Options;
use super::report::{self, Table};
use super::stopwatch::Stopwatch;
use super::{BenchError, build, release, root, say};
use cluster::Cluster;
use firstcontact::clock;
use firstcontact::jobs::{Task, queue};
use firstcontact::store::{self, StoreError};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// A PostgreSQL of our own, as the tests start it.
#[path = "../../../crates/firstcontact/tests/it/store/cluster.rs"]
#[expect(
    clippy::unwrap_used,
    reason = "it is shared with tests, which may stop"
)]
#[expect(dead_code, reason = "tests also let it crash")]
mod cluster;

/// Tenants whose snapshots are waiting.
const TENANTS: usize = 1_000;
/// Different worlds that these tenants' snapshots are of.
const WORLDS: usize = 20;
/// Devices of each.
const DEVICES: &str = "50";
/// The target: so many times the throughput of one worker.
const TIMES_MIN: f64 = 1.8;
/// How often we look whether all is done.
const LOOK: Duration = Duration::from_millis(20);
/// Nothing takes so many looks.
const LOOKS_MAX: usize = 30_000;

/// Measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    build(&["firstcontact"])?;
    let program = release("firstcontact")?;
    let place = tempfile::tempdir().map_err(|why| failed(&why))?;
    say(&format!("inventing {WORLDS} worlds for {TENANTS} tenants"));
    let names = tenants(&program, place.path())?;
    let cluster = Cluster::start()
        .ok_or_else(|| failed(&"PostgreSQL is not installed (apt install postgresql)"))?;
    let mut table = Table::new(&["run", "one worker, s", "two workers, s", "times"]);
    let mut times = Vec::new();
    let before = load();
    for number in 1..=options.runs {
        let mut seconds = [0.0; 2];
        for (workers, seconds) in [1, 2].into_iter().zip(&mut seconds) {
            say(&format!("run {number}: {workers} at work"));
            let address = cluster.database(&format!("run_{number}_{workers}"));
            *seconds = measure(&program, place.path(), &address, &names, workers)?;
        }
        let [one, two] = seconds;
        times.push(one / two);
        table.row(&[
            number.to_string(),
            format!("{one:.1}"),
            format!("{two:.1}"),
            format!("{:.2}", one / two),
        ]);
    }
    times.sort_by(f64::total_cmp);
    let middle = times[times.len() / 2];
    let met = if middle >= TIMES_MIN { "yes" } else { "no" };
    let text = format!(
        "Measured on {}, {}; load before: {before}.\n\n{table}\n\
         {TENANTS} tenants of {DEVICES} devices each, whose snapshots lie in folders: from the \
         start of the processes until the last one is read, diagnosed and remembered in \
         PostgreSQL, which runs on the same cores and waits for no disk. Each worker is held on a \
         core of its own.\n\n\
         | target | measured | met |\n|---|---:|---|\n\
         | two workers have at least {TIMES_MIN} times the throughput of one (median) \
         | {middle:.2} | {met} |\n\n\
         Repeat with `cargo xtask bench worker`.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
    );
    say(&text);
    report::put_section(&root().join("docs/benchmarks.md"), "Workers", &text)
}

/// Simulates the worlds, and configures the tenants.
fn tenants(program: &Path, place: &Path) -> Result<Vec<String>, BenchError> {
    for world in 0..WORLDS {
        let status = Command::new(program)
            .args(["lab", "simulate", "--quiet", "--devices", DEVICES])
            .args(["--seed", &world.to_string(), "--out"])
            .arg(place.join(format!("world-{world}")))
            .stdout(Stdio::null())
            .status()
            .map_err(|why| failed(&why))?;
        if !status.success() {
            return Err(failed(&format!("lab simulate ended with {status}")));
        }
    }
    let names: Vec<String> = (0..TENANTS).map(|it| format!("tenant-{it:04}")).collect();
    let mut text = String::new();
    for (number, name) in names.iter().enumerate() {
        let world = number % WORLDS;
        // A write into a String cannot fail.
        let _ = writeln!(
            text,
            "[tenant.{name}]\nsnapshots = \"world-{world}/snapshot\""
        );
    }
    fs::write(place.join("firstcontact.toml"), text).map_err(|why| failed(&why))?;
    Ok(names)
}

/// Seconds until all tenants are remembered.
fn measure(
    program: &Path,
    place: &Path,
    address: &str,
    names: &[String],
    workers: usize,
) -> Result<f64, BenchError> {
    ask_for(address, names).map_err(|why| failed(&why))?;
    let mut client = address
        .parse::<postgres::Config>()
        .and_then(|config| config.connect(postgres::NoTls))
        .map_err(|why| failed(&why))?;
    let watch = Stopwatch::start();
    let started = (0..workers).map(|core| {
        let worker = Command::new("taskset")
            .args(["--cpu-list", &core.to_string()])
            .arg(program)
            .args(["worker", "--quiet", "--every", "0", "--store", address])
            .current_dir(place)
            .stderr(Stdio::null())
            .spawn();
        worker.map(Worker).map_err(|why| failed(&why))
    });
    let _workers = started.collect::<Result<Vec<_>, _>>()?;
    for _ in 0..LOOKS_MAX {
        let row = client.query_one("SELECT count(*) FROM snapshot", &[]);
        let done: i64 = row.map_err(|why| failed(&why))?.get(0);
        if done as usize == names.len() {
            return Ok(watch.seconds());
        }
        thread::sleep(LOOK);
    }
    Err(failed(&"the workers do not come to an end"))
}

/// Every tenant is asked for before anybody works.
fn ask_for(address: &str, names: &[String]) -> Result<(), StoreError> {
    let store = store::open(address)?;
    queue::prepare(address)?;
    for name in names {
        store.tenant(name)?;
        let task = Task::Collect {
            tenant: name.clone(),
            by_timer: false,
            failures: 0,
        };
        store.enqueue(&task.at(clock::now())?)?;
    }
    Ok(())
}

/// A worker that ends with the measurement.
struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How busy the machine is with other things.
fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let parts: Vec<&str> = text.split_whitespace().take(3).collect();
    parts.join(" ")
}

fn failed(why: &dyn std::fmt::Display) -> BenchError {
    BenchError::Program {
        program: "the workers".to_owned(),
        why: why.to_string(),
    }
}
