//! Traces of the running server, as a collector gets them.

use super::plain;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// A collector that keeps what it gets: the first line, and the body.
fn collector() -> (String, mpsc::Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut first, mut length) = (String::new(), 0);
            stream.read_line(&mut first).unwrap();
            loop {
                let mut line = String::new();
                stream.read_line(&mut line).unwrap();
                let lower = line.to_ascii_lowercase();
                if let Some(value) = lower.strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            stream.get_mut().write_all(answer).unwrap();
            if tell.send((first, body)).is_err() {
                return;
            }
        }
    });
    (address, hear)
}

fn contains(body: &[u8], text: &[u8]) -> bool {
    body.windows(text.len()).any(|part| part == text)
}

#[test]
fn a_collector_gets_a_span_for_each_request_and_nothing_that_is_secret() {
    let (address, hear) = collector();
    let place = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_firstcontact"))
        .args(["serve", "--listen", "127.0.0.1:0", "--every", "0"])
        .env("LANG", "C")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &address)
        .env("OTEL_BSP_SCHEDULE_DELAY", "100")
        .current_dir(place.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _listening = lines.next().unwrap().unwrap();
    let line = lines.next().unwrap().unwrap();
    let (_, link) = line.split_once("http://").unwrap();
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let asked = plain()
        .get(format!("http://{link}"))
        .header("traceparent", format!("00-{trace}-00f067aa0ba902b7-01"))
        .send();
    assert_eq!(asked.unwrap().status(), 303);
    let mut all = Vec::new();
    let bytes: Vec<u8> = (0..16)
        .map(|it| u8::from_str_radix(&trace[2 * it..2 * it + 2], 16).unwrap())
        .collect();
    while !contains(&all, &bytes) {
        let (first, body) = hear.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(first.starts_with("POST /v1/traces "), "{first}");
        all.extend(body);
    }
    assert!(contains(&all, b"GET other") && contains(&all, b"firstcontact"));
    let (_, secret) = link.rsplit_once('=').unwrap();
    assert!(secret.len() > 20 && !contains(&all, secret.trim().as_bytes()));
    child.kill().unwrap();
    child.wait().unwrap();
}
