//! The proof and the naive evaluator agree on every single sign-in of ten thousand small tenants.

use crate::naive;
use crate::tenants::tenant;
use rules::prevention::access::change::Change;
use rules::prevention::access::directory::Directory;
use rules::prevention::access::policy::{ClientType, Platform, Policy};
use rules::prevention::access::world::{Device, Flow, Region, Resource};
use rules::prevention::access::{Bearing, Hole, Proof, prove};
use std::collections::BTreeSet;

/// For every user, resource, client, platform, region, flow and device, in this order: whether the
/// sign-in exists, and nothing surely keeps it out.
pub(crate) fn open_by_naive(
    policies: &[Policy],
    directory: &Directory,
    regions: &[Region],
) -> Vec<bool> {
    let exists = existing(&naive::resources(policies, directory), regions.len());
    let uncovered = uncovered_by_naive(policies, directory, regions);
    let both = uncovered.iter().zip(exists.iter().cycle());
    both.map(|(open, exists)| *open && *exists).collect()
}

/// For every sign-in of one person, in the same order: whether it exists.
fn existing(resources: &[Resource], regions: usize) -> Vec<bool> {
    let mut exist = Vec::new();
    for resource in resources {
        for client in ClientType::ALL {
            for _ in 0..Platform::ALL.len() * regions {
                let of = |(_, device)| naive::exists(resources, resource, client, device);
                exist.extend(ways().map(of));
            }
        }
    }
    exist
}

/// Whether nothing surely keeps a sign-in out, be it one that exists or not.
fn uncovered_by_naive(policies: &[Policy], directory: &Directory, regions: &[Region]) -> Vec<bool> {
    let people = directory.users.len() + usize::from(!directory.users_complete);
    let resources = naive::resources(policies, directory);
    let mut open = Vec::new();
    for user in 0..people {
        let of_user = kept(policies.iter(), |one| {
            naive::meets_user(one, directory, user)
        });
        for resource in &resources {
            let of_app = kept(of_user.iter().copied(), |one| {
                naive::meets_resource(one, directory, resource)
            });
            for client in ClientType::ALL {
                let of_client = kept(of_app.iter().copied(), |one| {
                    naive::meets_client(one, client)
                });
                for platform in Platform::ALL {
                    let of_platform = kept(of_client.iter().copied(), |one| {
                        naive::meets_platform(one, platform)
                    });
                    for region in regions {
                        let last = kept(of_platform.iter().copied(), |one| {
                            naive::meets_region(one, directory, region)
                        });
                        for (flow, device) in ways() {
                            let refused = last.iter().any(|one| naive::refuses(one, flow, device));
                            open.push(!refused);
                        }
                    }
                }
            }
        }
    }
    open
}

/// Each flow on each device.
fn ways() -> impl Iterator<Item = (Flow, Device)> {
    let flows = Flow::ALL.into_iter();
    flows.flat_map(|flow| Device::ALL.map(|device| (flow, device)))
}

fn kept<'a>(
    policies: impl Iterator<Item = &'a Policy>,
    meets: impl Fn(&Policy) -> bool,
) -> Vec<&'a Policy> {
    policies.filter(|policy| meets(policy)).collect()
}

/// The same of the proof: whether the sign-in exists and lies in some hole.
pub(crate) fn open_by_proof(proof: &Proof, class_of: &[usize]) -> Vec<bool> {
    let mut open = Vec::new();
    let exists = existing(&proof.resources, proof.regions.len());
    for class in class_of {
        let of_user = within(proof.holes.iter(), |hole| hole.users.contains(class));
        for resource in 0..proof.resources.len() {
            let of_app = within(of_user.iter().copied(), |one| {
                one.resources.contains(&resource)
            });
            for client in ClientType::ALL {
                let of_client = within(of_app.iter().copied(), |one| one.clients.contains(&client));
                for platform in Platform::ALL {
                    let of_platform = within(of_client.iter().copied(), |one| {
                        one.platforms.contains(&platform)
                    });
                    for region in 0..proof.regions.len() {
                        let last = within(of_platform.iter().copied(), |one| {
                            one.regions.contains(&region)
                        });
                        for (flow, device) in ways() {
                            let lies = last.iter().any(|one| {
                                one.flows.contains(&flow) && one.devices.contains(&device)
                            });
                            open.push(lies);
                        }
                    }
                }
            }
        }
    }
    let both = open.into_iter().zip(exists.iter().cycle());
    both.map(|(open, exists)| open && *exists).collect()
}

