//! Files that `prevent probe` wrote, on their way into a snapshot.

use crate::gathering::Gathering;
use crate::json::Desk;
use crate::json::room::Room;
use crate::probes::PROBE_SCHEMA;
use crate::recorded;
use enrollment::moment::Moment;
use enrollment::snapshot::{Source, Tenant};
use serde::Deserialize;
use std::borrow::Cow;

/// Most bytes of such a file. A probe has some two thousand.
const BYTES_MAX: usize = 8 << 20;
/// Most rows of one: hosts, over all probes.
const ROWS_MAX: usize = 200_000;

/// Whether the first line of a file says that it is a probe.
pub(super) fn is_probes(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(borrow)]
        schema: Cow<'a, str>,
    }
    let first = bytes.trim_ascii_start().split(|it| *it == b'\n').next();
    let first = first.filter(|line| line.first() == Some(&b'{'));
    first.is_some_and(|line| {
        let start = serde_json::from_slice::<Head<'_>>(line);
        start.is_ok_and(|it| it.schema == PROBE_SCHEMA)
    })
}

/// The probes of a file, one a line, or why it is none that can be used. Each must be whole: what
/// somebody changed by hand is refused rather than read in part.
pub(super) fn check(bytes: &[u8]) -> Result<Vec<&str>, String> {
    if bytes.len() > BYTES_MAX {
        return Err(format!("it is larger than {BYTES_MAX} bytes; probe anew"));
    }
    let text = std::str::from_utf8(bytes).map_err(|why| format!("it is no text ({why})"))?;
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    // A rehearsal: the rows are thrown away.
    let into = Gathering::new(0);
    let room = Room::new(ROWS_MAX as u64, BYTES_MAX as u64);
    let mut desk = Desk::new(&into, &room, ROWS_MAX);
    let report = recorded::pages::read_lines(Source::Probes, text, BYTES_MAX, &mut desk);
    desk.book_faults(Source::Probes.name(), "");
    drop(desk);
    let snapshot = into.finish(Moment::FIRST, Tenant::default());
    match snapshot.gaps.first() {
        Some(gap) => Err(format!(
            "line {}: {}; probe anew",
            gap.row.unwrap_or_default(),
            gap.detail
        )),
        None if report.torn || report.too_many => {
            Err("it ends in the middle; probe anew".to_owned())
        }
        None => Ok(lines),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, is_probes};

    const GOOD: &str = "{\"schema\":\"firstcontact/probe/1\",\"site\":\"Bern\",\
        \"at\":\"2026-11-20T08:00:00Z\",\"hosts\":[]}";

    #[test]
    fn whole_probes_are_taken_and_others_refused_by_their_line() {
        assert!(is_probes(GOOD.as_bytes()) && !is_probes(b"Serial number,Model"));
        let two = format!("{GOOD}\n\n{GOOD}\n");
        assert_eq!(check(two.as_bytes()).unwrap(), [GOOD, GOOD]);
        for (bad, why) in [
            (format!("{GOOD}\n{{}}\n"), "line 2"),
            (format!("{GOOD}\n{{\"schema\""), "in the middle"),
            (GOOD.replace("2026-11-20T08:00:00Z", "soon"), "line 1"),
        ] {
            let refused = check(bad.as_bytes()).unwrap_err();
            assert!(refused.contains(why), "{refused}");
        }
        assert!(check(b"\xff").is_err());
    }
}
