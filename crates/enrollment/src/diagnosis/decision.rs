//! What to do: the cheapest decision that safety allows, and the question worth asking.

use super::posterior::entropy;
use super::verdict::EraseOdds;
use super::weights::{COST_ACTIONS, Need, Weights};
use crate::case_file::{
    Access, Assignments, CaseFile, Certificate, CheckIn, Compliance, Identity, Kind, Listing, Lock,
    Look, Managed, Management, Membership, Migration, OtherMdm, Ownership, PlatformRule,
    ProfileCheck, ProfileOrigin, ProfileSettled, ProfileState, Push, Reading, ReadingId,
    RegisterState, Registered, Server, SetupStory, Silence, State, TokenHealth, UnlockPlan,
    UsedWhen, Vpp, has_left, is_enrolled,
};
use crate::cause::{Cause, Data, Erase};
use crate::question::Question;
use crate::remedy::Action;

/// Why an erase that would be the cheapest decision is not advised now. What must happen first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
    /// A cause under which the erase would destroy live data is still too probable.
    LiveData,
    /// The way is not free: erased now, it would come back unmanaged. Names what is not green.
    GateNotGreen(ReadingId),
    /// A personal Activation Lock is on it, and nobody has said that it can be lifted.
    PersonalLock,
    /// Nobody has looked whether there is an Activation Lock.
    LockUnread,
    /// It is not certain which device this is.
    IdentityUnclear,
    /// It is not probable enough that only an erase helps.
    NotSureEnough,
    /// Nobody and nothing has seen it in use: silence is no evidence.
    NeverSeenInUse,
    /// It came from another management service, and nobody has said that it left it.
    OtherManagement,
}

impl Hold {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LiveData => "liveData",
            Self::GateNotGreen(_) => "gateNotGreen",
            Self::PersonalLock => "personalLock",
            Self::LockUnread => "lockUnread",
            Self::IdentityUnclear => "identityUnclear",
            Self::NotSureEnough => "notSureEnough",
            Self::NeverSeenInUse => "neverSeenInUse",
            Self::OtherManagement => "otherManagement",
        }
    }
}

/// What was decided.
pub(super) struct Decision {
    pub(super) action: Action,
    pub(super) holds: Vec<Hold>,
    pub(super) question: Option<(Question, f64)>,
    /// What the cheapest decision is expected to cost, in minutes.
    pub(super) cost: f64,
    pub(super) erase: EraseOdds,
}

/// Whether the device is enrolled by automated enrollment and nothing speaks of a fault; or is
/// none of our business: a personal device that somebody enrolled by hand.
pub fn works(case: &CaseFile) -> bool {
    let managed: Managed = case.get();
    if case.get::<Kind>() == Kind::Foreign {
        return true;
    }
    if managed == Managed::ByHand {
        let ours = case.get::<Membership>() == Membership::Present
            || matches!(
                case.get(),
                Listing::Token | Listing::TwoTokens | Listing::Deleted
            )
            || !matches!(case.get(), RegisterState::Unread | RegisterState::NotListed);
        // Where nobody looked whether it is ours, only its owner's word counts.
        let looked = case.get::<Membership>() == Membership::Absent
            && case.get::<Listing>() == Listing::Absent;
        return !ours && (looked || case.get::<Ownership>() == Ownership::Personal);
    }
    is_enrolled(case)
        && !has_left(case)
        && !matches!(managed, Managed::Several)
        && !matches!(case.get(), CheckIn::Never | CheckIn::Stale)
        && case.get::<Registered>() != Registered::No
        && matches!(case.get(), Compliance::Unread | Compliance::Compliant)
        && matches!(case.get(), Management::Unread | Management::Managed)
        && case.get::<Certificate>() != Certificate::Expired
        && case.get::<Silence>() != Silence::Mass
        && !matches!(case.get(), Listing::TwoTokens | Listing::Upload)
        && matches!(case.get(), State::Unread | State::Enrolled)
        && matches!(case.get(), Identity::Unread | Identity::Exact)
}

