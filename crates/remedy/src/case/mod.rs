//! A case: one device on its way from a diagnosis to a managed device.
//!
//! [`Case::after`] says what follows from an event and refuses nothing. What may happen is asked
//! before: every other function here returns an event that may be written down, or the refusal.

mod begin;
mod look;
mod people;

pub use begin::{Beginning, Scene};
pub use look::{CONSENT_WITHIN, POLLS_APART, WATCH, WATCH_CONFIGURATOR};

use crate::act::Outcome;
use crate::consent::Consent;
use crate::digest::Digest;
use crate::event::{After, Event, Nature};
use crate::plan::Goal;
use enrollment::moment::{DAY, Moment};

/// How long success may take to be seen after the last step (§4.2, finish).
pub const VERIFY_WITHIN: i64 = DAY;

/// Where a case is (causality.md §4.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// Diagnosed; no plan holds.
    Open,
    /// The holder has to agree.
    AwaitingConsent,
    /// People have to approve.
    AwaitingApproval,
    /// The next step may begin as soon as its guards hold.
    Queued,
    /// It is written down that a request is sent, and not yet what became of it.
    Sending,
    /// Another administrator has to approve it at the vendor.
    AwaitingVendor,
    /// A step has begun; its success is waited for.
    Waiting,
    /// Nobody knows whether an irreversible request happened. A person finds out; it is never sent
    /// again.
    Unknown,
    /// All steps are done; success is looked for.
    Verifying,
    /// Success was seen twice; it must stay.
    Watching,
    /// It failed; it needs a new diagnosis.
    Failed,
    /// Given to support.
    Escalated,
    /// It rests until somebody takes it up.
    Suspended,
    /// An approver refused it.
    Rejected,
    /// Over: managed, and it stayed so.
    Succeeded,
    /// Over: ended by a person.
    Aborted,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 16] = [
        Self::Open,
        Self::AwaitingConsent,
        Self::AwaitingApproval,
        Self::Queued,
        Self::Sending,
        Self::AwaitingVendor,
        Self::Waiting,
        Self::Unknown,
        Self::Verifying,
        Self::Watching,
        Self::Failed,
        Self::Escalated,
        Self::Suspended,
        Self::Rejected,
        Self::Succeeded,
        Self::Aborted,
    ];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::AwaitingConsent => "awaitingConsent",
            Self::AwaitingApproval => "awaitingApproval",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::AwaitingVendor => "awaitingVendor",
            Self::Waiting => "waiting",
            Self::Unknown => "unknown",
            Self::Verifying => "verifying",
            Self::Watching => "watching",
            Self::Failed => "failed",
            Self::Escalated => "escalated",
            Self::Suspended => "suspended",
            Self::Rejected => "rejected",
            Self::Succeeded => "succeeded",
            Self::Aborted => "aborted",
        }
    }

    /// Whether nothing more can happen.
    pub const fn over(self) -> bool {
        matches!(self, Self::Succeeded | Self::Aborted)
    }

    /// Whether a new plan may be proposed.
    pub const fn takes_a_plan(self) -> bool {
        matches!(self, Self::Open | Self::Suspended | Self::Rejected)
    }
}

/// A case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// The device.
    pub serial: String,
    /// Where it is.
    pub state: State,
    /// Since when.
    pub since: Moment,
    /// When that is late.
    pub due: Option<Moment>,
    /// Whether a person holds it: then nothing begins.
    pub held: bool,
    /// The plan that holds.
    pub plan: Option<Digest>,
    /// The plan's next step, or the one that has begun.
    pub step: u8,
    /// When the present step began.
    pub begun: Option<Moment>,
    /// When the first step of the present plan began: success must be younger.
    pub fixed: Option<Moment>,
    /// What was agreed to.
    pub consent: Option<Consent>,
    /// Since when an agreement is waited for, over all plans.
    pub asked: Option<Moment>,
    /// When the holder last said that the data is safe.
    pub data_safe: Option<Moment>,
    /// Whether the device was erased, or may have been, since the last written diagnosis.
    pub erased: bool,
    /// Whether a request is under way that erases it.
    pub erasing: bool,
    /// Whether the step that is being sent can be taken back.
    pub reversible: bool,
    /// The code of an approval that another administrator has to give at the vendor.
    pub vendor_code: Option<String>,
    /// The number of the last request.
    pub fence: u32,
    /// How often success was seen in a row.
    pub looks: u8,
    /// When what was last seen was read.
    pub looked: Option<Moment>,
    /// How many events it has had.
    pub events: u32,
}

impl Case {
    /// A case of a device that was diagnosed.
    pub const fn open(serial: String, now: Moment) -> Self {
        Self {
            serial,
            state: State::Open,
            since: now,
            due: None,
            held: false,
            plan: None,
            step: 0,
            begun: None,
            fixed: None,
            consent: None,
            asked: None,
            data_safe: None,
            erased: false,
            erasing: false,
            reversible: true,
            vendor_code: None,
            fence: 0,
            looks: 0,
            looked: None,
            events: 0,
        }
    }

