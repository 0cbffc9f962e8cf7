//! Cases in memory: maps, and a list that is only pushed to.

use super::{Memory, number};
use crate::store::case_record::one_line;
use crate::store::cases::switched;
use crate::store::{
    CasePage, CaseQuery, CaseRow, Cases, HolderLink, LedgerRow, NewEntry, PlanRow, StoreError,
    Tenant,
};
use enrollment::moment::Moment;
use remedy::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// The cases of all tenants.
#[derive(Default)]
pub(super) struct Casebooks {
    by_tenant: BTreeMap<Tenant, Casebook>,
    links: BTreeMap<[u8; 32], (Tenant, HolderLink)>,
    /// Where a kill switch is on.
    stopped: BTreeSet<i64>,
}

/// The cases of one tenant.
#[derive(Default)]
struct Casebook {
    opened: u64,
    cases: BTreeMap<u64, CaseRow>,
    ledger: Vec<LedgerRow>,
    plans: BTreeMap<Digest, PlanRow>,
}

impl Casebooks {
    fn book(&mut self, tenant: Tenant) -> &mut Casebook {
        self.by_tenant.entry(tenant).or_default()
    }

    /// Forgets a device as far as its cases are over; says how many rows went. The ledger stays.
    pub(super) fn forget(&mut self, tenant: Tenant, serial: &str) -> u64 {
        let cases = &mut self.book(tenant).cases;
        let over: BTreeSet<u64> = cases
            .values()
            .filter(|row| row.serial == serial && row.is_over())
            .map(|row| row.case)
            .collect();
        cases.retain(|case, _| !over.contains(case));
        let count = self.links.len();
        self.links
            .retain(|_, (whose, link)| *whose != tenant || !over.contains(&link.case));
        (over.len() + count - self.links.len()) as u64
    }

    /// Deletes links that were over before a time.
    pub(super) fn retain(&mut self, tenant: Tenant, before: Moment) -> u64 {
        let count = self.links.len();
        self.links
            .retain(|_, (whose, link)| *whose != tenant || link.expires >= before);
        (count - self.links.len()) as u64
    }
}

impl Casebook {
    fn append(&mut self, entry: NewEntry) -> Result<LedgerRow, StoreError> {
        let row = entry.after(self.end())?;
        self.ledger.push(row.clone());
        Ok(row)
    }

    fn end(&self) -> Option<(u64, Digest)> {
        let last = self.ledger.last();
        last.map(|last| (last.link.number, last.link.hash))
    }

    fn entries(&self, wanted: impl Fn(&LedgerRow) -> bool) -> Vec<LedgerRow> {
        let wanted = self.ledger.iter().filter(|row| wanted(row));
        wanted.cloned().collect()
    }
}

impl Cases for Memory {
    fn open_case(
        &self,
        tenant: Tenant,
        row: &CaseRow,
        entry: NewEntry,
    ) -> Result<(u64, LedgerRow), StoreError> {
        let mut rooms = self.rooms();
        let book = rooms.cases.book(tenant);
        let mut others = book.cases.values().filter(|it| it.serial == row.serial);
        if others.any(|other| !other.is_over()) {
            return Err(StoreError::CaseOpen(row.serial.clone()));
        }
        let case = book.opened + 1;
        let written = book.append(entry.of(case, &row.serial))?;
        book.opened = case;
        book.cases.insert(
            case,
            CaseRow {
                case,
                ..row.clone()
            },
        );
        Ok((case, written))
    }

    fn record(
        &self,
        tenant: Tenant,
        row: &CaseRow,
        expected_events: u32,
        entry: NewEntry,
    ) -> Result<LedgerRow, StoreError> {
        let mut rooms = self.rooms();
        let book = rooms.cases.book(tenant);
        row.may_replace(book.cases.get(&row.case), expected_events)?;
        let written = book.append(entry.of(row.case, &row.serial))?;
        book.cases.insert(row.case, row.clone());
        Ok(written)
    }

    fn note(&self, tenant: Tenant, entry: NewEntry) -> Result<LedgerRow, StoreError> {
        self.rooms().cases.book(tenant).append(entry)
    }

    fn ledger(
        &self,
        tenant: Tenant,
        after: u64,
        limit: usize,
    ) -> Result<Vec<LedgerRow>, StoreError> {
        let mut rooms = self.rooms();
        let all = rooms.cases.book(tenant).ledger.iter();
        let wanted = all.filter(|row| row.link.number > after).take(limit);
        Ok(wanted.cloned().collect())
    }

    fn ledger_of_case(&self, tenant: Tenant, case: u64) -> Result<Vec<LedgerRow>, StoreError> {
        let mut rooms = self.rooms();
        let book = rooms.cases.book(tenant);
        Ok(book.entries(|row| row.case == Some(case)))
    }

    fn ledger_of_plan(&self, tenant: Tenant, plan: Digest) -> Result<Vec<LedgerRow>, StoreError> {
        let mut rooms = self.rooms();
        let book = rooms.cases.book(tenant);
        Ok(book.entries(|row| row.plan == Some(plan)))
    }

    fn ledger_of_device(&self, tenant: Tenant, serial: &str) -> Result<Vec<LedgerRow>, StoreError> {
        let mut rooms = self.rooms();
        let book = rooms.cases.book(tenant);
        Ok(book.entries(|row| row.serial.as_deref() == Some(serial)))
    }

