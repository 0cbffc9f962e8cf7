//! `bench collect`: what it takes to read a tenant from the lab, at three sizes: calls against the
//! fewest that are possible and against one call a device, seconds against the bare transfer of
//! the same pages, and memory.

use super::machine::{Machine, today};
use super::measured::{self, Measured};
use super::options::Options;
use super::report::{self, Table};
use super::stopwatch::Stopwatch;
use super::transfer::{Bare, List};
use super::{BenchError, build, release, root, say};
use crate::serving::{Serving, Told};
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::Source;
use sources::live::first_calls;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The target: at most this many times as long as the bare transfer.
const OVERHEAD_MAX: f64 = 1.3;
/// The target: so much more memory at the largest size than at the smallest, MiB.
const GROWTH_MAX: u64 = 16;
/// From so many devices on, every stream holds full pages.
const FULL: u64 = 10_000;
/// Rows of the largest page that any of the services gives.
const PAGE: usize = 1_000;
/// What the secret lies in for the collector.
const SECRET: &str = "FIRSTCONTACT_BENCH_SECRET";

/// What was seen at one size.
struct Seen {
    devices: u64,
    calls: usize,
    fewest: usize,
    naive_calls: usize,
    naive_seconds: f64,
    naive_measured: bool,
    collected: Measured,
    bare: f64,
    bytes: u64,
}

/// Measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    build(&["firstcontact"])?;
    let program = release("firstcontact")?;
    let largest = options.devices;
    let mut all: Vec<Seen> = Vec::new();
    for devices in [largest / 100, largest / 10, largest] {
        say(&format!("collecting {devices} devices"));
        let pace = all
            .first()
            .map(|first| first.naive_seconds / first.naive_calls as f64);
        all.push(at_size(&program, devices, options.runs, pace)?);
    }
    let text = told(&all, options);
    say(&text);
    let heading = "From a tenant to a snapshot";
    report::put_section(&root().join("docs/benchmarks.md"), heading, &text)
}

fn told(all: &[Seen], options: &Options) -> String {
    let mut table = Table::new(&[
        "devices",
        "calls",
        "fewest possible",
        "one call a device",
        "seconds",
        "bare transfer",
        "one call a device, seconds",
        "× bare",
        "cores busy",
        "peak MiB",
        "MB",
    ]);
    for seen in all {
        let guess = if seen.naive_measured { "" } else { "≈ " };
        table.row(&[
            seen.devices.to_string(),
            seen.calls.to_string(),
            seen.fewest.to_string(),
            seen.naive_calls.to_string(),
            format!("{:.2}", seen.collected.wall),
            format!("{:.2}", seen.bare),
            format!("{guess}{:.2}", seen.naive_seconds),
            format!("{:.2}", seen.collected.wall / seen.bare),
            format!("{:.2}", seen.collected.cores()),
            (seen.collected.peak >> 20).to_string(),
            format!("{:.1}", seen.bytes as f64 / 1e6),
        ]);
    }
    let met = |met: bool| if met { "yes" } else { "no" };
    let last = all.last();
    let overhead = last.map_or(0.0, |it| it.collected.wall / it.bare);
    let peak = |seen: Option<&Seen>| seen.map_or(0, |it| it.collected.peak >> 20);
    let full = all.iter().find(|seen| seen.devices >= FULL);
    let growth = peak(last).saturating_sub(peak(full));
    format!(
        "Measured on {}, {}. Best of {} runs each.\n\n{table}\n\
         `firstcontact collect` reads a world of `firstcontact lab serve --http --tier look` on \
         the same machine, both services at once, four streams each, signing in included, and no \
         calls for single devices (`--budget 0`). Fewest \
         possible are the rows of every list over {PAGE}, the largest page that a service gives, \
         and two for signing in. One call a device is the same with the service of each device at \
         Apple asked for device by device, instead of listed by service; performed at the \
         smallest size with the client of the bare transfer, and computed from its pace at the \
         others. The bare transfer fetches the same pages, whose addresses it knows beforehand, \
         with the same library and streams, and writes them to disk unseen.\n\n\
         | target | measured | met |\n|---|---:|---|\n\
         | at most {OVERHEAD_MAX} × the bare transfer | {overhead:.2} × | {} |\n\
         | peak grows by at most {GROWTH_MAX} MiB once pages are full, from {FULL} devices to the \
         largest | {growth} MiB \
         | {} |\n\nRepeat with `cargo xtask bench collect`.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        options.runs,
        met(overhead <= OVERHEAD_MAX),
        met(growth <= GROWTH_MAX),
    )
}

