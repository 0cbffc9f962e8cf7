//! The same request gives the same bytes, and nobody sees what has not happened yet.

use crate::worlds::{drawn, ending, files, lines, rows, written};
use lab::clock::{self, HOUR, LOOKED_AT, Time};
use lab::device::stories;
use lab::invariants;
use lab::observe::Optics;
use lab::request::Request;
use lab::tier::Tier;
use lab::world::{Acting, World};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

type Files = BTreeMap<String, Vec<u8>>;

/// What a request writes.
fn simulated(request: &Request, tier: Tier) -> Files {
    let folder = tempfile::tempdir().unwrap();
    written(request.recipe().unwrap(), tier, folder.path());
    files(folder.path())
}

/// The lines about devices, without those about the tenant.
fn device_lines(files: &Files) -> Vec<Value> {
    let mut all = lines(&files["truth.ndjson"]);
    all.retain(|line| line["schema"] == "firstcontact/truth/1");
    all
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let scenario = drawn(7, 40, &[]).with_world("mdm-migration").unwrap();
    for request in [drawn(7, 300, &[]), drawn(8, 120, &["F07", "F27"]), scenario] {
        let (first, second) = (
            simulated(&request, Tier::Look),
            simulated(&request, Tier::Look),
        );
        let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&first), names(&second));
        for (name, bytes) in &first {
            assert_eq!(bytes, &second[name], "{name}");
        }
        assert!(!first["truth.ndjson"].is_empty());
    }
}

#[test]
fn what_is_unsaid_is_what_the_defaults_say() {
    let said = Request {
        seed: Some(1),
        devices: Some(1_000),
        months: Some(18),
        at: Some(clock::text(LOOKED_AT)),
        ..Request::default()
    };
    let tier = Request::default().tier().unwrap();
    assert_eq!(tier, Tier::Register);
    let (said, unsaid) = (simulated(&said, tier), simulated(&Request::default(), tier));
    assert_eq!(said["truth.ndjson"], unsaid["truth.ndjson"]);
}

#[test]
fn another_seed_gives_other_bytes() {
    let (one, other) = (
        simulated(&drawn(7, 100, &[]), Tier::Abm),
        simulated(&drawn(8, 100, &[]), Tier::Abm),
    );
    assert_ne!(one["truth.ndjson"], other["truth.ndjson"]);
    let serials = |files: &Files| -> Vec<String> {
        let lines = device_lines(files);
        lines
            .iter()
            .map(|line| line["serial"].to_string())
            .collect()
    };
    let (one, other) = (serials(&one), serials(&other));
    assert!(one.iter().all(|serial| !other.contains(serial)));
}

#[test]
fn fifty_more_devices_change_nothing_about_the_earlier_ones() {
    for seed in [4, 5, 6] {
        let (small, large) = (drawn(seed, 250, &[]), drawn(seed, 300, &[]));
        let worlds = [&small, &large].map(|it| World::build(&it.recipe().unwrap()));
        for index in 0..250 {
            let [few, many] = worlds
                .each_ref()
                .map(|world| stories(world, index, Acting::All));
            assert_eq!(few.len(), many.len(), "seed {seed}, device {index}");
            for (few, many) in few.iter().zip(&many) {
                assert_eq!(few.facts.serial, many.facts.serial);
                assert_eq!(few.facts.imei, many.facts.imei);
                assert_eq!(few.script, many.script);
                assert_eq!(few.lived.log, many.lived.log);
            }
        }
        let [few, many] = [&small, &large].map(|it| simulated(it, Tier::Look));
        let (few_lines, many_lines) = (device_lines(&few), device_lines(&many));
        assert!(few_lines.len() < many_lines.len());
        assert_eq!(few_lines, many_lines[..few_lines.len()], "seed {seed}");
        let stems = [
            "microsoft/managedDevices",
            "apple/orgDevices",
            "microsoft/signIns",
        ];
        for stem in stems.map(|stem| format!("snapshot/{stem}")) {
            let (few, many) = (rows(&few, &stem), rows(&many, &stem));
            assert_eq!(few, many[..few.len()], "{stem} of seed {seed}");
        }
    }
}

