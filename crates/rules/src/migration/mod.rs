//! Between two services.

mod c57_migration_ahead;
mod c58_moved_by_hand;
mod c59_still_managed_elsewhere;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &c57_migration_ahead::RULE,
    &c58_moved_by_hand::RULE,
    &c59_still_managed_elsewhere::RULE,
];
