//! Signing in: a client secret or a certificate at Microsoft (microsoft.md §3.2), a key at Apple
//! (apple.md §1.1).

use super::allowed::{Answer, Fault, Wire};
use super::failure::CollectError;
use super::settings::{AppleSettings, MicrosoftCredential, MicrosoftSettings};
use super::{Surroundings, ids};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use enrollment::moment::Moment;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// What Apple wants as the audience, wherever the token is asked for.
const APPLE_AUDIENCE: &str = "https://account.apple.com/auth/oauth2/v2/token";
/// How long an assertion is good for: it is used at once.
const ASSERTION_SECONDS: i64 = 300;
/// A token is renewed this long before its end.
const EARLY_SECONDS: i64 = 300;
/// A clock that is further off than this makes assertions invalid.
const SKEW_SECONDS: i64 = 240;
const TRIES: u32 = 4;
/// `secp384r1` and `secp521r1` as they stand in a key.
const P384: &[u8] = &[6, 5, 0x2b, 0x81, 4, 0, 0x22];
const P521: &[u8] = &[6, 5, 0x2b, 0x81, 4, 0, 0x23];

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
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

#[derive(Deserialize, Default)]
struct Denied {
    #[serde(default)]
    error: String,
    #[serde(default)]
    error_description: String,
}

#[derive(Serialize)]
struct Claims<'c> {
    iss: &'c str,
    sub: &'c str,
    aud: &'c str,
    jti: &'c str,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Asks for a token.
pub(super) fn mint(
    wire: &Wire,
    identity: &Identity<'_>,
    number: u32,
    around: &Surroundings<'_>,
) -> Result<Ticket, CollectError> {
    let (origin, path) = match identity {
        Identity::Microsoft(it) => {
            if !ids::is_plain(&it.tenant) {
                let why =
                    "the tenant is neither an id nor a domain; copy the Directory (tenant) ID";
                return Err(CollectError::SignIn(why.to_owned()));
            }
            (&it.authority, format!("/{}/oauth2/v2.0/token", it.tenant))
        }
        Identity::Apple(it) => (&it.account, "/auth/oauth2/token".to_owned()),
    };
    let url = origin.at(&path);
    let url = url.ok_or_else(|| CollectError::SignIn(format!("{origin}{path} is no address")))?;
    let mut tries = 1;
    let answer = loop {
        let form = form(identity, url.as_str(), number, around)?;
        let tried = wire.sign_in(url.clone(), &form);
        let again = match &tried {
            Ok(answer) => answer.status == 429 || answer.status >= 500,
            Err(_) => true,
        };
        if !again || tries == TRIES {
            break tried;
        }
        (around.wait)(Duration::from_secs(1 << tries));
        tries += 1;
    };
    let host = origin.host().to_owned();
    let answer = answer.map_err(|fault| CollectError::Unreachable {
        host: host.clone(),
        why: match fault {
            Fault::Unreachable(why) | Fault::Torn(why) => why,
            Fault::Timeout => "no answer in time".to_owned(),
            Fault::TooLarge => "an answer that is no token".to_owned(),
        },
    })?;
    let now = (around.now)();
    match serde_json::from_slice::<Granted>(&answer.body) {
        Ok(granted) if answer.status == 200 => Ok(Ticket {
            token: SecretString::from(granted.access_token),
            number,
            good_until: now.plus((granted.expires_in - EARLY_SECONDS).max(1)),
        }),
        _ => Err(CollectError::SignIn(refusal(identity, &answer, now, &host))),
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
    let claims = |client, audience| Claims {
        iss: client,
        sub: client,
        aud: audience,
        jti: &id,
        iat: now.unix(),
        nbf: now.unix(),
        exp: now.unix() + ASSERTION_SECONDS,
    };
    let (client, scope, proof) = match identity {
        Identity::Microsoft(it) => {
            let proof = match &it.credential {
                MicrosoftCredential::Secret(secret) => {
                    format!("client_secret={}", ids::encoded(secret.expose_secret()))
                }
                MicrosoftCredential::Certificate { certificate, key } => {
                    let mut header = Header::new(Algorithm::PS256);
                    header.x5t_s256 = Some(thumbprint(certificate)?);
                    let pem = key.expose_secret().as_bytes();
                    let key = EncodingKey::from_rsa_pem(pem).map_err(|_| {
                        CollectError::SignIn(
                            "the certificate's key is no RSA private key in PEM; export the key \
                             without a password (openssl pkcs12 -in cert.pfx -nocerts -noenc)"
                                .to_owned(),
                        )
                    })?;
                    assertion(&header, &claims(&it.client, address), &key)?
                }
            };
            (&it.client, format!("{}/.default", it.graph), proof)
        }
        Identity::Apple(it) => {
            let mut header = Header::new(Algorithm::ES256);
            header.kid = Some(it.key_id.clone());
            let key = apple_key(&it.key)?;
            let proof = assertion(&header, &claims(&it.client, APPLE_AUDIENCE), &key)?;
            (&it.client, it.scope.word().to_owned(), proof)
        }
    };
    Ok(SecretString::from(format!(
        "grant_type=client_credentials&client_id={}&scope={}&{proof}",
        ids::encoded(client),
        ids::encoded(&scope),
    )))
}

fn assertion(
    header: &Header,
    claims: &Claims<'_>,
    key: &EncodingKey,
) -> Result<String, CollectError> {
    let signed = encode(header, claims, key).map_err(|why| {
        CollectError::SignIn(format!(
            "the private key cannot sign ({why}); create a new one"
        ))
    })?;
    let kind = ids::encoded(ASSERTION);
    Ok(format!(
        "client_assertion_type={kind}&client_assertion={signed}"
    ))
}

/// Apple's key: P-256, as SEC1 (what Apple hands out) or PKCS#8.
fn apple_key(pem: &SecretString) -> Result<EncodingKey, CollectError> {
    let wrong = |why: &str| {
        Err(CollectError::SignIn(format!(
            "Apple's key {why}; name the .pem file that Apple Business offered for download \
             when the API account's key was made, or make a new key there \
             (Settings > API), for it can be downloaded only once"
        )))
    };
    let Some(der) = unwrapped(pem.expose_secret(), "PRIVATE KEY-----") else {
        return wrong("is no private key in PEM");
    };
    // Apple hands out SEC1; what signs wants PKCS#8.
    let pair = EcdsaKeyPair::from_private_key_der(&ECDSA_P256_SHA256_FIXED_SIGNING, &der);
    match pair.ok().and_then(|pair| pair.to_pkcs8v1().ok()) {
        Some(key) => Ok(EncodingKey::from_ec_der(key.as_ref())),
        None if names(&der, P384) || names(&der, P521) => {
            wrong("is of the wrong curve: it must be P-256 (prime256v1)")
        }
        None => wrong("is no elliptic-curve key: it must be P-256 (prime256v1)"),
    }
}

/// Whether a key names this curve.
fn names(der: &[u8], curve: &[u8]) -> bool {
    der.windows(curve.len()).any(|window| window == curve)
}

/// `x5t#S256`: of the certificate as DER.
fn thumbprint(pem: &str) -> Result<String, CollectError> {
    let der = unwrapped(pem, "CERTIFICATE-----").ok_or_else(|| {
        let why = "the certificate is not in PEM; export it as Base-64 X.509 (.cer or .pem)";
        CollectError::SignIn(why.to_owned())
    })?;
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &der);
    Ok(URL_SAFE_NO_PAD.encode(digest.as_ref()))
}