fn within<'a>(
    holes: impl Iterator<Item = &'a Hole>,
    holds: impl Fn(&Hole) -> bool,
) -> Vec<&'a Hole> {
    holes.filter(|hole| holds(hole)).collect()
}

/// The class of each person, and of the one who is not listed.
pub(crate) fn class_of(directory: &Directory, proof: &Proof) -> Vec<usize> {
    let mut all = proof.class_of.clone();
    if !directory.users_complete {
        let unlisted = proof.classes.iter().position(|one| one.witness.is_none());
        all.push(unlisted.expect("a class of whoever is not listed"));
    }
    all
}

/// Every part of a proof, held against the naive evaluator.
fn hold(seed: u64) {
    let (policies, directory) = tenant(seed);
    let proof = prove(&policies, &directory);
    assert_eq!(
        proof.resources,
        naive::resources(&policies, &directory),
        "seed {seed}"
    );
    assert!(proof.complete, "seed {seed}");
    let class_of = class_of(&directory, &proof);
    for (number, class) in proof.classes.iter().enumerate() {
        let listed = class_of.iter().take(directory.users.len());
        let members = listed.filter(|of| **of == number).count();
        assert_eq!(members, class.count, "seed {seed}, class {number}");
        let witness = class.witness.map(|user| class_of[user]);
        assert!(
            witness.is_none_or(|of| of == number),
            "seed {seed}, class {number}"
        );
    }
    let naive = open_by_naive(&policies, &directory, &proof.regions);
    let proved = open_by_proof(&proof, &class_of);
    assert!(
        naive == proved,
        "seed {seed}: {policies:#?}\n{directory:#?}\n{proof:#?}"
    );
    match seed % 8 {
        0 => hold_fixes(seed, &policies, &directory, &proof, &class_of, &naive),
        1 => hold_widest(seed, &policies, &directory, &proof, &class_of),
        _ => {}
    }
}

/// Nothing can be added to a hole: whatever is added would bring a sign-in that is kept out. Data
/// and registration stay apart, and so does the device code flow.
fn hold_widest(
    seed: u64,
    policies: &[Policy],
    directory: &Directory,
    proof: &Proof,
    class_of: &[usize],
) {
    let open = uncovered_by_naive(policies, directory, &proof.regions);
    let sizes = [
        class_of.len(),
        proof.resources.len(),
        ClientType::ALL.len(),
        Platform::ALL.len(),
        proof.regions.len(),
        Flow::ALL.len(),
        Device::ALL.len(),
    ];
    let exists = existing(&proof.resources, proof.regions.len());
    for hole in &proof.holes {
        let sides = sides(hole, class_of);
        for side in 0..sides.len() {
            let added = (0..sizes[side]).filter(|one| !sides[side].contains(one));
            for one in added.filter(|one| !across(proof, hole, side, *one)) {
                let mut slice = sides.clone();
                slice[side] = vec![one];
                // What is added must bring something that exists.
                let mut new = places(&slice, &sizes);
                if !new.any(|place| exists[place % exists.len()]) {
                    continue;
                }
                let all_open = places(&slice, &sizes).all(|place| open[place]);
                assert!(
                    !all_open,
                    "seed {seed}: side {side}, {one} fits in {hole:#?}"
                );
            }
        }
    }
}

