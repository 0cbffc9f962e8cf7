//! Remediation: cases are opened, plans proposed, agreed to, approved and carried out. What may
//! happen is decided by `remedy`; what happened is written into the ledger before anybody hears
//! of it.

mod advance;
pub mod entry;
pub mod facts;
pub mod guided;
pub mod holder;
mod people;
mod propose;
mod story;
pub mod wish;

pub use advance::{Advanced, Carry, Decided, Look, Told, fresh_enough};
pub use propose::{Aim, Asking, Proposed, Skipped};
pub use story::{Reported, Story};

use crate::store::{CaseRow, LedgerRow, NewEntry, Store, StoreError, Tenant, every_case};
use enrollment::moment::{DAY, HOUR, Moment};
use entry::{Entry, What};
use remedy::approval::Approval;
use remedy::case::{Case, Scene, State};
use remedy::digest::Digest;
use remedy::event::Event;
use remedy::facts::Facts;
use remedy::limits::{self, Stops, Traffic};
use remedy::plan::{NotAPlan, Plan};
use remedy::playbook::NoPlan;
use remedy::refusal::{Laws, Refusal};
use std::collections::BTreeSet;

/// What a tenant's people have laid down about remediation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Safeguards {
    /// Serial numbers that nothing is done about.
    pub denied: BTreeSet<String>,
    /// When nothing is begun, in seconds of the day (UTC): from, until.
    pub quiet: Option<(u32, u32)>,
}

impl Safeguards {
    /// As they are configured.
    pub fn of(config: &crate::config::tenant::Remedy) -> Self {
        Self {
            denied: config.never.iter().map(|it| it.0.clone()).collect(),
            quiet: config.quiet.map(|quiet| (quiet.0, quiet.1)),
        }
    }
}

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// A guard or the order of things forbids it.
    #[error("refused: {}", .0.name())]
    Refused(Refusal),
    /// There is nothing to plan.
    #[error("no plan: {}", .0.name())]
    NoPlan(NoPlan),
    /// There is no such case.
    #[error("no case {0}; `firstcontact fix status` lists them")]
    NoCase(String),
    /// There is no such plan.
    #[error("no plan {0}; `firstcontact fix status` names the plans of all cases")]
    NoSuchPlan(String),
    /// What was drafted is no plan.
    #[error("these steps are no plan: {0:?}")]
    NotAPlan(NotAPlan),
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusal> for NotDone {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The devices of a tenant that something is being done about.
///
/// # Errors
/// Whatever the store says.
pub fn under_way(store: &dyn Store, tenant: &str) -> Result<BTreeSet<String>, StoreError> {
    let tenant = store.tenant(tenant)?;
    let rows = every_case(store, tenant, |state| !state.over())?;
    Ok(rows.into_iter().map(|row| row.serial).collect())
}

/// A case and where it stands in the store.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its row.
    pub row: CaseRow,
    /// What it is.
    pub case: Case,
}

/// What the ledger says about a plan.
#[derive(Default)]
struct History {
    approvals: Vec<Approval>,
    applied: bool,
    events: Vec<Happened>,
}

/// What happened to a device under a plan.
struct Happened {
    plan: Digest,
    serial: String,
    event: Event,
    at: Moment,
}

impl Happened {
    /// None if the line is about no device or no plan.
    fn of(line: LedgerRow, event: Event) -> Option<Self> {
        Some(Self {
            plan: line.plan?,
            serial: line.serial?,
            event,
            at: line.at,
        })
    }
}

/// Remediation in one tenant at one time.
pub struct Mending<'s> {
    /// The store.
    pub store: &'s dyn Store,
    /// The tenant.
    pub tenant: Tenant,
    /// Its name.
    pub name: &'s str,
    /// What its people have laid down.
    pub safeguards: &'s Safeguards,
    /// The present time.
    pub now: Moment,
    /// Devices of the tenant.
    pub fleet: u32,
}

