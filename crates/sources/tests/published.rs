//! Our reading against what others published: samples of Apple Business answers, and the names of
//! Graph's types. The folder is no part of the repository; without it the tests say so and pass.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read what is there has failed"
)]

use enrollment::snapshot::{
    AssignmentStatus, AuditType, ComplianceState, DiscoverySource, EnrollmentState, EnrollmentType,
    FailureReason, GapReason, Imei, ManagementState, OwnerType, PolicyState, ProductFamily,
    PurchaseSource, RegistrationState, ServerType, Snapshot, Source, TokenType,
};
use enrollment::term::{Strange, Term};
use serde_json::Value;
use sources::graph::{fields_read, parts_read};
use sources::recorded::{ReadOptions, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

const HEADER: &str = r#"{"schema":1,"takenAt":"2026-11-23T12:00:00Z"}"#;

/// The folder of published data beside the workspace, or a file in it.
fn published(path: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let path = root.join(path);
    if path.exists() {
        return Some(path);
    }
    note_skipped(&path);
    None
}

#[expect(clippy::print_stderr, reason = "a test that looked at nothing says so")]
fn note_skipped(path: &std::path::Path) {
    eprintln!("skipped: {} is not there", path.display());
}

/// A snapshot of published samples: each under the name of the page it is.
fn snapshot_of(samples: &[(&str, &str)]) -> Option<Snapshot> {
    let folder = published("apple-business/samples")?;
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("apple")).unwrap();
    fs::write(root.path().join("snapshot.json"), HEADER).unwrap();
    for (sample, page) in samples {
        let text = fs::read_to_string(folder.join(sample)).unwrap();
        let text = if page.ends_with(".ndjson") {
            let answer: Value = serde_json::from_str(&text).unwrap();
            format!("{{\"id\":\"XABC123X0ABC123X0\",\"response\":{answer}}}\n")
        } else {
            text
        };
        fs::write(root.path().join("apple").join(page), text).unwrap();
    }
    let snapshot = read(root.path(), &ReadOptions::default()).unwrap();
    let told: Vec<_> = snapshot
        .gaps
        .iter()
        .filter(|gap| gap.reason != GapReason::NotCollected)
        .collect();
    assert!(told.is_empty(), "{told:?}");
    let strange = snapshot.strange.text(Strange(0));
    assert_eq!(strange, "(other)", "a word that we do not know");
    Some(snapshot)
}

#[test]
fn devices_of_the_organisation() {
    let Some(snapshot) = snapshot_of(&[
        ("get_organization_devices.json", "orgDevices-00001.json"),
        ("get_device_information.json", "orgDevices-00002.json"),
    ]) else {
        return;
    };
    assert_eq!(
        snapshot.org_devices.len(),
        2,
        "a list, and one device alone"
    );
    for row in snapshot.org_devices.iter() {
        assert_eq!(snapshot.serials.text(row.serial), "XABC123X0ABC123X0");
        assert_eq!(snapshot.words.text(row.model), "iMac 21.5\"");
        assert_eq!(snapshot.words.text(row.source_id), "-2085650007946880");
        assert_eq!(row.added.to_string(), "2025-04-30T22:05:14Z");
        assert_eq!(row.status, AssignmentStatus::Unassigned);
        assert_eq!(row.source, PurchaseSource::Apple);
        assert_eq!(row.family, ProductFamily::Mac);
        assert_eq!(row.imei[1], Imei::parse("123456789012346"));
    }
}

#[test]
fn services_and_their_devices() {
    let Some(snapshot) = snapshot_of(&[
        (
            "get_device_management_services.json",
            "mdmServers-00001.json",
        ),
        ("get_mdm_server.json", "mdmServers-00002.json"),
        ("get_assigned_server_info.json", "mdmServers-00003.json"),
        (
            "get_mdm_server_device_linkages.json",
            "mdmServerDevices.1F97349736CF4614A94F624E705841AD-00001.json",
        ),
    ]) else {
        return;
    };
    let id = snapshot
        .words
        .find("1F97349736CF4614A94F624E705841AD")
        .unwrap();
    assert!(snapshot.mdm_servers.iter().all(|row| row.id == id));
    let full = snapshot
        .mdm_servers
        .iter()
        .find(|row| row.devices == Some(128));
    let full = full.unwrap();
    let families = [
        ProductFamily::Ipad,
        ProductFamily::Iphone,
        ProductFamily::Mac,
    ];
    assert_eq!(full.default_families.as_deref(), Some(&families[..]));
    assert_eq!(full.last_connected.to_string(), "2026-06-01T08:14:23Z");
    let kinds: BTreeSet<ServerType> = snapshot.mdm_servers.iter().map(|row| row.kind).collect();
    assert!(kinds.contains(&ServerType::Mdm) && kinds.contains(&ServerType::Configurator));
    assert_eq!(snapshot.server_links[0].server, id);
}

