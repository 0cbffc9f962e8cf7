//! One case with all that is asked about it: its plan, who agreed and approved, where the holder is.

use super::super::House;
use crate::app::mend::{Mending, NotDone, Open, Story};
use crate::guide::{Guide, StageName};
use crate::store::Tenant;
use crate::web::pages::cases::Deed;
use enrollment::moment::Moment;
use remedy::approval::{self, Approval};
use remedy::case::State;
use remedy::guard::Guard;
use remedy::plan::Plan;
use remedy::refusal::{Laws, Refusal};
use remedy::step::{Sign, Step, Task};

/// A case and what the ledger tells of it.
pub(in crate::web) struct One {
    pub(in crate::web) open: Open,
    pub(in crate::web) story: Story,
    pub(in crate::web) plan: Option<Plan>,
    pub(in crate::web) approvals: Vec<Approval>,
    /// Whether somebody said that the approved plan is to be carried out.
    pub(in crate::web) applied: bool,
}

/// Where whoever has the device is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// At a stage of the guide.
    At(StageName),
    /// Before the erase, which they may ask for; whether it was allowed before.
    Ready(bool),
    /// To agree, or not.
    Consent,
    /// People have to approve.
    Approval,
    /// A person holds the case, or it rests.
    Held,
    /// Something is looked at.
    Look,
    /// They did not agree.
    Declined,
    /// It is managed.
    Managed,
    /// Somebody ended it.
    Ended,
}

impl One {
    pub(in crate::web) fn of(
        house: &House,
        (tenant, name): (Tenant, &str),
        open: Open,
    ) -> Result<Self, NotDone> {
        Self::read(&house.mending(tenant, name), open)
    }

    pub(super) fn read(mending: &Mending<'_>, open: Open) -> Result<Self, NotDone> {
        let plan = open.case.plan.map(|plan| mending.plan(plan)).transpose()?;
        let decided = plan.as_ref().map(|plan| mending.approvals(plan.hash()));
        let (approvals, applied) = decided.transpose()?.unwrap_or_default();
        Ok(Self {
            story: mending.story(&open)?,
            open,
            plan,
            approvals,
            applied,
        })
    }

    /// The device's steps.
    pub(super) fn steps(&self) -> &[Step] {
        let plan = self.plan.as_ref();
        let member = plan.and_then(|plan| plan.member(&self.open.case.serial));
        member.map_or(&[], |member| &member.steps)
    }

    /// The present step, or the next one.
    pub(super) fn step(&self) -> Option<&Step> {
        self.steps().get(usize::from(self.open.case.step))
    }

    fn task(&self) -> Option<Task> {
        match self.step() {
            Some(Step::Person { task }) => Some(*task),
            _ => None,
        }
    }

    /// Whether a step has been reached: the plan was approved, and is not done.
    pub(super) fn is_under_way(&self) -> bool {
        matches!(
            self.open.case.state,
            State::Queued
                | State::Sending
                | State::AwaitingVendor
                | State::Waiting
                | State::Unknown
        )
    }

    /// What was seen of the conditions of the present step when it was looked at last.
    pub(super) fn obstacles(
        &self,
        mending: &Mending<'_>,
    ) -> Result<Vec<(Guard, Refusal)>, NotDone> {
        match (&self.plan, &self.story.facts) {
            (Some(plan), Some(facts)) => mending.obstacles(&self.open, plan, facts),
            _ => Ok(Vec::new()),
        }
    }

    /// Why the next step does not begin, as far as the server can know it.
    pub(super) fn refusal(&self, mending: &Mending<'_>) -> Result<Option<Refusal>, NotDone> {
        if self.open.case.state != State::Queued {
            return Ok(None);
        }
        if let Some(refusal) = mending.stopped(&self.open.case.serial)? {
            return Ok(Some(refusal));
        }
        let first = self.obstacles(mending)?.first().map(|(_, why)| *why);
        // Before an erase everything is read anew when the holder asks: that what was read last is
        // old by then keeps nobody waiting.
        let asked_anew = |why: &Refusal| {
            *why == Refusal::EvidenceStale && self.task() == Some(Task::EraseByHand)
        };
        Ok(first.filter(|why| !asked_anew(why)))
    }

