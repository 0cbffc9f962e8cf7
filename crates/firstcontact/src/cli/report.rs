//! `firstcontact report`: documents for people who decide, check and administer, and formats for
//! other machines.

use super::written::{Paper, PaperFormat};
use super::{Desk, FINDINGS, NOTHING, Stop, round, snapshot, to_file};
use crate::app::examine::Examiner;
use crate::app::remember::recall;
use crate::report::evidence::{self, Pack, source_files};
use crate::report::figures::{Figures, Past, gather};
use crate::report::only::Only;
use crate::report::{csv, executive, json, kit, machine, workbook};
use crate::store::{self, Store, Tenant};
use clap::{Args, ValueEnum};
use enrollment::correlate::{Fleet, correlate};
use enrollment::diagnosis::Weights;
use enrollment::snapshot::Snapshot;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `report` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Kinds and their formats, the first one if none is named:
  executive   html pdf md            two to four pages: safe? what does it cost? what is wanted?
  evidence    html pdf md            a folder for auditors: controls, exceptions, checksums
  workbook    xlsx                   devices, findings, causes, suppliers, costs with formulas
  kit         html pdf md            a folder: procurement policy, supplier, joiner, holder
  machine     ocsf sarif junit csv json   for a SIEM, a code host, a build server

Examples:
  firstcontact report mine --out report.html
  firstcontact report mine --out report.pdf --lang de
  firstcontact report mine --store fleet.db --out report.html   with the trend, and what was done
  firstcontact report mine --kind evidence --out evidence
  firstcontact report mine --kind workbook --out fleet.xlsx
  firstcontact report mine --format ocsf > events.ndjson
  firstcontact report --tenant contoso --out report.html        reads the tenant anew

What is reckoned with stands under [report.costs] in firstcontact.toml.

Exit codes: 0 written, nothing to mend; 1 written, with findings; 2 not written.")]
pub(super) struct Arguments {
    /// A snapshot: its directory, or a .tar or .tar.zst of it
    #[arg(required_unless_present = "tenant", conflicts_with = "tenant")]
    snapshot: Option<PathBuf>,
    /// A tenant of the configuration, which is read anew
    #[arg(long, short, value_name = "NAME")]
    tenant: Option<String>,
    /// Which report; by the format if only that is named
    #[arg(long, short, value_enum)]
    kind: Option<Kind>,
    /// As what
    #[arg(long, short, value_enum)]
    format: Option<Format>,
    /// The file to write, or the folder for evidence and kit; standard output if none is named
    #[arg(long, short, value_name = "FILE|DIR")]
    out: Option<PathBuf>,
    /// The store with the history and with what was done; without it the report says so
    #[arg(
        long,
        value_name = "FILE|URL",
        env = "FIRSTCONTACT_STORE",
        hide_env_values = true
    )]
    store: Option<String>,
}

/// Which report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Kind {
    /// For whoever decides
    Executive,
    /// For auditors
    Evidence,
    /// For administrators
    Workbook,
    /// What a company lays down
    Kit,
    /// For other machines
    Machine,
}

/// As what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    /// One file for a browser
    Html,
    /// To be printed
    Pdf,
    /// For a ticket or a wiki
    Md,
    /// For a spreadsheet
    Xlsx,
    /// Open Cybersecurity Schema Framework 1.5, one event a line
    Ocsf,
    /// SARIF 2.1.0
    Sarif,
    /// JUnit's XML
    Junit,
    /// One device a row
    Csv,
    /// One document, schema firstcontact/fleet/1
    Json,
}

impl Kind {
    const fn formats(self) -> &'static [Format] {
        match self {
            Self::Executive | Self::Evidence | Self::Kit => {
                &[Format::Html, Format::Pdf, Format::Md]
            }
            Self::Workbook => &[Format::Xlsx],
            Self::Machine => &[
                Format::Ocsf,
                Format::Sarif,
                Format::Junit,
                Format::Csv,
                Format::Json,
            ],
        }
    }

    const fn of(format: Format) -> Self {
        match format {
            Format::Html | Format::Pdf | Format::Md => Self::Executive,
            Format::Xlsx => Self::Workbook,
            Format::Ocsf | Format::Sarif | Format::Junit | Format::Csv | Format::Json => {
                Self::Machine
            }
        }
    }
}

