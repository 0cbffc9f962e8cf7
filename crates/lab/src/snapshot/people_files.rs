//! What people have: licences, second factors, devices of other kinds, and how many they may have
//! (microsoft.md §1.1, §1.7).

use super::directory_files;
use super::pen::Pen;
use crate::clock::{DAY, YEAR};
use crate::world::{LIMITS, Named, Registered, Trouble, World, user_name};
use serde_json::json;

/// Microsoft 365 E3, which holds Intune, and Exchange Online, which does not.
const SUITE: &str = "05e9a617-0261-4cee-bb44-138d3ef5d965";
const MAIL: &str = "19ec0d23-8335-4cbd-94ac-6050e30712fa";
const INTUNE: &str = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5";
const EXCHANGE: &str = "efb87545-963c-4e0d-99df-69c6916d9eb0";

/// `assignedLicenses` of somebody. While all licences are gone the suite is still assigned, and
/// suspended; who lacks one has mail alone, or the suite without Intune.
pub(super) fn licences(world: &World, number: u64) -> String {
    let person = world.person(number);
    let licence =
        |product: &str, off: &[&str]| json!({"skuId": product, "disabledPlans": off}).to_string();
    let licence = match (person.licensed_from > world.looked_at, number % 2) {
        (false, _) => licence(SUITE, &[]),
        (true, 0) => licence(MAIL, &[]),
        (true, _) => licence(SUITE, &[INTUNE]),
    };
    format!("[{licence}]")
}

/// Rows of `subscribedSkus`.
pub(super) fn subscriptions(world: &World) -> Vec<Vec<u8>> {
    let gone = world
        .tenant
        .episodes
        .holds(Trouble::LicencesGone, world.looked_at);
    let plan = |id: &str, name: &str| {
        json!({"servicePlanId": id, "servicePlanName": name,
            "provisioningStatus": "Success", "appliesTo": "User"})
    };
    let exchange = plan(EXCHANGE, "EXCHANGE_S_ENTERPRISE");
    let state = if gone { "Suspended" } else { "Enabled" };
    let tenant = world.guid(Named::Tenant, 0).to_string();
    let product = |id: &str, name: &str, state: &str, plans: serde_json::Value| {
        json!({"id": format!("{tenant}_{id}"), "skuId": id, "skuPartNumber": name,
            "capabilityStatus": state, "appliesTo": "User", "servicePlans": plans})
        .to_string()
        .into_bytes()
    };
    vec![
        product(
            SUITE,
            "SPE_E3",
            state,
            json!([plan(INTUNE, "INTUNE_A"), exchange]),
        ),
        product(MAIL, "EXCHANGEENTERPRISE", "Enabled", json!([exchange])),
    ]
}

/// Rows of `userRegistrationDetails`; accounts that are disabled are in no row.
pub(super) fn second_factors(world: &World) -> Vec<Vec<u8>> {
    let mut rows = Vec::new();
    for number in directory_files::people(world) {
        let Some(has) = world.readiness(number).filter(|it| it.enabled) else {
            continue;
        };
        let methods: &[&str] = match has.registered {
            Registered::Nothing => &["email"],
            Registered::KeysAlone => &["fido2SecurityKey", "windowsHelloForBusiness"],
            Registered::Pass => &["temporaryAccessPass"],
            Registered::Telephone => &["mobilePhone", "email"],
            Registered::App { with_key: true } => {
                &["microsoftAuthenticatorPush", "passKeyDeviceBound"]
            }
            Registered::App { with_key: false } => &["microsoftAuthenticatorPush"],
        };
        let mut row = Vec::new();
        let mut pen = Pen::open(&mut row);
        pen.guid("id", world.account_id(number));
        pen.text("userPrincipalName", &user_name(number, &world.domain()));
        pen.text("userType", "member");
        pen.flag("isMfaCapable", has.registered != Registered::Nothing);
        pen.flag("isMfaRegistered", has.registered != Registered::Nothing);
        pen.raw("methodsRegistered", &json!(methods).to_string());
        pen.close();
        rows.push(row);
    }
    rows
}

/// How many telephones of other makers somebody has in Intune: as many as they may have at all, or
/// none.
pub(super) fn telephones(world: &World, owner: u64) -> u64 {
    world.readiness(owner).map_or(0, |it| u64::from(it.others))
}

/// `managedDevice`: an Android telephone with a work profile, which hides its serial number.
pub(super) fn telephone(world: &World, owner: u64, number: u64, out: &mut Vec<u8>) {
    let mut pen = Pen::open(out);
    // Numbers of telephones lie beyond those of all other devices.
    pen.guid(
        "id",
        world.guid(Named::Managed, 1 << 50 | owner << 4 | number),
    );
    pen.guid("userId", world.account_id(owner));
    let user = user_name(owner, &world.domain());
    pen.text("userPrincipalName", &user);
    pen.text("deviceName", &format!("{user}_AndroidForWork_{number}"));
    pen.text("managedDeviceOwnerType", "personal");
    pen.time("enrolledDateTime", world.from - YEAR);
    pen.time("lastSyncDateTime", world.looked_at - DAY);
    pen.text("operatingSystem", "AndroidForWork");
    pen.text("osVersion", "16");
    pen.text("complianceState", "compliant");
    pen.text("managementAgent", "mdm");
    pen.text("managementState", "managed");
    pen.flag("azureADRegistered", false);
    pen.text("azureADDeviceId", "00000000-0000-0000-0000-000000000000");
    pen.text("deviceEnrollmentType", "userEnrollment");
    pen.text("deviceRegistrationState", "notRegistered");
    pen.flag("isSupervised", false);
    pen.flag("isEncrypted", true);
    pen.text("manufacturer", "Fairphone");
    pen.text("model", "Fairphone 5");
    pen.text("serialNumber", "");
    pen.text("imei", "");
    pen.text("enrollmentProfileName", "");
    pen.close();
}

/// The device limits among the rows of `deviceEnrollmentConfigurations`: everybody's, and that of
/// the pilots, which comes first.
pub(super) fn limits(world: &World) -> Vec<Vec<u8>> {
    let pilot = directory_files::PILOT.id(world);
    let everybody = json!({"@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget"});
    let pilots = json!({"@odata.type": "#microsoft.graph.groupAssignmentTarget",
        "groupId": pilot.to_string()});
    let all = [
        (
            31,
            "All users",
            0,
            "DefaultLimit",
            "defaultLimit",
            everybody,
        ),
        (32, "Pilot", 1, "Limit", "limit", pilots),
    ];
    let rows = all.into_iter().zip(LIMITS);
    rows.map(|((number, name, priority, suffix, kind, target), limit)| {
        let id = format!("{}_{suffix}", world.guid(Named::Policy, number));
        let mut row = Vec::new();
        let mut pen = Pen::open(&mut row);
        pen.text(
            "@odata.type",
            "#microsoft.graph.deviceEnrollmentLimitConfiguration",
        );
        pen.text("id", &id);
        pen.text("displayName", name);
        pen.number("priority", priority);
        pen.time("lastModifiedDateTime", world.from - YEAR);
        pen.text("deviceEnrollmentConfigurationType", kind);
        pen.number("limit", u64::from(limit));
        let assignment = json!([{"id": format!("{id}_1"), "target": target}]);
        pen.raw("assignments", &assignment.to_string());
        pen.close();
        row
    })
    .collect()
}
