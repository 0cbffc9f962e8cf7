//! The script of a device's ordinary life: bought, added, handed out, set up, and what years bring.

use super::facts::Facts;
use super::script::{Plan, Script};
use crate::clock::{DAY, HOUR, MINUTE, Time};
use crate::event::{Eraser, Releaser, Style};
use crate::parameters::Habits;
use crate::random::{Actor, Draws};
use crate::world::{Source, World};

/// Draws the script of a device without any fault.
pub(crate) fn script(world: &World, facts: &Facts) -> Script {
    let mut script = Script::default();
    let habits = &world.habits;
    let subject = facts.index << 1 | u64::from(facts.replacement);
    let mut draws = Draws::of(world.seed, subject, Actor::Administrator);
    reactions(habits, &mut script, &mut draws);
    let mut draws = Draws::of(world.seed, subject, Actor::Supply);
    if facts.replacement {
        // Its life begins with the repair of the other unit.
        return script;
    }
    let order = &facts.order;
    script.add(order.placed, Plan::Order);
    script.add(order.shipped, Plan::Ship);
    script.add(order.delivered, Plan::Deliver);
    let foreign = draws.chance(habits.in_another_organisation.0);
    let uploaded = draws.chance(habits.uploaded_only.0);
    let jitter = draws.between(0, 20 * MINUTE);
    let handed_out = handed_out(habits, facts, &mut draws);
    let booted = booted(habits, facts, handed_out, &mut draws);
    let set_up = Plan::SetUp {
        style: style(habits, &mut draws),
        at_site: facts.at_site,
    };
    script.add(handed_out, Plan::HandOut);
    script.add(booted, set_up);
    match order.added {
        _ if uploaded => script.add(order.delivered + 2 * DAY, Plan::Upload),
        Some(added) if foreign => script.add(added, Plan::AddElsewhere),
        Some(added) => add(
            habits,
            facts,
            added + jitter,
            booted,
            &mut script,
            &mut draws,
        ),
        None => {}
    }
    fate(world, facts, handed_out, &mut script);
    script
}

/// What administrators do when nothing does it by itself.
fn reactions(habits: &Habits, script: &mut Script, draws: &mut Draws) {
    let mut sometimes = |forgets: f64, delay: crate::parameters::Delay| {
        let (forgotten, after) = (draws.chance(forgets), delay.draw(draws));
        (!forgotten).then_some(after)
    };
    script.assigns_after = sometimes(
        habits.administrator_never_assigns.0,
        habits.administrator_assigns,
    );
    script.moves_after = sometimes(habits.configurator_forgotten.0, habits.configurator_moved);
    script.profile_after = sometimes(
        habits.administrator_never_assigns_profile.0,
        habits.administrator_assigns_profile,
    );
}

fn handed_out(habits: &Habits, facts: &Facts, draws: &mut Draws) -> Time {
    let order = &facts.order;
    let ready = if order.source == Source::Manual && order.at_desk {
        order.added.unwrap_or(order.delivered)
    } else {
        order.delivered
    };
    let waits = match habits.use_of_device.draw(draws) {
        0 => draws.between(0, DAY),
        1 => habits.stock_lasts.draw(draws),
        _ => habits.spare_lasts.draw(draws),
    };
    // Bought anywhere and used at once: nobody keeps such a device in stock for long.
    if order.source == Source::Manual && !order.at_desk {
        ready + waits.min(5 * DAY)
    } else {
        ready + waits
    }
}

fn booted(habits: &Habits, facts: &Facts, handed_out: Time, draws: &mut Draws) -> Time {
    let soon = draws.chance(habits.person_boots_in_a_week.0);
    let within = draws.between(HOUR, 7 * DAY);
    let later = habits.person_boots_later.draw(draws);
    let waits = if soon { within } else { 7 * DAY + later };
    if facts.order.source == Source::Manual && !facts.order.at_desk {
        handed_out + waits.min(5 * DAY)
    } else {
        handed_out + waits
    }
}

