//! F07: The date of an enrollment program token passes in the middle of a wave.

use super::{Fault, Injected, no_deeds, nothing};
use crate::world::{Episode, Trouble, World};

/// The date of an enrollment program token passes in the middle of a wave.
pub(super) const FAULT: Fault = Fault {
    code: "F07",
    name: "token-expires",
    about: "The date of an enrollment program token passes in the middle of a wave.",
    presupposes: nothing,
    tenant,
    device: no_deeds,
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::TokenExpired(injected.token(world)));
}