#[test]
fn audit_events_and_coverage() {
    let Some(snapshot) = snapshot_of(&[
        ("get_audit_events.json", "auditEvents-00001.json"),
        ("get_applecare_coverage.json", "appleCareCoverage.ndjson"),
    ]) else {
        return;
    };
    let event = &snapshot.audit_events[0];
    assert_eq!(event.kind, AuditType::Added);
    assert_eq!(snapshot.serials.text(event.serial), "C02X1234ABCD");
    assert_eq!(
        snapshot.words.text(event.actor),
        "elana.landot@melardclothing.com"
    );
    assert_eq!(snapshot.coverage.len(), 3);
    let first = snapshot
        .coverage
        .iter()
        .map(|row| row.starts.to_string())
        .min();
    assert_eq!(first.as_deref(), Some("2025-02-02T00:00:00Z"));
}

/// The types of Graph as others generated them, beta and v1.0.
struct Types(Value);

impl Types {
    fn published() -> Option<Self> {
        let text = fs::read_to_string(published("microsoft-graph/types.json")?).unwrap();
        Some(Self(serde_json::from_str(&text).unwrap()))
    }

    fn of<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Value> {
        ["beta", "v1.0"]
            .into_iter()
            .filter_map(move |version| self.0[version].get(name))
    }

    /// Names of the properties of a type and of everything it derives from.
    fn properties(&self, name: &str) -> BTreeSet<String> {
        // Every object may name its type, and every entity has an id.
        let mut names = BTreeSet::from(["@odata.type".to_owned(), "id".to_owned()]);
        for kind in self.of(name) {
            names.extend(kind["properties"].as_object().unwrap().keys().cloned());
            if let Some(base) = kind["base"]
                .as_str()
                .filter(|base| self.of(base).count() > 0)
            {
                names.extend(self.properties(base));
            }
        }
        names
    }

    fn words<'t>(&'t self, name: &'t str) -> BTreeSet<&'t str> {
        let lists = self.of(name).filter_map(|kind| kind["values"].as_array());
        let words = lists.flatten().filter_map(Value::as_str);
        words.filter(|word| *word != "unknownFutureValue").collect()
    }
}

#[test]
fn every_property_that_is_read_is_one_of_graphs() {
    let Some(types) = Types::published() else {
        return;
    };
    let sources: [(Source, &[&str]); 13] = [
        (Source::ManagedDevices, &["ManagedDevice"]),
        (Source::ImportedIdentities, &["ImportedAppleDeviceIdentity"]),
        (Source::Tokens, &["DepOnboardingSetting"]),
        (
            Source::EnrollmentProfiles,
            &["DepIOSEnrollmentProfile", "DepMacOSEnrollmentProfile"],
        ),
        (
            Source::EnrollmentPolicies,
            &["DeviceManagementConfigurationPolicy"],
        ),
        (Source::Failures, &["EnrollmentTroubleshootingEvent"]),
        (
            Source::PushCertificate,
            &["ApplePushNotificationCertificate"],
        ),
        (
            Source::Restrictions,
            &[
                "DeviceEnrollmentPlatformRestrictionsConfiguration",
                "DeviceEnrollmentPlatformRestrictionConfiguration",
                "DeviceEnrollmentLimitConfiguration",
            ],
        ),
        (Source::AccessPolicies, &["ConditionalAccessPolicy"]),
        (
            Source::NamedLocations,
            &["IpNamedLocation", "CountryNamedLocation"],
        ),
        (Source::EntraDevices, &["Device"]),
        (Source::SignIns, &["SignIn"]),
        (Source::VppTokens, &["VppToken"]),
    ];
    let sources = sources.map(|(source, names)| (source.name(), names, fields_read(source)));
    let parts = parts_read();
    let parts = parts
        .iter()
        .map(|(name, fields)| (*name, std::slice::from_ref(name), *fields));
    for (what, names, fields) in sources.into_iter().chain(parts) {
        let known: BTreeSet<String> = names
            .iter()
            .flat_map(|name| types.properties(name))
            .collect();
        assert!(!fields.is_empty(), "{what} tells no fields");
        for field in fields {
            assert!(known.contains(*field), "{what} has no property {field}");
        }
    }
}

#[test]
fn every_word_of_graphs_enumerations_is_known() {
    fn check<T: Term>(types: &Types, name: &str) {
        let words = types.words(name);
        assert!(!words.is_empty(), "{name} is not published");
        for word in words {
            let known = T::known(word).and_then(|term| term.word().ok());
            assert_eq!(known, Some(word), "{name}");
        }
    }
    let Some(types) = Types::published() else {
        return;
    };
    check::<EnrollmentState>(&types, "EnrollmentState");
    check::<DiscoverySource>(&types, "DiscoverySource");
    check::<ManagementState>(&types, "ManagementState");
    check::<ComplianceState>(&types, "ComplianceState");
    check::<RegistrationState>(&types, "DeviceRegistrationState");
    check::<FailureReason>(&types, "DeviceEnrollmentFailureReason");
    check::<OwnerType>(&types, "ManagedDeviceOwnerType");
    check::<TokenType>(&types, "DepTokenType");
    check::<PolicyState>(&types, "ConditionalAccessPolicyState");
    for word in types.words("DeviceEnrollmentType") {
        let apple = word.starts_with("apple");
        assert!(!apple || EnrollmentType::known(word).is_some(), "{word}");
    }
}
