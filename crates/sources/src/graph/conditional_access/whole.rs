//! A policy, whole: Graph's words become the house's, and what is not known stays and is named.

use super::wire::{
    Applications, Conditions, ExternalTenants as TenantsWire, Filter as FilterWire, Flows,
    GrantControls, Guests as GuestsWire, Users as UsersWire, Wire,
};
use crate::json::{Desk, Noted, Texts};
use enrollment::access::policy::{
    self, ClientCondition, ClientType, Control, ExternalTenants, Filter, FilterMode, Grant,
    GuestKind, Guests, Operator, Place, Platform, PlatformCondition, Policy, Risk, State, Target,
    TransferMethod, UserAction, Who,
};

/// The policy. Values that could not be read are conditions that are not known: without them it
/// would look stronger or weaker than it is.
pub(super) fn policy(wire: &Wire<'_>, desk: &mut Desk<'_>) -> Policy {
    let mut unread = unread(desk);
    let conditions = wire.conditions.as_ref();
    let mut conditions = conditions.map_or_else(Default::default, |it| conditions_of(it, desk));
    let grant = wire.grant_controls.as_ref();
    conditions.unknown.append(&mut unread);
    let session = &wire.session_controls.0;
    Policy {
        id: lower(&wire.id, desk),
        name: desk.own(&wire.display_name),
        state: state(&wire.state, desk),
        conditions,
        grant: grant.map_or_else(Grant::default, |it| grant_of(it, desk)),
        session: session.iter().map(|name| desk.own(name)).collect(),
    }
}

/// Paths of this row's values that were left out because they could not be read.
fn unread(desk: &Desk<'_>) -> Vec<String> {
    let matters = |path: &&str| {
        let parts = ["conditions", "grantControls", "state"];
        path.is_empty() || parts.iter().any(|part| path.starts_with(part))
    };
    let mut paths: Vec<String> = desk.faulted().filter(matters).map(str::to_owned).collect();
    paths.sort();
    paths.dedup();
    paths
}

fn state(text: &str, desk: &mut Desk<'_>) -> State {
    match text {
        "enabled" => State::Enabled,
        "disabled" => State::Disabled,
        "enabledForReportingButNotEnforced" => State::ReportOnly,
        _ => State::Unknown(desk.own(text)),
    }
}

fn conditions_of(wire: &Noted<Conditions<'_>>, desk: &mut Desk<'_>) -> policy::Conditions {
    let it = &wire.known;
    let devices = it.devices.as_ref();
    let users = it.users.as_ref();
    let applications = it.applications.as_ref();
    policy::Conditions {
        users: users.map_or_else(Default::default, |it| users_of(&it.known, desk)),
        workload_identities: !it.client_applications.0.is_empty(),
        applications: applications
            .map_or_else(Default::default, |it| applications_of(&it.known, desk)),
        client_types: list(&it.client_app_types, desk, client),
        platforms: it.platforms.as_ref().map(|it| policy::Platforms {
            include: list(&it.known.include, desk, platform),
            exclude: list(&it.known.exclude, desk, platform),
        }),
        locations: it.locations.as_ref().map(|it| policy::Locations {
            include: list(&it.known.include, desk, place),
            exclude: list(&it.known.exclude, desk, place),
        }),
        device_filter: devices
            .and_then(|it| it.known.device_filter.as_ref())
            .map(|it| filter(it, desk)),
        sign_in_risk: list(&it.sign_in_risk_levels, desk, risk),
        user_risk: list(&it.user_risk_levels, desk, risk),
        service_principal_risk: list(&it.service_principal_risk_levels, desk, risk),
        insider_risk: list(&it.insider_risk_levels, desk, risk),
        transfer_methods: it
            .authentication_flows
            .as_ref()
            .map_or_else(Vec::new, |it| transfer_methods(&it.known, desk)),
        unknown: unknown(wire).iter().map(|name| desk.own(name)).collect(),
    }
}

