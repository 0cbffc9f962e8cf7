//! The two estimates that bracket the attainable.
//!
//! *Learned*: a table learned on other worlds and held against these. No decision maker with the
//! same evidence need be worse, so the attainable is at least this good. *Fitted*: the same table
//! filled with the very devices that it judges. It has seen the answers, so that the attainable is
//! at most this good (resubstitution; Devroye, Györfi, Lugosi 1996, chapter 23).

use super::signature::signature;
use super::table::{DECISIONS, ERASE, Outcome, Table, price};
use crate::error::LabError;
use crate::examine::{Examined, examine};
use crate::observe::Optics;
use crate::tier::Tier;
use crate::truth::{NOTHING, code};
use crate::world::{Recipe, World};
use rayon::prelude::*;
use serde::Serialize;
use std::ops::Range;

/// Devices that are examined at once.
const STRETCH: u64 = 2_000;
/// The seed from which the reference worlds count on; nobody evaluates beyond it.
pub const REFERENCE_SEED: u64 = 9_000_000_000;

/// Tables learned from worlds that nobody evaluates.
#[derive(Clone, Debug)]
pub struct Reference {
    tiers: Vec<Table>,
}

/// What the best decision maker that we know would conclude about a device.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Attainable {
    /// The most probable cause; [`NOTHING`] if nothing seems wrong.
    pub cause: u8,
    /// Its probability.
    pub probability: f64,
    /// The cheapest decision's word.
    pub decision: &'static str,
    /// What it is expected to cost, in minutes.
    pub cost: f64,
    /// What the Brier score is expected to be.
    pub brier: f64,
}

impl Reference {
    /// Learns from worlds with these seeds and so many devices each.
    pub fn learn(recipe: &Recipe, seeds: Range<u64>, devices: u64) -> Self {
        let seeds: Vec<u64> = seeds.collect();
        let tiers = seeds
            .par_iter()
            .map(|seed| {
                let world = World::build(&Recipe {
                    seed: *seed,
                    devices,
                    faults: None,
                    scripted: Vec::new(),
                    ..recipe.clone()
                });
                count(&world)
            })
            .reduce(empty, merged);
        Self { tiers }
    }

    /// What it would conclude about a device.
    pub fn attainable(&self, world: &World, device: &Examined, tier: Tier) -> Attainable {
        let (facts, seen) = (&device.story.facts, &device.seen);
        let signature = signature(world, facts, seen, &device.company, tier);
        let belief = self.tiers[tier as usize].belief(&signature);
        let (cause, probability) = belief.best();
        let (decision, cost) = belief.decision();
        Attainable {
            cause,
            probability,
            decision: DECISIONS[decision],
            cost,
            brier: belief.brier(),
        }
    }

    /// How surely the cause can be known in each tier: I from 0.95, II from 0.6, else III
    /// (causality.md §3.6).
    pub fn identifiability(&self, world: &World, device: &Examined) -> [&'static str; 6] {
        Tier::ALL.map(
            |tier| match self.attainable(world, device, tier).probability {
                0.95.. => "I",
                0.6.. => "II",
                _ => "III",
            },
        )
    }

    /// How many different signatures each tier has.
    pub fn cells(&self) -> Vec<usize> {
        self.tiers.iter().map(Table::cells).collect()
    }
}

fn empty() -> Vec<Table> {
    vec![Table::default(); Tier::ALL.len()]
}

fn merged(mut tables: Vec<Table>, more: Vec<Table>) -> Vec<Table> {
    for (table, other) in tables.iter_mut().zip(more) {
        table.merge(other);
    }
    tables
}

fn count(world: &World) -> Vec<Table> {
    let mut tables = empty();
    let optics = Optics::of(world);
    let mut from = 0;
    while from < world.population() {
        let upto = (from + STRETCH).min(world.population());
        for device in examine(world, &optics, from..upto) {
            for tier in Tier::ALL {
                if device.seen.is_named(tier) {
                    let (facts, seen) = (&device.story.facts, &device.seen);
                    let signature = signature(world, facts, seen, &device.company, tier);
                    tables[tier as usize].add(&signature, Outcome::of(&device.truth));
                }
            }
        }
        from = upto;
    }
    tables
}

/// A lower and an upper bound of a score.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// What a learner reaches.
    pub learned: f64,
    /// What nobody exceeds.
    pub fitted: f64,
}

