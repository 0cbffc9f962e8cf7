//! F11: A profile cannot work: Apple refuses its contents, or it does not suit the hardware.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F11",
    name: "profile-refused",
    about: "A profile cannot work: Apple refuses its contents, or it does not suit the hardware.",
    tenant,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let profile = injected.profile(world);
    let trouble = if injected.target.is_multiple_of(3) {
        Trouble::ProfileUnsuitable(profile)
    } else {
        Trouble::ProfileInvalid(profile)
    };
    injected.hold(script, trouble);
}
