//! A step of a plan: who does it, what must be true before, how its success is seen, when it is
//! late, what then, and the way back (causality.md §4.2).

use crate::act::Act;
use crate::guard::Guard;
use enrollment::moment::{DAY, HOUR, MINUTE};
use serde::{Deserialize, Serialize};

/// A step.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "camelCase", deny_unknown_fields)]
pub enum Step {
    /// The product sends a request.
    Api {
        /// Which.
        send: Act,
    },
    /// A person does it.
    Person {
        /// What.
        task: Task,
    },
}

/// What a person does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Task {
    /// Renew or upload the enrollment token, at the same service and with the same account (R5).
    RenewToken,
    /// Accept Apple's terms and conditions (R6).
    AcceptTerms,
    /// Renew the push certificate with the same Apple Account (R7).
    RenewPush,
    /// Licence, group, restriction, device cap (R8).
    AllowEnrollment,
    /// Conditional Access, authentication methods, terms of use (R9).
    AllowSignIn,
    /// Network: hosts, TLS interception, another network (R10).
    FreeNetwork,
    /// Assign the device to Intune's service in Apple's portal (R1 by hand).
    AssignByHand,
    /// The holder says where the data is that must survive, and saves it.
    DataPlan,
    /// The holder signs out of Find My; Apple shows no lock any more (R16).
    FindMyOff,
    /// A second factor or a Temporary Access Pass is ready for Setup Assistant.
    SecondFactor,
    /// The holder erases the device by hand (R11). Everything on it is lost.
    EraseByHand,
    /// The holder goes through Setup Assistant, in which Remote Management must appear.
    SetupAssistant,
    /// The holder signs in, opens Company Portal; the device gets registered and compliant (R19).
    Finish,
    /// `sudo profiles renew -type enrollment` on a Mac (R15).
    RenewOnMac,
    /// Interim without an erase: corporate identifier, then Company Portal (R14).
    EnrollByPortal,
    /// Supplier, other organisation, Apple or Configurator bring it into the organisation (R18).
    ObtainCustody,
    /// Tidy records that no device stands behind (R17).
    CleanRecords,
    /// Microsoft's or Apple's support (R20).
    AskSupport,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 18] = [
        Self::RenewToken,
        Self::AcceptTerms,
        Self::RenewPush,
        Self::AllowEnrollment,
        Self::AllowSignIn,
        Self::FreeNetwork,
        Self::AssignByHand,
        Self::DataPlan,
        Self::FindMyOff,
        Self::SecondFactor,
        Self::EraseByHand,
        Self::SetupAssistant,
        Self::Finish,
        Self::RenewOnMac,
        Self::EnrollByPortal,
        Self::ObtainCustody,
        Self::CleanRecords,
        Self::AskSupport,
    ];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RenewToken => "renewToken",
            Self::AcceptTerms => "acceptTerms",
            Self::RenewPush => "renewPush",
            Self::AllowEnrollment => "allowEnrollment",
            Self::AllowSignIn => "allowSignIn",
            Self::FreeNetwork => "freeNetwork",
            Self::AssignByHand => "assignByHand",
            Self::DataPlan => "dataPlan",
            Self::FindMyOff => "findMyOff",
            Self::SecondFactor => "secondFactor",
            Self::EraseByHand => "eraseByHand",
            Self::SetupAssistant => "setupAssistant",
            Self::Finish => "finish",
            Self::RenewOnMac => "renewOnMac",
            Self::EnrollByPortal => "enrollByPortal",
            Self::ObtainCustody => "obtainCustody",
            Self::CleanRecords => "cleanRecords",
            Self::AskSupport => "askSupport",
        }
    }
}

/// In whose hands a step lies.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Actor {
    /// The product, over an interface.
    Api,
    /// An administrator.
    Administrator,
    /// Whoever has the device in their hands.
    Holder,
}

