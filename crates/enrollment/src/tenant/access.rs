//! Whether Conditional Access stands in the way of enrollment for everybody.
//!
//! Only policies that cover all users can be judged without knowing groups. "Require a compliant
//! device" does not block enrollment (causality.md §5.1 [E-COMP]).

use crate::case_file::Access;
use crate::snapshot::{
    AccessPolicy, INTUNE_APP, INTUNE_ENROLLMENT_APP, PolicyState, Snapshot, Source,
};

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

fn verdict(snapshot: &Snapshot, policy: &AccessPolicy) -> Access {
    let words = &snapshot.words;
    let names = |list: &[crate::words::Word], wanted: &str| {
        list.iter()
            .any(|word| words.text(*word).eq_ignore_ascii_case(wanted))
    };
    let enrollment =
        |list: &[crate::words::Word]| names(list, INTUNE_ENROLLMENT_APP) || names(list, INTUNE_APP);
    let everything = names(&policy.apps, "all");
    let covers_app = (everything || enrollment(&policy.apps)) && !enrollment(&policy.apps_excluded);
    let covers_ios = (policy.platforms.is_empty()
        || names(&policy.platforms, "all")
        || names(&policy.platforms, "ios"))
        && !names(&policy.platforms_excluded, "ios");
    let applies = policy.state == PolicyState::Enabled
        && policy.all_users
        && !policy.by_location
        && !policy.narrowed
        && covers_app
        && covers_ios;
    if !applies {
        Access::Clear
    } else if policy.blocks {
        Access::Blocks
    } else if policy.terms_of_use && enrollment(&policy.apps) {
        // Terms for every app are met elsewhere first; aimed at enrollment they loop [M-TOU].
        Access::Terms
    } else if words
        .text(policy.strength)
        .to_ascii_lowercase()
        .contains("phishing")
    {
        Access::Method
    } else {
        Access::Clear
    }
}
