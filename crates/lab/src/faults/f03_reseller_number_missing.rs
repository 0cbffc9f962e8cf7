//! F03: A reseller's number is missing at Apple: whole orders stay away until somebody adds it.

use super::{Fault, Injected};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Plan, Script, is_added};
use crate::random::Draws;
use crate::world::{Source, World};

pub(super) const FAULT: Fault = Fault {
    code: "F03",
    name: "reseller-number-missing",
    about: "A reseller's number is missing at Apple: whole orders stay away until somebody \
            adds it.",
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
    let concerned = facts.order.source == Source::Reseller
        && u64::from(facts.order.supplier) == injected.target % 3;
    if !concerned || !script.first(is_added).is_some_and(|at| injected.during(at)) {
        return;
    }
    script.delete(|_, plan| is_added(plan));
    if injected.until < world.looked_at {
        // The reseller submits the order once more.
        let again = injected.until + draws.between(HOUR, 3 * DAY);
        script.add(again, Plan::Add(Source::Reseller));
    }
}
