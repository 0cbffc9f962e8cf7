//! Makes a snapshot directory out of files that people exported, or adds them to one.
//!
//! The files are copied as they are; what they mean is decided when the snapshot is read. New
//! files are gathered in a folder beside the snapshot and moved into it when all is well, so that
//! a full disk or a power cut never leaves half a snapshot under its name.

mod api_page;
mod named_date;
mod placing;
mod probes;
mod snapshot_file;

pub use placing::Placement;

use crate::exports::{ExportKind, MappedColumn, TableReading, read_export};
use crate::gathering::Gathering;
use crate::probes::PROBES_FILE;
use crate::register::{
    COLUMNS_FILE, REGISTER_FILES, RegisterColumns, RegisterReading, read_register,
};
use crate::table::archive::{self, Container};
use api_page::ApiPage;
use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::{Gap, Source, Tenant};
use placing::Stage;
pub(crate) use snapshot_file::{NAME as SNAPSHOT_FILE, SnapshotFile};
use std::fmt;
use std::path::{Path, PathBuf};

/// Largest file that is taken in.
const FILE_BYTES_MAX: u64 = 1 << 30;
/// A file whose name tells a date further from the snapshot's than this is named.
const STALE: i64 = 7 * DAY;
/// The folder of exported files in a snapshot.
const EXPORTS: &str = "exports";

/// The customer's own list, and what was said about its columns.
#[derive(Clone, Debug, Default)]
pub struct RegisterFile {
    /// Where it is.
    pub path: PathBuf,
    /// Columns that overrule the guessing.
    pub columns: RegisterColumns,
}

/// What was imported.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// The snapshot directory.
    pub snapshot: PathBuf,
    /// Whether it was made now; else the files were added to it.
    pub created: bool,
    /// The time of the snapshot: the given one, or that of the existing snapshot if it is later.
    pub taken_at: Moment,
    /// What became of each file, and of each file within an archive.
    pub files: Vec<FileReport>,
    /// What the register was understood as.
    pub register: Option<RegisterReading>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The file; within an archive followed by `/` and the name of the file in it.
    pub name: String,
    /// What it is; a workbook may hold several tables.
    pub kinds: Vec<ImportedKind>,
    /// Where it is now, or why it is not.
    pub placement: Placement,
    /// Rows that can be used.
    pub rows: u64,
    /// Columns that are used.
    pub columns: Vec<MappedColumn>,
    /// Columns that mean nothing to this program.
    pub columns_ignored: usize,
    /// What a person should know before trusting it.
    pub problems: Vec<String>,
    /// The date that its name tells.
    pub named_date: Option<Moment>,
}

/// What an imported file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportedKind {
    /// A file exported from a portal.
    Export(ExportKind),
    /// A page of an API, as it was sent.
    ApiPage(Source),
    /// Probes of sites' networks.
    Probes,
    /// The customer's own list.
    Register,
}

