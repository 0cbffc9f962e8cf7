//! The proof: holes, and what would close them.

use super::change::{Change, collateral, remedy};
use super::classes::Classes;
use super::demand::Demand;
use super::directory::{Directory, MFA_TRUSTED_IPS};
use super::doubt::{Doubt, doubts};
use super::meant::{Meant, count};
use super::obstacle::{Obstacle, closes, obstacles};
use super::policy::{ClientType, Platform, Policy};
use super::reach::Reach;
use super::set::Set;
use super::uncovered::{DIMENSIONS, Uncovered, is_registration, sure, uncovered};
use super::world::{Device, Flow, Region, Resource, World};

/// How many policies are shown beside a hole.
const NEAREST: usize = 3;

/// What is proved of a tenant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// Users whom no policy can tell apart, in the order of their first.
    pub classes: Vec<UserClass>,
    /// For each of [`Directory::users`], a position in `classes`.
    pub class_of: Vec<usize>,
    /// Everything that can be signed in to.
    pub resources: Vec<Resource>,
    /// Everywhere that a sign-in can come from.
    pub regions: Vec<Region>,
    /// Positions of the policies that surely keep something out.
    pub protecting: Vec<usize>,
    /// The holes, those of most users first. If `complete`, they are together every sign-in
    /// that nothing surely keeps out; they may overlap.
    pub holes: Vec<Hole>,
    /// Whether `holes` are all. Of a tenant with more than a thousand, the widest are shown.
    pub complete: bool,
    /// Enforced policies of which something is not known.
    pub unjudged: Vec<Unjudged>,
}

/// Users whom no policy can tell apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UserClass {
    /// How many they are; 0 for those who are not listed.
    pub count: usize,
    /// One of them: a position in [`Directory::users`]. `None` is whoever is not listed.
    pub witness: Option<usize>,
}

/// What a hole leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Bearing {
    /// An organisation's apps and data.
    Access,
    /// Registration of devices and factors, and enrollment. An unregistered device must be able to
    /// do that; a compliant one is never demanded there in earnest [E-COMP].
    Registration,
}

/// Sign-ins of an unmanaged device that nothing surely keeps out: every combination of these.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hole {
    /// What it leads to.
    pub bearing: Bearing,
    /// Positions in [`Proof::classes`].
    pub users: Vec<usize>,
    /// How many users these are.
    pub count: usize,
    /// Positions in [`Proof::resources`].
    pub resources: Vec<usize>,
    /// Types of client.
    pub clients: Vec<ClientType>,
    /// Platforms that the device claims.
    pub platforms: Vec<Platform>,
    /// Positions in [`Proof::regions`].
    pub regions: Vec<usize>,
    /// Flows.
    pub flows: Vec<Flow>,
    /// What the directory knows of the device.
    pub devices: Vec<Device>,
    /// The policies that came nearest, the nearest first.
    pub nearest: Vec<Near>,
    /// The smallest change that closes it; none for registration, which has to stay open.
    pub fix: Option<Fix>,
}

/// A policy that nearly closes a hole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Near {
    /// Its position among the policies.
    pub policy: usize,
    /// Why it does not.
    pub obstacles: Vec<Obstacle>,
}

/// A change that closes a hole. It was made to a copy of the policy, and the hole was closed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// The policy to change; `None` for a new one.
    pub policy: Option<usize>,
    /// What to change in it, all of it.
    pub changes: Vec<Change>,
    /// Whether the changed policy blocks managed devices as well.
    pub blocks_everyone: bool,
    /// Whose unmanaged devices can sign in somewhere today where they could not any more.
    pub hit: Vec<Hit>,
}

impl Fix {
    /// The policies as they would be.
    pub fn made(&self, policies: &[Policy]) -> Vec<Policy> {
        let mut after = policies.to_vec();
        let place = self.policy.unwrap_or(after.len());
        if place == after.len() {
            after.push(Policy::default());
        }
        if let Some(policy) = after.get_mut(place) {
            for change in &self.changes {
                change.make(policy);
            }
        }
        after
    }
}

/// Users of a class whom a change meets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Position in [`Proof::classes`].
    pub class: usize,
    /// How many of them.
    pub count: usize,
}

/// A policy of which something is not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unjudged {
    /// Its position among the policies.
    pub policy: usize,
    /// What is not known; it is taken not to protect where that matters.
    pub because: Vec<Doubt>,
}

