//! The score: compares diagnoses with the truth of the worlds that they are about, and measures
//! them (`causality.md` §3.7).
//!
//! Nothing here knows how a diagnosis is made or a world simulated. Both come as lines of JSON, or
//! as values from within a program that has no use for files:
//!
//! ```text
//! truth file ──┐                                        ┌── table for a terminal
//!              ├── join ── Tally ── Report ── Section ──┼── JSON
//! diagnosis ───┘             │                          └── page
//!                   merge of many tallies
//! ```
//!
//! A tally holds counters only, whatever the number of devices, and all of them are whole
//! numbers: neither the order of lines nor the way they were split over tallies changes a digit.

mod calibration;
mod ceiling;
mod classification;
mod curve;
mod deciding;
mod device;
mod diagnosis_file;
mod episodes;
mod fault;
mod finding_file;
mod grids;
mod join;
mod lines;
mod measures;
mod page;
mod plot;
mod price;
mod proportion;
mod report;
mod sheet;
mod spoken;
mod tally;
mod taxonomy;
#[cfg(test)]
mod tests;
mod truth_file;
mod unseen;

pub use calibration::{Abstention, Calibration};
pub use ceiling::Ceiling;
pub use classification::{CauseFigures, Classification, MacroF1, Mistaken};
pub use curve::{ReliabilityPoint, RiskCoverage, RiskPoint};
pub use deciding::{
    ConstantDecision, Decisions, ErasesFigures, PenaltyPoint, Safety, Skill, SkillFigure,
};
pub use device::{Attainable, DiagnosedDevice, Episode, Poll, Systemic, TruthDevice};
pub use episodes::SystemicFigures;
pub use fault::ScoreError;
pub use join::Pair;
pub use price::{DECISIONS, DESTROYED, DecisionRow, NEEDS, PRICES, SWEEP, price};
pub use proportion::{Rate, upper_bound, wilson};
pub use report::{Report, Section, StratumFigures};
pub use spoken::{Action, Family, Gate, Identifiability, Source};
pub use tally::{Destroyed, Tally};
pub use taxonomy::Code;
pub use unseen::Unseen;

use report::Terms;
use std::path::PathBuf;

/// Bins of equal mass for calibration. Source: `causality.md` §3.7, point 3.
const ECE_BINS: usize = 15;
/// Devices from which on a stratum is reported. Source: `causality.md` §3.7, target 3.
const STRATUM_MIN: usize = 5_000;

/// What to score, and how.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Files to compare; may be empty for a tally that is fed otherwise.
    pub pairs: Vec<Pair>,
    /// Bins of equal mass for calibration.
    pub ece_bins: usize,
    /// Devices from which on a stratum is reported.
    pub stratum_min: usize,
    /// A file with bounds of the attainable, to stand beside the figures.
    pub ceiling: Option<PathBuf>,
    /// Codes of causes that the diagnoser never saw.
    pub unseen: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pairs: Vec::new(),
            ece_bins: ECE_BINS,
            stratum_min: STRATUM_MIN,
            ceiling: None,
            unseen: Vec::new(),
        }
    }
}

/// Compares all pairs of files.
///
/// # Errors
/// A file that cannot be read, a line that is not what it should be, a truth without devices, an
/// option that cannot be met. Each names what would have been right.
pub fn score(options: &Options) -> Result<Report, ScoreError> {
    let terms = options.terms()?;
    if options.pairs.is_empty() {
        return Err(ScoreError::Option {
            what: "there is nothing to compare".to_owned(),
            expected: "at least one truth file with its diagnosis",
        });
    }
    let mut tally = Tally::default();
    for pair in &options.pairs {
        tally.add_pair(pair)?;
    }
    Ok(Report::of(&tally, &terms))
}

impl Tally {
    /// Counts a pair of files.
    ///
    /// # Errors
    /// As [`score`].
    pub fn add_pair(&mut self, pair: &Pair) -> Result<(), ScoreError> {
        join::add_pair(self, pair)
    }

    /// The report of what was counted; the pairs of the options are not read.
    ///
    /// # Errors
    /// An unreadable ceiling file, an option that cannot be met.
    pub fn report(&self, options: &Options) -> Result<Report, ScoreError> {
        Ok(Report::of(self, &options.terms()?))
    }
}

impl Options {
    fn terms(&self) -> Result<Terms, ScoreError> {
        if self.ece_bins == 0 {
            return Err(ScoreError::Option {
                what: "0 bins measure nothing".to_owned(),
                expected: "1 bin or more, usually 15",
            });
        }
        let unseen = self.unseen.iter().map(|text| {
            let unknown = || ScoreError::Option {
                what: format!("`{}` is no cause", fault::printable(text)),
                expected: "a code from H01 to H07 or C01 to C59",
            };
            Code::parse(text).ok_or_else(unknown)
        });
        let ceilings = self.ceiling.as_deref().map(ceiling::read).transpose()?;
        Ok(Terms {
            ece_bins: self.ece_bins,
            stratum_min: self.stratum_min as u64,
            unseen: unseen.collect::<Result<_, _>>()?,
            ceilings: ceilings.unwrap_or_default(),
        })
    }
}