impl fmt::Display for ImportedKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Export(kind) => kind.fmt(f),
            Self::ApiPage(source) => write!(f, "page of {source}"),
            Self::Probes => f.write_str("probes"),
            Self::Register => f.write_str("register"),
        }
    }
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// No file was given.
    #[error("no file was given; name the exported files, or a register")]
    NoFiles,
    /// The directory is something else.
    #[error("{path} exists and is no snapshot directory; name another one, or an empty one")]
    NoSnapshot {
        /// The directory.
        path: PathBuf,
    },
    /// The snapshot is packed.
    #[error("{path} is a file; unpack the snapshot, or name a directory")]
    Packed {
        /// The file.
        path: PathBuf,
    },
    /// `snapshot.json` cannot be understood.
    #[error("{path} cannot be understood: {why}; nothing was changed")]
    BadSnapshotFile {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The snapshot belongs to somebody else.
    #[error("{path} is a snapshot of {there}, not of {given}; name another directory, or --force")]
    OtherTenant {
        /// The directory.
        path: PathBuf,
        /// Whose it is.
        there: String,
        /// Whose files were to be added.
        given: String,
    },
    /// Every file was refused.
    #[error("nothing could be imported:\n{}", reasons(files))]
    NothingUsable {
        /// What became of each file.
        files: Vec<FileReport>,
    },
    /// The disk.
    #[error("cannot {doing} {path}: {source}")]
    Disk {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
}

fn reasons(files: &[FileReport]) -> String {
    let lines = files.iter().map(|file| match &file.placement {
        Placement::Refused { why } => format!("  {}: {why}", file.name),
        _ => format!("  {}", file.name),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Makes the snapshot directory `out`, or adds to it if there is one already.
///
/// Files that are not understood are refused by name while the others are imported; only if all
/// are refused is it an error. Nothing that exists is overwritten without `force`: an export of
/// the same name gets a number, a register is refused. With `force` both are replaced, the time
/// of the snapshot is set to `taken_at`, and a snapshot of another tenant is accepted.
pub fn into_snapshot(
    files: &[PathBuf],
    register: Option<&RegisterFile>,
    out: &Path,
    taken_at: Moment,
    tenant: &Tenant,
    force: bool,
) -> Result<ImportReport, ImportError> {
    if files.is_empty() && register.is_none() {
        return Err(ImportError::NoFiles);
    }
    let existing = SnapshotFile::find(out)?;
    let created = existing.is_none();
    // A probe says itself when it was made, and makes nothing else in the snapshot newer.
    let taken_at = match &existing {
        Some(existing) if register.is_none() && files.iter().all(|it| holds_probes(it)) => {
            existing.taken_at()
        }
        _ => taken_at,
    };
    let snapshot = match existing {
        Some(existing) => existing.joined_by(out, taken_at, tenant, force)?,
        None => SnapshotFile::new(taken_at, tenant),
    };
    let mut import = Import {
        stage: Stage::open(out, force)?,
        taken_at: snapshot.taken_at(),
        files: Vec::new(),
    };
    for file in files {
        import.take(file)?;
    }
    let mut reading = None;
    if let Some(register) = register {
        reading = import.take_register(register)?;
    }
    let refused = |file: &FileReport| matches!(file.placement, Placement::Refused { .. });
    if import.files.iter().all(refused) {
        return Err(ImportError::NothingUsable {
            files: import.files,
        });
    }
    import.stage.commit(&snapshot.to_json())?;
    Ok(ImportReport {
        snapshot: out.to_owned(),
        created,
        taken_at: snapshot.taken_at(),
        files: import.files,
        register: reading,
    })
}

fn holds_probes(path: &Path) -> bool {
    read(path).is_ok_and(|bytes| probes::is_probes(&bytes))
}

/// An import under way.
struct Import {
    stage: Stage,
    taken_at: Moment,
    files: Vec<FileReport>,
}

impl Import {
    /// Takes in one file of any kind.
    fn take(&mut self, path: &Path) -> Result<(), ImportError> {
        let name = path.display().to_string();
        let file_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let file_name = file_name.unwrap_or_default();
        let bytes = match read(path) {
            Ok(bytes) => bytes,
            Err(why) => {
                self.files.push(FileReport::refused(&name, why));
                return Ok(());
            }
        };
        if let Some(page) = ApiPage::named(&file_name) {
            return self.take_page(&name, &page, &bytes);
        }
        if probes::is_probes(&bytes) {
            return self.take_probes(&name, &bytes);
        }
        if archive::look(&bytes) != Container::Zip {
            return self.take_export(&name, &file_name, &bytes);
        }
        let mut entries = Vec::new();
        let unpacked = archive::unpack(&bytes, &mut |entry| entries.push(entry));
        if let Err(fault) = unpacked {
            self.files
                .push(FileReport::refused(&name, fault.to_string()));
        } else if entries.is_empty() {
            let why = "the archive holds no file; export it again".to_owned();
            self.files.push(FileReport::refused(&name, why));
        }
        for entry in entries {
            let within = format!("{name}/{}", entry.name);
            match entry.content {
                Ok(content) => self.take_export(&within, &entry.name, &content)?,
                Err(fault) => self
                    .files
                    .push(FileReport::refused(&within, fault.to_string())),
            }
        }
        Ok(())
    }

    fn take_page(&mut self, name: &str, page: &ApiPage, bytes: &[u8]) -> Result<(), ImportError> {
        let mut report = FileReport::new(name);
        match page.check(bytes) {
            Ok(rows) => {
                report.kinds.push(ImportedKind::ApiPage(page.source));
                report.rows = rows;
                report.placement = self.stage.place_page(page, bytes)?;
            }
            Err(why) => report.placement = Placement::Refused { why },
        }
        self.files.push(report);
        Ok(())
    }

    /// Probes come from several people, and join those that are there.
    fn take_probes(&mut self, name: &str, bytes: &[u8]) -> Result<(), ImportError> {
        let mut report = FileReport::new(name);
        match probes::check(bytes) {
            Ok(lines) => {
                report.kinds.push(ImportedKind::Probes);
                report.rows = lines.len() as u64;
                report.placement = self.stage.add_lines(PROBES_FILE, &lines)?;
            }
            Err(why) => report.placement = Placement::Refused { why },
        }
        self.files.push(report);
        Ok(())
    }

    fn take_export(
        &mut self,
        name: &str,
        file_name: &str,
        bytes: &[u8],
    ) -> Result<(), ImportError> {
        // A rehearsal: the rows are thrown away, what was made of them is reported.
        let into = Gathering::new(0);
        let reading = read_export(file_name, bytes, self.taken_at, &into);
        let gaps = into.finish(self.taken_at, Tenant::default()).gaps;
        let mut report = FileReport::new(name);
        for table in &reading.tables {
            report.add(table);
        }
        if !reading.is_recognised() {
            let why = reading
                .tables
                .iter()
                .find_map(|table| table.problem.clone());
            let why = why.unwrap_or_else(|| "no known export".to_owned());
            report.placement = Placement::Refused {
                why: format!("{why}. Your own list of devices is given with --register"),
            };
            self.files.push(report);
            return Ok(());
        }
        report.problems.extend(gaps.iter().map(problem));
        report.date(file_name, self.taken_at);
        let workbook = archive::look(bytes) == Container::Workbook;
        let extension = if workbook { "xlsx" } else { "csv" };
        report.placement = self.stage.place_export(file_name, extension, bytes)?;
        self.files.push(report);
        Ok(())
    }

    fn take_register(
        &mut self,
        register: &RegisterFile,
    ) -> Result<Option<RegisterReading>, ImportError> {
        let name = register.path.display().to_string();
        let mut report = FileReport::new(&name);
        report.kinds.push(ImportedKind::Register);
        let understood = read(&register.path).and_then(|bytes| {
            let into = Gathering::new(0);
            let columns = Some(&register.columns);
            let reading = read_register(&name, &bytes, columns, self.taken_at, &into);
            let gaps = into.finish(self.taken_at, Tenant::default()).gaps;
            reading
                .map(|reading| (bytes, reading, gaps))
                .map_err(|fault| fault.to_string())
        });
        let (bytes, reading, gaps) = match understood {
            Ok(understood) => understood,
            Err(why) => {
                report.placement = Placement::Refused { why };
                self.files.push(report);
                return Ok(None);
            }
        };
        report.rows = reading.rows;
        report.problems.extend(reading.notes.iter().cloned());
        report.problems.extend(gaps.iter().map(problem));
        report.columns_ignored = reading.headers.len() - reading.columns.len();
        let columns = reading.columns.iter().map(|choice| MappedColumn {
            header: choice.header.clone(),
            field: choice.field.word(),
        });
        report.columns = columns.collect();
        let workbook = archive::look(&bytes) == Container::Workbook;
        let place = REGISTER_FILES[usize::from(workbook)];
        let other = REGISTER_FILES[usize::from(!workbook)];
        let said = (!register.columns.is_empty())
            .then(|| serde_json::to_vec_pretty(&register.columns))
            .and_then(Result::ok);
        let aside = [(other, None), (COLUMNS_FILE, said.as_deref())];
        report.placement = self.stage.place_alone(place, &bytes, &aside)?;
        let refused = matches!(report.placement, Placement::Refused { .. });
        self.files.push(report);
        Ok((!refused).then_some(reading))
    }
}

impl FileReport {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kinds: Vec::new(),
            placement: Placement::Refused { why: String::new() },
            rows: 0,
            columns: Vec::new(),
            columns_ignored: 0,
            problems: Vec::new(),
            named_date: None,
        }
    }

    fn refused(name: &str, why: String) -> Self {
        let mut report = Self::new(name);
        report.placement = Placement::Refused { why };
        report
    }

    fn add(&mut self, table: &TableReading) {
        self.kinds.extend(table.kind.map(ImportedKind::Export));
        self.rows += table.rows;
        self.columns.extend(table.columns.iter().cloned());
        self.columns_ignored += table.columns_ignored;
        if let Some(encoding) = table.encoding.filter(|encoding| encoding.is_guess()) {
            self.problems
                .push(format!("no UTF-8; it was read as {encoding}"));
        }
    }

    fn date(&mut self, file_name: &str, taken_at: Moment) {
        self.named_date = named_date::find(file_name);
        let Some(named) = self.named_date else { return };
        let age = taken_at.since(named);
        if !(-DAY..=STALE).contains(&age) {
            self.problems.push(format!(
                "its name tells {}, the snapshot is of {}",
                named.date(),
                taken_at.date()
            ));
        }
    }
}

fn problem(gap: &Gap) -> String {
    let row = gap
        .row
        .map(|row| format!("row {row}, "))
        .unwrap_or_default();
    let field = gap
        .field
        .as_ref()
        .map(|field| format!("{field}: "))
        .unwrap_or_default();
    let more = match gap.count {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    format!("{row}{field}{}{more}", gap.detail)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |fault: std::io::Error| format!("it cannot be read: {fault}");
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err("a directory; name the files in it".to_owned());
    }
    if metadata.len() > FILE_BYTES_MAX {
        return Err(format!(
            "larger than {} MiB; split it",
            FILE_BYTES_MAX >> 20
        ));
    }
    std::fs::read(path).map_err(unreadable)
}

#[cfg(test)]
mod tests;
