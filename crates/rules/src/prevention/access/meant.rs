//! Whom a policy means, by classes: worked out once per policy, so that a hole need not ask users.

use super::classes::Classes;
use super::obstacle::Obstacle;
use super::policy::Policy;
use super::reach::Reach;
use super::set::Set;
use super::uncovered::Uncovered;
use super::world::World;

/// Whom a policy means.
#[derive(Debug)]
pub(crate) struct Meant {
    /// Classes that it surely means.
    surely: Set,
    /// Classes of which every user is surely included.
    included: Set,
    /// For each excluding entry, the classes of which it may take somebody out.
    excluded: Vec<Set>,
}

impl Meant {
    pub(crate) fn of(policy: &Policy, reach: &Reach, world: &World<'_>, classes: &Classes) -> Self {
        let users = &policy.conditions.users;
        let left = Set::full(world.people).without(&world.any_of(&users.include).yes);
        let excluded = users.exclude.iter().map(|who| {
            let mut fits = world.one(who);
            fits.yes.add(&fits.maybe);
            classes.touched(&fits.yes)
        });
        Self {
            surely: classes.within(&reach.people.yes),
            included: Set::full(classes.len()).without(&classes.touched(&left)),
            excluded: excluded.collect(),
        }
    }

    /// Why it does not mean all of a hole's users, if so; heads are not counted yet.
    pub(crate) fn missing(&self, policy: &Policy, hole: &Uncovered) -> Option<Obstacle> {
        if hole.users.is_within(&self.surely) {
            return None;
        }
        let entries = policy.conditions.users.exclude.iter().zip(&self.excluded);
        let hit = entries.filter(|(_, classes)| classes.meets(&hole.users));
        Some(Obstacle::Users {
            excluded: hit.map(|(who, _)| (who.clone(), 0)).collect(),
            not_included: usize::from(!hole.users.is_within(&self.included)),
        })
    }
}

/// Counts the heads.
pub(crate) fn count(obstacle: &mut Obstacle, policy: &Policy, people: &Set, world: &World<'_>) {
    let Obstacle::Users {
        excluded,
        not_included,
    } = obstacle
    else {
        return;
    };
    for (who, heads) in excluded {
        let mut taken = world.one(who).yes;
        taken.keep(people);
        *heads = taken.len();
    }
    let included = world.any_of(&policy.conditions.users.include);
    *not_included = people.without(&included.yes).len();
}
