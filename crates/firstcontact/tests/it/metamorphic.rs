//! What must not change a diagnosis, byte for byte: the order of rows and files, packing, the
//! tenant's name, the clock, strangers, the spelling of serial numbers.

use crate::place::{by_serial, contoso, copy_of, files, firstcontact, ndjson};
use enrollment::moment::{DAY, Stamp};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A copy of the example with every packed page unpacked, so that tests can change it.
fn plain() -> tempfile::TempDir {
    let place = copy_of(&contoso());
    for path in files(place.path())
        .iter()
        .filter(|path| path.extension() == Some("zst".as_ref()))
    {
        let bytes = zstd::decode_all(fs::File::open(path).unwrap()).unwrap();
        fs::write(path.with_extension(""), bytes).unwrap();
        fs::remove_file(path).unwrap();
    }
    place
}

/// Changes every collection page of a snapshot.
fn change_pages(snapshot: &Path, mut change: impl FnMut(&str, &mut Vec<Value>)) {
    for path in files(snapshot) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if Path::new(&name).extension().is_none_or(|e| e != "json") || name == "snapshot.json" {
            continue;
        }
        let mut page: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let key = if page.get("value").is_some() {
            "value"
        } else {
            "data"
        };
        if let Some(rows) = page.get_mut(key).and_then(Value::as_array_mut) {
            change(&name, rows);
            fs::write(&path, serde_json::to_vec(&page).unwrap()).unwrap();
        }
    }
}

fn reversed_lines(path: &Path, header: usize) {
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let (head, rest) = lines.split_at(header);
    let all: Vec<_> = head.iter().chain(rest.iter().rev()).copied().collect();
    fs::write(path, all.join("\n") + "\n").unwrap();
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let place = plain();
    change_pages(place.path(), |_, rows| rows.reverse());
    for name in [
        "apple/activationLockStatus.ndjson",
        "apple/appleCareCoverage.ndjson",
    ] {
        reversed_lines(&place.path().join(name), 0);
    }
    reversed_lines(&place.path().join("answers.ndjson"), 0);
    reversed_lines(&place.path().join("register.csv"), 1);
    assert_eq!(ndjson(place.path()), ndjson(&contoso()));
}

#[test]
fn the_size_of_pages_does_not_matter() {
    let place = plain();
    for path in files(place.path()) {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(stem) = name.strip_suffix("-00001.json") else {
            continue;
        };
        let text = fs::read(&path).unwrap();
        let page: Value = serde_json::from_slice(&text).unwrap();
        let key = if page.get("value").is_some() {
            "value"
        } else {
            "data"
        };
        let rows = page[key].as_array().unwrap().clone();
        if rows.len() < 2 || path.with_file_name(format!("{stem}-00002.json")).exists() {
            continue;
        }
        for (number, half) in rows.chunks(rows.len().div_ceil(2)).enumerate() {
            let page = serde_json::json!({ key: half });
            let name = format!("{stem}-{:05}.json", number + 1);
            fs::write(path.with_file_name(name), page.to_string()).unwrap();
        }
    }
    assert_eq!(ndjson(place.path()), ndjson(&contoso()));
}

#[test]
fn packing_does_not_matter() {
    let place = tempfile::tempdir().unwrap();
    let archive = place.path().join("contoso.tar.zst");
    let packed = zstd::Encoder::new(fs::File::create(&archive).unwrap(), 3).unwrap();
    let mut tar = tar::Builder::new(packed);
    tar.append_dir_all("contoso", contoso()).unwrap();
    tar.into_inner().unwrap().finish().unwrap();
    assert_eq!(ndjson(&archive), ndjson(&contoso()));
}

#[test]
fn the_tenants_name_does_not_matter() {
    let place = plain();
    let path = place.path().join("snapshot.json");
    let mut snapshot: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    snapshot["tenant"]["name"] = "Somebody Else & Söhne".into();
    fs::write(&path, snapshot.to_string()).unwrap();
    assert_eq!(ndjson(place.path()), ndjson(&contoso()));
}

#[test]
fn the_spelling_of_serial_numbers_does_not_matter() {
    let place = plain();
    change_pages(place.path(), |_, rows| {
        for row in rows {
            for pointer in ["/serialNumber", "/attributes/serialNumber"] {
                if let Some(Value::String(serial)) = row.pointer_mut(pointer) {
                    *serial = format!(" {} ", serial.to_ascii_lowercase());
                }
            }
        }
    });
    assert_eq!(ndjson(place.path()), ndjson(&contoso()));
}

