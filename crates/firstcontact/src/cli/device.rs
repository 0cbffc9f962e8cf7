//! `firstcontact device`: everything about one device, or several.

use super::{Desk, FAILED, FINDINGS, NOTHING, Stop, snapshot, terminal};
use crate::app::examine::Examiner;
use crate::i18n::Language;
use crate::report::{device, ndjson};
use clap::{Args, ValueEnum};
use enrollment::correlate::{Device, Fleet, correlate};
use enrollment::diagnosis::{Standing, Weights};
use enrollment::snapshot::{Imei, canonical_serial};
use sources::recorded;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `device` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact device FC4JMGWXHM --snapshot examples/contoso
  firstcontact device FC4JMGWXHM FC5PVNY9VR -s mine --lang de
  firstcontact device FC4JMGWXHM -s mine --format ndjson
  firstcontact device FC4JMGWXHM -s mine --format rows   what the vendors sent about it")]
pub(super) struct Arguments {
    /// Serial numbers, or IMEIs
    #[arg(required = true)]
    serials: Vec<String>,
    /// The snapshot: its directory, or a .tar or .tar.zst of it
    #[arg(long, short, value_name = "DIR", default_value = ".")]
    snapshot: PathBuf,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// The line of `diagnose --format ndjson`
    Ndjson,
    /// The vendors' rows about it as they were read, one JSON object a line
    Rows,
}

/// Reads, looks the devices up, writes.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let weights = desk.weights()?;
    let snapshot = snapshot::open(&arguments.snapshot, desk)?;
    let fleet = correlate(&snapshot);
    let mut code = NOTHING;
    let mut out = Vec::new();
    for (position, text) in arguments.serials.iter().enumerate() {
        if position > 0 && arguments.format == Format::Text {
            writeln!(out).map_err(Stop::because)?;
        }
        let Some(device) = find(&fleet, text) else {
            terminal::complain(&unknown(&fleet, text, &arguments.snapshot, desk.language));
            code = FAILED;
            continue;
        };
        let standing = show(&device, &weights, arguments, desk, &mut out).map_err(Stop::because)?;
        if code == NOTHING && matches!(standing, Standing::NeedsYou | Standing::CannotTell) {
            code = FINDINGS;
        }
    }
    super::deliver(&out)?;
    Ok(code)
}

fn show(
    found: &Device<'_>,
    weights: &Weights,
    arguments: &Arguments,
    desk: &Desk,
    out: &mut impl Write,
) -> io::Result<Standing> {
    match arguments.format {
        Format::Text => {
            let examiner = Examiner::new(weights);
            let examined = examiner.examine(found);
            let paint = desk.terminal.paint();
            let path = arguments.snapshot.display().to_string();
            let screen = device::Screen {
                paint,
                width: desk.terminal.width,
                snapshot: &path,
            };
            device::write(&examined, desk.language, &screen, out)?;
            Ok(examined.judged.verdict.standing)
        }
        Format::Ndjson => {
            let examiner = ndjson::examiner(weights);
            let examined = examiner.examine(found);
            let mut line = Vec::new();
            ndjson::line(&examined, &ndjson::ending(found.fleet), &mut line);
            out.write_all(&line)?;
            Ok(examined.judged.verdict.standing)
        }
        Format::Rows => {
            let serial = found.serial_text();
            let rows = recorded::rows_of(&arguments.snapshot, serial).map_err(io::Error::other)?;
            for row in rows {
                let place = serde_json::json!({
                    "serial": serial, "source": row.source, "file": row.file, "row": row.row,
                });
                let place = place.to_string();
                // The row itself is written as it is: it is JSON already.
                let open = place.strip_suffix('}').unwrap_or_default();
                writeln!(out, "{open},\"as\":{}}}", row.json)?;
            }
            let examiner = Examiner::new(weights);
            Ok(examiner.examine(found).judged.verdict.standing)
        }
    }
}

/// The device with this serial number, or the one device with this IMEI.
pub(super) fn find<'f>(fleet: &'f Fleet<'f>, text: &str) -> Option<Device<'f>> {
    let by_serial = canonical_serial(text)
        .ok()
        .and_then(|serial| fleet.find(&serial));
    by_serial.or_else(|| {
        let imei = Imei::parse(text);
        let wanted = |own: Imei| imei.is_some() && own.is_some() && own.body() == imei.body();
        let mut found = fleet.devices().filter(|device| {
            device
                .org()
                .is_some_and(|row| row.imei.iter().any(|own| wanted(*own)))
                || device.managed_all().any(|row| wanted(row.imei))
        });
        match (found.next(), found.next()) {
            (Some(device), None) => Some(device),
            _ => None,
        }
    })
}

/// What to say about a serial number that nobody names.
pub(super) fn unknown(
    fleet: &Fleet<'_>,
    text: &str,
    snapshot: &Path,
    language: Language,
) -> String {
    let path = snapshot.display().to_string();
    let values = [("serial", text), ("snapshot", path.as_str())];
    let mut message = language.with("device-unknown", &values);
    let wanted = text.trim().to_ascii_uppercase();
    if let Some(near) = fleet
        .devices()
        .find(|device| differs_by_one(device.serial_text(), &wanted))
    {
        message.push_str("; ");
        message.push_str(&language.with("device-meant", &[("serial", near.serial_text())]));
    }
    message.push_str("; ");
    message.push_str(&language.with("device-unknown-next", &values));
    message
}

/// Whether one character was mistyped, left out or added.
fn differs_by_one(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let end = |a: &[u8], b: &[u8]| {
        a.iter()
            .rev()
            .zip(b.iter().rev())
            .take_while(|(a, b)| a == b)
            .count()
    };
    let rest = end(&a[start..], &b[start..]);
    (a.len() - start - rest).max(b.len() - start - rest) <= 1
}

#[cfg(test)]
mod tests {
    use super::differs_by_one;

    #[test]
    fn one_slip_of_the_finger_is_forgiven() {
        assert!(differs_by_one("FC4JMGWXHM", "FC4JMGWXHN"));
        assert!(differs_by_one("FC4JMGWXHM", "FC4JMGWXH"));
        assert!(differs_by_one("FC4JMGWXHM", "FFC4JMGWXHM"));
        assert!(!differs_by_one("FC4JMGWXHM", "FC4JMGXXHN"));
    }
}
