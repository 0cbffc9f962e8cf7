//! Enrollment profiles of both generations, by normalised id.

use super::Map;
use crate::snapshot::{ProfileGeneration, Snapshot};
use crate::words::Word;

/// Row numbers of profiles. A second-generation policy is mirrored among the classic profiles
/// under the same normalised id (microsoft.md §1.5); the policy's own row says more.
#[derive(Default)]
pub(super) struct Profiles {
    rows: Map<Word, usize>,
}

impl Profiles {
    pub(super) fn gather(snapshot: &Snapshot) -> Self {
        let mut rows: Map<Word, usize> = Map::default();
        for (number, row) in snapshot.profiles.iter().enumerate() {
            if row.id.is_none() {
                continue;
            }
            let known = rows.entry(row.id).or_insert(number);
            let better = |number: usize| {
                let row = &snapshot.profiles[number];
                let said = [row.with_user, row.modern, row.company_portal, row.locked];
                (
                    said.iter().flatten().count(),
                    row.generation == ProfileGeneration::Policy,
                )
            };
            if better(number) > better(*known) {
                *known = number;
            }
        }
        Self { rows }
    }

    pub(super) fn find(&self, id: Word) -> Option<usize> {
        self.rows.get(&id).copied()
    }
}
