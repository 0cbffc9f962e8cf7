//! `bench store`: a million devices into the service's memory, a second look of the next day with
//! one percent changed, and how soon the questions of its pages are answered.

use super::cluster::Cluster;
use super::machine::{Machine, load, today};
use super::options::Options;
use super::report::{self, Table};
use super::stopwatch::Stopwatch;
use super::{BenchError, invented, root, say};
use enrollment::moment::{DAY, Stamp};
use enrollment::snapshot::{ImportedIdentity, ManagedDevice, Snapshot};
use enrollment::words::Word;
use firstcontact::app::remember::{Remembered, ingest};
use firstcontact::store::{self, FleetQuery, Sort, Store, StoreError, Tenant, Trait};
use sources::recorded::{ReadOptions, Silent, read};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The target: the second look in this many seconds.
const SECONDS_MAX: f64 = 30.0;
/// The target: and this many MiB.
const GROWTH_MAX: f64 = 200.0;
/// The targets for the 99th percentile: today and one device, and a page of the fleet.
const QUICK_MAX: f64 = 20.0;
const PAGE_MAX: f64 = 50.0;
/// One row in so many gets or loses its profile in a day: with those that time itself changes (a
/// boxed device that waits too long), one device in a hundred.
const ONE_IN: usize = 320;
/// How often each question is asked.
const ASKED: usize = 100;
/// The database of PostgreSQL.
const DATABASE: &str = "bench";

/// What was seen with one kind of store.
struct Found {
    kind: &'static str,
    looks: Table,
    questions: Table,
    /// Seconds and MiB of the second look.
    second: (f64, f64),
    /// The slowest 99th percentile, milliseconds: today and a device, pages of the fleet.
    quick: f64,
    page: f64,
}

/// Measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    let before = load();
    let place = tempfile::tempdir().map_err(|why| file(&std::env::temp_dir(), why))?;
    let pages = place.path().join("snapshot");
    say(&format!("inventing {} devices", options.devices));
    invented::write(&pages, options.devices).map_err(|why| file(&pages, why))?;
    let path = place.path().join("store.db");
    let mut all = vec![with_store(&pages, &path.to_string_lossy(), &|| {
        Ok(size(&path))
    })?];
    let data = tempfile::tempdir().map_err(|why| file(&std::env::temp_dir(), why))?;
    open_to_all(data.path())?;
    if options.postgresql
        && let Some(cluster) = Cluster::start(&data.path().join("data"))?
    {
        let address = cluster.database(DATABASE)?;
        let size = || cluster.size(DATABASE);
        all.push(with_store(&pages, &address, &size)?);
    }
    let text = told(&all, options, &before);
    say(&text);
    report::put_section(&root().join("docs/benchmarks.md"), "The store", &text)
}

fn with_store(
    pages: &Path,
    address: &str,
    size: &dyn Fn() -> Result<f64, BenchError>,
) -> Result<Found, BenchError> {
    let silent = ReadOptions {
        seed: 7,
        progress: &Silent,
    };
    let mut snapshot = read(pages, &silent).map_err(|why| failed(&why))?;
    let open = || {
        let store = store::open(address)?;
        let tenant = store.tenant("bench")?;
        Ok::<_, StoreError>((store, tenant))
    };
    let mut looks = Table::new(&["look", "seconds", "new", "changed", "growth MiB"]);
    let mut second = (0.0, 0.0);
    for name in ["the first", "a day later, one percent changed"] {
        let before = size()?;
        let (store, tenant) = open().map_err(|why| failed(&why))?;
        say(&format!("{}: taking in {name}", store.kind()));
        let watch = Stopwatch::start();
        let remembered = take_in(&mut snapshot, &*store, tenant).map_err(|why| failed(&why))?;
        let seconds = watch.seconds();
        // The last to close SQLite's file puts the log into it.
        drop(store);
        let growth = (size()? - before) / f64::from(1 << 20);
        second = (seconds, growth);
        let changes = remembered.row.changes;
        let changed = changes.changed + changes.healed + changes.broke;
        say(&format!(
            "{seconds:.1} s, {growth:.0} MiB, {changed} changed"
        ));
        looks.row(&[
            name.to_owned(),
            format!("{seconds:.1}"),
            changes.new.to_string(),
            changed.to_string(),
            format!("{growth:.0}"),
        ]);
        a_day_later(&mut snapshot);
    }
    let (store, tenant) = open().map_err(|why| failed(&why))?;
    let (questions, quick, page) = ask(&*store, tenant).map_err(|why| failed(&why))?;
    Ok(Found {
        kind: store.kind(),
        looks,
        questions,
        second,
        quick,
        page,
    })
}

