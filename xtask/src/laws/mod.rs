//! The laws of the house. Each is a function from the repository to its breaches, so that a test
//! can hold a bad example against it; `xtask/tests/tidy.rs` holds the repository against all.

mod arrows;
mod borders;
mod documents;
mod manifests;
mod pages;
mod reach;
mod registers;
mod rust_text;
mod shape;
mod words;

pub use arrows::{arrows, closed_crates_stay_pure, rules_are_equals, web_only_shows};
pub use borders::{one_clock, only_hands_write, sources_only_get};
pub use documents::{ci_runs_what_the_readme_says, no_machine_paths, paths_exist};
pub use manifests::{forbidden_by_lints, lints_are_inherited, one_version_table};
pub use pages::pages_are_whole;
pub use reach::every_file_is_compiled;
pub use registers::{CODES, codes_are_append_only, rules_are_listed};
pub use shape::{files_are_short, lines_are_short, modules_say_what_they_are};
pub use words::{no_allow, no_drawers, nothing_is_left_to_do};

use std::fmt;

/// A place where a law is broken, and what to do about it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Breach {
    /// A path, with a line where there is one.
    pub place: String,
    /// What is wrong, and what to do.
    pub advice: String,
}

impl Breach {
    fn new(place: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            advice: advice.into(),
        }
    }

    fn at(path: &str, line: usize, advice: impl Into<String>) -> Self {
        Self::new(format!("{path}:{line}"), advice)
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.advice)
    }
}
