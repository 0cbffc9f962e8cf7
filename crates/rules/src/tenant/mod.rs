//! A fault of the tenant, its tokens, certificates or profiles.

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[];
