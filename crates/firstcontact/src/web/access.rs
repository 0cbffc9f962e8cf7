//! Who asks, and what they may do. Roles are per tenant; `*` stands for all of them.

pub use super::pages::Role;
use crate::store::{Account, ApiKey, Session};
use std::collections::BTreeMap;

/// All tenants, present and future.
pub const EVERYWHERE: &str = "*";

/// All roles, from the least.
pub const ROLES: [Role; 4] = [
    Role::Viewer,
    Role::Operator,
    Role::Approver,
    Role::Administrator,
];

/// A role's name in accounts and configuration.
pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Operator => "operator",
        Role::Approver => "approver",
        Role::Administrator => "administrator",
    }
}

/// The scope of an API key that lets a program do as much as the role.
pub const fn scope_name(role: Role) -> &'static str {
    match role {
        Role::Viewer => "read",
        Role::Operator => "operate",
        Role::Approver => "approve",
        Role::Administrator => "administer",
    }
}

/// Somebody who asks.
#[derive(Clone, Debug)]
pub struct Who {
    /// For the audit trail.
    pub id: String,
    /// For people.
    pub name: String,
    roles: BTreeMap<String, Vec<Role>>,
    /// The session, where a browser asks.
    pub session: Option<Session>,
}

impl Who {
    pub(super) fn of_session(account: &Account, session: Session) -> Self {
        let known =
            |names: &Vec<String>| names.iter().filter_map(|it| find(it, role_name)).collect();
        let roles = account.roles.iter();
        Self {
            id: account.id.clone(),
            name: account.name.clone(),
            roles: roles
                .map(|(tenant, names)| (tenant.clone(), known(names)))
                .collect(),
            session: Some(session),
        }
    }

    pub(super) fn of_key(key: &ApiKey) -> Self {
        let mut roles: BTreeMap<String, Vec<Role>> = BTreeMap::new();
        for scope in &key.scopes {
            let (scope, tenant) = scope.split_once(':').unwrap_or((scope, ""));
            if let Some(role) = find(scope, scope_name) {
                roles.entry(tenant.to_owned()).or_default().push(role);
            }
        }
        Self {
            id: format!("key:{}", key.name),
            name: key.name.clone(),
            roles,
            session: None,
        }
    }

    /// Whether they may do this in that tenant.
    pub fn may(&self, tenant: &str, role: Role) -> bool {
        self.roles_in(tenant).any(|held| held >= role)
    }

    /// The highest of their roles in a tenant.
    pub fn role(&self, tenant: &str) -> Option<Role> {
        self.roles_in(tenant).max()
    }

    fn roles_in(&self, tenant: &str) -> impl Iterator<Item = Role> + '_ {
        let places = [self.roles.get(tenant), self.roles.get(EVERYWHERE)];
        places.into_iter().flatten().flatten().copied()
    }
}

fn find(name: &str, names: fn(Role) -> &'static str) -> Option<Role> {
    ROLES.into_iter().find(|role| names(*role) == name)
}

#[cfg(test)]
mod tests {
    use super::{Role, Who};
    use crate::store::ApiKey;
    use enrollment::moment::Moment;

    #[test]
    fn a_scope_ends_at_its_tenant_and_an_unknown_one_is_none() {
        let key = ApiKey {
            key_hash: String::new(),
            name: "siem".to_owned(),
            scopes: vec!["read:contoso".to_owned(), "fly:*".to_owned()],
            by: String::new(),
            made_at: Moment::FIRST,
            until: None,
        };
        let who = Who::of_key(&key);
        assert!(who.may("contoso", Role::Viewer));
        assert!(!who.may("contoso", Role::Operator) && !who.may("fabrikam", Role::Viewer));
    }
}
