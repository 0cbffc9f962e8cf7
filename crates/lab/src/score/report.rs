//! The report: every figure over all devices, per tier and per stratum.

use super::calibration::{Abstention, Calibration};
use super::ceiling::Ceiling;
use super::classification::Classification;
use super::deciding::{Decisions, Safety, Skill};
use super::episodes::SystemicFigures;
use super::measures::Measures;
use super::tally::{Stratum, Tally};
use super::taxonomy::Code;
use super::unseen::Unseen;
use super::{page, sheet};
use crate::tier::Tier;
use serde::Serialize;
use serde_json::{Number, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Decimals of numbers in JSON: enough for one in a million, too few for a processor's whims.
const DECIMALS: f64 = 1e9;

/// A score.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// `firstcontact/score/1`.
    pub schema: &'static str,
    /// Looks: world, tier and time.
    pub polls: usize,
    /// Worlds.
    pub worlds: usize,
    /// Over all devices.
    pub all: Section,
    /// Per tier, the poorest first.
    pub tiers: Vec<Section>,
    /// Of what strata are made.
    pub strata_by: &'static str,
    /// Strata with enough devices.
    pub strata: Vec<StratumFigures>,
}

/// All figures of a tier, or of all.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// The tier's name, or `all`.
    pub name: &'static str,
    /// Devices of the truth.
    pub devices: u64,
    /// Those of them without a diagnosis; they count as wrong, and as "ask".
    pub unanswered: u64,
    /// Diagnoses of devices that the truth does not know.
    pub strangers: u64,
    /// Naming the cause.
    pub classification: Classification,
    /// Keeping promises.
    pub calibration: Calibration,
    /// Deciding.
    pub decisions: Decisions,
    /// Destroying nothing.
    pub safety: Safety,
    /// Knowing when to be silent.
    pub abstention: Abstention,
    /// Finding faults of tenants.
    pub systemic: SystemicFigures,
    /// Causes never seen, if any were named.
    pub unseen: Option<Unseen>,
    /// The share of the attainable, where that is known.
    pub skill: Option<Skill>,
    /// Bounds of the attainable from a file.
    pub ceiling: Option<Ceiling>,
}

/// The figures of a stratum that are worth comparing.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StratumFigures {
    /// The tier.
    pub tier: &'static str,
    /// How its devices came to the organisation.
    pub source: &'static str,
    /// The world; none for all together.
    pub world: Option<u64>,
    /// Devices.
    pub devices: u64,
    /// Exact codes.
    pub accuracy: Option<f64>,
    /// Classes.
    pub merged_accuracy: Option<f64>,
    /// Mean F1 over classes of identifiability I and II.
    pub macro_f1: Option<f64>,
    /// Brier score.
    pub brier: Option<f64>,
    /// Calibration error of codes.
    pub ece: Option<f64>,
    /// Calibration error of classes.
    pub ece_merged: Option<f64>,
    /// Decisions that were exactly what was needed.
    pub decision_accuracy: Option<f64>,
    /// Minutes per device.
    pub mean_cost: Option<f64>,
    /// In per cent of the attainable.
    pub cost_regret_percent: Option<f64>,
    /// Area under risk and coverage.
    pub aurc: Option<f64>,
    /// Destroying advices.
    pub destroying: u64,
}

/// What sections are made with.
pub(super) struct Terms {
    pub(super) ece_bins: usize,
    pub(super) stratum_min: u64,
    pub(super) unseen: BTreeSet<Code>,
    pub(super) ceilings: BTreeMap<Tier, Ceiling>,
}

impl Report {
    pub(super) fn of(tally: &Tally, terms: &Terms) -> Self {
        let tiers = tally.tiers.keys().copied();
        Self {
            schema: "firstcontact/score/1",
            polls: tally.polls.len(),
            worlds: tally.worlds.len(),
            all: Section::of(tally, None, terms),
            tiers: tiers
                .map(|tier| Section::of(tally, Some(tier), terms))
                .collect(),
            strata_by: if tally.apart() {
                "tier x source x world"
            } else {
                "tier x source"
            },
            strata: strata(tally, terms),
        }
    }

