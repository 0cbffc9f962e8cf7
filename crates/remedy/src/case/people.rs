//! What people say in a case: propose, agree, refuse, report, hold, resolve, end.

use super::{Case, Scene, State};
use crate::consent::Consent;
use crate::digest::Digest;
use crate::event::Event;
use crate::guard::{CONSENT_HOLDS, within};
use crate::plan::{PLAN_HOLDS, Plan};
use crate::refusal::{Laws, Refusal};
use crate::step::{Sign, Step, Task};
use enrollment::moment::Moment;

impl Case {
    /// Puts a plan before the people who decide.
    pub fn propose(&self, plan: &Plan, scene: &Scene<'_>) -> Result<Event, Refusal> {
        let laws = scene.laws;
        if !self.state.takes_a_plan() {
            return Err(Refusal::NotNow);
        }
        let member = plan.member(&self.serial).ok_or(Refusal::NotInPlan)?;
        laws.need(plan.valid_at(scene.now), Refusal::PlanExpired)?;
        let same = scene.facts.evidence == member.evidence;
        laws.need(same, Refusal::DeviceChanged)?;
        let erases = member.steps.iter().any(Step::erases);
        laws.need(!(erases && self.erased), Refusal::ErasedAlready)?;
        Ok(Event::Proposed {
            plan: plan.hash(),
            consent: member.steps.iter().any(needs_consent),
            holds: PLAN_HOLDS - scene.now.since(plan.draft().made),
        })
    }

    /// The holder or the data's owner agrees.
    pub fn agree(&self, consent: Consent, now: Moment, laws: Laws) -> Result<Event, Refusal> {
        if self.state != State::AwaitingConsent {
            return Err(Refusal::NotNow);
        }
        laws.need(!consent.by.trim().is_empty(), Refusal::Nameless)?;
        laws.need(consent.serial == self.serial, Refusal::ConsentForAnother)?;
        laws.need(self.plan == Some(consent.plan), Refusal::ConsentOtherPlan)?;
        laws.need(within(consent.at, now, CONSENT_HOLDS), Refusal::ConsentOld)?;
        laws.need(consent.names_the_loss(), Refusal::ConsentSilent)?;
        Ok(Event::Consented { consent })
    }

    /// The holder or the data's owner refuses.
    pub fn decline(&self, by: &str, laws: Laws) -> Result<Event, Refusal> {
        let named = named(by, laws)?;
        if self.state == State::AwaitingConsent {
            Ok(Event::Declined { by: named })
        } else {
            Err(Refusal::NotNow)
        }
    }

    /// An approver refuses the plan.
    pub fn reject(&self, by: &str, laws: Laws) -> Result<Event, Refusal> {
        let named = named(by, laws)?;
        let waits = matches!(
            self.state,
            State::AwaitingConsent | State::AwaitingApproval | State::Queued
        );
        if waits && self.fixed.is_none() {
            Ok(Event::Rejected { by: named })
        } else {
            Err(Refusal::NotNow)
        }
    }

    /// The holder says again that the data is safe; at any time before the erase.
    pub fn data_is_safe(&self, by: &str, laws: Laws) -> Result<Event, Refusal> {
        let named = named(by, laws)?;
        if self.state.over() {
            Err(Refusal::NotNow)
        } else {
            Ok(Event::DataSafe { by: named })
        }
    }

    /// A person says that their step is done. What can be read is not taken on their word.
    pub fn report(&self, plan: &Plan, task: Task, by: &str, laws: Laws) -> Result<Event, Refusal> {
        let named = named(by, laws)?;
        let (member, step) = self.of_plan(plan, laws)?;
        let theirs = matches!(step, Step::Person { task: it } if *it == task);
        // Whoever was told to erase, and comes later than the hour for which that held, has erased.
        let told = self.state == State::Waiting
            || self.state == State::Queued && step.erases() && self.begun.is_some();
        if !theirs || !told || step.rules().sign != Sign::Said {
            return Err(Refusal::NotNow);
        }
        Ok(Event::Done {
            step: self.step,
            by: Some(named),
            more: usize::from(self.step) + 1 < member.steps.len(),
            goal: plan.draft().goal,
            erased: step.erases(),
        })
    }

    /// A person found out whether an irreversible request had happened.
    pub fn resolve(&self, by: &str, happened: bool, laws: Laws) -> Result<Event, Refusal> {
        let by = named(by, laws)?;
        if self.state == State::Unknown {
            Ok(Event::Resolved { by, happened })
        } else {
            Err(Refusal::NotNow)
        }
    }

    /// Somebody diagnosed a device anew, after something failed or was given away, and writes why.
    pub fn rediagnose(
        &self,
        by: &str,
        why: &str,
        evidence: Digest,
        laws: Laws,
    ) -> Result<Event, Refusal> {
        let by = named(by, laws)?;
        let why = named(why, laws)?;
        let stuck = matches!(
            self.state,
            State::Failed | State::Escalated | State::Suspended | State::Rejected | State::Open
        );
        if stuck {
            Ok(Event::Rediagnosed { by, why, evidence })
        } else {
            Err(Refusal::NotNow)
        }
    }

    /// A person holds the case.
    pub fn hold(&self, by: &str, laws: Laws) -> Result<Event, Refusal> {
        let by = named(by, laws)?;
        if self.held || self.state.over() {
            Err(Refusal::NotNow)
        } else {
            Ok(Event::Held { by })
        }
    }

    /// A person lets it go on.
    pub fn resume(&self, by: &str, laws: Laws) -> Result<Event, Refusal> {
        let by = named(by, laws)?;
        if self.held {
            Ok(Event::Resumed { by })
        } else {
            Err(Refusal::NotNow)
        }
    }

    /// A person gives it to support.
    pub fn escalate(&self, by: &str, laws: Laws) -> Result<Event, Refusal> {
        let by = named(by, laws)?;
        let stuck = matches!(self.state, State::Open | State::Failed | State::Suspended);
        if stuck {
            Ok(Event::Escalated { by })
        } else {
            Err(Refusal::NotNow)
        }
    }

    /// A person ends it. A request under way is waited for first; one that may have happened is
    /// found out first.
    pub fn abort(&self, by: &str, why: &str, laws: Laws) -> Result<Event, Refusal> {
        let by = named(by, laws)?;
        let why = named(why, laws)?;
        let under_way = matches!(self.state, State::Sending | State::Unknown);
        if under_way || self.state.over() {
            Err(Refusal::NotNow)
        } else {
            Ok(Event::Aborted { by, why })
        }
    }
}

/// Whether the holder has to agree to a step: the data on the device, or the company's part of it,
/// is lost by it.
fn needs_consent(step: &Step) -> bool {
    !step.rules().reversible
}

/// Trimmed, and not empty.
fn named(text: &str, laws: Laws) -> Result<String, Refusal> {
    let text = text.trim();
    laws.need(!text.is_empty(), Refusal::Nameless)?;
    Ok(text.to_owned())
}
