//! Client assertions: a signed statement instead of a secret (RFC 7523).

use crate::clock::Time;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::Value;

/// What a client says that its proof is.
pub(super) const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How far a client's clock may be off, in seconds; Microsoft documents five minutes.
const SKEW: Time = 300;

/// A public key, and the algorithms that it may be used with.
#[derive(Clone)]
pub(super) struct PublicKey {
    key: DecodingKey,
    algorithms: Vec<Algorithm>,
}

impl PublicKey {
    /// An elliptic curve's, as Apple takes.
    pub(super) fn of_apple(pem: &str) -> Option<Self> {
        let key = DecodingKey::from_ec_pem(pem.as_bytes()).ok()?;
        let algorithms = vec![Algorithm::ES256];
        Some(Self { key, algorithms })
    }

    /// An RSA key, as Entra takes.
    pub(super) fn of_entra(pem: &str) -> Option<Self> {
        let key = DecodingKey::from_rsa_pem(pem.as_bytes()).ok()?;
        let algorithms = vec![Algorithm::PS256, Algorithm::RS256];
        Some(Self { key, algorithms })
    }

    /// A foreign issuer's, of either kind.
    pub(super) fn of_issuer(pem: &str) -> Option<Self> {
        Self::of_entra(pem).or_else(|| Self::of_apple(pem))
    }
}

/// What a statement must say.
pub(super) struct Expected<'a> {
    /// Who makes it; anybody who holds the key if none is named.
    pub(super) issuer: Option<&'a str>,
    pub(super) subject: &'a str,
    pub(super) audiences: &'a [String],
    pub(super) key_id: Option<&'a str>,
    /// How long after its making it may be good, in seconds.
    pub(super) longest: Option<Time>,
}

/// What is wrong with a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// It is not signed by this key, or no statement at all.
    Unsigned,
    /// It is not good yet, or not any more.
    Untimely,
    /// It is meant for somebody else.
    Audience,
    /// It is about somebody else.
    Subject,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Value,
    exp: Date,
    iat: Option<Date>,
    nbf: Option<Date>,
    jti: Option<String>,
}

/// Who claims to have made a statement; nothing is proved by it.
pub(super) fn claimed_issuer(text: &str) -> Option<String> {
    let bytes = BASE64_URL_SAFE_NO_PAD
        .decode(text.split('.').nth(1)?)
        .ok()?;
    let claims: Value = serde_json::from_slice(&bytes).ok()?;
    claims["iss"].as_str().map(str::to_owned)
}

/// Seconds since 1970; a fraction is allowed (RFC 7519 §2), and Microsoft's own library sends one.
#[derive(Clone, Copy, Deserialize)]
struct Date(f64);

impl Date {
    fn time(self) -> Time {
        self.0 as Time
    }
}

/// Whether a statement is signed by this key and says what it must.
pub(super) fn judge(
    text: &str,
    by: &PublicKey,
    expected: &Expected<'_>,
    now: Time,
) -> Result<(), Fault> {
    let header = decode_header(text).map_err(|_| Fault::Unsigned)?;
    let named = expected.key_id.is_none() || header.kid.as_deref() == expected.key_id;
    if !named || !by.algorithms.contains(&header.alg) {
        return Err(Fault::Unsigned);
    }
    // Times and audiences are judged below: the library would ask the machine's clock.
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let decoded = decode::<Claims>(text, &by.key, &validation);
    let claims = decoded.map_err(|_| Fault::Unsigned)?.claims;
    let (ends, made) = (claims.exp.time(), claims.iat.map(Date::time));
    let long = match (expected.longest, made) {
        (None, _) => false,
        (Some(longest), Some(made)) => ends.saturating_sub(made) > longest,
        (Some(_), None) => true,
    };
    let begins = claims.nbf.map(Date::time).max(made);
    let begun = begins.is_none_or(|at| at <= now + SKEW);
    if long || !begun || now >= ends.saturating_add(SKEW) {
        return Err(Fault::Untimely);
    }
    let known = |one: &str| expected.audiences.iter().any(|known| known == one);
    let meant = match &claims.aud {
        Value::String(one) => known(one),
        Value::Array(all) => all.iter().filter_map(Value::as_str).any(known),
        _ => false,
    };
    if !meant {
        return Err(Fault::Audience);
    }
    // A client that vouches for itself must not say the same thing twice (RFC 7523 §3).
    let own = expected.issuer.is_none_or(|issuer| {
        claims.iss == issuer && claims.jti.as_deref().is_some_and(|jti| !jti.is_empty())
    });
    if own && claims.sub == expected.subject {
        Ok(())
    } else {
        Err(Fault::Subject)
    }
}
