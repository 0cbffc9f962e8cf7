//! Rows of Microsoft Intune (microsoft.md §1.1–1.8, 1.13), with Graph's words.

use super::{Guid, Imei};
use crate::moment::Stamp;
use crate::term::term;
use crate::words::Word;

term! {
    /// `enrollmentState` of an imported device.
    EnrollmentState {
        Unknown = "unknown", Enrolled = "enrolled", PendingReset = "pendingReset",
        Failed = "failed", NotContacted = "notContacted", Blocked = "blocked",
    }
}
term! {
    /// `discoverySource` of an imported device: which list it stands on.
    DiscoverySource {
        Unknown = "unknown",
        /// A list of serial numbers that an administrator uploaded: not automated enrollment.
        AdminImport = "adminImport",
        /// The enrollment program token.
        Program = "deviceEnrollmentProgram",
    }
}
term! {
    /// `platform` of an imported device, a profile or a restriction.
    Platform {
        Unknown = "unknown", Ios = "ios", MacOs = "macOS", TvOs = "tvOS", VisionOs = "visionOS",
        Android = "android", Windows = "windows", All = "allPlatforms", Mac = "mac",
    }
}
term! {
    /// `deviceEnrollmentType` (members that an Apple device can have).
    EnrollmentType {
        Unknown = "unknown", User = "userEnrollment", Manager = "deviceEnrollmentManager",
        BulkWithUser = "appleBulkWithUser", BulkWithoutUser = "appleBulkWithoutUser",
        AppleUser = "appleUserEnrollment",
        AppleUserService = "appleUserEnrollmentWithServiceAccount",
        AccountDriven = "appleAccountDrivenUserEnrollment",
    }
}
term! {
    /// `managementState`. There is no word "unmanaged" (microsoft.md §0).
    ManagementState {
        Managed = "managed", RetirePending = "retirePending", RetireFailed = "retireFailed",
        WipePending = "wipePending", WipeFailed = "wipeFailed", Unhealthy = "unhealthy",
        DeletePending = "deletePending", RetireIssued = "retireIssued", WipeIssued = "wipeIssued",
        WipeCanceled = "wipeCanceled", RetireCanceled = "retireCanceled",
        Discovered = "discovered",
    }
}
term! {
    /// `complianceState`.
    ComplianceState {
        Unknown = "unknown", Compliant = "compliant", Noncompliant = "noncompliant",
        Conflict = "conflict", Error = "error", InGracePeriod = "inGracePeriod",
        ConfigManager = "configManager",
    }
}
term! {
    /// `deviceRegistrationState`.
    RegistrationState {
        NotRegistered = "notRegistered", Registered = "registered", Revoked = "revoked",
        KeyConflict = "keyConflict", ApprovalPending = "approvalPending",
        CertificateReset = "certificateReset",
        NotRegisteredPendingEnrollment = "notRegisteredPendingEnrollment", Unknown = "unknown",
    }
}
term! {
    /// `managedDeviceOwnerType`.
    OwnerType { Unknown = "unknown", Company = "company", Personal = "personal" }
}
term! {
    /// `failureCategory` of an enrollment failure.
    FailureReason {
        Unknown = "unknown", Authentication = "authentication", Authorization = "authorization",
        AccountValidation = "accountValidation", UserValidation = "userValidation",
        DeviceNotSupported = "deviceNotSupported", InMaintenance = "inMaintenance",
        BadRequest = "badRequest", FeatureNotSupported = "featureNotSupported",
        Restrictions = "enrollmentRestrictionsEnforced",
        ClientDisconnected = "clientDisconnected", UserAbandonment = "userAbandonment",
    }
}
term! {
    /// `state` of a VPP (apps and books) token.
    VppState {
        Unknown = "unknown", Valid = "valid", Expired = "expired", Invalid = "invalid",
        AssignedToExternalMdm = "assignedToExternalMDM",
        DuplicateLocation = "duplicateLocationId",
    }
}
term! {
    /// `tokenType`: `none` is the pseudo-token that holds Apple Configurator's lists.
    TokenType { None = "none", Dep = "dep", School = "appleSchoolManager" }
}

