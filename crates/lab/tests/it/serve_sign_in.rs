//! The services' doors: tokens that prove themselves, device codes, machines' own identities.

use crate::serve::{Got, Lab, got};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use lab::clock::LOOKED_AT;
use lab::serve::Options;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What a token says, after it was held against the published keys as a stranger would.
fn claims(lab: &Lab, token: &str) -> Value {
    let tenant = &lab.running.access.tenant;
    let metadata = lab.get(
        "",
        &format!("/{tenant}/v2.0/.well-known/openid-configuration"),
    );
    let keys = lab.get("", metadata.body["jwks_uri"].as_str().unwrap());
    let keys: JwkSet = serde_json::from_value(keys.body).unwrap();
    let header = jsonwebtoken::decode_header(token).unwrap();
    let key = keys.find(&header.kid.unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_exp = false;
    validation.validate_aud = false;
    let key = DecodingKey::from_jwk(key).unwrap();
    decode::<Value>(token, &key, &validation).unwrap().claims
}

#[test]
fn a_token_proves_who_gave_it_for_what() {
    let lab = Lab::start(|_| ());
    let access = &lab.running.access;
    let token = lab.graph_token();
    let said = claims(&lab, &token);
    assert_eq!(said["aud"], access.base);
    assert_eq!(said["tid"], access.tenant);
    assert_eq!(said["appid"], access.client);
    assert_eq!(said["iss"], format!("{}/{}/", access.base, access.tenant));
    assert_eq!(said["exp"], LOOKED_AT + 3_600);
    let roles = said["roles"].as_array().unwrap();
    assert!(roles.contains(&json!("DeviceManagementManagedDevices.Read.All")));
    assert!(
        !roles
            .iter()
            .any(|role| role.as_str().unwrap().contains("Write"))
    );
    assert_ne!(token, lab.graph_token());
    let (head, tail) = token.rsplit_once('.').unwrap();
    let forged = format!("{head}.{}", tail.chars().rev().collect::<String>());
    assert_eq!(lab.get(&forged, "/v1.0/devices").status, 401);
    let instance = "/common/discovery/instance?api-version=1.1&authorization_endpoint=x";
    let host = access.base.split_once("://").unwrap().1;
    let cloud = lab.get("", instance).body;
    assert_eq!(cloud["metadata"][0]["aliases"][0], host);
}

#[test]
fn a_secret_may_have_expired_and_a_cloud_be_the_wrong_one() {
    let lab = Lab::start(|options| options.entrance.expired_secret = true);
    let access = &lab.running.access;
    let refused = lab.entra(&access.tenant, &access.client, &access.secret);
    assert_eq!(refused.body["error_codes"][0], 7_000_222);
    let lab = Lab::start(|_| ());
    let access = &lab.running.access;
    let refused = lab.form(
        &format!("/{}/oauth2/v2.0/token", access.tenant),
        &[
            ("grant_type", "client_credentials"),
            ("client_id", &access.client),
            ("client_secret", &access.secret),
            ("scope", "https://graph.microsoft.us/.default"),
        ],
    );
    assert_eq!(refused.body["error_codes"][0], 500_011);
    assert_eq!(refused.status, 400);
}

/// The services' clock of one test.
static CLOCK: AtomicI64 = AtomicI64::new(0);

#[test]
fn a_person_approves_a_code_on_another_device() {
    let lab = Lab::start(|options: &mut Options| {
        options.now = || LOOKED_AT + CLOCK.load(Ordering::Relaxed);
    });
    let access = &lab.running.access;
    let begin = || -> Value {
        let scope = "openid offline_access DeviceManagementServiceConfig.Read.All";
        let path = format!("/{}/oauth2/v2.0/devicecode", access.tenant);
        lab.form(&path, &[("client_id", &access.client), ("scope", scope)])
            .body
    };
    let token = |fields: &[(&str, &str)]| -> Got {
        let path = format!("/{}/oauth2/v2.0/token", access.tenant);
        lab.form(
            &path,
            &[fields, &[("client_id", access.client.as_str())]].concat(),
        )
    };
    let poll = |code: &Value| {
        let code = code["device_code"].as_str().unwrap();
        CLOCK.fetch_add(6, Ordering::Relaxed);
        token(&[("grant_type", DEVICE_CODE), ("device_code", code)])
    };
    let decide = |code: &Value, how: &str| {
        let path = format!(
            "/_lab/device-code/{}{how}",
            code["user_code"].as_str().unwrap()
        );
        assert_eq!(lab.form(&path, &[]).status, 200);
    };
    let code = begin();
    assert_eq!(poll(&code).body["error"], "authorization_pending");
    CLOCK.fetch_sub(6, Ordering::Relaxed);
    assert_eq!(poll(&code).body["error"], "slow_down");
    let listed = lab.get("", "/_lab/device-code").body;
    assert_eq!(listed["codes"][0]["userCode"], code["user_code"]);
    decide(&code, "");
    CLOCK.fetch_add(6, Ordering::Relaxed);
    let given = poll(&code).body;
    let said = claims(&lab, given["access_token"].as_str().unwrap());
    assert_eq!(said["scp"], "DeviceManagementServiceConfig.Read.All");
    assert!(said.get("roles").is_none());
    let about = claims(&lab, given["id_token"].as_str().unwrap());
    assert_eq!(about["aud"], access.client);
    assert_eq!(poll(&code).body["error"], "bad_verification_code");
    let again = given["refresh_token"].as_str().unwrap();
    let again = token(&[("grant_type", "refresh_token"), ("refresh_token", again)]);
    let again = again.body["access_token"].as_str().unwrap().to_owned();
    // What a person's token does not cover is refused, though the app might.
    let tokens = "/beta/deviceManagement/depOnboardingSettings";
    assert_eq!(lab.get(&again, tokens).status, 200);
    assert_eq!(lab.get(&again, "/v1.0/devices").status, 403);
    let (declined, late) = (begin(), begin());
    decide(&declined, "?decision=decline");
    assert_eq!(poll(&declined).body["error"], "authorization_declined");
    CLOCK.fetch_add(900, Ordering::Relaxed);
    assert_eq!(poll(&late).body["error"], "expired_token");
}

#[test]
fn a_foreign_issuer_may_vouch_for_the_app() {
    let pair = rcgen::KeyPair::generate().unwrap();
    let lab = Lab::start(|options| {
        options.entrance.federated_key = Some(pair.public_key_pem());
        options.entrance.federated_subject = Some("repo:contoso/tools".to_owned());
    });
    let access = &lab.running.access;
    let sign_in = |subject: &str, audience: &str, from: i64| {
        let key = EncodingKey::from_ec_pem(pair.serialize_pem().as_bytes()).unwrap();
        let claims = json!({"iss": "https://issuer.example", "sub": subject, "aud": audience,
            "iat": LOOKED_AT + from, "exp": LOOKED_AT + from + 600});
        let proof = encode(&Header::new(Algorithm::ES256), &claims, &key).unwrap();
        let got = lab.form(
            &format!("/{}/oauth2/v2.0/token", access.tenant),
            &[
                ("grant_type", "client_credentials"),
                ("client_id", &access.client),
                ("client_assertion_type", ASSERTION),
                ("client_assertion", &proof),
                ("scope", "https://graph.microsoft.com/.default"),
            ],
        );
        (got.status, got.body["error_codes"][0].clone())
    };
    let exchange = "api://AzureADTokenExchange";
    assert_eq!(
        sign_in("repo:contoso/tools", exchange, 0),
        (200, Value::Null)
    );
    assert_eq!(
        sign_in("repo:other/tools", exchange, 0),
        (401, json!(700_213))
    );
    assert_eq!(
        sign_in("repo:contoso/tools", "api://x", 0),
        (401, json!(700_212))
    );
    assert_eq!(
        sign_in("repo:contoso/tools", exchange, -1_000),
        (401, json!(700_024))
    );
}

#[test]
fn a_machine_has_an_identity_of_its_own() {
    let lab = Lab::start(|_| ());
    let path = "resource=https://graph.microsoft.com/";
    let machine = format!("/metadata/identity/oauth2/token?api-version=2018-02-01&{path}");
    let asked = |path: &str, name: &str, value: &str| {
        let asked = lab.agent.get(lab.link(path)).header(name, value);
        got(asked.call().unwrap()).unwrap()
    };
    assert_eq!(asked(&machine, "accept", "*/*").status, 400);
    let given = asked(&machine, "metadata", "true").body;
    assert_eq!(given["expires_in"], "3600");
    let token = given["access_token"].as_str().unwrap();
    assert_eq!(lab.get(token, "/v1.0/devices").status, 200);
    let service = format!("/msi/token?api-version=2019-08-01&{path}");
    assert_eq!(asked(&service, "x-identity-header", "guessed").status, 401);
    let header = &lab.running.access.identity_header;
    let given = asked(&service, "x-identity-header", header).body;
    assert_eq!(given["expires_on"], (LOOKED_AT + 3_600).to_string());
}

#[test]
fn each_service_refuses_in_its_own_words() {
    let lab = Lab::start(|options| {
        options.entrance.permissions = Some(vec!["Device.Read.All".to_owned()]);
    });
    let token = lab.graph_token();
    assert_eq!(lab.get(&token, "/v1.0/devices?$top=1").status, 200);
    for (path, code) in [
        ("/v1.0/deviceManagement/managedDevices", "Forbidden"),
        ("/v1.0/identity/conditionalAccess/policies", "AccessDenied"),
        (
            "/v1.0/auditLogs/signIns",
            "Authentication_MSGraphPermissionMissing",
        ),
    ] {
        let refused = lab.get(&token, path);
        assert_eq!(
            (refused.status, &refused.body["error"]["code"]),
            (403, &json!(code))
        );
        if code == "Forbidden" {
            let inner = refused.body["error"]["message"].as_str().unwrap();
            let inner: Value = serde_json::from_str(inner).unwrap();
            let message = inner["Message"].as_str().unwrap();
            assert!(message.contains("DeviceManagementManagedDevices.Read.All"));
        }
    }
}
