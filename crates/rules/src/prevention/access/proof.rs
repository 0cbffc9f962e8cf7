//! The proof: holes, and what would close them.

use super::change::{Change, collateral, refuses_managed, remedy};
use super::classes::Classes;
use super::demand::Demand;
use super::directory::{Directory, MFA_TRUSTED_IPS};
use super::doubt::{Doubt, doubts};
use super::emergency::Emergency;
use super::meant::{Meant, count};
use super::obstacle::{Obstacle, closes, obstacles};
use super::policy::{ClientType, Platform, Policy, State, Who};
use super::reach::Reach;
use super::set::Set;
use super::uncovered::{DIMENSIONS, Uncovered, is_registration, sure, uncovered};
use super::world::{Device, Flow, Region, Resource, World};

/// How many policies are shown beside a hole.
const NEAREST: usize = 3;
/// How many changes are tried for a hole, the smallest first: each costs a policy.
const TRIED: usize = 6;

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
    /// Accounts and groups that every enforced policy for all users' ordinary sign-ins leaves out:
    /// presumably those for an emergency.
    pub emergency: Vec<Who>,
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
    /// The smallest change that closes it for everybody but [`Proof::emergency`]; none for
    /// registration, which has to stay open, and where `emergency` holds.
    pub fix: Option<Fix>,
    /// Whether all of its users are presumably accounts for an emergency, who have to get in.
    pub emergency: bool,
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
    /// Whether the changed policy blocks managed devices as well. It does so only in the device
    /// code flow, where nothing tells them apart.
    pub blocks_everyone: bool,
    /// Who can sign in somewhere today where they could not any more: with unmanaged devices, and
    /// where it blocks everyone with managed ones too.
    pub hit: Vec<Hit>,
}

impl Fix {
    /// What decides between changes of one size: how many people it meets, and whether it sets a
    /// policy going that nobody has felt yet.
    fn harm(&self) -> (usize, bool) {
        let heads = self.hit.iter().map(|one| one.count).sum();
        (heads, self.changes.contains(&Change::TurnOn))
    }

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
    let emergency = Emergency::of(policies, &world);
    let desk = Desk {
        emergency: &emergency,
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
        emergency: emergency.entries.clone(),
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
    emergency: &'a Emergency,
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
        let mut candidates = self.candidates(hole);
        let others = people.without(&self.emergency.people);
        let emergency = bearing == Bearing::Access && others.is_empty();
        let fix = self.fix(hole, bearing, &candidates, &others);
        candidates.truncate(NEAREST);
        self.count(&mut candidates, &people);
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
            emergency,
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

    /// The policies, the nearest first. One about workload identities is near nothing.
    fn candidates(&self, hole: &Uncovered) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = Vec::new();
        let each = self.policies.iter().zip(self.reaches).zip(self.meant);
        for (number, ((policy, reach), meant)) in each.enumerate() {
            let conditions = &policy.conditions;
            if conditions.workload_identities || !conditions.service_principal_risk.is_empty() {
                continue;
            }
            let found = obstacles(policy, reach, hole, self.world, meant);
            all.push(self.candidate(number, policy, reach, found));
        }
        all.sort_by_key(|one| (one.changes.is_none(), one.size, one.near.policy));
        all
    }

    fn count(&self, candidates: &mut [Candidate], people: &Set) {
        for Near { policy, obstacles } in candidates.iter_mut().map(|one| &mut one.near) {
            if let Some(policy) = self.policies.get(*policy) {
                for obstacle in obstacles {
                    count(obstacle, policy, people, self.world);
                }
            }
        }
    }

    fn candidate(
        &self,
        number: usize,
        policy: &Policy,
        reach: &Reach,
        found: Vec<Obstacle>,
    ) -> Candidate {
        /// What an obstacle that no change removes counts for when the nearest is sought.
        const FIXED: usize = 3;
        let mut changes = Some(Vec::new());
        let mut size = collateral(reach, &found);
        for obstacle in &found {
            let spared = &self.emergency.entries;
            let Some(more) = remedy(obstacle, policy, &self.world.resources, spared) else {
                size += FIXED;
                changes = None;
                continue;
            };
            size += more.iter().map(Change::size).sum::<usize>();
            if let Some(changes) = &mut changes {
                changes.extend(more);
            }
        }
        Candidate {
            near: Near {
                policy: number,
                obstacles: found,
            },
            changes: changes.filter(|changes| !self.may_lock_out(changes)),
            size,
        }
    }

