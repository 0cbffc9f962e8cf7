//! `cargo xtask fit`: what the lab's worlds say about the numbers that the rules lean on.

mod accuracy;
mod gather;
mod judge;
mod model;
mod plot;
mod queue;
mod train;
mod unread;
mod write;

use enrollment::case_file::ReadingId;
use enrollment::cause::Cause;
use gather::Cases;
use lab::tier::Tier;
use lab::world::Recipe;
use model::Layout;
use std::collections::HashMap;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tempfile::TempDir;
use train::Numbers;
use xtask::repository::Repository;

/// Why a fit stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FitError {
    /// A file or folder.
    #[error("cannot {doing} {}: {why}", path.display())]
    File {
        /// Read or write.
        doing: &'static str,
        /// Which.
        path: PathBuf,
        /// Why not.
        why: io::Error,
    },
    /// Somebody said why.
    #[error("{0}")]
    Said(String),
}

impl FitError {
    fn file(doing: &'static str, path: &Path, why: io::Error) -> Self {
        Self::File {
            doing,
            path: path.to_owned(),
            why,
        }
    }

    fn said(why: impl std::fmt::Display) -> Self {
        Self::Said(why.to_string())
    }
}

/// What the command line says when it is not understood.
const USAGE: &str = "\
Usage: cargo xtask fit odds [--worlds 1500] [--devices 600] [--rounds 220] [--leave-out C09,C45]
                            [--out crates/rules/odds.toml]
       cargo xtask fit accuracy [--worlds 60] [--devices 3000] [--small]";

/// Seeds of training worlds begin here, those of held-back and of judged worlds after them. They
/// never meet.
const TRAINING: u64 = 100_000;
/// Held back while fitting, to see whether it learned by heart.
const HELD_BACK: u64 = 200_000;

/// Readings that are fitted together: those that the field knows to hang on each other. Groups that
/// a search proposed made held-back worlds worse.
const GROUPS: [[&str; 2]; 7] = [
    ["source", "care"],
    ["add_gap", "care"],
    ["state", "erased"],
    ["erased", "gone"],
    ["source", "lock"],
    ["assignments", "handed_when"],
    ["state", "failure"],
];

