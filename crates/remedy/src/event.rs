//! What happens in a case. A case is the sum of its events: each says all that follows from it, so
//! that a case can be told again from its ledger without asking anybody.

use crate::act::Outcome;
use crate::consent::Consent;
use crate::digest::Digest;
use crate::plan::Goal;
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", deny_unknown_fields)]
pub enum Event {
    /// A plan was proposed for the device.
    Proposed {
        /// Which.
        plan: Digest,
        /// Whether the holder has to agree first.
        consent: bool,
        /// After how many seconds it cannot be begun any more.
        holds: i64,
    },
    /// The holder or the data's owner agreed.
    Consented {
        /// To what.
        consent: Consent,
    },
    /// They refused.
    Declined {
        /// Who.
        by: String,
    },
    /// Enough people have approved the plan.
    Enqueued,
    /// An approver refused the plan.
    Rejected {
        /// Who.
        by: String,
    },
    /// A step begins. For a step that sends something this is written down before it is sent.
    Begun {
        /// Its place in the plan, from 0.
        step: u8,
        /// What is laid down about it.
        #[serde(flatten)]
        nature: Nature,
        /// After how many seconds it is late.
        deadline: i64,
        /// The number under which it is sent.
        fence: u32,
    },
    /// What became of the request.
    Answered {
        /// Under which number it was sent.
        fence: u32,
        /// What became of it.
        result: Outcome,
    },
    /// No answer is known: the program ended between writing down that it sends and writing down
    /// the answer, or a reversible request had none.
    Lost {
        /// Whether it can be taken back, and so may be sent again.
        reversible: bool,
    },
    /// A person found out whether the request had happened.
    Resolved {
        /// Who.
        by: String,
        /// Whether it had.
        happened: bool,
    },
    /// A step is done.
    Done {
        /// Its place in the plan.
        step: u8,
        /// Who said so; none if it was read.
        by: Option<String>,
        /// Whether a step follows.
        more: bool,
        /// When the plan is done.
        goal: Goal,
        /// Whether the device was erased by it.
        erased: bool,
    },
    /// The holder said that the data on the device is safe.
    DataSafe {
        /// Who.
        by: String,
    },
    /// Success was looked for.
    Looked {
        /// Whether it was seen.
        good: bool,
        /// When what was seen was read, in Unix seconds.
        read: i64,
    },
    /// Success was seen twice: the device is watched for so many seconds.
    Verified {
        /// How long.
        watch: i64,
    },
    /// A watched device is not what it was: the case is open again.
    Regressed,
    /// The watch is over.
    Ended,
    /// It took too long.
    Late {
        /// Where that leads.
        to: After,
    },
    /// Somebody diagnosed the device anew and wrote down why.
    Rediagnosed {
        /// Who.
        by: String,
        /// What they wrote.
        why: String,
        /// The hash of what the new diagnosis rests on.
        evidence: Digest,
    },
    /// A person holds the case.
    Held {
        /// Who.
        by: String,
    },
    /// A person lets it go on.
    Resumed {
        /// Who.
        by: String,
    },
    /// A person gave it to support.
    Escalated {
        /// Who.
        by: String,
    },
    /// A person ended it.
    Aborted {
        /// Who.
        by: String,
        /// Why.
        why: String,
    },
}

/// What is laid down about a step that begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Nature {
    /// Whether the product sends a request.
    pub sends: bool,
    /// Whether it can be taken back.
    pub reversible: bool,
    /// Whether the data on the device is lost by it.
    pub erases: bool,
}

/// Where being late leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum After {
    /// A new plan is needed.
    Open,
    /// The same step, after a new look.
    Queued,
    /// It failed.
    Failed,
    /// It rests.
    Suspended,
    /// Support.
    Escalated,
}

impl Event {
    /// The public word.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Consented { .. } => "consented",
            Self::Declined { .. } => "declined",
            Self::Enqueued => "enqueued",
            Self::Rejected { .. } => "rejected",
            Self::Begun { .. } => "begun",
            Self::Answered { .. } => "answered",
            Self::Lost { .. } => "lost",
            Self::Resolved { .. } => "resolved",
            Self::Done { .. } => "done",
            Self::DataSafe { .. } => "dataSafe",
            Self::Looked { .. } => "looked",
            Self::Verified { .. } => "verified",
            Self::Regressed => "regressed",
            Self::Ended => "ended",
            Self::Late { .. } => "late",
            Self::Rediagnosed { .. } => "rediagnosed",
            Self::Held { .. } => "held",
            Self::Resumed { .. } => "resumed",
            Self::Escalated { .. } => "escalated",
            Self::Aborted { .. } => "aborted",
        }
    }
}
