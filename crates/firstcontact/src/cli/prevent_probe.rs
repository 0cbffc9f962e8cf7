//! `firstcontact prevent probe`: whether a site's network lets devices activate and enroll, seen
//! from there, and kept for the check that asks.

use super::doctor::graded;
use super::{Desk, FINDINGS, NOTHING, Stop, deliver, to_file};
use crate::clock;
use crate::i18n::Language;
use crate::report::checkup;
use crate::report::paint::Paint;
use clap::{Args, ValueEnum};
use sources::probes::{Probe, SITE_BYTES_MAX, append_probe, probe};
use sources::reach::MachineNames;
use std::io::Write;
use std::path::PathBuf;

/// What `prevent probe` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Run it at the site, on any machine in the network in which devices are set up. It needs no tenant,
no secret and no snapshot: of each host it looks up the name, connects, and of TLS sends the
greeting alone to see who vouches for the host. It looks directly, as a device does, whatever proxy
this machine uses.

Examples:
  firstcontact prevent probe --site Berlin          what is reached from here, and what is not
  firstcontact prevent probe --site Berlin --out berlin.ndjson
                                                    and keep it; send the file to whoever checks
  firstcontact import berlin.ndjson --out mine      put it into a snapshot
  firstcontact prevent probe --site Berlin --snapshot mine
                                                    both at once
  firstcontact prevent mine --only P14              what follows

Call the site as your own list of devices calls it. A probe counts for 30 days (probe-days in
[prevent]).

Exit codes: 0 everything was reached, 1 something was not, 2 the probe could not be kept.")]
pub(super) struct Arguments {
    /// The site, as your own list of devices calls it
    #[arg(long, value_name = "NAME", value_parser = site)]
    site: String,
    /// Where to keep it, besides showing it: a file of one line
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The snapshot directory to add it to
    #[arg(long, short, value_name = "DIR")]
    snapshot: Option<PathBuf>,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Table,
    /// One line, schema firstcontact/probe/1, as it is kept
    Json,
}

/// Looks, shows, and keeps.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    desk.terminal
        .hint(&desk.language.text("doctor-network-hint"));
    let found = probe(&arguments.site, clock::now(), &MachineNames);
    let line = found.line() + "\n";
    if let Some(path) = &arguments.out {
        to_file(path, |mut file| file.write_all(line.as_bytes()))
            .map_err(|why| Stop(format!("cannot write {}: {why}", path.display())))?;
    }
    if let Some(directory) = &arguments.snapshot {
        append_probe(directory, &found).map_err(Stop::because)?;
    }
    match arguments.format {
        Format::Json => deliver(line.as_bytes())?,
        Format::Table => {
            let (paint, width) = (desk.terminal.paint(), desk.terminal.width);
            deliver(table(&found, desk.language, paint, width).as_bytes())?;
        }
    }
    let next = match (&arguments.snapshot, &arguments.out) {
        (Some(it), _) => Some((
            "probe-check",
            format!("firstcontact prevent {}", it.display()),
        )),
        (None, Some(it)) => Some((
            "probe-import",
            format!("firstcontact import {}", it.display()),
        )),
        (None, None) => None,
    };
    if let Some((key, command)) = next {
        desk.terminal
            .hint(&desk.language.with(key, &[("command", &command)]));
    }
    Ok(if found.is_open() { NOTHING } else { FINDINGS })
}

fn table(found: &Probe, language: Language, paint: Paint, width: usize) -> String {
    let lines: Vec<_> = found
        .hosts
        .iter()
        .map(|it| {
            let host = format!("{}:{}", it.needed.host, it.needed.port);
            let line = graded(&found.site, &host, &it.seen);
            line.purpose(&format!("doctor-for-{}", it.needed.purpose))
        })
        .collect();
    checkup::text(&lines, language, paint, width)
}

/// A site's name as people type it.
fn site(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() || name.len() > SITE_BYTES_MAX {
        return Err(format!(
            "a site has a name of at most {SITE_BYTES_MAX} bytes"
        ));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{site, table};
    use crate::i18n::Language;
    use crate::report::paint::Paint;
    use enrollment::moment::Moment;
    use enrollment::snapshot::ProbeOutcome;
    use sources::device_hosts::DEVICE_HOSTS;
    use sources::probes::{Probe, Probed, Seen};

    /// A network in which each kind of thing is wrong, and the rest is open.
    fn found() -> Probe {
        use ProbeOutcome::{Intercepted, NoConnection, NoName, NoTls, Reached, TimedOut};
        let wrong = [Intercepted, NoName, NoConnection, NoTls, TimedOut];
        let wrong = wrong.into_iter().chain(std::iter::repeat(Reached));
        let hosts = DEVICE_HOSTS.iter().zip(wrong).map(|(needed, outcome)| {
            let issuer = match outcome {
                Intercepted => "Contoso Proxy\u{1b}[31m",
                Reached => "Apple Inc.",
                _ => "",
            };
            Probed {
                needed: *needed,
                seen: Seen {
                    outcome,
                    issuer: issuer.to_owned(),
                    why: "the system's words".to_owned(),
                },
            }
        });
        Probe {
            site: "Bern".to_owned(),
            at: Moment::from_unix(1_795_000_000).unwrap(),
            hosts: hosts.collect(),
        }
    }

    #[test]
    fn a_person_reads_what_is_wrong_and_what_to_open() {
        for language in [Language::En, Language::De] {
            let told = table(&found(), language, Paint { colour: false }, 100);
            assert!(!told.contains('\u{1b}'), "nobody paints from outside");
            insta::assert_snapshot!(format!("probe-{}", language.tag()), told);
        }
        assert!(!found().is_open());
    }

    #[test]
    fn a_site_has_a_name_of_some_length() {
        assert_eq!(site("  Bern "), Ok("Bern".to_owned()));
        assert!(site(" ").is_err() && site(&"x".repeat(201)).is_err());
    }
}
