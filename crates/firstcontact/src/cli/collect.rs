//! `firstcontact collect`: a real tenant becomes a snapshot.

use super::terminal::Terminal;
use super::{Desk, FINDINGS, NOTHING, Stop, deliver};
use crate::clock;
use crate::config::tenant::{Apple, Filled, Microsoft, Tenant};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sources::live::{
    AppleScope, AppleSettings, Event, MicrosoftCredential, MicrosoftSettings, Origin, SecretPlace,
    Surroundings, TenantSettings, collect, plan,
};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// What `collect` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact collect --plan                       what would be read, in how many calls
  firstcontact collect --tenant contoso --out mine  read it; the same command goes on if interrupted
  firstcontact diagnose mine

Configuration, in firstcontact.toml; secrets stay in the environment or in files of mode 600:
  [tenant.contoso.microsoft]
  tenant = \"contoso.onmicrosoft.com\"
  client-id = \"8f0c2b7e-1111-4222-8333-444455556666\"
  secret-env = \"CONTOSO_SECRET\"          # or secret-file, or certificate-file with key-file
  cloud = \"global\"                       # or gcc-high, dod, china

  [tenant.contoso.apple]
  client-id = \"BUSINESSAPI.5f0c2b7e-1111-4222-8333-444455556666\"
  key-id = \"1f0c2b7e-1111-4222-8333-444455556666\"
  key-file = \"contoso-apple.pem\"         # or key-env

Permissions of the application: DeviceManagementServiceConfig.Read.All,
DeviceManagementManagedDevices.Read.All, DeviceManagementConfiguration.Read.All; and, to see more,
Policy.Read.All, Device.Read.All, AuditLog.Read.All. Nothing is ever written to a tenant.

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
}

/// Collects, and says what is missing.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let (name, tenant) = chosen(arguments.tenant.as_deref(), desk)?;
    let settings = settings(name, tenant)?;
    let watcher = Watcher::new(desk.terminal, desk.language.text("collect-reading"));
    let around = Surroundings {
        now: &clock::now,
        wait: &std::thread::sleep,
        seed: clock::seed(),
        watch: &|event| watcher.tell(event),
    };
    if arguments.plan {
        let planned = plan(&settings, &around).map_err(Stop::because)?;
        let title = desk.language.with("collect-plan", &[("tenant", name)]);
        let mut text = format!("{title}\n");
        for read in &planned {
            let why = read.obstacle.as_deref().unwrap_or(read.path);
            let _ = writeln!(text, "  {:>6}  {:<42} {why}", read.calls, read.source);
        }
        let sum: u64 = planned.iter().map(|read| read.calls).sum();
        let _ = writeln!(text, "  {sum:>6}");
        deliver(text.as_bytes())?;
        return Ok(NOTHING);
    }
    let out = arguments.out.clone();
    let out = out.unwrap_or_else(|| format!("{name}-{}", clock::now().date()).into());
    let collected = collect(&settings, &out, &around);
    watcher.bar.finish_and_clear();
    let collected = collected.map_err(Stop::because)?;
    let place = out.display().to_string();
    let names = [("tenant", name), ("out", place.as_str())];
    let mut text = format!("{}\n", desk.language.with("collect-done", &names));
    if !collected.missed.is_empty() {
        let _ = writeln!(text, "{}", desk.language.text("collect-missed"));
    }
    for missed in &collected.missed {
        let _ = writeln!(
            text,
            "  {}  {}: {}",
            missed.source, missed.reason, missed.detail
        );
    }
    deliver(text.as_bytes())?;
    desk.terminal
        .hint(&desk.language.with("collect-next", &[("out", &place)]));
    let chosen = |reason: &str| reason == "not_configured" || reason == "not_collected";
    let failed = collected.missed.iter().any(|it| !chosen(&it.reason));
    Ok(if failed { FINDINGS } else { NOTHING })
}

pub(super) fn chosen<'d>(
    named: Option<&str>,
    desk: &'d Desk,
) -> Result<(&'d str, &'d Tenant), Stop> {
    let all = &desk.config.tenant;
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let list = names.join(", ");
    let Some(named) = named else {
        return match (all.len(), all.iter().next()) {
            (1, Some((name, tenant))) => Ok((name, tenant)),
            (0, _) | (_, None) => Err(Stop(
                "no tenant is configured; describe it in firstcontact.toml as \
                 `firstcontact collect --help` shows"
                    .to_owned(),
            )),
            _ => Err(Stop(format!(
                "which tenant? name one with --tenant: {list}"
            ))),
        };
    };
    let found = all.get_key_value(named);
    let (name, tenant) = found.ok_or_else(|| {
        Stop(format!(
            "no tenant {named:?} is configured; there are: {list}"
        ))
    })?;
    Ok((name, tenant))
}

