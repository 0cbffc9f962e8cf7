//! What can be changed.

use super::super::House;
use super::super::access::{Role, Who};
use super::super::problem::Problem;
use super::read::canonical;
use super::reply::{about, document, json};
use crate::app::said::{NotSaid, say};
use crate::store::Said;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

type Asked = State<Arc<House>>;
type By = Extension<Who>;

/// An answer to a question about a device.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    /// The question's id, as the diagnosis shows it.
    question: String,
    /// One of its answers.
    answer: String,
}

/// A note about a device.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    /// The note, of at most 2,000 letters.
    text: String,
}

/// Answers a question about a device. Takes an operator.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/devices/{serial}/answers", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)), request_body = Answer,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn answer(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let Answer { question, answer } = document(&body)?;
    if question.is_empty() {
        return Err(Problem::invalid("question is empty; name one"));
    }
    tell(&house, &who, &tenant, &serial, (question, answer)).await
}

/// Takes a note about a device. Takes an operator.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/devices/{serial}/notes", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)), request_body = Note,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn note(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let Note { text } = document(&body)?;
    tell(&house, &who, &tenant, &serial, (String::new(), text)).await
}

async fn tell(
    house: &Arc<House>,
    who: &Who,
    tenant: &str,
    serial: &str,
    (question, text): (String, String),
) -> Result<Response, Problem> {
    let said = Said {
        serial: canonical(serial)?,
        question,
        // Not every store can keep a zero.
        text: text.replace('\0', "\u{fffd}"),
        at: house.now(),
        by: who.id.clone(),
    };
    let told = about(
        house,
        who,
        tenant,
        Role::Operator,
        move |it, tenant| match say(&*it.store, tenant, &said, &said.by) {
            Err(NotSaid::Store(error)) => Err(error),
            other => Ok(other),
        },
    );
    match told.await? {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(NotSaid::NoDevice) => Err(Problem::not_found()),
        Err(why) => Err(Problem::invalid(&why.to_string())),
    }
}

/// Asks for a collection now. Takes an operator; one that waits or runs is enough.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/collection", tag = "tenants",
    params(("tenant" = String, Path)),
    responses((status = 202, body = serde_json::Value), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn collect(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
) -> Result<Response, Problem> {
    let (name, asking) = (tenant.clone(), who.id.clone());
    let asked = about(&house, &who, &tenant, Role::Operator, move |it, _| {
        let known = it.rounds.knows(&name);
        it.rounds.ask_for(&*it.store, &name, &asking, it.now())?;
        Ok(known.then_some(it.rounds.standing(&*it.store, &name)?))
    });
    let standing = asked.await?.ok_or_else(Problem::not_configured)?;
    Ok((StatusCode::ACCEPTED, json(standing)).into_response())
}

/// Deletes everything about a device, as a person may ask for it. Takes an administrator.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/devices/{serial}", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)),
    responses((status = 200, body = serde_json::Value), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn forget(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (serial, asking) = (canonical(&serial)?, who.id.clone());
    let gone = about(
        &house,
        &who,
        &tenant,
        Role::Administrator,
        move |it, tenant| it.store.forget_device(tenant, &serial, &asking, it.now()),
    );
    let gone = gone.await?;
    if gone.devices + gone.history + gone.said == 0 {
        return Err(Problem::not_found());
    }
    Ok(json(gone))
}
