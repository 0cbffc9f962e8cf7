//! How probable each possible cause is.

use super::weights::Weights;
use crate::case_file::{CaseFile, gates};
use crate::cause::Cause;
use crate::opinion::Opinion;

/// Probabilities of all causes; impossible ones have 0. They sum to 1, or to 0 if none is
/// possible.
pub(super) fn posterior(
    case: &CaseFile,
    causes: &[Cause],
    opinions: &[Opinion],
    weights: &Weights,
) -> Vec<f64> {
    normalise(&weights.ln_odds(case), &possible(case, causes, opinions))
}

/// Which causes the rules and the gates leave possible.
pub fn possible(case: &CaseFile, causes: &[Cause], opinions: &[Opinion]) -> Vec<bool> {
    let window = gates(case).window();
    let in_window = |cause: &Cause| {
        window.is_none_or(|(first, last)| cause.gates.0 <= last && cause.gates.1 >= first)
    };
    causes
        .iter()
        .zip(opinions)
        .map(|(cause, opinion)| opinion.is_possible() && in_window(cause))
        .collect()
}

fn normalise(ln: &[f64], possible: &[bool]) -> Vec<f64> {
    let candidates = || ln.iter().zip(possible).filter(|(_, possible)| **possible);
    let Some(best) = candidates().map(|(ln, _)| *ln).max_by(f64::total_cmp) else {
        return vec![0.0; ln.len()];
    };
    let mut probabilities: Vec<f64> = ln
        .iter()
        .zip(possible)
        .map(|(ln, possible)| if *possible { (ln - best).exp() } else { 0.0 })
        .collect();
    let sum: f64 = probabilities.iter().sum();
    for probability in &mut probabilities {
        *probability /= sum;
    }
    probabilities
}

/// Shannon entropy in nats.
pub(super) fn entropy(probabilities: &[f64]) -> f64 {
    -probabilities
        .iter()
        .filter(|p| **p > 0.0)
        .map(|p| p * p.ln())
        .sum::<f64>()
}
