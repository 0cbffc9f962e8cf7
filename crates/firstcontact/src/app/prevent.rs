//! Measures the checks of prevention on all cores, in one pass over the fleet.

use enrollment::correlate::Fleet;
use rayon::prelude::*;
use rules::prevention::catalogue;
use rules::prevention::incoming::{self, Incoming};
use rules::prevention::inputs::{History, Inputs};
use rules::prevention::measured::Measured;
use rules::prevention::readiness::{self, Readiness};
use rules::prevention::suppliers::{self, Supplier};
use rules::prevention::tally::Tally;
use rules::prevention::thresholds::Thresholds;

/// Devices that one thread counts in one go.
const CHUNK: usize = 1_024;

/// What a fleet comes to, as far as the next device is concerned.
pub struct Prevention {
    /// Every check, in the order of the codes.
    pub measured: Vec<Measured>,
    /// How early devices are ready, and what follows where they are not.
    pub readiness: Readiness,
    /// Where devices come from, the largest first.
    pub suppliers: Vec<Supplier>,
    /// Devices that are on their way.
    pub incoming: Incoming,
}

/// Measures everything.
pub fn examine(fleet: &Fleet<'_>, thresholds: Thresholds, history: History) -> Prevention {
    let inputs = Inputs {
        fleet,
        thresholds,
        history,
    };
    let tally = tally(&inputs);
    Prevention {
        measured: catalogue::measure(&inputs, &tally),
        readiness: readiness::readiness(&tally),
        suppliers: suppliers::suppliers(&inputs, &tally),
        incoming: incoming::incoming(&inputs, &tally),
    }
}

/// Counts every device. The counts are joined in the devices' order, so that the outcome does not
/// depend on how many threads there were.
fn tally(inputs: &Inputs<'_>) -> Tally {
    let devices = inputs.fleet.len();
    (0..devices.div_ceil(CHUNK))
        .into_par_iter()
        .fold(Tally::default, |mut tally, chunk| {
            let numbers = chunk * CHUNK..((chunk + 1) * CHUNK).min(devices);
            std::hint::black_box(inputs.fleet.touch(numbers.clone()));
            tally.count(inputs, numbers);
            tally
        })
        .reduce(Tally::default, |mut tally, later| {
            tally.merge(later);
            tally
        })
}
