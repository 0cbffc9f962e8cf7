//! Not ours, or on the wrong service.

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[];
