//! `bench prevent`: every check, and the executive report, over a large fleet, from the pages on
//! the disk; held against the diagnosis of the same pages.

use super::diagnose::{GOOD_ENDINGS, Place, best, one, read_all};
use super::machine::{Machine, today};
use super::measured::Measured;
use super::options::Options;
use super::report::{self, Table};
use super::{BenchError, build, release, root, say};
use std::process::Command;

/// Seconds that all checks over a million devices may take, at most.
const CHECKS_MAX: f64 = 10.0;

/// Generates, measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    build(&["firstcontact"])?;
    let place = Place::prepare(options)?;
    say("reading everything once, so that each contestant finds it in memory");
    read_all(&place.snapshot)?;
    let contestants: [(&str, &[&str]); 3] = [
        ("diagnose", &["diagnose", "--format", "ndjson"]),
        ("prevent", &["prevent", "--format", "json"]),
        (
            "report",
            &["report", "--kind", "executive", "--format", "html"],
        ),
    ];
    let mut runs: [Vec<Measured>; 3] = Default::default();
    // Round by round, so that a machine that is slow for a while is slow for all.
    for round in 1..=options.runs {
        for ((name, words), runs) in contestants.iter().zip(&mut runs) {
            let mut command = Command::new(release("firstcontact")?);
            command.args(*words).arg(&place.snapshot);
            let out = Some(place.diagnosis.as_path());
            runs.push(one(name, round, &mut command, out, &GOOD_ENDINGS)?);
        }
    }
    let [diagnosis, checks, executive] = runs.map(|runs| best(&runs));
    let mut table = Table::new(&["command", "seconds", "× diagnose", "peak MiB"]);
    for (name, seen) in [
        ("`diagnose DIR --format ndjson`", &diagnosis),
        ("`prevent DIR --format json`", &checks),
        ("`report DIR --kind executive --format html`", &executive),
    ] {
        table.row(&[
            name.to_owned(),
            format!("{:.2}", seen.wall),
            format!("{:.2}", seen.wall / diagnosis.wall),
            format!("{:.0}", seen.peak as f64 / 1_048_576.0),
        ]);
    }
    let met = if checks.wall <= CHECKS_MAX {
        "met"
    } else {
        "missed"
    };
    let text = format!(
        "Measured on {}, {}. {} devices, best of {} runs, every run a fresh process, the pages in \
         the page cache; each command reads and correlates them anew.\n\n{table}\nAll checks in at \
         most {CHECKS_MAX} s: {met}.\n\nRepeat with `cargo xtask bench prevent`.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        options.devices,
        options.runs,
    );
    say(&format!("\n{text}"));
    report::put_section(
        &root().join("docs/benchmarks.md"),
        "Checks and reports",
        &text,
    )?;
    place.clear(options)
}
