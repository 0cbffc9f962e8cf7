//! The verdict on a case file.

use super::decision::{Hold, decide, erase_needed, works};
use super::posterior::posterior;
use super::weights::Weights;
use crate::case_file::{CaseFile, ReadingId, gates};
use crate::cause::{Cause, Code, Data};
use crate::gate::Gate;
use crate::opinion::Opinion;
use crate::question::Question;
use crate::remedy::Action;

/// Probabilities are whole ten-thousandths, so that what is shown sums to exactly 1.
pub const UNIT: u16 = 10_000;

/// How many readings are cited at most: more than that nobody reads.
const CITED_MAX: usize = 8;
/// Readings that change the odds by less than this factor's logarithm are not cited.
const CITED_MIN: f64 = 0.15;

/// Which of four heaps a device lies on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Standing {
    /// Enrolled, or none of our business.
    Healthy,
    /// Nothing to do but wait.
    Waiting,
    /// Somebody must do something.
    NeedsYou,
    /// One question first.
    CannotTell,
}

impl Standing {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Waiting => "waiting",
            Self::NeedsYou => "needsYou",
            Self::CannotTell => "cannotTell",
        }
    }
}

/// A reading that the verdict rests on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cited {
    /// Which reading.
    pub reading: ReadingId,
    /// The cause that it speaks for.
    pub speaks_for: Code,
    /// By how much it moves the odds: natural logarithm, positive.
    pub weight: f64,
}

/// The question worth asking.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Asked {
    /// Which question.
    pub question: Question,
    /// The share of the present doubt that the answer is expected to remove, 0…1.
    pub settles: f64,
}

/// What follows from a case file. The same for every device with the same case file.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdict {
    /// The most probable cause, as a position in the catalogue; none when nothing is wrong.
    pub cause: Option<usize>,
    /// Whether no cause at all is possible: something is wrong that no rule explains.
    pub unexplained: bool,
    /// Its probability in ten-thousandths.
    pub probability: u16,
    /// The other causes and their probabilities in ten-thousandths, most probable first.
    pub rivals: Vec<(usize, u16)>,
    /// The first gate not passed; none when all were.
    pub gate: Option<Gate>,
    /// What to do.
    pub action: Action,
    /// Whether mending it takes an erase, sooner or later.
    pub erase_needed: bool,
    /// Whether an erase would destroy data.
    pub data_at_risk: bool,
    /// Why an erase is not advised now.
    pub holds: Vec<Hold>,
    /// The question worth asking.
    pub question: Option<Asked>,
    /// What the verdict rests on: for the cause first, then against it.
    pub cited: Vec<Cited>,
    /// Which heap.
    pub standing: Standing,
    /// What the cheapest decision is expected to cost, in minutes: 0 when nothing is wrong.
    pub expected_cost: f64,
    /// What it would mean to erase the device.
    pub erase: EraseOdds,
}

/// How sure an erase is to help, and how probable it is to destroy live data without need.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct EraseOdds {
    /// The probability of causes whose remedy is an erase, 0…1: for advising one.
    pub helps: f64,
    /// The probability that mending takes an erase of this device, as it was seen, 0…1: for
    /// carrying one out. A device that slipped through while its profile was missing needs one,
    /// too, once the profile is there.
    pub needed: f64,
    /// The probability of causes under which live data would be lost, 0…1.
    pub live_data: f64,
}

/// Concludes.
///
/// `opinions` are the rules' answers in the catalogue's order, as `causes` are.
pub fn conclude(
    case: &CaseFile,
    causes: &[Cause],
    opinions: &[Opinion],
    weights: &Weights,
) -> Verdict {
    if works(case) {
        return Verdict::nothing_wrong();
    }
    let probabilities = posterior(case, causes, opinions, weights);
    let best = (0..causes.len())
        .filter(|cause| probabilities[*cause] > 0.0)
        // Of equals the first of the catalogue wins, whatever the order of comparing.
        .max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]).then(b.cmp(a)));
    let Some(best) = best else {
        return Verdict::unexplained(case);
    };
    let decision = decide(case, causes, &probabilities, weights);
    let (probability, rivals) = shares(&probabilities, best, weights.limits.shown);
    let cause = &causes[best];
    let action = match (decision.action, cause.action) {
        // "Wait" for something that will never come is "nothing to do".
        (Action::Wait, Action::None) => Action::None,
        (action, _) => action,
    };
    Verdict {
        cause: Some(best),
        unexplained: false,
        probability,
        rivals,
        gate: Some(gate(case, cause)),
        action,
        erase_needed: erase_needed(case, cause),
        data_at_risk: cause.data != Data::Nothing,
        standing: standing(action, &decision.holds),
        holds: decision.holds,
        question: decision
            .question
            .map(|(question, settles)| Asked { question, settles }),
        cited: cite(case, causes, opinions, &probabilities, best, weights),
        expected_cost: decision.cost,
        erase: decision.erase,
    }
}

impl Verdict {
    /// The verdict on a device that works.
    pub fn nothing_wrong() -> Self {
        Self {
            cause: None,
            unexplained: false,
            probability: UNIT,
            rivals: Vec::new(),
            gate: None,
            action: Action::None,
            erase_needed: false,
            data_at_risk: false,
            holds: Vec::new(),
            question: None,
            cited: Vec::new(),
            standing: Standing::Healthy,
            expected_cost: 0.0,
            erase: EraseOdds::default(),
        }
    }

