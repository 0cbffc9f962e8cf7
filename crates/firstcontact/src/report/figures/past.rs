//! What the store remembers for the reports: how the fleet stood at earlier looks, and what was
//! done since.

use super::History;
use crate::store::{Store, StoreError, Tenant, every_case};
use enrollment::diagnosis::Standing;
use enrollment::moment::Moment;
use remedy::case::State;

/// Looks that a trend shows: a quarter of a year of weeks, or three months of days.
const LOOKS: usize = 90;

/// How the fleet stood at one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: Moment,
    /// Devices then.
    pub devices: u64,
    /// Devices by standing, in the order of [`STANDINGS`].
    pub standings: [u64; 4],
}

impl Look {
    /// How many devices lay on a heap.
    pub fn on(&self, standing: Standing) -> u64 {
        let place = STANDINGS.iter().position(|it| *it == standing);
        place.map_or(0, |place| self.standings[place])
    }
}

/// The heaps of [`Look::standings`].
pub const STANDINGS: [Standing; 4] = [
    Standing::Healthy,
    Standing::Waiting,
    Standing::NeedsYou,
    Standing::CannotTell,
];

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Cases that were ever opened.
    pub cases: u64,
    /// Mended, and it stayed so.
    pub succeeded: u64,
    /// Mended, and watched whether it stays so.
    pub watched: u64,
    /// On their way.
    pub under_way: u64,
    /// Failed, given to support, unclear, or waiting for somebody to take them up.
    pub stuck: u64,
    /// Ended by a person.
    pub ended: u64,
    /// Hours from opening a case to having seen success, for those that are watched now: in order.
    pub hours_to_success: Vec<u64>,
}

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Looks, oldest first.
    pub looks: Vec<Look>,
    /// What was done.
    pub done: Done,
    /// How devices stood since the first look; none where there was no look.
    pub history: Option<History>,
}

impl Past {
    /// Reads it from the store, looks up to a time.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn read(store: &dyn Store, tenant: Tenant, until: Moment) -> Result<Self, StoreError> {
        let rows = store.snapshots(tenant, LOOKS)?.rows;
        let looks = rows
            .iter()
            .rev()
            .filter(|row| row.snapshot.taken_at <= until)
            .map(|row| Look {
                at: row.snapshot.taken_at,
                devices: row.devices,
                standings: STANDINGS
                    .map(|standing| row.standings.get(standing.name()).copied().unwrap_or(0)),
            });
        Ok(Self {
            looks: looks.collect(),
            done: done(store, tenant)?,
            history: History::read(store, tenant, until)?,
        })
    }

    /// The median of the hours to success.
    pub fn usual_hours(&self) -> Option<u64> {
        let hours = &self.done.hours_to_success;
        hours.get(hours.len().checked_sub(1)? / 2).copied()
    }
}

fn done(store: &dyn Store, tenant: Tenant) -> Result<Done, StoreError> {
    let mut done = Done::default();
    for row in every_case(store, tenant, |_| true)? {
        done.cases += 1;
        let state = State::ALL.into_iter().find(|it| it.name() == row.state);
        match state {
            Some(State::Succeeded) => done.succeeded += 1,
            Some(State::Watching) => {
                done.watched += 1;
                let seconds = row.since.since(row.opened).max(0);
                done.hours_to_success.push(seconds as u64 / 3_600);
            }
            Some(State::Aborted) => done.ended += 1,
            Some(
                State::Unknown
                | State::Failed
                | State::Escalated
                | State::Suspended
                | State::Rejected,
            )
            | None => done.stuck += 1,
            Some(
                State::Open
                | State::AwaitingConsent
                | State::AwaitingApproval
                | State::Queued
                | State::Sending
                | State::AwaitingVendor
                | State::Waiting
                | State::Verifying,
            ) => done.under_way += 1,
        }
    }
    done.hours_to_success.sort_unstable();
    Ok(done)
}
