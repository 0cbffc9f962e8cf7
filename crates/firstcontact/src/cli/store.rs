//! `firstcontact store`: snapshots become history, and what is remembered is looked at, handed
//! over or forgotten.

use super::{Desk, NOTHING, Stop, TERMINAL, deliver, snapshot};
use crate::app::exported::export;
use crate::app::{recall, remember};
use crate::clock;
use crate::store::{self, ChangeCounts, Store, Tenant};
use clap::{Args, Subcommand};
use enrollment::moment::DAY;
use enrollment::snapshot::canonical_serial;
use std::fmt::Write;
use std::path::PathBuf;

/// What `store` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples, which follow each other:
  firstcontact store ingest monday --store fleet.db
  firstcontact store ingest tuesday --store fleet.db    writes only what changed
  firstcontact store status --store fleet.db
  firstcontact store device FC4JMGWXHM --store fleet.db   last diagnosis, since when, what changed

A person asks for their data, or to be forgotten:
  firstcontact store export FC4JMGWXHM --store fleet.db > file.json
  firstcontact store forget FC4JMGWXHM --yes --store fleet.db

Keep a copy, and go back to it:
  firstcontact store backup monday.db --store fleet.db      also while it is being served
  firstcontact store restore monday.db --store fleet.db     where fleet.db is not there any more

Keep half a year:
  firstcontact store retain --days 180 --store postgresql://firstcontact@db/firstcontact")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: StorePlace,
    /// Which tenant; needed only where the store has several
    #[arg(long, short, global = true, value_name = "NAME")]
    tenant: Option<String>,
}

/// Where the store is.
#[derive(Debug, Args)]
pub(super) struct StorePlace {
    /// The store: a SQLite file, which is made if there is none, or postgresql://…
    #[arg(
        long,
        global = true,
        value_name = "FILE|URL",
        env = "FIRSTCONTACT_STORE",
        hide_env_values = true,
        default_value = "firstcontact.db"
    )]
    store: String,
}

impl StorePlace {
    /// Opens it for whoever only reads.
    pub(super) fn open_existing(&self) -> Result<Box<dyn Store>, Stop> {
        store::open_existing(&self.store).map_err(Stop::because)
    }

    /// Opens it.
    pub(super) fn open(&self) -> Result<Box<dyn Store>, Stop> {
        store::open(&self.store).map_err(Stop::because)
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Diagnose a snapshot and keep it; the same snapshot again changes nothing
    Ingest {
        /// A snapshot: its directory, or a .tar or .tar.zst of it
        snapshot: PathBuf,
    },
    /// What the store knows of each tenant
    Status,
    /// The last diagnosis of a device as one line of JSON, with what earlier snapshots knew
    Device {
        /// Serial number
        serial: String,
    },
    /// Everything that is kept about a device, as JSON
    Export {
        /// Serial number
        serial: String,
    },
    /// Delete everything that is kept about a device
    Forget {
        /// Serial number
        serial: String,
        /// Really
        #[arg(long)]
        yes: bool,
        /// Who says so, for the audit trail
        #[arg(long, value_name = "WHO", env = "USER", default_value = "")]
        by: String,
    },
    /// Copy the store into a new file, as it is at this moment, and check the copy
    Backup {
        /// The file to write
        file: PathBuf,
    },
    /// Make a store of a copy
    Restore {
        /// What `backup` wrote
        file: PathBuf,
    },
    /// Delete history that is older than so many days
    Retain {
        /// Days to keep
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
        days: u16,
    },
}

/// Opens the store and does it.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let open = || arguments.place.open();
    match &arguments.command {
        Command::Ingest { snapshot } => ingest(arguments, snapshot, desk),
        Command::Status => status(&*open()?, arguments, desk),
        Command::Device { serial } => {
            let store = open()?;
            let (tenant, serial) = (tenant(&*store, arguments, desk)?, canonical(serial)?);
            let line = recall::line(&*store, tenant, &serial).map_err(Stop::because)?;
            hand_over(line, &serial, arguments, desk)
        }
        Command::Export { serial } => {
            let store = open()?;
            let (tenant, serial) = (tenant(&*store, arguments, desk)?, canonical(serial)?);
            let file = export(&*store, tenant, &serial, TERMINAL, clock::now());
            let file = file.map_err(Stop::because)?.map(|file| file + "\n");
            hand_over(file, &serial, arguments, desk)
        }
        Command::Forget { serial, yes, by } => {
            let store = open()?;
            let (tenant, serial) = (tenant(&*store, arguments, desk)?, canonical(serial)?);
            if !yes {
                let values = [("serial", serial.as_str())];
                return Err(Stop(desk.language.with("store-forget-really", &values)));
            }
            let forgotten = store.forget_device(tenant, &serial, by, clock::now());
            let forgotten = forgotten.map_err(Stop::because)?;
            if forgotten.devices == 0 {
                return Err(unknown(&serial, arguments, desk));
            }
            let text = told(desk, "store-forgotten", &forgotten, &serial);
            deliver(text.as_bytes()).map(|()| NOTHING)
        }
        Command::Backup { file } => {
            let copied = (sqlite_file(arguments, desk)?, file.clone());
            backup(&copied, "store-backed-up", desk)
        }
        Command::Restore { file } => {
            let copied = (file.clone(), sqlite_file(arguments, desk)?);
            backup(&copied, "store-restored", desk)
        }
        Command::Retain { days } => {
            let store = open()?;
            let tenant = tenant(&*store, arguments, desk)?;
            let now = clock::now();
            let before = now.plus(-i64::from(*days) * DAY);
            let forgotten = store.retain(tenant, before, now).map_err(Stop::because)?;
            let text = told(desk, "store-retained", &forgotten, &before.date());
            deliver(text.as_bytes()).map(|()| NOTHING)
        }
    }
}

