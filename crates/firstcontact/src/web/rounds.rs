//! Rounds: each tenant is collected every few hours, or when somebody asks for it. What a round
//! is, is said here; who does it and when is a matter of [`crate::jobs`].

use super::tally::label;
use crate::jobs::Task;
use crate::store::{AuditEntry, Job, Setting, Store, StoreError, keep, kept};
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How often the store is told how far a round is, for pages that other processes show.
const TOLD_SECONDS: i64 = 5;
/// What failed is tried again after so long, and then after twice as long, up to the usual time.
const AGAIN_SECONDS: i64 = 15 * 60;
/// The name of the setting in which pages find how it went.
const SETTING: &str = "collection";

/// Collects, diagnoses and remembers one tenant. Returns what it came to, or why it failed.
pub type Round<'r> = &'r dyn Fn(&str, &Progress<'_>) -> Result<String, String>;

/// A tenant whose round ended, and how.
pub type Ended = (String, Result<String, String>);

/// Tells how far a round is: the source that is read, pages and rows so far.
pub type Progress<'p> = dyn Fn(&str, u64, u64) + Sync + 'p;

/// How the last round of a tenant went, or how far this one is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// `never`, `running`, `done` or `failed`.
    pub state: String,
    /// Since when, in RFC 3339.
    pub since: String,
    /// The source that is read, what it came to, or why it failed.
    pub detail: String,
    /// Pages read so far.
    pub pages: u64,
    /// Rows read so far.
    pub rows: u64,
}

/// What came of a round.
pub struct Done {
    /// Whose it was and how it went; none if there was nothing to do any more.
    pub ended: Option<Ended>,
    /// The next round, in its place.
    pub again: Option<Job>,
}

/// A tenant that has rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its name.
    pub tenant: String,
    /// Every so many seconds, or only when somebody asks.
    pub every: Option<i64>,
}

/// All tenants' rounds.
#[derive(Default)]
pub struct Rounds {
    turns: Vec<Turn>,
    running: Mutex<BTreeMap<String, Standing>>,
    done: AtomicU64,
    failed: AtomicU64,
}

impl Rounds {
    /// Rounds of these tenants.
    pub fn new(turns: Vec<Turn>) -> Self {
        Self {
            turns,
            ..Self::default()
        }
    }

    /// Whether this tenant can be collected at all.
    pub fn knows(&self, tenant: &str) -> bool {
        self.turn(tenant).is_some()
    }

    fn turn(&self, tenant: &str) -> Option<&Turn> {
        self.turns.iter().find(|turn| turn.tenant == tenant)
    }

    /// Asks for a round now. Says whether that is new; one that waits or runs is enough.
    pub fn ask_for(
        &self,
        store: &dyn Store,
        tenant: &str,
        who: &str,
        now: Moment,
    ) -> Result<bool, StoreError> {
        if !self.knows(tenant) {
            return Ok(false);
        }
        let new = store.enqueue(&round_of(tenant, false, 0).at(now)?)?;
        if new {
            let entry = AuditEntry {
                at: now,
                who: who.to_owned(),
                what: "asked-to-collect".to_owned(),
                subject: tenant.to_owned(),
                detail: String::new(),
            };
            store.note_audit(Some(store.tenant(tenant)?), &entry)?;
        }
        Ok(new)
    }

    /// How it stands with a tenant.
    pub fn standing(&self, store: &dyn Store, tenant: &str) -> Result<Standing, StoreError> {
        if let Some(running) = self.running().get(tenant) {
            return Ok(running.clone());
        }
        let setting = kept::<Setting>(store, Some(store.tenant(tenant)?), SETTING)?;
        let told = setting.and_then(|setting| serde_json::from_value(setting.value).ok());
        Ok(told.unwrap_or_else(|| Standing {
            state: "never".to_owned(),
            ..Standing::default()
        }))
    }

    /// Sets the timers. A tenant whose newest snapshot is young enough waits for its turn.
    pub fn set_timers(&self, store: &dyn Store, now: Moment) -> Result<(), StoreError> {
        for turn in &self.turns {
            let Some(every) = turn.every else {
                continue;
            };
            let tenant = store.tenant(&turn.tenant)?;
            let newest = store.today(tenant)?.map(|it| it.newest.snapshot.taken_at);
            let due = newest.map_or(now, |at| at.plus(every).max(now));
            store.enqueue(&round_of(&turn.tenant, true, 0).at(due)?)?;
        }
        Ok(())
    }

