//! What an unmanaged iPhone can reach, for people and for machines.

mod json;
mod paper;
mod shown;
mod table;
mod what_if;
mod words;

pub use json::json;
pub use paper::paper;
pub use table::{table, told};
pub use what_if::{what_if_json, what_if_table};
