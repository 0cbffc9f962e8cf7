//! What follows from what was read, and from time that passed.

use super::{Case, State};
use crate::act::Outcome;
use crate::approval::{self, Approval};
use crate::event::{After, Event};
use crate::facts::{Custody, Facts, Lock, Read, Record, Since, Standing};
use crate::plan::Plan;
use crate::refusal::{Laws, Refusal};
use crate::step::{Late, Rules, SETTLE, Sign, Step};
use enrollment::moment::{DAY, MINUTE, Moment};

/// How far two looks at a success must lie apart ("twice, two polls apart").
pub const POLLS_APART: i64 = 10 * MINUTE;
/// How long a managed device is watched.
pub const WATCH: i64 = 30 * DAY;
/// How long one that was added with Configurator is: its holder may leave for thirty days, so it
/// is looked at on day 31.
pub const WATCH_CONFIGURATOR: i64 = 31 * DAY;
/// How long a holder may be silent about a consent (§4.1).
pub const CONSENT_WITHIN: i64 = 14 * DAY;

impl Case {
    /// What became of a request. An answer to an older request is refused.
    pub fn answered(&self, fence: u32, result: Outcome) -> Result<Event, Refusal> {
        if self.state != State::Sending || self.fence != fence {
            return Err(Refusal::NotNow);
        }
        if self.reversible && matches!(result, Outcome::Unknown { .. }) {
            return Ok(Event::Lost { reversible: true });
        }
        Ok(Event::Answered { fence, result })
    }

    /// The program began anew and finds a request that has no answer.
    pub fn lost(&self) -> Option<Event> {
        let reversible = self.reversible;
        (self.state == State::Sending).then_some(Event::Lost { reversible })
    }

    /// Whether enough people have approved, so that the first step may begin.
    pub fn enqueue(
        &self,
        plan: &Plan,
        approvals: &[Approval],
        now: Moment,
        laws: Laws,
    ) -> Result<Event, Refusal> {
        if self.state != State::AwaitingApproval {
            return Err(Refusal::NotNow);
        }
        laws.need(self.plan == Some(plan.hash()), Refusal::PlanDiffers)?;
        laws.need(plan.valid_at(now), Refusal::PlanExpired)?;
        approval::enough(plan, approvals, now, laws)?;
        Ok(Event::Enqueued)
    }

    /// What follows from what was read; nothing if nothing does. `by_hand`: whether the device was
    /// added with Configurator.
    pub fn look(&self, plan: &Plan, facts: &Facts, now: Moment, by_hand: bool) -> Option<Event> {
        match self.state {
            State::Waiting | State::Queued => self.look_at_step(plan, facts, now),
            State::Verifying => self.look_for_success(facts, by_hand),
            State::Watching => self.look_for_regress(facts),
            _ => None,
        }
    }

    fn look_at_step(&self, plan: &Plan, facts: &Facts, now: Moment) -> Option<Event> {
        let (member, step) = self.of_plan(plan, Laws::ALL).ok()?;
        let rules = step.rules();
        let begun = match self.state {
            State::Waiting => self.begun?,
            // Somebody did it already; nothing is sent for what is so. A sync counts if it came
            // after the step before.
            _ if self.fixed.is_some() && already(step, &rules) => match rules.sign {
                Sign::Imported => self.since,
                _ => self.fixed?,
            },
            _ => return None,
        };
        if !seen(rules.sign, facts, begun, self.fixed?, now) {
            return None;
        }
        Some(Event::Done {
            step: self.step,
            by: None,
            more: usize::from(self.step) + 1 < member.steps.len(),
            goal: plan.draft().goal,
            erased: false,
        })
    }

    fn look_for_success(&self, facts: &Facts, by_hand: bool) -> Option<Event> {
        let read = facts.standing?;
        // One reading is one look, however often it is shown.
        let newer = self
            .looked
            .is_none_or(|last| read.at.since(last) >= POLLS_APART);
        if !newer || read.at < self.since {
            return None;
        }
        let good = let_in(read, self.fixed?);
        if good && self.looks >= 1 {
            let watch = if by_hand { WATCH_CONFIGURATOR } else { WATCH };
            return Some(Event::Verified { watch });
        }
        Some(Event::Looked {
            good,
            read: read.at.unix(),
        })
    }

