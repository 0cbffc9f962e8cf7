//! A world that goes on: the deeds so far, and what its interfaces show now.
//!
//! After a deed, or when a minute of the world has passed, the world is lived again up to its
//! present time and shown anew, as soon as somebody asks. A list that somebody is reading stays as
//! it was when they began, for a while.

use super::asked::Asked;
use super::bookmark::Bookmarks;
use super::stock::Stock;
use super::world_time::WorldTime;
use crate::clock::{MINUTE, Time};
use crate::device::{STREAMS, Story, index_of, stories};
use crate::error::LabError;
use crate::random::scrambled;
use crate::tier::Tier;
use crate::truth::Ledger;
use crate::world::{Acting, Deed, Recipe, What, World};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Earlier showings that are kept for those who are in the middle of a list.
const KEPT: usize = 3;
/// Faults that can be let strike.
const STRIKES: usize = 16;

/// A world, its time and its deeds.
pub(super) struct Living {
    recipe: Recipe,
    tier: Tier,
    pub(super) time: WorldTime,
    state: Mutex<State>,
}

struct State {
    deeds: Vec<Deed>,
    /// The world as it was drawn last.
    world: Arc<World>,
    /// Of how many deeds that one knows.
    known: usize,
    /// The newest is the last.
    shown: VecDeque<Shown>,
}

/// What the interfaces show at a time.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) stock: Arc<Stock>,
    /// What makes the names of places in lists those of this showing.
    pub(super) seed: u64,
    at: Time,
    deeds: usize,
    number: u64,
}

impl Living {
    pub(super) fn new(
        recipe: Recipe,
        tier: Tier,
        world: World,
        stock: Stock,
        time: WorldTime,
    ) -> Self {
        let first = Shown {
            stock: Arc::new(stock),
            seed: world.seed,
            at: world.looked_at,
            deeds: 0,
            number: 0,
        };
        Self {
            recipe,
            tier,
            time,
            state: Mutex::new(State {
                deeds: Vec::new(),
                world: Arc::new(world),
                known: 0,
                shown: VecDeque::from([first]),
            }),
        }
    }

    /// The world's seed.
    pub(super) const fn seed(&self) -> u64 {
        self.recipe.seed
    }

    /// What was shown first.
    pub(super) fn first(&self) -> Arc<Stock> {
        let state = self.state();
        let first = state.shown.front().map(|shown| Arc::clone(&shown.stock));
        first.unwrap_or_default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a request sees: the present, or the showing in which its list began.
    pub(super) fn shown(&self, asked: &Asked, machine: Time) -> Result<Shown, LabError> {
        let named = asked.parameter("$skiptoken").or(asked.parameter("cursor"));
        let mut state = self.state();
        if let Some(named) = named.filter(|name| !name.is_empty()) {
            let is_its = |shown: &&Shown| Bookmarks::of(asked, shown.seed).place(named).is_some();
            let found = state.shown.iter().rev().find(is_its);
            // A name that nobody gave is refused by whoever reads it.
            if let Some(shown) = found.or(state.shown.back()) {
                return Ok(shown.clone());
            }
        }
        self.present(&mut state, machine)
    }

    fn present(&self, state: &mut State, machine: Time) -> Result<Shown, LabError> {
        let (now, _) = self.time.at(machine);
        let deeds = state.deeds.len();
        let fresh = |shown: &&Shown| {
            shown.at.div_euclid(MINUTE) == now.div_euclid(MINUTE) && shown.deeds == deeds
        };
        if let Some(shown) = state.shown.back().filter(fresh) {
            return Ok(shown.clone());
        }
        let world = self.drawn(state, now);
        let number = state.shown.back().map_or(0, |shown| shown.number + 1);
        let shown = Shown {
            stock: Arc::new(Stock::of(&world, self.tier)?),
            seed: scrambled(self.recipe.seed ^ scrambled(number)),
            at: now,
            deeds,
            number,
        };
        state.shown.push_back(shown.clone());
        while state.shown.len() > 1 + KEPT {
            state.shown.pop_front();
        }
        Ok(shown)
    }

    fn drawn(&self, state: &mut State, now: Time) -> Arc<World> {
        if state.world.looked_at != now || state.known != state.deeds.len() {
            state.known = state.deeds.len();
            state.world = Arc::new(World::build(&Recipe {
                looked_at: now,
                deeds: state.deeds.clone(),
                ..self.recipe.clone()
            }));
        }
        Arc::clone(&state.world)
    }

    /// The world now.
    pub(super) fn world(&self, machine: Time) -> Arc<World> {
        let (now, _) = self.time.at(machine);
        self.drawn(&mut self.state(), now)
    }

    /// Does something now; says when that is.
    pub(super) fn act(&self, deeds: impl IntoIterator<Item = What>, machine: Time) -> Time {
        let mut state = self.state();
        let (now, _) = self.time.at(machine);
        // Deeds stand in the order of time, whatever the machine's clock does.
        let at = state.deeds.last().map_or(now, |last| last.at.max(now));
        state
            .deeds
            .extend(deeds.into_iter().map(|what| Deed { at, what }));
        at
    }

    /// Whether another fault can be let strike.
    pub(super) fn takes_a_fault(&self) -> bool {
        let strikes = |deed: &&Deed| matches!(deed.what, What::Strike(_));
        let strikes = self.state().deeds.iter().filter(strikes).count();
        // A world draws four at most if nobody names any.
        let first = self.recipe.faults.as_ref().map_or(4, Vec::len);
        strikes < STRIKES && first + strikes < STREAMS as usize
    }
}

/// A device by its serial number, as it is now.
pub(super) fn device(world: &World, serial: &str) -> Option<(Story, Ledger)> {
    let (index, replacement) = index_of(world.seed, serial)?;
    if index >= world.population() {
        return None;
    }
    let all = stories(world, index, Acting::All);
    let mut its = all.into_iter();
    let story = its.find(|story| story.facts.replacement == replacement)?;
    let ledger = Ledger::read(&story.lived.log, world.looked_at);
    Some((story, ledger))
}
