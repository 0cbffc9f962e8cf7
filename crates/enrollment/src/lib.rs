//! What is known about a device: typed rows, joined per serial number, its timeline, and the
//! conclusion. Pure: no files, no network, no clock, no randomness. Time is an argument.

pub mod access;
pub mod case_file;
pub mod cause;
pub mod correlate;
pub mod device_kind;
pub mod diagnosis;
pub mod gate;
pub mod moment;
pub mod opinion;
pub mod question;
pub mod remedy;
pub mod rows;
pub mod snapshot;
pub mod tenant;
pub mod term;
pub mod timeline;
pub mod told;
pub mod words;
