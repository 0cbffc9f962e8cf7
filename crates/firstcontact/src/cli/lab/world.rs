//! Which world: the words that several commands of the lab share.

use crate::cli::Stop;
use clap::Args;
use lab::request::Request;

/// Which world is meant.
#[derive(Clone, Debug, Args)]
pub(super) struct World {
    /// How many devices are drawn (1000)
    #[arg(long, value_name = "N")]
    devices: Option<u64>,
    /// The seed: the same seed gives the same world, byte for byte (1)
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// A file that describes a world, or the name of a scenario (`firstcontact lab faults`)
    #[arg(long = "world", value_name = "FILE")]
    file: Option<String>,
    /// A fault that acts, by its code; give it several times for several. Without any, the seed
    /// draws one to four
    #[arg(long, value_name = "F07")]
    fault: Vec<String>,
    /// When the world is looked at
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// How many months of orders there are (18)
    #[arg(long, value_name = "N")]
    months: Option<u32>,
}

impl World {
    /// The request that the words make, without a tier.
    pub(super) fn request(&self) -> Result<Request, Stop> {
        let request = Request {
            seed: self.seed,
            devices: self.devices,
            at: self.at.clone(),
            months: self.months,
            faults: self.fault.clone(),
            world: None,
            tier: None,
        };
        match &self.file {
            None => Ok(request),
            Some(name) => request.with_world(name).map_err(Stop::because),
        }
    }
}
