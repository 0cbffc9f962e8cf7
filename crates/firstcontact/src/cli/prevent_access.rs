//! `firstcontact prevent access`: what an unmanaged iPhone can reach.

use super::round::{Reachable, collect_and_tell, folder_name};
use super::{Desk, FINDINGS, NOTHING, Stop, collect, deliver, snapshot};
use crate::app::access::{AccessPicture, Standing};
use crate::clock;
use crate::report::access;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What `prevent access` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact prevent access mine                  by a snapshot
  firstcontact prevent access --tenant contoso      read the tenant anew
  firstcontact prevent access mine --format json

The proof holds every combination of users, apps, clients, platforms that a device may claim, places
and ways to sign in against the policies that are switched on. What could not be read protects nobody
and is named.

Exit codes: 0 blocked everywhere, 1 a way in, or the policies were not read, 2 could not read.")]
pub(super) struct Arguments {
    /// The snapshot
    #[arg(value_name = "SNAPSHOT", conflicts_with = "tenant")]
    snapshot: Option<PathBuf>,
    /// Which tenant of the configuration to read anew; may be left out if there is one
    #[arg(long, short, value_name = "NAME")]
    tenant: Option<String>,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Table,
    /// One document, schema firstcontact/access/1
    Json,
}

/// Reads, proves, writes.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let folder = tempfile::tempdir().map_err(Stop::because)?;
    let place = if let Some(path) = &arguments.snapshot {
        path.clone()
    } else {
        let (name, tenant) = collect::chosen(arguments.tenant.as_deref(), desk)?;
        let tenant = Reachable::of(name, tenant, desk.language)?;
        let place = folder.path().join(folder_name(clock::now()));
        collect_and_tell(&tenant, &place, desk)?;
        place
    };
    let snapshot = snapshot::open(&place, desk)?;
    let picture = AccessPicture::of(&snapshot);
    let text = match arguments.format {
        Format::Table => {
            let (paint, width) = (desk.terminal.paint(), desk.terminal.width);
            access::table(&picture, desk.language, paint, width)
        }
        Format::Json => {
            let language = desk.for_machines().language;
            let document = access::json(&picture, snapshot.taken_at, language);
            serde_json::to_string_pretty(&document).map_err(Stop::because)? + "\n"
        }
    };
    deliver(text.as_bytes())?;
    Ok(match picture.standing() {
        Standing::Blocked => NOTHING,
        Standing::Open | Standing::NotSeen => FINDINGS,
    })
}