/// Conditions that say something and are not known here, by their paths.
fn unknown(wire: &Noted<Conditions<'_>>) -> Vec<String> {
    fn names<T>(part: Option<&Noted<T>>) -> &[String] {
        part.map_or(&[], |it| &it.strange)
    }
    let it = &wire.known;
    let parts = [
        ("applications", names(it.applications.as_ref())),
        ("users", names(it.users.as_ref())),
        ("platforms", names(it.platforms.as_ref())),
        ("locations", names(it.locations.as_ref())),
        (
            "authenticationFlows",
            names(it.authentication_flows.as_ref()),
        ),
        ("devices", names(it.devices.as_ref())),
    ];
    let mut unknown = wire.strange.clone();
    for (part, names) in parts {
        unknown.extend(names.iter().map(|name| format!("{part}.{name}")));
    }
    if it
        .devices
        .as_ref()
        .is_some_and(|it| it.known.lists_devices())
    {
        unknown.push("devices.includeDevices".to_owned());
    }
    unknown
}

fn users_of(wire: &UsersWire<'_>, desk: &mut Desk<'_>) -> policy::Users {
    let side = |users: &Texts<'_>, groups: &Texts<'_>, roles: &Texts<'_>, desk: &mut Desk<'_>| {
        let users = users.0.iter().filter_map(|text| user(text, desk));
        let mut all: Vec<Who> = users.collect();
        all.extend(list(groups, desk, |text, desk| {
            Who::Group(lower(text, desk))
        }));
        all.extend(list(roles, desk, |text, desk| Who::Role(lower(text, desk))));
        all
    };
    let UsersWire {
        include_users,
        exclude_users,
        include_groups,
        exclude_groups,
        include_roles,
        exclude_roles,
        include_guests_or_external_users,
        exclude_guests_or_external_users,
    } = wire;
    let mut include = side(include_users, include_groups, include_roles, desk);
    let guests = include_guests_or_external_users.as_ref();
    include.extend(guests.map(|it| guests_of(it, desk)));
    let mut exclude = side(exclude_users, exclude_groups, exclude_roles, desk);
    let guests = exclude_guests_or_external_users.as_ref();
    exclude.extend(guests.map(|it| guests_of(it, desk)));
    policy::Users { include, exclude }
}

fn user(text: &str, desk: &mut Desk<'_>) -> Option<Who> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    Some(if is("None") {
        return None;
    } else if is("All") {
        Who::All
    } else if is("GuestsOrExternalUsers") {
        Who::Guests(Guests {
            kinds: GuestKind::ALL.to_vec(),
            tenants: ExternalTenants::All,
        })
    } else if enrollment::snapshot::Guid::parse(text).is_some() {
        Who::User(lower(text, desk))
    } else {
        Who::Unknown(desk.own(text))
    })
}

/// A kind that is not known leaves it open who is meant.
fn guests_of(wire: &GuestsWire<'_>, desk: &mut Desk<'_>) -> Who {
    let mut kinds = Vec::new();
    for word in flags(&wire.guest_or_external_user_types) {
        kinds.push(match word {
            "none" => continue,
            "internalGuest" => GuestKind::InternalGuest,
            "b2bCollaborationGuest" => GuestKind::B2bCollaborationGuest,
            "b2bCollaborationMember" => GuestKind::B2bCollaborationMember,
            "b2bDirectConnectUser" => GuestKind::B2bDirectConnectUser,
            "otherExternalUser" => GuestKind::OtherExternalUser,
            "serviceProvider" => GuestKind::ServiceProvider,
            _ => return Who::Unknown(desk.own(word)),
        });
    }
    let tenants = wire.external_tenants.as_ref();
    Who::Guests(Guests {
        kinds,
        tenants: tenants.map_or(ExternalTenants::All, |it| tenants_of(it, desk)),
    })
}

