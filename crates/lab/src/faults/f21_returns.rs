//! F21: Many devices come back and wait for their next holder.

use super::{Fault, Injected};
use crate::clock::DAY;
use crate::device::script::{Plan, Script};
use crate::device::{Facts, nature};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F21",
    name: "returns",
    about: "Many devices come back and wait for their next holder.",
    device,
    ..Fault::NONE
};

fn device(
    world: &World,
    injected: &Injected,
    facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    let handed_out = script.first(|plan| *plan == Plan::HandOut);
    let concerned = handed_out.is_some_and(|at| at < injected.from) && draws.chance(0.2);
    let when = injected.from + draws.between(0, 20 * DAY);
    let waits = world.habits.returned_waits.draw(draws);
    if concerned {
        nature::come_back(&world.habits, facts, when, waits, script, draws);
    }
}
