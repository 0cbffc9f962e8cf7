//! The pretended world and the program, each through its own command, meeting only in files.

use crate::place::firstcontact;
use lab::scenario::{BUILT_IN, WorldFile};
use serde_json::Value;
use std::path::Path;

fn run(words: &[&str]) -> (String, i32) {
    let output = firstcontact().args(words).output().unwrap();
    let mut text = String::from_utf8(output.stdout).unwrap();
    text.push_str(&String::from_utf8(output.stderr).unwrap());
    (text, output.status.code().unwrap())
}

fn simulate(out: &Path, words: &[&str]) {
    let out = out.to_str().unwrap();
    let words: Vec<&str> = ["lab", "simulate", "--out", out]
        .into_iter()
        .chain(words.iter().copied())
        .collect();
    let (said, code) = run(&words);
    assert_eq!(code, 0, "{said}");
}

fn diagnose(out: &Path) {
    let snapshot = out.join("snapshot");
    let diagnosis = out.join("diagnosis.ndjson");
    let findings = out.join("findings.ndjson");
    let words = [
        "diagnose",
        snapshot.to_str().unwrap(),
        "--format",
        "ndjson",
        "--out",
        diagnosis.to_str().unwrap(),
        "--findings",
        findings.to_str().unwrap(),
    ];
    let (said, code) = run(&words);
    assert!(code < 2, "{said}");
}