/// One device that Intune manages or managed (`managedDevices`, or the *All devices* export).
#[derive(Clone, Debug, Default)]
pub struct ManagedDevice {
    /// The serial number, canonical; none under User Enrollment.
    pub serial: Word,
    /// `userPrincipalName`, lower case; none when userless. Where the serial number is hidden,
    /// compared with the register's holder.
    pub user: Word,
    /// `deviceName`. Shown, never compared.
    pub name: Word,
    /// `model`.
    pub model: Word,
    /// `osVersion`.
    pub os_version: Word,
    /// `operatingSystem`.
    pub os: Word,
    /// `enrollmentProfileName` as it was at enrolment.
    pub profile_name: Word,
    /// `enrolledDateTime`.
    pub enrolled: Stamp,
    /// `lastSyncDateTime`.
    pub last_sync: Stamp,
    /// `managementCertificateExpirationDate`.
    pub certificate_expires: Stamp,
    /// `id`.
    pub id: Guid,
    /// `azureADDeviceId`: the Entra *deviceId*.
    pub entra: Guid,
    /// `userId`.
    pub user_id: Guid,
    /// `imei`.
    pub imei: Imei,
    /// `deviceEnrollmentType`.
    pub enrollment: EnrollmentType,
    /// `managementState`.
    pub management: ManagementState,
    /// `complianceState`.
    pub compliance: ComplianceState,
    /// `deviceRegistrationState`.
    pub registration: RegistrationState,
    /// `managedDeviceOwnerType`.
    pub owner: OwnerType,
    /// `isSupervised`.
    pub supervised: Option<bool>,
    /// `azureADRegistered`.
    pub entra_registered: Option<bool>,
    /// Read from a portal's file rather than the API.
    pub exported: bool,
}

/// One row of a token's device list (`importedAppleDeviceIdentities`).
#[derive(Clone, Debug, Default)]
pub struct ImportedIdentity {
    /// The serial number, canonical.
    pub serial: Word,
    /// The token on which it stands.
    pub token: Word,
    /// `requestedEnrollmentProfileId` without `ECV2_` and without `<tokenId>_`.
    pub profile: Word,
    /// `createdDateTime`: first import.
    pub created: Stamp,
    /// `lastContactedDateTime`.
    pub contacted: Stamp,
    /// `requestedEnrollmentProfileAssignmentDateTime`.
    pub profile_assigned: Stamp,
    /// `enrollmentState`.
    pub state: EnrollmentState,
    /// `discoverySource`.
    pub discovery: DiscoverySource,
    /// `platform`.
    pub platform: Platform,
    /// `description`: often what Apple calls the model, "IPHONE 16" (microsoft.md §1.3, not
    /// confirmed).
    pub model: Word,
    /// `isDeleted`: no longer on this token at Apple.
    pub deleted: bool,
    /// `isSupervised`: what the profile expects.
    pub supervised: Option<bool>,
    /// Read from a portal's file rather than the API.
    pub exported: bool,
}

/// One enrollment program token (`depOnboardingSettings`).
#[derive(Clone, Debug, Default)]
pub struct Token {
    /// `id`.
    pub id: Word,
    /// `tokenName`.
    pub name: Word,
    /// `appleIdentifier`: the Apple Account that downloaded it.
    pub apple_account: Word,
    /// `tokenType`.
    pub kind: TokenType,
    /// `tokenExpirationDateTime`.
    pub expires: Stamp,
    /// `lastModifiedDateTime`: uploaded or renewed.
    pub modified: Stamp,
    /// `lastSuccessfulSyncDateTime`.
    pub last_success: Stamp,
    /// `lastSyncTriggeredDateTime`.
    pub last_triggered: Stamp,
    /// `lastSyncErrorCode`; only 0 (fine) and 3 (Apple's terms) are known (microsoft.md §1.2).
    pub error: Option<i64>,
    /// `syncedDeviceCount`.
    pub devices: Option<u32>,
    /// `dataSharingConsentGranted`.
    pub consent: Option<bool>,
    /// Default profile for iOS and iPadOS, normalised; `None` if it was not asked for.
    pub default_ios: Option<Word>,
    /// Default profile for macOS.
    pub default_mac: Option<Word>,
    /// Default profile for tvOS.
    pub default_tv: Option<Word>,
    /// Default profile for visionOS.
    pub default_vision: Option<Word>,
}

/// Classic profile or second-generation enrollment policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ProfileGeneration {
    /// `enrollmentProfiles`.
    #[default]
    Classic,
    /// `configurationPolicies` with `creationSource = DepTokenId_<tokenId>`.
    Policy,
}

/// One enrollment profile of either generation (microsoft.md §1.4, 1.5).
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The id without `ECV2_` and without `<tokenId>_`.
    pub id: Word,
    /// The id as the token's profiles list it: what a request that is about it must say. Missing
    /// where only the policy behind it was read.
    pub listed: Word,
    /// The token it belongs to.
    pub token: Word,
    /// `displayName` or `name`.
    pub name: Word,
    /// What it is for.
    pub platform: Platform,
    /// Where it was read.
    pub generation: ProfileGeneration,
    /// `requiresUserAuthentication` / user affinity.
    pub with_user: Option<bool>,
    /// `enableAuthenticationViaCompanyPortal`.
    pub company_portal: Option<bool>,
    /// `configurationWebUrl`: Setup Assistant with modern authentication.
    pub modern: Option<bool>,
    /// `supervisedModeEnabled`.
    pub supervised: Option<bool>,
    /// `isMandatory`.
    pub mandatory: Option<bool>,
    /// `profileRemovalDisabled`: locked enrollment.
    pub locked: Option<bool>,
    /// `restoreBlocked`.
    pub restore_blocked: Option<bool>,
    /// `waitForDeviceConfiguredConfirmation` or its older twin.
    pub awaits: Option<bool>,
    /// `enableSharedIPad`.
    pub shared_ipad: Option<bool>,
    /// `isDefault`; never true on mirrored policies, so never enough alone.
    pub is_default: Option<bool>,
    /// `companyPortalVppTokenId`.
    pub vpp_token: Guid,
    /// `supportPhoneNumber`.
    pub support_phone: Word,
    /// `supportDepartment`.
    pub department: Word,
    /// `createdDateTime`.
    pub created: Stamp,
    /// `lastModifiedDateTime`.
    pub modified: Stamp,
}

