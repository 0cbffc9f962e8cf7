//! The collector against a small tenant that pages, throttles, tears and fails.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod server;
mod sign_in;

use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{ReadState, Source};
use server::{Server, Weather};
use sources::live::{
    AppleScope, AppleSettings, CollectError, Collected, MicrosoftCredential, MicrosoftSettings,
    Orders, Origin, Surroundings, Suspect, TenantSettings, collect, plan,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

const SEC1: &str = include_str!("keys/p256-sec1.pem");

fn tenant(server: &Server, key: &str) -> TenantSettings {
    let origin = || Origin::parse(&server.base).unwrap();
    TenantSettings {
        name: "contoso".to_owned(),
        microsoft: Some(MicrosoftSettings {
            tenant: "tenant-1".to_owned(),
            client: "client-1".to_owned(),
            credential: MicrosoftCredential::Secret("geheim&1".into()),
            authority: origin(),
            graph: origin(),
        }),
        apple: Some(AppleSettings {
            client: "BUSINESSAPI.1".to_owned(),
            key_id: "key-1".to_owned(),
            key: key.into(),
            scope: AppleScope::Business,
            account: origin(),
            api: origin(),
        }),
        authorities: None,
    }
}

fn at(text: &str) -> Moment {
    Stamp::parse(text).unwrap().at().unwrap()
}

/// Nobody is asked about one by one.
const LISTS: Orders<'static> = Orders {
    since: None,
    budget: 500,
    choose: &|_| Vec::new(),
};

/// Collects without waiting; what would have been waited is returned.
fn run(tenant: &TenantSettings, out: &Path) -> (Result<Collected, CollectError>, Vec<Duration>) {
    run_with(tenant, out, &LISTS)
}

fn run_with(
    tenant: &TenantSettings,
    out: &Path,
    orders: &Orders<'_>,
) -> (Result<Collected, CollectError>, Vec<Duration>) {
    let waits = Mutex::new(Vec::new());
    let collected = collect(
        tenant,
        out,
        orders,
        &Surroundings {
            now: &|| at("2026-11-25T08:00:00Z"),
            wait: &|time| waits.lock().unwrap().push(time),
            seed: 7,
            watch: &|_| {},
        },
    );
    (collected, waits.into_inner().unwrap())
}

/// The files of a snapshot; addresses differ from server to server.
fn files(folder: &Path, base: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for sub in ["", "microsoft", "apple"] {
        for entry in std::fs::read_dir(folder.join(sub)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                let text = std::fs::read_to_string(&path).unwrap();
                all.insert(name, text.replace(base, "BASE"));
            }
        }
    }
    all
}

fn undisturbed() -> BTreeMap<String, String> {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    run(&tenant(&server, SEC1), &out).0.unwrap();
    files(&out, &server.base)
}

#[test]
fn a_tenant_becomes_a_snapshot_that_the_reader_reads_whole() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    let collected = run(&tenant(&server, SEC1), &out).0.unwrap();
    let missed: Vec<&str> = collected
        .missed
        .iter()
        .map(|it| it.reason.as_str())
        .collect();
    assert_eq!(missed, ["not_collected", "not_collected"], "{collected:?}");
    let snapshot =
        sources::recorded::read(&out, &sources::recorded::ReadOptions::default()).unwrap();
    for source in Source::ALL {
        if source.is_expected() && !source.is_per_device() {
            assert_eq!(snapshot.reads.of(source), ReadState::Complete, "{source}");
        }
    }
    assert_eq!(snapshot.managed.iter().count(), 4);
    assert_eq!(snapshot.server_links.iter().count(), 2);
    for request in server.requests() {
        let signs_in = request.starts_with("POST ") && request.contains("/token ");
        assert!(request.starts_with("GET ") || signs_in, "{request}");
    }
    let posts = server.counts("POST ");
    assert!(
        posts
            .keys()
            .any(|it| it.contains("client_secret=geheim%261")),
        "{posts:?}"
    );
    assert_eq!(posts.len(), 2, "a token is asked for once: {posts:?}");
    let again = run(&tenant(&server, SEC1), &out).0.unwrap_err().to_string();
    assert!(again.contains("holds a snapshot already"), "{again}");
}

