//! Whether something is meant by a condition: yes, no, or nobody can say.

use super::set::Set;

/// Whether a condition means something. Ordered by how far it reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Fit {
    No,
    Maybe,
    Yes,
}

impl Fit {
    pub(crate) const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// The furthest of several: what a list of includes or excludes says together.
    pub(crate) fn any(fits: impl IntoIterator<Item = Self>) -> Self {
        fits.into_iter().max().unwrap_or(Self::No)
    }

    /// Included and not excluded.
    pub(crate) fn but(self, excluded: Self) -> Self {
        match (self, excluded) {
            (Self::No, _) | (_, Self::Yes) => Self::No,
            (Self::Yes, Self::No) => Self::Yes,
            (Self::Maybe, Self::No) | (_, Self::Maybe) => Self::Maybe,
        }
    }
}

/// What a condition means of a whole dimension: surely, and perhaps.
#[derive(Clone, Debug)]
pub(crate) struct Fits {
    /// Surely.
    pub(crate) yes: Set,
    /// Perhaps; disjoint from the sure ones.
    pub(crate) maybe: Set,
}

impl Fits {
    pub(crate) fn none(size: usize) -> Self {
        Self {
            yes: Set::empty(size),
            maybe: Set::empty(size),
        }
    }

    pub(crate) fn of(fits: impl IntoIterator<Item = Fit>, size: usize) -> Self {
        let mut all = Self::none(size);
        for (number, fit) in fits.into_iter().enumerate() {
            match fit {
                Fit::Yes => all.yes.insert(number),
                Fit::Maybe => all.maybe.insert(number),
                Fit::No => {}
            }
        }
        all
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.yes.add(&other.yes);
        self.maybe.add(&other.maybe);
        self.maybe.remove(&self.yes);
    }

    /// Included and not excluded.
    pub(crate) fn but(mut self, excluded: &Self) -> Self {
        self.maybe.add(&self.yes);
        self.maybe.remove(&excluded.yes);
        self.yes.remove(&excluded.yes);
        self.yes.remove(&excluded.maybe);
        self.maybe.remove(&self.yes);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Fit, Fits};

    #[test]
    fn sets_and_single_answers_agree() {
        let all = [Fit::No, Fit::Maybe, Fit::Yes];
        let pairs: Vec<_> = all.iter().flat_map(|a| all.map(|b| (*a, b))).collect();
        let left = Fits::of(pairs.iter().map(|(a, _)| *a), 9);
        let right = Fits::of(pairs.iter().map(|(_, b)| *b), 9);
        let single = Fits::of(pairs.iter().map(|(a, b)| a.but(*b)), 9);
        let whole = left.but(&right);
        assert_eq!((whole.yes, whole.maybe), (single.yes, single.maybe));
    }
}