impl Format {
    fn word(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// By the ending of a file's name.
    fn of(out: &Path) -> Option<Self> {
        let ending = out.extension()?.to_str()?.to_ascii_lowercase();
        Self::value_variants()
            .iter()
            .copied()
            .find(|format| format.word() == ending)
    }

    const fn paper(self) -> PaperFormat {
        match self {
            Self::Pdf => PaperFormat::Pdf,
            Self::Md => PaperFormat::Md,
            _ => PaperFormat::Html,
        }
    }
}

/// Reads, works out, writes.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    // Before anything is read: a wish that cannot be met costs nobody a quarter of an hour.
    let (kind, format) = wanted(arguments)?;
    let folder = tempfile::tempdir().map_err(Stop::because)?;
    let place = match &arguments.snapshot {
        Some(path) => path.clone(),
        None => fresh(arguments, &folder.path().join("snapshot"), desk)?,
    };
    let mut snapshot = snapshot::open(&place, desk)?;
    let past = remembered(arguments, &mut snapshot)?;
    let fleet = correlate(&snapshot);
    let weights = desk.weights()?;
    let figures = gather(
        &fleet,
        &Examiner::new(&weights),
        (&desk.config.report.costs, &desk.config.prevent.0),
        past,
    );
    let source = Report {
        fleet: &fleet,
        weights: &weights,
        figures: &figures,
        place: &place,
        desk,
    };
    source.write(kind, format, arguments.out.as_deref())?;
    Ok(if has_findings(&figures) {
        FINDINGS
    } else {
        NOTHING
    })
}

/// Reads the tenant anew, for this report alone.
fn fresh(arguments: &Arguments, place: &Path, desk: &Desk) -> Result<PathBuf, Stop> {
    let tenant = round::tenant(arguments.tenant.as_deref(), desk)?;
    round::collect_and_tell(&tenant, place, desk)?;
    Ok(place.to_owned())
}

fn wanted(arguments: &Arguments) -> Result<(Kind, Format), Stop> {
    let out = arguments.out.as_deref();
    let named = arguments.format.or_else(|| out.and_then(Format::of));
    let kind = arguments.kind.or_else(|| named.map(Kind::of));
    let kind = kind.unwrap_or(Kind::Executive);
    let format = match (arguments.format, named) {
        // An ending that does not fit is part of a folder's name.
        (None, Some(guess)) if !kind.formats().contains(&guess) => kind.formats()[0],
        (_, Some(format)) => format,
        (_, None) => kind.formats()[0],
    };
    if !kind.formats().contains(&format) {
        let words: Vec<String> = kind.formats().iter().map(|it| it.word()).collect();
        let kind = kind.to_possible_value();
        let kind = kind.as_ref().map_or("it", |kind| kind.get_name());
        return Err(Stop(format!(
            "{kind} is not written as {}; choose one of: {}",
            format.word(),
            words.join(", ")
        )));
    }
    let needs_place = matches!(kind, Kind::Evidence | Kind::Kit | Kind::Workbook);
    if needs_place && out.is_none() {
        let what = if kind == Kind::Workbook {
            "a file, such as fleet.xlsx"
        } else {
            "a folder"
        };
        return Err(Stop(format!("name {what} with --out")));
    }
    if format == Format::Pdf && !press::pdf::is_built() {
        return Err(Stop::because(press::pdf::PdfError::NotBuilt));
    }
    Ok((kind, format))
}

/// What the store remembers; what earlier looks know and what people said joins the snapshot.
fn remembered(arguments: &Arguments, snapshot: &mut Snapshot) -> Result<Option<Past>, Stop> {
    let Some(address) = &arguments.store else {
        return Ok(None);
    };
    let store = store::open_existing(address).map_err(Stop::because)?;
    let tenant = tenant(&*store, arguments.tenant.as_deref(), &snapshot.tenant.name)?;
    recall(snapshot, &*store, tenant).map_err(Stop::because)?;
    let past = Past::read(&*store, tenant, snapshot.taken_at).map_err(Stop::because)?;
    Ok(Some(past))
}

/// The tenant in the store: of the name that was given, of the snapshot's name, or the only one.
fn tenant(store: &dyn Store, named: Option<&str>, own: &str) -> Result<Tenant, Stop> {
    let tenants = store.tenants().map_err(Stop::because)?;
    let find = |name: &str| tenants.iter().find(|(_, known)| known == name);
    let found = named.and_then(find).or_else(|| find(own));
    match (found, tenants.as_slice()) {
        (Some((tenant, _)), _) | (None, [(tenant, _)]) => Ok(*tenant),
        (None, []) => Err(Stop(
            "the store is empty; fill it with `firstcontact store ingest`, or leave --store out"
                .to_owned(),
        )),
        (None, known) => {
            let known: Vec<&str> = known.iter().map(|(_, name)| name.as_str()).collect();
            Err(Stop(format!(
                "the store has no tenant {own:?}, but: {}; give --store another one",
                known.join(", ")
            )))
        }
    }
}

