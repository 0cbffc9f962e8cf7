//! Writes a profile's own description back with a changed remark, so that Intune hands the profile
//! to Apple again (causality.md R4). Nothing else of the profile is sent.

use crate::assign_profile::address;
use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::reversible::IfLost;
use crate::sync_token::{READ, WRITE};
use remedy::act::Outcome;
use serde_json::json;

const KIND: &str = "{type}";
const DESCRIPTION: &str = "{description}";
const REMARK: &str = " [firstcontact ";
/// Digits of the act's number in the remark: enough to differ from the remark before.
const DIGITS: usize = 8;

/// The profile as it is, and its description.
pub(crate) fn calls(token: &str, profile: &str) -> Vec<Call> {
    let path = address(token, profile);
    let change = Call::microsoft(Method::Patch, path.clone(), WRITE);
    vec![
        Call::microsoft(Method::Get, path, READ),
        change.with(json!({"@odata.type": KIND, "description": DESCRIPTION})),
    ]
}

pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    token: &str,
    profile: &str,
    label: &Label<'_>,
) -> Outcome {
    if profile.starts_with("ECV2_") {
        let why = "this is an enrollment policy of the second generation, whose description says \
                   nothing to Apple; assign another policy and then this one again";
        return Outcome::NotSent { why: why.into() };
    }
    let [reading, change] = &calls(token, profile)[..] else {
        let why = "a change without its reading".to_owned();
        return Outcome::NotSent { why };
    };
    let found = match hands.read(reading) {
        Err(why) => return Outcome::NotSent { why },
        Ok(answer) if answer.status == 404 => {
            let why = format!("Intune has no profile {profile} on the token {token}");
            return Outcome::Refused { why };
        }
        Ok(answer) => answer.document(),
    };
    let Some(kind) = found["@odata.type"].as_str() else {
        let why = "Microsoft does not say what kind of profile this is".to_owned();
        return Outcome::NotSent { why };
    };
    let description = found["description"].as_str().unwrap_or_default();
    let change = change
        .filled(KIND, kind)
        .filled(DESCRIPTION, &remarked(description, &label.number));
    hands.all(&[change], label, IfLost::SendAgain)
}

/// The description with this act's remark in the place of an earlier one. The same act always makes
/// the same one, however often it is sent.
fn remarked(description: &str, number: &str) -> String {
    let before = match description.rfind(REMARK) {
        Some(place) if description.ends_with(']') => &description[..place],
        _ => description,
    };
    let digits: String = number.chars().take(DIGITS).collect();
    format!("{before}{REMARK}{digits}]")
}

#[cfg(test)]
mod tests {
    use super::remarked;
    use crate::call::lines;
    use remedy::act::Act;

    #[test]
    fn the_calls_are_a_reading_and_a_description() {
        let act = Act::TouchProfile {
            token: "t1".to_owned(),
            profile: "t1_p1".to_owned(),
        };
        let path = "/beta/deviceManagement/depOnboardingSettings/t1/enrollmentProfiles/t1_p1";
        assert_eq!(
            lines(&act),
            [
                format!("GET {path}"),
                format!(
                    "PATCH {path} {{\"@odata.type\":\"{{type}}\",\"description\":\
                     \"{{description}}\"}}"
                ),
            ]
        );
    }

    #[test]
    fn a_remark_takes_the_place_of_the_one_before() {
        let once = remarked("For sales", "12345678-9abc");
        assert_eq!(once, "For sales [firstcontact 12345678]");
        assert_eq!(remarked(&once, "12345678-9abc"), once);
        let twice = remarked(&once, "87654321-9abc");
        assert_eq!(twice, "For sales [firstcontact 87654321]");
        assert_eq!(remarked("", "1"), " [firstcontact 1]");
    }
}
