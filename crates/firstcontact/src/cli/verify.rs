//! `firstcontact verify`: whether devices are where they should be, V1 to V5.

use super::round::{Reachable, collect_into, folder_name};
use super::store::canonical;
use super::{Desk, FINDINGS, NOTHING, Stop, collect, deliver, snapshot};
use crate::app::examine::Examiner;
use crate::app::mend::facts::facts;
use crate::app::verify::{Holds, verify};
use crate::clock;
use clap::{Args, ValueEnum};
use enrollment::correlate::{Fleet, correlate};
use enrollment::moment::Moment;
use enrollment::remedy::Verification;
use enrollment::snapshot::canonical_serial;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What `verify` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact verify FC4JMGWXHM                    read the tenant anew
  firstcontact verify FC4JMGWXHM --until V3 -s mine   by a snapshot; exit 0 if V3 holds
  firstcontact verify FC4JMGWXHM FC2PQMJ0VC --format json

Exit codes: 0 what was asked for holds for every device, 1 it does not or was not read, 2 could not
read.")]
pub(super) struct Arguments {
    /// Serial numbers
    #[arg(required = true)]
    serials: Vec<String>,
    /// Look at this snapshot instead of reading the tenant anew
    #[arg(long, short, value_name = "DIR")]
    snapshot: Option<PathBuf>,
    /// Which tenant of the configuration; needed only where there are several
    #[arg(long, short, value_name = "NAME", conflicts_with = "snapshot")]
    tenant: Option<String>,
    /// How far each device must be
    #[arg(long, value_enum, default_value_t = Until::V4)]
    until: Until,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Until {
    /// Imported, on the right token
    #[value(name = "V1", alias = "v1")]
    V1,
    /// The expected profile
    #[value(name = "V2", alias = "v2")]
    V2,
    /// Enrolled automatically, supervised
    #[value(name = "V3", alias = "v3")]
    V3,
    /// Registered, compliant, let in
    #[value(name = "V4", alias = "v4")]
    V4,
    /// The tenant is in order
    #[value(name = "V5", alias = "v5")]
    V5,
}

impl Until {
    const fn verification(self) -> Verification {
        match self {
            Self::V1 => Verification::V1,
            Self::V2 => Verification::V2,
            Self::V3 => Verification::V3,
            Self::V4 => Verification::V4,
            Self::V5 => Verification::V5,
        }
    }
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Table,
    /// One document, schema firstcontact/verify/1
    Json,
}

/// A device and what holds of it.
type Row = (String, [(Verification, Holds); 5]);

/// Reads, looks, writes.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let folder = tempfile::tempdir().map_err(Stop::because)?;
    let place = match &arguments.snapshot {
        Some(path) => path.clone(),
        None => fresh(
            arguments,
            folder.path().join(folder_name(clock::now())),
            desk,
        )?,
    };
    let snapshot = snapshot::open(&place, desk)?;
    let rows = rows(arguments, &correlate(&snapshot), desk)?;
    let text = match arguments.format {
        Format::Table => table(&rows, desk),
        Format::Json => document(&rows, snapshot.taken_at)?,
    };
    deliver(text.as_bytes())?;
    let asked = arguments.until.verification();
    let good = |row: &Row| row.1.contains(&(asked, Holds::Good));
    Ok(if rows.iter().all(good) {
        NOTHING
    } else {
        FINDINGS
    })
}

/// Reads the tenant anew, and these devices one by one.
fn fresh(arguments: &Arguments, place: PathBuf, desk: &Desk) -> Result<PathBuf, Stop> {
    let (name, tenant) = collect::chosen(arguments.tenant.as_deref(), desk)?;
    let tenant = Reachable::of(name, tenant, desk.language)?;
    let serials = arguments.serials.iter();
    let serials = serials.filter_map(|it| Some(canonical_serial(it).ok()?.into_owned()));
    let serials: BTreeSet<String> = serials.collect();
    collect_into(&tenant, &place, None, &serials, desk)?;
    Ok(place)
}

fn rows(arguments: &Arguments, fleet: &Fleet<'_>, desk: &Desk) -> Result<Vec<Row>, Stop> {
    let weights = desk.weights()?;
    let examiner = Examiner::new(&weights);
    let one = |text: &String| {
        let serial = canonical(text)?;
        let device = fleet.find(&serial).ok_or_else(|| {
            let values = [("serial", serial.as_str())];
            Stop(desk.language.with("verify-stranger", &values))
        })?;
        let facts = facts(&examiner.examine(&device));
        Ok((serial, verify(&facts, fleet.snapshot.taken_at)))
    };
    arguments.serials.iter().map(one).collect()
}

fn table(rows: &[Row], desk: &Desk) -> String {
    let said = |word: &str| desk.language.text(&format!("verify-{word}"));
    let mut text = String::new();
    for (serial, held) in rows {
        let lines = held.iter().map(|(verification, holds)| {
            let (what, answer) = (said(verification.name()), said(holds.name()));
            format!("  {what}: {answer}\n")
        });
        text += &[serial.clone(), "\n".to_owned()].concat();
        text.extend(lines);
    }
    text
}

fn document(rows: &[Row], read: Moment) -> Result<String, Stop> {
    let devices: Vec<Value> = rows
        .iter()
        .map(|(serial, held)| {
            let held = held.iter();
            let held: serde_json::Map<String, Value> = held
                .map(|(verification, holds)| (verification.name().to_owned(), holds.name().into()))
                .collect();
            json!({"serial": serial, "holds": held})
        })
        .collect();
    let document = json!({"schema": "firstcontact/verify/1", "takenAt": read.to_string(),
        "devices": devices});
    let text = serde_json::to_string_pretty(&document).map_err(Stop::because)?;
    Ok(text + "\n")
}
