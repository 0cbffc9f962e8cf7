//! `firstcontact explain`: the handbook, page by page.

use super::{Desk, NOTHING, Stop};
use crate::report::explain;
use clap::Args;
use std::io::Write;

/// What `explain` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact explain C01            a cause
  firstcontact explain R11 --lang de  a remedy
  firstcontact explain --list         everything that can be explained")]
pub(super) struct Arguments {
    /// Causes (H01…, C01…), remedies (R0…), verifications (V1…) or checks (P01…)
    #[arg(required_unless_present = "list")]
    codes: Vec<String>,
    /// List all codes
    #[arg(long)]
    list: bool,
}

/// Writes the pages.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let mut out = Vec::new();
    let paint = desk.terminal.paint();
    let (language, width) = (desk.language, desk.terminal.width);
    if arguments.list {
        explain::list(language, paint, width, &mut out).map_err(Stop::because)?;
    }
    for (position, code) in arguments.codes.iter().enumerate() {
        if position > 0 || arguments.list {
            writeln!(out).map_err(Stop::because)?;
        }
        explain::page(code, language, paint, width, &mut out).map_err(Stop::because)?;
    }
    super::deliver(&out)?;
    Ok(NOTHING)
}
