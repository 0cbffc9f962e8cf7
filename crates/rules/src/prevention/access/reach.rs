//! Which sign-ins a policy surely means, and which perhaps.

use super::demand::{Demand, demand};
use super::device_filter::meets;
use super::fit::{Fit, Fits};
use super::policy::{
    Applications, ClientCondition, ClientType, Conditions, Filter, FilterMode, Locations, Platform,
    PlatformCondition, Platforms, Policy, Risk, State, TransferMethod,
};
use super::world::{Device, Flow, Region, Resource, World, action};

/// What a policy means, dimension by dimension, whatever its state and controls.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    /// Of the world's people.
    pub(crate) people: Fits,
    /// Of [`World::resources`].
    pub(crate) resources: Fits,
    /// Of [`ClientType::ALL`].
    pub(crate) clients: Fits,
    /// Of [`Platform::ALL`].
    pub(crate) platforms: Fits,
    /// Of [`World::regions`].
    pub(crate) regions: Fits,
    /// Of [`Flow::ALL`], where the demand and the filter for devices have an effect.
    pub(crate) flows: Fits,
    /// Of [`Device::ALL`].
    pub(crate) devices: Fits,
    /// Conditions that are no dimension: risk, unknown ones.
    pub(crate) gate: Fit,
    /// What its controls do.
    pub(crate) demand: Demand,
    /// Whether it is enforced.
    pub(crate) enforced: bool,
}

impl Reach {
    pub(crate) fn of(policy: &Policy, world: &World<'_>) -> Self {
        let conditions = &policy.conditions;
        let demand = demand(&policy.grant);
        Self {
            people: world.people(&conditions.users),
            resources: resources(&conditions.applications, world),
            clients: clients(&conditions.client_types),
            platforms: platforms(conditions.platforms.as_ref()),
            regions: regions(conditions.locations.as_ref(), world),
            flows: flows(conditions, demand),
            devices: devices(conditions.device_filter.as_ref()),
            gate: gate(conditions),
            demand,
            enforced: policy.state == State::Enabled,
        }
    }

    /// Whether it surely keeps out what it surely means.
    pub(crate) fn is_armed(&self) -> bool {
        self.enforced && self.gate == Fit::Yes && self.demand >= Demand::Managed
    }
}

fn resources(applications: &Applications, world: &World<'_>) -> Fits {
    let Applications {
        include,
        exclude,
        filter,
        user_actions,
        ..
    } = applications;
    let fit = |resource: &Resource| {
        let mut included = Fit::any(include.iter().map(|target| world.target(target, resource)));
        let mut excluded = Fit::any(exclude.iter().map(|target| world.target(target, resource)));
        included = included.max(action(user_actions, resource));
        let is_app = !matches!(
            resource,
            Resource::RegisterSecurityInformation | Resource::RegisterOrJoinDevices
        );
        if let Some(filter) = filter
            && is_app
        {
            if filter.mode != FilterMode::Exclude {
                included = included.max(Fit::Maybe);
            }
            if filter.mode != FilterMode::Include {
                excluded = excluded.max(Fit::Maybe);
            }
        }
        included.but(excluded)
    };
    Fits::of(world.resources.iter().map(fit), world.resources.len())
}

/// An empty list is what very old policies have: they meant browsers and modern clients [E-COND].
fn clients(conditions: &[ClientCondition]) -> Fits {
    let fit = |client: ClientType| {
        let modern = matches!(
            client,
            ClientType::Browser | ClientType::MobileAppsAndDesktopClients
        );
        if conditions.is_empty() {
            return if modern { Fit::Yes } else { Fit::Maybe };
        }
        Fit::any(conditions.iter().map(|condition| match condition {
            ClientCondition::All => Fit::Yes,
            ClientCondition::Is(one) => Fit::of(*one == client),
            ClientCondition::EasSupported if client == ClientType::ExchangeActiveSync => Fit::Maybe,
            ClientCondition::EasSupported => Fit::No,
            ClientCondition::Unknown(_) => Fit::Maybe,
        }))
    };
    Fits::of(ClientType::ALL.map(fit), ClientType::ALL.len())
}

fn platforms(platforms: Option<&Platforms>) -> Fits {
    let list = |conditions: &[PlatformCondition], platform: Platform| {
        Fit::any(conditions.iter().map(|condition| match condition {
            PlatformCondition::All => Fit::Yes,
            PlatformCondition::Is(one) => Fit::of(*one == platform),
            PlatformCondition::Unknown(_) => Fit::Maybe,
        }))
    };
    let fit = |platform| {
        platforms.map_or(Fit::Yes, |platforms| {
            list(&platforms.include, platform).but(list(&platforms.exclude, platform))
        })
    };
    Fits::of(Platform::ALL.map(fit), Platform::ALL.len())
}

fn regions(locations: Option<&Locations>, world: &World<'_>) -> Fits {
    let fit = |region: &Region| {
        locations.map_or(Fit::Yes, |locations| {
            let any = |places: &[_]| Fit::any(places.iter().map(|one| world.place(one, region)));
            any(&locations.include).but(any(&locations.exclude))
        })
    };
    Fits::of(world.regions.iter().map(fit), world.regions.len())
}

/// A demand for a managed device says nothing of the one that shows a device code: the other one,
/// where the code is typed in, answers for it [E-GRANT]. A filter for devices looks at that other
/// one too, of which nothing is known.
fn flows(conditions: &Conditions, demand: Demand) -> Fits {
    let methods = &conditions.transfer_methods;
    let fit = |flow: Flow| {
        if flow == Flow::DeviceCode && demand == Demand::Managed {
            return Fit::No;
        }
        let surest = if flow == Flow::DeviceCode && conditions.device_filter.is_some() {
            Fit::Maybe
        } else {
            Fit::Yes
        };
        let wanted = match flow {
            _ if methods.is_empty() => return surest,
            Flow::Direct => return Fit::No,
            Flow::AuthenticationTransfer => TransferMethod::AuthenticationTransfer,
            Flow::DeviceCode => TransferMethod::DeviceCode,
        };
        let meant = Fit::any(methods.iter().map(|method| match method {
            TransferMethod::Unknown(_) => Fit::Maybe,
            _ => Fit::of(*method == wanted),
        }));
        meant.min(surest)
    };
    Fits::of(Flow::ALL.map(fit), Flow::ALL.len())
}

fn devices(filter: Option<&Filter>) -> Fits {
    let fit = |device| filter.map_or(Fit::Yes, |filter| meets(filter, device));
    Fits::of(Device::ALL.map(fit), Device::ALL.len())
}

/// A policy with a risk condition meets a person's sign-in of any risk only if it names each.
fn gate(conditions: &Conditions) -> Fit {
    if conditions.workload_identities {
        return Fit::No;
    }
    let risks = [
        &conditions.sign_in_risk,
        &conditions.user_risk,
        &conditions.insider_risk,
    ];
    let limited = risks.into_iter().any(|levels| is_limited(levels));
    if limited || !conditions.service_principal_risk.is_empty() {
        return Fit::No;
    }
    if conditions.unknown.is_empty() {
        Fit::Yes
    } else {
        Fit::Maybe
    }
}

/// Whether a risk condition leaves out some risk.
pub(crate) fn is_limited(levels: &[Risk]) -> bool {
    let all = [Risk::None, Risk::Low, Risk::Medium, Risk::High];
    !levels.is_empty() && !all.iter().all(|level| levels.contains(level))
}
