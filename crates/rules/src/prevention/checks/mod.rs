//! The checks, one file each; they are equals and do not know each other.

pub(super) mod p01_purchase_channel;
pub(super) mod p02_suppliers_linked;
pub(super) mod p03_default_service;
pub(super) mod p04_default_profile;
pub(super) mod p05_sync_health;
pub(super) mod p06_expiry;
pub(super) mod p07_terms;
pub(super) mod p08_profile_lint;
pub(super) mod p09_add_gap;
pub(super) mod p10_own_list;
pub(super) mod p11_reassignment;
pub(super) mod p12_restrictions;
pub(super) mod p13_person_ready;
pub(super) mod p14_network;
pub(super) mod p15_repairs;
pub(super) mod p16_releases;
pub(super) mod p17_registration;
pub(super) mod p18_compliance_default;

use super::check::Check;

/// Every check, in the order of the codes.
pub(super) static CHECKS: [&Check; 18] = [
    &p01_purchase_channel::CHECK,
    &p02_suppliers_linked::CHECK,
    &p03_default_service::CHECK,
    &p04_default_profile::CHECK,
    &p05_sync_health::CHECK,
    &p06_expiry::CHECK,
    &p07_terms::CHECK,
    &p08_profile_lint::CHECK,
    &p09_add_gap::CHECK,
    &p10_own_list::CHECK,
    &p11_reassignment::CHECK,
    &p12_restrictions::CHECK,
    &p13_person_ready::CHECK,
    &p14_network::CHECK,
    &p15_repairs::CHECK,
    &p16_releases::CHECK,
    &p17_registration::CHECK,
    &p18_compliance_default::CHECK,
];