#[test]
fn weather_changes_nothing_but_the_time() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    let base = Weather::status("managedDevices?page=2", 1, 429);
    let throttled = Weather {
        headers: "Retry-After: 17\r\n",
        ..base.clone()
    };
    server.brew(throttled);
    let date = "Retry-After: Wed, 25 Nov 2026 08:00:40 GMT\r\n";
    server.brew(Weather {
        at: "orgDevices?page=3",
        headers: date,
        ..base.clone()
    });
    server.brew(Weather {
        at: "orgDevices?limit",
        status: 503,
        times: 3,
        ..base.clone()
    });
    server.brew(Weather {
        at: "managedDevices?page=4",
        torn: true,
        times: 2,
        ..base.clone()
    });
    server.brew(Weather {
        at: "S1/relationships",
        dead: true,
        times: 2,
        ..base.clone()
    });
    server.brew(Weather {
        at: "importedApple",
        status: 401,
        ..base
    });
    let (collected, waits) = run(&tenant(&server, SEC1), &out);
    collected.unwrap();
    assert_eq!(files(&out, &server.base), undisturbed());
    for seconds in [17, 40] {
        assert!(waits.contains(&Duration::from_secs(seconds)), "{waits:?}");
    }
    let minted = server.counts("POST /tenant-1/oauth2/v2.0/token");
    assert_eq!(minted.values().sum::<usize>(), 2, "one refusal mints once");
}

#[test]
fn an_interrupted_run_goes_on_and_reads_no_page_twice() {
    for stop in [
        "managedDevices?page=3",
        "orgDevices?page=2",
        "identities",
        "S1/rel",
    ] {
        let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
        let out = place.path().join("out");
        let stop = if stop == "identities" {
            "importedAppleDeviceIdentities?page=2"
        } else {
            stop
        };
        // A token that is refused twice ends the run at once.
        server.brew(Weather::status(stop, 2, 401));
        let error = run(&tenant(&server, SEC1), &out).0.unwrap_err();
        assert!(matches!(error, CollectError::SignIn(_)), "{error}");
        assert!(!out.join("snapshot.json").exists());
        server.clear();
        run(&tenant(&server, SEC1), &out).0.unwrap();
        assert_eq!(files(&out, &server.base), undisturbed());
        for (request, count) in server.counts("GET ") {
            let allowed = if request.contains(stop) { 3 } else { 1 };
            assert!(count <= allowed, "{count} times {request}");
        }
    }
}

#[test]
fn a_torn_journal_and_half_a_page_do_not_count() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    server.brew(Weather::status("managedDevices?page=3", 2, 401));
    run(&tenant(&server, SEC1), &out).0.unwrap_err();
    let journal = out.join(".collect-journal.ndjson");
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, &text[..text.len() - 9]).unwrap();
    std::fs::write(
        out.join("microsoft/managedDevices-00003.json.part"),
        "{\"val",
    )
    .unwrap();
    run(&tenant(&server, SEC1), &out).0.unwrap();
    assert_eq!(files(&out, &server.base), undisturbed());
    // Killed while the first line was written.
    let barely = place.path().join("barely");
    std::fs::create_dir(&barely).unwrap();
    std::fs::write(barely.join(".collect-journal.ndjson"), "{\"coll").unwrap();
    run(&tenant(&server, SEC1), &barely).0.unwrap();
    assert_eq!(files(&barely, &server.base), undisturbed());
}

