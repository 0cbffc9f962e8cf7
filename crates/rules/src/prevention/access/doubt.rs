//! What keeps an enforced policy from being judged.

use super::demand::{Demand, demand};
use super::device_filter::meets;
use super::directory::{MFA_TRUSTED_IPS, Roster, Standing};
use super::fit::Fit;
use super::policy::{
    ClientCondition, Control, ExternalTenants, GuestKind, Operator, Place, PlatformCondition,
    Policy, State, Target, TransferMethod, UserAction, Who,
};
use super::world::{Device, Resource, World};

/// One thing that is not known. Where it matters, the policy is taken not to protect.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Doubt {
    /// The state is another word.
    State(String),
    /// Whom this entry means could not be resolved.
    Members(Who),
    /// Not all users were read, so that those of this entry are not all known.
    UsersNotAllRead,
    /// Whether guests of this entry's kind or tenant are meant could not be seen.
    Guests(Who),
    /// This entry leaves out people who have no account here, such as those of a partner. They are
    /// in no list.
    Outsiders(Who),
    /// Who may give oneself this role, which the policy leaves out, was not read.
    EligibleForRole(Who),
    /// Whether this app belongs to a suite that the policy names.
    Suite(String),
    /// A filter for apps.
    AppFilter,
    /// Another word among the user actions.
    UserAction(String),
    /// Another word among the types of client; empty where the list is empty, as in old policies.
    ClientType(String),
    /// Another word among the platforms.
    Platform(String),
    /// Whether this named location is trusted.
    Trust(String),
    /// Not all named locations were read.
    LocationsNotAllRead,
    /// Not all sets of named locations in which one sign-in can lie are told apart.
    LocationsNotToldApart,
    /// Whether trusted addresses are set in the multifactor authentication service.
    TrustedIps,
    /// The filter for devices.
    DeviceFilter,
    /// Whether the filter for devices means one that registered itself depends on that device.
    RegisteredDeviceFilter,
    /// Another word among the authentication flows.
    TransferMethod(String),
    /// A condition that is not known here.
    Condition(String),
    /// A control that is not known here.
    Control(String),
    /// Another word between the controls.
    Operator(String),
}

/// Everything that is not known of a policy, sorted; nothing for one that would protect nobody.
pub(crate) fn doubts(policy: &Policy, world: &World<'_>) -> Vec<Doubt> {
    let mut found = Vec::new();
    if let State::Unknown(word) = &policy.state {
        found.push(Doubt::State(word.clone()));
    }
    let conditions = &policy.conditions;
    let idle = matches!(policy.state, State::Disabled | State::ReportOnly);
    if idle || conditions.workload_identities || demand(&policy.grant) == Demand::Open {
        return found;
    }
    people(policy, world, &mut found);
    left_out(policy, world, &mut found);
    applications(policy, world, &mut found);
    places(policy, world, &mut found);
    words(policy, &mut found);
    found.sort();
    found.dedup();
    found
}

fn people(policy: &Policy, world: &World<'_>, found: &mut Vec<Doubt>) {
    let users = &policy.conditions.users;
    for who in users.include.iter().chain(&users.exclude) {
        let unread = |roster: Option<&Roster>| !matches!(roster, Some(Roster::Read(_)));
        let doubt = match who {
            Who::All => continue,
            Who::Group(id) if unread(world.directory.groups.get(id)) => Doubt::Members(who.clone()),
            Who::Role(id) if unread(world.directory.roles.get(id)) => Doubt::Members(who.clone()),
            Who::Unknown(_) => Doubt::Members(who.clone()),
            Who::Guests(guests) if guest_doubt(world, &guests.tenants) => {
                Doubt::Guests(who.clone())
            }
            _ if !world.directory.users_complete => Doubt::UsersNotAllRead,
            _ => continue,
        };
        found.push(doubt);
    }
}

/// Whom an exclusion may leave out besides those who are listed.
fn left_out(policy: &Policy, world: &World<'_>, found: &mut Vec<Doubt>) {
    let absent = [GuestKind::B2bDirectConnectUser, GuestKind::ServiceProvider];
    for who in &policy.conditions.users.exclude {
        match who {
            Who::Guests(guests) if absent.iter().any(|kind| guests.kinds.contains(kind)) => {
                found.push(Doubt::Outsiders(who.clone()));
            }
            Who::Role(id) if matches!(world.directory.roles.get(id), Some(Roster::Read(_))) => {
                found.push(Doubt::EligibleForRole(who.clone()));
            }
            _ => {}
        }
    }
}