fn score(folders: &[&Path]) -> Value {
    let mut words = vec!["lab".to_owned(), "score".to_owned()];
    for folder in folders {
        let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
        words.extend(["--truth".to_owned(), file("truth.ndjson")]);
        words.extend(["--diagnosis".to_owned(), file("diagnosis.ndjson")]);
        words.extend(["--findings".to_owned(), file("findings.ndjson")]);
    }
    words.extend(["--format".to_owned(), "json".to_owned()]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (said, code) = run(&words);
    assert_eq!(code, 0, "{said}");
    serde_json::from_str(&said).unwrap()
}

/// A smaller run of what docs/accuracy.md tells, on seeds that nothing was fitted on.
#[test]
fn the_documented_pipeline_keeps_what_it_promises() {
    let place = tempfile::tempdir().unwrap();
    let mut folders = Vec::new();
    for seed in 310_000..310_006 {
        for tier in ["graph", "audit", "look"] {
            let folder = place.path().join(format!("{seed}-{tier}"));
            let seed = seed.to_string();
            simulate(
                &folder,
                &[
                    "--devices",
                    "700",
                    "--seed",
                    &seed,
                    "--tier",
                    tier,
                    "--bare",
                ],
            );
            diagnose(&folder);
            folders.push(folder);
        }
    }
    let folders: Vec<&Path> = folders.iter().map(std::path::PathBuf::as_path).collect();
    let report = score(&folders);
    let all = &report["all"];
    assert_eq!(all["unanswered"], 0, "every serial number gets a line");
    assert_eq!(all["strangers"], 0, "and no other does");
    assert_eq!(all["safety"]["destroying"], 0);
    let number = |value: &Value| value.as_f64().unwrap();
    let right = number(&all["classification"]["accuracy"]["value"]);
    assert!(right > 0.85, "{right}");
    let off = number(&all["calibration"]["ece"]);
    assert!(off < 0.06, "{off}");
    let tenants = &all["systemic"];
    assert!(number(&tenants["recall"]["value"]) > 0.95, "{tenants}");
    assert!(number(&tenants["precision"]["value"]) > 0.9, "{tenants}");
    let cost = number(&all["decisions"]["meanCost"]);
    assert!(
        cost < 12.0,
        "{cost} minutes a device, where asking always costs 25"
    );
}

/// An expired push certificate silences a fleet as a replaced one does, and an apps token expires
/// for itself: each is said once, and dated by what it rests on.
#[test]
fn faults_of_a_tenant_are_told_apart_and_dated() {
    let place = tempfile::tempdir().unwrap();
    for (seed, expected) in [("310001", ["C27", "C29"]), ("310005", ["C26", "C29"])] {
        let folder = place.path().join(seed);
        let words = ["--devices", "600", "--seed", seed, "--tier", "graph"];
        let faults = ["--fault", "F19", "--fault", "F28", "--bare"];
        simulate(&folder, &[&words[..], &faults[..]].concat());
        diagnose(&folder);
        let lines = |name: &str| -> Vec<Value> {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
            lines.collect()
        };
        let said = lines("findings.ndjson");
        let codes: Vec<&str> = said.iter().map(|it| it["code"].as_str().unwrap()).collect();
        assert_eq!(codes, expected, "{seed}");
        let truth = lines("truth.ndjson");
        for finding in &said {
            let same = |it: &&Value| it["code"] == finding["code"] && it["from"].is_string();
            let from = truth.iter().find(same).unwrap()["from"].as_str().unwrap();
            let since = finding["since"].as_str().unwrap();
            assert_eq!(since[..10], from[..10], "{seed} {finding}");
        }
    }
}

#[test]
fn the_classic_story_and_its_siblings_are_diagnosed_right() {
    let mut astray = Vec::new();
    for (name, text) in BUILT_IN {
        let file = WorldFile::parse(name, text).unwrap();
        let drawn = usize::try_from(file.devices.unwrap_or(0)).unwrap();
        for (number, written) in file.scripted.iter().enumerate() {
            for expected in &written.expected {
                let at = lab::clock::text(expected.at);
                let place = tempfile::tempdir().unwrap();
                let words = ["--world", name, "--at", &at, "--tier", "look", "--bare"];
                simulate(place.path(), &words);
                diagnose(place.path());
                let index = (drawn + number) as u64;
                let seed = file.seed.unwrap_or(1);
                let serial = lab::device::serial(seed, index, false);
                let serial = std::str::from_utf8(&serial).unwrap();
                let line = line_of(&place.path().join("diagnosis.ndjson"), serial);
                let cause = line["cause"]["code"].as_str().unwrap_or("none");
                let fits = cause == expected.cause || expected.or.iter().any(|or| or == cause);
                if !fits {
                    let (wanted, rivals) = (&expected.cause, &line["alternatives"]);
                    astray.push(format!("{name} at {at}: {cause}, not {wanted}; {rivals}"));
                }
                let destroys = line["action"] == "erase" && expected.cause.starts_with('H');
                assert!(!destroys, "{name} at {at}: {line}");
            }
        }
    }
    assert!(astray.is_empty(), "\n{}", astray.join("\n"));
}

fn line_of(diagnosis: &Path, serial: &str) -> Value {
    let text = std::fs::read_to_string(diagnosis).unwrap();
    let mut lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found = lines.find(|line| line["serial"] == serial);
    found.unwrap_or_else(|| panic!("{serial} has no line"))
}

#[test]
fn a_story_stands_beside_what_each_source_shows() {
    let place = tempfile::tempdir().unwrap();
    let words = [
        "--world",
        "not-contacted",
        "--at",
        "2026-09-20T09:00:00Z",
        "--tier",
        "look",
    ];
    simulate(place.path(), &words);
    let serial = lab::device::serial(1, 0, false);
    let serial = std::str::from_utf8(&serial).unwrap();
    let folder = place.path().to_str().unwrap();
    let (said, code) = run(&["lab", "story", serial, "--in", folder]);
    assert_eq!(code, 0, "{said}");
    for told in [
        "Apple answers: nothing is pending",
        "added to the organisation (MANUALLY_ADDED)",
        "notContacted since 2026-08-10",
        "C01 (order), first gate not passed: G5, needs: erase",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
}

#[test]
fn many_worlds_are_swept_and_nothing_breaks() {
    let words = [
        "lab",
        "sweep",
        "--seeds",
        "320000..320004",
        "--devices",
        "200",
    ];
    let (said, code) = run(&words);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("4 worlds with"), "{said}");
}

#[test]
fn the_attainable_is_bracketed_for_every_tier() {
    let words = [
        "lab",
        "ceiling",
        "--devices",
        "150",
        "--seeds",
        "330000..330002",
        "--learn",
        "4",
        "--format",
        "json",
        "-q",
    ];
    let (said, code) = run(&words);
    assert_eq!(code, 0, "{said}");
    let told: Value = serde_json::from_str(&said).unwrap();
    for tier in ["graph", "abm", "audit", "signins", "register", "look"] {
        let bounds = &told["tiers"][tier]["accuracy"];
        let (learned, most) = (bounds[0].as_f64().unwrap(), bounds[1].as_f64().unwrap());
        assert!(
            0.0 < learned && learned <= most && most <= 1.0,
            "{tier}: {bounds}"
        );
    }
}

#[test]
fn what_cannot_be_is_refused_with_what_would_be_right() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("w.toml");
    std::fs::write(
        &file,
        "calm = true\n[parameters.lost]\nper_year = -1\nsource = \"x\"\n",
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let out = place.path().join("out");
    let out = out.to_str().unwrap();
    let refused = |words: &[&str], told: &[&str]| {
        let (said, code) = run(words);
        assert_eq!(code, 2, "{words:?}: {said}");
        for told in told {
            assert!(said.contains(told), "{told}\n{said}");
        }
    };
    let with = |words: &[&'static str]| [&["lab", "simulate", "--out", "x"], words].concat();
    refused(
        &with(&["--fault", "F99"]),
        &["no fault 'F99'", "lab faults"],
    );
    refused(&with(&["--tier", "all"]), &["no tier 'all'", "graph, abm"]);
    refused(
        &with(&["--world", "nowhere"]),
        &["no file 'nowhere'", "not-contacted"],
    );
    refused(&with(&["--at", "soon"]), &["'soon' is no time"]);
    refused(
        &["lab", "simulate", "--out", out, "--world", file],
        &["w.toml line 2", "'lost' cannot happen -1 times a year"],
    );
    refused(&["lab", "sweep", "--seeds", "9..3"], &["write it as 1..50"]);
    refused(&["lab", "story", "FC000", "--in", out], &["lab.json"]);
}
