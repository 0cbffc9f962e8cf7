//! `firstcontact prevent access`: what an unmanaged iPhone can reach.

use super::collect::Watcher;
use super::round::{Reachable, collect_and_tell, folder_name, surroundings, tenant};
use super::written::PaperFormat;
use super::{Desk, FINDINGS, NOTHING, Stop, deliver, snapshot, to_file};
use crate::app::access::{AccessPicture, Standing};
use crate::app::what_if::{Compared, compare, questions};
use crate::clock;
use crate::report::access;
use clap::{Args, ValueEnum};
use enrollment::snapshot::Snapshot;
use sources::live::{Event, what_if};
use std::io::Write as _;
use std::path::PathBuf;

/// What `prevent access` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact prevent access mine                  by a snapshot
  firstcontact prevent access --tenant contoso      read the tenant anew
  firstcontact prevent access mine --format json
  firstcontact prevent access mine --format pdf --out access.pdf
  firstcontact prevent access --tenant contoso --what-if 100
                                                    and hold it against Microsoft's own answers

The proof holds every combination of users, apps, clients, platforms that a device may claim, places
and ways to sign in against the policies that are switched on. What could not be read protects
nobody and is named.

Exit codes: 0 blocked everywhere that was seen, but perhaps for emergency accounts; 1 a way in, or
the policies were not read; 2 could not read.")]
pub(super) struct Arguments {
    /// The snapshot
    #[arg(value_name = "SNAPSHOT", conflicts_with = "tenant")]
    snapshot: Option<PathBuf>,
    /// Which tenant of the configuration to read anew; may be left out if there is one
    #[arg(long, short, value_name = "NAME")]
    tenant: Option<String>,
    /// Ask Microsoft about so many sampled sign-ins, too, and list where it answers otherwise; with
    /// a snapshot, `--of` names the tenant
    #[arg(long, value_name = "N")]
    what_if: Option<usize>,
    /// The tenant that a snapshot is of, for --what-if
    #[arg(long, value_name = "NAME", requires = "snapshot", requires = "what_if")]
    of: Option<String>,
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
    /// One document, schema firstcontact/access/1
    Json,
    /// For a ticket or a wiki
    Markdown,
    /// One file for a browser
    Html,
    /// To be printed
    Pdf,
}

/// Reads, proves, writes.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let folder = tempfile::tempdir().map_err(Stop::because)?;
    let asked = arguments.of.as_deref().or(arguments.tenant.as_deref());
    let tenant = if arguments.snapshot.is_none() || arguments.what_if.is_some() {
        Some(tenant(asked, desk)?)
    } else {
        None
    };
    let place = match (&arguments.snapshot, &tenant) {
        (None, Some(tenant)) => {
            let place = folder.path().join(folder_name(clock::now()));
            collect_and_tell(tenant, &place, desk)?;
            place
        }
        (path, _) => path.clone().unwrap_or_default(),
    };
    let snapshot = snapshot::open(&place, desk)?;
    let picture = AccessPicture::of(&snapshot);
    let compared = match (arguments.what_if, &tenant) {
        (Some(most), Some(tenant)) => Some(compared(&picture, &snapshot, most, tenant, desk)?),
        _ => None,
    };
    let printed = |format: PaperFormat| {
        let about = (snapshot.tenant.name.as_str(), snapshot.taken_at);
        format.bytes(&access::paper(&picture, desk.language, about))
    };
    let bytes = match arguments.format {
        Format::Table => {
            let (paint, width) = (desk.terminal.paint(), desk.terminal.width);
            let mut text = access::table(&picture, desk.language, paint, width);
            if let Some(compared) = &compared {
                text += "\n";
                text += &access::what_if_table(&picture, compared, desk.language);
            }
            text.into_bytes()
        }
        Format::Json => {
            let language = desk.for_machines().language;
            let mut document = access::json(&picture, snapshot.taken_at, language);
            if let Some(compared) = &compared {
                document["whatIf"] = access::what_if_json(&picture, compared, language);
            }
            let text = serde_json::to_string_pretty(&document).map_err(Stop::because)?;
            (text + "\n").into_bytes()
        }
        Format::Markdown => printed(PaperFormat::Md)?,
        Format::Html => printed(PaperFormat::Html)?,
        Format::Pdf => printed(PaperFormat::Pdf)?,
    };
    match &arguments.out {
        None => deliver(&bytes)?,
        Some(path) => to_file(path, |mut file| file.write_all(&bytes))
            .map_err(|error| Stop(format!("cannot write {}: {error}", path.display())))?,
    }
    Ok(match picture.standing() {
        Standing::Blocked => NOTHING,
        Standing::Open | Standing::NotSeen => FINDINGS,
    })
}

/// Asks Microsoft, and compares.
fn compared(
    picture: &AccessPicture,
    snapshot: &Snapshot,
    most: usize,
    tenant: &Reachable,
    desk: &Desk,
) -> Result<Compared, Stop> {
    let asked = questions(picture, snapshot, most);
    let watcher = Watcher::new(desk.terminal, desk.language);
    let watch = |event: Event<'_>| watcher.tell(event);
    let around = surroundings(&watch);
    let all: Vec<_> = asked.iter().map(|(_, question)| question.clone()).collect();
    let answers = what_if(&tenant.settings, &all, &around);
    watcher.bar.finish_and_clear();
    let answers = answers.map_err(|why| Stop(desk.language.told(&why.told())))?;
    Ok(compare(picture, &asked, answers))
}
