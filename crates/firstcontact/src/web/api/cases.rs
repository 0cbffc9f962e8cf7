//! Cases, plans and the ledger, as programs look at them.

use super::super::House;
use super::super::access::{Role, Who};
use super::super::cases::{One, Undone};
use super::super::form::{pairs, value as word};
use super::super::problem::Problem;
use super::read::{bad, canonical, size};
use super::reply::{List, about, json};
use crate::store::CaseQuery;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use remedy::approval::needed;
use remedy::case::State as At;
use remedy::digest::Digest;
use remedy::plan::Plan;
use serde_json::{Value, json as value};
use std::sync::Arc;

type Asked = State<Arc<House>>;
type By = Extension<Who>;

/// Cases, those that are due first. `counts` is of all cases of the tenant by their state.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/cases", tag = "cases",
    params(("tenant" = String, Path),
        ("state" = Option<Vec<String>>, Query, description = "one or several; all if none"),
        ("size" = Option<usize>, Query, minimum = 1, maximum = 1000),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, body = Value), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn all(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let words = pairs(&query.unwrap_or_default());
    let wanted = words.iter().filter(|(name, _)| name == "state");
    let states: Vec<String> = wanted.map(|(_, state)| state.clone()).collect();
    let known = |state: &String| At::ALL.iter().any(|it| it.name() == state);
    if !states.iter().all(known) {
        return Err(bad("state"));
    }
    let query = CaseQuery {
        states,
        size: size(&words, "size")?,
        cursor: word(&words, "cursor").map(str::to_owned),
    };
    let page = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        it.store.cases(tenant, &query)
    });
    let page = page.await?;
    Ok(json(value!({
        "items": page.rows, "next": page.next, "counts": page.counts,
    })))
}

/// The newest case of a device: its row, plan, consent, approvals, and its ledger.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/cases/{serial}", tag = "cases",
    params(("tenant" = String, Path), ("serial" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (serial, name) = (canonical(&serial)?, tenant.clone());
    let found = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        let look = || {
            let mending = it.mending(tenant, &name);
            let open = mending.case_of(&serial)?;
            let ledger = mending.ledger_of(&open)?;
            let links = it.store.holder_links(tenant, open.row.case)?;
            let one = One::of(it, (tenant, &name), open)?;
            let deeds = one.deeds(it.now(), "");
            let ends = links.iter().find(|link| !link.ended);
            Ok::<_, Undone>(value!({
                "row": one.open.row,
                "plan": one.plan.as_ref().map(shown),
                "consent": one.open.case.consent,
                "approvals": one.approvals,
                "applied": one.applied,
                "linkEnds": ends.map(|link| link.expires.to_string()),
                "deeds": deeds.iter().map(|(deed, _)| deed.name()).collect::<Vec<_>>(),
                "ledger": ledger,
            }))
        };
        Ok(look().map_err(Undone::problem))
    });
    Ok(json(found.await??))
}

/// A plan by its hash: what it does to each device, and who approved it.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/plans/{hash}", tag = "cases",
    params(("tenant" = String, Path), ("hash" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn plan(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let hash = Digest::parse(&hash).ok_or_else(Problem::not_found)?;
    let name = tenant.clone();
    let found = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        let look = || {
            let mending = it.mending(tenant, &name);
            let plan = mending.plan(hash)?;
            let (approvals, applied) = mending.approvals(hash)?;
            let mut told = shown(&plan);
            told["approvals"] = value!(approvals);
            told["applied"] = value!(applied);
            Ok::<_, Undone>(told)
        };
        Ok(look().map_err(Undone::problem))
    });
    Ok(json(found.await??))
}

/// A plan, and the text that its hash is of.
pub(super) fn shown(plan: &Plan) -> Value {
    value!({
        "hash": plan.hash(),
        "plan": plan.draft(),
        "text": plan.text(),
        "irreversible": plan.irreversible(),
        "approvalsNeeded": needed(plan),
    })
}

/// The ledger of a tenant, oldest first. Each entry is chained to the one before by its hash.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/ledger", tag = "cases",
    params(("tenant" = String, Path), ("cursor" = Option<String>, Query),
        ("size" = Option<usize>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = Value), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn ledger(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let words = pairs(&query.unwrap_or_default());
    let after = word(&words, "cursor").map_or(Ok(0), |it| it.parse().map_err(|_| bad("cursor")));
    let (after, size) = (after?, size(&words, "size")?);
    let found = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        it.store.ledger(tenant, after, size)
    });
    let items = found.await?;
    let last = items.last().filter(|_| items.len() == size);
    Ok(json(List {
        next: last.map(|row| row.link.number.to_string()),
        items,
    }))
}

/// Whether nothing begins any more: in this tenant, or in all.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/kill-switch", tag = "cases",
    params(("tenant" = String, Path)),
    responses((status = 200, body = Value), (status = 404, body = Problem)))]
pub(super) async fn switch(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
) -> Result<Response, Problem> {
    let found = about(&house, &who, &tenant, Role::Viewer, |it, tenant| {
        Ok((
            it.store.kill_switch(Some(tenant))?,
            it.store.kill_switch(None)?,
        ))
    });
    let (on, everywhere) = found.await?;
    Ok(json(value!({ "on": on, "everywhere": everywhere })))
}