#[test]
fn strangers_do_not_matter() {
    let place = plain();
    change_pages(place.path(), |name, rows| {
        if name.starts_with("managedDevices-00001") {
            for n in 0..50 {
                rows.push(serde_json::json!({
                    "id": format!("00000000-0000-0000-0000-0000000{n:05}"),
                    "serialNumber": format!("ZZSTRANGER{n:02}"),
                    "operatingSystem": "iOS", "deviceEnrollmentType": "userEnrollment",
                    "managedDeviceOwnerType": "personal", "managementState": "managed",
                    "enrolledDateTime": "2026-05-01T00:00:00Z",
                    "lastSyncDateTime": "2026-11-19T00:00:00Z", "isSupervised": false,
                }));
            }
        }
    });
    let told = by_serial(&ndjson(place.path()).0);
    let before = by_serial(&ndjson(&contoso()).0);
    assert_eq!(told.len(), before.len() + 50);
    for (serial, line) in before {
        assert_eq!(told[&serial], line);
    }
}

/// Moves every date of a text by whole days; sentinels stay.
fn shifted(text: &str, days: i64) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('T') {
        let date = at.checked_sub(10).and_then(|start| rest.get(start..at));
        let moment = date
            .and_then(|date| Stamp::parse(date).ok())
            .and_then(Stamp::at);
        match moment {
            Some(moment) => {
                out.push_str(&rest[..at - 10]);
                out.push_str(&moment.plus(days * DAY).date());
            }
            None => out.push_str(&rest[..at]),
        }
        out.push('T');
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}

/// Moves every `dd.mm.yyyy` of a text by whole days.
fn shifted_german(text: &str, days: i64) -> String {
    let shift = |field: &str| {
        let parts: Vec<_> = field.split('.').collect();
        let [day, month, year] = parts.as_slice() else {
            return field.to_owned();
        };
        let stamp = Stamp::parse(&format!("{year}-{month}-{day}"));
        let Some(moment) = stamp.ok().and_then(Stamp::at) else {
            return field.to_owned();
        };
        let (year, month, day, ..) = moment.plus(days * DAY).civil();
        format!("{day:02}.{month:02}.{year:04}")
    };
    let lines = text
        .lines()
        .map(|line| line.split(';').map(shift).collect::<Vec<_>>().join(";"));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// A line without the dates that it quotes.
fn without_dates(mut line: Value) -> Value {
    line["state"]["lastContacted"]["observed"] = Value::Null;
    for evidence in line["evidence"].as_array_mut().unwrap() {
        evidence["value"] = Value::Null;
    }
    line
}

#[test]
fn the_clock_does_not_matter() {
    let place = plain();
    for path in files(place.path()) {
        let text = fs::read_to_string(&path).unwrap();
        let is_register = path.ends_with("register.csv");
        let moved = if is_register {
            shifted_german(&text, 364)
        } else {
            shifted(&text, 364)
        };
        fs::write(&path, moved).unwrap();
    }
    let told = by_serial(&ndjson(place.path()).0);
    for (serial, line) in by_serial(&ndjson(&contoso()).0) {
        assert_eq!(
            without_dates(told[&serial].clone()),
            without_dates(line),
            "{serial}"
        );
    }
}

#[test]
fn taking_a_source_away_never_brings_an_erase() {
    let before = by_serial(&ndjson(&contoso()).0);
    let sources = [
        "apple/orgDevices",
        "apple/mdmServers",
        "apple/mdmServerDevices",
        "apple/auditEvents",
        "apple/activationLockStatus",
        "apple/appleCareCoverage",
        "microsoft/managedDevices",
        "microsoft/depOnboardingSettings",
        "microsoft/importedAppleDeviceIdentities",
        "microsoft/enrollmentProfiles",
        "microsoft/configurationPolicies",
        "microsoft/signIns",
        "microsoft/troubleshootingEvents",
        "microsoft/applePushNotificationCertificate",
        "register",
        "answers",
    ];
    for source in sources {
        let place = plain();
        for path in files(place.path()) {
            let inside = path
                .strip_prefix(place.path())
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let name = inside.replace('\\', "/");
            let rest = name.strip_prefix(source);
            if rest.is_some_and(|rest| rest.starts_with(['-', '.'])) {
                fs::remove_file(&path).unwrap();
            }
        }
        for (serial, line) in by_serial(&ndjson(place.path()).0) {
            if line["action"] == "erase" {
                assert_eq!(
                    before[&serial]["action"], "erase",
                    "{serial} without {source}"
                );
            }
        }
    }
}

#[test]
fn the_same_bytes_twice() {
    let once = firstcontact()
        .args(["diagnose", "-f", "json"])
        .arg(contoso())
        .output()
        .unwrap();
    let twice = firstcontact()
        .args(["diagnose", "-f", "json"])
        .arg(contoso())
        .output()
        .unwrap();
    assert_eq!(once.stdout, twice.stdout);
}
