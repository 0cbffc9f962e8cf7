//! Plans for devices that were diagnosed just now.

use super::entry::{Entry, What};
use super::facts::{code, facts, ids};
use super::{Mending, NotDone, Open};
use crate::app::examine::Examiner;
use crate::store::{CaseRow, PlanRow, StoreError};
use enrollment::case_file::Kind;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::Weights;
use enrollment::remedy::Remedy;
use enrollment::snapshot::canonical_serial;
use remedy::approval::needed;
use remedy::case::{Case, State};
use remedy::digest::Digest;
use remedy::event::Event;
use remedy::facts::Facts;
use remedy::limits::{Stops, Traffic};
use remedy::plan::{Draft, Goal, Member, Plan};
use remedy::playbook::{self, Need, NoPlan};
use remedy::refusal::Refusal;
use rules::catalogue;

/// What plans are asked for, and by whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asking {
    /// Serial numbers, as they were typed.
    pub serials: Vec<String>,
    /// Who asks.
    pub by: String,
    /// Whether the plans are put before those who decide; without it nothing is written down: a
    /// dry run.
    pub keep: bool,
    /// What for.
    pub aim: Aim,
}

/// What a plan is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Aim {
    /// To mend what the diagnosis says.
    #[default]
    Mend,
    /// To take a migration back that has not begun.
    CancelMigration,
}

/// What came of asking for plans.
#[derive(Debug, Default)]
pub struct Proposed {
    /// The plans, with how many people have to approve each.
    pub plans: Vec<(Plan, usize)>,
    /// The devices that have none, and why.
    pub skipped: Vec<(String, Skipped)>,
}

/// Why a device has no plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Skipped {
    /// A guard or the order of things forbids it.
    Refused(Refusal),
    /// There is nothing to plan.
    NoPlan(NoPlan),
}

impl Skipped {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.name(),
            Self::NoPlan(no_plan) => no_plan.name(),
        }
    }
}

/// A device that can be planned for.
struct Ready {
    member: Member,
    goal: Goal,
    facts: Facts,
    readings: String,
}

