//! What decides whether "compliant" means something: the tenant's settings, compliance policies and
//! whom they are for, the Enterprise SSO plug-in, and the enrollment app.

use super::access_files::ENROLLMENT;
use super::directory_files::{EXCEPTIONS, Group, PILOT};
use crate::random::scrambled;
use crate::world::{Named, World};
use serde_json::{Value, json};

/// For whom there is a compliance policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Checked {
    /// Everybody, and devices that belong to nobody.
    Everybody,
    /// Everybody but whoever was let off "for a while".
    ButExceptions,
    /// The first who try what is new.
    Pilot,
    /// Nobody: there is no policy.
    Nobody,
}

/// A tenant's posture beside Conditional Access: the truth about what its files say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Upkeep {
    /// `secureByDefault`.
    pub secure_by_default: bool,
    /// Who has a policy for iPhone and iPad.
    pub phones: Checked,
    /// Who has a policy for the Mac.
    pub macs: Checked,
    /// Whether the plug-in for signing on is rolled out to phones, and to Macs.
    pub plug_in: [bool; 2],
    /// Whether registering a device in Entra takes a second factor.
    pub factor_to_register: bool,
    /// Whether the service principal *Microsoft Intune Enrollment* exists.
    pub enrollment_app: bool,
}

impl Upkeep {
    /// The tenant's.
    pub fn of(world: &World) -> Self {
        // A number of its own, so that it does not go with the posture of Conditional Access.
        let dice = scrambled(world.seed ^ 0x18);
        let die = |place: u32, sides: u64| (dice >> (8 * place)) % sides;
        Self {
            secure_by_default: die(0, 4) > 0,
            phones: match die(1, 8) {
                0 => Checked::Pilot,
                1 | 2 => Checked::ButExceptions,
                _ => Checked::Everybody,
            },
            macs: match die(2, 4) {
                0 => Checked::Nobody,
                1 => Checked::Pilot,
                _ => Checked::Everybody,
            },
            plug_in: [die(3, 3) > 0, die(4, 2) > 0],
            factor_to_register: die(6, 3) == 0,
            enrollment_app: die(5, 3) > 0,
        }
    }
}

/// `deviceManagement`, as far as it is no list.
pub(super) fn settings(world: &World) -> Vec<u8> {
    let secure = Upkeep::of(world).secure_by_default;
    document(&json!({"id": world.guid(Named::Tenant, 0).to_string(),
        "subscriptionState": "active",
        "settings": {"secureByDefault": secure, "deviceComplianceCheckinThresholdDays": 30}}))
}

/// `identitySecurityDefaultsEnforcementPolicy`: off, as wherever a policy of Conditional Access is
/// enforced, and each tenant has one.
pub(super) fn security_defaults() -> Vec<u8> {
    document(&json!({"id": "00000000-0000-0000-0000-000000000005",
        "displayName": "Security Defaults", "isEnabled": false}))
}

/// `deviceRegistrationPolicy`.
pub(super) fn device_registration(world: &World) -> Vec<u8> {
    let asked = if Upkeep::of(world).factor_to_register {
        "required"
    } else {
        "notRequired"
    };
    let all = json!({"@odata.type": "#microsoft.graph.allDeviceRegistrationMembership"});
    document(
        &json!({"id": "deviceRegistrationPolicy", "userDeviceQuota": 50,
        "multiFactorAuthConfiguration": asked,
        "azureADRegistration": {"isAdminConfigurable": false, "allowedToRegister": all}}),
    )
}

fn document(value: &Value) -> Vec<u8> {
    let mut text = value.to_string();
    text.push('\n');
    text.into_bytes()
}

/// Rows of `deviceCompliancePolicies`. One for Windows is among them, as in most tenants.
pub(super) fn compliance(world: &World) -> Vec<Vec<u8>> {
    let upkeep = Upkeep::of(world);
    let policy = |number: u64, kind: &str, name: &str, checked: Checked| {
        let id = world.guid(Named::Policy, number).to_string();
        json!({"@odata.type": format!("#microsoft.graph.{kind}"), "id": id, "displayName": name,
            "version": 1, "assignments": assignments(world, &id, checked)})
    };
    let mut rows = vec![
        policy(40, "iosCompliancePolicy", "iPhone and iPad", upkeep.phones),
        policy(
            42,
            "windows10CompliancePolicy",
            "Windows",
            Checked::Everybody,
        ),
    ];
    if upkeep.macs != Checked::Nobody {
        rows.push(policy(41, "macOSCompliancePolicy", "Mac", upkeep.macs));
    }
    written(&rows)
}

/// Rows of `deviceConfigurations`: the plug-in for phones, and another profile.
pub(super) fn configurations(world: &World) -> Vec<Vec<u8>> {
    let [phones, macs] = Upkeep::of(world).plug_in;
    let profile = |number: u64, kind: &str, name: &str, used: bool| {
        let id = world.guid(Named::Policy, number).to_string();
        let whom = if used {
            Checked::Everybody
        } else {
            Checked::Nobody
        };
        json!({"@odata.type": format!("#microsoft.graph.{kind}"), "id": id, "displayName": name,
            "version": 1, "assignments": assignments(world, &id, whom)})
    };
    let mut plug_in = profile(50, "iosDeviceFeaturesConfiguration", "Sign-on", phones);
    plug_in["iosSingleSignOnExtension"] = json!({
        "@odata.type": "#microsoft.graph.iosAzureAdSingleSignOnExtension",
        "enableSharedDeviceMode": false});
    let mut mac = profile(51, "macOSDeviceFeaturesConfiguration", "Sign-on, Mac", macs);
    mac["macOSSingleSignOnExtension"] = json!({
        "@odata.type": "#microsoft.graph.macOSRedirectSingleSignOnExtension",
        "extensionIdentifier": "com.microsoft.CompanyPortalMac.ssoextension",
        "teamIdentifier": "UBF8T346G9", "urlPrefixes": ["https://login.microsoftonline.com"]});
    let other = profile(52, "iosGeneralDeviceConfiguration", "Restrictions", true);
    written(&[plug_in, mac, other])
}

/// Rows of `servicePrincipals`: the enrollment app alone, where there is one.
pub(super) fn programs(world: &World) -> Vec<Vec<u8>> {
    let row = json!({"id": world.guid(Named::Policy, 60).to_string(), "appId": ENROLLMENT,
        "displayName": "Microsoft Intune Enrollment", "accountEnabled": true});
    let there = Upkeep::of(world).enrollment_app;
    written(if there {
        std::slice::from_ref(&row)
    } else {
        &[]
    })
}

fn assignments(world: &World, policy: &str, checked: Checked) -> Value {
    let target = |kind: &str, group: Option<Group>| {
        let mut target = json!({"@odata.type": format!("#microsoft.graph.{kind}AssignmentTarget")});
        if let Some(group) = group {
            target["groupId"] = json!(group.id(world).to_string());
        }
        json!({"id": format!("{policy}_{kind}"), "target": target})
    };
    let everybody = || vec![target("allLicensedUsers", None), target("allDevices", None)];
    Value::Array(match checked {
        Checked::Everybody => everybody(),
        Checked::ButExceptions => {
            let mut all = everybody();
            all.push(target("exclusionGroup", Some(EXCEPTIONS)));
            all
        }
        Checked::Pilot => vec![target("group", Some(PILOT))],
        Checked::Nobody => Vec::new(),
    })
}

fn written(rows: &[Value]) -> Vec<Vec<u8>> {
    let rows = rows.iter().map(|row| row.to_string().into_bytes());
    rows.collect()
}
