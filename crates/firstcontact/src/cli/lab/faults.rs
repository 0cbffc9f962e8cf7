//! `firstcontact lab faults`: what can go wrong in a world, and which stories come along.

use crate::cli::{NOTHING, Stop};
use lab::scenario::{BUILT_IN, WorldFile};
use std::fmt::Write as _;

/// Lists faults and scenarios.
pub(super) fn run() -> Result<u8, Stop> {
    let mut text = String::from("Faults (--fault CODE)\n");
    for fault in lab::faults::all() {
        let _ = writeln!(text, "  {}  {:<28} {}", fault.code, fault.name, fault.about);
    }
    text.push_str("\nScenarios (--world NAME)\n");
    for (name, file) in BUILT_IN {
        let about = WorldFile::parse(name, file).map_err(Stop::because)?.about;
        let _ = writeln!(text, "  {name:<22} {about}");
    }
    super::super::deliver(text.as_bytes())?;
    Ok(NOTHING)
}
