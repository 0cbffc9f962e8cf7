//! From the rows of a snapshot to policies and what they point at. What was not read is said so.

use super::directory::{App, Directory, MFA_TRUSTED_IPS, NamedLocation, Roster, Standing, User};
use super::named::Named;
use super::names::{Called, Names};
use super::overlaps::{Overlaps, meant_places};
use super::policy::Policy;
use crate::snapshot::{
    EXCHANGE_ONLINE_APP, Guid, INTUNE_APP, INTUNE_ENROLLMENT_APP, NamedLocation as LocationRow,
    ReadState, Snapshot, Source,
};
use std::collections::{BTreeMap, BTreeSet};

/// Policies as they were read, and whom and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Stated {
    /// The policies, by name; each once.
    pub policies: Vec<Policy>,
    /// What they point at.
    pub directory: Directory,
    /// What people call the named locations, by id.
    pub places: BTreeMap<String, String>,
    /// What people call groups and roles.
    pub names: Names,
    /// How much of the policies was read. `NotRead` is not the same as a tenant without policies.
    pub read: ReadState,
}

/// Reads a snapshot's Conditional Access.
pub fn resolve(snapshot: &Snapshot) -> Stated {
    resolve_among(People::of(snapshot))
}

/// The same, of a snapshot whose people were looked up already.
pub fn resolve_among(people: People<'_>) -> Stated {
    let snapshot = people.snapshot;
    let policies = policies(snapshot);
    let named = Named::by(policies.iter());
    let groups = named.groups.into_iter().map(|id| {
        let members = people.group(&id);
        (id, members)
    });
    let groups = groups.collect();
    let roles = named.roles.into_iter().map(|id| {
        let holders = people.role(&id);
        (id, holders)
    });
    let roles = roles.collect();
    let overlaps = Overlaps::of(&policies, snapshot);
    let no_people = people.users.is_empty();
    let directory = Directory {
        users: people.users,
        // A tenant has one account at least: a list without any is not all of them.
        users_complete: people.complete && !no_people,
        groups,
        roles,
        locations: locations(&policies, snapshot),
        locations_complete: snapshot.reads.is_complete(Source::NamedLocations),
        overlaps: overlaps.sets,
        overlaps_cut: overlaps.cut,
        apps: apps(&policies),
    };
    let places = snapshot.named_locations.iter();
    let places = places.map(|row| {
        (
            id_of(row, snapshot),
            snapshot.words.text(row.name).to_owned(),
        )
    });
    Stated {
        places: places.collect(),
        names: people.names,
        policies,
        directory,
        read: snapshot.reads.of(Source::AccessPolicies),
    }
}

/// The policies by name. One that was read twice is one; those without an id are never the same.
fn policies(snapshot: &Snapshot) -> Vec<Policy> {
    let rows = snapshot.access_policies.iter().map(|row| &row.whole);
    let (nameless, known): (Vec<&Policy>, Vec<&Policy>) = rows.partition(|it| it.id.is_empty());
    let by_id: BTreeMap<&str, &Policy> = known.into_iter().map(|it| (it.id.as_str(), it)).collect();
    let all = by_id.into_values().chain(nameless);
    let mut policies: Vec<Policy> = all.cloned().collect();
    policies.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    policies
}

/// Accounts that can sign in, and who is in what.
pub struct People<'s> {
    /// The accounts, by id.
    pub users: Vec<User>,
    /// Whether these are all.
    pub complete: bool,
    /// What people call groups and roles.
    pub names: Names,
    snapshot: &'s Snapshot,
    places: BTreeMap<Guid, u32>,
    /// Accounts that cannot sign in.
    disabled: BTreeSet<Guid>,
    /// The members of each group that was read whole, by its id.
    groups: BTreeMap<&'s str, Vec<Guid>>,
}

impl<'s> People<'s> {
    /// Everybody who is named in a snapshot's directory. Where not all accounts were read, members
    /// of groups and of roles are people of whom nothing but the id is known.
    pub fn of(snapshot: &'s Snapshot) -> Self {
        let complete = snapshot.reads.is_complete(Source::Accounts);
        let whole = snapshot.reads.whole(Source::Memberships);
        let mut groups: BTreeMap<&str, Vec<Guid>> = whole.map(|id| (id, Vec::new())).collect();
        for row in snapshot.memberships.iter().filter(|row| !row.is_device) {
            if let Some(members) = groups.get_mut(snapshot.words.text(row.group)) {
                members.push(row.member);
            }
        }
        let mut users: BTreeMap<Guid, User> = BTreeMap::new();
        let mut disabled = BTreeSet::new();
        for account in snapshot.accounts.iter() {
            if account.enabled == Some(false) {
                disabled.insert(account.id);
                continue;
            }
            let name = snapshot.words.text(account.name).to_owned();
            let user = person(account.id, name, account.standing.clone());
            users.insert(account.id, user);
        }
        if !complete {
            for member in groups
                .values()
                .flatten()
                .filter(|id| !disabled.contains(id))
            {
                let unknown = || person(*member, member.to_string(), Standing::Unread);
                users.entry(*member).or_insert_with(unknown);
            }
        }
        let places = (0_u32..).zip(users.keys()).map(|(place, id)| (*id, place));
        Self {
            places: places.collect(),
            users: users.into_values().collect(),
            complete,
            names: Names::of(snapshot),
            snapshot,
            disabled,
            groups,
        }
    }

