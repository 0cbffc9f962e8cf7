//! The service's own work: what has to be done, for which tenant, and when. A job is a job, whoever
//! does it: one process by timers of its store ([`timers`]), or many by a queue on PostgreSQL
//! ([`queue`]).

pub mod queue;
pub mod timers;

use crate::store::{Job, StoreError};
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};

/// Where jobs wait that are about no tenant.
pub const HOUSE: &str = "house";

/// Does a job, and says what is to be done next in its place. An error is the store's: the job was
/// not done, and is taken up again.
pub type Perform<'p> = dyn Fn(&Job) -> Result<Option<Job>, StoreError> + Send + Sync + 'p;

/// How silent a process may be, and how much it does at once.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// After so many seconds of silence others take its work over.
    pub patience: u32,
    /// Jobs at the same time.
    pub at_once: usize,
}

/// What can have to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// A tenant is collected, diagnosed and remembered.
    Collect {
        /// Its name.
        tenant: String,
        /// By the schedule, and not because somebody asked.
        by_timer: bool,
        /// How often it failed since it worked.
        failures: u32,
    },
    /// A message that says that it is a test goes to every channel.
    TryChannels {
        /// The tenant whose channels are tried.
        tenant: String,
    },
    /// What is older than it is to be kept is deleted.
    Retain,
    /// Messages that wait are delivered.
    Deliver,
    /// Sessions and links that are over are deleted.
    Sweep,
}

impl Task {
    /// What a job is about; none if it is another release's.
    pub fn of(job: &Job) -> Option<Self> {
        serde_json::from_str(&job.payload).ok()
    }

    /// The job, due at some time.
    pub fn at(&self, run_at: Moment) -> Result<Job, StoreError> {
        let payload = serde_json::to_string(self);
        let kind = self.kind();
        let (dedupe, lane) = match self {
            Self::Collect {
                tenant, by_timer, ..
            } => {
                let way = if *by_timer { "timer" } else { "now" };
                (format!("{kind}:{way}:{tenant}"), lane(tenant))
            }
            Self::TryChannels { tenant } => (format!("{kind}:{tenant}"), lane(tenant)),
            Self::Retain | Self::Deliver | Self::Sweep => (kind.to_owned(), HOUSE.to_owned()),
        };
        Ok(Job {
            kind: kind.to_owned(),
            payload: payload.map_err(|error| StoreError::Refused(error.to_string()))?,
            dedupe,
            lane,
            run_at,
        })
    }

    /// Its public word.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Collect { .. } => "collect",
            Self::TryChannels { .. } => "try_channels",
            Self::Retain => "retain",
            Self::Deliver => "deliver",
            Self::Sweep => "sweep",
        }
    }
}

/// Where a tenant's jobs wait: they are done one after another.
pub fn lane(tenant: &str) -> String {
    format!("tenant:{tenant}")
}
