//! What must never happen, in a book of its own: the oracle notes what people really said and what
//! was really read, and knows the invariants by their text alone.

use crate::act::Outcome;
use crate::consent::Consent;
use crate::digest::Digest;
use crate::event::Event;
use crate::facts::{Custody, Facts, Identity, Lock, Record};
use crate::limits::Stops;
use crate::plan::{Member, Plan};
use crate::step::{Step, Task};
use enrollment::moment::Moment;

/// Which invariant is broken, and how.
pub(super) type Breach = (u8, &'static str);

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Whose name it is, by whatever door they came in.
pub(super) fn person(name: &str) -> &str {
    name.trim().trim_start_matches("local:")
}

/// What the oracle knows of one device.
#[derive(Clone, Debug, Default)]
struct Known {
    consents: Vec<Consent>,
    data_safe: Option<Moment>,
    /// Erases since the last written diagnosis that happened, or may have.
    erases: u32,
    /// The irreversible step under way and whether it erases.
    pending: Option<bool>,
    /// An irreversible request of which nobody knows what became, and whether it erases.
    unknown: Option<bool>,
}

/// The book.
#[derive(Clone, Debug)]
pub(super) struct Oracle {
    devices: Vec<Known>,
    /// Who approved which plan and when: only people who may.
    approvals: Vec<(Digest, &'static str, Moment)>,
    /// Which device of which plan began when, and whether it cannot be taken back.
    begun: Vec<(Digest, usize, Moment, bool)>,
    verified: Vec<(Digest, usize)>,
    failed: Vec<Digest>,
    /// The requests that cannot be taken back, by plan, device and step, as often as they may
    /// have happened.
    sent: Vec<(Digest, usize, u8)>,
    fleet: u32,
}

/// A step that begins, and what is so.
pub(super) struct Seen<'a> {
    pub(super) device: usize,
    pub(super) plan: &'a Plan,
    pub(super) member: &'a Member,
    pub(super) step: &'a Step,
    pub(super) number: u8,
    pub(super) first: bool,
    pub(super) facts: &'a Facts,
    pub(super) stops: Stops,
    pub(super) now: Moment,
    pub(super) proposed: Option<Digest>,
}

impl Oracle {
    pub(super) fn new(devices: usize, fleet: u32) -> Self {
        Self {
            devices: vec![Known::default(); devices],
            approvals: Vec::new(),
            begun: Vec::new(),
            verified: Vec::new(),
            failed: Vec::new(),
            sent: Vec::new(),
            fleet,
        }
    }

    pub(super) fn approved(&mut self, plan: Digest, by: &'static str, at: Moment) {
        self.approvals.push((plan, by, at));
    }

    /// Somebody's approval was taken.
    pub(super) fn took_approval(
        plan: &Plan,
        by: &str,
        in_role: bool,
        shown: Digest,
        at: Moment,
    ) -> Result<(), Breach> {
        if by.trim().is_empty() {
            return Err((14, "an approval without a name"));
        }
        if shown != plan.hash() {
            return Err((9, "an approval of another plan"));
        }
        if at.since(plan.draft().made) > DAY {
            return Err((9, "an approval of a plan that is over"));
        }
        if person(by) == person(plan.requester()) || !in_role {
            return Err((8, "an approval by somebody who may not"));
        }
        Ok(())
    }

    /// An event was written down.
    pub(super) fn note(
        &mut self,
        device: usize,
        event: &Event,
        plan: Option<Digest>,
        at: Moment,
    ) -> Result<(), Breach> {
        if let Some(by) = speaker(event)
            && by.trim().is_empty()
        {
            return Err((14, "somebody without a name"));
        }
        let known = &mut self.devices[device];
        let plan = plan.unwrap_or_default();
        match event {
            Event::Consented { consent } => known.consents.push(consent.clone()),
            Event::DataSafe { .. } => known.data_safe = Some(at),
            Event::Rediagnosed { .. } => known.erases = 0,
            Event::Done {
                erased, goal, more, ..
            } => {
                known.erases += u32::from(*erased);
                if !more && *goal == crate::plan::Goal::Prepared {
                    self.verified.push((plan, device));
                }
            }
            Event::Verified { .. } => self.verified.push((plan, device)),
            Event::Answered { result, .. } => self.answered(device, plan, result),
            Event::Lost { reversible: false } => {
                self.failed.push(plan);
                self.perhaps(device);
            }
            Event::Resolved { happened, .. } => {
                let erases = known.unknown.take() == Some(true);
                if !happened {
                    known.erases -= u32::from(erases);
                    self.failed.push(plan);
                }
            }
            Event::Regressed
            | Event::Late {
                to: crate::event::After::Failed | crate::event::After::Escalated,
            } => self.failed.push(plan),
            _ => (),
        }
        Ok(())
    }

    fn answered(&mut self, device: usize, plan: Digest, result: &Outcome) {
        match result {
            Outcome::Accepted { .. } => {
                let known = &mut self.devices[device];
                known.erases += u32::from(known.pending.take() == Some(true));
            }
            Outcome::ApprovalRequired { .. } => {
                // It did not happen, and may be sent once more with the approval.
                self.devices[device].pending = None;
                self.sent.pop();
            }
            Outcome::Refused { .. } | Outcome::NotSent { .. } => {
                self.devices[device].pending = None;
                self.failed.push(plan);
            }
            Outcome::Unknown { .. } => {
                self.failed.push(plan);
                self.perhaps(device);
            }
        }
    }

    /// What has no answer counts as done.
    fn perhaps(&mut self, device: usize) {
        let known = &mut self.devices[device];
        if let Some(erases) = known.pending.take() {
            known.unknown = Some(erases);
            known.erases += u32::from(erases);
        }
    }

    /// A step begins.
    pub(super) fn begins(&mut self, seen: &Seen<'_>) -> Result<(), Breach> {
        let hash = seen.plan.hash();
        if seen.proposed != Some(hash) {
            return Err((9, "another plan than the one that was proposed"));
        }
        let last = !can_be_taken_back(seen.step);
        stopped(seen)?;
        if seen.first || last {
            self.plan_holds(seen)?;
            if seen.facts.evidence != seen.member.evidence {
                return Err((2, "the device has changed since the plan"));
            }
        }
        if seen.first {
            self.rings(hash, seen.device, seen.now)?;
        }
        if last {
            self.last_steps(seen)?;
        }
        known_device(seen)?;
        self.begun.push((hash, seen.device, seen.now, last));
        Ok(())
    }

    fn plan_holds(&self, seen: &Seen<'_>) -> Result<(), Breach> {
        let hash = seen.plan.hash();
        if seen.now.since(seen.plan.draft().made) > DAY {
            return Err((9, "a plan that is over"));
        }
        let mut people: Vec<&str> = self
            .approvals
            .iter()
            .filter(|(plan, _, at)| *plan == hash && seen.now.since(*at) <= DAY)
            .map(|(_, by, _)| person(by))
            .collect();
        people.sort_unstable();
        people.dedup();
        let steps = seen.plan.members().iter().flat_map(|it| &it.steps);
        let grave = steps.clone().any(|step| !can_be_taken_back(step));
        let needed = if grave || seen.plan.members().len() > 25 {
            2
        } else {
            1
        };
        if people.len() < needed {
            return Err((8, "too few people approved"));
        }
        Ok(())
    }

    fn rings(&self, plan: Digest, device: usize, now: Moment) -> Result<(), Breach> {
        if self.failed.contains(&plan) {
            return Err((7, "one more device after one failed"));
        }
        let count = |list: &mut dyn Iterator<Item = usize>| {
            let mut all: Vec<usize> = list.collect();
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        let of_plan = self.begun.iter().filter(|it| it.0 == plan).map(|it| it.1);
        let begun = count(&mut of_plan.chain([device]));
        let mut verified = self
            .verified
            .iter()
            .filter(|it| it.0 == plan)
            .map(|it| it.1);
        let verified = count(&mut verified);
        let allowed = match verified {
            0 => 1,
            1..6 => 6,
            6..31 => 31,
            _ => usize::MAX,
        };
        if begun > allowed {
            return Err((7, "a ring before the ring before it"));
        }
        if begun > 31 {
            let today = self.begun.iter().filter(|it| now.since(it.2) < DAY);
            let today = count(&mut today.map(|it| it.1).chain([device]));
            if today > (self.fleet as usize / 100).max(1) {
                return Err((7, "more than one percent of the fleet in a day"));
            }
        }
        Ok(())
    }

    /// What holds before anything that cannot be taken back.
    fn last_steps(&mut self, seen: &Seen<'_>) -> Result<(), Breach> {
        let hour = self
            .begun
            .iter()
            .filter(|it| it.3 && seen.now.since(it.2) < HOUR);
        if hour.count() >= 10 {
            return Err((7, "more than ten in an hour"));
        }
        self.consented(seen)?;
        let erases = erases(seen.step);
        if erases {
            self.may_erase(seen)?;
        }
        fresh(seen.facts, seen.now)?;
        let known = &mut self.devices[seen.device];
        if known.unknown.is_some() {
            return Err((11, "sent while nobody knows what became of the last one"));
        }
        if matches!(seen.step, Step::Api { .. }) {
            let key = (seen.plan.hash(), seen.device, seen.number);
            if self.sent.contains(&key) {
                return Err((11, "the same request a second time"));
            }
            self.sent.push(key);
            known.pending = Some(erases);
        }
        Ok(())
    }

    fn consented(&self, seen: &Seen<'_>) -> Result<(), Breach> {
        let known = &self.devices[seen.device];
        let good = known.consents.iter().any(|it| {
            it.serial == seen.member.serial
                && it.plan == seen.plan.hash()
                && (-MINUTE..=72 * HOUR).contains(&seen.now.since(it.at))
                && !it.consequence.trim().is_empty()
        });
        if !good {
            return Err((1, "no good consent"));
        }
        let safe = known.data_safe.is_some_and(|at| seen.now.since(at) <= DAY);
        if safe {
            Ok(())
        } else {
            Err((1, "nobody said that the data is safe"))
        }
    }

    fn may_erase(&self, seen: &Seen<'_>) -> Result<(), Breach> {
        let facts = seen.facts;
        let profiled = facts.profiled.and_then(|read| read.value);
        let green = facts
            .custody
            .is_some_and(|it| it.value == Custody::OnService)
            && facts.imported.is_some_and(|it| it.value.is_some())
            && profiled.is_some_and(|it| seen.now.since(it.0) >= 30 * MINUTE)
            && facts.tenant_sound.is_some_and(|it| it.value);
        if !green {
            return Err((3, "the way is not free"));
        }
        let lock = facts.lock.map(|read| read.value);
        if lock.is_none() || lock == Some(Lock::Personal) && !facts.unlock_plan {
            return Err((4, "locked"));
        }
        let sure = facts.verdict.is_some_and(|read| {
            let it = read.value;
            !it.never_erase && it.erase_needed >= 990_000 && it.live_data <= 100 && !it.held
        });
        let free = facts.managed_elsewhere.is_some_and(|it| !it.value);
        let seen_lately = facts.seen.is_some_and(|at| seen.now.since(at) <= 7 * DAY);
        if !sure || !free || !seen_lately {
            return Err((5, "not sure enough"));
        }
        if self.devices[seen.device].erases > 0 {
            return Err((11, "a second erase"));
        }
        Ok(())
    }
}

fn stopped(seen: &Seen<'_>) -> Result<(), Breach> {
    let second = seen.now.unix().rem_euclid(DAY) as u32;
    let quiet = seen.stops.quiet.is_some_and(|(from, until)| {
        let after = second >= from;
        let before = second < until;
        if from <= until {
            after && before
        } else {
            after || before
        }
    });
    if seen.stops.killed || seen.stops.denied || quiet {
        return Err((12, "stopped, and begun all the same"));
    }
    let for_tenant = matches!(
        seen.step,
        Step::Person {
            task: Task::RenewToken | Task::AcceptTerms | Task::RenewPush
        }
    );
    if seen.stops.tenant_fault && !for_tenant {
        return Err((7, "a device's step while the whole tenant has a fault"));
    }
    Ok(())
}

/// Who a step is about must be certain, and a record must be the device's own.
fn known_device(seen: &Seen<'_>) -> Result<(), Breach> {
    let about_a_device = !matches!(
        seen.step,
        Step::Api {
            send: crate::act::Act::SyncToken { .. }
        } | Step::Person {
            task: Task::RenewToken | Task::AcceptTerms | Task::RenewPush | Task::SecondFactor
        }
    );
    let certain = seen
        .facts
        .identity
        .is_some_and(|it| it.value == Identity::Certain);
    if about_a_device && !certain {
        return Err((6, "nobody knows which device this is"));
    }
    let over_record = matches!(seen.step, Step::Api { send } if !send.reversible());
    let own = seen.facts.record.is_some_and(|it| it.value == Record::Own);
    if over_record && !own {
        return Err((6, "another device's record"));
    }
    let assigns = matches!(
        seen.step,
        Step::Api {
            send: crate::act::Act::AssignService { .. }
        }
    );
    if assigns && seen.facts.managed_elsewhere.is_none_or(|it| it.value) {
        return Err((5, "taken away from a management that hears from it"));
    }
    Ok(())
}

fn fresh(facts: &Facts, now: Moment) -> Result<(), Breach> {
    let times = [
        facts.custody.map(|it| it.at),
        facts.imported.map(|it| it.at),
        facts.profiled.map(|it| it.at),
        facts.lock.map(|it| it.at),
        facts.record.map(|it| it.at),
    ];
    let stale = times
        .iter()
        .any(|at| at.is_none_or(|at| now.since(at) > HOUR));
    if stale {
        Err((2, "stale evidence"))
    } else {
        Ok(())
    }
}

fn can_be_taken_back(step: &Step) -> bool {
    use crate::act::Act::{Retire, Wipe};
    !matches!(
        step,
        Step::Api {
            send: Wipe { .. } | Retire { .. }
        } | Step::Person {
            task: Task::EraseByHand
        }
    )
}

fn erases(step: &Step) -> bool {
    use crate::act::Act::Wipe;
    matches!(
        step,
        Step::Api { send: Wipe { .. } }
            | Step::Person {
                task: Task::EraseByHand
            }
    )
}

fn speaker(event: &Event) -> Option<&str> {
    match event {
        Event::Declined { by }
        | Event::Rejected { by }
        | Event::Resolved { by, .. }
        | Event::DataSafe { by }
        | Event::Rediagnosed { by, .. }
        | Event::Held { by }
        | Event::Resumed { by }
        | Event::Escalated { by }
        | Event::Aborted { by, .. } => Some(by),
        Event::Consented { consent } => Some(&consent.by),
        Event::Done { by, .. } => by.as_deref(),
        _ => None,
    }
}
