//! What may be sent at all. Whoever wants to know what this product can do to a tenant reads this
//! file: no request leaves that it does not list, with the document that it lists.
//!
//! Not here, and therefore impossible: to release a device or take it off its service, to read or
//! replace an Apple token, to touch the push certificate or Conditional Access, to delete anything.

use crate::call::{Call, Method, Vendor};
use serde_json::{Map, Value};
use sources::live::is_plain;

/// The devices of one request. Apple has published no limit, Microsoft's samples stop here
/// (apple.md §1.6, microsoft.md §2.1).
const SERIALS_MOST: usize = 1_000;

/// The document of a request.
#[derive(Clone, Copy)]
enum Document {
    /// There is none.
    Nothing,
    /// An activity at Apple, of one of [`ACTIVITIES`].
    Activity,
    /// Serial numbers.
    Serials,
    /// A profile's kind, and its description.
    Description,
    /// What a wipe leaves.
    Wipe,
}

/// What devices can be told at Apple. Releasing is not among it.
const ACTIVITIES: [&str; 3] = [
    "ASSIGN_DEVICES",
    "ASSIGN_DEVICES_WITH_MDM_MIGRATION_DEADLINE",
    "CANCEL_MDM_MIGRATION",
];

/// The writes. A star is an identifier.
const WRITES: [(Vendor, Method, &str, Document); 8] = [
    (
        Vendor::Apple,
        Method::Post,
        "/v1/orgDeviceActivities",
        Document::Activity,
    ),
    (
        Vendor::Microsoft,
        Method::Post,
        "/beta/deviceManagement/depOnboardingSettings/*/syncWithAppleDeviceEnrollmentProgram",
        Document::Nothing,
    ),
    (
        Vendor::Microsoft,
        Method::Post,
        "/beta/deviceManagement/depOnboardingSettings/*/enrollmentProfiles/*/\
         updateDeviceProfileAssignment",
        Document::Serials,
    ),
    (
        Vendor::Microsoft,
        Method::Post,
        "/beta/deviceManagement/depOnboardingSettings/*/enrollmentProfiles/*/setDefaultProfile",
        Document::Nothing,
    ),
    (
        Vendor::Microsoft,
        Method::Patch,
        "/beta/deviceManagement/depOnboardingSettings/*/enrollmentProfiles/*",
        Document::Description,
    ),
    (
        Vendor::Microsoft,
        Method::Post,
        "/v1.0/deviceManagement/managedDevices/*/syncDevice",
        Document::Nothing,
    ),
    (
        Vendor::Microsoft,
        Method::Post,
        "/v1.0/deviceManagement/managedDevices/*/retire",
        Document::Nothing,
    ),
    (
        Vendor::Microsoft,
        Method::Post,
        "/v1.0/deviceManagement/managedDevices/*/wipe",
        Document::Wipe,
    ),
];

/// What is read before a write and after it.
const READS: [(Vendor, &str); 7] = [
    (Vendor::Apple, "/v1/orgDeviceActivities/*"),
    (Vendor::Apple, "/v1/orgDevices/*"),
    (
        Vendor::Apple,
        "/v1/orgDevices/*/relationships/assignedServer",
    ),
    (
        Vendor::Microsoft,
        "/v1.0/deviceManagement/managedDevices/*?$select=id,serialNumber",
    ),
    (
        Vendor::Microsoft,
        "/beta/deviceManagement/depOnboardingSettings/*",
    ),
    (
        Vendor::Microsoft,
        "/beta/deviceManagement/depOnboardingSettings/*/enrollmentProfiles/*",
    ),
    (
        Vendor::Microsoft,
        "/beta/deviceManagement/operationApprovalRequests?$filter=requestId%20eq%20%27*%27",
    ),
];

