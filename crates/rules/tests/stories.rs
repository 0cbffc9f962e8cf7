//! Every cause, as it typically looks, is found: rules and weights together.

use enrollment::case_file::CaseFile;
use enrollment::cause::Cause;
use enrollment::diagnosis::{Verdict, conclude};
use enrollment::remedy::Action;
use rules::{catalogue, weights};

fn causes() -> Vec<Cause> {
    catalogue::all().iter().map(|rule| rule.cause).collect()
}

fn verdict(story: &str) -> Verdict {
    let case = CaseFile::from_story(story).unwrap_or_else(|error| panic!("{story}: {error}"));
    let weights = weights::built_in().unwrap_or_else(|error| panic!("{error}"));
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
