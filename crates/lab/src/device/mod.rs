//! One device: what it is, what people do with it, and what comes of that.

mod agenda;
mod deed;
mod facts;
mod life;
pub(crate) mod nature;
pub mod script;
mod setup;

pub use facts::{Facts, index_of, serial};
pub use life::{Lived, live};

use crate::clock::{DAY, HOUR, Time};
use crate::random::{Actor, Draws};
use crate::world::{Acting, World};
use script::{Plan, Script};

/// Streams of chance that a device has for faults, and so the most faults that can act.
pub const STREAMS: u64 = 32;

/// A device or a replacement, and its log up to the time at which the world is looked at.
pub struct Story {
    /// What it is.
    pub facts: Facts,
    /// What was done.
    pub script: Script,
    /// What happened.
    pub lived: Lived,
}

/// Lives a device, and the unit that replaced it if one did.
pub fn stories(world: &World, index: u64, acting: Acting) -> Vec<Story> {
    let facts = Facts::of(world, index, false);
    let script = script_of(world, &facts, acting);
    let tenant = world.tenant_of(acting);
    let lived = live(world, tenant, &facts, &script, world.looked_at);
    let replaced_at = lived.replaced_at;
    let mut stories = vec![Story {
        facts,
        script,
        lived,
    }];
    if let Some(at) = replaced_at {
        let facts = Facts::of(world, index, true);
        let script = replacement(world, &facts, at);
        let lived = live(world, tenant, &facts, &script, world.looked_at);
        stories.push(Story {
            facts,
            script,
            lived,
        });
    }
    stories
}

/// A device's script: its ordinary life and what the faults make of it, or what somebody wrote.
pub fn script_of(world: &World, facts: &Facts, acting: Acting) -> Script {
    if let Some(written) = world.written(facts.index) {
        return written.script.clone();
    }
    let mut script = nature::script(world, facts);
    for (place, injected) in world.faults.iter().enumerate() {
        if acting.includes(place) {
            let stream = facts.index * STREAMS + place as u64;
            let mut draws = Draws::of(world.seed, stream, Actor::Injection);
            let before = injected.struck.then(|| script.clone());
            (injected.fault.device)(world, injected, facts, &mut script, &mut draws);
            if let Some(before) = before {
                script.keep_past(&before, injected.from);
            }
        }
    }
    script
}

/// The unit that comes back from repair (causality.md e28): hours later in the organisation, the
/// next day at its holder's.
fn replacement(world: &World, facts: &Facts, at: Time) -> Script {
    let mut script = nature::script(world, facts);
    let mut draws = Draws::of(world.seed, facts.index << 1 | 1, Actor::Fate);
    script.add(at, Plan::ReplaceAnother);
    script.add(
        at + draws.between(2 * HOUR, 5 * HOUR),
        Plan::Add(facts.order.source),
    );
    let arrives = at + draws.between(DAY, 4 * DAY);
    script.add(arrives, Plan::Deliver);
    script.add(arrives, Plan::HandOut);
    let style = nature::style(&world.habits, &mut draws);
    let set_up = Plan::SetUp {
        style,
        at_site: facts.at_site,
    };
    script.add(arrives + draws.between(HOUR, 3 * DAY), set_up);
    script
}
