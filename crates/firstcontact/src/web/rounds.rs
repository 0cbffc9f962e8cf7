//! The service's own work: each tenant is collected every few hours, or when somebody asks for it;
//! one at a time. Timers are jobs in the store, so that whoever starts after a kill goes on.

use super::tally::label;
use crate::store::{AuditEntry, Job, JobRow, Setting, Store, StoreError, keep, kept};
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

const KIND: &str = "collect";
/// After a kill, the job is taken up again when this is over.
const LEASE_SECONDS: i64 = 5 * 60;
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

/// All tenants' rounds.
#[derive(Default)]
pub struct Rounds {
    tenants: Vec<String>,
    every: Option<i64>,
    running: Mutex<BTreeMap<String, Standing>>,
    done: AtomicU64,
    failed: AtomicU64,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    tenant: String,
    by_timer: bool,
}

impl Rounds {
    /// Rounds of these tenants, every so many seconds, or only when somebody asks.
    pub fn new(tenants: Vec<String>, every: Option<i64>) -> Self {
        Self {
            tenants,
            every,
            ..Self::default()
        }
    }

    /// Whether this tenant can be collected at all.
    pub fn knows(&self, tenant: &str) -> bool {
        self.tenants.iter().any(|known| known == tenant)
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
        let new = store.enqueue(&job(tenant, false, now))?;
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
        for name in &self.tenants {
            let tenant = store.tenant(name)?;
            let Some(every) = self.every else {
                continue;
            };
            let newest = store.today(tenant)?.map(|it| it.newest.snapshot.taken_at);
            let due = newest.map_or(now, |at| at.plus(every).max(now));
            store.enqueue(&job(name, true, due))?;
        }
        Ok(())
    }

    /// Does one round that is due, if there is one. Says whose it was, and how it went.
    pub fn work(
        &self,
        store: &dyn Store,
        worker: &str,
        now: &dyn Fn() -> Moment,
        round: Round<'_>,
    ) -> Result<Option<Ended>, StoreError> {
        let began = now();
        let claimed = store.claim(worker, began, began.plus(LEASE_SECONDS), 1)?;
        let Some(row) = claimed.into_iter().next() else {
            return Ok(None);
        };
        let payload = (row.job.kind == KIND).then_some(&row.job.payload);
        let payload = payload.and_then(|it| serde_json::from_str::<Payload>(it).ok());
        let Some(payload) = payload.filter(|it| self.knows(&it.tenant)) else {
            // A tenant that is not configured any more, or another release's work.
            store.settle(row.id, worker, None)?;
            return Ok(None);
        };
        let outcome = self.watched(&payload.tenant, began, round);
        let ended = now();
        self.settle(store, worker, &row, &payload, ended, &outcome)?;
        Ok(Some((payload.tenant, outcome)))
    }

    fn watched(&self, tenant: &str, began: Moment, round: Round<'_>) -> Result<String, String> {
        let running = |source: &str, pages, rows| Standing {
            state: "running".to_owned(),
            since: began.to_string(),
            detail: source.to_owned(),
            pages,
            rows,
        };
        self.running().insert(tenant.to_owned(), running("", 0, 0));
        let progress = |source: &str, pages, rows| {
            self.running()
                .insert(tenant.to_owned(), running(source, pages, rows));
        };
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

    fn settle(
        &self,
        store: &dyn Store,
        worker: &str,
        row: &JobRow,
        payload: &Payload,
        ended: Moment,
        outcome: &Result<String, String>,
    ) -> Result<(), StoreError> {
        let (state, detail, wait) = match outcome {
            Ok(detail) => {
                self.done.fetch_add(1, Relaxed);
                ("done", detail, self.every)
            }
            Err(why) => {
                self.failed.fetch_add(1, Relaxed);
                let doubled = AGAIN_SECONDS << row.attempts.saturating_sub(1).min(8);
                ("failed", why, self.every.map(|every| every.min(doubled)))
            }
        };
        let standing = Standing {
            state: state.to_owned(),
            since: ended.to_string(),
            detail: detail.clone(),
            ..Standing::default()
        };
        let value = serde_json::to_value(standing)
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        let setting = Setting {
            name: SETTING.to_owned(),
            value,
        };
        keep(store, Some(store.tenant(&payload.tenant)?), &setting)?;
        self.running().remove(&payload.tenant);
        let again = wait
            .filter(|_| payload.by_timer)
            .map(|wait| ended.plus(wait));
        // If another process took it over meanwhile, that one settles it.
        store.settle(row.id, worker, again)?;
        Ok(())
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
        for tenant in &self.tenants {
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

fn job(tenant: &str, by_timer: bool, run_at: Moment) -> Job {
    let way = if by_timer { "timer" } else { "now" };
    let payload = serde_json::json!({ "tenant": tenant, "by_timer": by_timer });
    Job {
        kind: KIND.to_owned(),
        payload: payload.to_string(),
        dedupe: format!("{KIND}:{way}:{tenant}"),
        run_at,
    }
}
