//! Fits the model: the odds under which what was true in the training worlds is most probable.
//!
//! Multinomial logistic regression over the causes that the rules leave possible, drawn towards the
//! estimates of `crates/rules/weights.toml` where the worlds say little. Adam (Kingma, Ba 2015)
//! over everything at once; the order of the devices does not matter.

use super::gather::Cases;
use super::model::Layout;
use enrollment::case_file::CaseFile;
use enrollment::cause::Cause;
use enrollment::diagnosis::{Weights, possible, works};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// How strongly a number is drawn towards its estimate, in devices.
const DRAWN: f32 = 6.0;
/// Adam's step at the beginning; it shrinks to a tenth.
const STEP: f32 = 0.08;
/// Readings that name a cause rather than hint at one.
const NAMING: [&str; 3] = ["failure", "look", "enroll_sign_in"];
/// Rows that a thread adds up in one go.
const PIECE: usize = 4_096;

/// A case file that was met, and what was true of the devices that have it.
pub(super) struct Row {
    features: Vec<u16>,
    possible: Vec<u8>,
    /// Devices by true cause, if the rules leave that possible.
    truth: Vec<(u8, f32)>,
    /// All devices of the row.
    count: f32,
}

/// Makes rows of what was counted. Case files that are judged without odds are left out, and so
/// are devices whose true cause the rules exclude: no number could mend that.
pub(super) fn rows(cases: &Cases, causes: &[Cause], layout: &Layout) -> Vec<Row> {
    let mut by_case: BTreeMap<CaseFile, Vec<(u8, f32)>> = BTreeMap::new();
    for ((case, cause), count) in cases {
        by_case
            .entry(*case)
            .or_default()
            .push((*cause, *count as f32));
    }
    let all: Vec<_> = by_case.into_iter().collect();
    all.into_par_iter()
        .filter_map(|(case, mut truth)| {
            if works(&case) {
                return None;
            }
            let opinions = rules::catalogue::examine(&case);
            let open = possible(&case, causes, &opinions);
            truth.retain(|(cause, _)| open.get(usize::from(*cause)).is_some_and(|open| *open));
            truth.sort_unstable_by_key(|(cause, _)| *cause);
            let count = truth.iter().map(|(_, count)| count).sum();
            let numbered = (0_u8..).zip(&open).filter(|(_, open)| **open);
            (count > 0.0).then(|| Row {
                features: layout.of(&case),
                possible: numbered.map(|(cause, _)| cause).collect(),
                truth,
                count,
            })
        })
        .collect()
}

/// The numbers of the model, by feature and cause.
#[derive(Clone)]
pub(super) struct Numbers {
    pub(super) causes: usize,
    pub(super) ln: Vec<f32>,
}

impl Numbers {
    /// The estimates, in the model's form.
    pub(super) fn estimated(layout: &Layout, causes: usize, weights: &Weights) -> Self {
        let mut ln = vec![0.0; layout.len() * causes];
        for insight in 0..enrollment::diagnosis::INSIGHTS.len() {
            for cause in 0..causes {
                ln[insight * causes + cause] = weights.ln_prior(cause) as f32;
            }
        }
        for info in &enrollment::case_file::READINGS {
            // Estimates count twice what two readings say together: half is enough to begin with,
            // and ever enough where the worlds say nothing. What names a cause outright is whole.
            let believed = if NAMING.contains(&info.name) {
                1.0
            } else {
                0.5
            };
            for value in 1..info.values.len() as u8 {
                let row = weights.ln_likelihoods(info.id, value);
                let mean = row.iter().sum::<f64>() / causes as f64;
                let start = Layout::single(info.id, value) * causes;
                for (cause, likelihood) in row.iter().enumerate() {
                    ln[start + cause] = (believed * (likelihood - mean)) as f32;
                }
            }
        }
        Self { causes, ln }
    }

    fn scores(&self, row: &Row, out: &mut [f32]) {
        let open = row.possible.iter();
        for (place, cause) in open.enumerate() {
            let cause = usize::from(*cause);
            let all = row.features.iter();
            out[place] = all
                .map(|feature| self.ln[usize::from(*feature) * self.causes + cause])
                .sum();
        }
        let top = out[..row.possible.len()]
            .iter()
            .copied()
            .fold(f32::MIN, f32::max);
        let mut sum = 0.0;
        for score in &mut out[..row.possible.len()] {
            *score = (*score - top).exp();
            sum += *score;
        }
        for score in &mut out[..row.possible.len()] {
            *score /= sum;
        }
    }

