//! Entra: which path is which endpoint, metadata, and errors as Entra words them
//! (microsoft.md §3).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::{device_code, grants};
use crate::clock::{self, Time};
use serde_json::json;

/// What tenants share; a token is only given out for one of them.
const SHARED: [&str; 3] = ["common", "organizations", "consumers"];

/// A tenant's endpoints: what follows the tenant in the path.
pub(super) fn answer(
    services: &Services,
    asked: &Asked,
    tenant: &str,
    rest: &[&str],
    now: Time,
) -> Answer {
    let keys = &services.keys;
    let own = tenant.eq_ignore_ascii_case(&keys.tenant) || tenant == keys.domain;
    match (asked.method.as_str(), rest) {
        ("GET", ["discovery", "instance"]) => instance(services),
        (_, [] | ["metadata" | "msi", ..]) => Answer::of(404, "text/plain", Vec::new()),
        _ if !own && !SHARED.contains(&tenant) => {
            let why = format!(
                "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID \
                 and are signing into the correct cloud."
            );
            refused(400, "invalid_request", 90_002, &why, now)
        }
        ("GET", ["v2.0", ".well-known", "openid-configuration"]) => metadata(services, true),
        ("GET", [".well-known", "openid-configuration"]) => metadata(services, false),
        ("GET", ["discovery", "keys"] | ["discovery", "v2.0", "keys"]) => {
            Answer::json(200, &services.passes.signer.published())
        }
        ("POST", ["oauth2", "v2.0", "devicecode"]) => device_code::begin(services, asked, now),
        ("POST", ["oauth2", "v2.0", "token"]) => grants::answer(services, asked, tenant, now),
        (_, ["oauth2", "v2.0", "token" | "devicecode"]) => {
            let why = "Endpoint only accepts POST requests.";
            refused(405, "invalid_request", 900_561, why, now)
        }
        _ => Answer::of(404, "text/plain", Vec::new()),
    }
}

/// Who issues statements about people, and to whom.
pub(super) fn issuer(services: &Services) -> String {
    format!("{}/{}/v2.0", services.base, services.keys.tenant)
}

/// Who issues tokens for Graph, which are of the first version.
pub(super) fn graph_issuer(services: &Services) -> String {
    format!("{}/{}/", services.base, services.keys.tenant)
}

fn host(base: &str) -> &str {
    base.split_once("://").map_or(base, |(_, host)| host)
}

fn metadata(services: &Services, second: bool) -> Answer {
    let (base, tenant) = (&services.base, &services.keys.tenant);
    let (issuer, part) = if second {
        (issuer(services), "v2.0/")
    } else {
        (graph_issuer(services), "")
    };
    Answer::json(
        200,
        &json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{base}/{tenant}/oauth2/v2.0/authorize"),
            "token_endpoint": format!("{base}/{tenant}/oauth2/v2.0/token"),
            "device_authorization_endpoint": format!("{base}/{tenant}/oauth2/v2.0/devicecode"),
            "jwks_uri": format!("{base}/{tenant}/discovery/{part}keys"),
            "token_endpoint_auth_methods_supported":
                ["client_secret_post", "client_secret_basic", "private_key_jwt"],
            "response_types_supported": ["code"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nbf", "tid", "oid", "name",
                "preferred_username", "ver"],
            "request_uri_parameter_supported": false,
            "http_logout_supported": false,
            "tenant_region_scope": "EU",
            "cloud_instance_name": host(base),
            "cloud_graph_host_name": host(base),
            "msgraph_host": host(base),
        }),
    )
}

/// Which hosts are one cloud: this one alone.
fn instance(services: &Services) -> Answer {
    let (base, tenant) = (&services.base, &services.keys.tenant);
    let host = host(base);
    Answer::json(
        200,
        &json!({
            "tenant_discovery_endpoint":
                format!("{base}/{tenant}/v2.0/.well-known/openid-configuration"),
            "api-version": "1.1",
            "metadata": [{"preferred_network": host, "preferred_cache": host, "aliases": [host]}],
        }),
    )
}

/// Entra's envelope of an error.
pub(super) fn refused(status: u16, error: &str, code: u32, why: &str, now: Time) -> Answer {
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
