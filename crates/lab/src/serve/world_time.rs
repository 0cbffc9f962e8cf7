//! The world's time: it stands, runs so many times as fast as the machine's, or jumps.

use crate::clock::{self, DAY, END, HOUR, MINUTE, Time};
use std::sync::{Mutex, PoisonError};

/// World seconds per second at most: a year in half a minute.
const FASTEST: u32 = 1_000_000;

/// Where the world's time is tied to the machine's.
#[derive(Debug)]
pub(super) struct WorldTime(Mutex<Anchor>);

#[derive(Clone, Copy, Debug)]
struct Anchor {
    world: Time,
    machine: Time,
    speed: u32,
}

impl Anchor {
    fn at(self, machine: Time) -> Time {
        // A machine whose clock was set back does not turn the world back.
        let passed = (machine - self.machine).max(0);
        let world = self
            .world
            .saturating_add(passed.saturating_mul(self.speed.into()));
        world.min(END - 1)
    }
}

impl WorldTime {
    /// Begins at a time of the world.
    pub(super) fn new(world: Time, speed: u32, machine: Time) -> Self {
        Self(Mutex::new(Anchor {
            world,
            machine,
            speed: speed.min(FASTEST),
        }))
    }

    /// The world's time and its speed.
    pub(super) fn at(&self, machine: Time) -> (Time, u32) {
        let anchor = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (anchor.at(machine), anchor.speed)
    }

    /// Goes on at another speed; else says what is wrong.
    pub(super) fn run(&self, speed: u64, machine: Time) -> Result<(), String> {
        let fits = u32::try_from(speed).ok().filter(|it| *it <= FASTEST);
        let speed = fits.ok_or_else(|| {
            format!("'speed' is a number of world seconds per second, from 0 to {FASTEST}")
        })?;
        let mut anchor = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *anchor = Anchor {
            world: anchor.at(machine),
            machine,
            speed,
        };
        Ok(())
    }

    /// Jumps; else says what is wrong.
    pub(super) fn advance(&self, by: Time, machine: Time) -> Result<(), String> {
        let mut anchor = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let world = anchor.at(machine).saturating_add(by);
        if by < 0 || !clock::is_of_our_time(world) {
            return Err("time goes on only, and not beyond the year 2099".to_owned());
        }
        *anchor = Anchor {
            world,
            machine,
            ..*anchor
        };
        Ok(())
    }
}

/// Reads a length of time as ISO 8601 has it, of weeks, days, hours, minutes and seconds.
pub(super) fn length(text: &str) -> Option<Time> {
    let rest = text.strip_prefix('P').filter(|rest| !rest.is_empty())?;
    let (days, hours) = match rest.split_once('T') {
        Some((_, "")) => return None,
        Some((days, hours)) => (days, hours),
        None => (rest, ""),
    };
    let days = parts(days, &[('W', 7 * DAY), ('D', DAY)])?;
    days.checked_add(parts(hours, &[('H', HOUR), ('M', MINUTE), ('S', 1)])?)
}

fn parts(text: &str, units: &[(char, Time)]) -> Option<Time> {
    let (mut sum, mut rest): (Time, _) = (0, text);
    for (letter, unit) in units {
        if let Some((number, after)) = rest.split_once(*letter) {
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            let number: Time = number.parse().ok().filter(|_| digits)?;
            sum = sum.checked_add(number.checked_mul(*unit)?)?;
            rest = after;
        }
    }
    rest.is_empty().then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::{WorldTime, length};
    use crate::clock::{DAY, HOUR};

    #[test]
    fn time_stands_runs_and_jumps_but_never_back() {
        let time = WorldTime::new(1_000_000_000, 0, 50);
        assert_eq!(time.at(5_000), (1_000_000_000, 0));
        time.run(60, 100).unwrap();
        assert_eq!(time.at(110), (1_000_000_600, 60));
        assert_eq!(time.at(90).0, 1_000_000_000);
        time.advance(2 * DAY, 110).unwrap();
        time.run(0, 111).unwrap();
        assert_eq!(time.at(999).0, 1_000_000_660 + 2 * DAY);
        assert!(time.advance(-1, 999).is_err());
        assert!(time.advance(i64::MAX, 999).is_err());
        assert!(time.run(u64::MAX, 999).is_err());
    }

    #[test]
    fn lengths_are_those_of_iso_8601() {
        assert_eq!(length("P2D"), Some(2 * DAY));
        assert_eq!(length("P1W1DT12H"), Some(8 * DAY + 12 * HOUR));
        assert_eq!(length("PT90S"), Some(90));
        for bad in [
            "",
            "P",
            "PT",
            "2D",
            "P2",
            "PD",
            "P-2D",
            "P1M",
            "PT5D",
            "P99999999999999W",
        ] {
            assert_eq!(length(bad), None, "{bad}");
        }
    }
}
