//! The checks of prevention as a person or a script asks for them, and against worlds whose truth
//! is known.

use crate::place::{contoso, firstcontact};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn run(words: &[&str]) -> (String, String, i32) {
    let output = firstcontact().args(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (text(output.stdout), text(output.stderr), code)
}

fn document(snapshot: &Path, more: &[&str]) -> Value {
    let snapshot = snapshot.to_str().unwrap();
    let words = [&["prevent", snapshot, "--format", "json"], more].concat();
    let (told, errors, code) = run(&words);
    assert!(code < 2, "{errors}");
    serde_json::from_str(&told).unwrap()
}

fn check<'d>(document: &'d Value, code: &str) -> &'d Value {
    let checks = document["checks"].as_array().unwrap();
    checks.iter().find(|it| it["code"] == code).unwrap()
}

/// The names of what is wrong in one way.
fn named(check: &Value, why: &str) -> BTreeSet<String> {
    let all = check["exceptions"].as_array().unwrap().iter();
    let alike = all.filter(|it| it["why"] == why);
    alike
        .map(|it| it["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_example_is_told_in_both_languages() {
    let contoso = contoso();
    let contoso = contoso.to_str().unwrap();
    for lang in ["en", "de"] {
        let (told, _, code) = run(&["prevent", contoso, "--lang", lang]);
        assert_eq!(code, 1);
        insta::assert_snapshot!(format!("prevent-{lang}"), told);
    }
    let (page, ..) = run(&["prevent", contoso, "--format", "markdown"]);
    insta::assert_snapshot!("prevent-markdown", page);
}

#[test]
fn a_device_is_rehearsed_gate_by_gate() {
    let contoso = contoso();
    let contoso = contoso.to_str().unwrap();
    for lang in ["en", "de"] {
        let words = [
            "prevent",
            "device",
            "FC78L8HNNL",
            "-s",
            contoso,
            "--lang",
            lang,
        ];
        let (told, _, code) = run(&words);
        assert_eq!(code, 1);
        insta::assert_snapshot!(format!("prevent-device-{lang}"), told);
    }
    let words = [
        "prevent",
        "device",
        "FC78L8HNNL",
        "-s",
        contoso,
        "--format",
        "ndjson",
    ];
    let (line, ..) = run(&words);
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["schema"], "firstcontact/dry-run/1");
    assert_eq!(line["stopsAt"], "G3");
    assert_eq!(line["gates"].as_array().unwrap().len(), 13);
    let (_, errors, code) = run(&["prevent", "device", "NOBODY0000", "-s", contoso]);
    assert_eq!(code, 2);
    assert!(errors.contains("NOBODY0000"), "{errors}");
}

#[test]
fn machines_get_the_document_and_its_lines() {
    let whole = document(&contoso(), &[]);
    assert_eq!(whole["schema"], "firstcontact/prevention/1");
    assert_eq!(whole["checks"].as_array().unwrap().len(), 18);
    for check in whole["checks"].as_array().unwrap() {
        let reasons = check["reasons"].as_array().unwrap().iter();
        let sum: u64 = reasons.map(|it| it["count"].as_u64().unwrap()).sum();
        assert_eq!(check["exceptionsTotal"], sum, "{}", check["code"]);
        assert!(!check["controls"].as_array().unwrap().is_empty());
    }
    let way = &whole["incoming"];
    let count = |name: &str| way[name].as_u64().unwrap();
    assert_eq!(
        count("devices"),
        count("ready") + count("wouldFail") + count("cannotTell")
    );
    let contoso = contoso();
    let words = ["prevent", contoso.to_str().unwrap(), "--format", "ndjson"];
    let (lines, ..) = run(&words);
    let lines: Vec<Value> = lines
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(lines.len(), 18);
    assert!(
        lines
            .iter()
            .all(|it| it["schema"] == "firstcontact/prevention/1")
    );
}

#[test]
fn exit_codes_say_what_was_asked() {
    let contoso = contoso();
    let contoso = contoso.to_str().unwrap();
    for (more, expected) in [
        (&["--only", "P07"][..], 0),
        (&["--only", "p06,P07"], 1),
        (&["--only", "P14"], 0),
        (&["--only", "P14", "--fail-on", "cannot-tell"], 1),
        (&["--fail-on", "nothing"], 0),
        (&["--only", "P19"], 2),
    ] {
        let (_, errors, code) = run(&[&["prevent", contoso], more].concat());
        assert_eq!(code, expected, "{more:?} {errors}");
    }
    let (_, errors, code) = run(&["prevent"]);
    assert_eq!(code, 2);
    assert!(errors.contains("--tenant"), "{errors}");
}

#[test]
fn limits_come_from_the_configuration_and_absurd_ones_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("firstcontact.toml");
    let contoso = contoso();
    let with = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let words = ["prevent", contoso.to_str().unwrap(), "--only", "P17"];
        run(&[&words[..], &["--config", file.to_str().unwrap()]].concat())
    };
    assert_eq!(with("").2, 1);
    // One of twenty-eight.
    assert_eq!(with("[prevent]\nregistration-permille = 40\n").2, 0);
    let (_, errors, code) = with("[prevent]\nregistration-permille = 4000\n");
    assert_eq!(code, 2);
    assert!(errors.contains("registration-permille"), "{errors}");
}

