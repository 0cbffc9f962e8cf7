//! Conditional Access for one sign-in after the other, written from the documentation alone.
//!
//! It answers one question: is this sign-in of an unmanaged device *surely* kept out? Whatever
//! is not known is taken as it would hurt: not included, or excluded. It shares no code with the
//! product, only the words for policies.

use rules::prevention::access::directory::{Directory, Roster, Standing};
use rules::prevention::access::policy::{
    ClientCondition, ClientType, Control, ExternalTenants, FilterMode, GuestKind, Operator, Place,
    Platform, PlatformCondition, Policy, Risk, State, Target, TransferMethod, UserAction, Who,
};
use rules::prevention::access::world::{Device, Flow, Region, Resource};
use std::collections::BTreeSet;

/// How to take what is not known.
#[derive(Clone, Copy, PartialEq)]
enum Taken {
    AsIncluded(bool),
}

const INCLUDING: Taken = Taken::AsIncluded(false);
const EXCLUDING: Taken = Taken::AsIncluded(true);

impl Taken {
    fn unknown(self) -> bool {
        let Self::AsIncluded(answer) = self;
        answer
    }
}

/// Everything there is to sign in to.
pub(crate) fn resources(policies: &[Policy], directory: &Directory) -> Vec<Resource> {
    let mut apps = BTreeSet::new();
    for policy in policies {
        let applications = &policy.conditions.applications;
        for target in applications.include.iter().chain(&applications.exclude) {
            if let Target::App(id) = target {
                apps.insert(id.clone());
            }
        }
    }
    apps.extend(directory.apps.iter().map(|app| app.id.clone()));
    let mut all: Vec<_> = apps.into_iter().map(Resource::App).collect();
    all.push(Resource::OtherOffice365);
    all.push(Resource::OtherAdminPortals);
    all.push(Resource::AnyOtherApp);
    all.push(Resource::RegisterSecurityInformation);
    all.push(Resource::RegisterOrJoinDevices);
    all
}

/// Whether a user is surely meant. `user` is a position, or one past the end for the unlisted.
pub(crate) fn meets_user(policy: &Policy, directory: &Directory, user: usize) -> bool {
    let users = &policy.conditions.users;
    let hit = |list: &[Who], taken| list.iter().any(|who| is_meant(who, directory, user, taken));
    hit(&users.include, INCLUDING) && !hit(&users.exclude, EXCLUDING)
}

fn is_meant(who: &Who, directory: &Directory, user: usize, taken: Taken) -> bool {
    if *who == Who::All {
        return true;
    }
    if let Who::User(id) = who
        && let Some(known) = directory.users.iter().position(|one| one.id == *id)
    {
        return known == user;
    }
    let Some(person) = directory.users.get(user) else {
        return taken.unknown();
    };
    let rosters = match who {
        Who::All => return true,
        Who::Unknown(_) => return taken.unknown(),
        // Every listed user is somebody else.
        Who::User(_) => return false,
        Who::Guests(guests) => {
            let Standing::Guest { kind, tenant } = &person.standing else {
                return person.standing == Standing::Unread && taken.unknown();
            };
            if !guests.kinds.contains(kind) {
                return false;
            }
            if *kind == GuestKind::InternalGuest {
                return true;
            }
            return match (&guests.tenants, tenant) {
                (ExternalTenants::All, _) => true,
                (ExternalTenants::These(list), Some(home)) => list.contains(home),
                _ => taken.unknown(),
            };
        }
        Who::Group(id) => directory.groups.get(id),
        Who::Role(id) => directory.roles.get(id),
    };
    match rosters {
        Some(Roster::Read(members)) => members.contains(&(user as u32)),
        Some(Roster::Unread) | None => taken.unknown(),
    }
}

/// Whether a resource is surely meant.
pub(crate) fn meets_resource(policy: &Policy, directory: &Directory, resource: &Resource) -> bool {
    let applications = &policy.conditions.applications;
    let actions = &applications.user_actions;
    match resource {
        Resource::RegisterSecurityInformation => {
            actions.contains(&UserAction::RegisterSecurityInformation)
        }
        Resource::RegisterOrJoinDevices => actions.contains(&UserAction::RegisterOrJoinDevices),
        app => {
            let hit = |list: &[Target], taken| {
                list.iter()
                    .any(|target| is_app(target, directory, app, taken))
            };
            let filtered = applications.filter.as_ref();
            let may_exclude = filtered.is_some_and(|filter| filter.mode != FilterMode::Include);
            hit(&applications.include, INCLUDING)
                && !hit(&applications.exclude, EXCLUDING)
                && !may_exclude
        }
    }
}