    /// Who is in a group; its id in lower case.
    pub fn group(&self, id: &str) -> Roster {
        match self.groups.get(id) {
            // Whatever is gone has no members.
            None if self.names.group(id) == Called::Gone => Roster::Read(Vec::new()),
            None => Roster::Unread,
            Some(members) => {
                let places = members.iter().filter_map(|id| self.places.get(id).copied());
                let places: BTreeSet<u32> = places.collect();
                Roster::Read(places.into_iter().collect())
            }
        }
    }

    /// Who has a role: accounts, and members of groups that have it.
    fn role(&self, id: &str) -> Roster {
        if !self.snapshot.reads.is_complete(Source::RoleAssignments) {
            return Roster::Unread;
        }
        let words = &self.snapshot.words;
        let rows = self.snapshot.role_assignments.iter();
        let mut holders = BTreeSet::new();
        for row in rows.filter(|row| words.text(row.role) == id) {
            if let Some(place) = self.places.get(&row.principal) {
                holders.insert(*place);
                continue;
            }
            let is_group = row.is_group;
            match self.group(&row.principal.to_string()) {
                Roster::Read(members) => holders.extend(members),
                // What is no account that can sign in and no group is a program.
                Roster::Unread if is_group == Some(false) && self.complete => {}
                Roster::Unread if self.disabled.contains(&row.principal) => {}
                Roster::Unread => return Roster::Unread,
            }
        }
        Roster::Read(holders.into_iter().collect())
    }
}

fn person(id: Guid, name: String, standing: Standing) -> User {
    User {
        id: id.to_string(),
        name,
        standing,
    }
}

/// The named locations, and the trusted addresses that are in no list, where a policy means them.
fn locations(policies: &[Policy], snapshot: &Snapshot) -> Vec<NamedLocation> {
    let rows = snapshot.named_locations.iter();
    let mut all: Vec<NamedLocation> = rows.map(|row| location(row, snapshot)).collect();
    let meant = meant_places(policies);
    let named = || meant.contains(&Some(MFA_TRUSTED_IPS.to_owned()));
    if meant.contains(&None) || named() {
        all.push(NamedLocation {
            id: MFA_TRUSTED_IPS.to_owned(),
            trusted: Some(true),
        });
    }
    all
}

/// A country is never trusted; trust is a mark of addresses.
fn location(row: &LocationRow, snapshot: &Snapshot) -> NamedLocation {
    let trusted = if row.is_country() {
        Some(false)
    } else {
        row.trusted
    };
    NamedLocation {
        id: id_of(row, snapshot),
        trusted,
    }
}

pub(super) fn id_of(row: &LocationRow, snapshot: &Snapshot) -> String {
    snapshot.words.text(row.id).to_ascii_lowercase()
}

/// Apps of which it is published whether they belong to the suites: app id, Office 365, admin
/// portals. Exchange Online, SharePoint Online and Teams are the suite's core; enrollment is in
/// neither [E-O365].
const APPS: [(&str, Option<bool>, Option<bool>); 5] = [
    (EXCHANGE_ONLINE_APP, Some(true), Some(false)),
    (
        "00000003-0000-0ff1-ce00-000000000000",
        Some(true),
        Some(false),
    ),
    (
        "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe",
        Some(true),
        Some(false),
    ),
    (INTUNE_APP, Some(false), None),
    (INTUNE_ENROLLMENT_APP, Some(false), Some(false)),
];

