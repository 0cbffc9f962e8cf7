//! Rows of Apple Business (apple.md §1), with Apple's words.

use super::Imei;
use crate::moment::Stamp;
use crate::term::term;
use crate::words::Word;

term! {
    /// `status` of an organisation's device. Says nothing about *which* service.
    AssignmentStatus { Assigned = "ASSIGNED", Unassigned = "UNASSIGNED" }
}
term! {
    /// `purchaseSourceType`.
    PurchaseSource {
        Apple = "APPLE",
        Reseller = "RESELLER",
        /// Added with Apple Configurator or an app like it.
        Manual = "MANUALLY_ADDED",
    }
}
term! {
    /// `productFamily`, and the members of `defaultProductFamilies` (there in capitals).
    ProductFamily {
        Iphone = "iPhone", Ipad = "iPad", Ipod = "iPod", Mac = "Mac",
        AppleTv = "AppleTV", Watch = "Watch", Vision = "Vision",
    }
}
term! {
    /// `mdmMigrationStatus` (API 2.3).
    MigrationStatus {
        Requested = "REQUESTED", Started = "STARTED", Success = "SUCCESS", Failed = "FAILED",
    }
}
term! {
    /// `releaserEntityType`, and `releaseEntityType` of an audit event.
    Releaser {
        User = "USER", Mdm = "MDM", Reseller = "RESELLER", Api = "API",
        Replacement = "REPLACEMENT",
    }
}
term! {
    /// `serverType` of a device management service.
    ServerType { Mdm = "MDM", Configurator = "APPLE_CONFIGURATOR", AppleMdm = "APPLE_MDM" }
}
term! {
    /// `status` of a device management service.
    ServerStatus { Active = "ACTIVE", Inactive = "INACTIVE", Deleted = "DELETED" }
}
term! {
    /// `type` of an audit event; the five that tell a device's story (apple.md §1.8).
    AuditType {
        Added = "DEVICE_ADDED_TO_ORG", Removed = "DEVICE_REMOVED_FROM_ORG",
        Assigned = "DEVICE_ASSIGNED_TO_SERVER", Unassigned = "DEVICE_UNASSIGNED_FROM_SERVER",
        Erased = "DEVICE_IS_ERASED",
    }
}
term! {
    /// `lockType` of an Activation Lock answer.
    LockType { None = "NONE", User = "USER", Mdm = "MDM" }
}

/// One device of the organisation (`/v1/orgDevices`).
#[derive(Clone, Debug, Default)]
pub struct OrgDevice {
    /// The serial number, canonical.
    pub serial: Word,
    /// `orderNumber`; a UUID for manually added devices.
    pub order: Word,
    /// `productType`, for example `iPhone17,1`.
    pub product: Word,
    /// `deviceModel`.
    pub model: Word,
    /// `purchaseSourceId`: Apple customer number or reseller number.
    pub source_id: Word,
    /// `addedToOrgDateTime`.
    pub added: Stamp,
    /// `orderDateTime`; for manually added devices the time of the adding.
    pub ordered: Stamp,
    /// `releasedFromOrgDateTime`.
    pub released: Stamp,
    /// `updatedDateTime`: the record's last change, of any kind.
    pub updated: Stamp,
    /// `mdmMigrationDeadlineDateTime`.
    pub migration_deadline: Stamp,
    /// `imei`: none, one or two.
    pub imei: [Imei; 2],
    /// `status`.
    pub status: AssignmentStatus,
    /// `purchaseSourceType`.
    pub source: PurchaseSource,
    /// `productFamily`.
    pub family: ProductFamily,
    /// `mdmMigrationStatus`.
    pub migration: MigrationStatus,
    /// `releaserEntityType`.
    pub releaser: Releaser,
    /// `isMdmMigrationCapable`.
    pub migration_capable: Option<bool>,
    /// Read from a portal's file rather than the API.
    pub exported: bool,
}

/// One device management service (`/v1/mdmServers`).
#[derive(Clone, Debug, Default)]
pub struct MdmServer {
    /// `id`.
    pub id: Word,
    /// `serverName`.
    pub name: Word,
    /// `serverType`.
    pub kind: ServerType,
    /// `status`.
    pub status: ServerStatus,
    /// `deviceCount`.
    pub devices: Option<u32>,
    /// `defaultProductFamilies`; `None` if the field was not sent.
    pub default_families: Option<Vec<ProductFamily>>,
    /// `lastConnectedDateTime`.
    pub last_connected: Stamp,
    /// `createdDateTime`.
    pub created: Stamp,
}

/// One device listed under a service (`/v1/mdmServers/{id}/relationships/devices`).
#[derive(Clone, Copy, Debug)]
pub struct ServerLink {
    /// The serial number, canonical.
    pub serial: Word,
    /// The service's id.
    pub server: Word,
}

/// One audit event about a device (`/v1/auditEvents`, or a portal's activity log).
#[derive(Clone, Debug, Default)]
pub struct AuditEvent {
    /// The serial number, canonical.
    pub serial: Word,
    /// `eventDateTime`.
    pub at: Stamp,
    /// `type`.
    pub kind: AuditType,
    /// `targetServerName` of an assignment.
    pub server: Word,
    /// Who released it, for a removal.
    pub releaser: Releaser,
    /// Who acted.
    pub actor: Word,
    /// Read from a portal's file rather than the API.
    pub exported: bool,
}

/// Activation Lock of one suspect (`…/activationLockStatus`).
#[derive(Clone, Copy, Debug, Default)]
pub struct ActivationLock {
    /// The serial number, canonical.
    pub serial: Word,
    /// `lockType`.
    pub lock: LockType,
    /// `isLocked`.
    pub locked: Option<bool>,
}

/// One coverage of one suspect (`…/appleCareCoverage`).
#[derive(Clone, Copy, Debug, Default)]
pub struct Coverage {
    /// The serial number, canonical.
    pub serial: Word,
    /// `startDateTime`: an estimate unless bought from Apple (causality.md [A-COV]).
    pub starts: Stamp,
    /// `description`, for example "Limited Warranty".
    pub description: Word,
}
