//! The numbers that a verdict leans on, as a dense table. They are read from one data file by the
//! rules' crate; here they are only checked and looked up.

use super::odds::Odds;
use crate::case_file::{CaseFile, ReadingId};
use crate::remedy::Action;
use std::fmt;

/// What a cause needs, as the cost matrix sees it (causality.md §3.7).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Need {
    /// Nothing, or patience.
    Wait,
    /// A changed setting.
    Configure,
    /// A move without an erase: the device's data is in use.
    Migrate,
    /// An erase.
    Erase,
    /// Tidied records.
    Clean,
}

impl Need {
    /// What an action's cause needs.
    pub const fn of(action: Action) -> Self {
        match action {
            Action::None | Action::Wait | Action::Ask => Self::Wait,
            Action::Configure => Self::Configure,
            Action::Migrate => Self::Migrate,
            Action::Erase => Self::Erase,
            Action::Clean => Self::Clean,
        }
    }
}

/// The rows of the cost matrix: what can be decided.
pub const COST_ACTIONS: [Action; 6] = [
    Action::Wait,
    Action::Configure,
    Action::Ask,
    Action::Erase,
    Action::Migrate,
    Action::Clean,
];

/// The columns of the cost matrix, as the data file names them.
pub const COST_NEEDS: [&str; 5] = ["wait", "configure", "migrate", "erase", "clean"];

/// Cost in minutes of a decision (row of [`COST_ACTIONS`]) under a need (column of [`COST_NEEDS`]).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Costs(pub [[f64; COST_NEEDS.len()]; COST_ACTIONS.len()]);

/// Limits that no expected cost overrides.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Limits {
    /// An erase is never advised while causes with live data keep more than this, together.
    pub live_data: f64,
    /// An erase is never advised unless the causes that need one have at least this, together.
    pub erase: f64,
    /// A probability below this is not shown.
    pub shown: f64,
}

/// Priors, likelihoods, costs and limits for a catalogue of causes.
#[derive(Clone, Debug)]
pub struct Weights {
    causes: usize,
    ln_prior: Vec<f64>,
    /// ln P(value | cause), by [`ReadingId::place`] × causes + cause.
    ln: Vec<f64>,
    /// The cost matrix.
    pub costs: Costs,
    /// The limits.
    pub limits: Limits,
    /// Fitted odds; without them the estimates decide.
    odds: Option<Odds>,
}

/// A number in the table that cannot be one.
#[derive(Clone, PartialEq, Debug)]
pub enum WeightsError {
    /// A prior that is not positive.
    Prior(f64),
    /// A distribution with the wrong number of values.
    Length(&'static str),
    /// A probability outside 0…1, or a distribution that does not sum to 1.
    Sum(&'static str, f64),
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prior(prior) => write!(f, "a prior must be positive, not {prior}"),
            Self::Length(name) => write!(f, "'{name}' needs one number per value"),
            Self::Sum(name, sum) => {
                write!(
                    f,
                    "the numbers of '{name}' must lie in 0…1 and sum to 1, not {sum}"
                )
            }
        }
    }
}

impl std::error::Error for WeightsError {}

/// No likelihood is believed to be smaller: nothing that people or interfaces say is that sure.
const FLOOR: f64 = 1e-6;

impl Weights {
    /// A table for `causes` causes in which nothing distinguishes any of them.
    pub fn new(causes: usize, costs: Costs, limits: Limits) -> Self {
        Self {
            causes,
            ln_prior: vec![0.0; causes],
            ln: vec![0.0; ReadingId::places() * causes],
            costs,
            limits,
            odds: None,
        }
    }

    /// Lets fitted odds decide instead of the estimates, which remain for questions.
    pub fn set_odds(&mut self, odds: Odds) {
        self.odds = Some(odds);
    }

    /// The logarithm of every cause's odds in a case, up to a constant.
    pub fn ln_odds(&self, case: &CaseFile) -> Vec<f64> {
        if let Some(odds) = &self.odds {
            return odds.ln(case);
        }
        let mut ln = self.ln_prior.clone();
        for reading in case.taken() {
            let row = self.ln_likelihoods(reading, case.value(reading));
            for (sum, likelihood) in ln.iter_mut().zip(row) {
                *sum += likelihood;
            }
        }
        ln
    }

    /// What one reading adds to [`Weights::ln_odds`] of every cause.
    pub fn contribution(&self, case: &CaseFile, reading: ReadingId) -> Vec<f64> {
        match &self.odds {
            Some(odds) => odds.contribution(case, reading),
            None => self.ln_likelihoods(reading, case.value(reading)).to_vec(),
        }
    }

    /// Sets the prior of a cause, relative to the others'.
    pub fn set_prior(&mut self, cause: usize, prior: f64) -> Result<(), WeightsError> {
        if !(prior.is_finite() && prior > 0.0) {
            return Err(WeightsError::Prior(prior));
        }
        self.ln_prior[cause] = prior.ln();
        Ok(())
    }

    /// Sets how likely each value of a reading is under a cause; `unread` is not among them.
    pub fn set_likelihood(
        &mut self,
        reading: ReadingId,
        cause: usize,
        probabilities: &[f64],
    ) -> Result<(), WeightsError> {
        let info = reading.info();
        if probabilities.len() != info.values.len() - 1 {
            return Err(WeightsError::Length(info.name));
        }
        let sum: f64 = probabilities.iter().sum();
        let sound = probabilities.iter().all(|p| (0.0..=1.0).contains(p));
        if !sound || (sum - 1.0).abs() > 1e-6 {
            return Err(WeightsError::Sum(info.name, sum));
        }
        for (value, probability) in (1..).zip(probabilities) {
            let place = reading.place(value);
            self.ln[place * self.causes + cause] = probability.max(FLOOR).ln();
        }
        Ok(())
    }

    /// ln prior of a cause.
    pub fn ln_prior(&self, cause: usize) -> f64 {
        self.ln_prior[cause]
    }

    /// ln P(value | cause) for every cause; `value` is not unread.
    pub fn ln_likelihoods(&self, reading: ReadingId, value: u8) -> &[f64] {
        let row = reading.place(value);
        &self.ln[row * self.causes..(row + 1) * self.causes]
    }

    /// Cost of a decision under a need.
    pub fn cost(&self, decision: usize, need: Need) -> f64 {
        self.costs.0[decision][need as usize]
    }
}
