//! Bad input gets a clear error or a named gap; everything else still works.

use crate::place::{by_serial, contoso, copy_of, firstcontact, ndjson};
use std::fs;
use std::path::Path;

/// What `diagnose` says on standard error when it cannot read.
fn refusal(snapshot: &Path) -> String {
    let output = firstcontact()
        .arg("diagnose")
        .arg(snapshot)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// What the report says about gaps.
fn table(snapshot: &Path) -> String {
    let output = firstcontact()
        .args(["diagnose", "--lang", "en"])
        .arg(snapshot)
        .output()
        .unwrap();
    assert_ne!(
        output.status.code(),
        Some(2),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn there_is_nothing_to_read() {
    let place = tempfile::tempdir().unwrap();
    for path in [place.path().join("nowhere"), place.path().to_owned()] {
        let message = refusal(&path);
        assert!(message.starts_with("firstcontact: "), "{message}");
        assert!(message.contains(path.to_str().unwrap()), "{message}");
    }
}

#[test]
fn snapshot_json_is_missing_or_wrong() {
    let place = copy_of(&contoso());
    let path = place.path().join("snapshot.json");
    for (text, word) in [
        (
            "{\"schema\":2,\"takenAt\":\"2026-11-20T09:00:00Z\"}",
            "schema",
        ),
        ("{\"schema\":1}", "takenAt"),
        ("{\"schema\":1,\"takenAt\":\"soon\"}", "takenAt"),
        ("not json", "snapshot.json"),
    ] {
        fs::write(&path, text).unwrap();
        let message = refusal(place.path());
        assert!(message.contains(word), "{text}: {message}");
    }
    fs::remove_file(&path).unwrap();
    assert!(refusal(place.path()).contains("snapshot.json"));
}

#[test]
fn a_torn_page_is_named_and_the_rest_is_diagnosed() {
    let place = copy_of(&contoso());
    let path = place.path().join("microsoft/managedDevices-00001.json");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let lines = by_serial(&ndjson(place.path()).0);
    assert_eq!(lines.len(), by_serial(&ndjson(&contoso()).0).len());
    assert!(table(place.path()).contains("managedDevices-00001.json"));
    for line in lines.values() {
        let gaps = line["gaps"].as_array().unwrap();
        assert!(gaps.iter().any(|gap| gap == "microsoft/managedDevices"));
        assert_ne!(
            line["action"], "erase",
            "half a list is no evidence: {}",
            line["serial"]
        );
    }
}

#[test]
fn rows_that_cannot_be_used_are_named_by_file_row_and_field() {
    let place = copy_of(&contoso());
    let path = place.path().join("apple/orgDevices-00001.json");
    let mut page: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let rows = page["data"].as_array_mut().unwrap();
    let mut long = rows[0].clone();
    long["id"] = "A".repeat(10_000).into();
    long["attributes"]["serialNumber"] = "A".repeat(10_000).into();
    rows.push(long);
    let mut date = rows[1].clone();
    date["attributes"]["addedToOrgDateTime"] = "yesterday".into();
    rows[1] = date;
    fs::write(&path, page.to_string()).unwrap();
    let told = table(place.path());
    assert!(told.contains("orgDevices-00001.json"), "{told}");
    assert!(told.contains("addedToOrgDateTime"), "{told}");
}

#[test]
fn invalid_utf_8_and_duplicate_keys_do_not_stop_the_run() {
    let place = copy_of(&contoso());
    let path = place.path().join("apple/orgDevices-00002.json");
    let text = fs::read_to_string(&path).unwrap();
    let doubled = text.replacen(
        "\"orderNumber\"",
        "\"color\":\"x\",\"color\":\"y\",\"orderNumber\"",
        1,
    );
    let mut bytes = doubled.into_bytes();
    let at = bytes
        .windows(13)
        .position(|window| window == b"\"deviceModel\"")
        .unwrap();
    bytes.splice(at + 16..at + 17, [0xff]);
    fs::write(&path, bytes).unwrap();
    let lines = by_serial(&ndjson(place.path()).0);
    assert_eq!(lines.len(), by_serial(&ndjson(&contoso()).0).len());
    assert!(table(place.path()).contains("orgDevices-00002.json"));
}

#[test]
fn a_zstd_bomb_is_refused_and_the_rest_is_read() {
    let place = copy_of(&contoso());
    let path = place.path().join("microsoft/signIns-00002.json.zst");
    let zeros = vec![b' '; 300 << 20];
    fs::write(&path, zstd::encode_all(zeros.as_slice(), 3).unwrap()).unwrap();
    let told = table(place.path());
    assert!(told.contains("signIns-00002.json.zst"), "{told}");
}

#[test]
fn a_million_rows_of_one_serial_are_one_device() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("microsoft")).unwrap();
    let snapshot = r#"{"schema":1,"takenAt":"2026-11-20T09:00:00Z","tenant":{"name":"x"}}"#;
    fs::write(place.path().join("snapshot.json"), snapshot).unwrap();
    let row = r#"{"id":"11111111-1111-1111-1111-111111111111","serialNumber":"FCTEST0001"}"#;
    let page = format!("{{\"value\":[{}]}}", vec![row; 100_000].join(","));
    for number in 1..=10 {
        let name = format!("microsoft/managedDevices-{number:05}.json");
        fs::write(place.path().join(name), &page).unwrap();
    }
    assert_eq!(by_serial(&ndjson(place.path()).0).len(), 1);
}

#[test]
fn a_register_in_latin_1_or_with_a_wrong_delimiter() {
    let place = tempfile::tempdir().unwrap();
    let register = place.path().join("liste.csv");
    let latin: Vec<u8> = "Seriennummer;Gerät;Status\nFCTEST0001;iPhone für Jörg;Lager\n"
        .chars()
        .map(|c| c as u8)
        .collect();
    fs::write(&register, latin).unwrap();
    let import = |out: &str| {
        firstcontact()
            .args(["import", "--lang", "en", "--register"])
            .arg(&register)
            .arg("--out")
            .arg(place.path().join(out))
            .output()
            .unwrap()
    };
    let output = import("a");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    fs::write(&register, "Seriennummer#Status\nFCTEST0001#Lager\n").unwrap();
    let output = import("b");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("one column") && message.contains("Seriennummer#Status"),
        "{message}"
    );
}

#[test]
fn an_unknown_file_is_refused_by_name() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("holiday.csv");
    fs::write(&file, "beach,sun\nyes,yes\n").unwrap();
    let output = firstcontact()
        .arg("import")
        .arg(&file)
        .arg("--out")
        .arg(place.path().join("mine"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("holiday.csv")
    );
    assert!(!place.path().join("mine").exists());
}
