//! Why something could not be scored, said so that the file can be mended.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Most characters of foreign text that a message repeats.
const QUOTED_MAX: usize = 300;

/// Why there is no score.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// A file could not be opened or read.
    #[error("cannot read {}: {source}; expected {expected}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What would have been right.
        expected: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A line is not what it should be.
    #[error("{} line {line}: {what}; expected {expected}", file.display())]
    Line {
        /// The file.
        file: PathBuf,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        what: String,
        /// What would have been right.
        expected: String,
    },
    /// A truth file without a single device.
    #[error(
        "{} names no device; expected at least one line with schema firstcontact/truth/1",
        file.display()
    )]
    NoTruth {
        /// The file.
        file: PathBuf,
    },
    /// The file of ceilings is not what it should be.
    #[error(
        "{}: {what}; expected {{\"tiers\":{{\"graph\":{{\"accuracy\":[low,high]}}}}}}",
        file.display()
    )]
    Ceiling {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// An option cannot be met.
    #[error("{what}; expected {expected}")]
    Option {
        /// What is wrong.
        what: String,
        /// What would have been right.
        expected: &'static str,
    },
}

/// What is wrong with a line whose file and number somebody else knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Trouble {
    pub(super) what: String,
    pub(super) expected: String,
}

impl Trouble {
    pub(super) fn new(what: &str, expected: impl Into<String>) -> Self {
        Self {
            what: printable(what),
            expected: expected.into(),
        }
    }

    /// What the JSON reader said; every text has one line only, so its line is left out.
    pub(super) fn json(error: &serde_json::Error, expected: &str) -> Self {
        let said = error.to_string().replace("at line 1 column", "at column");
        Self::new(&said, expected)
    }

    pub(super) fn at(self, file: &Path, line: u64) -> ScoreError {
        ScoreError::Line {
            file: file.to_owned(),
            line,
            what: self.what,
            expected: self.expected,
        }
    }
}

/// Foreign text as a terminal may show it: nothing that moves the cursor, and not endless.
pub(super) fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (position, letter) in text.chars().enumerate() {
        if position == QUOTED_MAX {
            shown.push('…');
            break;
        }
        if letter.is_control() || is_direction(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// Whether a character turns the direction in which the rest of the line is read.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Trouble, printable};
    use std::path::Path;

    #[test]
    fn a_message_names_file_line_and_what_would_be_right() {
        let error = Trouble::new("no serial", "a serial number").at(Path::new("truth.ndjson"), 12);
        assert_eq!(
            error.to_string(),
            "truth.ndjson line 12: no serial; expected a serial number"
        );
    }

    #[test]
    fn foreign_text_neither_colours_nor_floods_a_terminal() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}"), "a\\u{1b}[31m\\u{202e}");
        assert_eq!(printable(&"x".repeat(1_000)).chars().count(), 301);
    }
}
