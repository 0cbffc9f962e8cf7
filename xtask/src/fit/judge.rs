//! Diagnoses a simulated world as the program would, and holds it against the truth.

use super::{FitError, gather};
use enrollment::correlate::correlate;
use enrollment::diagnosis::Weights;
use firstcontact::report::ndjson;
use firstcontact::report::only::Only;
use lab::ceiling::Reference;
use lab::score::{Pair, Tally};
use lab::tier::Tier;
use lab::world::Recipe;
use sources::recorded::{self, ReadOptions};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
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
    let path = folder.join("diagnosis.ndjson");
    let wrong = |why| FitError::file("write", &path, why);
    let mut file = BufWriter::new(File::create(&path).map_err(wrong)?);
    ndjson::write(&joined, weights, &Only::default(), &mut file)
        .and_then(|_| file.flush())
        .map_err(wrong)?;
    Ok(Pair {
        truth: folder.join("truth.ndjson"),
        diagnosis: path.clone(),
    })
}
