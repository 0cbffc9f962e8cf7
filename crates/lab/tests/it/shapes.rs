//! The files of a snapshot, held against what the vendors publish and against each other.

use crate::worlds::{drawn, ending, files, lines, rows, written};
use lab::clock;
use lab::tier::Tier;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

type Files = BTreeMap<String, Vec<u8>>;

/// Worlds in which much happens.
const SEEDS: [u64; 6] = [11, 12, 13, 14, 15, 16];
const DEVICES: u64 = 400;

fn snapshot(seed: u64, tier: Tier) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let recipe = drawn(seed, DEVICES, &[]).recipe().unwrap();
    written(recipe, tier, folder.path());
    files(&folder.path().join("snapshot"))
}

/// Where the vendors' published material lies, beside a checkout or where a variable says.
fn material(folder: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let path = std::env::var_os("FIRSTCONTACT_REFERENCE_DATA").map_or_else(beside, PathBuf::from);
    let path = path.join(folder);
    let found = path.is_dir();
    if !found {
        note_skipped(&path);
    }
    found.then_some(path)
}

/// Past the harness, which swallows what a test prints; `cargo xtask test` counts the line.
fn note_skipped(path: &Path) {
    let line = format!("skipped: {} is not there\n", path.display());
    io::stdout().write_all(line.as_bytes()).unwrap();
}

