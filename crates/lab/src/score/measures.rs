//! Everything that is counted about the devices of one stratum; whole numbers only, so that
//! neither the order of devices nor the way they were split changes a result.

use super::curve::{Curve, STEPS, steps};
use super::device::{Attainable, DiagnosedDevice, TruthDevice};
use super::price::DecisionCounts;
use super::proportion::Sum;
use super::spoken::{Action, Identifiability};
use super::taxonomy::{CODES, Code};

/// Equal-width bins of class-wise calibration.
const COARSE_BINS: usize = 20;
/// How far probabilities may miss a sum of 1: 66 alternatives below 0.001 are left out.
const SUM_LOW: f64 = 0.93;
/// Above, only rounding is to be forgiven.
const SUM_HIGH: f64 = 1.01;

/// Counts of one stratum.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Measures {
    /// Truth against answer, by identifiability I, II and III.
    pub(super) confusion: [Confusion; 3],
    pub(super) answered: u64,
    pub(super) family_right: u64,
    pub(super) gate_right: u64,
    pub(super) erase_needed_right: u64,
    pub(super) data_at_risk_right: u64,
    pub(super) sums_off: u64,
    pub(super) brier: Sum,
    /// Confidence in the code that was said.
    pub(super) by_code: Curve,
    /// Confidence in its class.
    pub(super) by_class: Curve,
    pub(super) class_wise: ClassWise,
    pub(super) decisions: DecisionCounts,
    pub(super) erases: Erases,
    pub(super) beside: Beside,
}

/// Erases, needed and advised.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Erases {
    pub(super) advised: u64,
    pub(super) needed: u64,
    pub(super) needed_and_advised: u64,
    pub(super) destroying: u64,
    pub(super) attainable: u64,
    pub(super) attainable_and_advised: u64,
}

/// Our figures and the attainable ones, over the devices where the latter are known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Beside {
    pub(super) n: u64,
    pub(super) right: u64,
    pub(super) attainable_right: u64,
    pub(super) attainable_probability: Sum,
    pub(super) brier: Sum,
    pub(super) attainable_brier: Sum,
    pub(super) attainable_cost: Sum,
    pub(super) decisions: DecisionCounts,
    /// What the attainable policy's decisions meet.
    pub(super) attainable_decisions: DecisionCounts,
    /// Both ask, only we, only it, neither.
    pub(super) asks: [u64; 4],
    /// How often each code is the truth.
    pub(super) truths: [u64; CODES],
}

impl Default for Beside {
    fn default() -> Self {
        Self {
            n: 0,
            right: 0,
            attainable_right: 0,
            attainable_probability: Sum::default(),
            brier: Sum::default(),
            attainable_brier: Sum::default(),
            attainable_cost: Sum::default(),
            decisions: DecisionCounts::default(),
            attainable_decisions: DecisionCounts::default(),
            asks: [0; 4],
            truths: [0; CODES],
        }
    }
}

impl Measures {
    pub(super) fn add(&mut self, truth: &TruthDevice, said: Option<&DiagnosedDevice>) {
        let code = said.map_or(Code::SILENT, |said| said.cause);
        let advised = said.map_or(Action::Ask, |said| said.action);
        let identifiability = match truth.identifiability {
            Identifiability::I => 0,
            Identifiability::II => 1,
            Identifiability::III => 2,
        };
        self.confusion[identifiability].add(truth.cause, code);
        let brier = match said {
            Some(said) => self.answer(truth, said),
            None => 1.0,
        };
        self.brier.add(brier);
        self.decisions.add(advised, truth.action, truth.live_data);
        self.erases.add(truth, advised);
        if let Some(attainable) = &truth.attainable {
            self.beside.add(truth, attainable, code, advised, brier);
        }
    }

