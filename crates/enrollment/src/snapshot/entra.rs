//! Rows of Microsoft Entra (microsoft.md §1.9, 1.12).

use super::Guid;
use crate::access::directory::Standing;
use crate::access::policy::Policy;
use crate::moment::Stamp;
use crate::term::term;
use crate::words::{Word, Words};

term! {
    /// `conditionalAccessStatus` of a sign-in.
    AccessStatus { Success = "success", Failure = "failure", NotApplied = "notApplied" }
}
term! {
    /// `state` of a Conditional Access policy.
    PolicyState {
        Enabled = "enabled", Disabled = "disabled",
        ReportOnly = "enabledForReportingButNotEnforced",
    }
}

/// App id of *Microsoft Intune Enrollment* (microsoft.md §1.9).
pub const INTUNE_ENROLLMENT_APP: &str = "d4ebce55-015a-49b5-a083-c84d1797ae8c";
/// App id of *Microsoft Intune* (microsoft.md §1.9).
pub const INTUNE_APP: &str = "0000000a-0000-0000-c000-000000000000";
/// App id of *Office 365 Exchange Online* [E-O365].
pub const EXCHANGE_ONLINE_APP: &str = "00000002-0000-0ff1-ce00-000000000000";

/// One Entra device. It has no serial number; it joins by `deviceId` alone.
#[derive(Clone, Debug, Default)]
pub struct EntraDevice {
    /// `id`: as a member of groups it has this one.
    pub id: Guid,
    /// `deviceId`, which is `azureADDeviceId` of the managed device.
    pub device_id: Guid,
    /// `registrationDateTime`.
    pub registered: Stamp,
    /// `approximateLastSignInDateTime`.
    pub last_sign_in: Stamp,
    /// `isManaged`.
    pub managed: Option<bool>,
    /// `isCompliant`.
    pub compliant: Option<bool>,
    /// `operatingSystem`.
    pub os: Word,
}

/// One sign-in.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// `createdDateTime`.
    pub at: Stamp,
    /// `userPrincipalName`, lower case.
    pub user: Word,
    /// `userId`.
    pub user_id: Guid,
    /// `appId`, lower case.
    pub app: Word,
    /// `deviceDetail.deviceId`; none when the device is not registered.
    pub device_id: Guid,
    /// `deviceDetail.operatingSystem`.
    pub os: Word,
    /// `deviceDetail.isManaged`.
    pub managed: Option<bool>,
    /// `conditionalAccessStatus`.
    pub access: AccessStatus,
    /// `status.errorCode`; 0 is success.
    pub error: i64,
}

/// One Conditional Access policy: as far as enrollment depends on it, and whole.
#[derive(Clone, Debug, Default)]
pub struct AccessPolicy {
    /// `id`.
    pub id: Word,
    /// `displayName`.
    pub name: Word,
    /// `state`.
    pub state: PolicyState,
    /// `modifiedDateTime`.
    pub modified: Stamp,
    /// `includeApplications`, lower case.
    pub apps: Vec<Word>,
    /// `excludeApplications`, lower case.
    pub apps_excluded: Vec<Word>,
    /// Whether `includeUsers` is `All`.
    pub all_users: bool,
    /// `includePlatforms`, lower case; empty when there is no platform condition.
    pub platforms: Vec<Word>,
    /// `excludePlatforms`, lower case.
    pub platforms_excluded: Vec<Word>,
    /// Whether a location condition narrows it.
    pub by_location: bool,
    /// Whether anything else narrows it: client app types that leave out `browser` and
    /// `mobileAppsAndDesktopClients`, authentication flows, risk levels, a device filter.
    pub narrowed: bool,
    /// `builtInControls` contains `block`.
    pub blocks: bool,
    /// `builtInControls` contains `compliantDevice`.
    pub requires_compliant: bool,
    /// `builtInControls` contains `mfa`.
    pub requires_mfa: bool,
    /// `termsOfUse` is not empty.
    pub terms_of_use: bool,
    /// Name of the required authentication strength, if any.
    pub strength: Word,
    /// All of it, for whoever wants to prove something of it.
    pub whole: Policy,
}

/// One account of the directory, for whoever wants to know whom a policy means.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// `id`.
    pub id: Guid,
    /// `userPrincipalName`, as it is written.
    pub name: Word,
    /// Whether a guest, as far as `userType`, `creationType` and `externalUserState` say.
    pub standing: Standing,
    /// `accountEnabled`: one that is disabled signs in nowhere.
    pub enabled: Option<bool>,
    /// `mail`, as it is written, where it is another than the name.
    pub mail: Word,
    /// Whether it has both a `givenName` and a `surname`, as a person has.
    pub has_personal_name: bool,
    /// `assignedLicenses`; missing where nobody asked. People with the same licences share a word:
    /// the products' ids in their order, with a blank between, each followed by a colon and the
    /// id of every Intune plan that is switched off in it.
    pub licences: Option<Word>,
}

impl Account {
    /// Its licences: each product, and the plans for Intune that are switched off in it.
    pub fn licences<'w>(
        &self,
        words: &'w Words,
    ) -> Option<impl Iterator<Item = (Guid, Vec<Guid>)> + use<'w>> {
        let text = words.text(self.licences?);
        Some(text.split_whitespace().map(|product| {
            let mut ids = product.split(':').map(Guid::parse);
            (ids.next().unwrap_or_default(), ids.collect())
        }))
    }
}

