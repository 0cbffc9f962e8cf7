//! What the services answer from: the rows of a snapshot, by collection.

use crate::error::LabError;
use crate::simulate;
use crate::tier::Tier;
use crate::world::World;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The rows of one collection, as the interface shows them.
#[derive(Debug, Default)]
pub(super) struct Collection {
    pub(super) rows: Vec<Box<RawValue>>,
    by_id: BTreeMap<Box<str>, usize>,
}

impl Collection {
    fn push(&mut self, row: Box<RawValue>) {
        let key: Result<Key<'_>, _> = serde_json::from_str(row.get());
        if let Ok(key) = key {
            self.by_id.insert(key.id.into(), self.rows.len());
        }
        self.rows.push(row);
    }

    /// The row with this identifier.
    pub(super) fn row(&self, id: &str) -> Option<&RawValue> {
        self.by_id.get(id).map(|place| &*self.rows[*place])
    }
}

#[derive(Deserialize)]
struct Key<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Page {
    #[serde(alias = "data")]
    value: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    id: String,
    #[serde(borrow)]
    response: &'a RawValue,
}

#[derive(Deserialize)]
struct Linkage {
    id: String,
}

/// Everything that is known, by the name of its file.
#[derive(Debug, Default)]
pub(super) struct Stock {
    collections: BTreeMap<String, Collection>,
    /// Answers about one thing: `apple/appleCareCoverage/SERIAL` and the like.
    documents: BTreeMap<String, Box<RawValue>>,
    /// The service of each device at Apple.
    services: BTreeMap<String, String>,
    /// The truth, as it was written.
    pub(super) truth: Vec<u8>,
}

impl Stock {
    /// Reads what `simulate` wrote to a folder.
    pub(super) fn read(folder: &Path) -> Result<Self, LabError> {
        let mut stock = Self::default();
        for part in ["microsoft", "apple"] {
            let place = folder.join("snapshot").join(part);
            let entries = fs::read_dir(&place).map_err(LabError::reading(&place))?;
            // Pages are numbered, and their order is the order of the rows.
            let mut names = Vec::new();
            for entry in entries {
                let entry = entry.map_err(LabError::reading(&place))?;
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
            names.sort_unstable();
            for name in names {
                let path = place.join(&name);
                let bytes = unpacked(&path)?;
                let text = String::from_utf8_lossy(&bytes);
                stock.file(part, &name, &text).map_err(|why| {
                    LabError::Asked(format!("{} is no page: {why}", path.display()))
                })?;
            }
        }
        let path = folder.join("truth.ndjson");
        stock.truth = fs::read(&path).map_err(LabError::reading(&path))?;
        stock.join_services();
        Ok(stock)
    }

    /// Reads what a world shows now.
    pub(super) fn of(world: &World, tier: Tier) -> Result<Self, LabError> {
        let (files, truth) = simulate::render(world, tier)?;
        let mut stock = Self {
            truth,
            ..Self::default()
        };
        for (path, bytes) in files {
            let Some((part, name)) = path.split_once('/') else {
                continue;
            };
            let text = String::from_utf8_lossy(&bytes);
            stock
                .file(part, name, &text)
                .map_err(|why| LabError::Asked(format!("{path} is no page: {why}")))?;
        }
        stock.join_services();
        Ok(stock)
    }

    fn file(&mut self, part: &str, name: &str, text: &str) -> Result<(), serde_json::Error> {
        let name = name.strip_suffix(".zst").unwrap_or(name);
        let (name, kind) = name.rsplit_once('.').unwrap_or((name, ""));
        let numbered = name.rsplit_once('-').filter(|(_, number)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        let Some((stem, _)) = numbered else {
            let document = serde_json::from_str(text)?;
            self.documents.insert(format!("{part}/{name}"), document);
            return Ok(());
        };
        if kind == "ndjson" {
            for line in text.lines() {
                // A collection that was read and is empty is a page of its own kind.
                if let Ok(Line { id, response }) = serde_json::from_str(line) {
                    let key = format!("{part}/{stem}/{id}");
                    self.documents.insert(key, response.to_owned());
                }
            }
            return Ok(());
        }
        let page: Page = serde_json::from_str(text)?;
        let collection = self.collections.entry(format!("{part}/{stem}"));
        let collection = collection.or_default();
        for row in page.value {
            collection.push(row);
        }
        Ok(())
    }

    fn join_services(&mut self) {
        const LINKS: &str = "apple/mdmServerDevices.";
        for (name, collection) in &self.collections {
            let Some(service) = name.strip_prefix(LINKS) else {
                continue;
            };
            for row in &collection.rows {
                if let Ok(Linkage { id }) = serde_json::from_str(row.get()) {
                    self.services.insert(id, service.to_owned());
                }
            }
        }
    }

    /// A collection; none if the tenant's tier has no such interface.
    pub(super) fn collection(&self, name: &str) -> Option<&Collection> {
        self.collections.get(name)
    }

    /// An answer about one thing.
    pub(super) fn document(&self, name: &str) -> Option<&RawValue> {
        self.documents.get(name).map(AsRef::as_ref)
    }

    /// The identifier of the service that a device is assigned to.
    pub(super) fn service_of(&self, serial: &str) -> Option<&str> {
        self.services.get(serial).map(String::as_str)
    }
}

fn unpacked(path: &Path) -> Result<Vec<u8>, LabError> {
    let bytes = fs::read(path).map_err(LabError::reading(path))?;
    if path.extension().is_some_and(|ending| ending == "zst") {
        return zstd::decode_all(&bytes[..]).map_err(LabError::reading(path));
    }
    Ok(bytes)
}
