//! What programs, and people through them, may do to cases.

use super::super::House;
use super::super::access::{Role, Who, role_name};
use super::super::cases::{Done, Given, Undone, decide as decide_on, do_it, grant};
use super::super::pages::cases::Deed;
use super::super::problem::Problem;
use super::cases::shown;
use super::read::canonical;
use super::reply::{about, document, json};
use crate::app::mend::wish::{Granted, Wish};
use crate::app::mend::{Aim, Asking, Proposed};
use crate::i18n::Language;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use remedy::digest::Digest;
use serde::Deserialize;
use serde_json::{Value, json as value};
use std::sync::Arc;
use utoipa::ToSchema;

/// Devices of a plan that is asked for over the API, at most: more are a project of their own.
const SERIALS_MAX: usize = 1_000;

type Asked = State<Arc<House>>;
type By = Extension<Who>;

/// Which plan is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The devices: 1 to 1,000 serial numbers.
    serials: Vec<String>,
    /// Whether it is put before those who decide; else nothing is written down.
    #[serde(default)]
    propose: bool,
    /// What for; without it to mend what the diagnosis says.
    #[serde(default)]
    aim: WantedAim,
}

/// What a plan is for.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) enum WantedAim {
    /// To mend what the diagnosis says.
    #[default]
    Mend,
    /// To take a migration back that has not begun.
    CancelMigration,
}

/// What a deed asks for; each takes some of it.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct With {
    /// The hash of the plan that was looked at: for consent, approve, reject, apply.
    plan: String,
    /// Why: for rediagnose, abort.
    why: String,
    /// `yes` or `no`: for resolve.
    happened: String,
    /// Who agreed: for consent.
    name: String,
    /// The last characters of the serial number, as they typed or read them: for consent.
    ending: String,
    /// `holder` or `dataOwner`: for consent.
    owner: String,
}

impl With {
    fn field(&self, name: &str) -> String {
        match name {
            "plan" => &self.plan,
            "why" => &self.why,
            "happened" => &self.happened,
            "name" => &self.name,
            "ending" => &self.ending,
            "owner" => &self.owner,
            _ => "",
        }
        .to_owned()
    }
}

/// The next plan for devices, as a dry run or proposed. Takes an operator. 503 where the tenant is
/// read anew first.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/plans", tag = "cases",
    params(("tenant" = String, Path)), request_body = Wanted,
    responses((status = 200, body = Value), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn plans(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let Wanted {
        serials,
        propose,
        aim,
    } = document(&body)?;
    if serials.is_empty() || serials.len() > SERIALS_MAX {
        return Err(Problem::invalid("name 1 to 1,000 serials"));
    }
    let (name, by) = (tenant.clone(), who.id.clone());
    let made = about(&house, &who, &tenant, Role::Operator, move |it, _| {
        let wish = Wish::Plan(Asking {
            serials,
            by: by.clone(),
            keep: propose,
            aim: match aim {
                WantedAim::Mend => Aim::Mend,
                WantedAim::CancelMigration => Aim::CancelMigration,
            },
        });
        Ok(grant(it, &name, &wish, &by).map_err(Undone::problem))
    });
    match made.await?? {
        Granted::Plans(made) => Ok(json(told(&made))),
        Granted::Done => Err(Problem::broken()),
    }
}

fn told(made: &Proposed) -> Value {
    let plans: Vec<Value> = made.plans.iter().map(|(plan, _)| shown(plan)).collect();
    let skipped = made.skipped.iter();
    let skipped: Vec<Value> = skipped
        .map(|(serial, why)| value!({ "serial": serial, "why": why.name() }))
        .collect();
    value!({ "plans": plans, "skipped": skipped })
}

/// Decides on a plan: `approve`, `reject` or `apply`. Only a person approves and rejects, never a
/// key.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/plans/{hash}/{deed}", tag = "cases",
    params(("tenant" = String, Path), ("hash" = String, Path),
        ("deed" = String, Path, description = "approve, reject or apply")),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub(super) async fn decide(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, hash, deed)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let hash = Digest::parse(&hash).ok_or_else(Problem::not_found)?;
    let deed = Deed::parse(&deed)
        .filter(|deed| matches!(deed, Deed::Approve | Deed::Reject | Deed::Apply));
    let deed = deed.ok_or_else(Problem::not_found)?;
    let (name, asking) = (tenant.clone(), who.clone());
    let done = about(&house, &who, &tenant, deed.least(), move |it, tenant| {
        if deed.takes_a_person() && asking.session.is_none() {
            return Ok(Err(Problem::no_person()));
        }
        let given = given(&asking, &name, &|_| String::new());
        let done = decide_on(&it.mending(tenant, &name), hash, deed, &given);
        Ok(done.map_err(|why| Undone::from(why).problem()))
    });
    done.await??;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn given<'g>(who: &'g Who, tenant: &str, field: &'g dyn Fn(&str) -> String) -> Given<'g> {
    Given {
        by: &who.id,
        role: who.role(tenant).unwrap_or(Role::Viewer),
        is_person: who.session.is_some(),
        language: Language::En,
        field,
    }
}

/// Does something to the newest case of a device: `consent`, `decline`, `done` (a person's step is
/// done), `link`, `hold`, `resume`, `resolve`, `rediagnose`, `escalate`, `abort`; or decides on its
/// plan. What needs a person is refused to a key. `link` answers the link, once.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/cases/{serial}/{deed}", tag = "cases",
    params(("tenant" = String, Path), ("serial" = String, Path),
        ("deed" = String, Path)),
    request_body = With,
    responses((status = 200, body = Value), (status = 204), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn case(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, serial, deed)): Path<(String, String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let deed = Deed::parse(&deed).ok_or_else(Problem::not_found)?;
    let with: With = if body.is_empty() {
        With::default()
    } else {
        document(&body)?
    };
    let serial = canonical(&serial)?;
    let (name, asking) = (tenant.clone(), who.clone());
    let done = about(&house, &who, &tenant, Role::Viewer, move |it, tenant| {
        if asking.role(&name).is_none_or(|role| role < deed.least()) {
            return Ok(Err(Problem::forbidden(role_name(deed.least()))));
        }
        let field = |name: &str| with.field(name);
        let given = given(&asking, &name, &field);
        let done = do_it(it, (tenant, &name), &serial, deed, &given);
        Ok(done.map_err(Undone::problem))
    });
    Ok(match done.await?? {
        Done::Written => StatusCode::NO_CONTENT.into_response(),
        Done::Link(link) => json(value!({ "link": link })),
        Done::Plans(made) => json(told(&made)),
    })
}

/// Whether nothing is to begin any more in a tenant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Switch {
    /// Whether the kill switch is on.
    on: bool,
}

/// Turns the kill switch of a tenant on or off. Takes an administrator.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/kill-switch", tag = "cases",
    params(("tenant" = String, Path)), request_body = Switch,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn switch(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let Switch { on } = document(&body)?;
    let by = who.id.clone();
    let least = Role::Administrator;
    let turned = about(&house, &who, &tenant, least, move |it, tenant| {
        it.store.set_kill_switch(Some(tenant), on, &by, it.now())
    });
    turned.await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
