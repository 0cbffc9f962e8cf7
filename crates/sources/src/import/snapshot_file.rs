//! `snapshot.json`: whose snapshot it is, of when, and what its collector could not read.

use super::ImportError;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::Tenant;
use serde_json::{Map, Value, json};
use std::io::ErrorKind;
use std::path::Path;

/// The name of the file.
pub(crate) const NAME: &str = "snapshot.json";
/// The version of the snapshot contract.
const SCHEMA: u64 = 1;

/// The content of `snapshot.json`, with fields that this version does not know.
pub(crate) struct SnapshotFile {
    fields: Map<String, Value>,
    taken_at: Moment,
    tenant: Tenant,
}

impl SnapshotFile {
    /// A new one.
    pub(crate) fn new(taken_at: Moment, tenant: &Tenant) -> Self {
        Self {
            fields: Map::new(),
            taken_at,
            tenant: tenant.clone(),
        }
    }

    /// The same, with what could not be read.
    pub(crate) fn with_gaps(mut self, gaps: Vec<Value>) -> Self {
        self.fields.insert("gaps".to_owned(), gaps.into());
        self
    }

    /// The one of a directory; `None` if the directory does not exist or is empty.
    pub(crate) fn find(directory: &Path) -> Result<Option<Self>, ImportError> {
        let disk = |doing, source| ImportError::Disk {
            doing,
            path: directory.to_owned(),
            source,
        };
        match std::fs::metadata(directory) {
            Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
            Err(fault) => return Err(disk("look at", fault)),
            Ok(metadata) if !metadata.is_dir() => {
                let path = directory.to_owned();
                return Err(ImportError::Packed { path });
            }
            Ok(_) => {}
        }
        let path = directory.join(NAME);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(fault) if fault.kind() == ErrorKind::NotFound => {
                let mut entries =
                    std::fs::read_dir(directory).map_err(|fault| disk("list", fault))?;
                return match entries.next() {
                    None => Ok(None),
                    Some(_) => Err(ImportError::NoSnapshot {
                        path: directory.to_owned(),
                    }),
                };
            }
            Err(fault) => return Err(disk("read", fault)),
        };
        let read = Self::parse(&bytes);
        read.map(Some)
            .map_err(|why| ImportError::BadSnapshotFile { path, why })
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let fields: Map<String, Value> =
            serde_json::from_slice(bytes).map_err(|fault| fault.to_string())?;
        match fields.get("schema").and_then(Value::as_u64) {
            Some(SCHEMA) => {}
            Some(other) => {
                return Err(format!(
                    "its schema is {other}, this version knows {SCHEMA}"
                ));
            }
            None => return Err("it has no number “schema”".to_owned()),
        }
        let text =
            |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let taken_at = Stamp::parse(&text(fields.get("takenAt")))
            .ok()
            .and_then(Stamp::at)
            .ok_or("its “takenAt” is no date")?;
        let tenant = fields.get("tenant");
        let tenant = Tenant {
            name: text(tenant.and_then(|tenant| tenant.get("name"))),
            id: text(tenant.and_then(|tenant| tenant.get("id"))),
        };
        Ok(Self {
            fields,
            taken_at,
            tenant,
        })
    }

    /// The same snapshot after files of `tenant` from `taken_at` were added: the later time
    /// holds, because nothing in a snapshot may lie in its future.
    pub(crate) fn joined_by(
        mut self,
        directory: &Path,
        taken_at: Moment,
        tenant: &Tenant,
        force: bool,
    ) -> Result<Self, ImportError> {
        if force {
            self.taken_at = taken_at;
        } else if is_other(&self.tenant, tenant) {
            return Err(ImportError::OtherTenant {
                path: directory.to_owned(),
                there: spoken(&self.tenant),
                given: spoken(tenant),
            });
        }
        self.taken_at = self.taken_at.max(taken_at);
        for (there, given) in [
            (&mut self.tenant.name, &tenant.name),
            (&mut self.tenant.id, &tenant.id),
        ] {
            if !given.is_empty() && (force || there.is_empty()) {
                there.clone_from(given);
            }
        }
        Ok(self)
    }

    /// The time of the snapshot.
    pub(crate) fn taken_at(&self) -> Moment {
        self.taken_at
    }

    /// What is written to the disk.
    pub(crate) fn to_json(&self) -> Vec<u8> {
        let mut fields = self.fields.clone();
        fields.insert("schema".to_owned(), SCHEMA.into());
        fields.insert("takenAt".to_owned(), self.taken_at.to_string().into());
        let tenant = fields.entry("tenant").or_insert_with(|| json!({}));
        if !tenant.is_object() {
            *tenant = json!({});
        }
        tenant["name"] = self.tenant.name.as_str().into();
        tenant["id"] = self.tenant.id.as_str().into();
        fields.entry("gaps").or_insert_with(|| json!([]));
        let mut text = format!("{:#}", Value::Object(fields));
        text.push('\n');
        text.into_bytes()
    }
}

/// Whether two tenants cannot be one: their ids differ, or only names are known and differ.
fn is_other(there: &Tenant, given: &Tenant) -> bool {
    let differ =
        |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a.to_lowercase() != b.to_lowercase();
    if there.id.is_empty() || given.id.is_empty() {
        differ(&there.name, &given.name)
    } else {
        differ(&there.id, &given.id)
    }
}

fn spoken(tenant: &Tenant) -> String {
    match (tenant.name.as_str(), tenant.id.as_str()) {
        ("", "") => "an unnamed tenant".to_owned(),
        ("", name) | (name, "") => name.to_owned(),
        (name, id) => format!("{name} ({id})"),
    }
}
