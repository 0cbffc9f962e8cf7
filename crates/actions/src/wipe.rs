//! Erases a managed device (microsoft.md §2.2). Irreversible.

use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::irreversible::{self, identity};
use crate::sync_device::{PRIVILEGED, address};
use remedy::act::Outcome;
use serde_json::json;

/// Whose record it is, and the wipe. `keepUserData` is a word of Windows' and said all the same, so
/// that no default decides.
pub(crate) fn calls(
    device: &str,
    keep_enrollment_data: bool,
    preserve_data_plan: bool,
) -> Vec<Call> {
    let path = format!("{}/wipe", address(device));
    let wipe = Call::microsoft(Method::Post, path, PRIVILEGED);
    vec![
        identity(device),
        wipe.with(
            json!({"keepEnrollmentData": keep_enrollment_data, "keepUserData": false,
            "persistEsimDataPlan": preserve_data_plan}),
        ),
    ]
}

pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    device: &str,
    serial: &str,
    keeps: (bool, bool),
    label: &Label<'_>,
) -> Outcome {
    irreversible::carry_out(hands, &calls(device, keeps.0, keeps.1), serial, label)
}

#[cfg(test)]
mod tests {
    use crate::call::lines;
    use remedy::act::Act;

    #[test]
    fn what_stays_is_said() {
        let act = Act::Wipe {
            device: "d1".to_owned(),
            serial: "C01".to_owned(),
            keep_enrollment_data: false,
            preserve_data_plan: true,
        };
        let path = "/v1.0/deviceManagement/managedDevices/d1";
        assert_eq!(
            lines(&act),
            [
                format!("GET {path}?$select=id,serialNumber"),
                format!(
                    "POST {path}/wipe {{\"keepEnrollmentData\":false,\"keepUserData\":false,\
                     \"persistEsimDataPlan\":true}}"
                )
            ]
        );
    }
}
