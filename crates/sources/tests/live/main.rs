//! The collector against a small tenant that pages, throttles, tears and fails.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod server;

use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{ReadState, Source};
use server::{Server, Weather};
use sources::live::{
    AppleScope, AppleSettings, CollectError, Collected, MicrosoftCredential, MicrosoftSettings,
    Origin, Surroundings, TenantSettings, collect, plan,
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

/// Collects without waiting; what would have been waited is returned.
fn run(tenant: &TenantSettings, out: &Path) -> (Result<Collected, CollectError>, Vec<Duration>) {
    let waits = Mutex::new(Vec::new());
    let collected = collect(
        tenant,
        out,
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
        if !source.is_voluntary() && !source.is_per_device() {
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
        (missed.reason.clone(), missed.detail.clone())
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

#[test]
fn a_sign_in_that_is_refused_says_what_to_do_and_writes_nothing() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let out = place.path().join("out");
    let fails = |weather: Option<Weather>, key: &str| {
        server.clear();
        if let Some(weather) = weather {
            server.brew(weather);
        }
        let error = run(&tenant(&server, key), &out).0.unwrap_err().to_string();
        assert!(!out.exists() && !error.contains("geheim"), "{error}");
        error
    };
    let denied = |body| Weather {
        body,
        ..Weather::status("/token", 9, 401)
    };
    let wrong = denied("{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: x\"}");
    assert!(fails(Some(wrong.clone()), SEC1).contains("copy the secret's Value"));
    let headers = "Date: Wed, 25 Nov 2026 08:12:00 GMT\r\n";
    let late = Weather { headers, ..wrong };
    assert!(fails(Some(late), SEC1).contains("clock is 12 minutes slow"));
    let unknown = denied("{\"error\":\"x\",\"error_description\":\"AADSTS700016: x\"}");
    assert!(fails(Some(unknown), SEC1).contains("does not know the application client-1"));
    let apple = Weather::status("/auth/oauth2/token", 9, 400);
    let apple = Weather {
        body: "{\"error\":\"invalid_client\"}",
        ..apple
    };
    assert!(fails(Some(apple), SEC1).contains("key-id"));
    assert!(fails(None, include_str!("keys/p384.pem")).contains("wrong curve"));
    assert!(fails(None, "nothing").contains("no private key in PEM"));
    let pkcs8 = include_str!("keys/p256-pkcs8.pem");
    run(&tenant(&server, pkcs8), &out).0.unwrap();
}

#[test]
fn a_certificate_signs_with_its_thumbprint() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let mut tenant = tenant(&server, SEC1);
    if let Some(microsoft) = &mut tenant.microsoft {
        microsoft.credential = MicrosoftCredential::Certificate {
            certificate: include_str!("keys/rsa-cert.pem").to_owned(),
            key: include_str!("keys/rsa.pem").into(),
        };
    }
    run(&tenant, &place.path().join("out")).0.unwrap();
    let posts = server.counts("/tenant-1/oauth2/v2.0/token");
    assert!(
        posts.keys().all(|it| it.contains("client_assertion=ey")),
        "{posts:?}"
    );
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
    assert_eq!(server.counts("GET ").len(), 2);
}