    /// Where whoever has the device is.
    pub(super) fn place(&self, guide: &Guide) -> Place {
        let case = &self.open.case;
        match case.state {
            State::Succeeded | State::Watching => Place::Managed,
            State::Aborted => Place::Ended,
            State::Suspended if self.story.declined => Place::Declined,
            _ if case.held => Place::Held,
            State::AwaitingConsent => Place::Consent,
            State::AwaitingApproval => Place::Approval,
            State::Waiting => self.at_task(guide, true),
            State::Queued => match self.task() {
                Some(Task::EraseByHand) => Place::Ready(case.begun.is_some()),
                Some(_) => self.at_task(guide, false),
                None => Place::Look,
            },
            State::Failed | State::Unknown | State::Escalated | State::Suspended => Place::Held,
            State::Rejected => Place::Held,
            State::Open | State::Sending | State::AwaitingVendor | State::Verifying => Place::Look,
        }
    }

    /// The first stage of the present step that was not confirmed under this plan. What is read and
    /// not said may be done before its step has begun: nobody waits for hours before the greeting
    /// of an erased device.
    fn at_task(&self, guide: &Guide, begun: bool) -> Place {
        let Some(task) = self.task() else {
            return Place::Look;
        };
        if !begun && (Step::Person { task }).rules().sign == Sign::Said {
            return Place::Look;
        }
        let of_task = |stage: StageName| {
            stage.task() == task || task == Task::SetupAssistant && stage.task() == Task::Finish
        };
        let names = guide.stages.iter().map(|stage| stage.name);
        let next = { names }.find(|name| of_task(*name) && !self.is_confirmed(*name));
        next.map_or(Place::Look, Place::At)
    }

    fn is_confirmed(&self, stage: StageName) -> bool {
        let since = self.story.proposed.unwrap_or(Moment::FIRST);
        let mut all = self.story.stages.iter();
        all.any(|(name, at)| *name == stage && *at >= since)
    }

    /// Whether no other stage of its step comes after a stage.
    pub(super) fn ends_its_step(guide: &Guide, stage: StageName) -> bool {
        guide
            .after(stage)
            .is_none_or(|next| next.task() != stage.task())
    }

    /// What could be done to the case now, and why it cannot be done by this person.
    pub(in crate::web) fn deeds(&self, now: Moment, by: &str) -> Vec<(Deed, Option<Refusal>)> {
        let all = Deed::ALL.into_iter();
        all.filter_map(|deed| Some((deed, self.may(deed, now, by)?)))
            .collect()
    }

    /// None if there is nothing to do it to.
    fn may(&self, deed: Deed, now: Moment, by: &str) -> Option<Option<Refusal>> {
        let (case, laws) = (&self.open.case, Laws::ALL);
        let if_so = |holds: bool| holds.then_some(None);
        match deed {
            Deed::Propose => if_so(case.state.takes_a_plan()),
            Deed::Link => if_so(!case.state.over()),
            Deed::Consent | Deed::Decline => if_so(case.state == State::AwaitingConsent),
            Deed::Approve => {
                let plan = self.plan.as_ref().filter(|_| self.is_undecided())?;
                let approval = Approval {
                    plan: plan.hash(),
                    by: by.to_owned(),
                    in_role: true,
                    at: now,
                };
                Some(approval.admit(plan, &self.approvals, laws).err())
            }
            Deed::Apply => {
                let waits = self.is_undecided() && !self.applied;
                let plan = self.plan.as_ref().filter(|_| waits)?;
                Some(approval::enough(plan, &self.approvals, now, laws).err())
            }
            Deed::Reject => if_so(case.reject(by, laws).is_ok()),
            Deed::Done => {
                let step = self.step().filter(|_| case.state == State::Waiting)?;
                if_so(step.rules().sign == Sign::Said && self.task().is_some())
            }
            Deed::Resolve => if_so(case.state == State::Unknown),
            Deed::Hold => if_so(case.hold(by, laws).is_ok()),
            Deed::Resume => if_so(case.held),
            Deed::Rediagnose => {
                let evidence = remedy::digest::Digest::default();
                let stuck = case.rediagnose(by, "?", evidence, laws).is_ok();
                if_so(stuck && case.state != State::Open)
            }
            Deed::Escalate => if_so(case.escalate(by, laws).is_ok()),
            Deed::Abort => if_so(case.abort(by, "?", laws).is_ok()),
        }
    }

    fn is_undecided(&self) -> bool {
        matches!(
            self.open.case.state,
            State::AwaitingConsent | State::AwaitingApproval
        )
    }
}
