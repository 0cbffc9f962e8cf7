//! `bench diagnose`: the whole way from the pages on the disk to a diagnosis of every device, held
//! against a bare parse of the same pages and against the same join in DuckDB.

use super::bare_parse;
use super::duckdb::{self, Reading};
use super::machine::{Machine, today};
use super::measured::{self, Measured};
use super::options::Options;
use super::report::{self, Table};
use super::{BenchError, build, generate, release, root, say};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The tenant may cost so much memory however small it is.
const GROUND: u64 = 64 << 20;
/// Targets: at most this many times the bare parse, …
const PARSE_RATIO_MAX: f64 = 2.0;
/// … at most this share of DuckDB's time, …
const DUCKDB_SHARE_MAX: f64 = 0.5;
/// … and at most so many bytes a device above [`GROUND`].
const DEVICE_BYTES_MAX: f64 = 400.0;
/// `firstcontact diagnose` ends with 0 or, having found something, 1.
pub(super) const GOOD_ENDINGS: [i32; 2] = [0, 1];

/// Where this bench works.
pub(super) struct Place {
    pub(super) snapshot: PathBuf,
    pub(super) diagnosis: PathBuf,
    csv: PathBuf,
}

/// The best run of each contestant.
struct Best {
    bare: Measured,
    product: Measured,
    /// DuckDB's version, its plain and its tuned reading.
    duckdb: Option<(String, Measured, Measured)>,
}

/// Generates, measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    build(&["firstcontact"])?;
    let place = Place::prepare(options)?;
    say("reading everything once, so that each contestant finds it in memory");
    read_all(&place.snapshot)?;
    let counts = bare_parse::parse(&place.snapshot)?;
    let best = measure(options, &place)?;
    let (lines, bytes) = lines_of(&place.diagnosis)?;
    let tables = tables(options, &best);
    let mut text = format!(
        "Measured on {}, {}.\n\n{} devices, {} big pages with {:.2} GB and {} rows; \
         the diagnoses are {lines} lines with {:.2} GB. Best of {} runs each, every run a fresh \
         process, the pages in the page cache.\n\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        options.devices,
        counts.files,
        counts.bytes as f64 / 1e9,
        counts.rows,
        bytes as f64 / 1e9,
        options.runs,
    );
    for table in &tables {
        // A write into a String cannot fail.
        let _ = writeln!(text, "{table}");
    }
    text.push_str(EXPLANATION);
    say(&format!("\n{text}"));
    report::put_section(
        &root().join("docs/benchmarks.md"),
        "From pages to diagnoses",
        &text,
    )?;
    place.clear(options)
}

impl Place {
    pub(super) fn prepare(options: &Options) -> Result<Self, BenchError> {
        let program = release("firstcontact")?;
        let target = program
            .parent()
            .and_then(Path::parent)
            .unwrap_or(Path::new("target"));
        let bench = target.join("bench");
        let name = format!("northwind-{}", options.devices);
        let snapshot = options.keep.clone().unwrap_or_else(|| bench.join(name));
        for folder in [&bench, &snapshot] {
            std::fs::create_dir_all(folder).map_err(|why| BenchError::File {
                doing: "create",
                path: folder.clone(),
                why,
            })?;
        }
        let place = Self {
            diagnosis: bench.join("diagnosis.ndjson"),
            csv: bench.join("duckdb.csv"),
            snapshot,
        };
        // A snapshot that was kept is used again if it is of the same size.
        let mark = place.snapshot.join("devices.txt");
        let wanted = options.devices.to_string();
        if std::fs::read_to_string(&mark).is_ok_and(|there| there == wanted) {
            say(&format!(
                "using the snapshot in {}",
                place.snapshot.display()
            ));
        } else {
            place.empty()?;
            generate(&place.snapshot, options.devices)?;
            std::fs::write(&mark, wanted).map_err(|why| BenchError::File {
                doing: "write",
                path: mark,
                why,
            })?;
        }
        Ok(place)
    }

