//! What the checks of prevention found: one document, and the formats made of it.

pub mod document;
mod numbers;
mod paper;
pub mod rehearsal;
pub mod table;
pub mod words;

pub use paper::paper;

use document::{Document, SCHEMA};
use std::io;

/// `--format json`: the whole document.
///
/// # Errors
/// Whatever `out` fails with.
pub fn json(document: &Document, out: &mut impl io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}

/// `--format ndjson`: one check a line.
///
/// # Errors
/// Whatever `out` fails with.
pub fn ndjson(document: &Document, out: &mut impl io::Write) -> io::Result<()> {
    for check in &document.checks {
        let mut line = serde_json::to_value(check)?;
        if let Some(members) = line.as_object_mut() {
            members.insert("schema".to_owned(), SCHEMA.into());
            members.insert("takenAt".to_owned(), document.taken_at.clone().into());
            members.insert("tenant".to_owned(), document.tenant.clone().into());
        }
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
