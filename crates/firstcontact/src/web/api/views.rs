//! Views of the fleet that people saved. Their queries are in the words of the address of *Fleet*.

use super::super::House;
use super::super::access::{Role, Who};
use super::super::form::pairs;
use super::super::pages;
use super::super::problem::Problem;
use super::reply::{List, about, document, json};
use crate::app::saved::{By as Saver, NotSaved, delete, save};
use crate::store::{SavedView, kept_all};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

type Asked = State<Arc<House>>;
type By = Extension<Who>;

/// A saved view.
#[derive(Serialize, ToSchema)]
pub(super) struct View {
    /// Its name: unique within the tenant.
    name: String,
    /// What it asks for: append it to the address of the fleet.
    query: String,
    /// Who saved it.
    by: String,
}

/// What a view asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asks {
    /// As in the address of the fleet: `cause=C01&sort=since`.
    query: String,
}

/// Views that people saved, in the order of their names.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/views", tag = "views",
    params(("tenant" = String, Path)),
    responses((status = 200, body = List<View>), (status = 404, body = Problem)))]
pub(super) async fn all(
    State(house): Asked,
    Extension(who): By,
    Path(tenant): Path<String>,
) -> Result<Response, Problem> {
    let found = about(&house, &who, &tenant, Role::Viewer, |it, tenant| {
        kept_all::<SavedView>(&*it.store, Some(tenant))
    });
    let views = found.await?.into_iter().map(shown);
    Ok(json(List::whole(views.collect())))
}

/// Saves a view under a name, over the one that had it. Takes an operator.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/views/{name}", tag = "views",
    params(("tenant" = String, Path), ("name" = String, Path)), request_body = Asks,
    responses((status = 200, body = View), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn put(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, name)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let Asks { query } = document(&body)?;
    let query = pages::fleet_query(&pairs(&query));
    let saver = who.clone();
    let kept = about(&house, &who, &tenant, Role::Operator, move |it, tenant| {
        let by = Saver {
            name: &saver.name,
            id: &saver.id,
            at: it.now(),
        };
        match save(&*it.store, tenant, &name, &query, by) {
            Err(NotSaved::Store(error)) => Err(error),
            other => Ok(other),
        }
    });
    match kept.await? {
        Ok(view) => Ok(json(shown(view))),
        Err(why) => Err(Problem::invalid(&why.to_string())),
    }
}

/// Deletes a view. Takes an operator.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/views/{name}", tag = "views",
    params(("tenant" = String, Path), ("name" = String, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn remove(
    State(house): Asked,
    Extension(who): By,
    Path((tenant, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let asking = who.id.clone();
    let gone = about(&house, &who, &tenant, Role::Operator, move |it, tenant| {
        delete(&*it.store, tenant, &name, &asking, it.now())
    });
    if gone.await? {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(Problem::not_found())
    }
}

fn shown(view: SavedView) -> View {
    View {
        query: pages::fleet_words(&view.query),
        name: view.name,
        by: view.by,
    }
}
