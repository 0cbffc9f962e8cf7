//! All rules, in the order of their codes. Nothing below this file knows how many there are.

use crate::rule::Rule;
use crate::{after, custody, migration, network, order, tenant, user, waiting};
use enrollment::case_file::CaseFile;
use enrollment::cause::Code;
use enrollment::opinion::Opinion;
use std::sync::LazyLock;

static CATALOGUE: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let families = [
        waiting::RULES,
        order::RULES,
        custody::RULES,
        tenant::RULES,
        user::RULES,
        network::RULES,
        after::RULES,
        migration::RULES,
    ];
    let mut rules: Vec<_> = families.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| {
        let code = rule.cause.code;
        (!code.is_healthy(), code)
    });
    rules
});

/// Every rule: H01… first, then C01….
pub fn all() -> &'static [&'static Rule] {
    &CATALOGUE
}

/// The rule with this code.
pub fn find(code: Code) -> Option<&'static Rule> {
    all().iter().find(|rule| rule.cause.code == code).copied()
}

/// Every rule's opinion on a case, in the catalogue's order.
pub fn examine(case: &CaseFile) -> Vec<Opinion> {
    all().iter().map(|rule| (rule.examine)(case)).collect()
}