fn told(all: &[Found], options: &Options, before: &str) -> String {
    let met = |met: bool| if met { "yes" } else { "no" };
    let mut text = format!(
        "Measured on {}, {}; load of the machine before: {before}.\n\n{} devices. From rows in \
         memory to the committed store, diagnosis included. On the second day four fifths of the \
         managed devices were in contact once more.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        options.devices,
    );
    for found in all {
        let (seconds, growth) = found.second;
        // Writing into a String cannot fail.
        let _ = write!(
            text,
            "\nOn {}:\n\n{}\n{}\n\
             | target | measured | met |\n|---|---:|---|\n\
             | second look in at most {SECONDS_MAX:.0} s | {seconds:.1} s | {} |\n\
             | and {GROWTH_MAX:.0} MiB | {growth:.0} MiB | {} |\n\
             | today and device within {QUICK_MAX:.0} ms (p99) | {:.1} ms | {} |\n\
             | every fleet page within {PAGE_MAX:.0} ms (p99) | {:.1} ms | {} |\n",
            found.kind,
            found.looks,
            found.questions,
            met(seconds <= SECONDS_MAX),
            met(growth <= GROWTH_MAX),
            found.quick,
            met(found.quick <= QUICK_MAX),
            found.page,
            met(found.page <= PAGE_MAX),
        );
    }
    text + "\nRepeat with `cargo xtask bench store`.\n"
}

/// PostgreSQL runs as somebody who owns nothing, and must reach its folder.
fn open_to_all(place: &Path) -> Result<(), BenchError> {
    use std::os::unix::fs::PermissionsExt as _;
    let all = fs::Permissions::from_mode(0o755);
    fs::set_permissions(place, all).map_err(|why| file(place, why))
}

fn take_in(
    snapshot: &mut Snapshot,
    store: &dyn Store,
    tenant: Tenant,
) -> Result<Remembered, StoreError> {
    let weights = rules::weights::built_in();
    let weights = weights.map_err(|why| StoreError::Refused(why.to_string()))?;
    let taken_at = snapshot.taken_at;
    ingest(snapshot, weights, store, tenant, taken_at)
}

/// The next day: a few devices on Intune's lists lost their profile or got one, and most managed
/// devices were in contact.
fn a_day_later(snapshot: &mut Snapshot) {
    snapshot.taken_at = snapshot.taken_at.plus(DAY);
    let now = Stamp::of(snapshot.taken_at);
    let some = snapshot.imported.iter().find(|row| row.profile.is_some());
    let profile = some.map_or(Word::default(), |row| row.profile);
    let changed = snapshot.imported.iter().enumerate().map(|(number, row)| {
        let mut row: ImportedIdentity = row.clone();
        if number % ONE_IN == 0 {
            row.profile = if row.profile.is_some() {
                Word::default()
            } else {
                profile
            };
            row.profile_assigned = now;
        }
        row
    });
    snapshot.imported = changed.collect();
    let seen = snapshot.managed.iter().enumerate().map(|(number, row)| {
        let mut row: ManagedDevice = row.clone();
        if number % 5 > 0 && row.last_sync.at().is_some() {
            row.last_sync = now;
        }
        row
    });
    snapshot.managed = seen.collect();
}