impl Mending<'_> {
    /// Makes the next plan for devices.
    ///
    /// # Errors
    /// The store cannot be read or written. A device for which there is no plan is no error.
    pub fn propose(
        &self,
        fleet: &Fleet<'_>,
        weights: &Weights,
        asking: &Asking,
    ) -> Result<Proposed, NotDone> {
        let (by, keep) = (asking.by.as_str(), asking.keep);
        if by.trim().is_empty() {
            return Err(Refusal::Nameless.into());
        }
        let mut made = Proposed::default();
        let mut ready: Vec<Ready> = Vec::new();
        let examiner = Examiner::new(weights);
        for text in &asking.serials {
            match self.ready(fleet, &examiner, text, asking.aim)? {
                Ok(one) if ready.iter().any(|it| it.member.serial == one.member.serial) => (),
                Ok(one) => ready.push(one),
                Err(skipped) => {
                    if let (true, Skipped::Refused(refusal)) = (keep, skipped) {
                        let serial = canonical_serial(text).ok();
                        let noted = self.refuse::<()>(by, "plan", serial.as_deref(), None, refusal);
                        expect_refused(noted)?;
                    }
                    made.skipped.push((text.clone(), skipped));
                }
            }
        }
        for goal in [Goal::Prepared, Goal::LetIn] {
            let members: Vec<&Ready> = ready.iter().filter(|it| it.goal == goal).collect();
            if !members.is_empty() {
                self.make(goal, &members, by, keep, &mut made)?;
            }
        }
        Ok(made)
    }

    /// What a device needs next.
    fn ready(
        &self,
        fleet: &Fleet<'_>,
        examiner: &Examiner<'_, ()>,
        text: &str,
        aim: Aim,
    ) -> Result<Result<Ready, Skipped>, NotDone> {
        let serial = canonical_serial(text).ok();
        let Some(device) = serial.and_then(|serial| fleet.find(&serial)) else {
            return Ok(Err(Skipped::Refused(Refusal::Stranger)));
        };
        let serial = device.serial_text();
        let kept = self.store.case_of(self.tenant, serial)?;
        let kept = kept.map(|row| self.opened(row)).transpose()?;
        let kept = kept.filter(|open| !open.case.state.over());
        if let Some(open) = &kept
            && !open.case.state.takes_a_plan()
        {
            return Ok(Err(Skipped::Refused(Refusal::HasCase)));
        }
        if self.safeguards.denied.contains(serial) {
            return Ok(Err(Skipped::Refused(Refusal::Denied)));
        }
        let examined = examiner.examine(&device);
        let facts = facts(&examined);
        let verdict = &examined.judged.verdict;
        let rule = verdict.cause.map(|cause| &catalogue::all()[cause]);
        let remedies: &[Remedy] = rule.map_or(&[], |rule| rule.remedy);
        let need = Need {
            serial,
            action: verdict.action,
            remedies,
            mac: examined.judged.case.get::<Kind>() == Kind::Mac,
            facts: &facts,
            ids: &ids(&device),
            data_safe: kept.as_ref().and_then(|open| open.case.data_safe),
            now: self.now,
        };
        let next = match aim {
            Aim::Mend => playbook::next(&need),
            Aim::CancelMigration => playbook::without_migration(&need),
        };
        let (goal, steps) = match next {
            Ok(next) => next,
            Err(no_plan) => return Ok(Err(Skipped::NoPlan(no_plan))),
        };
        let member = Member {
            serial: serial.to_owned(),
            cause: code(&examined).map_or(String::new(), |code| code.to_string()),
            evidence: facts.evidence,
            steps,
        };
        Ok(Ok(Ready {
            member,
            goal,
            facts,
            readings: examined.judged.case.story(),
        }))
    }

    fn make(
        &self,
        goal: Goal,
        ready: &[&Ready],
        by: &str,
        keep: bool,
        made: &mut Proposed,
    ) -> Result<(), NotDone> {
        let draft = Draft {
            tenant: self.name.to_owned(),
            requester: by.to_owned(),
            made: self.now,
            goal,
            members: ready.iter().map(|it| it.member.clone()).collect(),
        };
        let text =
            serde_json::to_string(&draft).map_err(|why| StoreError::Refused(why.to_string()))?;
        let plan = Plan::new(draft).map_err(NotDone::NotAPlan)?;
        if keep {
            let row = PlanRow {
                hash: plan.hash(),
                made: self.now,
                requester: by.to_owned(),
                text,
                devices: ready.len() as u32,
            };
            self.store.put_plan(self.tenant, &row)?;
            for one in ready {
                let serial = &one.member.serial;
                if let Some(refusal) =
                    self.put_before(&plan, serial, (&one.facts, &one.readings), by)?
                {
                    let skipped = Skipped::Refused(refusal);
                    made.skipped.push((serial.clone(), skipped));
                }
            }
        }
        let people = needed(&plan);
        made.plans.push((plan, people));
        Ok(())
    }

    /// Opens a case for a device of a plan that the store keeps, if it has none, and puts the plan
    /// before the people who decide. Gives the refusal, which is written down. `readings`: what the
    /// diagnosis rests on.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn put_before(
        &self,
        plan: &Plan,
        serial: &str,
        (facts, readings): (&Facts, &str),
        by: &str,
    ) -> Result<Option<Refusal>, NotDone> {
        let member = plan.member(serial).ok_or(Refusal::NotInPlan)?;
        let kept = self.store.case_of(self.tenant, serial)?;
        let kept = kept.map(|row| self.opened(row)).transpose()?;
        let mut open = match kept.filter(|open| !open.case.state.over()) {
            Some(open) => open,
            None => match self.open(member, readings, by) {
                // Somebody opened one a moment ago.
                Err(NotDone::Refused(refusal)) => {
                    let noted = self.refuse::<()>(by, "plan", Some(serial), None, refusal);
                    return expect_refused(noted).map(|()| Some(refusal));
                }
                other => other?,
            },
        };
        let scene = self.scene(facts, &[], Stops::default(), Traffic::default());
        match open.case.propose(plan, &scene) {
            Ok(event) => self
                .record(&mut open, by, event, Some(facts))
                .map(|()| None),
            Err(refusal) => {
                let noted = self.refuse::<()>(by, "plan", Some(serial), Some(plan.hash()), refusal);
                expect_refused(noted).map(|()| Some(refusal))
            }
        }
    }

    fn open(&self, member: &Member, readings: &str, by: &str) -> Result<Open, NotDone> {
        let case = Case::open(member.serial.clone(), self.now);
        let entry = Entry {
            by: by.to_owned(),
            what: What::Opened {
                cause: member.cause.clone(),
                evidence: member.evidence,
                readings: readings.to_owned(),
            },
        };
        let mut row = CaseRow {
            case: 0,
            serial: member.serial.clone(),
            state: State::Open.name().to_owned(),
            held: false,
            since: self.now,
            due: None,
            plan: None,
            step: 0,
            events: 0,
            opened: self.now,
            cause: member.cause.clone(),
            requester: by.to_owned(),
        };
        let entry = entry.written(self.now, Some(&member.serial), None)?;
        (row.case, _) = match self.store.open_case(self.tenant, &row, entry) {
            Err(StoreError::CaseOpen { .. }) => return Err(Refusal::HasCase.into()),
            other => other?,
        };
        Ok(Open { row, case })
    }

    /// Diagnoses a device anew that failed or rests, and writes why.
    ///
    /// # Errors
    /// A refusal, or whatever the store says.
    pub fn rediagnose(
        &self,
        open: &mut Open,
        evidence: Digest,
        by: &str,
        why: &str,
    ) -> Result<(), NotDone> {
        let event: Result<Event, Refusal> =
            open.case
                .rediagnose(by, why, evidence, remedy::refusal::Laws::ALL);
        self.take(open, by, "rediagnose", event)
    }
}

/// A refusal that was written down is what was wanted; all else goes on.
fn expect_refused(noted: Result<(), NotDone>) -> Result<(), NotDone> {
    match noted {
        Err(NotDone::Refused(_)) | Ok(()) => Ok(()),
        other => other,
    }
}
