//! F18: The firewall of a site begins to intercept TLS.

use super::{Fault, Injected, no_deeds, nothing};
use crate::world::{Episode, Trouble, World};

/// The firewall of a site begins to intercept TLS.
pub(super) const FAULT: Fault = Fault {
    code: "F18",
    name: "firewall-changed",
    about: "The firewall of a site begins to intercept TLS.",
    presupposes: nothing,
    tenant,
    device: no_deeds,
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let site = (injected.target % u64::from(world.sites)) as u16;
    injected.hold(script, Trouble::Intercepted(site));
}
