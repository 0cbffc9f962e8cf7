//! The limits that Microsoft publishes (microsoft.md §4.1), kept before a service must ask for it.
//!
//! Apple publishes none: there only what the service says counts (`lanes.rs`).

use super::Surroundings;
use enrollment::moment::Moment;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// So many requests in so many seconds, of one application in one tenant.
struct Limit {
    /// What the paths that fall under it hold.
    paths: &'static [&'static str],
    requests: usize,
    seconds: i64,
}

/// The limits that a collector could reach. Graph's own, 20,000 in 10 seconds, it cannot: four
/// streams are too few.
const LIMITS: [Limit; 4] = [
    Limit {
        paths: &["/identity/conditionalAccess/"],
        requests: 1,
        seconds: 1,
    },
    Limit {
        paths: &["/auditLogs/signIns"],
        requests: 5,
        seconds: 10,
    },
    Limit {
        paths: &[
            "/deviceManagement/depOnboardingSettings",
            "/deviceManagement/deviceEnrollmentConfigurations",
            "/deviceManagement/troubleshootingEvents",
        ],
        requests: 1_000,
        seconds: 20,
    },
    Limit {
        paths: &[
            "/deviceManagement/managedDevices",
            "/deviceManagement/applePushNotificationCertificate",
        ],
        requests: 2_000,
        seconds: 20,
    },
];

/// When requests were sent, limit by limit.
#[derive(Default)]
pub(super) struct Pace([Mutex<VecDeque<Moment>>; LIMITS.len()]);

/// The turn of a request whose limit lets one pass at a time: the next waits from its end, for who
/// can say when a request arrives.
pub(super) struct Turn<'p> {
    sent: MutexGuard<'p, VecDeque<Moment>>,
    now: &'p (dyn Fn() -> Moment + Sync),
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.sent.push_back((self.now)());
    }
}

impl Pace {
    /// Waits until one more request to this path is within what is published.
    pub(super) fn keep<'p>(&'p self, path: &str, around: &'p Surroundings<'_>) -> Option<Turn<'p>> {
        let under = |limit: &Limit| limit.paths.iter().any(|part| path.contains(part));
        let mut all = LIMITS.iter().zip(&self.0);
        let (limit, sent) = all.find(|(limit, _)| under(limit))?;
        // Whoever waits lets the others wait behind it: they fall under the same limit.
        let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
        if sent.len() >= limit.requests
            && let Some(oldest) = sent.pop_front()
            && let Some(time) = rest(limit, oldest, (around.now)())
        {
            (around.wait)(time);
        }
        if limit.requests > 1 {
            sent.push_back((around.now)());
            return None;
        }
        let now = around.now;
        Some(Turn { sent, now })
    }
}

/// How long one more request must wait, for the oldest of those that count. The clock shows whole
/// seconds: what may be shorter than it looks counts as shorter.
fn rest(limit: &Limit, oldest: Moment, now: Moment) -> Option<Duration> {
    let left = limit.seconds + 1 - now.since(oldest).max(0);
    let left = left.min(limit.seconds);
    (left > 0).then(|| Duration::from_secs(left.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::{LIMITS, Pace};
    use crate::live::Surroundings;
    use enrollment::moment::Stamp;
    use std::sync::atomic::{AtomicI64, Ordering};

    #[test]
    fn no_stretch_of_time_sees_more_requests_than_are_published() {
        let start = Stamp::parse("2026-11-25T08:00:00Z").unwrap().at().unwrap();
        for limit in &LIMITS {
            let millis = AtomicI64::new(900);
            let pace = Pace::default();
            let around = Surroundings {
                now: &|| start.plus(millis.load(Ordering::Relaxed) / 1_000),
                wait: &|time| {
                    let time = i64::try_from(time.as_millis()).unwrap();
                    millis.fetch_add(time, Ordering::Relaxed);
                },
                seed: 1,
                watch: &|_| {},
            };
            let path = format!("/v1.0{}", limit.paths[0]);
            let mut sent = Vec::new();
            for _ in 0..limit.requests * 3 {
                let turn = pace.keep(&path, &around);
                sent.push(millis.fetch_add(3, Ordering::Relaxed));
                drop(turn);
            }
            for (one, later) in sent.iter().zip(&sent[limit.requests..]) {
                assert!(later - one >= limit.seconds * 1_000, "{path}");
            }
            assert!(sent[limit.requests - 1] - sent[0] < limit.seconds * 1_000);
            let before = millis.load(Ordering::Relaxed);
            assert!(pace.keep("/v1.0/devices", &around).is_none());
            assert_eq!(millis.load(Ordering::Relaxed), before);
        }
    }
}
