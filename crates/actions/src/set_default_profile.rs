//! Makes a profile the default of its token and platform (microsoft.md §1.5, §2.1). Nothing unsets
//! a default; another takes its place.

use crate::assign_profile::address;
use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::reversible::IfLost;
use crate::sync_token::WRITE;
use remedy::act::Outcome;

/// The call. It was seen only without the prefix that a list gives to policies of the second
/// generation (microsoft.md §1.5).
pub(crate) fn calls(token: &str, profile: &str) -> Vec<Call> {
    let profile = profile.strip_prefix("ECV2_").unwrap_or(profile);
    let path = format!("{}/setDefaultProfile", address(token, profile));
    vec![Call::microsoft(Method::Post, path, WRITE)]
}

pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    token: &str,
    profile: &str,
    label: &Label<'_>,
) -> Outcome {
    hands.all(&calls(token, profile), label, IfLost::SendAgain)
}

#[cfg(test)]
mod tests {
    use crate::call::lines;
    use remedy::act::Act;

    #[test]
    fn the_call_is_without_the_prefix_of_a_list() {
        for profile in ["ECV2_t1_p1", "t1_p1"] {
            let act = Act::SetDefaultProfile {
                token: "t1".to_owned(),
                profile: profile.to_owned(),
            };
            assert_eq!(
                lines(&act),
                [
                    "POST /beta/deviceManagement/depOnboardingSettings/t1/enrollmentProfiles/t1_p1/\
                  setDefaultProfile"
                ]
            );
        }
    }
}
