//! What makes "compliant" mean something, and what sites' networks let through, held against what
//! the lab knows of its own worlds.

use crate::place::firstcontact;
use lab::clock::DAY;
use lab::request::Request;
use lab::snapshot::{Checked, Upkeep, probes};
use lab::world::World;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const DEVICES: u64 = 150;
const SEEDS: std::ops::RangeInclusive<u64> = 41..=64;
/// Hosts that devices need, and those among them that speak TLS.
const HOSTS: u64 = 21;
const TLS_HOSTS: usize = 18;

fn run(words: &[&str]) -> (Vec<u8>, i32) {
    let output = firstcontact().args(words).output().unwrap();
    let code = output.status.code().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(code < 2, "{words:?}: {errors}");
    (output.stdout, code)
}

fn told(words: &[&str]) -> Value {
    serde_json::from_slice(&run(words).0).unwrap()
}

/// A world, and the snapshot that it wrote.
fn written(seed: u64, place: &Path) -> (World, PathBuf) {
    let request = Request {
        seed: Some(seed),
        devices: Some(DEVICES),
        ..Request::default()
    };
    let out = place.join(seed.to_string());
    let (number, devices) = (seed.to_string(), DEVICES.to_string());
    let words = ["--seed", &number, "--devices", &devices, "--bare", "--out"];
    let head = ["lab", "simulate"];
    run(&[&head[..], &words, &[out.to_str().unwrap()]].concat());
    let world = World::build(&request.recipe().unwrap());
    (world, out.join("snapshot"))
}

fn check(snapshot: &Path, code: &str) -> Value {
    let words = ["prevent", snapshot.to_str().unwrap(), "--format", "json"];
    let document = told(&[&words[..], &["--only", code]].concat());
    document["checks"][0].clone()
}

/// Names of what has this wrong with it.
fn named(check: &Value, why: &str) -> BTreeSet<String> {
    let all = check["exceptions"].as_array().unwrap().iter();
    let alike = all.filter(|it| it["why"] == why);
    alike
        .map(|it| it["name"].as_str().unwrap().to_owned())
        .collect()
}

fn rows(snapshot: &Path, stem: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for number in 1.. {
        let path = snapshot.join(format!("microsoft/{stem}-{number:05}.json"));
        // A page may be torn; those worlds are left to others.
        let Ok(text) = fs::read_to_string(path) else {
            break;
        };
        let page: Value = serde_json::from_str(&text).unwrap_or_default();
        rows.extend(page["value"].as_array().cloned().unwrap_or_default());
    }
    rows
}

fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row[name].as_str().unwrap_or_default()
}

/// The ids of a group's people, by the name of the policy's target.
fn members(snapshot: &Path, policy: &Value) -> BTreeSet<String> {
    let targets = policy["assignments"].as_array().unwrap();
    let mut groups = targets
        .iter()
        .filter_map(|it| it["target"]["groupId"].as_str());
    let Some(group) = groups.next() else {
        return BTreeSet::new();
    };
    let members = rows(snapshot, &format!("transitiveMembers.{group}"));
    members.iter().map(|it| text(it, "id").to_owned()).collect()
}

/// Whether a device is of a platform, which for policies is one for phones and tablets.
fn runs(row: &Value, platform: &str) -> bool {
    match text(row, "operatingSystem") {
        "iPadOS" => platform == "iOS",
        os => os == platform,
    }
}

/// Who holds a device of a platform that nobody checks: people, and devices without any.
fn unchecked(
    snapshot: &Path,
    platform: &str,
    checked: Checked,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut people, mut devices) = (BTreeSet::new(), BTreeSet::new());
    let kind = if platform == "iOS" { "ios" } else { "macOS" };
    let kind = format!("#microsoft.graph.{kind}CompliancePolicy");
    let policies = rows(snapshot, "deviceCompliancePolicies");
    let policy = policies.iter().find(|it| text(it, "@odata.type") == kind);
    let group = policy.map_or_else(BTreeSet::new, |it| members(snapshot, it));
    for row in rows(snapshot, "managedDevices") {
        let user = text(&row, "userId");
        let has = match checked {
            Checked::Everybody => true,
            Checked::ButExceptions => !group.contains(user),
            Checked::Pilot => group.contains(user),
            Checked::Nobody => continue,
        };
        if has || !runs(&row, platform) {
            continue;
        }
        if user.is_empty() || user.starts_with("00000000-0000") {
            devices.insert(text(&row, "serialNumber").to_owned());
        } else {
            people.insert(text(&row, "userPrincipalName").to_lowercase());
        }
    }
    (people, devices)
}

#[test]
fn whom_compliance_policies_reach_is_told_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let mut seen = BTreeSet::new();
    for seed in SEEDS {
        let (world, snapshot) = written(seed, place.path());
        let truth = Upkeep::of(&world);
        let found = check(&snapshot, "P18");
        let passes = !named(&found, "unchecked-passes").is_empty();
        assert_eq!(passes, !truth.secure_by_default, "{seed}");
        let fleet = rows(&snapshot, "managedDevices");
        let (mut people, mut devices) = (BTreeSet::new(), BTreeSet::new());
        let mut platforms = BTreeSet::new();
        for (platform, checked) in [("iOS", truth.phones), ("macOS", truth.macs)] {
            seen.insert(format!("{checked:?}"));
            let used = fleet.iter().any(|it| runs(it, platform));
            if checked == Checked::Nobody && used {
                platforms.insert(platform.to_owned());
            }
            let (more, alone) = unchecked(&snapshot, platform, checked);
            people.extend(more);
            devices.extend(alone);
        }
        assert_eq!(
            named(&found, "platform-without-policy"),
            platforms,
            "{seed}"
        );
        assert_eq!(named(&found, "person-without-policy"), people, "{seed}");
        assert_eq!(named(&found, "device-without-policy"), devices, "{seed}");
    }
    assert_eq!(seen.len(), 4, "every kind of tenant came: {seen:?}");
}