    /// Takes away what an earlier run left; anything else in the folder is somebody's and stays.
    fn empty(&self) -> Result<(), BenchError> {
        let mark = self.snapshot.join("devices.txt");
        let is_free = mark.exists()
            || std::fs::read_dir(&self.snapshot).is_ok_and(|mut entries| entries.next().is_none());
        if !is_free {
            return Err(BenchError::Usage(format!(
                "{} is not empty and holds no snapshot of this bench",
                self.snapshot.display()
            )));
        }
        for part in ["apple", "microsoft"].map(|part| self.snapshot.join(part)) {
            if part.exists() {
                std::fs::remove_dir_all(&part).map_err(|why| BenchError::File {
                    doing: "remove",
                    path: part,
                    why,
                })?;
            }
        }
        Ok(())
    }

    pub(super) fn clear(&self, options: &Options) -> Result<(), BenchError> {
        for file in [&self.diagnosis, &self.csv] {
            if file.exists() {
                std::fs::remove_file(file).map_err(|why| BenchError::File {
                    doing: "remove",
                    path: file.clone(),
                    why,
                })?;
            }
        }
        if options.keep.is_none() {
            let path = self.snapshot.clone();
            std::fs::remove_dir_all(&path).map_err(|why| BenchError::File {
                doing: "remove",
                path,
                why,
            })?;
        }
        Ok(())
    }
}

fn measure(options: &Options, place: &Place) -> Result<Best, BenchError> {
    let mut bare = Vec::new();
    let mut product = Vec::new();
    let (mut plain, mut tuned) = (Vec::new(), Vec::new());
    let version = if options.duckdb {
        duckdb::version()
    } else {
        None
    };
    if options.duckdb && version.is_none() {
        say("python3 has no duckdb: left out");
    }
    // Round by round, so that a machine that is slow for a while is slow for all.
    for round in 1..=options.runs {
        let mut reference = Command::new(release("xtask")?);
        reference.args(["bench", "bare-parse"]).arg(&place.snapshot);
        bare.push(one("bare parse", round, &mut reference, None, &[0])?);
        let mut diagnose = Command::new(release("firstcontact")?);
        diagnose
            .arg("diagnose")
            .arg(&place.snapshot)
            .args(["--format", "ndjson"]);
        let out = Some(place.diagnosis.as_path());
        product.push(one(
            "firstcontact",
            round,
            &mut diagnose,
            out,
            &GOOD_ENDINGS,
        )?);
        if version.is_some() {
            let join = |reading| duckdb::join(reading, &place.snapshot, &place.csv);
            plain.push(one("DuckDB", round, &mut join(Reading::Plain), None, &[0])?);
            tuned.push(one(
                "DuckDB, tuned",
                round,
                &mut join(Reading::Tuned),
                None,
                &[0],
            )?);
        }
    }
    Ok(Best {
        bare: best(&bare),
        product: best(&product),
        duckdb: version.map(|version| (version, best(&plain), best(&tuned))),
    })
}

/// One run of one contestant.
pub(super) fn one(
    name: &str,
    round: usize,
    command: &mut Command,
    out: Option<&Path>,
    good: &[i32],
) -> Result<Measured, BenchError> {
    let failed = |why: String| BenchError::Program {
        program: name.to_owned(),
        why,
    };
    command.stdin(Stdio::null()).stdout(Stdio::null());
    if let Some(path) = out {
        let file = File::create(path).map_err(|why| BenchError::File {
            doing: "write",
            path: path.to_owned(),
            why,
        })?;
        command.stdout(file);
    }
    let seen = measured::run(command).map_err(|why| failed(why.to_string()))?;
    if !good.contains(&seen.code) {
        return Err(failed(format!("ended with {}", seen.code)));
    }
    say(&format!(
        "{name:>13} {round}: {:6.2} s, {:4.2} cores, peak {:5.0} MiB",
        seen.wall,
        seen.cores(),
        seen.peak as f64 / 1_048_576.0
    ));
    Ok(seen)
}

/// The run with the shortest time; the most memory of all runs, which is nothing to be lucky with.
pub(super) fn best(runs: &[Measured]) -> Measured {
    let shortest = runs.iter().min_by(|a, b| a.wall.total_cmp(&b.wall));
    let peak = runs.iter().map(|run| run.peak).max().unwrap_or(0);
    Measured {
        peak,
        ..shortest.copied().unwrap_or_default()
    }
}

