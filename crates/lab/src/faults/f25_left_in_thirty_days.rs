//! F25: People who hold devices added with Configurator leave management within thirty days.

use super::{Fault, Injected};
use crate::clock::DAY;
use crate::device::Facts;
use crate::device::script::{Plan, Script, is_set_up};
use crate::parameters::{Habits, Shares};
use crate::random::Draws;
use crate::world::{Source, World};

pub(super) const FAULT: Fault = Fault {
    code: "F25",
    name: "left-in-thirty-days",
    about: "People who hold devices added with Configurator leave management within thirty days.",
    presupposes,
    device,
    ..Fault::NONE
};

fn device(
    _world: &World,
    _injected: &Injected,
    _facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    let manual = script.first(|plan| *plan == Plan::Add(Source::Manual));
    if let Some(added) = manual.filter(|_| draws.chance(0.5)) {
        let set_up = script.first(is_set_up).unwrap_or(added);
        let when = added.max(set_up) + draws.between(DAY, 29 * DAY);
        script.add(when, Plan::LeaveManagement);
    }
}

fn presupposes(habits: &mut Habits) {
    habits.order_source = Shares(vec![0.25, 0.5, 0.25]);
}
