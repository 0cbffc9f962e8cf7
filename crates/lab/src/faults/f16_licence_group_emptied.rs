//! F16: The group that gives licences is emptied.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F16",
    name: "licence-group-emptied",
    about: "The group that gives licences is emptied.",
    tenant,
    ..Fault::NONE
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::LicencesGone);
}
