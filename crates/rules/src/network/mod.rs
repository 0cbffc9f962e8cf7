//! Network, protocol, hardware.

mod c45_network_blocks;
mod c46_identity_certificate_timed_out;
mod c47_clock_wrong;
mod c48_activation_lock_stops_setup;
mod c49_system_too_old;
mod c50_in_progress;
mod c51_hardware_fault;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &c45_network_blocks::RULE,
    &c46_identity_certificate_timed_out::RULE,
    &c47_clock_wrong::RULE,
    &c48_activation_lock_stops_setup::RULE,
    &c49_system_too_old::RULE,
    &c50_in_progress::RULE,
    &c51_hardware_fault::RULE,
];
