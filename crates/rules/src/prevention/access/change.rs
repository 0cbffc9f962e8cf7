//! What an administrator can change in a policy, and what the policy is then. Nothing here writes:
//! the changed policy is a value, so that a proposal can be proved before anybody makes it.

use super::demand::{Demand, is_met_by_managed};
use super::fit::Fits;
use super::obstacle::Obstacle;
use super::policy::{
    ClientCondition, ClientType, Control, Grant, Operator, Place, Platform, PlatformCondition,
    Policy, State, Target, Who,
};
use super::reach::Reach;
use super::world::{Flow, Resource};

/// The size of a new policy: what is not smaller is not proposed.
const NEW: usize = 6;

/// One change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// Switch the policy on.
    TurnOn,
    /// Let only a managed device be enough: drop the controls that any device can meet. To demand
    /// all of them instead would lock out whole platforms: only Windows is joined to a domain, and
    /// only iOS and Android have approved apps [E-GRANT].
    RequireDeviceOnly {
        /// Whether a device that is joined to a domain is enough, too.
        or_joined: bool,
    },
    /// Demand a compliant device besides.
    RequireCompliantDevice,
    /// Take an entry off the excluded users.
    RemoveUserExclusion(Who),
    /// Include all users.
    IncludeAllUsers,
    /// Put an entry on the excluded users: accounts for an emergency.
    ExcludeUsers(Who),
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
            Self::RequireDeviceOnly { .. } => "require-device-only",
            Self::RequireCompliantDevice => "require-compliant-device",
            Self::RemoveUserExclusion(_) => "remove-user-exclusion",
            Self::IncludeAllUsers => "include-all-users",
            Self::ExcludeUsers(_) => "exclude-users",
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
    /// what reaches beyond the hole is more, a new policy most. One that has to be rewritten and
    /// widened besides is no smaller than a new one.
    pub(crate) const fn size(&self) -> usize {
        match self {
            Self::ExcludeUsers(_) => 0,
            Self::TurnOn
            | Self::RequireDeviceOnly { .. }
            | Self::RemoveUserExclusion(_)
            | Self::RemoveAppExclusion(_)
            | Self::IncludeApp(_)
            | Self::IncludeClients(_)
            | Self::RemovePlatformExclusion(_)
            | Self::IncludePlatform(_)
            | Self::RemoveLocationExclusion(_) => 1,
            Self::IncludeAllUsers | Self::IncludeAllLocations | Self::RemoveDeviceFilter => 2,
            Self::RemoveRiskConditions => 3,
            Self::RequireCompliantDevice => 5,
            Self::NewCompliantDevicePolicy | Self::NewDeviceCodeBlock => NEW,
        }
    }

    /// Makes the change to a copy of the policy; a new one takes the place of what is handed over.
    pub fn make(&self, policy: &mut Policy) {
        let conditions = &mut policy.conditions;
        match self {
            Self::TurnOn => policy.state = State::Enabled,
            Self::RequireDeviceOnly { .. } => policy.grant.controls.retain(is_device),
            Self::RequireCompliantDevice => {
                policy.grant.operator = Operator::All;
                policy.grant.controls.push(Control::CompliantDevice);
            }
            Self::RemoveUserExclusion(who) => conditions.users.exclude.retain(|one| one != who),
            Self::IncludeAllUsers => conditions.users.include = vec![Who::All],
            Self::ExcludeUsers(who) => conditions.users.exclude.push(who.clone()),
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
/// Accounts for an emergency stay excluded.
pub(crate) fn remedy(
    obstacle: &Obstacle,
    policy: &Policy,
    resources: &[Resource],
    emergency: &[Who],
) -> Option<Vec<Change>> {
    let changes = match obstacle {
        Obstacle::NotEnforced => vec![Change::TurnOn],
        Obstacle::OneOf => vec![require_device_only(&policy.grant)?],
        Obstacle::NoDeviceControl if bears_another(&policy.grant) => {
            vec![Change::RequireCompliantDevice]
        }
        Obstacle::Users {
            excluded,
            not_included,
        } => {
            let lifted = excluded.iter().map(|(who, _)| who);
            let lifted = lifted.filter(|who| !emergency.contains(who)).cloned();
            let added = (*not_included > 0).then_some(Change::IncludeAllUsers);
            let lifted = lifted.map(Change::RemoveUserExclusion);
            lifted.chain(added).collect()
        }
        // A policy is about apps, about actions or about contexts, never about two of these.
        Obstacle::Resources { .. } if is_about_no_app(policy) => return None,
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
        // A policy for one flow, widened to all, would be another policy, and so would one for
        // protected apps; a demand for a device never reaches a device code; and nobody should
        // change what he cannot read.
        Obstacle::NoDeviceControl
        | Obstacle::Flows
        | Obstacle::DeviceCode
        | Obstacle::ControlsUnclear
        | Obstacle::UnknownConditions(_) => return None,
    };
    Some(changes)
}

fn require_device_only(grant: &Grant) -> Option<Change> {
    let names = |control: Control| grant.controls.contains(&control);
    names(Control::CompliantDevice).then(|| Change::RequireDeviceOnly {
        or_joined: names(Control::DomainJoinedDevice),
    })
}

fn is_device(control: &Control) -> bool {
    matches!(
        control,
        Control::CompliantDevice | Control::DomainJoinedDevice
    )
}

/// Whether a compliant device can be demanded besides, and nothing else of the policy changes. A
/// password change stands alone [E-GRANT]; of several controls one of which is enough, all would be
/// demanded; and what asks for an app is a policy for phones.
fn bears_another(grant: &Grant) -> bool {
    let alone = |control: &Control| {
        matches!(
            control,
            Control::ApprovedApplication
                | Control::CompliantApplication
                | Control::PasswordChange
                | Control::RiskRemediation
                | Control::CustomFactor(_)
        )
    };
    let whole = grant.operator == Operator::All || grant.controls.len() < 2;
    whole && !grant.controls.iter().any(alone)
}

/// Whether a policy is about user actions or authentication contexts.
fn is_about_no_app(policy: &Policy) -> bool {
    let applications = &policy.conditions.applications;
    !applications.user_actions.is_empty() || !applications.authentication_contexts.is_empty()
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

/// What switching on or widening a policy that blocks on the device itself costs besides, which is
/// too much: it keeps managed devices out too. In a device code flow nothing tells them apart
/// anyway.
pub(crate) fn collateral(reach: &Reach, obstacles: &[Obstacle]) -> usize {
    let direct = Flow::ALL.iter().position(|flow| *flow == Flow::Direct);
    let blocks = reach.demand == Demand::Blocks
        && direct.is_some_and(|direct| reach.flows.yes.contains(direct));
    if blocks && !obstacles.is_empty() {
        NEW
    } else {
        0
    }
}

/// Whether a policy would refuse a managed device somewhere, if it were enforced: on the device
/// itself or with a sign-in that is handed over, on a platform that it may mean. What it perhaps
/// means counts.
pub(crate) fn refuses_managed(policy: &Policy, reach: &Reach) -> bool {
    let reaches = |fits: &Fits, one: usize| fits.yes.contains(one) || fits.maybe.contains(one);
    let mut flows = Flow::ALL.iter().enumerate();
    let tells_apart = |flow: Flow| flow != Flow::DeviceCode;
    let shown = flows.any(|(place, flow)| tells_apart(*flow) && reaches(&reach.flows, place));
    let platforms = Platform::ALL.iter().enumerate();
    let mut platforms = platforms.filter(|(place, _)| reaches(&reach.platforms, *place));
    shown && platforms.any(|(_, platform)| !is_met_by_managed(&policy.grant, *platform))
}
