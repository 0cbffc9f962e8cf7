//! Changes of a tenant whose effect on the proof is known beforehand.

use crate::dice::Dice;
use crate::proved::{class_of, open_by_proof};
use crate::tenants::{policy, tenant};
use rules::prevention::access::change::Change;
use rules::prevention::access::directory::Directory;
use rules::prevention::access::policy::{
    Control, Grant, Operator, Place, Policy, State, Target, Who,
};
use rules::prevention::access::world::{Region, Resource};
use rules::prevention::access::{Proof, prove};

const TENANTS: u64 = 400;

fn open(policies: &[Policy], directory: &Directory) -> Vec<bool> {
    let proof = prove(policies, directory);
    let classes = class_of(directory, &proof);
    open_by_proof(&proof, &classes)
}

/// The changed policies name the same apps and places, so that both proofs have the same world.
fn compare(
    before: &[Policy],
    after: &[Policy],
    directory: &Directory,
    holds: impl Fn(bool, bool) -> bool,
    seed: u64,
) {
    let (before, after) = (open(before, directory), open(after, directory));
    assert_eq!(before.len(), after.len(), "seed {seed}");
    let wrong = before
        .iter()
        .zip(&after)
        .find(|(was, is)| !holds(**was, **is));
    assert!(wrong.is_none(), "seed {seed}");
}

#[test]
fn a_block_that_is_added_opens_nothing() {
    for seed in 0..TENANTS {
        let (mut policies, directory) = tenant(seed);
        let mut added = policy(&mut Dice::new(seed + 1_000_000), 9);
        added.state = State::Disabled;
        policies.push(added);
        let before = policies.clone();
        let last = policies.len() - 1;
        policies[last].state = State::Enabled;
        policies[last].grant = Grant {
            operator: Operator::All,
            controls: vec![Control::Block],
        };
        compare(&before, &policies, &directory, |was, is| was || !is, seed);
    }
}

#[test]
fn reporting_only_closes_nothing() {
    for seed in 0..TENANTS {
        let (before, directory) = tenant(seed);
        for place in 0..before.len() {
            let mut after = before.clone();
            after[place].state = State::ReportOnly;
            compare(&before, &after, &directory, |was, is| !was || is, seed);
        }
    }
}

#[test]
fn knowing_less_closes_nothing() {
    for seed in 0..TENANTS {
        let (policies, directory) = tenant(seed);
        let mut dim = directory.clone();
        dim.groups.clear();
        dim.roles.clear();
        for place in &mut dim.locations {
            place.trusted = None;
        }
        let (before, after) = (open(&policies, &directory), open(&policies, &dim));
        let wrong = before.iter().zip(&after).any(|(was, is)| *was && !*is);
        assert!(!wrong, "seed {seed}");
    }
}

#[test]
fn a_policy_s_place_and_name_do_not_matter() {
    for seed in 0..TENANTS {
        let (before, directory) = tenant(seed);
        let mut after = before.clone();
        after.reverse();
        for policy in &mut after {
            policy.name = "another".to_owned();
            policy.id = format!("x{}", policy.id);
            policy.session.push("signInFrequency".to_owned());
        }
        compare(&before, &after, &directory, |was, is| was == is, seed);
    }
}

/// New ids in the same alphabetical order: the same proof, word for word, but for the ids.
#[test]
fn other_ids_change_nothing() {
    for seed in 0..TENANTS {
        let (policies, directory) = tenant(seed);
        let (other_policies, other_directory) = renamed(&policies, &directory);
        let (one, other) = (
            prove(&policies, &directory),
            prove(&other_policies, &other_directory),
        );
        let bare = |proof: &Proof| {
            let holes = proof.holes.iter().map(|hole| {
                let nearest = hole.nearest.iter();
                let fix = hole.fix.as_ref();
                let changes = fix.map(|fix| {
                    let names = fix.changes.iter().map(Change::name);
                    (fix.policy, names.collect::<Vec<_>>(), fix.hit.clone())
                });
                (
                    (hole.users.clone(), hole.count, hole.resources.clone()),
                    (hole.clients.clone(), hole.platforms.clone()),
                    (hole.regions.clone(), hole.flows.clone()),
                    nearest.map(|near| near.policy).collect::<Vec<_>>(),
                    changes,
                )
            });
            (proof.classes.clone(), holes.collect::<Vec<_>>())
        };
        assert_eq!(bare(&one), bare(&other), "seed {seed}");
        let named = |proof: &Proof| {
            let apps = proof.resources.iter();
            apps.filter(|one| matches!(one, Resource::App(id) if id.starts_with('z')))
                .count()
        };
        assert_eq!(named(&one), 0, "seed {seed}");
        let regions = other.regions.iter().all(|region| match region {
            Region::In(ids) => ids.iter().all(|id| id.starts_with('z')),
            Region::Elsewhere | Region::Unlisted | Region::Several => true,
        });
        assert!(regions, "seed {seed}");
    }
}

/// Every id with a letter before it, but for the one of Microsoft's that means something. It stays
/// behind the others, as before.
fn renamed(policies: &[Policy], directory: &Directory) -> (Vec<Policy>, Directory) {
    let mut policies = policies.to_vec();
    let mut directory = directory.clone();
    let with_z = |id: &mut String| *id = format!("z{id}");
    let app = |id: &mut String| {
        if id.len() < 8 {
            *id = format!("b{id}");
        }
    };
    for policy in &mut policies {
        let conditions = &mut policy.conditions;
        let users = &mut conditions.users;
        for who in users.include.iter_mut().chain(&mut users.exclude) {
            match who {
                Who::User(id) | Who::Group(id) | Who::Role(id) => with_z(id),
                Who::All | Who::Guests(_) | Who::Unknown(_) => {}
            }
        }
        let targets = &mut conditions.applications;
        for target in targets.include.iter_mut().chain(&mut targets.exclude) {
            if let Target::App(id) = target {
                app(id);
            }
        }
        if let Some(locations) = &mut conditions.locations {
            for place in locations.include.iter_mut().chain(&mut locations.exclude) {
                if let Place::Named(id) = place {
                    with_z(id);
                }
            }
        }
    }
    let z = |id: String| format!("z{id}");
    let groups = std::mem::take(&mut directory.groups).into_iter();
    directory.groups = groups.map(|(id, roster)| (z(id), roster)).collect();
    let roles = std::mem::take(&mut directory.roles).into_iter();
    directory.roles = roles.map(|(id, roster)| (z(id), roster)).collect();
    directory
        .users
        .iter_mut()
        .for_each(|user| with_z(&mut user.id));
    directory
        .locations
        .iter_mut()
        .for_each(|place| with_z(&mut place.id));
    directory.overlaps.iter_mut().flatten().for_each(with_z);
    directory.apps.iter_mut().for_each(|one| app(&mut one.id));
    (policies, directory)
}
