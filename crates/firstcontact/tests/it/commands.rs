//! Each command, typed as the README and the help say.

use crate::place::{by_serial, contoso, copy_of, firstcontact, ndjson};
use std::fs;

fn text(command: &mut assert_cmd::Command) -> (String, String, i32) {
    let output = command.output().unwrap();
    let read = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        read(output.stdout),
        read(output.stderr),
        output.status.code().unwrap(),
    )
}

#[test]
fn the_fleet_at_a_glance_in_both_languages() {
    for (lang, words) in [("en", "need you"), ("de", "Geräte")] {
        let (out, err, code) = text(
            firstcontact()
                .args(["diagnose", "--lang", lang])
                .arg(contoso()),
        );
        assert_eq!(code, 1);
        assert!(
            out.contains("Contoso") && out.contains(words) && out.contains("C21"),
            "{out}"
        );
        assert_eq!(err, "", "nothing beside the result in a pipe");
        assert!(!out.contains('\u{1b}'), "no colour in a pipe");
    }
}

#[test]
fn every_format_is_written() {
    for (format, mark) in [
        ("table", "Contoso"),
        ("ndjson", "\"schema\":\"firstcontact/diagnosis/1\""),
        ("json", "firstcontact/fleet/1"),
        ("csv", "serial,platform"),
        ("markdown", "# "),
        ("html", "<!doctype html>"),
    ] {
        let (out, err, code) = text(
            firstcontact()
                .args(["diagnose", "--format", format])
                .arg(contoso()),
        );
        assert_eq!(code, 1, "{format}: {err}");
        assert!(
            out.to_lowercase().contains(&mark.to_lowercase()),
            "{format}: {out:.300}"
        );
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("fleet.csv");
    let (_, err, code) = text(
        firstcontact()
            .args(["diagnose", "-f", "csv", "--out"])
            .arg(&path)
            .arg(contoso()),
    );
    assert_eq!(code, 1, "{err}");
    assert!(fs::read_to_string(&path).unwrap().lines().count() > 60);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
}

#[test]
fn faults_of_the_tenant_are_written_beside_any_format() {
    let place = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    for format in ["table", "ndjson", "json"] {
        let path = place.path().join(format);
        let (_, err, code) = text(
            firstcontact()
                .args(["diagnose", "--format", format, "--findings"])
                .args([path.as_path(), contoso().as_path()]),
        );
        assert_eq!(code, 1, "{err}");
        told.push(fs::read_to_string(&path).unwrap());
    }
    assert!(told.iter().all(|text| *text == told[0]));
    let first: serde_json::Value = serde_json::from_str(told[0].lines().next().unwrap()).unwrap();
    assert_eq!(first["schema"], "firstcontact/finding/1");
    assert_eq!(first["code"], "C21");
    assert_eq!(first["scopeName"], "Contoso Lyon");
    let (_, err, code) = text(
        firstcontact()
            .args(["diagnose", "--findings", "/no/such/folder/f.ndjson"])
            .arg(contoso()),
    );
    assert_eq!(code, 2);
    assert!(
        err.contains("cannot write /no/such/folder/f.ndjson"),
        "{err}"
    );
}

#[test]
fn one_cause_can_be_picked_out_and_failed_on() {
    let run = |arguments: &[&str]| {
        text(
            firstcontact()
                .args(["diagnose", "-f", "ndjson"])
                .args(arguments)
                .arg(contoso()),
        )
    };
    let (out, _, _) = run(&["--only", "C21"]);
    assert!(out.lines().count() >= 10 && out.lines().all(|line| line.contains("\"C21\"")));
    assert_eq!(run(&["--fail-on", "C21"]).2, 1);
    assert_eq!(run(&["--fail-on", "C26"]).2, 0);
    let (_, err, code) = run(&["--only", "C99"]);
    assert_eq!(code, 2);
    assert!(err.contains("C99"), "{err}");
}

#[test]
fn everything_about_one_device() {
    for lang in ["en", "de"] {
        let (out, err, code) = text(
            firstcontact()
                .args(["device", "fc4jmgwxhm", "--lang", lang, "-s"])
                .arg(contoso()),
        );
        assert_eq!(code, 1, "{err}");
        for mark in ["FC4JMGWXHM", "C01", "G5", "R11"] {
            assert!(out.contains(mark), "{mark} is missing:\n{out}");
        }
    }
}

#[test]
fn a_mistyped_serial_number_gets_a_suggestion() {
    let (_, err, code) = text(
        firstcontact()
            .args(["device", "FC4JMGWXHN", "-s"])
            .arg(contoso()),
    );
    assert_eq!(code, 2);
    assert!(err.contains("FC4JMGWXHM"), "{err}");
}

#[test]
fn every_code_can_be_explained() {
    let (list, _, code) = text(firstcontact().args(["explain", "--list"]));
    assert_eq!(code, 0);
    let mut causes = 0;
    for rule in rules::catalogue::all() {
        let name = rule.cause.code.to_string();
        assert!(list.contains(&name), "{name} is not listed");
        causes += 1;
    }
    assert_eq!(causes, 66);
    for code in ["H01", "C01", "c59", "R11", "V3", "P03"] {
        for lang in ["en", "de"] {
            let (page, err, exit) = text(firstcontact().args(["explain", code, "--lang", lang]));
            assert_eq!(exit, 0, "{err}");
            assert!(page.lines().count() > 4, "{code}: {page}");
            assert!(
                page.lines().all(|line| line.chars().count() <= 100),
                "{code}: {page}"
            );
        }
    }
    let (_, err, exit) = text(firstcontact().args(["explain", "C99"]));
    assert_eq!(exit, 2);
    assert!(!err.is_empty());
}

/// The example was taken at nine.
const AN_HOUR_LATER: &str = "2026-11-20T10:00:00Z";

#[test]
fn an_answer_that_would_not_count_is_refused() {
    let place = copy_of(&contoso());
    for (at, hint) in [
        ("2026-12-21T09:00:00Z", "does not count"),
        ("2105-01-01T00:00:00Z", "does not count"),
        ("yesterday", "date"),
    ] {
        let answer = ["answer", "FC4JMGWXHM", "look", "sealed", "--at", at, "-s"];
        let (_, err, code) = text(firstcontact().args(answer).arg(place.path()));
        assert_eq!(code, 2);
        assert!(err.contains(hint), "{err}");
    }
    let before = fs::read_to_string(contoso().join("answers.ndjson")).unwrap();
    let after = fs::read_to_string(place.path().join("answers.ndjson")).unwrap();
    assert_eq!(before, after);
}

#[test]
fn an_answer_changes_the_diagnosis() {
    let place = copy_of(&contoso());
    let undecided = by_serial(&ndjson(place.path()).0)
        .into_iter()
        .find(|(_, line)| line["question"]["id"] == "look")
        .map(|(serial, line)| (serial, line["cause"].clone()))
        .expect("the example has a device that asks for a look");
    let (_, err, code) = text(
        firstcontact()
            .args([
                "answer",
                &undecided.0,
                "look",
                "other_management",
                "--at",
                AN_HOUR_LATER,
                "--by",
                "test",
                "-s",
            ])
            .arg(place.path()),
    );
    assert_eq!(code, 0, "{err}");
    let after = by_serial(&ndjson(place.path()).0);
    assert_ne!(after[&undecided.0]["cause"], undecided.1);
    assert_ne!(after[&undecided.0]["action"], "erase");
}

#[test]
fn a_wrong_answer_is_refused_with_the_right_ones() {
    let place = copy_of(&contoso());
    for (question, answer, hint) in [
        ("look", "purple", "sealed"),
        ("colour", "red", "setup_story"),
    ] {
        let (_, err, code) = text(
            firstcontact()
                .args([
                    "answer",
                    "FC4JMGWXHM",
                    question,
                    answer,
                    "--at",
                    AN_HOUR_LATER,
                ])
                .arg("-s")
                .arg(place.path()),
        );
        assert_eq!(code, 2);
        assert!(err.contains(hint), "{err}");
    }
}

#[test]
fn exports_become_a_snapshot() {
    let place = tempfile::tempdir().unwrap();
    let export = place.path().join("DevicesWithInventory_4711.csv");
    let header = "Device ID,Device name,Enrollment date,Last check-in,OS,OS version,\
                  Serial number,Ownership,Supervised,Compliance,Primary user UPN";
    let row = "11111111-1111-1111-1111-111111111111,Anna's iPhone,2026-05-01 08:00:00.0000000,\
               2026-11-19 08:00:00.0000000,iOS,26.1,FCTEST0001,Company,True,Compliant,\
               anna@contoso.example";
    fs::write(&export, format!("\u{feff}{header}\n{row}\n")).unwrap();
    let register = place.path().join("Liste.csv");
    let list = "Seriennummer;Benutzer;Status;Ausgegeben am\n\
                FCTEST0001;anna@contoso.example;ausgegeben;30.04.2026\n\
                FCTEST0002;ben@contoso.example;Lager;\n";
    fs::write(&register, list).unwrap();
    let out = place.path().join("mine");
    let (told, err, code) = text(
        firstcontact()
            .arg("import")
            .arg(&export)
            .arg("--register")
            .arg(&register)
            .args(["--taken-at", "2026-11-20", "--tenant", "Contoso", "--out"])
            .arg(&out),
    );
    assert_eq!(code, 0, "{err}");
    assert!(
        told.contains("Seriennummer") && told.contains("DevicesWithInventory"),
        "{told}"
    );
    let lines = by_serial(&ndjson(&out).0);
    assert!(
        lines["FCTEST0001"]["cause"].is_null(),
        "{}",
        lines["FCTEST0001"]
    );
    assert!(lines.contains_key("FCTEST0002"));
}

#[test]
fn manual_and_completions_come_from_the_same_definitions() {
    let (man, _, code) = text(firstcontact().arg("man"));
    assert_eq!(code, 0);
    assert!(man.contains(".TH") && man.contains("diagnose"));
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let (script, _, code) = text(firstcontact().args(["completions", shell]));
        assert_eq!(code, 0);
        assert!(script.contains("firstcontact"), "{shell}");
    }
}

#[test]
fn colour_can_be_forced_and_forbidden() {
    let coloured = |arguments: &[&str]| {
        let mut command = firstcontact();
        command.arg("diagnose").args(arguments).arg(contoso());
        text(&mut command).0.contains('\u{1b}')
    };
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "never"]));
    assert!(!coloured(&[]));
}

#[test]
fn a_configuration_file_is_read_and_its_mistakes_are_named() {
    let place = tempfile::tempdir().unwrap();
    let config = place.path().join("mine.toml");
    fs::write(&config, "lang = \"de\"\n").unwrap();
    let (out, _, _) = text(
        firstcontact()
            .args(["diagnose", "--config"])
            .arg(&config)
            .arg(contoso()),
    );
    assert!(out.contains("Geräte"), "{out}");
    fs::write(&config, "langg = \"de\"\n").unwrap();
    let (_, err, code) = text(
        firstcontact()
            .args(["diagnose", "--config"])
            .arg(&config)
            .arg(contoso()),
    );
    assert_eq!(code, 2);
    assert!(err.contains("langg") && err.contains("mine.toml"), "{err}");
}