fn tenants_of(wire: &TenantsWire<'_>, desk: &mut Desk<'_>) -> ExternalTenants {
    match &*wire.membership_kind {
        "all" => ExternalTenants::All,
        "enumerated" => ExternalTenants::These(list(&wire.members, desk, lower)),
        _ => ExternalTenants::Unknown,
    }
}

fn applications_of(wire: &Applications<'_>, desk: &mut Desk<'_>) -> policy::Applications {
    let targets = |texts: &Texts<'_>, desk: &mut Desk<'_>| {
        let targets = texts.0.iter().filter_map(|text| target(text, desk));
        targets.collect()
    };
    let filter_wire = wire.application_filter.as_ref();
    policy::Applications {
        include: targets(&wire.include, desk),
        exclude: targets(&wire.exclude, desk),
        filter: filter_wire.map(|it| filter(it, desk)),
        user_actions: list(&wire.include_user_actions, desk, action),
        authentication_contexts: list(
            &wire.include_authentication_context_class_references,
            desk,
            |text, desk| desk.own(text),
        ),
    }
}

fn target(text: &str, desk: &mut Desk<'_>) -> Option<Target> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    Some(if is("None") {
        return None;
    } else if is("All") {
        Target::All
    } else if is("Office365") {
        Target::Office365
    } else if is("MicrosoftAdminPortals") {
        Target::AdminPortals
    } else {
        Target::App(lower(text, desk))
    })
}

fn action(text: &str, desk: &mut Desk<'_>) -> UserAction {
    match text {
        "urn:user:registersecurityinfo" => UserAction::RegisterSecurityInformation,
        "urn:user:registerdevice" => UserAction::RegisterOrJoinDevices,
        _ => UserAction::Unknown(desk.own(text)),
    }
}

fn filter(wire: &FilterWire<'_>, desk: &mut Desk<'_>) -> Filter {
    Filter {
        mode: match &*wire.mode {
            "include" => FilterMode::Include,
            "exclude" => FilterMode::Exclude,
            _ => FilterMode::Unknown,
        },
        rule: desk.own(&wire.rule),
    }
}

fn client(text: &str, desk: &mut Desk<'_>) -> ClientCondition {
    match text {
        "all" => ClientCondition::All,
        "browser" => ClientCondition::Is(ClientType::Browser),
        "mobileAppsAndDesktopClients" => {
            ClientCondition::Is(ClientType::MobileAppsAndDesktopClients)
        }
        "exchangeActiveSync" => ClientCondition::Is(ClientType::ExchangeActiveSync),
        "easSupported" => ClientCondition::EasSupported,
        "other" => ClientCondition::Is(ClientType::Other),
        _ => ClientCondition::Unknown(desk.own(text)),
    }
}

fn platform(text: &str, desk: &mut Desk<'_>) -> PlatformCondition {
    PlatformCondition::Is(match text {
        "all" => return PlatformCondition::All,
        "iOS" => Platform::Ios,
        "macOS" => Platform::MacOs,
        "android" => Platform::Android,
        "windows" => Platform::Windows,
        "windowsPhone" => Platform::WindowsPhone,
        "linux" => Platform::Linux,
        _ => return PlatformCondition::Unknown(desk.own(text)),
    })
}

fn place(text: &str, desk: &mut Desk<'_>) -> Place {
    if text.eq_ignore_ascii_case("All") {
        Place::All
    } else if text.eq_ignore_ascii_case("AllTrusted") {
        Place::AllTrusted
    } else {
        Place::Named(lower(text, desk))
    }
}

fn risk(text: &str, desk: &mut Desk<'_>) -> Risk {
    match text {
        "none" => Risk::None,
        "low" | "minor" => Risk::Low,
        "medium" | "moderate" => Risk::Medium,
        "high" | "elevated" => Risk::High,
        _ => Risk::Unknown(desk.own(text)),
    }
}

