//! From a case file and the rules' opinions to a verdict: what it is, how sure, and what to do.
//!
//! A verdict depends on the case file alone. Devices with equal case files share it, and a fleet
//! has far fewer case files than devices: see [`Verdict`].

mod decision;
mod odds;
mod posterior;
mod verdict;
mod weights;

pub use decision::{Hold, came_from_elsewhere, works};
pub use odds::{Group, INSIGHTS, Odds, cell, insight};
pub use posterior::possible;
pub use verdict::{Asked, Cited, EraseOdds, Standing, UNIT, Verdict, conclude};
pub use weights::{COST_ACTIONS, COST_NEEDS, Costs, Limits, Need, Weights, WeightsError};
