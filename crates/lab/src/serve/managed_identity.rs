//! Managed identities: the endpoints that a machine asks for its own token, of a virtual machine
//! and of App Service (microsoft.md §3.2).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::grants;
use crate::clock::Time;
use serde_json::{Value, json};

/// The endpoint of virtual machines.
pub(super) fn of_machine(services: &Services, asked: &Asked, now: Time) -> Answer {
    let marked = asked.header("metadata");
    if !marked.is_some_and(|value| value.eq_ignore_ascii_case("true")) {
        return bad("Required metadata header not specified");
    }
    if asked.parameter("api-version").is_none() {
        return bad("api-version is a required parameter");
    }
    given(services, asked, now)
}

/// The endpoint of App Service and Functions.
pub(super) fn of_service(services: &Services, asked: &Asked, now: Time) -> Answer {
    if asked.header("x-identity-header") != Some(&services.keys.identity_header) {
        let why = "X-IDENTITY-HEADER is missing or wrong";
        return Answer::json(401, &json!({"statusCode": 401, "message": why}));
    }
    if asked.parameter("api-version") != Some("2019-08-01") {
        return bad("api-version must be 2019-08-01");
    }
    given(services, asked, now)
}

fn given(services: &Services, asked: &Asked, now: Time) -> Answer {
    if asked.method != "GET" {
        return Answer::json(405, &json!({"error": "invalid_request"}));
    }
    let Some(resource) = asked.parameter("resource") else {
        return bad("Required query variable 'resource' is missing");
    };
    let named = asked.parameter("client_id");
    if named.is_some_and(|id| !id.eq_ignore_ascii_case(&services.keys.client)) {
        return bad("Identity not found");
    }
    let Ok(name) = grants::graph(services, resource, now) else {
        let why = format!(
            "AADSTS500011: The resource principal named {resource} was not found in the tenant"
        );
        return refused("invalid_resource", &why);
    };
    let Some(token) = grants::app_token(services, name, now) else {
        return Answer::json(500, &json!({"error": "unknown"}));
    };
    let life = services.passes.life;
    let text = |number: Time| Value::from(number.to_string());
    // Numbers are texts here, other than at Entra itself.
    Answer::json(
        200,
        &json!({"access_token": token, "client_id": services.keys.client, "resource": resource,
            "token_type": "Bearer", "expires_in": text(life), "ext_expires_in": text(life),
            "expires_on": text(now + life), "not_before": text(now - 300)}),
    )
}

fn bad(why: &str) -> Answer {
    refused("invalid_request", why)
}

fn refused(error: &str, why: &str) -> Answer {
    Answer::json(400, &json!({"error": error, "error_description": why}))
}
