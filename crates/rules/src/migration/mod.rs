//! Between two services.

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[];