/// The attainable of one tier.
#[derive(Clone, PartialEq, Debug)]
pub struct TierEstimate {
    /// The tier.
    pub tier: &'static str,
    /// Devices that the tier names.
    pub devices: u64,
    /// Share of devices whose cause is named right.
    pub accuracy: Interval,
    /// The same among devices of which something is the matter or seems to be.
    pub accuracy_suspects: Interval,
    /// Mean price of the decisions, in minutes a device.
    pub cost: Interval,
    /// Mean Brier score.
    pub brier: Interval,
    /// Mean over classes of the harmonic mean of precision and recall.
    pub macro_f1: Interval,
    /// Share of devices about which asking is cheapest.
    pub asked: f64,
    /// Share of devices for which an erase is cheapest.
    pub erased: f64,
    /// Different signatures among the judged devices.
    pub signatures: usize,
}

/// The attainable of all tiers.
#[derive(Clone, PartialEq, Debug)]
pub struct Estimate {
    /// Per tier.
    pub tiers: Vec<TierEstimate>,
}

/// Estimates the attainable over these worlds, learned on the reference worlds.
pub fn estimate(
    recipe: &Recipe,
    reference: &Reference,
    seeds: Range<u64>,
    devices: u64,
) -> Result<Estimate, LabError> {
    if seeds.is_empty() || devices == 0 {
        return Err(LabError::Asked(
            "a ceiling needs at least one seed and one device".to_owned(),
        ));
    }
    let seeds: Vec<u64> = seeds.collect();
    let build = |seed: &u64| {
        World::build(&Recipe {
            seed: *seed,
            devices,
            ..recipe.clone()
        })
    };
    let own = seeds
        .par_iter()
        .map(|seed| count(&build(seed)))
        .reduce(empty, merged);
    let scores = seeds
        .par_iter()
        .map(|seed| judge_all(&build(seed), &reference.tiers, &own))
        .reduce(
            || vec![Scores::default(); Tier::ALL.len()],
            |mut all, more| {
                for (scores, other) in all.iter_mut().zip(more) {
                    scores.merge(&other);
                }
                all
            },
        );
    let tiers = Tier::ALL
        .iter()
        .zip(scores)
        .map(|(tier, scores)| scores.estimate(*tier, own[*tier as usize].cells()))
        .collect();
    Ok(Estimate { tiers })
}

/// Sums over devices; `[learned, fitted]`.
#[derive(Clone, Default)]
struct Scores {
    devices: u64,
    suspects: u64,
    right: [u64; 2],
    right_suspects: [u64; 2],
    cost: [f64; 2],
    brier: [f64; 2],
    asked: u64,
    erased: u64,
    /// Per cause: true, said, both; learned and fitted.
    classes: Vec<[[u64; 3]; 2]>,
}

impl Scores {
    fn add(&mut self, place: usize, outcome: Outcome, belief: &super::Belief) {
        if self.classes.is_empty() {
            self.classes = vec![[[0; 3]; 2]; usize::from(NOTHING) + 1];
        }
        let (said, _) = belief.best();
        let right = said == outcome.cause;
        self.right[place] += u64::from(right);
        if said != NOTHING || outcome.cause != NOTHING {
            self.right_suspects[place] += u64::from(right);
            self.suspects += u64::from(place == 0);
        }
        let (decision, _) = belief.decision();
        self.cost[place] += price(decision, outcome);
        if place == 0 {
            self.asked += u64::from(DECISIONS[decision] == "ask");
            self.erased += u64::from(decision == ERASE);
        }
        let causes = belief.causes();
        let own = causes[usize::from(outcome.cause)];
        self.brier[place] += causes.iter().map(|p| p * p).sum::<f64>() - 2.0 * own + 1.0;
        self.classes[usize::from(outcome.cause)][place][0] += 1;
        self.classes[usize::from(said)][place][1] += 1;
        self.classes[usize::from(said)][place][2] += u64::from(right);
    }

    fn merge(&mut self, other: &Self) {
        self.devices += other.devices;
        self.suspects += other.suspects;
        self.asked += other.asked;
        self.erased += other.erased;
        for place in 0..2 {
            self.right[place] += other.right[place];
            self.right_suspects[place] += other.right_suspects[place];
            self.cost[place] += other.cost[place];
            self.brier[place] += other.brier[place];
        }
        if self.classes.is_empty() {
            self.classes.clone_from(&other.classes);
            return;
        }
        for (own, more) in self.classes.iter_mut().zip(&other.classes) {
            for place in 0..2 {
                for (sum, count) in own[place].iter_mut().zip(more[place]) {
                    *sum += count;
                }
            }
        }
    }

    fn macro_f1(&self, place: usize) -> f64 {
        let present = self.classes.iter().filter(|class| class[place][0] > 0);
        let f1 = |class: &[[u64; 3]; 2]| {
            let [truth, said, both] = class[place];
            2.0 * both as f64 / (truth + said).max(1) as f64
        };
        let all: Vec<f64> = present.map(f1).collect();
        all.iter().sum::<f64>() / all.len().max(1) as f64
    }

