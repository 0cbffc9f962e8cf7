//! Views of the fleet that people save: checked, kept, and noted in the audit trail.

use crate::report::wording::plain;
use crate::store::{AuditEntry, FleetQuery, SavedView, Store, StoreError, Tenant, keep, take};
use enrollment::moment::Moment;

/// Letters of a name at most.
const NAME: usize = 80;
/// Letters of what a query asks for at most; browsers and proxies cut addresses beyond.
const QUERY: usize = 4_000;

/// Who saves a view, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'b> {
    /// What people call them.
    pub name: &'b str,
    /// What the audit trail calls them.
    pub id: &'b str,
    /// The present time.
    pub at: Moment,
}

/// Why it was not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// A name without letters, or a very long one.
    #[error("a view needs a name of 1 to {NAME} letters")]
    NoName,
    /// More than fits into an address.
    #[error("a view asks for at most {QUERY} letters in all; take filters away")]
    TooLong,
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A query from its first page on: a view does not remember how far somebody read.
pub fn first_page(query: &FleetQuery) -> FleetQuery {
    FleetQuery {
        cursor: None,
        ..query.clone()
    }
}

/// Keeps a query under a name, over the one that had it.
pub fn save(
    store: &dyn Store,
    tenant: Tenant,
    name: &str,
    query: &FleetQuery,
    by: By<'_>,
) -> Result<SavedView, NotSaved> {
    let name = plain(name.trim());
    if name.is_empty() || name.chars().count() > NAME {
        return Err(NotSaved::NoName);
    }
    let values = query.wanted.values().flatten().chain([&query.text]);
    if values.map(|value| value.chars().count()).sum::<usize>() > QUERY {
        return Err(NotSaved::TooLong);
    }
    let view = SavedView {
        name: name.into_owned(),
        query: first_page(query),
        by: by.name.to_owned(),
    };
    keep(store, Some(tenant), &view)?;
    note(store, tenant, "view_saved", &view.name, by.id, by.at)?;
    Ok(view)
}

/// Takes a view away. Says whether there was one.
pub fn delete(
    store: &dyn Store,
    tenant: Tenant,
    name: &str,
    who: &str,
    at: Moment,
) -> Result<bool, StoreError> {
    let name = plain(name.trim());
    let found = take::<SavedView>(store, Some(tenant), &name)?.is_some();
    if found {
        note(store, tenant, "view_deleted", &name, who, at)?;
    }
    Ok(found)
}

fn note(
    store: &dyn Store,
    tenant: Tenant,
    what: &str,
    subject: &str,
    who: &str,
    at: Moment,
) -> Result<(), StoreError> {
    let entry = AuditEntry {
        at,
        who: who.to_owned(),
        what: what.to_owned(),
        subject: subject.to_owned(),
        detail: String::new(),
    };
    store.note_audit(Some(tenant), &entry)
}
