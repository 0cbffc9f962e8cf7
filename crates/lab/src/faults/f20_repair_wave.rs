//! F20: A wave of repairs replaces units.

use super::{Fault, Injected};
use crate::clock::DAY;
use crate::device::Facts;
use crate::device::script::{Plan, Script};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F20",
    name: "repair-wave",
    about: "A wave of repairs replaces units.",
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
    let handed_out = script.first(|plan| *plan == Plan::HandOut);
    if handed_out.is_some_and(|at| at < injected.from) && draws.chance(0.15) {
        script.add(injected.from + draws.between(0, 20 * DAY), Plan::Replace);
    }
}
