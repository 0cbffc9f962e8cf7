//! `firstcontact diagnose`: every device of a snapshot, or of a tenant that is collected first.

use super::{Desk, FINDINGS, NOTHING, Stop, round, snapshot, to_file, watch};
use crate::app::examine::Examiner;
use crate::app::fleet::Summary;
use crate::clock;
use crate::report::fleet::{FleetReport, Keep, TenantFinding};
use crate::report::machine::{junit, ocsf, sarif};
use crate::report::only::Only;
use crate::report::paint::Paint;
use crate::report::{csv, finding, html, json, markdown, ndjson, table};
use clap::{Args, ValueEnum};
use enrollment::correlate::{Fleet, correlate};
use enrollment::diagnosis::Weights;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `diagnose` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact diagnose mine                            the fleet at a glance
  firstcontact diagnose mine --only C01,tenant          one cause and one family
  firstcontact diagnose mine --format ndjson > all.ndjson   one device a line, for machines
  firstcontact diagnose mine --format html --out fleet.html --lang de
  firstcontact diagnose mine --fail-on C21,C22,C23      exit 1 only for these
  firstcontact diagnose --tenant contoso                collect and diagnose in one go
  firstcontact diagnose --tenant contoso --watch --every 1h   and say what changed

Exit codes: 0 nothing to mend, 1 findings, 2 could not read.")]
pub(super) struct Arguments {
    /// A snapshot: its directory, or a .tar or .tar.zst of it
    #[arg(required_unless_present = "tenant", conflicts_with = "tenant")]
    snapshot: Option<PathBuf>,
    /// A tenant of the configuration, which is collected first
    #[arg(long, short, value_name = "NAME")]
    tenant: Option<String>,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
    /// Where to write it instead of standard output; with --tenant, the folder in which the
    /// snapshot is kept [default: NAME-DATE]
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rounds: watch::Rounds,
    /// Write the faults of the tenant there, too, one a line, schema firstcontact/finding/1
    #[arg(long, value_name = "FILE")]
    findings: Option<PathBuf>,
    /// Only these causes or families, separated by commas
    #[arg(long, value_name = "CODES", value_parser = Only::parse)]
    only: Option<Only>,
    /// Exit with 1 only if one of these causes or families is found
    #[arg(long, value_name = "CODES", value_parser = Only::parse)]
    fail_on: Option<Only>,
    /// List every device that needs somebody, not only the worst
    #[arg(long)]
    all: bool,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    /// For a terminal: summary, causes, faults of the tenant, the worst devices
    Table,
    /// One device a line, schema firstcontact/diagnosis/1
    Ndjson,
    /// One document, schema firstcontact/fleet/1
    Json,
    /// One device a row
    Csv,
    /// For a ticket or a wiki
    Markdown,
    /// One self-contained page
    Html,
    /// For a SIEM: Open Cybersecurity Schema Framework 1.5, one event a line
    Ocsf,
    /// For a code host: SARIF 2.1.0
    Sarif,
    /// For a build server: JUnit's XML
    Junit,
}

/// Devices that a table lists.
const WORST_IN_TABLE: usize = 25;
/// Devices that a document lists.
const WORST_IN_DOCUMENT: usize = 1_000;

/// Reads, examines, writes; collects first, if a tenant is named.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    if let Some(path) = &arguments.snapshot {
        return diagnose(path, arguments, desk);
    }
    let watched = arguments.rounds.wanted();
    if watched && !matches!(arguments.format, Format::Table | Format::Ndjson) {
        let why = "--watch writes a table or ndjson; leave --format out, or say --format ndjson";
        return Err(Stop(why.to_owned()));
    }
    let tenant = round::tenant(arguments.tenant.as_deref(), desk)?;
    let place = arguments.out.clone().unwrap_or_else(|| {
        let day = clock::now().date();
        PathBuf::from(format!("{}-{day}", tenant.settings.name))
    });
    if watched {
        return watch::run(&tenant, &place, arguments, desk);
    }
    round::collect_and_tell(&tenant, &place, desk)?;
    diagnose(&place, arguments, desk)
}

