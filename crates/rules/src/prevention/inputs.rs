//! What checks are measured on: a joined fleet, limits, and what earlier looks remember.

use super::thresholds::Thresholds;
use enrollment::case_file::CaseFile;
use enrollment::correlate::{Device, Fleet};
use enrollment::moment::Moment;
use enrollment::timeline::Timeline;

/// What all checks are measured on. "Now" is the time at which the snapshot was taken.
pub struct Inputs<'f> {
    /// The devices and what holds for all of them.
    pub fleet: &'f Fleet<'f>,
    /// The limits.
    pub thresholds: Thresholds,
    /// What earlier looks remember; empty if there were none.
    pub history: History,
}

impl<'f> Inputs<'f> {
    /// With the usual limits, and no memory.
    pub fn of(fleet: &'f Fleet<'f>) -> Self {
        Self {
            fleet,
            thresholds: Thresholds::default(),
            history: History::default(),
        }
    }

    /// When the snapshot was taken.
    pub fn now(&self) -> Moment {
        self.fleet.snapshot.taken_at
    }
}

/// What earlier looks at the tenant remember, handed in by whoever keeps them.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// For a check's code: the first of the looks that alarmed without a break until the last one.
    pub alarming_since: Vec<(String, Moment)>,
}

impl History {
    /// Since when every look alarmed.
    pub fn alarming_since(&self, code: &str) -> Option<Moment> {
        let known = self.alarming_since.iter().find(|(it, _)| it == code);
        known.map(|(_, since)| *since)
    }
}

/// One device, as the one pass over the fleet sees it.
#[derive(Clone, Copy)]
pub struct Opened<'d, 'f> {
    /// Its rows.
    pub device: &'d Device<'f>,
    /// What happened to it.
    pub timeline: &'d Timeline,
    /// What was read of it.
    pub case: &'d CaseFile,
}
