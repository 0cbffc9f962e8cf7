//! F15: A restriction forbids the platform or old systems, or the tenant loses its authority.

use super::{Fault, Injected};
use crate::world::{Episode, Family, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F15",
    name: "restriction-tightened",
    about: "A restriction forbids the platform or old systems, or the tenant loses its \
            authority.",
    tenant,
    ..Fault::NONE
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let trouble = match injected.target % 5 {
        0 | 1 => Trouble::PlatformBlocked(Family::Iphone),
        2 => Trouble::PlatformBlocked(Family::Mac),
        3 => Trouble::SystemMinimum,
        _ => Trouble::AuthorityLost,
    };
    injected.hold(script, trouble);
}
