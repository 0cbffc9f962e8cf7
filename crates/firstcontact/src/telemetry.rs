//! Traces for whoever collects them: one span for each request, job and round, sent over OTLP
//! (HTTP, protobuf) to the collector that OpenTelemetry's own variables name. Nobody is told
//! anything unless `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is set.
//! <https://opentelemetry.io/docs/specs/otel/protocol/exporter/>

use axum::http::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use std::env;
use tracing::{Span, Subscriber};
use tracing_opentelemetry::{OpenTelemetryLayer, OpenTelemetrySpanExt as _};
use tracing_subscriber::registry::LookupSpan;

/// Where traces go; if one of these is set and not empty, they are sent.
const ENDPOINTS: [&str; 2] = [
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
];

/// What sends traces. Dropping it sends what waits.
#[derive(Debug)]
pub(crate) struct Telemetry(SdkTracerProvider);

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Err(why) = self.0.shutdown() {
            tracing::warn!(%why, "the last traces could not be sent");
        }
    }
}

impl Telemetry {
    /// What sends traces, if somebody named a collector.
    ///
    /// # Errors
    /// An address or a header of OpenTelemetry's variables that is none.
    pub(crate) fn begin() -> Result<Option<Self>, ExporterBuildError> {
        let asked = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        if !ENDPOINTS.into_iter().any(asked) {
            return Ok(None);
        }
        let exporter = SpanExporter::builder().with_http().build()?;
        let mut about = Resource::builder();
        if !asked("OTEL_SERVICE_NAME") {
            about = about.with_service_name("firstcontact");
        }
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(about.build())
            .build();
        Ok(Some(Self(provider)))
    }

    /// The layer that hears of spans.
    pub(crate) fn layer<S>(&self) -> OpenTelemetryLayer<S, SdkTracer>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        tracing_opentelemetry::layer().with_tracer(self.0.tracer("firstcontact"))
    }
}

/// Lets a span go on with the trace of whoever asks: `traceparent`
/// (<https://www.w3.org/TR/trace-context/>).
pub(crate) fn follow(span: &Span, headers: &HeaderMap) {
    let context = TraceContextPropagator::new().extract(&Headers(headers));
    // A span that nobody hears of has no parent either.
    let _ = span.set_parent(context);
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(axum::http::HeaderName::as_str).collect()
    }
}
