//! The services, over a real socket: all rows, page by page, and what is refused.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use lab::clock::{LOOKED_AT, Time};
use lab::request::Request;
use lab::serve::{Entrance, Options, Running, Steering, Weather, serve};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

/// The services' clock, which one test moves.
static LATER: AtomicI64 = AtomicI64::new(0);

fn now() -> Time {
    LOOKED_AT
}

pub(crate) struct Lab {
    pub(crate) running: Running,
    pub(crate) agent: ureq::Agent,
    folder: TempDir,
}

pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<String>,
    pub(crate) body: Value,
}

impl Lab {
    pub(crate) fn start(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let request = Request {
            seed: Some(7),
            devices: Some(1_500),
            tier: Some("look".to_owned()),
            ..Request::default()
        };
        let mut options = Options {
            recipe: request.recipe().unwrap(),
            tier: request.tier().unwrap(),
            folder: folder.path().join("w"),
            listen: "127.0.0.1:0".parse().unwrap(),
            plain: true,
            steering: Steering::default(),
            weather: Weather::default(),
            token_life: 3_600,
            certificate_key: None,
            entrance: Entrance::default(),
            now,
        };
        change(&mut options);
        let running = serve(options).unwrap();
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent = config.build().new_agent();
        Self {
            running,
            agent,
            folder,
        }
    }

    pub(crate) fn link(&self, path: &str) -> String {
        if path.starts_with("http") {
            return path.to_owned();
        }
        format!("{}{path}", self.running.access.base)
    }

    pub(crate) fn try_get(&self, token: &str, path: &str) -> Result<Got, ureq::Error> {
        let asked = self.agent.get(self.link(path));
        let asked = asked.header("authorization", format!("Bearer {token}"));
        got(asked.header("accept", "application/json").call()?)
    }

    pub(crate) fn get(&self, token: &str, path: &str) -> Got {
        self.try_get(token, path).unwrap()
    }

    pub(crate) fn form(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let asked = self.agent.post(self.link(path));
        got(asked.send_form(fields.iter().copied()).unwrap()).unwrap()
    }

    pub(crate) fn entra(&self, tenant: &str, client: &str, secret: &str) -> Got {
        let scope = format!("{}/.default", self.running.access.base);
        self.form(
            &format!("/{tenant}/oauth2/v2.0/token"),
            &[
                ("grant_type", "client_credentials"),
                ("client_id", client),
                ("client_secret", secret),
                ("scope", &scope),
            ],
        )
    }

    pub(crate) fn graph_token(&self) -> String {
        let access = &self.running.access;
        let got = self.entra(&access.tenant, &access.client, &access.secret);
        assert_eq!(got.status, 200, "{}", got.body);
        got.body["access_token"].as_str().unwrap().to_owned()
    }

    fn apple_sign_in(&self, audience: &str, key_id: &str) -> Got {
        let account = self.running.access.apple.as_ref().unwrap();
        let pem = std::fs::read(&account.key).unwrap();
        let key = EncodingKey::from_ec_pem(&pem).unwrap();
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(key_id.to_owned());
        let claims = json!({"iss": account.client, "sub": account.client, "aud": audience,
            "iat": LOOKED_AT, "exp": LOOKED_AT + 600, "jti": "one"});
        let assertion = encode(&header, &claims, &key).unwrap();
        self.form(
            "/auth/oauth2/token",
            &[
                ("grant_type", "client_credentials"),
                ("client_id", &account.client),
                (
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ),
                ("client_assertion", &assertion),
                ("scope", "business.api"),
            ],
        )
    }

    pub(crate) fn apple_token(&self) -> String {
        let key_id = &self.running.access.apple.as_ref().unwrap().key_id;
        let got = self.apple_sign_in(AUDIENCE, key_id);
        assert_eq!(got.status, 200, "{}", got.body);
        got.body["access_token"].as_str().unwrap().to_owned()
    }

    /// All rows of a collection, in order, and how many pages they took.
    pub(crate) fn all(&self, token: &str, path: &str) -> (Vec<Value>, usize) {
        let (mut rows, mut pages, mut next) = (Vec::new(), 0, Some(path.to_owned()));
        while let Some(path) = next {
            let got = self.get(token, &path);
            assert_eq!(got.status, 200, "{path}: {}", got.body);
            let page = got.body.get("value").or(got.body.get("data")).unwrap();
            rows.extend_from_slice(page.as_array().unwrap());
            pages += 1;
            let links = [&got.body["@odata.nextLink"], &got.body["links"]["next"]];
            next = links
                .iter()
                .find_map(|link| link.as_str())
                .map(str::to_owned);
        }
        (rows, pages)
    }