    fn begun_since(&self, tenant: Tenant, at: Moment) -> Result<Vec<LedgerRow>, StoreError> {
        let mut rooms = self.rooms();
        let book = rooms.cases.book(tenant);
        Ok(book.entries(|row| row.case.is_some() && row.at >= at))
    }

    fn ledger_end(&self, tenant: Tenant) -> Result<Option<(u64, Digest)>, StoreError> {
        Ok(self.rooms().cases.book(tenant).end())
    }

    fn case(&self, tenant: Tenant, case: u64) -> Result<Option<CaseRow>, StoreError> {
        Ok(self.rooms().cases.book(tenant).cases.get(&case).cloned())
    }

    fn case_of(&self, tenant: Tenant, serial: &str) -> Result<Option<CaseRow>, StoreError> {
        let mut rooms = self.rooms();
        let mut newest_first = rooms.cases.book(tenant).cases.values().rev();
        Ok(newest_first.find(|row| row.serial == serial).cloned())
    }

    fn cases(&self, tenant: Tenant, query: &CaseQuery) -> Result<CasePage, StoreError> {
        let from = query.from()?;
        let mut rooms = self.rooms();
        let cases = &rooms.cases.book(tenant).cases;
        let mut counts = BTreeMap::new();
        for row in cases.values() {
            *counts.entry(row.state.clone()).or_default() += 1;
        }
        let wanted = |row: &&CaseRow| {
            (query.states.is_empty() || query.states.contains(&row.state))
                && from.is_none_or(|from| row.place() > from)
        };
        let mut rows: Vec<CaseRow> = cases.values().filter(wanted).cloned().collect();
        rows.sort_by_key(CaseRow::place);
        Ok(CasePage::of(query, rows, counts))
    }

    fn cases_due(&self, now: Moment, limit: usize) -> Result<Vec<(Tenant, CaseRow)>, StoreError> {
        let rooms = self.rooms();
        let books = rooms.cases.by_tenant.iter();
        let all = books.flat_map(|(tenant, book)| book.cases.values().map(|row| (*tenant, row)));
        let due = all.filter(|(_, row)| row.due.is_some_and(|due| due <= now));
        let mut due: Vec<_> = due.map(|(tenant, row)| (tenant, row.clone())).collect();
        due.sort_by_key(|(tenant, row)| (row.due, *tenant, row.case));
        due.truncate(limit);
        Ok(due)
    }

    fn cases_of_plan(&self, tenant: Tenant, plan: Digest) -> Result<Vec<CaseRow>, StoreError> {
        let mut rooms = self.rooms();
        let cases = rooms.cases.book(tenant).cases.values();
        let wanted = cases.filter(|row| row.plan == Some(plan));
        Ok(wanted.cloned().collect())
    }

    fn put_plan(&self, tenant: Tenant, plan: &PlanRow) -> Result<(), StoreError> {
        one_line(&plan.text)?;
        let mut rooms = self.rooms();
        let plans = &mut rooms.cases.book(tenant).plans;
        plans.entry(plan.hash).or_insert_with(|| plan.clone());
        Ok(())
    }

    fn plan(&self, tenant: Tenant, hash: Digest) -> Result<Option<PlanRow>, StoreError> {
        Ok(self.rooms().cases.book(tenant).plans.get(&hash).cloned())
    }

    fn put_holder_link(&self, tenant: Tenant, link: &HolderLink) -> Result<(), StoreError> {
        let links = &mut self.rooms().cases.links;
        links.insert(link.hash, (tenant, link.clone()));
        Ok(())
    }

    fn holder_link(&self, hash: &[u8; 32]) -> Result<Option<(Tenant, HolderLink)>, StoreError> {
        Ok(self.rooms().cases.links.get(hash).cloned())
    }

    fn holder_links(&self, tenant: Tenant, case: u64) -> Result<Vec<HolderLink>, StoreError> {
        let rooms = self.rooms();
        let all = rooms.cases.links.values();
        let of_case = all.filter(|(whose, link)| *whose == tenant && link.case == case);
        let mut links: Vec<_> = of_case.map(|(_, link)| link.clone()).collect();
        links.sort_by_key(|link| (link.expires, link.hash));
        Ok(links)
    }

    fn end_holder_links(&self, tenant: Tenant, case: u64) -> Result<u64, StoreError> {
        let mut rooms = self.rooms();
        let mut count = 0;
        for (whose, link) in rooms.cases.links.values_mut() {
            if *whose == tenant && link.case == case && !link.ended {
                link.ended = true;
                count += 1;
            }
        }
        Ok(count)
    }

    fn kill_switch(&self, tenant: Option<Tenant>) -> Result<bool, StoreError> {
        let rooms = self.rooms();
        let stopped = |tenant| rooms.cases.stopped.contains(&number(tenant));
        Ok(stopped(tenant) || stopped(None))
    }

    fn set_kill_switch(
        &self,
        tenant: Option<Tenant>,
        on: bool,
        who: &str,
        at: Moment,
    ) -> Result<(), StoreError> {
        let mut rooms = self.rooms();
        if on {
            rooms.cases.stopped.insert(number(tenant));
        } else {
            rooms.cases.stopped.remove(&number(tenant));
        }
        rooms.note(tenant, &switched(on, who, at));
        Ok(())
    }
}
