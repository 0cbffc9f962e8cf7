//! The best that anybody could reach, as somebody else worked it out.

use super::fault::{ScoreError, printable};
use crate::tier::Tier;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Bytes of the largest file of ceilings.
const FILE_MAX: u64 = 1 << 20;

/// Bounds of what is attainable in one tier: from, to.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Ceiling {
    /// Share of exact codes.
    pub accuracy: Option<[f64; 2]>,
    /// Brier score.
    pub brier: Option<[f64; 2]>,
    /// Minutes per device.
    pub cost: Option<[f64; 2]>,
    /// Mean F1.
    #[serde(rename = "macroF1")]
    pub macro_f1: Option<[f64; 2]>,
}

#[derive(Deserialize)]
struct Wire {
    tiers: BTreeMap<Tier, Ceiling>,
}

/// Reads `{"tiers":{"graph":{"accuracy":[low,high],…},…}}`.
pub(super) fn read(file: &Path) -> Result<BTreeMap<Tier, Ceiling>, ScoreError> {
    let mut text = Vec::new();
    File::open(file)
        .and_then(|input| input.take(FILE_MAX).read_to_end(&mut text))
        .map_err(|source| ScoreError::Read {
            file: file.to_owned(),
            expected: "a JSON file of ceilings",
            source,
        })?;
    let wrong = |error: serde_json::Error| ScoreError::Ceiling {
        file: file.to_owned(),
        what: printable(&error.to_string()),
    };
    let wire: Wire = serde_json::from_slice(&text).map_err(wrong)?;
    Ok(wire.tiers)
}
