//! `collect` against the lab in all weathers, and killed at any moment: what is in the end there is
//! what an undisturbed run reads.

use crate::place::{files, firstcontact};
use crate::serve::{Served, ask};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Weather as `lab serve` takes it; more kinds of it are more words here.
const WEATHER: &[&str] = &[
    "--throttle",
    "0.1",
    "--failures",
    "0.05",
    "--torn",
    "0.05",
    "--resets",
    "0.05",
    "--slow",
    "0.02",
    "--ignored-filters",
    "0.1",
    "--additions",
    "0.2",
    "--expired-cursors",
    "0.03",
];
/// Enough for more than one page of a list.
const DEVICES: &str = "1500";

fn configure(place: &Path, served: &Served) {
    let told = |name: &str| served.told[name].as_str();
    let (base, key) = (told("graph"), told("apple-key"));
    let authority = served.told.get("authority");
    let trust = authority.map_or_else(String::new, |file| {
        format!("[tenant.lab]\nauthority-file = \"{file}\"\n")
    });
    let text = format!(
        "{trust}[tenant.lab.microsoft]\ntenant = \"{}\"\nclient-id = \"{}\"\n\
         secret-env = \"FC_LAB\"\n\
         authority = \"{base}\"\ngraph = \"{base}\"\n\
         [tenant.lab.apple]\nclient-id = \"{}\"\nkey-id = \"{}\"\n\
         key-command = [\"cat\", \"{key}\"]\n\
         apple-account = \"{base}\"\napple-api = \"{base}\"\n",
        told("tenant"),
        told("client"),
        told("apple-client"),
        told("apple-key-id"),
    );
    fs::write(place.join("firstcontact.toml"), text).unwrap();
}

/// Collects to the end; the lab's secret goes by the environment.
fn collect(place: &Path, served: &Served, out: &str) {
    let ran = firstcontact()
        .current_dir(place)
        .env("PATH", std::env::var("PATH").unwrap())
        .env("FC_LAB", &served.told["secret"])
        .args(["collect", "--quiet", "--budget", "20", "--out", out])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.code().is_some_and(|code| code < 2), "{said}");
}

/// Rows by what names them, list by list, however they lie on pages.
fn rows(snapshot: &Path) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files(snapshot) {
        let name = path.strip_prefix(snapshot).unwrap().display().to_string();
        let bytes = fs::read(&path).unwrap();
        let bytes = if path.extension().is_some_and(|end| end == "zst") {
            zstd::decode_all(bytes.as_slice()).unwrap()
        } else {
            bytes
        };
        let name = name.trim_end_matches(".zst");
        let (Some(stem), true) = (name.strip_suffix(".json"), name.contains('/')) else {
            continue;
        };
        let list = stem.rsplit_once('-').map_or(stem, |(list, _)| list);
        // The names of groups are asked for some at a time, and each time has pages of its own.
        let list = match list.strip_prefix(GROUPS) {
            Some(part) if part.starts_with('.') => GROUPS,
            _ => list,
        };
        let page: Value = serde_json::from_slice(&bytes).unwrap();
        let listed = page["value"].as_array().or_else(|| page["data"].as_array());
        let names = listed.into_iter().flatten().map(|row| {
            let name = |key: &str| row[key].as_str();
            let name = name("serialNumber").or_else(|| name("deviceId"));
            let name = name.or_else(|| row["skuId"].as_str());
            name.or_else(|| row["id"].as_str())
                .unwrap_or("?")
                .to_owned()
        });
        all.entry(list.to_owned()).or_default().extend(names);
    }
    all.retain(|_, names| !names.is_empty());
    for names in all.values_mut() {
        names.sort_unstable();
    }
    all
}

/// A snapshot's files, without the moments at which they were collected.
fn timeless(snapshot: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for path in files(snapshot) {
        let name = path.strip_prefix(snapshot).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        let text = if name == "snapshot.json" || text.contains("Timestamp%5D=") {
            let mut value: Value = serde_json::from_str(&text).unwrap();
            value["takenAt"] = Value::Null;
            value["links"] = Value::Null;
            value.to_string()
        } else {
            text
        };
        all.insert(name, text);
    }
    all
}

/// Nothing was asked more often than is published, and nothing sooner than the service said.
fn mannered(served: &Served) {
    let answer = ask("GET /_lab/counters HTTP/1.0\r\n\r\n", &served.told["graph"]);
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let counters: Value = serde_json::from_str(body).unwrap();
    assert_eq!(counters["limitsExceeded"], Value::Object(Map::new()));
    assert_eq!(counters["retryAfterNotHonoured"], 0);
}