#[test]
fn a_store_remembers_the_look_and_names_nobody() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("fleet.db");
    let (store, contoso) = (store.to_str().unwrap(), contoso());
    let contoso = contoso.to_str().unwrap();
    // Bug: whoever mistyped the name of a store was given an empty one.
    for words in [&["prevent"][..], &["report", contoso, "--format", "md"]] {
        let (_, errors, code) = run(&[words, &["--store", store]].concat());
        assert_eq!(code, 2, "{errors}");
        assert!(
            errors.contains("there is no store at") && errors.contains("ingest"),
            "{errors}"
        );
        assert!(!Path::new(store).exists());
    }
    let (_, errors, code) = run(&["store", "ingest", contoso, "--store", store]);
    assert_eq!(code, 0, "{errors}");
    let (kept, errors, code) = run(&["prevent", "--store", store, "--format", "json"]);
    assert_eq!(code, 1, "{errors}");
    let devices = std::fs::read_to_string(format!("{contoso}/../contoso.expected.ndjson")).unwrap();
    for line in devices.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let serial = line["serial"].as_str().unwrap();
        assert!(!kept.contains(serial), "{serial}");
    }
    let kept: Value = serde_json::from_str(&kept).unwrap();
    let fresh = document(Path::new(contoso), &[]);
    for check in fresh["checks"].as_array().unwrap() {
        let code = check["code"].as_str().unwrap();
        let same = self::check(&kept, code);
        assert_eq!(same["judgement"], check["judgement"], "{code}");
        assert_eq!(same["exceptionsTotal"], check["exceptionsTotal"], "{code}");
    }
    assert_eq!(kept["trend"].as_array().unwrap().len(), 1);
    // With the store at hand an alarm without a date of its own is dated by the first look.
    let dated = document(
        Path::new(contoso),
        &["--store", store, "--tenant", "Contoso"],
    );
    assert!(check(&fresh, "P10")["since"].is_null());
    assert_eq!(check(&dated, "P10")["since"], fresh["takenAt"]);
}

#[test]
fn the_reason_of_a_release_is_remembered() {
    let copy = crate::place::copy_of(&contoso());
    let snapshot = copy.path().to_str().unwrap();
    assert_eq!(
        check(&document(copy.path(), &[]), "P16")["judgement"],
        "alarm"
    );
    let words = [
        "answer",
        "FCF9XCTM9KT7",
        "release",
        "INC-4711",
        "-s",
        snapshot,
    ];
    let (_, errors, code) = run(&words);
    assert_eq!(code, 0, "{errors}");
    assert_eq!(
        check(&document(copy.path(), &[]), "P16")["judgement"],
        "holds"
    );
}

#[test]
fn a_source_that_is_gone_is_said_to_be_gone() {
    let copy = crate::place::copy_of(&contoso());
    let orgs = crate::place::files(copy.path());
    for file in orgs
        .iter()
        .filter(|it| it.to_string_lossy().contains("orgDevices"))
    {
        std::fs::remove_file(file).unwrap();
    }
    let document = document(copy.path(), &[]);
    for code in ["P01", "P02", "P03", "P09", "P10", "P15"] {
        let check = check(&document, code);
        assert_ne!(check["judgement"], "holds", "{code}");
        let missing = check["missing"].as_array().unwrap();
        let named = missing.iter().any(|it| it["source"] == "apple/orgDevices");
        assert!(named, "{code}: {missing:?}");
    }
}

#[test]
fn a_world_with_one_trouble_raises_the_alarm_for_it() {
    for (world, code, why) in [
        ("expired-token", "P06", "has-ended"),
        ("expired-token", "P05", "last-sync-failed"),
        ("terms-not-accepted", "P07", "terms-wait"),
        ("blocked-restriction", "P12", "platform-blocked"),
    ] {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().to_str().unwrap();
        let words = [
            "lab", "simulate", "--world", world, "--tier", "look", "--out", out,
        ];
        let (_, errors, done) = run(&[&words[..], &["--bare"]].concat());
        assert_eq!(done, 0, "{errors}");
        let document = document(&place.path().join("snapshot"), &[]);
        let check = check(&document, code);
        assert_eq!(check["judgement"], "alarm", "{world}");
        assert!(!named(check, why).is_empty(), "{world}: {check}");
    }
}

/// What the lab knows to be so is what the checks name: no device too many, none too few.
#[test]
fn checks_name_the_devices_of_the_known_truth() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().to_str().unwrap();
    let words = [
        "lab",
        "simulate",
        "--devices",
        "900",
        "--seed",
        "310001",
        "--tier",
        "look",
    ];
    let (_, errors, done) = run(&[&words[..], &["--out", out, "--bare"]].concat());
    assert_eq!(done, 0, "{errors}");
    let truth = std::fs::read_to_string(place.path().join("truth.ndjson")).unwrap();
    let truth: Vec<Value> = truth
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |codes: &[&str]| -> BTreeSet<String> {
        let fits = |it: &&Value| codes.iter().any(|code| it["cause"] == *code);
        let serials = truth.iter().filter(fits);
        serials
            .map(|it| it["serial"].as_str().unwrap().to_owned())
            .collect()
    };
    let document = document(&place.path().join("snapshot"), &[]);
    let unregistered = named(check(&document, "P17"), "not-registered");
    assert!(!unregistered.is_empty());
    assert_eq!(unregistered, of(&["C52"]));
    // A device that waits healthily for its hand-out would not fail for the want of a gate.
    let healthy = of(&["H01", "H03"]);
    let way = document["incoming"]["named"].as_array().unwrap();
    let early = |it: &&Value| matches!(it["gate"].as_str(), Some("G0" | "G1" | "G2" | "G3"));
    let failing = way.iter().filter(early);
    let failing: BTreeSet<String> = failing
        .map(|it| it["serial"].as_str().unwrap().to_owned())
        .collect();
    assert!(!failing.is_empty());
    let wrong: Vec<_> = failing.intersection(&healthy).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