    /// Whether changes take off an exclusion of people whom nobody read, or do so while the policy
    /// is only coming to be: whoever is left out there is left out on purpose.
    fn may_lock_out(&self, changes: &[Change]) -> bool {
        let begins = |change: &Change| matches!(change, Change::TurnOn | Change::IncludeAllUsers);
        let begins = changes.iter().any(begins);
        changes.iter().any(|change| match change {
            Change::RemoveUserExclusion(who) => begins || !self.world.one(who).maybe.is_empty(),
            _ => false,
        })
    }

    /// Of the smallest changes that close it, the one that meets fewest people. None may refuse a
    /// managed device: then there is a new policy instead.
    fn fix(
        &self,
        hole: &Uncovered,
        bearing: Bearing,
        candidates: &[Candidate],
        people: &Set,
    ) -> Option<Fix> {
        // A device that must be managed before it can register never will be.
        let fresh = match bearing {
            Bearing::Registration => return None,
            Bearing::Access if people.is_empty() => return None,
            Bearing::Access if hole.sides[4].iter().any(|one| is_code(*one)) => {
                Change::NewDeviceCodeBlock
            }
            Bearing::Access => Change::NewCompliantDevicePolicy,
        };
        let limit = fresh.size();
        let small = candidates.partition_point(|one| one.changes.is_some() && one.size < limit);
        let small: Vec<&Candidate> = candidates[..small]
            .iter()
            .filter(|one| one.changes.as_ref().is_some_and(|it| !it.is_empty()))
            .take(TRIED)
            .collect();
        for alike in small.chunk_by(|one, other| one.size == other.size) {
            let fixes = alike.iter().filter_map(|it| self.closing(it, hole, people));
            if let Some(best) = fixes.min_by_key(Fix::harm) {
                return Some(best);
            }
        }
        let tried = self.tried(None, vec![fresh]);
        Some(self.proposal(None, tried))
    }

    /// What a candidate proposes, if it closes the hole for these people and locks out neither
    /// managed devices nor accounts for an emergency.
    fn closing(&self, one: &Candidate, hole: &Uncovered, people: &Set) -> Option<Fix> {
        let tried = self.tried(Some(one.near.policy), one.changes.clone()?);
        let Tried { policy, reach, .. } = &tried;
        let direct = Flow::ALL.iter().position(|flow| *flow == Flow::Direct);
        let direct = direct.is_some_and(|direct| reach.flows.yes.contains(direct));
        let locks_out = direct && reach.people.yes.meets(&self.emergency.people);
        let good = closes(reach, hole, people) && !locks_out && !refuses_managed(policy, reach);
        good.then(|| self.proposal(Some(one.near.policy), tried))
    }

    /// A policy as it would be. Where it would newly mean accounts for an emergency, they are
    /// excluded besides.
    fn tried(&self, number: Option<usize>, mut changes: Vec<Change>) -> Tried {
        let mut policy = number
            .and_then(|number| self.policies.get(number).cloned())
            .unwrap_or_default();
        let was_on = policy.state == State::Enabled;
        let before = number.and_then(|number| self.reaches.get(number));
        let before = before.filter(|_| was_on).map(|it| &it.people.yes);
        for change in &changes {
            change.make(&mut policy);
        }
        let mut reach = Reach::of(&policy, self.world);
        for who in &self.emergency.resolved {
            let members = self.world.one(who).yes;
            let newly = before.is_none_or(|before| !before.meets(&members));
            if newly && reach.people.yes.meets(&members) {
                let spared = Change::ExcludeUsers(who.clone());
                spared.make(&mut policy);
                changes.push(spared);
                reach = Reach::of(&policy, self.world);
            }
        }
        Tried {
            changes,
            policy,
            reach,
        }
    }

    fn proposal(&self, policy: Option<usize>, tried: Tried) -> Fix {
        let reach = &tried.reach;
        let mut open = Set::empty(self.classes.len());
        let met = |hole: &&Uncovered| overlaps(reach, hole, self.world);
        for hole in self.boxes.iter().filter(met) {
            open.add(&hole.users);
        }
        let hit = self.classes.count(&reach.people.yes, &open);
        Fix {
            policy,
            changes: tried.changes,
            blocks_everyone: reach.demand == Demand::Blocks,
            hit: hit
                .into_iter()
                .map(|(class, count)| Hit { class, count })
                .collect(),
        }
    }
}

/// A policy as changes would make it.
struct Tried {
    changes: Vec<Change>,
    policy: Policy,
    reach: Reach,
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
