//! Every cause, as it typically looks, is found: rules and weights together.

use enrollment::case_file::CaseFile;
use enrollment::cause::Cause;
use enrollment::diagnosis::{Verdict, Weights, conclude};
use enrollment::remedy::Action;
use rules::{catalogue, weights};

fn causes() -> Vec<Cause> {
    catalogue::all().iter().map(|rule| rule.cause).collect()
}

/// By the estimates: how a cause typically looks is what they were made from.
fn verdict(story: &str) -> Verdict {
    let weights = weights::estimates().unwrap_or_else(|error| panic!("{error}"));
    verdict_by(&weights, story)
}

fn verdict_by(weights: &Weights, story: &str) -> Verdict {
    let case = CaseFile::from_story(story).unwrap_or_else(|error| panic!("{story}: {error}"));
    conclude(&case, &causes(), &catalogue::examine(&case), weights)
}

fn told(verdict: &Verdict) -> String {
    let name = |cause: usize| catalogue::all()[cause].cause.code;
    let rivals: Vec<_> = verdict
        .rivals
        .iter()
        .take(4)
        .map(|(c, p)| format!("{} {p}", name(*c)))
        .collect();
    let own = verdict
        .cause
        .map_or("nothing wrong".to_owned(), |c| name(c).to_string());
    format!(
        "{own} {} | {} | {} {:?}",
        verdict.probability,
        rivals.join(" "),
        verdict.action,
        verdict.holds
    )
}

#[test]
fn all_sixty_six_are_there() {
    assert_eq!(catalogue::all().len(), 66);
}

#[test]
fn each_story_leads_to_its_cause() {
    let mut astray = Vec::new();
    for (position, rule) in catalogue::all().iter().enumerate() {
        let verdict = verdict(rule.story);
        if verdict.cause != Some(position) {
            astray.push(format!("{}: {}", rule.cause.code, told(&verdict)));
        }
    }
    assert!(astray.is_empty(), "\n{}", astray.join("\n"));
}

/// The fitted odds know worlds, not stories; yet they must not have unlearned the field. Causes
/// that the lab's worlds hardly show are left to the estimates.
#[test]
fn fitted_odds_still_understand_the_stories() {
    let weights = weights::built_in().unwrap_or_else(|error| panic!("{error}"));
    let (mut first, mut astray) = (0, Vec::new());
    for (position, rule) in catalogue::all().iter().enumerate() {
        let verdict = verdict_by(weights, rule.story);
        let named = verdict.cause == Some(position);
        let rival = verdict
            .rivals
            .iter()
            .take(3)
            .any(|(cause, _)| *cause == position);
        first += usize::from(named);
        if !named && !rival {
            astray.push(format!("{}: {}", rule.cause.code, told(&verdict)));
        }
    }
    let told = astray.join("\n");
    assert!(first >= 52, "only {first} of 66 come first\n{told}");
    assert!(
        astray.len() <= 4,
        "{} are not even rivals\n{told}",
        astray.len()
    );
}

#[test]
fn probabilities_sum_to_one() {
    for rule in catalogue::all() {
        let verdict = verdict(rule.story);
        let rivals: u16 = verdict.rivals.iter().map(|(_, p)| p).sum();
        assert_eq!(verdict.probability + rivals, 10_000, "{}", rule.cause.code);
    }
}

#[test]
fn an_erase_is_never_advised_for_a_cause_that_needs_none() {
    for rule in catalogue::all() {
        let verdict = verdict(rule.story);
        if verdict.action == Action::Erase {
            assert_eq!(rule.cause.action, Action::Erase, "{}", rule.cause.code);
        }
    }
}
