//! F06: Devices go from the parcel to people within the hour, before anything has synced.

use super::{Fault, Injected};
use crate::clock::{HOUR, MINUTE};
use crate::device::Facts;
use crate::device::script::{Plan, Script, is_added, is_set_up};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F06",
    name: "handed-out-before-sync",
    about: "Devices go from the parcel to people within the hour, before anything has synced.",
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
    let Some(added) = script.first(is_added) else {
        return;
    };
    if !injected.during(added) || !draws.chance(0.6) {
        return;
    }
    let soon = added + draws.between(5 * MINUTE, 8 * HOUR);
    if let Some(first) = script.first(is_set_up) {
        script.shift(|plan| *plan == Plan::HandOut, |at| at.min(soon));
        script.shift(is_set_up, |at| if at == first { soon } else { at });
    }
}
