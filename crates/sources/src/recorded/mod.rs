//! A snapshot on disk: a directory, or an archive of one (design.md §4).
//!
//! [`read`] fails only if there is no snapshot at all. A file that is torn, too large, foreign or
//! missing is a gap, and everything else is read.

mod answers;
mod archive;
mod directory;
mod file_name;
mod header;
mod ledger;
mod limits;
pub(crate) mod pages;
mod probes;
mod progress;
mod reading;
mod rows;
mod shelf;
mod text;
mod unpack;
mod unreadable;

pub(crate) use pages::pages_as_rows;
pub use progress::{Progress, Silent};
pub use rows::{RawRow, rows_of};
pub use unreadable::Unreadable;

use enrollment::moment::Moment;
use enrollment::snapshot::Snapshot;
use limits::Limits;
use std::path::Path;

/// How to read a snapshot.
pub struct ReadOptions<'o> {
    /// As in [`crate::gathering::Gathering::new`]; it has no influence on what is read.
    pub seed: u64,
    /// Who is told how far the reading is.
    pub progress: &'o dyn Progress,
}

impl Default for ReadOptions<'_> {
    fn default() -> Self {
        Self {
            seed: 0,
            progress: &Silent,
        }
    }
}

/// Reads the snapshot at `path`: a directory, its `snapshot.json`, or a `.tar` or `.tar.zst` of it.
/// All threads of the current rayon pool take part.
pub fn read(path: &Path, options: &ReadOptions<'_>) -> Result<Snapshot, Unreadable> {
    reading::read_within(path, None, options, &Limits::USUAL)
}

/// When the snapshot in a directory was taken; none where there is none, or not all of it yet.
pub fn taken_at(directory: &Path) -> Result<Option<Moment>, Unreadable> {
    header::taken_at(directory)
}

/// Reads a directory that is still being collected into, with the header that it would have now.
pub(crate) fn read_unfinished(
    path: &Path,
    header: &[u8],
    options: &ReadOptions<'_>,
) -> Result<Snapshot, Unreadable> {
    reading::read_within(path, Some(header), options, &Limits::USUAL)
}

#[cfg(test)]
mod tests;
