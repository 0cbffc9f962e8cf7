//! The API: everything that the dashboard shows and does, for programs. Bodies are the store's own
//! records, times in RFC 3339; lists have a cursor; refusals are problems of RFC 9457. The document
//! that describes it is made of the same lines that route it.

mod cases;
mod change;
mod deeds;
mod describe;
mod handbook;
mod read;
mod reply;
mod trail;
mod views;

use super::House;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use std::sync::Arc;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Where the description is.
pub const DESCRIPTION: &str = "/api/v1/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "firstcontact",
        description = "Why Apple devices never arrive in management, per tenant and device."
    ),
    security(("key" = []))
)]
struct Head;

/// The addresses of the API, and what describes them.
pub(super) fn router() -> (Router<Arc<House>>, utoipa::openapi::OpenApi) {
    let routes = OpenApiRouter::with_openapi(Head::openapi())
        .routes(routes!(read::tenants))
        .routes(routes!(read::today))
        .routes(routes!(read::fleet))
        .routes(routes!(read::device, change::forget))
        .routes(routes!(read::history))
        .routes(routes!(read::said))
        .routes(routes!(read::rows))
        .routes(routes!(read::export))
        .routes(routes!(read::findings))
        .routes(routes!(read::snapshots))
        .routes(routes!(read::alerts))
        .routes(routes!(trail::audit))
        .routes(routes!(trail::installation))
        .routes(routes!(views::all))
        .routes(routes!(views::put, views::remove))
        .routes(routes!(handbook::causes))
        .routes(routes!(handbook::one))
        .routes(routes!(change::answer))
        .routes(routes!(change::note))
        .routes(routes!(read::collection, change::collect))
        .routes(routes!(cases::all))
        .routes(routes!(cases::one))
        .routes(routes!(cases::ledger))
        .routes(routes!(cases::plan))
        .routes(routes!(deeds::plans))
        .routes(routes!(deeds::decide))
        .routes(routes!(deeds::case))
        .routes(routes!(cases::switch, deeds::switch));
    let (router, mut document) = routes.split_for_parts();
    let scheme = SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A key made by `firstcontact serve key new`."))
            .build(),
    );
    describe::complete(&mut document);
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("key", scheme);
    (router, document)
}

/// The description, at its address: made once.
pub(super) fn described(document: &utoipa::openapi::OpenApi) -> Router<Arc<House>> {
    // It holds no value that JSON could not.
    let text = document.to_pretty_json().unwrap_or_default();
    let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], text) };
    Router::new().route(DESCRIPTION, get(answer))
}
