//! How often the cause was named, and which was taken for which.

use super::measures::{Confusion, Measures};
use super::proportion::Rate;
use super::taxonomy::{CODES, Code};
use serde::Serialize;
use std::cmp::Reverse;

/// How many confusions are listed.
const LISTED: usize = 25;

/// How often causes were named right.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// The exact code.
    pub accuracy: Rate,
    /// The class of the scoring taxonomy.
    pub merged_accuracy: Rate,
    /// The family, or the exact code.
    pub family_accuracy: Rate,
    /// The gate.
    pub gate_accuracy: Rate,
    /// Whether an erase is needed.
    pub erase_needed_accuracy: Rate,
    /// Whether data are at risk.
    pub data_at_risk_accuracy: Rate,
    /// Mean F1 over classes.
    pub macro_f1: MacroF1,
    /// Answers "no cause that I know explains this".
    pub unexplained: u64,
    /// Per code that is the truth or was said, in the order of codes.
    pub causes: Vec<CauseFigures>,
    /// What was most often taken for what.
    pub confusions: Vec<Mistaken>,
}

/// Mean F1 over the classes that are the truth of some device.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MacroF1 {
    /// Of devices of identifiability I and II in their tier.
    pub identifiable: Option<f64>,
    /// Of devices of identifiability I.
    pub certain: Option<f64>,
    /// Of all devices.
    pub all: Option<f64>,
}

/// Figures of one code.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct CauseFigures {
    /// The code.
    pub code: Code,
    /// How often it is the truth.
    pub n: u64,
    /// How often it was said.
    pub said: u64,
    /// Right of said.
    pub precision: Rate,
    /// Said of true.
    pub recall: Rate,
    /// The harmonic mean of both.
    pub f1: Rate,
}

/// A truth and what was said instead.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Mistaken {
    /// The truth.
    pub truth: Code,
    /// What was said.
    pub said: Code,
    /// How often.
    pub n: u64,
    /// How often of all devices with that truth.
    pub share: f64,
}

/// How often each class is the truth, was said, and both.
struct Marginals {
    truth: [u64; CODES],
    said: [u64; CODES],
    both: [u64; CODES],
}

impl Classification {
    pub(super) fn of(measures: &Measures) -> Self {
        let n = measures.n();
        let mut all = Confusion::default();
        for confusion in &measures.confusion {
            all.merge(confusion);
        }
        let by_code = Marginals::of(&[&all], |code| code);
        let by_class = Marginals::of(&[&all], Code::class);
        let [certain, likely, _] = &measures.confusion;
        let causes = Code::all()
            .filter(|code| *code != Code::SILENT)
            .filter(|code| by_code.truth[code.index()] + by_code.said[code.index()] > 0);
        Self {
            accuracy: Rate::of(by_code.hits(), n),
            merged_accuracy: Rate::of(by_class.hits(), n),
            family_accuracy: Rate::of(measures.family_right, n),
            gate_accuracy: Rate::of(measures.gate_right, n),
            erase_needed_accuracy: Rate::of(measures.erase_needed_right, n),
            data_at_risk_accuracy: Rate::of(measures.data_at_risk_right, n),
            macro_f1: MacroF1 {
                identifiable: Marginals::of(&[certain, likely], Code::class).macro_f1(),
                certain: Marginals::of(&[certain], Code::class).macro_f1(),
                all: by_class.macro_f1(),
            },
            unexplained: by_code.said[Code::UNEXPLAINED.index()],
            causes: causes.map(|code| by_code.figures(code)).collect(),
            confusions: confusions(&all, &by_code),
        }
    }
}

impl Marginals {
    fn of(confusions: &[&Confusion], class: impl Fn(Code) -> Code) -> Self {
        let mut found = Self {
            truth: [0; CODES],
            said: [0; CODES],
            both: [0; CODES],
        };
        for (truth, said, count) in confusions.iter().flat_map(|confusion| confusion.pairs()) {
            let (truth, said) = (class(truth), class(said));
            found.truth[truth.index()] += count;
            found.said[said.index()] += count;
            if truth == said {
                found.both[truth.index()] += count;
            }
        }
        found
    }

    fn hits(&self) -> u64 {
        self.both.iter().sum()
    }

    fn figures(&self, code: Code) -> CauseFigures {
        let place = code.index();
        let (n, said, both) = (self.truth[place], self.said[place], self.both[place]);
        CauseFigures {
            code,
            n,
            said,
            precision: Rate::of(both, said),
            recall: Rate::of(both, n),
            f1: Rate::f1(both, said - both, n - both),
        }
    }

    fn macro_f1(&self) -> Option<f64> {
        let true_somewhere = Code::all().filter(|code| self.truth[code.index()] > 0);
        let scores: Vec<f64> = true_somewhere
            .filter_map(|code| self.figures(code).f1.value)
            .collect();
        (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    }
}

fn confusions(all: &Confusion, by_code: &Marginals) -> Vec<Mistaken> {
    let mut found: Vec<Mistaken> = all
        .pairs()
        .filter(|(truth, said, _)| truth != said)
        .map(|(truth, said, n)| Mistaken {
            truth,
            said,
            n,
            share: n as f64 / by_code.truth[truth.index()] as f64,
        })
        .collect();
    // Stable: equals stay in the order of codes.
    found.sort_by_key(|mistaken| Reverse(mistaken.n));
    found.truncate(LISTED);
    found
}

#[cfg(test)]
mod tests {
    use super::{Code, Confusion, Marginals};

    #[test]
    fn macro_f1_is_the_mean_over_classes_that_occur() {
        let code = |text| Code::parse(text).unwrap();
        let mut confusion = Confusion::default();
        for (truth, said) in [
            ("C02", "C03"),
            ("C02", "C02"),
            ("C01", "C02"),
            ("C01", "C01"),
        ] {
            confusion.add(code(truth), code(said));
        }
        let exact = Marginals::of(&[&confusion], |code| code);
        assert_eq!(exact.hits(), 2);
        // C01: 1 of 1 and 1 of 2; C02: 1 of 2 and 1 of 2; C03 is the truth of nothing.
        let expected = f64::midpoint(2.0 / 3.0, 0.5);
        assert!((exact.macro_f1().unwrap() - expected).abs() < 1e-12);
        let merged = Marginals::of(&[&confusion], Code::class);
        assert_eq!(merged.hits(), 3);
        assert_eq!(Marginals::of(&[], Code::class).macro_f1(), None);
    }
}