/// Whether anything is to be mended or asked.
fn has_findings(figures: &Figures) -> bool {
    use enrollment::diagnosis::Standing::{CannotTell, NeedsYou};
    figures.on(NeedsYou) + figures.on(CannotTell) > 0 || !figures.faults.is_empty()
}

/// What reports are made of.
pub(super) struct Report<'r> {
    pub(super) fleet: &'r Fleet<'r>,
    pub(super) weights: &'r Weights,
    pub(super) figures: &'r Figures,
    /// Where the snapshot lies.
    pub(super) place: &'r Path,
    pub(super) desk: &'r Desk,
}

impl Report<'_> {
    /// Writes a report of a kind, in one of its formats.
    pub(super) fn write(&self, kind: Kind, format: Format, out: Option<&Path>) -> Result<(), Stop> {
        match (kind, out) {
            (Kind::Executive, out) => {
                let document = executive::document(self.figures, self.desk.language);
                let format = Some(format.paper());
                Paper { format, out }.write(&document)
            }
            (Kind::Machine, out) => self.machine(format, out),
            (Kind::Evidence, Some(folder)) => self.evidence(format, folder),
            (Kind::Kit, Some(folder)) => self.kit(format, folder),
            (Kind::Workbook, Some(file)) => self.workbook(file),
            (Kind::Evidence | Kind::Kit | Kind::Workbook, None) => {
                Err(Stop("name a place with --out".to_owned()))
            }
        }
    }

    fn evidence(&self, format: Format, folder: &Path) -> Result<(), Stop> {
        let files = source_files(self.place).map_err(Stop::because)?;
        let language = self.desk.language;
        let document = evidence::document(self.figures, &files, language);
        let pack = Pack {
            figures: self.figures,
            files: &files,
            document: (
                &format!("evidence.{}", format.word()),
                format.paper().bytes(&document)?,
            ),
        };
        pack.write(folder).map_err(Stop::because)
    }

    fn kit(&self, format: Format, folder: &Path) -> Result<(), Stop> {
        let (company, contact) = self.people();
        let facts = kit::KitFacts::of(self.fleet, company, contact);
        std::fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
        let documents = kit::documents(&facts, self.desk.language);
        for (name, document) in kit::FILES.iter().zip(&documents) {
            let path = folder.join(format!("{name}.{}", format.word()));
            let paper = Paper {
                format: Some(format.paper()),
                out: Some(&path),
            };
            paper.write(document)?;
        }
        Ok(())
    }

    /// The company and its help desk, as the configuration calls them.
    fn people(&self) -> (&str, &str) {
        let tenants = &self.desk.config.tenant;
        let own = tenants.get(&self.fleet.snapshot.tenant.name);
        let only = tenants.values().next().filter(|_| tenants.len() == 1);
        let remedy = own.or(only).and_then(|tenant| tenant.remedy.as_ref());
        let company = remedy.and_then(|remedy| remedy.company.as_deref());
        let contact = remedy.and_then(|remedy| remedy.contact.as_deref());
        (company.unwrap_or(""), contact.unwrap_or(""))
    }

    fn workbook(&self, file: &Path) -> Result<(), Stop> {
        let written = to_file(file, |out| {
            let Self {
                fleet,
                weights,
                figures,
                desk,
                ..
            } = self;
            workbook::write(fleet, weights, figures, desk.language, out).map_err(io::Error::other)
        });
        written.map_err(|error| unwritten(file, &error))
    }

    fn machine(&self, format: Format, out: Option<&Path>) -> Result<(), Stop> {
        let written = match out {
            None => self.told(format, &mut io::stdout()),
            Some(file) => to_file(file, |mut out| self.told(format, &mut out)),
        };
        match written {
            // Whoever reads us has seen enough.
            Err(error) if out.is_none() && error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(unwritten(
                out.unwrap_or(Path::new("standard output")),
                &error,
            )),
            Ok(()) => Ok(()),
        }
    }

    fn told(&self, format: Format, out: &mut (impl Write + Send)) -> io::Result<()> {
        let (fleet, weights, only) = (self.fleet, self.weights, &Only::default());
        match format {
            Format::Sarif => machine::sarif::write(fleet, weights, only, out)?,
            Format::Junit => machine::junit::write(fleet, weights, only, out)?,
            Format::Csv => csv::write(fleet, weights, only, out)?,
            Format::Json => json::write(fleet, weights, only, out)?,
            Format::Ocsf | Format::Html | Format::Pdf | Format::Md | Format::Xlsx => {
                let summary = machine::ocsf::write(fleet, weights, only, out)?;
                machine::ocsf::write_controls(self.figures, out)?;
                summary
            }
        };
        out.flush()
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Stop {
    let path = path.display();
    Stop(format!(
        "cannot write {path}: {error}; check the place, or name another one with --out"
    ))
}