    /// Does a round, if this tenant still has any. Anything else that a task can be is not ours.
    pub fn perform(
        &self,
        store: &dyn Store,
        task: &Task,
        now: &(dyn Fn() -> Moment + Sync),
        round: Round<'_>,
    ) -> Result<Done, StoreError> {
        let nothing = Done {
            ended: None,
            again: None,
        };
        let Task::Collect {
            tenant,
            by_timer,
            failures,
        } = task
        else {
            return Ok(nothing);
        };
        // It may have left the configuration since, or lost its schedule.
        let Some(turn) = self
            .turn(tenant)
            .filter(|it| !by_timer || it.every.is_some())
        else {
            return Ok(nothing);
        };
        let outcome = self.watched(store, tenant, now, round);
        let ended = now();
        self.tell(store, tenant, ended, &outcome)?;
        let (failures, wait) = if outcome.is_ok() {
            (0, turn.every)
        } else {
            let doubled = AGAIN_SECONDS << (*failures).min(8);
            let wait = turn.every.map(|every| every.min(doubled));
            (failures.saturating_add(1), wait)
        };
        let again = wait.filter(|_| *by_timer);
        let again = again.map(|wait| round_of(tenant, true, failures).at(ended.plus(wait)));
        Ok(Done {
            ended: Some((tenant.clone(), outcome)),
            again: again.transpose()?,
        })
    }

    fn watched(
        &self,
        store: &dyn Store,
        tenant: &str,
        now: &(dyn Fn() -> Moment + Sync),
        round: Round<'_>,
    ) -> Result<String, String> {
        let began = now();
        let told = AtomicI64::new(0);
        let progress = |source: &str, pages, rows| {
            let standing = Standing {
                state: "running".to_owned(),
                since: began.to_string(),
                detail: source.to_owned(),
                pages,
                rows,
            };
            let (at, last) = (now().unix(), told.load(Relaxed));
            let due = at - last >= TOLD_SECONDS;
            if due && told.compare_exchange(last, at, Relaxed, Relaxed).is_ok() {
                // Whoever cannot be told now is told at the end.
                let _ = write_down(store, tenant, &standing);
            }
            self.running().insert(tenant.to_owned(), standing);
        };
        progress("", 0, 0);
        tracing::info!(tenant, "a round begins");
        // A round that breaks off is a failed one; the next one starts anew.
        let caught = std::panic::AssertUnwindSafe(|| round(tenant, &progress));
        let outcome = std::panic::catch_unwind(caught);
        let outcome = outcome.unwrap_or_else(|_| Err("the round broke off: a bug".to_owned()));
        match &outcome {
            Ok(detail) => tracing::info!(tenant, detail, "a round is done"),
            Err(why) => tracing::error!(tenant, why, "a round failed"),
        }
        outcome
    }

    fn tell(
        &self,
        store: &dyn Store,
        tenant: &str,
        ended: Moment,
        outcome: &Result<String, String>,
    ) -> Result<(), StoreError> {
        let (state, detail, counter) = match outcome {
            Ok(detail) => ("done", detail, &self.done),
            Err(why) => ("failed", why, &self.failed),
        };
        counter.fetch_add(1, Relaxed);
        let standing = Standing {
            state: state.to_owned(),
            since: ended.to_string(),
            detail: detail.clone(),
            ..Standing::default()
        };
        // Whatever becomes of that, it does not run any more.
        self.running().remove(tenant);
        write_down(store, tenant, &standing)
    }

    /// Counters for Prometheus.
    pub(super) fn told(&self) -> String {
        let mut text = String::from(
            "# HELP firstcontact_rounds_total Rounds by how they ended.\n\
             # TYPE firstcontact_rounds_total counter\n",
        );
        for (outcome, count) in [("done", &self.done), ("failed", &self.failed)] {
            let count = count.load(Relaxed);
            let _ = writeln!(
                text,
                "firstcontact_rounds_total{{outcome=\"{outcome}\"}} {count}"
            );
        }
        text.push_str(
            "# HELP firstcontact_round_running Whether a tenant is being collected.\n\
             # TYPE firstcontact_round_running gauge\n",
        );
        for Turn { tenant, .. } in &self.turns {
            let runs = u8::from(self.running().contains_key(tenant));
            let tenant = label(tenant);
            let _ = writeln!(
                text,
                "firstcontact_round_running{{tenant=\"{tenant}\"}} {runs}"
            );
        }
        text
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<String, Standing>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn round_of(tenant: &str, by_timer: bool, failures: u32) -> Task {
    Task::Collect {
        tenant: tenant.to_owned(),
        by_timer,
        failures,
    }
}

fn write_down(store: &dyn Store, tenant: &str, standing: &Standing) -> Result<(), StoreError> {
    let value = serde_json::to_value(standing);
    let setting = Setting {
        name: SETTING.to_owned(),
        value: value.map_err(|error| StoreError::Refused(error.to_string()))?,
    };
    keep(store, Some(store.tenant(tenant)?), &setting)
}
