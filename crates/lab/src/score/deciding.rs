//! What the advice costs, whether it is safe, and how near it comes to the best possible.

use super::measures::Measures;
use super::price::{ASK, DECISIONS, DESTROYED, DecisionCounts, DecisionRow, SWEEP};
use super::proportion::{Rate, share, upper_bound};
use super::tally::{Destroyed, TierTally};
use serde::Serialize;

/// Below this distance between naive and best there is nothing to be skilled at.
const NO_ROOM: f64 = 1e-12;

/// What decisions cost.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decisions {
    /// Exactly what was needed.
    pub accuracy: Rate,
    /// Minutes per device.
    pub mean_cost: Option<f64>,
    /// What the best possible policy expects to pay, where known.
    pub attainable_cost: Option<f64>,
    /// What it truly pays on these very devices.
    pub attainable_paid: Option<f64>,
    /// Ours minus the attainable expectation, over the same devices.
    pub cost_regret: Option<f64>,
    /// The same in per cent of the attainable.
    pub cost_regret_percent: Option<f64>,
    /// Devices for which somebody is asked.
    pub asked: Rate,
    /// Devices for which we and the best possible policy both ask, or both do not.
    pub ask_agreement: Rate,
    /// We ask where the best possible policy decides.
    pub asked_in_vain: u64,
    /// We decide where the best possible policy asks.
    pub asked_too_little: u64,
    /// Erases.
    pub erases: ErasesFigures,
    /// Mean cost with other prices for an erase that destroys.
    pub penalty_sweep: Vec<PenaltyPoint>,
    /// The cheapest decision for whoever always decides the same, and its mean cost.
    pub cheapest_constant: ConstantDecision,
    /// How often each decision met each need.
    pub table: Vec<DecisionRow>,
}

/// Erases advised and needed.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErasesFigures {
    /// Advised, strangers included.
    pub advised: u64,
    /// Truly needed.
    pub needed: u64,
    /// Both.
    pub needed_and_advised: u64,
    /// Advised by the best possible policy.
    pub attainable: u64,
    /// Those of them that we advise too.
    pub coverage: Rate,
}

/// Mean cost with one price for an erase that destroys.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PenaltyPoint {
    /// The price in minutes.
    pub penalty: u64,
    /// Minutes per device.
    pub mean_cost: Option<f64>,
}

/// Always the same decision.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConstantDecision {
    /// Which.
    pub decision: &'static str,
    /// Minutes per device.
    pub mean_cost: Option<f64>,
}

/// Whether advice destroys.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Safety {
    /// Erases advised that would destroy what lives, without need; and all of strangers.
    pub destroying: u64,
    /// Decisions, those about strangers included.
    pub decisions: u64,
    /// How often at most that happens, with 95 %.
    pub upper_bound: Option<f64>,
    /// The first of them, by world and serial number.
    pub first: Vec<Destroyed>,
}

/// (score − naive) / (attainable − naive), over the devices where the attainable is known.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Skill {
    /// Devices where the attainable is known.
    pub n: u64,
    /// Exact codes; naive is always the most frequent one.
    pub accuracy: SkillFigure,
    /// Brier score; naive believes in the frequencies of codes.
    pub brier: SkillFigure,
    /// Mean cost; naive is the cheapest constant decision.
    pub cost: SkillFigure,
    /// What the best possible believer expects to be right.
    pub expected_accuracy: Option<f64>,
}

/// One figure between naive and best.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct SkillFigure {
    /// Without looking at any device.
    pub naive: Option<f64>,
    /// Ours.
    pub ours: Option<f64>,
    /// The best possible.
    pub attainable: Option<f64>,
    /// The share of the way from naive to best.
    pub skill: Option<f64>,
}