    /// Mean loss (nats a device) and gradient.
    fn slope(&self, rows: &[Row]) -> (f64, Vec<f32>) {
        let size = self.ln.len();
        let (loss, mut gradient) = rows
            .par_chunks(PIECE)
            .fold(
                || (0.0_f64, vec![0.0_f32; size]),
                |(mut loss, mut gradient), piece| {
                    let mut beliefs = [0.0_f32; 128];
                    for row in piece {
                        self.scores(row, &mut beliefs);
                        for (place, cause) in row.possible.iter().enumerate() {
                            let truth = row.truth.iter().find(|(true_one, _)| true_one == cause);
                            let seen = truth.map_or(0.0, |(_, count)| *count);
                            if seen > 0.0 {
                                loss -= f64::from(seen * beliefs[place].max(1e-30).ln());
                            }
                            let error = row.count * beliefs[place] - seen;
                            for feature in &row.features {
                                let number = usize::from(*feature) * self.causes;
                                gradient[number + usize::from(*cause)] += error;
                            }
                        }
                    }
                    (loss, gradient)
                },
            )
            .reduce(
                || (0.0, vec![0.0; size]),
                |(loss, mut sum), (more, gradient)| {
                    for (sum, slope) in sum.iter_mut().zip(gradient) {
                        *sum += slope;
                    }
                    (loss + more, sum)
                },
            );
        let total: f32 = rows.iter().map(|row| row.count).sum();
        for slope in &mut gradient {
            *slope /= total;
        }
        (loss / f64::from(total), gradient)
    }

    /// Fits; `told` hears of the loss now and then.
    pub(super) fn fit(
        &mut self,
        rows: &[Row],
        towards: &[f32],
        rounds: u32,
        mut told: impl FnMut(u32, f64),
    ) {
        let total: f32 = rows.iter().map(|row| row.count).sum();
        let size = self.ln.len();
        let (mut speed, mut spread) = (vec![0.0_f32; size], vec![0.0_f32; size]);
        for round in 1..=rounds {
            let (loss, mut gradient) = self.slope(rows);
            for ((slope, number), goal) in gradient.iter_mut().zip(&self.ln).zip(towards) {
                *slope += DRAWN / total * (number - goal);
            }
            let step = STEP * (1.0 - 0.9 * (round as f32 / rounds as f32));
            let (first, second) = (
                1.0 - 0.9_f32.powi(round as i32),
                1.0 - 0.999_f32.powi(round as i32),
            );
            for place in 0..size {
                let slope = gradient[place];
                speed[place] = 0.9 * speed[place] + 0.1 * slope;
                spread[place] = 0.999 * spread[place] + 0.001 * slope * slope;
                let moved = speed[place] / first / ((spread[place] / second).sqrt() + 1e-9);
                self.ln[place] -= step * moved;
            }
            if round % 20 == 0 || round == 1 {
                told(round, loss);
            }
        }
    }

    /// Mean loss, and share of devices whose cause is the most probable one.
    pub(super) fn held_against(&self, rows: &[Row]) -> (f64, f64) {
        let (loss, right, all) = rows
            .par_iter()
            .map(|row| {
                let mut beliefs = [0.0_f32; 128];
                self.scores(row, &mut beliefs);
                let open = || row.possible.iter().zip(beliefs);
                let mut best = (0, 0.0);
                for (cause, belief) in open() {
                    if belief > best.1 {
                        best = (*cause, belief);
                    }
                }
                let (mut loss, mut right) = (0.0, 0.0);
                for (cause, count) in &row.truth {
                    let own = open()
                        .find(|(open, _)| *open == cause)
                        .map_or(0.0, |it| it.1);
                    loss -= f64::from(count * own.max(1e-30).ln());
                    right += f64::from(if *cause == best.0 { *count } else { 0.0 });
                }
                (loss, right, f64::from(row.count))
            })
            .reduce(|| (0.0, 0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
        (loss / all, right / all)
    }
}
