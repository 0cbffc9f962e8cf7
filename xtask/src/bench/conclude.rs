//! `bench conclude`: one core's speed in the steps behind the reading, each alone. A real fleet
//! shares a few thousand case files, and a verdict is concluded once for each; here every case
//! file is another one, so nothing is remembered.

use super::invented;
use super::machine::{Machine, today};
use super::options::Options;
use super::random::Random;
use super::report::{self, Table};
use super::stopwatch::Stopwatch;
use super::{BenchError, release, root, say};
use enrollment::case_file::{self, CaseFile, READINGS, ReadingId, gates};
use enrollment::cause::Cause;
use enrollment::correlate::{Fleet, correlate};
use enrollment::diagnosis::{Weights, conclude, works};
use enrollment::moment::Stamp;
use enrollment::snapshot::{Snapshot, canonical_serial};
use enrollment::timeline;
use enrollment::words::Interner;
use rules::{catalogue, weights};
use sources::recorded::{self, ReadOptions};
use std::collections::HashSet;
use std::hint::black_box;
use std::path::Path;

const PURPOSE: u64 = 0xca5e;
/// How many readings of a story are changed at most.
const CHANGES_MAX: u64 = 8;
/// Cases whose opinions are in memory at one time.
const CHUNK: usize = 512;
/// Texts for the parts that read texts.
const TEXTS: u64 = 1_000_000;

/// Measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    let built_in = weights::built_in().map_err(|why| BenchError::Program {
        program: "the built-in weights".to_owned(),
        why: why.to_string(),
    })?;
    let mut table = Table::new(&["step", "a second on one core", "nanoseconds each"]);
    let mut step = |name: &str, count: usize, seconds: f64| {
        let each = seconds / count as f64;
        table.row(&[
            name.to_owned(),
            format!("{:.0}", 1.0 / each),
            format!("{:.0}", each * 1e9),
        ]);
    };
    let cases = cases(options.cases);
    let (examined, concluded) = best_two(options.runs, || verdicts(&cases, built_in));
    step(
        "`catalogue::examine`: 66 rules on a case file",
        cases.len(),
        examined,
    );
    step(
        "`conclude`: case file and opinions to a verdict",
        cases.len(),
        concluded,
    );
    let count = TEXTS as usize;
    step("`Stamp::parse`", count, best(options.runs, &dates()));
    step("`canonical_serial`", count, best(options.runs, &serials()));
    step(
        "`Interner::intern`, every second text known",
        count,
        best(options.runs, &interning()),
    );
    let snapshot = snapshot(options.devices)?;
    let devices = correlate(&snapshot).len();
    step(
        "`correlate`, tenant's facts included",
        devices,
        best(options.runs, &|| joined(&snapshot)),
    );
    let fleet = correlate(&snapshot);
    let opened = best(options.runs, &|| opened(&fleet).0);
    step("`timeline::rebuild` and `case_file::open`", devices, opened);
    let text = format!(
        "Measured on {}, {}. Best of {} runs.\n\n{table}\n{} different case files, made from the \
         rules' stories by changing up to {CHANGES_MAX} readings without moving a gate. The last \
         two steps ran over {devices} devices of the invented tenant, whose case files are {} \
         different ones.\n\nRepeat with `cargo xtask bench conclude`.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        options.runs,
        cases.len(),
        self::opened(&fleet).1,
    );
    say(&text);
    report::put_section(
        &root().join("docs/benchmarks.md"),
        "From readings to verdicts",
        &text,
    )
}

/// Different case files that stand where a rule's story stands and say something else.
fn cases(count: usize) -> Vec<CaseFile> {
    let stories: Vec<CaseFile> = catalogue::all()
        .iter()
        .filter_map(|rule| CaseFile::from_story(rule.story).ok())
        .collect();
    let mut random = Random::of(PURPOSE, 0);
    let mut seen = HashSet::with_capacity(count);
    let mut cases = Vec::with_capacity(count);
    while cases.len() < count {
        let story = random.one_of(&stories);
        let mut case = story;
        for _ in 0..=random.below(CHANGES_MAX) {
            let id = ReadingId(random.below(READINGS.len() as u64) as u8);
            let value = random.below(id.info().values.len() as u64) as u8;
            case.set_value(id, value);
        }
        // Another gate would make it another story, and what works is not concluded at all.
        if gates(&case) == gates(&story) && !works(&case) && seen.insert(case) {
            cases.push(case);
        }
    }
    cases
}