fn is_app(target: &Target, directory: &Directory, resource: &Resource, taken: Taken) -> bool {
    let about = |id: &str| directory.apps.iter().find(|app| app.id == id);
    match (target, resource) {
        (Target::All, _)
        | (Target::Office365, Resource::OtherOffice365)
        | (Target::AdminPortals, Resource::OtherAdminPortals) => true,
        (Target::App(one), Resource::App(other)) => one == other,
        (Target::Office365, Resource::App(id)) => about(id)
            .and_then(|app| app.office_365)
            .unwrap_or(taken.unknown()),
        (Target::AdminPortals, Resource::App(id)) => about(id)
            .and_then(|app| app.admin_portals)
            .unwrap_or(taken.unknown()),
        _ => false,
    }
}

/// Whether a type of client is surely meant.
pub(crate) fn meets_client(policy: &Policy, client: ClientType) -> bool {
    let listed = &policy.conditions.client_types;
    if listed.is_empty() {
        return client == ClientType::Browser || client == ClientType::MobileAppsAndDesktopClients;
    }
    listed.contains(&ClientCondition::All) || listed.contains(&ClientCondition::Is(client))
}

/// Whether a claimed platform is surely meant.
pub(crate) fn meets_platform(policy: &Policy, platform: Platform) -> bool {
    let Some(platforms) = &policy.conditions.platforms else {
        return true;
    };
    let named = |list: &[PlatformCondition]| {
        list.contains(&PlatformCondition::All) || list.contains(&PlatformCondition::Is(platform))
    };
    let strange = platforms
        .exclude
        .iter()
        .any(|one| matches!(one, PlatformCondition::Unknown(_)));
    named(&platforms.include) && !named(&platforms.exclude) && !strange
}

/// Whether a region is surely meant.
pub(crate) fn meets_region(policy: &Policy, directory: &Directory, region: &Region) -> bool {
    let Some(locations) = &policy.conditions.locations else {
        return true;
    };
    let hit = |list: &[Place], taken| list.iter().any(|at| is_place(at, directory, region, taken));
    hit(&locations.include, INCLUDING) && !hit(&locations.exclude, EXCLUDING)
}

fn is_place(place: &Place, directory: &Directory, region: &Region, taken: Taken) -> bool {
    match (place, region) {
        (Place::All, _) => true,
        (_, Region::Elsewhere) | (Place::Named(_), Region::Unlisted) => false,
        (_, Region::Several) | (Place::AllTrusted, Region::Unlisted) => taken.unknown(),
        (Place::Named(id), Region::In(ids)) => ids.contains(id),
        (Place::AllTrusted, Region::In(ids)) => ids.iter().any(|id| {
            let known = directory.locations.iter().find(|one| one.id == *id);
            known.and_then(|one| one.trusted).unwrap_or(taken.unknown())
        }),
    }
}

/// Whether such a sign-in exists at all. Exchange ActiveSync is a protocol of Exchange Online, which
/// is an app of Office 365; old clients cannot show that their device is registered.
pub(crate) fn exists(
    resources: &[Resource],
    resource: &Resource,
    client: ClientType,
    device: Device,
) -> bool {
    let exchange = Resource::App("00000002-0000-0ff1-ce00-000000000000".to_owned());
    let has_mail = if resources.contains(&exchange) {
        *resource == exchange
    } else {
        *resource == Resource::OtherOffice365
    };
    let modern = [ClientType::Browser, ClientType::MobileAppsAndDesktopClients].contains(&client);
    (modern || device == Device::Unregistered)
        && (client != ClientType::ExchangeActiveSync || has_mail)
}

