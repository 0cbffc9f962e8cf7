//! The person and their account.

mod c33_no_licence;
mod c34_platform_restricted;
mod c35_os_version_restricted;
mod c36_device_cap_reached;
mod c37_second_factor_with_legacy_sign_in;
mod c38_second_factor_unusable;
mod c39_access_policy_blocks_enrollment;
mod c40_federation_mismatch;
mod c41_diverted_to_user_enrollment;
mod c42_enrollment_manager_account;
mod c43_person_gave_up;
mod c44_government_cloud_redirect;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &c33_no_licence::RULE,
    &c34_platform_restricted::RULE,
    &c35_os_version_restricted::RULE,
    &c36_device_cap_reached::RULE,
    &c37_second_factor_with_legacy_sign_in::RULE,
    &c38_second_factor_unusable::RULE,
    &c39_access_policy_blocks_enrollment::RULE,
    &c40_federation_mismatch::RULE,
    &c41_diverted_to_user_enrollment::RULE,
    &c42_enrollment_manager_account::RULE,
    &c43_person_gave_up::RULE,
    &c44_government_cloud_redirect::RULE,
];
