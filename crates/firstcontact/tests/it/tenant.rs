//! A tenant from the first question to the watch: `init`, `doctor`, `diagnose --tenant`, `demo`.

use crate::place::firstcontact;
use crate::serve::{Served, serve};
use crate::server::plain;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ID: &str = "8f0c2b7e-1111-4222-8333-444455556666";

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn init(place: &Path, answers: &str, words: &[&str]) -> Output {
    let mut command = firstcontact();
    command.current_dir(place).arg("init").args(words);
    command.write_stdin(answers).output().unwrap()
}

#[test]
fn init_writes_what_was_answered_and_adds_a_second_tenant() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("firstcontact.toml");
    let answers = format!("y\ncontoso.onmicrosoft.com\n\n\n1\n{ID}\n\nn\n\n");
    let first = init(place.path(), &answers, &[]);
    assert_eq!(first.status.code(), Some(0), "{}", errors(&first));
    assert!(said(&first).contains("DeviceManagementServiceConfig.Read.All"));
    assert!(said(&first).contains("firstcontact doctor --tenant contoso"));
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("#:schema ./firstcontact.schema.json\n"),
        "{text}"
    );
    assert!(text.contains("secret-env = \"CONTOSO_SECRET\""), "{text}");

    fs::write(&file, format!("# ours\nlang = \"de\"\n{text}")).unwrap();
    let apple = [
        "--yes",
        "--no-microsoft",
        "--name",
        "school",
        "--apple-key-id",
        ID,
    ];
    let more = [
        "--apple-client-id",
        "SCHOOLAPI.1",
        "--apple-key-file",
        "s.pem",
    ];
    let second = init(place.path(), "", &[&apple[..], &more[..]].concat());
    assert_eq!(second.status.code(), Some(0), "{}", errors(&second));
    assert!(said(&second).contains("firstcontact doctor --tenant school"));
    let both = fs::read_to_string(&file).unwrap();
    assert!(both.starts_with("# ours\n") && both.contains("[tenant.contoso.microsoft]"));
    assert!(both.contains("[tenant.school.apple]"), "{both}");

    let again = init(place.path(), "", &[&apple[..], &more[..]].concat());
    assert_eq!(again.status.code(), Some(2));
    assert!(errors(&again).contains("school"), "{}", errors(&again));
    let short = init(place.path(), "y\n", &[]);
    assert_eq!(short.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), both, "left as it was");
}

#[test]
fn the_schema_is_the_published_one() {
    let printed = said(&init(Path::new("."), "", &["--schema"]));
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let published = fs::read_to_string(published.join("firstcontact.schema.json")).unwrap();
    assert_eq!(printed, published);
}

/// A place with the configuration of a served world.
fn configured(served: &Served) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let told = |name: &str| served.told[name].as_str();
    let base = told("graph");
    let text = format!(
        "[tenant.lab.microsoft]\ntenant = \"{}\"\nclient-id = \"{}\"\nsecret-env = \"FC_LAB\"\n\
         authority = \"{base}\"\ngraph = \"{base}\"\n\
         [tenant.lab.apple]\nclient-id = \"{}\"\nkey-id = \"{}\"\nkey-file = \"{}\"\n\
         apple-account = \"{base}\"\napple-api = \"{base}\"\n",
        told("tenant"),
        told("client"),
        told("apple-client"),
        told("apple-key-id"),
        told("apple-key")
    );
    fs::write(place.path().join("firstcontact.toml"), text).unwrap();
    place
}

fn doctor(place: &Path, secret: &str, words: &[&str]) -> Output {
    let mut command = firstcontact();
    command
        .current_dir(place)
        .env("FC_LAB", secret)
        .arg("doctor");
    command.args(words).output().unwrap()
}

/// What the doctor found about an area or a source, in one word.
fn grade(document: &Value, area: &str, about: &str) -> String {
    let checks = document["checks"].as_array().unwrap();
    let found = checks
        .iter()
        .find(|it| it["area"] == area && it["about"] == about);
    let found = found.unwrap_or_else(|| panic!("{area} {about}: {document}"));
    found["grade"].as_str().unwrap().to_owned()
}

#[test]
fn the_doctor_tells_good_from_wrong_and_missing() {
    let served = serve(&["--http", "--tier", "abm"]);
    let place = configured(&served);
    let secret = served.told["secret"].clone();
    let output = doctor(place.path(), &secret, &["--format", "json"]);
    let document: Value = serde_json::from_str(&said(&output)).unwrap();
    assert_eq!(document["schema"], "firstcontact/doctor/1");
    assert_eq!(grade(&document, "sign-in", "Microsoft"), "good");
    assert_eq!(grade(&document, "sign-in", "Apple"), "good");
    assert_eq!(grade(&document, "clock", "Microsoft"), "good");
    assert_eq!(
        grade(&document, "sources", "microsoft/managedDevices"),
        "good"
    );
    assert_eq!(
        grade(&document, "sources", "apple/mdmServerDevices"),
        "good"
    );
    // What this tenant has not connected is a warning with its permission, and not a failure.
    assert_eq!(grade(&document, "sources", "microsoft/signIns"), "warning");
    assert!(said(&output).contains("AuditLog.Read.All"));
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let told = said(&output) + &errors(&output);
    assert!(
        !told.contains(&secret) && !told.contains("Bearer"),
        "{told}"
    );

    let wrong = doctor(place.path(), "tremendous", &["--lang", "de"]);
    assert_eq!(wrong.status.code(), Some(2));
    let told = said(&wrong);
    assert!(
        told.contains("AADSTS7000215") && !told.contains("tremendous"),
        "{told}"
    );
    assert!(
        told.contains("✓ Apple – gelingt"),
        "the other half is looked at: {told}"
    );

    let unset = doctor(place.path(), "", &[]);
    assert_eq!(unset.status.code(), Some(2));
    assert!(
        said(&unset).contains("FC_LAB is not set"),
        "{}",
        said(&unset)
    );
    let unknown = doctor(place.path(), &secret, &["--tenant", "lob"]);
    assert!(
        errors(&unknown).contains("there are: lab"),
        "{}",
        errors(&unknown)
    );
}

