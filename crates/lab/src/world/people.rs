//! The people who hold devices.

use super::World;
use crate::clock::Time;
use crate::random::{Actor, Draws, scrambled};

const FIRST: [&str; 24] = [
    "ada", "ben", "carla", "dario", "elif", "felix", "greta", "hugo", "ines", "jonas", "katja",
    "liam", "mira", "nils", "olga", "pavel", "quinn", "rosa", "sven", "tessa", "uwe", "vera",
    "willi", "yara",
];
const LAST: [&str; 24] = [
    "adler", "brandt", "claes", "dorn", "engel", "falk", "graf", "haas", "ilic", "jahn", "keller",
    "lang", "maurer", "noll", "otto", "peters", "quast", "reuter", "sommer", "thiel", "ulmer",
    "vogt", "winter", "zander",
];

/// A person, as far as an enrollment asks.
#[derive(Clone, Debug)]
pub struct Person {
    /// The number that names them.
    pub number: u64,
    /// When their licence begins; most have had it for ever.
    pub licensed_from: Time,
    /// When a second factor is at hand; most have had it for ever.
    pub factor_from: Time,
    /// Whether they have as many devices as they may.
    pub at_cap: bool,
    /// Whether the account is an enrollment manager's.
    pub is_manager: bool,
    /// Whether the account belongs to the government's cloud.
    pub is_government: bool,
    /// Whether a private telephone signs in, too.
    pub private_phone: bool,
}

impl Person {
    /// Draws a person; `since` is when they first need what they may lack.
    pub(crate) fn of(world: &World, number: u64, since: Time) -> Self {
        let habits = &world.habits;
        let mut draws = Draws::of(world.seed, number, Actor::Holder);
        let lacks_licence = draws.chance(habits.licence_missing.0);
        let licence = habits.licence_given.draw(&mut draws);
        let lacks_factor = draws.chance(habits.second_factor_missing.0);
        let factor = habits.second_factor_given.draw(&mut draws);
        let from = |lacks: bool, wait: Time| if lacks { since + wait } else { Time::MIN };
        Self {
            number,
            licensed_from: from(lacks_licence, licence),
            factor_from: from(lacks_factor, factor),
            at_cap: draws.chance(habits.cap_reached.0),
            is_manager: draws.chance(habits.enrollment_manager.0),
            is_government: draws.chance(habits.government_account.0),
            private_phone: draws.chance(habits.private_device_sign_ins.0),
        }
    }
}

/// The sign-in name of a person.
pub fn user_name(number: u64, domain: &str) -> String {
    let (first, last) = names(number);
    format!("{first}.{last}{number}@{domain}")
}

/// The given and the family name of a person.
pub(crate) fn names(number: u64) -> (&'static str, &'static str) {
    let mix = scrambled(number);
    (FIRST[(mix % 24) as usize], LAST[(mix / 24 % 24) as usize])
}
