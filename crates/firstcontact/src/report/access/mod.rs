//! What an unmanaged iPhone can reach, for people and for machines.

mod json;
mod table;
mod words;

pub use json::json;
pub use table::{table, told};
