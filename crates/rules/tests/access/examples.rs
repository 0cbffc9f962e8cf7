//! Policies as Microsoft publishes them, and what follows for an unregistered iPhone, worked out by
//! hand (causality.md §5.1, microsoft.md §1.9).

use enrollment::snapshot::EXCHANGE_ONLINE_APP;
use rules::prevention::access::change::Change;
use rules::prevention::access::directory::{
    Directory, MFA_TRUSTED_IPS, NamedLocation, Roster, Standing, User,
};
use rules::prevention::access::doubt::Doubt;
use rules::prevention::access::obstacle::Obstacle;
use rules::prevention::access::policy::{
    ClientCondition, ClientType, Control, ExternalTenants, Filter, FilterMode, GuestKind, Guests,
    Locations, Operator, Place, Platform, PlatformCondition, Platforms, Policy, State, Target,
    TransferMethod, Who,
};
use rules::prevention::access::world::{Device, Flow, Region, Resource};
use rules::prevention::access::{Bearing, Hole, Proof, prove};

pub(crate) const SHAREPOINT: &str = "00000003-0000-0ff1-ce00-000000000000";

/// Three employees, and an emergency account in a group of its own.
pub(crate) fn directory() -> Directory {
    let users = ["Ada", "Ben", "Cleo", "Emergency"].map(|name| User {
        id: name.to_lowercase(),
        name: name.to_owned(),
        standing: Standing::Member,
    });
    let mut directory = Directory {
        users: users.to_vec(),
        users_complete: true,
        locations_complete: true,
        ..Directory::default()
    };
    let emergency = Roster::Read(vec![3]);
    directory.groups.insert("emergency".to_owned(), emergency);
    directory
}

/// All users, all resources, all clients, one control.
pub(crate) fn everywhere(name: &str, control: Control) -> Policy {
    let mut policy = Policy {
        id: name.to_owned(),
        name: name.to_owned(),
        state: State::Enabled,
        ..Policy::default()
    };
    policy.conditions.users.include = vec![Who::All];
    policy.conditions.applications.include = vec![Target::All];
    policy.conditions.client_types = vec![ClientCondition::All];
    policy.grant.controls = vec![control];
    policy
}

pub(crate) fn compliant() -> Policy {
    everywhere("Require compliant device", Control::CompliantDevice)
}

pub(crate) fn no_device_code() -> Policy {
    let mut policy = everywhere("Block device code flow", Control::Block);
    policy.conditions.transfer_methods = vec![TransferMethod::DeviceCode];
    policy
}

pub(crate) fn only(platform: Platform) -> Platforms {
    Platforms {
        include: vec![PlatformCondition::Is(platform)],
        exclude: Vec::new(),
    }
}

/// The holes that lead to data.
pub(crate) fn access(proof: &Proof) -> Vec<&Hole> {
    let holes = proof.holes.iter();
    holes
        .filter(|hole| hole.bearing == Bearing::Access)
        .collect()
}

fn the_hole(proof: &Proof) -> &Hole {
    let holes = access(proof);
    assert_eq!(holes.len(), 1, "{holes:#?}");
    holes[0]
}

fn names<'a>(proof: &Proof, hole: &Hole, directory: &'a Directory) -> Vec<&'a str> {
    let people = directory.users.iter().zip(&proof.class_of);
    let inside = people.filter(|(_, class)| hole.users.contains(class));
    inside.map(|(user, _)| user.name.as_str()).collect()
}

#[test]
fn without_a_policy_everything_is_open() {
    let proof = prove(&[], &directory());
    assert_eq!(proof.classes.len(), 1);
    let holes = access(&proof);
    assert_eq!(holes.len(), 2, "directly, and by device code");
    assert!(
        holes
            .iter()
            .all(|hole| hole.count == 4 && hole.platforms == Platform::ALL)
    );
    let fix = holes[0].fix.as_ref().expect("a new policy");
    assert_eq!(fix.changes, [Change::NewCompliantDevicePolicy]);
    assert_eq!(fix.hit.len(), 1);
    assert_eq!(fix.hit[0].count, 4);
}

