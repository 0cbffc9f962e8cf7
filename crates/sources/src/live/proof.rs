//! What an application signs to prove who it is.

use super::failure::CollectError;
use super::ids;
use crate::certificate::outline;
use crate::pem::unwrapped;
use crate::told::told;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use enrollment::moment::Moment;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long an assertion is good for: it is used at once.
const ASSERTION_SECONDS: i64 = 300;
/// `secp384r1` and `secp521r1` as they stand in a key.
const P384: &[u8] = &[6, 5, 0x2b, 0x81, 4, 0, 0x22];
const P521: &[u8] = &[6, 5, 0x2b, 0x81, 4, 0, 0x23];

/// What an assertion claims.
#[derive(Serialize)]
pub(super) struct Claims<'c> {
    iss: &'c str,
    sub: &'c str,
    aud: &'c str,
    jti: &'c str,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl<'c> Claims<'c> {
    /// That this client asks this audience now; `id` is used once.
    pub(super) fn now(client: &'c str, audience: &'c str, id: &'c str, now: Moment) -> Self {
        Self {
            iss: client,
            sub: client,
            aud: audience,
            jti: id,
            iat: now.unix(),
            nbf: now.unix(),
            exp: now.unix() + ASSERTION_SECONDS,
        }
    }
}

/// The form's fields of a certificate's assertion.
pub(super) fn by_certificate(
    certificate: &str,
    key: &SecretString,
    claims: &Claims<'_>,
) -> Result<String, CollectError> {
    let der = unwrapped(certificate, "CERTIFICATE-----");
    let der = der.ok_or_else(|| CollectError::sign_in("certificate-format"))?;
    in_time(&der, claims.iat)?;
    let mut header = Header::new(Algorithm::PS256);
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &der);
    header.x5t_s256 = Some(URL_SAFE_NO_PAD.encode(digest.as_ref()));
    let key = EncodingKey::from_rsa_pem(key.expose_secret().as_bytes())
        .map_err(|_| CollectError::sign_in("certificate-key"))?;
    signed(&header, claims, &key)
}

/// The form's fields of an assertion by Apple's key.
pub(super) fn by_apple_key(
    pem: &SecretString,
    key_id: &str,
    claims: &Claims<'_>,
) -> Result<String, CollectError> {
    let mut header = Header::new(Algorithm::ES256);
    header.kid = Some(key_id.to_owned());
    signed(&header, claims, &apple_key(pem)?)
}

/// The form's fields of an assertion that somebody else signed.
pub(super) fn fields(assertion: &str) -> String {
    let kind = ids::encoded(ASSERTION);
    format!("client_assertion_type={kind}&client_assertion={assertion}")
}

/// An expired certificate signs in nowhere, and Entra's answer would not say so plainly.
fn in_time(der: &[u8], now: i64) -> Result<(), CollectError> {
    Err(CollectError::SignIn(
        match outline(der).and_then(|it| it.until) {
            None => told("certificate-unreadable"),
            Some(until) if now > until.unix() => {
                told("certificate-expired").with("until", until.to_string())
            }
            Some(_) => return Ok(()),
        },
    ))
}

fn signed(header: &Header, claims: &Claims<'_>, key: &EncodingKey) -> Result<String, CollectError> {
    let signed = encode(header, claims, key).map_err(|why| {
        CollectError::SignIn(told("key-cannot-sign").with("why", why.to_string()))
    })?;
    Ok(fields(&signed))
}

/// Apple's key: P-256, as SEC1 (what Apple hands out) or PKCS#8.
fn apple_key(pem: &SecretString) -> Result<EncodingKey, CollectError> {
    let wrong = |why| {
        let key = told("apple-key").with("why", told(why));
        Err(CollectError::SignIn(key))
    };
    let Some(der) = unwrapped(pem.expose_secret(), "PRIVATE KEY-----") else {
        return wrong("apple-key-format");
    };
    // Apple hands out SEC1; what signs wants PKCS#8.
    let pair = EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_FIXED_SIGNING, &der);
    match pair.ok().and_then(|pair| pair.to_pkcs8v1().ok()) {
        Some(key) => Ok(EncodingKey::from_ec_der(key.as_ref())),
        None if names(&der, P384) || names(&der, P521) => wrong("apple-key-curve"),
        None => wrong("apple-key-kind"),
    }
}

/// Whether a key names this curve.
fn names(der: &[u8], curve: &[u8]) -> bool {
    der.windows(curve.len()).any(|window| window == curve)
}
