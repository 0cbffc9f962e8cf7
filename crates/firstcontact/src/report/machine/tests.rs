//! Tests only: the formats for other machines, of a small tenant.

use super::{junit, ocsf, sarif};
use crate::app::examine::Examiner;
use crate::config::report::Costs;
use crate::report::example_fleet::{HOSTILE_SERIAL, IN_ORDER, SHUFFLED, Shuffle, empty, snapshot};
use crate::report::figures::gather;
use crate::report::only::Only;
use enrollment::correlate::{Fleet, correlate};
use rules::prevention::thresholds::Thresholds;
use serde_json::Value;

fn written(format: &str, fleet: &Fleet<'_>, only: &Only) -> String {
    let weights = rules::weights::built_in().unwrap();
    let mut out = Vec::new();
    match format {
        "ocsf" => ocsf::write(fleet, weights, only, &mut out),
        "sarif" => sarif::write(fleet, weights, only, &mut out),
        _ => junit::write(fleet, weights, only, &mut out),
    }
    .unwrap();
    String::from_utf8(out).unwrap()
}

fn of(format: &str, shuffle: &Shuffle, only: &Only) -> String {
    let snapshot = snapshot(shuffle);
    written(format, &correlate(&snapshot), only)
}

#[test]
fn each_format_tells_the_same() {
    for format in ["ocsf", "sarif", "junit"] {
        let text = of(format, &IN_ORDER, &Only::default());
        insta::assert_snapshot!(format, text);
        assert_eq!(text, of(format, &SHUFFLED, &Only::default()), "{format}");
    }
}

#[test]
fn an_event_is_a_line_and_a_log_is_a_document() {
    let lines = of("ocsf", &IN_ORDER, &Only::default());
    let events: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of_device = |event: &&Value| event["resources"][0]["type"] == "device";
    // The example has four devices that need somebody and three that nobody can tell.
    assert_eq!(events.iter().filter(of_device).count(), 7);
    let hostile = events
        .iter()
        .find(|it| it["resources"][0]["uid"] == HOSTILE_SERIAL);
    assert!(hostile.is_some());
    let log: Value = serde_json::from_str(&of("sarif", &IN_ORDER, &Only::default())).unwrap();
    assert_eq!(
        log["runs"][0]["results"].as_array().unwrap().len(),
        events.len()
    );
}

#[test]
fn a_cause_that_is_asked_for_is_told_though_it_only_waits() {
    let only = Only::parse("H01").unwrap();
    for format in ["ocsf", "sarif", "junit"] {
        let text = of(format, &IN_ORDER, &only);
        assert!(text.contains("STOCK00001"), "{format}: {text}");
        assert!(!text.contains("EARLY00001"), "{format}: {text}");
    }
}

#[test]
fn an_empty_fleet_is_a_whole_document() {
    let snapshot = empty();
    let fleet = correlate(&snapshot);
    assert_eq!(written("ocsf", &fleet, &Only::default()), "");
    let log: Value = serde_json::from_str(&written("sarif", &fleet, &Only::default())).unwrap();
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
    assert!(written("junit", &fleet, &Only::default()).contains("tests=\"0\""));
}

#[test]
fn a_control_is_open_where_not_all_was_seen() {
    let snapshot = snapshot(&IN_ORDER);
    let weights = rules::weights::built_in().unwrap();
    let figures = gather(
        &correlate(&snapshot),
        &Examiner::new(weights),
        (&Costs::default(), &Thresholds::default()),
        None,
    );
    let mut out = Vec::new();
    ocsf::write_controls(&figures, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["class_uid"], &first["type_uid"]),
        (&2003.into(), &200_301.into())
    );
    for line in text.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        let (status, unmapped) = (&event["compliance"]["status_id"], &event["unmapped"]);
        if unmapped["exceptions"] != 0 {
            assert_eq!(status, 3, "{line}");
        } else if unmapped["notSeen"] != 0 {
            assert_eq!(status, 2, "{line}");
        }
    }
}
