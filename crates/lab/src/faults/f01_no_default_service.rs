//! F01: No service takes new devices of a family, and nobody notices that they lie unassigned.

use super::{Fault, Injected};
use crate::device::Facts;
use crate::device::script::{Script, is_added};
use crate::random::Draws;
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F01",
    name: "no-default-service",
    about: "No service takes new devices of a family, and nobody notices that they lie \
            unassigned.",
    tenant,
    device,
    ..Fault::NONE
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::NoDefaultServer(injected.family()));
}

fn device(
    _world: &World,
    injected: &Injected,
    facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    let concerned = facts.order.family == injected.family();
    let added = script.first(is_added).is_some_and(|at| injected.during(at));
    if concerned && added && draws.chance(0.7) {
        script.assigns_after = None;
    }
}