/// Proves what an unmanaged device can reach under these policies.
pub fn prove(policies: &[Policy], directory: &Directory) -> Proof {
    let world = World::of(policies, directory);
    let reaches: Vec<Reach> = policies
        .iter()
        .map(|policy| Reach::of(policy, &world))
        .collect();
    let classes = Classes::of(
        world.people,
        directory.users.len(),
        reaches.iter().map(|reach| &reach.people),
    );
    let (boxes, complete) = uncovered(&world, &reaches, &classes);
    let each = policies.iter().zip(&reaches);
    let meant: Vec<Meant> = each
        .map(|(policy, reach)| Meant::of(policy, reach, &world, &classes))
        .collect();
    let desk = Desk {
        policies,
        reaches: &reaches,
        meant: &meant,
        world: &world,
        classes: &classes,
        boxes: &boxes,
    };
    Proof {
        holes: boxes.iter().map(|hole| desk.hole(hole)).collect(),
        complete,
        protecting: positions(&reaches, keeps_something_out),
        unjudged: unjudged(policies, &world, &boxes),
        class_of: classes.of_listed(),
        classes: user_classes(&classes, directory),
        resources: world.resources.clone(),
        regions: world.regions.clone(),
    }
}

/// Whether some sign-in is surely kept out, if there is anybody whom the policy means.
fn keeps_something_out(reach: &Reach) -> bool {
    reach.is_armed() && sure(reach).iter().all(|side| !side.is_empty())
}

fn positions<T>(list: &[T], holds: impl Fn(&T) -> bool) -> Vec<usize> {
    let numbered = list.iter().enumerate().filter(|(_, one)| holds(one));
    numbered.map(|(place, _)| place).collect()
}

/// Whether there are trusted addresses that no list has matters only if they are a way in.
fn unjudged(policies: &[Policy], world: &World<'_>, boxes: &[Uncovered]) -> Vec<Unjudged> {
    let trusted_matter = boxes.iter().any(|hole| leads_from_trusted_ips(hole, world));
    let all = policies.iter().enumerate().map(|(number, policy)| {
        let mut because = doubts(policy, world);
        because.retain(|doubt| trusted_matter || *doubt != Doubt::TrustedIps);
        Unjudged {
            policy: number,
            because,
        }
    });
    all.filter(|one| !one.because.is_empty()).collect()
}

/// Whether a way in leads from there and not from anywhere.
fn leads_from_trusted_ips(hole: &Uncovered, world: &World<'_>) -> bool {
    let [resources, _, _, regions, ..] = &hole.sides;
    let mut resources = resources.iter().filter_map(|one| world.resources.get(*one));
    let regions = || regions.iter().filter_map(|one| world.regions.get(*one));
    let is_trusted = |region: &Region| match region {
        Region::In(ids) => ids.iter().any(|id| id == MFA_TRUSTED_IPS),
        Region::Elsewhere | Region::Unlisted | Region::Several => false,
    };
    !resources.any(is_registration)
        && regions().any(is_trusted)
        && !regions().any(|region| *region == Region::Elsewhere)
}

fn user_classes(classes: &Classes, directory: &Directory) -> Vec<UserClass> {
    let all = classes.first.iter().zip(&classes.sizes);
    all.map(|(first, size)| UserClass {
        count: *size,
        witness: (*first < directory.users.len()).then_some(*first),
    })
    .collect()
}

/// Everything that lies on the table when a hole is looked at.
struct Desk<'a> {
    policies: &'a [Policy],
    reaches: &'a [Reach],
    meant: &'a [Meant],
    world: &'a World<'a>,
    classes: &'a Classes,
    boxes: &'a [Uncovered],
}

/// A policy, how it misses a hole, and how much would have to change.
struct Candidate {
    near: Near,
    changes: Option<Vec<Change>>,
    size: usize,
}

