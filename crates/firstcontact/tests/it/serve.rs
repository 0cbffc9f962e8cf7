//! `lab serve` as a script uses it: start, read what is printed, ask.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The program while it serves.
pub(crate) struct Served {
    child: Child,
    pub(crate) told: BTreeMap<String, String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn serve(words: &[&str]) -> Served {
    Served::start(&[&["--devices", "50", "--seed", "3"], words].concat())
}

impl Served {
    pub(crate) fn start(words: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_firstcontact"))
            .args(["lab", "serve"])
            .args(words)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut told = BTreeMap::new();
        // The last line names the key at Apple, or the authority if there is one.
        let last = if words.contains(&"--http") {
            "apple-key"
        } else {
            "authority"
        };
        while !told.contains_key(last) {
            let line = lines.next().unwrap().unwrap();
            let (name, value) = line.split_once(' ').unwrap();
            told.insert(name.to_owned(), value.trim().to_owned());
        }
        Self { child, told }
    }
}

/// What the lab answers to a request in plain HTTP.
pub(crate) fn ask(request: &str, base: &str) -> String {
    let mut stream = TcpStream::connect(base.strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn what_is_printed_opens_the_services() {
    let served = serve(&["--http"]);
    let told = |name: &str| served.told[name].as_str();
    let base = told("graph");
    let body = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}&scope={base}/.default",
        told("client"),
        told("secret")
    );
    let path = told("entra").strip_prefix(base).unwrap();
    let request = format!(
        "POST {path} HTTP/1.0\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = ask(&request, base);
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let token = body["access_token"].as_str().unwrap();
    let path = "/v1.0/deviceManagement/managedDevices/$count";
    let request = format!("GET {path} HTTP/1.0\r\nauthorization: Bearer {token}\r\n\r\n");
    let answer = ask(&request, base);
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
    let (_, count) = answer.split_once("\r\n\r\n").unwrap();
    assert!(count.parse::<u32>().unwrap() > 0);
    let key = std::fs::read_to_string(told("apple-key")).unwrap();
    assert!(key.starts_with("-----BEGIN PRIVATE KEY-----"));
}

#[test]
fn https_has_an_authority_of_its_own() {
    let served = serve(&[]);
    assert!(served.told["graph"].starts_with("https://127.0.0.1:"));
    let authority = std::fs::read_to_string(&served.told["authority"]).unwrap();
    assert!(authority.starts_with("-----BEGIN CERTIFICATE-----"));
}

#[test]
fn a_share_is_a_share() {
    let said = crate::place::firstcontact()
        .args(["lab", "serve", "--throttle", "2"])
        .output()
        .unwrap();
    assert_eq!(said.status.code(), Some(2));
    assert!(
        String::from_utf8(said.stderr)
            .unwrap()
            .contains("from 0 to 1")
    );
}
