//! `$batch`: up to twenty requests in one, each answered for itself (microsoft.md §4).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::graph;
use crate::clock::Time;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Requests of a batch at most.
const MOST: usize = 20;

#[derive(Deserialize)]
struct Batch {
    requests: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    method: String,
    url: String,
    #[serde(default)]
    headers: Map<String, Value>,
    #[serde(default)]
    body: Option<Value>,
}

/// Answers a batch.
pub(super) fn answer(services: &Services, asked: &Asked, now: Time) -> Answer {
    let bad = |why: &str| graph::error(services, 400, "BadRequest", why, now);
    if asked.method != "POST" {
        let why = "A batch must be sent with POST.";
        return graph::error(services, 405, "Request_BadRequest", why, now);
    }
    let batch: Batch = match serde_json::from_str(&asked.body) {
        Ok(batch) => batch,
        Err(why) => return bad(&format!("Invalid batch payload format: {why}")),
    };
    if batch.requests.len() > MOST {
        let why = format!("Number of batch request steps exceeds the maximum value of {MOST}.");
        return bad(&why);
    }
    let version = asked.parts.first().map_or("v1.0", String::as_str);
    let responses: Vec<Value> = batch
        .requests
        .iter()
        .map(|item| one(services, asked, item, version, now))
        .collect();
    Answer::json(200, &json!({"responses": responses}))
}

fn one(services: &Services, around: &Asked, item: &Item, version: &str, now: Time) -> Value {
    let target = format!("/{version}/{}", item.url.trim_start_matches('/'));
    let mut asked = Asked::new(&item.method, &target);
    asked.headers.clone_from(&around.headers);
    for (name, value) in &item.headers {
        if let Some(value) = value.as_str() {
            asked.headers.insert(name.to_lowercase(), value.to_owned());
        }
    }
    asked.body = item.body.as_ref().map(Value::to_string).unwrap_or_default();
    let answer = if asked.parts.iter().any(|part| part == "$batch") {
        graph::error(
            services,
            400,
            "BadRequest",
            "A batch cannot hold a batch.",
            now,
        )
    } else {
        let answer = match services.at_present(&asked, now) {
            Ok(services) => graph::answer(&services, &asked, now),
            Err(broken) => broken,
        };
        services.note(&asked, answer.status, now);
        answer
    };
    let headers: Map<String, Value> = answer
        .headers
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
    json!({"id": item.id, "status": answer.status, "headers": headers, "body": body})
}
