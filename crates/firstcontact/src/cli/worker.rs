//! `firstcontact worker`: the service's work in as many processes as are started, beside a server
//! or without one. PostgreSQL hands each job to one of them.

use super::serve::{EVERY_HOURS, interrupted, place_of_store};
use super::serve_rounds::{Service, Work, prepare, turns};
use super::{Desk, NOTHING, Stop};
use crate::jobs::{Manners, Perform};
use crate::store::{self, Job, Store};
use crate::web;
use crate::web::rounds::Rounds;
use clap::Args;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// How often in a row the database may be out of reach: some three minutes, and then whoever
/// started us starts us again.
const TRIES: usize = 10;

/// What `worker` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact serve --no-rounds --store postgresql://firstcontact@db/firstcontact
                                                    pages alone, without keys to any tenant
  firstcontact worker --store postgresql://firstcontact@db/firstcontact
                                                    start as many as you like, on any machine
  firstcontact worker --tenant contoso --at-once 4  these tenants only; four rounds at a time

Workers read the same firstcontact.toml as the server: [tenant.NAME], and in [serve]: store,
collect-every-hours, keep-days, alerts. A worker that is killed is silent; after a minute others do
its work. On SQLite there is nothing to share: `firstcontact serve` works alone.

Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 could not work.")]
pub(super) struct Arguments {
    /// The store: postgresql://…
    #[arg(
        long,
        value_name = "URL",
        env = "FIRSTCONTACT_STORE",
        hide_env_values = true
    )]
    store: Option<String>,
    /// Work for these tenants of the configuration only
    #[arg(long, short, value_name = "NAME")]
    tenant: Vec<String>,
    /// Hours between two collections of a tenant; 0 for never [default: 12]
    #[arg(long, value_name = "HOURS")]
    every: Option<u32>,
    /// Rounds at the same time; each one diagnoses on all cores
    #[arg(long, value_name = "N", default_value_t = 1,
          value_parser = clap::value_parser!(u16).range(1..=64))]
    at_once: u16,
    #[command(flatten)]
    patience: Patience,
    /// Write the log as JSON
    #[arg(long)]
    log_json: bool,
}

/// How long others wait.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Patience {
    /// Seconds of silence after which others take over the work of a process that was killed
    #[arg(long, value_name = "SECONDS", default_value_t = 60,
          value_parser = clap::value_parser!(u32).range(1..=3_600))]
    take_over_after: u32,
}

impl Patience {
    /// So many jobs at once.
    pub(super) const fn with(self, at_once: u16) -> Manners {
        Manners {
            patience: self.take_over_after,
            at_once: at_once as usize,
        }
    }
}

/// Works until interrupted.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let address = place_of_store(arguments.store.clone(), desk);
    let shown = store::without_secret(&address);
    if !store::is_shared(&address) {
        let values = [("store", shown.as_str())];
        return Err(Stop(desk.language.with("worker-needs-postgresql", &values)));
    }
    let hours = arguments.every.or(desk.config.serve.collect_every_hours);
    let hours = hours.unwrap_or(EVERY_HOURS);
    let every = (hours > 0).then_some(i64::from(hours) * 3_600);
    let turns = turns(&arguments.tenant, every, desk)?;
    let work = Work::new(&arguments.tenant, desk)?;
    let _telling = web::begin_log(arguments.log_json).map_err(Stop::because)?;
    let store: Arc<dyn Store> = store::open(&address).map_err(Stop::because)?.into();
    prepare(&*store, &address)?;
    let count = turns.len().to_string();
    let rounds = Arc::new(Rounds::new(turns));
    let service = Service::new(work, store, rounds).map_err(Stop::because)?;
    let manners = arguments.patience.with(arguments.at_once);
    let queue = service.queue(&address, manners, Some(TRIES));
    let stop = Arc::new(AtomicBool::new(false));
    listen_for_the_end(stop.clone())?;
    let values = [("store", shown.as_str()), ("tenants", &count)];
    desk.terminal
        .hint(&desk.language.with("worker-ready", &values));
    let perform: Arc<Perform<'static>> = Arc::new(move |job: &Job| service.perform(job));
    queue.work(&perform, &stop).map_err(Stop::because)?;
    Ok(NOTHING)
}

fn listen_for_the_end(stop: Arc<AtomicBool>) -> Result<(), Stop> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Stop::because)?;
    let thread = std::thread::Builder::new().name("end".to_owned());
    let thread = thread.spawn(move || {
        runtime.block_on(interrupted());
        tracing::info!("ending; what is under way may finish, or is handed back");
        stop.store(true, Relaxed);
    });
    thread.map(drop).map_err(Stop::because)
}