/// The Apple push certificate. A tenant without one is [`PushCertificate::present`] false.
#[derive(Clone, Copy, Debug, Default)]
pub struct PushCertificate {
    /// Whether there is one (Graph answers 404 when none).
    pub present: bool,
    /// `expirationDateTime`.
    pub expires: Stamp,
    /// `lastModifiedDateTime`.
    pub modified: Stamp,
    /// `topicIdentifier`: must not change at a renewal.
    pub topic: Word,
    /// `appleIdentifier`.
    pub apple_account: Word,
}

/// Settings of the whole tenant (`deviceManagement`, its `settings`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ManagementSettings {
    /// `secureByDefault`: a device without a compliance policy is not compliant. Missing where
    /// Graph did not say it.
    pub secure_by_default: Option<bool>,
}

/// One compliance policy for an Apple platform (`deviceCompliancePolicies`).
#[derive(Clone, Debug, Default)]
pub struct CompliancePolicy {
    /// `id`.
    pub id: Word,
    /// `displayName`.
    pub name: Word,
    /// For which platform: iOS, which includes iPadOS, or macOS.
    pub platform: Platform,
    /// `assignments`; `None` where nobody asked for them.
    pub targets: Option<Vec<RestrictionTarget>>,
}

/// One profile that sets up Microsoft's Enterprise SSO plug-in, or may do so.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignOnProfile {
    /// What people call it.
    pub name: Word,
    /// For which platform.
    pub platform: Platform,
    /// Whether it sets the plug-in up; `None` where its settings were not read.
    pub sets_up: Option<bool>,
    /// Whether it is assigned to anybody; `None` where nobody asked.
    pub assigned: Option<bool>,
}

/// One platform's part of an enrollment restriction, or a device limit.
#[derive(Clone, Debug, Default)]
pub struct Restriction {
    /// `id`.
    pub id: Word,
    /// `displayName`.
    pub name: Word,
    /// `priority`; 0 is the default for all users.
    pub priority: i64,
    /// Which platform this part is about; missing in a device limit.
    pub platform: Platform,
    /// `limit`: how many devices a person may have; missing in all but a device limit.
    pub limit: Option<u32>,
    /// `platformBlocked`.
    pub blocked: bool,
    /// `personalDeviceEnrollmentBlocked`.
    pub personal_blocked: bool,
    /// `osMinimumVersion`.
    pub os_minimum: Word,
    /// `osMaximumVersion`.
    pub os_maximum: Word,
    /// Whether it is the default restriction, the only one that userless enrollment meets.
    pub is_default: bool,
    /// `lastModifiedDateTime`.
    pub modified: Stamp,
    /// `assignments`; `None` where nobody asked for them.
    pub targets: Option<Vec<RestrictionTarget>>,
}

/// For whom a restriction or a policy is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RestrictionTarget {
    /// For whom.
    pub whom: Whom,
    /// Whether a filter for devices narrows it, which is not read here.
    pub filtered: bool,
}

/// Whom Intune assigns something to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Whom {
    /// The members of a group; its id, lower case.
    Group(Word),
    /// Everybody but the members of a group.
    NotGroup(Word),
    /// `allLicensedUsersAssignmentTarget`.
    AllUsers,
    /// `allDevicesAssignmentTarget`.
    AllDevices,
    /// Another kind, or none that could be read.
    #[default]
    Unknown,
}

/// One enrollment that failed (`troubleshootingEvents`, or a row of *Enrollment activity*).
#[derive(Clone, Debug, Default)]
pub struct EnrollmentFailure {
    /// When.
    pub at: Stamp,
    /// Only exports name it; Graph's events have no serial number.
    pub serial: Word,
    /// `userId`.
    pub user_id: Guid,
    /// User principal name, if the row has it.
    pub user: Word,
    /// `failureCategory`.
    pub reason: FailureReason,
    /// `failureReason` and, from the export, its details: the machine's text.
    pub text: Word,
    /// `operatingSystem`.
    pub os: Word,
    /// Read from a portal's file rather than the API.
    pub exported: bool,
}

/// One token for apps and books.
#[derive(Clone, Debug, Default)]
pub struct VppToken {
    /// `id`.
    pub id: Guid,
    /// `organizationName`.
    pub name: Word,
    /// `state`.
    pub state: VppState,
    /// `expirationDateTime`.
    pub expires: Stamp,
    /// `appleId`.
    pub apple_account: Word,
}
