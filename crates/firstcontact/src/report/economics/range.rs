//! Figures that are not known exactly: a value and the 90 % interval around it, and how intervals
//! go through a formula. Everything here is arithmetic: the same numbers give the same interval.

use crate::config::report::Minutes;

/// The quantile of the normal distribution that leaves 5 % on each side.
const Z_90: f64 = 1.644_853_626_951_472_2;

/// A value with its 90 % interval. `low <= value <= high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The interval's lower end.
    pub low: f64,
    /// The value itself.
    pub value: f64,
    /// The interval's upper end.
    pub high: f64,
}

impl Range {
    /// What is known exactly.
    pub const fn exactly(value: f64) -> Self {
        Self {
            low: value,
            value,
            high: value,
        }
    }

    /// The mean time that something takes, in hours. Measured on `n` cases the mean is known
    /// better than a single time by the square root of `n`; an assumption is not known better than
    /// that.
    pub fn mean_hours(minutes: Minutes) -> Self {
        let narrower = f64::from(minutes.cases.max(1)).sqrt();
        let usual = f64::from(minutes.usual);
        Self {
            low: (usual - f64::from(minutes.usual - minutes.low) / narrower) / 60.0,
            value: usual / 60.0,
            high: (usual + f64::from(minutes.high - minutes.usual) / narrower) / 60.0,
        }
    }

    /// The same in another unit. A factor below nothing turns the interval round.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (a, b) = (self.low * factor, self.high * factor);
        Self {
            low: a.min(b),
            value: self.value * factor,
            high: a.max(b),
        }
    }

    /// The same, shifted.
    #[must_use]
    pub fn plus(self, shift: f64) -> Self {
        Self {
            low: self.low + shift,
            value: self.value + shift,
            high: self.high + shift,
        }
    }
}

/// The share of `hits` among `all` as a property of where they come from: Wilson's score interval
/// (E. B. Wilson, 1927). `None` where there is nothing to take a share of.
pub fn wilson(hits: u64, all: u64) -> Option<Range> {
    if all == 0 || hits > all {
        return None;
    }
    let (n, z2) = (all as f64, Z_90 * Z_90);
    let share = hits as f64 / n;
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_90 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Range {
        low: (centre - half).max(0.0).min(share),
        value: share,
        high: (centre + half).min(1.0).max(share),
    })
}

/// What a formula makes of figures that err independently: each is taken to the ends of its
/// interval while the others stay, and the steps away from the value are added as squares. For sums
/// this is exact ("MOVER": Zou and Donner, Statistics in Medicine 27, 2008), for products of
/// figures above nothing it is near; a test holds it against the distribution itself. No end lies
/// further out than what the figures' own ends make together: hours that somebody spends are never
/// below nothing.
pub fn through<const N: usize>(figures: [Range; N], formula: impl Fn([f64; N]) -> f64) -> Range {
    let middle = figures.map(|figure| figure.value);
    let value = formula(middle);
    let (mut below, mut above) = (0.0_f64, 0.0_f64);
    for (place, figure) in figures.iter().enumerate() {
        let ends = [figure.low, figure.high].map(|end| {
            let mut at = middle;
            at[place] = end;
            formula(at) - value
        });
        let down = ends[0].min(ends[1]).min(0.0);
        let up = ends[0].max(ends[1]).max(0.0);
        below += down * down;
        above += up * up;
    }
    let (least, most) = outermost(figures, value, formula);
    Range {
        low: (value - below.sqrt()).max(least),
        value,
        high: (value + above.sqrt()).min(most),
    }
}

/// The least and the most that a formula makes of the ends of all figures at once.
fn outermost<const N: usize>(
    figures: [Range; N],
    value: f64,
    formula: impl Fn([f64; N]) -> f64,
) -> (f64, f64) {
    let corners = (0..1_usize << N).map(|corner| {
        let mut at = figures.map(|figure| figure.low);
        for (place, figure) in figures.iter().enumerate() {
            if corner >> place & 1 == 1 {
                at[place] = figure.high;
            }
        }
        formula(at)
    });
    corners.fold((value, value), |(least, most), at| {
        (least.min(at), most.max(at))
    })
}

#[cfg(test)]
mod tests {
    use super::{Range, Z_90, through, wilson};
    use crate::config::report::Minutes;
    use proptest::prelude::*;

    #[test]
    fn wilsons_interval_is_the_published_one() {
        // 10 of 100 at 90 %: 0.0610 to 0.1598 (Wilson's formula, worked by hand).
        let range = wilson(10, 100).unwrap();
        assert!((range.low - 0.0610).abs() < 1e-3, "{range:?}");
        assert!((range.high - 0.1598).abs() < 1e-3, "{range:?}");
        // Never seen is not never.
        assert!(wilson(0, 20).unwrap().high > 0.1);
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
    }

