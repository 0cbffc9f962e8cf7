//! Access tokens: what was given out, to whom, for which service, and for how long.

use super::signer::Signer;
use crate::clock::Time;
use crate::random::scrambled;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whose interface a token opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Door {
    Graph,
    Apple,
}

/// What a token is good for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Holder {
    pub(super) door: Door,
    /// The app's identifier.
    pub(super) app: String,
    /// What it may do at Graph.
    pub(super) permissions: Vec<String>,
}

/// All tokens that were given out.
pub(super) struct Passes {
    seed: u64,
    /// How long each is good, in seconds.
    pub(super) life: Time,
    pub(super) signer: Signer,
    given: Mutex<Given>,
}

#[derive(Default)]
struct Given {
    count: u64,
    all: BTreeMap<String, (Holder, Time)>,
}

impl Passes {
    pub(super) fn new(seed: u64, life: Time, signer: Signer) -> Self {
        Self {
            seed,
            life,
            signer,
            given: Mutex::default(),
        }
    }

    /// A new opaque token, as Apple's are. Whoever knows the seed can guess it, which in a
    /// pretended world is no loss.
    pub(super) fn mint(&self, app: &str, now: Time) -> String {
        let mut given = self.given(now);
        let token = self.word(&mut given, now);
        let holder = Holder {
            door: Door::Apple,
            app: app.to_owned(),
            permissions: Vec::new(),
        };
        let until = now + self.life;
        given.all.insert(token.clone(), (holder, until));
        token
    }

    /// A new signed token for Graph with these claims; times are added.
    pub(super) fn sign(&self, mut claims: Value, holder: Holder, now: Time) -> Option<String> {
        let mut given = self.given(now);
        given.count += 1;
        let unique = scrambled(self.seed ^ given.count);
        claims["uti"] = json!(format!("{unique:016x}"));
        claims["iat"] = json!(now);
        // Entra begins five minutes early, for clocks that are late.
        claims["nbf"] = json!(now - 300);
        claims["exp"] = json!(now + self.life);
        let token = self.signer.sign(&claims)?;
        let until = now + self.life;
        given.all.insert(token.clone(), (holder, until));
        Some(token)
    }

    /// A word that nobody had before, for codes and refresh tokens.
    pub(super) fn secret(&self, now: Time) -> String {
        let mut given = self.given(now);
        self.word(&mut given, now)
    }

    /// Whose a token is, if it opens this door now.
    pub(super) fn holder(&self, token: &str, door: Door, now: Time) -> Option<Holder> {
        let given = self.given(now);
        let (holder, until) = given.all.get(token)?;
        (holder.door == door && now < *until).then(|| holder.clone())
    }

    /// Whether a token opens this door now.
    pub(super) fn opens(&self, token: &str, door: Door, now: Time) -> bool {
        self.holder(token, door, now).is_some()
    }

    fn given(&self, now: Time) -> MutexGuard<'_, Given> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if given.all.len() > 1_000 {
            given.all.retain(|_, (_, until)| *until > now);
        }
        given
    }

    fn word(&self, given: &mut Given, now: Time) -> String {
        given.count += 1;
        let start = scrambled(self.seed ^ scrambled(now as u64) ^ given.count);
        let (mut token, mut word) = ("lab.".to_owned(), start);
        for _ in 0..8 {
            word = scrambled(word ^ start.rotate_left(17));
            let _ = write!(token, "{word:016x}");
        }
        token
    }
}