#[test]
fn a_source_that_fails_becomes_a_gap_with_what_is_missing() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    server.brew(Weather::status("conditionalAccess/policies", 9, 403));
    server.brew(Weather::status("signIns", 9, 429));
    server.brew(Weather::status("vppTokens", 9, 500));
    let link = "{\"value\":[],\"@odata.nextLink\":\"https://evil.example/x\"}";
    server.brew(Weather {
        body: link,
        ..Weather::status("namedLocations", 9, 200)
    });
    let collected = run(&tenant(&server, SEC1), &out).0.unwrap();
    let of = |source: &str| {
        let missed = collected
            .missed
            .iter()
            .find(|it| it.source == source)
            .unwrap();
        (missed.reason.clone(), missed.detail.to_string())
    };
    let (reason, detail) = of("microsoft/conditionalAccessPolicies");
    assert!(
        reason == "forbidden" && detail.contains("Policy.Read.All"),
        "{detail}"
    );
    assert_eq!(of("microsoft/signIns").0, "throttled");
    assert_eq!(of("microsoft/vppTokens").0, "server_error");
    assert_eq!(of("microsoft/namedLocations").0, "foreign_link");
    let snapshot =
        sources::recorded::read(&out, &sources::recorded::ReadOptions::default()).unwrap();
    assert_eq!(
        snapshot.reads.of(Source::AccessPolicies),
        ReadState::NotRead
    );
    assert_eq!(
        snapshot.reads.of(Source::NamedLocations),
        ReadState::Partial
    );
    assert_eq!(
        snapshot.reads.of(Source::ManagedDevices),
        ReadState::Complete
    );
}

fn suspects(serials: &[&str]) -> Vec<Suspect> {
    let suspect = |serial: &&str| Suspect {
        serial: (*serial).to_owned(),
        lock: true,
        coverage: true,
    };
    serials.iter().map(suspect).collect()
}

#[test]
fn single_devices_are_asked_about_in_the_order_of_need_and_within_the_budget() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    let order = ["F2LX3ABCDE", "../x", "F2LX1ABCDE", "F2LX2ABCDE"];
    let choose = |snapshot: &enrollment::snapshot::Snapshot| {
        assert_eq!(snapshot.org_devices.iter().count(), 4);
        suspects(&order)
    };
    let orders = Orders {
        budget: 3,
        choose: &choose,
        ..LISTS
    };
    // Interrupted among them, and gone on with: nobody is asked about twice.
    server.brew(Weather::status("F2LX1ABCDE/activationLock", 2, 401));
    run_with(&tenant(&server, SEC1), &out, &orders)
        .0
        .unwrap_err();
    server.clear();
    let collected = run_with(&tenant(&server, SEC1), &out, &orders).0.unwrap();
    let locks = std::fs::read_to_string(out.join("apple/activationLockStatus.ndjson")).unwrap();
    let ids: Vec<&str> = locks.lines().map(|line| &line[7..17]).collect();
    assert_eq!(ids, ["F2LX3ABCDE", "F2LX1ABCDE"]);
    let left_out: Vec<_> = collected
        .missed
        .iter()
        .map(|it| {
            (
                it.source.as_str(),
                it.reason.as_str(),
                it.detail.to_string(),
            )
        })
        .collect();
    assert_eq!(left_out.len(), 2, "{left_out:?}");
    assert!(
        left_out.iter().all(|it| it.1 == "over_budget"),
        "{left_out:?}"
    );
    assert!(left_out[0].2.starts_with("1 of 3 devices"), "{left_out:?}");
    assert!(left_out[1].2.contains("--budget"), "{left_out:?}");
    assert_eq!(
        server
            .counts("F2LX3ABCDE/activation")
            .values()
            .sum::<usize>(),
        1
    );
    assert!(server.counts("/F2LX2ABCDE/").is_empty());
}