/// Seconds for the opinions and for the verdicts.
fn verdicts(cases: &[CaseFile], weights: &Weights) -> (f64, f64) {
    let causes: Vec<Cause> = catalogue::all().iter().map(|rule| rule.cause).collect();
    let (mut examining, mut concluding) = (0.0, 0.0);
    for chunk in cases.chunks(CHUNK) {
        let watch = Stopwatch::start();
        let opinions: Vec<_> = chunk.iter().map(catalogue::examine).collect();
        examining += watch.seconds();
        let watch = Stopwatch::start();
        for (case, opinions) in chunk.iter().zip(&opinions) {
            black_box(conclude(case, &causes, opinions, weights));
        }
        concluding += watch.seconds();
    }
    (examining, concluding)
}

/// The parsing of dates as the vendors write them.
fn dates() -> impl Fn() -> f64 {
    let mut random = Random::of(PURPOSE, 1);
    let texts: Vec<String> = (0..TEXTS)
        .map(|_| {
            let (month, day) = (1 + random.below(12), 1 + random.below(28));
            let (hour, minute, second) = (random.below(24), random.below(60), random.below(60));
            let ending = random.one_of(&["Z", ".1709976Z", ".403Z", "+01:00"]);
            format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{ending}")
        })
        .collect();
    move || {
        let watch = Stopwatch::start();
        for text in &texts {
            let _ = black_box(Stamp::parse(text));
        }
        watch.seconds()
    }
}

/// Serial numbers, nine of ten as the vendors write them and one as people do.
fn serial_texts() -> Vec<String> {
    let mut random = Random::of(PURPOSE, 2);
    let write = |_| {
        let number = random.next();
        if random.percent(90) {
            format!("F{:09X}", number >> 28)
        } else {
            format!(" f{number:09x} ")
        }
    };
    (0..TEXTS).map(write).collect()
}

fn serials() -> impl Fn() -> f64 {
    let texts = serial_texts();
    move || {
        let watch = Stopwatch::start();
        for text in &texts {
            let _ = black_box(canonical_serial(text));
        }
        watch.seconds()
    }
}

fn interning() -> impl Fn() -> f64 {
    let texts = serial_texts();
    move || {
        let interner = Interner::new(1);
        let watch = Stopwatch::start();
        let (new, _) = texts.split_at(texts.len() / 2);
        for text in new.iter().chain(new) {
            black_box(interner.intern(text));
        }
        watch.seconds()
    }
}

/// An invented tenant, written, read and taken away again.
fn snapshot(devices: u64) -> Result<Snapshot, BenchError> {
    let program = release("xtask")?;
    let target = program
        .parent()
        .and_then(Path::parent)
        .unwrap_or(Path::new("target"));
    let directory = target.join("bench").join(format!("parts-{devices}"));
    let failed = |doing| {
        let path = directory.clone();
        move |why| BenchError::File { doing, path, why }
    };
    invented::write(&directory, devices).map_err(failed("write"))?;
    let snapshot = recorded::read(&directory, &ReadOptions::default());
    std::fs::remove_dir_all(&directory).map_err(failed("remove"))?;
    snapshot.map_err(|why| BenchError::Program {
        program: "sources::recorded::read".to_owned(),
        why: why.to_string(),
    })
}

fn joined(snapshot: &Snapshot) -> f64 {
    let watch = Stopwatch::start();
    black_box(correlate(snapshot));
    watch.seconds()
}

/// Seconds for opening every case file, and how many different ones there are.
fn opened(fleet: &Fleet<'_>) -> (f64, usize) {
    let watch = Stopwatch::start();
    let cases: Vec<CaseFile> = fleet
        .devices()
        .map(|device| case_file::open(&device, &timeline::rebuild(&device)))
        .collect();
    let seconds = watch.seconds();
    (seconds, cases.into_iter().collect::<HashSet<_>>().len())
}

fn best(runs: usize, run: &dyn Fn() -> f64) -> f64 {
    (0..runs).map(|_| run()).fold(f64::INFINITY, f64::min)
}

fn best_two(runs: usize, run: impl Fn() -> (f64, f64)) -> (f64, f64) {
    (0..runs)
        .map(|_| run())
        .fold((f64::INFINITY, f64::INFINITY), |least, seen| {
            (least.0.min(seen.0), least.1.min(seen.1))
        })
}

#[cfg(test)]
mod tests {
    use super::cases;

    #[test]
    fn cases_are_different_and_always_the_same() {
        let once = cases(300);
        assert_eq!(once, cases(300));
        assert_eq!(once.len(), 300);
    }
}
