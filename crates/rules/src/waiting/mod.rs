//! Healthy, or no automated enrollment at all.

mod h01_sealed_or_in_stock;
mod h02_just_added;
mod h03_prepared_and_shelved;
mod h04_not_on_a_token_list;
mod h05_lost_disposed_or_forgotten;
mod h06_stale_or_duplicate_row;
mod h07_returned_and_waiting;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &h01_sealed_or_in_stock::RULE,
    &h02_just_added::RULE,
    &h03_prepared_and_shelved::RULE,
    &h04_not_on_a_token_list::RULE,
    &h05_lost_disposed_or_forgotten::RULE,
    &h06_stale_or_duplicate_row::RULE,
    &h07_returned_and_waiting::RULE,
];
