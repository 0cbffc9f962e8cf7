//! A fault of the tenant, its tokens, certificates or profiles.

mod c21_token_expired;
mod c22_token_invalidated;
mod c23_terms_not_accepted;
mod c24_service_removed;
mod c25_sync_broken;
mod c26_push_certificate_invalid;
mod c27_push_certificate_replaced;
mod c28_authority_or_subscription;
mod c29_apps_token_broken;
mod c30_profile_rejected;
mod c31_consent_missing;
mod c32_profile_unsuitable;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &c21_token_expired::RULE,
    &c22_token_invalidated::RULE,
    &c23_terms_not_accepted::RULE,
    &c24_service_removed::RULE,
    &c25_sync_broken::RULE,
    &c26_push_certificate_invalid::RULE,
    &c27_push_certificate_replaced::RULE,
    &c28_authority_or_subscription::RULE,
    &c29_apps_token_broken::RULE,
    &c30_profile_rejected::RULE,
    &c31_consent_missing::RULE,
    &c32_profile_unsuitable::RULE,
];