#[test]
fn pitfalls_beside_the_policies_are_found_where_they_are() {
    let place = tempfile::tempdir().unwrap();
    let mut found = BTreeMap::new();
    for seed in SEEDS {
        let (world, snapshot) = written(seed, place.path());
        let truth = Upkeep::of(&world);
        let words = ["prevent", "access", snapshot.to_str().unwrap()];
        let document = told(&[&words[..], &["--format", "json"]].concat());
        let pitfalls = document["pitfalls"].as_array().unwrap();
        let has = |code: &str| pitfalls.iter().any(|it| it["code"] == code);
        let fleet = rows(&snapshot, "managedDevices");
        let used = |platform: &str| fleet.iter().any(|it| runs(it, platform));
        let [phones, macs] = truth.plug_in;
        let bare = (used("iOS") && !phones) || (used("macOS") && !macs);
        let policies = rows(&snapshot, "conditionalAccessPolicies");
        let aims = policies.iter().any(|it| {
            let apps = &it["conditions"]["applications"]["includeApplications"];
            it["state"] == "enabled" && apps.to_string().contains("d4ebce55")
        });
        let expected = [
            ("CA15", !truth.secure_by_default),
            ("CA16", bare),
            ("CA11", aims && !truth.enrollment_app),
        ];
        for (code, expected) in expected {
            assert_eq!(has(code), expected, "{seed} {code}");
            *found.entry(code).or_insert(0) += u32::from(expected);
        }
        assert_eq!(document["notRead"], serde_json::json!([]), "{seed}");
    }
    assert!(found["CA15"] > 0 && found["CA16"] > 0, "{found:?}");
}

#[test]
fn probes_of_sites_are_told_as_they_are() {
    let place = tempfile::tempdir().unwrap();
    let (mut opened, mut shut) = (0, 0);
    for seed in SEEDS {
        let (world, snapshot) = written(seed, place.path());
        let found = check(&snapshot, "P14");
        let parts = found["parts"].as_array().unwrap().iter();
        let said: BTreeMap<&str, &str> = parts
            .filter_map(|it| Some((it["label"].as_str()?, it["says"].as_str()?)))
            .collect();
        let intercepted = named(&found, "intercepted");
        let evidence = found["evidence"].as_array().unwrap();
        for probe in probes(&world) {
            let site = format!("Site {}", probe.site);
            let start = format!("{site}: ");
            let doors = intercepted.iter().filter(|it| it.starts_with(&start));
            let says = said.get(site.as_str()).copied();
            match probe.at {
                // A site that nobody probed is known from the customer's list alone.
                None => assert!(matches!(says, None | Some("never-probed")), "{seed} {site}"),
                Some(at) if world.looked_at - at > 30 * DAY => {
                    assert_eq!(says, Some("probe-too-old"), "{seed} {site}");
                    assert_eq!(doors.count(), 0, "{seed} {site}");
                }
                Some(_) if probe.intercepted => {
                    assert_eq!(doors.count(), TLS_HOSTS, "{seed} {site}");
                    shut += 1;
                }
                Some(_) => {
                    assert_eq!(says, Some("everything-reached"), "{seed} {site}");
                    let of = |it: &&Value| it["row"] == site.as_str() && it["field"] == "reached";
                    let reached = evidence.iter().find(of).unwrap();
                    assert_eq!(reached["value"], HOSTS, "{seed} {site}");
                    opened += 1;
                }
            }
        }
    }
    assert!(opened > 20 && shut > 0, "{opened} {shut}");
}

#[test]
fn a_probe_that_somebody_sends_joins_a_snapshot_and_half_of_one_does_not() {
    let place = tempfile::tempdir().unwrap();
    let (world, snapshot) = written(41, place.path());
    let line = fs::read_to_string(snapshot.join("probes.ndjson")).unwrap();
    let line = line.lines().next().unwrap();
    let mut probe: Value = serde_json::from_str(line).unwrap();
    let never = format!("Site {}", world.sites);
    probe["site"] = Value::String(never.clone());
    probe["at"] = Value::String(lab::clock::text(world.looked_at));
    let sent = place.path().join("sent.ndjson");
    let text = format!("{probe}\n");
    fs::write(&sent, &text).unwrap();
    let words = ["import", sent.to_str().unwrap(), "--out"];
    let words = [&words[..], &[snapshot.to_str().unwrap()]].concat();
    let (said, code) = run(&words);
    assert_eq!(code, 0);
    assert!(String::from_utf8(said).unwrap().contains("probes"));
    let found = check(&snapshot, "P14");
    let mut evidence = found["evidence"].as_array().unwrap().iter();
    assert!(evidence.any(|it| it["row"] == never.as_str()));
    let before = fs::read(snapshot.join("probes.ndjson")).unwrap();
    run(&words);
    let after = fs::read(snapshot.join("probes.ndjson")).unwrap();
    assert_eq!(before, after, "the same probe once more is nothing new");
    fs::write(&sent, &text[..text.len() / 2]).unwrap();
    let output = firstcontact().args(&words).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors.contains("sent.ndjson"), "{errors}");
}
