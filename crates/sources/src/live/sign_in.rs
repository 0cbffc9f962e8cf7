//! Signing in: as an application with a secret, a certificate or another provider's token, as the
//! machine, or as a person at Microsoft (microsoft.md §3.2); with a key at Apple (apple.md §1.1).

use super::allowed::{Answer, Fault, Wire};
use super::failure::CollectError;
use super::patience::pause;
use super::proof::{self, Claims};
use super::refusal::refusal;
use super::settings::{AppleSettings, MicrosoftCredential, MicrosoftSettings};
use super::{Event, Surroundings, ids, machine, person, unreachable};
use crate::told::{Told, told};
use enrollment::moment::Moment;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// What Apple wants as the audience, wherever the token is asked for.
const APPLE_AUDIENCE: &str = "https://account.apple.com/auth/oauth2/v2/token";
/// A token is renewed this long before its end.
const EARLY_SECONDS: i64 = 300;
const TRIES: u32 = 4;
/// A file with another provider's token is never longer.
const TOKEN_BYTES_MAX: u64 = 64 << 10;

/// As whom a service is asked.
pub(super) enum Identity<'s> {
    Microsoft(&'s MicrosoftSettings),
    Apple(&'s AppleSettings),
}

/// A token of this run.
#[derive(Clone)]
pub(super) struct Ticket {
    pub(super) token: SecretString,
    /// Counts the tokens of this run, so that one refusal renews once.
    pub(super) number: u32,
    pub(super) good_until: Moment,
    /// What a person's next token is made of; kept in memory only.
    pub(super) refresh: Option<SecretString>,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
    refresh_token: Option<String>,
}

impl Ticket {
    /// The token of an answer, if it is one.
    pub(super) fn of(answer: &Answer, number: u32, now: Moment) -> Option<Self> {
        let granted: Granted = serde_json::from_slice(&answer.body).ok()?;
        (answer.status == 200).then(|| Self {
            token: SecretString::from(granted.access_token),
            number,
            good_until: good_until(now, granted.expires_in),
            refresh: granted.refresh_token.map(SecretString::from),
        })
    }
}

/// Until when a token of so many seconds is used. One that is short-lived is used for half its
/// life, or it would be asked for with every call.
pub(super) fn good_until(now: Moment, seconds: i64) -> Moment {
    now.plus((seconds - EARLY_SECONDS).max(seconds / 2).max(1))
}

/// Asks for a token.
pub(super) fn mint(
    wire: &Wire,
    identity: &Identity<'_>,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<Ticket, CollectError> {
    if let Identity::Microsoft(it) = identity {
        match &it.credential {
            MicrosoftCredential::ManagedIdentity(service) => {
                return machine::sign_in(service, it, number, around);
            }
            MicrosoftCredential::DeviceCode => return person::sign_in(wire, it, number, around),
            _ => {}
        }
    }
    let (url, host) = token_address(identity)?;
    let answer = exchange(wire, &url, host, around, || {
        form(identity, url.as_str(), number, around)
    })?;
    let now = (around.now)();
    Ticket::of(&answer, number, now)
        .ok_or_else(|| CollectError::SignIn(refusal(identity, &answer, now, host)))
}

/// Asks for the next token: a person is not asked twice.
pub(super) fn renew(
    wire: &Wire,
    identity: &Identity<'_>,
    held: Option<&Ticket>,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<Ticket, CollectError> {
    if let Identity::Microsoft(it) = identity
        && let Some(refresh) = held.and_then(|ticket| ticket.refresh.as_ref())
        && let Some(ticket) = person::renew(wire, it, refresh, number, around)?
    {
        return Ok(ticket);
    }
    mint(wire, identity, number, around)
}

/// Where tokens come from, and the host for messages.
pub(super) fn token_address<'i>(identity: &Identity<'i>) -> Result<(Url, &'i str), CollectError> {
    match identity {
        Identity::Microsoft(it) => microsoft_address(it, "token"),
        Identity::Apple(it) => {
            let url = it.account.at("/auth/oauth2/token");
            let url = url.ok_or_else(|| no_address(&it.account));
            Ok((url?, it.account.host()))
        }
    }
}

/// `token` or `devicecode` of the tenant.
pub(super) fn microsoft_address<'i>(
    it: &'i MicrosoftSettings,
    what: &str,
) -> Result<(Url, &'i str), CollectError> {
    if !ids::is_plain(&it.tenant) {
        return Err(CollectError::sign_in("sign-in-directory"));
    }
    let url = it
        .authority
        .at(&format!("/{}/oauth2/v2.0/{what}", it.tenant));
    Ok((
        url.ok_or_else(|| no_address(&it.authority))?,
        it.authority.host(),
    ))
}

