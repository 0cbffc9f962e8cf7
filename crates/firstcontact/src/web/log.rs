//! What the server writes down about each request: never a query, a cookie, a key or a body.

use super::House;
use super::guard::without_secret;
use super::secret::fresh;
use crate::clock;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::io::IsTerminal as _;
use std::sync::Arc;
use tracing::field::Empty;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::set_global_default;
use tracing::{Instrument as _, Span};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

/// The request's number, in the answer and in the log.
const NUMBER: HeaderName = HeaderName::from_static("x-request-id");

/// What is dropped when nothing more is told.
#[derive(Debug)]
#[must_use = "what is told ends when this is dropped"]
pub struct Telling {
    #[cfg(feature = "otel")]
    _traces: Option<crate::telemetry::Telemetry>,
}

/// Spans of this target are for traces; lines do not repeat them.
pub const TRACE: &str = "firstcontact::trace";

/// Begins to write lines to standard error, for people or as JSON, and to send traces if somebody
/// named a collector.
///
/// # Errors
/// A collector's address or headers that are none.
pub fn begin(json: bool) -> Result<Telling, String> {
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let told = Targets::new()
        .with_default(tracing::Level::INFO)
        // It would tell of every job, with all that stands in it.
        .with_target("graphile_worker", tracing::Level::WARN)
        .with_target(TRACE, LevelFilter::OFF);
    let begun = tracing_subscriber::registry();
    #[cfg(feature = "otel")]
    let traces = crate::telemetry::Telemetry::begin().map_err(|why| why.to_string())?;
    #[cfg(feature = "otel")]
    let begun = begun.with(traces.as_ref().map(|traces| {
        let ours = Targets::new().with_target(TRACE, tracing::Level::INFO);
        traces.layer().with_filter(ours)
    }));
    // A second beginning in the same process is a test's; the first one stays.
    let _ = if json {
        set_global_default(begun.with(lines.json().with_filter(told)))
    } else {
        set_global_default(begun.with(lines.compact().with_filter(told)))
    };
    Ok(Telling {
        #[cfg(feature = "otel")]
        _traces: traces,
    })
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
    let span = span(&request, &number);
    let mut response = next.run(request).instrument(span.clone()).await;
    let (took, status) = (took(), response.status().as_u16());
    span.record("http.response.status_code", status);
    if status >= 500 {
        span.record("otel.status_code", "ERROR");
    }
    house.tally.count(&path, status, took);
    let path = without_secret(&path);
    response.headers_mut().insert(NUMBER, value);
    let micros = took.as_micros() as u64;
    if path == "/healthz" || path == "/readyz" {
        tracing::debug!(%method, path, status, micros, number, "answered");
    } else {
        tracing::info!(%method, path, status, micros, number, "answered");
    }
    response
}

/// What a trace tells of a request: never its query, and of its path the kind of page alone, so
/// that no serial number and no secret leaves the server by it.
fn span(request: &Request, number: &str) -> Span {
    let kind = match request.uri().path().split('/').nth(1).unwrap_or_default() {
        "t" => "page",
        "api" => "api",
        "assets" => "asset",
        _ => "other",
    };
    let method = request.method();
    let span = tracing::info_span!(
        target: TRACE,
        "request",
        otel.name = format!("{method} {kind}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = %method,
        http.response.status_code = Empty,
        request.number = number,
    );
    #[cfg(feature = "otel")]
    crate::telemetry::follow(&span, request.headers());
    span
}

/// The number that a proxy gave it, if it is one.
fn given(request: &Request) -> Option<String> {
    let text = request.headers().get(NUMBER)?.to_str().ok()?;
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-';
    (!text.is_empty() && text.len() <= 64 && text.bytes().all(sound)).then(|| text.to_owned())
}