    /// What follows from an event. It refuses nothing: the event has happened.
    pub fn after(&mut self, event: &Event, at: Moment) {
        self.events += 1;
        match event {
            Event::Proposed {
                plan,
                consent,
                holds,
            } => self.proposed(*plan, *consent, *holds, at),
            Event::Consented { consent } => {
                self.consent = Some(consent.clone());
                self.asked = None;
                self.go(State::AwaitingApproval, at, self.due);
            }
            Event::Declined { .. } => {
                self.asked = None;
                self.go(State::Suspended, at, None);
            }
            Event::Enqueued => self.go(State::Queued, at, self.due),
            Event::Rejected { .. } => self.go(State::Rejected, at, None),
            Event::Begun {
                step,
                nature,
                deadline,
                fence,
            } => {
                (self.step, self.fence) = (*step, *fence);
                self.has_begun(*nature, *deadline, at);
            }
            Event::Answered { result, .. } => self.take_answer(result, at),
            Event::Lost { .. } => self.unanswered(at),
            Event::Resolved { happened, .. } => {
                self.erased |= self.erasing && *happened;
                self.erasing = false;
                let next = if *happened {
                    State::Waiting
                } else {
                    State::Failed
                };
                self.go(next, at, happened.then(|| at.plus(2 * DAY)));
            }
            Event::Done {
                more, goal, erased, ..
            } => self.done(*more, *goal, *erased, at),
            Event::DataSafe { .. } => {
                self.data_safe = Some(at);
                // Whoever says that is not silent.
                self.asked = None;
            }
            Event::Looked { good, read } => {
                self.looks = if *good { self.looks + 1 } else { 0 };
                self.looked = Moment::from_unix(*read);
            }
            Event::Verified { watch } => {
                self.go(State::Watching, at, Some(at.plus(*watch)));
            }
            Event::Ended => self.go(State::Succeeded, at, None),
            Event::Late { to } => self.late_to(*to, at),
            Event::Regressed => {
                self.forget_the_plan();
                self.go(State::Open, at, None);
            }
            Event::Rediagnosed { .. } => {
                self.forget_the_plan();
                self.erased = false;
                self.go(State::Open, at, None);
            }
            Event::Held { .. } => self.held = true,
            Event::Resumed { .. } => self.held = false,
            Event::Escalated { .. } => self.go(State::Escalated, at, None),
            Event::Aborted { .. } => self.go(State::Aborted, at, None),
        }
    }

    fn go(&mut self, state: State, at: Moment, due: Option<Moment>) {
        if state != State::AwaitingVendor {
            self.vendor_code = None;
        }
        (self.state, self.since, self.due) = (state, at, due);
    }

    fn forget_the_plan(&mut self) {
        self.plan = None;
        self.step = 0;
        self.begun = None;
        self.fixed = None;
        self.consent = None;
        self.looks = 0;
        self.looked = None;
    }

    fn proposed(&mut self, plan: Digest, consent: bool, holds: i64, at: Moment) {
        self.forget_the_plan();
        self.plan = Some(plan);
        let state = if consent {
            self.asked = self.asked.or(Some(at));
            State::AwaitingConsent
        } else {
            State::AwaitingApproval
        };
        self.go(state, at, Some(at.plus(holds)));
    }

    fn has_begun(&mut self, nature: Nature, deadline: i64, at: Moment) {
        self.begun = Some(at);
        self.fixed = self.fixed.or(Some(at));
        self.reversible = nature.reversible;
        self.erasing = nature.sends && nature.erases;
        let state = if nature.sends {
            State::Sending
        } else {
            State::Waiting
        };
        self.go(state, at, Some(at.plus(deadline)));
    }

    fn take_answer(&mut self, result: &Outcome, at: Moment) {
        match result {
            Outcome::Accepted { .. } => {
                self.erased |= self.erasing;
                self.erasing = false;
                self.go(State::Waiting, at, self.due);
            }
            Outcome::ApprovalRequired { code } => {
                self.erasing = false;
                self.go(State::AwaitingVendor, at, Some(at.plus(30 * DAY)));
                self.vendor_code = Some(code.clone());
            }
            Outcome::Refused { .. } | Outcome::NotSent { .. } => {
                self.erasing = false;
                self.go(State::Failed, at, None);
            }
            Outcome::Unknown { .. } => self.unanswered(at),
        }
    }

    /// What was sent has no answer. What can be taken back is sent again; all else waits for a
    /// person, and an erase counts as done until that person knows better.
    fn unanswered(&mut self, at: Moment) {
        let state = if self.reversible {
            State::Queued
        } else {
            State::Unknown
        };
        self.go(state, at, None);
    }

    fn done(&mut self, more: bool, goal: Goal, erased: bool, at: Moment) {
        self.erased |= erased;
        self.begun = None;
        if more {
            self.step += 1;
            self.go(State::Queued, at, None);
            return;
        }
        match goal {
            Goal::LetIn => self.go(State::Verifying, at, Some(at.plus(VERIFY_WITHIN))),
            Goal::Prepared => {
                self.forget_the_plan();
                self.go(State::Open, at, None);
            }
        }
    }

    fn late_to(&mut self, to: After, at: Moment) {
        let state = match to {
            After::Open => State::Open,
            After::Queued => State::Queued,
            After::Failed => State::Failed,
            After::Suspended => State::Suspended,
            After::Escalated => State::Escalated,
        };
        if state == State::Open {
            self.forget_the_plan();
        }
        // Whoever takes it up asks the holder anew.
        if state == State::Suspended {
            self.asked = None;
        }
        self.go(state, at, None);
    }
}
