//! F12: A profile is older than the token that was uploaded anew, and nobody has touched it
//! since.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F12",
    name: "profile-before-token",
    about: "A profile is older than the token that was uploaded anew, and nobody has touched \
            it since.",
    tenant,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::ProfileBeforeToken(injected.profile(world)));
}
