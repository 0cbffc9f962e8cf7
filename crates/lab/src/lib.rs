//! The lab: a pretended world with known truth.
//!
//! An organisation, its suppliers, Apple's services, Intune, Entra, networks and people are drawn
//! from a seed; devices live in it, second by second; faults move what happens; interfaces show
//! some of it, late and with errors. What is the matter with a device is computed from its log.
//! Nothing here knows the product, which meets the lab only through files and
//! over HTTP.

pub mod ceiling;
pub mod clock;
pub mod device;
mod document;
pub mod error;
pub mod event;
pub mod examine;
pub mod faults;
pub mod invariants;
pub mod observe;
pub mod parameters;
pub mod random;
pub mod request;
pub mod scenario;
pub mod score;
pub mod serve;
pub mod simulate;
pub mod snapshot;
pub mod story;
pub mod tier;
pub mod truth;
pub mod world;
