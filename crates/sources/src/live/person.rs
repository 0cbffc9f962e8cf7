//! A person signs in on another screen, with a code (microsoft.md §3.2). What renews the token
//! stays in memory.

use super::allowed::{Answer, Wire};
use super::failure::CollectError;
use super::ids::encoded;
use super::refusal::{Denied, refusal};
use super::settings::MicrosoftSettings;
use super::sign_in::{Identity, Ticket, exchange, microsoft_address};
use super::{Event, Surroundings};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::time::Duration;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// What is added to the interval when the service finds it too short (RFC 8628 §3.5).
const SLOWER_SECONDS: u64 = 5;

#[derive(Deserialize)]
struct Code {
    #[serde(rename = "device_code")]
    device: String,
    #[serde(rename = "user_code")]
    user: String,
    verification_uri: String,
    #[serde(default = "usual_life")]
    expires_in: u64,
    #[serde(default = "usual_interval")]
    interval: u64,
}

const fn usual_life() -> u64 {
    900
}

const fn usual_interval() -> u64 {
    5
}

/// Shows a code, and waits until somebody used it.
pub(super) fn sign_in(
    wire: &Wire,
    it: &MicrosoftSettings,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<Ticket, CollectError> {
    let (url, host) = microsoft_address(it, "devicecode")?;
    let asked = format!("client_id={}&scope={}", encoded(&it.client), scope(it));
    let answer = exchange(wire, &url, host, around, || Ok(asked.clone().into()))?;
    let code: Option<Code> = serde_json::from_slice(&answer.body).ok();
    let Some(code) = code.filter(|_| answer.status == 200) else {
        return Err(denied(it, &answer, around));
    };
    (around.watch)(Event::Person {
        address: &code.verification_uri,
        code: &code.user,
        minutes: code.expires_in / 60,
    });
    poll(wire, it, &code, number, around)
}

fn poll(
    wire: &Wire,
    it: &MicrosoftSettings,
    code: &Code,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<Ticket, CollectError> {
    let (url, host) = microsoft_address(it, "token")?;
    let form = format!(
        "grant_type={}&client_id={}&device_code={}",
        encoded(GRANT),
        encoded(&it.client),
        encoded(&code.device)
    );
    let (mut interval, mut waited) = (code.interval.max(1), 0);
    while waited < code.expires_in {
        (around.wait)(Duration::from_secs(interval));
        waited += interval;
        let answer = exchange(wire, &url, host, around, || Ok(form.clone().into()))?;
        if let Some(ticket) = Ticket::of(&answer, number, (around.now)()) {
            return Ok(ticket);
        }
        match Denied::of(&answer).error.as_str() {
            "authorization_pending" => {}
            "slow_down" => interval += SLOWER_SECONDS,
            "authorization_declined" | "access_denied" => {
                return Err(CollectError::sign_in("person-declined"));
            }
            "expired_token" | "code_expired" => break,
            _ => return Err(denied(it, &answer, around)),
        }
    }
    Err(CollectError::sign_in("person-late"))
}

/// The next token of a person who signed in before; nothing if the service wants to see them again.
pub(super) fn renew(
    wire: &Wire,
    it: &MicrosoftSettings,
    refresh: &SecretString,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<Option<Ticket>, CollectError> {
    let (url, host) = microsoft_address(it, "token")?;
    let answer = exchange(wire, &url, host, around, || {
        Ok(SecretString::from(format!(
            "grant_type=refresh_token&client_id={}&scope={}&refresh_token={}",
            encoded(&it.client),
            scope(it),
            encoded(refresh.expose_secret())
        )))
    })?;
    let ticket = Ticket::of(&answer, number, (around.now)());
    Ok(ticket.map(|ticket| Ticket {
        // A service may leave the old one in force.
        refresh: ticket.refresh.or_else(|| Some(refresh.clone())),
        ..ticket
    }))
}

/// Whatever the application may do for a person, and what renews the token.
fn scope(it: &MicrosoftSettings) -> String {
    encoded(&format!("{}/.default offline_access", it.graph))
}

fn denied(it: &MicrosoftSettings, answer: &Answer, around: &Surroundings<'_>) -> CollectError {
    let now = (around.now)();
    let why = refusal(&Identity::Microsoft(it), answer, now, it.authority.host());
    CollectError::SignIn(why)
}
