//! What stands in the way of reading a tenant: each time one paragraph with the next step, in both
//! languages, and nothing half-written.

use crate::place::firstcontact;
use crate::serve::{Served, serve};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A tenant's configuration, before something is made wrong in it.
struct Draft {
    place: tempfile::TempDir,
    text: String,
    secret: String,
}

impl Draft {
    fn of(served: &Served) -> Self {
        let place = tempfile::tempdir().unwrap();
        let told = |name: &str| served.told[name].as_str();
        let base = told("graph");
        let key = place.path().join("apple.pem");
        fs::copy(told("apple-key"), &key).unwrap();
        protect(&key, 0o600);
        let trust = served.told.get("authority");
        let trust = trust.map_or_else(String::new, |it| format!("authority-file = \"{it}\""));
        let text = format!(
            "[tenant.lab]\n{trust}\n\
             [tenant.lab.microsoft]\ntenant = \"{}\"\nclient-id = \"{}\"\nsecret-env = \"FC_LAB\"\n\
             authority = \"{base}\"\ngraph = \"{base}\"\n\
             [tenant.lab.apple]\nclient-id = \"{}\"\nkey-id = \"{}\"\nkey-file = \"apple.pem\"\n\
             apple-account = \"{base}\"\napple-api = \"{base}\"\n",
            told("tenant"),
            told("client"),
            told("apple-client"),
            told("apple-key-id"),
        );
        let secret = told("secret").to_owned();
        Self {
            place,
            text,
            secret,
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn run(&self, secret: &str, words: &[&str]) -> (Option<i32>, String, String) {
        let output = firstcontact()
            .current_dir(self.place.path())
            .env("FC_LAB", secret)
            .args(words)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    /// `collect` with this configuration fails, says so in each language, and leaves nothing.
    fn fails(&self, text: &str, secret: &str, [english, german]: [&str; 2]) {
        fs::write(self.file("firstcontact.toml"), text).unwrap();
        for (language, next) in [("en", english), ("de", german)] {
            let words = ["--lang", language, "collect", "--quiet", "--out", "mine"];
            let (code, _, said) = self.run(secret, &words);
            assert_eq!(code, Some(2), "{said}");
            assert!(said.contains(next), "no {next:?}: {said}");
            assert_eq!(said.trim_end().lines().count(), 1, "{said}");
            assert!(!said.contains(&self.secret), "{said}");
            assert!(!self.file("mine").exists(), "{next}");
        }
    }
}

#[cfg(unix)]
fn protect(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn protect(_: &Path, _: u32) {}

#[test]
fn whatever_stands_in_the_way_is_told_with_the_next_step() {
    let served = serve(&[]);
    let draft = Draft::of(&served);
    let good = &draft.text;
    let with = |old: &str, new: &str| good.replace(old, new);
    let told = |name: &str| served.told[name].as_str();
    let nobody = "00000000-1111-4222-8333-444455556666";

    let secret = [
        "copy the secret's Value",
        "den Wert des Geheimnisses kopieren",
    ];
    draft.fails(good, "tremendous", secret);
    let unset = ["FC_LAB is not set", "FC_LAB ist nicht gesetzt"];
    draft.fails(good, "", unset);
    let tenant = [
        "copy the Directory (tenant) ID",
        "die Mandanten-ID aus Entra",
    ];
    draft.fails(&with(told("tenant"), nobody), &draft.secret, tenant);
    let graph = format!("graph = \"{}\"", told("graph"));
    let cloud = ["check `cloud`", "`cloud` und `graph` prüfen"];
    let elsewhere = with(&graph, "graph = \"https://graph.microsoft.us\"");
    draft.fails(&elsewhere, &draft.secret, cloud);
    let key = [
        "client-id and key-id are copied",
        "client-id und key-id von dort kopiert",
    ];
    draft.fails(&with(told("apple-key-id"), nobody), &draft.secret, key);
    let gone = with("apple.pem", "elsewhere.pem");
    let path = ["check the path", "den Pfad in der Konfiguration prüfen"];
    draft.fails(&gone, &draft.secret, path);

    let trust = format!("authority-file = \"{}\"", told("authority"));
    let proxy = ["let its administrator exempt", "dort ausnehmen lassen"];
    draft.fails(&with(&trust, ""), &draft.secret, proxy);
    let other = include_str!("../../../sources/tests/live/keys/rsa-cert.pem");
    fs::write(draft.file("other.pem"), other).unwrap();
    let foreign = with(&trust, "authority-file = \"other.pem\"");
    draft.fails(&foreign, &draft.secret, proxy);
    let garbage = with(&trust, "authority-file = \"firstcontact.toml\"");
    let pem = ["-----BEGIN CERTIFICATE-----", "kein Zertifikat in PEM"];
    draft.fails(&garbage, &draft.secret, pem);

    let network = ["check the network, the proxy", "Netz, Proxy (HTTPS_PROXY)"];
    let closed = with(told("graph"), "https://127.0.0.1:1");
    draft.fails(&closed, &draft.secret, network);
    let name = ["nobody knows this name", "Niemand kennt diesen Namen"];
    let unknown = with(told("graph"), "https://login.nowhere.invalid");
    draft.fails(&unknown, &draft.secret, name);

    let curve = include_str!("../../../sources/tests/live/keys/p384.pem");
    fs::write(draft.file("apple.pem"), curve).unwrap();
    draft.fails(
        good,
        &draft.secret,
        ["of the wrong curve", "die falsche Kurve"],
    );
    if cfg!(unix) {
        protect(&draft.file("apple.pem"), 0o644);
        draft.fails(good, &draft.secret, ["run `chmod 600", "`chmod 600"]);
    }
}

#[test]
fn the_doctor_holds_what_is_granted_against_what_is_needed() {
    let granted = "DeviceManagementServiceConfig.Read.All,Directory.Read.All,\
                   DeviceManagementManagedDevices.ReadWrite.All,Calendars.Read";
    let served = serve(&["--http", "--permissions", granted]);
    let draft = Draft::of(&served);
    fs::write(draft.file("firstcontact.toml"), &draft.text).unwrap();
    let words = ["--lang", "de", "doctor", "--format", "json"];
    let (code, document, said) = draft.run(&draft.secret, &words);
    assert_eq!(code, Some(2), "{said}");
    let document: Value = serde_json::from_str(&document).unwrap();
    let found = |about: &str| {
        let mut all = document["checks"].as_array().unwrap().iter();
        let found = all.find(|it| it["about"] == about || it["area"] == about);
        found.unwrap_or_else(|| panic!("{about}: {document}"))
    };
    for (about, code) in [
        ("DeviceManagementServiceConfig.Read.All", "granted"),
        ("DeviceManagementManagedDevices.Read.All", "granted"),
        ("Device.Read.All", "granted"),
        ("DeviceManagementConfiguration.Read.All", "not-granted"),
        ("Policy.Read.All", "not-granted-optional"),
        ("DeviceManagementManagedDevices.ReadWrite.All", "may-write"),
        ("Calendars.Read", "superfluous"),
        ("User.Read.All", "granted"),
        ("microsoft/managedDevices", "read"),
        ("microsoft/devices", "read"),
        ("microsoft/configurationPolicies", "not-read"),
        ("licence", "licence"),
    ] {
        assert_eq!(found(about)["code"], code, "{about}");
    }
    // Machines read English, whatever people read.
    let policies = found("microsoft/configurationPolicies")["detail"].as_str();
    let policies = policies.unwrap();
    let (_, unset, _) = draft.run("", &words);
    assert!(unset.contains("FC_LAB is not set"), "{unset}");
    assert!(policies.starts_with("grant the application"), "{policies}");
    assert!(policies.contains("must have one of"), "{policies}");

    let words = ["--lang", "de", "collect", "--out", "mine"];
    let (code, said, _) = draft.run(&draft.secret, &words);
    assert_eq!(code, Some(1), "{said}");
    let grant = "der Anwendung DeviceManagementConfiguration.Read.All erteilen";
    assert!(said.contains(grant), "{said}");
    let header = fs::read_to_string(draft.file("mine/snapshot.json")).unwrap();
    assert!(header.contains("grant the application"), "{header}");
}
