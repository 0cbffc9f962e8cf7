//! F28: The apps and books token expires, and Company Portal cannot be installed.

use super::{Fault, Injected};
use crate::parameters::{Habits, Shares};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F28",
    name: "apps-token-expires",
    about: "The apps and books token expires, and Company Portal cannot be installed.",
    presupposes,
    tenant,
    ..Fault::NONE
};

fn tenant(_world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    injected.hold(script, Trouble::AppsExpired);
}

fn presupposes(habits: &mut Habits) {
    habits.sign_in_method = Shares(vec![0.1, 0.3, 0.0, 0.6]);
}
