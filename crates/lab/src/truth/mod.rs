//! The truth about a device, computed from its log.

mod causes;
mod counterfactual;
mod gates;
mod ledger;
mod line;

pub use causes::{Action, CAUSES, Cause, CauseId, NOTHING, c, code, h};
pub use counterfactual::rescued_by;
pub use gates::Failing;
pub use ledger::{Laid, Ledger, Record, Row, Run, Use};
pub use line::{TruthPart, episodes, lines};

use crate::device::Facts;
use crate::world::{Tenant, Trouble, World};
use gates::Bench;

/// What is the matter with a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Truth {
    /// The cause; [`NOTHING`] if nothing is wrong.
    pub cause: CauseId,
    /// The first gate that was not passed.
    pub gate: Option<u8>,
    /// What else stands in its way.
    pub secondary: Vec<CauseId>,
    /// What it needs now.
    pub action: Action,
    /// Whether mending it takes an erase, now or later.
    pub erase_needed: bool,
    /// Whether an erase would destroy somebody's data.
    pub data_at_risk: bool,
    /// Whether it would do so without need.
    pub live_data: bool,
}

/// Judges a device by its ledger.
pub fn judge(ledger: &Ledger, facts: &Facts, tenant: &Tenant) -> Truth {
    let bench = Bench {
        ledger,
        facts,
        tenant,
    };
    let failing = bench.failing();
    let cause = failing.first().map_or(NOTHING, |first| first.cause);
    let mut secondary: Vec<CauseId> = Vec::new();
    for other in failing.iter().skip(1) {
        if other.cause != cause && !secondary.contains(&other.cause) {
            secondary.push(other.cause);
        }
    }
    let in_use = ledger.holds_data();
    let erase_needed = needs_erase(cause, ledger, facts);
    let first_gate = failing.first().map(|first| first.gate);
    let action = match CAUSES.get(usize::from(cause)) {
        None => Action::None,
        Some(_)
            if erase_needed && first_gate == Some(5) && by_erase(cause, facts, ledger, tenant) =>
        {
            Action::Erase
        }
        Some(known) => known.action,
    };
    Truth {
        cause,
        gate: first_gate,
        secondary,
        action,
        erase_needed,
        data_at_risk: in_use,
        live_data: in_use && action != Action::Erase,
    }
}

/// Whether an erase mends the cause, now that the way up to Apple's record is free.
fn by_erase(cause: CauseId, facts: &Facts, ledger: &Ledger, tenant: &Tenant) -> bool {
    // Behind the same firewall it would slip again.
    if cause == c(45) {
        let site = Trouble::Intercepted(facts.order.site);
        return !tenant.episodes.holds(site, ledger.until);
    }
    [c(1), c(2), c(3), c(4), c(6), c(8), c(9), c(11)].contains(&cause)
}

/// An iPhone or iPad in use without management takes an erase, sooner or later. A Mac asks again
/// by itself (causality.md R15); what is managed by somebody keeps its data.
fn needs_erase(cause: CauseId, ledger: &Ledger, facts: &Facts) -> bool {
    let order_or_custody = CAUSES
        .get(usize::from(cause))
        .is_some_and(|cause| matches!(cause.family, "order" | "custody" | "tenant" | "network"));
    let ours = !ledger.in_other_org;
    ledger.in_use == Use::Unmanaged
        && ledger.lost.is_none()
        && ledger.replaced.is_none()
        && order_or_custody
        && ours
        && !facts.product.family.is_mac()
}

/// The code and scope of a tenant-wide cause, as the diagnosis format spells them.
pub fn systemic(
    world: &World,
    cause: CauseId,
    ledger: &Ledger,
    facts: &Facts,
) -> Option<(&'static str, String)> {
    let known = CAUSES.get(usize::from(cause))?;
    let family = facts.order.family;
    let scope = match known.scope {
        "token" => format!("token:{}", world.token_id(facts.order.token)),
        "profile" => {
            let profile = ledger.row().and_then(|(_, row)| row.profile)?;
            format!("profile:{}", world.profile_id(profile.0))
        }
        "family" => format!("family:{}", family.apple_name()),
        "restriction" => format!("restriction:{}", restriction_id(world)),
        "tenant" => "tenant".to_owned(),
        _ => return None,
    };
    Some((known.code, scope))
}

/// The identifier of the restriction that covers everybody.
pub(crate) fn restriction_id(world: &World) -> String {
    let tenant = world.guid(crate::world::Named::Policy, 0);
    format!("{tenant}_DefaultPlatformRestrictions")
}