impl Desk<'_> {
    fn hole(&self, hole: &Uncovered) -> Hole {
        let bearing = self.bearing(hole);
        let people = self.classes.people(&hole.users);
        let candidates = self.candidates(hole, &people);
        let fix = self.fix(hole, bearing, &candidates, &people);
        let [resources, clients, platforms, regions, flows, devices] = &hole.sides;
        Hole {
            bearing,
            users: hole.users.iter().collect(),
            count: hole.count,
            resources: resources.clone(),
            clients: pick(clients, &ClientType::ALL),
            platforms: pick(platforms, &Platform::ALL),
            regions: regions.clone(),
            flows: pick(flows, &Flow::ALL),
            devices: pick(devices, &Device::ALL),
            nearest: candidates.into_iter().map(|one| one.near).collect(),
            fix,
        }
    }

    fn bearing(&self, hole: &Uncovered) -> Bearing {
        let mut resources = hole.sides[0]
            .iter()
            .filter_map(|one| self.world.resources.get(*one));
        if resources.any(is_registration) {
            Bearing::Registration
        } else {
            Bearing::Access
        }
    }

    /// The nearest policies, the nearest first. One about workload identities is near nothing.
    fn candidates(&self, hole: &Uncovered, people: &Set) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = Vec::new();
        let each = self.policies.iter().zip(self.reaches).zip(self.meant);
        for (number, ((policy, reach), meant)) in each.enumerate() {
            let conditions = &policy.conditions;
            if conditions.workload_identities || !conditions.service_principal_risk.is_empty() {
                continue;
            }
            let found = obstacles(policy, reach, hole, self.world, meant);
            all.push(self.candidate(number, reach, found));
        }
        all.sort_by_key(|one| (one.changes.is_none(), one.size, one.near.policy));
        all.truncate(NEAREST);
        for Near { policy, obstacles } in all.iter_mut().map(|one| &mut one.near) {
            if let Some(policy) = self.policies.get(*policy) {
                for obstacle in obstacles {
                    count(obstacle, policy, people, self.world);
                }
            }
        }
        all
    }

    fn candidate(&self, policy: usize, reach: &Reach, found: Vec<Obstacle>) -> Candidate {
        /// What an obstacle that no change removes counts for when the nearest is sought.
        const FIXED: usize = 3;
        let mut changes = Some(Vec::new());
        let mut size = collateral(reach, &found);
        for obstacle in &found {
            let Some(more) = remedy(obstacle, &self.world.resources) else {
                size += FIXED;
                changes = None;
                continue;
            };
            size += more.iter().map(Change::size).sum::<usize>();
            if let Some(changes) = &mut changes {
                changes.extend(more);
            }
        }
        let obstacles = found;
        Candidate {
            near: Near { policy, obstacles },
            changes,
            size,
        }
    }

    fn fix(
        &self,
        hole: &Uncovered,
        bearing: Bearing,
        nearest: &[Candidate],
        people: &Set,
    ) -> Option<Fix> {
        // A device that must be managed before it can register never will be.
        let fresh = match bearing {
            Bearing::Registration => return None,
            Bearing::Access if hole.sides[4].iter().any(|one| is_code(*one)) => {
                Change::NewDeviceCodeBlock
            }
            Bearing::Access => Change::NewCompliantDevicePolicy,
        };
        let limit = fresh.size();
        let small = nearest.iter().filter(|one| one.size < limit);
        for one in small {
            let (Some(changes), Some(policy)) = (&one.changes, self.policies.get(one.near.policy))
            else {
                continue;
            };
            let tried = self.tried(policy.clone(), changes);
            if closes(&tried, hole, people) {
                return Some(self.proposal(Some(one.near.policy), changes.clone(), &tried));
            }
        }
        let changes = vec![fresh];
        let tried = self.tried(Policy::default(), &changes);
        Some(self.proposal(None, changes, &tried))
    }

    fn tried(&self, mut policy: Policy, changes: &[Change]) -> Reach {
        for change in changes {
            change.make(&mut policy);
        }
        Reach::of(&policy, self.world)
    }

    fn proposal(&self, policy: Option<usize>, changes: Vec<Change>, reach: &Reach) -> Fix {
        let mut open = Set::empty(self.classes.len());
        let met = |hole: &&Uncovered| overlaps(reach, hole, self.world);
        for hole in self.boxes.iter().filter(met) {
            open.add(&hole.users);
        }
        let hit = self.classes.count(&reach.people.yes, &open);
        Fix {
            policy,
            changes,
            blocks_everyone: reach.demand == Demand::Blocks,
            hit: hit
                .into_iter()
                .map(|(class, count)| Hit { class, count })
                .collect(),
        }
    }
}

fn overlaps(reach: &Reach, hole: &Uncovered, world: &World<'_>) -> bool {
    let sure = sure(reach);
    let both: [Vec<usize>; DIMENSIONS] = std::array::from_fn(|side| {
        let elements = hole.sides[side].iter().copied();
        elements.filter(|one| sure[side].contains(*one)).collect()
    });
    let [resources, clients, .., devices] = &both;
    both.iter().all(|side| !side.is_empty()) && world.happens(resources, clients, devices)
}

fn is_code(flow: usize) -> bool {
    Flow::ALL.get(flow) == Some(&Flow::DeviceCode)
}

fn pick<T: Copy>(places: &[usize], all: &[T]) -> Vec<T> {
    places
        .iter()
        .filter_map(|place| all.get(*place).copied())
        .collect()
}
