//! A small world: devices whose facts drift, people who err, vendors who answer as they like.

mod lead;
mod made;

use super::dice::Dice;
use super::oracle::{Breach, Oracle, Seen, person};
use crate::act::Outcome;
use crate::approval::Approval;
use crate::case::{Case, Scene, State};
use crate::consent::{Consent, Owner};
use crate::digest::Digest;
use crate::event::Event;
use crate::facts::{Custody, Facts, Identity, Lock, Read, Record, Since, Standing};
use crate::limits::{Entry, Stops, Traffic};
use crate::plan::{Draft, Goal, Member, Plan};
use crate::refusal::{Laws, Refusal};
use crate::step::{Step, Task};
use enrollment::moment::{DAY, HOUR, MINUTE, Moment};
use made::{assign, blank, migrate, profile, retire, sync, verdict, wipe};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Names of people: the first one asks for plans, and has an account of the dashboard besides;
/// dora may not approve.
const PEOPLE: [&str; 6] = ["ann", "bob", "cem", "dora", "local:ann", "  "];
/// Devices of a usual world, and of one large enough for all rings.
const FEW: [usize; 3] = [1, 2, 8];
const MANY: usize = 40;

/// A world.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) now: Moment,
    pub(super) cases: Vec<Case>,
    pub(super) facts: Vec<Facts>,
    plans: Vec<Plan>,
    approvals: Vec<Approval>,
    pub(super) stops: Vec<Stops>,
    events: Vec<(usize, Option<Digest>, Event, Moment)>,
    fleet: u32,
    /// Whether nearly everything goes well, so that a world gets far.
    smooth: bool,
    oracle: Oracle,
    pub(super) refused: RefCell<BTreeSet<Refusal>>,
}

impl World {
    pub(super) fn new(dice: &mut Dice) -> Self {
        let smooth = dice.in_hundred(40);
        let many = smooth && dice.in_hundred(15);
        let count = if many { MANY } else { dice.of(&FEW) };
        let now = Moment::FIRST.plus(300 * DAY + dice.below(DAY as u64) as i64);
        let cases = (0..count).map(|it| Case::open(format!("SERIAL{it:04}"), now));
        let fleet = dice.of(&[40, 3_300, 100_000]);
        let mut world = Self {
            now,
            cases: cases.collect(),
            facts: vec![Facts::default(); count],
            plans: Vec::new(),
            approvals: Vec::new(),
            stops: vec![Stops::default(); count],
            events: Vec::new(),
            fleet,
            smooth,
            oracle: Oracle::new(count, fleet),
            refused: RefCell::default(),
        };
        for device in 0..count {
            world.read(dice, device);
        }
        if dice.in_hundred(50) {
            let done = dice.of(&[0, 1, 6, 31, MANY]);
            world.lead(done.min(count)).expect("all goes well");
        }
        world
    }

    /// One device, nothing read, nothing said.
    pub(super) fn one() -> Self {
        let mut dice = Dice::new(5);
        loop {
            let world = Self::new(&mut dice);
            if world.cases.len() == 1 && world.events.is_empty() {
                return Self {
                    smooth: true,
                    ..world
                };
            }
        }
    }

