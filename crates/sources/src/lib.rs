//! Reads what Microsoft, Apple, exported files and people say, into a snapshot. Gathering never
//! fails: it returns what was read, and names what was not.

mod apple_business;
pub mod exports;
pub mod answers;
pub mod gathering;
pub mod import;
pub mod graph;
mod json;
pub mod recorded;
pub mod register;
pub mod table;
