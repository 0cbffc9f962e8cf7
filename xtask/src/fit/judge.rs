//! Diagnoses a simulated world as the program would, and holds it against the truth.

use super::{FitError, gather};
use enrollment::correlate::correlate;
use enrollment::diagnosis::Weights;
use firstcontact::report::fleet::TenantFinding;
use firstcontact::report::only::Only;
use firstcontact::report::{finding, ndjson};
use lab::ceiling::Reference;
use lab::score::{Pair, Tally};
use lab::tier::Tier;
use lab::world::Recipe;
use sources::recorded::{self, ReadOptions};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Simulates a world, diagnoses it and counts. The folder is gone afterwards.
pub(super) fn world(
    recipe: Recipe,
    tier: Tier,
    weights: &Weights,
    reference: Option<&Reference>,
    folder: &Path,
) -> Result<Tally, FitError> {
    gather::world(recipe, tier, folder, reference)?;
    let pair = diagnose(folder, weights)?;
    let mut tally = Tally::default();
    tally.add_pair(&pair).map_err(FitError::said)?;
    fs::remove_dir_all(folder).map_err(|why| FitError::file("write", folder, why))?;
    Ok(tally)
}

fn diagnose(folder: &Path, weights: &Weights) -> Result<Pair, FitError> {
    let snapshot = recorded::read(&folder.join("snapshot"), &ReadOptions::default())
        .map_err(FitError::said)?;
    let joined = correlate(&snapshot);
    let diagnosis = folder.join("diagnosis.ndjson");
    let summary = to_file(&diagnosis, |file| {
        let summary = ndjson::write(&joined, weights, &Only::default(), file)?;
        file.flush()?;
        Ok(summary)
    })?;
    let findings = folder.join("findings.ndjson");
    let said = TenantFinding::all(&summary, &Only::default());
    to_file(&findings, |file| finding::write(&said, file))?;
    Ok(Pair {
        truth: folder.join("truth.ndjson"),
        diagnosis,
        findings: Some(findings),
    })
}

fn to_file<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>,
) -> Result<T, FitError> {
    File::create(path)
        .and_then(|file| write(&mut BufWriter::new(file)))
        .map_err(|why| FitError::file("write", path, why))
}
