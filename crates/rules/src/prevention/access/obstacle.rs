//! Why a policy does not keep a hole's sign-ins out.

use super::demand::Demand;
use super::device_filter::meets;
use super::fit::Fit;
use super::meant::Meant;
use super::policy::{
    ClientType, Control, Filter, Place, Platform, PlatformCondition, Policy, Target,
    TransferMethod, Who,
};
use super::reach::{Reach, is_limited};
use super::set::Set;
use super::uncovered::{DIMENSIONS, Uncovered, sure};
use super::world::{Device, Flow, World};

/// One reason. A policy that has none with a hole would close it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// It is switched off, reports only, or is in a state that is not known.
    NotEnforced,
    /// Its controls ask for a managed device *or* something that any device can do.
    OneOf,
    /// Its controls ask for nothing that an unmanaged device cannot do.
    NoDeviceControl,
    /// Its controls cannot be judged.
    ControlsUnclear,
    /// It does not mean all of the users.
    Users {
        /// Excluding entries, and how many of the hole's users each takes out. Groups that could
        /// not be resolved may take out any number, and count none.
        excluded: Vec<(Who, usize)>,
        /// How many of the hole's users no including entry surely means; whoever is not listed
        /// counts as one.
        not_included: usize,
    },
    /// It does not mean all of the resources.
    Resources {
        /// Excluding entries that take out, or may take out, some of them.
        excluded: Vec<Target>,
        /// Positions in [`super::Proof::resources`] of those that are not surely included.
        not_included: Vec<usize>,
    },
    /// It does not mean these types of client.
    Clients(Vec<ClientType>),
    /// It does not mean all of the platforms that a device can claim.
    Platforms {
        /// Excluding entries that take some out.
        excluded: Vec<PlatformCondition>,
        /// Platforms that are not surely included.
        not_included: Vec<Platform>,
    },
    /// It does not mean all of the regions.
    Locations {
        /// Excluding entries that take out, or may take out, some of them.
        excluded: Vec<Place>,
        /// Positions in [`super::Proof::regions`] of those that are not surely included.
        not_included: Vec<usize>,
    },
    /// It means only certain authentication flows.
    Flows,
    /// Its demand for a managed device has no effect in the device code flow.
    DeviceCode,
    /// It means only certain risks.
    Risk,
    /// Its filter for devices never matches a device that is not registered.
    DeviceFilterMisses,
    /// Its filter for devices cannot be judged.
    DeviceFilterUnclear,
    /// Its filter for devices leaves out one that registered itself, or some of them.
    DeviceFilterLeavesRegistered,
    /// Its filter looks at the device on which a device code is typed in, and not at this one.
    DeviceFilterElsewhere,
    /// It has conditions that are not known here.
    UnknownConditions(Vec<String>),
}

impl Obstacle {
    /// The public word.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotEnforced => "not-enforced",
            Self::OneOf => "one-of",
            Self::NoDeviceControl => "no-device-control",
            Self::ControlsUnclear => "controls-unclear",
            Self::Users { .. } => "users",
            Self::Resources { .. } => "resources",
            Self::Clients(_) => "clients",
            Self::Platforms { .. } => "platforms",
            Self::Locations { .. } => "locations",
            Self::Flows => "flows",
            Self::DeviceCode => "device-code",
            Self::Risk => "risk",
            Self::DeviceFilterMisses => "device-filter-misses",
            Self::DeviceFilterUnclear => "device-filter-unclear",
            Self::DeviceFilterLeavesRegistered => "device-filter-leaves-registered",
            Self::DeviceFilterElsewhere => "device-filter-elsewhere",
            Self::UnknownConditions(_) => "unknown-conditions",
        }
    }
}

/// What stands between a policy and a hole; nothing for a policy that meets no person.
pub(crate) fn obstacles(
    policy: &Policy,
    reach: &Reach,
    hole: &Uncovered,
    world: &World<'_>,
    meant: &Meant,
) -> Vec<Obstacle> {
    let mut found = Vec::new();
    if !reach.enforced {
        found.push(Obstacle::NotEnforced);
    }
    match reach.demand {
        Demand::Open if names_managed(policy) => found.push(Obstacle::OneOf),
        Demand::Open => found.push(Obstacle::NoDeviceControl),
        Demand::Unclear => found.push(Obstacle::ControlsUnclear),
        Demand::Managed | Demand::Blocks => {}
    }
    found.extend(meant.missing(policy, hole));
    found.extend(missing_sides(policy, reach, hole, world));
    let conditions = &policy.conditions;
    if [
        &conditions.sign_in_risk,
        &conditions.user_risk,
        &conditions.insider_risk,
    ]
    .into_iter()
    .any(|levels| is_limited(levels))
    {
        found.push(Obstacle::Risk);
    }
    if let Some(filter) = &conditions.device_filter {
        found.extend(filter_obstacle(filter, reach.demand, hole));
    }
    if !conditions.unknown.is_empty() {
        found.push(Obstacle::UnknownConditions(conditions.unknown.clone()));
    }
    found
}

