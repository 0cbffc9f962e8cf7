//! The directory: people, guests, accounts for an emergency, and the groups and roles that
//! Conditional Access names.

use super::pen::Pen;
use super::people_files;
use crate::clock::DAY;
use crate::random::scrambled;
use crate::world::{AppsOwner, Guid, LEFT, Named, PEOPLE_MAX, PILOTS, World, names, user_name};

/// One guest for so many people, and two more.
const PEOPLE_PER_GUEST: u64 = 40;
/// Numbers of accounts that belong to nobody who holds a device lie beyond every device's.
const BEYOND: u64 = 1 << 40;
/// Accounts for an emergency.
const EMERGENCY: [u64; 2] = [BEYOND, BEYOND + 1];
/// The account that copies the directory from elsewhere.
const SYNC: u64 = BEYOND + 2;
/// The mailbox of the department.
const DEPARTMENT: u64 = BEYOND + 3;
/// An administrator whose account was deleted.
const FORMER: u64 = BEYOND + 4;
/// The first guest.
const GUEST: u64 = BEYOND + 100;

/// Template ids of roles [microsoft.md §1.9].
pub(crate) const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
pub(crate) const INTUNE_ADMINISTRATOR: &str = "3a2c62db-5318-420d-8d74-23affee5d9d5";

/// A group that a policy or restriction names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Group(u64);

/// Accounts for an emergency.
pub(crate) const EMERGENCY_ACCOUNTS: Group = Group(1);
/// Whoever was let off "for a while".
pub(crate) const EXCEPTIONS: Group = Group(2);
/// The first who try what is new.
pub(crate) const PILOT: Group = Group(3);
/// Whoever administers Intune; the group has the role.
pub(crate) const ADMINISTRATORS: Group = Group(4);
/// Whoever works outside.
pub(crate) const FIELD: Group = Group(5);
/// All of them.
pub(crate) const GROUPS: [Group; 5] =
    [EMERGENCY_ACCOUNTS, EXCEPTIONS, PILOT, ADMINISTRATORS, FIELD];

impl Group {
    /// Its id.
    pub(crate) fn id(self, world: &World) -> Guid {
        world.guid(Named::Group, self.0)
    }

    /// What people call it.
    const fn name(self) -> &'static str {
        match self {
            EMERGENCY_ACCOUNTS => "Emergency access",
            EXCEPTIONS => "Exceptions for a while",
            PILOT => "Pilot",
            FIELD => "Field",
            _ => "Intune administrators",
        }
    }

    /// Rows of `transitiveMembers`. A device is in one of them, as happens.
    pub(super) fn members(self, world: &World) -> Vec<Vec<u8>> {
        let mut rows: Vec<Vec<u8>> = self
            .numbers(world)
            .into_iter()
            .map(|number| object("user", world.guid(Named::User, number)))
            .collect();
        if self == PILOT {
            rows.push(object("device", world.guid(Named::Entra, 0)));
        }
        rows
    }

    fn numbers(self, world: &World) -> Vec<u64> {
        let people = people(world);
        match self {
            EMERGENCY_ACCOUNTS => EMERGENCY.to_vec(),
            EXCEPTIONS => {
                let let_off = |number: &u64| scrambled(world.seed ^ *number).is_multiple_of(16);
                people.filter(let_off).collect()
            }
            PILOT => people.take(PILOTS as usize).collect(),
            FIELD => people.filter(|number| world.is_in_field(*number)).collect(),
            _ => people.skip(3).take(2).collect(),
        }
    }
}

/// The numbers of the people who are in the directory.
pub(super) fn people(world: &World) -> std::ops::Range<u64> {
    0..world.population().min(PEOPLE_MAX)
}

/// Rows of `users`.
pub(super) fn accounts(world: &World) -> Vec<Vec<u8>> {
    let domain = world.domain();
    let home = |number: u64| {
        let name = user_name(number, &domain);
        account(world, number, &name, Kind::Person)
    };
    let guests = people(world).end / PEOPLE_PER_GUEST + 2;
    let mut rows: Vec<Vec<u8>> = people(world).map(home).collect();
    for (number, account_number) in EMERGENCY.into_iter().enumerate() {
        let name = format!("emergency{}@{domain}", number + 1);
        rows.push(account(world, account_number, &name, Kind::Member));
    }
    rows.push(account(
        world,
        SYNC,
        &format!("sync_directory@{domain}"),
        Kind::Member,
    ));
    let department = format!("it@{domain}");
    rows.push(account(world, DEPARTMENT, &department, Kind::Member));
    for guest in 0..guests {
        // The first guest never got an invitation: a contractor whom somebody typed in.
        let kind = if guest == 0 {
            Kind::Typed
        } else {
            Kind::Invited
        };
        let name = format!("guest{guest}_partner.example#EXT#@{domain}");
        rows.push(account(world, GUEST + guest, &name, kind));
    }
    rows
}

