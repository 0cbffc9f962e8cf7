//! The words for what the proof names: people, apps, places, obstacles, changes, doubts.

use crate::app::access::AccessPicture;
use crate::i18n::Language;
use enrollment::access::Called;
use enrollment::access::directory::{MFA_TRUSTED_IPS, Roster, User};
use enrollment::access::policy::{ClientType, Place, Platform, PlatformCondition, Target, Who};
use enrollment::snapshot::{EXCHANGE_ONLINE_APP, INTUNE_APP, INTUNE_ENROLLMENT_APP};
use rules::prevention::access::change::Change;
use rules::prevention::access::doubt::Doubt;
use rules::prevention::access::obstacle::Obstacle;
use rules::prevention::access::world::{Device, Flow, Region, Resource};
use rules::prevention::access::{Fix, Hit, Hole};
use std::collections::BTreeSet;

/// People who are named one by one.
const NAMED: usize = 3;
/// Apps whose names are better known than their ids.
const APPS: [(&str, &str); 5] = [
    (INTUNE_ENROLLMENT_APP, "Microsoft Intune Enrollment"),
    (INTUNE_APP, "Microsoft Intune"),
    (EXCHANGE_ONLINE_APP, "Exchange Online"),
    ("00000003-0000-0ff1-ce00-000000000000", "SharePoint Online"),
    ("cc15fd57-2c6c-4117-a88c-83b1d56b4bbe", "Microsoft Teams"),
];

/// The words, in one language, for one tenant.
#[derive(Clone, Copy)]
pub(super) struct Words<'p> {
    pub(super) picture: &'p AccessPicture,
    pub(super) language: Language,
}

