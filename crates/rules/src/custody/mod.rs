//! Not ours, or on the wrong service.

mod c13_not_in_organisation;
mod c14_in_another_organisation;
mod c15_unassigned;
mod c16_on_another_service;
mod c17_released_but_listed;
mod c18_no_default_service;
mod c19_replaced_unit;
mod c20_identity_error;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &c13_not_in_organisation::RULE,
    &c14_in_another_organisation::RULE,
    &c15_unassigned::RULE,
    &c16_on_another_service::RULE,
    &c17_released_but_listed::RULE,
    &c18_no_default_service::RULE,
    &c19_replaced_unit::RULE,
    &c20_identity_error::RULE,
];