/// *Require device compliance* [E-COMP], with the emergency accounts excluded as it says.
#[test]
fn the_published_policy_leaves_emergency_accounts_and_device_code() {
    let mut policy = compliant();
    policy.conditions.users.exclude = vec![Who::Group("emergency".to_owned())];
    let directory = directory();
    let proof = prove(&[policy.clone()], &directory);
    let holes = access(&proof);
    assert_eq!(holes.len(), 2);
    assert_eq!(
        (holes[0].count, holes[0].flows.as_slice()),
        (4, &[Flow::DeviceCode][..])
    );
    let code = holes[0].fix.as_ref().map(|fix| fix.changes.clone());
    assert_eq!(code, Some(vec![Change::NewDeviceCodeBlock]));
    assert_eq!(holes[0].nearest[0].obstacles[1..], [Obstacle::DeviceCode]);

    let both = [policy, no_device_code()];
    let proof = prove(&both, &directory);
    let hole = the_hole(&proof);
    assert_eq!(names(&proof, hole, &directory), ["Emergency"]);
    assert_eq!(proof.classes[hole.users[0]].witness, Some(3));
    let lifted = Change::RemoveUserExclusion(Who::Group("emergency".to_owned()));
    let fix = hole.fix.as_ref().expect("a change");
    assert_eq!((fix.policy, &fix.changes[..]), (Some(0), &[lifted][..]));
    assert!(access(&prove(&fix.made(&both), &directory)).is_empty());
}

/// An iPhone must be able to register: that is shown, and no change is proposed.
#[test]
fn registration_stays_open_and_is_no_fault() {
    let proof = prove(&[compliant(), no_device_code()], &directory());
    assert!(access(&proof).is_empty());
    let open = proof.holes.iter().flat_map(|hole| &hole.resources);
    let open: Vec<_> = open.map(|one| &proof.resources[*one]).collect();
    assert!(open.contains(&&Resource::RegisterOrJoinDevices));
    assert!(open.contains(&&Resource::RegisterSecurityInformation));
    assert!(proof.holes.iter().all(|hole| hole.fix.is_none()));
}

/// "This information is unverified" [E-COND].
#[test]
fn a_policy_for_ios_is_passed_by_another_user_agent() {
    let mut policy = compliant();
    policy.conditions.platforms = Some(only(Platform::Ios));
    let policies = [policy, no_device_code()];
    let proof = prove(&policies, &directory());
    let hole = the_hole(&proof);
    assert_eq!(hole.platforms, Platform::ALL[1..]);
    let fix = hole.fix.as_ref().expect("a change");
    let any = Change::IncludePlatform(PlatformCondition::All);
    assert_eq!((fix.policy, &fix.changes[..]), (Some(0), &[any][..]));

    // *Block access for unknown or unsupported device platform*: any, but for the known ones.
    let known = [
        Platform::Android,
        Platform::Ios,
        Platform::Windows,
        Platform::MacOs,
    ];
    let mut unknown = everywhere("Block unknown platforms", Control::Block);
    unknown.conditions.platforms = Some(Platforms {
        include: vec![PlatformCondition::All],
        exclude: known.map(PlatformCondition::Is).to_vec(),
    });
    let [ios, code] = policies;
    let proof = prove(&[ios, code, unknown], &directory());
    let left = [Platform::MacOs, Platform::Android, Platform::Windows];
    assert_eq!(the_hole(&proof).platforms, left);
}

#[test]
fn one_of_compliance_and_a_second_factor_lets_in() {
    let mut policy = compliant();
    policy.grant.operator = Operator::OneOf;
    policy.grant.controls.push(Control::Mfa);
    let proof = prove(&[policy, no_device_code()], &directory());
    let hole = the_hole(&proof);
    assert_eq!(hole.nearest[0].obstacles, [Obstacle::OneOf]);
    let fix = hole.fix.as_ref().expect("a change");
    let only = Change::RequireDeviceOnly { or_joined: false };
    assert_eq!(fix.changes, [only]);
}