fn at_size(
    program: &Path,
    devices: u64,
    runs: usize,
    pace: Option<f64>,
) -> Result<Seen, BenchError> {
    let place = tempfile::tempdir().map_err(file("write", &std::env::temp_dir()))?;
    let place = place.path();
    let lab = serve(program, devices, &place.join("lab"))?;
    configure(&lab.told, place)?;
    let now = now()?;
    let bare = Bare::sign_in(&lab.told, now.unix())?;
    let lists = lists(&bare, now)?;
    let (alone, parts): (Vec<&List>, Vec<&List>) =
        lists.iter().partition(|list| !list.name.contains('.'));
    let (mut collected, mut bare_best) = (Measured::default(), f64::MAX);
    for run in 0..runs {
        // In turn, so that what else the machine does befalls both.
        let out = place.join(format!("snapshot-{run}"));
        let measured = collect(program, place, &out, &lab.told)?;
        if run == 0 || measured.wall < collected.wall {
            collected = measured;
        }
        let out = place.join(format!("bare-{run}"));
        fs::create_dir(&out).map_err(file("create", &out))?;
        let watch = Stopwatch::start();
        bare.fetch(&alone, &out)?;
        bare.fetch(&parts, &out)?;
        bare_best = bare_best.min(watch.seconds());
    }
    let calls = 2 + lists.iter().map(|list| list.pages.len()).sum::<usize>();
    let rows = |list: &List| list.ids.len().div_ceil(PAGE).max(1);
    let is_link = |list: &&List| list.name.starts_with(Source::MdmServerDevices.name());
    let links: usize = lists
        .iter()
        .filter(is_link)
        .map(|list| list.pages.len())
        .sum();
    let owned = lists
        .iter()
        .find(|list| list.name == Source::OrgDevices.name());
    let owned = owned.map_or(&[][..], |list| &list.ids);
    let naive_calls = calls - links + owned.len();
    let naive_seconds = match pace {
        Some(pace) => pace * naive_calls as f64,
        None => naive(&bare, &lists, owned, place)?,
    };
    Ok(Seen {
        devices,
        calls,
        fewest: 2 + lists.iter().map(rows).sum::<usize>(),
        naive_calls,
        naive_seconds,
        naive_measured: pace.is_none(),
        collected,
        bare: bare_best,
        bytes: size(&place.join("bare-0"))?,
    })
}

/// All lists that the collector reads, walked once.
fn lists(bare: &Bare, now: Moment) -> Result<Vec<List>, BenchError> {
    let mut lists = Vec::new();
    let (parted, alone): (Vec<_>, Vec<_>) = first_calls(now)
        .into_iter()
        .partition(|(_, address)| address.contains("{}"));
    for (source, address) in alone {
        lists.push(bare.walk(source.name(), &address)?);
    }
    for (source, address) in parted {
        let of = match source {
            Source::MdmServerDevices => Source::MdmServers,
            _ => Source::Tokens,
        };
        let ids = lists.iter().find(|list| list.name == of.name());
        for id in ids.map(|list| list.ids.clone()).unwrap_or_default() {
            let name = format!("{}.{id}", source.name());
            lists.push(bare.walk(&name, &address.replace("{}", &id))?);
        }
    }
    Ok(lists)
}