#[test]
fn a_kept_request_is_the_same_request_again() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = Request::default().with_world("tls-interception").unwrap();
    let full = Request {
        seed: Some(u64::MAX),
        devices: Some(12),
        at: Some("2026-05-01".to_owned()),
        months: Some(3),
        faults: vec!["F01".to_owned(), "f30".to_owned()],
        tier: Some("signins".to_owned()),
        ..scenario
    };
    for request in [Request::default(), full] {
        request.keep(folder.path()).unwrap();
        let kept = Request::kept(folder.path()).unwrap();
        assert_eq!(kept, request);
        let (kept, request) = (kept.recipe().unwrap(), request.recipe().unwrap());
        assert_eq!(format!("{kept:?}"), format!("{request:?}"));
    }
}

/// Dates that rightly lie ahead: when something ends.
const AHEAD: [&str; 5] = [
    "tokenExpirationDateTime",
    "expirationDateTime",
    "managementCertificateExpirationDate",
    "mdmMigrationDeadlineDateTime",
    "endDateTime",
];

/// All dates of a value that lie after `latest`, with their keys.
fn too_late(key: &str, value: &Value, latest: Time, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(all) => {
            for (key, value) in all {
                too_late(key, value, latest, found);
            }
        }
        Value::Array(all) => {
            for value in all {
                too_late(key, value, latest, found);
            }
        }
        Value::String(text) if clock::parse(text).is_some_and(|at| at > latest) => {
            found.push((key.to_owned(), text.clone()));
        }
        _ => {}
    }
}

/// The dates in a snapshot that lie after the look and should not.
fn from_the_future(world: &World, files: &Files) -> Vec<String> {
    let skew = Optics::of(world).skew;
    let mut wrong = Vec::new();
    for (name, bytes) in files {
        // Apple's clock may go before Microsoft's.
        let apple = name.starts_with("snapshot/apple/");
        let latest = world.looked_at + if apple { skew.max(0) } else { 0 };
        let text = || str::from_utf8(bytes).unwrap();
        let values = match ending(name) {
            "json" => vec![serde_json::from_slice(bytes).unwrap()],
            "ndjson" if name.starts_with("snapshot/") => lines(bytes),
            // Its last cell is the day on which it was handed out.
            "csv" => text()
                .lines()
                .filter_map(|line| Some(line.rsplit_once(',')?.1.into()))
                .collect(),
            _ => Vec::new(),
        };
        let mut found = Vec::new();
        for value in &values {
            too_late("", value, latest, &mut found);
        }
        found.retain(|(key, _)| !AHEAD.contains(&key.as_str()));
        wrong.extend(
            found
                .iter()
                .map(|(key, date)| format!("{name}: {key} {date}")),
        );
    }
    wrong
}

fn looked_at(seed: u64, devices: u64, at: Time) -> Request {
    Request {
        at: Some(clock::text(at)),
        ..drawn(seed, devices, &[])
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_earlier_look_sees_the_beginning_of_the_same_lives(
        seed in 0_u64..1_000_000, device in 0_u64..40, place in 0_usize..200, after in 0_i64..400,
    ) {
        let late = World::build(&drawn(seed, 40, &[]).recipe().unwrap());
        // Somebody looks just when something goes on.
        let log = stories(&late, device, Acting::All).swap_remove(0).lived.log;
        let Some(entry) = log.get(place % log.len().max(1)) else {
            return Ok(());
        };
        let early = entry.at + after;
        let world = World::build(&looked_at(seed, 40, early).recipe().unwrap());
        prop_assert_eq!(invariants::check(&world).map(|count| count >= 40), Ok(true));
        for index in 0..40 {
            let then = stories(&world, index, Acting::All).swap_remove(0);
            let now = stories(&late, index, Acting::All).swap_remove(0);
            prop_assert_eq!(then.facts.serial, now.facts.serial);
            let log = &then.lived.log;
            prop_assert!(log.iter().all(|entry| entry.at <= early));
            let mut known = now.lived.log;
            known.retain(|entry| entry.at <= early);
            if early <= LOOKED_AT {
                prop_assert_eq!(log, &known, "device {} of seed {}", index, seed);
            }
        }
    }

    #[test]
    fn no_page_has_a_date_from_after_the_look(
        seed in 0_u64..1_000_000, hours in 0_i64..9_000,
    ) {
        let request = looked_at(seed, 40, LOOKED_AT - hours * HOUR);
        let world = World::build(&request.recipe().unwrap());
        let files = simulated(&request, Tier::Look);
        prop_assert_eq!(from_the_future(&world, &files), Vec::<String>::new());
    }
}