    pub(crate) fn written(&self, stem: &str) -> Vec<Value> {
        written(&self.folder.path().join("w/snapshot"), stem)
    }
}

const AUDIENCE: &str = "https://account.apple.com/auth/oauth2/v2/token";

pub(crate) fn got(mut response: ureq::http::Response<ureq::Body>) -> Result<Got, ureq::Error> {
    let retry_after = response.headers().get("retry-after");
    let retry_after = retry_after.map(|wait| wait.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    let text = response
        .body_mut()
        .with_config()
        .limit(1 << 30)
        .read_to_string()?;
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Ok(Got {
        status,
        retry_after,
        body,
    })
}

fn written(snapshot: &Path, stem: &str) -> Vec<Value> {
    let (part, stem) = stem.split_once('/').unwrap();
    let mut paths: Vec<_> = std::fs::read_dir(snapshot.join(part))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(&format!("{stem}-"))
        })
        .collect();
    paths.sort();
    let mut rows = Vec::new();
    for path in paths {
        let mut bytes = std::fs::read(&path).unwrap();
        if path.extension().unwrap() == "zst" {
            bytes = zstd::decode_all(&bytes[..]).unwrap();
        }
        let page: Value = serde_json::from_slice(&bytes).unwrap();
        let page = page.get("value").or(page.get("data")).unwrap();
        rows.extend_from_slice(page.as_array().unwrap());
    }
    rows
}

/// Lists of Graph, and the pages behind them.
const LISTS: [(&str, &str); 18] = [
    ("/v1.0/deviceManagement/managedDevices", "managedDevices"),
    (
        "/beta/deviceManagement/managedDevices?$top=7",
        "managedDevices",
    ),
    (
        "/v1.0/deviceManagement/troubleshootingEvents",
        "troubleshootingEvents",
    ),
    (
        "/beta/deviceManagement/deviceEnrollmentConfigurations?$expand=assignments",
        "deviceEnrollmentConfigurations",
    ),
    (
        "/v1.0/deviceManagement/deviceCompliancePolicies?$expand=assignments",
        "deviceCompliancePolicies",
    ),
    (
        "/beta/deviceManagement/deviceConfigurations?$expand=assignments",
        "deviceConfigurations",
    ),
    ("/v1.0/servicePrincipals", "servicePrincipals"),
    (
        "/beta/deviceManagement/configurationPolicies",
        "configurationPolicies",
    ),
    (
        "/v1.0/identity/conditionalAccess/policies",
        "conditionalAccessPolicies",
    ),
    (
        "/v1.0/identity/conditionalAccess/namedLocations",
        "namedLocations",
    ),
    ("/v1.0/deviceAppManagement/vppTokens", "vppTokens"),
    ("/v1.0/devices", "devices"),
    ("/v1.0/users", "users"),
    (
        "/v1.0/directory/deletedItems/microsoft.graph.user",
        "deletedItems",
    ),
    ("/v1.0/subscribedSkus", "subscribedSkus"),
    (
        "/beta/reports/authenticationMethods/userRegistrationDetails",
        "userRegistrationDetails",
    ),
    (
        "/v1.0/roleManagement/directory/roleAssignments?$expand=principal",
        "roleAssignments",
    ),
    ("/v1.0/auditLogs/signIns", "signIns"),
];

#[test]
fn graph_shows_every_row_of_the_snapshot() {
    let lab = Lab::start(|_| ());
    let token = lab.graph_token();
    for (path, stem) in LISTS {
        let rows = lab.all(&token, path).0;
        assert_eq!(rows, lab.written(&format!("microsoft/{stem}")), "{path}");
    }
    let tokens = lab
        .all(&token, "/beta/deviceManagement/depOnboardingSettings")
        .0;
    assert!(!tokens.is_empty());
    assert!(tokens[0].get("defaultIosEnrollmentProfile").is_none());
    let account = lab.get(&token, "/beta/deviceManagement").body["intuneAccountId"].clone();
    let mut tokens = tokens;
    tokens.push(json!({"id": account}));
    for row in &tokens {
        let id = row["id"].as_str().unwrap();
        for list in ["importedAppleDeviceIdentities", "enrollmentProfiles"] {
            let path = format!("/beta/deviceManagement/depOnboardingSettings('{id}')/{list}");
            let stem = format!("microsoft/{list}.{id}");
            assert_eq!(lab.all(&token, &path).0, lab.written(&stem), "{path}");
        }
    }
}

