//! Opens the snapshot that a command is about.

use super::progress::Bar;
use super::{Desk, Stop};
use crate::clock;
use enrollment::snapshot::Snapshot;
use sources::recorded::{self, ReadOptions};
use std::path::Path;

/// Reads a snapshot, showing progress where somebody watches.
pub(super) fn open(path: &Path, desk: &Desk) -> Result<Snapshot, Stop> {
    let bar = Bar::new(desk.terminal, desk.language.text("progress-reading"));
    let options = ReadOptions {
        seed: clock::seed(),
        progress: &bar,
    };
    let snapshot = recorded::read(path, &options);
    bar.finish();
    snapshot.map_err(Stop::because)
}