/// Seconds that it takes to ask for the service of each device, and for everything else once.
fn naive(bare: &Bare, lists: &[List], owned: &[String], place: &Path) -> Result<f64, BenchError> {
    let out = place.join("naive");
    fs::create_dir(&out).map_err(file("create", &out))?;
    let api = lists
        .iter()
        .find(|list| list.name == Source::OrgDevices.name());
    let api = api.and_then(|list| list.pages.first()?.split('?').next());
    let api = api.unwrap_or_default();
    // Four lists, so that four streams share them.
    let quarter = owned.len().div_ceil(4).max(1);
    let each: Vec<List> = owned
        .chunks(quarter)
        .enumerate()
        .map(|(number, serials)| List {
            name: format!("assignedServer{number}"),
            is_apple: true,
            pages: serials
                .iter()
                .map(|serial| format!("{api}/{serial}/relationships/assignedServer"))
                .collect(),
            ids: Vec::new(),
        })
        .collect();
    let others = lists
        .iter()
        .filter(|list| !list.name.starts_with(Source::MdmServerDevices.name()));
    let others: Vec<&List> = others.collect();
    let watch = Stopwatch::start();
    bare.fetch(&others, &out)?;
    bare.fetch(&each.iter().collect::<Vec<_>>(), &out)?;
    Ok(watch.seconds())
}

fn collect(program: &Path, place: &Path, out: &Path, told: &Told) -> Result<Measured, BenchError> {
    let mut command = Command::new(program);
    command
        .args(["collect", "--tenant", "lab", "--budget", "0", "--out"])
        .arg(out)
        .current_dir(place)
        .env(SECRET, told.get("secret").map_or("", String::as_str))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let failed = |why: String| BenchError::Program {
        program: "firstcontact collect".to_owned(),
        why,
    };
    let measured = measured::run(&mut command).map_err(|why| failed(why.to_string()))?;
    if measured.code == 0 {
        Ok(measured)
    } else {
        Err(failed(format!("ended with {}", measured.code)))
    }
}

fn configure(told: &Told, place: &Path) -> Result<(), BenchError> {
    let text = |name: &str| told.get(name).map_or("", String::as_str);
    let base = text("graph");
    let toml = format!(
        "[tenant.lab.microsoft]\ntenant = \"{}\"\nclient-id = \"{}\"\nsecret-env = \"{SECRET}\"\n\
         authority = \"{base}\"\ngraph = \"{base}\"\n\
         [tenant.lab.apple]\nclient-id = \"{}\"\nkey-id = \"{}\"\nkey-file = \"{}\"\n\
         apple-account = \"{base}\"\napple-api = \"{base}\"\n",
        text("tenant"),
        text("client"),
        text("apple-client"),
        text("apple-key-id"),
        text("apple-key"),
    );
    let path = place.join("firstcontact.toml");
    fs::write(&path, toml).map_err(file("write", &path))
}

/// A lab of so many devices that limits nobody.
fn serve(program: &Path, devices: u64, out: &Path) -> Result<Serving, BenchError> {
    let mut command = Command::new(program);
    command
        .args(["lab", "serve", "--http", "--no-limits", "--seed", "5"])
        .args(["--tier", "look", "--devices", &devices.to_string(), "--out"])
        .arg(out)
        .stderr(Stdio::null());
    Serving::start(&mut command, "apple-key").map_err(|why| BenchError::Program {
        program: "firstcontact lab serve".to_owned(),
        why,
    })
}

/// The present, as the system's calendar has it; the collector asks it, too.
fn now() -> Result<Moment, BenchError> {
    let output = Command::new("date").args(["-u", "+%FT%TZ"]).output();
    let text = output.ok().and_then(|it| String::from_utf8(it.stdout).ok());
    let stamp = text.and_then(|text| Stamp::parse(text.trim()).ok());
    stamp
        .and_then(Stamp::at)
        .ok_or_else(|| BenchError::Program {
            program: "date".to_owned(),
            why: "did not tell the time".to_owned(),
        })
}

fn size(folder: &Path) -> Result<u64, BenchError> {
    let mut sum = 0;
    for entry in fs::read_dir(folder).map_err(file("read", folder))? {
        let entry = entry.map_err(file("read", folder))?;
        sum += entry.metadata().map_err(file("read", folder))?.len();
    }
    Ok(sum)
}

fn file(doing: &'static str, path: &Path) -> impl Fn(std::io::Error) -> BenchError {
    let path = path.to_owned();
    move |why| BenchError::File {
        doing,
        path: path.clone(),
        why,
    }
}
