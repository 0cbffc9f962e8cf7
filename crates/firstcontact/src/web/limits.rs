//! How often somebody may ask. Each has a bucket that fills with time; a request takes a drop.

use enrollment::moment::Moment;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Attempts to sign in, for one address: this many at once, and one more every six seconds.
pub(super) const SIGN_IN: Pace = Pace {
    at_once: 10,
    seconds: 60,
};
/// Requests by links to guides, for one address: whoever goes through a guide in a hurry needs two
/// for each of its twelve stages; nobody guesses a link of 256 bits.
pub(super) const HOLDER: Pace = Pace {
    at_once: 40,
    seconds: 60,
};
/// Requests a minute, for one person or key, if nobody says: ten a second for a program, and far
/// more than a person clicks.
pub const REQUESTS_PER_MINUTE: u32 = 600;
/// Requests with a wrong key, for one address.
pub(super) const WRONG_KEYS: Pace = Pace {
    at_once: 20,
    seconds: 60,
};
/// Buckets that are kept. When there are more, the full ones are forgotten: nothing is lost.
const KEPT: usize = 10_000;

/// How fast is too fast.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Requests at once.
    pub(super) at_once: u32,
    /// In how many seconds the bucket is full again.
    pub(super) seconds: u32,
}

/// Everybody's buckets.
#[derive(Default)]
pub(super) struct Limits {
    buckets: Mutex<HashMap<String, Bucket>>,
}

struct Bucket {
    drops: f64,
    at: Moment,
    pace: Pace,
}

impl Pace {
    /// So many requests in any minute.
    pub(super) const fn a_minute(requests: u32) -> Self {
        Self {
            at_once: requests,
            seconds: 60,
        }
    }
}

impl Limits {
    /// Takes a drop. Says after how many seconds there will be one, where there is none.
    pub(super) fn take(&self, who: &str, pace: Pace, now: Moment) -> Result<(), u64> {
        // Whoever panicked here left numbers that are still numbers.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEPT && !buckets.contains_key(who) {
            buckets.retain(|_, bucket| {
                bucket.refill(now);
                bucket.drops < f64::from(bucket.pace.at_once)
            });
        }
        if buckets.len() >= KEPT && !buckets.contains_key(who) {
            return Err(1);
        }
        let bucket = buckets.entry(who.to_owned()).or_insert(Bucket {
            drops: f64::from(pace.at_once),
            at: now,
            pace,
        });
        bucket.refill(now);
        if bucket.drops < 1.0 {
            let missing = (1.0 - bucket.drops) * f64::from(pace.seconds);
            return Err((missing / f64::from(pace.at_once)).ceil().max(1.0) as u64);
        }
        bucket.drops -= 1.0;
        Ok(())
    }
}

impl Bucket {
    fn refill(&mut self, now: Moment) {
        let passed = now.since(self.at).max(0) as f64;
        let full = f64::from(self.pace.at_once);
        self.drops = (self.drops + passed * full / f64::from(self.pace.seconds)).min(full);
        self.at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, Pace};
    use enrollment::moment::Moment;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limits = Limits::default();
        let pace = Pace {
            at_once: 2,
            seconds: 20,
        };
        let now = Moment::FIRST;
        assert_eq!(limits.take("a", pace, now), Ok(()));
        assert_eq!(limits.take("a", pace, now), Ok(()));
        assert_eq!(limits.take("a", pace, now), Err(10));
        assert_eq!(
            limits.take("b", pace, now),
            Ok(()),
            "everybody has their own"
        );
        assert_eq!(limits.take("a", pace, now.plus(10)), Ok(()));
    }
}
