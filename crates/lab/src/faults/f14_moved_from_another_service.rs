//! F14: Devices in use, managed by another product, are moved to Intune's service at Apple, with
//! or without a deadline.

use super::{Fault, Injected};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Plan, Script};
use crate::parameters::{Chance, Habits};
use crate::random::Draws;
use crate::world::{Service, Source, World};

pub(super) const FAULT: Fault = Fault {
    code: "F14",
    name: "moved-from-another-service",
    about: "Devices in use, managed by another product, are moved to Intune's service at \
            Apple, with or without a deadline.",
    presupposes,
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
    let old = order.delivered < injected.from - 90 * DAY;
    if !old || !injected.picks(order.number) || order.source == Source::Manual {
        return;
    }
    // Its life was another product's until the move.
    let from = injected.from;
    script.delete(|_, plan| !matches!(plan, Plan::Order | Plan::Ship | Plan::Deliver));
    let added = order.added.unwrap_or(order.shipped).min(order.delivered);
    script.add(added, Plan::Add(order.source));
    script.add(added + HOUR, Plan::Assign(Service::Other));
    script.add(order.delivered + HOUR, Plan::HandOut);
    script.add(order.delivered + DAY, Plan::ManageElsewhere);
    script.add(
        from + draws.between(0, HOUR),
        Plan::Assign(Service::Intune(order.token)),
    );
    let by_hand = draws.chance(0.1);
    let when = from + draws.between(DAY, 20 * DAY);
    if injected.target.is_multiple_of(2) {
        let deadline = from + injected.spread(0, 5 * DAY, 85 * DAY);
        script.add(from + 2 * HOUR, Plan::PlanMigration { deadline });
    } else if by_hand {
        script.add(when, Plan::MoveByHand);
    }
}

fn presupposes(habits: &mut Habits) {
    habits.other_service = Chance(1.0);
}
