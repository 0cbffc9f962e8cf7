//! F23: People who set up too early follow Company Portal's page with their company device.

use super::{Fault, Injected, set_up_too_early};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Plan, Script, is_set_up};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F23",
    name: "enrolled-by-hand",
    about: "People who set up too early follow Company Portal's page with their company device.",
    device,
    ..Fault::NONE
};

fn device(
    _world: &World,
    injected: &Injected,
    _facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    if set_up_too_early(script) && draws.chance(0.5) {
        let first = script.first(is_set_up).unwrap_or(injected.from);
        script.add(first + draws.between(HOUR, 40 * DAY), Plan::EnrollByHand);
    }
}
