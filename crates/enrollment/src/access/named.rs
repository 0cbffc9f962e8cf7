//! Whom policies and restrictions name.

use super::policy::{Policy, State, Who};
use crate::snapshot::{Restriction, Snapshot, Whom};
use std::collections::BTreeSet;

/// Groups and roles that are named, and whether anybody is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Ids of groups, in lower case.
    pub groups: BTreeSet<String>,
    /// Ids of roles' templates, in lower case.
    pub roles: BTreeSet<String>,
    /// Whether anybody is named: a group, a role, an account, guests. "Everybody" names nobody.
    pub anybody: bool,
}

impl Named {
    /// By a snapshot's policies and restrictions. A policy that is switched off means nobody.
    pub fn of(snapshot: &Snapshot) -> Self {
        let policies = snapshot.access_policies.iter().map(|row| &row.whole);
        let mut named = Self::by(policies.filter(|it| it.state != State::Disabled));
        let restrictions = snapshot.restrictions.iter();
        let groups = restrictions.flat_map(|it| groups_of(it, snapshot));
        named.groups.extend(groups.map(str::to_owned));
        named.anybody |= !named.groups.is_empty();
        named
    }

    /// By these policies.
    pub fn by<'p>(policies: impl Iterator<Item = &'p Policy>) -> Self {
        let mut named = Self::default();
        let users = policies.map(|policy| &policy.conditions.users);
        for who in users.flat_map(|it| it.include.iter().chain(&it.exclude)) {
            named.anybody |= *who != Who::All;
            match who {
                Who::Group(id) => drop(named.groups.insert(id.clone())),
                Who::Role(id) => drop(named.roles.insert(id.clone())),
                Who::All | Who::User(_) | Who::Guests(_) | Who::Unknown(_) => {}
            }
        }
        named
    }
}

/// The groups that a restriction is assigned to, and those that it leaves out.
pub fn groups_of<'s>(
    restriction: &'s Restriction,
    snapshot: &'s Snapshot,
) -> impl Iterator<Item = &'s str> {
    let targets = restriction.targets.iter().flatten();
    targets.filter_map(|target| match target.whom {
        Whom::Group(id) | Whom::NotGroup(id) => Some(snapshot.words.text(id)),
        Whom::AllUsers | Whom::AllDevices | Whom::Unknown => None,
    })
}
