//! F17: Sign-in is tightened without a thought for Setup Assistant: Conditional Access, terms of
//! use, methods, federation.

use super::{Fault, Injected};
use crate::parameters::{Habits, Shares};
use crate::world::{Episode, Trouble, World};

pub(super) const FAULT: Fault = Fault {
    code: "F17",
    name: "sign-in-tightened",
    about: "Sign-in is tightened without a thought for Setup Assistant: Conditional Access, \
            terms of use, methods, federation.",
    presupposes,
    tenant,
    ..Fault::NONE
};

fn tenant(world: &World, injected: &Injected, script: &mut Vec<Episode>) {
    let profile = injected.profile(world);
    let trouble = match injected.target % 6 {
        0 => Trouble::AccessBlocks,
        1 => Trouble::TermsOfUse,
        2 => Trouble::StrongMethod,
        3 => Trouble::FactorForLegacy(profile),
        4 => Trouble::FederationBroken,
        _ => Trouble::Diverted,
    };
    injected.hold(script, trouble);
}

fn presupposes(habits: &mut Habits) {
    habits.sign_in_method = Shares(vec![0.05, 0.35, 0.30, 0.30]);
}
