//! What people ask for that needs the tenant as it was read just now. The server keeps no snapshot:
//! it hands such a wish to whoever has one.

use super::facts::facts;
use super::{Asking, Mending, NotDone, Proposed};
use crate::app::examine::Examiner;
use crate::store::Store;
use enrollment::correlate::{Fleet, correlate};
use enrollment::diagnosis::Weights;
use enrollment::moment::Moment;
use enrollment::snapshot::Snapshot;
use remedy::digest::Digest;
use remedy::refusal::Refusal;
use std::sync::Arc;

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    /// Plans for devices.
    Plan(Asking),
    /// The holder is ready to erase: may they?
    Erase {
        /// The device.
        serial: String,
        /// Who asks.
        by: String,
    },
    /// The case begins anew with the present diagnosis.
    Rediagnose {
        /// The device.
        serial: String,
        /// Who asks.
        by: String,
        /// What was found out.
        why: String,
    },
}

/// What came of it.
#[derive(Debug)]
pub enum Granted {
    /// Plans, and devices that have none.
    Plans(Proposed),
    /// It is written down.
    Done,
}

/// Why nothing came of it.
#[derive(Debug)]
pub enum NotGranted {
    /// What was read last is older than an hour, or than an answer that counts: read it anew.
    Old,
    /// No snapshot of the tenant lies where this process runs.
    Nowhere,
    /// The snapshot cannot be read: why, and what next.
    Unreadable(String),
    /// It was not done.
    NotDone(NotDone),
}

impl<E: Into<NotDone>> From<E> for NotGranted {
    fn from(why: E) -> Self {
        Self::NotDone(why.into())
    }
}

/// Fulfils wishes about a tenant by its name, at a time.
pub type Fulfil =
    Arc<dyn Fn(&dyn Store, &str, Moment, &Wish) -> Result<Granted, NotGranted> + Send + Sync>;

impl Mending<'_> {
    /// Fulfils a wish by what was just read. The size of the fleet is taken from there.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn grant(
        mut self,
        snapshot: &Snapshot,
        weights: &Weights,
        wish: &Wish,
    ) -> Result<Granted, NotDone> {
        let fleet = correlate(snapshot);
        self.fleet = u32::try_from(fleet.len()).unwrap_or(u32::MAX);
        match wish {
            Wish::Plan(asking) => {
                let made = self.propose(&fleet, weights, asking)?;
                return Ok(Granted::Plans(made));
            }
            Wish::Erase { serial, by } => {
                let mut open = self.case_of(serial)?;
                self.ready_to_erase(&mut open, &fleet, weights, by)?;
            }
            Wish::Rediagnose { serial, by, why } => {
                let mut open = self.case_of(serial)?;
                let evidence = evidence(&fleet, weights, serial)?;
                self.rediagnose(&mut open, evidence, by, why)?;
            }
        }
        Ok(Granted::Done)
    }
}

/// The hash of what a device's diagnosis rests on.
fn evidence(fleet: &Fleet<'_>, weights: &Weights, serial: &str) -> Result<Digest, NotDone> {
    let device = fleet.find(serial).ok_or(Refusal::Stranger)?;
    Ok(facts(&Examiner::new(weights).examine(&device)).evidence)
}
