//! `firstcontact collect`: a real tenant becomes a snapshot.

use super::round::{Reachable, collect_into, surroundings, tenant};
use super::terminal::Terminal;
use super::{Desk, FINDINGS, NOTHING, Stop, deliver};
use crate::clock;
use crate::config::tenant::Tenant;
use crate::i18n::Language;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sources::live::{Event, PlannedRead, plan};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// How long a page takes, in milliseconds. An assumption: a thousand rows, from afar.
const PAGE_MILLIS: u64 = 1_000;
/// How long an answer about one device takes, in milliseconds. An assumption, too.
const DEVICE_MILLIS: u64 = 300;
/// Calls that are under way to one service at a time.
const STREAMS: u64 = 4;

/// What `collect` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact collect --plan                       what would be read, in how many calls
  firstcontact collect --tenant contoso --out mine  read it; the same command goes on if interrupted
  firstcontact diagnose mine

Configuration, in firstcontact.toml, which `firstcontact init` writes; secrets stay in the
environment or in files of mode 600:
  [tenant.contoso.microsoft]
  tenant = \"contoso.onmicrosoft.com\"
  client-id = \"8f0c2b7e-1111-4222-8333-444455556666\"
  secret-env = \"CONTOSO_SECRET\"          # or secret-file, or certificate-file with key-file,
                                         # or secret-command = [\"pass\", \"show\", \"contoso\"]
  cloud = \"global\"                       # or gcc-high, dod, china

  [tenant.contoso.apple]
  client-id = \"BUSINESSAPI.5f0c2b7e-1111-4222-8333-444455556666\"
  key-id = \"1f0c2b7e-1111-4222-8333-444455556666\"
  key-file = \"contoso-apple.pem\"         # or key-env, or key-command

Without a secret: sign-in = \"device-code\" (a person), \"managed-identity\" (a machine in Azure) or
\"federated\" (federated-token-file) in the microsoft table. Behind a proxy that opens TLS:
authority-file = \"proxy.pem\" in [tenant.contoso], or the variable FIRSTCONTACT_CA_FILE.

Permissions of the application: DeviceManagementServiceConfig.Read.All,
DeviceManagementManagedDevices.Read.All, DeviceManagementConfiguration.Read.All; and, to see more,
Policy.Read.All, Device.Read.All, AuditLog.Read.All; and, to see whom policies mean, User.Read.All,
GroupMember.Read.All, RoleManagement.Read.Directory, Application.Read.All; and, to see who is ready
for a device, LicenseAssignment.Read.All, Policy.Read.DeviceConfiguration. Nothing is ever written
to a tenant.

Exit codes: 0 all was read, 1 some sources were not, 2 nothing was.")]
pub(super) struct Arguments {
    /// Which tenant of the configuration; may be left out if there is one
    #[arg(long, short, value_name = "NAME")]
    tenant: Option<String>,
    /// The snapshot to make [default: NAME-DATE]
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say what would be read, in how many calls, and read no device
    #[arg(long)]
    plan: bool,
    /// Calls at most for single devices (Activation Lock, AppleCare), the neediest first
    #[arg(long, value_name = "CALLS")]
    budget: Option<u64>,
    /// The earlier snapshot whose audit events are carried over [default: the newest beside DIR]
    #[arg(long, value_name = "DIR")]
    since: Option<PathBuf>,
}

/// Collects, and says what is missing.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let mut tenant = tenant(arguments.tenant.as_deref(), desk)?;
    tenant.budget = arguments.budget.unwrap_or(tenant.budget);
    let name = tenant.settings.name.clone();
    if arguments.plan {
        return show_plan(&tenant, desk);
    }
    let out = arguments.out.clone();
    let out = out.unwrap_or_else(|| format!("{name}-{}", clock::now().date()).into());
    let collected = collect_into(
        &tenant,
        &out,
        arguments.since.clone(),
        &BTreeSet::new(),
        desk,
    )?;
    let place = out.display().to_string();
    let names = [("tenant", name.as_str()), ("out", place.as_str())];
    let mut text = format!("{}\n", desk.language.with("collect-done", &names));
    if !collected.missed.is_empty() {
        let _ = writeln!(text, "{}", desk.language.text("collect-missed"));
    }
    for missed in &collected.missed {
        let why = desk.language.told(&missed.detail);
        let _ = writeln!(text, "  {}  {}: {why}", missed.source, missed.reason);
    }
    deliver(text.as_bytes())?;
    desk.terminal
        .hint(&desk.language.with("collect-next", &[("out", &place)]));
    let failed = collected.failed().next().is_some();
    Ok(if failed { FINDINGS } else { NOTHING })
}

fn show_plan(tenant: &Reachable, desk: &Desk) -> Result<u8, Stop> {
    let watcher = Watcher::new(desk.terminal, desk.language);
    let watch = |event: Event<'_>| watcher.tell(event);
    let around = surroundings(&watch);
    let planned = plan(&tenant.settings, &around);
    watcher.bar.finish_and_clear();
    let planned = planned.map_err(|why| Stop(desk.language.told(&why.told())))?;
    // Single devices are Apple's.
    let budget = tenant.settings.apple.as_ref().map_or(0, |_| tenant.budget);
    let text = told(&tenant.settings.name, &planned, budget, desk.language);
    deliver(text.as_bytes())?;
    Ok(NOTHING)
}

