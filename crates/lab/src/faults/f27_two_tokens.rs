//! F27: Devices move from one token's service to another's while the first token no longer syncs.

use super::{Fault, Injected};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Plan, Script};
use crate::parameters::{Chance, Habits};
use crate::random::Draws;
use crate::world::{Episode, Service, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F27",
    name: "two-tokens",
    about: "Devices move from one token's service to another's while the first token no \
            longer syncs.",
    presupposes,
    tenant,
    device,
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::TokenInvalid(0));
}

fn device(
    _world: &World,
    injected: &Injected,
    facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    if facts.order.token == 0 && injected.picks(facts.order.number) {
        let when = injected.from + DAY + draws.between(0, HOUR);
        script.add(when, Plan::Assign(Service::Intune(1)));
    }
}

fn presupposes(habits: &mut Habits) {
    habits.second_token = Chance(1.0);
}