/// How a step's success is seen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sign {
    /// At Apple it is on Intune's service.
    OnService,
    /// A sync succeeded after the step began, and the row is there (V1).
    Imported,
    /// The expected profile, assigned after the step began and settled (V2).
    Profiled,
    /// The token, the terms, the certificate are in order again (V5).
    TenantSound,
    /// Apple shows no Activation Lock.
    Unlocked,
    /// Apple shows no migration that waits to begin.
    NotMigrating,
    /// Its management is gone, or a person saw the greeting.
    Erased,
    /// Enrolled by automated enrollment after the step began (V3).
    Enrolled,
    /// Registered, compliant, let in (V4).
    LetIn,
    /// A person says so; nothing can be read.
    Said,
}

/// What comes when a step is late.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Late {
    /// A person has to look: it failed.
    Fail,
    /// It rests until somebody takes it up.
    Suspend,
    /// Support is asked (R20).
    Escalate,
    /// Everything is looked at anew before it may go on.
    LookAgain,
}

/// The way back.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WayBack {
    /// None is needed: it changes nothing that could be missed.
    Needless,
    /// The previous service is assigned again; it stands in the plan's evidence.
    PreviousService,
    /// The previous profile is assigned again.
    PreviousProfile,
    /// It can be cancelled until it begins.
    CancelBeforeStart,
    /// There is none.
    None,
}

/// What is laid down about a step.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Who does it.
    pub actor: Actor,
    /// Whether it can be taken back.
    pub reversible: bool,
    /// What must be true before it begins.
    pub guards: &'static [Guard],
    /// How success is seen.
    pub sign: Sign,
    /// After how many seconds it is late.
    pub deadline: i64,
    /// What then.
    pub late: Late,
    /// The way back.
    pub way_back: WayBack,
}

/// What every erase waits for, however it is done (§4.3: 1–6, 11).
const ERASE: &[Guard] = &[
    Guard::IdentityCertain,
    Guard::GatesGreen,
    Guard::Unlocked,
    Guard::EraseSure,
    Guard::Consented,
    Guard::FirstErase,
    Guard::EvidenceFresh,
];
const WIPE: &[Guard] = &[
    Guard::IdentityCertain,
    Guard::RecordIsItsOwn,
    Guard::GatesGreen,
    Guard::Unlocked,
    Guard::EraseSure,
    Guard::Consented,
    Guard::FirstErase,
    Guard::EvidenceFresh,
];
const RETIRE: &[Guard] = &[
    Guard::IdentityCertain,
    Guard::RecordIsItsOwn,
    Guard::Consented,
    Guard::EvidenceFresh,
];
const ASSIGN: &[Guard] = &[
    Guard::IdentityCertain,
    Guard::InOrganisation,
    Guard::NotOnServiceAlready,
    Guard::NotManagedElsewhere,
];
const MIGRATE: &[Guard] = &[
    Guard::IdentityCertain,
    Guard::InOrganisation,
    Guard::CanMigrate,
];
const CERTAIN: &[Guard] = &[Guard::IdentityCertain];
const PROFILE: &[Guard] = &[Guard::IdentityCertain, Guard::ImportedRow];

impl Step {
    /// What is laid down about it.
    pub const fn rules(&self) -> Rules {
        match self {
            Self::Api { send } => of_act(send),
            Self::Person { task } => of_task(*task),
        }
    }

    /// The public word.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Api { send } => send.name(),
            Self::Person { task } => task.name(),
        }
    }

    /// Whether the data on the device is lost by it.
    pub const fn erases(&self) -> bool {
        matches!(
            self,
            Self::Api {
                send: Act::Wipe { .. }
            } | Self::Person {
                task: Task::EraseByHand
            }
        )
    }
}

