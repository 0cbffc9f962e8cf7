//! Weather: what networks and busy services do to answers, drawn from a seed.

use super::answer::Answer;
use super::passes::Door;
use crate::random::{Actor, Draws};
use serde_json::json;
use std::sync::atomic::{AtomicU64, Ordering};

/// How bad the weather is: shares of requests from 0 to 1. All are 0 by default.
#[derive(Clone, Debug, Default)]
pub struct Weather {
    /// The seed of all chance.
    pub seed: u64,
    /// Requests that are answered 429.
    pub throttle: f64,
    /// Whether a 429 does not say how long to wait.
    pub no_retry_after: bool,
    /// Requests that are answered 500, 502, 503 or 504.
    pub failures: f64,
    /// Answers that end in the middle.
    pub torn: f64,
}

/// The weather, request by request.
#[derive(Debug)]
pub(super) struct Sky {
    weather: Weather,
    request: AtomicU64,
}

impl Sky {
    pub(super) fn new(weather: Weather) -> Self {
        Self {
            weather,
            request: AtomicU64::new(0),
        }
    }

    /// What becomes of the next request: the answer, a torn one, or another in its stead.
    pub(super) fn over(&self, door: Door, fair: impl FnOnce() -> Answer) -> Answer {
        let number = self.request.fetch_add(1, Ordering::Relaxed);
        let mut draws = Draws::of(self.weather.seed, number, Actor::Weather);
        if draws.chance(self.weather.throttle) {
            let answer = failed(door, 429, "TooManyRequests", "Too many requests.");
            let wait = 1 + draws.below(3);
            return if self.weather.no_retry_after {
                answer
            } else {
                answer.with("retry-after", wait.to_string())
            };
        }
        if draws.chance(self.weather.failures) {
            let (status, code) = match draws.below(4) {
                0 => (500, "InternalServerError"),
                1 => (502, "BadGateway"),
                2 => (503, "ServiceUnavailable"),
                _ => (504, "GatewayTimeout"),
            };
            return failed(door, status, code, "Try again later.");
        }
        Answer {
            torn: draws.chance(self.weather.torn),
            ..fair()
        }
    }
}

fn failed(door: Door, status: u16, code: &str, message: &str) -> Answer {
    match door {
        Door::Graph => Answer::json(
            status,
            &json!({"error": {"code": code, "message": message, "innerError": {}}}),
        ),
        Door::Apple => Answer::json(
            status,
            &json!({"errors": [{"id": "weather", "status": status.to_string(),
                "code": code.to_uppercase(), "title": message, "detail": message}]}),
        ),
    }
}
