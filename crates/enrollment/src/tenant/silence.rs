//! Whether most managed Apple devices fell silent on one day, as after a replaced push
//! certificate (causality.md C27).

use crate::moment::{DAY, Moment};
use crate::snapshot::Snapshot;

/// Fewer devices than this can fall silent together by chance.
const DEVICES_MIN: usize = 10;
/// A device is silent after this long without a check-in.
const SILENT_AFTER: i64 = 7 * DAY;

/// The beginning of the day on which at least half of all managed Apple devices checked in for
/// the last time, if there was one.
pub(super) fn day(snapshot: &Snapshot) -> Option<Moment> {
    let words = &snapshot.words;
    let mut total = 0_usize;
    let mut last_days: Vec<i64> = Vec::new();
    for row in snapshot.managed.iter() {
        if !super::super::device_kind::is_apple(words.text(row.os)) {
            continue;
        }
        total += 1;
        if let Some(last) = row.last_sync.at()
            && snapshot.taken_at.since(last) > SILENT_AFTER
        {
            last_days.push(last.unix().div_euclid(DAY));
        }
    }
    if total < DEVICES_MIN || last_days.len() * 2 < total {
        return None;
    }
    last_days.sort_unstable();
    // The busiest window of two neighbouring days: a day's check-ins straddle midnight.
    let in_window = |start: i64| {
        let from = last_days.partition_point(|day| *day < start);
        let to = last_days.partition_point(|day| *day < start + 2);
        to - from
    };
    let best = last_days
        .iter()
        .copied()
        .max_by_key(|day| (in_window(*day), -*day))?;
    if in_window(best) * 2 >= total {
        Moment::from_unix(best * DAY)
    } else {
        None
    }
}
