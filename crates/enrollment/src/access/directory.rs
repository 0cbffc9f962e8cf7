//! What policies point at: users, groups, roles, named locations and apps, as far as they were
//! read. What was not read is said so, and is never an empty list.

use super::policy::GuestKind;
use std::collections::BTreeMap;

/// Everything that policies point at.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Users who can sign in.
    pub users: Vec<User>,
    /// Whether these are all of them. If not, there is one class more: whoever is not listed.
    pub users_complete: bool,
    /// Groups by id. One that is missing here could not be resolved.
    pub groups: BTreeMap<String, Roster>,
    /// Directory roles by template id.
    pub roles: BTreeMap<String, Roster>,
    /// Named locations.
    pub locations: Vec<NamedLocation>,
    /// Whether these are all of them.
    pub locations_complete: bool,
    /// Sets of named locations (ids) in which one address can lie at once, such as a country and
    /// an office in it. Single ones need not be listed.
    pub overlaps: Vec<Vec<String>>,
    /// Whether there may be more such sets than are listed.
    pub overlaps_cut: bool,
    /// Apps of which more is known than their id.
    pub apps: Vec<App>,
}

/// A user.
#[derive(Clone, Debug)]
pub struct User {
    /// Object id.
    pub id: String,
    /// What people call them: the witness of a class.
    pub name: String,
    /// Member or guest.
    pub standing: Standing,
}

/// Whether a user is a guest.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Standing {
    /// A member of the tenant.
    Member,
    /// A guest or external user.
    Guest {
        /// Of which kind.
        kind: GuestKind,
        /// Their home tenant, if it is known.
        tenant: Option<String>,
    },
    /// Nobody looked.
    #[default]
    Unread,
}

/// Who is in a group or has a role, through nested groups too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Roster {
    /// Positions in [`Directory::users`].
    Read(Vec<u32>),
    /// It exists, but its members could not be read.
    Unread,
}

/// A named location.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedLocation {
    /// Its id.
    pub id: String,
    /// Whether it is marked as trusted; `None` where nobody looked.
    pub trusted: Option<bool>,
}

/// What Microsoft Graph calls the trusted addresses that are set in the multifactor authentication
/// service. They are in no list of named locations, and all trusted locations are these too.
pub const MFA_TRUSTED_IPS: &str = "00000000-0000-0000-0000-000000000000";

/// An app.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct App {
    /// Its (client) id.
    pub id: String,
    /// Whether `Office365` means it; `None` where nobody knows.
    pub office_365: Option<bool>,
    /// Whether `MicrosoftAdminPortals` means it.
    pub admin_portals: Option<bool>,
}
