//! What the product reads in a simulated world, beside what is true there.

use super::FitError;
use enrollment::case_file::{self, CaseFile};
use enrollment::correlate::{Device, correlate};
use enrollment::timeline;
use lab::ceiling::Reference;
use lab::simulate::{Order, simulate};
use lab::tier::Tier;
use lab::world::Recipe;
use serde::Deserialize;
use sources::recorded::{self, ReadOptions};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The truth about a device, as a line of the truth file says it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    pub(super) serial: Option<String>,
    pub(super) cause: Option<String>,
}

/// Simulates a world into a folder.
pub(super) fn world(
    recipe: Recipe,
    tier: Tier,
    out: &Path,
    reference: Option<&Reference>,
) -> Result<(), FitError> {
    let order = Order {
        recipe,
        tier,
        out: out.to_owned(),
        packed: false,
    };
    simulate(&order, reference, |_| ()).map_err(FitError::said)?;
    Ok(())
}

/// How often each case file was met with each true cause; the last cause is "nothing is wrong".
pub(super) type Cases = HashMap<(CaseFile, u8), u32>;

/// The position of every cause's code.
pub(super) fn positions() -> HashMap<&'static str, u8> {
    let rules = rules::catalogue::all().iter().enumerate();
    rules
        .map(|(place, rule)| (rule.cause.code.name(), place as u8))
        .collect()
}

/// Reads a simulated world as the product would, and counts.
pub(super) fn cases(folder: &Path) -> Result<Cases, FitError> {
    let positions = positions();
    let nothing = positions.len() as u8;
    let path = folder.join("truth.ndjson");
    let text = fs::read_to_string(&path).map_err(|why| FitError::file("read", &path, why))?;
    let mut truth: HashMap<String, u8> = HashMap::new();
    for line in text.lines() {
        let line: Line = serde_json::from_str(line).map_err(FitError::said)?;
        if let Some(serial) = line.serial {
            let cause = line
                .cause
                .as_deref()
                .map_or(nothing, |code| positions[code]);
            truth.insert(serial.to_uppercase(), cause);
        }
    }
    let snapshot = recorded::read(&folder.join("snapshot"), &ReadOptions::default())
        .map_err(FitError::said)?;
    let fleet = correlate(&snapshot);
    let mut cases = Cases::new();
    for number in 0..fleet.len() {
        let device: Device<'_> = fleet.device(number);
        if let Some(cause) = truth.get(device.serial_text()) {
            let case = case_file::open(&device, &timeline::rebuild(&device));
            *cases.entry((case, *cause)).or_default() += 1;
        }
    }
    Ok(cases)
}
