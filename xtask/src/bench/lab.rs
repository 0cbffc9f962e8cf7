//! `bench lab`: how long the pretended world takes to be simulated and written, at three sizes,
//! against packing the same pages once more with zstd, which no writer of packed pages can avoid.

use super::machine::{Machine, today};
use super::measured::{self, Measured};
use super::options::Options;
use super::report::{self, Table};
use super::stopwatch::Stopwatch;
use super::{BenchError, build, release, root, say};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The target: a million devices in this many seconds, on two cores.
const SECONDS_MAX: f64 = 60.0;
/// The target: within this much memory.
const GIBIBYTES_MAX: f64 = 4.0;

/// Measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    build(&["firstcontact"])?;
    let program = release("firstcontact")?;
    let largest = options.devices;
    let mut table = Table::new(&[
        "devices",
        "seconds",
        "cores busy",
        "peak MiB",
        "events",
        "events/s",
        "devices/s",
        "microseconds a device",
        "× packing again",
    ]);
    let mut last = (Measured::default(), 0.0);
    for devices in [largest / 100, largest / 10, largest] {
        let place =
            tempfile::tempdir().map_err(|why| file_error("write", &std::env::temp_dir(), why))?;
        say(&format!("simulating {devices} devices"));
        let (measured, events) = simulate(&program, devices, place.path())?;
        let packing = pack_again(&place.path().join("snapshot"))?;
        last = (measured, measured.wall / packing);
        let row = [
            devices.to_string(),
            format!("{:.2}", measured.wall),
            format!("{:.2}", measured.cores()),
            format!("{}", measured.peak >> 20),
            events.to_string(),
            format!("{:.0}", events as f64 / measured.wall),
            format!("{:.0}", devices as f64 / measured.wall),
            format!("{:.1}", measured.wall / devices as f64 * 1e6),
            format!("{:.1}", measured.wall / packing),
        ];
        table.row(&row);
    }
    let met = |met: bool| if met { "yes" } else { "no" };
    let memory = last.0.peak as f64 / f64::from(1 << 30);
    let text = format!(
        "Measured on {}, {}.\n\n{table}\n`firstcontact lab simulate --devices N --tier register \
         --pack --bare`: 18 months of orders, two faults (F05, F14), pages and truth written. \
         Packing again unpacks the largest pages and packs them on one core.\n\n\
         | target | measured | met |\n|---|---:|---|\n\
         | {largest} devices in at most {SECONDS_MAX:.0} s | {:.1} s | {} |\n\
         | at most {GIBIBYTES_MAX:.0} GiB | {memory:.2} GiB | {} |\n\n\
         Repeat with `cargo xtask bench lab`.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        last.0.wall,
        met(last.0.wall <= SECONDS_MAX),
        met(memory <= GIBIBYTES_MAX),
    );
    say(&text);
    report::put_section(
        &root().join("docs/benchmarks.md"),
        "The pretended world",
        &text,
    )
}

fn simulate(program: &Path, devices: u64, out: &Path) -> Result<(Measured, u64), BenchError> {
    let said = out.join("said");
    let file = fs::File::create(&said).map_err(|why| file_error("write", &said, why))?;
    let mut command = Command::new(program);
    command
        .args(["lab", "simulate", "--seed", "5", "--tier", "register"])
        .args([
            "--pack", "--bare", "--quiet", "--fault", "F05", "--fault", "F14",
        ])
        .args(["--devices", &devices.to_string(), "--out"])
        .arg(out)
        .stdout(Stdio::from(file));
    let failed = |why: String| BenchError::Program {
        program: program.display().to_string(),
        why,
    };
    let measured = measured::run(&mut command).map_err(|why| failed(why.to_string()))?;
    if measured.code != 0 {
        return Err(failed(format!("ended with {}", measured.code)));
    }
    let text = fs::read_to_string(&said).map_err(|why| file_error("read", &said, why))?;
    let events = text.split(" events").next().unwrap_or_default();
    let events = events.rsplit(' ').next().and_then(|it| it.parse().ok());
    let events = events.ok_or_else(|| failed(format!("said '{text}' instead of its events")))?;
    Ok((measured, events))
}

/// Seconds that one core takes to pack the same pages again.
fn pack_again(snapshot: &Path) -> Result<f64, BenchError> {
    let mut seconds = 0.0;
    for folder in ["microsoft", "apple"] {
        let folder = snapshot.join(folder);
        let entries = fs::read_dir(&folder).map_err(|why| file_error("read", &folder, why))?;
        for entry in entries.flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|it| it != "zst") {
                continue;
            }
            let wrong = |why| file_error("read", &path, why);
            let packed = fs::read(&path).map_err(wrong)?;
            let plain = zstd::decode_all(&packed[..]).map_err(wrong)?;
            let watch = Stopwatch::start();
            std::hint::black_box(zstd::bulk::compress(&plain, 1).map_err(wrong)?);
            seconds += watch.seconds();
        }
    }
    Ok(seconds)
}

fn file_error(doing: &'static str, path: &Path, why: std::io::Error) -> BenchError {
    BenchError::File {
        doing,
        path: path.to_owned(),
        why,
    }
}
