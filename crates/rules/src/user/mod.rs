//! The person and their account.

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[];