    fn estimate(&self, tier: Tier, signatures: usize) -> TierEstimate {
        let (devices, suspects) = (self.devices.max(1) as f64, self.suspects.max(1) as f64);
        let mean = |sums: [f64; 2]| Interval {
            learned: sums[0] / devices,
            fitted: sums[1] / devices,
        };
        let counted = |counts: [u64; 2]| mean(counts.map(|count| count as f64));
        TierEstimate {
            tier: tier.name(),
            devices: self.devices,
            accuracy: counted(self.right),
            accuracy_suspects: Interval {
                learned: self.right_suspects[0] as f64 / suspects,
                fitted: self.right_suspects[1] as f64 / suspects,
            },
            cost: mean(self.cost),
            brier: mean(self.brier),
            macro_f1: Interval {
                learned: self.macro_f1(0),
                fitted: self.macro_f1(1),
            },
            asked: self.asked as f64 / devices,
            erased: self.erased as f64 / devices,
            signatures,
        }
    }
}

fn judge_all(world: &World, learned: &[Table], own: &[Table]) -> Vec<Scores> {
    let mut scores = vec![Scores::default(); Tier::ALL.len()];
    let optics = Optics::of(world);
    let mut from = 0;
    while from < world.population() {
        let upto = (from + STRETCH).min(world.population());
        for device in examine(world, &optics, from..upto) {
            let outcome = Outcome::of(&device.truth);
            for tier in Tier::ALL {
                if !device.seen.is_named(tier) {
                    continue;
                }
                let (facts, seen) = (&device.story.facts, &device.seen);
                let signature = signature(world, facts, seen, &device.company, tier);
                let place = tier as usize;
                scores[place].devices += 1;
                scores[place].add(0, outcome, &learned[place].belief(&signature));
                if let Some(belief) = own[place].own(&signature) {
                    scores[place].add(1, outcome, &belief);
                }
            }
        }
        from = upto;
    }
    scores
}

/// `lab ceiling --format json`, and what `lab score --ceiling` reads: bounds from, to.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Bounds {
    devices: u64,
    accuracy: [f64; 2],
    accuracy_suspects: [f64; 2],
    brier: [f64; 2],
    cost: [f64; 2],
    #[serde(rename = "macroF1")]
    macro_f1: [f64; 2],
    asked: f64,
    erased: f64,
    signatures: usize,
}

impl Estimate {
    /// The estimate as JSON: per tier what a learner reaches, and what nobody exceeds.
    pub fn json(&self) -> serde_json::Value {
        let pair = |it: Interval| [it.learned, it.fitted];
        let tiers: serde_json::Map<String, serde_json::Value> = self
            .tiers
            .iter()
            .map(|tier| {
                let bounds = Bounds {
                    devices: tier.devices,
                    accuracy: pair(tier.accuracy),
                    accuracy_suspects: pair(tier.accuracy_suspects),
                    brier: pair(tier.brier),
                    cost: pair(tier.cost),
                    macro_f1: pair(tier.macro_f1),
                    asked: tier.asked,
                    erased: tier.erased,
                    signatures: tier.signatures,
                };
                let value = serde_json::to_value(bounds).unwrap_or_default();
                (tier.tier.to_owned(), value)
            })
            .collect();
        serde_json::json!({"schema": "firstcontact/ceiling/1", "tiers": tiers})
    }

    /// A table for people.
    pub fn table(&self) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{:<9} {:>9} {:>15} {:>15} {:>17} {:>15} {:>7} {:>7} {:>10}",
            "tier",
            "devices",
            "accuracy",
            "suspects",
            "minutes/device",
            "Brier",
            "ask",
            "erase",
            "signatures"
        );
        for tier in &self.tiers {
            let pair = |it: Interval| format!("{:.4}–{:.4}", it.learned, it.fitted);
            let _ = writeln!(
                out,
                "{:<9} {:>9} {:>15} {:>15} {:>17} {:>15} {:>7.4} {:>7.4} {:>10}",
                tier.tier,
                tier.devices,
                pair(tier.accuracy),
                pair(tier.accuracy_suspects),
                format!("{:.3}–{:.3}", tier.cost.learned, tier.cost.fitted),
                pair(tier.brier),
                tier.asked,
                tier.erased,
                tier.signatures
            );
        }
        let _ = writeln!(
            out,
            "\nThe first figure is what a table learned on other worlds reaches, the second what \
             nobody exceeds."
        );
        out
    }
}

/// The word of a cause as the diagnosis format spells it; none if nothing is wrong.
pub(crate) fn cause_word(cause: u8) -> Option<&'static str> {
    (cause != NOTHING).then(|| code(cause))
}
