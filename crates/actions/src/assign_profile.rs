//! Assigns an enrollment profile to devices (microsoft.md §2.1).

use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::reversible::IfLost;
use crate::sync_token::WRITE;
use remedy::act::Outcome;
use serde_json::json;

/// The assignment. What Microsoft calls identifiers here are serial numbers; the profile's
/// identifier is sent as it is listed.
pub(crate) fn calls(token: &str, profile: &str, serials: &[String]) -> Vec<Call> {
    let path = format!("{}/updateDeviceProfileAssignment", address(token, profile));
    let call = Call::microsoft(Method::Post, path, WRITE);
    vec![call.with(json!({"deviceIds": serials}))]
}

/// A profile of a token.
pub(crate) fn address(token: &str, profile: &str) -> String {
    format!("/beta/deviceManagement/depOnboardingSettings/{token}/enrollmentProfiles/{profile}")
}

pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    token: &str,
    profile: &str,
    serials: &[String],
    label: &Label<'_>,
) -> Outcome {
    hands.all(&calls(token, profile, serials), label, IfLost::SendAgain)
}

#[cfg(test)]
mod tests {
    use crate::call::lines;
    use remedy::act::Act;

    #[test]
    fn the_call_names_serial_numbers() {
        let act = Act::AssignProfile {
            token: "t1".to_owned(),
            profile: "ECV2_t1_p1".to_owned(),
            serials: vec!["C01".to_owned(), "C02".to_owned()],
        };
        assert_eq!(
            lines(&act),
            [
                "POST /beta/deviceManagement/depOnboardingSettings/t1/enrollmentProfiles/\
                 ECV2_t1_p1/updateDeviceProfileAssignment {\"deviceIds\":[\"C01\",\"C02\"]}"
            ]
        );
    }
}
