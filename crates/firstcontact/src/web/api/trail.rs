//! Who did what: in a tenant, and in the installation.

use super::super::House;
use super::super::access::{EVERYWHERE, Role, Who, role_name};
use super::super::blocking::ask;
use super::super::form::{pairs, value as word};
use super::super::problem::Problem;
use super::read::{bad, size};
use super::reply::{List, about, json};
use crate::store::AuditEntry;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use serde_json::json as value;
use std::sync::Arc;

type Asked = State<Arc<House>>;
type By = Extension<Who>;

/// Who did what in a tenant, newest first. Takes an administrator.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/audit", tag = "tenants",
    params(("tenant" = String, Path), ("cursor" = Option<String>, Query),
        ("size" = Option<usize>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = serde_json::Value), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn audit(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (before, size) = place(query)?;
    let least = Role::Administrator;
    let found = about(&house, &who, &tenant, least, move |it, tenant| {
        it.store.audit(Some(tenant), before, size)
    });
    Ok(page(found.await?, size))
}

/// What concerns no tenant, or all of them, newest first: who came in, which keys there are. Takes
/// an administrator of all tenants.
#[utoipa::path(get, path = "/api/v1/audit", tag = "installation",
    params(("cursor" = Option<String>, Query),
        ("size" = Option<usize>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = serde_json::Value), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn installation(
    State(house): Asked,
    Extension(who): By,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    if !who.may(EVERYWHERE, Role::Administrator) {
        return Err(Problem::forbidden(role_name(Role::Administrator)));
    }
    let (before, size) = place(query)?;
    let found = ask(&house, move |it| it.store.audit(None, before, size));
    Ok(page(found.await?, size))
}

/// Before which entry, and how many.
fn place(query: Option<String>) -> Result<(Option<i64>, usize), Problem> {
    let words = pairs(&query.unwrap_or_default());
    let before = word(&words, "cursor").map(|it| it.parse().map_err(|_| bad("cursor")));
    Ok((before.transpose()?, size(&words, "size")?))
}

fn page(found: Vec<(i64, AuditEntry)>, size: usize) -> Response {
    let last = found.last().filter(|_| found.len() == size);
    let next = last.map(|(number, _)| number.to_string());
    let items = found
        .into_iter()
        .map(|(number, entry)| value!({ "number": number, "entry": entry }));
    json(List {
        items: items.collect(),
        next,
    })
}
