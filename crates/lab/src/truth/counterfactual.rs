//! What if a fault had not struck? The same device lives again without it.

use super::ledger::{Ledger, Use};
use crate::device::{Facts, live, script_of, stories};
use crate::world::{Acting, World};

/// The faults without which the device would be enrolled today, each taken away alone; and all of
/// them where only taking all away helps. Empty if none helps.
pub fn rescued_by(world: &World, facts: &Facts) -> Vec<&'static str> {
    let alone: Vec<&'static str> = world
        .faults
        .iter()
        .filter(|injected| enrolls(world, facts, Acting::Without(injected.place)))
        .map(|injected| injected.fault.code)
        .collect();
    if alone.is_empty() && world.faults.len() > 1 && enrolls(world, facts, Acting::Nobody) {
        return world
            .faults
            .iter()
            .map(|injected| injected.fault.code)
            .collect();
    }
    alone
}

fn enrolls(world: &World, facts: &Facts, acting: Acting) -> bool {
    let log = if facts.replacement {
        let all = stories(world, facts.index, acting);
        match all.into_iter().nth(1) {
            Some(story) => story.lived.log,
            None => return false,
        }
    } else {
        let script = script_of(world, facts, acting);
        live(
            world,
            world.tenant_of(acting),
            facts,
            &script,
            world.looked_at,
        )
        .log
    };
    let ledger = Ledger::read(&log, world.looked_at);
    matches!(ledger.in_use, Use::Managed(way) if way.is_automated())
}