pub(super) fn settings(name: &str, tenant: &Tenant) -> Result<TenantSettings, Stop> {
    if tenant.microsoft.is_none() && tenant.apple.is_none() {
        return Err(Stop(format!(
            "[tenant.{name}] has neither microsoft nor apple; add one, as \
             `firstcontact collect --help` shows"
        )));
    }
    let microsoft = tenant.microsoft.as_ref().map(|it| microsoft(name, it));
    let apple = tenant.apple.as_ref().map(|it| apple(name, it));
    Ok(TenantSettings {
        name: name.to_owned(),
        microsoft: microsoft.transpose()?,
        apple: apple.transpose()?,
        authorities: None,
    })
}

fn microsoft(name: &str, it: &Microsoft) -> Result<MicrosoftSettings, Stop> {
    let table = format!("tenant.{name}.microsoft");
    let secret = place(it.secret_env.as_ref(), it.secret_file.as_ref());
    let key = place(it.key_env.as_ref(), it.key_file.as_ref());
    let credential = match (secret, &it.certificate_file, key) {
        (Named::Once(secret), None, Named::Nowhere) => {
            let secret = secret.fetch("the client secret").map_err(Stop::because)?;
            MicrosoftCredential::Secret(secret)
        }
        (Named::Nowhere, Some(path), Named::Once(key)) => MicrosoftCredential::Certificate {
            certificate: std::fs::read_to_string(path).map_err(|why| {
                Stop(format!(
                    "cannot read the certificate {}: {why}; check certificate-file",
                    path.display()
                ))
            })?,
            key: key.fetch("the certificate's key").map_err(Stop::because)?,
        },
        _ => {
            return Err(Stop(format!(
                "[{table}] must say once where the credential lies: secret-env, or secret-file, \
                 or certificate-file with key-env or key-file"
            )));
        }
    };
    let cloud = it.cloud;
    let usual = |text: &str| Origin::parse(text).map_err(Stop);
    Ok(MicrosoftSettings {
        tenant: it.tenant.0.clone(),
        client: it.client_id.0.clone(),
        credential,
        authority: match &it.authority {
            Some(address) => address.0.clone(),
            None => usual(cloud.authority())?,
        },
        graph: match &it.graph {
            Some(address) => address.0.clone(),
            None => usual(cloud.graph())?,
        },
    })
}

fn apple(name: &str, it: &Apple) -> Result<AppleSettings, Stop> {
    let Named::Once(key) = place(it.key_env.as_ref(), it.key_file.as_ref()) else {
        return Err(Stop(format!(
            "[tenant.{name}.apple] must say once where the key lies: key-env or key-file"
        )));
    };
    let usual = |text: &str| Origin::parse(text).map_err(Stop);
    let scope = it.client_id.scope;
    Ok(AppleSettings {
        client: it.client_id.id.clone(),
        key_id: it.key_id.0.clone(),
        key: key.fetch("Apple's key").map_err(Stop::because)?,
        scope,
        account: match &it.apple_account {
            Some(address) => address.0.clone(),
            None => usual(AppleScope::ACCOUNT)?,
        },
        api: match &it.apple_api {
            Some(address) => address.0.clone(),
            None => usual(scope.api())?,
        },
    })
}

/// Whether one place is named, none, or both.
enum Named {
    Nowhere,
    Once(SecretPlace),
    Twice,
}

fn place(variable: Option<&Filled>, file: Option<&PathBuf>) -> Named {
    match (variable, file) {
        (None, None) => Named::Nowhere,
        (Some(name), None) => Named::Once(SecretPlace::Variable(name.0.clone())),
        (None, Some(path)) => Named::Once(SecretPlace::File(Path::new(path).to_owned())),
        (Some(_), Some(_)) => Named::Twice,
    }
}

/// Shows pages as they come, to whoever watches.
pub(super) struct Watcher {
    pub(super) bar: ProgressBar,
    pages: AtomicU64,
    label: String,
}

impl Watcher {
    pub(super) fn new(terminal: Terminal, label: String) -> Self {
        let target = if terminal.progress {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(ProgressStyle::default_spinner());
        let pages = AtomicU64::new(0);
        Self { bar, pages, label }
    }

    pub(super) fn tell(&self, event: Event<'_>) {
        let label = &self.label;
        self.bar.set_message(match event {
            Event::Page { of, number } => {
                let all = self.pages.fetch_add(1, Ordering::Relaxed) + 1;
                format!("{label}: {all} · {of} {number}")
            }
            Event::Waiting { host, seconds } => format!("{label}: {host} … {seconds} s"),
        });
        self.bar.tick();
    }
}
