//! Conditional Access as a tenant has it: its policies, whole, and what they point at. What follows
//! from them is a matter of the crate `rules`.

pub mod directory;
pub mod policy;

mod example;
mod resolve;

pub use example::{Example, example};
pub use resolve::{People, Stated, resolve};
