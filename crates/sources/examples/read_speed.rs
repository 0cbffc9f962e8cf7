//! How fast a snapshot is read, and with how much memory:
//! `cargo run --release -p sources --example read_speed -- SNAPSHOT`.

use sources::recorded::{ReadOptions, read};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("which snapshot?")?;
    #[expect(
        clippy::disallowed_methods,
        reason = "a measurement is about the time it takes"
    )]
    let start = Instant::now();
    let snapshot = read(Path::new(&path), &ReadOptions::default())?;
    let seconds = start.elapsed().as_secs_f64();
    let rows = snapshot.org_devices.len()
        + snapshot.server_links.len()
        + snapshot.audit_events.len()
        + snapshot.managed.len()
        + snapshot.imported.len()
        + snapshot.entra_devices.len();
    let devices = snapshot.serials.len();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
        kib.unwrap_or_default() * 1024.0
    };
    let (peak, now) = (memory("VmHWM"), memory("VmRSS"));
    let mut out = std::io::stdout().lock();
    writeln!(out, "{rows} rows of {devices} devices in {seconds:.3} s")?;
    writeln!(
        out,
        "{:.0} rows/s on {} threads",
        rows as f64 / seconds,
        threads()
    )?;
    writeln!(
        out,
        "peak {:.0} MB, {:.0} bytes/device; at the end {:.0} MB",
        peak / 1e6,
        peak / devices.max(1) as f64,
        now / 1e6
    )?;
    writeln!(out, "{} gaps", snapshot.gaps.len())?;
    for gap in snapshot.gaps.iter().take(5) {
        writeln!(
            out,
            "  {} {}: {}",
            gap.source,
            gap.reason.word(),
            gap.detail
        )?;
    }
    Ok(())
}

fn threads() -> String {
    std::env::var("RAYON_NUM_THREADS").unwrap_or_else(|_| "all".to_owned())
}
