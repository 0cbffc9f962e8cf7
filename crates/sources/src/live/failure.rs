//! Why a tenant, or one of its collections, cannot be read, and what to do next.

use super::unreachable;
use crate::told::{Told, told};
use std::fmt;
use std::path::PathBuf;

/// The whole collection of a tenant stops. What was stored stays, and the same command goes on.
#[derive(Debug)]
pub enum CollectError {
    /// Nobody can be asked.
    SignIn(Told),
    /// A service does not answer at all, or somebody else does.
    Unreachable {
        /// The host.
        host: String,
        /// What the network says.
        why: String,
    },
    /// The place to write to is taken; the text says by what.
    Place(PathBuf, &'static str),
    /// A file cannot be written or read.
    Disk {
        /// The file.
        path: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// What was read cannot be read again.
    Unfinished(String),
    /// Every source failed.
    Nothing(Told),
}

impl CollectError {
    /// What a person is told.
    pub fn told(&self) -> Told {
        match self {
            Self::SignIn(why) => why.clone(),
            Self::Unreachable { host, why } => unreachable::tell(host, why),
            Self::Place(path, key) => told(key).with("path", path.display().to_string()),
            Self::Disk { path, why } => told("disk")
                .with("path", path.display().to_string())
                .with("why", why.to_string()),
            Self::Unfinished(why) => told("unfinished").with("why", why),
            Self::Nothing(why) => told("nothing-read").with("why", why.clone()),
        }
    }

    /// Nobody can be asked, and this text says why.
    pub(super) fn sign_in(key: &'static str) -> Self {
        Self::SignIn(told(key))
    }
}

impl fmt::Display for CollectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

impl std::error::Error for CollectError {}

/// Why one collection, or the rest of it, was not read: the words of `snapshot.json`.
#[derive(Clone, Debug)]
pub(super) struct Missed {
    pub(super) reason: &'static str,
    pub(super) detail: Told,
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
    pub(super) fn gap(reason: &'static str, detail: Told) -> Self {
        Self::Gap(Missed { reason, detail })
    }
}
