//! The service's own work: collect, diagnose, remember, tell, and forget in time.

use super::delivered::{self, Judging};
use super::fix::repairs::{self, Repairs};
use super::round::{Reachable, folder_name, surroundings};
use super::serve_alerts::{places, rules};
use super::serve_schedule::Schedule;
use super::{Desk, Stop};
use crate::app::mend::under_way;
use crate::app::suspects::suspects_and;
use crate::clock;
use crate::config::tenant::Tenant;
use crate::jobs::queue::{self, Queue};
use crate::jobs::{Manners, Perform, Task, timers};
use crate::store::{Job, Store, StoreError};
use crate::web::TRACE;
use crate::web::alerts::{self, Letters, Place, Rules};
use crate::web::rounds::{Progress, Rounds, Turn};
use enrollment::diagnosis::Weights;
use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::Snapshot;
use rules::prevention::thresholds::Thresholds;
use sources::live::{Event, Orders, collect};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread::JoinHandle;
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
/// How often we look whether messages wait.
const DELIVER_SECONDS: i64 = 10;
/// How soon a tenant with cases under way is looked at again.
const CASES_SECONDS: i64 = 1_800;
/// How often we look into a folder of snapshots that others make.
const FOLDER_SECONDS: i64 = 300;
/// How often the thread looks whether something is due.
const TICK: Duration = Duration::from_secs(2);

/// How a tenant's snapshots come about.
enum Way {
    /// We read the tenant.
    Live(Box<Reachable>),
    /// Somebody else puts them there.
    Folder(PathBuf),
}

/// Tenants that can be collected, and how their devices are judged.
pub(super) struct Work {
    tenants: Vec<(String, Way)>,
    repairs: Vec<Repairs>,
    weights: Weights,
    limits: Thresholds,
    alerts: Rules,
    places: Vec<Place>,
    keep: Option<NonZeroU16>,
    schedule: Option<Schedule>,
}

/// When the configured tenants, or those named, are collected: every so many seconds, or only when
/// somebody asks.
pub(super) fn turns(named: &[String], every: Option<i64>, desk: &Desk) -> Result<Vec<Turn>, Stop> {
    let turn = |(name, tenant): (&String, &Tenant)| Turn {
        tenant: name.clone(),
        every: match tenant.snapshots {
            Some(_) => every.map(|every| every.min(FOLDER_SECONDS)),
            None => every,
        },
    };
    Ok(chosen(named, desk)?.into_iter().map(turn).collect())
}

/// Where the snapshots of these tenants lie on this machine.
pub(super) fn folders(named: &[String], desk: &Desk) -> Result<Vec<(String, PathBuf)>, Stop> {
    let folder = |(name, tenant): (&String, &Tenant)| {
        let ours = || Path::new(FOLDER).join(name);
        let folder = tenant.snapshots.clone().unwrap_or_else(ours);
        (name.clone(), folder)
    };
    Ok(chosen(named, desk)?.into_iter().map(folder).collect())
}

pub(super) fn chosen<'d>(
    named: &[String],
    desk: &'d Desk,
) -> Result<Vec<(&'d String, &'d Tenant)>, Stop> {
    let configured = &desk.config.tenant;
    if let Some(unknown) = named.iter().find(|it| !configured.contains_key(*it)) {
        return Err(Stop(format!(
            "no tenant {unknown:?} is configured; add [tenant.{unknown}], as \
             `firstcontact collect --help` shows"
        )));
    }
    let wanted = |name: &String| named.is_empty() || named.contains(name);
    Ok(configured.iter().filter(|(name, _)| wanted(name)).collect())
}

impl Work {
    /// The work of the configured tenants, or of those named.
    pub(super) fn new(named: &[String], desk: &Desk) -> Result<Self, Stop> {
        let (mut tenants, mut repairs) = (Vec::new(), Vec::new());
        for (name, tenant) in chosen(named, desk)? {
            repairs.push(Repairs::of(name, tenant, desk.language));
            let way = match &tenant.snapshots {
                None => Way::Live(Box::new(Reachable::of(name, tenant, desk.language)?)),
                Some(_) if tenant.microsoft.is_some() || tenant.apple.is_some() => {
                    let name = [("name", name.as_str())];
                    return Err(Stop(desk.language.with("setting-two-ways", &name)));
                }
                Some(folder) => Way::Folder(folder.clone()),
            };
            tenants.push((name.clone(), way));
        }
        Ok(Self {
            tenants,
            repairs,
            weights: desk.weights()?,
            limits: desk.config.prevent.0.clone(),
            alerts: rules(&desk.config.serve.alerts, desk),
            places: places(&desk.config.serve.alerts)?,
            keep: desk.config.serve.keep_days,
            schedule: Schedule::of(named, desk)?,
        })
    }

