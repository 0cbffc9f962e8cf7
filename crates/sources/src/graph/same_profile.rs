//! A policy of the second generation is listed twice: as itself, and mirrored among the classic
//! profiles (microsoft.md §1.4). One row of the two is kept, the one that says more, with the dates
//! that only the policy has.

use enrollment::rows::Rows;
use enrollment::snapshot::{Profile, ProfileGeneration};
use enrollment::words::Word;
use std::collections::HashMap;

/// Keeps one row per token and profile.
pub(crate) fn keep_richest(profiles: &Rows<Profile>) -> Rows<Profile> {
    let mut best: HashMap<(Word, Word), usize> = HashMap::new();
    for (number, row) in profiles.iter().enumerate() {
        let kept = best.entry((row.token, row.id)).or_insert(number);
        if richness(row) > richness(&profiles[*kept]) {
            *kept = number;
        }
    }
    let kept = |(number, row): &(usize, &Profile)| best[&(row.token, row.id)] == *number;
    let mut rows: Vec<Profile> = profiles
        .iter()
        .enumerate()
        .filter(kept)
        .map(|(_, row)| row.clone())
        .collect();
    let places = rows.iter().enumerate();
    let places: HashMap<(Word, Word), usize> = places
        .map(|(place, row)| ((row.token, row.id), place))
        .collect();
    for row in profiles.iter() {
        let kept = &mut rows[places[&(row.token, row.id)]];
        if kept.created.is_absent() {
            kept.created = row.created;
        }
        if kept.modified.is_absent() {
            kept.modified = row.modified;
        }
    }
    rows.into_iter().collect()
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
