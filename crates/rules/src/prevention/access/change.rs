//! What an administrator can change in a policy, and what the policy is then. Nothing here writes:
//! the changed policy is a value, so that a proposal can be proved before anybody makes it.

use super::demand::Demand;
use super::obstacle::Obstacle;
use super::policy::{
    ClientCondition, ClientType, Control, Operator, Place, Platform, PlatformCondition, Policy,
    State, Target, Who,
};
use super::reach::Reach;
use super::world::{Flow, Resource};

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Switch the policy on.
    TurnOn,
    /// Demand all of its controls instead of one of them.
    RequireAllControls,
    /// Demand a compliant device besides.
    RequireCompliantDevice,
    /// Take an entry off the excluded users.
    RemoveUserExclusion(Who),
    /// Include all users.
    IncludeAllUsers,
    /// Take an entry off the excluded apps.
    RemoveAppExclusion(Target),
    /// Include an app, a suite or all resources.
    IncludeApp(Target),
    /// Include these types of client.
    IncludeClients(Vec<ClientType>),
    /// Take an entry off the excluded platforms.
    RemovePlatformExclusion(PlatformCondition),
    /// Include a platform, or any.
    IncludePlatform(PlatformCondition),
    /// Take an entry off the excluded locations.
    RemoveLocationExclusion(Place),
    /// Include every location.
    IncludeAllLocations,
    /// Take the risk conditions away.
    RemoveRiskConditions,
    /// Take the filter for devices away.
    RemoveDeviceFilter,
    /// A new policy: all users, all resources, a compliant device.
    NewCompliantDevicePolicy,
    /// A new policy: all users, all resources, device code flow, block.
    NewDeviceCodeBlock,
}

impl Change {
    /// The public word.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::TurnOn => "turn-on",
            Self::RequireAllControls => "require-all-controls",
            Self::RequireCompliantDevice => "require-compliant-device",
            Self::RemoveUserExclusion(_) => "remove-user-exclusion",
            Self::IncludeAllUsers => "include-all-users",
            Self::RemoveAppExclusion(_) => "remove-app-exclusion",
            Self::IncludeApp(_) => "include-app",
            Self::IncludeClients(_) => "include-clients",
            Self::RemovePlatformExclusion(_) => "remove-platform-exclusion",
            Self::IncludePlatform(_) => "include-platform",
            Self::RemoveLocationExclusion(_) => "remove-location-exclusion",
            Self::IncludeAllLocations => "include-all-locations",
            Self::RemoveRiskConditions => "remove-risk-conditions",
            Self::RemoveDeviceFilter => "remove-device-filter",
            Self::NewCompliantDevicePolicy => "new-compliant-device-policy",
            Self::NewDeviceCodeBlock => "new-device-code-block",
        }
    }

    /// How much it changes. An assumption that only orders proposals: a switch or one entry is 1,
    /// what reaches beyond the hole is more, a new policy most.
    pub(crate) const fn size(&self) -> usize {
        match self {
            Self::TurnOn
            | Self::RequireAllControls
            | Self::RemoveUserExclusion(_)
            | Self::RemoveAppExclusion(_)
            | Self::IncludeApp(_)
            | Self::IncludeClients(_)
            | Self::RemovePlatformExclusion(_)
            | Self::IncludePlatform(_)
            | Self::RemoveLocationExclusion(_) => 1,
            Self::IncludeAllUsers | Self::IncludeAllLocations | Self::RemoveDeviceFilter => 2,
            Self::RemoveRiskConditions => 3,
            Self::RequireCompliantDevice => 4,
            Self::NewCompliantDevicePolicy | Self::NewDeviceCodeBlock => 6,
        }
    }

    /// Makes the change to a copy of the policy; a new one takes the place of what is handed over.
    pub fn make(&self, policy: &mut Policy) {
        let conditions = &mut policy.conditions;
        match self {
            Self::TurnOn => policy.state = State::Enabled,
            Self::RequireAllControls => policy.grant.operator = Operator::All,
            Self::RequireCompliantDevice => {
                policy.grant.operator = Operator::All;
                policy.grant.controls.push(Control::CompliantDevice);
            }
            Self::RemoveUserExclusion(who) => conditions.users.exclude.retain(|one| one != who),
            Self::IncludeAllUsers => conditions.users.include = vec![Who::All],
            Self::RemoveAppExclusion(target) => {
                conditions.applications.exclude.retain(|one| one != target);
            }
            Self::IncludeApp(Target::All) => conditions.applications.include = vec![Target::All],
            Self::IncludeApp(target) => conditions.applications.include.push(target.clone()),
            Self::IncludeClients(clients) => {
                let added = clients.iter().map(|one| ClientCondition::Is(*one));
                if conditions.client_types.is_empty() {
                    conditions.client_types = vec![ClientCondition::All];
                } else {
                    conditions.client_types.extend(added);
                }
            }
            Self::RemovePlatformExclusion(platform) => {
                if let Some(platforms) = &mut conditions.platforms {
                    platforms.exclude.retain(|one| one != platform);
                }
            }
            Self::IncludePlatform(platform) => {
                if let Some(platforms) = &mut conditions.platforms {
                    if *platform == PlatformCondition::All {
                        platforms.include.clear();
                    }
                    platforms.include.push(platform.clone());
                }
            }
            Self::RemoveLocationExclusion(place) => {
                if let Some(locations) = &mut conditions.locations {
                    locations.exclude.retain(|one| one != place);
                }
            }
            Self::IncludeAllLocations => {
                if let Some(locations) = &mut conditions.locations {
                    locations.include = vec![Place::All];
                }
            }
            Self::RemoveRiskConditions => {
                conditions.sign_in_risk.clear();
                conditions.user_risk.clear();
                conditions.insider_risk.clear();
            }
            Self::RemoveDeviceFilter => conditions.device_filter = None,
            Self::NewCompliantDevicePolicy | Self::NewDeviceCodeBlock => {
                *policy = self.new_policy();
            }
        }
    }

    /// The new policy that a change stands for.
    fn new_policy(&self) -> Policy {
        let mut policy = Policy {
            state: State::Enabled,
            ..Policy::default()
        };
        policy.conditions.users.include = vec![Who::All];
        policy.conditions.applications.include = vec![Target::All];
        policy.conditions.client_types = vec![ClientCondition::All];
        policy.grant.controls = vec![Control::CompliantDevice];
        if *self == Self::NewDeviceCodeBlock {
            policy.grant.controls = vec![Control::Block];
            policy.conditions.transfer_methods = vec![super::policy::TransferMethod::DeviceCode];
        }
        policy
    }
}

