//! Single sign-ins, to be held against somebody else's judgement of them (microsoft.md §1.10).

use super::demand::{Demand, demand};
use super::policy::{ClientType, Platform, Policy};
use super::proof::Proof;
use super::world::{Device, Flow, Region};
use std::collections::BTreeSet;

/// One sign-in of an unregistered device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SignIn {
    /// Position in [`Directory::users`](super::directory::Directory::users).
    pub user: usize,
    /// Position in [`Proof::resources`].
    pub resource: usize,
    /// With what.
    pub client: ClientType,
    /// What the device claims to be.
    pub platform: Platform,
    /// Position in [`Proof::regions`].
    pub region: usize,
    /// How the token is asked for.
    pub flow: Flow,
}

impl Proof {
    /// Whether nothing surely keeps a sign-in out. Only a complete list of holes can say no.
    pub fn lets_in(&self, it: &SignIn) -> Option<bool> {
        let class = self.class_of.get(it.user)?;
        let open = self.holes.iter().any(|hole| {
            hole.users.contains(class)
                && hole.resources.contains(&it.resource)
                && hole.clients.contains(&it.client)
                && hole.platforms.contains(&it.platform)
                && hole.regions.contains(&it.region)
                && hole.flows.contains(&it.flow)
                && hole.devices.contains(&Device::Unregistered)
        });
        (open || self.complete).then_some(open)
    }
}

/// Whether a sign-in gets in if exactly these policies (ids) apply to it: one that blocks, or asks
/// for a managed device, keeps it out. In the device code flow only a block does.
pub fn lets_in_under(policies: &[Policy], applied: &BTreeSet<String>, flow: Flow) -> bool {
    let applying = policies
        .iter()
        .filter(|policy| applied.contains(&policy.id));
    let keeps_out = |policy: &Policy| match demand(&policy.grant) {
        Demand::Blocks => true,
        Demand::Managed => flow != Flow::DeviceCode,
        Demand::Unclear | Demand::Open => false,
    };
    !applying.into_iter().any(keeps_out)
}

/// At most so many sign-ins, spread over everything that can differ: somebody of each class of
/// users, every resource, client, platform, region and flow in turn. The same proof gives the same
/// sample. Whoever is not listed and places that were not read cannot be asked about.
pub fn sample(proof: &Proof, most: usize) -> Vec<SignIn> {
    let users: Vec<usize> = proof.classes.iter().filter_map(|it| it.witness).collect();
    let regions: Vec<usize> = (0..proof.regions.len())
        .filter(|it| {
            let region = proof.regions.get(*it);
            !matches!(region, Some(Region::Unlisted | Region::Several))
        })
        .collect();
    let resources: Vec<usize> = (0..proof.resources.len()).collect();
    let sizes = [
        users.len(),
        resources.len(),
        ClientType::ALL.len(),
        Platform::ALL.len(),
        regions.len(),
        Flow::ALL.len(),
    ];
    let Some(all) = sizes
        .iter()
        .try_fold(1_usize, |all, size| all.checked_mul(*size))
    else {
        return Vec::new();
    };
    let step = stride(all);
    let mut seen = BTreeSet::new();
    for number in 0..most.min(all) {
        let mut rest = number.wrapping_mul(step) % all;
        let mut take = |size: usize| {
            let place = rest % size;
            rest /= size;
            place
        };
        let [user, resource, client, platform, region, flow] = sizes.map(&mut take);
        let (Some(user), Some(region)) = (users.get(user), regions.get(region)) else {
            continue;
        };
        seen.insert(SignIn {
            user: *user,
            resource,
            client: ClientType::ALL[client],
            platform: Platform::ALL[platform],
            region: *region,
            flow: Flow::ALL[flow],
        });
    }
    seen.into_iter().collect()
}

/// A step of about the golden ratio that meets every number below `all` before it returns.
fn stride(all: usize) -> usize {
    let start = (all as f64 * 0.618_034) as usize;
    let shared = |mut one: usize, mut other: usize| {
        while other > 0 {
            (one, other) = (other, one % other);
        }
        one
    };
    let steps = start.max(1)..=all.max(1);
    steps
        .into_iter()
        .find(|step| shared(*step, all) == 1)
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::{lets_in_under, sample, stride};
    use crate::prevention::access::directory::{Directory, Standing, User};
    use crate::prevention::access::policy::{
        ClientCondition, ClientType, Control, Policy, State, Target, Who,
    };
    use crate::prevention::access::prove;
    use crate::prevention::access::world::{Flow, Resource};
    use std::collections::BTreeSet;

    #[test]
    fn a_sample_is_spread_and_agrees_with_the_holes() {
        let mut policy = Policy {
            id: "p".into(),
            state: State::Enabled,
            ..Policy::default()
        };
        policy.conditions.users.include = vec![Who::All];
        policy.conditions.applications.include = vec![Target::Office365];
        policy.conditions.client_types = vec![ClientCondition::Is(ClientType::Browser)];
        policy.grant.controls = vec![Control::CompliantDevice];
        let directory = Directory {
            users: vec![User {
                id: "u".into(),
                name: "u".into(),
                standing: Standing::Member,
            }],
            users_complete: true,
            locations_complete: true,
            ..Directory::default()
        };
        let policies = [policy];
        let proof = prove(&policies, &directory);
        let asked = sample(&proof, 100);
        assert_eq!(asked.len(), 100);
        for flow in Flow::ALL {
            assert!(asked.iter().any(|it| it.flow == flow), "{flow:?}");
        }
        let (none, all) = (BTreeSet::new(), BTreeSet::from(["p".to_owned()]));
        for it in &asked {
            let office = proof.resources[it.resource] == Resource::OtherOffice365;
            let applies = office && it.client == ClientType::Browser;
            let applied = if applies { &all } else { &none };
            let theirs = lets_in_under(&policies, applied, it.flow);
            assert_eq!(proof.lets_in(it), Some(theirs), "{it:?}");
        }
        assert_eq!(sample(&proof, usize::MAX).len(), 5 * 4 * 7 * 3);
    }

    #[test]
    fn a_step_meets_every_number() {
        for all in [1, 2, 12, 97, 1000] {
            let step = stride(all);
            let met: BTreeSet<usize> = (0..all).map(|it| it * step % all).collect();
            assert_eq!(met.len(), all);
        }
    }
}