/// Whether a request may be sent.
pub(crate) fn check(call: &Call) -> Result<(), String> {
    let reads = |(vendor, path): &(Vendor, &str)| {
        *vendor == call.vendor && call.body.is_none() && fits(path, &call.path)
    };
    let writes = |(vendor, method, path, document): &(Vendor, Method, &str, Document)| {
        *vendor == call.vendor
            && *method == call.method
            && fits(path, &call.path)
            && document.fits(call.body.as_ref())
    };
    let is_listed = if call.writes() {
        WRITES.iter().any(writes)
    } else {
        READS.iter().any(reads)
    };
    if is_listed {
        return Ok(());
    }
    Err(format!(
        "nothing was sent: {} {} is no request that this program may send, or one of its \
         identifiers cannot be one",
        call.method, call.path
    ))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut patterns, mut parts) = (pattern.split('/'), path.split('/'));
    loop {
        match (patterns.next(), parts.next()) {
            (None, None) => return true,
            (Some(pattern), Some(part)) if part_fits(pattern, part) => {}
            _ => return false,
        }
    }
}

fn part_fits(pattern: &str, part: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == part,
        Some((before, after)) => {
            let rest = part.strip_prefix(before);
            rest.and_then(|rest| rest.strip_suffix(after))
                .is_some_and(is_plain)
        }
    }
}

impl Document {
    fn fits(self, body: Option<&Value>) -> bool {
        let object = body.and_then(Value::as_object);
        match (self, object) {
            (Self::Nothing, None) => body.is_none(),
            (Self::Activity, Some(object)) => is_activity(object),
            (Self::Serials, Some(object)) => {
                let text = |serial: &Value| serial.as_str().map(str::to_owned);
                is_of(object, &["deviceIds"]) && are_serials(&object["deviceIds"], text)
            }
            (Self::Description, Some(object)) => {
                is_of(object, &["@odata.type", "description"])
                    && object.values().all(Value::is_string)
            }
            (Self::Wipe, Some(object)) => {
                is_of(
                    object,
                    &["keepEnrollmentData", "keepUserData", "persistEsimDataPlan"],
                ) && object.values().all(Value::is_boolean)
            }
            _ => false,
        }
    }
}

fn is_activity(object: &Map<String, Value>) -> bool {
    let data = &object["data"];
    let kind = data["attributes"]["activityType"].as_str();
    let related = |linkage: &Value| {
        let its = linkage["type"] == "orgDevices";
        linkage["id"].as_str().filter(|_| its).map(str::to_owned)
    };
    is_of(object, &["data"])
        && data["type"] == "orgDeviceActivities"
        && kind.is_some_and(|kind| ACTIVITIES.contains(&kind))
        && are_serials(&data["relationships"]["devices"]["data"], related)
}

/// Whether an object has these fields, and no others.
fn is_of(object: &Map<String, Value>, fields: &[&str]) -> bool {
    object.len() == fields.len() && fields.iter().all(|field| object.contains_key(*field))
}

