//! Case files as they would be had one source not been read: a permission is missing, a file torn.
//! Whoever learns only from whole ones takes silence for a sign.

use super::gather::Cases;
use enrollment::snapshot::Source;
use std::hash::{DefaultHasher, Hash, Hasher};

/// One device in so many is met once more, with a source unread. An assumption: most tenants
/// connect whatever a tier promises.
const ONE_IN: u64 = 8;

/// The devices that are met once more. Chance is the case file's own, so that the same worlds
/// give the same rows.
pub(super) fn once_more(cases: &Cases) -> Cases {
    let mut more = Cases::new();
    for ((case, cause), count) in cases {
        let mut hasher = DefaultHasher::new();
        (case, cause).hash(&mut hasher);
        let chance = hasher.finish();
        let again = (u64::from(*count) + chance % ONE_IN) / ONE_IN;
        let told: Vec<Source> = Source::ALL
            .into_iter()
            .filter(|source| case.taken().any(|id| id.info().source == *source))
            .collect();
        if again == 0 || told.is_empty() {
            continue;
        }
        let source = told[(chance / ONE_IN) as usize % told.len()];
        let key = (case.without(source), *cause);
        *more.entry(key).or_default() += again as u32;
    }
    more
}

#[cfg(test)]
mod tests {
    use super::{Cases, ONE_IN, once_more};
    use enrollment::case_file::CaseFile;

    #[test]
    fn one_source_is_silent_and_the_others_are_not() {
        let whole = CaseFile::from_story("membership present, managed none, look in_use").unwrap();
        let mut cases = Cases::new();
        cases.insert((whole, 3), 80 * ONE_IN as u32);
        let more = once_more(&cases);
        assert_eq!(more.len(), 1);
        let ((case, cause), count) = more.iter().next().unwrap();
        assert_eq!((*cause, *count), (3, 80));
        assert_eq!(case.taken().count(), 2, "{}", case.story());
    }

    #[test]
    fn where_nothing_was_read_nothing_can_be_missing() {
        let mut cases = Cases::new();
        cases.insert((CaseFile::default(), 0), 1_000);
        assert!(once_more(&cases).is_empty());
    }
}
