//! F16: The group that gives licences is emptied.

use super::{Fault, Injected, no_deeds, nothing};
use crate::world::{Episode, Trouble, World};

/// The group that gives licences is emptied.
pub(super) const FAULT: Fault = Fault {
    code: "F16",
    name: "licence-group-emptied",
    about: "The group that gives licences is emptied.",
    presupposes: nothing,
    tenant,
    device: no_deeds,
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::LicencesGone);
}
