//! Why a tenant, or one of its collections, cannot be read, and what to do next.

use super::unreachable;
use std::path::PathBuf;

/// The whole collection of a tenant stops. What was stored stays, and the same command goes on.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// Nobody can be asked.
    #[error("{0}")]
    SignIn(String),
    /// A service does not answer at all, or somebody else does.
    #[error("{}", unreachable::told(.host, .why))]
    Unreachable {
        /// The host.
        host: String,
        /// What the network says.
        why: String,
    },
    /// The place to write to is taken.
    #[error("{path} {why}", path = .0.display(), why = .1)]
    Place(PathBuf, &'static str),
    /// A file cannot be written or read.
    #[error(
        "cannot write {path}: {why}; make room or name another place with --out",
        path = .path.display()
    )]
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// What was read cannot be read again.
    #[error("cannot read what was just collected: {0}; check the disk, and run again")]
    Unfinished(String),
    /// Every source failed.
    #[error("nothing could be read. {0}")]
    Nothing(String),
}

/// Why one collection, or the rest of it, was not read: the words of `snapshot.json`.
#[derive(Clone, Debug)]
pub(super) struct Missed {
    pub(super) reason: &'static str,
    pub(super) detail: String,
}

/// How the reading of a collection ends before its end.
#[derive(Debug)]
pub(super) enum Ended {
    /// This one is a gap; the rest goes on.
    Gap(Missed),
    /// Nothing can go on.
    Stop(CollectError),
    /// The service no longer knows the link: from the beginning.
    Expired(Missed),
}

impl Ended {
    /// A gap.
    pub(super) fn gap(reason: &'static str, detail: impl Into<String>) -> Self {
        Self::Gap(Missed {
            reason,
            detail: detail.into(),
        })
    }
}