pub(crate) fn style(habits: &Habits, draws: &mut Draws) -> Style {
    let quick = draws.chance(habits.quick_start_tried.0);
    let restored = draws.chance(habits.restored_from_other.0);
    match (quick, restored) {
        (true, _) => Style::QuickStart,
        (false, true) => Style::RestoreOther,
        (false, false) => Style::New,
    }
}

fn add(
    habits: &Habits,
    facts: &Facts,
    added: Time,
    booted: Time,
    script: &mut Script,
    draws: &mut Draws,
) {
    let order = &facts.order;
    script.add(added, Plan::Add(order.source));
    let (with_erase, pause) = (
        !draws.chance(habits.manual_without_erase.0),
        draws.between(HOUR, 3 * DAY),
    );
    if order.source != Source::Manual {
        return;
    }
    if order.at_desk {
        script.add(added, Plan::Prepare);
    } else if with_erase && booted < added {
        script.add(added - 30 * MINUTE, Plan::Erase(Eraser::Holder));
        let again = Plan::SetUp {
            style: style(habits, draws),
            at_site: facts.at_site,
        };
        script.add(added + pause, again);
    }
}

/// What the years bring, each at its own rate, whether or not it will still matter then.
fn fate(world: &World, facts: &Facts, handed_out: Time, script: &mut Script) {
    let habits = &world.habits;
    let mut draws = Draws::of(world.seed, facts.index << 1, Actor::Fate);
    let delivered = facts.order.delivered;
    let lost = delivered + habits.lost.draw(&mut draws);
    let recorded = draws.chance(habits.loss_is_recorded.0);
    script.add(lost, Plan::Lose { recorded });
    let repaired = handed_out + habits.repaired.draw(&mut draws);
    if draws.chance(habits.repair_replaces.0) {
        script.add(repaired, Plan::Replace);
    }
    let returned = handed_out + habits.returned.draw(&mut draws);
    let waits = habits.returned_waits.draw(&mut draws);
    come_back(habits, facts, returned, waits, script, &mut draws);
    let added = facts.order.added.unwrap_or(delivered);
    let mistaken = added + habits.released_by_mistake.draw(&mut draws);
    script.add(mistaken, Plan::Release(Releaser::Administrator));
    let clicked = added + habits.reassigned_same_server.draw(&mut draws);
    script.add(clicked, Plan::AssignAgain);
    let deleted = added + habits.row_deleted.draw(&mut draws);
    script.add(deleted, Plan::DeleteRow);
    let taken_off = added + habits.taken_off_by_mistake.draw(&mut draws);
    script.add(taken_off, Plan::Unassign);
    let changed = handed_out + habits.profile_changed_later.draw(&mut draws);
    script.add(changed, Plan::ChangeProfile);
    let silent = handed_out + habits.falls_silent.draw(&mut draws);
    script.add(silent, Plan::FallSilent);
    let removed = handed_out + habits.removes_profile.draw(&mut draws);
    script.add(removed, Plan::RemoveProfile);
    let leaves = draws.chance(habits.leaves_in_thirty_days.0);
    let day = draws.between(DAY, 28 * DAY);
    if leaves && facts.order.source == Source::Manual {
        script.add(handed_out.max(added) + 7 * DAY + day, Plan::LeaveManagement);
    }
}

/// A device that comes back, is erased, waits, and goes to somebody else.
pub(crate) fn come_back(
    habits: &Habits,
    facts: &Facts,
    returned: Time,
    waits: Time,
    script: &mut Script,
    draws: &mut Draws,
) {
    script.add(returned, Plan::Return);
    let erased = returned + draws.between(HOUR, 3 * DAY);
    // Remotely while it is managed; otherwise at the desk, and then a lock may stay.
    script.add(erased, Plan::Erase(Eraser::Remote));
    let again = erased + waits;
    script.add(again, Plan::HandOut);
    let set_up = Plan::SetUp {
        style: style(habits, draws),
        at_site: facts.at_site,
    };
    script.add(again + draws.between(HOUR, 7 * DAY), set_up);
}
