//! The device missed its moment to ask Apple.

mod c01_activated_before_added;

use crate::rule::Rule;

pub(crate) static RULES: &[&Rule] = &[&c01_activated_before_added::RULE];