    fn judging(&self) -> Judging<'_> {
        Judging {
            weights: &self.weights,
            limits: &self.limits,
        }
    }

    /// A round of a tenant: what was read goes into the store.
    fn round(
        &self,
        store: &dyn Store,
        name: &str,
        progress: &Progress<'_>,
    ) -> Result<String, String> {
        let tenant = self.tenants.iter().find(|(known, _)| known == name);
        let devices = match tenant {
            Some((_, Way::Live(tenant))) => self.collected(store, name, tenant, progress)?,
            Some((_, Way::Folder(folder))) => {
                delivered::take_in(folder, &self.judging(), store, name, progress)?
            }
            None => return Err("this tenant is not configured".to_owned()),
        };
        Ok(format!("{devices} devices"))
    }

    fn collected(
        &self,
        store: &dyn Store,
        name: &str,
        tenant: &Reachable,
        progress: &Progress<'_>,
    ) -> Result<u64, String> {
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
        let under_way = under_way(store, name).map_err(|why| told(&why))?;
        let orders = Orders {
            since: newest(&folder),
            budget: tenant.budget,
            choose: &|snapshot| suspects_and(snapshot, &self.weights, &under_way),
        };
        collect(&tenant.settings, &next, &orders, &around).map_err(|why| told(&why))?;
        progress("diagnosis", pages.load(Relaxed), all.load(Relaxed));
        let repairs = self.repairs.iter().find(|it| it.name == name);
        let go_on = |snapshot: &Snapshot| {
            repairs.map_or(Ok(()), |it| it.go_on(store, &self.weights, snapshot))
        };
        let came = delivered::remember_and(&next, &self.judging(), store, name, go_on)?;
        let done = folder.join(folder_name(came.snapshot.taken_at));
        std::fs::rename(&next, done).map_err(|why| told(&why))?;
        forget_old(&folder);
        Ok(came.devices)
    }
}

/// The work, and where it is remembered.
pub(super) struct Service {
    work: Work,
    store: Arc<dyn Store>,
    rounds: Arc<Rounds>,
}

impl Service {
    /// A service whose timers are set.
    pub(super) fn new(
        work: Work,
        store: Arc<dyn Store>,
        rounds: Arc<Rounds>,
    ) -> Result<Arc<Self>, StoreError> {
        let now = clock::now();
        rounds.set_timers(&*store, now)?;
        for task in [Task::Sweep, Task::Retain, Task::Deliver] {
            if work.wants(&task) {
                store.enqueue(&task.at(now)?)?;
            }
        }
        Ok(Arc::new(Self {
            work,
            store,
            rounds,
        }))
    }

    /// Does a job; the next one in its place, if there is one.
    pub(super) fn perform(&self, job: &Job) -> Result<Option<Job>, StoreError> {
        let (work, store) = (&self.work, &*self.store);
        let Some(task) = Task::of(job).filter(|task| work.wants(task)) else {
            // Of another release, or not configured any more.
            return Ok(None);
        };
        let name = task.kind();
        let span = tracing::info_span!(target: TRACE, "job", otel.name = name);
        let _within = span.enter();
        let wait = match &task {
            Task::Collect { .. } => return self.round(&task),
            Task::TryChannels { tenant } => {
                let around = (&work.alerts, &work.places[..]);
                alerts::try_channels(store, tenant, around, clock::now())?;
                return Ok(None);
            }
            Task::Deliver => {
                work.deliver(store, clock::now())?;
                DELIVER_SECONDS
            }
            Task::Retain => {
                work.retain(store)?;
                DAY
            }
            Task::Sweep => {
                store.sweep(clock::now())?;
                SWEEP_SECONDS
            }
        };
        task.at(clock::now().plus(wait)).map(Some)
    }

    fn round(&self, task: &Task) -> Result<Option<Job>, StoreError> {
        let (work, store) = (&self.work, &*self.store);
        let round = |name: &str, progress: &Progress<'_>| work.round(store, name, progress);
        let done = self.rounds.perform(store, task, &clock::now, &round)?;
        if let Some((name, outcome)) = done.ended {
            let failure = outcome.err();
            let around = (&work.alerts, &work.places[..]);
            alerts::examine(store, &name, failure.as_deref(), around, clock::now())?;
            if failure.is_none() {
                work.report(store, &name)?;
            }
        }
        let soon = clock::now().plus(CASES_SECONDS);
        let busy = |task: &Task| match task {
            Task::Collect { tenant, .. } => repairs::under_way(store, tenant),
            _ => Ok(false),
        };
        match done.again {
            // Cases under way are looked at more often than a fleet at rest.
            Some(again) if again.run_at > soon && busy(task)? => Ok(Some(Job {
                run_at: soon,
                ..again
            })),
            again => Ok(again),
        }
    }