    fn look_for_regress(&self, facts: &Facts) -> Option<Event> {
        let read = facts.standing?;
        let lost = read.value.0 == Standing::NotEnrolled;
        (lost && read.at > self.since).then_some(Event::Regressed)
    }

    /// What follows from time alone; nothing if nothing is late.
    pub fn late(&self, plan: Option<&Plan>, now: Moment) -> Option<Event> {
        let waits = self.asked.map(|asked| now.since(asked) >= CONSENT_WITHIN);
        // A plan that nobody agreed to ends after a day; the holder is waited for all the same.
        let asks = matches!(self.state, State::AwaitingConsent | State::Open);
        if asks && waits == Some(true) {
            return Some(Event::Late {
                to: After::Suspended,
            });
        }
        if self.due.is_none_or(|due| now < due) {
            return None;
        }
        let to = match self.state {
            State::AwaitingConsent | State::AwaitingApproval | State::Queued => After::Open,
            State::Waiting => self.late_step(plan?)?,
            State::AwaitingVendor | State::Verifying => After::Failed,
            State::Watching => return Some(Event::Ended),
            _ => return None,
        };
        Some(Event::Late { to })
    }

    fn late_step(&self, plan: &Plan) -> Option<After> {
        let (_, step) = self.of_plan(plan, Laws::ALL).ok()?;
        Some(match step.rules().late {
            Late::Fail => After::Failed,
            Late::Suspend => After::Suspended,
            Late::Escalate => After::Escalated,
            Late::LookAgain => After::Queued,
        })
    }
}

/// Whether a step may be passed over when its success is there already: never an irreversible one,
/// nor one whose success only a person can tell.
fn already(step: &Step, rules: &Rules) -> bool {
    rules.reversible
        && matches!(step, Step::Api { .. })
        && matches!(
            rules.sign,
            Sign::OnService | Sign::Imported | Sign::Unlocked | Sign::Profiled
        )
}

/// Whether a step's success was seen by what was read after it began.
fn seen(sign: Sign, facts: &Facts, begun: Moment, fixed: Moment, now: Moment) -> bool {
    let settled = |since: Since| now.since(since.0) >= SETTLE;
    match sign {
        Sign::OnService => after(facts.custody, begun, |it| it == Custody::OnService),
        Sign::Imported => {
            let synced = |at: Option<Since>| at.is_some_and(|Since(at)| at >= begun);
            after(facts.synced, begun, synced) && after(facts.imported, begun, |row| row.is_some())
        }
        Sign::Profiled => after(facts.profiled, begun, |at| at.is_some_and(settled)),
        Sign::TenantSound => after(facts.tenant_sound, begun, |sound| sound),
        Sign::Unlocked => after(facts.lock, begun, |lock| lock != Lock::Personal),
        Sign::NotMigrating => after(facts.migration_waits, begun, |waits| !waits),
        // A device that was enrolled anew since then was erased before.
        Sign::Erased => {
            after(facts.record, begun, |record| record == Record::None)
                || after(facts.standing, begun, |it| enrolled_since(it, begun))
        }
        Sign::Enrolled => after(facts.standing, begun, |it| enrolled_since(it, fixed)),
        Sign::LetIn => facts
            .standing
            .is_some_and(|read| read.at >= begun && let_in(read, fixed)),
        Sign::Said => false,
    }
}

fn after<T: Copy>(read: Option<Read<T>>, begun: Moment, holds: impl Fn(T) -> bool) -> bool {
    read.is_some_and(|read| read.at >= begun && holds(read.value))
}

fn enrolled_since((standing, since): (Standing, Option<Since>), then: Moment) -> bool {
    standing >= Standing::Enrolled && since.is_some_and(|Since(at)| at >= then)
}

fn let_in(read: Read<(Standing, Option<Since>)>, fixed: Moment) -> bool {
    let (standing, since) = read.value;
    standing == Standing::LetIn && since.is_some_and(|Since(at)| at >= fixed)
}
