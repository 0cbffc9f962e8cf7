//! A probe of a site's network: each host that a device needs is looked for from there, and what
//! was seen is kept with a snapshot, one probe a line, in `probes.ndjson`.

use crate::device_hosts::{DEVICE_HOSTS, Needed};
use crate::line_file::{LineFileError, append};
use crate::reach::{Names, Reach, look};
use enrollment::moment::Moment;
use enrollment::snapshot::ProbeOutcome;
use enrollment::term::Term;
use serde::Serialize;
use std::path::Path;

/// The name of the file in a snapshot directory.
pub const PROBES_FILE: &str = "probes.ndjson";
/// What every line begins with.
pub const PROBE_SCHEMA: &str = "firstcontact/probe/1";
/// Longest name of a site, in bytes.
pub const SITE_BYTES_MAX: usize = 200;
/// Most characters of an issuer, or of what the system says, that are kept.
const TEXT_MAX: usize = 300;

/// A site's network, looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Probe {
    /// Which site, as the customer's own list calls it.
    pub site: String,
    /// When.
    pub at: Moment,
    /// Each host, in the order of [`DEVICE_HOSTS`].
    pub hosts: Vec<Probed>,
}

/// One host, looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Probed {
    /// Which.
    pub needed: Needed,
    /// What was seen.
    pub seen: Seen,
}

/// What was seen of a host.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// How far one came.
    pub outcome: ProbeOutcome,
    /// Who vouches for it; empty where no certificate was seen.
    pub issuer: String,
    /// What the system says where it was not reached; possibly nothing.
    pub why: String,
}

/// Looks for every host at once, since each may take seconds.
pub fn probe(site: &str, at: Moment, names: &dyn Names) -> Probe {
    let looks = std::thread::scope(|scope| {
        let threads: Vec<_> = DEVICE_HOSTS
            .iter()
            .map(|it| scope.spawn(move || look(it.host, it.port, it.by, names)))
            .collect();
        let ended = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        ended.collect::<Vec<_>>()
    });
    let hosts = DEVICE_HOSTS.iter().zip(looks).map(|(needed, reach)| {
        let reach = reach.unwrap_or_else(|_| Reach::NoConnection(String::new()));
        Probed {
            needed: *needed,
            seen: Seen::of(reach),
        }
    });
    Probe {
        site: site.trim().to_owned(),
        at,
        hosts: hosts.collect(),
    }
}

impl Seen {
    /// What a look came to.
    pub fn of(reach: Reach) -> Self {
        let (outcome, issuer, why) = match reach {
            Reach::NoName(why) => (ProbeOutcome::NoName, String::new(), why),
            Reach::NoConnection(why) => (ProbeOutcome::NoConnection, String::new(), why),
            Reach::NoTls(why) => (ProbeOutcome::NoTls, String::new(), why),
            Reach::TimedOut => (ProbeOutcome::TimedOut, String::new(), String::new()),
            Reach::Connected => (ProbeOutcome::Reached, String::new(), String::new()),
            Reach::Certified(it) if it.usual => (ProbeOutcome::Reached, it.issuer, String::new()),
            Reach::Certified(it) => (ProbeOutcome::Intercepted, it.issuer, String::new()),
        };
        Self {
            outcome,
            issuer: cut(&issuer),
            why: cut(&why),
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT_MAX).collect()
}

impl Probe {
    /// Whether every host was reached.
    pub fn is_open(&self) -> bool {
        let reached = |it: &Probed| it.seen.outcome == ProbeOutcome::Reached;
        self.hosts.iter().all(reached)
    }

    /// As it stands in the file, without the end of the line.
    pub fn line(&self) -> String {
        let hosts = self.hosts.iter().map(|it| HostLine {
            host: it.needed.host,
            port: it.needed.port,
            purpose: it.needed.purpose,
            outcome: it.seen.outcome.word().unwrap_or_default(),
            issuer: &it.seen.issuer,
            why: &it.seen.why,
        });
        let line = Line {
            schema: PROBE_SCHEMA,
            site: &self.site,
            at: self.at.to_string(),
            hosts: hosts.collect(),
        };
        // Texts and numbers alone: there is nothing that could not be written.
        serde_json::to_string(&line).unwrap_or_default()
    }
}

/// One line of the file.
#[derive(Serialize)]
struct Line<'a> {
    schema: &'static str,
    site: &'a str,
    at: String,
    hosts: Vec<HostLine<'a>>,
}

#[derive(Serialize)]
struct HostLine<'a> {
    host: &'a str,
    port: u16,
    purpose: &'a str,
    outcome: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    issuer: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    why: &'a str,
}

/// Adds a probe to a snapshot directory.
pub fn append_probe(directory: &Path, probe: &Probe) -> Result<(), LineFileError> {
    append(directory, PROBES_FILE, &probe.line())
}
