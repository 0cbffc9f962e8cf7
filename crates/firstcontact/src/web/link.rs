//! One-time links: how somebody enters without a provider. Whoever can run the program on the
//! server can make one; there is no password that could be guessed, reused or forgotten.

use super::secret::{fresh, hash};
use crate::store::{Account, AuditEntry, Kept, Shelf, Store, StoreError, keep, kept_all, take};
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};

/// A link holds so long: enough to walk from the terminal to a browser.
const LIFE_SECONDS: i64 = 15 * 60;

/// A link that was not used yet.
#[derive(Serialize, Deserialize)]
struct Link {
    secret_hash: String,
    account: Account,
    until: i64,
}

impl Kept for Link {
    const SHELF: Shelf = Shelf::Other;

    fn key(&self) -> String {
        key(&self.secret_hash)
    }

    fn until(&self) -> Option<Moment> {
        Moment::from_unix(self.until)
    }
}

fn key(secret_hash: &str) -> String {
    format!("link:{secret_hash}")
}

/// Whether anybody ever entered.
pub fn is_new(store: &dyn Store) -> Result<bool, StoreError> {
    Ok(kept_all::<Account>(store, None)?.is_empty())
}

/// Makes a link for an account, which comes to be when the link is used. Returns the secret.
pub fn make(store: &dyn Store, account: Account, now: Moment) -> Result<String, StoreError> {
    let secret = fresh()?;
    let link = Link {
        secret_hash: hash(&secret),
        account,
        until: now.plus(LIFE_SECONDS).unix(),
    };
    keep(store, None, &link)?;
    Ok(secret)
}

/// Uses a link up. Of two who try at the same time, one gets the account.
pub(super) fn redeem(
    store: &dyn Store,
    secret: &str,
    now: Moment,
) -> Result<Option<Account>, StoreError> {
    let Some(link) = take::<Link>(store, None, &key(&hash(secret)))? else {
        return Ok(None);
    };
    if now.unix() >= link.until {
        return Ok(None);
    }
    keep(store, None, &link.account)?;
    let entry = AuditEntry {
        at: now,
        who: link.account.id.clone(),
        what: "signed-in".to_owned(),
        subject: link.account.id.clone(),
        detail: "one-time link".to_owned(),
    };
    store.note_audit(None, &entry)?;
    Ok(Some(link.account))
}
