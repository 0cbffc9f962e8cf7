//! `firstcontact doctor`: whether a tenant can be read from here, part by part, before anything is
//! read; and whether this network lets devices enroll.

use super::round::{surroundings, tenant};
use super::{Desk, FAILED, FINDINGS, NOTHING, Stop, deliver};
use crate::clock;
use crate::report::checkup::{self, Grade, Line};
use crate::report::wording;
use clap::{Args, ValueEnum};
use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::ProbeOutcome;
use sources::device_hosts::By;
use sources::live::{Checkup, Place, TenantSettings, Vendor, checkup, places};
use sources::probes::{Seen, probe};
use sources::reach::{MachineNames, look};

/// What `doctor` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact doctor                               every tenant of firstcontact.toml
  firstcontact doctor --tenant contoso --format json
  firstcontact doctor --network                     what devices need, from this network: run it
                                                    where they are set up

Nothing is written to a tenant, and no secret is printed.
Exit codes: 0 all is well, 1 something is worth mending, 2 a tenant cannot be read.")]
pub(super) struct Arguments {
    /// Which tenant of the configuration [default: all]
    #[arg(long, short, value_name = "NAME")]
    tenant: Option<String>,
    /// Look for the hosts that devices need to enroll, instead of tenants unless one is named
    #[arg(long)]
    network: bool,
    /// What to write
    #[arg(long, short, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// One document, schema firstcontact/doctor/1
    Json,
}

/// An expiry that is nearer than this is worth a line (Apple's tokens and push certificates take
/// days of somebody's time to renew).
const SOON_DAYS: i64 = 30;
/// Apple's only source that a diagnosis can do without.
const AUDIT: &str = "apple/auditEvents";
/// A clock that is further off than this is worth a line; sign-in fails at some minutes.
const SKEW_SECONDS: i64 = 60;

/// Looks, and says what it found.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let machines = desk.for_machines();
    let desk = match arguments.format {
        Format::Json => &machines,
        Format::Text => desk,
    };
    let mut lines = Vec::new();
    if arguments.network {
        network(desk, &mut lines);
    }
    if let Some(name) = &arguments.tenant {
        tenant_lines(name, desk, &mut lines)?;
    } else if !arguments.network {
        for name in desk.config.tenant.keys() {
            tenant_lines(name, desk, &mut lines)?;
        }
        if lines.is_empty() {
            // Says that there is no tenant, and what to do.
            tenant(None, desk)?;
        }
    }
    let told = match arguments.format {
        Format::Json => checkup::json(&lines),
        Format::Text => {
            let paint = desk.terminal.paint();
            checkup::text(&lines, desk.language, paint, desk.terminal.width)
        }
    };
    deliver(told.as_bytes())?;
    Ok(match lines.iter().map(|line| line.grade).max() {
        Some(Grade::Bad) => FAILED,
        Some(Grade::Warn) => FINDINGS,
        _ => NOTHING,
    })
}

fn tenant_lines(name: &str, desk: &Desk, lines: &mut Vec<Line>) -> Result<(), Stop> {
    let known = desk.config.tenant.contains_key(name);
    let settings = match tenant(Some(name), desk).map(|it| it.settings) {
        Err(Stop(why)) if known => {
            let line = Line::new(name, "configuration", Grade::Bad, "doctor-settings");
            lines.push(line.saying(why));
            return Ok(());
        }
        other => other?,
    };
    let found = Line::new(name, "configuration", Grade::Good, "doctor-settings-good");
    lines.push(found);
    let mut cut_off = Vec::new();
    for place in places(&settings) {
        let line = reached(name, &place);
        if line.grade == Grade::Bad {
            cut_off.push(place.vendor);
        }
        lines.push(line);
    }
    for vendor in [Vendor::Microsoft, Vendor::Apple] {
        if cut_off.contains(&vendor) {
            let line = Line::new(name, "sign-in", Grade::Skipped, "doctor-cut-off");
            lines.push(line.about(vendor_name(vendor)));
        } else {
            service(name, vendor, &settings, lines);
        }
    }
    Ok(())
}

/// One host of a tenant. Behind a proxy a direct look would prove nothing.
fn reached(name: &str, place: &Place) -> Line {
    let host = format!("{}:{}", place.host, place.port);
    if !place.here && proxy() {
        return Line::new(name, "network", Grade::Skipped, "doctor-proxy").about(&host);
    }
    let by = if place.tls { By::Tls } else { By::Tcp };
    let seen = Seen::of(look(&place.host, place.port, by, &MachineNames));
    graded(name, &host, &seen)
}

