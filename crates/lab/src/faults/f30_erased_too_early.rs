//! F30: Somebody has tried the erase before the device was assigned, and set it up again.

use super::{Fault, Injected, set_up_too_early};
use crate::clock::{DAY, HOUR};
use crate::device::Facts;
use crate::device::script::{Plan, Script, is_added, is_set_up};
use crate::event::{Eraser, Style};
use crate::random::Draws;
use crate::world::World;

pub(super) const FAULT: Fault = Fault {
    code: "F30",
    name: "erased-too-early",
    about: "Somebody has tried the erase before the device was assigned, and set it up again.",
    device,
    ..Fault::NONE
};

fn device(
    _world: &World,
    _injected: &Injected,
    facts: &Facts,
    script: &mut Script,
    draws: &mut Draws,
) {
    if !set_up_too_early(script) || !draws.chance(0.5) {
        return;
    }
    let (Some(first), Some(added)) = (script.first(is_set_up), script.first(is_added)) else {
        return;
    };
    let when = (added - draws.between(HOUR, 5 * DAY)).max(first + HOUR);
    script.add(when, Plan::Erase(Eraser::Holder));
    let style = Style::New;
    let at_site = facts.at_site;
    script.add(when + HOUR, Plan::SetUp { style, at_site });
}
