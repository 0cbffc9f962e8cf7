//! Who may enter the service: the first link, further ones, keys of programs, the provider.

use super::credentials::secret_of;
use super::{Desk, NOTHING, Stop, TERMINAL, deliver};
use crate::clock;
use crate::config::serve::Provider as Settings;
use crate::store::{Account, ApiKey, Setting, Store, keep, kept};
use crate::web::access::{EVERYWHERE, ROLES, Role, role_name, scope_name};
use crate::web::provider::Provider;
use crate::web::{Manner, key as keys, link as links};
use clap::{Args, Subcommand, ValueEnum};
use enrollment::moment::Moment;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

/// The setting that says where the server is reached.
const ADDRESS: &str = "address";

/// Somebody who enters by a link.
#[derive(Debug, Args)]
pub(super) struct Link {
    /// Who enters: the name in the audit trail
    #[arg(long, value_name = "NAME", default_value = "administrator")]
    name: String,
    /// What they may do
    #[arg(long, value_enum, default_value_t = Named::Administrator)]
    role: Named,
    /// In which tenants; all if none is named
    #[arg(long, short, value_name = "NAME")]
    tenant: Vec<String>,
}

/// Roles as they are typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Named {
    Viewer,
    Operator,
    Approver,
    Administrator,
}

/// Scopes of keys as they are typed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Scope {
    /// Look
    Read,
    /// Also answer, note and collect
    Operate,
    /// Also approve
    Approve,
    /// Everything
    Administer,
}

/// What can be done about keys.
#[derive(Debug, Subcommand)]
pub(super) enum Key {
    /// Make a key; it is shown once
    New {
        /// What people call it
        name: String,
        /// What it may do
        #[arg(long, value_enum, default_value_t = Scope::Read)]
        scope: Scope,
        /// In which tenants; `*` for all, which `/metrics` takes
        #[arg(long, short, value_name = "NAME", required = true)]
        tenant: Vec<String>,
        /// Days after which it ends
        #[arg(long, value_name = "DAYS")]
        days: Option<u32>,
    },
    /// List keys
    List,
    /// Take a key back
    Revoke {
        /// Its name
        name: String,
    },
}

/// What lets people in.
pub(super) struct Door {
    /// The provider, if one is configured.
    pub(super) provider: Option<Provider>,
    /// What is printed at the start.
    pub(super) told: String,
}

/// The door of a service that begins: with a link if nobody ever entered.
pub(super) fn door(store: &dyn Store, manner: &Manner, desk: &Desk) -> Result<Door, Stop> {
    let settings = desk.config.serve.sign_in.as_ref();
    let provider = settings.map(|it| provider(it, manner)).transpose()?;
    let origin = manner.origin.as_str();
    let mut told = desk
        .language
        .with("serve-listening", &[("address", origin)]);
    told.push('\n');
    if links::is_new(store).map_err(Stop::because)? {
        let account = account("administrator", Role::Administrator, &[]);
        let address = address(store, account, origin)?;
        let text = desk
            .language
            .with("serve-first-link", &[("address", &address)]);
        let _ = writeln!(told, "{text}");
    }
    Ok(Door { provider, told })
}

/// Remembers where the server is reached: links that are made while it runs lead there.
pub(super) fn remember(store: &dyn Store, origin: &str) -> Result<(), Stop> {
    let setting = Setting {
        name: ADDRESS.to_owned(),
        value: origin.into(),
    };
    keep(store, None, &setting).map_err(Stop::because)
}

/// Where the server that was started last with this store is reached.
pub(super) fn served_at(store: &dyn Store) -> Result<Option<String>, Stop> {
    let setting = kept::<Setting>(store, None, ADDRESS).map_err(Stop::because)?;
    Ok(setting.and_then(|it| it.value.as_str().map(str::to_owned)))
}

/// Prints a link.
pub(super) fn link(link: &Link, store: &dyn Store, origin: &str, desk: &Desk) -> Result<u8, Stop> {
    let role = match link.role {
        Named::Viewer => Role::Viewer,
        Named::Operator => Role::Operator,
        Named::Approver => Role::Approver,
        Named::Administrator => Role::Administrator,
    };
    let account = account(&link.name, role, &link.tenant);
    let address = address(store, account, origin)?;
    let text = desk.language.with("serve-link", &[("address", &address)]);
    deliver(format!("{text}\n").as_bytes())?;
    Ok(NOTHING)
}