#[test]
fn audit_events_are_carried_over_and_only_new_ones_asked_for() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let event = |id: &str, at: &str| {
        format!("{{\"id\":\"{id}\",\"attributes\":{{\"eventDateTime\":\"{at}\"}}}}")
    };
    let page = |rows: &[String]| -> &'static str {
        format!("{{\"data\":[{}],\"links\":{{}}}}", rows.join(",")).leak()
    };
    let old = [
        event("too-old", "2025-01-01T00:00:00Z"),
        event("a", "2026-11-20T08:00:00Z"),
        event("b", "2026-11-24T09:00:00Z"),
    ];
    server.brew(Weather {
        body: page(&old),
        ..Weather::status("auditEvents", 1, 200)
    });
    run(&tenant(&server, SEC1), &place.path().join("one"))
        .0
        .unwrap();
    server.clear();
    // A service that does not care for the window gives what is known, too.
    let new = [old[2].clone(), event("c", "2026-11-25T07:00:00Z")];
    server.brew(Weather {
        body: page(&new),
        ..Weather::status("auditEvents", 9, 200)
    });
    let out = place.path().join("two");
    run(&tenant(&server, SEC1), &out).0.unwrap();
    let asked = server.counts("auditEvents");
    let since = "startTimestamp%5D=2026-11-24T08:00:00Z";
    assert!(asked.keys().any(|it| it.contains(since)), "{asked:?}");
    let ids = |folder: &Path| {
        let mut ids = Vec::new();
        for (name, text) in files(folder, &server.base) {
            if name.contains("auditEvents") {
                let page: serde_json::Value = serde_json::from_str(&text).unwrap();
                let rows = page["data"].as_array().unwrap().iter();
                ids.extend(rows.map(|row| row["id"].as_str().unwrap().to_owned()));
            }
        }
        ids
    };
    assert_eq!(ids(&out), ["b", "c", "a"]);
    let snapshot =
        sources::recorded::read(&out, &sources::recorded::ReadOptions::default()).unwrap();
    assert_eq!(snapshot.reads.of(Source::AuditEvents), ReadState::Complete);
    let orders = Orders {
        since: Some(place.path().to_owned()),
        ..LISTS
    };
    let error = run_with(&tenant(&server, SEC1), &place.path().join("three"), &orders).0;
    let said = error.unwrap_err().to_string();
    assert!(
        said.contains("--since") && !place.path().join("three").exists(),
        "{said}"
    );
}

#[test]
fn a_forgotten_place_begins_the_collection_anew_and_leaves_nothing_behind() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    server.brew(Weather::status("managedDevices?page=3", 1, 410));
    server.brew(Weather::status("orgDevices?page=4", 2, 400));
    run(&tenant(&server, SEC1), &out).0.unwrap();
    assert_eq!(files(&out, &server.base), undisturbed());
    // Interrupted between forgetting and deleting: pages of before must not stay.
    let other = place.path().join("other");
    server.brew(Weather::status("orgDevices?page=2", 2, 401));
    run(&tenant(&server, SEC1), &other).0.unwrap_err();
    server.clear();
    let journal = other.join(".collect-journal.ndjson");
    let text = std::fs::read_to_string(&journal).unwrap();
    let of = "apple/orgDevices";
    std::fs::write(
        &journal,
        format!("{text}{{\"of\":\"{of}\",\"page\":0,\"next\":null}}\n"),
    )
    .unwrap();
    std::fs::write(other.join("apple/orgDevices-00009.json"), "{\"data\":[]}").unwrap();
    run(&tenant(&server, SEC1), &other).0.unwrap();
    assert_eq!(files(&other, &server.base), undisturbed());
}

#[test]
fn a_host_that_is_not_there_is_named() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let mut tenant = tenant(&server, SEC1);
    if let Some(microsoft) = &mut tenant.microsoft {
        microsoft.authority = Origin::parse("http://127.0.0.1:9").unwrap();
    }
    let error = run(&tenant, &place.path().join("out")).0.unwrap_err();
    assert!(
        error.to_string().starts_with("cannot reach 127.0.0.1"),
        "{error}"
    );
}

#[test]
fn a_plan_counts_without_reading_a_device() {
    let server = Server::start();
    let planned = plan(
        &tenant(&server, SEC1),
        &Surroundings {
            now: &|| at("2026-11-25T08:00:00Z"),
            wait: &|_| {},
            seed: 7,
            watch: &|_| {},
        },
    );
    let calls: BTreeMap<&str, u64> = planned
        .unwrap()
        .iter()
        .map(|it| (it.source, it.calls))
        .collect();
    assert_eq!(calls["microsoft/importedAppleDeviceIdentities"], 3);
    assert_eq!(calls["apple/mdmServerDevices"], 1);
    // The policies name nobody, and people will sign in on what the token hands out.
    assert_eq!(calls["microsoft/users"], 1);
    assert_eq!(calls["microsoft/subscribedSkus"], 1);
    assert_eq!(calls["microsoft/userRegistrationDetails"], 0, "nobody asks");
    // Tokens, services, and whom policies, restrictions and compliance policies name.
    assert_eq!(server.counts("GET ").len(), 5);
}
