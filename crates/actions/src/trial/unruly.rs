//! A vendor that answers what a script says, one request after the other, and is gone after that.

use super::{Tried, attempt, machine_time};
use crate::hands::Patience;
use remedy::act::Act;
use sources::live::{MicrosoftCredential, MicrosoftSettings, Origin, TenantSettings};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What becomes of one request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reaction {
    /// It is answered: a status, more headers, a body.
    Says(u16, &'static str, &'static str),
    /// It is read, and the connection ends.
    HangsUp,
    /// It is read, and nothing happens for longer than anybody waits.
    Ponders,
    /// The answer ends in the middle of its body.
    Breaks(u16),
}

/// Lets hands carry out an act at such a vendor; gives what came of it, and the requests as they
/// arrived. Signing in is answered by itself.
pub(super) fn at_unruly(
    script: &[Reaction],
    act: &Act,
    code: Option<&str>,
) -> (Tried, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (arrived, requests) = mpsc::channel();
    let mut listening = Some(listener);
    let mut reactions = Vec::from(script).into_iter().peekable();
    thread::spawn(move || {
        while let (Some(listener), Some(reaction)) = (&listening, reactions.peek().copied()) {
            let (stream, _) = listener.accept().unwrap();
            let request = read(&stream);
            if request.contains("/oauth2/v2.0/token") {
                let body = "{\"access_token\":\"t\",\"expires_in\":3600}";
                react(stream, Reaction::Says(200, "", body));
                continue;
            }
            // The trial is over when nobody says anything, or nobody listens any more.
            if request.is_empty() || arrived.send(request).is_err() {
                return;
            }
            reactions.next();
            if reactions.peek().is_none() {
                // Whoever comes after the last reaction finds nobody.
                listening = None;
            }
            react(stream, reaction);
        }
    });
    let origin = || Origin::parse(&base).unwrap();
    let settings = TenantSettings {
        name: "unruly".to_owned(),
        microsoft: Some(MicrosoftSettings {
            tenant: "t".to_owned(),
            client: "c".to_owned(),
            credential: MicrosoftCredential::Secret("tremendous".into()),
            authority: origin(),
            graph: origin(),
        }),
        apple: None,
        authorities: None,
    };
    let patience = Patience {
        answer: Duration::from_millis(700),
        ..Patience::default()
    };
    let tried = attempt(settings, patience, &machine_time, act, code);
    let requests = requests.try_iter().collect();
    // A vendor that still has reactions need not wait for anybody.
    let _ = TcpStream::connect(base.trim_start_matches("http://"));
    (tried, requests)
}

/// A request as it came, its head in lower case.
fn read(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return head;
        }
        let lower = line.trim().to_ascii_lowercase();
        if lower.is_empty() {
            break;
        }
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        head.push_str(if head.is_empty() { line.trim() } else { &lower });
        head.push('\n');
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

fn react(mut stream: TcpStream, reaction: Reaction) {
    let say = |stream: &mut TcpStream, status: u16, more: &str, length: usize, body: &str| {
        let text = format!(
            "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n{more}\r\n{body}"
        );
        // A client that has gone away hears nothing.
        let _ = stream.write_all(text.as_bytes());
    };
    match reaction {
        Reaction::Says(status, more, body) => say(&mut stream, status, more, body.len(), body),
        Reaction::Breaks(status) => say(&mut stream, status, "", 100, "{\"error\""),
        Reaction::HangsUp => {}
        Reaction::Ponders => {
            // Until the client goes away.
            let _ = stream.read(&mut [0; 1]);
        }
    }
}
