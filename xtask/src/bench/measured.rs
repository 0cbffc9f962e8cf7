//! Runs a program and watches it from outside: time, processor time, peak memory. Linux only, for
//! it reads `/proc`.

use super::machine::field;
use super::stopwatch::Stopwatch;
use std::io;
use std::process::Command;
use std::time::Duration;

/// How often the program is looked at. A look takes some 30 µs, so it costs the program nothing
/// that shows; what its memory grows by after the last look is missed, and at its end a program
/// gives memory back.
const LOOK_EVERY: Duration = Duration::from_millis(4);
/// Ticks in which the kernel counts processor time; 100 a second on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

/// What was seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measured {
    /// From start to end, seconds.
    pub(super) wall: f64,
    /// User and system time of all its threads, seconds.
    pub(super) processor: f64,
    /// The most memory it ever had at one time, bytes (`VmHWM`).
    pub(super) peak: u64,
    /// How it ended; −1 if a signal ended it.
    pub(super) code: i32,
}

impl Measured {
    /// How many cores it kept busy on average.
    pub(super) fn cores(&self) -> f64 {
        if self.wall > 0.0 {
            self.processor / self.wall
        } else {
            0.0
        }
    }
}

/// Runs the program to its end.
pub(super) fn run(command: &mut Command) -> io::Result<Measured> {
    let watch = Stopwatch::start();
    let mut child = command.spawn()?;
    let (status, stat) = (
        format!("/proc/{}/status", child.id()),
        format!("/proc/{}/stat", child.id()),
    );
    let mut seen = Measured::default();
    loop {
        if let Some(peak) = field(&status, "VmHWM").as_deref().and_then(kib) {
            seen.peak = seen.peak.max(peak * 1024);
        }
        // A program that ended and was not waited for still shows what it used.
        let line = std::fs::read_to_string(&stat)?;
        if let Some((ended, processor)) = processor_time(&line) {
            seen.processor = processor;
            if ended {
                break;
            }
        }
        std::thread::sleep(LOOK_EVERY);
    }
    seen.wall = watch.seconds();
    seen.code = child.wait()?.code().unwrap_or(-1);
    Ok(seen)
}

fn kib(text: &str) -> Option<u64> {
    text.strip_suffix("kB")?.trim().parse().ok()
}

/// Whether the process ended, and the seconds that it computed (proc(5): fields 3, 14 and 15; the
/// second field is a name in parentheses and may contain anything).
fn processor_time(stat: &str) -> Option<(bool, f64)> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    let ended = matches!(fields.next()?, "Z" | "X");
    let ticks = |text: &str| text.parse::<f64>().ok();
    let (user, system) = (ticks(fields.nth(10)?)?, ticks(fields.next()?)?);
    Some((ended, (user + system) / TICKS_PER_SECOND))
}

#[cfg(test)]
mod tests {
    use super::{kib, processor_time};

    #[test]
    fn the_kernels_lines_are_understood() {
        let line = "42 (a b) c) S 1 42 42 0 -1 4194304 9 0 0 0 150 25 0 0 20 0 3 0 7 9 9";
        assert_eq!(processor_time(line), Some((false, 1.75)));
        assert_eq!(
            processor_time(&line.replace(" S ", " Z ")),
            Some((true, 1.75))
        );
        assert_eq!(processor_time("nonsense"), None);
        assert_eq!(kib("  1234 kB".trim()), Some(1234));
    }
}
