//! `firstcontact lab ceiling`: what anybody could conclude from the same evidence.

use super::world::World;
use crate::cli::{Desk, NOTHING, Stop};
use clap::{Args, ValueEnum};
use lab::ceiling::{REFERENCE_SEED, Reference, estimate};
use std::ops::Range;

/// What `lab ceiling` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Two methods bracket the attainable: a table learned on other worlds, which nobody with the same
evidence need fall below, and the same table fitted to the judged devices themselves, which nobody
exceeds.

Example:
  firstcontact lab ceiling --seeds 1000..1100 --devices 5000 --format json > ceiling.json")]
pub(super) struct Arguments {
    #[command(flatten)]
    world: World,
    /// The worlds that are judged
    #[arg(long, value_name = "A..B", default_value = "1000..1040", value_parser = super::seeds)]
    seeds: Range<u64>,
    /// How many other worlds are learned from
    #[arg(long, value_name = "N", default_value_t = 400)]
    learn: u64,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Table,
    /// For machines, and for `lab score --ceiling`
    Json,
}

/// Estimates, and writes the result.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let recipe = arguments.world.request()?.recipe().map_err(Stop::because)?;
    desk.terminal.hint(&format!(
        "learning from {} worlds of {} devices",
        arguments.learn, recipe.devices
    ));
    let learned = REFERENCE_SEED..REFERENCE_SEED + arguments.learn.max(1);
    let reference = Reference::learn(&recipe, learned, recipe.devices);
    let estimate = estimate(&recipe, &reference, arguments.seeds.clone(), recipe.devices)
        .map_err(Stop::because)?;
    let text = match arguments.format {
        Format::Table => estimate.table(),
        Format::Json => {
            serde_json::to_string_pretty(&estimate.json()).map_err(Stop::because)? + "\n"
        }
    };
    super::super::deliver(text.as_bytes())?;
    Ok(NOTHING)
}
