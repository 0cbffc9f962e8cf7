//! F26: The help desk deletes rows in Intune that the next full sync brings back.

use super::{Fault, Injected};
use crate::clock::DAY;
use crate::device::Facts;
use crate::device::script::{Plan, Script};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F26",
    name: "rows-deleted",
    about: "The help desk deletes rows in Intune that the next full sync brings back.",
    device,
    ..Fault::NONE
};

fn device(
    _world: &World,
    injected: &Injected,
    facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    if injected.picks(facts.order.number) && draws.chance(0.5) {
        script.add(injected.from + draws.between(0, 2 * DAY), Plan::DeleteRow);
    }
}
