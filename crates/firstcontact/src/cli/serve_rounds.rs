//! The service's own work, on a thread of its own: collect, diagnose, remember, tell.

use super::credentials::secret_of;
use super::round::{Reachable, folder_name, surroundings};
use super::{Desk, NOTHING, Stop, deliver};
use crate::app::remember::ingest;
use crate::app::suspects::suspects;
use crate::clock;
use crate::config::serve::{Alerts, Channel, ChannelKind};
use crate::store::Store;
use crate::web::alerts::{self, Address, Place, Rules};
use crate::web::rounds::{Progress, Rounds};
use clap::Subcommand;
use enrollment::diagnosis::Weights;
use enrollment::moment::Moment;
use sources::live::{Event, Orders, collect};
use sources::recorded::{self, ReadOptions, Silent};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread::Thread;
use std::time::Duration;

/// Where snapshots lie while they are read, and the last two after.
pub(super) const FOLDER: &str = "firstcontact-snapshots";
/// The snapshot that is being read.
const NEXT: &str = "next";
/// How many are kept for those who want to look; what they said is in the store.
const KEPT: usize = 2;
/// A snapshot that was begun longer ago is not gone on with: its first pages are history.
const STALE_SECONDS: i64 = 24 * 3_600;
/// How often sessions, links and half-done sign-ins that are over are deleted.
const SWEEP_SECONDS: i64 = 3_600;
/// How often the thread looks whether something is due.
const TICK: Duration = Duration::from_secs(2);

/// What can be done about messages.
#[derive(Debug, Subcommand)]
pub(super) enum AlertCommand {
    /// Send a message to every channel, or to one, and say what came of it
    Test {
        /// The channel
        channel: Option<String>,
    },
}

/// Tenants that can be collected, and how their devices are judged.
pub(super) struct Work {
    tenants: Vec<(String, Reachable)>,
    weights: Weights,
    alerts: Rules,
    places: Vec<Place>,
}

impl Work {
    /// The work of the configured tenants, or of those named.
    pub(super) fn new(named: &[String], desk: &Desk) -> Result<Self, Stop> {
        let mut tenants = Vec::new();
        if let Some(unknown) = named
            .iter()
            .find(|it| !desk.config.tenant.contains_key(*it))
        {
            return Err(Stop(format!(
                "no tenant {unknown:?} is configured; add [tenant.{unknown}], as \
                 `firstcontact collect --help` shows"
            )));
        }
        for (name, tenant) in &desk.config.tenant {
            if named.is_empty() || named.contains(name) {
                let tenant = Reachable::of(name, tenant, desk.language)?;
                tenants.push((name.clone(), tenant));
            }
        }
        Ok(Self {
            tenants,
            weights: desk.weights()?,
            alerts: rules(&desk.config.serve.alerts, desk),
            places: places(&desk.config.serve.alerts)?,
        })
    }

    /// Their names.
    pub(super) fn names(&self) -> Vec<String> {
        self.tenants.iter().map(|(name, _)| name.clone()).collect()
    }

