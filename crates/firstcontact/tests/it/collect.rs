//! `collect` as a person uses it: configuration, secrets, a tenant behind HTTP, then `diagnose`.

#[path = "../../../sources/tests/live/server.rs"]
mod server;

use crate::place::{by_serial, firstcontact, ndjson};
use server::{Server, Weather};
use std::fs;
use std::path::Path;
use std::process::Output;

const KEY: &str = include_str!("../../../sources/tests/live/keys/p256-sec1.pem");

fn configure(place: &Path, server: &Server) {
    let base = &server.base;
    let key = place.join("apple.pem");
    fs::write(&key, KEY).unwrap();
    protect(&key, 0o600);
    let text = format!(
        "[tenant.contoso.microsoft]\ntenant = \"t\"\nclient-id = \"c\"\nsecret-env = \"FC_TEST\"\n\
         authority = \"{base}\"\ngraph = \"{base}\"\n\
         [tenant.contoso.apple]\nclient-id = \"BUSINESSAPI.1\"\nkey-id = \"k\"\n\
         key-file = \"apple.pem\"\napple-account = \"{base}\"\napple-api = \"{base}\"\n"
    );
    fs::write(place.join("firstcontact.toml"), text).unwrap();
}

#[cfg(unix)]
fn protect(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn protect(_: &Path, _: u32) {}

fn collect(place: &Path, secret: &str, arguments: &[&str]) -> Output {
    let mut command = firstcontact();
    command
        .current_dir(place)
        .env("FC_TEST", secret)
        .arg("collect");
    command.args(arguments).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn collect_then_diagnose() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    configure(place.path(), &server);
    let plan = collect(place.path(), "s", &["--plan"]);
    let said = String::from_utf8(plan.stdout.clone()).unwrap();
    assert!(
        said.contains("/deviceManagement/managedDevices"),
        "{}",
        errors(&plan)
    );
    assert_eq!(
        server.counts("GET ").len(),
        5,
        "tokens, services, and whom policies, restrictions and compliance policies name; no device"
    );
    let output = collect(place.path(), "s", &["--out", "mine"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(errors(&output).contains("firstcontact diagnose mine"));
    assert_eq!(by_serial(&ndjson(&place.path().join("mine")).0).len(), 4);
    let again = collect(place.path(), "s", &["--out", "mine"]);
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn collect_says_what_to_do_when_it_cannot_sign_in() {
    let (server, place) = (Server::start(), tempfile::tempdir().unwrap());
    configure(place.path(), &server);
    let body = "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: x\"}";
    let wrong = Weather::status("/oauth2/v2.0/token", 9, 401);
    server.brew(Weather { body, ..wrong });
    let out = place.path().join("mine");
    let fails = |secret: &str, word: &str| {
        let output = collect(place.path(), secret, &["--out", "mine"]);
        assert_eq!(output.status.code(), Some(2));
        let said = errors(&output);
        assert!(
            said.contains(word) && !said.contains("tremendous"),
            "{said}"
        );
        assert!(!out.exists());
    };
    fails("tremendous", "AADSTS7000215");
    server.clear();
    fails("", "FC_TEST is not set");
    if cfg!(unix) {
        protect(&place.path().join("apple.pem"), 0o644);
        fails("tremendous", "chmod 600");
    }
    let toml = place.path().join("firstcontact.toml");
    fs::write(&toml, "[tenant.contoso]\nmicrosft = {}\n").unwrap();
    fails("tremendous", "line 2");
    fs::write(&toml, "").unwrap();
    fails("tremendous", "no tenant is configured");
}
