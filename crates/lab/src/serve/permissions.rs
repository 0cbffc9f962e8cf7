//! Which permission a request to Graph needs, and how its absence is told (microsoft.md §3.3).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::graph;
use crate::clock::Time;
use serde_json::json;

const APPS: [&str; 2] = ["DeviceManagementApps.Read.All", APPS_WRITE];
const APPS_WRITE: &str = "DeviceManagementApps.ReadWrite.All";
const CONFIGURATION: &str = "DeviceManagementConfiguration.Read.All";
const CONFIGURATION_WRITE: &str = "DeviceManagementConfiguration.ReadWrite.All";
const DEVICES: &str = "DeviceManagementManagedDevices.Read.All";
const DEVICES_WRITE: &str = "DeviceManagementManagedDevices.ReadWrite.All";
const ENROLLMENT: &str = "DeviceManagementServiceConfig.Read.All";
const ENROLLMENT_WRITE: &str = "DeviceManagementServiceConfig.ReadWrite.All";
const PRIVILEGED: &str = "DeviceManagementManagedDevices.PrivilegedOperations.All";
const DIRECTORY: &str = "Directory.Read.All";
const ALL_POLICIES: &str = "Policy.Read.All";

/// The permissions of which one is needed, the least first; none is needed where nothing is.
fn needed(reads: bool, parts: &[&str]) -> &'static [&'static str] {
    match (parts, reads) {
        (["deviceManagement", "managedDevices", rest @ ..], _) => devices(rest, reads),
        (["deviceManagement", "troubleshootingEvents", ..], _) => &[DEVICES, DEVICES_WRITE],
        (["deviceManagement", "applePushNotificationCertificate", ..], true) => &[
            DEVICES,
            CONFIGURATION,
            CONFIGURATION_WRITE,
            ENROLLMENT_WRITE,
        ],
        (["deviceManagement", "deviceEnrollmentConfigurations", ..], true) => &[
            ENROLLMENT,
            ENROLLMENT_WRITE,
            CONFIGURATION,
            CONFIGURATION_WRITE,
        ],
        (["deviceManagement", "deviceEnrollmentConfigurations", ..], false) => {
            &[ENROLLMENT_WRITE, CONFIGURATION_WRITE]
        }
        (["deviceManagement", "depOnboardingSettings", rest @ ..], _) => tokens(rest, reads),
        (
            [
                "deviceManagement",
                "configurationPolicies" | "deviceCompliancePolicies" | "deviceConfigurations",
                ..,
            ],
            true,
        ) => &[CONFIGURATION, CONFIGURATION_WRITE],
        (["deviceManagement", "configurationPolicies", ..], false) => &[CONFIGURATION_WRITE],
        (["deviceManagement", "reports", ..], true) => &[
            DEVICES,
            DEVICES_WRITE,
            CONFIGURATION,
            CONFIGURATION_WRITE,
            APPS[0],
            APPS_WRITE,
        ],
        (["deviceManagement", "reports", ..], false) => {
            &[DEVICES_WRITE, CONFIGURATION_WRITE, APPS_WRITE]
        }
        (["deviceManagement"], true) => &[
            ENROLLMENT,
            ENROLLMENT_WRITE,
            DEVICES,
            DEVICES_WRITE,
            CONFIGURATION,
            CONFIGURATION_WRITE,
            APPS[0],
            APPS_WRITE,
        ],
        (["deviceAppManagement", "vppTokens", ..], true) => {
            &[ENROLLMENT, ENROLLMENT_WRITE, APPS[0], APPS_WRITE]
        }
        (["identity", "conditionalAccess", "evaluate"], _) => &[
            "Policy.Read.ConditionalAccess",
            ALL_POLICIES,
            "Policy.ReadWrite.ConditionalAccess",
        ],
        (["identity", "conditionalAccess", ..], true) => &[ALL_POLICIES],
        (["identity", "conditionalAccess", ..], false) => &["Policy.ReadWrite.ConditionalAccess"],
        (["policies", "identitySecurityDefaultsEnforcementPolicy"], true) => {
            &[ALL_POLICIES, "Policy.ReadWrite.SecurityDefaults"]
        }
        (["policies", "deviceRegistrationPolicy"], true) => &[
            "Policy.Read.DeviceConfiguration",
            "Policy.ReadWrite.DeviceConfiguration",
        ],
        _ => of_directory(parts, reads),
    }
}

