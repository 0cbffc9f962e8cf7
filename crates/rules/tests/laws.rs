//! What must hold for every case, whatever the numbers are.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use enrollment::case_file::{CaseFile, Lock, Look, Push, READINGS, Reading, ReadingId, UnlockPlan};
use enrollment::cause::{Cause, Data};
use enrollment::diagnosis::{UNIT, Verdict, Weights, conclude};
use enrollment::gate::Gate;
use enrollment::question::Question;
use enrollment::remedy::Action;
use enrollment::snapshot::Source;
use rules::{catalogue, weights};

struct Judge {
    causes: Vec<Cause>,
    weights: Weights,
}

impl Judge {
    fn new() -> Self {
        let causes = catalogue::all().iter().map(|rule| rule.cause).collect();
        Self {
            causes,
            weights: weights::built_in().unwrap().clone(),
        }
    }

    /// By the estimates alone. They are one model of the world, from which the value of an answer
    /// is worked out beforehand; fitted odds make no promise about answers that were not given.
    fn estimating() -> Self {
        Self {
            weights: weights::estimates().unwrap(),
            ..Self::new()
        }
    }

    fn verdict(&self, case: &CaseFile) -> Verdict {
        conclude(case, &self.causes, &catalogue::examine(case), &self.weights)
    }
}

fn story(text: &str) -> CaseFile {
    CaseFile::from_story(text).unwrap()
}

/// A cheap generator of numbers; the same ones each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % bound
    }
}

/// Stories with some readings taken away and some thrown anew. Every other one begins as a device
/// that a person saw in use, without a lock, so that many lie near an erase.
fn mutations(count: usize) -> impl Iterator<Item = CaseFile> {
    let mut dice = Dice(20_261_123);
    let all = catalogue::all();
    let stories: Vec<_> = all.iter().map(|rule| story(rule.story)).collect();
    let erasing: Vec<_> = (0..all.len())
        .filter(|rule| all[*rule].cause.action == Action::Erase)
        .collect();
    (0..count).map(move |n| {
        let near = n % 2 == 0;
        let rule = if near {
            erasing[n / 2 % erasing.len()]
        } else {
            n / 2 % stories.len()
        };
        let mut case = stories[rule];
        if near {
            case.set(Lock::None);
            case.set(Look::InUse);
            case.set(Push::Valid);
        }
        for _ in 0..dice.below(if near { 3 } else { 8 }) {
            let id = ReadingId(dice.below(READINGS.len()) as u8);
            let values = id.info().values.len();
            case.set_value(id, dice.below(values) as u8);
        }
        for _ in 0..dice.below(if near { 4 } else { 10 }) {
            case.set_value(ReadingId(dice.below(READINGS.len()) as u8), 0);
        }
        case
    })
}

#[test]
fn probabilities_always_sum_to_one() {
    let judge = Judge::new();
    for case in mutations(10_000) {
        let verdict = judge.verdict(&case);
        let rivals: u32 = verdict
            .rivals
            .iter()
            .map(|(_, share)| u32::from(*share))
            .sum();
        assert_eq!(
            u32::from(verdict.probability) + rivals,
            u32::from(UNIT),
            "{}",
            case.story()
        );
        assert!(
            verdict.rivals.iter().all(|(_, share)| *share > 0),
            "{}",
            case.story()
        );
    }
}

#[test]
fn an_erase_is_advised_only_where_it_is_safe() {
    let judge = Judge::new();
    let mut erases = 0;
    for case in mutations(30_000) {
        let verdict = judge.verdict(&case);
        if verdict.action != Action::Erase {
            continue;
        }
        erases += 1;
        let told = case.story();
        let live: u32 = verdict
            .rivals
            .iter()
            .filter(|(cause, _)| judge.causes[*cause].data == Data::Live)
            .map(|(_, share)| u32::from(*share))
            .sum();
        assert_eq!(live, 0, "{told}");
        assert!(case.get::<Lock>() != Lock::User || case.get::<UnlockPlan>() == UnlockPlan::Ready);
        for gate in [
            "membership present",
            "server intune",
            "listing token",
            "profile present",
        ] {
            assert!(told.contains(gate), "{gate} is not seen in: {told}");
        }
        assert!(
            told.contains("token valid") && told.contains("profile_settled settled"),
            "{told}"
        );
        // What came from another service may still be managed there.
        let came = told.contains("assignments moved")
            || ["ahead", "overdue", "failed", "done"]
                .iter()
                .any(|word| told.contains(&format!("migration {word}")));
        assert!(!came || told.contains("other_mdm no"), "{told}");
        assert!(verdict.gate >= Some(Gate::G5), "{told}");
        assert!(
            verdict.erase_needed && verdict.data_at_risk,
            "{told}\n{verdict:?}"
        );
    }
    assert!(
        erases > 100,
        "only {erases} erases: the test would not notice a mistake"
    );
}