/// Rows of `deletedItems`: whoever owned the token for apps and books, where that account is gone.
/// An account that is deleted has its id before its name.
pub(super) fn deleted_accounts(world: &World) -> Vec<Vec<u8>> {
    if world.apps_owner() != AppsOwner::Deleted {
        return Vec::new();
    }
    let (id, address) = (world.guid(Named::User, FORMER), world.apps_owner_address());
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.guid("id", id);
    let plain = id.to_string().replace('-', "");
    pen.text("userPrincipalName", &format!("{plain}{address}"));
    pen.text("mail", &address);
    pen.time("deletedDateTime", world.looked_at - 10 * DAY);
    pen.close();
    vec![row]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Member,
    Invited,
    Typed,
}

fn account(world: &World, number: u64, name: &str, kind: Kind) -> Vec<u8> {
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.guid("id", world.guid(Named::User, number));
    pen.text("userPrincipalName", name);
    let member = matches!(kind, Kind::Person | Kind::Member);
    pen.text("userType", if member { "Member" } else { "Guest" });
    if kind == Kind::Invited {
        pen.text("creationType", "Invitation");
        pen.text("externalUserState", "Accepted");
    } else {
        pen.null("creationType");
        pen.null("externalUserState");
    }
    pen.flag("accountEnabled", number != LEFT);
    if kind == Kind::Person {
        let (first, last) = names(number);
        pen.text("mail", name);
        pen.text("givenName", &capitalised(first));
        pen.text("surname", &capitalised(last));
        let licences = people_files::licences(world, number);
        pen.raw("assignedLicenses", &licences);
    } else {
        let mail = number == DEPARTMENT;
        if mail {
            pen.text("mail", name);
        } else {
            pen.null("mail");
        }
        pen.null("givenName");
        pen.null("surname");
        pen.raw("assignedLicenses", "[]");
    }
    pen.close();
    row
}

/// Rows of `groups`.
pub(super) fn groups(world: &World) -> Vec<Vec<u8>> {
    let rows = GROUPS.into_iter();
    rows.map(|group| called(|pen| pen.guid("id", group.id(world)), group.name()))
        .collect()
}

/// Rows of `roleDefinitions`. A built-in role has its template's id.
pub(super) fn role_definitions() -> Vec<Vec<u8>> {
    let roles = [
        (GLOBAL_ADMINISTRATOR, "Global Administrator"),
        (INTUNE_ADMINISTRATOR, "Intune Administrator"),
        ("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"),
    ];
    let rows = roles.into_iter();
    rows.map(|(id, name)| called(|pen| pen.text("id", id), name))
        .collect()
}

fn called(id: impl FnOnce(&mut Pen<'_>), name: &str) -> Vec<u8> {
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    id(&mut pen);
    pen.text("displayName", name);
    pen.close();
    row
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

/// Rows of `roleAssignments`, each with its principal.
pub(super) fn role_assignments(world: &World) -> Vec<Vec<u8>> {
    let user = |number| ("user", world.guid(Named::User, number));
    let group = ("group", ADMINISTRATORS.id(world));
    let all = [
        (GLOBAL_ADMINISTRATOR, user(EMERGENCY[0]), "/"),
        (GLOBAL_ADMINISTRATOR, user(EMERGENCY[1]), "/"),
        (GLOBAL_ADMINISTRATOR, user(0), "/"),
        (INTUNE_ADMINISTRATOR, group, "/"),
        (INTUNE_ADMINISTRATOR, user(5), "/administrativeUnits/1"),
    ];
    let rows = all.into_iter().enumerate();
    rows.map(|(number, (role, (kind, principal), scope))| {
        let mut row = Vec::new();
        let mut pen = Pen::open(&mut row);
        pen.text("id", &format!("assignment{number}"));
        pen.text("roleDefinitionId", role);
        pen.guid("principalId", principal);
        pen.text("directoryScopeId", scope);
        pen.object("principal", |pen| {
            pen.text("@odata.type", &format!("#microsoft.graph.{kind}"));
            pen.guid("id", principal);
        });
        pen.close();
        row
    })
    .collect()
}

fn object(kind: &str, id: Guid) -> Vec<u8> {
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.text("@odata.type", &format!("#microsoft.graph.{kind}"));
    pen.guid("id", id);
    pen.close();
    row
}
