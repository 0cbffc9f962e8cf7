//! Whether confidences are kept like promises.

use super::curve::{ReliabilityPoint, RiskCoverage};
use super::measures::{Confusion, Measures};
use super::taxonomy::{CODES, Code};
use serde::Serialize;

/// Codes that are the truth of fewer devices say nothing about class-wise calibration. Source: an
/// assumption of this score's brief.
const CLASS_MIN: u64 = 100;

/// How far confidence and being right are apart.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calibration {
    /// Mean multiclass Brier score over codes.
    pub brier: Option<f64>,
    /// Of the best possible believer, where known.
    pub attainable_brier: Option<f64>,
    /// Ours minus the attainable one, over the same devices.
    pub brier_regret: Option<f64>,
    /// Top-label expected calibration error of codes, in bins of equal mass.
    pub ece: Option<f64>,
    /// The same for classes: their codes' probabilities together.
    pub ece_merged: Option<f64>,
    /// Mean over codes that are the truth often enough of the error of their own probability.
    pub class_wise_ece: Option<f64>,
    /// Answers whose probabilities do not sum to 1.
    pub sums_off: u64,
    /// The reliability diagram of codes.
    pub reliability: Vec<ReliabilityPoint>,
}

/// What answering only where one is sure would give.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Abstention {
    /// For exact codes.
    pub code: RiskCoverage,
    /// For classes.
    pub merged: RiskCoverage,
}

impl Calibration {
    pub(super) fn of(measures: &Measures, bins: usize) -> Self {
        let beside = &measures.beside;
        let ours = beside.brier.mean(beside.n);
        let attainable = beside.attainable_brier.mean(beside.n);
        Self {
            brier: measures.brier.mean(measures.n()),
            attainable_brier: attainable,
            brier_regret: ours.zip(attainable).map(|(ours, best)| ours - best),
            ece: measures.by_code.ece(bins),
            ece_merged: measures.by_class.ece(bins),
            class_wise_ece: class_wise(measures),
            sums_off: measures.sums_off,
            reliability: measures.by_code.bins(bins),
        }
    }
}

impl Abstention {
    pub(super) fn of(measures: &Measures) -> Self {
        let silent = measures.n() - measures.answered;
        Self {
            code: measures.by_code.risk_coverage(silent),
            merged: measures.by_class.risk_coverage(silent),
        }
    }
}

fn class_wise(measures: &Measures) -> Option<f64> {
    let mut truths = [0; CODES];
    for (truth, said, count) in measures.confusion.iter().flat_map(Confusion::pairs) {
        if said != Code::SILENT {
            truths[truth.index()] += count;
        }
    }
    let errors: Vec<f64> = Code::all()
        .map(|code| (code, truths[code.index()]))
        .filter(|(_, n)| *n >= CLASS_MIN)
        .map(|(code, n)| measures.class_wise.ece(code, n, measures.answered))
        .collect();
    (!errors.is_empty()).then(|| errors.iter().sum::<f64>() / errors.len() as f64)
}