    /// What only an answer can be measured by; its Brier score.
    fn answer(&mut self, truth: &TruthDevice, said: &DiagnosedDevice) -> f64 {
        self.answered += 1;
        self.family_right +=
            u64::from(said.cause == truth.cause || said.family == truth.family && explains(said));
        self.gate_right += u64::from(said.gate == truth.gate);
        self.erase_needed_right += u64::from(said.erase_needed == truth.erase_needed);
        self.data_at_risk_right += u64::from(said.data_at_risk == truth.data_at_risk);
        let belief = Belief::of(said);
        self.sums_off += u64::from(!(SUM_LOW..=SUM_HIGH).contains(&belief.sum));
        let right = said.cause == truth.cause;
        self.by_code.add(steps(belief.of_code(said.cause)), right);
        let class_right = said.cause.class() == truth.cause.class();
        self.by_class
            .add(steps(belief.of_class(said.cause.class())), class_right);
        for (code, probability) in belief.some() {
            self.class_wise.add(code, probability, code == truth.cause);
        }
        belief.brier(truth.cause)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.confusion.iter_mut().zip(&other.confusion) {
            mine.merge(theirs);
        }
        self.answered += other.answered;
        self.family_right += other.family_right;
        self.gate_right += other.gate_right;
        self.erase_needed_right += other.erase_needed_right;
        self.data_at_risk_right += other.data_at_risk_right;
        self.sums_off += other.sums_off;
        self.brier.merge(other.brier);
        self.by_code.merge(&other.by_code);
        self.by_class.merge(&other.by_class);
        self.class_wise.merge(&other.class_wise);
        self.decisions.merge(&other.decisions);
        self.erases.merge(other.erases);
        self.beside.merge(&other.beside);
    }

    pub(super) fn n(&self) -> u64 {
        self.decisions.n()
    }
}

/// "Unexplained" and foreign codes have no family; that it is missing proves nothing.
fn explains(said: &DiagnosedDevice) -> bool {
    said.family.is_some() && said.cause < Code::OTHER
}

impl Erases {
    fn add(&mut self, truth: &TruthDevice, advised: Action) {
        let erase = u64::from(advised == Action::Erase);
        self.advised += erase;
        self.needed += u64::from(truth.erase_needed);
        self.needed_and_advised += erase * u64::from(truth.erase_needed);
        self.destroying += u64::from(destroys(truth, advised));
        let attainable = truth.attainable.map(|attainable| attainable.action);
        if attainable == Some(Action::Erase) {
            self.attainable += 1;
            self.attainable_and_advised += erase;
        }
    }

    fn merge(&mut self, other: Self) {
        self.advised += other.advised;
        self.needed += other.needed;
        self.needed_and_advised += other.needed_and_advised;
        self.destroying += other.destroying;
        self.attainable += other.attainable;
        self.attainable_and_advised += other.attainable_and_advised;
    }
}

/// Whether an advice would destroy what lives, without need.
pub(super) fn destroys(truth: &TruthDevice, advised: Action) -> bool {
    advised == Action::Erase && truth.live_data && !truth.erase_needed
}

impl Beside {
    fn add(
        &mut self,
        truth: &TruthDevice,
        attainable: &Attainable,
        code: Code,
        advised: Action,
        brier: f64,
    ) {
        self.n += 1;
        self.right += u64::from(code == truth.cause);
        self.attainable_right += u64::from(attainable.cause == truth.cause);
        self.attainable_probability.add(attainable.probability);
        self.brier.add(brier);
        self.attainable_brier.add(attainable.brier);
        self.attainable_cost.add(attainable.cost);
        self.decisions.add(advised, truth.action, truth.live_data);
        self.attainable_decisions
            .add(attainable.action, truth.action, truth.live_data);
        let we = usize::from(advised != Action::Ask);
        let it = usize::from(attainable.action != Action::Ask);
        self.asks[we * 2 + it] += 1;
        self.truths[truth.cause.index()] += 1;
    }

    fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.right += other.right;
        self.attainable_right += other.attainable_right;
        self.attainable_probability
            .merge(other.attainable_probability);
        self.brier.merge(other.brier);
        self.attainable_brier.merge(other.attainable_brier);
        self.attainable_cost.merge(other.attainable_cost);
        self.decisions.merge(&other.decisions);
        self.attainable_decisions.merge(&other.attainable_decisions);
        for (mine, theirs) in self.asks.iter_mut().zip(other.asks) {
            *mine += theirs;
        }
        for (mine, theirs) in self.truths.iter_mut().zip(other.truths) {
            *mine += theirs;
        }
    }
}

