//! Confidence against being right, in counters of a ten-thousandth each, so that a million
//! decisions take as much room as one.

use super::proportion::harmonic;
use serde::Serialize;

/// Steps of confidence from 0 to 1.
pub(super) const STEPS: u16 = 10_000;
/// The error rate below which answers are called safe to take. Source: `causality.md` §3.7.
const SAFE_ERROR: f64 = 0.01;
/// How many points a drawn curve has at most.
const DRAWN: u64 = 100;

/// Confidence in counters.
pub(super) fn steps(probability: f64) -> u16 {
    (probability.clamp(0.0, 1.0) * f64::from(STEPS)).round() as u16
}

/// How many answers had which confidence, and how many of them were right.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Curve {
    /// Empty until the first answer.
    counts: Vec<[u64; 2]>,
}

/// One bin of a reliability diagram.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct ReliabilityPoint {
    /// Mean confidence of its answers.
    pub confidence: f64,
    /// The share of them that was right.
    pub accuracy: f64,
    /// How many they are.
    pub n: u64,
}

/// One point of a risk-coverage curve.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct RiskPoint {
    /// The share of devices with at least this confidence.
    pub coverage: f64,
    /// The share of wrong answers among them.
    pub risk: f64,
    /// The confidence.
    pub confidence: f64,
}

/// How the error rate grows with the share of devices that are answered.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RiskCoverage {
    /// Area under the curve: mean error rate over all coverages.
    pub aurc: Option<f64>,
    /// The greatest coverage with at most 1 % errors.
    pub coverage_at1_percent: Option<f64>,
    /// The curve, from the most confident answer on.
    pub points: Vec<RiskPoint>,
}

impl Curve {
    pub(super) fn add(&mut self, confidence: u16, right: bool) {
        if self.counts.is_empty() {
            self.counts = vec![[0; 2]; usize::from(STEPS) + 1];
        }
        let cell = &mut self.counts[usize::from(confidence.min(STEPS))];
        cell[0] += 1;
        cell[1] += u64::from(right);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if self.counts.is_empty() {
            self.counts.clone_from(&other.counts);
            return;
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            mine[0] += theirs[0];
            mine[1] += theirs[1];
        }
    }

    pub(super) fn n(&self) -> u64 {
        self.counts.iter().map(|cell| cell[0]).sum()
    }

    /// Bins of equal mass, cut where a counter ends; fewer than asked for where one counter is
    /// more than a bin.
    pub(super) fn bins(&self, bins: usize) -> Vec<ReliabilityPoint> {
        let n = u128::from(self.n());
        let (mut points, mut seen, mut closed) = (Vec::new(), 0_u128, 0_u128);
        let (mut count, mut right, mut confidence) = (0_u64, 0_u64, 0_u128);
        for (step, cell) in self.counts.iter().enumerate().filter(|(_, c)| c[0] > 0) {
            count += cell[0];
            right += cell[1];
            confidence += u128::from(cell[0]) * step as u128;
            seen += u128::from(cell[0]);
            if seen * bins as u128 >= (closed + 1) * n {
                closed = seen * bins as u128 / n;
                points.push(ReliabilityPoint {
                    confidence: confidence as f64 / f64::from(STEPS) / count as f64,
                    accuracy: right as f64 / count as f64,
                    n: count,
                });
                (count, right, confidence) = (0, 0, 0);
            }
        }
        points
    }

    /// How far confidence and being right are apart, on average.
    pub(super) fn ece(&self, bins: usize) -> Option<f64> {
        let n = self.n();
        let gap = |point: &ReliabilityPoint| {
            point.n as f64 * (point.confidence - point.accuracy).abs() / n as f64
        };
        (n > 0).then(|| self.bins(bins).iter().map(gap).sum())
    }

