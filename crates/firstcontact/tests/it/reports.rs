//! `firstcontact report`, as somebody uses it who signs budgets, checks, administers, or connects
//! another machine.

use crate::place::{contoso, firstcontact};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

struct Said {
    out: String,
    err: String,
    code: i32,
}

fn run(words: &[&str]) -> Said {
    run_in(Path::new("."), words)
}

fn run_in(place: &Path, words: &[&str]) -> Said {
    let output = firstcontact()
        .current_dir(place)
        .args(words)
        .output()
        .unwrap();
    Said {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code().unwrap(),
    }
}

fn refused(words: &[&str]) -> String {
    let said = run(words);
    assert_eq!(
        (said.code, said.out.as_str()),
        (2, ""),
        "{words:?}: {}",
        said.err
    );
    said.err
}

fn contoso_path() -> String {
    contoso().display().to_string()
}

#[test]
fn every_kind_is_written() {
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name).display().to_string();
    let contoso = contoso_path();
    for (words, written, mark) in [
        (vec!["--out", "a.html"], "a.html", "<!doctype html>"),
        (
            vec!["--out", "a.md", "--lang", "de"],
            "a.md",
            "Sind wir sicher?",
        ),
        (
            vec!["--kind", "evidence", "--out", "pack"],
            "pack/index.json",
            "firstcontact/evidence/1",
        ),
        (
            vec!["--kind", "kit", "--out", "kit"],
            "kit/procurement-policy.html",
            "<!doctype html>",
        ),
        (vec!["--out", "a.xlsx"], "a.xlsx", "PK"),
        (
            vec!["--format", "ocsf", "--out", "a.ndjson"],
            "a.ndjson",
            "\"class_uid\":2003",
        ),
        (
            vec!["--format", "sarif", "--out", "a.sarif"],
            "a.sarif",
            "\"version\":\"2.1.0\"",
        ),
        (
            vec!["--format", "junit", "--out", "a.xml"],
            "a.xml",
            "<testsuites",
        ),
        (
            vec!["--format", "csv", "--out", "a.csv"],
            "a.csv",
            "serial,platform",
        ),
        (
            vec!["--format", "json", "--out", "a.json"],
            "a.json",
            "firstcontact/fleet/1",
        ),
    ] {
        let mut words: Vec<&str> = words;
        let out = at(words[words.iter().position(|it| *it == "--out").unwrap() + 1]);
        let place = words.iter().position(|it| *it == "--out").unwrap() + 1;
        words[place] = &out;
        let said = run(&[&["report", &contoso], &words[..]].concat());
        assert_eq!(
            (said.code, said.out.as_str()),
            (1, ""),
            "{words:?}: {}",
            said.err
        );
        let bytes = fs::read(at(written)).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(
            text.contains(&mark.to_lowercase()),
            "{words:?}: {text:.300}"
        );
    }
    let piped = run(&["report", &contoso, "--format", "md"]);
    assert!(piped.out.starts_with("# Apple devices"), "{}", piped.out);
}

#[test]
fn diagnose_writes_for_other_machines_too() {
    let contoso = contoso_path();
    for (format, mark) in [
        ("ocsf", "\"class_uid\":2004"),
        ("sarif", "\"runs\""),
        ("junit", "<testsuites"),
    ] {
        let said = run(&["diagnose", &contoso, "--format", format]);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(said.out.contains(mark), "{format}: {:.300}", said.out);
        let none = run(&["diagnose", &contoso, "--format", format, "--only", "C44"]);
        assert!(
            !none.out.contains("\"message\":\"FC"),
            "{format}: {:.300}",
            none.out
        );
    }
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is_read() {
    let nowhere = "no/such/snapshot";
    for (words, why) in [
        (
            vec!["--kind", "workbook", "--format", "pdf", "--out", "x"],
            "choose one of: xlsx",
        ),
        (
            vec!["--kind", "machine", "--format", "html"],
            "choose one of: ocsf",
        ),
        (vec!["--kind", "evidence"], "--out"),
        (vec!["--kind", "workbook"], "--out"),
    ] {
        let said = refused(&[&["report", nowhere], &words[..]].concat());
        assert!(said.contains(why), "{words:?}: {said}");
    }
    if !press::pdf::is_built() {
        let said = refused(&["report", nowhere, "--format", "pdf", "--out", "x.pdf"]);
        assert!(said.contains("prints no PDF"), "{said}");
    }
    let said = refused(&["report", nowhere]);
    assert!(said.contains(nowhere), "{said}");
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mine.txt"), "mine").unwrap();
    let out = place.path().display().to_string();
    let said = refused(&[
        "report",
        &contoso_path(),
        "--kind",
        "evidence",
        "--out",
        &out,
    ]);
    assert!(said.contains("is not empty"), "{said}");
}

#[test]
fn absurd_costs_are_refused_by_their_key() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("firstcontact.toml");
    for (text, key) in [
        ("hourly-cost = -60", "report.costs.hourly-cost"),
        (
            "manual = { low = 200, usual = 100, high = 300 }",
            "report.costs.manual",
        ),
    ] {
        fs::write(&file, format!("[report.costs]\n{text}\n")).unwrap();
        let said = run_in(place.path(), &["report", &contoso_path(), "--format", "md"]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains(key), "{}", said.err);
    }
    fs::write(
        &file,
        "[report.costs]\nhourly-cost = 100\ncurrency = \"CHF\"\n",
    )
    .unwrap();
    let said = run_in(place.path(), &["report", &contoso_path(), "--format", "md"]);
    assert!(said.out.contains("100\u{a0}CHF"), "{}", said.out);
}

