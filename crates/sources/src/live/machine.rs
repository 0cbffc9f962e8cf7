//! What the machine is known as: a virtual machine asks an address that only its host answers, App
//! Service says in the environment whom to ask (microsoft.md §3.2).

use super::Surroundings;
use super::allowed::{Answer, Wire};
use super::failure::CollectError;
use super::ids::encoded;
use super::settings::{IdentityService, MicrosoftSettings};
use super::sign_in::{Ticket, good_until, insist};
use crate::told::told;
use enrollment::moment::Moment;
use reqwest::Url;
use secrecy::SecretString;
use serde::Deserialize;
use std::net::IpAddr;

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    /// Numbers come as texts here.
    #[serde(default)]
    expires_in: Number,
    #[serde(default)]
    expires_on: Number,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Number {
    #[default]
    Missing,
    Plain(i64),
    Text(String),
}

impl Number {
    fn value(&self) -> Option<i64> {
        match self {
            Self::Missing => None,
            Self::Plain(number) => Some(*number),
            Self::Text(text) => text.trim().parse().ok(),
        }
    }
}

#[derive(Deserialize, Default)]
struct Denied {
    #[serde(default)]
    error_description: String,
    #[serde(default)]
    message: String,
}

/// Asks for a token.
pub(super) fn sign_in(
    service: &IdentityService,
    it: &MicrosoftSettings,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<Ticket, CollectError> {
    let url = address(service, &it.graph.to_string())?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let no_header = SecretString::from("true");
    let (name, value) = match &service.header {
        Some(header) => ("x-identity-header", header),
        None => ("metadata", &no_header),
    };
    // Nobody but the machine's host may answer: no proxy, no other authority.
    let wire = Wire::open(true, None)?;
    // While a machine is young its identity is not there yet (404, 410).
    let answer = insist(&url, &host, around, &[404, 410], || {
        Ok(wire.vouch(url.clone(), name, value))
    });
    let answer = answer.map_err(|why| match why {
        CollectError::Unreachable { why, .. } => {
            let alone = told("machine-alone").with("host", &host);
            CollectError::SignIn(alone.with("why", why))
        }
        other => other,
    })?;
    granted(&answer, number, (around.now)()).ok_or_else(|| refused(&answer, service))
}

fn address(service: &IdentityService, graph: &str) -> Result<Url, CollectError> {
    let version = if service.header.is_some() {
        "2019-08-01"
    } else {
        "2018-02-01"
    };
    let mut text = format!(
        "{}?api-version={version}&resource={}",
        service.address,
        encoded(&format!("{graph}/"))
    );
    if let Some(client) = &service.client {
        text.push_str("&client_id=");
        text.push_str(&encoded(client));
    }
    let url = Url::parse(&text).ok().filter(is_near);
    url.ok_or_else(|| CollectError::SignIn(told("machine-far").with("address", &service.address)))
}

/// Whether only this machine or its host can answer.
fn is_near(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    match host.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_loopback(),
        Err(_) => host == "localhost",
    }
}

fn granted(answer: &Answer, number: u32, now: Moment) -> Option<Ticket> {
    let granted: Granted = serde_json::from_slice(&answer.body).ok()?;
    let left = granted.expires_in.value();
    let left = left.or_else(|| Some(granted.expires_on.value()? - now.unix()));
    (answer.status == 200).then(|| Ticket {
        token: SecretString::from(granted.access_token),
        number,
        good_until: good_until(now, left.unwrap_or(0)),
        refresh: None,
    })
}

fn refused(answer: &Answer, service: &IdentityService) -> CollectError {
    let denied: Denied = serde_json::from_slice(&answer.body).unwrap_or_default();
    let said = match denied.error_description.as_str() {
        "" => denied.message.as_str(),
        text => text,
    };
    let said: String = said.chars().take(160).collect();
    let next = match &service.client {
        Some(client) => told("machine-assign").with("client", client),
        None => told("machine-switch-on"),
    };
    let unknown = told("machine-unknown").with("status", answer.status.to_string());
    CollectError::SignIn(unknown.with("said", said).with("next", next))
}