/// Asks every question of the pages, and says how long the answers took.
fn ask(store: &dyn Store, tenant: Tenant) -> Result<(Table, f64, f64), StoreError> {
    let mut table = Table::new(&["question", "p50 ms", "p99 ms"]);
    let first = store.fleet(tenant, &FleetQuery::default())?;
    let mut row = |name: &str, ask: &mut dyn FnMut(usize) -> Result<(), StoreError>| {
        let mut times = Vec::with_capacity(ASKED);
        for number in 0..ASKED {
            let watch = Stopwatch::start();
            ask(number)?;
            times.push(watch.seconds() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let (half, most) = (times[ASKED / 2], times[ASKED * 99 / 100]);
        table.row(&[name.to_owned(), format!("{half:.2}"), format!("{most:.2}")]);
        Ok::<f64, StoreError>(most)
    };
    let mut quick = row("today", &mut |_| store.today(tenant).map(|_| ()))?;
    let serials: Vec<String> = serials(store, tenant)?;
    quick = quick.max(row("a device with its history", &mut |number| {
        let serial = &serials[number * 7_919 % serials.len()];
        store.device(tenant, serial)?;
        store.history(tenant, serial).map(|_| ())
    })?);
    let mut page: f64 = 0.0;
    for sort in [Sort::Worst, Sort::Serial, Sort::Since, Sort::Changed] {
        for descending in [false, true] {
            let query = FleetQuery {
                sort,
                descending,
                ..FleetQuery::default()
            };
            let name = format!(
                "all, {sort:?}{}",
                if descending { ", descending" } else { "" }
            );
            page = page.max(row(&name, &mut |_| {
                store.fleet(tenant, &query).map(|_| ())
            })?);
        }
    }
    for which in [
        Trait::Standing,
        Trait::Cause,
        Trait::Model,
        Trait::Server,
        Trait::Gate,
    ] {
        let values: Vec<&String> = first.facets[&which].keys().collect();
        for sort in [Sort::Worst, Sort::Changed] {
            let name = format!("by {}, each value in turn, {sort:?}", which.name());
            page = page.max(row(&name, &mut |number| {
                let value = values[number % values.len()].clone();
                let query = FleetQuery {
                    sort,
                    wanted: [(which, vec![value])].into(),
                    ..FleetQuery::default()
                };
                store.fleet(tenant, &query).map(|_| ())
            })?);
        }
    }
    page = page.max(row("beginning of a serial number", &mut |number| {
        let serial = &serials[number * 104_729 % serials.len()];
        let query = FleetQuery {
            text: serial.chars().take(2 + number % 8).collect(),
            ..FleetQuery::default()
        };
        store.fleet(tenant, &query).map(|_| ())
    })?);
    Ok((table, quick, page))
}

/// A thousand serial numbers from all over the fleet.
fn serials(store: &dyn Store, tenant: Tenant) -> Result<Vec<String>, StoreError> {
    let mut serials = Vec::new();
    for sort in [Sort::Serial, Sort::Worst, Sort::Since, Sort::Changed] {
        for descending in [false, true] {
            let query = FleetQuery {
                sort,
                descending,
                size: 1_000,
                ..FleetQuery::default()
            };
            let page = store.fleet(tenant, &query)?;
            serials.extend(page.rows.into_iter().map(|row| row.serial));
        }
    }
    Ok(serials)
}

/// Bytes of a store: the file and its log.
fn size(path: &Path) -> f64 {
    let of = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    (of(path) + of(&path.with_extension("db-wal"))) as f64
}

fn file(path: &Path, why: std::io::Error) -> BenchError {
    BenchError::File {
        doing: "write",
        path: path.to_owned(),
        why,
    }
}

fn failed(why: &dyn std::fmt::Display) -> BenchError {
    BenchError::Program {
        program: "the store".to_owned(),
        why: why.to_string(),
    }
}