/// The store's file; PostgreSQL has tools of its own for copies.
fn sqlite_file(arguments: &Arguments, desk: &Desk) -> Result<PathBuf, Stop> {
    let address = arguments.place.store.as_str();
    if address.contains("://") {
        let address = store::without_secret(address);
        let values = [("store", address.as_str())];
        return Err(Stop(desk.language.with("store-backup-elsewhere", &values)));
    }
    Ok(PathBuf::from(
        address.strip_prefix("sqlite:").unwrap_or(address),
    ))
}

fn backup((from, to): &(PathBuf, PathBuf), key: &str, desk: &Desk) -> Result<u8, Stop> {
    store::copy(from, to).map_err(Stop::because)?;
    let (from, to) = (from.display().to_string(), to.display().to_string());
    let values = [("from", from.as_str()), ("to", to.as_str())];
    deliver(format!("{}\n", desk.language.with(key, &values)).as_bytes()).map(|()| NOTHING)
}

fn ingest(arguments: &Arguments, path: &std::path::Path, desk: &Desk) -> Result<u8, Stop> {
    let weights = desk.weights()?;
    let mut read = snapshot::open(path, desk)?;
    // Opened after the snapshot, so that a wrong path leaves no empty store behind.
    let store = arguments.place.open()?;
    let name = arguments.tenant.clone();
    let name = name.unwrap_or_else(|| read.tenant.name.clone());
    let name = name.as_str();
    let tenant = store.tenant(name).map_err(Stop::because)?;
    let limits = &desk.config.prevent.0;
    let now = clock::now();
    let remembered = remember::ingest_within(&mut read, &weights, limits, &*store, tenant, now);
    let remembered = remembered.map_err(Stop::because)?;
    let row = &remembered.row;
    let key = if remembered.known {
        "store-known"
    } else {
        "store-ingested"
    };
    let (devices, at) = (row.devices.to_string(), row.snapshot.taken_at.to_string());
    let values = [("tenant", name), ("devices", &devices), ("at", &at)];
    let mut text = desk.language.with(key, &values);
    text.push('\n');
    if !remembered.known {
        text.push_str(&changes(desk, &row.changes));
    }
    deliver(text.as_bytes()).map(|()| NOTHING)
}

fn changes(desk: &Desk, changes: &ChangeCounts) -> String {
    let counts = [
        ("store-new", changes.new),
        ("store-returned", changes.returned),
        ("store-healed", changes.healed),
        ("store-broke", changes.broke),
        ("store-changed", changes.changed),
        ("store-gone", changes.gone),
        ("store-unseen", changes.unseen),
    ];
    let mut text = String::new();
    for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        // A write into a String cannot fail.
        let _ = writeln!(text, "  {count:>9}  {}", desk.language.text(key));
    }
    text
}

