//! Conditional Access as a tenant has it: its policies, whole, and what they point at. What follows
//! from them is a matter of the crate `rules`.

pub mod directory;
pub mod policy;

mod example;
mod named;
mod names;
mod overlaps;
mod resolve;

pub use example::{Example, example};
pub use named::{Named, groups_of};
pub use names::{Called, Names};
pub use resolve::{People, Stated, resolve, resolve_among};
