//! The device missed its moment to ask Apple.

mod c01_activated_before_added;
mod c02_activated_before_assigned;
mod c03_activated_before_imported;
mod c04_activated_before_profile;
mod c05_still_on_configurator_service;
mod c06_profile_cleared_by_reassignment;
mod c07_profile_older_than_token;
mod c08_backup_restored_unmanaged_state;
mod c09_set_up_from_another_device;
mod c10_left_within_thirty_days;
mod c11_management_profile_removed;
mod c12_enrolled_by_hand;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &c01_activated_before_added::RULE,
    &c02_activated_before_assigned::RULE,
    &c03_activated_before_imported::RULE,
    &c04_activated_before_profile::RULE,
    &c05_still_on_configurator_service::RULE,
    &c06_profile_cleared_by_reassignment::RULE,
    &c07_profile_older_than_token::RULE,
    &c08_backup_restored_unmanaged_state::RULE,
    &c09_set_up_from_another_device::RULE,
    &c10_left_within_thirty_days::RULE,
    &c11_management_profile_removed::RULE,
    &c12_enrolled_by_hand::RULE,
];
