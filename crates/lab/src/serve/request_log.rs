//! Every request that was to change something, in its order: what a client's own ledger is held
//! against.

use super::answer::Answer;
use super::asked::Asked;
use crate::clock::{self, Time};
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};

/// The log.
#[derive(Debug, Default)]
pub(super) struct RequestLog(Mutex<Vec<Value>>);

impl RequestLog {
    /// Notes a request that was answered, if it is one that writes.
    pub(super) fn note(&self, asked: &Asked, status: u16, at: Time) {
        if !asked.writes() {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = all.len() + 1;
        let body: Value = serde_json::from_str(&asked.body).unwrap_or(Value::Null);
        all.push(
            json!({"number": number, "method": asked.method, "path": asked.path,
            "status": status, "worldTime": clock::text(at), "body": body}),
        );
    }

    /// The log as JSON.
    pub(super) fn answer(&self) -> Answer {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Answer::json(200, &json!({"requests": *all}))
    }
}
