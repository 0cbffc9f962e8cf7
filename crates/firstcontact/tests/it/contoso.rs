//! The example snapshot: every device gets the diagnosis that its story deserves.

use crate::place::{by_serial, contoso, ndjson};
use serde_json::Value;

fn expected() -> Vec<Value> {
    let path = contoso().with_file_name("contoso.expected.ndjson");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn every_story_is_understood() {
    let (told, code) = ndjson(&contoso());
    assert_eq!(code, 1);
    let told = by_serial(&told);
    let expected = expected();
    assert_eq!(
        told.len(),
        expected.len(),
        "every serial number gets a line, and no other"
    );
    let mut astray = Vec::new();
    for story in &expected {
        let serial = story["serial"].as_str().unwrap();
        let line = &told[serial];
        let cause = &line["cause"]["code"];
        let also = story["causeAlso"]
            .as_array()
            .is_some_and(|also| also.contains(cause));
        let action = &line["action"];
        let fits = (*cause == story["cause"] || also)
            && story["action"].as_array().unwrap().contains(action)
            && line["systemic"]["code"] == story["systemic"];
        if !fits {
            astray.push(format!(
                "{serial}: {} {} {} {} {} — expected {} {} {} ({})",
                cause,
                line["cause"]["probability"],
                action,
                line["systemic"]["code"],
                line["alternatives"],
                story["cause"],
                story["action"],
                story["systemic"],
                story["note"],
            ));
        }
    }
    assert!(
        astray.is_empty(),
        "{} astray:\n{}",
        astray.len(),
        astray.join("\n")
    );
}

const FIELDS: [&str; 15] = [
    "serial",
    "platform",
    "product",
    "state",
    "gate",
    "cause",
    "alternatives",
    "family",
    "action",
    "eraseNeeded",
    "dataAtRisk",
    "systemic",
    "evidence",
    "question",
    "gaps",
];
const STATE: [&str; 5] = [
    "status",
    "lastContacted",
    "supervised",
    "enrollmentType",
    "managementState",
];
const ACTIONS: [&str; 7] = [
    "wait",
    "ask",
    "configure",
    "migrate",
    "clean",
    "erase",
    "none",
];

#[test]
fn lines_keep_the_contract() {
    let (told, _) = ndjson(&contoso());
    for line in by_serial(&told).values() {
        let serial = &line["serial"];
        assert_eq!(line["schema"], "firstcontact/diagnosis/1");
        for field in FIELDS {
            assert!(line.get(field).is_some(), "{serial} has no {field}");
        }
        assert!(
            ACTIONS.contains(&line["action"].as_str().unwrap()),
            "{serial}"
        );
        for row in STATE {
            assert!(
                line["state"][row].get("observed").is_some(),
                "{serial} {row}"
            );
            assert!(
                line["state"][row].get("expected").is_some(),
                "{serial} {row}"
            );
        }
        if line["cause"].is_null() {
            assert!(
                line["gate"].is_null() && line["family"].is_null(),
                "{serial}"
            );
            assert_eq!(
                line["alternatives"].as_array().unwrap().len(),
                0,
                "{serial}"
            );
        } else {
            a_cause_is_founded(line);
        }
        if line["action"] == "ask" {
            assert!(!line["question"].is_null(), "{serial} asks nothing");
        }
    }
}

fn a_cause_is_founded(line: &Value) {
    let serial = &line["serial"];
    let share = |cause: &Value| cause["probability"].as_f64().unwrap();
    let rivals = line["alternatives"].as_array().unwrap();
    let sum: f64 = share(&line["cause"]) + rivals.iter().map(share).sum::<f64>();
    assert!((sum - 1.0).abs() < 1e-9, "{serial}: {sum}");
    assert!(
        rivals
            .iter()
            .all(|rival| share(rival) <= share(&line["cause"])),
        "{serial}"
    );
    let evidence = line["evidence"].as_array().unwrap();
    assert!(!evidence.is_empty(), "{serial}: no evidence");
    for evidence in evidence {
        for field in ["source", "field", "value", "for", "says"] {
            assert!(
                evidence[field].is_string(),
                "{serial}: evidence without {field}"
            );
        }
    }
}

#[test]
fn an_unread_source_is_named_in_every_line() {
    let (told, _) = ndjson(&contoso());
    for line in by_serial(&told).values() {
        let gaps = line["gaps"].as_array().unwrap();
        assert!(
            gaps.contains(&Value::from("microsoft/namedLocations")),
            "{gaps:?}"
        );
    }
}
