//! Client assertions: a signed statement instead of a secret (RFC 7523).

use crate::clock::Time;
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
}

/// What a statement must say.
pub(super) struct Expected<'a> {
    pub(super) client: &'a str,
    pub(super) audiences: &'a [String],
    pub(super) key_id: Option<&'a str>,
    /// How long after its making it may be good, in seconds.
    pub(super) longest: Option<Time>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Value,
    exp: Date,
    iat: Option<Date>,
    nbf: Option<Date>,
    jti: String,
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
pub(super) fn holds(text: &str, by: &PublicKey, expected: &Expected<'_>, now: Time) -> bool {
    let Ok(header) = decode_header(text) else {
        return false;
    };
    if !by.algorithms.contains(&header.alg) {
        return false;
    }
    if expected.key_id.is_some() && header.kid.as_deref() != expected.key_id {
        return false;
    }
    // Times and audiences are judged below: the library would ask the machine's clock.
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let Ok(decoded) = decode::<Claims>(text, &by.key, &validation) else {
        return false;
    };
    let claims = decoded.claims;
    let meant = match &claims.aud {
        Value::String(one) => expected.audiences.contains(one),
        Value::Array(all) => all
            .iter()
            .filter_map(Value::as_str)
            .any(|one| expected.audiences.iter().any(|known| known == one)),
        _ => false,
    };
    let (ends, made) = (claims.exp.time(), claims.iat.map(Date::time));
    let long = match (expected.longest, made) {
        (None, _) => false,
        (Some(longest), Some(made)) => ends.saturating_sub(made) > longest,
        (Some(_), None) => true,
    };
    let begins = claims.nbf.map(Date::time).max(made);
    let begun = begins.is_none_or(|at| at <= now + SKEW);
    claims.iss == expected.client
        && claims.sub == expected.client
        && !claims.jti.is_empty()
        && meant
        && begun
        && !long
        && now < ends.saturating_add(SKEW)
}
