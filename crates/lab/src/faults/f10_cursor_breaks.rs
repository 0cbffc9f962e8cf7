//! F10: The sync's cursor breaks, and deltas come to nothing.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F10",
    name: "cursor-breaks",
    about: "The sync's cursor breaks, and deltas come to nothing.",
    tenant,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::CursorBroken(injected.token(world)));
}