fn are_serials(list: &Value, serial: impl Fn(&Value) -> Option<String>) -> bool {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let is_one = |value: &Value| serial(value).is_some_and(|serial| is_plain(&serial));
    (1..=SERIALS_MOST).contains(&list.len()) && list.iter().all(is_one)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::call::{Call, Method, calls};
    use crate::{activity, approval};
    use enrollment::moment::Moment;
    use remedy::act::Act;
    use serde_json::{Value, json};

    fn word(text: &str) -> String {
        text.to_owned()
    }

    fn acts(device: &str, serial: &str) -> [Act; 10] {
        let (token, profile, service) = (word("t1"), word("t1_p1"), word("A1"));
        let serials = vec![word(serial)];
        let (device, serial) = (word(device), word(serial));
        [
            Act::AssignService {
                service: service.clone(),
                serials: serials.clone(),
            },
            Act::Migrate {
                service,
                serials: serials.clone(),
                deadline: Moment::FIRST,
            },
            Act::CancelMigration {
                serials: serials.clone(),
            },
            Act::SyncToken {
                token: token.clone(),
            },
            Act::AssignProfile {
                token: token.clone(),
                profile: profile.clone(),
                serials,
            },
            Act::SetDefaultProfile {
                token: token.clone(),
                profile: profile.clone(),
            },
            Act::TouchProfile { token, profile },
            Act::SyncDevice {
                device: device.clone(),
            },
            Act::Retire {
                device: device.clone(),
                serial: serial.clone(),
            },
            Act::Wipe {
                device,
                serial,
                keep_enrollment_data: false,
                preserve_data_plan: true,
            },
        ]
    }

    #[test]
    fn every_call_of_every_act_may_be_sent() {
        for act in acts("d1", "C01") {
            for call in calls(&act) {
                let call = call.filled("{activity}", "7");
                assert_eq!(check(&call), Ok(()), "{call}");
            }
        }
        assert_eq!(check(&approval::call("0b5a7e1c")), Ok(()));
    }

    #[test]
    fn an_identifier_leads_nowhere_else() {
        for bad in [
            "../../x",
            "a/b",
            "a?b",
            "a b",
            "",
            "..",
            "a%2fb",
            "{activity}",
        ] {
            let of_device = acts(bad, "C01").into_iter().skip(7);
            let of_serial = acts("d1", bad).into_iter().take(3);
            for act in of_device.chain(of_serial) {
                let sent = calls(&act).into_iter().filter(Call::writes);
                for call in sent {
                    assert!(check(&call).is_err(), "{call}");
                }
            }
        }
    }

    #[test]
    fn nothing_else_may_be_sent() {
        let order = |kind: &str| {
            let devices = activity::serials_of(&[word("C01")]);
            activity::order(&json!({"activityType": kind}), &json!({"devices": devices}))
        };
        let many: Vec<String> = (0..=1_000).map(|number| format!("C{number}")).collect();
        let post = |path: &str| Call::microsoft(Method::Post, word(path), "");
        let with = |path: &str, body: Value| post(path).with(body);
        let token = "/beta/deviceManagement/depOnboardingSettings/t1";
        let assignment = format!("{token}/enrollmentProfiles/p1/updateDeviceProfileAssignment");
        let wipe = "/v1.0/deviceManagement/managedDevices/d1/wipe";
        let patch = |path: String, body: Value| Call::microsoft(Method::Patch, path, "").with(body);
        let profile = format!("{token}/enrollmentProfiles/p1");
        for call in [
            order("RELEASE_DEVICES"),
            order("UNASSIGN_DEVICES"),
            order("UPDATE_MDM_MIGRATION_DEADLINE"),
            activity::order(
                &json!({"activityType": "ASSIGN_DEVICES"}),
                &json!({"devices": activity::serials_of(&many)}),
            ),
            Call::apple(Method::Post, word("/v1/mdmServers")),
            Call::apple(Method::Get, word("/v1/orgDevices")),
            post(&format!("{token}/releaseAppleDevices")),
            post(&format!("{token}/uploadDepToken")),
            post(&format!("{token}/generateEncryptionPublicKey")),
            post("/v1.0/deviceManagement/managedDevices/executeAction"),
            post("/v1.0/deviceManagement/applePushNotificationCertificate"),
            post("/v1.0/identity/conditionalAccess/policies"),
            // Without saying what stays, or with more than that.
            post(wipe),
            with(
                wipe,
                json!({"keepEnrollmentData": false, "keepUserData": false}),
            ),
            with(
                wipe,
                json!({"keepEnrollmentData": 1, "keepUserData": false,
                    "persistEsimDataPlan": true}),
            ),
            with(&assignment, json!({"deviceIds": []})),
            with(&assignment, json!({"deviceIds": ["a b"]})),
            with(&assignment, json!({"deviceIds": ["C01"], "more": 1})),
            patch(word(token), json!({"@odata.type": "x", "description": "y"})),
            patch(
                profile.clone(),
                json!({"@odata.type": "x", "isMandatory": false}),
            ),
            patch(profile, json!({"@odata.type": "x", "description": false})),
            with(
                "/v1.0/deviceManagement/managedDevices/d1/syncDevice",
                json!({}),
            ),
            Call {
                vendor: crate::call::Vendor::Apple,
                ..post("/v1.0/deviceManagement/managedDevices/d1/retire")
            },
        ] {
            assert!(check(&call).is_err(), "{call}");
        }
    }
}
