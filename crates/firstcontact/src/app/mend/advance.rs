//! Cases go on: what was read is looked at, time passes, approved steps begin, requests are sent.

use super::entry::{Entry, PRODUCT, What};
use super::facts::facts;
use super::{Mending, NotDone, Open};
use crate::app::examine::Examiner;
use crate::app::findings;
use crate::store::{CaseRow, StoreError, every_case};
use enrollment::correlate::Fleet;
use enrollment::diagnosis::Weights;
use enrollment::moment::{MINUTE, Moment};
use enrollment::snapshot::PurchaseSource;
use remedy::act::{Approved, Outcome};
use remedy::case::State;
use remedy::event::{After, Event};
use remedy::facts::Facts;
use remedy::plan::Plan;
use remedy::refusal::{Laws, Refusal};
use remedy::step::{Step, Task};

/// Whatever can send a request. Reading code has none.
pub trait Carry {
    /// Sends what was approved, once. `code`: the approval of another administrator at the vendor.
    /// `told` hears of each request before its answer is known to anybody else.
    fn carry(
        &mut self,
        approved: Approved,
        code: Option<&str>,
        told: &mut dyn FnMut(Told),
    ) -> Outcome;

    /// What another administrator decided at the vendor about a request, by its code. Nothing is
    /// sent for it.
    fn decided(&mut self, code: &str) -> Decided;
}

/// What another administrator decided at the vendor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decided {
    /// Nothing yet, or it cannot be read.
    Waiting,
    /// The request may be sent with its code.
    Approved,
    /// It was rejected or cancelled, or its time has passed.
    Over,
}

/// What was read about a device by its serial number, and whether it was added with Configurator;
/// none if nothing was.
pub type Look<'l> = dyn Fn(&str) -> Option<(Facts, bool)> + 'l;

/// A request that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// `POST`.
    pub method: String,
    /// Where to, without the host.
    pub path: String,
    /// How it was answered; none if it was not.
    pub status: Option<u16>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advanced {
    /// Events that were written down.
    pub events: usize,
    /// Requests that were approved and sent.
    pub sent: usize,
    /// Devices whose next step waits, and for what.
    pub waiting: Vec<(String, Refusal)>,
}

/// A request without an answer is given up after this: nobody who sends one waits as long.
const ANSWERED_WITHIN: i64 = 15 * MINUTE;
/// What was lost is sent again only after a look this much later, so that the vendor's lists show
/// whether it had happened: a second assignment would take the profile away (C06). Linkages at
/// Apple were seen to lag by seconds (apple.md §1.6); the rest is caution.
const SHOWN_WITHIN: i64 = 15 * MINUTE;
/// How often something is written anew that somebody else's entry came before.
const TRIES: usize = 20;
/// Steps that follow each other in one look at most.
const TURNS: usize = 40;

