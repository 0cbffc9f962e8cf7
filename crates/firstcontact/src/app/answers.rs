//! What people said on the dashboard joins the next snapshot as a source of its own, so that the
//! next diagnosis knows it.

use crate::store::{Store, StoreError};
use enrollment::moment::Moment;
use sources::answers::{AnswerError, append_answer};
use std::path::Path;

/// Why it did not.
#[derive(Debug, thiserror::Error)]
pub enum NotCarried {
    /// The store did not say what was said.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The snapshot could not be written.
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

/// Appends every answer that the store has of a tenant to a snapshot of ours.
///
/// # Errors
/// The store cannot be read, or the snapshot not be written.
pub fn carry_into(store: &dyn Store, tenant: &str, snapshot: &Path) -> Result<usize, NotCarried> {
    carry_after(store, tenant, snapshot, None)
}

/// Appends the answers that were given after a time, and says how many these were.
///
/// # Errors
/// The store cannot be read, or the snapshot not be written.
pub fn carry_after(
    store: &dyn Store,
    tenant: &str,
    snapshot: &Path,
    after: Option<Moment>,
) -> Result<usize, NotCarried> {
    let tenant = store.tenant(tenant)?;
    let mut carried = 0;
    for said in store.said(tenant, None)? {
        // What has no question is a note, which no rule reads.
        if !said.question.is_empty() && after.is_none_or(|after| said.at > after) {
            let (serial, question) = (&said.serial, &said.question);
            append_answer(snapshot, serial, question, &said.text, said.at, &said.by)?;
            carried += 1;
        }
    }
    Ok(carried)
}
