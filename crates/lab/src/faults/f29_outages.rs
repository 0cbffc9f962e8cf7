//! F29: Apple's or Microsoft's services are down for hours, several times.

use super::{Fault, Injected};
use crate::clock::{DAY, HOUR};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F29",
    name: "outages",
    about: "Apple's or Microsoft's services are down for hours, several times.",
    tenant,
    ..Fault::NONE
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    for number in 0..6 {
        let from = injected.from + injected.spread(number, 0, 30 * DAY);
        let trouble = if number % 2 == 0 {
            Trouble::AppleDown
        } else {
            Trouble::MicrosoftDown
        };
        let until = from + injected.spread(number + 10, HOUR, 9 * HOUR);
        injected.hold_from(script, trouble, from, until);
    }
}