fn no_address(origin: &super::Origin) -> CollectError {
    CollectError::SignIn(told("sign-in-address").with("address", origin.to_string()))
}

/// Sends a form until there is an answer that is more than "later".
pub(super) fn exchange(
    wire: &Wire,
    url: &Url,
    host: &str,
    around: &Surroundings<'_>,
    mut form: impl FnMut() -> Result<SecretString, CollectError>,
) -> Result<Answer, CollectError> {
    insist(url, host, around, &[], || {
        Ok(wire.sign_in(url.clone(), &form()?))
    })
}

/// Asks until there is an answer that is more than "later"; `later` are more words for it.
pub(super) fn insist(
    url: &Url,
    host: &str,
    around: &Surroundings<'_>,
    later: &[u16],
    mut ask: impl FnMut() -> Result<Result<Answer, Fault>, CollectError>,
) -> Result<Answer, CollectError> {
    let mut attempt = 1;
    loop {
        let tried = ask()?;
        let (again, asked) = match &tried {
            Ok(answer) => {
                let status = answer.status;
                let again = matches!(status, 408 | 429 | 500..=599) || later.contains(&status);
                (again, answer.patience())
            }
            Err(Fault::Unreachable(why)) => (unreachable::may_pass(why), None),
            Err(_) => (true, None),
        };
        let time = pause(attempt, asked, around, url.path());
        match (again && attempt < TRIES, time) {
            (true, Some(time)) => {
                let seconds = time.as_secs();
                (around.watch)(Event::Waiting { host, seconds });
                (around.wait)(time);
                attempt += 1;
            }
            _ => return tried.map_err(|fault| fault.tell(host)),
        }
    }
}

fn form(
    identity: &Identity<'_>,
    address: &str,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<SecretString, CollectError> {
    let now = (around.now)();
    // Unique within the seconds that an assertion lives; the seed is drawn for each run.
    let id = format!("{:016x}-{}-{number}", around.seed, now.unix());
    let (client, scope, proof) = match identity {
        Identity::Microsoft(it) => {
            let proof = microsoft_proof(it, &Claims::now(&it.client, address, &id, now))?;
            (&it.client, format!("{}/.default", it.graph), proof)
        }
        Identity::Apple(it) => {
            let claims = Claims::now(&it.client, APPLE_AUDIENCE, &id, now);
            let proof = proof::by_apple_key(&it.key, &it.key_id, &claims)?;
            (&it.client, it.scope.word().to_owned(), proof)
        }
    };
    Ok(SecretString::from(format!(
        "grant_type=client_credentials&client_id={}&scope={}&{proof}",
        ids::encoded(client),
        ids::encoded(&scope),
    )))
}

fn microsoft_proof(it: &MicrosoftSettings, claims: &Claims<'_>) -> Result<String, CollectError> {
    match &it.credential {
        MicrosoftCredential::Secret(secret) => Ok(format!(
            "client_secret={}",
            ids::encoded(secret.expose_secret())
        )),
        MicrosoftCredential::Certificate { certificate, key } => {
            proof::by_certificate(certificate, key, claims)
        }
        MicrosoftCredential::Federated(file) => federated_token(file),
        MicrosoftCredential::ManagedIdentity(_) | MicrosoftCredential::DeviceCode => {
            Err(CollectError::sign_in("sign-in-own-way"))
        }
    }
}

/// Whoever wrote the file writes it anew before its token expires: it is read each time.
fn federated_token(file: &std::path::Path) -> Result<String, CollectError> {
    let unusable = |why: Told| {
        let path = file.display().to_string();
        let unusable = told("federated-unusable").with("path", path);
        CollectError::SignIn(unusable.with("why", why))
    };
    let about = std::fs::metadata(file).map_err(|why| unusable(why.to_string().into()))?;
    if about.len() > TOKEN_BYTES_MAX {
        return Err(unusable(told("federated-long")));
    }
    let text = std::fs::read_to_string(file).map_err(|why| unusable(why.to_string().into()))?;
    let token = text.trim();
    // Header, claims and signature, in letters that need no encoding in a form.
    let letter = |c: u8| c.is_ascii_alphanumeric() || b"-_.".contains(&c);
    if token.split('.').count() != 3 || !token.bytes().all(letter) {
        return Err(unusable(told("federated-none")));
    }
    Ok(proof::fields(token))
}
