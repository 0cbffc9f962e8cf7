//! Conditional Access: policies and named locations. Beside what stands in the way of enrollment
//! each tenant has one of four postures against devices that nobody manages.

use super::directory_files::{
    EMERGENCY_ACCOUNTS, EXCEPTIONS, FIELD, GLOBAL_ADMINISTRATOR, Group, INTUNE_ADMINISTRATOR,
};
use super::pen::Pen;
use crate::clock::{Time, YEAR};
use crate::random::scrambled;
use crate::world::{Episode, Named, Trouble, World};
use serde_json::{Value, json};

/// App id of *Microsoft Intune Enrollment* [microsoft.md §1.9].
pub(super) const ENROLLMENT: &str = "d4ebce55-015a-49b5-a083-c84d1797ae8c";

/// How a tenant keeps unmanaged devices out, beside Office 365, which each of them guards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Posture {
    /// Every app on every platform, device codes blocked. Accounts for an emergency alone get in.
    Tight,
    /// Office 365 and nothing else.
    OfficeOnly,
    /// Every app, but only where the device says that it is an iPhone; with exceptions.
    IosOnly,
    /// A compliant device *or* a second factor.
    OneOf,
}

impl Posture {
    /// The tenant's.
    pub(crate) fn of(world: &World) -> Self {
        match scrambled(world.seed) % 4 {
            0 => Self::Tight,
            1 => Self::OfficeOnly,
            2 => Self::IosOnly,
            _ => Self::OneOf,
        }
    }
}

