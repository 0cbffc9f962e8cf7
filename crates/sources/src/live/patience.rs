//! How long to wait before a service is asked again.

use super::{Surroundings, http_date};
use enrollment::moment::Moment;
use std::time::Duration;

/// How often an address is asked before it counts as not answering.
pub(super) const TRIES: u32 = 8;
/// Without a word of the service: one second, doubled each time, half of it by chance.
const FIRST_MILLIS: u64 = 1_000;
/// A service that wants more than this is left alone: the collection becomes a gap.
const LONGEST_SECONDS: i64 = 300;

/// The time to wait after this attempt; `None` if the service wants too much of it. `asked` is the
/// service's Retry-After, with what its clock shows.
pub fn pause(
    attempt: u32,
    asked: Option<(String, Option<Moment>)>,
    around: &Surroundings<'_>,
    path: &str,
) -> Option<Duration> {
    if let Some((text, date)) = asked
        && let Some(seconds) = seconds(&text, date.unwrap_or_else(around.now))
    {
        return (seconds <= LONGEST_SECONDS).then(|| Duration::from_secs(seconds as u64));
    }
    let whole = FIRST_MILLIS << (attempt - 1).min(5);
    let chance = scatter(around.seed, path, attempt) % (whole / 2);
    Some(Duration::from_millis(whole / 2 + chance))
}

/// `120`, or a date.
fn seconds(text: &str, now: Moment) -> Option<i64> {
    let text = text.trim();
    match text.parse::<u32>() {
        Ok(seconds) => Some(i64::from(seconds)),
        Err(_) => http_date::parse(text).map(|at| at.since(now).max(0)),
    }
}

/// SplitMix64's last step over the seed, the path and the attempt.
fn scatter(seed: u64, path: &str, attempt: u32) -> u64 {
    let mixed = path.bytes().fold(seed ^ u64::from(attempt), |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::seconds;
    use enrollment::moment::Stamp;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = Stamp::parse("2026-11-25T08:00:00Z").unwrap().at().unwrap();
        assert_eq!(seconds(" 17 ", now), Some(17));
        assert_eq!(seconds("Wed, 25 Nov 2026 08:00:30 GMT", now), Some(30));
        assert_eq!(seconds("Wed, 25 Nov 2026 07:00:30 GMT", now), Some(0));
        assert_eq!(seconds("soon", now), None);
    }
}
