//! Reads what Microsoft, Apple, exported files and people say, into a snapshot. Gathering never
//! fails: it returns what was read, and names what was not.

pub mod answers;
mod apple_business;
mod certificate;
pub mod device_hosts;
pub mod exports;
pub mod gathering;
pub mod graph;
pub mod import;
mod json;
pub mod line_file;
pub mod live;
mod pem;
pub mod permission;
pub mod probes;
pub mod reach;
pub mod recorded;
pub mod register;
pub mod table;
pub mod told;
