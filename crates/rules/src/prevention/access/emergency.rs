//! Accounts for an emergency: whom a tenant lets off everywhere. Nobody marks them as such, but
//! whoever is left out of every policy for ordinary sign-ins is presumably meant to get in when all
//! else fails. No advice may lock them out.

use super::demand::{Demand, demand};
use super::directory::{Directory, Roster};
use super::policy::{ClientCondition, ClientType, Conditions, Policy, State, Target, Who};
use super::set::Set;
use super::world::World;
use enrollment::snapshot::INTUNE_ENROLLMENT_APP;
use std::collections::BTreeSet;

/// How many policies have to agree. One exclusion of one policy can have any reason.
const AGREEING: usize = 2;
/// How many people a group for an emergency has at most. An assumption: Microsoft advises two
/// accounts or more ("Manage emergency access accounts in Microsoft Entra ID").
const MOST: usize = 5;

/// The accounts that are presumed to be for an emergency.
#[derive(Debug)]
pub(crate) struct Emergency {
    /// The entries with which policies leave them out.
    pub(crate) entries: Vec<Who>,
    /// Those of them of which it is known whom they mean.
    pub(crate) resolved: Vec<Who>,
    /// Whom these mean.
    pub(crate) people: Set,
}

impl Emergency {
    pub(crate) fn of(policies: &[Policy], world: &World<'_>) -> Self {
        let mut entries = presumed(policies, world.directory);
        // Of a group that is known in part nobody can say whom leaving it out would spare.
        entries.retain(|who| {
            let meant = world.one(who);
            meant.maybe.is_empty() || meant.yes.is_empty()
        });
        let mut people = Set::empty(world.people);
        let known = |who: &&Who| world.one(who).maybe.is_empty();
        let resolved: Vec<Who> = entries.iter().filter(known).cloned().collect();
        for who in &resolved {
            people.add(&world.one(who).yes);
        }
        Self {
            entries,
            resolved,
            people,
        }
    }
}

/// Accounts and small groups that every policy leaves out that keeps unmanaged devices from all
/// users' ordinary sign-ins. A second factor may be asked of them: Microsoft has it asked of
/// everybody who administers.
fn presumed(policies: &[Policy], directory: &Directory) -> Vec<Who> {
    let in_use = |policy: &&Policy| {
        matches!(policy.state, State::Enabled | State::ReportOnly)
            && !policy.conditions.workload_identities
            && !policy.grant.controls.is_empty()
    };
    let all: Vec<(&Policy, BTreeSet<&Who>)> = policies
        .iter()
        .filter(in_use)
        .map(|policy| (policy, policy.conditions.users.exclude.iter().collect()))
        .collect();
    let deciding = deciding(&all);
    let Some((first, others)) = deciding.split_first() else {
        return Vec::new();
    };
    let presumed = first.iter().filter(|who| {
        let agreeing = all.iter().filter(|(_, left_out)| left_out.contains(*who));
        others.iter().all(|left_out| left_out.contains(*who))
            && agreeing.count() >= AGREEING
            && is_few(who, directory)
    });
    let presumed: Vec<Who> = presumed.map(|who| (*who).clone()).collect();
    // Thirty people whom somebody let off one by one are for no emergency.
    let counts = presumed.iter().filter_map(|who| people(who, directory));
    let count: usize = counts.sum();
    if count > MOST { Vec::new() } else { presumed }
}

/// Whom those policies leave out that decide who is for an emergency: of the enforced ones those
/// that keep devices out, else all of them; else those that would keep devices out, or any.
fn deciding<'p>(all: &'p [(&Policy, BTreeSet<&'p Who>)]) -> Vec<&'p BTreeSet<&'p Who>> {
    let of = |wanted: &dyn Fn(&Policy) -> bool| -> Vec<&'p BTreeSet<&'p Who>> {
        let for_all = |policy: &Policy| policy.conditions.users.include.contains(&Who::All);
        let mine = all
            .iter()
            .filter(|(policy, _)| for_all(policy) && is_ordinary(policy) && wanted(policy));
        mine.map(|(_, left_out)| left_out).collect()
    };
    let guards = |policy: &Policy| demand(&policy.grant) >= Demand::Managed;
    let enforced = |policy: &Policy| policy.state == State::Enabled;
    let mut found = of(&|policy| guards(policy) && enforced(policy));
    let others: [&dyn Fn(&Policy) -> bool; 3] = [&enforced, &guards, &|_| true];
    for wanted in others {
        if found.is_empty() {
            found = of(wanted);
        }
    }
    found
}

/// How many people an account or a group is; none where that is not known, or it is neither.
fn people(who: &Who, directory: &Directory) -> Option<usize> {
    match who {
        Who::User(_) => Some(1),
        Who::Group(id) => match directory.groups.get(id) {
            Some(Roster::Read(members)) => Some(members.len()),
            Some(Roster::Unread) | None => None,
        },
        Who::All | Who::Role(_) | Who::Guests(_) | Who::Unknown(_) => None,
    }
}

/// Whether it is about signing in to apps as people do. Old protocols, device codes and registering
/// are no way in for an emergency: many a policy about these leaves out nobody.
fn is_ordinary(policy: &Policy) -> bool {
    let Conditions {
        client_types,
        transfer_methods,
        applications,
        ..
    } = &policy.conditions;
    let modern = [ClientType::Browser, ClientType::MobileAppsAndDesktopClients];
    let mut modern = modern.map(ClientCondition::Is).into_iter();
    let is_modern = client_types.is_empty()
        || client_types.contains(&ClientCondition::All)
        || modern.any(|one| client_types.contains(&one));
    let app = Target::App(INTUNE_ENROLLMENT_APP.to_owned());
    let mut apps = applications.include.iter();
    is_modern && transfer_methods.is_empty() && apps.any(|one| *one != app)
}

/// One account, or a group of so few that they can be for an emergency.
fn is_few(who: &Who, directory: &Directory) -> bool {
    let minority = |count| !directory.users_complete || count * 2 < directory.users.len();
    people(who, directory).is_some_and(|count| {
        let is_account = matches!(who, Who::User(_));
        is_account || ((1..=MOST).contains(&count) && minority(count))
    })
}
