//! What happens to a device, second by second: the log from which the truth is computed.

use crate::clock::Time;
use crate::world::{Service, Source};

/// One line of a device's log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry {
    /// When.
    pub at: Time,
    /// What.
    pub event: Event,
}

/// How somebody sets up a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// As new.
    New,
    /// From another device held beside it.
    QuickStart,
    /// From another device's backup.
    RestoreOther,
    /// From its own backup.
    RestoreOwn,
}

/// A pane of Setup Assistant (apple.md §4.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pane {
    /// Language and region.
    Hello,
    /// Another device held beside it.
    QuickStart,
    /// Wi-Fi, cellular or Ethernet.
    Network,
    /// Activation.
    Activation,
    /// The look-up of the cloud configuration.
    Check,
    /// Remote Management.
    RemoteManagement,
    /// Sign-in.
    Authentication,
    /// The management profile.
    Enrollment,
    /// Waiting for the final configuration.
    AwaitConfiguration,
    /// Done.
    Home,
}

/// What Apple answered to the look-up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A record with our service's address.
    Ours,
    /// A record of another service or organisation.
    Others,
    /// Nothing is pending.
    Nothing,
    /// No answer came.
    Error,
}

/// Why a run of Setup Assistant stopped before the home screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// A personal Activation Lock.
    Lock,
    /// The clock.
    Clock,
    /// Modem, SIM, battery.
    Hardware,
    /// The network blocks or intercepts the look-up.
    Network,
    /// The system must be updated first.
    System,
    /// The person gave up at Remote Management.
    Abandoned,
    /// The person gave up at the sign-in.
    LeftAtSignIn,
    /// A second factor with legacy sign-in.
    FactorForLegacy,
    /// A second factor that is not at hand or cannot be shown.
    Factor,
    /// Conditional Access.
    Access,
    /// Terms of use.
    Terms,
    /// WS-Trust.
    Federation,
    /// Diverted to user enrollment.
    Diverted,
    /// An enrollment manager's account.
    Manager,
    /// The government's cloud.
    Government,
    /// No licence.
    Licence,
    /// A platform restriction.
    Restriction,
    /// Too many devices.
    Cap,
    /// The push certificate.
    Push,
    /// No authority or subscription.
    Authority,
    /// The identity certificate timed out.
    Identity,
    /// The profile does not suit the device.
    Unsuitable,
    /// Company Portal cannot be installed.
    Apps,
}

impl Stop {
    /// The gate that was not passed (causality.md §1.3).
    pub const fn gate(self) -> u8 {
        match self {
            Self::Lock | Self::Clock | Self::Hardware | Self::Network | Self::System => 5,
            Self::Abandoned => 6,
            Self::LeftAtSignIn
            | Self::FactorForLegacy
            | Self::Factor
            | Self::Access
            | Self::Terms
            | Self::Federation
            | Self::Diverted
            | Self::Manager
            | Self::Government => 7,
            Self::Licence
            | Self::Restriction
            | Self::Cap
            | Self::Push
            | Self::Authority
            | Self::Identity
            | Self::Unsuitable
            | Self::Apps => 8,
        }
    }
}

/// Who released a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Releaser {
    /// The person, in the thirty days.
    Person,
    /// An administrator.
    Administrator,
    /// A repair.
    Replacement,
}

/// Who erased it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Eraser {
    /// Its holder, who signs out of Find My.
    Holder,
    /// An administrator with the device in hand; a lock stays.
    Desk,
    /// Intune, from afar.
    Remote,
}

/// How it came under management.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Automated, with a person.
    WithUser,
    /// Automated, without a person.
    Userless,
    /// By hand: Company Portal or user enrollment.
    ByHand,
    /// In another product.
    Elsewhere,
}

