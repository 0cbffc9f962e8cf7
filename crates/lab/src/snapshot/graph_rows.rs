//! Microsoft Graph's resources about devices and people (microsoft.md §1.1, §1.3, §1.8, §1.12).

use super::pen::Pen;
use crate::device::Facts;
use crate::event::Stop;
use crate::observe::{FailureRow, ListRow, ManagedRow, SignInEnd, SignInRow};
use crate::random::scrambled;
use crate::world::{Guid, Named, World, user_name};

/// A managed device's identifiers.
pub(crate) fn managed_id(facts: &Facts, row: u64) -> u64 {
    (facts.index << 1 | u64::from(facts.replacement)) << 4 | row & 15
}

/// The identifier of a profile as Intune spells it.
pub(crate) fn profile_id(world: &World, profile: u8) -> String {
    let row = &world.tenant.profiles[usize::from(profile)];
    let (token, id) = (world.token_id(row.token), world.profile_id(profile));
    if row.is_policy {
        format!("ECV2_{token}_{id}")
    } else {
        format!("{token}_{id}")
    }
}

/// The name of a profile.
pub(super) fn profile_name(world: &World, profile: u8) -> String {
    let row = &world.tenant.profiles[usize::from(profile)];
    let kind = if row.for_mac {
        "Mac"
    } else {
        "iPhone and iPad"
    };
    format!("{} {kind} {}", world.name, profile + 1)
}

/// `importedAppleDeviceIdentity`.
pub(super) fn listed(world: &World, facts: &Facts, row: &ListRow, out: &mut Vec<u8>) {
    let number =
        facts.index << 3 | u64::from(facts.replacement) << 2 | row.token.map_or(3, u64::from);
    let mut pen = Pen::open(out);
    pen.guid("id", world.guid(Named::Row, number));
    pen.text("serialNumber", facts.serial_text());
    if let Some((profile, at)) = row.profile {
        pen.text("requestedEnrollmentProfileId", &profile_id(world, profile));
        pen.time("requestedEnrollmentProfileAssignmentDateTime", at);
    } else {
        pen.text("requestedEnrollmentProfileId", "");
        pen.time_or_never("requestedEnrollmentProfileAssignmentDateTime", None);
    }
    pen.flag("isSupervised", row.token.is_some());
    let from_token = row.token.is_some();
    let source = if from_token {
        "deviceEnrollmentProgram"
    } else {
        "adminImport"
    };
    pen.text("discoverySource", source);
    pen.flag("isDeleted", row.gone);
    pen.time("createdDateTime", row.created);
    pen.time_or_never("lastContactedDateTime", row.contacted);
    pen.text("description", &facts.product.model.to_uppercase());
    pen.text("enrollmentState", row.state);
    pen.text("platform", facts.product.family.platform());
    pen.close();
}