#[test]
fn report_only_is_closed_by_a_switch() {
    let mut policy = compliant();
    policy.state = State::ReportOnly;
    let proof = prove(&[no_device_code(), policy], &directory());
    let fix = the_hole(&proof).fix.as_ref().expect("a change");
    assert_eq!(
        (fix.policy, &fix.changes[..]),
        (Some(1), &[Change::TurnOn][..])
    );
    assert!(!fix.blocks_everyone);
}

/// "You configure a policy to block device code flow everywhere except for SharePoint."
#[test]
fn the_published_exception_for_one_app_is_the_hole() {
    let mut code = no_device_code();
    code.conditions.applications.exclude = vec![Target::App(SHAREPOINT.to_owned())];
    let proof = prove(&[compliant(), code], &directory());
    let hole = the_hole(&proof);
    let resources: Vec<_> = hole
        .resources
        .iter()
        .map(|one| &proof.resources[*one])
        .collect();
    assert_eq!(resources, [&Resource::App(SHAREPOINT.to_owned())]);
    assert_eq!(hole.flows, [Flow::DeviceCode]);
    let fix = hole.fix.as_ref().expect("a change");
    let lifted = Change::RemoveAppExclusion(Target::App(SHAREPOINT.to_owned()));
    assert_eq!(fix.changes, [lifted]);
}

/// Both ways of the published scenario *privileged access workstations* [E-FILT].
#[test]
fn a_filter_for_devices_is_read_as_for_a_device_without_attributes() {
    let with = |mode, rule: &str| {
        let mut policy = everywhere("Block", Control::Block);
        let rule = rule.to_owned();
        policy.conditions.device_filter = Some(Filter { mode, rule });
        prove(&[policy, no_device_code()], &directory())
    };
    let positive = "device.extensionAttribute1 -eq \"SAW\"";
    assert!(access(&with(FilterMode::Exclude, positive)).is_empty());
    let proof = with(FilterMode::Include, positive);
    let hole = access(&proof)[0];
    assert_eq!(hole.nearest[0].obstacles, [Obstacle::DeviceFilterMisses]);
    let mixed = with(
        FilterMode::Exclude,
        &format!("{positive} -or device.model -ne \"x\""),
    );
    assert_eq!(mixed.unjudged[0].because, [Doubt::DeviceFilter]);
    assert!(!access(&mixed).is_empty());
}

fn filtered(mut policy: Policy, mode: FilterMode, rule: &str) -> Policy {
    let rule = rule.to_owned();
    policy.conditions.device_filter = Some(Filter { mode, rule });
    policy
}

/// "The device performing authentication can't provide its device state to the device providing a
/// code" [E-GRANT]: whoever types the code in on a compliant device is past the filter.
#[test]
fn a_filter_looks_at_the_device_on_which_the_code_is_typed() {
    let managed = "device.isCompliant -eq True -or device.trustType -eq \"ServerAD\"";
    let block = filtered(
        everywhere("Block unmanaged", Control::Block),
        FilterMode::Exclude,
        managed,
    );
    let proof = prove(std::slice::from_ref(&block), &directory());
    assert_eq!(the_hole(&proof).flows, [Flow::DeviceCode]);
    let fix = the_hole(&proof).fix.as_ref().expect("a change");
    assert_eq!(fix.changes, [Change::NewDeviceCodeBlock]);

    let narrow = filtered(no_device_code(), FilterMode::Exclude, managed);
    let both = [compliant(), narrow];
    let proof = prove(&both, &directory());
    let hole = the_hole(&proof);
    assert_eq!(hole.nearest[0].obstacles, [Obstacle::DeviceFilterElsewhere]);
    let fix = hole.fix.as_ref().expect("a change");
    assert_eq!(
        (fix.policy, &fix.changes[..]),
        (Some(1), &[Change::RemoveDeviceFilter][..])
    );
    assert_eq!(proof.protecting, [0]);
    assert!(access(&prove(&fix.made(&both), &directory())).is_empty());
}

