//! `firstcontact lab sweep`: many worlds, each checked, diagnosed and held against its truth.

use super::world::World as Words;
use crate::cli::{Desk, FINDINGS, NOTHING, Stop, to_file};
use crate::clock;
use crate::report::ndjson;
use crate::report::only::Only;
use clap::Args;
use enrollment::correlate::correlate;
use lab::invariants::check;
use lab::score::{Options, Pair, score};
use lab::simulate::{Order, simulate};
use lab::world::{Recipe, World};
use sources::recorded::{self, ReadOptions};
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// What `lab sweep` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
In every world: events are in order and none comes before what it needs, the same script gives the
same life, no source speaks of the future, every device that a source names has a diagnosis, and no
erase is advised that would destroy live data without need.

Examples:
  firstcontact lab sweep --seeds 1..200 --devices 300
  firstcontact lab sweep --seeds 17 --tier look         the world of one seed again")]
pub(super) struct Arguments {
    #[command(flatten)]
    world: Words,
    /// The seeds; the last is not part of it
    #[arg(long, value_name = "A..B", value_parser = super::seeds)]
    seeds: Range<u64>,
    /// What the tenants have connected
    #[arg(long, value_name = "TIER", default_value = "look")]
    tier: String,
}

/// Sweeps until something breaks.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let mut request = arguments.world.request()?;
    request.tier = Some(arguments.tier.clone());
    let recipe = request.recipe().map_err(Stop::because)?;
    let tier = request.tier().map_err(Stop::because)?;
    let place = tempfile::tempdir().map_err(Stop::because)?;
    let (mut worlds, mut devices, mut erases) = (0_u64, 0, 0);
    for seed in arguments.seeds.clone() {
        let recipe = Recipe {
            seed,
            ..recipe.clone()
        };
        match check(&World::build(&recipe)) {
            Ok(count) => devices += count,
            Err(broken) => return broken_at(seed, &broken.to_string()),
        }
        let out = place.path().join(seed.to_string());
        let order = Order {
            recipe,
            tier,
            out: out.clone(),
            packed: false,
        };
        simulate(&order, None, |_| ()).map_err(Stop::because)?;
        diagnose(&out, desk)?;
        match judge(&out)? {
            Ok(count) => erases += count,
            Err(what) => return broken_at(seed, &what),
        }
        std::fs::remove_dir_all(&out).map_err(Stop::because)?;
        worlds += 1;
    }
    let text = format!(
        "{worlds} worlds with {devices} devices: every invariant holds; {erases} erases were \
         advised, and none would have destroyed live data without need\n"
    );
    super::super::deliver(text.as_bytes())?;
    Ok(NOTHING)
}

fn broken_at(seed: u64, what: &str) -> Result<u8, Stop> {
    let text = format!("broken at seed {seed}: {what}\n");
    super::super::deliver(text.as_bytes())?;
    Ok(FINDINGS)
}

fn diagnose(out: &Path, desk: &Desk) -> Result<(), Stop> {
    let weights = desk.weights()?;
    let options = ReadOptions {
        seed: clock::seed(),
        progress: &recorded::Silent,
    };
    let snapshot = recorded::read(&out.join("snapshot"), &options).map_err(Stop::because)?;
    let fleet = correlate(&snapshot);
    to_file(&out.join("diagnosis.ndjson"), |mut file| {
        ndjson::write(&fleet, &weights, &Only::default(), &mut file)?;
        file.flush()
    })
    .map_err(Stop::because)
}

/// How many erases were advised; or what must not be.
fn judge(out: &Path) -> Result<Result<u64, String>, Stop> {
    let options = Options {
        pairs: vec![Pair {
            truth: out.join("truth.ndjson"),
            diagnosis: out.join("diagnosis.ndjson"),
            findings: None,
        }],
        ..Options::default()
    };
    let report = score(&options).map_err(Stop::because)?;
    let all = &report.all;
    if all.unanswered > 0 {
        return Ok(Err(format!("{} devices have no diagnosis", all.unanswered)));
    }
    if let Some(first) = all.safety.first.first() {
        return Ok(Err(format!(
            "an erase is advised that would destroy live data: {}",
            first.serial
        )));
    }
    Ok(Ok(all.decisions.erases.advised))
}
