//! Entra: the token endpoint and its metadata (microsoft.md §3).

use super::Services;
use super::answer::Answer;
use super::asked::{Asked, first, form};
use super::assertion::{self, Expected};
use super::passes::Door;
use crate::clock::{self, Time};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

/// A tenant's endpoints: what follows the tenant in the path.
pub(super) fn answer(
    services: &Services,
    asked: &Asked,
    tenant: &str,
    rest: &[&str],
    now: Time,
) -> Answer {
    let known = tenant == services.keys.tenant || tenant == services.keys.domain;
    match (asked.method.as_str(), rest) {
        ("GET", ["v2.0", ".well-known", "openid-configuration"]) if known => metadata(services),
        ("POST", ["oauth2", "v2.0", "token"]) if known => token(services, asked, tenant, now),
        (_, ["v2.0", ".well-known", "openid-configuration"] | ["oauth2", "v2.0", "token"])
            if !known =>
        {
            let why = format!("Tenant '{tenant}' not found.");
            refused(400, "invalid_request", 90_002, &why, now)
        }
        (_, ["oauth2", "v2.0", "token"]) => {
            let why = "Endpoint only accepts POST requests.";
            refused(405, "invalid_request", 900_561, why, now)
        }
        _ => Answer::of(404, "text/plain", Vec::new()),
    }
}

fn metadata(services: &Services) -> Answer {
    let (base, tenant) = (&services.base, &services.keys.tenant);
    Answer::json(
        200,
        &json!({
            "issuer": format!("{base}/{tenant}/v2.0"),
            "authorization_endpoint": format!("{base}/{tenant}/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/{tenant}/oauth2/v2.0/token"),
            "jwks_uri": format!("{base}/{tenant}/discovery/v2.0/keys"),
            "token_endpoint_auth_methods_supported":
                ["client_secret_post", "client_secret_basic", "private_key_jwt"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "tenant_region_scope": "EU",
            "msgraph_host": base.split_once("://").map_or(base.as_str(), |(_, host)| host),
        }),
    )
}

fn token(services: &Services, asked: &Asked, tenant: &str, now: Time) -> Answer {
    let fields = form(&asked.body);
    let field = |name: &str| first(&fields, name);
    let basic = basic(asked);
    let client = field("client_id").or(basic.as_ref().map(|(id, _)| id.as_str()));
    let secret = field("client_secret").or(basic.as_ref().map(|(_, secret)| secret.as_str()));
    if field("grant_type") != Some("client_credentials") {
        let why = "The grant type is not supported over this endpoint.";
        return refused(400, "unsupported_grant_type", 70_003, why, now);
    }
    let Some(client) = client else {
        let why = "The request body must contain the following parameter: 'client_id'.";
        return refused(400, "invalid_request", 900_144, why, now);
    };
    if client != services.keys.client {
        let why = format!(
            "Application with identifier '{client}' was not found in the directory '{tenant}'."
        );
        return refused(400, "unauthorized_client", 700_016, &why, now);
    }
    if !field("scope").is_some_and(|scope| scope.ends_with("/.default")) {
        let why = "The provided value for the input parameter 'scope' is not valid; it must end \
                   with '/.default'.";
        return refused(400, "invalid_scope", 1_002_012, why, now);
    }
    if let Some(proof) = field("client_assertion") {
        let kind_fits = field("client_assertion_type") == Some(assertion::KIND);
        if !kind_fits || !vouched(services, proof, tenant, now) {
            let why = "Client assertion failed signature or claims validation.";
            return refused(401, "invalid_client", 700_027, why, now);
        }
    } else {
        match secret {
            Some(secret) if secret == services.keys.secret => {}
            Some(_) => {
                let why = format!(
                    "Invalid client secret provided. Ensure the secret being sent in the request \
                     is the client secret value, not the client secret ID, for a secret added to \
                     app '{client}'."
                );
                return refused(401, "invalid_client", 7_000_215, &why, now);
            }
            None => {
                let why = "The request body must contain the following parameter: \
                           'client_assertion' or 'client_secret'.";
                return refused(401, "invalid_client", 7_000_218, why, now);
            }
        }
    }
    let life = services.passes.life;
    Answer::json(
        200,
        &json!({"token_type": "Bearer", "expires_in": life, "ext_expires_in": life,
            "access_token": services.passes.mint(Door::Graph, now)}),
    )
    .with("cache-control", "no-store, no-cache")
}

/// What `Authorization: Basic` says; both parts are form-encoded first (RFC 6749 §2.3.1).
fn basic(asked: &Asked) -> Option<(String, String)> {
    let (kind, words) = asked.header("authorization")?.split_once(' ')?;
    if !kind.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = BASE64_STANDARD.decode(words.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |part: &str| form(&format!("x={part}")).pop().map(|(_, value)| value);
    Some((plain(id)?, plain(secret)?))
}

fn vouched(services: &Services, proof: &str, tenant: &str, now: Time) -> bool {
    let Some(key) = &services.keys.certificate_key else {
        return false;
    };
    let audiences = [
        format!("{}/{tenant}/oauth2/v2.0/token", services.base),
        format!("{}/{tenant}/v2.0", services.base),
    ];
    let expected = Expected {
        client: &services.keys.client,
        audiences: &audiences,
        key_id: None,
        longest: None,
    };
    assertion::holds(proof, key, &expected, now)
}

fn refused(status: u16, error: &str, code: u32, why: &str, now: Time) -> Answer {
    let at = clock::text(now).replace('T', " ");
    let trace = crate::world::Guid::of(now as u64, 0, u64::from(code)).to_string();
    Answer::json(
        status,
        &json!({
            "error": error,
            "error_description": format!(
                "AADSTS{code}: {why} Trace ID: {trace} Correlation ID: {trace} Timestamp: {at}"
            ),
            "error_codes": [code],
            "timestamp": at,
            "trace_id": trace,
            "correlation_id": trace,
            "error_uri": format!("https://login.microsoftonline.com/error?code={code}"),
        }),
    )
}