fn account(name: &str, role: Role, tenants: &[String]) -> Account {
    let roles = vec![role_name(role).to_owned()];
    let tenants = if tenants.is_empty() {
        vec![EVERYWHERE.to_owned()]
    } else {
        tenants.to_vec()
    };
    let roles = tenants.into_iter().map(|tenant| (tenant, roles.clone()));
    Account {
        id: format!("local:{name}"),
        name: name.to_owned(),
        roles: roles.collect::<BTreeMap<_, _>>(),
        made_at: clock::now(),
    }
}

fn address(store: &dyn Store, account: Account, origin: &str) -> Result<String, Stop> {
    let secret = links::make(store, account, clock::now()).map_err(Stop::because)?;
    Ok(format!("{origin}/sign-in?link={secret}"))
}

/// Makes, lists or revokes keys.
pub(super) fn key(key: &Key, store: &dyn Store, desk: &Desk) -> Result<u8, Stop> {
    match key {
        Key::New {
            name,
            scope,
            tenant,
            days,
        } => {
            let all = keys::all(store).map_err(Stop::because)?;
            if all.iter().any(|known| known.name == *name) {
                return Err(Stop(format!(
                    "there is a key {name:?} already; revoke it first, or take another name"
                )));
            }
            let now = clock::now();
            let role = match scope {
                Scope::Read => Role::Viewer,
                Scope::Operate => Role::Operator,
                Scope::Approve => Role::Approver,
                Scope::Administer => Role::Administrator,
            };
            let scopes = tenant.iter().map(|it| format!("{}:{it}", scope_name(role)));
            let made = ApiKey {
                key_hash: String::new(),
                name: name.clone(),
                scopes: scopes.collect(),
                by: TERMINAL.to_owned(),
                made_at: now,
                until: days.map(|days| now.plus(i64::from(days) * 86_400)),
            };
            let secret = keys::make(store, made).map_err(Stop::because)?;
            deliver(format!("{secret}\n").as_bytes())?;
            desk.terminal.hint(&desk.language.text("serve-key-once"));
        }
        Key::List => {
            let mut text = String::new();
            for key in keys::all(store).map_err(Stop::because)? {
                let until = key.until.map_or_else(String::new, Moment::date);
                let (name, scopes) = (&key.name, key.scopes.join(" "));
                let _ = writeln!(
                    text,
                    "{name:<24} {scopes:<40} {} {until}",
                    key.made_at.date()
                );
            }
            deliver(text.as_bytes())?;
        }
        Key::Revoke { name } => {
            let found = keys::revoke(store, name, TERMINAL, clock::now());
            if !found.map_err(Stop::because)? {
                return Err(Stop(format!(
                    "there is no key {name:?}; `firstcontact serve key list` lists them"
                )));
            }
        }
    }
    Ok(NOTHING)
}

fn provider(settings: &Settings, manner: &Manner) -> Result<Provider, Stop> {
    let issuer = settings.issuer.0.clone();
    let rest = issuer.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let here = name == "localhost" || name == "127.0.0.1";
    let by_tls = issuer.starts_with("https://");
    let is_here = here && issuer.starts_with("http://");
    if !by_tls && !is_here {
        return Err(Stop(format!(
            "the issuer {issuer} is not reached by TLS; write https://… in [serve.sign-in]"
        )));
    }
    let known = ROLES.map(role_name).join(", ");
    if settings.roles.is_empty() {
        return Err(Stop(format!(
            "[serve.sign-in] gives no group a role, so that nobody could enter; add \
             [serve.sign-in.roles.TENANT] with some of {known}"
        )));
    }
    let secret = secret_of(
        "serve.sign-in",
        settings.secret_env.as_ref(),
        settings.secret_file.as_ref(),
        settings.secret_command.as_ref(),
    )?;
    let authorities = settings.authority_file.as_ref().map(|path| {
        std::fs::read_to_string(path).map_err(|why| {
            let path = path.display();
            Stop(format!(
                "cannot read the authorities {path}: {why}; check authority-file"
            ))
        })
    });
    let groups = settings.groups_claim.as_ref();
    Ok(Provider {
        name: match name {
            "login.microsoftonline.com" => "Microsoft".to_owned(),
            _ => name.to_owned(),
        },
        client: settings.client_id.0.clone(),
        secret,
        redirect: format!("{}/sign-in/done", manner.origin),
        groups_claim: groups.map_or_else(|| "groups".to_owned(), |it| it.0.clone()),
        roles: settings.roles.clone(),
        authorities: authorities.transpose()?,
        known: Mutex::default(),
        issuer,
    })
}