fn transfer_methods(wire: &Flows<'_>, desk: &mut Desk<'_>) -> Vec<TransferMethod> {
    let words = flags(&wire.transfer_methods).filter(|word| *word != "none");
    let methods = words.map(|word| match word {
        "deviceCodeFlow" => TransferMethod::DeviceCode,
        "authenticationTransfer" => TransferMethod::AuthenticationTransfer,
        _ => TransferMethod::Unknown(desk.own(word)),
    });
    methods.collect()
}

/// Members that are not known are controls that are not known. An operator that is not said means
/// something only between several controls.
fn grant_of(wire: &Noted<GrantControls<'_>>, desk: &mut Desk<'_>) -> Grant {
    let it = &wire.known;
    let mut controls = list(&it.built_in_controls, desk, control);
    let own = |text: &str, desk: &mut Desk<'_>| desk.own(text);
    let terms = list(&it.terms_of_use, desk, own);
    controls.extend(terms.into_iter().map(Control::TermsOfUse));
    let factors = list(&it.custom_authentication_factors, desk, own);
    controls.extend(factors.into_iter().map(Control::CustomFactor));
    if let Some(strength) = &it.authentication_strength {
        let name = match &*strength.display_name {
            "" => &strength.id,
            _ => &strength.display_name,
        };
        controls.push(Control::AuthenticationStrength(desk.own(name)));
    }
    let strange = wire
        .strange
        .iter()
        .map(|name| Control::Unknown(desk.own(name)));
    controls.extend(strange);
    let operator = match &*it.operator {
        "OR" => Operator::OneOf,
        "AND" => Operator::All,
        "" if controls.len() < 2 => Operator::All,
        _ => Operator::Unknown(desk.own(&it.operator)),
    };
    Grant { operator, controls }
}

fn control(text: &str, desk: &mut Desk<'_>) -> Control {
    match text {
        "block" => Control::Block,
        "mfa" => Control::Mfa,
        "compliantDevice" => Control::CompliantDevice,
        "domainJoinedDevice" => Control::DomainJoinedDevice,
        "approvedApplication" => Control::ApprovedApplication,
        "compliantApplication" => Control::CompliantApplication,
        "passwordChange" => Control::PasswordChange,
        "riskRemediation" => Control::RiskRemediation,
        _ => Control::Unknown(desk.own(text)),
    }
}

