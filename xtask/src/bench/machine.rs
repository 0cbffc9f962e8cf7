//! What kind of machine the figures come from.

use std::fmt;

/// The machine, without its name.
pub(super) struct Machine {
    model: String,
    cores: usize,
    memory_gib: f64,
}

impl Machine {
    /// This machine; what the system does not tell is left open.
    pub(super) fn this() -> Self {
        let memory = field("/proc/meminfo", "MemTotal").and_then(|text| {
            let kib: f64 = text.split_whitespace().next()?.parse().ok()?;
            Some(kib / 1024.0 / 1024.0)
        });
        Self {
            model: field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: memory.unwrap_or(0.0),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} cores of {}, {:.0} GiB memory",
            self.cores, self.model, self.memory_gib
        )
    }
}

/// The first value of a `name : value` line of a file of the system.
pub(super) fn field(file: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().to_owned())
}

/// Today as the system's calendar has it, in UTC.
pub(super) fn today() -> String {
    let output = std::process::Command::new("date")
        .args(["-u", "+%F"])
        .output();
    let text = output
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok());
    text.map_or_else(
        || "an unknown day".to_owned(),
        |text| text.trim().to_owned(),
    )
}

/// How many processes wanted a core in the last minute, as the system counts.
pub(super) fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg");
    let first = text.ok().and_then(|text| {
        let first = text.split_whitespace().next()?;
        Some(first.to_owned())
    });
    first.unwrap_or_else(|| "unknown".to_owned())
}
