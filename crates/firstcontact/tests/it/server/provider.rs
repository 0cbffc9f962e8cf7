//! Sign-in through a provider, which is a small one in this test.

use super::{Browser, Server, filled, place_of};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use firstcontact::config::serve::Groups;
use firstcontact::config::tenant::Filled;
use firstcontact::web::provider::Provider;
use reqwest::blocking::Response;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// What the provider will say of whoever comes next.
#[derive(Clone, Default)]
struct Next {
    groups: Vec<&'static str>,
    nonce: String,
    challenge: String,
    /// Says something else than it should.
    lie: &'static str,
}

struct Pretended {
    issuer: String,
    next: Arc<Mutex<Next>>,
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn key() -> EcdsaKeyPair {
    EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap()
}

fn begin() -> Pretended {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let next = Arc::new(Mutex::new(Next::default()));
    let (told, of) = (next.clone(), issuer.clone());
    std::thread::spawn(move || {
        let (right, wrong) = (key(), key());
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let (mut first, mut length) = (String::new(), 0);
            reader.read_line(&mut first).unwrap();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                if line == "\r\n" || line.is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let next = told.lock().unwrap().clone();
            let signer = if next.lie == "signature" {
                &wrong
            } else {
                &right
            };
            let answer = answer(&first, &body, &of, &next, (&right, signer));
            let (status, text) = (if answer.is_null() { 400 } else { 200 }, answer.to_string());
            let head = format!(
                "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\n\
                 content-length: {}\r\nconnection: close\r\n\r\n",
                text.len()
            );
            reader
                .get_mut()
                .write_all((head + &text).as_bytes())
                .unwrap();
        }
    });
    Pretended { issuer, next }
}

fn answer(
    first: &str,
    body: &[u8],
    issuer: &str,
    next: &Next,
    (right, signer): (&EcdsaKeyPair, &EcdsaKeyPair),
) -> Value {
    if first.contains("/.well-known/") {
        return json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        });
    }
    if first.contains("/keys") {
        let point = right.public_key().as_ref();
        let (x, y) = (encode(&point[1..33]), encode(&point[33..]));
        return json!({ "keys": [
            { "kty": "EC", "crv": "P-256", "kid": "k", "use": "sig", "x": x, "y": y }
        ]});
    }
    let form: BTreeMap<String, String> = form_urlencoded::parse(body).into_owned().collect();
    let digest =
        aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, form["code_verifier"].as_bytes());
    if form["code"] != "good" || encode(digest.as_ref()) != next.challenge {
        return Value::Null;
    }
    let now = firstcontact::clock::now().unix();
    let lie = |what: &str, truth: &str| {
        if next.lie == what {
            "other".to_owned()
        } else {
            truth.to_owned()
        }
    };
    let issued = if next.lie == "expired" {
        now - 7_200
    } else {
        now
    };
    let claims = json!({
        "iss": lie("issuer", issuer), "aud": lie("audience", "client"), "sub": "subject-1",
        "nonce": lie("nonce", &next.nonce), "iat": issued, "exp": issued + 600,
        "name": "Ada <b>", "groups": next.groups,
    });
    let head = encode(json!({ "alg": "ES256", "kid": "k" }).to_string().as_bytes());
    let signed = format!("{head}.{}", encode(claims.to_string().as_bytes()));
    let signature = signer
        .sign(&SystemRandom::new(), signed.as_bytes())
        .unwrap();
    let token = format!("{signed}.{}", encode(signature.as_ref()));
    json!({ "access_token": "a", "token_type": "Bearer", "id_token": token })
}

fn server(pretended: &Pretended) -> Server {
    let issuer = pretended.issuer.clone();
    Server::with(filled(), Arc::default(), |base| {
        let groups = Groups {
            viewer: vec![Filled("lookers".to_owned())],
            administrator: vec![Filled("rulers".to_owned())],
            ..Groups::default()
        };
        Some(Provider {
            name: "Pretended".to_owned(),
            issuer,
            client: "client".to_owned(),
            secret: Some("secret".into()),
            redirect: format!("{base}/sign-in/done"),
            groups_claim: "groups".to_owned(),
            roles: BTreeMap::from([("contoso".to_owned(), groups)]),
            authorities: None,
            known: Mutex::default(),
        })
    })
}

