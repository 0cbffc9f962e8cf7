//! What can be looked at.

use super::super::House;
use super::super::access::{Role, Who, role_name};
use super::super::alerts::waiting_since;
use super::super::blocking::ask;
use super::super::form::pairs;
use super::super::problem::Problem;
use super::super::raw::{RawRow, RawRows};
use super::super::{mount, pages};
use super::reply::{List, about, json, json_text};
use crate::app::exported::export as export_file;
use crate::store::StoreError;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use enrollment::snapshot::canonical_serial;
use serde::Serialize;
use serde_json::{Value, json as value};
use std::sync::Arc;
use utoipa::ToSchema;

/// Rows on a page if nobody says how many, and at most.
const ROWS: (usize, usize) = (50, 1_000);

type Asked = State<Arc<House>>;
type By = Extension<Who>;

/// A tenant, and what the caller may do there.
#[derive(Serialize, ToSchema)]
pub(super) struct TenantRow {
    /// Its name, as in the other addresses.
    name: String,
    /// Its number, as in the addresses of pages.
    number: i64,
    /// `viewer`, `operator`, `approver` or `administrator`.
    role: Option<&'static str>,
}

/// The tenants that the caller may see.
#[utoipa::path(get, path = "/api/v1/tenants", tag = "tenants",
    responses((status = 200, body = List<TenantRow>), (status = 401, body = Problem)))]
pub(super) async fn tenants(State(house): Asked, Extension(who): By) -> Result<Response, Problem> {
    let asking = who.clone();
    let tenants = ask(&house, move |it| mount::visible(it, &asking)).await?;
    let rows = tenants.into_iter().map(|(tenant, name)| TenantRow {
        number: tenant.0,
        role: who.role(&name).map(role_name),
        name,
    });
    Ok(json(List::whole(rows.collect())))
}

/// What the newest look comes to: devices by standing, cause and family, findings, changes,
/// tokens that end. `null` before the first look.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/today", tag = "tenants",
    params(("tenant" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn today(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
) -> Result<Response, Problem> {
    let today = about(&house, &who, &tenant, Role::Viewer, |it, tenant| {
        it.store.today(tenant)
    });
    Ok(json(today.await?))
}

/// Devices. The query has the words of the page *Fleet*: `q`, the traits (`cause=C01`, `family`,
/// `gate`, `action`, `erase`, `platform`, `model`, `source`, `server`, `standing`, `finding`; each
/// may stand there several times), `seen`, `sort`, `down=1`; and `size`, `cursor`.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/fleet", tag = "devices",
    params(("tenant" = String, Path),
        ("q" = Option<String>, Query, description = "beginning of a serial number, holder, order"),
        ("cause" = Option<Vec<String>>, Query), ("family" = Option<Vec<String>>, Query),
        ("gate" = Option<Vec<String>>, Query), ("action" = Option<Vec<String>>, Query),
        ("erase" = Option<Vec<String>>, Query), ("platform" = Option<Vec<String>>, Query),
        ("model" = Option<Vec<String>>, Query), ("source" = Option<Vec<String>>, Query),
        ("server" = Option<Vec<String>>, Query), ("standing" = Option<Vec<String>>, Query),
        ("finding" = Option<Vec<String>>, Query),
        ("seen" = Option<String>, Query, description = "present, unseen or gone"),
        ("sort" = Option<String>, Query, description = "worst, serial, since or changed"),
        ("down" = Option<String>, Query), ("size" = Option<usize>, Query, maximum = 1000),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Value), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn fleet(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let words = pairs(&query.unwrap_or_default());
    let mut query = pages::fleet_query(&words);
    query.size = size(&words, "size")?;
    let page = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        it.store.fleet(tenant, &query)
    });
    let page = page.await?;
    Ok(json(value!({
        "items": page.rows, "next": page.next, "total": page.total, "facets": page.facets,
    })))
}

/// A device with its last diagnosis, as `firstcontact diagnose --format ndjson` writes it.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/devices/{serial}", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn device(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let serial = canonical(&serial)?;
    let view = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        let Some(view) = it.store.device(tenant, &serial)? else {
            return Ok(None);
        };
        let diagnosis: Value = serde_json::from_str(&view.document)
            .map_err(|error| StoreError::Damaged(error.to_string()))?;
        Ok(Some((view, diagnosis)))
    });
    let (view, diagnosis) = view.await?.ok_or_else(Problem::not_found)?;
    Ok(json(
        value!({ "row": view.row, "facts": view.facts, "diagnosis": diagnosis }),
    ))
}

