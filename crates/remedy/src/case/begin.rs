//! Whether the next step may begin now: every guard is asked, and asked anew.

use super::{Case, State};
use crate::act::{Approved, Key};
use crate::approval::{self, Approval};
use crate::event::{Event, Nature};
use crate::facts::Facts;
use crate::guard::{Guard, Sight};
use crate::limits::{Stops, Traffic};
use crate::plan::{Member, Plan};
use crate::refusal::{Laws, Refusal};
use crate::step::{Rules, Sign, Step};
use enrollment::moment::Moment;

/// What is so now.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The present time.
    pub now: Moment,
    /// What was read about the device.
    pub facts: &'a Facts,
    /// Who approved the plan.
    pub approvals: &'a [Approval],
    /// What stops everything, or this device.
    pub stops: Stops,
    /// What has been done so far.
    pub traffic: Traffic,
    /// Which refusals are heeded: [`Laws::ALL`].
    pub laws: Laws,
}

/// A step that may begin.
#[derive(Debug)]
pub struct Beginning {
    /// What is written down, before anything is sent.
    pub event: Event,
    /// What is sent then; none if a person does the step.
    pub send: Option<Approved>,
}

impl Case {
    /// Begins the next step, or says why not.
    pub fn begin(&self, plan: &Plan, scene: &Scene<'_>) -> Result<Beginning, Refusal> {
        let laws = scene.laws;
        if !matches!(self.state, State::Queued | State::AwaitingVendor) {
            return Err(Refusal::NotNow);
        }
        laws.need(!self.held, Refusal::Held)?;
        let (member, step) = self.of_plan(plan, laws)?;
        let rules = step.rules();
        let first = self.fixed.is_none();
        let mends_tenant = rules.sign == Sign::TenantSound;
        scene.stops.admit(scene.now, mends_tenant, laws)?;
        if first || !rules.reversible {
            still_so(plan, member, scene)?;
        }
        if first {
            scene.traffic.admit(laws)?;
        }
        if !rules.reversible {
            scene.traffic.admit_irreversible(laws)?;
        }
        let sight = self.sight(plan, scene);
        rules
            .guards
            .iter()
            .try_for_each(|guard| guard.check(&sight))?;
        Ok(self.beginning(plan, step, &rules))
    }

    /// The device's part of the plan and its present step.
    pub(super) fn of_plan<'p>(
        &self,
        plan: &'p Plan,
        laws: Laws,
    ) -> Result<(&'p Member, &'p Step), Refusal> {
        laws.need(self.plan == Some(plan.hash()), Refusal::PlanDiffers)?;
        let member = plan.member(&self.serial).ok_or(Refusal::NotInPlan)?;
        let step = member.steps.get(usize::from(self.step));
        Ok((member, step.ok_or(Refusal::NotNow)?))
    }

    fn sight<'a>(&'a self, plan: &Plan, scene: &Scene<'a>) -> Sight<'a> {
        Sight {
            facts: scene.facts,
            consent: self.consent.as_ref(),
            data_safe: self.data_safe,
            erased: self.erased || self.erasing,
            plan: plan.hash(),
            serial: &self.serial,
            now: scene.now,
            laws: scene.laws,
        }
    }

    fn beginning(&self, plan: &Plan, step: &Step, rules: &Rules) -> Beginning {
        let fence = self.fence + 1;
        let nature = Nature {
            sends: matches!(step, Step::Api { .. }),
            reversible: rules.reversible,
            erases: step.erases(),
        };
        let event = Event::Begun {
            step: self.step,
            nature,
            deadline: rules.deadline,
            fence,
        };
        let send = match step {
            Step::Api { send } => Some(Approved::new(
                send.clone(),
                Key {
                    plan: plan.hash(),
                    serial: self.serial.clone(),
                    step: self.step,
                    // The same number when the same reversible request is sent again.
                    fence: if rules.reversible { 0 } else { fence },
                },
            )),
            Step::Person { .. } => None,
        };
        Beginning { event, send }
    }

    /// All that keeps the next step from beginning now: for a checklist.
    pub fn obstacles(&self, plan: &Plan, scene: &Scene<'_>) -> Vec<(Guard, Refusal)> {
        let Ok((_, step)) = self.of_plan(plan, scene.laws) else {
            return Vec::new();
        };
        let sight = self.sight(plan, scene);
        let guards = step.rules().guards.iter();
        guards
            .filter_map(|guard| Some((*guard, guard.check(&sight).err()?)))
            .collect()
    }
}

/// The plan and its approvals hold, and nothing has changed that it rests on.
fn still_so(plan: &Plan, member: &Member, scene: &Scene<'_>) -> Result<(), Refusal> {
    let laws = scene.laws;
    laws.need(plan.valid_at(scene.now), Refusal::PlanExpired)?;
    approval::enough(plan, scene.approvals, scene.now, laws)?;
    let same = scene.facts.evidence == member.evidence;
    laws.need(same, Refusal::DeviceChanged)
}