/// Whether a filter for devices surely lets the policy apply. Each of the generator's rules with
/// its answers: does it hold for a device without attributes, and for a registered phone that
/// nobody manages? None where nobody can say.
fn filter_meets(policy: &Policy, flow: Flow, device: Device) -> bool {
    let Some(filter) = &policy.conditions.device_filter else {
        return true;
    };
    let (unregistered, registered) = match filter.rule.as_str() {
        "device.model -eq \"x -ne y\"" => (Some(false), Some(false)),
        "device.trustType -ne \"ServerAD\"" => (Some(true), Some(true)),
        "device.trustType -eq \"Workplace\"" => (Some(false), Some(true)),
        "device.trustType -ne \"Workplace\"" => (Some(true), Some(false)),
        "device.displayName -startsWith \"SAW\"" => (Some(false), None),
        "device.isCompliant -ne $null" => (None, None),
        // Both kinds of operators at once: not judged for a device without attributes.
        "device.model -eq \"x\" -or device.trustType -ne \"AzureAD\"" => (None, Some(true)),
        other => panic!("{other} is no rule of the generator"),
    };
    let holds = match device {
        Device::Unregistered => unregistered,
        Device::Registered => registered,
    };
    // With a device code the device on which it is typed in counts.
    flow != Flow::DeviceCode
        && match filter.mode {
            FilterMode::Include => holds == Some(true),
            FilterMode::Exclude => holds == Some(false),
            FilterMode::Unknown => false,
        }
}

/// Whether the policy is enforced and surely refuses this device in this flow.
pub(crate) fn refuses(policy: &Policy, flow: Flow, device: Device) -> bool {
    let conditions = &policy.conditions;
    let listed = &conditions.transfer_methods;
    let flow_meant = listed.is_empty()
        || match flow {
            Flow::Direct => false,
            Flow::DeviceCode => listed.contains(&TransferMethod::DeviceCode),
            Flow::AuthenticationTransfer => {
                listed.contains(&TransferMethod::AuthenticationTransfer)
            }
        };
    let any_risk = |levels: &[Risk]| {
        levels.is_empty()
            || [Risk::None, Risk::Low, Risk::Medium, Risk::High]
                .iter()
                .all(|level| levels.contains(level))
    };
    policy.state == State::Enabled
        && flow_meant
        && !conditions.workload_identities
        && conditions.service_principal_risk.is_empty()
        && any_risk(&conditions.sign_in_risk)
        && any_risk(&conditions.user_risk)
        && any_risk(&conditions.insider_risk)
        && filter_meets(policy, flow, device)
        && conditions.unknown.is_empty()
        && controls_refuse(policy, flow)
}

fn controls_refuse(policy: &Policy, flow: Flow) -> bool {
    let refuses = |control: &Control| match control {
        Control::Block => true,
        // The device on which the code is typed in answers for its own state.
        Control::CompliantDevice | Control::DomainJoinedDevice => flow != Flow::DeviceCode,
        _ => false,
    };
    let controls = &policy.grant.controls;
    let one = controls.iter().any(refuses);
    let each = one && controls.iter().all(refuses);
    match policy.grant.operator {
        Operator::All => one,
        Operator::OneOf => each,
        Operator::Unknown(_) => one && each,
    }
}

/// Whether the policy, where it is enforced and means a sign-in of this platform, may refuse a
/// device that is managed: compliant, but joined to no domain. In the device code flow nobody
/// knows.
pub(crate) fn may_refuse_managed(policy: &Policy, platform: Platform, flow: Flow) -> bool {
    let listed = &policy.conditions.transfer_methods;
    let named = |method: TransferMethod| {
        let unknown = |one: &TransferMethod| matches!(one, TransferMethod::Unknown(_));
        listed.is_empty() || listed.contains(&method) || listed.iter().any(unknown)
    };
    let flow_meant = match flow {
        Flow::Direct => listed.is_empty(),
        Flow::DeviceCode => named(TransferMethod::DeviceCode),
        Flow::AuthenticationTransfer => named(TransferMethod::AuthenticationTransfer),
    };
    let phone = matches!(platform, Platform::Ios | Platform::Android);
    let cannot = |control: &Control| match control {
        Control::Block | Control::DomainJoinedDevice | Control::Unknown(_) => true,
        Control::ApprovedApplication | Control::CompliantApplication => !phone,
        _ => false,
    };
    let controls = &policy.grant.controls;
    let refused = match policy.grant.operator {
        Operator::OneOf => !controls.is_empty() && controls.iter().all(cannot),
        _ => controls.iter().any(cannot),
    };
    policy.state == State::Enabled && flow_meant && refused
}

/// Whether everybody whom an entry means is known, and a user is among them.
pub(crate) fn is_surely(who: &Who, directory: &Directory, user: usize) -> bool {
    is_meant(who, directory, user, INCLUDING)
}
