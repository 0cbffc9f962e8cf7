//! F07: The date of an enrollment program token passes in the middle of a wave.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F07",
    name: "token-expires",
    about: "The date of an enrollment program token passes in the middle of a wave.",
    tenant,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::TokenExpired(injected.token(world)));
}
