//! How a vendor's host is spoken to: with which certificates, how patiently, past which proxy.
//! Redirections are not followed.

use super::failure::CollectError;
use crate::told::told;
use reqwest::Certificate;
use reqwest::blocking::{Client, ClientBuilder};
use reqwest::redirect::Policy;
use std::time::Duration;

const CONNECT_SECONDS: u64 = 15;
const ANSWER_SECONDS: u64 = 120;

/// A client to be; `here` says that the service is on this machine, where no proxy stands between.
/// Certificates of `authorities` (PEM) are trusted beside those that the machine trusts.
pub fn client(here: bool, authorities: Option<&str>) -> Result<ClientBuilder, CollectError> {
    let mut builder = Client::builder()
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(CONNECT_SECONDS))
        .timeout(Duration::from_secs(ANSWER_SECONDS))
        .user_agent(concat!("firstcontact/", env!("CARGO_PKG_VERSION")));
    if here {
        builder = builder.no_proxy();
    }
    if let Some(pem) = authorities {
        let certificates = Certificate::from_pem_bundle(pem.as_bytes());
        let certificates = certificates.ok().filter(|all| !all.is_empty());
        let certificates =
            certificates.ok_or_else(|| CollectError::sign_in("authorities-empty"))?;
        builder = builder.tls_certs_merge(certificates);
    }
    Ok(builder)
}

/// The client of a builder.
pub fn built(builder: ClientBuilder) -> Result<Client, CollectError> {
    let built = builder.build();
    built.map_err(|why| CollectError::SignIn(told("no-wire").with("why", innermost(&why))))
}

/// The cause of the causes: the outer ones repeat the address.
pub fn innermost(error: &dyn std::error::Error) -> String {
    let mut inner = error;
    while let Some(next) = inner.source() {
        inner = next;
    }
    inner.to_string()
}