pub(super) fn decide(
    case: &CaseFile,
    causes: &[Cause],
    probabilities: &[f64],
    weights: &Weights,
) -> Decision {
    let needs: Vec<Need> = causes.iter().map(|cause| need(case, cause)).collect();
    let costs = expected_costs(probabilities, &needs, weights);
    let question = best_question(case, probabilities, &needs, weights);
    let cost = costs.iter().copied().fold(f64::INFINITY, f64::min);
    let mut order: Vec<usize> = (0..COST_ACTIONS.len()).collect();
    order.sort_by(|a, b| costs[*a].total_cmp(&costs[*b]));
    let askable = |index: &usize| COST_ACTIONS[*index] != Action::Ask || question.is_some();
    let mut ranked = order
        .into_iter()
        .filter(askable)
        .map(|index| COST_ACTIONS[index]);
    let cheapest = ranked.next().unwrap_or(Action::Wait);
    let erase = erase_odds(case, causes, probabilities);
    if cheapest != Action::Erase {
        return Decision {
            action: cheapest,
            holds: Vec::new(),
            question,
            cost,
            erase,
        };
    }
    let holds = holds(case, erase, weights);
    let unlock = || Some((Question::UNLOCK_PLAN, 0.0));
    let (action, question) = match holds.first() {
        None => (Action::Erase, question),
        // Mending the way comes first and harms nobody; nothing mends a record nobody can read.
        Some(Hold::GateNotGreen(reading)) if *reading != Managed::INFO.id => {
            (Action::Configure, question)
        }
        // Only the holder can say whether the lock can be lifted.
        Some(Hold::PersonalLock | Hold::LockUnread) => (Action::Ask, unlock()),
        Some(Hold::OtherManagement) if case.get::<OtherMdm>() == OtherMdm::Unread => {
            (Action::Ask, Some((Question::OTHER_MDM, 0.0)))
        }
        Some(
            Hold::LiveData
            | Hold::IdentityUnclear
            | Hold::NotSureEnough
            | Hold::NeverSeenInUse
            | Hold::OtherManagement
            | Hold::GateNotGreen(_),
        ) => {
            // Somebody must look before anything else, even where the numbers are already sure.
            let open = |asked: &Question| case.value(asked.reading) == 0;
            let look = [Question::LOOK, Question::OTHER_MDM, Question::SETUP_STORY];
            let question =
                question.or_else(|| look.into_iter().find(open).map(|question| (question, 0.0)));
            let action = if question.is_some() {
                Action::Ask
            } else {
                Action::Configure
            };
            (action, question)
        }
    };
    Decision {
        action,
        holds,
        question,
        cost,
        erase,
    }
}

fn erase_odds(case: &CaseFile, causes: &[Cause], probabilities: &[f64]) -> EraseOdds {
    let sum = |counts: &dyn Fn(&Cause) -> bool| {
        let all = causes.iter().zip(probabilities);
        let counted = all.filter(|(cause, _)| counts(cause));
        counted.map(|(_, probability)| probability).sum::<f64>()
    };
    EraseOdds {
        helps: sum(&|cause| need(case, cause) == Need::Erase),
        needed: sum(&|cause| erase_needed(case, cause)),
        live_data: sum(&|cause| cause.data == Data::Live),
    }
}

/// What a cause needs of this device. A Mac asks Apple again without an erase (causality.md R15).
pub(super) fn need(case: &CaseFile, cause: &Cause) -> Need {
    match Need::of(cause.action) {
        Need::Erase if case.get::<Kind>() == Kind::Mac => Need::Configure,
        need => need,
    }
}

/// Whether mending a cause takes an erase of this device.
pub(super) fn erase_needed(case: &CaseFile, cause: &Cause) -> bool {
    match cause.erase {
        _ if case.get::<Kind>() == Kind::Mac => false,
        Erase::Never => false,
        Erase::Needed => true,
        Erase::IfSetUp => seen_in_use(case),
    }
}

/// Whether a person says that they saw it in use, or will unlock it: interfaces alone do not do.
fn seen_by_somebody(case: &CaseFile) -> bool {
    let unlocks = case.get::<Lock>() == Lock::User && case.get::<UnlockPlan>() == UnlockPlan::Ready;
    case.get::<Look>() == Look::InUse || unlocks
}

/// Whether another management service had it before: it may still be managed there, and look like
/// any other device that somebody uses.
pub fn came_from_elsewhere(case: &CaseFile) -> bool {
    case.get::<Assignments>() == Assignments::Moved
        || matches!(
            case.get(),
            Migration::Ahead | Migration::Overdue | Migration::Failed | Migration::Done
        )
}

fn seen_in_use(case: &CaseFile) -> bool {
    case.get::<Lock>() == Lock::User
        || case.get::<Look>() == Look::InUse
        || case.get::<UsedWhen>() != UsedWhen::Unread
        || case.get::<SetupStory>() != SetupStory::Unread
}

fn holds(case: &CaseFile, erase: EraseOdds, weights: &Weights) -> Vec<Hold> {
    let mut holds = Vec::new();
    if !matches!(case.get(), Identity::Unread | Identity::Exact) {
        holds.push(Hold::IdentityUnclear);
    }
    if erase.live_data > weights.limits.live_data {
        holds.push(Hold::LiveData);
    }
    if erase.helps < weights.limits.erase {
        holds.push(Hold::NotSureEnough);
    }
    if !seen_by_somebody(case) {
        holds.push(Hold::NeverSeenInUse);
    }
    if came_from_elsewhere(case) && case.get::<OtherMdm>() != OtherMdm::No {
        holds.push(Hold::OtherManagement);
    }
    holds.extend(not_green(case).into_iter().map(Hold::GateNotGreen));
    if case.get::<UnlockPlan>() != UnlockPlan::Ready {
        match case.get::<Lock>() {
            Lock::User => holds.push(Hold::PersonalLock),
            Lock::Unread => holds.push(Hold::LockUnread),
            Lock::None | Lock::Mdm => {}
        }
    }
    holds
}

