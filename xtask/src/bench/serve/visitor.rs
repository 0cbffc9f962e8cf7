//! `firstcontact serve` as its own program, and somebody who is signed in and asks for pages.

use crate::bench::BenchError;
use crate::bench::stopwatch::Stopwatch;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The load comes from one session, which no person would be: its limit is set by the setting that
/// an installation has for such things.
const CONFIGURATION: &str = "[serve]\nrequests-per-minute = 1000000\n";
/// Attempts to reach the server after its start, twenty a second.
const ATTEMPTS: u32 = 200;

/// A server that runs until this is dropped, on loopback.
pub(super) struct Server {
    child: Child,
    origin: String,
    session: String,
}

impl Server {
    /// Starts one over a store and signs in by a one-time link, as a person would.
    pub(super) fn start(program: &Path, place: &Path, store: &str) -> Result<Self, BenchError> {
        let path = place.join("firstcontact.toml");
        fs::write(&path, CONFIGURATION).map_err(|why| BenchError::File {
            doing: "write",
            path: path.clone(),
            why,
        })?;
        let listen = free_port()?;
        let mut command = Command::new(program);
        command.current_dir(place).args(["serve", "--every", "0"]);
        command.args(["--store", store, "--listen", &listen]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(|why| failed(&why))?;
        let mut server = Self {
            child,
            origin: format!("http://{listen}"),
            session: String::new(),
        };
        server.wait()?;
        let mut command = Command::new(program);
        command.current_dir(place).args(["serve", "link"]);
        let output = command.args(["--store", store]).output();
        let output = output.map_err(|why| failed(&why))?;
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let link = told
            .split_whitespace()
            .find_map(|word| Some(word.split_once("/sign-in?")?.1))
            .ok_or_else(|| failed(&format!("serve link printed no link: {told}")))?;
        let answer = agent()
            .get(format!("{}/sign-in?{link}", server.origin))
            .call();
        let answer = answer.map_err(|why| failed(&why))?;
        let cookie = answer.headers().get("set-cookie");
        let cookie = cookie.and_then(|it| it.to_str().ok()?.split(';').next());
        let cookie = cookie.ok_or_else(|| failed(&"signing in set no cookie"))?;
        cookie.clone_into(&mut server.session);
        Ok(server)
    }

    /// Somebody with the session and a connection of their own.
    pub(super) fn visitor(&self) -> Visitor<'_> {
        Visitor {
            server: self,
            agent: agent(),
        }
    }

    fn wait(&self) -> Result<(), BenchError> {
        let visitor = self.visitor();
        for _ in 0..ATTEMPTS {
            if visitor.get("/healthz").is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(failed(&"does not answer"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody who asks for pages, over one connection.
pub(super) struct Visitor<'s> {
    server: &'s Server,
    agent: ureq::Agent,
}

impl Visitor<'_> {
    /// Asks for a page, compressed as browsers do, and reads it to its end; bytes and milliseconds.
    pub(super) fn get(&self, path: &str) -> Result<(usize, f64), BenchError> {
        let watch = Stopwatch::start();
        let request = self.agent.get(format!("{}{path}", self.server.origin));
        let request = request.header("cookie", &self.server.session);
        let answer = request.header("accept-encoding", "gzip").call();
        let mut answer = answer.map_err(|why| failed(&format!("{path}: {why}")))?;
        let body = answer.body_mut().read_to_vec();
        let body = body.map_err(|why| failed(&format!("{path}: {why}")))?;
        if answer.status() != 200 || body.is_empty() {
            return Err(failed(&format!("{path}: {}", answer.status())));
        }
        Ok((body.len(), watch.seconds() * 1e3))
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().max_redirects(0);
    config
        .timeout_global(Some(Duration::from_secs(30)))
        .build()
        .into()
}

/// A port that nobody listens on.
fn free_port() -> Result<String, BenchError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|it| it.local_addr());
    address.map(|it| it.to_string()).map_err(|why| failed(&why))
}

pub(super) fn failed(why: &dyn std::fmt::Display) -> BenchError {
    BenchError::Program {
        program: "firstcontact serve".to_owned(),
        why: why.to_string(),
    }
}
