//! Fitted odds: by how much each thing that was read changes how probable a cause is.
//!
//! Estimates say how likely a reading is under a cause, one reading at a time, and count twice what
//! two readings say together. Odds are fitted on worlds whose truth is known, all at once, so that
//! each number is what a reading adds to the others. They stand beside the estimates, which remain
//! for questions and where nothing was fitted.

use crate::case_file::{CaseFile, Erased, Look, Membership, Reading, ReadingId, RegisterState};

/// From which base odds to start: what was looked at for this device at all. That nobody looked is
/// no evidence; but how often each cause is met, among devices that look the same, depends on how
/// closely they were looked at.
pub const INSIGHTS: [&str; 5] = ["intune", "apple", "audit", "register", "look"];

/// The place in [`INSIGHTS`] of a case.
pub fn insight(case: &CaseFile) -> usize {
    let taken = |id: ReadingId| case.value(id) != 0;
    if taken(Look::INFO.id) {
        4
    } else if taken(RegisterState::INFO.id) {
        3
    } else if taken(Erased::INFO.id) {
        2
    } else {
        usize::from(taken(Membership::INFO.id))
    }
}

/// Readings that say more together than one by one.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Which, two or three.
    pub readings: Vec<ReadingId>,
    /// ln odds by values and cause; a reading that nobody took makes the group silent.
    ln: Vec<f64>,
}

/// Fitted odds for a catalogue of causes.
#[derive(Clone, PartialEq, Debug)]
pub struct Odds {
    causes: usize,
    base: Vec<f64>,
    single: Vec<f64>,
    groups: Vec<Group>,
}

impl Odds {
    /// Odds that change nothing, for so many causes.
    pub fn new(causes: usize) -> Self {
        Self {
            causes,
            base: vec![0.0; INSIGHTS.len() * causes],
            single: vec![0.0; ReadingId::places() * causes],
            groups: Vec::new(),
        }
    }

    /// Sets the base odds of a cause at an insight, as their logarithm.
    pub fn set_base(&mut self, insight: usize, cause: usize, ln: f64) {
        self.base[insight * self.causes + cause] = ln;
    }

    /// Sets by how much a value (not unread) changes the odds of a cause, as its logarithm.
    pub fn set(&mut self, reading: ReadingId, value: u8, cause: usize, ln: f64) {
        self.single[reading.place(value) * self.causes + cause] = ln;
    }

    /// Adds a group of readings that changes nothing yet; gives its place.
    pub fn add_group(&mut self, readings: &[ReadingId]) -> usize {
        let cells: usize = readings
            .iter()
            .map(|id| id.info().values.len() - 1)
            .product();
        self.groups.push(Group {
            readings: readings.to_vec(),
            ln: vec![0.0; cells * self.causes],
        });
        self.groups.len() - 1
    }

    /// Sets by how much values that stand together change the odds of a cause. None of them is
    /// unread, and there is one for each reading of the group.
    pub fn set_group(&mut self, group: usize, values: &[u8], cause: usize, ln: f64) {
        let causes = self.causes;
        if let Some(cell) = cell(&self.groups[group].readings, |place, _| values[place]) {
            self.groups[group].ln[cell * causes + cause] = ln;
        }
    }

    /// The groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The logarithm of every cause's odds in a case, up to a constant.
    pub fn ln(&self, case: &CaseFile) -> Vec<f64> {
        let start = insight(case) * self.causes;
        let mut ln = self.base[start..start + self.causes].to_vec();
        let mut add = |row: &[f64]| {
            for (sum, more) in ln.iter_mut().zip(row) {
                *sum += more;
            }
        };
        for reading in case.taken() {
            add(self.row(reading, case.value(reading)));
        }
        for group in &self.groups {
            if let Some(row) = self.group_row(group, case) {
                add(row);
            }
        }
        ln
    }

    /// What one reading adds in a case, together with the groups that it leads.
    pub fn contribution(&self, case: &CaseFile, reading: ReadingId) -> Vec<f64> {
        let mut sum = self.row(reading, case.value(reading)).to_vec();
        for group in self.groups.iter().filter(|it| it.readings[0] == reading) {
            for (sum, more) in sum
                .iter_mut()
                .zip(self.group_row(group, case).unwrap_or(&[]))
            {
                *sum += more;
            }
        }
        sum
    }

    fn row(&self, reading: ReadingId, value: u8) -> &[f64] {
        let row = reading.place(value);
        &self.single[row * self.causes..(row + 1) * self.causes]
    }

    fn group_row<'g>(&self, group: &'g Group, case: &CaseFile) -> Option<&'g [f64]> {
        let cell = cell(&group.readings, |_, id| case.value(id))?;
        group.ln.get(cell * self.causes..(cell + 1) * self.causes)
    }
}

/// The number of a cell of a group; none if one of its readings was not taken.
pub fn cell(readings: &[ReadingId], value: impl Fn(usize, ReadingId) -> u8) -> Option<usize> {
    let mut cell = 0;
    for (place, id) in readings.iter().enumerate() {
        let value = usize::from(value(place, *id));
        if value == 0 {
            return None;
        }
        cell = cell * (id.info().values.len() - 1) + value - 1;
    }
    Some(cell)
}

#[cfg(test)]
mod tests {
    use super::{Odds, insight};
    use crate::case_file::{CaseFile, Lock, Reading, RegisterState};

    fn case(story: &str) -> CaseFile {
        CaseFile::from_story(story).unwrap()
    }

    #[test]
    fn what_nobody_read_changes_nothing() {
        let mut odds = Odds::new(2);
        odds.set(Lock::INFO.id, Lock::User.value(), 0, 1.5);
        let group = odds.add_group(&[Lock::INFO.id, RegisterState::INFO.id]);
        let both = [Lock::User.value(), RegisterState::HandedOut.value()];
        odds.set_group(group, &both, 0, 0.5);
        assert_eq!(odds.ln(&case("")), [0.0, 0.0]);
        assert_eq!(odds.ln(&case("register handed_out")), [0.0, 0.0]);
        assert_eq!(odds.ln(&case("lock user")), [1.5, 0.0]);
        assert_eq!(odds.ln(&case("lock user, register handed_out")), [2.0, 0.0]);
        assert_eq!(odds.ln(&case("lock none, register handed_out")), [0.0, 0.0]);
    }

    #[test]
    fn a_closer_look_starts_from_other_base_odds() {
        assert_eq!(insight(&case("state not_contacted")), 0);
        assert_eq!(insight(&case("membership present")), 1);
        assert_eq!(insight(&case("membership present, erased none")), 2);
        assert_eq!(insight(&case("register stock")), 3);
        assert_eq!(insight(&case("look sealed, register stock")), 4);
    }
}
