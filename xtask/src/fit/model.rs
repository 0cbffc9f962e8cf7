//! The model that is fitted: base odds by insight, what each value of a reading adds, and what
//! values add that stand together. One number per feature and cause.

use enrollment::case_file::{CaseFile, ReadingId};
use enrollment::diagnosis::{INSIGHTS, cell, insight};

/// Where each feature stands.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    groups: Vec<(Vec<ReadingId>, usize)>,
    features: usize,
}

impl Layout {
    /// Base odds, every value of every reading, and these groups.
    pub(super) fn new(groups: &[Vec<ReadingId>]) -> Self {
        let mut features = INSIGHTS.len() + ReadingId::places();
        let mut placed = Vec::new();
        for group in groups {
            placed.push((group.clone(), features));
            let cells: usize = group.iter().map(|id| id.info().values.len() - 1).product();
            features += cells;
        }
        Self {
            groups: placed,
            features,
        }
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.features
    }

    /// The feature of a reading's value, which is not unread.
    pub(super) fn single(reading: ReadingId, value: u8) -> usize {
        INSIGHTS.len() + reading.place(value)
    }

    /// The groups, and the feature of each one's first cell.
    pub(super) fn groups(&self) -> &[(Vec<ReadingId>, usize)] {
        &self.groups
    }

    /// The features that a case has.
    pub(super) fn of(&self, case: &CaseFile) -> Vec<u16> {
        let mut features = vec![insight(case) as u16];
        for reading in case.taken() {
            features.push(Self::single(reading, case.value(reading)) as u16);
        }
        for (group, first) in &self.groups {
            if let Some(cell) = cell(group, |_, id| case.value(id)) {
                features.push((first + cell) as u16);
            }
        }
        features
    }
}
