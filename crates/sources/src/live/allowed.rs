//! The only file that sends anything: reading, asking What-If, and signing in. Whoever wants to
//! know that a tenant cannot be changed from here reads this file. Redirections are not followed.

use super::client::{built, client, innermost};
use super::failure::CollectError;
use super::http_date;
use crate::told::told;
use enrollment::moment::Moment;
use reqwest::Url;
use reqwest::blocking::{Client, RequestBuilder};
use reqwest::header::{ACCEPT, AUTHORIZATION, DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use secrecy::{ExposeSecret, SecretString};
use std::io::Read;

/// A page of 1,000 devices is about one megabyte.
pub(super) const BODY_MAX: u64 = 64 << 20;
/// The ends of the only paths that take anything but a reading: Microsoft's and Apple's tokens, and
/// Microsoft's codes for a person.
const SIGN_IN_PATHS: [&str; 3] = [
    "/oauth2/v2.0/token",
    "/oauth2/v2.0/devicecode",
    "/auth/oauth2/token",
];

/// The end of the only path of Graph that takes a question: What-If evaluates and keeps nothing.
const WHAT_IF_PATH: &str = "/identity/conditionalAccess/evaluate";

/// A way to one service.
pub(super) struct Wire(Client);

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    /// What the service's clock shows.
    pub(super) date: Option<Moment>,
    /// As it was sent: seconds, or a date.
    pub(super) retry_after: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The patience that the service asks for, and what its clock shows.
    pub(super) fn patience(&self) -> Option<(String, Option<Moment>)> {
        Some((self.retry_after.clone()?, self.date))
    }
}

/// Nothing came back, or not all.
#[derive(Debug)]
pub(super) enum Fault {
    Unreachable(String),
    Timeout,
    Torn(String),
    TooLarge,
}

impl Fault {
    /// What it means for whoever wants to sign in.
    pub(super) fn tell(self, host: &str) -> CollectError {
        let silent = |key| CollectError::SignIn(told(key).with("host", host));
        match self {
            Self::Unreachable(why) | Self::Torn(why) => CollectError::Unreachable {
                host: host.to_owned(),
                why,
            },
            Self::Timeout => silent("unreachable-silent"),
            Self::TooLarge => silent("unreachable-no-token"),
        }
    }
}

impl Wire {
    /// Opens a way; see [`client`].
    pub(super) fn open(here: bool, authorities: Option<&str>) -> Result<Self, CollectError> {
        built(client(here, authorities)?).map(Self)
    }

    /// Reads.
    pub(super) fn get(&self, url: Url, token: &SecretString) -> Result<Answer, Fault> {
        let request = self.0.get(url).header(AUTHORIZATION, bearer(token)?);
        // Without it, values newer than Graph's version 1.0 come as "unknownFutureValue".
        send(request.header("Prefer", "include-unknown-enum-members"))
    }

    /// Asks what Conditional Access would do, at the path that is there for it and nowhere else.
    pub(super) fn what_if(
        &self,
        url: Url,
        token: &SecretString,
        question: &str,
    ) -> Result<Answer, Fault> {
        if !url.path().ends_with(WHAT_IF_PATH) {
            return Err(Fault::Unreachable(
                "this address takes no question".to_owned(),
            ));
        }
        let request = self.0.post(url).header("Content-Type", "application/json");
        send(
            request
                .header(AUTHORIZATION, bearer(token)?)
                .body(question.to_owned()),
        )
    }

    /// Asks for a token with a form, at a path that is there for it and nowhere else.
    pub(super) fn sign_in(&self, url: Url, form: &SecretString) -> Result<Answer, Fault> {
        if !SIGN_IN_PATHS.iter().any(|end| url.path().ends_with(end)) {
            return Err(Fault::Unreachable(
                "this address is not for signing in".to_owned(),
            ));
        }
        let kind = "application/x-www-form-urlencoded";
        let form = form.expose_secret().to_owned();
        send(self.0.post(url).header("Content-Type", kind).body(form))
    }

    /// Asks the service that vouches for this machine. The header is what keeps others out.
    pub(super) fn vouch(
        &self,
        url: Url,
        name: &str,
        value: &SecretString,
    ) -> Result<Answer, Fault> {
        let Ok(mut value) = HeaderValue::from_str(value.expose_secret()) else {
            return Err(Fault::Unreachable(
                "the header for the machine's identity is no header's text".to_owned(),
            ));
        };
        value.set_sensitive(true);
        send(self.0.get(url).header(name, value))
    }
}

fn send(request: RequestBuilder) -> Result<Answer, Fault> {
    let response = request.header(ACCEPT, "application/json").send();
    let mut response = response.map_err(|why| fault(&why))?;
    let headers = response.headers();
    let (date, retry_after) = (text(headers, &DATE), text(headers, &RETRY_AFTER));
    let status = response.status().as_u16();
    let mut body = Vec::new();
    let read = response.by_ref().take(BODY_MAX + 1).read_to_end(&mut body);
    match read {
        Err(why) if why.kind() == std::io::ErrorKind::TimedOut => return Err(Fault::Timeout),
        Err(why) => return Err(Fault::Torn(innermost(&why))),
        Ok(bytes) if bytes as u64 > BODY_MAX => return Err(Fault::TooLarge),
        Ok(_) => {}
    }
    Ok(Answer {
        status,
        date: date.as_deref().and_then(http_date::parse),
        retry_after,
        body,
    })
}

fn bearer(token: &SecretString) -> Result<HeaderValue, Fault> {
    let bearer = format!("Bearer {}", token.expose_secret());
    let Ok(mut bearer) = HeaderValue::from_str(&bearer) else {
        return Err(Fault::Torn(
            "the access token is no header's text".to_owned(),
        ));
    };
    bearer.set_sensitive(true);
    Ok(bearer)
}

fn text(headers: &HeaderMap, name: &reqwest::header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

fn fault(why: &reqwest::Error) -> Fault {
    if why.is_connect() {
        Fault::Unreachable(innermost(why))
    } else if why.is_timeout() {
        Fault::Timeout
    } else {
        Fault::Torn(innermost(why))
    }
}
