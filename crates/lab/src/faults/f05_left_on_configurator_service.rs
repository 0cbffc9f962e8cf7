//! F05: A batch is added with Apple Configurator instead of by its seller, and stays on
//! Configurator's service.

use super::{Fault, Injected};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Plan, Script, is_added};
use crate::random::Draws;
use crate::world::{Source, World};

pub(super) const FAULT: Fault = Fault {
    code: "F05",
    name: "left-on-configurator-service",
    about: "A batch is added with Apple Configurator instead of by its seller, and stays on \
            Configurator's service.",
    device,
    ..Fault::NONE
};

fn device(
    _world: &World,
    injected: &Injected,
    facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    let order = &facts.order;
    if !injected.picks(order.number) || !injected.during(order.delivered - 30 * DAY) {
        return;
    }
    script.delete(|_, plan| is_added(plan));
    let desk = order.delivered + draws.between(HOUR, 5 * DAY);
    script.add(desk, Plan::Add(Source::Manual));
    if draws.chance(0.5) {
        // Prepared at the desk before anybody uses it.
        script.add(desk, Plan::Prepare);
        let later = draws.between(DAY, 20 * DAY);
        script.shift(
            |plan| matches!(plan, Plan::HandOut | Plan::SetUp { .. }),
            |at| at.max(desk + later),
        );
    }
    if draws.chance(0.7) {
        script.moves_after = None;
    }
}