/// Authenticator registers a phone for whoever signs in (`trustType` *Workplace*); it is as
/// unmanaged as before. Old clients cannot show that.
#[test]
fn a_phone_that_registered_itself_is_unmanaged_too() {
    let block = everywhere("Block", Control::Block);
    let joined = "device.trustType -eq \"Workplace\" -or device.trustType -eq \"AzureAD\"";
    let systems = "device.operatingSystem -in [\"iOS\",\"iPad\",\"Windows\"]";
    for policy in [
        filtered(block.clone(), FilterMode::Exclude, joined),
        filtered(block.clone(), FilterMode::Exclude, systems),
        filtered(
            compliant(),
            FilterMode::Include,
            "device.trustType -ne \"Workplace\"",
        ),
    ] {
        let proof = prove(&[policy, no_device_code()], &directory());
        let hole = the_hole(&proof);
        assert_eq!(hole.devices, [Device::Registered]);
        assert_eq!(hole.flows, [Flow::Direct, Flow::AuthenticationTransfer]);
        let leaves = Obstacle::DeviceFilterLeavesRegistered;
        assert!(hole.nearest[0].obstacles.contains(&leaves));
        let fix = hole.fix.as_ref().expect("a change");
        assert_eq!(fix.hit[0].count, 4);
    }
    // It is never compliant, and no administrator gave it an attribute.
    for rule in [
        "device.isCompliant -eq True",
        "device.extensionAttribute1 -eq \"SAW\"",
    ] {
        let policy = filtered(block.clone(), FilterMode::Exclude, rule);
        let proof = prove(&[policy, no_device_code()], &directory());
        assert!(access(&proof).is_empty(), "{rule}");
        assert!(proof.unjudged.is_empty(), "{rule}");
    }
    // Where the answer depends on the phone, that is said.
    let named = filtered(
        block,
        FilterMode::Exclude,
        "device.displayName -startsWith \"SAW\"",
    );
    let proof = prove(&[named, no_device_code()], &directory());
    assert_eq!(the_hole(&proof).devices, [Device::Registered]);
    assert_eq!(proof.unjudged[0].because, [Doubt::RegisteredDeviceFilter]);
}

/// "What does nothing equal?" is not published.
#[test]
fn a_comparison_with_nothing_is_not_judged() {
    let rule = "device.model -ne $null";
    let policy = filtered(compliant(), FilterMode::Include, rule);
    let proof = prove(&[policy, no_device_code()], &directory());
    assert_eq!(the_hole(&proof).count, 4);
    assert_eq!(proof.unjudged[0].because, [Doubt::DeviceFilter]);
}

/// Exchange ActiveSync leads to Exchange Online and nowhere else.
#[test]
fn active_sync_leads_to_exchange_only() {
    let of = |name, clients: &[ClientType]| {
        let mut policy = everywhere(name, Control::CompliantDevice);
        policy.conditions.client_types = clients.iter().copied().map(ClientCondition::Is).collect();
        policy
    };
    let modern = [ClientType::Browser, ClientType::MobileAppsAndDesktopClients];
    let mut sync = of("ActiveSync", &[ClientType::ExchangeActiveSync]);
    sync.conditions.applications.include = vec![Target::App(EXCHANGE_ONLINE_APP.to_owned())];
    let [others, modern] = [of("Other", &[ClientType::Other]), of("Modern", &modern)];
    let policies = [modern, sync, others, no_device_code()];
    assert!(access(&prove(&policies, &directory())).is_empty());
    let [modern, _, others, code] = policies;
    let proof = prove(&[modern, others, code], &directory());
    let hole = the_hole(&proof);
    assert_eq!(hole.clients, [ClientType::ExchangeActiveSync]);
    assert_eq!(hole.devices, [Device::Unregistered]);
    assert_eq!(
        proof.resources[hole.resources[0]],
        Resource::OtherOffice365,
        "where nobody names Exchange Online, it is one of these"
    );
    assert_eq!(hole.resources.len(), 1);
}