/// Rows of `namedLocations`.
pub(super) fn locations(world: &World) -> Vec<Vec<u8>> {
    let address = |number, name: &str, range: &str, trusted: bool| {
        row(&json!({"@odata.type": "#microsoft.graph.ipNamedLocation",
            "id": location_id(world, number), "displayName": name, "isTrusted": trusted,
            "ipRanges": [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": range}]}))
    };
    let country = json!({"@odata.type": "#microsoft.graph.countryNamedLocation",
        "id": location_id(world, 3), "displayName": "Germany", "countriesAndRegions": ["DE"],
        "includeUnknownCountriesAndRegions": false, "countryLookupMethod": "clientIpAddress"});
    vec![
        address(1, "Headquarters", "203.0.113.0/24", true),
        address(2, "Branch", "198.51.100.0/24", false),
        row(&country),
    ]
}

fn location_id(world: &World, number: u64) -> String {
    world.guid(Named::Location, number).to_string()
}

fn row(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

/// A policy before it is written.
struct Draft {
    number: u64,
    name: &'static str,
    since: Time,
    state: &'static str,
    users: Value,
    applications: Value,
    /// Further conditions, by their names.
    more: Vec<(&'static str, Value)>,
    grant: Value,
}

impl Draft {
    fn new(world: &World, number: u64, name: &'static str, grant: Value) -> Self {
        Self {
            number,
            name,
            since: world.from - YEAR,
            state: "enabled",
            users: everybody(world, &[]),
            applications: apps(&["All"], &[]),
            more: Vec::new(),
            grant,
        }
    }

    fn with(mut self, name: &'static str, condition: Value) -> Self {
        self.more.push((name, condition));
        self
    }

    fn write(self, world: &World) -> Vec<u8> {
        let mut conditions = json!({"clientAppTypes": ["all"], "applications": self.applications,
            "users": self.users, "platforms": null, "locations": null, "devices": null});
        for (name, condition) in self.more {
            conditions[name] = condition;
        }
        let mut row = Vec::new();
        let mut pen = Pen::open(&mut row);
        pen.guid("id", world.guid(Named::Policy, self.number));
        pen.text("displayName", self.name);
        pen.time("createdDateTime", self.since);
        pen.time("modifiedDateTime", self.since);
        pen.text("state", self.state);
        pen.raw("conditions", &conditions.to_string());
        pen.raw("grantControls", &self.grant.to_string());
        pen.close();
        row
    }
}

/// Rows of `conditionalAccess/policies`.
pub(super) fn policies(world: &World) -> Vec<Vec<u8>> {
    let mut office = Draft::new(
        world,
        10,
        "Office 365 needs a compliant device",
        grant("OR", &["compliantDevice"]),
    );
    office.users = everybody(world, &[EMERGENCY_ACCOUNTS]);
    office.applications = apps(&["Office365"], &[]);
    let mut drafts = vec![office];
    drafts.extend(in_the_way(world));
    drafts.extend(usual(world));
    drafts.extend(posture(world));
    drafts.into_iter().map(|draft| draft.write(world)).collect()
}

/// What stands in the way of enrollment while an episode lasts.
fn in_the_way(world: &World) -> Vec<Draft> {
    let terms = json!({"operator": "OR", "builtInControls": [],
        "termsOfUse": ["7d2c8a36-1111-4222-8333-444455556666"]});
    let strong = json!({"operator": "AND", "builtInControls": [], "termsOfUse": [],
        "authenticationStrength": {"id": "00000000-0000-0000-0000-000000000004",
            "displayName": "Phishing-resistant MFA"}});
    let all = [
        (
            Trouble::AccessBlocks,
            "Block everything unknown",
            ENROLLMENT,
            grant("OR", &["block"]),
        ),
        (
            Trouble::TermsOfUse,
            "Terms of use on every device",
            ENROLLMENT,
            terms,
        ),
        (
            Trouble::StrongMethod,
            "Phishing-resistant methods",
            "All",
            strong,
        ),
    ];
    let mut drafts = Vec::new();
    for (number, (trouble, name, app, grant)) in (11_u64..).zip(all) {
        let holding: Option<&Episode> = world.tenant.episodes.holding(trouble, world.looked_at);
        if let Some(episode) = holding {
            let mut draft = Draft::new(world, number, name, grant);
            draft.applications = apps(&[app], &[]);
            draft.since = episode.from;
            drafts.push(draft);
        }
    }
    drafts
}

/// What most tenants have.
fn usual(world: &World) -> Vec<Draft> {
    let block = || grant("OR", &["block"]);
    let old = Draft::new(world, 20, "Block old protocols", block())
        .with("clientAppTypes", json!(["exchangeActiveSync", "other"]));
    let mut guests = Draft::new(
        world,
        21,
        "Guests need a second factor",
        grant("OR", &["mfa"]),
    );
    guests.users = json!({"includeUsers": ["GuestsOrExternalUsers"], "excludeUsers": [],
        "includeGroups": [], "excludeGroups": [], "includeRoles": [], "excludeRoles": []});
    let mut admins = Draft::new(
        world,
        22,
        "Administrators need a compliant device",
        grant("AND", &["mfa", "compliantDevice"]),
    );
    admins.users = json!({"includeUsers": [], "excludeUsers": [], "includeGroups": [],
        "excludeGroups": [EMERGENCY_ACCOUNTS.id(world).to_string()],
        "includeRoles": [GLOBAL_ADMINISTRATOR, INTUNE_ADMINISTRATOR], "excludeRoles": []});
    let mut portals = Draft::new(world, 23, "Portals from headquarters only", block()).with(
        "locations",
        json!({"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}),
    );
    portals.applications = apps(&["MicrosoftAdminPortals"], &[]);
    portals.users = everybody(world, &[EMERGENCY_ACCOUNTS]);
    let mut field = Draft::new(
        world,
        26,
        "Whoever works outside needs a second factor to enroll",
        grant("OR", &["mfa"]),
    );
    field.users = json!({"includeUsers": [], "excludeUsers": [],
        "includeGroups": [FIELD.id(world).to_string()], "excludeGroups": [],
        "includeRoles": [], "excludeRoles": []});
    field.applications = apps(&[ENROLLMENT], &[]);
    vec![old, guests, admins, portals, field]
}

fn posture(world: &World) -> Vec<Draft> {
    let compliant = || grant("OR", &["compliantDevice"]);
    let named = |name, grant| Draft::new(world, 24, name, grant);
    let mut every = named("Every app needs a compliant device", compliant());
    every.users = everybody(world, &[EMERGENCY_ACCOUNTS]);
    match Posture::of(world) {
        Posture::Tight => {
            let codes = grant("OR", &["block"]);
            let mut codes = Draft::new(world, 25, "Block device codes", codes).with(
                "authenticationFlows",
                json!({"transferMethods": "deviceCodeFlow"}),
            );
            codes.users = everybody(world, &[EMERGENCY_ACCOUNTS]);
            vec![every, codes]
        }
        Posture::OfficeOnly => {
            every.state = "enabledForReportingButNotEnforced";
            vec![every]
        }
        Posture::IosOnly => {
            every.users = everybody(world, &[EMERGENCY_ACCOUNTS, EXCEPTIONS]);
            let ios = json!({"includePlatforms": ["iOS"], "excludePlatforms": []});
            vec![every.with("platforms", ios)]
        }
        Posture::OneOf => {
            let either = grant("OR", &["mfa", "compliantDevice"]);
            let mut either = named(
                "Every app needs a second factor or a compliant device",
                either,
            );
            either.applications = apps(&["All"], &[ENROLLMENT]);
            vec![either]
        }
    }
}

fn everybody(world: &World, excluded: &[Group]) -> Value {
    let excluded: Vec<String> = excluded.iter().map(|it| it.id(world).to_string()).collect();
    json!({"includeUsers": ["All"], "excludeUsers": [], "includeGroups": [],
        "excludeGroups": excluded, "includeRoles": [], "excludeRoles": []})
}

fn apps(included: &[&str], excluded: &[&str]) -> Value {
    json!({"includeApplications": included, "excludeApplications": excluded})
}

fn grant(operator: &str, controls: &[&str]) -> Value {
    json!({"operator": operator, "builtInControls": controls, "termsOfUse": []})
}
