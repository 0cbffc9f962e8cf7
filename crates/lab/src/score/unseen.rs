//! Causes that the diagnoser never saw: they must come out as "I do not know", and never erase.

use super::proportion::share;
use super::tally::TierTally;
use super::taxonomy::Code;
use serde::Serialize;
use std::collections::BTreeSet;

/// Confidence below which an answer is a doubt, in thousandths. Source: brief of this score.
const DOUBT: usize = 500;

/// How causes came out that were never seen.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unseen {
    /// The causes.
    pub codes: Vec<Code>,
    /// Devices with one of them.
    pub n: u64,
    /// Those whose answer had less than 0.5.
    pub doubted: Option<f64>,
    /// How well doubt tells them from the others: the chance that the answer about one of them is
    /// less sure than the answer about another device.
    pub auroc: Option<f64>,
    /// Erases advised for them; must be none.
    pub erases: u64,
}

impl Unseen {
    pub(super) fn of(tier: &TierTally, codes: &BTreeSet<Code>) -> Self {
        let (mut unseen, mut others) = (Vec::new(), Vec::new());
        let mut erases = 0;
        for (code, trust) in &tier.by_truth {
            let side = if codes.contains(code) {
                erases += trust.erases;
                &mut unseen
            } else {
                &mut others
            };
            side.resize(side.len().max(trust.counts.len()), 0);
            for (sum, count) in side.iter_mut().zip(&trust.counts) {
                *sum += count;
            }
        }
        let n = unseen.iter().sum();
        Self {
            codes: codes.iter().copied().collect(),
            n,
            doubted: share(unseen.iter().take(DOUBT).sum(), n),
            auroc: auroc(&unseen, &others),
            erases,
        }
    }
}

/// The chance that one of the first has a lower step than one of the others; ties count half.
fn auroc(lower: &[u64], higher: &[u64]) -> Option<f64> {
    let all = |counts: &[u64]| counts.iter().map(|count| u128::from(*count)).sum::<u128>();
    let pairs = 2 * all(lower) * all(higher);
    let (mut below, mut won) = (0_u128, 0_u128);
    for (low, high) in lower.iter().zip(higher) {
        let (low, high) = (u128::from(*low), u128::from(*high));
        won += high * (2 * below + low);
        below += low;
    }
    (pairs > 0).then(|| won as f64 / pairs as f64)
}

#[cfg(test)]
mod tests {
    use super::auroc;

    #[test]
    fn auroc_counts_pairs() {
        assert_eq!(auroc(&[3, 0, 0], &[0, 0, 5]), Some(1.0));
        assert_eq!(auroc(&[0, 0, 3], &[5, 0, 0]), Some(0.0));
        assert_eq!(auroc(&[1, 1], &[1, 1]), Some(0.5));
        assert_eq!(auroc(&[1, 1, 0], &[0, 1, 1]), Some(0.875));
        assert_eq!(auroc(&[], &[1]), None);
    }
}