/// What `collect` reads of the lab in this weather, and what the lab wrote itself.
fn read_in(weather: &[&str]) -> [BTreeMap<String, Vec<String>>; 2] {
    let place = tempfile::tempdir().unwrap();
    let lab = place.path().join("lab");
    let at = "2026-11-25T00:00:00Z";
    let fixed = ["--devices", DEVICES, "--seed", "3", "--at", at, "--out"];
    let served = Served::start(&[&fixed[..], &[lab.to_str().unwrap()], weather].concat());
    configure(place.path(), &served);
    collect(place.path(), &served, "mine");
    if weather.contains(&"--http") {
        mannered(&served);
    }
    let mut written = rows(&lab.join("snapshot"));
    // Of groups that nothing names nobody asks who is in them, nor what they are called; nor is a
    // group that has a role asked for its name.
    let microsoft = lab.join("snapshot/microsoft");
    let by_policies = naming(&microsoft, &NAMING);
    let by_roles = naming(&microsoft, &["roleAssignments"]);
    written.retain(|list, _| {
        let group = list.strip_prefix("microsoft/transitiveMembers.");
        group.is_none_or(|group| by_policies.contains(group) || by_roles.contains(group))
    });
    if let Some(groups) = written.get_mut(GROUPS) {
        groups.retain(|group| by_policies.contains(group.as_str()));
    }
    [rows(&place.path().join("mine")), written]
}

/// Names of groups.
const GROUPS: &str = "microsoft/groups";

/// Lists that name groups.
const NAMING: [&str; 3] = [
    "conditionalAccessPolicies",
    "deviceCompliancePolicies",
    "deviceEnrollmentConfigurations",
];

/// The pages of these lists, as one text.
fn naming(microsoft: &Path, lists: &[&str]) -> String {
    let wanted = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        lists.iter().any(|list| name.starts_with(list))
    };
    let pages = files(microsoft).into_iter().filter(|path| wanted(path));
    pages
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// `FIRSTCONTACT_WEATHER_RUNS=100` makes it a hundred.
#[test]
fn no_row_is_lost_or_doubled_in_any_weather() {
    let [fair, lab] = read_in(&["--http"]);
    for (list, names) in &lab {
        // Sign-ins and events are asked for by window.
        if !list.ends_with("signIns") && !list.ends_with("auditEvents") {
            assert!(fair.get(list) == Some(names), "{list}");
        }
    }
    let runs = std::env::var("FIRSTCONTACT_WEATHER_RUNS").ok();
    let runs: u32 = runs.map_or(12, |runs| runs.parse().unwrap());
    let next = AtomicU32::new(1);
    let stream = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed > runs {
                return;
            }
            let number = seed.to_string();
            // Without it the lab speaks TLS, and HTTP/2 with whoever can.
            let plain: &[&str] = if seed.is_multiple_of(4) {
                &[]
            } else {
                &["--http"]
            };
            let weather = [&["--weather-seed", &number], WEATHER, plain].concat();
            let [stormy, _] = read_in(&weather);
            for (list, names) in &fair {
                let stormy = stormy.get(list).unwrap();
                // A filter that was ignored lets others through as well.
                let filtered = list.ends_with("signIns") || list == GROUPS;
                let known = |name: &String| !filtered || names.contains(name);
                let stormy: Vec<_> = stormy.iter().filter(|name| known(name)).collect();
                assert!(stormy.into_iter().eq(names), "seed {seed}: {list}");
            }
        }
    };
    // Most of the time is waiting.
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(stream))));
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how long a run takes says when to kill it"
)]
fn a_run_killed_at_any_moment_goes_on_to_the_same_snapshot() {
    let place = tempfile::tempdir().unwrap();
    let served = Served::start(&["--http", "--devices", DEVICES, "--seed", "3"]);
    configure(place.path(), &served);
    let begun = Instant::now();
    // Each in a folder of its own, so that none carries the events of another over.
    fs::create_dir(place.path().join("whole")).unwrap();
    collect(place.path(), &served, "whole/mine");
    let length = begun.elapsed();
    let whole = timeless(&place.path().join("whole/mine"));
    assert!(
        whole.contains_key("apple/activationLockStatus.ndjson"),
        "{:?}",
        whole.keys()
    );
    let (mut kills, mut chance) = (0, 7_u64);
    // A run that goes on is shorter, and may end before it is killed.
    for round in 0..40 {
        if kills >= 20 {
            break;
        }
        let folder = format!("round-{round}");
        fs::create_dir(place.path().join(&folder)).unwrap();
        let out = format!("{folder}/mine");
        for _ in 0..3 {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695);
            let share = f64::from((chance >> 33) as u32) / f64::from(1_u32 << 31);
            let mut child = Command::new(env!("CARGO_BIN_EXE_firstcontact"))
                .current_dir(place.path())
                .env("FC_LAB", &served.told["secret"])
                .args(["collect", "--quiet", "--budget", "20", "--out", &out])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_secs_f64(length.as_secs_f64() * share));
            kills += usize::from(child.try_wait().unwrap().is_none());
            // It may have come to its end.
            let _ = child.kill();
            child.wait().unwrap();
        }
        if !place.path().join(&out).join("snapshot.json").exists() {
            collect(place.path(), &served, &out);
        }
        assert_eq!(timeless(&place.path().join(&out)), whole, "round {round}");
    }
    assert!(kills >= 20, "{kills}");
}
