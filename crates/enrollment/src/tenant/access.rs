//! Whether Conditional Access stands in the way of enrollment for everybody.
//!
//! Only policies that cover all users can be judged without knowing groups. "Require a compliant
//! device" does not block enrollment (causality.md §5.1 [E-COMP]).

use crate::case_file::Access;
use crate::snapshot::{
    AccessPolicy, INTUNE_APP, INTUNE_ENROLLMENT_APP, PolicyState, Snapshot, Source,
};
use crate::words::Word;

/// The judgement, and the policy behind it.
pub(super) fn judge(snapshot: &Snapshot) -> (Access, Option<usize>) {
    if !snapshot.reads.is_complete(Source::AccessPolicies) {
        return (Access::Unread, None);
    }
    let mut worst = (Access::Clear, None);
    for (number, policy) in snapshot.access_policies.iter().enumerate() {
        let found = verdict(snapshot, policy);
        if rank(found) > rank(worst.0) {
            worst = (found, Some(number));
        }
    }
    worst
}

fn rank(access: Access) -> u8 {
    match access {
        Access::Unread | Access::Clear => 0,
        Access::Method => 1,
        Access::Terms => 2,
        Access::Blocks => 3,
    }
}

/// Whether some policy demands a second factor of everybody who enrolls: by its control, or by an
/// authentication strength, each of which asks for more than a password.
pub(super) fn demands_second_factor(snapshot: &Snapshot) -> bool {
    snapshot.access_policies.iter().any(|policy| {
        (policy.requires_mfa || policy.strength.is_some()) && reaches_enrollment(snapshot, policy)
    })
}

fn verdict(snapshot: &Snapshot, policy: &AccessPolicy) -> Access {
    if !reaches_enrollment(snapshot, policy) {
        return Access::Clear;
    }
    let strength = snapshot.words.text(policy.strength).to_ascii_lowercase();
    if policy.blocks {
        Access::Blocks
    } else if policy.terms_of_use && aims_at_enrollment(snapshot, &policy.apps) {
        // Terms for every app are met elsewhere first; aimed at enrollment they loop [M-TOU].
        Access::Terms
    } else if strength.contains("phishing") {
        Access::Method
    } else {
        Access::Clear
    }
}

/// Whether a policy is on and covers everybody's enrollment of an iPhone, wherever they are.
fn reaches_enrollment(snapshot: &Snapshot, policy: &AccessPolicy) -> bool {
    let names = |list: &[Word], wanted: &str| {
        list.iter()
            .any(|word| snapshot.words.text(*word).eq_ignore_ascii_case(wanted))
    };
    let covers_app = (names(&policy.apps, "all") || aims_at_enrollment(snapshot, &policy.apps))
        && !aims_at_enrollment(snapshot, &policy.apps_excluded);
    let covers_ios = (policy.platforms.is_empty()
        || names(&policy.platforms, "all")
        || names(&policy.platforms, "ios"))
        && !names(&policy.platforms_excluded, "ios");
    policy.state == PolicyState::Enabled
        && policy.all_users
        && !policy.by_location
        && !policy.narrowed
        && covers_app
        && covers_ios
}

fn aims_at_enrollment(snapshot: &Snapshot, apps: &[Word]) -> bool {
    apps.iter().any(|app| {
        let app = snapshot.words.text(*app);
        app.eq_ignore_ascii_case(INTUNE_ENROLLMENT_APP) || app.eq_ignore_ascii_case(INTUNE_APP)
    })
}
