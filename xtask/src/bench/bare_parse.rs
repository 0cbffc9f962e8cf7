//! The reference: reads the big pages of a snapshot on all cores and parses the fields that the
//! product uses, as fast as `serde_json` can with borrowed texts, and keeps counts only.
//!
//! It forgives nothing: a number where a text belongs is an error here, while the product reads it.

use super::BenchError;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How much was parsed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Files.
    pub(super) files: u64,
    /// Their bytes.
    pub(super) bytes: u64,
    /// Rows in them.
    pub(super) rows: u64,
    /// Bytes in the texts of the fields. Counted so that no field can be optimised away.
    pub(super) text: u64,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.rows += other.rows;
        self.text += other.text;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            files,
            bytes,
            rows,
            text,
        } = self;
        write!(
            f,
            "{files} files, {bytes} bytes, {rows} rows, {text} bytes of text"
        )
    }
}

/// The collections that have a row for every device, and how their pages are parsed.
const COLLECTIONS: [(&str, &str, Parse); 4] = [
    ("apple", "orgDevices-", page::<OrgDevices>),
    ("apple", "mdmServerDevices.", page::<Links>),
    (
        "microsoft",
        "importedAppleDeviceIdentities.",
        page::<ImportedIdentities>,
    ),
    ("microsoft", "managedDevices-", page::<ManagedDevices>),
];

type Parse = fn(&[u8]) -> serde_json::Result<Counts>;

/// Parses the big pages of a snapshot.
pub(super) fn parse(snapshot: &Path) -> Result<Counts, BenchError> {
    let pages = big_pages(snapshot)?;
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let worker = || {
            let (mut counts, mut buffer) = (Counts::default(), Vec::new());
            while let Some((path, parse)) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                counts.add(file(path, *parse, &mut buffer)?);
            }
            Ok(counts)
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let mut total = Counts::default();
        for worker in workers {
            let counts = worker
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            total.add(counts?);
        }
        Ok(total)
    })
}

fn big_pages(snapshot: &Path) -> Result<Vec<(PathBuf, Parse)>, BenchError> {
    let mut pages = Vec::new();
    for (folder, prefix, parse) in COLLECTIONS {
        let folder = snapshot.join(folder);
        let closed = |why| BenchError::File {
            doing: "list",
            path: folder.clone(),
            why,
        };
        for entry in std::fs::read_dir(&folder).map_err(closed)? {
            let entry = entry.map_err(closed)?;
            if entry.file_name().to_string_lossy().starts_with(prefix) {
                pages.push((entry.path(), parse));
            }
        }
    }
    Ok(pages)
}

fn file(path: &Path, parse: Parse, buffer: &mut Vec<u8>) -> Result<Counts, BenchError> {
    let closed = |why| BenchError::File {
        doing: "read",
        path: path.to_owned(),
        why,
    };
    buffer.clear();
    let mut file = std::fs::File::open(path).map_err(closed)?;
    let length = file.metadata().map_err(closed)?.len();
    buffer.reserve(length as usize + 1);
    file.read_to_end(buffer).map_err(closed)?;
    let page = parse(buffer).map_err(|why| BenchError::Page {
        path: path.to_owned(),
        why,
    })?;
    Ok(Counts {
        files: 1,
        bytes: buffer.len() as u64,
        ..page
    })
}

fn page<K: Kind>(bytes: &[u8]) -> serde_json::Result<Counts> {
    let Page(counts, _) = match std::str::from_utf8(bytes) {
        // Checked once as a whole, the text need not be checked string by string.
        Ok(text) => serde_json::from_str::<Page<K>>(text)?,
        Err(_) => serde_json::from_slice::<Page<K>>(bytes)?,
    };
    Ok(counts)
}

/// A kind of row, whatever page its texts are borrowed from.
trait Kind {
    /// The row.
    type Row<'de>: Deserialize<'de> + Row;
}

/// A row that can say how much text it has.
trait Row {
    /// Bytes in its texts.
    fn text(&self) -> u64;
}

/// A page whose rows are parsed, counted and dropped one by one.
struct Page<K>(Counts, PhantomData<K>);

impl<'de, K: Kind> Deserialize<'de> for Page<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let counts = deserializer.deserialize_map(PageVisitor::<K>(PhantomData))?;
        Ok(Self(counts, PhantomData))
    }
}

struct PageVisitor<K>(PhantomData<K>);

impl<'de, K: Kind> Visitor<'de> for PageVisitor<K> {
    type Value = Counts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Counts, A::Error> {
        let mut counts = Counts::default();
        while let Some(key) = map.next_key::<&str>()? {
            if matches!(key, "value" | "data") {
                counts.add(map.next_value::<Rows<K>>()?.0);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(counts)
    }
}

struct Rows<K>(Counts, PhantomData<K>);

impl<'de, K: Kind> Deserialize<'de> for Rows<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let counts = deserializer.deserialize_seq(RowsVisitor::<K>(PhantomData))?;
        Ok(Self(counts, PhantomData))
    }
}

struct RowsVisitor<K>(PhantomData<K>);

impl<'de, K: Kind> Visitor<'de> for RowsVisitor<K> {
    type Value = Counts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Counts, A::Error> {
        let mut counts = Counts::default();
        while let Some(row) = list.next_element::<K::Row<'de>>()? {
            counts.rows += 1;
            counts.text += row.text();
        }
        Ok(counts)
    }
}

