//! What is compared: the truth about a device, what was said about it, and faults of a tenant.

use super::spoken::{Action, Family, Gate, Identifiability, Source};
use super::taxonomy::Code;
use crate::tier::Tier;
use std::sync::Arc;

/// One look at one world with the evidence of one tier.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Poll {
    /// What was connected.
    pub tier: Tier,
    /// The seed or number of the world.
    pub world: u64,
    /// When, in UTC as RFC 3339, so that the order of texts is the order of time.
    pub taken_at: Arc<str>,
}

/// A fault of a tenant, and where.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Systemic {
    /// Its code.
    pub code: Code,
    /// Such as `token:…`.
    pub scope: Arc<str>,
}

/// What the best possible decision maker believes and decides with the same evidence.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Attainable {
    /// Its most probable cause.
    pub cause: Code,
    /// How probable that is.
    pub probability: f64,
    /// What it would do.
    pub action: Action,
    /// What that is expected to cost, in minutes.
    pub cost: f64,
    /// Its Brier score.
    pub brier: f64,
}

/// The truth about a device.
#[derive(Clone, PartialEq, Debug)]
pub struct TruthDevice {
    /// The serial number, in capitals.
    pub serial: Arc<str>,
    /// Which look this is.
    pub poll: Poll,
    /// How it came to the organisation.
    pub source: Source,
    /// What is wrong.
    pub cause: Code,
    /// The family of that; none where nothing is wrong.
    pub family: Option<Family>,
    /// The first gate that is not passed; none where all are.
    pub gate: Option<Gate>,
    /// What is truly needed.
    pub action: Action,
    /// Whether an erase is.
    pub erase_needed: bool,
    /// Whether an erase would cost somebody data.
    pub data_at_risk: bool,
    /// Whether an erase would destroy what lives, without need.
    pub live_data: bool,
    /// The fault of the tenant from which it suffers.
    pub systemic: Option<Systemic>,
    /// How well this tier can tell its cause.
    pub identifiability: Identifiability,
    /// Absent where nobody worked it out.
    pub attainable: Option<Attainable>,
}

/// What was said about a device.
#[derive(Clone, PartialEq, Debug)]
pub struct DiagnosedDevice {
    /// The serial number, in capitals.
    pub serial: Arc<str>,
    /// What is said to be wrong.
    pub cause: Code,
    /// How probable that is said to be.
    pub probability: f64,
    /// What else it may be.
    pub alternatives: Vec<(Code, f64)>,
    /// The family; none where nothing is wrong, or where the word is unknown.
    pub family: Option<Family>,
    /// The first gate that is said not to be passed.
    pub gate: Option<Gate>,
    /// What is advised.
    pub action: Action,
    /// Whether an erase is said to be needed.
    pub erase_needed: bool,
    /// Whether an erase is said to cost somebody data.
    pub data_at_risk: bool,
    /// The fault of the tenant that is blamed.
    pub systemic: Option<Systemic>,
}

impl DiagnosedDevice {
    /// How probable the cause is said to be. Nothing wrong has what no alternative takes from it;
    /// "unexplained" promises no cause.
    pub fn confidence(&self) -> f64 {
        match self.cause {
            Code::UNEXPLAINED => 0.0,
            Code::NONE => {
                let rivals = self.alternatives.iter();
                let rivals = rivals.filter(|(code, _)| *code != Code::NONE);
                let taken: f64 = rivals.map(|(_, probability)| probability).sum();
                (1.0 - taken).clamp(0.0, 1.0)
            }
            _ => self.probability.clamp(0.0, 1.0),
        }
    }
}

/// A fault of a tenant that truly was, as one poll could know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Episode {
    /// The poll.
    pub poll: Poll,
    /// The fault, and where.
    pub systemic: Systemic,
    /// When it began.
    pub from: Arc<str>,
    /// When it ended; none while it lasts.
    pub until: Option<Arc<str>>,
    /// Whether this poll can show it.
    pub visible: bool,
    /// How many devices suffer from it.
    pub blamed: u64,
}
