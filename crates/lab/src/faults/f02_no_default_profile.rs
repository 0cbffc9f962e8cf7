//! F02: A token gives no profile by default, and nobody assigns one by hand.

use super::{Fault, Injected};
use crate::device::Facts;
use crate::device::script::{Script, is_added};
use crate::random::Draws;
use crate::world::{Episode, Family, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F02",
    name: "no-default-profile",
    about: "A token gives no profile by default, and nobody assigns one by hand.",
    tenant,
    device,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let token = injected.token(world);
    for family in Family::ALL {
        injected.hold(script, Trouble::NoDefaultProfile(token, family));
    }
}

fn device(
    world: &World,
    injected: &Injected,
    facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    let concerned = facts.order.token == injected.token(world);
    let added = script.first(is_added).is_some_and(|at| injected.during(at));
    if concerned && added && draws.chance(0.5) {
        script.profile_after = None;
    }
}
