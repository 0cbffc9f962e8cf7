//! Proportions and how far they can be trusted.

use serde::Serialize;

/// The 97.5 % point of the normal distribution, for intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;
/// Events that may have stayed unseen at 95 % after none was seen: −ln 0.05, the "rule of three".
const NONE_SEEN: f64 = 3.0;
/// Euler's constant.
const EULER: f64 = 0.577_215_664_901_532_9;

/// A share with its 95 % interval; nothing where there was nothing to share.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Rate {
    /// The share.
    pub value: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Rate {
    /// `hits` of `n`, after Wilson.
    pub fn of(hits: u64, n: u64) -> Self {
        if n == 0 {
            return Self::default();
        }
        let (low, high) = wilson(hits, n);
        Self {
            value: Some(hits as f64 / n as f64),
            low: Some(low),
            high: Some(high),
        }
    }

    /// F1 = 2J/(1+J) grows with the share J of hits among hits and both kinds of misses, and so
    /// its interval is that of J, carried over.
    pub fn f1(hits: u64, false_alarms: u64, missed: u64) -> Self {
        let jaccard = Self::of(hits, hits + false_alarms + missed);
        let carry = |share: Option<f64>| share.map(|share| 2.0 * share / (1.0 + share));
        Self {
            value: carry(jaccard.value),
            low: carry(jaccard.low),
            high: carry(jaccard.high),
        }
    }
}

/// Wilson's 95 % interval of `hits` of `n`, which must not be nothing.
pub fn wilson(hits: u64, n: u64) -> (f64, f64) {
    let (hits, n) = (hits as f64, n as f64);
    let share = hits / n;
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let middle = share + Z * Z / (2.0 * n);
    let scale = 1.0 + Z * Z / n;
    let low = if hits == 0.0 {
        0.0
    } else {
        (middle - spread) / scale
    };
    let high = if hits >= n {
        1.0
    } else {
        (middle + spread) / scale
    };
    (low.max(0.0), high.min(1.0))
}

/// How often at most, with 95 %, something happens of which `events` were seen in `n`.
pub fn upper_bound(events: u64, n: u64) -> Option<f64> {
    match (events, n) {
        (_, 0) => None,
        (0, _) => Some((NONE_SEEN / n as f64).min(1.0)),
        _ => Some(wilson(events, n).1),
    }
}

/// Share of two counts.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// 1 + 1/2 + … + 1/n.
pub(super) fn harmonic(n: u64) -> f64 {
    if n < 64 {
        return (1..=n).map(|part| 1.0 / part as f64).sum();
    }
    let n = n as f64;
    n.ln() + EULER + 1.0 / (2.0 * n) - 1.0 / (12.0 * n * n)
}

/// A sum that is the same in whatever order it is made: whole billionths.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Sum(i128);

impl Sum {
    pub(super) fn add(&mut self, value: f64) {
        self.0 += (value * 1e9).round() as i128;
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.0 += other.0;
    }

    pub(super) fn mean(self, n: u64) -> Option<f64> {
        (n > 0).then(|| self.0 as f64 / 1e9 / n as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rate, harmonic, upper_bound, wilson};

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 5e-5, "{left} is not {right}");
    }

    /// Known values: Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    #[test]
    fn wilson_gives_the_published_intervals() {
        for (hits, n, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = wilson(hits, n);
            near(found.0, low);
            near(found.1, high);
        }
        near(wilson(29, 29).1, 1.0);
    }

    #[test]
    fn three_million_quiet_decisions_bound_one_in_a_million() {
        near(upper_bound(0, 3_000_000).unwrap() * 1e6, 1.0);
        assert_eq!(upper_bound(0, 2), Some(1.0));
        assert_eq!(upper_bound(0, 0), None);
        assert!(upper_bound(1, 1_000).unwrap() > 0.004);
    }

    #[test]
    fn f1_is_the_usual_one() {
        let rate = Rate::f1(8, 2, 4);
        near(rate.value.unwrap(), 16.0 / 22.0);
        assert!(rate.low < rate.value && rate.value < rate.high);
        assert_eq!(Rate::f1(0, 0, 0), Rate::default());
    }

    #[test]
    fn harmonic_numbers_meet_where_the_formula_begins() {
        let exact: f64 = (1..=64).map(|part| 1.0 / f64::from(part)).sum();
        assert!((harmonic(64) - exact).abs() < 1e-8);
        near(harmonic(3), 1.0 + 0.5 + 1.0 / 3.0);
    }
}
