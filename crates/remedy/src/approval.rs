//! Whether enough of the right people have approved a plan (§4.3, 8).

use crate::digest::Digest;
use crate::guard::within;
use crate::plan::Plan;
use crate::refusal::{Laws, Refusal};
use crate::when;
use enrollment::moment::{DAY, Moment};
use serde::{Deserialize, Serialize};

/// How long an approval holds.
pub const APPROVAL_HOLDS: i64 = DAY;
/// A plan over more devices needs two people, reversible or not.
pub const ALONE_MAX: usize = 25;

/// One person's approval of one plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Approval {
    /// The plan, as it was shown.
    pub plan: Digest,
    /// Who.
    pub by: String,
    /// Whether they were an approver of the tenant at that time.
    pub in_role: bool,
    /// When.
    #[serde(with = "when")]
    pub at: Moment,
}

impl Approval {
    /// Refuses an approval that cannot count beside those that are there.
    pub fn admit(&self, plan: &Plan, others: &[Self], laws: Laws) -> Result<(), Refusal> {
        laws.need(self.plan == plan.hash(), Refusal::PlanDiffers)?;
        laws.need(!self.by.trim().is_empty(), Refusal::Nameless)?;
        laws.need(self.in_role, Refusal::NotApprover)?;
        let other = !same(&self.by, plan.requester());
        laws.need(other, Refusal::ApproverIsRequester)?;
        laws.need(one_door(&self.by, plan.requester()), Refusal::OtherDoor)?;
        laws.need(plan.valid_at(self.at), Refusal::PlanExpired)?;
        let again = others
            .iter()
            .any(|other| same(&other.by, &self.by) && within(other.at, self.at, APPROVAL_HOLDS));
        laws.need(!again, Refusal::ApprovedAlready)
    }
}

/// Whether two names are one person's: directories tell no capitals apart, and nobody becomes
/// another person by a space.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Whether a name is an account of the dashboard, which somebody signed in with: `local:<name>`,
/// `<issuer>|<subject>` of an identity provider, or `key:<name>` of a program. Any other name was
/// typed on a terminal.
pub fn is_account(name: &str) -> bool {
    let name = name.trim_start();
    name.starts_with("local:") || name.starts_with("key:") || name.contains('|')
}

/// Whether two names came in by the same door. Of an account and a typed name nobody can tell
/// that they are two people.
fn one_door(one: &str, other: &str) -> bool {
    is_account(one) == is_account(other)
}

/// How many people must approve: one, or two different ones where something cannot be taken back
/// or more than 25 devices are touched.
pub fn needed(plan: &Plan) -> usize {
    if plan.irreversible() || plan.members().len() > ALONE_MAX {
        2
    } else {
        1
    }
}

/// Refuses until enough people have approved.
pub fn enough(plan: &Plan, approvals: &[Approval], now: Moment, laws: Laws) -> Result<(), Refusal> {
    let good = |approval: &&Approval| {
        approval.plan == plan.hash()
            && approval.in_role
            && !same(&approval.by, plan.requester())
            && one_door(&approval.by, plan.requester())
            && within(approval.at, now, APPROVAL_HOLDS)
    };
    let mut count = 0;
    for (place, approval) in approvals.iter().enumerate() {
        let earlier = approvals[..place].iter().filter(good);
        if good(&approval) && !earlier.clone().any(|other| same(&other.by, &approval.by)) {
            count += 1;
        }
    }
    laws.need(count >= needed(plan), Refusal::ApprovalMissing)
}