/// Runs `cargo xtask fit …`.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    if cfg!(debug_assertions) {
        return in_release(arguments);
    }
    let outcome = match arguments.split_first() {
        Some((what, rest)) if what == "odds" => Words::read(rest).and_then(|words| odds(&words)),
        Some((what, rest)) if what == "accuracy" => {
            Words::read(rest).and_then(|words| accuracy::run(&words))
        }
        _ => Err(FitError::Said(USAGE.to_owned())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "fit: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A development build would take an hour for what a release build does in minutes.
fn in_release(arguments: &[String]) -> ExitCode {
    let status = std::process::Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--release", "-p", "xtask", "--", "fit"])
        .args(arguments)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The words after `cargo xtask fit WHAT`.
struct Words(HashMap<String, String>);

impl Words {
    fn read(arguments: &[String]) -> Result<Self, FitError> {
        let mut words = HashMap::new();
        let mut rest = arguments.iter();
        while let Some(word) = rest.next() {
            let name = word.strip_prefix("--");
            let name = name.ok_or_else(|| FitError::Said(format!("'{word}'?\n{USAGE}")))?;
            let value = if name == "small" {
                Some("")
            } else {
                rest.next().map(String::as_str)
            };
            let value = value.ok_or_else(|| FitError::Said(format!("--{name} needs a value")))?;
            words.insert(name.to_owned(), value.to_owned());
        }
        Ok(Self(words))
    }

    fn number(&self, name: &str, default: u64) -> Result<u64, FitError> {
        let Some(text) = self.0.get(name) else {
            return Ok(default);
        };
        let number = text.parse();
        number.map_err(|_| FitError::Said(format!("--{name} needs a number, not '{text}'")))
    }
}

/// A folder of this run's own, gone when it ends.
fn scratch() -> Result<TempDir, FitError> {
    tempfile::tempdir().map_err(FitError::said)
}

fn say(text: &str) {
    // Where nobody reads, there is nobody to tell.
    let _ = writeln!(io::stdout(), "{text}");
}

/// What the product reads in these worlds, in every tier.
fn gathered(seeds: Range<u64>, devices: u64) -> Result<Cases, FitError> {
    let scratch = scratch()?;
    let jobs: Vec<(u64, Tier)> = seeds
        .flat_map(|seed| Tier::ALL.map(|tier| (seed, tier)))
        .collect();
    let mut all = Cases::new();
    queue::all(
        &jobs,
        |(seed, tier)| {
            let folder = scratch.path().join(format!("{seed}-{tier}"));
            let recipe = Recipe::new(*seed, devices).map_err(FitError::said)?;
            gather::world(recipe, *tier, &folder, None)?;
            let cases = gather::cases(&folder)?;
            std::fs::remove_dir_all(&folder)
                .map_err(|why| FitError::file("write", &folder, why))?;
            Ok(cases)
        },
        |part| {
            for (key, count) in part {
                *all.entry(key).or_default() += count;
            }
            Ok(())
        },
    )?;
    Ok(all)
}

/// What a fit is made of.
struct Plan {
    /// Seeds of the training worlds.
    seeds: Range<u64>,
    /// Seeds of the worlds that are held back.
    held_back: Range<u64>,
    /// Devices of each world.
    devices: u64,
    /// Rounds of fitting.
    rounds: u32,
    /// Codes of the causes that the fit never sees.
    left_out: Vec<String>,
}

impl Plan {
    fn read(words: &Words) -> Result<Self, FitError> {
        let worlds = words.number("worlds", 1_500)?;
        let left_out = words.0.get("leave-out").map_or_else(Vec::new, |codes| {
            codes
                .split(',')
                .map(|code| code.trim().to_uppercase())
                .collect()
        });
        Ok(Self {
            seeds: TRAINING..TRAINING + worlds,
            held_back: HELD_BACK..HELD_BACK + (worlds / 10).max(1),
            devices: words.number("devices", 600)?,
            rounds: words.number("rounds", 220)? as u32,
            left_out,
        })
    }

    /// The file's text.
    fn fit(&self) -> Result<String, FitError> {
        let mut training = gathered(self.seeds.clone(), self.devices)?;
        let checking = gathered(self.held_back.clone(), self.devices)?;
        let positions = gather::positions();
        training.retain(|(_, cause), _| {
            let out = |code: &String| positions.get(code.as_str()) == Some(cause);
            !self.left_out.iter().any(out)
        });
        for (key, count) in unread::once_more(&training) {
            *training.entry(key).or_default() += count;
        }
        say(&format!(
            "{} and {} different case files",
            training.len(),
            checking.len()
        ));
        let layout = layout();
        let fitted = fitted(&training, &checking, &layout, self.rounds)?;
        Ok(write::text(&fitted, &layout, self))
    }
}

fn odds(words: &Words) -> Result<(), FitError> {
    let text = Plan::read(words)?.fit()?;
    rules::odds::parse(&text).map_err(FitError::said)?;
    let root = Repository::root();
    let path = words
        .0
        .get("out")
        .map_or_else(|| root.join("crates/rules/odds.toml"), PathBuf::from);
    std::fs::write(&path, text).map_err(|why| FitError::file("write", &path, why))?;
    say(&format!("wrote {}", path.display()));
    Ok(())
}

fn layout() -> Layout {
    let groups: Vec<Vec<ReadingId>> = GROUPS
        .iter()
        .map(|group| {
            group
                .iter()
                .filter_map(|name| ReadingId::find(name))
                .collect()
        })
        .collect();
    Layout::new(&groups)
}

/// What a fit came to: numbers, and loss and share of right causes on both kinds of worlds.
struct Fitted {
    numbers: Numbers,
    rows: usize,
    trained: (f64, f64),
    held_back: (f64, f64),
}

fn fitted(
    training: &Cases,
    checking: &Cases,
    layout: &Layout,
    rounds: u32,
) -> Result<Fitted, FitError> {
    let causes: Vec<Cause> = rules::catalogue::all()
        .iter()
        .map(|rule| rule.cause)
        .collect();
    let estimates = rules::weights::estimates().map_err(FitError::said)?;
    let rows = train::rows(training, &causes, layout);
    let checked = train::rows(checking, &causes, layout);
    let start = Numbers::estimated(layout, causes.len(), &estimates);
    let (loss, right) = start.held_against(&checked);
    say(&format!(
        "estimates, held back: loss {loss:.4}, right {right:.4}"
    ));
    let mut numbers = start.clone();
    let told = |round, loss| say(&format!("round {round}: {loss:.4}"));
    numbers.fit(&rows, &start.ln, rounds, told);
    let (trained, held_back) = (numbers.held_against(&rows), numbers.held_against(&checked));
    let unread = train::rows(&unread::once_more(checking), &causes, layout);
    let unread = [start.held_against(&unread), numbers.held_against(&unread)];
    say(&format!(
        "trained {trained:.4?}, held back {held_back:.4?}; held back and a source unread: \
         {:.4?}, estimates {:.4?}",
        unread[1], unread[0]
    ));
    Ok(Fitted {
        numbers,
        rows: rows.len(),
        trained,
        held_back,
    })
}