#[test]
fn graph_s_query_options_do_what_they_say() {
    let lab = Lab::start(|_| ());
    let token = lab.graph_token();
    let list = "/v1.0/deviceManagement/managedDevices";
    let all = lab.written("microsoft/managedDevices");
    let few = lab.get(
        &token,
        &format!("{list}?$top=3&$select=id,serialNumber&$count=true"),
    );
    assert_eq!(few.body["@odata.count"], all.len());
    assert_eq!(few.body["value"].as_array().unwrap().len(), 3);
    assert_eq!(few.body["value"][0].as_object().unwrap().len(), 2);
    let next = few.body["@odata.nextLink"].as_str().unwrap();
    let second = lab.get(&token, next);
    assert_eq!(second.body["value"][0]["id"], all[3]["id"]);
    assert_eq!(second.body["value"][0].as_object().unwrap().len(), 2);
    let filter = "complianceState%20eq%20'compliant'%20and%20isSupervised%20eq%20true";
    let found = lab
        .all(&token, &format!("{list}?$filter={filter}&$top=50"))
        .0;
    let fits = |row: &&Value| row["complianceState"] == "compliant" && row["isSupervised"] == true;
    let expected: Vec<Value> = all.iter().filter(fits).cloned().collect();
    assert_eq!(found, expected);
    assert_eq!(lab.get(&token, &format!("{list}/$count")).body, all.len());
    let one = all[0]["id"].as_str().unwrap();
    assert_eq!(lab.get(&token, &format!("{list}/{one}")).body, all[0]);
    let settings = "/beta/deviceManagement/depOnboardingSettings";
    let tokens = lab.get(
        &token,
        &format!("{settings}?$expand=defaultIosEnrollmentProfile"),
    );
    let first = tokens.body["value"][0].as_object().unwrap().clone();
    assert!(first.contains_key("defaultIosEnrollmentProfile"));
    let licence = "/v1.0/deviceManagement?$select=subscriptionState";
    assert_eq!(
        lab.get(&token, licence).body,
        json!({"subscriptionState": "active"})
    );
    for (path, status) in [
        ("/v1.0/devices?$top=1000", 400),
        ("/v1.0/devices?$filter=a", 400),
        (
            "/v1.0/devices?$skiptoken=0123456789abcdef0123456789abcdef",
            400,
        ),
        ("/v1.0/deviceManagement/depOnboardingSettings", 404),
        ("/v1.0/nothing", 404),
        ("/v1.0/devices/nothing", 404),
    ] {
        let got = lab.get(&token, path);
        assert_eq!(got.status, status, "{path}");
        assert!(got.body["error"]["innerError"]["request-id"].is_string());
    }
}

#[test]
fn a_batch_answers_each_request_for_itself() {
    let lab = Lab::start(|_| ());
    let token = lab.graph_token();
    let asked = lab.agent.post(lab.link("/v1.0/$batch"));
    let asked = asked.header("authorization", format!("Bearer {token}"));
    let batch = json!({"requests": [
        {"id": "a", "method": "GET", "url": "/devices?$top=2"},
        {"id": "b", "method": "GET", "url": "/nothing"}]});
    let answer = got(asked.send(batch.to_string()).unwrap()).unwrap().body;
    let status = |id: &str| {
        let all = answer["responses"].as_array().unwrap();
        all.iter().find(|one| one["id"] == id).unwrap().clone()
    };
    assert_eq!(status("a")["body"]["value"].as_array().unwrap().len(), 2);
    assert_eq!(status("b")["status"], 404);
}

