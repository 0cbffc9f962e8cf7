//! The shape of a rule: one cause, its page in both languages, its reasoning, its remedy.

use enrollment::case_file::CaseFile;
use enrollment::cause::Cause;
use enrollment::opinion::Opinion;
use enrollment::remedy::{Remedy, Verification};

/// One cause, whole.
#[derive(Debug)]
pub struct Rule {
    /// Code, name, family, scope, gates, and what it needs.
    pub cause: Cause,
    /// How well the world outside documents it.
    pub documented: Documented,
    /// What mends it, in order.
    pub remedy: &'static [Remedy],
    /// How success is seen.
    pub verify: &'static [Verification],
    /// The checks that would have prevented it.
    pub prevent: &'static [&'static str],
    /// A typical case of it, with everything read, as [`CaseFile::from_story`] reads it.
    pub story: &'static str,
    /// The page in English.
    pub en: Page,
    /// The page in German.
    pub de: Page,
    /// The reasoning.
    pub examine: fn(&CaseFile) -> Opinion,
}

/// How well a cause is documented for this symptom (causality.md §2.4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Documented {
    /// By Apple, Microsoft or another vendor, for this symptom.
    Symptom,
    /// The mechanism is documented, the symptom inferred.
    Mechanism,
    /// From experience.
    Experience,
}

impl Documented {
    /// The letter of causality.md.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Symptom => "A",
            Self::Mechanism => "B",
            Self::Experience => "C",
        }
    }
}

/// The page of a cause in one language. Paragraphs are separated by an empty line.
#[derive(Debug)]
pub struct Page {
    /// What was found, as a sentence without a full stop.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Why it happens.
    pub why: &'static str,
    /// How we know, and what looks alike.
    pub how_we_know: &'static str,
    /// What to do, and what not to do.
    pub what_to_do: &'static str,
    /// How to prevent it.
    pub prevention: &'static str,
}
