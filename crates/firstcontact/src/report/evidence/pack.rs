//! The pack: what lies in it, the checksums of all of it; as a folder, and as one archive.

use super::{Status, control_text, read_in};
use crate::i18n::Language;
use crate::report::csv::cell;
use crate::report::figures::{Figures, Measured};
use crate::report::frameworks::{ATTRIBUTION, controls};
use crate::report::gap::Gap;
use aws_lc_rs::digest::{Context, SHA256};
use remedy::digest::Digest;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Write as _};
use std::path::{Path, PathBuf};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// The folder of the lists in the pack.
const LISTS: &str = "exceptions";

/// The pack cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// Something else lies there already.
    #[error("{0} is not empty, and nothing is overwritten; name another folder")]
    Occupied(PathBuf),
    /// A file cannot be read or written.
    #[error("cannot read or write {path}: {error}; check the place and its owner")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The archive cannot hold it.
    #[error("cannot pack the archive: {0}; take the folder of `firstcontact report`")]
    Archive(#[from] ZipError),
}

/// What a pack is made of.
pub struct Pack<'p> {
    /// The figures.
    pub figures: &'p Figures,
    /// The files that were read, relative to the snapshot, with their SHA-256.
    pub files: &'p [(String, String)],
    /// The document's name in the folder, and its bytes. Lists and the index are English.
    pub document: (&'p str, Vec<u8>),
}

impl Pack<'_> {
    /// Writes the folder, which must be empty or not be there.
    ///
    /// # Errors
    /// It is not empty, or a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), PackError> {
        if fs::read_dir(folder).is_ok_and(|mut found| found.next().is_some()) {
            return Err(PackError::Occupied(folder.to_owned()));
        }
        let exceptions = folder.join(LISTS);
        fs::create_dir_all(&exceptions).map_err(at(&exceptions))?;
        for (name, bytes) in self.contents() {
            let path = folder.join(name);
            fs::write(&path, bytes).map_err(at(&path))?;
        }
        Ok(())
    }

    /// The same files as one archive (ZIP). Each bears the time of the look and not that of the
    /// writing: the same pack gives the same bytes.
    ///
    /// # Errors
    /// A list is too long for an archive.
    pub fn archive(&self) -> Result<Vec<u8>, PackError> {
        let options = SimpleFileOptions::default()
            .last_modified_time(self.archived_at())
            .unix_permissions(0o644);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in self.contents() {
            archive.start_file(name, options)?;
            archive
                .write_all(&bytes)
                .map_err(at(Path::new("evidence.zip")))?;
        }
        Ok(archive.finish()?.into_inner())
    }

    /// The time of the look as an archive says it: to two seconds, from 1980 on.
    fn archived_at(&self) -> DateTime {
        let (year, month, day, hour, minute, second) = self.figures.taken_at.civil();
        let year = u16::try_from(year).unwrap_or_default();
        DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
    }

    /// Every file of the pack, its name with its bytes; the checksums of all others last.
    fn contents(&self) -> Vec<(String, Vec<u8>)> {
        let mut contents = vec![
            ("index.json".to_owned(), self.index().into_bytes()),
            ("sources.sha256".to_owned(), sums(self.files).into_bytes()),
        ];
        let (name, bytes) = &self.document;
        contents.push(((*name).to_owned(), bytes.clone()));
        for measured in &self.figures.measures {
            let name = format!("{LISTS}/{}.csv", measured.measure.name());
            contents.push((name, exceptions(self.figures, measured)));
        }
        contents.sort();
        let written = contents
            .iter()
            .map(|(name, bytes)| (name.clone(), digest(bytes)));
        let written: Vec<_> = written.collect();
        contents.push(("SHA256SUMS".to_owned(), sums(&written).into_bytes()));
        contents
    }

    /// The index, schema `firstcontact/evidence/1`.
    pub(super) fn index(&self) -> String {
        let figures = self.figures;
        let measures = figures.measures.iter().map(measure_entry);
        let entries = controls().into_iter().map(|control| {
            let measured = figures.measured(control.measure);
            json!({
                "framework": control.framework.name(),
                "control": control.id,
                "measure": control.measure.name(),
                "status": measured.map(|it| Status::of(it).name()),
            })
        });
        let unread = figures
            .unread
            .iter()
            .map(|it| serde_json::to_value(Gap::of(it)).unwrap_or_default());
        let losses = figures.losses.iter().map(|loss| {
            json!({
                "baseline": loss.title,
                "rules": loss.rules,
                "lostUnmanaged": loss.rules,
                "lostUnsupervised": loss.supervised_only,
                "notStated": loss.unsaid,
            })
        });
        let files = self
            .files
            .iter()
            .map(|(file, hash)| json!({ "file": file, "sha256": hash }));
        let index = json!({
            "schema": "firstcontact/evidence/1",
            "takenAt": figures.taken_at.to_string(),
            "tenant": { "name": figures.tenant.name, "id": figures.tenant.id },
            "devices": figures.devices,
            "measures": measures.collect::<Vec<Value>>(),
            "controls": entries.collect::<Vec<Value>>(),
            "controlLoss": {
                "source": ATTRIBUTION,
                "baselines": losses.collect::<Vec<Value>>(),
            },
            "notSeen": unread.collect::<Vec<Value>>(),
            "sources": files.collect::<Vec<Value>>(),
        });
        format!("{index:#}\n")
    }
}