/// A hole's users and elements as positions.
fn sides(hole: &Hole, class_of: &[usize]) -> [Vec<usize>; 7] {
    fn at<T: PartialEq>(all: &[T], some: &[T]) -> Vec<usize> {
        (0..all.len())
            .filter(|one| some.contains(&all[*one]))
            .collect()
    }
    let people = 0..class_of.len();
    [
        people
            .filter(|one| hole.users.contains(&class_of[*one]))
            .collect(),
        hole.resources.clone(),
        at(&ClientType::ALL, &hole.clients),
        at(&Platform::ALL, &hole.platforms),
        hole.regions.clone(),
        at(&Flow::ALL, &hole.flows),
        at(&Device::ALL, &hole.devices),
    ]
}

/// Whether an element lies on the other side of one of the two borders.
fn across(proof: &Proof, hole: &Hole, side: usize, element: usize) -> bool {
    let registration = |one: &Resource| match one {
        Resource::App(id) => id == "d4ebce55-015a-49b5-a083-c84d1797ae8c",
        Resource::RegisterSecurityInformation | Resource::RegisterOrJoinDevices => true,
        _ => false,
    };
    match side {
        1 => registration(&proof.resources[element]) != (hole.bearing == Bearing::Registration),
        5 => (Flow::ALL[element] == Flow::DeviceCode) != hole.flows.contains(&Flow::DeviceCode),
        _ => false,
    }
}

/// The positions of a product's sign-ins.
fn places(sides: &[Vec<usize>; 7], sizes: &[usize; 7]) -> impl Iterator<Item = usize> {
    let mut found = vec![0];
    for (side, size) in sides.iter().zip(sizes) {
        let longer = found.iter();
        found = longer
            .flat_map(|at| side.iter().map(move |one| at * size + one))
            .collect();
    }
    found.into_iter()
}

/// Each proposal closes its hole, meets whom it says, and opens nothing.
fn hold_fixes(
    seed: u64,
    policies: &[Policy],
    directory: &Directory,
    proof: &Proof,
    class_of: &[usize],
    before: &[bool],
) {
    for hole in &proof.holes {
        let spared = |user: usize| {
            let mut entries = proof.emergency.iter();
            entries.any(|who| naive::is_surely(who, directory, user))
        };
        let Some(fix) = &hole.fix else {
            let all_spared = (0..class_of.len())
                .filter(|user| hole.users.contains(&class_of[*user]))
                .all(spared);
            assert!(
                hole.bearing == Bearing::Registration || hole.emergency && all_spared,
                "seed {seed}"
            );
            continue;
        };
        hold_managed(seed, policies, directory, proof, fix);
        let mut after = fix.made(policies);
        // The changed policies name no app that was not there; but the last name of one may go.
        after.push(Policy {
            conditions: policies_names(policies),
            ..Policy::default()
        });
        let after = open_by_naive(&after, directory, &proof.regions);
        assert_eq!(after.len(), before.len(), "seed {seed}");
        let alone = Proof {
            holes: vec![hole.clone()],
            ..proof.clone()
        };
        let inside = open_by_proof(&alone, class_of);
        let each = before.len() / class_of.len();
        let left = inside
            .iter()
            .zip(&after)
            .enumerate()
            .filter(|(place, (in_it, open))| **in_it && **open && !spared(place / each));
        assert_eq!(left.count(), 0, "seed {seed}: {hole:#?}");
        let direct = |place: usize| Flow::ALL[place % Flow::ALL.len()] == Flow::Direct;
        let locked_out = (0..before.len()).filter(|place| {
            before[*place] && !after[*place] && direct(*place) && spared(place / each)
        });
        assert_eq!(locked_out.count(), 0, "seed {seed}: {hole:#?}");
        let opened = before.iter().zip(&after).filter(|(was, is)| !**was && **is);
        assert_eq!(opened.count(), 0, "seed {seed}: {hole:#?}");
        let closed = |user: usize| (user * each..(user + 1) * each).any(|s| before[s] && !after[s]);
        let listed: BTreeSet<usize> = (0..class_of.len()).filter(|user| closed(*user)).collect();
        let mut hit = vec![0; proof.classes.len()];
        for user in &listed {
            hit[class_of[*user]] += usize::from(*user < directory.users.len());
        }
        let mut said = vec![0; proof.classes.len()];
        for one in &fix.hit {
            said[one.class] = one.count;
        }
        assert_eq!(said, hit, "seed {seed}: {hole:#?}");
    }
}