#[test]
fn a_host_that_nobody_reaches_is_told_once() {
    let place = tempfile::tempdir().unwrap();
    let text = "[tenant.a.microsoft]\ntenant = \"t\"\nclient-id = \"c\"\nsecret-env = \"FC_LAB\"\n\
                authority = \"http://127.0.0.1:1\"\ngraph = \"http://127.0.0.1:1\"\n";
    fs::write(place.path().join("firstcontact.toml"), text).unwrap();
    let output = doctor(place.path(), "s", &["--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let document: Value = serde_json::from_str(&said(&output)).unwrap();
    assert_eq!(grade(&document, "network", "127.0.0.1:1"), "bad");
    assert_eq!(grade(&document, "sign-in", "Microsoft"), "skipped");
}

#[test]
fn a_watch_tells_rounds_and_keeps_the_latest() {
    let served = serve(&["--http"]);
    let place = configured(&served);
    let diagnose = |words: &[&str]| {
        let mut command = firstcontact();
        command
            .current_dir(place.path())
            .env("FC_LAB", &served.told["secret"]);
        command
            .args(["diagnose", "--tenant", "lab"])
            .args(words)
            .output()
            .unwrap()
    };
    let rounds = [
        "--watch", "--rounds", "3", "--every", "1s", "--format", "ndjson",
    ];
    let output = diagnose(&[&rounds[..], &["--out", "w"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let lines: Vec<Value> = said(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let all: Vec<_> = lines.iter().filter(|it| it["change"] == "round").collect();
    assert_eq!(all.len(), 3, "{lines:?}");
    assert!(all[0]["devices"].as_u64().unwrap() > 0);
    assert_eq!(fs::read_dir(place.path().join("w")).unwrap().count(), 2);

    let once = diagnose(&["--out", "once"]);
    assert_eq!(once.status.code(), Some(1), "{}", errors(&once));
    assert!(place.path().join("once/snapshot.json").exists());
    let html = diagnose(&["--watch", "--format", "html"]);
    assert_eq!(html.status.code(), Some(2));
}

#[test]
fn the_demo_tells_its_story_and_leaves_nothing_behind() {
    let place = tempfile::tempdir().unwrap();
    for (language, classic) in [("en", "The classic case"), ("de", "Der klassische Fall")] {
        let mut command = firstcontact();
        let output = command
            .env("TMPDIR", place.path())
            .args(["demo", "--no-serve", "--lang", language])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        let told = said(&output);
        assert!(told.contains(classic) && told.contains("C01"), "{told}");
        assert!(told.contains("C23"), "the tenant's fault: {told}");
        assert!(
            !told.contains('\u{1b}') && !told.contains("demo-"),
            "{told}"
        );
        if language == "en" {
            let told = without_port(&told);
            insta::assert_snapshot!("demo", told);
        }
    }
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    let kept = place.path().join("kept");
    let mut command = firstcontact();
    let output = command
        .args(["demo", "--no-serve", "--out"])
        .arg(&kept)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(kept.join("snapshot.json").exists());
    let again = firstcontact()
        .args(["demo", "--no-serve", "--out"])
        .arg(&kept)
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(2));
}

#[test]
fn the_demo_s_dashboard_lets_its_guest_in_and_ends_when_told() {
    let place = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_firstcontact"))
        .args(["demo", "--no-open"])
        .env("LANG", "C")
        .env("TMPDIR", place.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut told = lines.map(Result::unwrap);
    let link = told.find(|line| line.contains("/sign-in?link=")).unwrap();
    let (base, _) = link.trim().split_once("/sign-in").unwrap();
    let entered = plain().get(link.trim()).send().unwrap();
    assert_eq!(entered.status(), 303);
    let cookie = entered.headers()["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let today = plain().get(format!("{base}/t/1/today"));
    let page = today.header("cookie", cookie).send().unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().unwrap();
    assert!(page.contains("Fabrikam") && page.contains("C23"), "{page}");
    let pid = child.id().to_string();
    let mut kill = Command::new("kill");
    assert!(kill.args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

/// The output without the port, which is another each time.
fn without_port(told: &str) -> String {
    let Some(at) = told
        .find("https://127.0.0.1:")
        .map(|at| at + "https://127.0.0.1:".len())
    else {
        return told.to_owned();
    };
    let digits = told[at..].bytes().take_while(u8::is_ascii_digit).count();
    format!("{}PORT{}", &told[..at], &told[at + digits..])
}
