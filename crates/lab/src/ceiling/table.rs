//! Counts of what was true behind each signature, and what follows for a new one.

use super::signature::{LEVELS, Signature};
use crate::truth::{Action, CAUSES, NOTHING, Truth};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// How much a coarser level counts beside a finer one, in devices.
const BELIEF: f64 = 1.5;

/// What can be true: a cause, what it needs, and whether an erase would destroy without need.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Outcome {
    /// The cause's number.
    pub cause: u8,
    /// The need's place in [`PRICES`].
    pub need: u8,
    /// Whether an erase would destroy somebody's data without need.
    pub live: bool,
}

impl Outcome {
    /// What is true of a device.
    pub fn of(truth: &Truth) -> Self {
        Self {
            cause: truth.cause,
            need: match truth.action {
                Action::None | Action::Wait => 0,
                Action::Configure => 1,
                Action::Migrate => 2,
                Action::Erase => 3,
                Action::Clean => 4,
            },
            live: truth.live_data,
        }
    }
}

/// The decisions, in the order of [`PRICES`].
pub const DECISIONS: [&str; 6] = ["wait", "configure", "ask", "erase", "migrate", "clean"];
/// Minutes that a decision costs under a need: wait, configure, migrate, erase, clean
/// (causality.md §3.7).
pub(super) const PRICES: [[f64; 5]; 6] = [
    [0.0, 240.0, 240.0, 240.0, 240.0],
    [90.0, 0.0, 90.0, 90.0, 90.0],
    [25.0, 25.0, 25.0, 25.0, 25.0],
    [60.0, 60.0, 5_000.0, 0.0, 5_000.0],
    [90.0, 90.0, 0.0, 90.0, 90.0],
    [90.0, 90.0, 90.0, 90.0, 0.0],
];
/// What an erase costs that destroys somebody's data without need.
const DESTROYED: f64 = 5_000.0;
/// The place of "erase" among the decisions.
pub(super) const ERASE: usize = 3;

/// What a decision costs if this is true.
pub(super) fn price(decision: usize, outcome: Outcome) -> f64 {
    if decision == ERASE && outcome.live {
        return DESTROYED;
    }
    PRICES[decision][usize::from(outcome.need)]
}

/// A hash that is one already.
#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type Cells = HashMap<u64, Vec<(Outcome, u32)>, BuildHasherDefault<Same>>;

/// Counts for one tier.
#[derive(Clone, Debug, Default)]
pub struct Table {
    levels: [Cells; LEVELS],
}

/// What is to be believed.
#[derive(Clone, Debug)]
pub struct Belief {
    /// Outcomes and their probabilities, in order.
    pub outcomes: Vec<(Outcome, f64)>,
}

impl Table {
    /// Counts a device.
    pub fn add(&mut self, signature: &Signature, outcome: Outcome) {
        for (level, cells) in self.levels.iter_mut().enumerate() {
            let cell = cells.entry(signature.key(level)).or_default();
            match cell.iter_mut().find(|(known, _)| *known == outcome) {
                Some((_, count)) => *count += 1,
                None => cell.push((outcome, 1)),
            }
        }
    }

    /// Adds another table's counts.
    pub fn merge(&mut self, other: Self) {
        for (cells, more) in self.levels.iter_mut().zip(other.levels) {
            for (key, cell) in more {
                let own = cells.entry(key).or_default();
                for (outcome, count) in cell {
                    match own.iter_mut().find(|(known, _)| *known == outcome) {
                        Some((_, sum)) => *sum += count,
                        None => own.push((outcome, count)),
                    }
                }
            }
        }
    }

    /// How many different signatures were seen.
    pub fn cells(&self) -> usize {
        self.levels[0].len()
    }

    /// What is to be believed of a device with this signature: each level corrects the coarser
    /// one, the more the more devices it has seen.
    pub fn belief(&self, signature: &Signature) -> Belief {
        let mut outcomes: Vec<(Outcome, f64)> = Vec::new();
        for level in (0..LEVELS).rev() {
            let Some(cell) = self.levels[level].get(&signature.key(level)) else {
                continue;
            };
            let seen: f64 = cell.iter().map(|(_, count)| f64::from(*count)).sum();
            let keep = if outcomes.is_empty() {
                0.0
            } else {
                BELIEF / (seen + BELIEF)
            };
            for (_, probability) in &mut outcomes {
                *probability *= keep;
            }
            for (outcome, count) in cell {
                let share = f64::from(*count) / seen * (1.0 - keep);
                match outcomes.iter_mut().find(|(known, _)| known == outcome) {
                    Some((_, probability)) => *probability += share,
                    None => outcomes.push((*outcome, share)),
                }
            }
        }
        outcomes.sort_by_key(|(outcome, _)| *outcome);
        Belief { outcomes }
    }

    /// What the devices themselves say that were counted under this signature.
    pub fn own(&self, signature: &Signature) -> Option<Belief> {
        let cell = self.levels[0].get(&signature.key(0))?;
        let seen: f64 = cell.iter().map(|(_, count)| f64::from(*count)).sum();
        let share = |(outcome, count): &(Outcome, u32)| (*outcome, f64::from(*count) / seen);
        Some(Belief {
            outcomes: cell.iter().map(share).collect(),
        })
    }
}

impl Belief {
    /// Probabilities of causes; the last is "nothing is wrong".
    pub fn causes(&self) -> [f64; CAUSES.len() + 1] {
        let mut causes = [0.0; CAUSES.len() + 1];
        for (outcome, probability) in &self.outcomes {
            causes[usize::from(outcome.cause)] += probability;
        }
        causes
    }

    /// The most probable cause and its probability.
    pub fn best(&self) -> (u8, f64) {
        let causes = self.causes();
        let mut best = (NOTHING, 0.0);
        for (cause, probability) in causes.iter().enumerate() {
            if *probability > best.1 {
                best = (cause as u8, *probability);
            }
        }
        best
    }

    /// The cheapest decision and what it is expected to cost.
    pub fn decision(&self) -> (usize, f64) {
        let cost = |decision: usize| -> f64 {
            let all = self.outcomes.iter();
            all.map(|(outcome, probability)| price(decision, *outcome) * probability)
                .sum()
        };
        let mut best = (0, cost(0));
        for decision in 1..DECISIONS.len() {
            let cost = cost(decision);
            if cost < best.1 {
                best = (decision, cost);
            }
        }
        best
    }

    /// What a multiclass Brier score is expected to be: 1 − Σ p².
    pub fn brier(&self) -> f64 {
        1.0 - self.causes().iter().map(|p| p * p).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::{Belief, DECISIONS, Outcome};

    fn belief(outcomes: &[(u8, u8, bool, f64)]) -> Belief {
        let outcomes = outcomes
            .iter()
            .map(|(cause, need, live, p)| {
                let outcome = Outcome {
                    cause: *cause,
                    need: *need,
                    live: *live,
                };
                (outcome, *p)
            })
            .collect();
        Belief { outcomes }
    }

    #[test]
    fn one_chance_in_a_hundred_of_live_data_makes_asking_cheaper() {
        let sure = belief(&[(7, 3, false, 1.0)]);
        assert_eq!(DECISIONS[sure.decision().0], "erase");
        let unsure = belief(&[(7, 3, false, 0.99), (65, 2, true, 0.01)]);
        assert_eq!(DECISIONS[unsure.decision().0], "ask");
        assert_eq!(unsure.best().0, 7);
    }
}