/// What would be read, in how many calls, and how long that takes.
fn told(name: &str, planned: &[PlannedRead], budget: u64, language: Language) -> String {
    let title = language.with("collect-plan", &[("tenant", name)]);
    let mut text = format!("{title}\n");
    for read in planned {
        let why = read.obstacle.as_ref().map(|why| language.told(why));
        let why = why.as_deref().unwrap_or(read.path);
        let _ = writeln!(text, "  {:>6}  {:<42} {why}", read.calls, read.source);
    }
    let sum: u64 = planned.iter().map(|read| read.calls).sum();
    let pages = seconds(planned);
    let devices = (budget * DEVICE_MILLIS).div_ceil(STREAMS * 1_000);
    let mut line = |calls: u64, key: &str, seconds: u64| {
        let label = language.with(key, &[("seconds", &seconds.to_string())]);
        let _ = writeln!(text, "  {calls:>6}  {label}");
    };
    line(sum, "collect-plan-sum", pages);
    line(budget, "collect-plan-budget", devices);
    text
}

/// How long the pages take at least: both services are read at once, each in a few streams, but of
/// one list a page names the next.
fn seconds(planned: &[PlannedRead]) -> u64 {
    let of = |apple: bool| {
        let mine = planned
            .iter()
            .filter(move |read| read.source.starts_with("apple/") == apple);
        let calls = mine.map(|read| read.calls);
        let longest = calls.clone().max().unwrap_or(0);
        longest.max(calls.sum::<u64>().div_ceil(STREAMS))
    };
    (of(true).max(of(false)) * PAGE_MILLIS).div_ceil(1_000)
}

pub(super) fn chosen<'d>(
    named: Option<&str>,
    desk: &'d Desk,
) -> Result<(&'d str, &'d Tenant), Stop> {
    let all = &desk.config.tenant;
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let list = names.join(", ");
    let said = |key: &str, values: &[(&str, &str)]| desk.language.with(key, values);
    let Some(named) = named else {
        return match (all.len(), all.iter().next()) {
            (1, Some((name, tenant))) => Ok((name, tenant)),
            (0, _) | (_, None) => Err(Stop(said("setting-no-tenant", &[]))),
            _ => Err(Stop(said("setting-which-tenant", &[("names", &list)]))),
        };
    };
    let found = all.get_key_value(named);
    let (name, tenant) = found.ok_or_else(|| {
        let values = [("name", named), ("names", list.as_str())];
        Stop(said("setting-unknown-tenant", &values))
    })?;
    Ok((name, tenant))
}

/// Shows pages as they come, to whoever watches.
pub(super) struct Watcher {
    pub(super) bar: ProgressBar,
    terminal: Terminal,
    language: Language,
    pages: AtomicU64,
    rows: AtomicU64,
}

impl Watcher {
    pub(super) fn new(terminal: Terminal, language: Language) -> Self {
        let target = if terminal.progress {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(ProgressStyle::default_spinner());
        let (pages, rows) = (AtomicU64::new(0), AtomicU64::new(0));
        Self {
            bar,
            terminal,
            language,
            pages,
            rows,
        }
    }

    pub(super) fn tell(&self, event: Event<'_>) {
        let said = |key: &str, values: &[(&str, &str)]| self.language.with(key, values);
        self.bar.set_message(match event {
            Event::Page { of, rows, left, .. } => {
                let pages = self.pages.fetch_add(1, Ordering::Relaxed) + 1;
                let rows = self.rows.fetch_add(rows, Ordering::Relaxed) + rows;
                let (pages, rows) = (pages.to_string(), rows.to_string());
                let left = left.to_string();
                let values = [
                    ("of", of),
                    ("pages", &pages),
                    ("rows", &rows),
                    ("left", &left),
                ];
                said("collect-page", &values)
            }
            Event::Choosing => said("collect-choosing", &[]),
            Event::Answer { of, left } => {
                said("collect-answer", &[("of", of), ("left", &left.to_string())])
            }
            Event::Waiting { host, seconds } => {
                let seconds = seconds.to_string();
                said("collect-waiting", &[("host", host), ("seconds", &seconds)])
            }
            Event::Person {
                address,
                code,
                minutes,
            } => {
                let minutes = minutes.to_string();
                let values = [("address", address), ("code", code), ("minutes", &minutes)];
                // Said even to those who want to hear nothing: without it nothing goes on.
                self.bar
                    .suspend(|| self.terminal.ask(&said("collect-person", &values)));
                return;
            }
        });
        self.bar.tick();
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::i18n::Language;
    use sources::live::PlannedRead;

    #[test]
    fn a_long_list_takes_its_time_however_many_streams_there_are() {
        let read = |source, calls| PlannedRead {
            source,
            path: "/p",
            calls,
            obstacle: None,
        };
        let planned = [
            read("apple/orgDevices", 100),
            read("apple/mdmServers", 1),
            read("microsoft/managedDevices", 40),
        ];
        let said = told("contoso", &planned, 500, Language::En);
        assert!(
            said.contains("141  calls, about 100 seconds at least"),
            "{said}"
        );
        assert!(
            said.contains("500  more at most") && said.contains("about 38 seconds"),
            "{said}"
        );
    }
}
