//! `bench serve`: how soon the dashboard's pages are there, over HTTP, with a large fleet and the
//! changes of many days in the store; and how many pages a second. SQLite and PostgreSQL.

mod pages;
mod visitor;
mod years;

use super::cluster::Cluster;
use super::machine::{Machine, load, today};
use super::options::Options;
use super::report::{self, Table};
use super::stopwatch::Stopwatch;
use super::{BenchError, build, release, root, say};
use firstcontact::store::{self, Store, Tenant};
use pages::Kind;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use visitor::Server;
use years::{Seen, failed, fill};

/// The targets for the 99th percentile, milliseconds: today and one device, and a page of devices.
const QUICK_MAX: f64 = 20.0;
const PAGE_MAX: f64 = 50.0;
/// The target: so many pages a second.
const RATE: usize = 500;
/// How often each kind of page is asked for, in a run.
const ASKED: usize = 200;
/// Seconds under load.
const UNDER_LOAD: usize = 20;
/// Visitors at the same time under load: each waits for the answer before asking again.
const VISITORS: usize = 16;

/// What was seen with one kind of store.
struct Found {
    kind: &'static str,
    /// For each kind of page its name, its target, the middle and the 99th percentile.
    pages: Vec<(Kind, f64, f64)>,
    /// Pages a second, the middle and the 99th percentile under load, cores that both kept busy.
    load: (f64, f64, f64),
}

/// Measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    build(&["firstcontact"])?;
    let program = release("firstcontact")?;
    let before = load();
    let place = kept(options, &program)?;
    let mut seen = None;
    let mut all = vec![with_sqlite(options, &program, &place, &mut seen)?];
    // Told at once: the other store takes as long again.
    write(&all, options, &before)?;
    if options.postgresql
        && let Some(cluster) = Cluster::start(&place.join("postgresql"))?
    {
        let address = cluster.database("bench")?;
        all.push(with_store(options, &program, &address, &mut seen)?);
        write(&all, options, &before)?;
    }
    Ok(())
}

fn write(all: &[Found], options: &Options, before: &str) -> Result<(), BenchError> {
    let text = told(all, options, before);
    say(&text);
    let heading = "Pages of the server";
    report::put_section(&root().join("docs/benchmarks.md"), heading, &text)
}

/// The folder in which stores of this size are kept, below `target`.
fn kept(options: &Options, program: &Path) -> Result<PathBuf, BenchError> {
    let target = program.parent().and_then(Path::parent);
    let name = format!("bench-serve/{}-{}", options.devices, options.looks);
    let place = options.keep.clone();
    let place = place.unwrap_or_else(|| target.unwrap_or(Path::new("target")).join(name));
    std::fs::create_dir_all(&place).map_err(|why| BenchError::File {
        doing: "create",
        path: place.clone(),
        why,
    })?;
    Ok(place)
}

fn with_sqlite(
    options: &Options,
    program: &Path,
    place: &Path,
    seen: &mut Option<Seen>,
) -> Result<Found, BenchError> {
    let path = place.join("store.db");
    with_store(options, program, &path.to_string_lossy(), seen)
}

fn with_store(
    options: &Options,
    program: &Path,
    address: &str,
    seen: &mut Option<Seen>,
) -> Result<Found, BenchError> {
    let store = store::open(address).map_err(|why| failed(&why))?;
    let tenant = fill(&*store, options.devices, options.looks, || {
        // The first day is needed once more for the next store: it is made anew, which is less
        // than keeping two fleets.
        drop(seen.take());
        Seen::invent(options.devices)
    })?;
    measure(&*store, tenant, program, address, options.runs)
}

fn measure(
    store: &dyn Store,
    tenant: Tenant,
    program: &Path,
    address: &str,
    runs: usize,
) -> Result<Found, BenchError> {
    say(&format!("{}: asking", store.kind()));
    let place = tempfile::tempdir().map_err(|why| failed(&why))?;
    let kinds = pages::kinds(store, tenant).map_err(|why| failed(&why))?;
    let server = Server::start(program, place.path(), address)?;
    let visitor = server.visitor();
    let mut found = Vec::new();
    for kind in kinds {
        let mut best = (f64::MAX, f64::MAX);
        for _ in 0..runs {
            let mut times = Vec::with_capacity(ASKED);
            for number in 0..ASKED {
                times.push(visitor.get(&kind.paths[number % kind.paths.len()])?.1);
            }
            let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
            if most < best.1 {
                best = (half, most);
            }
        }
        found.push((kind, best.0, best.1));
    }
    let mixed: Vec<&str> = pages::mixed(&found.iter().map(|it| &it.0).collect::<Vec<_>>());
    let mut under_load = (0.0, 0.0, 0.0);
    for _ in 0..runs {
        let this = under(&server, &mixed)?;
        if this.0 > under_load.0 {
            under_load = this;
        }
    }
    Ok(Found {
        kind: store.kind(),
        pages: found,
        load: under_load,
    })
}

