//! A plan: which steps for which devices, made by whom and resting on what. It never changes; its
//! hash is what people consent to and approve.

use crate::digest::Digest;
use crate::step::Step;
use crate::when;
use enrollment::moment::{DAY, Moment};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// How long a plan may be begun (§4.3, 9).
pub const PLAN_HOLDS: i64 = DAY;
/// What the first line of a plan's text says. Another form gets another number.
const FORM: &str = "firstcontact/plan/1";

/// What is written into a plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Draft {
    /// The tenant's name.
    pub tenant: String,
    /// Who asks for it.
    pub requester: String,
    /// When it was made.
    #[serde(with = "when")]
    pub made: Moment,
    /// How far success goes.
    pub goal: Goal,
    /// The devices, in the order in which they are taken.
    pub members: Vec<Member>,
}

/// When a plan has done what it is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Goal {
    /// Its steps are done: the way is free for the next plan of the case.
    Prepared,
    /// Enrolled, supervised, the company's, registered, compliant, let in (V4).
    LetIn,
}

/// One device of a plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Member {
    /// Its serial number.
    pub serial: String,
    /// The cause it was diagnosed with, `C01`.
    pub cause: String,
    /// The hash of what the diagnosis rests on.
    pub evidence: Digest,
    /// What is done, in this order; at most 32 steps.
    pub steps: Vec<Step>,
}

/// Why a plan cannot be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAPlan {
    /// Without a device, or a device without a step.
    Empty,
    /// More than 32 steps.
    TooLong,
    /// A device is named twice.
    Twice,
    /// A step names another device than the one whose step it is.
    ForAnother,
    /// A device is erased twice.
    ErasesTwice,
    /// Nobody asks for it.
    Nameless,
}

/// The most steps of one device.
const STEPS_MAX: usize = 32;

/// A plan. It cannot be changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    draft: Draft,
    hash: Digest,
    irreversible: bool,
}

impl Plan {
    /// Makes a plan of a draft.
    pub fn new(draft: Draft) -> Result<Self, NotAPlan> {
        if draft.requester.trim().is_empty() {
            return Err(NotAPlan::Nameless);
        }
        if draft.members.is_empty() || draft.members.iter().any(|it| it.steps.is_empty()) {
            return Err(NotAPlan::Empty);
        }
        let mut serials: Vec<&str> = draft.members.iter().map(|it| &*it.serial).collect();
        serials.sort_unstable();
        if serials.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(NotAPlan::Twice);
        }
        draft.members.iter().try_for_each(sound)?;
        let mut steps = draft.members.iter().flat_map(|member| &member.steps);
        let irreversible = steps.any(|step| !step.rules().reversible);
        Ok(Self {
            hash: Digest::of(&[text(&draft).as_bytes()]),
            irreversible,
            draft,
        })
    }

    /// What was written into it.
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Its name: the hash of its text.
    pub const fn hash(&self) -> Digest {
        self.hash
    }

    /// The text that is hashed, and that a person can read: one line per fact, strings quoted.
    pub fn text(&self) -> String {
        text(&self.draft)
    }

    /// Who asked for it.
    pub fn requester(&self) -> &str {
        &self.draft.requester
    }

    /// The devices.
    pub fn members(&self) -> &[Member] {
        &self.draft.members
    }

    /// The part of one device.
    pub fn member(&self, serial: &str) -> Option<&Member> {
        self.draft.members.iter().find(|it| it.serial == serial)
    }

    /// Whether any of its steps cannot be taken back.
    pub const fn irreversible(&self) -> bool {
        self.irreversible
    }

    /// Whether it may be begun or approved at a time.
    pub fn valid_at(&self, now: Moment) -> bool {
        crate::guard::within(self.draft.made, now, PLAN_HOLDS)
    }
}

fn sound(member: &Member) -> Result<(), NotAPlan> {
    if member.steps.len() > STEPS_MAX {
        return Err(NotAPlan::TooLong);
    }
    if member.steps.iter().filter(|step| step.erases()).count() > 1 {
        return Err(NotAPlan::ErasesTwice);
    }
    let alien = |step: &Step| match step {
        Step::Api { send } => send.serials().iter().any(|it| *it != member.serial),
        Step::Person { .. } => false,
    };
    if member.steps.iter().any(alien) {
        return Err(NotAPlan::ForAnother);
    }
    Ok(())
}

fn text(draft: &Draft) -> String {
    let mut text = String::new();
    let mut line = |args: std::fmt::Arguments<'_>| {
        // A write into a String cannot fail.
        let _ = writeln!(text, "{args}");
    };
    line(format_args!("{FORM}"));
    line(format_args!("tenant {:?}", draft.tenant));
    line(format_args!("requester {:?}", draft.requester));
    line(format_args!("made {}", draft.made.unix()));
    line(format_args!("goal {:?}", draft.goal));
    for member in &draft.members {
        line(format_args!("device {:?}", member.serial));
        line(format_args!("  cause {:?}", member.cause));
        line(format_args!("  evidence {}", member.evidence));
        for step in &member.steps {
            line(format_args!("  step {step:?}"));
        }
    }
    text
}
