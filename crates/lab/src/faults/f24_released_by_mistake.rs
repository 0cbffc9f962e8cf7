//! F24: A selection in the portal was larger than meant: devices are released.

use super::{Fault, Injected};
use crate::clock::HOUR;
use crate::device::Facts;
use crate::device::script::{Plan, Script};
use crate::event::Releaser;
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F24",
    name: "released-by-mistake",
    about: "A selection in the portal was larger than meant: devices are released.",
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
    if injected.picks(facts.order.number) && draws.chance(0.3) {
        let release = Plan::Release(Releaser::Administrator);
        script.add(injected.from + draws.between(0, HOUR), release);
    }
}
