//! A stretch of a world's devices: lived, judged and looked at.

use crate::ceiling::Company;
use crate::clock::DAY;
use crate::device::{Story, stories};
use crate::observe::{Optics, Seen, look};
use crate::truth::{Ledger, Truth, judge};
use crate::world::{Acting, Trouble, World};
use std::ops::Range;

/// A device, what is true of it, and what can be seen.
pub struct Examined {
    /// Its life.
    pub story: Story,
    /// Where it stands.
    pub ledger: Ledger,
    /// What is the matter with it.
    pub truth: Truth,
    /// What the interfaces show.
    pub seen: Seen,
    /// How its order fares.
    pub company: Company,
}

/// Lives and judges the devices of a stretch, in the order of their numbers, each followed by the
/// unit that replaced it.
pub fn examine(world: &World, optics: &Optics, stretch: Range<u64>) -> Vec<Examined> {
    let mut all = Vec::with_capacity((stretch.end - stretch.start) as usize * 11 / 10);
    let silent = mass_silence(world);
    for index in stretch {
        for story in stories(world, index, Acting::All) {
            let ledger = Ledger::read(&story.lived.log, world.looked_at);
            let truth = judge(&ledger, &story.facts, &world.tenant);
            let seen = look(world, optics, &story, &ledger);
            let company = Company {
                mass_silence: silent,
                ..Company::default()
            };
            all.push(Examined {
                story,
                ledger,
                truth,
                seen,
                company,
            });
        }
    }
    count_orders(&mut all);
    all
}

/// How many others of its order each device has, and how many of those are enrolled.
fn count_orders(all: &mut [Examined]) {
    let same =
        |a: &Examined, b: &Examined| a.story.facts.order.number == b.story.facts.order.number;
    for order in all.chunk_by_mut(same) {
        let is_listed = |it: &Examined| !it.story.facts.replacement && it.seen.org.is_some();
        let is_enrolled = |it: &Examined| {
            let rows = it.seen.rows.iter();
            it.seen.managed.iter().any(|row| row.shows_serial)
                || rows
                    .clone()
                    .any(|row| matches!(row.state, "enrolled" | "pendingReset"))
        };
        let (mut listed, mut enrolled) = (0, 0);
        for it in order.iter().filter(|it| is_listed(it)) {
            listed += 1;
            enrolled += u32::from(is_enrolled(it));
        }
        for it in order.iter_mut().filter(|it| is_listed(it)) {
            it.company.others = listed - 1;
            it.company.enrolled = enrolled - u32::from(is_enrolled(it));
        }
    }
}

/// Whether most managed devices fell silent on one day a week ago or earlier.
fn mass_silence(world: &World) -> bool {
    let episodes = &world.tenant.episodes;
    let week = world.looked_at - 7 * DAY;
    let replaced = episodes.of_trouble(Trouble::PushReplaced);
    let dead = [Trouble::PushExpired, Trouble::PushMissing];
    replaced.into_iter().any(|episode| episode.from <= week)
        || dead.iter().any(|trouble| {
            let holding = episodes.holding(*trouble, world.looked_at);
            holding.is_some_and(|episode| episode.from <= week)
        })
}
