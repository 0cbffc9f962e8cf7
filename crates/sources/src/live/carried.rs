//! Audit events of an earlier snapshot, so that only what happened since is asked for. The windows
//! overlap, for events may come late; what both know is kept once.

use super::collections::{AUDIT_DAYS, moment, page_file};
use super::failure::CollectError;
use super::journal::{Journal, Progress};
use crate::import::SNAPSHOT_FILE;
use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::{Source, Tenant};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// By how much the new window begins before the last event that is known.
const OVERLAP_SECONDS: i64 = 3_600;
/// Under this name the journal notes how far the carrying came.
const NOTE: &str = "carried";

/// An earlier snapshot of the tenant, with all its audit events up to some moment.
pub(super) struct Earlier {
    pub(super) folder: PathBuf,
    /// From when on new events are asked for.
    pub(super) from: Moment,
}

#[derive(Deserialize, Default)]
struct Header {
    #[serde(default, rename = "takenAt")]
    taken_at: String,
    #[serde(default)]
    tenant: Value,
    #[serde(default)]
    gaps: Vec<Value>,
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Box<RawValue>>,
    links: Option<Links>,
}

#[derive(Deserialize)]
struct Links {
    next: Option<String>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: String,
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Deserialize, Default)]
struct Attributes {
    #[serde(default, rename = "eventDateTime")]
    at: String,
}

/// The newest snapshot of this tenant beside `out` whose audit events can be carried over.
pub(super) fn beside(out: &Path, tenant: &Tenant) -> Option<Earlier> {
    let folder = match out.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return None,
    };
    let entries = fs::read_dir(folder).ok()?;
    let mut known: Vec<(Moment, PathBuf)> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name() != out.file_name())
        .filter_map(|path| Some((header_of(&path, tenant)?, path)))
        .collect();
    known.sort();
    known
        .into_iter()
        .rev()
        .find_map(|(_, path)| in_folder(&path, tenant))
}

/// The snapshot in this folder, if its audit events can be carried over.
pub(super) fn in_folder(folder: &Path, tenant: &Tenant) -> Option<Earlier> {
    header_of(folder, tenant)?;
    let mut last = None;
    let mut ended = false;
    for number in 1.. {
        let Some(page) = page(folder, number) else {
            break;
        };
        ended = page
            .links
            .and_then(|it| it.next)
            .is_none_or(|it| it.is_empty());
        let rows = page.data.iter().filter_map(|row| row_of(row));
        last = last.max(rows.filter_map(|row| moment(&row.attributes.at)).max());
    }
    let from = last.filter(|_| ended)?.plus(-OVERLAP_SECONDS);
    let folder = folder.to_owned();
    Some(Earlier { folder, from })
}

/// When a snapshot of this tenant was taken, if all its audit events were read.
fn header_of(folder: &Path, tenant: &Tenant) -> Option<Moment> {
    let bytes = fs::read(folder.join(SNAPSHOT_FILE)).ok()?;
    let header: Header = serde_json::from_slice(&bytes).ok()?;
    let same = header.tenant["name"] == *tenant.name && header.tenant["id"] == *tenant.id;
    let events = Source::AuditEvents.name();
    let whole = !header.gaps.iter().any(|gap| gap["source"] == *events);
    moment(&header.taken_at).filter(|_| same && whole)
}

fn page(folder: &Path, number: u32) -> Option<Page> {
    let name = page_file(Source::AuditEvents.name(), number);
    serde_json::from_slice(&fs::read(folder.join(name)).ok()?).ok()
}

fn row_of(row: &RawValue) -> Option<Row> {
    serde_json::from_str(row.get()).ok()
}

/// Puts the earlier events behind the new ones, once all new ones are there.
pub(super) fn carry(journal: &Journal) -> Result<(), CollectError> {
    let stem = Source::AuditEvents.name();
    let progress = journal.progress(stem);
    let noted = journal.progress(NOTE);
    let is_read = progress.pages > 0 && progress.next.is_none();
    let is_done = noted.pages > 0 && noted.next.is_none();
    let Some(earlier) = journal.earlier.as_ref().filter(|_| is_read && !is_done) else {
        return Ok(());
    };
    // An interrupted carrying begins again behind the same page.
    let new = if noted.pages > 0 {
        noted.pages
    } else {
        progress.pages
    };
    let note = |next: Option<&str>| {
        let next = next.map(str::to_owned);
        journal.note(NOTE, Progress { pages: new, next })
    };
    note(Some("begun"))?;
    let mut known = HashSet::new();
    for number in 1..=new {
        let bytes = journal.page(stem, number)?;
        let page: Option<Page> = serde_json::from_slice(&bytes).ok();
        let rows = page.iter().flat_map(|page| &page.data);
        known.extend(rows.filter_map(|row| row_of(row)).map(|row| row.id));
    }
    let oldest = journal.started.plus(-AUDIT_DAYS * DAY);
    let mut number = new;
    for page in (1..).map_while(|number| page(&earlier.folder, number)) {
        let stays = |row: &Row| {
            let at = moment(&row.attributes.at);
            !known.contains(&row.id) && at.is_none_or(|at| at >= oldest)
        };
        let rows = page
            .data
            .iter()
            .filter(|row| row_of(row).is_some_and(|row| stays(&row)));
        let rows: Vec<&str> = rows.map(|row| row.get()).collect();
        if rows.is_empty() {
            continue;
        }
        number += 1;
        let body = format!("{{\"data\":[{}],\"links\":{{}}}}", rows.join(","));
        journal.store(stem, number, body.as_bytes(), None)?;
    }
    note(None)
}
