//! What keeps the next device from failing: eighteen checks, each with its page and its measure,
//! how ready devices are, and what would happen to one that is switched on now.

pub mod access;
pub mod catalogue;
pub mod check;
pub mod compliance;
pub mod control;
pub mod dry_run;
pub mod incoming;
pub mod inputs;
pub mod measured;
pub mod readiness;
pub mod restrictions;
pub mod suppliers;
pub mod tally;
pub mod thresholds;

mod checks;
mod person;
