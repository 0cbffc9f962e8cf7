//! The invented tenant's people.

use super::super::random::mix;
use super::names::Id;

const FIRST: [&str; 48] = [
    "Lena", "Felix", "Mia", "Paul", "Emma", "Leon", "Hannah", "Jonas", "Sofia", "Luis", "Clara",
    "Anton", "Marie", "David", "Ida", "Oskar", "Nora", "Karl", "Greta", "Moritz", "Alice", "James",
    "Olivia", "Noah", "Grace", "Henry", "Chloe", "Lucas", "Camille", "Hugo", "Juliette", "Gabriel",
    "Yuki", "Haruto", "Aiko", "Ren", "Priya", "Arjun", "Ananya", "Rohan", "Wei", "Ming", "Jia",
    "Tao", "Sara", "Marco", "Giulia", "Pablo",
];
const LAST: [&str; 64] = [
    "Hoffmann", "Braun", "Keller", "Vogel", "Sommer", "Winter", "Lindner", "Jansen", "Peters",
    "Arnold", "Graf", "Adam", "Pohl", "Thiel", "Berger", "Fischer", "Weber", "Schulz", "Wagner",
    "Becker", "Smith", "Johnson", "Brown", "Taylor", "Wilson", "Davies", "Evans", "Thomas",
    "Roberts", "Walker", "Wright", "Hughes", "Garnier", "Dubois", "Moreau", "Laurent", "Simon",
    "Michel", "Lefebvre", "Roux", "Tanaka", "Sato", "Suzuki", "Ito", "Yamamoto", "Nakamura",
    "Sharma", "Patel", "Singh", "Gupta", "Mehta", "Iyer", "Wang", "Li", "Zhang", "Liu", "Chen",
    "Yang", "Rossi", "Ferrari", "Garcia", "Lopez", "Martin", "Silva",
];
const PURPOSE: u64 = 0x9e09;

/// One person.
#[derive(Clone, Copy)]
pub(super) struct Person {
    number: u64,
}

impl Person {
    /// The holder of a device. Seven people have ten devices among them.
    pub(super) fn holding(device: u64, devices: u64) -> Self {
        Self {
            number: mix(device) % (devices * 7 / 10).max(1),
        }
    }

    /// The first name.
    pub(super) fn first(self) -> &'static str {
        FIRST[mix(self.number) as usize % FIRST.len()]
    }

    fn last(self) -> &'static str {
        LAST[(mix(self.number) >> 32) as usize % LAST.len()]
    }

    /// `userDisplayName`.
    pub(super) fn name(self) -> String {
        format!("{} {}", self.first(), self.last())
    }

    /// `userId`.
    pub(super) fn id(self) -> Id {
        Id::of(PURPOSE, self.number)
    }

    /// `userPrincipalName`.
    pub(super) fn address(self) -> String {
        format!(
            "{}.{}{}@northwind.example",
            self.first(),
            self.last(),
            self.number
        )
    }
}