/// "All trusted locations: all locations marked as trusted, and MFA trusted IPs, if configured."
#[test]
fn trusted_addresses_that_no_list_has_are_a_way_in() {
    let mut directory = directory();
    let mut policy = compliant();
    policy.conditions.locations = Some(Locations {
        include: vec![Place::All],
        exclude: vec![Place::AllTrusted],
    });
    directory.locations.push(NamedLocation {
        id: MFA_TRUSTED_IPS.to_owned(),
        trusted: Some(true),
    });
    let mut policies = vec![policy, no_device_code()];
    let proof = prove(&policies, &directory);
    let hole = the_hole(&proof);
    let region = Region::In(vec![MFA_TRUSTED_IPS.to_owned()]);
    assert_eq!(hole.regions.len(), 1);
    assert_eq!(proof.regions[hole.regions[0]], region);
    assert_eq!(proof.unjudged[0].because, [Doubt::TrustedIps]);
    // Where another policy closes it, nobody needs to know.
    policies.push(compliant());
    let proof = prove(&policies, &directory);
    assert!(access(&proof).is_empty() && proof.unjudged.is_empty());
}

/// More sets of places than are told apart: an exclusion of any place may then be one too many.
#[test]
fn places_that_are_not_told_apart_are_a_way_in() {
    let mut directory = directory();
    let except = |id: &str| {
        let mut policy = everywhere(id, Control::Block);
        policy.conditions.locations = Some(Locations {
            include: vec![Place::All],
            exclude: vec![Place::Named(id.to_owned())],
        });
        policy
    };
    let policies = [except("a"), except("b")];
    assert!(access(&prove(&policies, &directory)).is_empty());
    directory.overlaps_cut = true;
    let proof = prove(&policies, &directory);
    let regions = &access(&proof)[0].regions;
    let regions: Vec<_> = regions.iter().map(|one| &proof.regions[*one]).collect();
    assert_eq!(regions, [&Region::Several]);
    assert_eq!(proof.unjudged[1].because, [Doubt::LocationsNotToldApart]);
}

/// Partners (`serviceProvider`) and people of B2B direct connect have no account, and who may
/// activate a role has it not yet: no list has them, so that the policy is named.
#[test]
fn whoever_is_left_out_and_in_no_list_is_named() {
    let mut directory = directory();
    let role = Who::Role("administrator".to_owned());
    let nobody = Roster::Read(Vec::new());
    directory.roles.insert("administrator".to_owned(), nobody);
    let partners = |kind| {
        Who::Guests(Guests {
            kinds: vec![kind],
            tenants: ExternalTenants::All,
        })
    };
    let because = |who: &Who| {
        let mut policy = compliant();
        policy.conditions.users.exclude = vec![who.clone()];
        let proof = prove(&[policy, no_device_code()], &directory);
        assert!(access(&proof).is_empty());
        proof.unjudged.first().map(|one| one.because.clone())
    };
    for kind in [GuestKind::ServiceProvider, GuestKind::B2bDirectConnectUser] {
        let who = partners(kind);
        assert_eq!(because(&who), Some(vec![Doubt::Outsiders(who)]));
    }
    assert_eq!(because(&partners(GuestKind::InternalGuest)), None);
    assert_eq!(because(&role), Some(vec![Doubt::EligibleForRole(role)]));
}

/// A policy from before August 2020, and the one that blocks legacy authentication.
#[test]
fn old_clients_need_a_policy_that_means_them() {
    let mut old = compliant();
    let modern = [ClientType::Browser, ClientType::MobileAppsAndDesktopClients];
    old.conditions.client_types = modern.map(ClientCondition::Is).to_vec();
    let legacy = [ClientType::ExchangeActiveSync, ClientType::Other];
    let proof = prove(&[old.clone(), no_device_code()], &directory());
    assert_eq!(the_hole(&proof).clients, legacy);
    let mut block = everywhere("Block legacy authentication", Control::Block);
    block.conditions.client_types = legacy.map(ClientCondition::Is).to_vec();
    let proof = prove(&[old, no_device_code(), block], &directory());
    assert!(access(&proof).is_empty());
}

