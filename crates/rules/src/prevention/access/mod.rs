//! Whether Conditional Access keeps an iPhone, iPad or Mac out that nobody manages (causality.md
//! §5.1), be it unknown to the directory or registered by whoever holds it.
//!
//! [`prove`] works out the set of sign-ins that no enforced policy surely blocks or refuses for
//! want of a managed device, and says of each hole which policies came near, why they do not apply,
//! what would close it, and whom that would meet. What could not be read protects nobody and
//! is named.

pub mod change;
pub mod doubt;
pub mod lint;
pub mod obstacle;
pub mod sample;
pub mod world;

mod classes;
mod demand;
mod device_filter;
mod device_rule;
mod emergency;
mod factor;
mod fit;
mod meant;
mod proof;
mod reach;
mod set;
mod uncovered;

pub use enrollment::access::{directory, policy};
pub(in crate::prevention) use factor::{Asked, Factors};
pub(in crate::prevention) use fit::Fit;
pub use proof::{Bearing, Fix, Hit, Hole, Near, Proof, Unjudged, UserClass, prove};
