//! Which readings tell a cause from the others, by the numbers of `weights.toml`.

use enrollment::case_file::{READINGS, ReadingId};
use enrollment::diagnosis::Weights;
use rules::catalogue;

/// Readings that are expected to move the odds by less than this factor's logarithm tell nothing.
const TELLING_MIN: f64 = 0.1;

/// A value of a reading that speaks for a cause.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Telling {
    /// Which reading.
    pub reading: ReadingId,
    /// Its value.
    pub value: u8,
    /// How likely the value is under the cause, 0…1.
    pub here: f64,
    /// How likely it is under the other causes, weighed by how often they are met, 0…1.
    pub elsewhere: f64,
}

/// How often the cause is met among all causes, 0…1.
pub fn prior(weights: &Weights, cause: usize) -> f64 {
    let all: f64 = (0..catalogue::all().len())
        .map(|other| weights.ln_prior(other).exp())
        .sum();
    weights.ln_prior(cause).exp() / all
}

/// For each reading that tells the cause from the others, the value that does it best; the most
/// telling reading first. A reading tells as much as it is expected to move the odds under the
/// cause (the Kullback–Leibler divergence).
pub fn of(weights: &Weights, cause: usize) -> Vec<Telling> {
    let mut found: Vec<(f64, Telling)> = READINGS
        .iter()
        .filter_map(|info| {
            let values = (1..info.values.len() as u8).map(|value| {
                let row = weights.ln_likelihoods(info.id, value);
                let here = row[cause].exp();
                let elsewhere = elsewhere(weights, cause, row);
                let gain = here * (here / elsewhere.max(f64::MIN_POSITIVE)).ln();
                (
                    gain,
                    Telling {
                        reading: info.id,
                        value,
                        here,
                        elsewhere,
                    },
                )
            });
            let values: Vec<_> = values.collect();
            let told: f64 = values.iter().map(|(gain, _)| gain).sum();
            let best = values.into_iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
            (told >= TELLING_MIN).then_some((told, best.1))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.reading.cmp(&b.1.reading)));
    found.into_iter().map(|(_, telling)| telling).collect()
}

fn elsewhere(weights: &Weights, cause: usize, row: &[f64]) -> f64 {
    let others = || (0..row.len()).filter(|other| *other != cause);
    let all: f64 = others().map(|other| weights.ln_prior(other).exp()).sum();
    let sum: f64 = others()
        .map(|other| (weights.ln_prior(other) + row[other]).exp())
        .sum();
    sum / all
}

#[cfg(test)]
mod tests {
    use super::{of, prior};
    use rules::catalogue;
    use rules::weights::built_in;

    #[test]
    fn priors_sum_to_one() {
        let weights = built_in().unwrap();
        let sum: f64 = (0..catalogue::all().len())
            .map(|cause| prior(weights, cause))
            .sum();
        assert!((sum - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_told_speaks_for_the_cause() {
        let weights = built_in().unwrap();
        let own = catalogue::all()
            .iter()
            .position(|it| it.cause.code.name() == "C01")
            .unwrap();
        let told = of(weights, own);
        assert_eq!(told[0].reading.info().name, "used_when");
        assert!(told.iter().all(|telling| telling.here > telling.elsewhere));
    }
}
