//! Small objects by key: accounts, sessions, keys, views, settings. Each has a type here and lies
//! in the store as JSON, so that a new kind of object needs no migration.

use super::{Store, StoreError, Tenant, when};
use enrollment::moment::Moment;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is named after its type below")]
pub enum Shelf {
    Accounts,
    Sessions,
    ApiKeys,
    Views,
    Settings,
    /// Objects of one feature alone, such as one-time links; their keys begin with its name.
    Other,
}

impl Shelf {
    /// Its name in the store.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Sessions => "sessions",
            Self::ApiKeys => "api_keys",
            Self::Views => "views",
            Self::Settings => "settings",
            Self::Other => "other",
        }
    }
}

/// Where an object lies.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The tenant it belongs to, or the installation.
    pub tenant: Option<Tenant>,
    /// What kind.
    pub shelf: Shelf,
    /// Its key.
    pub key: &'a str,
}

/// An object that can be kept.
pub trait Kept: Serialize + DeserializeOwned {
    /// Its shelf.
    const SHELF: Shelf;

    /// Its key: unique on its shelf within a tenant.
    fn key(&self) -> String;

    /// When it ends by itself.
    fn until(&self) -> Option<Moment> {
        None
    }
}

/// Keeps an object.
pub fn keep<T: Kept>(
    store: &dyn Store,
    tenant: Option<Tenant>,
    object: &T,
) -> Result<(), StoreError> {
    let body =
        serde_json::to_string(object).map_err(|error| StoreError::Refused(error.to_string()))?;
    let place = Place {
        tenant,
        shelf: T::SHELF,
        key: &object.key(),
    };
    store.put(&place, &body, object.until())
}

/// The object of a key.
pub fn kept<T: Kept>(
    store: &dyn Store,
    tenant: Option<Tenant>,
    key: &str,
) -> Result<Option<T>, StoreError> {
    let place = Place {
        tenant,
        shelf: T::SHELF,
        key,
    };
    store.get(&place)?.map(|body| read(&body)).transpose()
}

/// All objects of a type.
pub fn kept_all<T: Kept>(store: &dyn Store, tenant: Option<Tenant>) -> Result<Vec<T>, StoreError> {
    let bodies = store.list(tenant, T::SHELF)?;
    bodies.iter().map(|body| read(body)).collect()
}

/// Takes an object away.
pub fn take<T: Kept>(
    store: &dyn Store,
    tenant: Option<Tenant>,
    key: &str,
) -> Result<Option<T>, StoreError> {
    let place = Place {
        tenant,
        shelf: T::SHELF,
        key,
    };
    store.take(&place)?.map(|body| read(&body)).transpose()
}

fn read<T: Kept>(body: &str) -> Result<T, StoreError> {
    serde_json::from_str(body)
        .map_err(|error| StoreError::Damaged(format!("{}: {error}", T::SHELF.name())))
}

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Who: `local:<name>`, or `<issuer>|<subject>` of an identity provider.
    pub id: String,
    /// What people see.
    pub name: String,
    /// Roles by tenant: `viewer`, `operator`, `approver`, `administrator`.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Since when.
    #[serde(with = "when")]
    pub made_at: Moment,
}

impl Kept for Account {
    const SHELF: Shelf = Shelf::Accounts;

    fn key(&self) -> String {
        self.id.clone()
    }
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// A hash of the secret in the cookie; the secret itself is never kept.
    pub secret_hash: String,
    /// Whose.
    pub account: String,
    /// The secret that forms must carry.
    pub form_secret: String,
    /// Since when.
    #[serde(with = "when")]
    pub made_at: Moment,
    /// Last used.
    #[serde(with = "when")]
    pub used_at: Moment,
    /// Until when.
    #[serde(with = "when")]
    pub until: Moment,
}

impl Kept for Session {
    const SHELF: Shelf = Shelf::Sessions;

    fn key(&self) -> String {
        self.secret_hash.clone()
    }

    fn until(&self) -> Option<Moment> {
        Some(self.until)
    }
}

/// A program that may call the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// A hash of the key; the key itself is never kept.
    pub key_hash: String,
    /// What people call it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Who made it.
    pub by: String,
    /// Since when.
    #[serde(with = "when")]
    pub made_at: Moment,
    /// Until when, if it ends.
    #[serde(with = "when::maybe")]
    pub until: Option<Moment>,
}

impl Kept for ApiKey {
    const SHELF: Shelf = Shelf::ApiKeys;

    fn key(&self) -> String {
        self.key_hash.clone()
    }

    fn until(&self) -> Option<Moment> {
        self.until
    }
}

/// A query with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its name: unique within the tenant.
    pub name: String,
    /// What it asks.
    pub query: super::FleetQuery,
    /// Who saved it.
    pub by: String,
}

impl Kept for SavedView {
    const SHELF: Shelf = Shelf::Views;

    fn key(&self) -> String {
        self.name.clone()
    }
}

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: serde_json::Value,
}

impl Kept for Setting {
    const SHELF: Shelf = Shelf::Settings;

    fn key(&self) -> String {
        self.name.clone()
    }
}
