//! Whom policies and restrictions name.

use super::policy::{Policy, State, Target, Who};
use crate::snapshot::{INTUNE_ENROLLMENT_APP, RestrictionTarget, Snapshot, Whom};
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
    /// Whether the app *Microsoft Intune Enrollment* is named.
    pub enrollment_app: bool,
}

impl Named {
    /// By a snapshot's policies, restrictions and compliance policies. A policy that is switched
    /// off means nobody.
    pub fn of(snapshot: &Snapshot) -> Self {
        let policies = snapshot.access_policies.iter().map(|row| &row.whole);
        let mut named = Self::by(policies.filter(|it| it.state != State::Disabled));
        let restrictions = snapshot.restrictions.iter();
        let restrictions = restrictions.filter_map(|it| it.targets.as_ref());
        let compliance = snapshot.compliance_policies.iter();
        let compliance = compliance.filter_map(|it| it.targets.as_ref());
        let groups = restrictions
            .chain(compliance)
            .flat_map(|it| groups_of(it, snapshot));
        named.groups.extend(groups.map(str::to_owned));
        named.anybody |= !named.groups.is_empty();
        named
    }

    /// By these policies.
    pub fn by<'p>(policies: impl Iterator<Item = &'p Policy>) -> Self {
        let mut named = Self::default();
        for conditions in policies.map(|policy| &policy.conditions) {
            let users = &conditions.users;
            for who in users.include.iter().chain(&users.exclude) {
                named.anybody |= *who != Who::All;
                match who {
                    Who::Group(id) => drop(named.groups.insert(id.clone())),
                    Who::Role(id) => drop(named.roles.insert(id.clone())),
                    Who::All | Who::User(_) | Who::Guests(_) | Who::Unknown(_) => {}
                }
            }
            let apps = &conditions.applications;
            let mut targets = apps.include.iter().chain(&apps.exclude);
            let is_it = |it: &Target| matches!(it, Target::App(id) if id == INTUNE_ENROLLMENT_APP);
            named.enrollment_app |= targets.any(is_it);
        }
        named
    }
}

/// The groups that something is assigned to, and those that it leaves out.
pub fn groups_of<'s>(
    targets: &'s [RestrictionTarget],
    snapshot: &'s Snapshot,
) -> impl Iterator<Item = &'s str> {
    targets.iter().filter_map(|target| match target.whom {
        Whom::Group(id) | Whom::NotGroup(id) => Some(snapshot.words.text(id)),
        Whom::AllUsers | Whom::AllDevices | Whom::Unknown => None,
    })
}
