//! After enrollment.

mod c52_not_registered;
mod c53_not_compliant;
mod c54_pending_reset;
mod c55_management_stale;
mod c56_duplicate_record;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[
    &c52_not_registered::RULE,
    &c53_not_compliant::RULE,
    &c54_pending_reset::RULE,
    &c55_management_stale::RULE,
    &c56_duplicate_record::RULE,
];
