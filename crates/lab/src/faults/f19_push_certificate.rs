//! F19: The push certificate expires, is deleted, or is replaced instead of renewed.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F19",
    name: "push-certificate",
    about: "The push certificate expires, is deleted, or is replaced instead of renewed.",
    tenant,
    ..Fault::NONE
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let trouble = match injected.target % 4 {
        0 | 1 => Trouble::PushExpired,
        2 => Trouble::PushMissing,
        _ => Trouble::PushReplaced,
    };
    injected.hold(script, trouble);
}
