//! A tenant whose snapshots somebody else makes: another machine that holds the keys, or a person
//! with the portals' exports. They are put into a folder, and taken in from there.

use crate::app::remember::ingest_within;
use crate::clock;
use crate::store::{SnapshotRow, Store};
use crate::web::rounds::Progress;
use enrollment::diagnosis::Weights;
use enrollment::moment::Moment;
use enrollment::snapshot::Snapshot;
use rules::prevention::thresholds::Thresholds;
use sources::recorded::{self, ReadOptions, Silent};
use std::path::{Path, PathBuf};

/// What a look is judged by.
pub(super) struct Judging<'a> {
    /// How devices are diagnosed.
    pub(super) weights: &'a Weights,
    /// The limits of the checks.
    pub(super) limits: &'a Thresholds,
}

/// Takes in every snapshot in a folder that is younger than the newest in the store, from the
/// oldest to the newest. Says how many devices the newest has.
pub(super) fn take_in(
    folder: &Path,
    judging: &Judging<'_>,
    store: &dyn Store,
    name: &str,
    progress: &Progress<'_>,
) -> Result<u64, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let tenant = store.tenant(name).map_err(|why| told(&why))?;
    let today = store.today(tenant).map_err(|why| told(&why))?;
    let newest = today.as_ref().map(|it| it.newest.snapshot.taken_at);
    let mut devices = today.as_ref().map_or(0, |it| it.newest.devices);
    let new = arrived(folder)?.into_iter();
    for (at, path) in new.filter(|(at, _)| newest.is_none_or(|newest| *at > newest)) {
        progress(&at.to_string(), 0, 0);
        devices = remember(&path, judging, store, name)?.devices;
    }
    Ok(devices)
}

/// Diagnoses a snapshot and keeps it.
pub(super) fn remember(
    path: &Path,
    judging: &Judging<'_>,
    store: &dyn Store,
    name: &str,
) -> Result<SnapshotRow, String> {
    remember_and(path, judging, store, name, |_| Ok(()))
}

/// Diagnoses a snapshot and keeps it, and does something with it then.
pub(super) fn remember_and(
    path: &Path,
    judging: &Judging<'_>,
    store: &dyn Store,
    name: &str,
    then: impl FnOnce(&Snapshot) -> Result<(), String>,
) -> Result<SnapshotRow, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let options = ReadOptions {
        seed: clock::seed(),
        progress: &Silent,
    };
    let mut read = recorded::read(path, &options).map_err(|why| told(&why))?;
    let tenant = store.tenant(name).map_err(|why| told(&why))?;
    let Judging { weights, limits } = judging;
    let came = ingest_within(&mut read, weights, limits, store, tenant, clock::now());
    let row = came.map_err(|why| told(&why))?.row;
    then(&read)?;
    Ok(row)
}

/// The newest snapshot in a folder, if it has one.
pub(super) fn newest(folder: &Path) -> Option<PathBuf> {
    arrived(folder).ok()?.pop().map(|(_, path)| path)
}

/// The snapshots of a folder, or the one that it is, oldest first. What is not all there yet has no
/// header and waits.
fn arrived(folder: &Path) -> Result<Vec<(Moment, PathBuf)>, String> {
    let entries = std::fs::read_dir(folder).map_err(|why| {
        let folder = folder.display();
        format!("cannot read {folder}: {why}; check `snapshots` in the configuration")
    })?;
    let mut found = vec![folder.to_owned()];
    found.extend(entries.flatten().map(|entry| entry.path()));
    let mut all = Vec::new();
    for path in found {
        if let Some(at) = recorded::taken_at(&path).map_err(|why| why.to_string())? {
            all.push((at, path));
        }
    }
    all.sort();
    Ok(all)
}
