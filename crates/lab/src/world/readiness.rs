//! What people have who are about to get a device: the truth behind accounts, licences, limits and
//! second factors, and what of it each interface shows.

use super::{Guid, Named, Person, Trouble, World, user_name};
use crate::clock::Time;
use crate::random::scrambled;

/// People of larger worlds are not all in the directory; nothing but policies looks them up.
pub(crate) const PEOPLE_MAX: u64 = 5_000;
/// Who left some time ago, and is still there.
pub(crate) const LEFT: u64 = 7;
/// Whose own address is behind the token for apps and books, in some worlds.
const OWNER: u64 = 3;
/// The first who try what is new.
pub(crate) const PILOTS: u64 = 20;
/// How many devices everybody may have, and how many the pilots may.
pub(crate) const LIMITS: [u32; 2] = [5, 15];

/// Whose address is behind the token for apps and books.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AppsOwner {
    /// The department's.
    Department,
    /// Somebody's own, by number.
    Person(u64),
    /// That of an account that was deleted.
    Deleted,
}

/// The second factors that somebody has registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Registered {
    /// None.
    Nothing,
    /// A key and a computer's own sign-in: nothing that works in Setup Assistant.
    KeysAlone,
    /// A Temporary Access Pass.
    Pass,
    /// A telephone.
    Telephone,
    /// The app, and with some a key.
    App {
        /// A key, too.
        with_key: bool,
    },
}

/// What somebody has when the world is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Readiness {
    /// Whether the account may sign in.
    pub enabled: bool,
    /// Whether it is licensed for Intune.
    pub licensed: bool,
    /// How many devices of other kinds it has in Intune.
    pub others: u32,
    /// How many devices it may have.
    pub limit: u32,
    /// Its second factors.
    pub registered: Registered,
    /// Whether a policy asks it for one when it enrolls a device.
    pub asked: bool,
}

impl World {
    /// Somebody by number.
    pub fn person(&self, number: u64) -> Person {
        Person::of(self, number, self.order_of(number).delivered)
    }

    /// What somebody has; none if the directory has no such account.
    pub fn readiness(&self, number: u64) -> Option<Readiness> {
        if number >= self.population().min(PEOPLE_MAX) {
            return None;
        }
        let (person, now) = (self.person(number), self.looked_at);
        let limit = LIMITS[usize::from(number < PILOTS)];
        let gone = self.tenant.episodes.holds(Trouble::LicencesGone, now);
        Some(Readiness {
            enabled: number != LEFT,
            licensed: !gone && person.licensed_from <= now,
            others: if person.at_cap { limit } else { 0 },
            limit,
            registered: registered(&person, now),
            asked: self.is_in_field(number),
        })
    }

    /// Whether somebody works outside, where a policy asks for a second factor at an enrollment.
    pub(crate) fn is_in_field(&self, number: u64) -> bool {
        scrambled(self.seed ^ scrambled(number)).is_multiple_of(4)
    }

    /// Who owns the token for apps and books.
    pub fn apps_owner(&self) -> AppsOwner {
        let person = |number| {
            let is_there = number < self.population();
            is_there.then_some(AppsOwner::Person(number))
        };
        match scrambled(self.seed ^ 0x0A05) % 8 {
            0 => person(LEFT).unwrap_or(AppsOwner::Department),
            1 => person(OWNER).unwrap_or(AppsOwner::Department),
            2 => AppsOwner::Deleted,
            _ => AppsOwner::Department,
        }
    }

    /// The address of the token's owner.
    pub(crate) fn apps_owner_address(&self) -> String {
        let domain = self.domain();
        match self.apps_owner() {
            AppsOwner::Department => format!("it@{domain}"),
            AppsOwner::Person(number) => user_name(number, &domain),
            AppsOwner::Deleted => format!("former.admin@{domain}"),
        }
    }

    /// The identifier of somebody's account.
    pub fn account_id(&self, number: u64) -> Guid {
        self.guid(Named::User, number)
    }
}

/// Who lacks a second factor has none, or keys that do not work in Setup Assistant; who lacked one
/// got a pass.
fn registered(person: &Person, now: Time) -> Registered {
    let kind = scrambled(person.number ^ 0x5EC0);
    if person.factor_from > now {
        if kind.is_multiple_of(2) {
            Registered::Nothing
        } else {
            Registered::KeysAlone
        }
    } else if person.factor_from > Time::MIN {
        Registered::Pass
    } else {
        match kind % 8 {
            0 => Registered::Telephone,
            1 => Registered::App { with_key: true },
            _ => Registered::App { with_key: false },
        }
    }
}