fn status(store: &dyn Store, arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let language = desk.language;
    let mut tenants = store.tenants().map_err(Stop::because)?;
    tenants.retain(|(_, name)| {
        arguments
            .tenant
            .as_ref()
            .is_none_or(|wanted| wanted == name)
    });
    let place = store::without_secret(&arguments.place.store);
    let values = [("store", place.as_str()), ("kind", store.kind())];
    let mut text = language.with("store-status", &values) + "\n";
    if tenants.is_empty() {
        text.push_str(&language.text("store-empty"));
        text.push('\n');
    }
    for (tenant, name) in tenants {
        let Some(today) = store.today(tenant).map_err(Stop::because)? else {
            continue;
        };
        let looks = store.snapshots(tenant, 1).map_err(Stop::because)?;
        let row = &today.newest;
        let (devices, count) = (row.devices.to_string(), looks.total.to_string());
        let at = row.snapshot.taken_at.to_string();
        let values = [
            ("tenant", name.as_str()),
            ("devices", &devices),
            ("at", &at),
            ("snapshots", &count),
        ];
        let _ = write!(text, "\n{}\n", language.with("store-tenant", &values));
        for (key, standing) in [
            ("store-needs-you", "needsYou"),
            ("store-cannot-tell", "cannotTell"),
            ("store-waiting", "waiting"),
            ("store-healthy", "healthy"),
        ] {
            let count = row.standings.get(standing).copied().unwrap_or(0);
            let _ = writeln!(text, "  {count:>9}  {}", language.text(key));
        }
        for row in &today.findings {
            let since = row.began.by.date();
            let values = [
                ("code", row.finding.code.as_str()),
                ("scope", &row.finding.scope),
                ("since", &since),
            ];
            let _ = writeln!(text, "  {}", language.with("store-finding", &values));
        }
        if let Some(previous) = today.previous {
            let values = [("at", previous.to_string())];
            let values = values.each_ref().map(|(name, at)| (*name, at.as_str()));
            let _ = writeln!(text, "  {}", language.with("store-since", &values));
            text.push_str(&changes(desk, &row.changes));
        }
    }
    deliver(text.as_bytes()).map(|()| NOTHING)
}

/// The tenant that is meant: the one that is named, or the only one.
fn tenant(store: &dyn Store, arguments: &Arguments, desk: &Desk) -> Result<Tenant, Stop> {
    let tenants = store.tenants().map_err(Stop::because)?;
    let named = |name: &String| tenants.iter().find(|(_, known)| known == name);
    match (&arguments.tenant, tenants.as_slice()) {
        (None, [(only, _)]) => return Ok(*only),
        (Some(name), _) if named(name).is_some() => {
            return Ok(named(name).map_or(Tenant(0), |(tenant, _)| *tenant));
        }
        _ => {}
    }
    let known: Vec<&str> = tenants.iter().map(|(_, name)| name.as_str()).collect();
    let values = [("known", known.join(", "))];
    let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
    let key = if tenants.is_empty() {
        "store-empty"
    } else {
        "store-which-tenant"
    };
    Err(Stop(desk.language.with(key, &values)))
}

/// A serial number as all sources write it.
pub(super) fn canonical(serial: &str) -> Result<String, Stop> {
    let told = canonical_serial(serial);
    told.map_err(|fault| Stop(format!("{serial}: {fault}")))
        .map(|serial| serial.to_string())
}

fn hand_over(
    text: Option<String>,
    serial: &str,
    arguments: &Arguments,
    desk: &Desk,
) -> Result<u8, Stop> {
    match text {
        Some(text) => deliver(text.as_bytes()).map(|()| NOTHING),
        None => Err(unknown(serial, arguments, desk)),
    }
}

fn unknown(serial: &str, arguments: &Arguments, desk: &Desk) -> Stop {
    let place = store::without_secret(&arguments.place.store);
    let values = [("serial", serial), ("store", place.as_str())];
    Stop(desk.language.with("store-no-device", &values))
}

fn told(desk: &Desk, key: &str, forgotten: &store::Forgotten, subject: &str) -> String {
    let counts = [
        ("devices", forgotten.devices.to_string()),
        ("changes", forgotten.history.to_string()),
        ("said", forgotten.said.to_string()),
        ("other", forgotten.other.to_string()),
    ];
    let counts = counts
        .each_ref()
        .map(|(name, count)| (*name, count.as_str()));
    let mut values = vec![("subject", subject)];
    values.extend(counts);
    desk.language.with(key, &values) + "\n"
}