fn of_directory(parts: &[&str], reads: bool) -> &'static [&'static str] {
    match (parts, reads) {
        (["devices", ..], true) => &[
            "Device.Read.All",
            "Device.ReadWrite.All",
            DIRECTORY,
            "Directory.ReadWrite.All",
        ],
        (["devices", ..], false) => &["Device.ReadWrite.All"],
        (["users", ..] | ["directory", "deletedItems", "microsoft.graph.user"], true) => {
            &["User.Read.All", "User.ReadWrite.All", DIRECTORY]
        }
        (["servicePrincipals", ..], true) => &[
            "Application.Read.All",
            "Application.ReadWrite.All",
            DIRECTORY,
        ],
        (["groups", ..], true) => &[
            "GroupMember.Read.All",
            "Group.Read.All",
            "Group.ReadWrite.All",
            DIRECTORY,
        ],
        (["roleManagement", ..], true) => &[
            "RoleManagement.Read.Directory",
            "RoleManagement.ReadWrite.Directory",
            DIRECTORY,
        ],
        (["auditLogs", ..], _) => &["AuditLog.Read.All"],
        (["reports", "authenticationMethods", ..], true) => {
            &["AuditLog.Read.All", "UserAuthenticationMethod.Read.All"]
        }
        (["subscribedSkus", ..], true) => &[
            "LicenseAssignment.Read.All",
            "Organization.Read.All",
            DIRECTORY,
        ],
        _ => &[],
    }
}

fn tokens(rest: &[&str], reads: bool) -> &'static [&'static str] {
    // Making a key pair is a POST, and reading is enough for it.
    if reads || matches!(rest, [_, "generateEncryptionPublicKey"]) {
        &[ENROLLMENT, ENROLLMENT_WRITE]
    } else {
        &[ENROLLMENT_WRITE]
    }
}

fn devices(rest: &[&str], reads: bool) -> &'static [&'static str] {
    match (rest, reads) {
        (_, true) => &[DEVICES, DEVICES_WRITE, CONFIGURATION, CONFIGURATION_WRITE],
        ([_, "wipe"], false) => &[PRIVILEGED, DEVICES_WRITE, CONFIGURATION_WRITE],
        // Actions on one device, and those on many.
        ([_, _] | ["executeAction"], false) => &[PRIVILEGED],
        (_, false) => &[DEVICES_WRITE, CONFIGURATION_WRITE],
    }
}

/// The refusal of a request that these permissions do not cover; none if they do.
pub(super) fn refusal(
    services: &Services,
    asked: &Asked,
    granted: &[String],
    now: Time,
) -> Option<Answer> {
    let parts: Vec<&str> = asked.parts.iter().skip(1).map(String::as_str).collect();
    let needed = needed(asked.method == "GET", &parts);
    let has = |name: &&str| granted.iter().any(|known| known == name);
    if needed.is_empty() || needed.iter().any(has) {
        return None;
    }
    let (code, why) = match parts[0] {
        // Intune wraps a document of its own in Graph's.
        "deviceManagement" | "deviceAppManagement" => {
            ("Forbidden", of_intune(services, asked, needed, now))
        }
        "identity" => (
            "AccessDenied",
            "You cannot perform the requested operation, required scopes are missing in the token."
                .to_owned(),
        ),
        "auditLogs" | "reports" => (
            "Authentication_MSGraphPermissionMissing",
            format!(
                "The principal does not have required Microsoft Graph permission(s): {} to call \
                 this API.",
                needed.join(",")
            ),
        ),
        _ => (
            "Authorization_RequestDenied",
            "Insufficient privileges to complete the operation.".to_owned(),
        ),
    };
    Some(graph::error(services, 403, code, &why, now))
}

fn of_intune(services: &Services, asked: &Asked, needed: &[&str], now: Time) -> String {
    let id = graph::request_id(services, now);
    let message = format!(
        "Application is not authorized to perform this operation. Application must have one of the \
         following scopes: {} - Operation ID (for customer support): {id} - Activity ID: {id} - \
         Url: {}{}",
        needed.join(", "),
        services.base,
        asked.path
    );
    json!({"_version": 3, "Message": message, "CustomApiErrorPhrase": "", "RetryAfter": null,
        "ErrorSourceService": "", "HttpHeaders": "{}"})
    .to_string()
}