#[test]
fn an_empty_fleet_has_a_report_that_claims_nothing() {
    let place = tempfile::tempdir().unwrap();
    let header = "{\"schema\":1,\"takenAt\":\"2026-11-20T09:00:00Z\"}";
    fs::write(place.path().join("snapshot.json"), header).unwrap();
    let snapshot = place.path().display().to_string();
    let said = run(&["report", &snapshot, "--format", "md"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("There is nothing to say yet"),
        "{}",
        said.out
    );
    assert!(said.out.contains("What could not be seen"), "{}", said.out);
    for format in ["ocsf", "sarif", "junit", "csv", "json"] {
        let said = run(&["report", &snapshot, "--format", format]);
        assert_eq!(said.code, 0, "{format}: {}", said.err);
        assert!(!said.out.contains("\"Pass\""), "{format}: {}", said.out);
    }
}

#[test]
fn with_a_store_there_is_a_trend() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("fleet.db").display().to_string();
    let world = place.path().join("world");
    let mut last = String::new();
    for day in ["2026-11-10T09:00:00Z", "2026-11-20T09:00:00Z"] {
        let out = world.join(&day[..10]);
        simulate(&out, &["--devices", "60", "--seed", "310003", "--at", day]);
        last = out.join("snapshot").display().to_string();
        let said = run(&[
            "store", "ingest", &last, "--store", &store, "--tenant", "lab",
        ]);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let said = run(&["report", &last, "--store", &store, "--format", "md"]);
    assert_ne!(said.code, 2, "{}", said.err);
    assert!(said.out.contains("2026-11-10"), "{}", said.out);
    assert!(said.out.contains("No case was opened yet"), "{}", said.out);
    assert!(!said.out.contains("There is no history"), "{}", said.out);
    let empty = place.path().join("empty.db").display().to_string();
    drop(firstcontact::store::open(&empty).unwrap());
    let said = refused(&["report", &last, "--store", &empty, "--format", "md"]);
    assert!(said.contains("the store is empty"), "{said}");
}

fn simulate(out: &Path, words: &[&str]) {
    let out = out.display().to_string();
    let said = run(&[&["lab", "simulate", "--out", &out][..], words].concat());
    assert_eq!(said.code, 0, "{}", said.err);
}

/// The truth of each device, by its serial number.
fn truth(folder: &Path) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(folder.join("truth.ndjson")).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let devices = lines.filter(|line| line["serial"].is_string());
    devices
        .map(|line| (line["serial"].as_str().unwrap().to_owned(), line))
        .collect()
}

/// The exceptions of a measure, as the evidence pack lists them.
fn exceptions(folder: &Path, measure: &str) -> Vec<String> {
    let pack = folder.join("pack");
    let out = pack.display().to_string();
    if !pack.exists() {
        let snapshot = folder.join("snapshot").display().to_string();
        let said = run(&["report", &snapshot, "--kind", "evidence", "--out", &out]);
        assert_ne!(said.code, 2, "{}", said.err);
    }
    let list = fs::read_to_string(pack.join(format!("exceptions/{measure}.csv"))).unwrap();
    let rows = list.lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap().to_owned())
        .collect()
}

