//! The small files of the invented tenant: tokens, services, profiles, restrictions and what else
//! is asked once. All of it is healthy, but for the third token: Apple's terms are unanswered.

use super::tenant::{PROFILES, SERVERS, TENANT, TOKENS, profile_id, profile_name};
use serde_json::{Value, json};
use std::io;
use std::path::Path;

/// Writes them all.
pub(super) fn write(directory: &Path, devices: u64) -> io::Result<()> {
    let put = |name: &str, value: &Value| std::fs::write(directory.join(name), value.to_string());
    put("snapshot.json", &header())?;
    put("apple/mdmServers-00001.json", &servers(devices))?;
    put(
        "microsoft/depOnboardingSettings-00001.json",
        &collection("beta", &tokens(devices)),
    )?;
    for (region, token) in TOKENS.iter().enumerate() {
        let name = format!("microsoft/enrollmentProfiles.{}-00001.json", token.id);
        put(&name, &collection("beta", &profiles(region)))?;
    }
    put(
        "microsoft/configurationPolicies-00001.json",
        &collection("beta", &policies()),
    )?;
    put(
        "microsoft/applePushNotificationCertificate.json",
        &push_certificate(),
    )?;
    let restrictions = collection("v1.0", &restrictions());
    put(
        "microsoft/deviceEnrollmentConfigurations-00001.json",
        &restrictions,
    )?;
    put(
        "microsoft/conditionalAccessPolicies-00001.json",
        &collection("v1.0", &access_policies()),
    )?;
    put(
        "microsoft/namedLocations-00001.json",
        &collection("v1.0", &[]),
    )?;
    put("microsoft/vppTokens-00001.json", &collection("v1.0", &[]))
}

fn header() -> Value {
    json!({
        "schema": 1,
        "takenAt": super::taken_at().to_string(),
        "tenant": {"name": "Northwind", "id": TENANT},
        "gaps": [
            {"source": "microsoft/devices", "reason": "not_configured", "detail": "not selected"},
            {"source": "microsoft/signIns", "reason": "forbidden", "detail": "no such permission"},
        ],
    })
}

fn collection(version: &str, rows: &[Value]) -> Value {
    let context = format!("https://graph.microsoft.com/{version}/$metadata");
    json!({"@odata.context": context, "value": rows})
}

fn servers(devices: u64) -> Value {
    let rows: Vec<Value> = SERVERS
        .iter()
        .enumerate()
        .map(|(place, server)| {
            let mut attributes = json!({
                "serverName": server.name,
                "serverType": server.kind,
                "status": "ACTIVE",
                "enableMdmDisownFlag": false,
                "createdDateTime": "2021-01-12T09:30:00.269Z",
                "updatedDateTime": "2026-09-01T08:20:00.413Z",
            });
            if server.kind == "MDM" {
                attributes["defaultProductFamilies"] = json!(server.families);
                attributes["lastConnectedDateTime"] = json!("2026-11-20T03:11:04Z");
            }
            if let Some(share) = SHARES.get(place) {
                attributes["deviceCount"] = json!(devices * share / 100);
            }
            json!({"type": "mdmServers", "id": server.id, "attributes": attributes})
        })
        .collect();
    json!({"data": rows, "links": {"self": "https://api-business.apple.com/v1/mdmServers"},
           "meta": {"paging": {"limit": 1000}}})
}

/// About so many of a hundred devices are each region's; both sides count the same.
const SHARES: [u64; 3] = [54, 29, 14];

fn tokens(devices: u64) -> Vec<Value> {
    let token = |(region, token): (usize, &super::tenant::Token)| {
        // A sync that Apple refuses for its terms still ran at three.
        let (error, success) = match region {
            2 => (3, "2026-11-17T15:10:52Z"),
            _ => (0, "2026-11-20T03:10:52Z"),
        };
        json!({
            "id": token.id,
            "appleIdentifier": "apple-admin@northwind.example",
            "tokenExpirationDateTime": "2027-05-11T07:58:00Z",
            "lastModifiedDateTime": "2026-05-11T08:02:44Z",
            "lastSuccessfulSyncDateTime": success,
            "lastSyncTriggeredDateTime": "2026-11-20T03:10:00Z",
            "shareTokenWithSchoolDataSyncService": false,
            "lastSyncErrorCode": error,
            "tokenType": "dep",
            "tokenName": token.name,
            "syncedDeviceCount": devices * SHARES[region] / 100,
            "dataSharingConsentGranted": true,
            "roleScopeTagIds": ["0"],
            "defaultIosEnrollmentProfile": default_profile(region, 0),
            "defaultMacOsEnrollmentProfile": default_profile(region, 3),
        })
    };
    TOKENS.iter().enumerate().map(token).collect()
}

