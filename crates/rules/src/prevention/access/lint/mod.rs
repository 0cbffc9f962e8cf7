//! Known pitfalls of Conditional Access (causality.md §5.1), each a small function with its page in
//! both languages. The proof says what is open; these say which habit made it so.

mod conditions;
mod controls;
mod enrollment;
mod surroundings;
mod tenant;

pub use surroundings::Surroundings;

use super::demand::{Demand, demand};
use super::directory::Directory;
use super::policy::{Policy, State};
use super::proof::Proof;

/// One pitfall.
#[derive(Debug)]
pub struct Lint {
    /// Public and never used again: `CA01`….
    pub code: &'static str,
    /// Public too, in words: `report-only`.
    pub name: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// In English.
    pub en: LintPage,
    /// In German.
    pub de: LintPage,
    /// Where it is found.
    pub examine: fn(&Scene<'_>) -> Vec<Finding>,
}

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Weight {
    /// Good to know; nothing to do.
    Note,
    /// To be looked at.
    Warning,
    /// Lets unmanaged devices in, or keeps devices from enrolling.
    Fault,
}

/// A pitfall in one language.
#[derive(Debug)]
pub struct LintPage {
    /// What was found, as a sentence without a full stop.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do.
    pub what_to_do: &'static str,
}

/// Everything that a lint may look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The policies.
    pub policies: &'a [Policy],
    /// What they point at.
    pub directory: &'a Directory,
    /// What was proved of them.
    pub proof: &'a Proof,
    /// What else is known of the tenant.
    pub surroundings: &'a Surroundings,
}

/// One place where a pitfall was found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Finding {
    /// Position of the policy; `None` where it is about the tenant.
    pub policy: Option<usize>,
    /// Positions in [`Directory::users`] of the users whom it is about, where that is known.
    pub users: Vec<usize>,
    /// Ids of groups and roles whose members could not be read.
    pub unresolved: Vec<String>,
}

static ALL: [&Lint; 19] = [
    &controls::REPORT_ONLY,
    &conditions::USERS_EXCLUDED,
    &conditions::PLATFORM_LIMITED,
    &controls::ONE_OF,
    &controls::APP_PROTECTION,
    &conditions::SELECTED_APPS,
    &conditions::LEGACY_CLIENTS,
    &conditions::DEVICE_FILTER,
    &tenant::DEVICE_CODE,
    &enrollment::INTUNE_EXCLUDED,
    &enrollment::ENROLLMENT_APP_MISSING,
    &enrollment::ENROLLMENT_HIT,
    &enrollment::DEVICE_RULE_ON_ENROLLMENT,
    &tenant::BUILT_IN_ALLOWANCES,
    &tenant::VACUOUS_COMPLIANCE,
    &tenant::SSO_PLUG_IN,
    &tenant::ISSUED_TOKENS,
    &tenant::SECURITY_DEFAULTS,
    &enrollment::ENROLLMENT_BLOCKED,
];

/// Every lint, in the order of its codes.
pub fn all() -> &'static [&'static Lint] {
    &ALL
}

/// Everything that is found, in the order of the codes.
pub fn examine(scene: &Scene<'_>) -> Vec<(&'static Lint, Finding)> {
    let each = all().iter().copied();
    each.flat_map(|lint| {
        (lint.examine)(scene)
            .into_iter()
            .map(move |found| (lint, found))
    })
    .collect()
}

/// A finding for each policy that has something.
fn policies(scene: &Scene<'_>, holds: impl Fn(&Policy) -> bool) -> Vec<Finding> {
    let all = scene.policies.iter().enumerate();
    all.filter(|(_, policy)| holds(policy) && !policy.conditions.workload_identities)
        .map(|(number, _)| Finding {
            policy: Some(number),
            ..Finding::default()
        })
        .collect()
}

/// A finding about the tenant, if something holds.
fn tenant_wide(holds: bool) -> Vec<Finding> {
    holds.then(Finding::default).into_iter().collect()
}

fn is_enforced(policy: &Policy) -> bool {
    policy.state == State::Enabled
}

/// Whether it would block, or ask for a managed device.
fn guards(policy: &Policy) -> bool {
    demand(&policy.grant) >= Demand::Managed
}

/// Whether it is enforced and asks for a managed device.
fn asks_for_managed(policy: &Policy) -> bool {
    is_enforced(policy) && demand(&policy.grant) == Demand::Managed
}
