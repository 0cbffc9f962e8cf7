//! Why there is no token, and what to do next (microsoft.md §3.2, apple.md §1.1).

use super::allowed::Answer;
use super::settings::{MicrosoftCredential, MicrosoftSettings};
use super::sign_in::Identity;
use crate::told::{Told, told};
use enrollment::moment::Moment;
use serde::Deserialize;

/// A clock that is further off than this makes assertions invalid.
const SKEW_SECONDS: i64 = 240;

/// What a token endpoint says instead of a token.
#[derive(Deserialize, Default)]
pub(super) struct Denied {
    /// OAuth's word.
    #[serde(default)]
    pub(super) error: String,
    #[serde(default)]
    error_description: String,
}

impl Denied {
    /// Nothing, if the answer is of another kind.
    pub(super) fn of(answer: &Answer) -> Self {
        serde_json::from_slice(&answer.body).unwrap_or_default()
    }

    /// The digits behind `AADSTS`.
    fn code(&self) -> &str {
        let Some((_, rest)) = self.error_description.split_once("AADSTS") else {
            return "";
        };
        let end = rest.find(|c: char| !c.is_ascii_digit());
        &rest[..end.unwrap_or(rest.len())]
    }
}

/// Why there is no token, and what to do.
pub(super) fn refusal(identity: &Identity<'_>, answer: &Answer, now: Moment, host: &str) -> Told {
    let denied = Denied::of(answer);
    let clock = answer
        .date
        .and_then(|theirs| wrong_clock(now, theirs, host));
    match identity {
        Identity::Microsoft(it) => microsoft(it, &denied, clock, answer.status, host),
        Identity::Apple(it) => clock.unwrap_or_else(|| {
            told("refused-apple")
                .with("host", host)
                .with("client", &it.client)
                .with("key", &it.key_id)
                .with("status", answer.status.to_string())
                .with("error", denied.error)
        }),
    }
}

fn wrong_clock(now: Moment, theirs: Moment, host: &str) -> Option<Told> {
    let off = now.since(theirs);
    let key = if off > 0 {
        "refused-clock-fast"
    } else {
        "refused-clock-slow"
    };
    let minutes = (off.abs() / 60).to_string();
    (off.abs() > SKEW_SECONDS).then(|| told(key).with("host", host).with("minutes", minutes))
}

fn microsoft(
    it: &MicrosoftSettings,
    denied: &Denied,
    clock: Option<Told>,
    status: u16,
    host: &str,
) -> Told {
    let code = denied.code();
    // What Entra says plainly is true whatever the clock shows.
    let next = known(code).or_else(|| by_credential(code, &it.credential));
    let next = match (next, clock) {
        (None, Some(clock)) => return clock,
        (next, _) => next.unwrap_or("refused-see"),
    };
    let next = told(next)
        .with("client", &it.client)
        .with("tenant", &it.tenant)
        .with("graph", it.graph.to_string());
    let code = match code {
        "" => format!("{status} {}", denied.error),
        code => format!("AADSTS{code}"),
    };
    told("refused")
        .with("host", host)
        .with("code", code)
        .with("next", next)
}

/// What is the matter whatever the application signs in with: the key of a text.
fn known(code: &str) -> Option<&'static str> {
    Some(match code {
        "7000112" => "refused-disabled",
        "700016" | "7000229" => "refused-unknown-client",
        "90002" | "900023" => "refused-no-tenant",
        "900382" | "900432" | "900439" => "refused-other-cloud",
        "500011" | "70011" | "1002012" => "refused-no-service",
        "65001" => "refused-no-consent",
        "50076" | "50079" | "53003" => "refused-by-policy",
        "50105" => "refused-unassigned",
        _ => return None,
    })
}

/// What is the matter with what the application signs in with: the key of a text.
fn by_credential(code: &str, credential: &MicrosoftCredential) -> Option<&'static str> {
    Some(match (code, credential) {
        ("7000215", _) => "refused-wrong-secret",
        ("7000222", _) => "refused-old-secret",
        ("7000216" | "7000218", MicrosoftCredential::DeviceCode) => "refused-no-codes",
        ("700211" | "700212" | "700213" | "70021", _) => "refused-federated",
        ("700027", MicrosoftCredential::Certificate { .. }) => "refused-certificate",
        _ => return None,
    })
}