#[test]
fn silence_never_leads_to_an_erase() {
    // Nothing but absence: no lock, no answer, no dated use.
    let judge = Judge::new();
    for case in mutations(10_000) {
        let mut silent = case;
        silent.set(Lock::Unread);
        silent.set(Look::Unread);
        for name in ["used_when", "setup_story"] {
            silent.set_value(ReadingId::find(name).unwrap(), 0);
        }
        assert_ne!(
            judge.verdict(&silent).action,
            Action::Erase,
            "{}",
            silent.story()
        );
    }
}

#[test]
fn taking_a_source_away_never_turns_anything_into_an_erase() {
    let judge = Judge::new();
    for rule in catalogue::all() {
        let whole = story(rule.story);
        let before = judge.verdict(&whole);
        for source in Source::ALL {
            let after = judge.verdict(&whole.without(source));
            if after.action == Action::Erase {
                assert_eq!(
                    before.action,
                    Action::Erase,
                    "{} without {source}",
                    rule.cause.code
                );
            }
        }
    }
}

#[test]
fn an_answer_never_costs_on_average() {
    // What is learnt from an answer can only help, on the average over the answers to expect. That
    // the fitted odds keep to it, too, is measured in the lab, tier by tier.
    let judge = Judge::estimating();
    for rule in catalogue::all() {
        let case = story(rule.story);
        for question in [Question::SETUP_STORY, Question::OTHER_MDM, Question::LOOK] {
            let mut open = case;
            open.set_value(question.reading, 0);
            let now = judge.verdict(&open);
            let Some(best) = now.cause else { continue };
            let mut average = 0.0;
            for value in 1..=question.answers().len() as u8 {
                let ln = judge.weights.ln_likelihoods(question.reading, value);
                let mut chance = f64::from(now.probability) * ln[best].exp();
                for (cause, share) in &now.rivals {
                    chance += f64::from(*share) * ln[*cause].exp();
                }
                let mut told = open;
                told.set_value(question.reading, value);
                average += chance / f64::from(UNIT) * judge.verdict(&told).expected_cost;
            }
            // Shares below 0.001 are not shown: half a minute covers them.
            assert!(
                average <= now.expected_cost + 0.5,
                "{} {}: {average} after, {} before",
                rule.cause.code,
                question.id(),
                now.expected_cost
            );
        }
    }
}

#[test]
fn the_same_case_gets_the_same_verdict() {
    let judge = Judge::new();
    for case in mutations(500) {
        assert_eq!(judge.verdict(&case), judge.verdict(&case));
    }
}

#[test]
fn a_sign_that_a_rule_names_speaks_for_it_in_the_numbers_too() {
    let judge = Judge::estimating();
    let mut odd = Vec::new();
    for (position, rule) in catalogue::all().iter().enumerate() {
        let case = story(rule.story);
        let enrollment::opinion::Opinion::Possible { signs, against, .. } = (rule.examine)(&case)
        else {
            panic!("{} is impossible in its own story", rule.cause.code);
        };
        let own = |id: ReadingId| judge.weights.ln_likelihoods(id, case.value(id))[position];
        let mean = |id: ReadingId| {
            let row = judge.weights.ln_likelihoods(id, case.value(id));
            (row.iter().map(|ln| ln.exp()).sum::<f64>() / row.len() as f64).ln()
        };
        for id in signs.as_slice() {
            if own(*id) < mean(*id) - 0.35 {
                odd.push(format!(
                    "{}: {} is a sign, but its weight says no",
                    rule.cause.code,
                    id.info().name
                ));
            }
        }
        for id in against.as_slice() {
            if own(*id) > mean(*id) + 0.35 {
                odd.push(format!(
                    "{}: {} is a doubt, but its weight says yes",
                    rule.cause.code,
                    id.info().name
                ));
            }
        }
    }
    assert!(odd.is_empty(), "\n{}", odd.join("\n"));
}

#[test]
fn every_answer_is_a_value_of_its_question() {
    for question in Question::ALL {
        assert_eq!(Question::find(question.id()), Some(question));
        assert!(question.answers().iter().all(|answer| *answer != "unread"));
    }
    assert_eq!(Question::LOOK.reading, Look::INFO.id);
}