fn list<T>(
    texts: &Texts<'_>,
    desk: &mut Desk<'_>,
    read: impl Fn(&str, &mut Desk<'_>) -> T,
) -> Vec<T> {
    texts.0.iter().map(|text| read(text, desk)).collect()
}

fn lower(text: &str, desk: &mut Desk<'_>) -> String {
    desk.own(text).to_ascii_lowercase()
}

/// The words of an enumeration of flags.
fn flags(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{
        Control, ExternalTenants, GuestKind, Guests, Operator, Place, Policy, State, Target, Who,
    };
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::access::policy::{Platform, PlatformCondition, TransferMethod};
    use enrollment::snapshot::Source;

    fn policy(row: &str) -> Policy {
        let page = format!("{{\"value\":[{row}]}}");
        let snapshot = read(Source::AccessPolicies, "", &page);
        snapshot.access_policies[0].whole.clone()
    }

    #[test]
    fn everything_that_graph_says_is_kept() {
        let policy = policy(
            r#"{"id":"A1","displayName":"Guests","state":"enabledForReportingButNotEnforced",
            "conditions":{"users":{"includeUsers":["None"],"excludeUsers":[
                "0B5A7E1C-1111-4222-8333-444455556666"],"includeGroups":["G"],"excludeRoles":["R"],
                "includeGuestsOrExternalUsers":{"guestOrExternalUserTypes":
                "internalGuest,serviceProvider","externalTenants":{"membershipKind":"enumerated",
                "members":["T"]}}},
              "applications":{"includeApplications":["Office365","AB"],
                "excludeApplications":["MicrosoftAdminPortals"],"networkAccess":null},
              "platforms":{"includePlatforms":["all"],"excludePlatforms":["iOS","tvOS"]},
              "locations":{"includeLocations":["All"],"excludeLocations":["AllTrusted","L"]},
              "authenticationFlows":{"transferMethods":"deviceCodeFlow,authenticationTransfer"},
              "clientAppTypes":["all"],"clientApplications":null},
            "grantControls":{"operator":"OR","builtInControls":["mfa","faceScan"],
              "authenticationStrength@odata.context":"x","authenticationStrength":null},
            "sessionControls":{"persistentBrowser":{"mode":"never"},"signInFrequency":null}}"#,
        );
        let guests = Who::Guests(Guests {
            kinds: vec![GuestKind::InternalGuest, GuestKind::ServiceProvider],
            tenants: ExternalTenants::These(vec!["t".into()]),
        });
        let conditions = &policy.conditions;
        assert_eq!(policy.state, State::ReportOnly);
        assert_eq!(conditions.users.include, [Who::Group("g".into()), guests]);
        let user = "0b5a7e1c-1111-4222-8333-444455556666";
        let excluded = [Who::User(user.into()), Who::Role("r".into())];
        assert_eq!(conditions.users.exclude, excluded);
        let included = [Target::Office365, Target::App("ab".into())];
        assert_eq!(conditions.applications.include, included);
        assert_eq!(conditions.applications.exclude, [Target::AdminPortals]);
        let platforms = conditions.platforms.as_ref().unwrap();
        let ios = PlatformCondition::Is(Platform::Ios);
        let strange = PlatformCondition::Unknown("tvOS".into());
        assert_eq!(platforms.exclude, [ios, strange]);
        let places = &conditions.locations.as_ref().unwrap().exclude;
        assert_eq!(*places, [Place::AllTrusted, Place::Named("l".into())]);
        let methods = [
            TransferMethod::DeviceCode,
            TransferMethod::AuthenticationTransfer,
        ];
        assert_eq!(conditions.transfer_methods, methods);
        assert!(!conditions.workload_identities && conditions.unknown.is_empty());
        assert_eq!(policy.grant.operator, Operator::OneOf);
        let controls = [Control::Mfa, Control::Unknown("faceScan".into())];
        assert_eq!(policy.grant.controls, controls);
        assert_eq!(policy.session, ["persistentBrowser"]);
    }

    #[test]
    fn conditions_that_are_not_known_are_named() {
        let policy = policy(
            r#"{"state":"enabled","conditions":{"times":{"x":1},"deviceStates":null,
            "applications":{"networkAccess":{"a":1}},"devices":{"excludeDevices":["Compliant"]},
            "clientApplications":{"includeServicePrincipals":["S"]}},
            "grantControls":{"builtInControls":["block"],"frequency":2}}"#,
        );
        let unknown = [
            "times",
            "applications.networkAccess",
            "devices.includeDevices",
        ];
        assert_eq!(policy.conditions.unknown, unknown);
        assert!(policy.conditions.workload_identities);
        let controls = [Control::Block, Control::Unknown("frequency".into())];
        assert_eq!(policy.grant.controls, controls);
        assert_eq!(policy.grant.operator, Operator::Unknown(String::new()));
    }

    #[test]
    fn a_value_that_cannot_be_read_is_a_condition_that_is_not_known() {
        let page = r#"{"value":[{"id":"1","state":"enabled","conditions":{"users":
            {"includeUsers":["All"],"excludeGroups":{"id":"G"}},"platforms":7}},
            {"id":"2","state":"enabled","conditions":{"users":{"includeUsers":["All"]}}}]}"#;
        let snapshot = read(Source::AccessPolicies, "", page);
        let unknown = |number: usize| {
            let policy = &snapshot.access_policies[number].whole;
            policy.conditions.unknown.clone()
        };
        let paths = ["conditions.platforms", "conditions.users.excludeGroups"];
        assert_eq!(unknown(0), paths);
        assert!(unknown(1).is_empty());
        assert_eq!(gaps(&snapshot).len(), 2);
    }
}
