//! What the server writes down about each request: never a query, a cookie, a key or a body.

use super::House;
use super::secret::fresh;
use crate::clock;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::io::IsTerminal as _;
use std::sync::Arc;
use tracing::subscriber::set_global_default;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

/// The request's number, in the answer and in the log.
const NUMBER: HeaderName = HeaderName::from_static("x-request-id");

/// Begins to write lines to standard error, for people or as JSON.
pub fn begin(json: bool) {
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let told = Targets::new()
        .with_default(tracing::Level::INFO)
        // It would tell of every job, with all that stands in it.
        .with_target("graphile_worker", tracing::Level::WARN);
    let begun = tracing_subscriber::registry();
    // A second beginning in the same process is a test's; the first one stays.
    let _ = if json {
        set_global_default(begun.with(lines.json().with_filter(told)))
    } else {
        set_global_default(begun.with(lines.compact().with_filter(told)))
    };
}

/// Numbers a request, counts its answer and writes it down.
pub(super) async fn each(
    State(house): State<Arc<House>>,
    mut request: Request,
    next: Next,
) -> Response {
    let number = given(&request).unwrap_or_else(|| {
        let mut fresh = fresh().unwrap_or_default();
        fresh.truncate(16);
        fresh
    });
    // Our own letters, or checked ones.
    let value = HeaderValue::from_str(&number).unwrap_or_else(|_| HeaderValue::from_static("-"));
    request.headers_mut().insert(NUMBER, value.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let took = clock::stopwatch();
    let mut response = next.run(request).await;
    let (took, status) = (took(), response.status().as_u16());
    house.tally.count(&path, status, took);
    response.headers_mut().insert(NUMBER, value);
    let micros = took.as_micros() as u64;
    if path == "/healthz" || path == "/readyz" {
        tracing::debug!(%method, path, status, micros, number, "answered");
    } else {
        tracing::info!(%method, path, status, micros, number, "answered");
    }
    response
}

/// The number that a proxy gave it, if it is one.
fn given(request: &Request) -> Option<String> {
    let text = request.headers().get(NUMBER)?.to_str().ok()?;
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
    (!text.is_empty() && text.len() <= 64 && text.bytes().all(sound)).then(|| text.to_owned())
}