const fn of_act(act: &Act) -> Rules {
    let reversible = act.reversible();
    let (guards, sign, deadline, late, way_back): (&'static [Guard], _, _, _, _) = match act {
        Act::AssignService { .. } => {
            let back = WayBack::PreviousService;
            (ASSIGN, Sign::OnService, HOUR, Late::Fail, back)
        }
        Act::Migrate { .. } => {
            let back = WayBack::CancelBeforeStart;
            (MIGRATE, Sign::Enrolled, 14 * DAY, Late::Fail, back)
        }
        Act::CancelMigration { .. } => {
            let guards: &[Guard] = &[Guard::IdentityCertain];
            let sign = Sign::NotMigrating;
            (guards, sign, HOUR, Late::Fail, WayBack::None)
        }
        // Three times 45 minutes, then the full sync that Intune does once in seven days.
        Act::SyncToken { .. } => {
            let guards: &[Guard] = &[Guard::SyncAllowed];
            (
                guards,
                Sign::Imported,
                7 * DAY,
                Late::Escalate,
                WayBack::Needless,
            )
        }
        Act::AssignProfile { .. } | Act::SetDefaultProfile { .. } | Act::TouchProfile { .. } => {
            let back = WayBack::PreviousProfile;
            (PROFILE, Sign::Profiled, 2 * HOUR, Late::Fail, back)
        }
        Act::SyncDevice { .. } => {
            let guards: &[Guard] = &[Guard::IdentityCertain];
            (guards, Sign::LetIn, DAY, Late::Fail, WayBack::Needless)
        }
        Act::Retire { .. } => (RETIRE, Sign::Erased, 2 * DAY, Late::Fail, WayBack::None),
        Act::Wipe { .. } => (WIPE, Sign::Erased, 2 * DAY, Late::Fail, WayBack::None),
    };
    Rules {
        actor: Actor::Api,
        reversible,
        guards,
        sign,
        deadline,
        late,
        way_back,
    }
}

const fn of_task(task: Task) -> Rules {
    let (guards, sign, deadline, late): (&'static [Guard], _, _, _) = match task {
        Task::RenewToken | Task::AcceptTerms | Task::RenewPush => {
            (&[], Sign::TenantSound, DAY, Late::Escalate)
        }
        Task::AllowEnrollment | Task::AllowSignIn | Task::FreeNetwork | Task::SecondFactor => {
            (&[], Sign::Said, 7 * DAY, Late::Suspend)
        }
        Task::AssignByHand => (CERTAIN, Sign::OnService, 7 * DAY, Late::Suspend),
        Task::DataPlan | Task::CleanRecords => (CERTAIN, Sign::Said, 14 * DAY, Late::Suspend),
        Task::FindMyOff => (CERTAIN, Sign::Unlocked, 7 * DAY, Late::Suspend),
        // What was read holds for an hour; a holder who comes later is told again, after a new
        // look.
        Task::EraseByHand => (ERASE, Sign::Said, HOUR, Late::LookAgain),
        Task::SetupAssistant => (CERTAIN, Sign::Enrolled, DAY, Late::Fail),
        Task::Finish => (CERTAIN, Sign::LetIn, DAY, Late::Fail),
        Task::RenewOnMac => (PROFILE, Sign::Enrolled, 7 * DAY, Late::Fail),
        Task::EnrollByPortal => (CERTAIN, Sign::Said, 7 * DAY, Late::Suspend),
        Task::ObtainCustody => (&[], Sign::Said, 14 * DAY, Late::Suspend),
        Task::AskSupport => (&[], Sign::Said, 30 * DAY, Late::Suspend),
    };
    let erases = matches!(task, Task::EraseByHand);
    Rules {
        actor: whose(task),
        reversible: !erases,
        guards,
        sign,
        deadline,
        late,
        way_back: if erases {
            WayBack::None
        } else {
            WayBack::Needless
        },
    }
}

const fn whose(task: Task) -> Actor {
    match task {
        Task::DataPlan
        | Task::FindMyOff
        | Task::EraseByHand
        | Task::SetupAssistant
        | Task::Finish
        | Task::RenewOnMac
        | Task::EnrollByPortal => Actor::Holder,
        _ => Actor::Administrator,
    }
}

/// How long a profile must have been assigned before a device is told to ask for it
/// (causality.md §4.2: at least 30 minutes).
pub const SETTLE: i64 = 30 * MINUTE;
/// The shortest time between two syncs of a token (microsoft.md §4.1).
pub const BETWEEN_SYNCS: i64 = 15 * MINUTE;