    fn unexplained(case: &CaseFile) -> Self {
        Self {
            unexplained: true,
            gate: gates(case).window().map(|(first, _)| first),
            action: Action::Ask,
            data_at_risk: true,
            question: Some(Asked {
                question: Question::LOOK,
                settles: 0.0,
            }),
            standing: Standing::CannotTell,
            ..Self::nothing_wrong()
        }
    }
}

fn standing(action: Action, holds: &[Hold]) -> Standing {
    let only_the_lock = matches!(holds.first(), Some(Hold::PersonalLock | Hold::LockUnread));
    match action {
        Action::None => Standing::Healthy,
        Action::Wait => Standing::Waiting,
        // The cause is known; what is asked is the way to mend it.
        Action::Ask if only_the_lock => Standing::NeedsYou,
        Action::Ask => Standing::CannotTell,
        Action::Configure | Action::Migrate | Action::Clean | Action::Erase => Standing::NeedsYou,
    }
}

/// The gate at which the cause stopped this device: where it was seen to stop, else as near to G5
/// as the cause allows. G5 is where a device disappears from every interface's sight.
fn gate(case: &CaseFile, cause: &Cause) -> Gate {
    let gates = gates(case);
    if let Some(stop) = gates.first_stop()
        && stop >= cause.gates.0
        && stop <= cause.gates.1
    {
        return stop;
    }
    let own = Gate::G5.clamp(cause.gates.0, cause.gates.1);
    gates
        .window()
        .map_or(own, |(first, last)| own.clamp(first, last))
}

/// Whole ten-thousandths that sum to 1: the best cause's, and the others' that are worth showing.
fn shares(probabilities: &[f64], best: usize, shown: f64) -> (u16, Vec<(usize, u16)>) {
    let kept: Vec<usize> = (0..probabilities.len())
        .filter(|cause| *cause == best || probabilities[*cause] >= shown)
        .collect();
    let total: f64 = kept.iter().map(|cause| probabilities[*cause]).sum();
    let mut exact: Vec<(usize, u16, f64)> = kept
        .iter()
        .map(|cause| {
            let share = probabilities[*cause] / total * f64::from(UNIT);
            (*cause, share.floor() as u16, share.fract())
        })
        .collect();
    let missing = UNIT - exact.iter().map(|entry| entry.1).sum::<u16>();
    exact.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    for entry in exact.iter_mut().take(usize::from(missing)) {
        entry.1 += 1;
    }
    exact.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let own = exact
        .iter()
        .find(|entry| entry.0 == best)
        .map_or(UNIT, |entry| entry.1);
    let rivals = exact.iter().filter(|entry| entry.0 != best && entry.1 > 0);
    (own, rivals.map(|entry| (entry.0, entry.1)).collect())
}

/// The readings that move the odds between the cause and its rivals, and the signs that the
/// cause's own rule named.
fn cite(
    case: &CaseFile,
    causes: &[Cause],
    opinions: &[Opinion],
    probabilities: &[f64],
    best: usize,
    weights: &Weights,
) -> Vec<Cited> {
    let signs = match &opinions[best] {
        Opinion::Possible { signs, .. } => signs.as_slice(),
        Opinion::RuledOut(_) => &[],
    };
    let rest = 1.0 - probabilities[best];
    let mut cited: Vec<Cited> = Vec::new();
    for reading in case.taken() {
        let row = weights.contribution(case, reading);
        let rivals =
            (0..causes.len()).filter(|cause| *cause != best && probabilities[*cause] > 0.0);
        let mixed: f64 = if rest > 1e-12 {
            rivals
                .clone()
                .map(|cause| probabilities[cause] / rest * row[cause].exp())
                .sum()
        } else {
            // Nothing competes: compare with what the reading would say about any other cause.
            let others = (0..causes.len()).filter(|cause| *cause != best);
            others.map(|cause| row[cause].exp()).sum::<f64>() / (causes.len() - 1).max(1) as f64
        };
        let moved = row[best] - mixed.max(f64::MIN_POSITIVE).ln();
        let is_sign = signs.contains(&reading);
        if moved >= CITED_MIN || (is_sign && moved > -CITED_MIN) {
            let weight = moved.max(if is_sign { CITED_MIN } else { 0.0 });
            cited.push(Cited {
                reading,
                speaks_for: causes[best].code,
                weight,
            });
        } else if moved <= -CITED_MIN {
            let gains = rivals.max_by(|a, b| {
                let gain = |cause: usize| probabilities[cause] * row[cause].exp();
                gain(*a).total_cmp(&gain(*b)).then(b.cmp(a))
            });
            if let Some(rival) = gains {
                cited.push(Cited {
                    reading,
                    speaks_for: causes[rival].code,
                    weight: -moved,
                });
            }
        }
    }
    let own = causes[best].code;
    cited.sort_by(|a, b| {
        let against = |cited: &Cited| cited.speaks_for != own;
        against(a)
            .cmp(&against(b))
            .then(b.weight.total_cmp(&a.weight))
            .then(a.reading.cmp(&b.reading))
    });
    let split = cited.partition_point(|cited| cited.speaks_for == own);
    // Room for what speaks against it, too.
    let against = cited.split_off(split);
    cited.truncate(CITED_MAX.saturating_sub(against.len().min(2)));
    cited.extend(against.into_iter().take(2));
    cited
}
