//! `firstcontact lab`: a pretended world with known truth. The lab shares no code with the
//! diagnosis; the two meet in files and over HTTP.

mod ceiling;
mod entrance;
mod faults;
mod score;
mod serve;
mod simulate;
mod story;
mod sweep;
mod weather;
mod world;

use super::{Desk, Stop};
use clap::{Args, Subcommand};

/// What `lab` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples, which follow each other:
  firstcontact lab simulate --devices 2000 --seed 7 --out w
  firstcontact diagnose w/snapshot --format ndjson --out w/diagnosis.ndjson
  firstcontact lab score --truth w/truth.ndjson --diagnosis w/diagnosis.ndjson
  firstcontact lab story FC1234ABCD --in w

Other worlds:
  firstcontact lab simulate --world not-contacted --out classic
  firstcontact lab simulate --fault F07 --fault F14 --tier look --out w2")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Simulate a world: writes DIR/snapshot and, apart from it, DIR/truth.ndjson
    Simulate(simulate::Arguments),
    /// Serve a world behind Microsoft's and Apple's interfaces, on loopback, until interrupted
    Serve(Box<serve::Arguments>),
    /// What truly happened to one device, beside what each source shows
    Story(story::Arguments),
    /// Hold a diagnosis against the truth
    Score(score::Arguments),
    /// Estimate what anybody could conclude from the same evidence, per tier
    Ceiling(ceiling::Arguments),
    /// Run many worlds, diagnose them, and stop at the first broken invariant
    Sweep(sweep::Arguments),
    /// List the faults that can be injected, and the scenarios
    Faults,
}

/// Runs a command of the lab.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    match &arguments.command {
        Command::Simulate(arguments) => simulate::run(arguments, desk),
        Command::Serve(arguments) => serve::run(arguments, desk),
        Command::Story(arguments) => story::run(arguments),
        Command::Score(arguments) => score::run(arguments, desk),
        Command::Ceiling(arguments) => ceiling::run(arguments, desk),
        Command::Sweep(arguments) => sweep::run(arguments, desk),
        Command::Faults => faults::run(),
    }
}

/// Reads `A..B` or `A`, the seeds of worlds.
fn seeds(text: &str) -> Result<std::ops::Range<u64>, String> {
    let wrong =
        || format!("'{text}' is no range of seeds; write it as 1..50 (50 is not part of it)");
    let number = |part: &str| part.trim().parse::<u64>().map_err(|_| wrong());
    match text.split_once("..") {
        None => number(text).map(|seed| seed..seed.saturating_add(1)),
        Some((from, to)) => {
            let range = number(from)?..number(to)?;
            if range.is_empty() {
                Err(wrong())
            } else {
                Ok(range)
            }
        }
    }
}