impl Words<'_> {
    pub(super) fn text(self, key: &str) -> String {
        self.language.text(&format!("access-{key}"))
    }

    pub(super) fn with(self, key: &str, values: &[(&str, &str)]) -> String {
        self.language.with(&format!("access-{key}"), values)
    }

    pub(super) fn count(self, key: &str, count: usize) -> String {
        self.language.count(&format!("access-{key}"), count)
    }

    /// A policy's name, or its id where it has none.
    pub(super) fn policy(self, place: usize) -> String {
        let policy = self.picture.stated.policies.get(place);
        policy.map_or_else(String::new, |it| {
            let name = if it.name.is_empty() { &it.id } else { &it.name };
            self.with("quoted", &[("name", name)])
        })
    }

    /// What closes a way in: a change of a policy, or a new one.
    pub(super) fn closing(self, policy: Option<usize>, change: &str) -> String {
        match policy {
            Some(policy) => self.with(
                "fix",
                &[("policy", self.policy(policy).as_str()), ("change", change)],
            ),
            None => self.with("fix-new", &[("change", change)]),
        }
    }

    /// Who can get in: everybody, or some with their names.
    pub(super) fn people(self, hole: &Hole) -> String {
        let all = self.picture.stated.directory.users.len();
        let unlisted = hole.users.iter().any(|class| {
            let class = self.picture.proof.classes.get(*class);
            class.is_some_and(|class| class.witness.is_none())
        });
        let everybody = hole.users.len() == self.picture.proof.classes.len();
        match (everybody, unlisted, hole.count) {
            (true, _, _) if all == 0 => self.text("anybody"),
            (true, _, _) => self.count("everybody", all),
            (false, true, 0) => self.text("unlisted"),
            (false, _, count) => {
                let mut text = format!("{} ({})", self.count("people", count), self.names(hole));
                if unlisted {
                    text += &self.text("and-unlisted");
                }
                text
            }
        }
    }

    fn names(self, hole: &Hole) -> String {
        let users = &self.picture.stated.directory.users;
        let of = self.picture.proof.class_of.iter().zip(users);
        let of = of.filter(|(class, _)| hole.users.contains(class));
        let shown: Vec<&User> = of.map(|(_, user)| user).take(NAMED).collect();
        let names: Vec<&str> = shown.iter().map(|user| user.name.as_str()).collect();
        let more = if hole.count > names.len() {
            ", …"
        } else {
            ""
        };
        let names = names.join(", ") + more;
        // Of whoever is in a group, and in no list of users, nothing but the id is known.
        if shown.iter().any(|user| user.name == user.id) {
            return self.with("names-unread", &[("names", &names)]);
        }
        names
    }

    pub(super) fn resources(self, places: &[usize]) -> String {
        let all = &self.picture.proof.resources;
        let is_app = |it: &&Resource| !is_action(it);
        let here: Vec<&Resource> = places.iter().filter_map(|it| all.get(*it)).collect();
        let apps = all.iter().filter(is_app).count();
        if here.iter().filter(|it| is_app(it)).count() == apps {
            return self.text("every-app");
        }
        let mut names: Vec<String> = here.into_iter().map(|it| self.resource(it)).collect();
        // What nobody names says most.
        names.reverse();
        names.join(", ")
    }

    fn resource(self, resource: &Resource) -> String {
        match resource {
            Resource::App(id) => app(id),
            Resource::OtherOffice365 => self.text("office"),
            Resource::OtherAdminPortals => self.text("portals"),
            Resource::AnyOtherApp => self.text("other-app"),
            Resource::RegisterSecurityInformation => self.text("register-factor"),
            Resource::RegisterOrJoinDevices => self.text("register-device"),
        }
    }

    pub(super) fn clients(self, clients: &[ClientType]) -> String {
        if clients.len() == ClientType::ALL.len() {
            return self.text("every-client");
        }
        let names = clients.iter().map(|it| self.text(client(*it)));
        names.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn platforms(self, platforms: &[Platform]) -> String {
        if platforms.len() == Platform::ALL.len() {
            return self.text("every-platform");
        }
        let names = platforms.iter().map(|it| self.platform(*it));
        names.collect::<Vec<_>>().join(", ")
    }

    fn platform(self, platform: Platform) -> String {
        match platform {
            Platform::Unrecognised => self.text("platform-unrecognised"),
            other => platform_name(other).to_owned(),
        }
    }

    pub(super) fn regions(self, places: &[usize]) -> String {
        let all = &self.picture.proof.regions;
        if places.len() == all.len() {
            return self.text("everywhere");
        }
        let mut names: Vec<String> = Vec::new();
        for region in places.iter().filter_map(|it| all.get(*it)) {
            let name = match region {
                Region::In(ids) => {
                    let whole = ids.iter().find(|id| self.is_whole(id, places));
                    let named = whole.map_or(ids.as_slice(), std::slice::from_ref);
                    let names: Vec<String> = named.iter().map(|id| self.region(id)).collect();
                    names.join(" + ")
                }
                Region::Elsewhere => self.text("elsewhere"),
                Region::Unlisted => self.text("unlisted-place"),
                Region::Several => self.text("several-places"),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        // What may not exist says least.
        let perhaps = self.text("trusted-ips-if-set");
        names.sort_by_key(|name| *name == perhaps);
        names.join(", ")
    }

    /// A named location that may not exist at all says so.
    fn region(self, id: &str) -> String {
        if id == MFA_TRUSTED_IPS {
            return self.text("trusted-ips-if-set");
        }
        self.named(id)
    }

    /// Whether all of a named location is among these regions: also where it overlaps others.
    fn is_whole(self, id: &str, places: &[usize]) -> bool {
        let regions = self.picture.proof.regions.iter().enumerate();
        let mut in_it = regions.filter(|(_, region)| match region {
            Region::In(ids) => ids.iter().any(|it| it == id),
            Region::Elsewhere | Region::Unlisted | Region::Several => false,
        });
        in_it.all(|(place, _)| places.contains(&place))
    }

    /// Which devices get in, where it is not every unmanaged one.
    pub(super) fn devices(self, devices: &[Device]) -> Option<String> {
        match devices {
            [Device::Registered] => Some(self.text("only-registered")),
            [Device::Unregistered] => Some(self.text("only-unregistered")),
            _ => None,
        }
    }

    pub(super) fn flows(self, flows: &[Flow]) -> String {
        if flows.len() == Flow::ALL.len() {
            return self.text("every-flow");
        }
        let names = flows.iter().map(|it| self.text(flow(*it)));
        names.collect::<Vec<_>>().join(", ")
    }

    /// Whom an entry of a policy means.
    pub(super) fn who(self, who: &Who) -> String {
        let directory = &self.picture.stated.directory;
        match who {
            Who::All => self.text("all-users"),
            Who::User(id) => {
                let user = directory.users.iter().find(|user| user.id == *id);
                let (key, name) = match user {
                    Some(user) if !user.name.is_empty() && user.name != *id => ("user", &user.name),
                    None if directory.users_complete => ("user-unlisted", id),
                    Some(_) | None => ("user-unread", id),
                };
                self.with(key, &[("name", name)])
            }
            Who::Group(id) => {
                let known = self.picture.stated.names.group(id);
                self.collective("group", id, known, directory.groups.get(id))
            }
            Who::Role(id) => {
                let known = self.picture.stated.names.role(id);
                self.collective("role", id, known, directory.roles.get(id))
            }
            Who::Guests(_) => self.text("guests"),
            Who::Unknown(word) => self.with("strange", &[("word", word)]),
        }
    }

    /// The ids of the groups that people call so.
    fn groups_called<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a String> {
        let stated = &self.picture.stated;
        let groups = stated.directory.groups.keys();
        groups.filter(move |id| stated.names.group(id) == Called::Name(name))
    }

    /// Those of these groups that have a name, with their ids.
    pub(super) fn groups(self, named: &BTreeSet<&str>) -> Vec<String> {
        let names = &self.picture.stated.names;
        let mut lines: Vec<String> = named
            .iter()
            .filter_map(|id| match names.group(id) {
                Called::Name(name) => Some(self.with("groups-one", &[("name", name), ("id", id)])),
                Called::Gone | Called::Unread => None,
            })
            .collect();
        lines.sort();
        lines
    }

    /// A group or a role, by its name if that is known; by its id where it is not, or is shared.
    fn collective(
        self,
        kind: &str,
        id: &str,
        known: Called<'_>,
        roster: Option<&Roster>,
    ) -> String {
        let members = match roster {
            Some(Roster::Read(members)) => self.count("people", members.len()),
            Some(Roster::Unread) | None => self.text("members-unread"),
        };
        let values = [("id", id), ("members", members.as_str())];
        match known {
            Called::Name(name) => {
                let key = if kind == "group" && self.groups_called(name).count() > 1 {
                    "group-alike".to_owned()
                } else {
                    format!("{kind}-named")
                };
                let values = [values[0], values[1], ("name", name)];
                self.with(&key, &values)
            }
            Called::Gone => self.with(&format!("{kind}-gone"), &values[..1]),
            Called::Unread => self.with(kind, &values),
        }
    }

    /// Why a policy does not close a hole: all of it, what it excludes and what it does not include.
    pub(super) fn obstacle(self, obstacle: &Obstacle) -> String {
        let key = format!("obstacle-{}", obstacle.name());
        let what = match obstacle {
            Obstacle::Users {
                excluded,
                not_included,
            } => return self.users_missed(excluded, *not_included),
            Obstacle::Resources {
                excluded,
                not_included,
            } => {
                let out = excluded.iter().map(|it| self.target(it));
                self.together(out, not_included, |it| self.resources(it))
            }
            Obstacle::Clients(clients) => self.clients(clients),
            Obstacle::Platforms {
                excluded,
                not_included,
            } => {
                let out = excluded.iter().map(|it| self.platform_condition(it));
                self.together(out, not_included, |it| self.platforms(it))
            }
            Obstacle::Locations {
                excluded,
                not_included,
            } => {
                let out = excluded.iter().map(|it| self.place(it));
                self.together(out, not_included, |it| self.regions(it))
            }
            Obstacle::UnknownConditions(names) => names.join(", "),
            Obstacle::NotEnforced
            | Obstacle::OneOf
            | Obstacle::NoDeviceControl
            | Obstacle::ControlsUnclear
            | Obstacle::Flows
            | Obstacle::DeviceCode
            | Obstacle::Risk
            | Obstacle::DeviceFilterMisses
            | Obstacle::DeviceFilterUnclear
            | Obstacle::DeviceFilterLeavesRegistered
            | Obstacle::DeviceFilterElsewhere => return self.text(&key),
        };
        self.with(&key, &[("what", &what)])
    }

    fn users_missed(self, excluded: &[(Who, usize)], not_included: usize) -> String {
        let out: Vec<String> = excluded.iter().map(|(who, _)| self.who(who)).collect();
        let mut why = Vec::new();
        if !out.is_empty() {
            why.push(self.with("obstacle-users-excluded", &[("who", &out.join(", "))]));
        }
        if out.is_empty() || not_included > 0 {
            why.push(self.text("obstacle-users-not-included"));
        }
        why.join("; ")
    }

    /// What is excluded and what is not included, in one list, each once.
    fn together<T>(
        self,
        excluded: impl Iterator<Item = String>,
        not_included: &[T],
        named: impl Fn(&[T]) -> String,
    ) -> String {
        let mut names: Vec<String> = excluded.collect();
        if !not_included.is_empty() {
            let rest = named(not_included);
            let rest = rest
                .split(", ")
                .filter(|one| !names.iter().any(|it| it == one));
            let rest: Vec<String> = rest.map(str::to_owned).collect();
            names.extend(rest);
        }
        names.join(", ")
    }

    /// What to change.
    pub(super) fn change(self, change: &Change) -> String {
        let key = format!("change-{}", change.name());
        let what = match change {
            Change::RemoveUserExclusion(who) | Change::ExcludeUsers(who) => self.who(who),
            Change::RemoveAppExclusion(target) | Change::IncludeApp(target) => self.target(target),
            Change::IncludeClients(clients) => self.clients(clients),
            Change::RemovePlatformExclusion(platform) | Change::IncludePlatform(platform) => {
                self.platform_condition(platform)
            }
            Change::RemoveLocationExclusion(place) => self.place(place),
            Change::RequireDeviceOnly { or_joined: true } => {
                return self.text("change-require-device-only-or-joined");
            }
            Change::RequireDeviceOnly { or_joined: false }
            | Change::TurnOn
            | Change::RequireCompliantDevice
            | Change::IncludeAllUsers
            | Change::IncludeAllLocations
            | Change::RemoveRiskConditions
            | Change::RemoveDeviceFilter
            | Change::NewCompliantDevicePolicy
            | Change::NewDeviceCodeBlock => return self.text(&key),
        };
        self.with(&key, &[("what", &what)])
    }

    /// What to see to before a change takes effect, so that nobody is locked out.
    pub(super) fn precautions(self, fix: &Fix) -> Vec<String> {
        let lifts = |it: &Change| matches!(it, Change::RemoveUserExclusion(_));
        let emergency = &self.picture.proof.emergency;
        let mut all = Vec::new();
        if fix.changes.iter().any(lifts) {
            all.push(self.text("keep-emergency"));
        }
        if !emergency.is_empty() {
            all.push(self.with("spare-presumed", &[("who", &self.all_of(emergency))]));
        } else if !fix.changes.iter().all(lifts) {
            all.push(self.text("spare-emergency"));
        }
        let new = fix.policy.is_none() || fix.changes.contains(&Change::TurnOn);
        all.push(self.text(if new { "start-reporting" } else { "try-copy" }));
        all
    }

    /// What to do where only accounts for an emergency get in.
    pub(super) fn only_emergency(self) -> String {
        let who = self.all_of(&self.picture.proof.emergency);
        self.with("only-emergency", &[("who", &who)])
    }

    fn all_of(self, entries: &[Who]) -> String {
        let names: Vec<String> = entries.iter().map(|who| self.who(who)).collect();
        names.join(", ")
    }

    /// Whom a change meets.
    pub(super) fn hit(self, hit: &[Hit]) -> String {
        let count = hit.iter().map(|one| one.count).sum();
        let unlisted = hit.iter().any(|one| {
            let class = self.picture.proof.classes.get(one.class);
            class.is_some_and(|class| class.witness.is_none())
        });
        match (unlisted, count) {
            (true, 0) => self.text("hit-unknown"),
            (true, _) => self.count("hit-at-least", count),
            (false, _) => self.count("hit", count),
        }
    }

    /// What is not known of a policy.
    pub(super) fn doubt(self, doubt: &Doubt) -> String {
        let (key, what) = match doubt {
            Doubt::State(word) => ("state", word.clone()),
            Doubt::Members(who) => ("members", self.who(who)),
            Doubt::UsersNotAllRead => ("users", String::new()),
            Doubt::Guests(who) => ("guests", self.who(who)),
            Doubt::Outsiders(who) => ("outsiders", self.who(who)),
            Doubt::EligibleForRole(who) => ("eligible", self.who(who)),
            Doubt::Suite(id) => ("suite", app(id)),
            Doubt::AppFilter => ("app-filter", String::new()),
            Doubt::UserAction(word) => ("user-action", word.clone()),
            Doubt::ClientType(word) if word.is_empty() => ("no-client-type", String::new()),
            Doubt::ClientType(word) => ("client-type", word.clone()),
            Doubt::Platform(word) => ("platform", word.clone()),
            Doubt::Trust(id) => ("trust", self.named(id)),
            Doubt::LocationsNotAllRead => ("locations", String::new()),
            Doubt::LocationsNotToldApart => ("overlaps", String::new()),
            Doubt::TrustedIps => ("trusted-ips", String::new()),
            Doubt::DeviceFilter => ("device-filter", String::new()),
            Doubt::RegisteredDeviceFilter => ("registered-device-filter", String::new()),
            Doubt::TransferMethod(word) => ("transfer-method", word.clone()),
            Doubt::Condition(word) => ("condition", word.clone()),
            Doubt::Control(word) => ("control", word.clone()),
            Doubt::Operator(word) => ("operator", word.clone()),
        };
        self.with(&format!("doubt-{key}"), &[("what", &what)])
    }

    /// A named location's name, or its id where it has none.
    fn named(self, id: &str) -> String {
        if id == MFA_TRUSTED_IPS {
            return self.text("trusted-ips");
        }
        let name = self.picture.stated.places.get(id);
        let name = name.filter(|name| !name.is_empty());
        name.map_or(id, String::as_str).to_owned()
    }

    fn target(self, target: &Target) -> String {
        match target {
            Target::All => self.text("every-app"),
            Target::Office365 => "Office 365".to_owned(),
            Target::AdminPortals => self.text("portals"),
            Target::App(id) => app(id),
        }
    }

    fn platform_condition(self, condition: &PlatformCondition) -> String {
        match condition {
            PlatformCondition::All => self.text("every-platform"),
            PlatformCondition::Is(platform) => self.platform(*platform),
            PlatformCondition::Unknown(word) => self.with("strange", &[("word", word)]),
        }
    }

    fn place(self, place: &Place) -> String {
        match place {
            Place::All => self.text("everywhere"),
            Place::AllTrusted => self.text("trusted"),
            Place::Named(id) => self.named(id),
        }
    }
}

/// An app by its name, or by its id.
fn app(id: &str) -> String {
    let known = APPS.iter().find(|(known, _)| *known == id);
    known.map_or(id, |(_, name)| name).to_owned()
}

/// Whether a resource is something that one registers and no app.
pub(super) fn is_action(resource: &Resource) -> bool {
    matches!(
        resource,
        Resource::RegisterSecurityInformation | Resource::RegisterOrJoinDevices
    )
}

/// The public word, which is the key of the text too.
pub(super) const fn client(client: ClientType) -> &'static str {
    match client {
        ClientType::Browser => "browser",
        ClientType::MobileAppsAndDesktopClients => "modern-client",
        ClientType::ExchangeActiveSync => "active-sync",
        ClientType::Other => "old-protocols",
    }
}

/// The public word, which is the key of the text too.
pub(super) const fn flow(flow: Flow) -> &'static str {
    match flow {
        Flow::Direct => "flow-direct",
        Flow::AuthenticationTransfer => "flow-transfer",
        Flow::DeviceCode => "flow-device-code",
    }
}

/// What the vendors call a platform.
pub(super) const fn platform_name(platform: Platform) -> &'static str {
    match platform {
        Platform::Ios => "iOS",
        Platform::MacOs => "macOS",
        Platform::Android => "Android",
        Platform::Windows => "Windows",
        Platform::WindowsPhone => "Windows Phone",
        Platform::Linux => "Linux",
        Platform::Unrecognised => "unrecognised",
    }
}
