//! Healthy, or no automated enrollment at all.

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[];