/// The enrollment app, whoever names it or not, and the known ones among those that are named.
fn apps(policies: &[Policy]) -> Vec<App> {
    use super::policy::Target;
    let applications = policies.iter().map(|it| &it.conditions.applications);
    let targets = applications.flat_map(|it| it.include.iter().chain(&it.exclude));
    let named: BTreeSet<&Target> = targets.collect();
    let is_named = |id: &str| named.contains(&Target::App(id.to_owned()));
    let known = APPS
        .iter()
        .filter(|(id, ..)| *id == INTUNE_ENROLLMENT_APP || is_named(id));
    known
        .map(|(id, office_365, admin_portals)| App {
            id: (*id).to_owned(),
            office_365: *office_365,
            admin_portals: *admin_portals,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{MFA_TRUSTED_IPS, resolve};
    use crate::access::directory::Roster;
    use crate::access::policy::{Locations, Place, Policy, Who};
    use crate::moment::Moment;
    use crate::snapshot::{
        AccessPolicy, Account, Guid, Membership, ReadState, RoleAssignment, Snapshot, Source,
        Tenant,
    };
    use crate::words::Interner;

    fn id(number: u8) -> Guid {
        Guid::parse(&format!("{number:032}"))
    }

    fn asks(who: Vec<Who>) -> AccessPolicy {
        let mut whole = Policy::default();
        whole.conditions.users.include = who;
        AccessPolicy {
            whole,
            ..AccessPolicy::default()
        }
    }

    fn snapshot() -> Snapshot {
        Snapshot::empty(Moment::from_unix(1_795_000_000).unwrap(), Tenant::default())
    }

    #[test]
    fn what_nobody_read_stays_unread() {
        let mut all = snapshot();
        let who = vec![Who::Group("g".into()), Who::Role("r".into())];
        all.access_policies.extend(vec![asks(who)]);
        let stated = resolve(&all);
        assert_eq!(stated.read, ReadState::NotRead);
        assert_eq!(stated.directory.groups["g"], Roster::Unread);
        assert_eq!(stated.directory.roles["r"], Roster::Unread);
        assert!(!stated.directory.users_complete && !stated.directory.locations_complete);
    }

    #[test]
    fn a_list_without_any_account_is_not_all_of_them() {
        let mut all = snapshot();
        all.reads.note_read(Source::Accounts);
        assert!(!resolve(&all).directory.users_complete);
        all.accounts.extend(vec![Account::default()]);
        assert!(resolve(&all).directory.users_complete);
    }

    #[test]
    fn a_role_has_the_members_of_its_groups() {
        let mut all = snapshot();
        let words = Interner::new(1);
        let (group, role) = (words.intern(&id(9).to_string()), words.intern("r"));
        let account = |number, enabled| Account {
            id: id(number),
            enabled,
            ..Account::default()
        };
        let accounts = vec![
            account(3, None),
            account(1, Some(true)),
            account(2, Some(false)),
        ];
        all.accounts.extend(accounts);
        let member = |number| Membership {
            group,
            member: id(number),
            is_device: false,
        };
        all.memberships
            .extend(vec![member(1), member(2), member(1)]);
        let assigned = |number, is_group| RoleAssignment {
            role,
            principal: id(number),
            is_group,
        };
        let roles = vec![
            assigned(9, Some(true)),
            assigned(3, Some(false)),
            assigned(8, Some(false)),
        ];
        all.role_assignments.extend(roles);
        all.words = words.freeze();
        all.access_policies
            .extend(vec![asks(vec![Who::Role("r".into())])]);
        for source in [Source::Accounts, Source::RoleAssignments] {
            all.reads.set(source, ReadState::Complete);
        }
        assert_eq!(
            resolve(&all).directory.roles["r"],
            Roster::Unread,
            "the group"
        );
        all.reads.note_whole(Source::Memberships, id(9).to_string());
        let stated = resolve(&all);
        assert_eq!(
            stated.directory.users.len(),
            2,
            "who cannot sign in is nobody"
        );
        assert_eq!(stated.directory.roles["r"], Roster::Read(vec![0, 1]));
        all.reads.set(Source::Accounts, ReadState::Partial);
        assert_eq!(
            resolve(&all).directory.roles["r"],
            Roster::Unread,
            "8 may be anybody"
        );
    }

    #[test]
    fn policies_without_an_id_are_not_one() {
        let mut all = snapshot();
        let mut rows = ["", "", "p", "p"].map(|id| {
            let mut row = asks(Vec::new());
            row.whole.id = id.to_owned();
            row
        });
        rows[1].whole.name = "Another".to_owned();
        all.access_policies.extend(rows.to_vec());
        let policies = resolve(&all).policies;
        let found: Vec<(&str, &str)> = policies
            .iter()
            .map(|it| (it.id.as_str(), it.name.as_str()))
            .collect();
        assert_eq!(found, [("", ""), ("p", ""), ("", "Another")]);
    }

    #[test]
    fn trusted_places_are_also_those_that_no_list_has() {
        let trusted = |place: Place| {
            let mut all = snapshot();
            all.reads.note_read(Source::NamedLocations);
            let mut policy = asks(Vec::new());
            policy.whole.conditions.locations = Some(Locations {
                include: vec![Place::All],
                exclude: vec![place],
            });
            all.access_policies.extend(vec![policy]);
            let places = resolve(&all).directory.locations;
            places.into_iter().map(|it| it.id).collect::<Vec<_>>()
        };
        assert_eq!(trusted(Place::AllTrusted), [MFA_TRUSTED_IPS]);
        assert_eq!(
            trusted(Place::Named(MFA_TRUSTED_IPS.into())),
            [MFA_TRUSTED_IPS]
        );
        assert_eq!(trusted(Place::Named("office".into())), [""; 0]);
    }
}