/// Goes to the provider; returns the state with which one comes back.
fn set_out(browser: &mut Browser, pretended: &Pretended, next: Next) -> String {
    let answer = browser.get("/sign-in/provider?back=%2Ft%2F1%2Ffleet");
    assert_eq!(answer.status(), 303);
    let place = place_of(&answer);
    let query = place
        .strip_prefix(&format!("{}/authorize?", pretended.issuer))
        .unwrap();
    let query: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    assert_eq!(query["code_challenge_method"], "S256");
    assert_eq!(query["response_type"], "code");
    *pretended.next.lock().unwrap() = Next {
        nonce: query["nonce"].clone(),
        challenge: query["code_challenge"].clone(),
        ..next
    };
    query["state"].clone()
}

fn arrive(browser: &mut Browser, state: &str, code: &str) -> Response {
    browser.get(&format!("/sign-in/done?state={state}&code={code}"))
}

fn of(groups: &[&'static str], lie: &'static str) -> Next {
    Next {
        groups: groups.to_vec(),
        lie,
        ..Next::default()
    }
}

#[test]
fn groups_become_roles_and_the_journey_ends_where_it_was_meant_to() {
    let pretended = begin();
    let server = server(&pretended);
    let mut browser = server.browser();
    let state = set_out(&mut browser, &pretended, of(&["lookers", "others"], ""));
    let answer = arrive(&mut browser, &state, "good");
    assert_eq!(
        (answer.status().as_u16(), place_of(&answer).as_str()),
        (303, "/t/1/fleet")
    );
    let page = browser.get("/t/1/fleet").text().unwrap();
    assert!(page.contains("Ada &") && !page.contains("Ada <b>"));
    assert_eq!(browser.get("/t/1/audit").status(), 403, "a viewer");
    assert_eq!(browser.get("/t/2/today").status(), 404, "of one tenant");
    assert_eq!(
        arrive(&mut browser, &state, "good").status(),
        400,
        "replayed"
    );
    server.pass(12 * 3_600);
    assert_eq!(
        browser.get("/t/1/fleet").status(),
        303,
        "groups are asked for every day"
    );
}

#[test]
fn who_is_not_who_they_say_stays_outside() {
    let pretended = begin();
    let server = server(&pretended);
    let mut browser = server.browser();
    for lie in ["nonce", "signature", "issuer", "audience", "expired"] {
        server.pass(60);
        let state = set_out(&mut browser, &pretended, of(&["rulers"], lie));
        assert_eq!(arrive(&mut browser, &state, "good").status(), 502, "{lie}");
    }
    server.pass(60);
    let state = set_out(&mut browser, &pretended, of(&["strangers"], ""));
    assert_eq!(
        arrive(&mut browser, &state, "good").status(),
        403,
        "no group with a role"
    );
    let state = set_out(&mut browser, &pretended, of(&["rulers"], ""));
    assert_eq!(
        arrive(&mut browser, &state, "bad").status(),
        502,
        "a code of somebody else"
    );
    let state = set_out(&mut browser, &pretended, of(&["rulers"], ""));
    let mut other = server.browser();
    assert_eq!(
        arrive(&mut other, &state, "good").status(),
        400,
        "another browser set out"
    );
    server.pass(60);
    let state = set_out(&mut browser, &pretended, of(&["rulers"], ""));
    let refused = browser.get(&format!("/sign-in/done?state={state}&error=access_denied"));
    assert_eq!(refused.status(), 403);
    let state = set_out(&mut browser, &pretended, of(&["rulers"], ""));
    server.pass(600);
    assert_eq!(
        arrive(&mut browser, &state, "good").status(),
        400,
        "too late"
    );
    assert_eq!(
        browser.get("/t/1/today").status(),
        303,
        "nothing of it let anybody in"
    );
}
