//! Tests only: a device's story in one line, and what a rule says to it.

use crate::rule::Rule;
use enrollment::case_file::{CaseFile, ReadingId};
use enrollment::opinion::Opinion;

fn case(story: &str) -> CaseFile {
    CaseFile::from_story(story).unwrap_or_else(|error| panic!("{story}: {error}"))
}

/// The cause is possible, and something in the story speaks for it.
pub(crate) fn fires(rule: &Rule, story: &str) {
    match (rule.examine)(&case(story)) {
        Opinion::Possible { signs, .. } if !signs.as_slice().is_empty() => {}
        other => panic!("{} should fire on: {story}\n{other:?}", rule.cause.code),
    }
}

/// The cause is impossible, because of the named reading.
pub(crate) fn ruled_out(rule: &Rule, story: &str, because: &str) {
    let expected = ReadingId::find(because).unwrap_or_else(|| panic!("no reading '{because}'"));
    let opinion = (rule.examine)(&case(story));
    assert_eq!(
        opinion,
        Opinion::RuledOut(expected),
        "{}: {story}",
        rule.cause.code
    );
}

/// The cause is not excluded, but the named reading speaks against it.
pub(crate) fn doubted(rule: &Rule, story: &str, because: &str) {
    let expected = ReadingId::find(because).unwrap_or_else(|| panic!("no reading '{because}'"));
    match (rule.examine)(&case(story)) {
        Opinion::Possible { against, .. } if against.as_slice().contains(&expected) => {}
        other => panic!(
            "{} should be doubted on: {story}\n{other:?}",
            rule.cause.code
        ),
    }
}

/// The cause stays possible, nothing speaks for it, and the rule knows what nobody looked at.
pub(crate) fn cannot_tell(rule: &Rule, story: &str) {
    match (rule.examine)(&case(story)) {
        Opinion::Possible { signs, unread, .. }
            if signs.as_slice().is_empty() && !unread.as_slice().is_empty() => {}
        other => panic!(
            "{} should be undecided on: {story}\n{other:?}",
            rule.cause.code
        ),
    }
}
