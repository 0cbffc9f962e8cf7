//! *Cases*: devices on their way from a diagnosis to a managed device; whose turn it is, what comes
//! next, and what a person may decide. These are views: whoever keeps the cases fills them, and
//! does what the forms ask for. Addresses below the tenant's, and what forms carry beside `csrf`:
//!
//! | address | fields | page or deed |
//! |---|---|---|
//! | `cases` | `turn`, `cause`, `q` | [`board_page`] |
//! | `case/<serial>` | | [`case_page`] |
//! | `case/<serial>/<deed>` (read) | | [`confirm_page`] for [`Deed::name`] |
//! | `case/<serial>/<deed>` (sent) | `plan`, and what [`Deed::asks`] for | does it, sends back |
//!
//! `plan` is the hash of the plan that was on the page. What a deed asks for: `why`; `happened`
//! (`yes`, `no`); or `name`, `ending` and `owner` (`holder`, `dataOwner`) of a consent.

mod board;
mod case;
mod confirm;
mod told;

pub use board::{Asked, BoardView, Card, board_page};
pub use case::{
    Call, CaseView, Check, Entry, Look, Offer, PlanView, Progress, StepView, case_page,
};
pub use confirm::{ConfirmView, confirm_page};
pub use told::{ToldView, told_page};

use super::{Frame, Role, address};
use remedy::case::State;
use remedy::refusal::Refusal;
use remedy::step::Actor;

/// Whose turn it is in a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Turn {
    /// Somebody of the administration: to propose, approve, find out, decide.
    You,
    /// Whoever has the device.
    Holder,
    /// Apple, Microsoft, or time.
    Vendor,
    /// Nobody's: success is looked for, and watched.
    Watch,
    /// Nobody's: it is over.
    Over,
}

impl Turn {
    /// Every turn, in the order of the board.
    pub const ALL: [Self; 5] = [
        Self::You,
        Self::Holder,
        Self::Vendor,
        Self::Watch,
        Self::Over,
    ];

    /// The public word, as addresses spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Holder => "holder",
            Self::Vendor => "vendor",
            Self::Watch => "watch",
            Self::Over => "over",
        }
    }

    /// Reads the public word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.name() == word)
    }

    /// Whose turn it is: by the state, whether a person holds the case, who does the present step,
    /// and why it does not begin.
    pub const fn of(
        state: State,
        held: bool,
        actor: Option<Actor>,
        refusal: Option<Refusal>,
    ) -> Self {
        match state {
            State::Succeeded | State::Aborted => Self::Over,
            _ if held => Self::You,
            State::Open
            | State::AwaitingApproval
            | State::Unknown
            | State::Failed
            | State::Suspended
            | State::Rejected => Self::You,
            State::AwaitingConsent => Self::Holder,
            State::Sending | State::AwaitingVendor | State::Escalated => Self::Vendor,
            State::Verifying | State::Watching => Self::Watch,
            State::Queued => match refusal {
                Some(refusal) => Self::of_refusal(refusal),
                // Whoever has the device says when; nobody else is waited for.
                None if matches!(actor, Some(Actor::Holder)) => Self::Holder,
                None => Self::Vendor,
            },
            State::Waiting => match actor {
                Some(Actor::Holder) => Self::Holder,
                Some(Actor::Administrator) => Self::You,
                Some(Actor::Api) | None => Self::Vendor,
            },
        }
    }

    /// Who can take a refusal away.
    const fn of_refusal(refusal: Refusal) -> Self {
        match refusal {
            Refusal::ConsentMissing
            | Refusal::ConsentForAnother
            | Refusal::ConsentOtherPlan
            | Refusal::ConsentOld
            | Refusal::ConsentSilent
            | Refusal::DataNotSafe
            | Refusal::LockPersonal => Self::Holder,
            // Looks, quiet hours and rings pass by themselves.
            Refusal::EvidenceStale
            | Refusal::RingFull
            | Refusal::DayFull
            | Refusal::HourFull
            | Refusal::QuietHours
            | Refusal::SyncTooSoon => Self::Vendor,
            _ => Self::You,
        }
    }
}

/// What a person may do to a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Deed {
    /// Put the plan that is offered before those who decide.
    Propose,
    /// Send the holder a link, or a new one.
    Link,
    /// Record an agreement that was given otherwise.
    Consent,
    /// Record that they do not agree.
    Decline,
    /// Approve the plan.
    Approve,
    /// Have the approved plan carried out.
    Apply,
    /// Reject the plan.
    Reject,
    /// Say that the administration's own step is done.
    Done,
    /// Say whether an irreversible request had happened.
    Resolve,
    /// Hold the case.
    Hold,
    /// Let it go on.
    Resume,
    /// Diagnose anew, and write down why.
    Rediagnose,
    /// Give it to support.
    Escalate,
    /// End it.
    Abort,
}

/// What a deed asks for beside agreement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A reason, in `why`.
    Why,
    /// Whether it had happened, in `happened`.
    Happened,
    /// Who agreed and in whose name, and the end of the serial number.
    Consent,
}

impl Deed {
    /// Every deed, in the order of their buttons.
    pub const ALL: [Self; 14] = [
        Self::Propose,
        Self::Link,
        Self::Consent,
        Self::Decline,
        Self::Approve,
        Self::Apply,
        Self::Reject,
        Self::Done,
        Self::Resolve,
        Self::Hold,
        Self::Resume,
        Self::Rediagnose,
        Self::Escalate,
        Self::Abort,
    ];

    /// The public word, as addresses spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Link => "link",
            Self::Consent => "consent",
            Self::Decline => "decline",
            Self::Approve => "approve",
            Self::Apply => "apply",
            Self::Reject => "reject",
            Self::Done => "done",
            Self::Resolve => "resolve",
            Self::Hold => "hold",
            Self::Resume => "resume",
            Self::Rediagnose => "rediagnose",
            Self::Escalate => "escalate",
            Self::Abort => "abort",
        }
    }

    /// Reads the public word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.name() == word)
    }

    /// The least that whoever does it must be.
    pub const fn least(self) -> Role {
        match self {
            Self::Approve | Self::Reject | Self::Resolve => Role::Approver,
            _ => Role::Operator,
        }
    }

    /// Whether only a person may do it, and no program: they answer for it with their name.
    pub const fn takes_a_person(self) -> bool {
        matches!(
            self,
            Self::Consent | Self::Decline | Self::Approve | Self::Reject | Self::Resolve
        )
    }

    /// What it asks for.
    pub const fn asks(self) -> Asks {
        match self {
            Self::Rediagnose | Self::Abort => Asks::Why,
            Self::Resolve => Asks::Happened,
            Self::Consent => Asks::Consent,
            _ => Asks::Nothing,
        }
    }
}

/// The page of a case.
pub fn case_address(frame: &Frame<'_>, serial: &str) -> String {
    address::page(frame, &format!("case/{}", address::encode(serial)))
}

#[cfg(test)]
mod tests;
