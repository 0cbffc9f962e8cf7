//! F22: People who set up too early are told to erase, and restore the backup of the same device.

use super::{Fault, Injected, set_up_too_early};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Plan, Script, is_added};
use crate::event::{Eraser, Style};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F22",
    name: "restores-after-erase",
    about: "People who set up too early are told to erase, and restore the backup of the \
            same device.",
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
    if !set_up_too_early(script) || !draws.chance(0.5) {
        return;
    }
    let added = script.first(is_added).unwrap_or(injected.from);
    let when = added.max(injected.from) + draws.between(5 * DAY, 30 * DAY);
    script.add(when, Plan::Erase(Eraser::Holder));
    let style = Style::RestoreOwn;
    let at_site = facts.at_site;
    script.add(when + HOUR, Plan::SetUp { style, at_site });
}