/// Diagnoses a snapshot.
pub(super) fn diagnose(path: &Path, arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let weights = desk.weights()?;
    let snapshot = snapshot::open(path, desk)?;
    let fleet = correlate(&snapshot);
    let out = arguments.out_file();
    let told = match out {
        None => write(&fleet, &weights, path, arguments, desk, io::stdout()),
        Some(file) => to_file(file, |out| {
            write(&fleet, &weights, path, arguments, desk, out)
        }),
    };
    let told = match told {
        Ok(told) => told,
        // Whoever reads us has seen enough: `firstcontact diagnose … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(NOTHING),
        Err(error) => {
            let path = out.unwrap_or(Path::new("standard output"));
            return Err(Stop(format!("cannot write {}: {error}", path.display())));
        }
    };
    if let Some(path) = &arguments.findings {
        to_file(path, |mut out| finding::write(&told.findings, &mut out))
            .map_err(|error| Stop(format!("cannot write {}: {error}", path.display())))?;
    }
    Ok(if told.fails { FINDINGS } else { NOTHING })
}

impl Arguments {
    /// The file to write to. With a tenant, `--out` is where the snapshot goes.
    fn out_file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|_| self.tenant.is_none())
    }
}

/// What was written comes to.
struct Told {
    /// Whether the run found what it should fail on.
    fails: bool,
    findings: Vec<TenantFinding>,
}

fn write(
    fleet: &Fleet<'_>,
    weights: &Weights,
    path: &Path,
    arguments: &Arguments,
    desk: &Desk,
    mut out: impl Write + Send,
) -> io::Result<Told> {
    let language = desk.language;
    let only = &arguments.only.clone().unwrap_or_default();
    let keep = keep(arguments);
    let told = match arguments.format {
        Format::Ndjson => judge(arguments, &ndjson::write(fleet, weights, only, &mut out)?),
        Format::Json => judge(arguments, &json::write(fleet, weights, only, &mut out)?),
        Format::Csv => judge(arguments, &csv::write(fleet, weights, only, &mut out)?),
        Format::Ocsf => judge(arguments, &ocsf::write(fleet, weights, only, &mut out)?),
        Format::Sarif => judge(arguments, &sarif::write(fleet, weights, only, &mut out)?),
        Format::Junit => judge(arguments, &junit::write(fleet, weights, only, &mut out)?),
        Format::Table | Format::Markdown | Format::Html => {
            let examiner = Examiner::new(weights);
            let report = FleetReport::gather(fleet, &examiner, only, keep);
            match arguments.format {
                Format::Html => html::write(&report, language, &mut out)?,
                Format::Markdown => markdown::write(&report, language, &mut out)?,
                _ => {
                    let path = path.display().to_string();
                    let screen = table::Screen {
                        paint: Paint {
                            colour: desk.terminal.colour && arguments.out_file().is_none(),
                        },
                        width: desk.terminal.width,
                        snapshot: &path,
                    };
                    table::write(&report, language, &screen, &mut out)?;
                }
            }
            let fails = match &arguments.fail_on {
                None => report.has_findings(),
                Some(wanted) => {
                    let all = FleetReport::gather(fleet, &examiner, wanted, Keep::Worst(0));
                    !all.causes.is_empty() || !all.findings.is_empty()
                }
            };
            Told {
                fails,
                findings: report.findings,
            }
        }
    };
    out.flush()?;
    Ok(told)
}

fn keep(arguments: &Arguments) -> Keep {
    match arguments.format {
        _ if arguments.all => Keep::All,
        Format::Table => Keep::Worst(WORST_IN_TABLE),
        _ => Keep::Worst(WORST_IN_DOCUMENT),
    }
}

/// Whether the run found what it should fail on: by default anything to mend or to ask.
fn judge(arguments: &Arguments, summary: &Summary) -> Told {
    let fails = match &arguments.fail_on {
        None => summary.has_findings(),
        Some(wanted) => {
            summary.causes.iter().any(|(code, _)| wanted.keeps(*code))
                || summary
                    .findings
                    .iter()
                    .any(|finding| wanted.keeps(finding.code))
        }
    };
    let only = arguments.only.clone().unwrap_or_default();
    Told {
        fails,
        findings: TenantFinding::all(summary, &only),
    }
}
