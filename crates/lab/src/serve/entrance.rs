//! How clients may sign in at Entra, and what they may do then.

use super::assertion::PublicKey;
use crate::clock::Time;
use crate::error::LabError;

/// What the app may do if only reading is wanted (microsoft.md §3.3).
const TO_READ: [&str; 13] = [
    "Application.Read.All",
    "AuditLog.Read.All",
    "Device.Read.All",
    "DeviceManagementApps.Read.All",
    "DeviceManagementConfiguration.Read.All",
    "DeviceManagementManagedDevices.Read.All",
    "DeviceManagementServiceConfig.Read.All",
    "GroupMember.Read.All",
    "LicenseAssignment.Read.All",
    "Policy.Read.All",
    "Policy.Read.DeviceConfiguration",
    "RoleManagement.Read.Directory",
    "User.Read.All",
];
/// What it may do besides if it repairs.
const TO_WRITE: [&str; 4] = [
    "DeviceManagementConfiguration.ReadWrite.All",
    "DeviceManagementManagedDevices.PrivilegedOperations.All",
    "DeviceManagementManagedDevices.ReadWrite.All",
    "DeviceManagementServiceConfig.ReadWrite.All",
];

/// What the app of its own for whoever repairs may do: the writes, and to read back what they did
/// (microsoft.md §2).
const TO_REPAIR: [&str; 4] = [
    "DeviceManagementConfiguration.Read.All",
    "DeviceManagementManagedDevices.PrivilegedOperations.All",
    "DeviceManagementManagedDevices.Read.All",
    "DeviceManagementServiceConfig.ReadWrite.All",
];

/// How clients may sign in at Entra, and what they may do then.
#[derive(Clone, Debug, Default)]
pub struct Entrance {
    /// The public key (PEM, RSA or elliptic) of a foreign issuer that may vouch for the app.
    pub federated_key: Option<String>,
    /// The subject that this issuer must name; [`Entrance::SUBJECT`] if nobody says otherwise.
    pub federated_subject: Option<String>,
    /// The app's secret has expired.
    pub expired_secret: bool,
    /// After how many seconds a device code is approved by itself; never if nobody says so.
    pub approve_device_codes: Option<Time>,
    /// What the app may do, instead of what it needs.
    pub permissions: Option<Vec<String>>,
    /// The app may repair, too.
    pub writes: bool,
    /// What the app of its own for whoever repairs may do, instead of what it needs.
    pub repairs: Option<Vec<String>>,
}

impl Entrance {
    /// The subject of a foreign statement if nobody says otherwise.
    pub const SUBJECT: &'static str = "firstcontact-lab";

    /// The permissions that were granted, in order.
    pub(super) fn granted(&self) -> Vec<String> {
        let written = if self.writes { &TO_WRITE[..] } else { &[] };
        let usual = || {
            let all = TO_READ.iter().chain(written);
            all.map(|name| (*name).to_owned()).collect()
        };
        let mut granted: Vec<String> = self.permissions.clone().unwrap_or_else(usual);
        granted.sort_unstable();
        granted.dedup();
        granted
    }

    /// What the app for whoever repairs may do.
    pub(super) fn repairs(&self) -> Vec<String> {
        let usual = || TO_REPAIR.iter().map(|name| (*name).to_owned()).collect();
        self.repairs.clone().unwrap_or_else(usual)
    }

    /// Who may vouch for the app besides itself.
    pub(super) fn federated(&self) -> Result<Option<Federated>, LabError> {
        let Some(pem) = &self.federated_key else {
            return Ok(None);
        };
        let key = PublicKey::of_issuer(pem).ok_or_else(|| {
            LabError::Asked(
                "the federated key is no public key in PEM (RSA or P-256); write one with \
                 `openssl pkey -in KEY -pubout`"
                    .to_owned(),
            )
        })?;
        let subject = self.federated_subject.as_deref().unwrap_or(Self::SUBJECT);
        let subject = subject.to_owned();
        Ok(Some(Federated { key, subject }))
    }
}

/// A foreign issuer that the app trusts.
pub(super) struct Federated {
    pub(super) key: PublicKey,
    pub(super) subject: String,
}
