//! Sessions: who is signed in. The secret lies in a cookie alone; the store has its hash.

use super::secret::{fresh, hash};
use crate::store::{Account, Session, Store, StoreError, keep, kept, kept_all, take};
use enrollment::moment::Moment;

/// A session that nobody used for so long ends: a working day with its breaks.
const IDLE_SECONDS: i64 = 12 * 3_600;
/// A session of a local account ends after so long: it has no provider that would take it back.
const LOCAL_SECONDS: i64 = 7 * 24 * 3_600;
/// A session through a provider ends after so long: whoever lost a group is out by tomorrow.
const PROVIDER_SECONDS: i64 = 12 * 3_600;
/// Use is written down this often, not with every request.
const NOTED_EVERY_SECONDS: i64 = 60;

/// Begins a session, and ends the one that the browser had before. Returns the cookie's secret.
pub(super) fn begin(
    store: &dyn Store,
    account: &Account,
    before: Option<&str>,
    now: Moment,
) -> Result<String, StoreError> {
    if let Some(before) = before {
        end(store, before)?;
    }
    let secret = fresh()?;
    let life = if account.id.starts_with("local:") {
        LOCAL_SECONDS
    } else {
        PROVIDER_SECONDS
    };
    let session = Session {
        secret_hash: hash(&secret),
        account: account.id.clone(),
        form_secret: fresh()?,
        made_at: now,
        used_at: now,
        until: now.plus(life),
    };
    keep(store, None, &session)?;
    Ok(secret)
}

/// The session of a cookie, if it still holds, with its account.
pub(super) fn find(
    store: &dyn Store,
    secret: &str,
    now: Moment,
) -> Result<Option<(Account, Session)>, StoreError> {
    let Some(mut session) = kept::<Session>(store, None, &hash(secret))? else {
        return Ok(None);
    };
    if now >= session.until || now.since(session.used_at) >= IDLE_SECONDS {
        take::<Session>(store, None, &session.secret_hash)?;
        return Ok(None);
    }
    let Some(account) = kept::<Account>(store, None, &session.account)? else {
        return Ok(None);
    };
    if now.since(session.used_at) >= NOTED_EVERY_SECONDS {
        session.used_at = now;
        keep(store, None, &session)?;
    }
    Ok(Some((account, session)))
}

/// Ends the session of a cookie.
pub(super) fn end(store: &dyn Store, secret: &str) -> Result<(), StoreError> {
    take::<Session>(store, None, &hash(secret))?;
    Ok(())
}

/// Ends all sessions of an account, on every device.
pub(super) fn end_all(store: &dyn Store, account: &str) -> Result<usize, StoreError> {
    let mut ended = 0;
    for session in kept_all::<Session>(store, None)? {
        if session.account == account {
            take::<Session>(store, None, &session.secret_hash)?;
            ended += 1;
        }
    }
    Ok(ended)
}
