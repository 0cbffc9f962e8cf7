//! `firstcontact lab score`: a diagnosis is held against the truth.

use crate::cli::{Desk, NOTHING, Stop, to_file};
use clap::{Args, ValueEnum};
use lab::score::{Options, Pair, score};
use std::io::Write as _;
use std::path::PathBuf;

/// What `lab score` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Several pairs are several worlds, or one world at several times: then the time to detection is
measured, too.

Examples:
  firstcontact lab score --truth w/truth.ndjson --diagnosis w/diagnosis.ndjson \\
                         --findings w/findings.ndjson
  firstcontact lab score --truth a/truth.ndjson --diagnosis a/d.ndjson \\
                         --truth b/truth.ndjson --diagnosis b/d.ndjson --format html --out s.html")]
pub(super) struct Arguments {
    /// A truth file of `lab simulate`; give one for each diagnosis, in the same order
    #[arg(long, value_name = "FILE", required = true)]
    truth: Vec<PathBuf>,
    /// A diagnosis in the format ndjson
    #[arg(long, value_name = "FILE", required = true)]
    diagnosis: Vec<PathBuf>,
    /// What `diagnose --findings` wrote beside it: faults of the tenant that no device shows
    /// count as found, too; one for each diagnosis, in the same order
    #[arg(long, value_name = "FILE")]
    findings: Vec<PathBuf>,
    /// A file of `lab ceiling --format json`, whose figures stand beside
    #[arg(long, value_name = "FILE")]
    ceiling: Option<PathBuf>,
    /// Causes that the diagnosis was not made for; they must come out as unknown
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    unseen: Vec<String>,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write it instead of standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Table,
    /// For machines, schema firstcontact/score/1
    Json,
    /// One self-contained page with plots
    Html,
}

/// Scores, and writes the result.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    if arguments.truth.len() != arguments.diagnosis.len() {
        return Err(Stop(format!(
            "{} truths and {} diagnoses do not pair; give --truth and --diagnosis equally often",
            arguments.truth.len(),
            arguments.diagnosis.len()
        )));
    }
    if !arguments.findings.is_empty() && arguments.findings.len() != arguments.truth.len() {
        return Err(Stop(format!(
            "{} truths and {} files of findings do not pair; give --findings as often as --truth, \
             or not at all",
            arguments.truth.len(),
            arguments.findings.len()
        )));
    }
    let both = arguments.truth.iter().zip(&arguments.diagnosis).enumerate();
    let options = Options {
        pairs: both
            .map(|(position, (truth, diagnosis))| Pair {
                truth: truth.clone(),
                diagnosis: diagnosis.clone(),
                findings: arguments.findings.get(position).cloned(),
            })
            .collect(),
        ceiling: arguments.ceiling.clone(),
        unseen: arguments.unseen.clone(),
        ..Options::default()
    };
    let report = score(&options).map_err(Stop::because)?;
    let mut bytes = Vec::new();
    match arguments.format {
        Format::Table => report.write_table(&mut bytes, desk.terminal.width),
        Format::Json => report.write_json(&mut bytes),
        Format::Html => report.write_html(&mut bytes),
    }
    .map_err(Stop::because)?;
    match &arguments.out {
        None => super::super::deliver(&bytes)?,
        Some(path) => to_file(path, |mut file| {
            file.write_all(&bytes)?;
            file.flush()
        })
        .map_err(|why| Stop(format!("cannot write {}: {why}", path.display())))?,
    }
    Ok(NOTHING)
}
