//! Cases in the store: what is done about devices, each entry chained to the one before.

use super::{
    CasePage, CaseQuery, CaseRow, HolderLink, LedgerRow, NewEntry, PlanRow, StoreError, Tenant,
};
use enrollment::moment::Moment;
use remedy::case::State;
use remedy::digest::Digest;

/// The cases of all tenants. A part of every [`super::Store`].
///
/// The ledger of a tenant is one chain ([`remedy::ledger::verify`]). It is only appended to, by one
/// writer after the other; neither retention nor forgetting a device takes anything from it. The
/// same holds for plans.
pub trait Cases: Send + Sync {
    /// Opens a case and writes down why, both or neither. Gives its number, which `row` cannot know
    /// yet: its own is not read. The entry is made one of this case.
    ///
    /// # Errors
    /// [`StoreError::CaseOpen`] if the device has a case that is not over.
    fn open_case(
        &self,
        tenant: Tenant,
        row: &CaseRow,
        entry: NewEntry,
    ) -> Result<(u64, LedgerRow), StoreError>;

    /// Writes down what happened in a case and puts `row` in the place of what was kept of it, both
    /// or neither. The entry is made one of this case.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the case has not had `expected_events` events: somebody else was
    /// faster. Then read it again, and think again.
    fn record(
        &self,
        tenant: Tenant,
        row: &CaseRow,
        expected_events: u32,
        entry: NewEntry,
    ) -> Result<LedgerRow, StoreError>;

    /// Writes down what changes no case: an approval, a refusal, a kill switch.
    fn note(&self, tenant: Tenant, entry: NewEntry) -> Result<LedgerRow, StoreError>;

    /// Entries after the one with a number, 0 for the first ones, at most so many, in order.
    fn ledger(
        &self,
        tenant: Tenant,
        after: u64,
        limit: usize,
    ) -> Result<Vec<LedgerRow>, StoreError>;

    /// The entries about a case, in order.
    fn ledger_of_case(&self, tenant: Tenant, case: u64) -> Result<Vec<LedgerRow>, StoreError>;

    /// The entries about a plan, in order.
    fn ledger_of_plan(&self, tenant: Tenant, plan: Digest) -> Result<Vec<LedgerRow>, StoreError>;

    /// The entries about a device, in all its cases, in order.
    fn ledger_of_device(&self, tenant: Tenant, serial: &str) -> Result<Vec<LedgerRow>, StoreError>;

    /// The entries about any case at or after a time, in order: what traffic is counted from.
    fn begun_since(&self, tenant: Tenant, at: Moment) -> Result<Vec<LedgerRow>, StoreError>;

    /// The number and the hash that the last entry was written with; none before the first. They
    /// lie beside the chain, so that it shows where its end was cut off.
    fn ledger_end(&self, tenant: Tenant) -> Result<Option<(u64, Digest)>, StoreError>;

    /// A case.
    fn case(&self, tenant: Tenant, case: u64) -> Result<Option<CaseRow>, StoreError>;

    /// The newest case of a device.
    fn case_of(&self, tenant: Tenant, serial: &str) -> Result<Option<CaseRow>, StoreError>;

    /// A page of cases: by the time at which they are due, those that never are last; then by the
    /// time since which they are where they are.
    fn cases(&self, tenant: Tenant, query: &CaseQuery) -> Result<CasePage, StoreError>;

    /// The cases of all tenants that are due at a time, at most so many, the first due first.
    fn cases_due(&self, now: Moment, limit: usize) -> Result<Vec<(Tenant, CaseRow)>, StoreError>;

    /// The cases in which a plan holds, in the order of their numbers.
    fn cases_of_plan(&self, tenant: Tenant, plan: Digest) -> Result<Vec<CaseRow>, StoreError>;

    /// Keeps a plan. One that is there already stays as it is.
    fn put_plan(&self, tenant: Tenant, plan: &PlanRow) -> Result<(), StoreError>;

    /// The plan of a hash.
    fn plan(&self, tenant: Tenant, hash: Digest) -> Result<Option<PlanRow>, StoreError>;

    /// Keeps a holder's link, over what lay there with its hash.
    fn put_holder_link(&self, tenant: Tenant, link: &HolderLink) -> Result<(), StoreError>;

    /// The link of a secret's hash, and whose tenant it is. Whether it is still good is the
    /// caller's to ask.
    fn holder_link(&self, hash: &[u8; 32]) -> Result<Option<(Tenant, HolderLink)>, StoreError>;

    /// The links of a case, the one that expires first first.
    fn holder_links(&self, tenant: Tenant, case: u64) -> Result<Vec<HolderLink>, StoreError>;

    /// Ends all links of a case. Says how many were not ended before.
    fn end_holder_links(&self, tenant: Tenant, case: u64) -> Result<u64, StoreError>;

    /// Whether nothing may begin: in a tenant, or in the whole installation, which stops each
    /// tenant, too.
    fn kill_switch(&self, tenant: Option<Tenant>) -> Result<bool, StoreError>;

    /// Turns a kill switch on or off, the tenant's own or the installation's, and notes in the
    /// audit trail who did.
    fn set_kill_switch(
        &self,
        tenant: Option<Tenant>,
        on: bool,
        who: &str,
        at: Moment,
    ) -> Result<(), StoreError>;
}

/// Every case of a tenant in these states, in the order of [`Cases::cases`].
pub fn every_case(
    store: &dyn super::Store,
    tenant: Tenant,
    wanted: impl Fn(State) -> bool,
) -> Result<Vec<CaseRow>, StoreError> {
    let states = State::ALL.into_iter().filter(|state| wanted(*state));
    let mut query = CaseQuery {
        states: states.map(|state| state.name().to_owned()).collect(),
        size: PAGE,
        cursor: None,
    };
    let mut rows = Vec::new();
    loop {
        let page = store.cases(tenant, &query)?;
        rows.extend(page.rows);
        query.cursor = page.next;
        if query.cursor.is_none() {
            return Ok(rows);
        }
    }
}

/// Cases that are asked for at once when all are wanted.
const PAGE: usize = 1_000;

/// What the audit trail says about a kill switch.
pub(super) fn switched(on: bool, who: &str, at: Moment) -> super::AuditEntry {
    let what = if on {
        "kill_switch_on"
    } else {
        "kill_switch_off"
    };
    super::AuditEntry {
        at,
        who: who.to_owned(),
        what: what.to_owned(),
        subject: String::new(),
        detail: String::new(),
    }
}
