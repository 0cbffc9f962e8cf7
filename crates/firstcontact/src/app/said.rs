//! What a person says about a device: checked, remembered, and noted in the audit trail.

use crate::store::{AuditEntry, Said, Store, StoreError, Tenant};
use enrollment::question::Question;

/// Letters of a note at most.
const LONGEST: usize = 2_000;

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotSaid {
    /// No device with this serial number was ever seen.
    #[error("no such device; check the serial number")]
    NoDevice,
    /// The question has another id, or none.
    #[error("no such question; `firstcontact answer --help` lists them")]
    NoQuestion,
    /// It is no answer to the question.
    #[error("no answer to this question; it takes one of: {0}")]
    NoAnswer(String),
    /// A note without letters, or a very long one.
    #[error("a note has from 1 to {LONGEST} letters")]
    NoNote,
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes an answer, or a note where the question is empty. `who` is whoever the audit trail names.
pub fn say(store: &dyn Store, tenant: Tenant, said: &Said, who: &str) -> Result<(), NotSaid> {
    if said.question.is_empty() {
        let letters = said.text.chars().count();
        if said.text.trim().is_empty() || letters > LONGEST {
            return Err(NotSaid::NoNote);
        }
    } else {
        let question = Question::find(&said.question).ok_or(NotSaid::NoQuestion)?;
        if !question.answers().contains(&said.text.as_str()) {
            return Err(NotSaid::NoAnswer(question.answers().join(", ")));
        }
    }
    if store.device(tenant, &said.serial)?.is_none() {
        return Err(NotSaid::NoDevice);
    }
    store.say(tenant, said)?;
    let (what, detail) = if said.question.is_empty() {
        ("noted", String::new())
    } else {
        ("answered", format!("{}: {}", said.question, said.text))
    };
    let entry = AuditEntry {
        at: said.at,
        who: who.to_owned(),
        what: what.to_owned(),
        subject: said.serial.clone(),
        detail,
    };
    store.note_audit(Some(tenant), &entry)?;
    Ok(())
}