fn parsed(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Microsoft Graph's published types.
struct Types(Map<String, Value>);

impl Types {
    fn read() -> Option<Self> {
        let all = parsed(&material("microsoft-graph")?.join("types.json"));
        Some(Self(all["beta"].as_object().unwrap().clone()))
    }

    /// The type of a property, which a type or one of its bases has.
    fn property(&self, kind: &str, name: &str) -> Option<&str> {
        // The bases that the material leaves out have little more than this.
        let Some(known) = self.0.get(kind) else {
            return (name == "id").then_some("str");
        };
        match &known["properties"][name] {
            Value::String(property) => Some(property),
            _ => self.property(known["base"].as_str()?, name),
        }
    }

    /// What is not published, or not so.
    fn check(&self, place: &str, kind: &str, row: &Value, wrong: &mut BTreeSet<String>) {
        let named = row["@odata.type"].as_str();
        let named = named.and_then(|name| name.strip_prefix("#microsoft.graph."));
        let kind = &named.map_or(kind.to_owned(), capitalised);
        if !self.0.contains_key(kind) {
            wrong.insert(format!("{place}: there is no type {kind}"));
            return;
        }
        for (name, value) in row.as_object().unwrap() {
            if name.starts_with("@odata.") {
                continue;
            }
            match self.property(kind, name) {
                None => drop(wrong.insert(format!("{place}: {kind} has no {name}"))),
                Some(property) => self.value(&format!("{place}.{name}"), property, value, wrong),
            }
        }
    }

    fn value(&self, place: &str, property: &str, value: &Value, wrong: &mut BTreeSet<String>) {
        if value.is_null() {
            return;
        }
        if let Some(item) = property.strip_prefix("list[") {
            let Some(all) = value.as_array() else {
                wrong.insert(format!("{place} is no list: {value}"));
                return;
            };
            for value in all {
                self.value(place, item.trim_end_matches(']'), value, wrong);
            }
            return;
        }
        let known = self.0.get(property);
        let right = match (property, known) {
            ("str" | "UUID", _) => value.is_string(),
            ("bool", _) => value.is_boolean(),
            ("int", _) => value.is_i64(),
            ("datetime.datetime", _) => value.as_str().and_then(clock::parse).is_some(),
            (_, Some(known)) if known["kind"] == "enum" => {
                known["values"].as_array().unwrap().contains(value)
            }
            (_, Some(_)) => {
                self.check(place, property, value, wrong);
                true
            }
            // What the material does not describe cannot be held against it.
            (_, None) => true,
        };
        if !right {
            wrong.insert(format!("{place} is no {property}: {value}"));
        }
    }
}

fn capitalised(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

/// The pages of Microsoft Graph, and the type of their rows.
const GRAPH: [(&str, &str); 11] = [
    ("managedDevices-", "ManagedDevice"),
    ("depOnboardingSettings-", "DepOnboardingSetting"),
    (
        "importedAppleDeviceIdentities.",
        "ImportedAppleDeviceIdentity",
    ),
    ("enrollmentProfiles.", "EnrollmentProfile"),
    (
        "configurationPolicies-",
        "DeviceManagementConfigurationPolicy",
    ),
    ("troubleshootingEvents-", "EnrollmentTroubleshootingEvent"),
    (
        "deviceEnrollmentConfigurations-",
        "DeviceEnrollmentConfiguration",
    ),
    ("conditionalAccessPolicies-", "ConditionalAccessPolicy"),
    ("devices-", "Device"),
    ("signIns-", "SignIn"),
    ("vppTokens-", "VppToken"),
];

#[test]
fn graph_s_pages_have_published_properties_and_values() {
    let Some(types) = Types::read() else { return };
    let mut wrong = BTreeSet::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in SEEDS {
        let files = snapshot(seed, Tier::Look);
        for (stem, kind) in GRAPH {
            for row in rows(&files, &format!("microsoft/{stem}")) {
                types.check(stem, kind, &row, &mut wrong);
                *counts.entry(stem).or_default() += 1;
            }
        }
        let name = "microsoft/applePushNotificationCertificate.json";
        let push: Value = serde_json::from_slice(&files[name]).unwrap();
        if push.get("error").is_none() {
            types.check(name, "ApplePushNotificationCertificate", &push, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(counts.len(), GRAPH.len(), "{counts:?}");
}

/// All names of all objects in a value.
fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            for (name, value) in all {
                found.insert(name.clone());
                names(value, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}

/// Names that are newer than the samples and schemas: apple.md §1.4 and §1.8.
const NEWER: [&str; 12] = [
    "releasedFromOrgDateTime",
    "isMdmMigrationCapable",
    "mdmMigrationStatus",
    "mdmMigrationDeadlineDateTime",
    "releaserEntityType",
    "ethernetMacAddress",
    "eventDataDeviceAssignedToServer",
    "eventDataDeviceUnassignedFromServer",
    "eventDataDeviceRemovedFromOrg",
    "eventDataDeviceIsErased",
    "targetServerName",
    "releaseEntityType",
];

/// Words of Apple's enumerations: apple.md §1.4, §1.5 and §1.8.
const WORDS: [(&str, &[&str]); 11] = [
    (
        "purchaseSourceType",
        &["APPLE", "RESELLER", "MANUALLY_ADDED"],
    ),
    ("productFamily", &["iPhone", "iPad", "Mac"]),
    (
        "mdmMigrationStatus",
        &["REQUESTED", "STARTED", "SUCCESS", "FAILED"],
    ),
    ("serverType", &["MDM", "APPLE_CONFIGURATOR", "APPLE_MDM"]),
    ("category", &["DEVICE_INVENTORY"]),
    ("actorType", &["USER", "API_USER", "SYSTEM"]),
    ("subjectType", &["DEVICE"]),
    ("outcome", &["SUCCESS", "FAILURE"]),
    (
        "releaseEntityType",
        &["USER", "MDM", "RESELLER", "API", "REPLACEMENT"],
    ),
    (
        "status",
        &["ASSIGNED", "UNASSIGNED", "ACTIVE", "INACTIVE", "DELETED"],
    ),
    (
        "type",
        &[
            "DEVICE_ADDED_TO_ORG",
            "DEVICE_REMOVED_FROM_ORG",
            "DEVICE_ASSIGNED_TO_SERVER",
            "DEVICE_UNASSIGNED_FROM_SERVER",
            "DEVICE_IS_ERASED",
        ],
    ),
];

/// What of an Apple row's attributes is not published.
fn unpublished(known: &BTreeSet<String>, attributes: &Value, wrong: &mut BTreeSet<String>) {
    for (name, value) in attributes.as_object().unwrap() {
        if !known.contains(name) {
            wrong.insert(format!("nobody publishes {name}"));
        }
        if value.is_object() {
            unpublished(known, value, wrong);
        }
        let words = WORDS.iter().find(|(known, _)| known == name);
        let is_word = |(_, words): &(&str, &[&str])| words.iter().any(|word| *word == value);
        if words.is_some_and(|words| !is_word(words)) {
            wrong.insert(format!("{name} is never {value}"));
        }
        let is_date = name.ends_with("DateTime") && !value.is_null();
        if is_date && value.as_str().and_then(clock::parse).is_none() {
            wrong.insert(format!("{name} is no date: {value}"));
        }
    }
}

#[test]
fn apple_s_pages_have_published_attributes_and_words() {
    let Some(folder) = material("apple-business") else {
        return;
    };
    let mut known: BTreeSet<String> = NEWER.iter().map(|name| (*name).to_owned()).collect();
    for (name, bytes) in files(&folder) {
        if ending(&name) == "json" {
            names(&serde_json::from_slice(&bytes).unwrap(), &mut known);
        }
    }
    let (mut wrong, mut checked) = (BTreeSet::new(), 0);
    for seed in SEEDS {
        let files = snapshot(seed, Tier::Look);
        for stem in ["orgDevices", "mdmServers", "auditEvents"] {
            for row in rows(&files, &format!("apple/{stem}-")) {
                assert_eq!(row["type"], stem);
                unpublished(&known, &row["attributes"], &mut wrong);
                checked += 1;
            }
        }
        for row in rows(&files, "apple/mdmServerDevices.") {
            assert_eq!(row["type"], "orgDevices");
        }
        for line in lines(&files["apple/appleCareCoverage-00001.ndjson"]) {
            for row in line["response"]["data"].as_array().unwrap() {
                unpublished(&known, &row["attributes"], &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(checked > 1_000, "{checked}");
}

#[test]
fn an_audit_event_names_the_key_of_its_data() {
    for row in rows(&snapshot(11, Tier::Audit), "apple/auditEvents-") {
        let attributes = &row["attributes"];
        let key = attributes["eventDataPropertyKey"].as_str().unwrap();
        let serial = &attributes[key]["serialNumber"];
        assert_eq!(serial, &attributes["subjectId"], "{row}");
    }
}

/// The cells of a line of CSV.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(letter),
        }
    }
    assert!(!quoted, "{line}");
    cells
}

#[test]
fn every_file_is_what_its_name_says() {
    for seed in SEEDS {
        let folder = tempfile::tempdir().unwrap();
        let recipe = drawn(seed, DEVICES, &[]).recipe().unwrap();
        written(recipe, Tier::Look, folder.path());
        for (name, bytes) in files(folder.path()) {
            let text = str::from_utf8(&bytes).unwrap();
            match ending(&name) {
                "json" => assert!(serde_json::from_str::<Value>(text).is_ok(), "{name}"),
                "ndjson" => assert!(lines(&bytes).iter().all(Value::is_object), "{name}"),
                "csv" => {
                    let widths: BTreeSet<usize> =
                        text.lines().map(|line| cells(line).len()).collect();
                    assert_eq!(widths, BTreeSet::from([7]), "{name}");
                }
                other => panic!("{name} ends with {other}"),
            }
            assert!(
                text.is_empty() || text.ends_with('\n') || ending(&name) == "json",
                "{name}"
            );
        }
    }
}

/// The first tier that has a file, by how its name begins, and its name among the gaps.
const FIRST_SEEN: [(&str, Tier, Option<&str>); 9] = [
    ("apple/orgDevices-", Tier::Abm, Some("apple/orgDevices")),
    ("apple/mdmServers-", Tier::Abm, Some("apple/mdmServers")),
    (
        "apple/mdmServerDevices.",
        Tier::Abm,
        Some("apple/mdmServerDevices"),
    ),
    // Single calls about suspects, which nobody can make without the list.
    ("apple/activationLockStatus-", Tier::Abm, None),
    ("apple/appleCareCoverage-", Tier::Abm, None),
    ("apple/auditEvents-", Tier::Audit, Some("apple/auditEvents")),
    (
        "microsoft/signIns-",
        Tier::SignIns,
        Some("microsoft/signIns"),
    ),
    // What people write down is nothing that could be configured.
    ("register.csv", Tier::Register, None),
    ("answers.ndjson", Tier::Look, None),
];

#[test]
fn a_page_is_there_or_its_gap_is() {
    for tier in Tier::ALL {
        let files = snapshot(11, tier);
        let head: Value = serde_json::from_slice(&files["snapshot.json"]).unwrap();
        assert_eq!(head["schema"], 1);
        assert!(head["takenAt"].as_str().and_then(clock::parse).is_some());
        let gaps = head["gaps"].as_array().unwrap();
        let named: BTreeSet<&str> = gaps
            .iter()
            .map(|it| it["source"].as_str().unwrap())
            .collect();
        assert!(gaps.iter().all(|gap| gap["reason"] == "not_configured"));
        let mut expected = BTreeSet::new();
        for (stem, first, gap) in FIRST_SEEN {
            let there = files.keys().any(|name| name.starts_with(stem));
            assert_eq!(there, tier >= first, "{stem} at tier {tier}");
            expected.extend(gap.filter(|_| tier < first));
        }
        assert_eq!(named, expected, "tier {tier}");
        for (stem, _) in GRAPH.iter().filter(|(stem, _)| *stem != "signIns-") {
            let name = format!("microsoft/{stem}");
            assert!(
                files.keys().any(|it| it.starts_with(&name)),
                "{name} at tier {tier}"
            );
        }
    }
}

#[test]
fn a_richer_tier_sees_the_same_and_more() {
    let mut poorer = snapshot(12, Tier::Graph);
    for tier in &Tier::ALL[1..] {
        let richer = snapshot(12, *tier);
        assert!(richer.len() > poorer.len(), "{tier}");
        for (name, bytes) in poorer.iter().filter(|(name, _)| *name != "snapshot.json") {
            assert_eq!(bytes, &richer[name], "{name} at tier {tier}");
        }
        poorer = richer;
    }
}

#[test]
fn a_packed_page_is_the_plain_one() {
    let folder = tempfile::tempdir().unwrap();
    let order = lab::simulate::Order {
        recipe: drawn(13, DEVICES, &[]).recipe().unwrap(),
        tier: Tier::Look,
        out: folder.path().to_owned(),
        packed: true,
    };
    lab::simulate::simulate(&order, None, |_| {}).unwrap();
    let packed = files(&folder.path().join("snapshot"));
    let plain = snapshot(13, Tier::Look);
    assert!(packed.keys().any(|name| ending(name) == "zst"));
    assert_eq!(packed.len(), plain.len());
    for (name, bytes) in &packed {
        match name.strip_suffix(".zst") {
            None => assert_eq!(bytes, &plain[name], "{name}"),
            Some(stem) => {
                let unpacked = zstd::stream::decode_all(&bytes[..]).unwrap();
                assert_eq!(unpacked, plain[stem], "{name}");
            }
        }
    }
}

/// The serial numbers in a field of all rows of a page.
fn serials<'r>(rows: &'r [Value], field: &str) -> impl Iterator<Item = String> + 'r {
    let path = field.to_owned();
    let found = rows
        .iter()
        .filter_map(move |row| row.pointer(&path)?.as_str());
    let read = found.map(|serial| serial.trim().to_uppercase());
    read.filter(|serial| !serial.is_empty())
}

#[test]
fn whoever_is_named_has_a_line_of_truth_and_nobody_else() {
    for (seed, tier) in [
        (11, Tier::Graph),
        (12, Tier::Abm),
        (13, Tier::Audit),
        (14, Tier::Look),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let recipe = drawn(seed, DEVICES, &[]).recipe().unwrap();
        written(recipe, tier, folder.path());
        let files = files(folder.path());
        let truth = lines(&files["truth.ndjson"]);
        let devices = truth
            .iter()
            .filter(|it| it["schema"] == "firstcontact/truth/1");
        let known: Vec<&str> = devices.map(|it| it["serial"].as_str().unwrap()).collect();
        let mut named = BTreeSet::new();
        for (stem, field) in [
            ("microsoft/managedDevices-", "/serialNumber"),
            ("microsoft/importedAppleDeviceIdentities.", "/serialNumber"),
            ("apple/orgDevices-", "/id"),
            ("apple/auditEvents-", "/attributes/subjectId"),
        ] {
            let rows = rows(&files, &format!("snapshot/{stem}"));
            named.extend(serials(&rows, field));
        }
        if let Some(answers) = files.get("snapshot/answers.ndjson") {
            named.extend(serials(&lines(answers), "/serial"));
        }
        if let Some(register) = files.get("snapshot/register.csv") {
            let text = str::from_utf8(register).unwrap();
            let first = text
                .lines()
                .skip(1)
                .map(|line| Value::from(cells(line).swap_remove(0)));
            named.extend(serials(&first.collect::<Vec<_>>(), ""));
        }
        let unique: BTreeSet<String> = known.iter().map(|it| (*it).to_owned()).collect();
        assert_eq!(
            unique.len(),
            known.len(),
            "seed {seed} says something twice"
        );
        assert_eq!(named, unique, "seed {seed}, tier {tier}");
    }
}

#[test]
fn counts_are_the_counts_of_rows() {
    for seed in SEEDS {
        let files = snapshot(seed, Tier::Abm);
        for token in rows(&files, "microsoft/depOnboardingSettings-") {
            let id = token["id"].as_str().unwrap();
            let list = rows(
                &files,
                &format!("microsoft/importedAppleDeviceIdentities.{id}-"),
            );
            let live = list.iter().filter(|row| row["isDeleted"] == false).count();
            assert_eq!(token["syncedDeviceCount"], live, "seed {seed}");
        }
        for server in rows(&files, "apple/mdmServers-") {
            let id = server["id"].as_str().unwrap();
            let list = rows(&files, &format!("apple/mdmServerDevices.{id}-"));
            assert_eq!(
                server["attributes"]["deviceCount"],
                list.len(),
                "seed {seed}"
            );
        }
    }
}

#[test]
fn what_intune_calls_registered_is_in_entra() {
    for seed in SEEDS {
        let files = snapshot(seed, Tier::Graph);
        let entra = rows(&files, "microsoft/devices-");
        let known: BTreeSet<&str> = entra
            .iter()
            .map(|row| row["deviceId"].as_str().unwrap())
            .collect();
        for row in rows(&files, "microsoft/managedDevices-") {
            let id = row["azureADDeviceId"].as_str().unwrap();
            let registered = row["azureADRegistered"] == true;
            assert_eq!(known.contains(id), registered, "seed {seed}: {row}");
        }
    }
}
