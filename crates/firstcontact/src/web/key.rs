//! Keys of programs that call the API. A key is shown once; the store has its hash.

use super::secret::{fresh, hash};
use crate::store::{ApiKey, AuditEntry, Store, StoreError, keep, kept, kept_all, take};
use enrollment::moment::Moment;

/// Every key begins so, that scanners for leaked secrets know it.
const PREFIX: &str = "fck_";

/// Makes a key. Returns the key itself, which is not kept.
pub fn make(store: &dyn Store, mut key: ApiKey) -> Result<String, StoreError> {
    let secret = format!("{PREFIX}{}", fresh()?);
    key.key_hash = hash(&secret);
    keep(store, None, &key)?;
    let entry = AuditEntry {
        at: key.made_at,
        who: key.by.clone(),
        what: "key-made".to_owned(),
        subject: key.name.clone(),
        detail: key.scopes.join(" "),
    };
    store.note_audit(None, &entry)?;
    Ok(secret)
}

/// All keys, without their secrets.
pub fn all(store: &dyn Store) -> Result<Vec<ApiKey>, StoreError> {
    kept_all(store, None)
}

/// Takes a key back by its name. Says whether there was one.
pub fn revoke(store: &dyn Store, name: &str, who: &str, now: Moment) -> Result<bool, StoreError> {
    let mut found = false;
    for key in all(store)?.into_iter().filter(|key| key.name == name) {
        found |= take::<ApiKey>(store, None, &key.key_hash)?.is_some();
    }
    if found {
        let entry = AuditEntry {
            at: now,
            who: who.to_owned(),
            what: "key-revoked".to_owned(),
            subject: name.to_owned(),
            detail: String::new(),
        };
        store.note_audit(None, &entry)?;
    }
    Ok(found)
}

/// The key of a secret, if it still holds.
pub(super) fn find(
    store: &dyn Store,
    secret: &str,
    now: Moment,
) -> Result<Option<ApiKey>, StoreError> {
    if !secret.starts_with(PREFIX) {
        return Ok(None);
    }
    let key = kept::<ApiKey>(store, None, &hash(secret))?;
    Ok(key.filter(|key| key.until.is_none_or(|until| now < until)))
}