fn executive(folder: &Path) -> String {
    let snapshot = folder.join("snapshot").display().to_string();
    let said = run(&["report", &snapshot, "--format", "md"]);
    assert_ne!(said.code, 2, "{}", said.err);
    said.out
}

#[test]
fn scenarios_with_a_known_truth_are_told_as_they_are() {
    let place = tempfile::tempdir().unwrap();
    let told = |scenario: &str| {
        let folder = place.path().join(scenario);
        simulate(&folder, &["--world", scenario]);
        (executive(&folder), truth(&folder), folder)
    };
    // One sealed telephone: nobody is in danger, and nobody has to do anything about it.
    let (text, truth, folder) = told("boxed");
    assert_eq!(truth.len(), 1);
    assert!(exceptions(&folder, "managed").is_empty());
    assert!(!text.contains("Allow one device to be erased"), "{text}");
    // One that was in use before it was added.
    let (text, truth, _) = told("late-reseller");
    assert!(truth.values().all(|line| line["cause"] == "C01"));
    assert!(
        text.contains("Set up before it was added to the organisation"),
        "{text}"
    );
    // An expired token: one fault, as many devices behind it as the truth says.
    let (text, truth, folder) = told("expired-token");
    let behind = truth.values().filter(|line| line["cause"] == "C21").count();
    assert_eq!(behind, 1);
    assert!(
        text.contains("The enrollment program token has expired"),
        "{text}"
    );
    let asked = "Have one fault of the tenant mended at the source: 1 device fails because of it.";
    assert!(text.contains(asked), "{text}");
    // As many in use without management as the truth knows to have been set up too early.
    let early = truth.values().filter(|line| line["cause"] == "C01").count();
    assert_eq!(exceptions(&folder, "managed").len(), early);
}

#[test]
fn nobody_is_accused_whom_the_truth_acquits() {
    let place = tempfile::tempdir().unwrap();
    let mut accused = 0;
    for seed in ["310002", "310004"] {
        let folder = place.path().join(seed);
        simulate(
            &folder,
            &["--devices", "600", "--seed", seed, "--tier", "look"],
        );
        let truth = truth(&folder);
        for serial in exceptions(&folder, "managed") {
            // In use without management is only what is not healthy, and holds somebody's data.
            let line = &truth[&serial];
            assert!(line["cause"].is_string(), "{line}");
            assert_eq!(line["dataAtRisk"], true, "{line}");
            accused += 1;
        }
        let by_hand = truth
            .values()
            .filter(|it| it["source"] == "MANUALLY_ADDED")
            .count();
        assert_eq!(exceptions(&folder, "bought-linked").len(), by_hand);
    }
    assert!(
        accused > 0,
        "the worlds have devices in use without management"
    );
}

#[test]
fn the_demonstration_writes_every_document() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("papers");
    let out = folder.display().to_string();
    let said = run(&["demo", "--report", &out, "--config", "/dev/null"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("executive.html first"), "{}", said.out);
    for name in [
        "executive.html",
        "evidence/evidence.html",
        "evidence/SHA256SUMS",
        "policy-kit/procurement-policy.html",
        "fleet.xlsx",
        "machine/events.ocsf.ndjson",
        "machine/fleet.sarif",
        "machine/fleet.junit.xml",
        "machine/devices.csv",
        "machine/fleet.json",
        "prevention.html",
        "prevention.md",
        "access.html",
        "access.md",
    ] {
        assert!(fs::metadata(folder.join(name)).unwrap().len() > 0, "{name}");
    }
    assert_eq!(
        folder.join("executive.pdf").exists(),
        press::pdf::is_built()
    );
    let index = fs::read_to_string(folder.join("index.html")).unwrap();
    let links: Vec<&str> = index.split("href=\"").skip(1).collect();
    assert!(links.len() >= 17, "{index}");
    for link in links {
        let (file, _) = link.split_once('"').unwrap();
        assert!(folder.join(file).is_file(), "{file}");
    }
    let page = fs::read_to_string(folder.join("executive.html")).unwrap();
    for question in [
        "Are we safe?",
        "What does it cost?",
        "What do you want from me?",
    ] {
        assert!(page.contains(question), "{question}");
    }
    assert!(
        !page.contains("There is no history"),
        "two weeks were lived through"
    );
    let again = run(&["demo", "--report", &out, "--config", "/dev/null"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("--report"), "{}", again.err);
}
