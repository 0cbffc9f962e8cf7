//! What a client saw, held against what the lab serves.

use super::stock::Stock;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Faults of a check that are told; the others are like them.
const TOLD: usize = 5;

/// One thing that a client did.
pub(super) struct Check {
    /// What it did.
    pub(super) what: String,
    /// What was not as it must be.
    pub(super) wrong: Vec<String>,
}

/// Judges what a client said: `{"list":…,"as":…,"row":{…}}` for every row that it read,
/// `{"listed":…,"as":…}` when it has read a list, and `{"did":…,"wrong":[…]}` for anything else.
pub(super) fn checks(seen: &[Value], stock: &Stock) -> Vec<Check> {
    let mut rows: BTreeMap<(&str, &str), Vec<&Value>> = BTreeMap::new();
    let mut checks = Vec::new();
    for said in seen {
        let by = said["as"].as_str().unwrap_or_default();
        if let Some(list) = said["list"].as_str() {
            rows.entry((list, by)).or_default().push(&said["row"]);
        } else if let Some(list) = said["listed"].as_str() {
            let read = rows.remove(&(list, by)).unwrap_or_default();
            checks.push(listed(list, by, &read, stock.rows(list)));
        } else {
            let wrong = said["wrong"].as_array().into_iter().flatten();
            let wrong = wrong.map(|it| it.as_str().map_or(it.to_string(), str::to_owned));
            checks.push(Check {
                what: said["did"].as_str().unwrap_or("said nothing").to_owned(),
                wrong: wrong.collect(),
            });
        }
    }
    for ((list, by), read) in rows {
        checks.push(Check {
            what: format!("{by} read {list}"),
            wrong: vec![format!("it broke off after {} rows", read.len())],
        });
    }
    checks
}

fn listed(list: &str, by: &str, read: &[&Value], kept: &[Value]) -> Check {
    let mut wrong = Vec::new();
    if read.len() != kept.len() {
        wrong.push(format!("{} rows instead of {}", read.len(), kept.len()));
    }
    // A list may show a row twice; then both are alike.
    let kept_by_id: BTreeMap<&str, &Value> = kept.iter().map(|row| (id(row), row)).collect();
    let mut seen = BTreeSet::new();
    for row in read {
        match kept_by_id.get(id(row)) {
            None => wrong.push(format!("{} is not in the lab's list", id(row))),
            Some(kept) => wrong.extend(differences(row, kept)),
        }
        seen.insert(id(row));
    }
    let missing = kept_by_id.keys().filter(|id| !seen.contains(*id));
    wrong.extend(missing.map(|id| format!("{id} was not seen")));
    let more = wrong.len().saturating_sub(TOLD);
    wrong.truncate(TOLD);
    if more > 0 {
        wrong.push(format!("and {more} more"));
    }
    Check {
        what: format!("{by} read {list}: {} rows", read.len()),
        wrong,
    }
}

fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap_or_default()
}

/// Every property that the lab sent must have arrived in the client's own model, with its value,
/// and none may be unknown to it, but for those that are newer than the client.
fn differences(read: &Value, kept: &Value) -> Vec<String> {
    let mut properties = BTreeMap::new();
    for (name, value) in read.as_object().into_iter().flatten() {
        properties.insert(plain(name), value);
    }
    let mut wrong = Vec::new();
    for unknown in read["_unknown"].as_array().into_iter().flatten() {
        wrong.push(format!("{}: the client knows no {unknown}", id(kept)));
    }
    let newer = read["_newer"].as_array().into_iter().flatten();
    let newer: Vec<&str> = newer.filter_map(Value::as_str).collect();
    let attributes = kept["attributes"].as_object();
    let sent = kept.as_object().into_iter().flatten();
    for (name, value) in sent.chain(attributes.into_iter().flatten()) {
        let is_about_the_row = name.starts_with('@') || matches!(name.as_str(), "type" | "links");
        let is_about_the_row = is_about_the_row || newer.contains(&name.as_str());
        if is_about_the_row || value.is_null() || value.is_object() || value.is_array() {
            continue;
        }
        let known = properties
            .get(&plain(name))
            .filter(|found| !found.is_null());
        match known {
            None => wrong.push(format!("{}: {name} did not arrive", id(kept))),
            Some(found) if text(found) == text(value) => {}
            Some(found) => wrong.push(format!("{}: {name} is {value}, read as {found}", id(kept))),
        }
    }
    wrong
}

/// A name as both spell it: `complianceState` and `compliance_state`.
fn plain(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::checks;
    use crate::interop::stock::Stock;
    use serde_json::{Value, json};

    fn wrong(row: &Value) -> Vec<String> {
        let kept = json!({"id": "a", "@odata.type": "#x", "isSupervised": true, "lost": null,
            "complianceState": "compliant", "attributes": {"serialNumber": "S"}});
        let stock = Stock::of("l", vec![kept]);
        let said = [
            json!({"list": "l", "as": "it", "row": row}),
            json!({"listed": "l", "as": "it"}),
        ];
        let mut all = checks(&said, &stock);
        assert_eq!(all.len(), 1);
        all.remove(0).wrong
    }

    #[test]
    fn what_a_client_read_is_what_was_sent() {
        let right = json!({"id": "a", "is_supervised": true, "compliance_state": "compliant",
            "serialNumber": "S"});
        assert_eq!(wrong(&right), Vec::<String>::new());
        for (name, value) in [
            ("is_supervised", json!(false)),
            ("compliance_state", Value::Null),
            ("serialNumber", json!("T")),
            ("_unknown", json!(["newThing"])),
        ] {
            let mut row = right.clone();
            row[name] = value;
            assert_eq!(wrong(&row).len(), 1, "{name}: {:?}", wrong(&row));
        }
        let mut other = right.clone();
        other["id"] = "b".into();
        assert_eq!(
            wrong(&other),
            ["b is not in the lab's list", "a was not seen"]
        );
    }

    #[test]
    fn a_list_that_breaks_off_is_no_success() {
        let said = [json!({"list": "l", "as": "it", "row": {"id": "a"}})];
        let all = checks(&said, &Stock::default());
        assert_eq!(all[0].wrong, ["it broke off after 1 rows"]);
        let all = checks(
            &[json!({"did": "sync", "wrong": ["404"]})],
            &Stock::default(),
        );
        assert_eq!(all[0].wrong, ["404"]);
    }
}
