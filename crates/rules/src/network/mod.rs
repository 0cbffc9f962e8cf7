//! Network, protocol, hardware.

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[];
