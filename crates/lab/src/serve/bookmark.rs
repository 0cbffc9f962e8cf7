//! Places in lists, named so that nobody can count on from them.

use super::asked::Asked;
use crate::random::scrambled;

/// What makes the names those of one world and one list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bookmarks(u64);

impl Bookmarks {
    /// Those of the list that was asked for.
    pub(super) fn of(asked: &Asked, seed: u64) -> Self {
        let letters = asked.parts.iter().flat_map(|part| part.bytes());
        Self(letters.fold(scrambled(seed), |mix, byte| {
            scrambled(mix ^ u64::from(byte))
        }))
    }

    /// The name of a place.
    pub(super) fn name(self, place: usize) -> String {
        let hidden = place as u64 ^ self.0;
        let proof = scrambled(hidden ^ self.0.rotate_left(21));
        format!("{hidden:016x}{proof:016x}")
    }

    /// The place of a name; none if it is not of this list.
    pub(super) fn place(self, name: &str) -> Option<usize> {
        let hidden = u64::from_str_radix(name.get(..16)?, 16).ok()?;
        let place = usize::try_from(hidden ^ self.0).ok()?;
        (self.name(place) == name).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::Bookmarks;
    use crate::serve::asked::Asked;

    #[test]
    fn a_place_is_named_for_one_list_only() {
        let here = Bookmarks::of(&Asked::new("GET", "/v1.0/devices?$top=5"), 7);
        let there = Bookmarks::of(&Asked::new("GET", "/v1.0/other"), 7);
        assert_eq!(here.place(&here.name(1_000)), Some(1_000));
        for wrong in [
            there.name(1_000),
            "0".repeat(32),
            "ü".repeat(20),
            String::new(),
        ] {
            assert_eq!(here.place(&wrong), None);
        }
    }
}