/// `managedDevice`.
pub(super) fn managed(world: &World, facts: &Facts, row: &ManagedRow, out: &mut Vec<u8>) {
    let family = facts.product.family;
    let number = managed_id(facts, row.number);
    let (registered, user) = (row.registered.is_some(), facts.person.number);
    let mut pen = Pen::open(out);
    pen.guid("id", world.guid(Named::Managed, number));
    if row.with_user {
        pen.guid("userId", world.guid(Named::User, user));
        pen.text("userPrincipalName", &user_name(user, &world.domain()));
    } else {
        pen.text("userId", "");
        pen.text("userPrincipalName", "");
    }
    let name = format!("{}-{}", family.apple_name(), facts.serial_text());
    pen.text("deviceName", &name);
    pen.text(
        "managedDeviceOwnerType",
        if row.company { "company" } else { "personal" },
    );
    pen.time("enrolledDateTime", row.enrolled);
    pen.time("lastSyncDateTime", row.last_sync);
    pen.text("operatingSystem", family.system());
    pen.text(
        "osVersion",
        if facts.old_system { "18.7.2" } else { "26.1" },
    );
    pen.text("complianceState", row.compliance);
    pen.text("managementAgent", "mdm");
    pen.text("managementState", "managed");
    pen.flag("azureADRegistered", registered);
    let entra = if registered {
        world.guid(Named::Entra, number)
    } else {
        Guid(0, 0)
    };
    if registered {
        pen.guid("azureADDeviceId", entra);
    } else {
        pen.text("azureADDeviceId", "00000000-0000-0000-0000-000000000000");
    }
    pen.text("deviceEnrollmentType", row.kind);
    let state = if registered {
        "registered"
    } else {
        "notRegistered"
    };
    pen.text("deviceRegistrationState", state);
    pen.flag("isSupervised", row.supervised);
    pen.flag("isEncrypted", true);
    pen.text("manufacturer", "Apple");
    pen.text("model", facts.product.model);
    if row.shows_serial {
        pen.text("serialNumber", facts.serial_text());
        let imei = if facts.imei == 0 {
            String::new()
        } else {
            facts.imei.to_string()
        };
        pen.text("imei", &imei);
    } else {
        pen.text("serialNumber", "");
        pen.text("imei", "");
    }
    match row.profile {
        Some(profile) => pen.text("enrollmentProfileName", &profile_name(world, profile)),
        None => pen.text("enrollmentProfileName", ""),
    }
    pen.time("managementCertificateExpirationDate", row.certificate);
    pen.close();
}

/// `device` of Entra, for a managed device that is registered.
pub(super) fn entra(world: &World, facts: &Facts, row: &ManagedRow, out: &mut Vec<u8>) -> bool {
    let Some(registered) = row.registered else {
        return false;
    };
    let number = managed_id(facts, row.number);
    let family = facts.product.family;
    let mut pen = Pen::open(out);
    pen.guid("id", world.guid(Named::Entra, number | 1 << 60));
    pen.guid("deviceId", world.guid(Named::Entra, number));
    pen.text(
        "displayName",
        &format!("{}-{}", family.apple_name(), facts.serial_text()),
    );
    pen.flag("accountEnabled", true);
    pen.text("operatingSystem", family.system());
    pen.text("trustType", "Workplace");
    pen.flag("isManaged", true);
    pen.flag("isCompliant", row.compliance == "compliant");
    pen.text("managementType", "MDM");
    pen.text(
        "deviceOwnership",
        if row.company { "Company" } else { "Personal" },
    );
    pen.time("registrationDateTime", registered);
    pen.time("approximateLastSignInDateTime", row.last_sync);
    pen.close();
    true
}

/// `enrollmentTroubleshootingEvent`.
pub(super) fn failure(world: &World, facts: &Facts, row: &FailureRow, out: &mut Vec<u8>) {
    let number = scrambled(managed_id(facts, 0)) ^ row.at as u64;
    let (category, reason) = words(row.why);
    let mut pen = Pen::open(out);
    pen.text(
        "@odata.type",
        "#microsoft.graph.enrollmentTroubleshootingEvent",
    );
    pen.guid("id", world.guid(Named::Event, number | 1 << 61));
    pen.time("eventDateTime", row.at);
    pen.guid("correlationId", world.guid(Named::Event, number | 1 << 62));
    pen.text("managedDeviceIdentifier", "");
    pen.text("operatingSystem", facts.product.family.system());
    pen.text(
        "osVersion",
        if facts.old_system { "18.7.2" } else { "26.1" },
    );
    pen.guid("userId", world.guid(Named::User, facts.person.number));
    pen.text("deviceId", "");
    pen.text("enrollmentType", "appleBulkWithUser");
    pen.text("failureCategory", category);
    pen.text("failureReason", reason);
    pen.close();
}