fn default_profile(region: usize, profile: usize) -> Value {
    json!({
        "@odata.type": odata_type(profile),
        "id": profile_id(region, profile),
        "displayName": profile_name(region, profile),
    })
}

fn odata_type(profile: usize) -> String {
    format!(
        "#microsoft.graph.dep{}EnrollmentProfile",
        PROFILES[profile].kind
    )
}

fn profiles(region: usize) -> Vec<Value> {
    let profile = |(number, profile): (usize, &super::tenant::Profile)| {
        json!({
            "@odata.type": odata_type(number),
            "id": profile_id(region, number),
            "displayName": profile_name(region, number),
            "description": "",
            "requiresUserAuthentication": profile.with_user,
            "enableAuthenticationViaCompanyPortal": false,
            "configurationWebUrl": profile.with_user,
            "isDefault": !profile.is_policy && number == 3,
            "supervisedModeEnabled": true,
            "supportDepartment": "Northwind IT",
            "isMandatory": true,
            "supportPhoneNumber": "+1 555 0100",
            "profileRemovalDisabled": true,
            "restoreBlocked": false,
            "waitForDeviceConfiguredConfirmation": true,
            "enableSharedIPad": false,
            "companyPortalVppTokenId": "00000000-0000-0000-0000-000000000000",
        })
    };
    PROFILES.iter().enumerate().map(profile).collect()
}

fn policies() -> Vec<Value> {
    let policy = |(region, token): (usize, &super::tenant::Token)| {
        json!({
            "id": token.profiles[0],
            "name": profile_name(region, 0),
            "description": "",
            "createdDateTime": "2026-06-12T09:12:00.4294728Z",
            "lastModifiedDateTime": "2026-06-12T09:31:00.6469629Z",
            "creationSource": format!("DepTokenId_{}", token.id),
            "isAssigned": false,
            "platforms": "iOS",
            "technologies": "enrollment",
            "roleScopeTagIds": ["0"],
            "settingCount": 31,
            "templateReference": {
                "templateId": "27d20e9c-50c1-48f8-a44c-f37de4510051_1",
                "templateFamily": "enrollmentConfiguration",
            },
        })
    };
    TOKENS.iter().enumerate().map(policy).collect()
}

fn push_certificate() -> Value {
    json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata",
        "appleIdentifier": "apple-admin@northwind.example",
        "topicIdentifier": "com.apple.mgmt.External.3f9a7c10-5b2e-4d84-9c61-e07a8d25b394",
        "lastModifiedDateTime": "2026-03-18T09:26:14Z",
        "expirationDateTime": "2027-03-18T09:21:40Z",
        "certificateSerialNumber": "4B56477D592487AE",
    })
}

fn restrictions() -> Vec<Value> {
    let open = json!({"platformBlocked": false, "personalDeviceEnrollmentBlocked": false,
                      "osMinimumVersion": "16.0", "osMaximumVersion": ""});
    vec![json!({
        "@odata.type": "#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration",
        "id": format!("{TENANT}_DefaultPlatformRestrictions"),
        "displayName": "All users and all devices",
        "priority": 0,
        "lastModifiedDateTime": "2026-06-02T10:30:00Z",
        "version": 3,
        "deviceEnrollmentConfigurationType": "defaultPlatformRestrictions",
        "iosRestriction": open,
        "macOSRestriction": {"platformBlocked": false, "personalDeviceEnrollmentBlocked": false},
    })]
}

fn access_policies() -> Vec<Value> {
    vec![json!({
        "id": "61b0c2d8-9e47-4f35-8a1c-d70e5f926b43",
        "displayName": "Office 365 needs a compliant device",
        "createdDateTime": "2024-05-06T07:45:10Z",
        "modifiedDateTime": "2026-01-12T09:33:05Z",
        "state": "enabled",
        "conditions": {
            "clientAppTypes": ["all"],
            "applications": {"includeApplications": ["Office365"], "excludeApplications": []},
            "users": {"includeUsers": ["All"], "excludeUsers": []},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["compliantDevice"]},
    })]
}
