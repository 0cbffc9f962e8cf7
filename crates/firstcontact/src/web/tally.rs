//! What is counted while the server runs, in the text format that Prometheus reads. Nothing here
//! has a label that a stranger could choose.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Upper ends of the classes of duration, in seconds: the promises are 20 and 50 milliseconds.
const CLASSES: [f64; 9] = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
/// What is asked for.
const KINDS: [&str; 4] = ["page", "api", "asset", "other"];

/// Counters of requests.
#[derive(Default)]
pub(super) struct Tally {
    kinds: [Kind; KINDS.len()],
}

#[derive(Default)]
struct Kind {
    /// By the first digit of the status, from 1 to 5.
    statuses: [AtomicU64; 5],
    classes: [AtomicU64; CLASSES.len()],
    micros: AtomicU64,
}

impl Tally {
    /// Counts an answer.
    pub(super) fn count(&self, path: &str, status: u16, took: Duration) {
        let kind = match path.split('/').nth(1).unwrap_or_default() {
            "t" => 0,
            "api" => 1,
            "assets" => 2,
            _ => 3,
        };
        let kind = &self.kinds[kind];
        let digit = usize::from(status / 100).clamp(1, 5) - 1;
        kind.statuses[digit].fetch_add(1, Relaxed);
        let seconds = took.as_secs_f64();
        if let Some(class) = CLASSES.iter().position(|end| seconds <= *end) {
            kind.classes[class].fetch_add(1, Relaxed);
        }
        kind.micros.fetch_add(took.as_micros() as u64, Relaxed);
    }

    /// All of it as text.
    pub(super) fn told(&self) -> String {
        let mut text = String::from(
            "# HELP firstcontact_requests_total Answers by what was asked for and status.\n\
             # TYPE firstcontact_requests_total counter\n",
        );
        for (name, kind) in KINDS.iter().zip(&self.kinds) {
            for (digit, count) in kind.statuses.iter().enumerate() {
                let (class, count) = (digit + 1, count.load(Relaxed));
                let _ = writeln!(
                    text,
                    "firstcontact_requests_total{{kind=\"{name}\",status=\"{class}xx\"}} {count}"
                );
            }
        }
        text.push_str(
            "# HELP firstcontact_request_seconds How long answers took.\n\
             # TYPE firstcontact_request_seconds histogram\n",
        );
        for (name, kind) in KINDS.iter().zip(&self.kinds) {
            let mut sum = 0;
            for (end, count) in CLASSES.iter().zip(&kind.classes) {
                sum += count.load(Relaxed);
                let _ = writeln!(
                    text,
                    "firstcontact_request_seconds_bucket{{kind=\"{name}\",le=\"{end}\"}} {sum}"
                );
            }
            let all: u64 = kind.statuses.iter().map(|it| it.load(Relaxed)).sum();
            let seconds = kind.micros.load(Relaxed) as f64 / 1e6;
            let _ = write!(
                text,
                "firstcontact_request_seconds_bucket{{kind=\"{name}\",le=\"+Inf\"}} {all}\n\
                 firstcontact_request_seconds_sum{{kind=\"{name}\"}} {seconds}\n\
                 firstcontact_request_seconds_count{{kind=\"{name}\"}} {all}\n"
            );
        }
        text
    }
}

/// A label's value as the format wants it.
pub(super) fn label(value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"");
    value.replace('\n', "\\n")
}
