//! F04: A reseller adds whole orders weeks after they were handed out.

use super::{Fault, Injected};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Script, is_added};
use crate::random::Draws;
use crate::world::{Source, World};

pub(super) const FAULT: Fault = Fault {
    code: "F04",
    name: "added-late",
    about: "A reseller adds whole orders weeks after they were handed out.",
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
    let concerned = facts.order.source == Source::Reseller && injected.picks(facts.order.number);
    if !concerned || !injected.during(facts.order.shipped) {
        return;
    }
    let late = injected.spread(facts.order.number, 15 * DAY, 120 * DAY);
    let delivered = facts.order.delivered;
    let jitter = draws.between(0, HOUR);
    script.shift(is_added, |_| delivered + late + jitter);
}
