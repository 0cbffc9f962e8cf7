//! The limits that Microsoft documents, kept and counted (microsoft.md §4.1), and whether clients
//! wait as long as they were told to.
//!
//! Apple publishes none.

use super::asked::Asked;
use crate::clock::Time;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// So many requests in so many seconds.
struct Limit {
    name: &'static str,
    requests: u32,
    seconds: u32,
    /// Whether a refusal says how long to wait.
    says_wait: bool,
}

/// The limits of one app in one tenant; a request counts for each that it falls under.
const LIMITS: [Limit; 8] = [
    limit("graph", 20_000, 10),
    limit("intune devices", 2_000, 20),
    limit("intune devices, writes", 200, 20),
    limit("intune enrollment", 1_000, 20),
    limit("intune enrollment, writes", 100, 20),
    limit("export jobs", 48, 60),
    Limit {
        says_wait: false,
        ..limit("conditional access", 1, 1)
    },
    limit("sign-ins", 5, 10),
];

const fn limit(name: &'static str, requests: u32, seconds: u32) -> Limit {
    Limit {
        name,
        requests,
        seconds,
        says_wait: true,
    }
}

/// Which limits a request falls under, by place in [`LIMITS`].
fn under(asked: &Asked) -> &'static [usize] {
    let parts: Vec<&str> = asked.parts.iter().skip(1).map(String::as_str).collect();
    let writes = asked.method != "GET";
    match parts.as_slice() {
        ["deviceManagement", "reports", "exportJobs", ..] if writes => &[0, 5],
        [
            "deviceManagement",
            "managedDevices" | "applePushNotificationCertificate",
            ..,
        ] if writes => &[0, 1, 2],
        [
            "deviceManagement",
            "managedDevices" | "applePushNotificationCertificate",
            ..,
        ] => &[0, 1],
        [
            "deviceManagement",
            "depOnboardingSettings" | "deviceEnrollmentConfigurations" | "troubleshootingEvents",
            ..,
        ] if writes => &[0, 3, 4],
        [
            "deviceManagement",
            "depOnboardingSettings" | "deviceEnrollmentConfigurations" | "troubleshootingEvents",
            ..,
        ] => &[0, 3],
        ["identity", "conditionalAccess", ..] => &[0, 6],
        ["auditLogs", "signIns", ..] => &[0, 7],
        _ => &[0],
    }
}

/// A request that is one too many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Breach {
    /// How long to wait, in seconds, where the service says so.
    pub(super) wait: Option<Time>,
}

/// How full a bucket is, and since when.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Time,
}

#[derive(Debug, Default)]
struct Kept {
    /// By app and place in [`LIMITS`].
    buckets: BTreeMap<(String, usize), Bucket>,
    exceeded: BTreeMap<&'static str, u64>,
    /// Until when a request must not come again.
    told: BTreeMap<String, Time>,
    impatient: u64,
}

/// What is kept and counted.
#[derive(Debug)]
pub(super) struct Limits {
    enforced: bool,
    kept: Mutex<Kept>,
}

impl Limits {
    pub(super) fn new(enforced: bool) -> Self {
        Self {
            enforced,
            kept: Mutex::default(),
        }
    }

    /// Counts an app's request; else says that it is one too many.
    pub(super) fn take(&self, app: &str, asked: &Asked, now: Time) -> Result<(), Breach> {
        if !self.enforced {
            return Ok(());
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let places = under(asked);
        for place in places {
            let limit = &LIMITS[*place];
            let whole = f64::from(limit.requests);
            let rate = whole / f64::from(limit.seconds);
            let bucket = kept.buckets.entry((app.to_owned(), *place));
            let bucket = bucket.or_insert(Bucket {
                left: whole,
                at: now,
            });
            let passed = now.saturating_sub(bucket.at).max(0) as f64;
            bucket.left = (bucket.left + passed * rate).min(whole);
            bucket.at = now;
            if bucket.left < 1.0 {
                let wait = ((1.0 - bucket.left) / rate).ceil() as Time;
                *kept.exceeded.entry(limit.name).or_default() += 1;
                let wait = limit.says_wait.then_some(wait.max(1));
                return Err(Breach { wait });
            }
        }
        for place in places {
            if let Some(bucket) = kept.buckets.get_mut(&(app.to_owned(), *place)) {
                bucket.left -= 1.0;
            }
        }
        Ok(())
    }

    /// Counts a request that comes sooner than its client was told.
    pub(super) fn comes(&self, asked: &Asked, now: Time) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = kept.told.remove(&key(asked)) {
            kept.impatient += u64::from(now < until);
        }
    }

    /// Remembers that a client was told to wait.
    pub(super) fn told(&self, asked: &Asked, headers: &[(&'static str, String)], now: Time) {
        let wait = headers.iter().find(|(name, _)| *name == "retry-after");
        let wait: Option<Time> = wait.and_then(|(_, wait)| wait.parse().ok());
        if let Some(wait) = wait {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.told.insert(key(asked), now + wait);
        }
    }

    /// The counts, to stand beside those of requests.
    pub(super) fn counts(&self) -> [(&'static str, Value); 2] {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let exceeded: Map<String, Value> = kept
            .exceeded
            .iter()
            .map(|(name, count)| ((*name).to_owned(), Value::from(*count)))
            .collect();
        [
            ("limitsExceeded", Value::Object(exceeded)),
            ("retryAfterNotHonoured", kept.impatient.into()),
        ]
    }
}

/// The same request, for whoever sends it again.
fn key(asked: &Asked) -> String {
    let mut key = format!("{} {}", asked.method, asked.path);
    for (name, value) in &asked.query {
        key.push('&');
        key.push_str(name);
        key.push('=');
        key.push_str(value);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::{Breach, Limits};
    use crate::serve::asked::Asked;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limits = Limits::new(true);
        let asked = Asked::new("GET", "/v1.0/auditLogs/signIns");
        for _ in 0..5 {
            assert_eq!(limits.take("a", &asked, 100), Ok(()));
        }
        let refused = Err(Breach { wait: Some(2) });
        assert_eq!(limits.take("a", &asked, 100), refused);
        assert_eq!(limits.take("b", &asked, 100), Ok(()));
        assert_eq!(limits.take("a", &asked, 101), Err(Breach { wait: Some(1) }));
        assert_eq!(limits.take("a", &asked, 102), Ok(()));
        assert_eq!(limits.counts()[0].1["sign-ins"], 2);
        let policies = Asked::new("GET", "/v1.0/identity/conditionalAccess/policies");
        assert_eq!(limits.take("a", &policies, 102), Ok(()));
        let silent = Err(Breach { wait: None });
        assert_eq!(limits.take("a", &policies, 102), silent);
    }
}
