//! Why the lab refuses: what happened, where, and what would be right.

use std::path::{Path, PathBuf};

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// A file that somebody wrote says something that cannot be.
    #[error("{file} line {line}: {what}")]
    Input {
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what would be right.
        what: String,
    },
    /// A file could not be read or written.
    #[error("cannot {doing} {}: {why}", path.display())]
    File {
        /// "read" or "write".
        doing: &'static str,
        /// Which file.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// What was asked for cannot be.
    #[error("{0}")]
    Asked(String),
}

impl LabError {
    /// For `map_err`: this file could not be read.
    pub fn reading(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |why| Self::File {
            doing: "read",
            path: path.to_owned(),
            why,
        }
    }

    /// For `map_err`: this file could not be written.
    pub fn writing(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |why| Self::File {
            doing: "write",
            path: path.to_owned(),
            why,
        }
    }
}