impl Mending<'_> {
    /// A case, told again from its ledger.
    ///
    /// # Errors
    /// There is none, or its ledger cannot be read.
    pub fn case(&self, number: u64) -> Result<Open, NotDone> {
        let row = self.store.case(self.tenant, number)?;
        let row = row.ok_or_else(|| NotDone::NoCase(number.to_string()))?;
        self.opened(row)
    }

    /// The newest case of a device.
    ///
    /// # Errors
    /// There is none, or its ledger cannot be read.
    pub fn case_of(&self, serial: &str) -> Result<Open, NotDone> {
        let row = self.store.case_of(self.tenant, serial)?;
        let row = row.ok_or_else(|| NotDone::NoCase(serial.to_owned()))?;
        self.opened(row)
    }

    fn opened(&self, row: CaseRow) -> Result<Open, NotDone> {
        let mut case = Case::open(row.serial.clone(), row.opened);
        for line in self.store.ledger_of_case(self.tenant, row.case)? {
            if let What::Event { is, .. } = Entry::read(&line)?.what {
                case.after(&is, line.at);
            }
        }
        Ok(Open { row, case })
    }

    /// A plan.
    ///
    /// # Errors
    /// There is none, or it is not what its hash says.
    pub fn plan(&self, hash: Digest) -> Result<Plan, NotDone> {
        let row = self.store.plan(self.tenant, hash)?;
        let row = row.ok_or_else(|| NotDone::NoSuchPlan(hash.to_string()))?;
        let draft = serde_json::from_str(&row.text)
            .map_err(|why| StoreError::Refused(format!("plan {hash} cannot be read: {why}")))?;
        let plan = Plan::new(draft).map_err(NotDone::NotAPlan)?;
        if plan.hash() == hash {
            Ok(plan)
        } else {
            Err(NotDone::Refused(Refusal::PlanDiffers))
        }
    }

    /// Who approved a plan, and whether somebody said that it is to be carried out.
    ///
    /// # Errors
    /// Its ledger cannot be read.
    pub fn approvals(&self, plan: Digest) -> Result<(Vec<Approval>, bool), NotDone> {
        let history = self.history(plan)?;
        Ok((history.approvals, history.applied))
    }

    fn history(&self, plan: Digest) -> Result<History, NotDone> {
        let mut history = History::default();
        for line in self.store.ledger_of_plan(self.tenant, plan)? {
            match Entry::read(&line)?.what {
                What::Approved { approval } => history.approvals.push(approval),
                What::Applied => history.applied = true,
                What::Event { is, .. } => history.events.extend(Happened::of(line, is)),
                _ => (),
            }
        }
        Ok(history)
    }

    /// What stops everything, or one device.
    fn stops(&self, serial: &str, tenant_fault: bool) -> Result<Stops, NotDone> {
        Ok(Stops {
            killed: self.store.kill_switch(Some(self.tenant))?,
            denied: self.safeguards.denied.contains(serial),
            tenant_fault,
            quiet: self.safeguards.quiet,
        })
    }

    /// What has been done so far, for one more device of a plan with this history.
    fn traffic(&self, plan: Digest, history: &History) -> Result<Traffic, NotDone> {
        let since = self.now.plus(-DAY - HOUR);
        let mut others = Vec::new();
        for line in self.store.begun_since(self.tenant, since)? {
            // What the plan's own history has is counted from there.
            if line.plan != Some(plan)
                && let What::Event { is, .. } = Entry::read(&line)?.what
            {
                others.extend(Happened::of(line, is));
            }
        }
        let all = history.events.iter().chain(&others);
        let entries = all.map(|it| limits::Entry {
            plan: it.plan,
            serial: &it.serial,
            event: &it.event,
            at: it.at,
        });
        Ok(Traffic::count(entries, plan, self.now, self.fleet))
    }

    /// Writes down what happened, and what the case is then.
    fn record(
        &self,
        open: &mut Open,
        by: &str,
        event: Event,
        facts: Option<&Facts>,
    ) -> Result<(), NotDone> {
        self.record_on(None, open, by, event, facts)
    }

    /// The same, if nobody has written anything in the tenant after an entry.
    fn record_on(
        &self,
        rests_on: Option<u64>,
        open: &mut Open,
        by: &str,
        event: Event,
        facts: Option<&Facts>,
    ) -> Result<(), NotDone> {
        // An event belongs to the plan that held when it happened; a proposal to the new one.
        let plan = match &event {
            Event::Proposed { plan, .. } => Some(*plan),
            _ => open.case.plan,
        };
        let expected = open.row.events;
        let mut case = open.case.clone();
        case.after(&event, self.now);
        let entry = Entry {
            by: by.to_owned(),
            what: What::Event {
                is: event,
                facts: facts.map(|facts| Box::new(*facts)),
            },
        };
        let row = CaseRow {
            state: case.state.name().to_owned(),
            held: case.held,
            since: case.since,
            due: due(&case),
            plan: case.plan,
            step: case.step,
            events: case.events,
            ..open.row.clone()
        };
        let written = entry.written(self.now, Some(&case.serial), plan)?;
        let entry = NewEntry {
            rests_on,
            ..written
        };
        self.store.record(self.tenant, &row, expected, entry)?;
        if case.state.over() {
            self.store.end_holder_links(self.tenant, row.case)?;
        }
        (open.case, open.row) = (case, row);
        Ok(())
    }

    /// Writes down that something was refused, and refuses it.
    fn refuse<T>(
        &self,
        by: &str,
        asked: &str,
        serial: Option<&str>,
        plan: Option<Digest>,
        refusal: Refusal,
    ) -> Result<T, NotDone> {
        let entry = Entry {
            by: by.to_owned(),
            what: What::Refused {
                asked: asked.to_owned(),
                refusal: refusal.name().to_owned(),
            },
        };
        self.store
            .note(self.tenant, entry.written(self.now, serial, plan)?)?;
        Err(NotDone::Refused(refusal))
    }

    fn scene<'a>(
        &self,
        facts: &'a Facts,
        approvals: &'a [Approval],
        stops: Stops,
        traffic: Traffic,
    ) -> Scene<'a> {
        Scene {
            now: self.now,
            facts,
            approvals,
            stops,
            traffic,
            laws: Laws::ALL,
        }
    }
}

/// When somebody has to look at a case again.
fn due(case: &Case) -> Option<Moment> {
    let asks = matches!(case.state, State::AwaitingConsent | State::Open);
    let consent = case.asked.filter(|_| asks);
    let consent = consent.map(|asked| asked.plus(remedy::case::CONSENT_WITHIN));
    match (case.due, consent) {
        (Some(due), Some(consent)) => Some(due.min(consent)),
        (due, consent) => due.or(consent),
    }
}