/// No proposal refuses a managed device, but in the device code flow, and then it says so and meets
/// whomever it says. Filters and other conditions are taken to hold for every managed device.
fn hold_managed(
    seed: u64,
    policies: &[Policy],
    directory: &Directory,
    proof: &Proof,
    fix: &rules::prevention::access::Fix,
) {
    let place = fix.policy.unwrap_or(policies.len());
    let after = &fix.made(policies)[place];
    let before = policies.get(place);
    for platform in Platform::ALL {
        for flow in Flow::ALL {
            if !naive::may_refuse_managed(after, platform, flow) {
                continue;
            }
            if flow == Flow::DeviceCode {
                assert!(fix.blocks_everyone, "seed {seed}: {fix:#?}");
                continue;
            }
            // Whoever was refused before may stay so: every part of a sign-in asked for itself.
            let newly = |policy: &Policy, is_new: &dyn Fn(&Policy) -> bool| {
                is_new(policy) && !before.is_some_and(is_new)
            };
            let on: &dyn Fn(&Policy) -> bool =
                &|one| naive::may_refuse_managed(one, platform, flow);
            let people = directory.users.len() + usize::from(!directory.users_complete);
            let resources = naive::resources(policies, directory);
            let wider = newly(after, on)
                || (0..people)
                    .any(|user| newly(after, &|one| naive::meets_user(one, directory, user)))
                || resources
                    .iter()
                    .any(|app| newly(after, &|one| naive::meets_resource(one, directory, app)))
                || ClientType::ALL
                    .iter()
                    .any(|it| newly(after, &|one| naive::meets_client(one, *it)))
                || newly(after, &|one| naive::meets_platform(one, platform))
                || proof
                    .regions
                    .iter()
                    .any(|at| newly(after, &|one| naive::meets_region(one, directory, at)));
            let meant = naive::meets_platform(after, platform);
            assert!(
                !(meant && wider),
                "seed {seed}: {platform:?} {flow:?} {fix:#?}"
            );
        }
    }
}

/// Conditions that only name every app.
fn policies_names(policies: &[Policy]) -> rules::prevention::access::policy::Conditions {
    let mut names = rules::prevention::access::policy::Conditions::default();
    for policy in policies {
        let applications = &policy.conditions.applications;
        names
            .applications
            .include
            .extend(applications.include.iter().cloned());
        names
            .applications
            .include
            .extend(applications.exclude.iter().cloned());
    }
    names
}

#[test]
fn first_quarter_of_ten_thousand_tenants() {
    (0..2_500).for_each(hold);
}

#[test]
fn second_quarter_of_ten_thousand_tenants() {
    (2_500..5_000).for_each(hold);
}

#[test]
fn third_quarter_of_ten_thousand_tenants() {
    (5_000..7_500).for_each(hold);
}

#[test]
fn last_quarter_of_ten_thousand_tenants() {
    (7_500..10_000).for_each(hold);
}

/// The generator reaches what it is there for: covered and open sign-ins, proposals of many kinds.
#[test]
fn the_tenants_are_worth_the_while() {
    let mut kinds = BTreeSet::new();
    let (mut open, mut covered) = (0, 0);
    for seed in 0..400 {
        let (policies, directory) = tenant(seed);
        let proof = prove(&policies, &directory);
        let naive = open_by_naive(&policies, &directory, &proof.regions);
        open += naive.iter().filter(|open| **open).count();
        covered += naive.iter().filter(|open| !**open).count();
        let fixes = proof.holes.iter().filter_map(|hole| hole.fix.as_ref());
        kinds.extend(fixes.flat_map(|fix| &fix.changes).map(Change::name));
    }
    let share = covered as f64 / (open + covered) as f64;
    assert!((0.1..0.9).contains(&share), "{share}");
    assert!(kinds.len() >= 12, "{kinds:?}");
}