#[test]
fn apple_shows_every_row_of_the_snapshot() {
    let lab = Lab::start(|_| ());
    let token = lab.apple_token();
    let rehosted = |rows: Vec<Value>| -> Vec<Value> {
        let text = Value::from(rows).to_string();
        let here = lab.link("/v1");
        let text = text.replace("https://api-business.apple.com/v1", &here);
        serde_json::from_str(&text).unwrap()
    };
    let (devices, pages) = lab.all(&token, "/v1/orgDevices");
    let expected = rehosted(lab.written("apple/orgDevices"));
    assert_eq!(devices, expected);
    assert_eq!(pages, expected.len().div_ceil(100));
    let servers = lab.all(&token, "/v1/mdmServers?limit=1000").0;
    assert_eq!(servers, lab.written("apple/mdmServers"));
    assert!(lab.all(&token, "/v1/mdmDevices").0.is_empty());
    let mut linked = BTreeSet::new();
    for server in &servers {
        let id = server["id"].as_str().unwrap();
        let path = format!("/v1/mdmServers/{id}/relationships/devices?limit=1000");
        let rows = lab.all(&token, &path).0;
        assert_eq!(rows, lab.written(&format!("apple/mdmServerDevices.{id}")));
        if let Some(first) = rows.first() {
            let serial = first["id"].as_str().unwrap();
            let path = format!("/v1/orgDevices/{serial}/assignedServer");
            assert_eq!(lab.get(&token, &path).body["data"]["id"], id);
        }
        linked.extend(rows.iter().map(|row| row["id"].to_string()));
    }
    assert!(!linked.is_empty());
    let serial = devices[0]["id"].as_str().unwrap();
    let path = format!("/v1/orgDevices/{serial}?fields[orgDevices]=status");
    let one = lab.get(&token, &path.replace('[', "%5B").replace(']', "%5D"));
    let attributes = one.body["data"]["attributes"].as_object().unwrap().clone();
    assert_eq!(attributes.keys().collect::<Vec<_>>(), ["status"]);
    let window = "filter%5BstartTimestamp%5D=2000-01-01T00:00:00Z&\
                  filter%5BendTimestamp%5D=2099-01-01T00:00:00.000Z&limit=1000";
    let events = lab.all(&token, &format!("/v1/auditEvents?{window}")).0;
    assert_eq!(events, lab.written("apple/auditEvents"));
}

#[test]
fn apple_refuses_in_its_own_words() {
    let lab = Lab::start(|_| ());
    let token = lab.apple_token();
    for (path, status, code) in [
        ("/v1/orgDevices/NOTHING", "404", "NOT_FOUND"),
        (
            "/v1/orgDevices?limit=1001",
            "400",
            "PARAMETER_ERROR.INVALID",
        ),
        ("/v1/auditEvents", "400", "PARAMETER_ERROR.REQUIRED"),
        ("/v1/mdmServers/x/devices", "403", "FORBIDDEN_ERROR"),
    ] {
        let got = lab.get(&token, path);
        assert_eq!(got.status.to_string(), status, "{path}");
        assert_eq!(got.body["errors"][0]["status"], status);
        assert_eq!(got.body["errors"][0]["code"], code);
    }
    assert_eq!(lab.get("none", "/v1/orgDevices").status, 401);
    assert_eq!(lab.get(&lab.graph_token(), "/v1/orgDevices").status, 401);
    let asked = lab
        .agent
        .get(lab.link("/v1/orgDevices"))
        .header("accept", "text/csv");
    let asked = asked.header("authorization", format!("Bearer {token}"));
    assert_eq!(asked.call().unwrap().status().as_u16(), 406);
    let key_id = lab.running.access.apple.as_ref().unwrap().key_id.clone();
    for (audience, key_id) in [("https://elsewhere.example", &*key_id), (AUDIENCE, "other")] {
        let got = lab.apple_sign_in(audience, key_id);
        assert_eq!(
            (got.status, &got.body["error"]),
            (400, &json!("invalid_client"))
        );
    }
}

#[test]
fn entra_says_what_is_wrong_with_a_sign_in() {
    let lab = Lab::start(|_| ());
    let access = &lab.running.access;
    for (got, code) in [
        (
            lab.entra(&access.tenant, &access.client, "wrong"),
            7_000_215,
        ),
        (lab.entra(&access.tenant, "other", &access.secret), 700_016),
        (lab.entra("other", &access.client, &access.secret), 90_002),
    ] {
        assert_eq!(got.body["error_codes"][0], code);
        let text = got.body["error_description"].as_str().unwrap();
        assert!(text.starts_with(&format!("AADSTS{code}: ")), "{text}");
    }
    let path = format!("/{}/v2.0/.well-known/openid-configuration", access.tenant);
    let endpoint = &lab.get("", &path).body["token_endpoint"];
    assert!(endpoint.as_str().unwrap().starts_with(&access.base));
    assert_eq!(lab.get("", "/v1.0/devices").status, 401);
}

