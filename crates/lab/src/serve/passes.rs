//! Access tokens: opaque, for one service, and good for a while.

use crate::clock::Time;
use crate::random::scrambled;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

/// Whose interface a token opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Door {
    Graph,
    Apple,
}

/// All tokens that were given out.
#[derive(Debug)]
pub(super) struct Passes {
    seed: u64,
    /// How long each is good, in seconds.
    pub(super) life: Time,
    given: Mutex<BTreeMap<String, (Door, Time)>>,
}

impl Passes {
    pub(super) fn new(seed: u64, life: Time) -> Self {
        Self {
            seed,
            life,
            given: Mutex::default(),
        }
    }

    /// A new token. Whoever knows the seed can guess it, which in a pretended world is no loss.
    pub(super) fn mint(&self, door: Door, now: Time) -> String {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|_, (_, until)| *until + self.life > now);
        let start = scrambled(self.seed ^ scrambled(now as u64) ^ given.len() as u64);
        let (mut token, mut word) = ("lab.".to_owned(), start);
        for _ in 0..8 {
            word = scrambled(word ^ start.rotate_left(17));
            let _ = write!(token, "{word:016x}");
        }
        given.insert(token.clone(), (door, now + self.life));
        token
    }

    /// Whether a token opens this door now.
    pub(super) fn opens(&self, token: &str, door: Door, now: Time) -> bool {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let found = given.get(token);
        found.is_some_and(|(its, until)| *its == door && now < *until)
    }
}
