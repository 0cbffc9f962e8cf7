//! A policy of the second generation is listed twice: as itself, and mirrored among the classic
//! profiles (microsoft.md §1.4). One row of the two is kept, the one that says more, with the dates
//! that only the policy has.

use enrollment::rows::Rows;
use enrollment::snapshot::{Profile, ProfileGeneration};
use enrollment::words::Word;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Keeps one row per token and profile.
pub(crate) fn keep_richest(profiles: &Rows<Profile>) -> Rows<Profile> {
    let mut kept: Vec<Profile> = Vec::new();
    let mut places: HashMap<(Word, Word), usize> = HashMap::new();
    for row in profiles.iter() {
        match places.entry((row.token, row.id)) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(row.clone());
            }
            Entry::Occupied(place) => {
                let known = &mut kept[*place.get()];
                *known = if richness(row) > richness(known) {
                    dated(row.clone(), known)
                } else {
                    dated(known.clone(), row)
                };
            }
        }
    }
    kept.into_iter().collect()
}

/// A row with the dates, and the id as it is listed, that only the other one of the same profile
/// has.
fn dated(mut row: Profile, other: &Profile) -> Profile {
    if row.listed.is_none() {
        row.listed = other.listed;
    }
    if row.created.is_absent() {
        row.created = other.created;
    }
    if row.modified.is_absent() {
        row.modified = other.modified;
    }
    row
}

/// How much a row says; of two that say as much, the policy's own.
fn richness(row: &Profile) -> (usize, bool, bool) {
    let flags = [
        row.with_user,
        row.company_portal,
        row.modern,
        row.supervised,
        row.mandatory,
        row.locked,
        row.restore_blocked,
        row.awaits,
        row.shared_ipad,
    ];
    (
        flags.iter().flatten().count(),
        row.generation == ProfileGeneration::Policy,
        !row.modified.is_absent(),
    )
}

#[cfg(test)]
mod tests {
    use super::keep_richest;
    use enrollment::moment::Stamp;
    use enrollment::snapshot::{Profile, ProfileGeneration};
    use enrollment::words::Word;

    fn row(token: usize, id: usize, with_user: Option<bool>) -> Profile {
        Profile {
            id: Word::from_index(id),
            token: Word::from_index(token),
            with_user,
            ..Profile::default()
        }
    }

    #[test]
    fn the_row_that_says_more_stays() {
        let rows = [
            row(1, 7, None),
            row(1, 7, Some(true)),
            row(2, 7, None),
            row(1, 8, Some(false)),
            row(1, 7, None),
        ];
        let kept = keep_richest(&rows.into_iter().collect());
        let kept: Vec<_> = kept
            .iter()
            .map(|row| (row.token.index(), row.with_user))
            .collect();
        assert_eq!(kept, [(1, Some(true)), (2, None), (1, Some(false))]);
    }

    #[test]
    fn the_listed_id_of_the_other_row_is_kept() {
        let listed = Word::from_index(9);
        let policy = row(1, 7, Some(true));
        let mirrored = Profile {
            listed,
            ..row(1, 7, None)
        };
        for rows in [[policy.clone(), mirrored.clone()], [mirrored, policy]] {
            let kept = keep_richest(&rows.into_iter().collect());
            let kept: Vec<_> = kept.iter().map(|row| (row.with_user, row.listed)).collect();
            assert_eq!(kept, [(Some(true), listed)]);
        }
    }

    #[test]
    fn the_dates_of_the_other_row_are_kept() {
        let mut policy = row(1, 7, None);
        policy.created = Stamp::parse("2023-10-05T18:53:31Z").unwrap();
        let mirrored = row(1, 7, Some(true));
        let kept = keep_richest(&[policy.clone(), mirrored].into_iter().collect());
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].with_user, Some(true));
        assert_eq!(kept[0].created, policy.created);
    }

    #[test]
    fn of_two_that_say_as_much_the_policy_stays() {
        let mut policy = row(1, 7, None);
        policy.generation = ProfileGeneration::Policy;
        for rows in [
            [row(1, 7, None), policy.clone()],
            [policy.clone(), row(1, 7, None)],
        ] {
            let kept = keep_richest(&rows.into_iter().collect());
            assert_eq!(kept.len(), 1);
            assert_eq!(kept[0].generation, ProfileGeneration::Policy);
        }
    }
}
