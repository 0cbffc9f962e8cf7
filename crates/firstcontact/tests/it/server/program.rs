//! `firstcontact serve` as it is typed.

use super::{place_of, plain};
use crate::place::firstcontact;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Running {
    child: Child,
    link: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(place: &Path) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_firstcontact"))
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--every",
            "0",
            "--log-json",
        ])
        .env("LANG", "C")
        .current_dir(place)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _listening = lines.next().unwrap().unwrap();
    let line = lines.next().unwrap().unwrap();
    let (_, link) = line.split_once("http://").unwrap();
    let link = format!("http://{link}");
    Running { child, link }
}

#[test]
fn the_first_link_is_printed_and_the_store_remembers_who_came() {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("firstcontact.toml"), "lang = \"en\"\n").unwrap();
    let running = start(place.path());
    let (base, _) = running.link.split_once("/sign-in").unwrap();
    let answer = plain().get(&running.link).send().unwrap();
    assert_eq!(
        (answer.status().as_u16(), place_of(&answer).as_str()),
        (303, "/")
    );
    assert_eq!(plain().get(&running.link).send().unwrap().status(), 403);

    let run = |words: &[&str]| {
        let mut command = firstcontact();
        command
            .current_dir(place.path())
            .arg("serve")
            .args(words)
            .output()
            .unwrap()
    };
    let made = run(&["key", "new", "siem", "--tenant", "contoso"]);
    let key = String::from_utf8(made.stdout).unwrap();
    assert!(key.starts_with("fck_"), "{key}");
    let ask = || {
        let request = plain().get(format!("{base}/api/v1/tenants"));
        request
            .header("authorization", format!("Bearer {}", key.trim()))
            .send()
            .unwrap()
    };
    assert_eq!(ask().status(), 200);
    let listed = String::from_utf8(run(&["key", "list"]).stdout).unwrap();
    assert!(listed.contains("siem") && listed.contains("read:contoso") && !listed.contains("fck_"));
    assert_eq!(run(&["key", "revoke", "siem"]).status.code(), Some(0));
    assert_eq!(ask().status(), 401);
    assert_eq!(run(&["key", "revoke", "siem"]).status.code(), Some(2));
    let bytes = std::fs::read(place.path().join("firstcontact.db")).unwrap();
    let secret = key.trim().as_bytes();
    assert!(
        !bytes.windows(secret.len()).any(|part| part == secret),
        "only hashes are kept"
    );
}

#[test]
fn nothing_is_served_in_the_open() {
    let place = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| {
        let mut command = firstcontact();
        let output = command
            .current_dir(place.path())
            .arg("serve")
            .args(words)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, said) = run(&["--listen", "0.0.0.0:0"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("--certificate-file") && said.contains("--behind-proxy"),
        "{said}"
    );
    let (code, said) = run(&["--tenant", "nobody", "--listen", "127.0.0.1:0"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("no tenant \"nobody\""), "{said}");
    let (code, said) = run(&["alert", "test"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("serve.alerts.channel"), "{said}");
}