    /// As JSON, schema `firstcontact/score/1`.
    pub fn json(&self) -> Value {
        let mut value = serde_json::to_value(self).unwrap_or(Value::Null);
        round(&mut value);
        value
    }

    /// Writes it as JSON.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &self.json())?;
        writeln!(out)
    }

    /// Writes it as tables for a terminal of so many columns.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write_table(&self, out: &mut impl Write, width: usize) -> io::Result<()> {
        sheet::write(self, out, width)
    }

    /// Writes it as one page that needs nothing else.
    ///
    /// # Errors
    /// Whatever `out` fails with.
    pub fn write_html(&self, out: &mut impl Write) -> io::Result<()> {
        page::write(self, out)
    }
}

impl Section {
    fn of(tally: &Tally, tier: Option<Tier>, terms: &Terms) -> Self {
        let measures = tally.total(tier);
        let beside = tally.tier(tier);
        let unseen = (!terms.unseen.is_empty()).then(|| Unseen::of(&beside, &terms.unseen));
        Self {
            name: tier.map_or("all", Tier::name),
            devices: measures.n(),
            unanswered: measures.n() - measures.answered,
            strangers: beside.strangers,
            classification: Classification::of(&measures),
            calibration: Calibration::of(&measures, terms.ece_bins),
            decisions: Decisions::of(&measures, &beside),
            safety: Safety::of(&measures, &beside),
            abstention: Abstention::of(&measures),
            systemic: tally.polls.figures(tier),
            unseen,
            skill: Skill::of(&measures),
            ceiling: tier.and_then(|tier| terms.ceilings.get(&tier).copied()),
        }
    }
}

/// Strata with enough devices: those by world, and all worlds together where there are several.
fn strata(tally: &Tally, terms: &Terms) -> Vec<StratumFigures> {
    let mut all: BTreeMap<Stratum, Measures> = BTreeMap::new();
    for (stratum, measures) in &tally.strata {
        let whole = Stratum {
            world: None,
            ..*stratum
        };
        all.entry(whole).or_default().merge(measures);
    }
    let by_world = tally.worlds.len() > 1 && tally.apart();
    let apart = tally.strata.iter().filter(|_| by_world);
    let mut found: Vec<(&Stratum, &Measures)> = all.iter().chain(apart).collect();
    found.retain(|(_, measures)| measures.n() >= terms.stratum_min);
    found.sort_by_key(|(stratum, _)| **stratum);
    found
        .into_iter()
        .map(|(stratum, measures)| StratumFigures::of(*stratum, measures, terms.ece_bins))
        .collect()
}

impl StratumFigures {
    fn of(stratum: Stratum, measures: &Measures, bins: usize) -> Self {
        let classification = Classification::of(measures);
        let calibration = Calibration::of(measures, bins);
        let decisions = Decisions::of(measures, &super::tally::TierTally::default());
        Self {
            tier: stratum.tier.name(),
            source: stratum.source.name(),
            world: stratum.world,
            devices: measures.n(),
            accuracy: classification.accuracy.value,
            merged_accuracy: classification.merged_accuracy.value,
            macro_f1: classification.macro_f1.identifiable,
            brier: calibration.brier,
            ece: calibration.ece,
            ece_merged: calibration.ece_merged,
            decision_accuracy: decisions.accuracy.value,
            mean_cost: decisions.mean_cost,
            cost_regret_percent: decisions.cost_regret_percent,
            aurc: Abstention::of(measures).code.aurc,
            destroying: measures.erases.destroying,
        }
    }
}

fn round(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let rounded = number
                .as_f64()
                .map(|float| (float * DECIMALS).round() / DECIMALS);
            // Minus nothing is nothing.
            let rounded = rounded.map(|float| if float == 0.0 { 0.0 } else { float });
            *value = rounded.and_then(Number::from_f64).into();
        }
        Value::Array(values) => values.iter_mut().for_each(round),
        Value::Object(fields) => fields.values_mut().for_each(round),
        _ => {}
    }
}
