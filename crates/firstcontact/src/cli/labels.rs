//! `firstcontact labels`: causes that the outcome confirmed, for whoever fits the weights anew.

use super::store::StorePlace;
use super::{Desk, NOTHING, Stop, deliver, to_file};
use crate::app::labels::labels;
use clap::{Args, Subcommand};
use std::io::Write;
use std::path::PathBuf;

/// What `labels` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact labels export                        one case a line, schema firstcontact/label/1
  firstcontact labels export --out labels.ndjson --tenant contoso

A line has a pseudonym, the cause, what was read when it was found, and the time to success. The
pseudonyms rest on a random key that never leaves the store.
Exit codes: 0 written, 2 could not work.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Cases that ended well, one a line
    Export {
        /// Where to write it instead of standard output
        #[arg(long, short, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        place: StorePlace,
        /// Which tenant [default: all]
        #[arg(long, short, value_name = "NAME")]
        tenant: Option<String>,
    },
}

/// Writes them.
pub(super) fn run(arguments: &Arguments, _: &Desk) -> Result<u8, Stop> {
    let Command::Export { out, place, tenant } = &arguments.command;
    let store = place.open_existing()?;
    let tenants = store.tenants().map_err(Stop::because)?;
    if let Some(name) = tenant
        && !tenants.iter().any(|(_, kept)| kept == name)
    {
        let known: Vec<&str> = tenants.iter().map(|(_, name)| name.as_str()).collect();
        let known = known.join(", ");
        return Err(Stop(format!(
            "the store has no tenant {name}; it has {known}"
        )));
    }
    let wanted = |name: &String| tenant.as_ref().is_none_or(|it| it == name);
    let mut lines = String::new();
    for (tenant, _) in tenants.iter().filter(|(_, name)| wanted(name)) {
        for label in labels(&*store, *tenant).map_err(Stop::because)? {
            lines += &serde_json::to_string(&label).map_err(Stop::because)?;
            lines.push('\n');
        }
    }
    match out {
        None => deliver(lines.as_bytes())?,
        Some(path) => to_file(path, |mut out| out.write_all(lines.as_bytes()))
            .map_err(|error| Stop(format!("cannot write {}: {error}", path.display())))?,
    }
    Ok(NOTHING)
}
