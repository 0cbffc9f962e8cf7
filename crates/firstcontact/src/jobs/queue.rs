//! Many processes on PostgreSQL: graphile_worker hands each job to one of them, and takes it from
//! one that is silent ([why it](../../../../docs/decisions/0012-jobs.md)).

use super::{HOUSE, Manners, Perform, lane};
use crate::clock;
use crate::store::{self, Job, StoreError};
use graphile_worker::tokio_postgres::TokioPostgresDatabase;
use graphile_worker::{
    DbExecutor, DbValue, IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions,
    WorkerRecoveryConfig, WorkerShutdownConfig,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio_postgres::config::SslMode;

/// Says that there may be more to do, as the library does when a job is added.
const MORE: &str = "SELECT pg_notify('jobs:insert', '')";
/// Adds a job, or what is to be done in its place: its text, its lane, when, its key, and whether
/// what waits stays (`unsafe_dedupe`) or goes (`replace`). The library gives a job up after so many
/// attempts; the most that it can count to is never reached.
pub(crate) const ADD: &str = "
    SELECT (added).revision FROM (SELECT graphile_worker.add_job(
        'firstcontact', $1::text::json, queue_name => $2::text,
        run_at => to_timestamp($3::bigint), max_attempts => 32767, job_key => $4::text,
        flags => ARRAY[$2::text], job_key_mode => $5::text) AS added) AS job";
/// How long one attempt to connect may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Pauses after failures; the last one is for all that follow.
const PAUSES: [u64; 6] = [1, 2, 4, 8, 15, 30];
/// Whoever worked for so long begins to count failures anew.
const STEADY_SECONDS: i64 = 60;
/// What is under way at the end may take so long; then it is handed back.
const GRACE: Duration = Duration::from_secs(10);
/// How often we look whether to end.
const LOOK: Duration = Duration::from_millis(100);
/// How often the library looks for jobs that became due; it is told of new ones.
const POLL: Duration = Duration::from_secs(1);

/// Jobs of the queue at an address.
pub struct Queue {
    /// `postgresql://…`.
    pub address: String,
    /// Tenants whose jobs are done here.
    pub tenants: Vec<String>,
    /// How patient, and how much at once.
    pub manners: Manners,
    /// How often in a row it may fail before we give up; for ever without a number.
    pub tries: Option<usize>,
}

/// Brings the queue's own tables up to date. Jobs can be put there afterwards.
pub fn prepare(address: &str) -> Result<(), StoreError> {
    runtime()?.block_on(async {
        let options = WorkerOptions::default().database(database(address, 1)?);
        options.init().await.map(|_| ()).map_err(unreachable)
    })
}

impl Queue {
    /// Does jobs until it is told to stop.
    ///
    /// # Errors
    /// The database cannot be reached, too often in a row.
    pub fn work(
        &self,
        perform: &Arc<Perform<'static>>,
        stop: &Arc<AtomicBool>,
    ) -> Result<(), StoreError> {
        let runtime = runtime()?;
        let mut failures = 0;
        let ended = loop {
            let began = clock::now();
            let Err(why) = runtime.block_on(self.session(perform.clone(), stop)) else {
                break Ok(());
            };
            if clock::now().since(began) >= STEADY_SECONDS {
                failures = 0;
            }
            failures += 1;
            if self.tries.is_some_and(|tries| failures >= tries) {
                break Err(why);
            }
            let pause = PAUSES[(failures - 1).min(PAUSES.len() - 1)];
            tracing::error!(%why, pause, "the queue of jobs");
            runtime.block_on(async {
                let pause = tokio::time::sleep(Duration::from_secs(pause));
                tokio::select! { () = pause => {}, () = told(stop.clone()) => {} }
            });
            if stop.load(Relaxed) {
                break Ok(());
            }
        };
        // What is handed back must not keep the process.
        runtime.shutdown_background();
        ended
    }

    async fn session(
        &self,
        perform: Arc<Perform<'static>>,
        stop: &Arc<AtomicBool>,
    ) -> Result<(), StoreError> {
        let patience = Duration::from_secs(self.manners.patience.into());
        let recovery = WorkerRecoveryConfig::default()
            .heartbeat_interval(patience / 4)
            .sweep_interval(patience / 3)
            .sweep_threshold(patience)
            .recovery_delay(Duration::ZERO);
        let shutdown = WorkerShutdownConfig::default()
            .listen_os_shutdown_signals(false)
            .grace_period(GRACE)
            .interrupted_job_retry_delay(Duration::ZERO)
            .shutdown_signal(told(stop.clone()));
        // Each job at work holds a connection for a moment, and so do heartbeats.
        let mut options = WorkerOptions::default()
            .database(database(&self.address, self.manners.at_once + 3)?)
            .concurrency(self.manners.at_once)
            .poll_interval(POLL)
            .worker_recovery(recovery)
            .worker_shutdown(shutdown)
            .add_extension(Doer(perform))
            .define_job::<Waiting>()
            .add_accepted_flag(HOUSE);
        for tenant in &self.tenants {
            options = options.add_accepted_flag(&lane(tenant));
        }
        let worker = options.init().await.map_err(unreachable)?;
        worker.run().await.map_err(unreachable)
    }
}

async fn told(stop: Arc<AtomicBool>) {
    while !stop.load(Relaxed) {
        tokio::time::sleep(LOOK).await;
    }
}

fn runtime() -> Result<Runtime, StoreError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    runtime.map_err(unreachable)
}

fn database(address: &str, connections: usize) -> Result<TokioPostgresDatabase, StoreError> {
    let config = address.parse::<tokio_postgres::Config>();
    let mut config =
        config.map_err(|_| StoreError::Address("what follows postgresql://".into()))?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    config.application_name("firstcontact");
    if store::stays_here(address, config.get_hosts()) {
        config.ssl_mode(SslMode::Disable);
    }
    TokioPostgresDatabase::from_config(config, connections).map_err(unreachable)
}

fn unreachable(why: impl fmt::Display) -> StoreError {
    StoreError::Unreachable(why.to_string())
}

/// Whoever does jobs here.
#[derive(Clone)]
struct Doer(Arc<Perform<'static>>);

impl fmt::Debug for Doer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("whoever does jobs")
    }
}

/// A job as it lies in the library's table.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Waiting(Job);

impl TaskHandler for Waiting {
    const IDENTIFIER: &'static str = "firstcontact";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(Doer(perform)) = context.get_ext::<Doer>().cloned() else {
            return Err("nobody does jobs here".to_owned());
        };
        // The library takes one job a signal: without this the next would wait for the next look,
        // and so would others for whom there is more to do.
        let signal = context.database().execute(MORE, Vec::new().into());
        if let Err(why) = signal.await {
            tracing::debug!(%why, "nobody was told that there may be more to do");
        }
        let done = tokio::task::spawn_blocking(move || perform(&self.0)).await;
        let again = done.map_err(|why| why.to_string())?;
        let Some(job) = again.map_err(|why| why.to_string())? else {
            return Ok(());
        };
        // Before this one is deleted: a kill between the two does it twice, and never not at all.
        let body = serde_json::to_string(&job).map_err(|why| why.to_string())?;
        let values = vec![
            DbValue::Text(body),
            DbValue::Text(job.lane),
            DbValue::I64(job.run_at.unix()),
            DbValue::Text(job.dedupe),
            DbValue::Text("replace".to_owned()),
        ];
        let added = context.database().execute(ADD, values.into()).await;
        added.map(|_| ()).map_err(|why| why.to_string())
    }
}
