//! Weather: what networks and busy services do to answers, drawn from a seed.

use super::answer::{Answer, Fate};
use super::asked::Asked;
use super::passes::Door;
use super::{additions, apple};
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
    /// Answers that end in the middle, though nothing announced their length.
    pub torn: f64,
    /// Answers in the middle of which the connection is cut.
    pub resets: f64,
    /// Answers that come in small parts, with pauses between them.
    pub slow: f64,
    /// Requests that change something and whose answer never arrives, though they are carried out.
    pub lost: f64,
    /// Requests to Graph whose `$filter` is silently ignored.
    pub ignored_filters: f64,
    /// Answers with properties and members of enumerations that nobody announced.
    pub additions: f64,
    /// Requests for a further page that are told that their place has expired.
    pub expired_cursors: f64,
    /// Whether the documented limits are kept: a request above one is answered 429, and counted.
    pub limits: bool,
}

impl Weather {
    /// A day on which everything happens now and then.
    pub fn all(seed: u64) -> Self {
        Self {
            seed,
            throttle: 0.05,
            no_retry_after: false,
            failures: 0.03,
            torn: 0.02,
            resets: 0.02,
            slow: 0.02,
            lost: 0.02,
            ignored_filters: 0.1,
            additions: 0.2,
            expired_cursors: 0.01,
            limits: true,
        }
    }
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
    pub(super) fn over(
        &self,
        door: Door,
        asked: &Asked,
        fair: impl FnOnce(&Asked) -> Answer,
    ) -> Answer {
        let weather = &self.weather;
        let number = self.request.fetch_add(1, Ordering::Relaxed);
        let mut draws = Draws::of(weather.seed, number, Actor::Weather);
        if draws.chance(weather.throttle) {
            let answer = throttled(door);
            let wait = 1 + draws.below(3);
            return if weather.no_retry_after {
                answer
            } else {
                answer.with("retry-after", wait.to_string())
            };
        }
        if draws.chance(weather.failures) {
            let (status, code) = match draws.below(4) {
                0 => (500, "InternalServerError"),
                1 => (502, "BadGateway"),
                2 => (503, "ServiceUnavailable"),
                _ => (504, "GatewayTimeout"),
            };
            return failed(door, status, code, "Try again later.");
        }
        if draws.chance(weather.expired_cursors) && asked.is_further() {
            return match door {
                Door::Apple => apple::cursor_expired(),
                Door::Graph => {
                    let why = "The skip token is malformed or expired.";
                    failed(door, 400, "BadRequest", why)
                }
            };
        }
        let blind = draws.chance(weather.ignored_filters) && door == Door::Graph;
        let mut answer = if blind {
            fair(&asked.without("$filter"))
        } else {
            fair(asked)
        };
        if draws.chance(weather.additions) && answer.status == 200 {
            additions::grow(&mut answer, &mut draws);
        }
        let fates = [
            (weather.torn, Fate::Torn),
            (weather.resets, Fate::Cut),
            (weather.slow, Fate::Slow),
        ];
        for (share, fate) in fates {
            if draws.chance(share) {
                answer.fate = fate;
                break;
            }
        }
        if draws.chance(weather.lost) && asked.writes() {
            answer.fate = Fate::Lost;
        }
        answer
    }
}

/// A request too many.
pub(super) fn throttled(door: Door) -> Answer {
    failed(door, 429, "TooManyRequests", "Too many requests.")
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