/// What stands between the lines of a PEM block whose first line ends so.
fn unwrapped(pem: &str, ends: &str) -> Option<Vec<u8>> {
    let mut lines = pem.lines().map(str::trim);
    lines.find(|line| line.starts_with("-----BEGIN ") && line.ends_with(ends))?;
    let body: String = lines
        .take_while(|line| !line.starts_with("-----"))
        .collect();
    STANDARD.decode(body).ok().filter(|der| !der.is_empty())
}

/// Why there is no token, and what to do.
fn refusal(identity: &Identity<'_>, answer: &Answer, now: Moment, host: &str) -> String {
    let denied: Denied = serde_json::from_slice(&answer.body).unwrap_or_default();
    if let Some(theirs) = answer.date
        && let off = now.since(theirs)
        && off.abs() > SKEW_SECONDS
    {
        let way = if off > 0 { "fast" } else { "slow" };
        return format!(
            "{host} refuses to sign in, and this machine's clock is {} minutes {way}; set the \
             clock (time synchronisation) and run again",
            off.abs() / 60
        );
    }
    match identity {
        Identity::Microsoft(it) => microsoft_refusal(it, &denied, answer.status, host),
        Identity::Apple(it) => format!(
            "{host} refuses to sign in as {} with the key {} ({} {}); check in Apple Business \
             (Settings > API) that the account and the key exist, that client-id and key-id are \
             copied from there, and that the file is the key with this id",
            it.client, it.key_id, answer.status, denied.error
        ),
    }
}

fn microsoft_refusal(it: &MicrosoftSettings, denied: &Denied, status: u16, host: &str) -> String {
    let code: String = match denied.error_description.split_once("AADSTS") {
        Some((_, rest)) => rest.chars().take_while(char::is_ascii_digit).collect(),
        None => String::new(),
    };
    let (client, tenant) = (&it.client, &it.tenant);
    let next = match code.as_str() {
        "7000215" => format!(
            "the client secret of {client} is wrong; copy the secret's Value, not its ID, or make \
             a new one (Entra > App registrations > Certificates & secrets)"
        ),
        "7000222" => format!("the client secret of {client} has expired; make a new one"),
        "7000112" => format!("the application {client} is disabled; enable it in Entra"),
        "700016" | "7000229" => format!(
            "the tenant {tenant} does not know the application {client}; check client-id and \
             tenant, and that an administrator has consented to the application there"
        ),
        "90002" | "900023" => format!(
            "there is no tenant {tenant} in this cloud; copy the Directory (tenant) ID from \
             Entra > Overview, and check `cloud`"
        ),
        "700024" => "the assertion is outside its time; set this machine's clock".to_owned(),
        "700027" => format!(
            "the certificate is not registered with {client}, or has expired; upload it in \
             Entra > App registrations > Certificates & secrets"
        ),
        _ => "see this code in Microsoft's list of sign-in errors, or ask the administrator of \
              Entra to look into the sign-in log of service principals"
            .to_owned(),
    };
    let code = if code.is_empty() {
        format!("{status} {}", denied.error)
    } else {
        format!("AADSTS{code}")
    };
    format!("{host} refuses to sign in ({code}): {next}")
}