/// What would remove an obstacle; nothing if a change of this policy cannot, or should not.
pub(crate) fn remedy(obstacle: &Obstacle, resources: &[Resource]) -> Option<Vec<Change>> {
    let changes = match obstacle {
        Obstacle::NotEnforced => vec![Change::TurnOn],
        Obstacle::OneOf => vec![Change::RequireAllControls],
        Obstacle::NoDeviceControl => vec![Change::RequireCompliantDevice],
        Obstacle::Users {
            excluded,
            not_included,
        } => {
            let lifted = excluded
                .iter()
                .map(|(who, _)| Change::RemoveUserExclusion(who.clone()));
            let added = (*not_included > 0).then_some(Change::IncludeAllUsers);
            lifted.chain(added).collect()
        }
        Obstacle::Resources {
            excluded,
            not_included,
        } => {
            let lifted = excluded.iter().cloned().map(Change::RemoveAppExclusion);
            let added = include_resources(not_included, resources)?;
            lifted.chain(added).collect()
        }
        Obstacle::Clients(clients) => vec![Change::IncludeClients(clients.clone())],
        Obstacle::Platforms {
            excluded,
            not_included,
        } => {
            let lifted = excluded
                .iter()
                .cloned()
                .map(Change::RemovePlatformExclusion);
            lifted.chain(include_platforms(not_included)).collect()
        }
        Obstacle::Locations {
            excluded,
            not_included,
        } => {
            let lifted = excluded
                .iter()
                .cloned()
                .map(Change::RemoveLocationExclusion);
            let added = (!not_included.is_empty()).then_some(Change::IncludeAllLocations);
            lifted.chain(added).collect()
        }
        Obstacle::Risk => vec![Change::RemoveRiskConditions],
        Obstacle::DeviceFilterMisses
        | Obstacle::DeviceFilterUnclear
        | Obstacle::DeviceFilterLeavesRegistered
        | Obstacle::DeviceFilterElsewhere => vec![Change::RemoveDeviceFilter],
        // A policy for one flow, widened to all, would be another policy; a demand for a device
        // never reaches a device code; and nobody should change what he cannot read.
        Obstacle::Flows
        | Obstacle::DeviceCode
        | Obstacle::ControlsUnclear
        | Obstacle::UnknownConditions(_) => return None,
    };
    Some(changes)
}

/// Named apps and suites one by one; where there is an app that nobody names, all resources.
fn include_resources(missing: &[usize], resources: &[Resource]) -> Option<Vec<Change>> {
    let mut targets = Vec::new();
    for resource in missing.iter().filter_map(|one| resources.get(*one)) {
        targets.push(match resource {
            Resource::App(id) => Target::App(id.clone()),
            Resource::OtherOffice365 => Target::Office365,
            Resource::OtherAdminPortals => Target::AdminPortals,
            Resource::AnyOtherApp => return Some(vec![Change::IncludeApp(Target::All)]),
            // A policy is about apps or about actions, never both.
            Resource::RegisterSecurityInformation | Resource::RegisterOrJoinDevices => {
                return None;
            }
        });
    }
    Some(targets.into_iter().map(Change::IncludeApp).collect())
}

fn include_platforms(missing: &[Platform]) -> Vec<Change> {
    if missing.contains(&Platform::Unrecognised) {
        return vec![Change::IncludePlatform(PlatformCondition::All)];
    }
    let each = missing.iter().copied().map(PlatformCondition::Is);
    each.map(Change::IncludePlatform).collect()
}

/// What widening a policy that blocks on the device itself costs besides: it keeps managed devices
/// out too. In a device code flow nothing tells them apart anyway.
pub(crate) fn collateral(reach: &Reach, obstacles: &[Obstacle]) -> usize {
    let mut widened = obstacles
        .iter()
        .filter(|one| **one != Obstacle::NotEnforced);
    let direct = Flow::ALL.iter().position(|flow| *flow == Flow::Direct);
    let blocks = reach.demand == Demand::Blocks
        && direct.is_some_and(|direct| reach.flows.yes.contains(direct));
    if blocks && widened.next().is_some() {
        5
    } else {
        0
    }
}