#[test]
fn a_token_ends() {
    let lab = Lab::start(|options| {
        options.now = || LOOKED_AT + LATER.load(Ordering::Relaxed);
        options.token_life = 60;
    });
    let token = lab.graph_token();
    assert_eq!(lab.get(&token, "/v1.0/devices").status, 200);
    LATER.store(60, Ordering::Relaxed);
    let got = lab.get(&token, "/v1.0/devices");
    assert_eq!(got.status, 401);
    assert_eq!(got.body["error"]["code"], "InvalidAuthenticationToken");
}

#[test]
fn weather_is_seeded_and_counted() {
    let storm = |seed| {
        let lab = Lab::start(|options| {
            options.weather = Weather {
                seed,
                throttle: 0.2,
                failures: 0.2,
                torn: 0.2,
                ..Weather::default()
            };
        });
        let token = lab.graph_token();
        let path = "/v1.0/devices?$top=20";
        let fate = |_| match lab.try_get(&token, path) {
            Ok(got) => {
                assert_eq!(got.retry_after.is_some(), got.status == 429);
                got.status
            }
            Err(_) => 0,
        };
        let fates: Vec<u16> = (0..60).map(fate).collect();
        let counters = lab.get("", "/_lab/counters").body;
        assert_eq!(counters["GET /v1.0/devices"]["requests"], 60);
        fates
    };
    let fates = storm(1);
    assert!(fates.contains(&0) && fates.contains(&200) && fates.contains(&429));
    assert!(fates.iter().any(|status| *status >= 500));
    assert_eq!(fates, storm(1));
    assert_ne!(fates, storm(2));
}

#[test]
fn the_truth_can_be_read() {
    let lab = Lab::start(|_| ());
    let truth = std::fs::read_to_string(lab.folder.path().join("w/truth.ndjson")).unwrap();
    assert_eq!(lab.get("", "/_lab/truth").body, Value::from(truth));
}

#[test]
fn nobody_listens_to_the_world_outside() {
    let folder = tempfile::tempdir().unwrap();
    let request = Request {
        devices: Some(10),
        ..Request::default()
    };
    let refused = serve(Options {
        recipe: request.recipe().unwrap(),
        tier: request.tier().unwrap(),
        folder: folder.path().to_owned(),
        listen: "0.0.0.0:0".parse().unwrap(),
        plain: true,
        steering: Steering::default(),
        weather: Weather::default(),
        token_life: 60,
        certificate_key: None,
        entrance: Entrance::default(),
        now,
    });
    assert!(refused.err().unwrap().to_string().contains("loopback"));
}

#[test]
fn an_app_signs_in_with_its_certificate() {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
    let lab = Lab::start(|options| options.certificate_key = Some(pair.public_key_pem()));
    let access = &lab.running.access;
    let path = format!("/{}/oauth2/v2.0/token", access.tenant);
    let signed = |client: &str, ends: Time| {
        let key = EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).unwrap();
        let claims = json!({"iss": client, "sub": client, "aud": lab.link(&path),
            "iat": LOOKED_AT - 900, "nbf": LOOKED_AT - 900, "exp": ends, "jti": "one"});
        let assertion = encode(&Header::new(Algorithm::PS256), &claims, &key).unwrap();
        lab.form(
            &path,
            &[
                ("grant_type", "client_credentials"),
                ("client_id", &access.client),
                (
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ),
                ("client_assertion", &assertion),
                ("scope", &format!("{}/.default", access.base)),
            ],
        )
    };
    assert_eq!(signed(&access.client, LOOKED_AT + 300).status, 200);
    for (refused, code) in [
        (signed("other", LOOKED_AT + 300), 700_021),
        (signed(&access.client, LOOKED_AT - 301), 700_024),
    ] {
        assert_eq!(refused.body["error_codes"][0], code);
    }
}

#[test]
fn apple_knows_locks_and_coverage_of_some_devices() {
    let lab = Lab::start(|_| ());
    let token = lab.apple_token();
    let mut locks = 0;
    for device in lab
        .all(&token, "/v1/orgDevices?limit=1000")
        .0
        .iter()
        .take(200)
    {
        let serial = device["id"].as_str().unwrap();
        let path = format!("/v1/orgDevices/{serial}");
        let coverage = lab.get(&token, &format!("{path}/appleCareCoverage"));
        assert!(coverage.body["data"].is_array(), "{}", coverage.body);
        let lock = lab.get(&token, &format!("{path}/activationLockStatus"));
        if lock.status == 200 {
            locks += 1;
            assert_eq!(lock.body["data"]["id"], serial);
        } else {
            assert_eq!(lock.status, 404);
        }
    }
    assert!(locks > 0);
}