    /// One round: what was read goes into the store.
    fn round(
        &self,
        store: &dyn Store,
        name: &str,
        progress: &Progress<'_>,
    ) -> Result<String, String> {
        let tenant = self.tenants.iter().find(|(known, _)| known == name);
        let (_, tenant) = tenant.ok_or("this tenant is not configured")?;
        let folder = Path::new(FOLDER).join(name);
        let next = folder.join(NEXT);
        let told = |error: &dyn std::fmt::Display| error.to_string();
        std::fs::create_dir_all(&folder).map_err(|why| told(&why))?;
        if is_stale(&next) {
            std::fs::remove_dir_all(&next).map_err(|why| told(&why))?;
        }
        let (pages, all) = (AtomicU64::new(0), AtomicU64::new(0));
        let watch = |event: Event<'_>| match event {
            Event::Page { of, rows, .. } => {
                let pages = pages.fetch_add(1, Relaxed) + 1;
                progress(of, pages, all.fetch_add(rows, Relaxed) + rows);
            }
            Event::Waiting { host, seconds } => tracing::info!(host, seconds, "waiting"),
            Event::Person { address, code, .. } => {
                tracing::warn!(address, code, "somebody must sign in there for this tenant");
            }
            Event::Choosing | Event::Answer { .. } => {}
        };
        let around = surroundings(&watch);
        let orders = Orders {
            since: newest(&folder),
            budget: tenant.budget,
            choose: &|snapshot| suspects(snapshot, &self.weights),
        };
        collect(&tenant.settings, &next, &orders, &around).map_err(|why| told(&why))?;
        progress("diagnosis", pages.load(Relaxed), all.load(Relaxed));
        let options = ReadOptions {
            seed: clock::seed(),
            progress: &Silent,
        };
        let mut read = recorded::read(&next, &options).map_err(|why| told(&why))?;
        let number = store.tenant(name).map_err(|why| told(&why))?;
        let came = ingest(&mut read, &self.weights, store, number, clock::now());
        let came = came.map_err(|why| told(&why))?.row;
        let done = folder.join(folder_name(came.snapshot.taken_at));
        std::fs::rename(&next, done).map_err(|why| told(&why))?;
        forget_old(&folder);
        Ok(format!("{} devices", came.devices))
    }
}

/// Ends the work.
pub(super) struct Ending {
    stop: Arc<AtomicBool>,
    thread: Thread,
}

impl Ending {
    /// Begins nothing new. What is under way goes on where it was when the service starts again.
    pub(super) fn end(&self) {
        self.stop.store(true, Relaxed);
        self.thread.unpark();
    }
}

/// Begins to work.
pub(super) fn begin(
    work: Work,
    store: Arc<dyn Store>,
    rounds: Arc<Rounds>,
) -> Result<Ending, Stop> {
    let stop = Arc::new(AtomicBool::new(false));
    let ended = stop.clone();
    let thread = std::thread::Builder::new().name("rounds".to_owned());
    let handle = thread.spawn(move || {
        let mut chores = Chores::default();
        while !ended.load(Relaxed) {
            if let Err(error) = turn(&work, &*store, &rounds, &mut chores) {
                tracing::error!(%error, "the store");
            }
            std::thread::park_timeout(TICK);
        }
    });
    let handle = handle.map_err(Stop::because)?;
    Ok(Ending {
        stop,
        thread: handle.thread().clone(),
    })
}

/// What is done once, and now and then.
#[derive(Default)]
struct Chores {
    timers_set: bool,
    swept_at: Option<Moment>,
}

fn turn(
    work: &Work,
    store: &dyn Store,
    rounds: &Rounds,
    chores: &mut Chores,
) -> Result<(), crate::store::StoreError> {
    let now = clock::now();
    if !chores.timers_set {
        rounds.set_timers(store, now)?;
        chores.timers_set = true;
    }
    let long_ago = |at: Moment| now.since(at) >= SWEEP_SECONDS;
    if chores.swept_at.is_none_or(long_ago) {
        store.sweep(now)?;
        chores.swept_at = Some(now);
    }
    let round = |name: &str, progress: &Progress<'_>| work.round(store, name, progress);
    if let Some((name, outcome)) = rounds.work(store, "serve", &clock::now, &round)? {
        let failure = outcome.err();
        let around = (&work.alerts, &work.places[..]);
        alerts::examine(store, &name, failure.as_deref(), around, clock::now())?;
    }
    alerts::deliver(store, &work.alerts, &work.places, clock::now())
}

/// Whether what lies there was begun too long ago to go on with.
fn is_stale(folder: &Path) -> bool {
    let begun = std::fs::metadata(folder).and_then(|it| it.created().or_else(|_| it.modified()));
    let begun = begun
        .ok()
        .and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    let begun = begun.and_then(|since| Moment::from_unix(since.as_secs() as i64));
    begun.is_some_and(|begun| clock::now().since(begun) > STALE_SECONDS)
}

