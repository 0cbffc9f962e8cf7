//! What vendors add without a word: a property more, a member more of an enumeration.

use super::answer::Answer;
use crate::random::Draws;
use serde_json::{Map, Value, json};

/// Properties whose words are members of an enumeration that may grow.
const GROWING: [&str; 12] = [
    "complianceState",
    "deviceEnrollmentType",
    "deviceRegistrationState",
    "enrollmentState",
    "failureCategory",
    "managementAgent",
    "managementState",
    "mdmMigrationStatus",
    "platform",
    "productFamily",
    "purchaseSourceType",
    "serverType",
];
/// The share of rows in which such a word is one that nobody knows.
const UNKNOWN: f64 = 0.02;

/// Adds to the rows of an answer, and to what surrounds them.
pub(super) fn grow(answer: &mut Answer, draws: &mut Draws) {
    let Ok(Value::Object(mut document)) = serde_json::from_slice(&answer.body) else {
        return;
    };
    for list in ["value", "data"] {
        match document.get_mut(list) {
            Some(Value::Array(rows)) => {
                for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                    add(row, draws);
                }
            }
            Some(Value::Object(row)) => add(row, draws),
            _ => {}
        }
    }
    document.insert("addedSince2027".to_owned(), json!({"level": [1, "two"]}));
    answer.body = Value::Object(document).to_string().into_bytes();
}

fn add(row: &mut Map<String, Value>, draws: &mut Draws) {
    let unknown = draws.chance(UNKNOWN);
    let place = draws.below(GROWING.len() as u64) as usize;
    // Apple keeps the properties of a resource one level deeper.
    let fields = match row.get_mut("attributes") {
        Some(Value::Object(attributes)) => attributes,
        _ => row,
    };
    let words = GROWING.iter().cycle().skip(place).take(GROWING.len());
    let word = words
        .filter(|name| fields.get(**name).is_some_and(Value::is_string))
        .find(|_| unknown);
    if let Some(name) = word {
        fields.insert((*name).to_owned(), "addedSince2027".into());
    }
    fields.insert("addedSince2027".to_owned(), json!([{"kind": null}]));
}
