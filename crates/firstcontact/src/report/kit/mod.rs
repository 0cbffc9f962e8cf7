//! The policy kit: what a company lays down so that the next device does not fail, filled with what
//! was read of its tenant. One document is one file, both languages side by side. A draft, for
//! people to sign: nothing in it is law.

mod facts;
mod joiner;
mod notice;
mod procurement;
mod script;
mod supplier;

pub use facts::{KitFacts, KitService, KitToken, Supplier};

use crate::i18n::Language;
use press::Document;

/// The names of the kit's files without an ending, in the order of [`documents`].
pub const FILES: [&str; 4] = [
    "procurement-policy",
    "supplier-instructions",
    "joiner-checklist",
    "holder-notice",
];

/// All documents of the kit, in the order of [`FILES`].
pub fn documents(facts: &KitFacts, language: Language) -> Vec<Document> {
    [
        procurement::document,
        supplier::document,
        joiner::document,
        notice::document,
    ]
    .map(|document| document(facts, language))
    .into()
}

#[cfg(test)]
mod tests;