/// Category and machine's reason of a failure (microsoft.md §6.1).
const fn words(stop: Stop) -> (&'static str, &'static str) {
    match stop {
        Stop::Push => ("enrollmentRestrictionsEnforced", "APNSCertificateNotValid"),
        Stop::Authority => ("accountValidation", "MdmAuthorityNotDefined"),
        Stop::Licence => ("userValidation", "UserLicenseTypeInvalid"),
        Stop::Restriction => ("enrollmentRestrictionsEnforced", "PlatformBlocked"),
        Stop::Cap => ("enrollmentRestrictionsEnforced", "DeviceCapReached"),
        Stop::FactorForLegacy | Stop::Factor => ("authentication", "AuthenticationFailed"),
        Stop::Access => ("authentication", "ConditionalAccessBlocked"),
        Stop::Terms => ("authorization", "TermsOfUseNotAccepted"),
        Stop::Federation => ("authentication", "WsTrustEndpointMissing"),
        Stop::Diverted => (
            "authorization",
            "Account-driven user enrollment is required",
        ),
        Stop::Manager => (
            "authorization",
            "Device enrollment manager is not supported",
        ),
        Stop::Government => ("accountValidation", "Government cloud redirect"),
        Stop::Identity => (
            "clientDisconnected",
            "The SCEP server returned an invalid response",
        ),
        Stop::Unsuitable => ("deviceNotSupported", "DeviceNotSupported"),
        Stop::System => ("deviceNotSupported", "SoftwareUpdateRequired"),
        Stop::Clock => ("badRequest", "Device clock is wrong"),
        Stop::Abandoned | Stop::LeftAtSignIn => ("userAbandonment", "UserAbandonment"),
        Stop::Network => ("clientDisconnected", "ClientDisconnected"),
        Stop::Apps => ("unknown", "AppInstallFailed"),
        Stop::Lock | Stop::Hardware => ("unknown", "Unknown"),
    }
}

/// `signIn`.
pub(super) fn sign_in(world: &World, facts: &Facts, row: &SignInRow, out: &mut Vec<u8>) {
    let user = facts.person.number;
    let number = scrambled(managed_id(facts, 0)) ^ row.at as u64 ^ row.number << 50;
    let family = facts.product.family;
    let (app, name) = if row.to_enrollment {
        (
            "d4ebce55-015a-49b5-a083-c84d1797ae8c",
            "Microsoft Intune Enrollment",
        )
    } else {
        (
            "00000002-0000-0ff1-ce00-000000000000",
            "Office 365 Exchange Online",
        )
    };
    let (error, access) = match row.end {
        SignInEnd::Success => (0, "success"),
        SignInEnd::Factor => (50_074, "failure"),
        SignInEnd::Blocked => (53_003, "failure"),
        SignInEnd::Terms => (65_004, "failure"),
        SignInEnd::Failed => (50_126, "notApplied"),
    };
    let mut pen = Pen::open(out);
    pen.guid("id", world.guid(Named::Event, number | 1 << 63));
    pen.time("createdDateTime", row.at);
    pen.text("userPrincipalName", &user_name(user, &world.domain()));
    pen.guid("userId", world.guid(Named::User, user));
    pen.text("appId", app);
    pen.text("appDisplayName", name);
    pen.text("clientAppUsed", "Mobile Apps and Desktop clients");
    pen.text("resourceDisplayName", name);
    pen.text("conditionalAccessStatus", access);
    pen.raw("status", &format!("{{\"errorCode\":{error}}}"));
    pen.object("deviceDetail", |pen| {
        match row.managed {
            Some(record) => {
                let number = managed_id(facts, record);
                pen.guid("deviceId", world.guid(Named::Entra, number));
            }
            None => pen.text("deviceId", ""),
        }
        pen.text(
            "operatingSystem",
            if row.number == 2 {
                "Ios 26"
            } else {
                system(family)
            },
        );
        pen.flag("isManaged", row.managed.is_some());
        pen.flag("isCompliant", row.managed.is_some());
    });
    pen.close();
}

const fn system(family: crate::world::Family) -> &'static str {
    match family {
        crate::world::Family::Mac => "MacOs",
        _ => "Ios 26",
    }
}
