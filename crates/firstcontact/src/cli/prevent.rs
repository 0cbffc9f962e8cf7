//! `firstcontact prevent`: the checks that keep the next device from failing.

use super::device::{find, unknown};
use super::written::PaperFormat;
use super::{
    Desk, FAILED, FINDINGS, NOTHING, Stop, deliver, prevent_access, prevent_probe, round, snapshot,
    terminal, to_file,
};
use crate::app::examine::Examiner;
use crate::app::prevent_memory::{Memory, look, recall};
use crate::clock;
use crate::report::prevention::document::Document;
use crate::report::prevention::{json, ndjson, paper, rehearsal, table};
use crate::store;
use clap::{Args, Subcommand, ValueEnum};
use enrollment::case_file;
use enrollment::correlate::{Device, correlate};
use enrollment::timeline;
use rules::prevention::catalogue;
use rules::prevention::dry_run::{Around, Holders, rehearse};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What `prevent` takes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  firstcontact prevent mine                         every check: holds, alarms, or nobody can tell
  firstcontact prevent mine --only P05,P06 --format json
  firstcontact prevent mine --format pdf --out prevention.pdf
  firstcontact prevent --tenant contoso             collect and check in one go
  firstcontact prevent mine --store fleet.db        with what earlier looks remember
  firstcontact prevent --store fleet.db             the newest look of the store, with the trend
  firstcontact prevent device FC4JMGWXHM -s mine    what happens if it is switched on now?
  firstcontact prevent access mine                  can an unmanaged iPhone get in?
  firstcontact prevent probe --site Berlin          does this network let devices enroll?
  firstcontact explain P05                          what a check watches

Limits are set in firstcontact.toml:
  [prevent]
  sync-hours = 26

Exit codes: 0 no alarm, 1 alarms, 2 could not read.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// A snapshot: its directory, or a .tar or .tar.zst of it
    snapshot: Option<PathBuf>,
    /// A tenant of the configuration, which is collected first; with --store, the store's tenant
    #[arg(long, short, value_name = "NAME")]
    tenant: Option<String>,
    /// A store whose earlier looks say since when, and how it went
    #[arg(long, value_name = "FILE|URL")]
    store: Option<String>,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Where to write it instead of standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Only these checks, separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = check_code)]
    only: Vec<String>,
    /// When to exit with 1
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = FailOn::Alarm)]
    fail_on: FailOn,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What happens if a device is switched on now: gate by gate
    Device(DeviceArguments),
    /// Whether an unmanaged iPhone can get in, through what, and what would close it
    Access(prevent_access::Arguments),
    /// Whether the network here lets devices activate and enroll; run it at the site
    Probe(prevent_probe::Arguments),
}

/// What `prevent device` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 nothing was seen that keeps it from being enrolled; 1 it would stop, or it was set \
up already, or it is managed in another way; 2 could not read.")]
struct DeviceArguments {
    /// Serial numbers, or IMEIs
    #[arg(required = true)]
    serials: Vec<String>,
    /// The snapshot: its directory, or a .tar or .tar.zst of it
    #[arg(long, short, value_name = "DIR", default_value = ".")]
    snapshot: PathBuf,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = DeviceFormat::Text)]
    format: DeviceFormat,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal: alarms first
    Table,
    /// One document, schema firstcontact/prevention/1
    Json,
    /// One check a line
    Ndjson,
    /// For a ticket or a wiki
    Markdown,
    /// One file for a browser
    Html,
    /// To be printed
    Pdf,
}

/// What can be written about one device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum DeviceFormat {
    /// For a terminal
    Text,
    /// One object a line, schema firstcontact/dry-run/1
    Ndjson,
}

/// When a run fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum FailOn {
    /// A check alarms
    Alarm,
    /// A check alarms, or nobody can tell whether it holds
    CannotTell,
    /// Never
    Nothing,
}

/// Reads, measures, writes.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    match &arguments.command {
        Some(Command::Device(device)) => return devices(device, desk),
        Some(Command::Access(access)) => return prevent_access::run(access, desk),
        Some(Command::Probe(probe)) => return prevent_probe::run(probe, desk),
        None => {}
    }
    let mut document = match (&arguments.snapshot, &arguments.store, &arguments.tenant) {
        (Some(path), ..) => measured(path, arguments, desk)?,
        (None, Some(_), _) => remembered(arguments, desk)?,
        (None, None, Some(name)) => {
            let tenant = round::tenant(Some(name), desk)?;
            let place = PathBuf::from(format!("{name}-{}", clock::now().date()));
            round::collect_and_tell(&tenant, &place, desk)?;
            measured(&place, arguments, desk)?
        }
        (None, None, None) => return Err(Stop(desk.language.text("prevent-what"))),
    };
    if !arguments.only.is_empty() {
        document.narrow(|code| arguments.only.iter().any(|wanted| wanted == code));
    }
    deliver_document(&document, arguments, desk)?;
    let alarms = document.count("alarm") > 0;
    let untold = document.count("cannot_tell") > 0;
    let fails = match arguments.fail_on {
        FailOn::Alarm => alarms,
        FailOn::CannotTell => alarms || untold,
        FailOn::Nothing => false,
    };
    Ok(if fails { FINDINGS } else { NOTHING })
}