fn guest_doubt(world: &World<'_>, tenants: &ExternalTenants) -> bool {
    let users = &world.directory.users;
    users.iter().any(|user| match (&user.standing, tenants) {
        (Standing::Unread, _) | (Standing::Guest { .. }, ExternalTenants::Unknown) => true,
        (Standing::Guest { tenant, .. }, ExternalTenants::These(_)) => tenant.is_none(),
        (Standing::Guest { .. }, ExternalTenants::All) | (Standing::Member, _) => false,
    })
}

fn applications(policy: &Policy, world: &World<'_>, found: &mut Vec<Doubt>) {
    let applications = &policy.conditions.applications;
    for target in applications.include.iter().chain(&applications.exclude) {
        if !matches!(target, Target::Office365 | Target::AdminPortals) {
            continue;
        }
        for resource in &world.resources {
            if let Resource::App(id) = resource
                && world.target(target, resource) == Fit::Maybe
            {
                found.push(Doubt::Suite(id.clone()));
            }
        }
    }
    if applications.filter.is_some() {
        found.push(Doubt::AppFilter);
    }
    for action in &applications.user_actions {
        if let UserAction::Unknown(word) = action {
            found.push(Doubt::UserAction(word.clone()));
        }
    }
}

fn places(policy: &Policy, world: &World<'_>, found: &mut Vec<Doubt>) {
    let Some(locations) = &policy.conditions.locations else {
        return;
    };
    let listed = || locations.include.iter().chain(&locations.exclude);
    if world.directory.overlaps_cut && listed().any(|place| *place != Place::All) {
        found.push(Doubt::LocationsNotToldApart);
    }
    let unlisted = |place: &Place| match place {
        Place::AllTrusted => true,
        Place::Named(id) => id == MFA_TRUSTED_IPS,
        Place::All => false,
    };
    if locations.exclude.iter().any(unlisted) {
        found.push(Doubt::TrustedIps);
    }
    if !listed().any(|place| *place == Place::AllTrusted) {
        return;
    }
    if !world.directory.locations_complete {
        found.push(Doubt::LocationsNotAllRead);
    }
    let known = &world.directory.locations;
    let doubtful = known.iter().filter(|place| place.trusted.is_none());
    found.extend(doubtful.map(|place| Doubt::Trust(place.id.clone())));
}

fn words(policy: &Policy, found: &mut Vec<Doubt>) {
    let conditions = &policy.conditions;
    if conditions.client_types.is_empty() {
        found.push(Doubt::ClientType(String::new()));
    }
    for client in &conditions.client_types {
        match client {
            ClientCondition::Unknown(word) => found.push(Doubt::ClientType(word.clone())),
            ClientCondition::EasSupported => {
                found.push(Doubt::ClientType("easSupported".to_owned()));
            }
            ClientCondition::All | ClientCondition::Is(_) => {}
        }
    }
    let platforms = conditions.platforms.iter();
    for platform in platforms.flat_map(|both| both.include.iter().chain(&both.exclude)) {
        if let PlatformCondition::Unknown(word) = platform {
            found.push(Doubt::Platform(word.clone()));
        }
    }
    if let Some(filter) = &conditions.device_filter {
        if meets(filter, Device::Unregistered) == Fit::Maybe {
            found.push(Doubt::DeviceFilter);
        } else if meets(filter, Device::Registered) == Fit::Maybe {
            found.push(Doubt::RegisteredDeviceFilter);
        }
    }
    for method in &conditions.transfer_methods {
        if let TransferMethod::Unknown(word) = method {
            found.push(Doubt::TransferMethod(word.clone()));
        }
    }
    found.extend(conditions.unknown.iter().cloned().map(Doubt::Condition));
    for control in &policy.grant.controls {
        if let Control::Unknown(word) = control {
            found.push(Doubt::Control(word.clone()));
        }
    }
    if let Operator::Unknown(word) = &policy.grant.operator {
        found.push(Doubt::Operator(word.clone()));
    }
}