    /// The curve of answers from the most to the least confident; `silent` devices, which got no
    /// answer, are wrong and come last.
    pub(super) fn risk_coverage(&self, silent: u64) -> RiskCoverage {
        let total = self.n() + silent;
        let mut found = RiskCoverage::default();
        if total == 0 {
            return found;
        }
        let answers = self.counts.iter().enumerate().rev();
        let answers = answers.map(|(step, cell)| (step, cell[0], cell[0] - cell[1]));
        let (mut seen, mut errors, mut area, mut drawn) = (0, 0, 0.0, 0);
        let mut safe = 0;
        for (step, count, wrong) in answers.chain([(0, silent, silent)]) {
            if count == 0 {
                continue;
            }
            area += tied(seen, errors, count, wrong);
            seen += count;
            errors += wrong;
            let risk = errors as f64 / seen as f64;
            if risk <= SAFE_ERROR {
                safe = seen;
            }
            if seen == total || (seen - drawn) * DRAWN >= total {
                drawn = seen;
                found.points.push(RiskPoint {
                    coverage: seen as f64 / total as f64,
                    risk,
                    confidence: step as f64 / f64::from(STEPS),
                });
            }
        }
        found.aurc = Some(area / total as f64);
        found.coverage_at1_percent = Some(safe as f64 / total as f64);
        found
    }
}

/// The sum of error rates after each of `count` equally confident answers, in no order among
/// themselves: Σ (errors + wrong·j/count)/(seen + j) for j from 1 to count.
fn tied(seen: u64, errors: u64, count: u64, wrong: u64) -> f64 {
    let slope = wrong as f64 / count as f64;
    let rest = errors as f64 - slope * seen as f64;
    wrong as f64 + rest * (harmonic(seen + count) - harmonic(seen))
}

#[cfg(test)]
mod tests {
    use super::{Curve, STEPS, steps};

    fn curve(answers: &[(f64, u64, u64)]) -> Curve {
        let mut curve = Curve::default();
        for (confidence, n, right) in answers {
            for answer in 0..*n {
                curve.add(steps(*confidence), answer < *right);
            }
        }
        curve
    }

    fn near(left: Option<f64>, right: f64) {
        assert!(
            (left.unwrap() - right).abs() < 1e-9,
            "{left:?} is not {right}"
        );
    }

    #[test]
    fn who_keeps_promises_has_no_calibration_error() {
        let honest = curve(&[(0.1, 100, 10), (0.5, 100, 50), (0.9, 100, 90)]);
        near(honest.ece(15), 0.0);
        assert_eq!(honest.bins(15).len(), 3);
    }

    #[test]
    fn overconfidence_is_the_distance() {
        near(curve(&[(0.99, 1_000, 600)]).ece(15), 0.39);
        near(curve(&[(0.9, 100, 90), (1.0, 100, 50)]).ece(15), 0.25);
        assert_eq!(Curve::default().ece(15), None);
    }

    #[test]
    fn bins_have_equal_mass() {
        let mut even = Curve::default();
        for step in 0..1_500 {
            even.add(step, false);
        }
        let bins = even.bins(15);
        assert_eq!(bins.len(), 15);
        assert!(bins.iter().all(|bin| bin.n == 100));
    }

    #[test]
    fn area_under_risk_and_coverage() {
        // Right, right, wrong: risks 0, 0 and 1/3.
        let found = curve(&[(0.9, 1, 1), (0.8, 1, 1), (0.7, 1, 0)]).risk_coverage(0);
        near(found.aurc, 1.0 / 9.0);
        near(found.coverage_at1_percent, 2.0 / 3.0);
        assert_eq!(found.points.len(), 3);
        // In no order among equals every coverage has the same expected risk.
        near(curve(&[(0.5, 400, 300)]).risk_coverage(0).aurc, 0.25);
        // Without an answer one is wrong, and last.
        near(curve(&[(0.9, 1, 1)]).risk_coverage(1).aurc, 0.25);
        assert_eq!(Curve::default().risk_coverage(0).aurc, None);
    }

    #[test]
    fn the_closed_form_is_the_sum() {
        let mixed = curve(&[(0.9, 130, 129), (0.8, 333, 301), (0.1, 70, 9)]);
        let (mut area, mut seen, mut errors) = (0.0, 0.0, 0.0);
        for (count, wrong) in [(130.0, 1.0), (333.0, 32.0), (70.0, 61.0)] {
            let mut j = 1.0;
            while j <= count {
                area += (errors + wrong * j / count) / (seen + j);
                j += 1.0;
            }
            seen += count;
            errors += wrong;
        }
        assert!((mixed.risk_coverage(0).aurc.unwrap() - area / seen).abs() < 1e-8);
    }

    #[test]
    fn confidence_beyond_one_is_one() {
        assert_eq!(steps(1.2), STEPS);
        assert_eq!(steps(f64::NAN), 0);
    }
}