/// The readings of gates G0 to G4 that are not seen to be in order. Nobody having looked is not
/// in order.
fn not_green(case: &CaseFile) -> Vec<ReadingId> {
    let mut open = Vec::new();
    let mut want = |reading: ReadingId, green: bool| {
        if !green {
            open.push(reading);
        }
    };
    // A record that nobody could read may be a working device's.
    want(Managed::INFO.id, case.get::<Managed>() == Managed::None);
    want(
        Membership::INFO.id,
        case.get::<Membership>() == Membership::Present,
    );
    want(Server::INFO.id, case.get::<Server>() == Server::Intune);
    want(Listing::INFO.id, case.get::<Listing>() == Listing::Token);
    want(
        ProfileState::INFO.id,
        case.get::<ProfileState>() == ProfileState::Present,
    );
    want(
        ProfileSettled::INFO.id,
        case.get::<ProfileSettled>() == ProfileSettled::Settled,
    );
    want(
        TokenHealth::INFO.id,
        case.get::<TokenHealth>() == TokenHealth::Valid,
    );
    want(Push::INFO.id, case.get::<Push>() == Push::Valid);
    // What would turn it away at the door once it asks again.
    want(
        PlatformRule::INFO.id,
        case.get::<PlatformRule>() != PlatformRule::Blocked,
    );
    want(
        Access::INFO.id,
        !matches!(case.get(), Access::Blocks | Access::Terms),
    );
    want(Vpp::INFO.id, case.get::<Vpp>() != Vpp::Broken);
    want(
        Assignments::INFO.id,
        case.get::<Assignments>() != Assignments::Again,
    );
    want(
        ProfileOrigin::INFO.id,
        case.get::<ProfileOrigin>() != ProfileOrigin::BeforeToken,
    );
    want(
        ProfileCheck::INFO.id,
        case.get::<ProfileCheck>() != ProfileCheck::Invalid,
    );
    open
}

fn expected_costs(
    probabilities: &[f64],
    needs: &[Need],
    weights: &Weights,
) -> [f64; COST_ACTIONS.len()] {
    let mut by_need = [0.0; super::weights::COST_NEEDS.len()];
    for (probability, need) in probabilities.iter().zip(needs) {
        by_need[*need as usize] += probability;
    }
    std::array::from_fn(|decision| {
        let row = weights.costs.0[decision];
        row.iter()
            .zip(by_need)
            .map(|(cost, probability)| cost * probability)
            .sum()
    })
}

/// The unanswered question whose answer saves the most on average, with the share of the present
/// doubt that it is expected to remove. None if no answer would save anything.
fn best_question(
    case: &CaseFile,
    probabilities: &[f64],
    needs: &[Need],
    weights: &Weights,
) -> Option<(Question, f64)> {
    let cheapest = |probabilities: &[f64]| {
        let costs = expected_costs(probabilities, needs, weights);
        let acts = costs
            .iter()
            .zip(COST_ACTIONS)
            .filter(|(_, action)| *action != Action::Ask);
        acts.map(|(cost, _)| *cost).fold(f64::INFINITY, f64::min)
    };
    let (now, doubt) = (cheapest(probabilities), entropy(probabilities));
    let mut best: Option<(Question, f64, f64)> = None;
    for question in [Question::LOOK, Question::OTHER_MDM, Question::SETUP_STORY] {
        if case.value(question.reading) != 0 {
            continue;
        }
        let (mut after, mut left) = (0.0, 0.0);
        for value in 1..=question.answers().len() as u8 {
            let likelihoods = weights.ln_likelihoods(question.reading, value);
            let joint: Vec<f64> = probabilities
                .iter()
                .zip(likelihoods)
                .map(|(p, ln)| p * ln.exp())
                .collect();
            let chance: f64 = joint.iter().sum();
            if chance <= 0.0 {
                continue;
            }
            let posterior: Vec<f64> = joint.iter().map(|p| p / chance).collect();
            after += chance * cheapest(&posterior);
            left += chance * entropy(&posterior);
        }
        let saved = now - after;
        let settles = if doubt > 0.0 {
            (1.0 - left / doubt).clamp(0.0, 1.0)
        } else {
            0.0
        };
        if saved > 1.0 && best.is_none_or(|(_, most, _)| saved > most) {
            best = Some((question, saved, settles));
        }
    }
    best.map(|(question, _, settles)| (question, settles))
}
