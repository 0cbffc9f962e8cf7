//! `firstcontact prevent`: what keeps the next device from failing, and unmanaged ones out.

use super::{Desk, Stop, prevent_access};
use clap::{Args, Subcommand};

/// What `prevent` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Whether an unmanaged iPhone can get in, through what, and what would close it
    Access(prevent_access::Arguments),
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    match &arguments.what {
        What::Access(arguments) => prevent_access::run(arguments, desk),
    }
}