    /// The jobs of many processes at an address.
    pub(super) fn queue(&self, address: &str, manners: Manners, tries: Option<usize>) -> Queue {
        let tenants = self.work.tenants.iter();
        Queue {
            address: address.to_owned(),
            tenants: tenants.map(|(name, _)| name.clone()).collect(),
            manners,
            tries,
        }
    }
}

impl Work {
    /// Whether there is any such work here.
    fn wants(&self, task: &Task) -> bool {
        match task {
            Task::Retain => self.keep.is_some(),
            Task::TryChannels { .. } => !self.places.is_empty(),
            Task::Deliver => !self.places.is_empty() || self.letters().is_some(),
            Task::Collect { .. } | Task::Sweep => true,
        }
    }

    fn letters(&self) -> Option<&Letters> {
        self.schedule.as_ref().and_then(Schedule::letters)
    }

    /// Delivers messages and letters that wait.
    fn deliver(&self, store: &dyn Store, now: Moment) -> Result<(), StoreError> {
        let around = (&self.alerts, &self.places[..]);
        if let Some(letters) = self.letters() {
            let undelivered = letters.deliver(store, &self.alerts, now)?;
            alerts::unmailed(store, &undelivered, around, now)?;
        }
        alerts::deliver(store, &self.alerts, &self.places, now)
    }

    /// Delivers reports about a tenant if it is time, and tells of them; of those, too, of which a
    /// crash kept us from telling. That they cannot be written is no reason not to go on.
    fn report(&self, store: &dyn Store, name: &str) -> Result<(), StoreError> {
        let Some(schedule) = &self.schedule else {
            return Ok(());
        };
        let now = clock::now();
        match schedule.deliver(store, name, now) {
            Ok(None) => {}
            Ok(Some(folder)) => {
                let folder = folder.display().to_string();
                tracing::info!(tenant = name, folder, "reports are delivered");
            }
            Err(why) => tracing::warn!(tenant = name, why, "reports were not delivered"),
        }
        schedule.tell(store, name, (&self.alerts, &self.places[..]), now)
    }

    fn retain(&self, store: &dyn Store) -> Result<(), StoreError> {
        let Some(days) = self.keep else {
            return Ok(());
        };
        let now = clock::now();
        let before = now.plus(-i64::from(days.get()) * DAY);
        for (tenant, name) in store.tenants()? {
            let gone = store.retain(tenant, before, now)?;
            tracing::info!(
                tenant = name,
                devices = gone.devices,
                changes = gone.history,
                said = gone.said,
                other = gone.other,
                "what is older than it is to be kept is deleted"
            );
        }
        Ok(())
    }
}

/// Ends the work.
pub(super) struct Ending {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
    waits: bool,
}

impl Ending {
    /// Begins nothing new. A round under way in this process alone goes on where it was when the
    /// service starts again; one of a queue is handed back first.
    pub(super) fn end(self) {
        self.stop.store(true, Relaxed);
        self.thread.thread().unpark();
        if self.waits {
            // Whatever broke off there was told when it did.
            let _ = self.thread.join();
        }
    }
}

/// Begins to work, on a thread of its own: as one of many where a queue hands out the jobs of this
/// store, else alone.
pub(super) fn begin(
    service: Arc<Service>,
    address: &str,
    manners: Manners,
) -> Result<Ending, Stop> {
    let stop = Arc::new(AtomicBool::new(false));
    let ended = stop.clone();
    let waits = service.store.timers().is_none();
    let queue = service.queue(address, manners, None);
    let thread = std::thread::Builder::new().name("jobs".to_owned());
    let thread = thread.spawn(move || {
        if !waits {
            return alone(&service, manners, &ended);
        }
        let perform: Arc<Perform<'static>> = Arc::new(move |job: &Job| service.perform(job));
        if let Err(why) = queue.work(&perform, &ended) {
            tracing::error!(%why, "the queue of jobs");
        }
    });
    Ok(Ending {
        stop,
        thread: thread.map_err(Stop::because)?,
        waits,
    })
}

/// Brings the queue up to date, where there is one.
pub(super) fn prepare(store: &dyn Store, address: &str) -> Result<(), Stop> {
    match store.timers() {
        Some(_) => Ok(()),
        None => queue::prepare(address).map_err(Stop::because),
    }
}

fn alone(service: &Service, manners: Manners, ended: &AtomicBool) {
    let Some(rows) = service.store.timers() else {
        return;
    };
    let name = format!("{}-{:x}", std::process::id(), clock::seed());
    let perform = |job: &Job| service.perform(job);
    while !ended.load(Relaxed) {
        match timers::turn(rows, &name, manners.patience, &clock::now, &perform) {
            Ok(true) => {}
            Ok(false) => std::thread::park_timeout(TICK),
            Err(error) => {
                tracing::error!(%error, "the store");
                std::thread::park_timeout(TICK);
            }
        }
    }
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

fn newest(folder: &Path) -> Option<PathBuf> {
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