/// What changed about a device, oldest first, each with the two looks between which it did.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/devices/{serial}/history", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn history(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let serial = canonical(&serial)?;
    let found = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        it.store.history(tenant, &serial)
    });
    Ok(json(List::whole(found.await?)))
}

/// Answers and notes about a device, oldest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/devices/{serial}/said", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn said(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let serial = canonical(&serial)?;
    let found = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        it.store.said(tenant, Some(&serial))
    });
    Ok(json(List::whole(found.await?)))
}

/// The vendors' rows about a device, whole and unchanged, from the newest snapshot that lies where
/// the server runs; 404 where none does. Takes some seconds for a million devices.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/devices/{serial}/rows", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)),
    responses((status = 200, body = List<RawRow>), (status = 404, body = Problem),
        (status = 503, body = Problem)))]
pub(super) async fn rows(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (serial, name) = (canonical(&serial)?, tenant.clone());
    let found = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        let known = it.store.device(tenant, &serial)?;
        Ok(known.map(|_| (it.rows)(&name, &serial)))
    });
    match found.await?.ok_or_else(Problem::not_found)? {
        RawRows::Of(rows) => Ok(json(List::whole(rows))),
        RawRows::Nowhere => Err(Problem::not_found()),
        RawRows::Unreadable(why) => Err(Problem::of_store(&StoreError::Unreachable(why))),
    }
}

/// Everything about one device in one file, as a person may ask for it. Takes an administrator.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/devices/{serial}/export", tag = "devices",
    params(("tenant" = String, Path), ("serial" = String, Path)),
    responses((status = 200, body = Value), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn export(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (serial, asking) = (canonical(&serial)?, who.id.clone());
    let file = about(
        &house,
        &who,
        &tenant,
        Role::Administrator,
        move |it, tenant| export_file(&*it.store, tenant, &serial, &asking, it.now()),
    );
    Ok(json_text(file.await?.ok_or_else(Problem::not_found)?))
}

/// Faults of the tenant that are there now; with `all=1`, all that ever were.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/findings", tag = "tenants",
    params(("tenant" = String, Path), ("all" = Option<String>, Query)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn findings(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let open_only = !has(query.as_deref(), "all");
    let found = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        it.store.findings(tenant, open_only)
    });
    Ok(json(List::whole(found.await?)))
}

/// The newest looks that were remembered, at most 1000, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/snapshots", tag = "tenants",
    params(("tenant" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn snapshots(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
) -> Result<Response, Problem> {
    let found = about(&house, &who, &tenant, Role::Viewer, |it, tenant| {
        it.store.snapshots(tenant, ROWS.1)
    });
    Ok(json(List::whole(found.await?.rows)))
}

/// The newest alerts; with `undelivered=1`, those that still wait. Takes an operator.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/alerts", tag = "tenants",
    params(("tenant" = String, Path), ("undelivered" = Option<String>, Query)),
    responses((status = 200, body = Value), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn alerts(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let waiting = has(query.as_deref(), "undelivered");
    let found = about(&house, &who, &tenant, Role::Operator, move |it, tenant| {
        let since = waiting.then(|| waiting_since(it.now()));
        it.store.alerts(tenant, since)
    });
    Ok(json(List::whole(found.await?)))
}

/// How the last collection went, or how far this one is.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/collection", tag = "tenants",
    params(("tenant" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn collection(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
) -> Result<Response, Problem> {
    let name = tenant.clone();
    let standing = about(&house, &who, &tenant, Role::Viewer, move |it, _| {
        it.rounds.standing(&*it.store, &name)
    });
    Ok(json(standing.await?))
}

/// A serial number as the store writes it.
pub(super) fn canonical(serial: &str) -> Result<String, Problem> {
    let canonical = canonical_serial(serial);
    let canonical = canonical.map_err(|fault| Problem::invalid(&fault.to_string()))?;
    Ok(canonical.into_owned())
}

fn has(query: Option<&str>, name: &str) -> bool {
    let words = pairs(query.unwrap_or_default());
    super::super::form::value(&words, name) == Some("1")
}

pub(super) fn size(words: &[(String, String)], name: &str) -> Result<usize, Problem> {
    let Some(text) = super::super::form::value(words, name) else {
        return Ok(ROWS.0);
    };
    let size = text.parse().ok().filter(|size| (1..=ROWS.1).contains(size));
    size.ok_or_else(|| bad(name))
}

pub(super) fn bad(name: &str) -> Problem {
    Problem::invalid(&format!(
        "{name} is not what an earlier answer or the description says"
    ))
}
