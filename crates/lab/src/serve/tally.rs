//! Counts what was asked, so that a client's thrift can be measured.

use super::answer::Answer;
use super::asked::Asked;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Requests by path, and among them by status.
#[derive(Debug, Default)]
pub(super) struct Tally {
    paths: Mutex<BTreeMap<String, BTreeMap<u16, u64>>>,
    total: AtomicU64,
}

impl Tally {
    /// Counts a request that was answered.
    pub(super) fn count(&self, asked: &Asked, status: u16) {
        self.total.fetch_add(1, Ordering::Relaxed);
        let mut paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        let key = format!("{} {}", asked.method, asked.path);
        *paths.entry(key).or_default().entry(status).or_default() += 1;
    }

    /// All requests so far.
    pub(super) fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// The counts as JSON, and what else was counted.
    pub(super) fn answer<const N: usize>(&self, besides: [(&'static str, Value); N]) -> Answer {
        let paths = self.paths.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Map::new();
        for (name, counted) in besides {
            all.insert(name.to_owned(), counted);
        }
        for (path, statuses) in &*paths {
            let by_status: Map<String, Value> = statuses
                .iter()
                .map(|(status, count)| (status.to_string(), Value::from(*count)))
                .collect();
            let requests: u64 = statuses.values().sum();
            all.insert(
                path.clone(),
                json!({"requests": requests, "statuses": by_status}),
            );
        }
        Answer::json(200, &Value::Object(all))
    }
}
