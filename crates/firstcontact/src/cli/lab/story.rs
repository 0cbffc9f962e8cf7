//! `firstcontact lab story`: what truly happened to a device.

use super::world::World;
use crate::cli::{NOTHING, Stop};
use clap::Args;
use lab::request::Request;
use std::path::PathBuf;

/// What `lab story` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact lab story FC1234ABCD --in w        a device of the world that simulate wrote to w
  firstcontact lab story FC1234ABCD --seed 7 --devices 2000 --tier look")]
pub(super) struct Arguments {
    /// The serial number
    serial: String,
    /// The folder that `lab simulate` wrote; else say which world
    #[arg(long = "in", value_name = "DIR", conflicts_with_all = ["seed", "devices", "file"])]
    folder: Option<PathBuf>,
    #[command(flatten)]
    world: World,
    /// Whose eyes: graph, abm, audit, signins, register, look
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
}

/// Tells the story.
pub(super) fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let mut request = match &arguments.folder {
        Some(folder) => Request::kept(folder).map_err(Stop::because)?,
        None => arguments.world.request()?,
    };
    if arguments.tier.is_some() {
        request.tier.clone_from(&arguments.tier);
    }
    let recipe = request.recipe().map_err(Stop::because)?;
    let tier = request.tier().map_err(Stop::because)?;
    let story = lab::story::tell(&recipe, &arguments.serial, tier).map_err(Stop::because)?;
    super::super::deliver(story.as_bytes())?;
    Ok(NOTHING)
}