impl Mending<'_> {
    /// Looks at every case that is not over.
    ///
    /// # Errors
    /// Whatever the store says. A case that somebody else changes meanwhile is left to them.
    pub fn advance(
        &self,
        fleet: &Fleet<'_>,
        weights: &Weights,
        hands: Option<&mut dyn Carry>,
    ) -> Result<Advanced, NotDone> {
        // Something is wrong for all: single devices wait until that is mended.
        let fault = !findings::of_tenant(fleet).is_empty();
        let examiner = Examiner::new(weights);
        self.advance_by(&|serial| look(fleet, &examiner, serial), fault, hands)
    }

    /// The same by facts, however they were come by. `fault`: something is wrong for all.
    ///
    /// # Errors
    /// Whatever the store says. A case that somebody else changes meanwhile is left to them.
    pub fn advance_by(
        &self,
        look: &Look<'_>,
        fault: bool,
        mut hands: Option<&mut dyn Carry>,
    ) -> Result<Advanced, NotDone> {
        let mut all = Advanced::default();
        let mut rows = every_case(self.store, self.tenant, |state| !state.over())?;
        // In the order in which they were opened: rings are filled in the plan's order.
        rows.sort_by_key(|row| row.case);
        for row in rows {
            let seen = look(&row.serial);
            let one = self.advance_one(row, (seen, fault), &mut hands, &mut all);
            match one {
                Err(NotDone::Store(StoreError::Conflict)) => (),
                other => other?,
            }
        }
        Ok(all)
    }

    fn advance_one(
        &self,
        row: CaseRow,
        (seen, fault): (Option<(Facts, bool)>, bool),
        hands: &mut Option<&mut dyn Carry>,
        all: &mut Advanced,
    ) -> Result<(), NotDone> {
        let mut open = self.opened(row)?;
        let plan = open.case.plan.map(|plan| self.plan(plan)).transpose()?;
        for _ in 0..TURNS {
            let event = self.quietly(&open, plan.as_ref(), seen.as_ref());
            if let Some((event, by_facts)) = event {
                let facts = seen.as_ref().map(|(facts, _)| facts);
                self.record(&mut open, PRODUCT, event, facts.filter(|_| by_facts))?;
                all.events += 1;
                continue;
            }
            let (Some(plan), Some((facts, _))) = (&plan, &seen) else {
                return Ok(());
            };
            if !self.goes_on(&mut open, plan, (facts, fault), hands, all)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What follows without anybody doing anything, and whether what was read decided it.
    fn quietly(
        &self,
        open: &Open,
        plan: Option<&Plan>,
        seen: Option<&(Facts, bool)>,
    ) -> Option<(Event, bool)> {
        let case = &open.case;
        let unanswered = self.now.since(case.since) >= ANSWERED_WITHIN;
        if let Some(event) = case.lost().filter(|_| unanswered) {
            return Some((event, false));
        }
        if let (Some(plan), Some((facts, by_hand))) = (plan, seen)
            && let Some(event) = case.look(plan, facts, self.now, *by_hand)
        {
            return Some((event, true));
        }
        case.late(plan, self.now).map(|event| (event, false))
    }

    /// The next step, if it may begin; says whether anything happened.
    fn goes_on(
        &self,
        open: &mut Open,
        plan: &Plan,
        (facts, fault): (&Facts, bool),
        hands: &mut Option<&mut dyn Carry>,
        all: &mut Advanced,
    ) -> Result<bool, NotDone> {
        let state = open.case.state;
        if state == State::AwaitingApproval {
            let (approvals, applied) = self.approvals(plan.hash())?;
            let event = open.case.enqueue(plan, &approvals, self.now, Laws::ALL);
            let Some(event) = event.ok().filter(|_| applied) else {
                return Ok(false);
            };
            self.record(open, PRODUCT, event, None)?;
            all.events += 1;
            return Ok(true);
        }
        if !matches!(state, State::Queued | State::AwaitingVendor) {
            return Ok(false);
        }
        if state == State::AwaitingVendor && !self.approved_by_vendor(open, hands, all)? {
            return Ok(false);
        }
        let step = plan
            .member(&open.case.serial)
            .and_then(|member| member.steps.get(usize::from(open.case.step)));
        match step {
            // Whoever erases says when: what was read holds for an hour only.
            Some(Step::Person {
                task: Task::EraseByHand,
            })
            | None => Ok(false),
            Some(Step::Api { .. }) if hands.is_none() => Ok(false),
            Some(Step::Api { .. }) if lost(open, facts) => {
                let refusal = Refusal::EvidenceStale;
                all.waiting.push((open.case.serial.clone(), refusal));
                Ok(false)
            }
            Some(_) => {
                let began = self.begin(open, plan, (facts, fault), hands);
                match began {
                    Ok(sent) => {
                        all.events += 1;
                        all.sent += usize::from(sent);
                        // What was not taken is not sent a second time in one look.
                        Ok(!sent || open.case.state == State::Waiting)
                    }
                    // What it rests on is not so any more: a new plan is needed.
                    Err(NotDone::Refused(Refusal::DeviceChanged | Refusal::PlanExpired)) => {
                        let to = After::Open;
                        self.record(open, PRODUCT, Event::Late { to }, Some(facts))?;
                        all.events += 1;
                        Ok(false)
                    }
                    Err(NotDone::Refused(refusal)) => {
                        all.waiting.push((open.case.serial.clone(), refusal));
                        Ok(false)
                    }
                    Err(other) => Err(other),
                }
            }
        }
    }

    /// The holder is ready to erase now: everything is looked at once more.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn ready_to_erase(
        &self,
        open: &mut Open,
        fleet: &Fleet<'_>,
        weights: &Weights,
        by: &str,
    ) -> Result<(), NotDone> {
        let serial = open.case.serial.clone();
        let refuse = |refusal| self.refuse(by, "erase", Some(&serial), open.case.plan, refusal);
        let Some(device) = fleet.find(&serial) else {
            return refuse(Refusal::Stranger);
        };
        let Some(plan) = open.case.plan else {
            return refuse(Refusal::NotNow);
        };
        let plan = self.plan(plan)?;
        let examiner = Examiner::new(weights);
        let examined = examiner.examine(&device);
        let fault = !findings::of_tenant(fleet).is_empty();
        let facts = facts(&examined);
        match self.begin(open, &plan, (&facts, fault), &mut None) {
            Err(NotDone::Refused(refusal)) => {
                self.refuse(by, "erase", Some(&serial), Some(plan.hash()), refusal)
            }
            other => other.map(drop),
        }
    }

    /// Begins the next step; says whether something was sent.
    fn begin(
        &self,
        open: &mut Open,
        plan: &Plan,
        (facts, fault): (&Facts, bool),
        hands: &mut Option<&mut dyn Carry>,
    ) -> Result<bool, NotDone> {
        let code = open.case.vendor_code.clone();
        // Written down first: what is not in the ledger is not sent.
        let Some(approved) = self.admit(open, plan, (facts, fault), hands.is_some())? else {
            return Ok(false);
        };
        let Some(hands) = hands else {
            return Err(Refusal::NotNow.into());
        };
        let fence = open.case.fence;
        let key = approved.key().text();
        let mut calls = Vec::new();
        let outcome = hands.carry(approved, code.as_deref(), &mut |told| calls.push(told));
        for call in calls {
            self.called(open, &key, call)?;
        }
        self.answer(open, fence, &outcome)?;
        Ok(true)
    }

    /// Lets the next step begin and writes that down; gives what is to be sent, if anything is.
    /// What others do meanwhile counts: a decision that rests on an older ledger is made anew, so
    /// that no two processes ever begin the first device of a ring.
    fn admit(
        &self,
        open: &mut Open,
        plan: &Plan,
        (facts, fault): (&Facts, bool),
        has_hands: bool,
    ) -> Result<Option<Approved>, NotDone> {
        for _ in 0..TRIES {
            let end = self.store.ledger_end(self.tenant)?;
            let end = end.map_or(0, |(number, _)| number);
            let history = self.history(plan.hash())?;
            let stops = self.stops(&open.case.serial, fault)?;
            let traffic = self.traffic(plan.hash(), &history)?;
            let scene = self.scene(facts, &history.approvals, stops, traffic);
            let beginning = open.case.begin(plan, &scene)?;
            if beginning.send.is_some() && !has_hands {
                return Err(Refusal::NotNow.into());
            }
            match self.record_on(Some(end), open, PRODUCT, beginning.event, Some(facts)) {
                Err(NotDone::Store(StoreError::Conflict)) => *open = self.case(open.row.case)?,
                other => return other.map(|()| beginning.send),
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// Writes down what became of a request, whatever others have written into the case meanwhile:
    /// somebody may have held it.
    fn answer(&self, open: &mut Open, fence: u32, outcome: &Outcome) -> Result<(), NotDone> {
        for _ in 0..TRIES {
            let event = open.case.answered(fence, outcome.clone())?;
            match self.record(open, PRODUCT, event, None) {
                Err(NotDone::Store(StoreError::Conflict)) => *open = self.case(open.row.case)?,
                other => return other,
            }
        }
        Err(StoreError::Conflict.into())
    }

    /// Whether another administrator has approved at the vendor what waits for them. Until they
    /// have, nothing is sent again.
    fn approved_by_vendor(
        &self,
        open: &mut Open,
        hands: &mut Option<&mut dyn Carry>,
        all: &mut Advanced,
    ) -> Result<bool, NotDone> {
        let (Some(code), Some(hands)) = (&open.case.vendor_code, hands) else {
            return Ok(false);
        };
        match hands.decided(code) {
            Decided::Approved => Ok(true),
            Decided::Waiting => Ok(false),
            Decided::Over => {
                let to = After::Failed;
                self.record(open, PRODUCT, Event::Late { to }, None)?;
                all.events += 1;
                Ok(false)
            }
        }
    }

    fn called(&self, open: &Open, key: &str, call: Told) -> Result<(), NotDone> {
        let entry = Entry {
            by: PRODUCT.to_owned(),
            what: What::Called {
                method: call.method,
                path: call.path,
                key: key.to_owned(),
                status: call.status,
            },
        };
        let (serial, plan) = (&open.case.serial, open.case.plan);
        let entry = entry.written(self.now, Some(serial), plan)?;
        self.store.note(self.tenant, entry)?;
        Ok(())
    }
}

/// What was read about a device.
fn look(fleet: &Fleet<'_>, examiner: &Examiner<'_, ()>, serial: &str) -> Option<(Facts, bool)> {
    let device = fleet.find(serial)?;
    let examined = examiner.examine(&device);
    let by_hand = device
        .org()
        .is_some_and(|row| row.source == PurchaseSource::Manual);
    Some((facts(&examined), by_hand))
}

/// Whether the present step was sent, its answer was lost, and what was read since then does not
/// show yet whether it happened.
fn lost(open: &Open, facts: &Facts) -> bool {
    let case = &open.case;
    let again = case.state == State::Queued && case.begun.is_some();
    let shown = case.since.plus(SHOWN_WITHIN);
    again && facts.identity.is_none_or(|read| read.at < shown)
}

/// How old a snapshot may be for cases to go on by it.
const FRESH_ENOUGH: i64 = 60 * MINUTE;

/// Whether a snapshot is young enough.
pub fn fresh_enough(taken_at: Moment, now: Moment) -> bool {
    (-MINUTE..=FRESH_ENOUGH).contains(&now.since(taken_at))
}
