//! Files of a snapshot to which people add, one line at a time.

use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Why a line was not kept.
#[derive(Debug, thiserror::Error)]
pub enum LineFileError {
    /// Archives are evidence and stay as they are.
    #[error("{path} is a packed snapshot; unpack it, and name the directory")]
    Packed {
        /// The archive.
        path: PathBuf,
    },
    /// The directory is something else.
    #[error("{path} is no snapshot directory: it has no snapshot.json")]
    NoSnapshot {
        /// The directory.
        path: PathBuf,
    },
    /// The disk.
    #[error("cannot write {path}: {source}")]
    Disk {
        /// The file.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
}

/// Appends a line to a file of a snapshot directory, in one go. A line that an earlier crash left
/// without an end is closed first.
pub(crate) fn append(directory: &Path, name: &str, line: &str) -> Result<(), LineFileError> {
    if directory.is_file() {
        let path = directory.to_owned();
        return Err(LineFileError::Packed { path });
    }
    if !directory.join("snapshot.json").is_file() {
        let path = directory.to_owned();
        return Err(LineFileError::NoSnapshot { path });
    }
    let path = directory.join(name);
    write(&path, line).map_err(|source| LineFileError::Disk { path, source })
}

fn write(path: &Path, line: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.read(true).append(true).create(true).open(path)?;
    let mut text = format!("{line}\n");
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            text.insert(0, '\n');
        }
    }
    file.write_all(text.as_bytes())?;
    file.sync_data()
}
