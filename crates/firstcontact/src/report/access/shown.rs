//! Which groups a page names, so that it can say their ids and no others.

use enrollment::access::policy::Who;
use rules::prevention::access::change::Change;
use rules::prevention::access::doubt::Doubt;
use rules::prevention::access::obstacle::Obstacle;
use rules::prevention::access::{Hole, Proof};
use std::collections::BTreeSet;

/// The ids of the groups that are named where these ways in, with or without the policies that came
/// near, and whatever is not known are told.
pub(super) fn groups<'p>(
    proof: &'p Proof,
    ways: &[&'p Hole],
    with_near: bool,
) -> BTreeSet<&'p str> {
    let mut named = BTreeSet::new();
    for hole in ways {
        let changes = hole.fix.iter().flat_map(|fix| &fix.changes);
        named.extend(changes.filter_map(by_change));
        if hole.fix.is_some() || hole.emergency {
            named.extend(proof.emergency.iter().filter_map(group));
        }
        if with_near {
            let why = hole.nearest.iter().flat_map(|near| &near.obstacles);
            named.extend(why.flat_map(by_obstacle));
        }
    }
    let doubts = proof.unjudged.iter().flat_map(|one| &one.because);
    named.extend(doubts.filter_map(by_doubt));
    named
}

fn group(who: &Who) -> Option<&str> {
    match who {
        Who::Group(id) => Some(id),
        Who::All | Who::User(_) | Who::Role(_) | Who::Guests(_) | Who::Unknown(_) => None,
    }
}

fn by_change(change: &Change) -> Option<&str> {
    match change {
        Change::RemoveUserExclusion(who) | Change::ExcludeUsers(who) => group(who),
        _ => None,
    }
}

fn by_obstacle(obstacle: &Obstacle) -> Vec<&str> {
    match obstacle {
        Obstacle::Users { excluded, .. } => {
            excluded.iter().filter_map(|(who, _)| group(who)).collect()
        }
        _ => Vec::new(),
    }
}

fn by_doubt(doubt: &Doubt) -> Option<&str> {
    match doubt {
        Doubt::Members(who) | Doubt::Guests(who) => group(who),
        _ => None,
    }
}