    #[test]
    fn the_interval_of_a_sum_of_equals_grows_by_the_root() {
        let one = Range {
            low: 8.0,
            value: 10.0,
            high: 12.0,
        };
        let four = through([one; 4], |them| them.iter().sum());
        assert!((four.low - 36.0).abs() < 1e-9 && (four.high - 44.0).abs() < 1e-9);
    }

    /// Bug: a wide interval around a product began below nothing, at hours that nobody spends.
    #[test]
    fn what_is_above_nothing_stays_there() {
        let wide = |low, value, high| Range { low, value, high };
        let figures = [wide(0.0, 40.0, 400.0), wide(0.1, 3.0, 20.0)];
        let product = through(figures, |[n, hours]| n * hours);
        assert!(product.low >= 0.0, "{product:?}");
        assert!(product.high > 800.0 && product.high <= 8_000.0);
        // What is taken off may be more than there is.
        let net = through(figures, |[n, hours]| n * hours - 50.0);
        assert!((net.low + 50.0).abs() < 1e-9, "{net:?}");
    }

    #[test]
    fn measuring_narrows_a_mean() {
        let assumed = Minutes {
            low: 120,
            usual: 180,
            high: 240,
            cases: 0,
        };
        let measured = Minutes {
            cases: 100,
            ..assumed
        };
        let (wide, narrow) = (Range::mean_hours(assumed), Range::mean_hours(measured));
        assert_eq!((wide.low, wide.high), (2.0, 4.0));
        assert_eq!((narrow.low, narrow.high), (2.9, 3.1));
    }

    /// The quantile of the standard normal distribution, by halving its distribution function,
    /// which is summed up by Simpson's rule.
    fn quantile(p: f64) -> f64 {
        let below = |x: f64| {
            let steps = 400;
            let width = x / f64::from(steps);
            let density = |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
            let sum: f64 = (0..=steps)
                .map(|step| {
                    let factor = match step {
                        0 => 1.0,
                        last if last == steps => 1.0,
                        odd if odd % 2 == 1 => 4.0,
                        _ => 2.0,
                    };
                    factor * density(f64::from(step) * width)
                })
                .sum();
            0.5 + sum * width / 3.0
        };
        let (mut low, mut high) = (-6.0, 6.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if below(middle) < p {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    #[test]
    fn nine_of_ten_lie_inside() {
        const STEPS: u32 = 21;
        let normal: Vec<f64> = (0..STEPS)
            .map(|step| quantile((f64::from(step) + 0.5) / f64::from(STEPS)))
            .collect();
        let drawn = |range: Range, z: f64| {
            let side = if z < 0.0 {
                range.value - range.low
            } else {
                range.high - range.value
            };
            range.value + z / Z_90 * side
        };
        let range = |low, value, high| Range { low, value, high };
        for figures in [
            [
                range(0.1, 0.12, 0.15),
                range(2.0, 3.0, 4.0),
                range(0.2, 0.25, 0.5),
            ],
            [
                range(0.01, 0.05, 0.1),
                range(0.5, 0.7, 2.0),
                range(0.2, 0.25, 0.3),
            ],
        ] {
            let formula = |[rate, manual, tool]: [f64; 3]| 100.0 * rate * (0.9 * manual - tool);
            let interval = through(figures, formula);
            let mut inside = 0_u32;
            for a in &normal {
                for b in &normal {
                    for c in &normal {
                        let one = formula([
                            drawn(figures[0], *a),
                            drawn(figures[1], *b),
                            drawn(figures[2], *c),
                        ]);
                        inside += u32::from((interval.low..=interval.high).contains(&one));
                    }
                }
            }
            let share = f64::from(inside) / f64::from(STEPS.pow(3));
            assert!((0.86..=0.95).contains(&share), "{share}");
        }
    }

    proptest! {
        #[test]
        fn the_value_lies_in_its_interval(hits in 0_u64..500, more in 0_u64..500) {
            let all = hits + more;
            match wilson(hits, all) {
                None => prop_assert_eq!(all, 0),
                Some(range) => {
                    prop_assert!(0.0 <= range.low && range.low <= range.value);
                    prop_assert!(range.value <= range.high && range.high <= 1.0);
                    // Ten times as many tell more.
                    let more = wilson(hits * 10, all * 10).unwrap();
                    prop_assert!(more.high - more.low <= range.high - range.low);
                }
            }
        }
    }
}