/// Measures a snapshot, with what the store remembers if one is named.
fn measured(path: &Path, arguments: &Arguments, desk: &Desk) -> Result<Document, Stop> {
    let snapshot = snapshot::open(path, desk)?;
    let name = arguments.tenant.as_deref().unwrap_or(&snapshot.tenant.name);
    let memory = match &arguments.store {
        Some(address) => memory(address, Some(name), desk)?,
        None => None,
    };
    let fleet = correlate(&snapshot);
    Ok(look(&fleet, desk.config.prevent.0.clone(), memory).0)
}

/// The newest look of the store.
fn remembered(arguments: &Arguments, desk: &Desk) -> Result<Document, Stop> {
    let address = arguments.store.as_deref().unwrap_or_default();
    let memory = memory(address, arguments.tenant.as_deref(), desk)?;
    let memory = memory.ok_or_else(|| Stop(desk.language.text("prevent-no-look")))?;
    Ok(memory.newest)
}

/// What a store remembers of a tenant; of the only one if none is named.
fn memory(address: &str, name: Option<&str>, desk: &Desk) -> Result<Option<Memory>, Stop> {
    let store = store::open_existing(address).map_err(Stop::because)?;
    let tenants = store.tenants().map_err(Stop::because)?;
    let names: Vec<&str> = tenants.iter().map(|(_, name)| name.as_str()).collect();
    let tenant = match (name, tenants.as_slice()) {
        (Some(name), _) => tenants.iter().find(|(_, known)| known == name),
        (None, [only]) => Some(only),
        (None, []) => None,
        (None, _) => {
            let values = [("names", names.join(", "))];
            let values = values.each_ref().map(|(key, text)| (*key, text.as_str()));
            return Err(Stop(desk.language.with("setting-which-tenant", &values)));
        }
    };
    let Some((tenant, _)) = tenant else {
        return Ok(None);
    };
    recall(&*store, *tenant).map_err(Stop::because)
}

fn deliver_document(document: &Document, arguments: &Arguments, desk: &Desk) -> Result<(), Stop> {
    let mut out = Vec::new();
    let language = desk.language;
    let printed = |format: PaperFormat| format.bytes(&paper(document, language));
    let written = match arguments.format {
        Format::Table => {
            let (paint, width) = (desk.terminal.paint(), desk.terminal.width);
            table::write(document, language, paint, width, &mut out).map_err(Stop::because)
        }
        Format::Json => json(document, &mut out).map_err(Stop::because),
        Format::Ndjson => ndjson(document, &mut out).map_err(Stop::because),
        Format::Markdown => printed(PaperFormat::Md).map(|bytes| out = bytes),
        Format::Html => printed(PaperFormat::Html).map(|bytes| out = bytes),
        Format::Pdf => printed(PaperFormat::Pdf).map(|bytes| out = bytes),
    };
    written?;
    match &arguments.out {
        None => deliver(&out),
        Some(path) => to_file(path, |mut file| file.write_all(&out))
            .map_err(|error| Stop(format!("cannot write {}: {error}", path.display()))),
    }
}

/// Dry runs of single devices.
fn devices(arguments: &DeviceArguments, desk: &Desk) -> Result<u8, Stop> {
    let snapshot = snapshot::open(&arguments.snapshot, desk)?;
    let fleet = correlate(&snapshot);
    let weights = desk.weights()?;
    let examiner = Examiner::new(&weights);
    let (mut code, mut out) = (NOTHING, Vec::new());
    let serials = &arguments.serials;
    let found: Vec<_> = serials
        .iter()
        .map(|text| (text, find(&fleet, text)))
        .collect();
    let known = found.iter().filter_map(|(_, device)| device.as_ref());
    let holders = Holders::of(&fleet, known);
    for (text, device) in found {
        let Some(device) = device else {
            let told = unknown(&fleet, text, &arguments.snapshot, desk.language);
            terminal::complain(&told);
            code = FAILED;
            continue;
        };
        let may_succeed = one(
            &device,
            &holders,
            &examiner,
            arguments.format,
            desk,
            &mut out,
        )?;
        if !may_succeed && code == NOTHING {
            code = FINDINGS;
        }
    }
    deliver(&out)?;
    Ok(code)
}

/// One dry run; whether it may succeed.
fn one(
    device: &Device<'_>,
    holders: &Holders<'_>,
    examiner: &Examiner<'_, ()>,
    format: DeviceFormat,
    desk: &Desk,
    out: &mut Vec<u8>,
) -> Result<bool, Stop> {
    let timeline = timeline::rebuild(device);
    let case = case_file::open(device, &timeline);
    let holder = holders.holder(device, &case);
    let around = Around::of(device.fleet);
    let run = rehearse(&case, timeline.used.is_some(), around, holder.as_ref());
    let advised = examiner.examine(device).judged.verdict.action;
    let run = run.knowing(advised);
    let serial = device.serial_text();
    match format {
        DeviceFormat::Text => {
            if !out.is_empty() {
                out.push(b'\n');
            }
            let (paint, width) = (desk.terminal.paint(), desk.terminal.width);
            rehearsal::write(serial, &run, desk.language, paint, width, out)
                .map_err(Stop::because)?;
        }
        DeviceFormat::Ndjson => {
            out.extend_from_slice(rehearsal::json(serial, &run).to_string().as_bytes());
            out.push(b'\n');
        }
    }
    Ok(run.may_succeed())
}

/// A check's code as people type it.
fn check_code(text: &str) -> Result<String, String> {
    let wanted = text.trim().to_ascii_uppercase();
    if catalogue::find(&wanted).is_some() {
        Ok(wanted)
    } else {
        Err("no check has this code; there are P01 to P18, see `firstcontact explain`".to_owned())
    }
}
