//! `firstcontact diagnose --tenant NAME --watch`: again and again, and what changed.

use super::diagnose::{Arguments, Format, diagnose};
use super::round::{Reachable, collect_and_tell, folder_name};
use super::{Desk, NOTHING, Stop, deliver, snapshot};
use crate::app::change::{Changes, Picture};
use crate::clock;
use crate::report::changes;
use enrollment::correlate::correlate;
use enrollment::diagnosis::Weights;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How the rounds go.
#[derive(Debug, clap::Args)]
pub(super) struct Rounds {
    /// Collect and diagnose again and again, and print what changed, until interrupted
    #[arg(long, requires = "tenant", conflicts_with_all = ["findings", "only", "fail_on", "all"])]
    watch: bool,
    /// How long to wait between two rounds: 30s, 10m, 1h, 1d
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = span)]
    every: Duration,
    /// Stop after so many rounds
    #[arg(long = "rounds", value_name = "N", requires = "watch",
          value_parser = clap::value_parser!(u32).range(1..))]
    most: Option<u32>,
    /// How many snapshots to keep; older ones of this watch are deleted
    #[arg(long, value_name = "N", default_value_t = 2, requires = "watch",
          value_parser = clap::value_parser!(u32).range(1..))]
    keep: u32,
}

impl Rounds {
    /// Whether anybody asked for more than one.
    pub(super) fn wanted(&self) -> bool {
        self.watch
    }
}

/// A `30s`, `10m`, `1h` or `1d`.
fn span(text: &str) -> Result<Duration, String> {
    let wrong = || format!("'{text}' is no time; write 30s, 10m, 1h or 1d");
    let (number, unit) = text
        .split_at_checked(text.len().saturating_sub(1))
        .ok_or_else(wrong)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let seconds = number
        .checked_mul(unit)
        .filter(|seconds| (1..=31_536_000).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(wrong)
}

/// Rounds until interrupted. A bad one is told, and the next goes on.
pub(super) fn run(
    tenant: &Reachable,
    place: &Path,
    arguments: &Arguments,
    desk: &Desk,
) -> Result<u8, Stop> {
    let machines = desk.for_machines();
    let desk = if arguments.format == Format::Ndjson {
        &machines
    } else {
        desk
    };
    let weights = desk.weights()?;
    let rounds = &arguments.rounds;
    let mut last: Option<Picture> = None;
    let mut kept: VecDeque<PathBuf> = VecDeque::new();
    let mut number = 0;
    loop {
        let folder = place.join(folder_name(clock::now()));
        match round(tenant, &folder, last.as_ref(), &weights, arguments, desk) {
            Ok(picture) => {
                last = Some(picture);
                kept.push_back(folder);
            }
            // Without a first picture there is nothing to watch: no wrong secret all night.
            Err(stop) if last.is_none() => return Err(stop),
            Err(stop) => fail(&stop, arguments, desk)?,
        }
        while kept.len() > rounds.keep as usize {
            // What cannot be deleted stays, and does no harm.
            let _ = kept.pop_front().map(std::fs::remove_dir_all);
        }
        number += 1;
        if rounds.most.is_some_and(|most| number >= most) {
            return Ok(NOTHING);
        }
        std::thread::sleep(rounds.every);
    }
}

fn round(
    tenant: &Reachable,
    folder: &Path,
    last: Option<&Picture>,
    weights: &Weights,
    arguments: &Arguments,
    desk: &Desk,
) -> Result<Picture, Stop> {
    collect_and_tell(tenant, folder, desk)?;
    let snapshot = snapshot::open(folder, desk)?;
    let picture = Picture::of(&correlate(&snapshot), weights);
    let changes = last.map(|last| Changes::between(last, &picture));
    if changes.is_none() && arguments.format == Format::Table {
        diagnose(folder, arguments, desk)?;
        return Ok(picture);
    }
    let changes = changes.unwrap_or_default();
    let told = if arguments.format == Format::Ndjson {
        changes::ndjson(&picture, &changes)
    } else {
        let paint = desk.terminal.paint();
        let width = desk.terminal.width;
        changes::table(&picture, &changes, desk.language, paint, width).into_bytes()
    };
    deliver(&told)?;
    Ok(picture)
}

fn fail(stop: &Stop, arguments: &Arguments, desk: &Desk) -> Result<(), Stop> {
    let why = stop.to_string();
    if arguments.format == Format::Ndjson {
        return deliver(&changes::failed_ndjson(clock::now(), &why));
    }
    super::terminal::complain(&desk.language.with("watch-failed", &[("why", &why)]));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::span;
    use std::time::Duration;

    #[test]
    fn times_are_written_as_people_write_them() {
        assert_eq!(span("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(span("1d"), Ok(Duration::from_secs(86_400)));
        for bad in ["", "h", "0s", "1.5h", "1w", "10", "-1h", "999999d", "1ü"] {
            assert!(span(bad).is_err(), "{bad}");
        }
    }
}
