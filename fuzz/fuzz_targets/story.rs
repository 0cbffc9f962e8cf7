//! A case file, told as a story or made of bytes: every rule has an opinion on it, and the
//! conclusion holds together.

#![no_main]

use enrollment::case_file::{CaseFile, READINGS, ReadingId};
use enrollment::cause::Cause;
use enrollment::diagnosis::{UNIT, conclude};
use enrollment::remedy::Action;
use libfuzzer_sys::fuzz_target;
use rules::{catalogue, weights};

fuzz_target!(|bytes: &[u8]| {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let case = CaseFile::from_story(text).unwrap_or_else(|_| {
        let mut case = CaseFile::default();
        for (id, byte) in (0..READINGS.len() as u8).zip(bytes) {
            case.set_value(ReadingId(id), *byte);
        }
        case
    });
    assert_eq!(CaseFile::from_story(&case.story()).as_ref(), Ok(&case));
    let causes: Vec<Cause> = catalogue::all().iter().map(|rule| rule.cause).collect();
    let built_in = weights::built_in().expect("the built-in weights are sound");
    let opinions = catalogue::examine(&case);
    let verdict = conclude(&case, &causes, &opinions, built_in);
    let rivals: u16 = verdict.rivals.iter().map(|(_, share)| share).sum();
    assert_eq!(verdict.probability + rivals, UNIT, "{}", case.story());
    assert!(
        verdict
            .cause
            .is_none_or(|cause| opinions[cause].is_possible())
    );
    assert!(
        verdict.action != Action::Erase || verdict.holds.is_empty(),
        "{}",
        case.story()
    );
});
