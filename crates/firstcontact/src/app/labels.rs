//! Causes that the outcome confirmed: what was read when the diagnosis was made, of devices that
//! were mended by it. No name and no serial number is in it.

use crate::app::mend::entry::{Entry, What};
use crate::clock;
use crate::store::{CaseRow, Setting, Store, StoreError, Tenant, every_case, keep, kept};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use remedy::case::State;
use remedy::digest::Digest;
use remedy::event::Event;
use serde::Serialize;

/// The form of a line.
const SCHEMA: &str = "firstcontact/label/1";
/// The setting that holds the key of all pseudonyms of a store.
const KEY: &str = "labels-key";

/// A case that ended well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Label {
    /// `firstcontact/label/1`.
    pub schema: &'static str,
    /// The device's pseudonym: the same in all exports of a store, and different in every other.
    pub device: String,
    /// The cause that was found, `C01`.
    pub cause: String,
    /// What every reading said then, as a rule's story has it.
    pub readings: String,
    /// Seconds from the case's beginning until success was seen for the second time.
    pub seconds_to_success: i64,
}

/// The labels of a tenant, in the order in which their cases were opened.
///
/// # Errors
/// Whatever the store says; or the system has no randomness for a key.
pub fn labels(store: &dyn Store, tenant: Tenant) -> Result<Vec<Label>, StoreError> {
    let key = Key::new(HMAC_SHA256, key(store)?.as_bytes());
    let mut rows = every_case(store, tenant, |state| state == State::Succeeded)?;
    rows.sort_by_key(|row| row.case);
    let labels = rows.iter().map(|row| label(store, tenant, &key, row));
    labels.filter_map(Result::transpose).collect()
}

fn label(
    store: &dyn Store,
    tenant: Tenant,
    key: &Key,
    row: &CaseRow,
) -> Result<Option<Label>, StoreError> {
    let (mut found, mut seen) = (None, None);
    for line in store.ledger_of_case(tenant, row.case)? {
        match Entry::read(&line)?.what {
            What::Opened {
                cause, readings, ..
            } => found = Some((cause, readings)),
            What::Event {
                is: Event::Verified { .. },
                ..
            } => seen = Some(line.at),
            _ => (),
        }
    }
    Ok(found.zip(seen).map(|((cause, readings), seen)| Label {
        schema: SCHEMA,
        device: pseudonym(key, &row.serial),
        cause,
        readings,
        seconds_to_success: seen.since(row.opened),
    }))
}

/// The first half of the tag, which no two devices of a fleet share.
fn pseudonym(key: &Key, serial: &str) -> String {
    let tag = sign(key, serial.as_bytes());
    let mut bytes = [0; 32];
    bytes.copy_from_slice(tag.as_ref());
    let mut text = Digest(bytes).to_string();
    text.truncate(32);
    text
}

/// The store's key, made when it is needed for the first time.
fn key(store: &dyn Store) -> Result<String, StoreError> {
    let read = || -> Result<Option<String>, StoreError> {
        let setting = kept::<Setting>(store, None, KEY)?;
        Ok(setting.and_then(|it| it.value.as_str().map(str::to_owned)))
    };
    if let Some(key) = read()? {
        return Ok(key);
    }
    let secret = clock::secret().ok_or_else(|| {
        StoreError::Refused("the system has no randomness to give; try again later".to_owned())
    })?;
    let text = Digest(secret).to_string();
    let setting = Setting {
        name: KEY.to_owned(),
        value: text.clone().into(),
    };
    keep(store, None, &setting)?;
    // Whoever made one at the same time may have been later.
    Ok(read()?.unwrap_or(text))
}
