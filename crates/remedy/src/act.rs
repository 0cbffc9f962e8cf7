//! One write to a tenant, and the proof that it was approved.

use crate::digest::Digest;
use crate::when;
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};

/// One write to a tenant: all that this product can ever send. What is not here cannot be sent:
/// there is no release of a device, no download of a server token, no push certificate, no
/// Conditional Access, no deletion of a row (causality.md §4.3, invariant 10).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "camelCase", deny_unknown_fields)]
pub enum Act {
    /// Assigns devices to a service at Apple: `ASSIGN_DEVICES`.
    AssignService {
        /// The service's identifier, of `mdmServers`.
        service: String,
        /// The devices.
        serials: Vec<String>,
    },
    /// Assigns devices to a service at Apple and lets them migrate before a deadline (OS 26 and
    /// later): `ASSIGN_DEVICES_WITH_MDM_MIGRATION_DEADLINE`.
    Migrate {
        /// The service's identifier.
        service: String,
        /// The devices.
        serials: Vec<String>,
        /// When Apple enforces it.
        #[serde(with = "when")]
        deadline: Moment,
    },
    /// Takes a migration back that has not begun: `CANCEL_MDM_MIGRATION`.
    CancelMigration {
        /// The devices.
        serials: Vec<String>,
    },
    /// Asks Intune to read Apple's list again: `syncWithAppleDeviceEnrollmentProgram`.
    SyncToken {
        /// The token's identifier, of `depOnboardingSettings`.
        token: String,
    },
    /// Assigns an enrollment profile to devices: `updateDeviceProfileAssignment`.
    AssignProfile {
        /// The token's identifier.
        token: String,
        /// The profile's identifier.
        profile: String,
        /// The devices.
        serials: Vec<String>,
    },
    /// Makes a profile the token's default: `setDefaultProfile`.
    SetDefaultProfile {
        /// The token's identifier.
        token: String,
        /// The profile's identifier.
        profile: String,
    },
    /// Writes a profile's own description back with a changed remark, so that Intune hands it to
    /// Apple again.
    TouchProfile {
        /// The token's identifier.
        token: String,
        /// The profile's identifier.
        profile: String,
    },
    /// Asks a managed device to check in: `syncDevice`.
    SyncDevice {
        /// The managed device's identifier.
        device: String,
    },
    /// Takes the company's data and management off a device: `retire`.
    Retire {
        /// The managed device's identifier.
        device: String,
        /// Its serial number, read back before the request is sent.
        serial: String,
    },
    /// Erases a managed device: `wipe`.
    Wipe {
        /// The managed device's identifier.
        device: String,
        /// Its serial number, read back before the request is sent.
        serial: String,
        /// Whether its record and the holder's stay (`keepEnrollmentData`).
        keep_enrollment_data: bool,
        /// Whether an eSIM stays (`persistEsimDataPlan`).
        preserve_data_plan: bool,
    },
}

impl Act {
    /// Whether it can be taken back in full.
    pub const fn reversible(&self) -> bool {
        !matches!(self, Self::Retire { .. } | Self::Wipe { .. })
    }

    /// The public word.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AssignService { .. } => "assignService",
            Self::Migrate { .. } => "migrate",
            Self::CancelMigration { .. } => "cancelMigration",
            Self::SyncToken { .. } => "syncToken",
            Self::AssignProfile { .. } => "assignProfile",
            Self::SetDefaultProfile { .. } => "setDefaultProfile",
            Self::TouchProfile { .. } => "touchProfile",
            Self::SyncDevice { .. } => "syncDevice",
            Self::Retire { .. } => "retire",
            Self::Wipe { .. } => "wipe",
        }
    }

    /// The devices that it names; none where it is about a whole token.
    pub fn serials(&self) -> &[String] {
        match self {
            Self::AssignService { serials, .. }
            | Self::Migrate { serials, .. }
            | Self::CancelMigration { serials }
            | Self::AssignProfile { serials, .. } => serials,
            Self::Retire { serial, .. } | Self::Wipe { serial, .. } => std::slice::from_ref(serial),
            Self::SyncToken { .. }
            | Self::SetDefaultProfile { .. }
            | Self::TouchProfile { .. }
            | Self::SyncDevice { .. } => &[],
        }
    }
}

/// An act that may be sent now. Only [`crate::case::Case::begin`] makes one, after every guard
/// held; it can neither be copied nor kept in a file, so that one approval sends one request.
#[derive(Debug)]
#[must_use = "an approved act that is dropped is never sent"]
pub struct Approved {
    act: Act,
    key: Key,
}

impl Approved {
    pub(crate) const fn new(act: Act, key: Key) -> Self {
        Self { act, key }
    }

    /// What is to be sent.
    pub const fn act(&self) -> &Act {
        &self.act
    }

    /// Under which number.
    pub const fn key(&self) -> &Key {
        &self.key
    }
}

/// The number under which an act is sent: the same one when a reversible act is sent again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// The plan.
    pub plan: Digest,
    /// The device's serial number.
    pub serial: String,
    /// The step's place in the plan, from 0.
    pub step: u8,
    /// The fence: grows with every irreversible act of the case, so that an old one is known.
    pub fence: u32,
}

impl Key {
    /// As text, for the vendor's `client-request-id` and for the ledger.
    pub fn text(&self) -> String {
        let digest = Digest::of(&[
            &self.plan.0,
            self.serial.as_bytes(),
            &[self.step],
            &self.fence.to_be_bytes(),
        ]);
        let hex = digest.to_string();
        // A UUID of version 8 (RFC 9562), whose bits are ours to choose.
        format!(
            "{}-{}-8{}-a{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[13..16],
            &hex[17..20],
            &hex[20..32]
        )
    }
}

/// What became of an act that was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "camelCase", deny_unknown_fields)]
pub enum Outcome {
    /// The vendor took it; whether it happened is read later.
    Accepted {
        /// The vendor's number of it, if it gave one (an activity at Apple).
        receipt: Option<String>,
    },
    /// Multi Admin Approval: another administrator has to approve it in Intune first.
    ApprovalRequired {
        /// The approval's code.
        code: String,
    },
    /// It was refused and did not happen.
    Refused {
        /// What the vendor said.
        why: String,
    },
    /// It was never sent.
    NotSent {
        /// Why.
        why: String,
    },
    /// Nobody knows whether it happened: no answer came, or none that says so.
    Unknown {
        /// What is known.
        why: String,
    },
}