impl Decisions {
    pub(super) fn of(measures: &Measures, tier: &TierTally) -> Self {
        let (counts, beside) = (&measures.decisions, &measures.beside);
        let n = counts.n();
        let mean = |penalty| minutes(counts.minutes(penalty), n);
        let ours = minutes(beside.decisions.minutes(DESTROYED), beside.n);
        let best = beside.attainable_cost.mean(beside.n);
        let regret = ours.zip(best).map(|(ours, best)| ours - best);
        let percent = regret.zip(best).filter(|(_, best)| *best > 0.0);
        let [both, only_we, only_it, neither] = beside.asks;
        let (constant, constant_minutes) = counts.cheapest_constant();
        let sweep = SWEEP.iter().map(|penalty| PenaltyPoint {
            penalty: *penalty,
            mean_cost: mean(*penalty),
        });
        Self {
            accuracy: Rate::of(counts.right(), n),
            mean_cost: mean(DESTROYED),
            attainable_cost: best,
            attainable_paid: paid(&beside.attainable_decisions),
            cost_regret: regret,
            cost_regret_percent: percent.map(|(regret, best)| 100.0 * regret / best),
            asked: Rate::of(counts.advised(ASK), n),
            ask_agreement: Rate::of(both + neither, beside.n),
            asked_in_vain: only_we,
            asked_too_little: only_it,
            erases: ErasesFigures::of(measures, tier),
            penalty_sweep: sweep.collect(),
            cheapest_constant: ConstantDecision {
                decision: DECISIONS[constant],
                mean_cost: minutes(constant_minutes, n),
            },
            table: counts.rows(),
        }
    }
}

impl ErasesFigures {
    fn of(measures: &Measures, tier: &TierTally) -> Self {
        let erases = measures.erases;
        Self {
            advised: erases.advised + tier.stranger_erases,
            needed: erases.needed,
            needed_and_advised: erases.needed_and_advised,
            attainable: erases.attainable,
            coverage: Rate::of(erases.attainable_and_advised, erases.attainable),
        }
    }
}

impl Safety {
    pub(super) fn of(measures: &Measures, tier: &TierTally) -> Self {
        let destroying = measures.erases.destroying + tier.stranger_erases;
        let decisions = measures.n() + tier.strangers;
        Self {
            destroying,
            decisions,
            upper_bound: upper_bound(destroying, decisions),
            first: tier.destroyed.iter().cloned().collect(),
        }
    }
}

impl Skill {
    /// Nothing where the attainable is known of no device.
    pub(super) fn of(measures: &Measures) -> Option<Self> {
        let beside = &measures.beside;
        let n = beside.n;
        if n == 0 {
            return None;
        }
        let most = beside.truths.iter().copied().max().unwrap_or_default();
        let frequency = |count: &u64| *count as f64 / n as f64;
        let squares: f64 = beside.truths.iter().map(|c| frequency(c).powi(2)).sum();
        let constant = beside.decisions.cheapest_constant().1;
        Some(Self {
            n,
            accuracy: SkillFigure::of(
                share(most, n),
                share(beside.right, n),
                share(beside.attainable_right, n),
            ),
            brier: SkillFigure::of(
                Some(1.0 - squares),
                beside.brier.mean(n),
                beside.attainable_brier.mean(n),
            ),
            cost: SkillFigure::of(
                minutes(constant, n),
                paid(&beside.decisions),
                beside.attainable_cost.mean(n),
            ),
            expected_accuracy: beside.attainable_probability.mean(n),
        })
    }
}

impl SkillFigure {
    fn of(naive: Option<f64>, ours: Option<f64>, attainable: Option<f64>) -> Self {
        let skill = match (naive, ours, attainable) {
            (Some(naive), Some(ours), Some(best)) if (best - naive).abs() > NO_ROOM => {
                Some((ours - naive) / (best - naive))
            }
            _ => None,
        };
        Self {
            naive,
            ours,
            attainable,
            skill,
        }
    }
}

fn paid(counts: &DecisionCounts) -> Option<f64> {
    minutes(counts.minutes(DESTROYED), counts.n())
}

fn minutes(sum: u128, n: u64) -> Option<f64> {
    (n > 0).then(|| sum as f64 / n as f64)
}