    /// Whether nothing is different that matters.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.now == other.now
            && self.facts == other.facts
            && self.cases == other.cases
            && self.approvals == other.approvals
    }

    /// Somebody asks for a plan of a kind for all devices.
    pub(super) fn propose_kind(&mut self, kind: u64) -> Result<(), Breach> {
        let plan = self.plan_of_kind(kind, 0);
        self.plans.push(plan.clone());
        let scene = self.scene(0, None, Laws::ALL);
        let event = self.cases[0].propose(&plan, &scene);
        self.note_or(0, event)
    }

    /// Somebody approves the device's plan.
    pub(super) fn approve_as(&mut self, by: &'static str) {
        let Some(plan) = self.plan_of(0).cloned() else {
            return;
        };
        let approval = Approval {
            plan: plan.hash(),
            by: by.to_owned(),
            in_role: true,
            at: self.now,
        };
        if approval.admit(&plan, &self.approvals, Laws::ALL).is_ok() {
            self.oracle.approved(plan.hash(), by, self.now);
            self.approvals.push(approval);
        }
    }

    /// Whoever does the present step says that it is done.
    pub(super) fn report_step(&mut self, device: usize) -> Result<(), Breach> {
        let Some(plan) = self.plan_of(device).cloned() else {
            return Ok(());
        };
        let case = &self.cases[device];
        let member = plan.member(&case.serial);
        let step = member.and_then(|it| it.steps.get(usize::from(case.step)));
        let Some(Step::Person { task }) = step else {
            return Ok(());
        };
        let event = case.report(&plan, *task, "holder", Laws::ALL);
        self.note_or(device, event)
    }

    pub(super) fn states(&self) -> impl Iterator<Item = State> {
        self.cases.iter().map(|case| case.state)
    }

    /// Something happens.
    pub(super) fn step(&mut self, dice: &mut Dice, laws: Laws) -> Result<(), Breach> {
        let device = dice.below(self.cases.len() as u64) as usize;
        match dice.below(if self.smooth { 84 } else { 100 }) {
            0..10 => {
                self.passes(dice);
                Ok(())
            }
            10..22 => {
                self.read(dice, device);
                Ok(())
            }
            22..32 => self.propose(dice, device, laws),
            32..42 => self.agree(dice, device, laws),
            42..52 => self.approve(dice, device, laws),
            52..56 => self.enqueue(dice, device, laws),
            56..66 => self.begin_some(dice, device, laws),
            66..72 => self.answer(dice, device),
            72..78 => self.report(dice, device, laws),
            78..84 => self.look(device),
            84..87 => {
                self.stop(dice, device);
                Ok(())
            }
            87..89 => self.note_all(device, self.cases[device].lost()),
            _ => self.person(dice, device, laws),
        }
    }

    fn passes(&mut self, dice: &mut Dice) {
        let seconds = if self.smooth {
            dice.of(&[MINUTE, 10 * MINUTE, 35 * MINUTE])
        } else {
            dice.of(&[
                MINUTE,
                11 * MINUTE,
                31 * MINUTE,
                61 * MINUTE,
                25 * HOUR,
                8 * DAY,
            ])
        };
        self.now = self.now.plus(seconds);
        // The worlds stay within the years that a moment holds; nothing depends on the date.
        if dice.in_hundred(1) && !self.smooth {
            self.now = self.now.plus(15 * DAY);
        }
    }

    /// Reads a device anew: mostly what an erase needs, and now and then something else.
    fn read(&mut self, dice: &mut Dice, device: usize) {
        let (now, odd) = (self.now, if self.smooth { 1 } else { 6 });
        let before = self.facts[device];
        let case = &self.cases[device];
        let fixed = case.fixed.filter(|_| dice.in_hundred(60));
        let standing = match (fixed, dice.in_hundred(if self.smooth { 95 } else { 60 })) {
            (Some(at), true) => (Standing::LetIn, Some(Since(at.plus(MINUTE)))),
            (Some(at), false) => (Standing::Enrolled, Some(Since(at.plus(MINUTE)))),
            _ => (Standing::NotEnrolled, None),
        };
        let long_ago = Some(Since(now.plus(-DAY)));
        let mut pick = |usual, others: &[_]| {
            if dice.in_hundred(odd) {
                Some(dice.of(others))
            } else {
                Some(usual)
            }
        };
        let record = pick(2, &[0, 1, 3]).unwrap_or_default();
        let record = [
            Record::None,
            Record::UserEnrolled,
            Record::Own,
            Record::Other,
        ][record];
        let custody = pick(2, &[0, 1, 3]).unwrap_or_default();
        let custody = [
            Custody::Elsewhere,
            Custody::Unassigned,
            Custody::OnService,
            Custody::OtherService,
        ][custody];
        let lock = [Lock::None, Lock::Personal, Lock::Organisation];
        let lock = lock[pick(0, &[1, 1, 2]).unwrap_or_default()];
        let mut unread = |percent| dice.in_hundred(percent);
        let mut facts = Facts {
            evidence: before.evidence,
            identity: Some(Read::new(Identity::Certain, now)),
            custody: Some(Read::new(custody, now)),
            managed_elsewhere: Some(Read::new(unread(odd), now)),
            imported: Some(Read::new(long_ago.filter(|_| !unread(odd)), now)),
            profiled: Some(Read::new(long_ago.filter(|_| !unread(odd)), now)),
            tenant_sound: Some(Read::new(!unread(odd), now)),
            sync_asked: Some(Read::new(long_ago.filter(|_| unread(50)), now)),
            synced: Some(Read::new(Some(Since(now)), now)),
            lock: Some(Read::new(lock, now)),
            unlock_plan: unread(odd),
            record: Some(Read::new(record, now)),
            standing: Some(Read::new(standing, now)),
            can_migrate: Some(Read::new(unread(50), now)),
            migration_waits: Some(Read::new(custody == Custody::OtherService, now)),
            verdict: Some(Read::new(verdict(dice, odd), now)),
            seen: Some(now.plus(-DAY)),
        };
        blank(&mut facts, dice, odd, now);
        self.facts[device] = facts;
    }

    fn propose(&mut self, dice: &mut Dice, device: usize, laws: Laws) -> Result<(), Breach> {
        // Mostly one plan for all who are ready for one, so that rings mean something.
        let fresh = self.plans.is_empty() || dice.in_hundred(if self.smooth { 3 } else { 50 });
        if fresh {
            let plan = self.plan(dice, device);
            self.plans.push(plan);
        }
        let plan = if dice.in_hundred(90) {
            self.plans.len() - 1
        } else {
            dice.below(self.plans.len() as u64) as usize
        };
        let plan = self.plans[plan].clone();
        let all: Vec<usize> = (0..self.cases.len()).collect();
        let whom = if self.smooth {
            &all[..]
        } else {
            &all[device..=device]
        };
        for device in whom {
            let scene = self.scene(*device, None, laws);
            let event = self.cases[*device].propose(&plan, &scene);
            self.note_or(*device, event)?;
        }
        Ok(())
    }

    fn plan(&self, dice: &mut Dice, device: usize) -> Plan {
        self.plan_of_kind(dice.below(8), device)
    }

    fn plan_of_kind(&self, draw: u64, device: usize) -> Plan {
        let person = |task| Step::Person { task };
        let steps = |serial: &String| match draw {
            0 => vec![person(Task::DataPlan), person(Task::FindMyOff)],
            1 => vec![
                person(Task::EraseByHand),
                person(Task::SetupAssistant),
                person(Task::Finish),
            ],
            2 => vec![
                wipe(serial),
                person(Task::SetupAssistant),
                person(Task::Finish),
            ],
            3 => vec![assign(serial), sync(), person(Task::RenewToken)],
            4 => vec![retire(serial), person(Task::Finish)],
            5 => vec![sync()],
            6 => vec![migrate(serial, self.now.plus(7 * DAY))],
            _ => vec![profile(serial)],
        };
        let members: Vec<Member> = self
            .cases
            .iter()
            .enumerate()
            .filter(|(number, _)| self.smooth || *number == device || draw == 1)
            .map(|(number, case)| Member {
                serial: case.serial.clone(),
                cause: "C01".to_owned(),
                evidence: self.facts[number].evidence,
                steps: steps(&case.serial),
            })
            .collect();
        let draft = Draft {
            tenant: "small".to_owned(),
            requester: PEOPLE[0].to_owned(),
            made: self.now,
            goal: if draw == 0 {
                Goal::Prepared
            } else {
                Goal::LetIn
            },
            members,
        };
        Plan::new(draft).expect("the model's plans are plans")
    }

    pub(super) fn agree(
        &mut self,
        dice: &mut Dice,
        device: usize,
        laws: Laws,
    ) -> Result<(), Breach> {
        let err = if self.smooth { 3 } else { 12 };
        let case = &self.cases[device];
        let mut wrong = || dice.in_hundred(err);
        let consent = Consent {
            serial: if wrong() {
                "SERIAL9999".to_owned()
            } else {
                case.serial.clone()
            },
            plan: case.plan.filter(|_| !wrong()).unwrap_or_default(),
            by: if wrong() {
                " ".to_owned()
            } else {
                "holder".to_owned()
            },
            owner: Owner::Holder,
            consequence: if wrong() {
                String::new()
            } else {
                "everything is lost".to_owned()
            },
            at: if wrong() {
                self.now.plus(-4 * DAY)
            } else {
                self.now
            },
        };
        let event = case.agree(consent, self.now, laws);
        self.note_or(device, event)?;
        if dice.in_hundred(if self.smooth { 95 } else { 50 }) {
            let event = self.cases[device].data_is_safe("holder", laws);
            return self.note_or(device, event);
        }
        Ok(())
    }

    fn approve(&mut self, dice: &mut Dice, device: usize, laws: Laws) -> Result<(), Breach> {
        let Some(plan) = self.plan_of(device) else {
            return Ok(());
        };
        let by = dice.of(&PEOPLE);
        let shown = if dice.in_hundred(95) {
            plan.hash()
        } else {
            Digest::default()
        };
        let approval = Approval {
            plan: shown,
            by: by.to_owned(),
            in_role: by != "dora",
            at: self.now,
        };
        let plan = plan.clone();
        match approval.admit(&plan, &self.approvals, laws) {
            Ok(()) => {
                Oracle::took_approval(&plan, by, approval.in_role, shown, self.now)?;
                if approval.in_role && person(by) != person(plan.requester()) {
                    self.oracle.approved(shown, by, self.now);
                }
                self.approvals.push(approval);
            }
            Err(refusal) => drop(self.refused.borrow_mut().insert(refusal)),
        }
        Ok(())
    }

    pub(super) fn enqueue(
        &mut self,
        dice: &mut Dice,
        device: usize,
        laws: Laws,
    ) -> Result<(), Breach> {
        let Some(plan) = self.some_plan(dice, device) else {
            return Ok(());
        };
        let event = self.cases[device].enqueue(&plan, &self.approvals, self.now, laws);
        self.note_or(device, event)
    }

    /// One device, or in a large world all of them at once.
    fn begin_some(&mut self, dice: &mut Dice, one: usize, laws: Laws) -> Result<(), Breach> {
        if self.cases.len() < MANY || dice.in_hundred(80) {
            return self.begin(dice, one, laws);
        }
        (0..MANY).try_for_each(|device| self.begin(dice, device, laws))
    }

    pub(super) fn begin(
        &mut self,
        dice: &mut Dice,
        device: usize,
        laws: Laws,
    ) -> Result<(), Breach> {
        let Some(plan) = self.some_plan(dice, device) else {
            return Ok(());
        };
        let scene = self.scene(device, Some(plan.hash()), laws);
        let case = &self.cases[device];
        match case.begin(&plan, &scene) {
            Err(refusal) => drop(self.refused.borrow_mut().insert(refusal)),
            Ok(beginning) => {
                let member = plan.member(&case.serial).expect("begun by its plan");
                let seen = Seen {
                    device,
                    plan: &plan,
                    member,
                    step: &member.steps[usize::from(case.step)],
                    number: case.step,
                    first: case.fixed.is_none(),
                    facts: &self.facts[device],
                    stops: self.stops[device],
                    now: self.now,
                    proposed: case.plan,
                };
                self.oracle.begins(&seen)?;
                self.note(device, beginning.event)?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, dice: &mut Dice, device: usize) -> Result<(), Breach> {
        let why = String::new;
        let outcome = match dice.below(if self.smooth { 5 } else { 8 }) {
            0..4 => Outcome::Accepted { receipt: None },
            4 => Outcome::ApprovalRequired { code: why() },
            5 => Outcome::Refused { why: why() },
            6 => Outcome::NotSent { why: why() },
            _ => Outcome::Unknown { why: why() },
        };
        let fence =
            self.cases[device].fence - u32::from(dice.in_hundred(3)).min(self.cases[device].fence);
        let event = self.cases[device].answered(fence, outcome);
        self.note_or(device, event)
    }

    fn report(&mut self, dice: &mut Dice, device: usize, laws: Laws) -> Result<(), Breach> {
        let Some(plan) = self.some_plan(dice, device) else {
            return Ok(());
        };
        let case = &self.cases[device];
        let step = plan
            .member(&case.serial)
            .and_then(|it| it.steps.get(usize::from(case.step)));
        let task = match step {
            Some(Step::Person { task }) if dice.in_hundred(90) => *task,
            _ => dice.of(&Task::ALL),
        };
        let event = case.report(&plan, task, dice.of(&["holder", "holder", ""]), laws);
        self.note_or(device, event)
    }

    pub(super) fn look(&mut self, device: usize) -> Result<(), Breach> {
        let plan = self.plan_of(device).cloned();
        let late = self.cases[device].late(plan.as_ref(), self.now);
        self.note_all(device, late)?;
        let Some(plan) = plan else { return Ok(()) };
        let facts = self.facts[device];
        let event = self.cases[device].look(&plan, &facts, self.now, device.is_multiple_of(2));
        self.note_all(device, event)
    }

    fn stop(&mut self, dice: &mut Dice, device: usize) {
        let second = self.now.unix().rem_euclid(DAY) as u32;
        let stops = &mut self.stops[device];
        match dice.below(8) {
            0 => stops.killed = true,
            1 => stops.denied = true,
            2 => stops.tenant_fault = true,
            3 => stops.quiet = Some((second.saturating_sub(60), second.saturating_add(600))),
            _ => *stops = Stops::default(),
        }
    }

    fn person(&mut self, dice: &mut Dice, device: usize, laws: Laws) -> Result<(), Breach> {
        // What a device's diagnosis rests on changes now and then.
        if dice.in_hundred(10) {
            self.facts[device].evidence = Digest([dice.below(3) as u8; 32]);
        }
        let case = &self.cases[device];
        let by = dice.of(&PEOPLE);
        let evidence = self.facts[device].evidence;
        let event = match dice.below(22) {
            0 => case.decline(by, laws),
            1 => case.reject(by, laws),
            2..8 => case.resolve(by, dice.in_hundred(50), laws),
            8..13 => case.rediagnose(by, "looked again", evidence, laws),
            13..15 => case.hold(by, laws),
            15..19 => case.resume(by, laws),
            19 => case.escalate(by, laws),
            20 => case.abort(by, "enough", laws),
            _ => case.data_is_safe(by, laws),
        };
        self.note_or(device, event)
    }

    fn plan_of(&self, device: usize) -> Option<&Plan> {
        let hash = self.cases[device].plan?;
        self.plans.iter().rev().find(|plan| plan.hash() == hash)
    }

    /// Mostly the case's plan; now and then another one.
    fn some_plan(&self, dice: &mut Dice, device: usize) -> Option<Plan> {
        if !self.smooth && !self.plans.is_empty() && dice.in_hundred(8) {
            let other = dice.below(self.plans.len() as u64) as usize;
            return Some(self.plans[other].clone());
        }
        self.plan_of(device).cloned()
    }

    fn scene(&self, device: usize, plan: Option<Digest>, laws: Laws) -> Scene<'_> {
        let entries = self.events.iter().filter_map(|(number, plan, event, at)| {
            Some(Entry {
                plan: (*plan)?,
                serial: &self.cases[*number].serial,
                event,
                at: *at,
            })
        });
        let traffic = plan.map(|plan| Traffic::count(entries, plan, self.now, self.fleet));
        Scene {
            now: self.now,
            facts: &self.facts[device],
            approvals: &self.approvals,
            stops: self.stops[device],
            traffic: traffic.unwrap_or_default(),
            laws,
        }
    }

    pub(super) fn note_or(
        &mut self,
        device: usize,
        event: Result<Event, Refusal>,
    ) -> Result<(), Breach> {
        match event {
            Ok(event) => self.note(device, event),
            Err(refusal) => {
                self.refused.borrow_mut().insert(refusal);
                Ok(())
            }
        }
    }

    pub(super) fn note_all(&mut self, device: usize, event: Option<Event>) -> Result<(), Breach> {
        event.map_or(Ok(()), |event| self.note(device, event))
    }

    fn note(&mut self, device: usize, event: Event) -> Result<(), Breach> {
        let plan = self.cases[device].plan;
        self.oracle.note(device, &event, plan, self.now)?;
        self.cases[device].after(&event, self.now);
        self.events.push((device, plan, event, self.now));
        Ok(())
    }
}