fn measure_entry(measured: &Measured) -> Value {
    let (source, field) = read_in(measured.measure);
    json!({
        "measure": measured.measure.name(),
        "statement": control_text(Language::En, measured.measure),
        "source": source.name(),
        "field": field,
        "read": measured.looked_at().word(),
        "population": measured.population(),
        "met": measured.met,
        "exceptions": measured.exceptions.len(),
        "notSeen": measured.unseen,
        "status": Status::of(measured).name(),
        "list": format!("{LISTS}/{}.csv", measured.measure.name()),
    })
}

fn exceptions(figures: &Figures, measured: &Measured) -> Vec<u8> {
    let (source, field) = read_in(measured.measure);
    let at = figures.taken_at.to_string();
    let mut out = b"serial,measure,source,field,seen_at\r\n".to_vec();
    for serial in &measured.exceptions {
        for text in [
            serial.as_str(),
            measured.measure.name(),
            source.name(),
            field,
            &at,
        ] {
            cell(&mut out, text);
        }
        // The last cell's comma makes room for the end of the line.
        out.pop();
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// As `sha256sum` writes and checks it. A name with a line break would be two.
fn sums(files: &[(String, String)]) -> String {
    let clean = files
        .iter()
        .filter(|(name, _)| !name.contains(['\n', '\r', '\\']));
    clean.fold(String::new(), |sums, (name, hash)| {
        sums + hash + "  " + name + "\n"
    })
}

fn digest(bytes: &[u8]) -> String {
    let mut context = Context::new(&SHA256);
    context.update(bytes);
    hexadecimal(context)
}

fn hexadecimal(context: Context) -> String {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(context.finish().as_ref());
    Digest(bytes).to_string()
}

/// The SHA-256 of a file.
///
/// # Errors
/// It cannot be read.
pub fn digest_of(path: &Path) -> Result<String, PackError> {
    let mut file = File::open(path).map_err(at(path))?;
    let mut context = Context::new(&SHA256);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(at(path))? {
            0 => return Ok(hexadecimal(context)),
            read => context.update(&buffer[..read]),
        }
    }
}

/// Every file of a snapshot with its SHA-256, in the order of names: of its folder, or the archive
/// itself.
///
/// # Errors
/// A file cannot be read.
pub fn source_files(snapshot: &Path) -> Result<Vec<(String, String)>, PackError> {
    let folder = match snapshot.file_name() {
        Some(name) if name == "snapshot.json" => snapshot.parent().unwrap_or(Path::new(".")),
        _ => snapshot,
    };
    if !folder.is_dir() {
        let name = snapshot.file_name().unwrap_or_default();
        return Ok(vec![(
            name.to_string_lossy().into_owned(),
            digest_of(snapshot)?,
        )]);
    }
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(place) = open.pop() {
        for entry in fs::read_dir(&place).map_err(at(&place))? {
            let entry = entry.map_err(at(&place))?;
            let kind = entry.file_type().map_err(at(&place))?;
            // A link may lead anywhere; the reader of snapshots does not follow it, either.
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    let name = |path: &Path| {
        let inside = path.strip_prefix(folder).unwrap_or(path);
        let parts = inside.iter().map(|part| part.to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    };
    let hashed = found.iter().map(|path| Ok((name(path), digest_of(path)?)));
    let mut files: Vec<(String, String)> = hashed.collect::<Result<_, PackError>>()?;
    files.sort();
    Ok(files)
}

fn at(path: &Path) -> impl Fn(io::Error) -> PackError {
    let path = path.to_owned();
    move |error| PackError::File {
        path: path.clone(),
        error,
    }
}