/// Probabilities of all codes, as one answer gives them.
struct Belief {
    of: [f64; CODES],
    sum: f64,
}

impl Belief {
    fn of(said: &DiagnosedDevice) -> Self {
        let mut of = [0.0; CODES];
        for (code, probability) in &said.alternatives {
            of[code.index()] += probability;
        }
        if said.cause == Code::NONE {
            // Nothing wrong has all the probability that no alternative takes from it.
            of[0] = (1.0 - of[1..].iter().sum::<f64>()).max(0.0);
        } else {
            of[said.cause.index()] += said.probability;
        }
        let sum = of.iter().sum();
        // "Unexplained" promises no cause.
        of[Code::UNEXPLAINED.index()] = 0.0;
        Self { of, sum }
    }

    fn of_code(&self, code: Code) -> f64 {
        self.of[code.index()]
    }

    fn of_class(&self, class: Code) -> f64 {
        let members = self.some().filter(|(code, _)| code.class() == class);
        members.map(|(_, probability)| probability).sum()
    }

    fn some(&self) -> impl Iterator<Item = (Code, f64)> {
        Code::all()
            .zip(self.of.iter().copied())
            .filter(|(_, probability)| *probability > 0.0)
    }

    /// Σ (p − 1{true})² over all codes.
    fn brier(&self, truth: Code) -> f64 {
        let squares: f64 = self.of.iter().map(|p| p * p).sum();
        squares - 2.0 * self.of_code(truth) + 1.0
    }
}

/// Truth against answer; empty until the first device.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Confusion(Vec<u64>);

impl Confusion {
    pub(super) fn add(&mut self, truth: Code, said: Code) {
        if self.0.is_empty() {
            self.0 = vec![0; CODES * CODES];
        }
        self.0[truth.index() * CODES + said.index()] += 1;
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if self.0.is_empty() {
            self.0.clone_from(&other.0);
            return;
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine += theirs;
        }
    }

    /// All pairs that occur: truth, answer, how often.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Code, Code, u64)> {
        let pairs = Code::all().flat_map(|truth| Code::all().map(move |said| (truth, said)));
        pairs
            .zip(&self.0)
            .filter(|(_, count)| **count > 0)
            .map(|((truth, said), count)| (truth, said, *count))
    }
}

/// For every code, how often which probability was promised and kept; coarse, and without the
/// many promises of nothing, which follow from the rest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct ClassWise(Vec<[u64; 3]>);

impl ClassWise {
    fn add(&mut self, code: Code, probability: f64, right: bool) {
        if self.0.is_empty() {
            self.0 = vec![[0; 3]; CODES * COARSE_BINS];
        }
        let step = steps(probability);
        let width = usize::from(STEPS) / COARSE_BINS;
        let bin = (usize::from(step) / width).min(COARSE_BINS - 1);
        let cell = &mut self.0[code.index() * COARSE_BINS + bin];
        cell[0] += 1;
        cell[1] += u64::from(right);
        cell[2] += u64::from(step);
    }

    fn merge(&mut self, other: &Self) {
        if self.0.is_empty() {
            self.0.clone_from(&other.0);
            return;
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
    }

    /// Calibration error of one code that is the truth of `truths` of `answered` devices.
    pub(super) fn ece(&self, code: Code, truths: u64, answered: u64) -> f64 {
        let first = code.index() * COARSE_BINS;
        let cells = self.0.get(first..first + COARSE_BINS).unwrap_or_default();
        let promised = |cell: &[u64; 3]| cell[2] as f64 / f64::from(STEPS);
        let gaps: f64 = cells
            .iter()
            .map(|cell| (cell[1] as f64 - promised(cell)).abs())
            .sum();
        let kept: u64 = cells.iter().map(|cell| cell[1]).sum();
        (gaps + truths.saturating_sub(kept) as f64) / answered.max(1) as f64
    }
}
