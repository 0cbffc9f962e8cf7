//! F18: The firewall of a site begins to intercept TLS.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F18",
    name: "firewall-changed",
    about: "The firewall of a site begins to intercept TLS.",
    tenant,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let site = (injected.target % u64::from(world.sites)) as u16;
    injected.hold(script, Trouble::Intercepted(site));
}
