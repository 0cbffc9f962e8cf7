//! F13: Somebody assigns devices to the service they are on already; Apple drops their profiles.

use super::{Fault, Injected};
use crate::clock::DAY;
use crate::device::Facts;
use crate::device::script::{Plan, Script};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F13",
    name: "assigned-again",
    about: "Somebody assigns devices to the service they are on already; Apple drops their \
            profiles.",
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
    let concerned =
        facts.order.token == injected.token(world) && injected.picks(facts.order.number);
    if concerned {
        script.add(injected.from + draws.between(0, DAY), Plan::AssignAgain);
    }
}
