//! Users whom no policy can tell apart, as one.

use super::fit::Fits;
use super::set::Set;
use std::collections::{BTreeMap, BTreeSet};

/// Which class each person is in, and who is in each class.
#[derive(Debug)]
pub(crate) struct Classes {
    of_person: Vec<u32>,
    listed: usize,
    /// The first person of each class.
    pub(crate) first: Vec<usize>,
    /// How many listed users are in each class. Whoever is not listed has a class of his own, of 0.
    pub(crate) sizes: Vec<usize>,
}

impl Classes {
    /// The coarsest classes that each of these answers sees as one. People from `listed` on are
    /// not listed.
    pub(crate) fn of<'a>(
        people: usize,
        listed: usize,
        answers: impl Iterator<Item = &'a Fits>,
    ) -> Self {
        let sets: BTreeSet<&Set> = answers.flat_map(|fits| [&fits.yes, &fits.maybe]).collect();
        let everybody = Set::full(people);
        let mut drafts: Vec<u32> = (0..people).map(|one| u32::from(one >= listed)).collect();
        let mut next = 2;
        for set in sets {
            // Moving the smaller side apart is as good as moving the set itself.
            let rest = (set.len() * 2 > people).then(|| everybody.without(set));
            let mut moved = BTreeMap::new();
            for person in rest.as_ref().unwrap_or(set).iter() {
                if let Some(draft) = drafts.get_mut(person) {
                    *draft = *moved.entry(*draft).or_insert_with(|| {
                        next += 1;
                        next - 1
                    });
                }
            }
        }
        Self::number(&drafts, listed)
    }

    /// Numbers the classes by their first person.
    fn number(drafts: &[u32], listed: usize) -> Self {
        let mut numbers = BTreeMap::new();
        let mut classes = Self {
            of_person: Vec::with_capacity(drafts.len()),
            listed,
            first: Vec::new(),
            sizes: Vec::new(),
        };
        for (person, draft) in drafts.iter().enumerate() {
            let number = *numbers.entry(draft).or_insert_with(|| {
                classes.first.push(person);
                classes.sizes.push(0);
                classes.first.len() - 1
            });
            classes.of_person.push(number as u32);
            if let Some(size) = classes.sizes.get_mut(number) {
                *size += usize::from(person < listed);
            }
        }
        classes
    }

    pub(crate) fn len(&self) -> usize {
        self.first.len()
    }

    /// The class of each listed user.
    pub(crate) fn of_listed(&self) -> Vec<usize> {
        let listed = self.of_person.iter().take(self.listed);
        listed.map(|class| *class as usize).collect()
    }

    /// The classes whose people are in a set that does not split any.
    pub(crate) fn within(&self, people: &Set) -> Set {
        let mut classes = Set::empty(self.len());
        for (class, first) in self.first.iter().enumerate() {
            if people.contains(*first) {
                classes.insert(class);
            }
        }
        classes
    }

    /// The classes that have somebody in a set.
    pub(crate) fn touched(&self, people: &Set) -> Set {
        let mut classes = Set::empty(self.len());
        for person in people.iter() {
            if let Some(class) = self.of_person.get(person) {
                classes.insert(*class as usize);
            }
        }
        classes
    }

    /// The people of some classes.
    pub(crate) fn people(&self, classes: &Set) -> Set {
        let mut people = Set::empty(self.of_person.len());
        for (person, class) in self.of_person.iter().enumerate() {
            if classes.contains(*class as usize) {
                people.insert(person);
            }
        }
        people
    }

    /// How many listed users of each of these classes are in a set.
    pub(crate) fn count(&self, people: &Set, classes: &Set) -> Vec<(usize, usize)> {
        let mut counts = vec![0; self.len()];
        for person in people.iter().take_while(|person| *person < self.listed) {
            if let Some(count) = self
                .of_person
                .get(person)
                .and_then(|class| counts.get_mut(*class as usize))
            {
                *count += 1;
            }
        }
        let met = self.touched(people);
        let both = classes.iter().filter(|class| met.contains(*class));
        both.map(|class| (class, counts.get(class).copied().unwrap_or(0)))
            .collect()
    }
}
