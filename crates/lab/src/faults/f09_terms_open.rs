//! F09: Apple changes its terms, and no administrator accepts them.

use super::{Fault, Injected, no_deeds, nothing};
use crate::world::{Episode, Trouble, World};

/// Apple changes its terms, and no administrator accepts them.
pub(super) const FAULT: Fault = Fault {
    code: "F09",
    name: "terms-open",
    about: "Apple changes its terms, and no administrator accepts them.",
    presupposes: nothing,
    tenant,
    device: no_deeds,
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::TermsOpen);
}
