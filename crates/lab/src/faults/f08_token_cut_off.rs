//! F08: A token is cut off before its date: downloaded again at Apple, its service deleted, or
//! the consent withdrawn.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F08",
    name: "token-cut-off",
    about: "A token is cut off before its date: downloaded again at Apple, its service \
            deleted, or the consent withdrawn.",
    tenant,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let token = injected.token(world);
    let trouble = match injected.target % 4 {
        0 | 1 => Trouble::TokenInvalid(token),
        2 => Trouble::ServiceGone(token),
        _ => Trouble::ConsentMissing(token),
    };
    injected.hold(script, trouble);
}