/// Finished snapshots of a tenant, oldest first: their names are their times.
fn finished(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<_> = entries.map(|entry| entry.path()).collect();
    all.retain(|path| !path.ends_with(NEXT));
    all.sort();
    all
}

pub(super) fn newest(folder: &Path) -> Option<PathBuf> {
    finished(folder).pop()
}

fn forget_old(folder: &Path) {
    let all = finished(folder);
    for old in &all[..all.len().saturating_sub(KEPT)] {
        if let Err(why) = std::fs::remove_dir_all(old) {
            tracing::warn!(%why, old = %old.display(), "cannot delete an old snapshot");
        }
    }
}

/// Sends a message to try the channels.
pub(super) fn alert(command: &AlertCommand, desk: &Desk) -> Result<u8, Stop> {
    let AlertCommand::Test { channel } = command;
    let rules = rules(&desk.config.serve.alerts, desk);
    let mut places = places(&desk.config.serve.alerts)?;
    if let Some(name) = channel {
        places.retain(|place| place.name == *name);
    }
    if places.is_empty() {
        return Err(Stop(
            "there is no such channel; add [serve.alerts.channel.NAME], as \
             `firstcontact serve --help` shows"
                .to_owned(),
        ));
    }
    let mut failed = false;
    let mut text = String::new();
    for place in &places {
        let outcome = alerts::test(place, &rules, clock::now());
        failed |= outcome.is_err();
        let outcome = match outcome {
            Ok(()) => desk.language.text("serve-alert-sent"),
            Err(why) => why,
        };
        let _ = writeln!(text, "{:<16} {outcome}", place.name);
    }
    deliver(text.as_bytes())?;
    Ok(if failed { super::FAILED } else { NOTHING })
}

fn rules(settings: &Alerts, desk: &Desk) -> Rules {
    Rules {
        language: desk.language,
        quiet: settings.quiet,
        needs_you_percent: settings.needs_you_percent,
        link: desk
            .config
            .serve
            .public_address
            .as_ref()
            .map(|it| it.0.clone()),
    }
}

fn places(settings: &Alerts) -> Result<Vec<Place>, Stop> {
    let channels = settings.channel.iter();
    channels
        .map(|(name, channel)| place(name, channel))
        .collect()
}

fn place(name: &str, channel: &Channel) -> Result<Place, Stop> {
    let table = format!("serve.alerts.channel.{name}");
    let secret = secret_of(
        &table,
        channel.address_env.as_ref(),
        channel.address_file.as_ref(),
        None,
    )?;
    let plain = channel.address.as_ref().map(|it| it.0.as_str().into());
    let address = secret.or(plain).ok_or_else(|| {
        Stop(format!(
            "[{table}] does not say where; add address, address-env or address-file"
        ))
    })?;
    let wrong = |why: String| Stop(format!("[{table}]: {why}"));
    let address = match channel.kind {
        ChannelKind::Webhook => Address::Webhook(address),
        ChannelKind::Teams => Address::Teams(address),
        ChannelKind::Syslog => Address::syslog(&address).map_err(wrong)?,
        ChannelKind::Mail => {
            let (variable, file) = (channel.secret_env.as_ref(), channel.secret_file.as_ref());
            let password = secret_of(&table, variable, file, None)?;
            let user = channel.user.as_ref().map(|it| it.0.clone());
            let from = channel.from.as_ref().map_or("", |it| it.0.as_str());
            let to: Vec<&str> = channel.to.iter().map(|it| it.0.as_str()).collect();
            Address::mail(&address, from, &to, user.zip(password)).map_err(wrong)?
        }
    };
    Ok(Place {
        name: name.to_owned(),
        tenants: channel.tenants.iter().map(|it| it.0.clone()).collect(),
        address,
    })
}