/// One account that was deleted, as long as Entra remembers it.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeletedAccount {
    /// `userPrincipalName` as it was before, lower case.
    pub name: Word,
    /// `mail`, lower case.
    pub mail: Word,
    /// `deletedDateTime`.
    pub at: Stamp,
}

/// Service plans with which a person may enroll devices in Intune: `INTUNE_A`, its twins for
/// governments and for volume licences, `INTUNE_EDU`, `INTUNE_SMBIZ` (Microsoft's list of product
/// names and service plan identifiers).
pub const INTUNE_PLANS: [&str; 5] = [
    "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
    "d216f254-796f-4dab-bbfa-710686e646b9",
    "3e170737-c728-4eae-bbb9-3f3360f7184c",
    "da24caf9-af8e-485c-b7c8-e73336da2693",
    "8e9ff0ff-aa7a-4b20-83c1-2f636b600ac2",
];

term! {
    /// `capabilityStatus` of a product.
    SubscriptionState {
        Enabled = "Enabled", Warning = "Warning", Suspended = "Suspended", Deleted = "Deleted",
        LockedOut = "LockedOut",
    }
}

/// One product that the tenant subscribed to.
#[derive(Clone, Debug, Default)]
pub struct Subscription {
    /// `skuId`.
    pub product: Guid,
    /// `skuPartNumber`.
    pub name: Word,
    /// `capabilityStatus`.
    pub state: SubscriptionState,
    /// Of its `servicePlans` those of [`INTUNE_PLANS`] that are not switched off.
    pub intune_plans: Vec<Guid>,
}

/// What `deviceRegistrationPolicy` says of people who register a device in Entra, as each one does
/// that Intune manages for a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DeviceRegistration {
    /// `userDeviceQuota`: how many devices a person may have registered; missing where Entra did
    /// not say it.
    pub devices_max: Option<u32>,
    /// `multiFactorAuthConfiguration`: whether registering takes a second factor; missing where
    /// Entra did not say it, or not in a word that is known.
    pub second_factor: Option<bool>,
}

/// The second factors that a person has registered, as far as an enrollment asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct SecondFactors {
    /// `id`: the account's.
    pub account: Guid,
    /// `isMfaCapable`: whether one of them may be used as a second factor.
    pub capable: Option<bool>,
    /// `methodsRegistered`; missing where the row does not say.
    pub registered: Option<Registered>,
}

/// Kinds of methods among those that are registered (causality.md, C38).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Registered {
    /// One that a second device can show while the new one is set up: a telephone, the app's
    /// notification or code, a token's code.
    pub elsewhere: bool,
    /// A Temporary Access Pass.
    pub pass: bool,
    /// A passkey, a security key, Windows Hello, a certificate: Setup Assistant cannot use it.
    pub resistant: bool,
    /// One that is not known here.
    pub strange: bool,
}

/// One member of a group, through nested groups too.
#[derive(Clone, Copy, Debug, Default)]
pub struct Membership {
    /// The group's id, lower case.
    pub group: Word,
    /// The member's `id`. One that is neither an account nor a device is left out.
    pub member: Guid,
    /// Whether it is a device.
    pub is_device: bool,
}

/// One program of the directory (`servicePrincipals`).
#[derive(Clone, Copy, Debug, Default)]
pub struct ServicePrincipal {
    /// `appId`.
    pub app: Guid,
}

/// What people call a group or a role of the directory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Called {
    /// `id`, lower case.
    pub id: Word,
    /// `displayName`.
    pub name: Word,
}

/// One directory role that somebody has in the whole tenant.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoleAssignment {
    /// `roleDefinitionId`, lower case: of a built-in role its template's id.
    pub role: Word,
    /// `principalId`: an account, a group that can have roles, or a program.
    pub principal: Guid,
    /// Whether it is a group; `None` where the row does not say what it is.
    pub is_group: Option<bool>,
}

/// One named location.
#[derive(Clone, Debug, Default)]
pub struct NamedLocation {
    /// `id`.
    pub id: Word,
    /// `displayName`.
    pub name: Word,
    /// `isTrusted`.
    pub trusted: Option<bool>,
    /// `ipRanges`, as they are written: `203.0.113.0/24`.
    pub ranges: Vec<Word>,
    /// `countriesAndRegions`; a place has ranges or countries.
    pub countries: Vec<Word>,
    /// `includeUnknownCountriesAndRegions`: an address of no known country lies in it too.
    pub unknown_countries: bool,
    /// `countryLookupMethod`.
    pub lookup: CountryLookup,
}

/// How the country of a sign-in is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CountryLookup {
    /// By its address: the default.
    #[default]
    Address,
    /// By what Authenticator tells of the phone that it runs on, wherever the address is.
    Authenticator,
    /// By something that is not known here.
    Unknown,
}

impl NamedLocation {
    /// Whether it is countries rather than addresses.
    pub fn is_country(&self) -> bool {
        !self.countries.is_empty()
            || self.unknown_countries
            || self.lookup != CountryLookup::default()
    }
}
