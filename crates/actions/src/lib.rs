//! Hands: the only code that can change a tenant. One file is one write; what can be written at all
//! is listed in `allowed.rs`, and nothing is sent without an approved act of `remedy`.
//!
//! What would be sent can be seen without a network, by [`calls`]; [`Hands::carry_out`] sends
//! precisely these calls. An irreversible write is sent at most once; a reversible one is sent
//! again while no answer comes, unless sending it twice does harm.

mod activity;
mod activity_log;
mod allowed;
mod answer;
mod approval;
mod assign_profile;
mod assign_service;
mod call;
mod cancel_migration;
mod hands;
mod irreversible;
mod migrate;
mod read_back;
mod retire;
mod reversible;
mod set_default_profile;
mod sync_device;
mod sync_token;
mod touch_profile;
mod wipe;
mod wire;

#[cfg(test)]
mod trial;

pub use approval::ApprovalStatus;
pub use call::{Call, Method, Vendor, calls};
pub use hands::{Hands, Heard, Patience};
