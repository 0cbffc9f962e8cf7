//! The program as a person or a script uses it: the built binary, real files.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod access;
mod bad_input;
mod collect;
mod commands;
mod contoso;
mod jobs;
mod lab_worlds;
#[cfg(feature = "actions")]
mod mend;
mod metamorphic;
mod packaging;
mod paper;
mod people;
mod place;
mod posture;
mod prevent;
mod refusals;
mod reports;
mod serve;
mod server;
mod store;
mod tenant;
mod weather;