/// Two policies, each with an exception that looks covered by the other, and an office that lies in
/// the country.
#[test]
fn an_address_in_two_places_slips_through_two_exceptions() {
    let mut directory = directory();
    for (id, trusted) in [("germany", false), ("office", true)] {
        directory.locations.push(NamedLocation {
            id: id.to_owned(),
            trusted: Some(trusted),
        });
    }
    let except = |place: Place| {
        let mut policy = everywhere("Block", Control::Block);
        policy.conditions.locations = Some(Locations {
            include: vec![Place::All],
            exclude: vec![place],
        });
        policy
    };
    let policies = [
        except(Place::Named("germany".to_owned())),
        except(Place::AllTrusted),
    ];
    assert!(access(&prove(&policies, &directory)).is_empty());
    let both = vec!["office".to_owned(), "germany".to_owned()];
    directory.overlaps.push(both);
    let proof = prove(&policies, &directory);
    let hole = access(&proof)[0];
    let region = Region::In(vec!["germany".to_owned(), "office".to_owned()]);
    assert_eq!(hole.regions.len(), 1);
    assert_eq!(proof.regions[hole.regions[0]], region);
}

#[test]
fn what_cannot_be_judged_protects_nobody_and_is_named() {
    let mut policy = compliant();
    policy.conditions.users.exclude = vec![Who::Group("secret".to_owned())];
    let proof = prove(&[policy, no_device_code()], &directory());
    assert_eq!(the_hole(&proof).count, 4);
    let secret = Who::Group("secret".to_owned());
    assert_eq!(proof.unjudged.len(), 1);
    assert_eq!(proof.unjudged[0].because, [Doubt::Members(secret.clone())]);
    let users = Obstacle::Users {
        excluded: vec![(secret, 0)],
        not_included: 0,
    };
    assert_eq!(the_hole(&proof).nearest[0].obstacles, [users]);
}

/// A list of users that was not read is not an empty tenant.
#[test]
fn whoever_is_not_listed_is_a_class() {
    let proof = prove(&[], &Directory::default());
    assert_eq!(proof.classes.len(), 1);
    assert_eq!(
        (proof.classes[0].count, proof.classes[0].witness),
        (0, None)
    );
    assert_eq!(access(&proof).len(), 2);
    // The published policy covers them too, unless somebody is excluded.
    let proof = prove(&[compliant(), no_device_code()], &Directory::default());
    assert!(access(&proof).is_empty());
}

/// Users in rows and columns. Each app leaves out a row, each place a column, so that every pair is
/// a hole for one user: more than anybody would read. The list ends, and says so.
#[test]
fn a_list_that_ends_early_says_so() {
    let holes = |side: u32| {
        let mut directory = directory();
        directory.users = (0..side * side)
            .map(|number| User {
                id: number.to_string(),
                name: number.to_string(),
                standing: Standing::Member,
            })
            .collect();
        let mut policies = Vec::new();
        for number in 0..side {
            let row = (0..side).map(|other| number * side + other).collect();
            let column = (0..side).map(|other| other * side + number).collect();
            for (kind, members) in [("row", row), ("column", column)] {
                let id = format!("{kind}-{number}");
                let mut policy = compliant();
                policy.conditions.users.exclude = vec![Who::Group(id.clone())];
                if kind == "row" {
                    policy.conditions.applications.include = vec![Target::App(id.clone())];
                } else {
                    policy.conditions.locations = Some(Locations {
                        include: vec![Place::Named(id.clone())],
                        exclude: Vec::new(),
                    });
                }
                directory.groups.insert(id, Roster::Read(members));
                policies.push(policy);
            }
        }
        let proof = prove(&policies, &directory);
        (proof.complete, proof.holes.len())
    };
    let (complete, few) = holes(5);
    assert!(complete && (25..1_000).contains(&few), "{few}");
    assert_eq!(holes(33), (false, 1_000));
}
