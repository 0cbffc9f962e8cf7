//! Why a snapshot cannot be read at all. Everything less is a gap, and the run goes on.

use std::io;
use std::path::PathBuf;

/// There is no snapshot to read. The text says what, why and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Nothing has this path.
    #[error(
        "there is nothing at {}: give the directory of a snapshot, its snapshot.json, \
         or a .tar.zst of it", path.display()
    )]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The operating system does not open it.
    #[error("{} cannot be opened ({why}): check its owner and permissions", path.display())]
    Closed {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        why: io::Error,
    },
    /// Neither a directory nor an archive.
    #[error(
        "{} is neither a directory nor a tar archive, plain or .zst: a file exported from a portal \
         becomes a snapshot with `firstcontact import FILE… --out DIR`", path.display()
    )]
    NotASnapshot {
        /// The path.
        path: PathBuf,
    },
    /// A directory without anything in it.
    #[error(
        "{} is empty: `firstcontact import FILE… --out DIR` makes a snapshot of files \
         exported from the portals",
        path.display()
    )]
    Empty {
        /// The path.
        path: PathBuf,
    },
    /// No `snapshot.json`.
    #[error(
        "{} has no snapshot.json, so nobody knows when it was taken: if these are files exported \
         from the portals, `firstcontact import FILE… --out DIR` makes a snapshot of them",
        path.display()
    )]
    NoHeader {
        /// The path.
        path: PathBuf,
    },
    /// `snapshot.json` cannot be read.
    #[error(
        "snapshot.json in {} cannot be read ({why}): collect or import again", path.display()
    )]
    HeaderNotJson {
        /// The path.
        path: PathBuf,
        /// What is wrong where.
        why: String,
    },
    /// `snapshot.json` has another `schema` than 1.
    #[error(
        "snapshot.json in {} has the schema {found}, and this version reads 1: {}", path.display(),
        "read it with the version that wrote it, or collect again"
    )]
    WrongSchema {
        /// The path.
        path: PathBuf,
        /// What stands there.
        found: String,
    },
    /// `snapshot.json` has no valid `takenAt`.
    #[error(
        "snapshot.json in {} says {found} for takenAt, which is no time: write the moment of the \
         export there, in the form 2026-03-05T14:30:21Z", path.display()
    )]
    NoTime {
        /// The path.
        path: PathBuf,
        /// What stands there.
        found: String,
    },
}
