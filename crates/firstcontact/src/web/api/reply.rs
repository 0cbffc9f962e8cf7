//! What every handler of the API does: find the tenant, see whether it may, ask the store.

use super::super::access::{Role, Who, role_name};
use super::super::blocking::ask;
use super::super::problem::Problem;
use super::super::{House, mount};
use crate::store::{StoreError, Tenant};
use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// A list, or a page of one.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct List<T> {
    /// What is in it.
    pub(super) items: Vec<T>,
    /// Where the next page begins: send it as `cursor`. `null` on the last page.
    pub(super) next: Option<String>,
}

impl<T> List<T> {
    pub(super) fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}

/// Asks the store about a tenant, for somebody who may. A tenant that they may not see is not
/// there for them.
pub(super) async fn about<T: Send + 'static>(
    house: &Arc<House>,
    who: &Who,
    tenant: &str,
    least: Role,
    work: impl FnOnce(&House, Tenant) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Problem> {
    let (asking, name) = (who.clone(), tenant.to_owned());
    let asked = ask(house, move |it| {
        let tenants = mount::visible(it, &asking)?;
        let Some((number, _)) = tenants.into_iter().find(|(_, known)| *known == name) else {
            return Ok(Err(Problem::not_found()));
        };
        if !asking.may(&name, least) {
            return Ok(Err(Problem::forbidden(role_name(least))));
        }
        work(it, number).map(Ok)
    });
    asked.await?
}

/// A body as JSON.
pub(super) fn document<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body)
        .map_err(|error| Problem::invalid(&format!("the body is not what is described: {error}")))
}

/// A record as JSON.
pub(super) fn json<T: Serialize>(value: T) -> Response {
    Json(value).into_response()
}

/// A text that is JSON already.
pub(super) fn json_text(text: String) -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}