/// A text that borrows from the page where it can; `Option<Cow>` alone never would
/// (rust-ecosystem.md §2.3).
#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Bytes of a field that may be missing or null.
fn length(text: Option<&Text<'_>>) -> u64 {
    text.map_or(0, |text| text.0.len() as u64)
}

/// The texts of a list, counted without keeping the list.
#[derive(Default)]
struct Texts(u64);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor;
        impl<'de> Visitor<'de> for ListVisitor {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of texts")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Texts, A::Error> {
                let mut total = 0;
                while let Some(text) = list.next_element::<Text<'_>>()? {
                    total += length(Some(&text));
                }
                Ok(Texts(total))
            }
        }
        deserializer.deserialize_seq(ListVisitor)
    }
}

/// Declares a row: its texts, its flags and its lists of texts, and the sum over them.
macro_rules! row {
    ($name:ident {
        texts { $($(#[$text_meta:meta])* $text:ident),+ $(,)? }
        flags { $($(#[$flag_meta:meta])* $flag:ident),* }
        lists { $($list:ident),* }
    }) => {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct $name<'a> {
            $(#[serde(borrow, default)] $(#[$text_meta])* $text: Option<Text<'a>>,)+
            $(#[serde(default)] $(#[$flag_meta])* $flag: Option<bool>,)*
            $(#[serde(default)] $list: Texts,)*
        }

        impl Row for $name<'_> {
            fn text(&self) -> u64 {
                let texts = [$(length(self.$text.as_ref())),+].iter().sum::<u64>();
                let flags: &[Option<bool>] = &[$(self.$flag),*];
                let lists: &[u64] = &[$(self.$list.0),*];
                let set = flags.iter().flatten().filter(|flag| **flag).count();
                texts + set as u64 + lists.iter().sum::<u64>()
            }
        }
    };
}

row!(Attributes {
    texts {
        serial_number, order_number, product_type, device_model, purchase_source_id,
        purchase_source_type, added_to_org_date_time, order_date_time,
        released_from_org_date_time, updated_date_time, mdm_migration_deadline_date_time, status,
        product_family, mdm_migration_status, releaser_entity_type,
    }
    flags { is_mdm_migration_capable }
    lists { imei }
});

row!(Imported {
    texts {
        serial_number, requested_enrollment_profile_id,
        requested_enrollment_profile_assignment_date_time, created_date_time,
        last_contacted_date_time, enrollment_state, discovery_source, platform,
    }
    flags { is_deleted, is_supervised }
    lists {}
});

row!(Record {
    texts {
        id, serial_number, user_principal_name, device_name, model, os_version, operating_system,
        enrollment_profile_name, enrolled_date_time, last_sync_date_time,
        management_certificate_expiration_date,
        #[serde(rename = "azureADDeviceId")] azure_ad_device_id,
        user_id, imei, device_enrollment_type, management_state, compliance_state,
        device_registration_state, managed_device_owner_type,
    }
    flags { is_supervised, #[serde(rename = "azureADRegistered")] azure_ad_registered }
    lists {}
});

row!(Link { texts { id } flags {} lists {} });

/// The four kinds.
struct OrgDevices;
struct Links;
struct ImportedIdentities;
struct ManagedDevices;

impl Kind for OrgDevices {
    type Row<'de> = OrgDevice<'de>;
}
impl Kind for Links {
    type Row<'de> = Link<'de>;
}
impl Kind for ImportedIdentities {
    type Row<'de> = Imported<'de>;
}
impl Kind for ManagedDevices {
    type Row<'de> = Record<'de>;
}

/// A row of Apple Business: what counts lies one level deeper.
#[derive(serde::Deserialize)]
struct OrgDevice<'a> {
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    attributes: Attributes<'a>,
}

impl Row for OrgDevice<'_> {
    fn text(&self) -> u64 {
        length(self.id.as_ref()) + self.attributes.text()
    }
}

#[cfg(test)]
mod tests {
    use super::{Links, ManagedDevices, OrgDevices, page};

    #[test]
    fn rows_and_the_bytes_of_their_fields_are_counted() {
        let apple = br#"{"data":[{"type":"orgDevices","id":"AB","attributes":{
            "serialNumber":"AB","deviceModel":"iPad Pro 11\"","color":"BLUE",
            "releasedFromOrgDateTime":null,"imei":["123","45"],"isMdmMigrationCapable":true}}],
            "meta":{"paging":{"limit":1}}}"#;
        let counts = page::<OrgDevices>(apple).unwrap();
        assert_eq!((counts.rows, counts.text), (1, 2 + 2 + 12 + 3 + 2 + 1));
        let links = page::<Links>(br#"{"data":[{"id":"AB"},{"id":"CDE"}]}"#).unwrap();
        assert_eq!((links.rows, links.text), (2, 5));
        let managed = br#"{"@odata.context":"x","value":[{"azureADDeviceId":"abc","x":[1]}]}"#;
        assert_eq!(page::<ManagedDevices>(managed).unwrap().text, 3);
        assert!(page::<ManagedDevices>(b"{\"value\":[{]}").is_err());
        assert!(page::<ManagedDevices>(b"{\"value\":[{\"id\":\"\xff\"}]}").is_err());
    }
}
