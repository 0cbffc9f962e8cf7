//! F09: Apple changes its terms, and no administrator accepts them.

use super::{Fault, Injected};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F09",
    name: "terms-open",
    about: "Apple changes its terms, and no administrator accepts them.",
    tenant,
    ..Fault::NONE
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::TermsOpen);
}