fn proxy() -> bool {
    let set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
        .iter()
        .any(set)
}

/// How it stands with a host.
pub(super) fn graded(name: &str, host: &str, seen: &Seen) -> Line {
    let line = |grade, key: &'static str| Line::new(name, "network", grade, key).about(host);
    let bad = |key| line(Grade::Bad, key);
    match seen.outcome {
        ProbeOutcome::NoName => bad("doctor-no-name").saying(seen.why.clone()),
        ProbeOutcome::NoTls => bad("doctor-no-tls").saying(seen.why.clone()),
        ProbeOutcome::TimedOut => bad("doctor-timed-out"),
        ProbeOutcome::Intercepted => bad("doctor-intercepted").with("issuer", &seen.issuer),
        ProbeOutcome::Reached if seen.issuer.is_empty() => line(Grade::Good, "doctor-connected"),
        ProbeOutcome::Reached => line(Grade::Good, "doctor-certified").with("issuer", &seen.issuer),
        ProbeOutcome::NoConnection | ProbeOutcome::Missing | ProbeOutcome::Strange(_) => {
            bad("doctor-no-connection").saying(seen.why.clone())
        }
    }
}

/// What devices need, looked for from here.
fn network(desk: &Desk, lines: &mut Vec<Line>) {
    desk.terminal
        .hint(&desk.language.text("doctor-network-hint"));
    let found = probe("", clock::now(), &MachineNames);
    lines.extend(found.hosts.iter().map(|it| {
        let host = format!("{}:{}", it.needed.host, it.needed.port);
        let line = graded("", &host, &it.seen);
        line.purpose(&format!("doctor-for-{}", it.needed.purpose))
    }));
}

fn vendor_name(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Microsoft => "Microsoft",
        Vendor::Apple => "Apple",
    }
}

fn service(name: &str, vendor: Vendor, settings: &TenantSettings, lines: &mut Vec<Line>) {
    let around = surroundings(&|_| {});
    let Some(found) = checkup(settings, vendor, &around) else {
        return;
    };
    let line = |area, grade, key: &'static str| Line::new(name, area, grade, key);
    let whose = vendor_name(vendor);
    if let Some(why) = &found.refusal {
        lines.push(
            line("sign-in", Grade::Bad, "doctor-refused")
                .about(whose)
                .saying(why.clone()),
        );
    } else {
        lines.push(line("sign-in", Grade::Good, "doctor-signed-in").about(whose));
    }
    if let Some(ahead) = found.ahead {
        let key = match ahead {
            _ if ahead.abs() <= SKEW_SECONDS => "doctor-clock",
            1.. => "doctor-clock-fast",
            _ => "doctor-clock-slow",
        };
        let grade = if key == "doctor-clock" {
            Grade::Good
        } else {
            Grade::Warn
        };
        let seconds = ahead.abs().to_string();
        lines.push(
            line("clock", grade, key)
                .about(whose)
                .with("seconds", &seconds),
        );
    }
    if vendor == Vendor::Microsoft && found.refusal.is_none() {
        permissions(name, &found, lines);
        licence(name, &found, lines);
    }
    reads(name, &found, lines);
    expiries(name, &found, clock::now(), lines);
    if !found.budget.is_empty() {
        let calls: u64 = found.budget.iter().map(|it| it.calls).sum();
        let line = line("budget", Grade::Good, "doctor-budget").about(whose);
        lines.push(line.with("calls", &calls.to_string()));
    }
}

/// Granted against needed. What may write is too much: reading needs none of it.
fn permissions(name: &str, found: &Checkup, lines: &mut Vec<Line>) {
    let line = |grade, key: &'static str| Line::new(name, "permissions", grade, key);
    let Some(granted) = &found.granted else {
        lines.push(line(Grade::Skipped, "doctor-permissions-opaque"));
        return;
    };
    let has = |wanted: &str| granted.iter().any(|it| covers(it, wanted));
    for (wanted, needed) in super::init::permissions() {
        let (grade, key) = match (has(wanted), needed) {
            (true, _) => (Grade::Good, "doctor-granted"),
            (false, true) => (Grade::Bad, "doctor-not-granted"),
            (false, false) => (Grade::Warn, "doctor-not-granted-optional"),
        };
        lines.push(line(grade, key).about(wanted));
    }
    let known = super::init::permissions();
    for extra in granted
        .iter()
        .filter(|it| known.iter().all(|(wanted, _)| wanted != it))
    {
        let (grade, key) = if may_write(extra) {
            (Grade::Warn, "doctor-may-write")
        } else {
            (Grade::Good, "doctor-superfluous")
        };
        lines.push(line(grade, key).about(extra));
    }
}

