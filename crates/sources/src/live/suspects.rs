//! What is asked device by device: only about devices that a first diagnosis needs it for, in the
//! order of need, and for no more calls than were allowed.

use super::failure::{CollectError, Ended, Missed};
use super::journal::{Journal, Progress};
use super::lanes;
use super::vendor_api::Service;
use super::walk::{no_address, one_less};
use super::{Event, Surroundings, ids};
use crate::told::told;
use enrollment::snapshot::{Snapshot, Source};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// A device that should be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Its serial number.
    pub serial: String,
    /// Whether to ask for its Activation Lock.
    pub lock: bool,
    /// Whether to ask for its coverage.
    pub coverage: bool,
}

/// Says of a snapshot which devices should be asked about, the neediest first.
pub type Choose<'c> = dyn Fn(&Snapshot) -> Vec<Suspect> + Sync + 'c;

/// One call.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Ask {
    source: Source,
    serial: String,
}

impl Ask {
    fn address(&self) -> String {
        let Self { source, serial } = self;
        let what = source.name().trim_start_matches("apple/");
        format!("/v1/orgDevices/{serial}/{what}")
    }

    /// Under this name the journal keeps the answer.
    fn note(&self) -> String {
        format!("{}/{}", self.source.name(), self.serial)
    }
}

/// Asks, and writes what came back; returns what did not.
pub(super) fn ask(
    suspects: Vec<Suspect>,
    budget: u64,
    service: &Service<'_>,
    journal: &Journal,
    around: &Surroundings<'_>,
) -> Result<Vec<(Source, Missed)>, CollectError> {
    let mut asks = asks(suspects);
    let wanted = count(&asks);
    asks.truncate(usize::try_from(budget).unwrap_or(usize::MAX));
    let kept = count(&asks);
    let failed = in_streams(&asks, service, journal, around)?;
    let mut missed = Vec::new();
    for source in [Source::ActivationLock, Source::AppleCare] {
        let of = |counts: &BTreeMap<Source, u64>| counts.get(&source).copied().unwrap_or(0);
        write(source, &asks, journal)?;
        if let Some((why, times)) = failed.get(&source) {
            let detail = told("gap-of-devices")
                .with("why", why.detail.clone())
                .with("times", times.to_string())
                .with("of", of(&kept).to_string());
            let reason = why.reason;
            missed.push((source, Missed { reason, detail }));
        } else if of(&kept) < of(&wanted) {
            let detail = told("gap-over-budget")
                .with("left", (of(&wanted) - of(&kept)).to_string())
                .with("of", of(&wanted).to_string())
                .with("budget", budget.to_string());
            let reason = "over_budget";
            missed.push((source, Missed { reason, detail }));
        } else if of(&wanted) == 0 {
            let detail = told("gap-no-need");
            let reason = "not_collected";
            missed.push((source, Missed { reason, detail }));
        }
    }
    Ok(missed)
}

/// What is missing if no call may be spent on single devices.
pub(super) fn none_allowed() -> [(Source, Missed); 2] {
    [Source::ActivationLock, Source::AppleCare].map(|source| {
        let detail = told("gap-none-allowed");
        let reason = "over_budget";
        (source, Missed { reason, detail })
    })
}

fn asks(suspects: Vec<Suspect>) -> Vec<Ask> {
    let mut asks = Vec::new();
    for suspect in suspects {
        // What could mean something in an address is no serial number of Apple's.
        if !ids::is_plain(&suspect.serial) {
            continue;
        }
        let wanted = [
            (suspect.lock, Source::ActivationLock),
            (suspect.coverage, Source::AppleCare),
        ];
        for (_, source) in wanted.into_iter().filter(|(is_wanted, _)| *is_wanted) {
            let serial = suspect.serial.clone();
            asks.push(Ask { source, serial });
        }
    }
    asks
}

fn count(asks: &[Ask]) -> BTreeMap<Source, u64> {
    let mut counts = BTreeMap::new();
    for ask in asks {
        *counts.entry(ask.source).or_insert(0) += 1;
    }
    counts
}

/// Why a source was not answered, and for how many devices.
type Failed = BTreeMap<Source, (Missed, u64)>;

fn in_streams(
    asks: &[Ask],
    service: &Service<'_>,
    journal: &Journal,
    around: &Surroundings<'_>,
) -> Result<Failed, CollectError> {
    let open: Vec<&Ask> = asks
        .iter()
        .filter(|ask| journal.progress(&ask.note()).pages == 0)
        .collect();
    let (next, left) = (AtomicUsize::new(0), AtomicU64::new(open.len() as u64));
    let failed: Mutex<Failed> = Mutex::default();
    let stopped: Mutex<Option<CollectError>> = Mutex::default();
    let stream = || {
        while stopped
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_none()
        {
            let Some(ask) = open.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            let lock = || failed.lock().unwrap_or_else(PoisonError::into_inner);
            let is_forbidden = |(why, _): &(Missed, u64)| why.reason == "forbidden";
            if lock().get(&ask.source).is_some_and(is_forbidden) {
                continue;
            }
            match one(ask, service, journal) {
                Ok(()) => {
                    let left = one_less(&left);
                    let of = ask.source.name();
                    (around.watch)(Event::Answer { of, left });
                }
                Err(Ended::Gap(missed) | Ended::Expired(missed)) => {
                    lock().entry(ask.source).or_insert((missed, 0)).1 += 1;
                }
                Err(Ended::Stop(error)) => {
                    let mut stopped = stopped.lock().unwrap_or_else(PoisonError::into_inner);
                    stopped.get_or_insert(error);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..lanes::MOST.min(open.len()) {
            scope.spawn(stream);
        }
    });
    match stopped.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(failed.into_inner().unwrap_or_else(PoisonError::into_inner)),
    }
}

fn one(ask: &Ask, service: &Service<'_>, journal: &Journal) -> Result<(), Ended> {
    let address = ask.address();
    let url = service.at(&address);
    let url = url.ok_or_else(|| Ended::gap("bad_request", no_address(address.clone())))?;
    let answer = service.read(&url, &told("needs-apple"))?;
    let text = String::from_utf8_lossy(&answer.body);
    // A line is a line: white space is all that a line's end can be in JSON.
    let line = text.trim().replace(['\n', '\r'], " ");
    if !line.starts_with('{') || serde_json::from_str::<serde::de::IgnoredAny>(&line).is_err() {
        let why = told("gap-no-json").with("address", address);
        let why = why.with("status", answer.status.to_string());
        return Err(Ended::gap("broken_answer", why));
    }
    let noted = journal.note(
        &ask.note(),
        Progress {
            pages: 1,
            next: Some(line),
        },
    );
    noted.map_err(Ended::Stop)
}

/// The answers in the order of need, a line each.
fn write(source: Source, asks: &[Ask], journal: &Journal) -> Result<(), CollectError> {
    let mut lines = String::new();
    for ask in asks.iter().filter(|ask| ask.source == source) {
        if let Some(response) = journal.progress(&ask.note()).next {
            let serial = &ask.serial;
            let _ = writeln!(lines, "{{\"id\":\"{serial}\",\"response\":{response}}}");
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    journal.file(&format!("{}.ndjson", source.name()), lines.as_bytes())
}
