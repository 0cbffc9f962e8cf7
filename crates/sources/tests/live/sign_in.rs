//! Signing in, in every way, and what is said when it fails.

use super::server::{Server, Weather};
use super::{LISTS, SEC1, at, run, tenant};
use sources::live::{Event, IdentityService, MicrosoftCredential, Surroundings, collect};
use std::sync::Mutex;

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
    let time = "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS700024: x\"}";
    let late = Weather {
        headers,
        ..denied(time)
    };
    assert!(fails(Some(late), SEC1).contains("clock is 12 minutes slow"));
    // A wrong secret is a wrong secret whatever the clock shows.
    assert!(fails(Some(Weather { headers, ..wrong }), SEC1).contains("secret's Value"));
    for (code, next) in [
        ("7000222", "has expired; make a new one"),
        ("90002", "copy the Directory (tenant) ID"),
        ("900382", "set `cloud`"),
        ("65001", "Grant admin consent"),
        ("4711", "sign-in log"),
    ] {
        let body = format!("{{\"error\":\"x\",\"error_description\":\"AADSTS{code}: x\"}}");
        let said = fails(Some(denied(body.leak())), SEC1);
        assert!(said.contains(next) && said.contains(code), "{said}");
    }
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
fn an_expired_certificate_is_told_before_anybody_is_asked() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let mut tenant = tenant(&server, SEC1);
    if let Some(microsoft) = &mut tenant.microsoft {
        microsoft.credential = MicrosoftCredential::Certificate {
            certificate: include_str!("keys/rsa-cert.pem").to_owned(),
            key: include_str!("keys/rsa.pem").into(),
        };
    }
    let around = Surroundings {
        now: &|| at("2037-01-01T00:00:00Z"),
        wait: &|_| {},
        seed: 7,
        watch: &|_| {},
    };
    let collected = collect(&tenant, &place.path().join("out"), &LISTS, &around);
    let said = collected.unwrap_err().to_string();
    assert!(
        said.contains("expired at 2036-11-22T13:24:28Z") && said.contains("upload it"),
        "{said}"
    );
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[test]
fn another_provider_s_token_is_read_again_at_each_sign_in() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let file = place.path().join("token");
    let mut tenant = tenant(&server, SEC1);
    if let Some(microsoft) = &mut tenant.microsoft {
        microsoft.credential = MicrosoftCredential::Federated(file.clone());
    }
    let said = run(&tenant, &place.path().join("none"))
        .0
        .unwrap_err()
        .to_string();
    assert!(said.contains("AZURE_FEDERATED_TOKEN_FILE"), "{said}");
    for token in ["h.first.s", "h.second.s"] {
        std::fs::write(&file, format!("{token}\n")).unwrap();
        run(&tenant, &place.path().join(token)).0.unwrap();
        let sent = format!("client_assertion={token}");
        assert_eq!(server.counts(&sent).len(), 1, "{token}");
    }
}

#[test]
fn a_machine_s_identity_is_asked_for_nearby_only() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let mut tenant = tenant(&server, SEC1);
    let mut vouched_by = |address: String| {
        if let Some(microsoft) = &mut tenant.microsoft {
            microsoft.credential = MicrosoftCredential::ManagedIdentity(IdentityService {
                address,
                header: Some("h".into()),
                client: Some("user&assigned".to_owned()),
            });
        }
        run(&tenant, &place.path().join("out")).0
    };
    let far = vouched_by("http://example.com/msi/token".to_owned());
    assert!(far.unwrap_err().to_string().contains("IDENTITY_ENDPOINT"));
    vouched_by(format!("{}/msi/token", server.base)).unwrap();
    let asked = server.counts("GET /msi/token?api-version=2019-08-01&resource=");
    let asked = asked.keys().next().unwrap();
    assert!(asked.ends_with("&client_id=user%26assigned"), "{asked}");
}

#[test]
fn a_person_signs_in_with_a_code() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    let mut tenant = tenant(&server, SEC1);
    if let Some(microsoft) = &mut tenant.microsoft {
        microsoft.credential = MicrosoftCredential::DeviceCode;
    }
    let answers = |error| Weather {
        body: error,
        ..Weather::status("/oauth2/v2.0/token", 1, 400)
    };
    server.brew(answers("{\"error\":\"authorization_pending\"}"));
    server.brew(answers("{\"error\":\"slow_down\"}"));
    server.brew(answers("{\"error\":\"authorization_pending\"}"));
    let shown = Mutex::new(Vec::new());
    let waits = Mutex::new(Vec::new());
    let around = Surroundings {
        now: &|| at("2026-11-25T08:00:00Z"),
        wait: &|time| waits.lock().unwrap().push(time.as_secs()),
        seed: 7,
        watch: &|event| {
            if let Event::Person { address, code, .. } = event {
                shown.lock().unwrap().push(format!("{address} {code}"));
            }
        },
    };
    collect(&tenant, &place.path().join("out"), &LISTS, &around).unwrap();
    assert_eq!(
        *shown.lock().unwrap(),
        ["https://login.example/device ABCD"]
    );
    assert_eq!(waits.lock().unwrap()[..4], [2, 2, 7, 7]);
    server.brew(answers("{\"error\":\"authorization_declined\"}"));
    let said = run(&tenant, &place.path().join("no"))
        .0
        .unwrap_err()
        .to_string();
    assert!(said.contains("declined"), "{said}");
    let never = Weather {
        times: 999,
        ..answers("{\"error\":\"authorization_pending\"}")
    };
    server.brew(never);
    let said = run(&tenant, &place.path().join("no"))
        .0
        .unwrap_err()
        .to_string();
    assert!(said.contains("nobody used the code in time"), "{said}");
}