/// Whether a permission includes a wanted one: `X.ReadWrite.All` reads what `X.Read.All` reads, and
/// devices, people, groups, licences and roles are parts of the directory.
fn covers(granted: &str, wanted: &str) -> bool {
    const OF_DIRECTORY: [&str; 6] = [
        "Application.Read.All",
        "Device.Read.All",
        "User.Read.All",
        "GroupMember.Read.All",
        "LicenseAssignment.Read.All",
        "RoleManagement.Read.Directory",
    ];
    let reads = granted.replace(".ReadWrite.", ".Read.");
    let of_directory = reads == "Directory.Read.All" && OF_DIRECTORY.contains(&wanted);
    let of_groups = reads == "Group.Read.All" && wanted == "GroupMember.Read.All";
    reads == wanted || of_directory || of_groups
}

fn may_write(permission: &str) -> bool {
    let words = [
        "Write",
        "Privileged",
        "Manage.",
        "FullControl",
        "AccessAsUser",
        "Create",
    ];
    words.iter().any(|word| permission.contains(word))
}

fn licence(name: &str, found: &Checkup, lines: &mut Vec<Line>) {
    let line = |grade, key: &'static str| Line::new(name, "licence", grade, key);
    lines.push(match found.subscription.as_deref() {
        None | Some("") => line(Grade::Skipped, "doctor-licence-untold"),
        Some("active") => line(Grade::Good, "doctor-licence"),
        Some(other) => line(Grade::Bad, "doctor-licence-not").with("state", other),
    });
}

fn reads(name: &str, found: &Checkup, lines: &mut Vec<Line>) {
    for read in &found.reads {
        let line =
            |grade, key: &'static str| Line::new(name, "sources", grade, key).about(read.source);
        lines.push(match &read.obstacle {
            None if read.skipped => line(Grade::Skipped, "doctor-nothing-to-ask"),
            None => line(Grade::Good, "doctor-read"),
            Some((_, why)) => {
                let vital = read.needs.map_or(read.source != AUDIT, is_needed);
                let grade = if vital { Grade::Bad } else { Grade::Warn };
                line(grade, "doctor-not-read").saying(why.clone())
            }
        });
    }
}

/// Whether a permission is one without which there is nothing to diagnose.
fn is_needed(wanted: &str) -> bool {
    super::init::permissions()
        .iter()
        .any(|(it, needed)| *needed && *it == wanted)
}

fn expiries(name: &str, found: &Checkup, now: Moment, lines: &mut Vec<Line>) {
    for it in &found.expiries {
        let days = it.at.since(now).div_euclid(DAY);
        let (grade, key) = match days {
            i64::MIN..0 => (Grade::Bad, "doctor-expired"),
            0..SOON_DAYS => (Grade::Warn, "doctor-expires-soon"),
            _ => (Grade::Good, "doctor-expires"),
        };
        // An expired token is the tenant's fault, which a diagnosis explains: it can be read.
        let grade = if it.what == "credential" {
            grade
        } else {
            grade.min(Grade::Warn)
        };
        let line = Line::new(name, "expiry", grade, key).about(&it.name);
        let line = line.purpose(&format!("doctor-what-{}", it.what));
        lines.push(line.with("date", &wording::time(it.at)));
    }
}

#[cfg(test)]
mod tests {
    use super::{covers, may_write};
    use enrollment::snapshot::Source;
    use sources::permission;

    #[test]
    fn writing_includes_reading_and_is_too_much() {
        let read = "DeviceManagementServiceConfig.Read.All";
        assert!(covers("DeviceManagementServiceConfig.ReadWrite.All", read));
        assert!(covers("Directory.Read.All", "Device.Read.All"));
        assert!(covers(read, read) && !covers("DeviceManagementApps.Read.All", read));
        for writes in [
            "DeviceManagementServiceConfig.ReadWrite.All",
            "DeviceManagementManagedDevices.PrivilegedOperations.All",
        ] {
            assert!(may_write(writes), "{writes}");
        }
        let ours = Source::ALL.into_iter().filter_map(permission::of);
        assert!(ours.into_iter().all(|it| !may_write(it)));
    }
}