/// Why a filter for devices does not mean all of a hole. What is open by device code is never open
/// otherwise in the same hole.
fn filter_obstacle(filter: &Filter, demand: Demand, hole: &Uncovered) -> Option<Obstacle> {
    let [.., flows, devices] = &hole.sides;
    if flows.iter().copied().any(is_code) {
        return (demand != Demand::Managed).then_some(Obstacle::DeviceFilterElsewhere);
    }
    let has = |wanted| {
        devices
            .iter()
            .any(|one| Device::ALL.get(*one) == Some(&wanted))
    };
    if has(Device::Unregistered) {
        match meets(filter, Device::Unregistered) {
            Fit::No => return Some(Obstacle::DeviceFilterMisses),
            Fit::Maybe => return Some(Obstacle::DeviceFilterUnclear),
            Fit::Yes => {}
        }
    }
    let leaves = has(Device::Registered) && meets(filter, Device::Registered) != Fit::Yes;
    leaves.then_some(Obstacle::DeviceFilterLeavesRegistered)
}

fn is_code(flow: usize) -> bool {
    Flow::ALL.get(flow) == Some(&Flow::DeviceCode)
}

/// Whether some control asks for a managed device.
pub(crate) fn names_managed(policy: &Policy) -> bool {
    let managed = [Control::CompliantDevice, Control::DomainJoinedDevice];
    let controls = &policy.grant.controls;
    controls.iter().any(|control| managed.contains(control))
}

fn missing_sides(
    policy: &Policy,
    reach: &Reach,
    hole: &Uncovered,
    world: &World<'_>,
) -> Vec<Obstacle> {
    let sure = sure(reach);
    let missing: [Vec<usize>; DIMENSIONS] = std::array::from_fn(|side| {
        let elements = hole.sides[side].iter().copied();
        elements.filter(|one| !sure[side].contains(*one)).collect()
    });
    let [resources, clients, platforms, regions, flows, _] = &missing;
    let mut found = Vec::new();
    if !resources.is_empty() {
        found.push(missing_resources(policy, resources, world));
    }
    if !clients.is_empty() {
        let clients = clients.iter().filter_map(|one| ClientType::ALL.get(*one));
        found.push(Obstacle::Clients(clients.copied().collect()));
    }
    if !platforms.is_empty() {
        found.push(missing_platforms(policy, platforms));
    }
    if !regions.is_empty() {
        found.push(missing_regions(policy, regions, world));
    }
    let methods = &policy.conditions.transfer_methods;
    let code_is_meant = methods.is_empty() || methods.contains(&TransferMethod::DeviceCode);
    let filtered = policy.conditions.device_filter.is_some() && code_is_meant;
    if flows.iter().copied().any(is_code) && reach.demand == Demand::Managed {
        found.push(Obstacle::DeviceCode);
    } else if flows.iter().any(|flow| !(filtered && is_code(*flow))) {
        found.push(Obstacle::Flows);
    }
    found
}

fn missing_resources(policy: &Policy, missing: &[usize], world: &World<'_>) -> Obstacle {
    let applications = &policy.conditions.applications;
    let hits = |targets: &[Target], one: usize, least: Fit| {
        world.resources.get(one).is_some_and(|resource| {
            targets
                .iter()
                .any(|target| world.target(target, resource) >= least)
        })
    };
    let excluded = applications.exclude.iter().filter(|target| {
        let target = std::slice::from_ref(*target);
        missing.iter().any(|one| hits(target, *one, Fit::Maybe))
    });
    Obstacle::Resources {
        excluded: excluded.cloned().collect(),
        not_included: missing
            .iter()
            .copied()
            .filter(|one| !hits(&applications.include, *one, Fit::Yes))
            .collect(),
    }
}

fn missing_platforms(policy: &Policy, missing: &[usize]) -> Obstacle {
    let missing: Vec<Platform> = missing
        .iter()
        .filter_map(|one| Platform::ALL.get(*one).copied())
        .collect();
    let platforms = policy.conditions.platforms.clone().unwrap_or_default();
    let means = |condition: &PlatformCondition, platform: Platform| match condition {
        PlatformCondition::All => true,
        PlatformCondition::Is(one) => *one == platform,
        PlatformCondition::Unknown(_) => false,
    };
    let may_mean = |condition: &PlatformCondition| {
        matches!(condition, PlatformCondition::Unknown(_))
            || missing.iter().any(|one| means(condition, *one))
    };
    let not_included = missing.iter().copied();
    Obstacle::Platforms {
        not_included: not_included
            .filter(|platform| !platforms.include.iter().any(|one| means(one, *platform)))
            .collect(),
        excluded: platforms.exclude.into_iter().filter(may_mean).collect(),
    }
}

fn missing_regions(policy: &Policy, missing: &[usize], world: &World<'_>) -> Obstacle {
    let locations = policy.conditions.locations.clone().unwrap_or_default();
    let hits = |place: &Place, one: usize, least: Fit| {
        let region = world.regions.get(one);
        region.is_some_and(|region| world.place(place, region) >= least)
    };
    let included = |one: usize| {
        let include = &locations.include;
        include.iter().any(|place| hits(place, one, Fit::Yes))
    };
    let not_included = missing.iter().copied().filter(|one| !included(*one));
    Obstacle::Locations {
        not_included: not_included.collect(),
        excluded: locations
            .exclude
            .iter()
            .filter(|place| missing.iter().any(|one| hits(place, *one, Fit::Maybe)))
            .cloned()
            .collect(),
    }
}

/// Whether a changed policy means all of a hole.
pub(crate) fn closes(reach: &Reach, hole: &Uncovered, people: &Set) -> bool {
    reach.is_armed()
        && people.is_within(&reach.people.yes)
        && sure(reach)
            .iter()
            .zip(&hole.sides)
            .all(|(sure, side)| side.iter().all(|one| sure.contains(*one)))
}