fn tables(options: &Options, best: &Best) -> [Table; 2] {
    let mut contestants = Table::new(&[
        "contestant",
        "seconds",
        "cores busy",
        "peak MiB",
        "devices/s",
    ]);
    let mut contestant = |name: &str, seen: &Measured| {
        contestants.row(&[
            name.to_owned(),
            format!("{:.2}", seen.wall),
            format!("{:.2}", seen.cores()),
            format!("{:.0}", seen.peak as f64 / 1_048_576.0),
            format!("{:.0}", options.devices as f64 / seen.wall),
        ]);
    };
    contestant("(a) bare parse, nothing kept", &best.bare);
    contestant(
        "(b) `firstcontact diagnose DIR --format ndjson`",
        &best.product,
    );
    if let Some((version, plain, tuned)) = &best.duckdb {
        contestant(
            &format!("(c) DuckDB {version}, `read_json`, join and CSV alone"),
            plain,
        );
        contestant("(d) DuckDB likewise, `read_text` and `from_json`", tuned);
    }
    let mut targets = Table::new(&["target", "measured", "met"]);
    let mut target = |name: String, value: f64, unit: &str, most: f64| {
        let met = if value <= most { "yes" } else { "no" };
        targets.row(&[name, format!("{value:.2}{unit}"), met.to_owned()]);
    };
    let ratio = best.product.wall / best.bare.wall;
    target(
        format!("(b) at most {PARSE_RATIO_MAX} × (a)"),
        ratio,
        " ×",
        PARSE_RATIO_MAX,
    );
    if let Some((_, plain, tuned)) = &best.duckdb {
        let share = |seen: &Measured| best.product.wall / seen.wall;
        target(
            "(b) at most half of (c)".to_owned(),
            share(plain),
            " ×",
            DUCKDB_SHARE_MAX,
        );
        target(
            "(b) at most half of (d)".to_owned(),
            share(tuned),
            " ×",
            DUCKDB_SHARE_MAX,
        );
    }
    let above = best.product.peak.saturating_sub(GROUND) as f64 / options.devices as f64;
    let name = format!("peak at most {DEVICE_BYTES_MAX} B a device + 64 MiB");
    target(name, above, " B a device above 64 MiB", DEVICE_BYTES_MAX);
    [contestants, targets]
}

/// What the letters of the table mean.
const EXPLANATION: &str = "\
(a) reads the same pages on all cores and parses with `serde_json` the fields that the product
uses, into borrowed structs with reused buffers; it keeps counts only. It does not read the small
files, and forgives nothing. (c) and (d) write nine columns of the joined rows; their time includes
the start of Python. (c) is what the manual shows, (d) the fastest way that was found. The tenant is
invented (`xtask/src/bench/invented/`) and the same on every machine: 85 % of its devices are
enrolled and healthy, the others have 26 other stories.

Repeat with `cargo xtask bench diagnose`.
";

/// Reads every file of the two vendors, so that it lies in the page cache.
pub(super) fn read_all(snapshot: &Path) -> Result<(), BenchError> {
    let mut buffer = vec![0; 1 << 20];
    for folder in ["apple", "microsoft"].map(|folder| snapshot.join(folder)) {
        let closed = |why| BenchError::File {
            doing: "read",
            path: folder.clone(),
            why,
        };
        for entry in std::fs::read_dir(&folder).map_err(closed)? {
            let mut file = File::open(entry.map_err(closed)?.path()).map_err(closed)?;
            while file.read(&mut buffer).map_err(closed)? > 0 {}
        }
    }
    Ok(())
}

/// Lines and bytes of a file.
fn lines_of(path: &Path) -> Result<(u64, u64), BenchError> {
    let closed = |why| BenchError::File {
        doing: "read",
        path: path.to_owned(),
        why,
    };
    let mut file = File::open(path).map_err(closed)?;
    let (mut lines, mut bytes, mut buffer) = (0, 0, vec![0; 1 << 20]);
    loop {
        let count = file.read(&mut buffer).map_err(closed)?;
        if count == 0 {
            return Ok((lines, bytes));
        }
        bytes += count as u64;
        lines += buffer[..count].split(|byte| *byte == b'\n').count() as u64 - 1;
    }
}
