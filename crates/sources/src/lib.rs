//! Reads what Microsoft, Apple, exported files and people say, into a snapshot. Gathering never
//! fails: it returns what was read, and names what was not.

pub mod exports;
pub mod gathering;
pub mod table;
