//! What people say and decide in a case.

use super::entry::{Entry, What};
use super::{Mending, NotDone, Open};
use remedy::approval::Approval;
use remedy::consent::Consent;
use remedy::digest::Digest;
use remedy::event::Event;
use remedy::plan::Plan;
use remedy::refusal::{Laws, Refusal};
use remedy::step::{Step, Task};

impl Mending<'_> {
    /// The plan that was shown to somebody. One that is not kept, or is not what its hash says, is
    /// refused, which is written down.
    fn known(&self, shown: Digest, by: &str, asked: &str) -> Result<Plan, NotDone> {
        match self.plan(shown) {
            Err(NotDone::NoSuchPlan(_) | NotDone::Refused(_)) => {
                self.refuse(by, asked, None, Some(shown), Refusal::PlanDiffers)
            }
            other => other,
        }
    }

    /// Writes down what happened, or that it was refused.
    pub(super) fn take(
        &self,
        open: &mut Open,
        by: &str,
        asked: &str,
        event: Result<Event, Refusal>,
    ) -> Result<(), NotDone> {
        match event {
            Ok(event) => self.record(open, by, event, None),
            Err(refusal) => {
                let serial = open.case.serial.clone();
                self.refuse(by, asked, Some(&serial), open.case.plan, refusal)
            }
        }
    }

    /// What somebody decided on must be the plan that holds in the case.
    ///
    /// # Errors
    /// It is another one: a refusal, which is written down.
    pub fn shown(
        &self,
        open: &Open,
        plan: Option<Digest>,
        by: &str,
        asked: &str,
    ) -> Result<Digest, NotDone> {
        match (plan, open.case.plan) {
            (Some(shown), Some(holds)) if shown == holds => Ok(holds),
            (plan, _) => {
                let serial = Some(open.case.serial.as_str());
                self.refuse(by, asked, serial, plan, Refusal::PlanDiffers)
            }
        }
    }

    /// Somebody approves a plan, as it was shown.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn approve(&self, shown: Digest, by: &str, in_role: bool) -> Result<(), NotDone> {
        let plan = self.known(shown, by, "approve")?;
        let approval = Approval {
            plan: shown,
            by: by.trim().to_owned(),
            in_role,
            at: self.now,
        };
        let (others, _) = self.approvals(shown)?;
        if let Err(refusal) = approval.admit(&plan, &others, Laws::ALL) {
            return self.refuse(by, "approve", None, Some(shown), refusal);
        }
        let entry = Entry {
            by: approval.by.clone(),
            what: What::Approved { approval },
        };
        self.store
            .note(self.tenant, entry.written(self.now, None, Some(shown))?)?;
        Ok(())
    }

    /// Somebody says that an approved plan is to be carried out: then it goes on by itself.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn apply(&self, shown: Digest, by: &str) -> Result<(), NotDone> {
        let plan = self.known(shown, by, "apply")?;
        let (approvals, applied) = self.approvals(shown)?;
        let may = || {
            if by.trim().is_empty() {
                return Err(Refusal::Nameless);
            }
            if !plan.valid_at(self.now) {
                return Err(Refusal::PlanExpired);
            }
            remedy::approval::enough(&plan, &approvals, self.now, Laws::ALL)
        };
        if let Err(refusal) = may() {
            return self.refuse(by, "apply", None, Some(shown), refusal);
        }
        if !applied {
            let entry = Entry {
                by: by.trim().to_owned(),
                what: What::Applied,
            };
            let entry = entry.written(self.now, None, Some(shown))?;
            self.store.note(self.tenant, entry)?;
        }
        Ok(())
    }

    /// An approver refuses a plan: all its cases that have not begun.
    ///
    /// # Errors
    /// A refusal, or whatever the store says.
    pub fn reject(&self, shown: Digest, by: &str) -> Result<usize, NotDone> {
        let mut rejected = 0;
        for row in self.store.cases_of_plan(self.tenant, shown)? {
            let mut open = self.opened(row)?;
            if let Ok(event) = open.case.reject(by, Laws::ALL) {
                self.record(&mut open, by, event, None)?;
                rejected += 1;
            }
        }
        if rejected == 0 {
            return self.refuse(by, "reject", None, Some(shown), Refusal::NotNow);
        }
        Ok(rejected)
    }

    /// The holder or the data's owner agrees.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn agree(&self, open: &mut Open, consent: Consent) -> Result<(), NotDone> {
        let by = consent.by.clone();
        let event = open.case.agree(consent, self.now, Laws::ALL);
        self.take(open, &by, "consent", event)
    }

    /// They refuse.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn decline(&self, open: &mut Open, by: &str) -> Result<(), NotDone> {
        let event = open.case.decline(by, Laws::ALL);
        self.take(open, by, "decline", event)
    }

    /// The holder says that the data is safe; and that their step is done, if that was it.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn report(&self, open: &mut Open, task: Task, by: &str) -> Result<(), NotDone> {
        if task == Task::DataPlan {
            let event = open.case.data_is_safe(by, Laws::ALL);
            self.take(open, by, "report", event)?;
        }
        let plan = open.case.plan.ok_or(Refusal::NotNow);
        let event = match plan {
            Ok(plan) => open.case.report(&self.plan(plan)?, task, by, Laws::ALL),
            Err(refusal) => Err(refusal),
        };
        match event {
            // Said again, later: the date counts.
            Err(Refusal::NotNow) if task == Task::DataPlan => Ok(()),
            event => self.take(open, by, "report", event),
        }
    }

    /// What a person has to do now in a case, if anything.
    ///
    /// # Errors
    /// The plan cannot be read.
    pub fn present_task(&self, open: &Open) -> Result<Option<Task>, NotDone> {
        let Some(plan) = open.case.plan else {
            return Ok(None);
        };
        let plan = self.plan(plan)?;
        let member = plan.member(&open.case.serial);
        let step = member.and_then(|it| it.steps.get(usize::from(open.case.step)));
        Ok(match step {
            Some(Step::Person { task }) => Some(*task),
            _ => None,
        })
    }

    /// A person found out what became of an irreversible request.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn resolve(&self, open: &mut Open, by: &str, happened: bool) -> Result<(), NotDone> {
        let event = open.case.resolve(by, happened, Laws::ALL);
        self.take(open, by, "resolve", event)
    }

    /// A person holds the case.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn hold(&self, open: &mut Open, by: &str) -> Result<(), NotDone> {
        let event = open.case.hold(by, Laws::ALL);
        self.take(open, by, "hold", event)
    }

    /// A person lets it go on.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn resume(&self, open: &mut Open, by: &str) -> Result<(), NotDone> {
        let event = open.case.resume(by, Laws::ALL);
        self.take(open, by, "resume", event)
    }

    /// A person gives it to support.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn escalate(&self, open: &mut Open, by: &str) -> Result<(), NotDone> {
        let event = open.case.escalate(by, Laws::ALL);
        self.take(open, by, "escalate", event)
    }

    /// A person ends it.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn abort(&self, open: &mut Open, by: &str, why: &str) -> Result<(), NotDone> {
        let event = open.case.abort(by, why, Laws::ALL);
        self.take(open, by, "abort", event)
    }
}