impl Way {
    /// Whether automated enrollment in Intune did it.
    pub const fn is_automated(self) -> bool {
        matches!(self, Self::WithUser | Self::Userless)
    }
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// e1
    Ordered,
    /// e2
    Shipped,
    /// e2
    Delivered,
    /// e3; into another organisation where `ours` is false.
    Added {
        /// By whom.
        source: Source,
        /// Whether it is our organisation.
        ours: bool,
    },
    /// e4
    Assigned(Service),
    /// e4
    Unassigned,
    /// e6; on the list of this token.
    Imported(u8),
    /// e6; on a list that somebody uploaded.
    Uploaded,
    /// e6; a sync noticed that it is gone at Apple.
    MarkedGone(u8),
    /// e6; the help desk deleted the row.
    RowDeleted(u8),
    /// e7
    ProfileRequested(u8),
    /// e8
    ProfileAccepted(u8),
    /// e8; Apple has none any more.
    ProfileCleared,
    /// e9; a run of Setup Assistant begins.
    PoweredOn {
        /// How it is set up.
        style: Style,
        /// Whether on the network of its site.
        at_site: bool,
    },
    /// e10 to e14: a pane was reached.
    Reached(Pane),
    /// e10
    Answered(Answer),
    /// e12; it signed in.
    SignedIn,
    /// e10 to e14; the run ended here.
    Stopped {
        /// Why.
        why: Stop,
        /// Whether Intune kept a record of the failure.
        recorded: bool,
    },
    /// e13; under management since.
    Enrolled {
        /// How.
        way: Way,
        /// With which profile, if by automated enrollment.
        profile: Option<u8>,
    },
    /// e13; Intune keeps the record of an earlier enrollment beside the new one.
    OldRecordKept,
    /// e14; the final configuration does not come.
    ConfigurationStuck,
    /// e9; at the home screen without management.
    InUseUnmanaged,
    /// e9; a personal Apple Account with Find My.
    FindMyOn,
    /// Its holder signed out of the personal Apple Account.
    FindMyOff,
    /// e15; the first check-in.
    CheckedIn,
    /// e15; it checked in because it was asked to.
    CheckedInAgain,
    /// e13; an administrator deleted Intune's record of this number.
    RecordDeleted(u8),
    /// e15; it does not check in any more.
    FellSilent,
    /// e16
    Registered,
    /// e17
    Evaluated {
        /// What the policy says.
        compliant: bool,
    },
    /// e11; prepared with Apple Configurator and switched off at Hello.
    Prepared,
    /// In a person's hands.
    HandedOut,
    /// Back from a person.
    Returned,
    /// Lost, stolen, disposed of.
    Lost {
        /// Whether the customer's list says so.
        recorded: bool,
    },
    /// e19
    Released(Releaser),
    /// e19; the row of a released device is purged.
    Purged,
    /// e20
    Erased(Eraser),
    /// The person took it out of management.
    LeftManagement,
    /// e24; a move to our service is planned.
    MigrationPlanned {
        /// Until when.
        deadline: Time,
    },
    /// e24; the move was called off.
    MigrationCancelled,
    /// e24
    MigrationFailed,
    /// e24
    MigrationDone,
    /// e28; this unit was replaced by another.
    ReplacedByAnother,
    /// e28; this unit replaces another.
    ReplacesAnother,
}

impl Event {
    /// The event's symbol in causality.md §1.1.
    pub const fn symbol(&self) -> &'static str {
        match self {
            Self::Ordered => "e1",
            Self::Shipped
            | Self::Delivered
            | Self::HandedOut
            | Self::Returned
            | Self::Lost { .. } => "e2",
            Self::Added { .. } => "e3",
            Self::Assigned(_) | Self::Unassigned => "e4",
            Self::Imported(_) | Self::Uploaded | Self::MarkedGone(_) | Self::RowDeleted(_) => "e6",
            Self::ProfileRequested(_) => "e7",
            Self::ProfileAccepted(_) | Self::ProfileCleared => "e8",
            Self::PoweredOn { .. } | Self::InUseUnmanaged | Self::FindMyOn | Self::FindMyOff => {
                "e9"
            }
            Self::Reached(Pane::RemoteManagement) | Self::Prepared => "e11",
            Self::Reached(Pane::Authentication) | Self::SignedIn => "e12",
            Self::Reached(Pane::Enrollment)
            | Self::Enrolled { .. }
            | Self::OldRecordKept
            | Self::RecordDeleted(_) => "e13",
            Self::Reached(Pane::AwaitConfiguration) | Self::ConfigurationStuck => "e14",
            Self::Reached(_) | Self::Answered(_) | Self::Stopped { .. } => "e10",
            Self::CheckedIn | Self::CheckedInAgain | Self::FellSilent => "e15",
            Self::Registered => "e16",
            Self::Evaluated { .. } => "e17",
            Self::Released(_) | Self::Purged | Self::LeftManagement => "e19",
            Self::Erased(_) => "e20",
            Self::MigrationPlanned { .. }
            | Self::MigrationCancelled
            | Self::MigrationFailed
            | Self::MigrationDone => "e24",
            Self::ReplacedByAnother | Self::ReplacesAnother => "e28",
        }
    }
}
