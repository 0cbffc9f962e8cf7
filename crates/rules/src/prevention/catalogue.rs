//! All checks, in the order of their codes, and what they find.

use super::check::Check;
use super::checks::CHECKS;
use super::inputs::Inputs;
use super::measured::{Judgement, Measured};
use super::tally::Tally;

/// Every check: P01 to P18.
pub fn all() -> &'static [&'static Check] {
    &CHECKS
}

/// The check with this code.
pub fn find(code: &str) -> Option<&'static Check> {
    all().iter().find(|check| check.code == code).copied()
}

/// Measures every check, in the catalogue's order, device after device.
pub fn examine(inputs: &Inputs<'_>) -> Vec<Measured> {
    let mut tally = Tally::default();
    tally.count(inputs, 0..inputs.fleet.len());
    measure(inputs, &tally)
}

/// Measures every check, once the devices were counted.
pub fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Vec<Measured> {
    let measured = all().iter().map(|check| (check.measure)(inputs, tally));
    measured.map(|it| remembered(inputs, it)).collect()
}

/// Earlier looks may know for how long a check has been alarming where its rows do not.
fn remembered(inputs: &Inputs<'_>, mut measured: Measured) -> Measured {
    if measured.judgement == Judgement::Alarm && measured.since.is_none() {
        measured.since = inputs.history.alarming_since(measured.check.code);
    }
    measured
}

#[cfg(test)]
mod tests {
    use super::{all, find};
    use crate::{catalogue, playbook};
    use enrollment::remedy::Remedy;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_eighteen_in_order() {
        let codes: Vec<_> = all().iter().map(|check| check.code.to_owned()).collect();
        let expected: Vec<_> = (1..=18).map(|number| format!("P{number:02}")).collect();
        assert_eq!(codes, expected);
        assert!(find("P19").is_none());
    }

    /// A check counts signs in a fleet; only a device's own diagnosis may lead to its erase.
    #[test]
    fn none_advises_an_erase() {
        for check in all() {
            let erases = |remedy: &&Remedy| playbook::find(**remedy).erases;
            assert_eq!(check.remedy.iter().find(erases), None, "{}", check.code);
        }
    }

    #[test]
    fn each_speaks_both_languages() {
        for check in all() {
            for page in [&check.en, &check.de] {
                assert!(!page.title.is_empty(), "{}", check.code);
                assert!(!page.title.ends_with('.'), "{}", check.code);
                assert!(page.text.ends_with('.'), "{}", check.code);
                assert!(page.to_do.ends_with('.'), "{}", check.code);
            }
            assert_ne!(check.en.to_do, check.de.to_do, "{}", check.code);
            assert_ne!(check.en.title, check.de.title, "{}", check.code);
            assert_ne!(check.en.text, check.de.text, "{}", check.code);
            for phrase in check.phrases {
                assert!(
                    !phrase.en.is_empty() && !phrase.de.is_empty(),
                    "{}",
                    phrase.key
                );
                assert_ne!(phrase.en, phrase.de, "{}", phrase.key);
                assert!(!phrase.en.ends_with('.') && !phrase.de.ends_with('.'));
            }
        }
    }

    #[test]
    fn a_phrase_has_a_key_of_its_own() {
        for check in all() {
            let keys: BTreeSet<_> = check.phrases.iter().map(|phrase| phrase.key).collect();
            assert_eq!(keys.len(), check.phrases.len(), "{}", check.code);
        }
    }

    #[test]
    fn each_has_a_remedy_a_control_and_a_source() {
        for check in all() {
            // Nothing of the playbook is to look at a device before it is handed out.
            assert_eq!(
                check.remedy.is_empty(),
                check.code == "P09",
                "{}",
                check.code
            );
            assert!(!check.controls.is_empty(), "{}", check.code);
            assert!(!check.reads.is_empty(), "{}", check.code);
        }
    }

    #[test]
    fn every_check_that_a_rule_names_exists() {
        for rule in catalogue::all() {
            for code in rule.prevent {
                assert!(find(code).is_some(), "{} names {code}", rule.cause.code);
            }
        }
    }
}