/// Asks for mixed pages at the rate of the target for a while. The time of an answer counts from
/// when it should have been asked for, so that a server that falls behind shows.
fn under(server: &Server, mixed: &[&str]) -> Result<(f64, f64, f64), BenchError> {
    let (next, all) = (AtomicUsize::new(0), RATE * UNDER_LOAD);
    let watch = Stopwatch::start();
    let ask = || {
        let visitor = server.visitor();
        let mut times = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= all {
                return Ok::<_, BenchError>(times);
            }
            let due = number as f64 / RATE as f64;
            let early = due - watch.seconds();
            if early > 0.0 {
                std::thread::sleep(Duration::from_secs_f64(early));
            }
            visitor.get(mixed[number % mixed.len()])?;
            times.push((watch.seconds() - due) * 1e3);
        }
    };
    let mut times = Vec::with_capacity(all);
    std::thread::scope(|scope| {
        let visitors: Vec<_> = (0..VISITORS).map(|_| scope.spawn(ask)).collect();
        for visitor in visitors {
            match visitor.join() {
                Ok(part) => times.extend(part?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok::<(), BenchError>(())
    })?;
    let rate = all as f64 / watch.seconds();
    let (half, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
    Ok((rate, half, most))
}

/// The time that so many of a hundred answers took at most.
fn percentile(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(place).copied().unwrap_or(0.0)
}

fn told(all: &[Found], options: &Options, before: &str) -> String {
    let mut text = format!(
        "Measured on {}, {}; load of the machine before: {before}. Best of {} runs each.\n\n\
         {} devices and the changes of {} daily looks, one device in a hundred each. \
         `firstcontact serve` as its own program, one signed-in session, answers compressed, over \
         HTTP on loopback, from the first byte asked to the last byte read. `/healthz` reads \
         nothing: it is what HTTP itself costs here.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        options.runs,
        options.devices,
        options.looks,
    );
    text.extend(all.iter().map(of_store));
    // Writing into a String cannot fail.
    let _ = write!(
        text,
        "\nThe load is {VISITORS} visitors for {UNDER_LOAD} s, half of them at Today and Device, \
         on the same cores as the server. The limit of requests a person may make is set by \
         `requests-per-minute`.\n\nRepeat with `cargo xtask bench serve`; the stores are kept \
         below `target/bench-serve`.\n"
    );
    text
}

/// The figures of one kind of store.
fn of_store(found: &Found) -> String {
    let met = |met: bool| if met { "yes" } else { "no" };
    let mut table = Table::new(&["page", "p50 ms", "p99 ms", "× `/healthz`, p50"]);
    let floor = found.pages.first().map_or(1.0, |it| it.1);
    for (kind, half, most) in &found.pages {
        let times = half / floor.max(0.001);
        table.row(&[
            kind.name.clone(),
            format!("{half:.2}"),
            format!("{most:.2}"),
            format!("{times:.1}"),
        ]);
    }
    let worst = |quick: bool| {
        let pages = found.pages.iter();
        let pages = pages.filter(|it| it.0.is_quick == Some(quick));
        pages.map(|it| it.2).fold(0.0, f64::max)
    };
    let (quick, page, (rate, half, most)) = (worst(true), worst(false), found.load);
    format!(
        "\nOn {}:\n\n{table}\n| target | measured | met |\n|---|---:|---|\n\
         | Today and Device within {QUICK_MAX:.0} ms (p99) | {quick:.1} ms | {} |\n\
         | every page of Fleet within {PAGE_MAX:.0} ms (p99) | {page:.1} ms | {} |\n\
         | {RATE} mixed pages a second | {rate:.0} | {} |\n\n\
         Under that load p50 was {half:.1} ms and p99 {most:.1} ms, from when a page was \
         due.\n",
        found.kind,
        met(quick <= QUICK_MAX),
        met(page <= PAGE_MAX),
        met(rate >= RATE as f64 * 0.99),
    )
}
