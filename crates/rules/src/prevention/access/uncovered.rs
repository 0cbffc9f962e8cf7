//! The sign-ins that no policy surely keeps out, as boxes: products of sets.
//!
//! What an armed policy keeps out is itself a product, so that elements of a dimension that the
//! same policies mean are one. Over these few, and never over users, the cells are walked; all
//! cells that the same policies mean have the same users left, and are asked for them once. Each
//! cell that has users left is then widened until nothing can be added, and what never happens is
//! taken off again.

use super::classes::Classes;
use super::policy::{ClientType, Platform};
use super::reach::Reach;
use super::set::Set;
use super::world::{Device, Flow, Resource, World};
use enrollment::snapshot::INTUNE_ENROLLMENT_APP;
use std::collections::BTreeMap;

/// Resources, clients, platforms, regions, flows, devices.
pub(crate) const DIMENSIONS: usize = 6;

/// A product of sets, none of which is empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Uncovered {
    /// Classes of users.
    pub(crate) users: Set,
    /// How many users these are.
    pub(crate) count: usize,
    /// The elements of each other dimension, ascending.
    pub(crate) sides: [Vec<usize>; DIMENSIONS],
}

/// What the dimensions' elements are, and which may stand in one box.
pub(crate) fn sizes(world: &World<'_>) -> [usize; DIMENSIONS] {
    [
        world.resources.len(),
        ClientType::ALL.len(),
        Platform::ALL.len(),
        world.regions.len(),
        Flow::ALL.len(),
        Device::ALL.len(),
    ]
}

/// What a policy surely means, by dimension.
pub(crate) fn sure(reach: &Reach) -> [&Set; DIMENSIONS] {
    [
        &reach.resources.yes,
        &reach.clients.yes,
        &reach.platforms.yes,
        &reach.regions.yes,
        &reach.flows.yes,
        &reach.devices.yes,
    ]
}

/// Whether a resource is a way into management and not to data.
pub(crate) fn is_registration(resource: &Resource) -> bool {
    match resource {
        Resource::App(id) => id == INTUNE_ENROLLMENT_APP,
        Resource::RegisterSecurityInformation | Resource::RegisterOrJoinDevices => true,
        Resource::OtherOffice365 | Resource::OtherAdminPortals | Resource::AnyOtherApp => false,
    }
}

/// How many boxes are made; whoever has more will not read them. An assumption.
const LIMIT: usize = 1_000;

/// Boxes whose union is every sign-in that no armed policy keeps out, those of most users first,
/// and whether these are all. None can be widened, but for two borders: data and registration are
/// kept apart, and so is the device code flow, because different changes close them.
pub(crate) fn uncovered(
    world: &World<'_>,
    reaches: &[Reach],
    classes: &Classes,
) -> (Vec<Uncovered>, bool) {
    let grid = Grid::of(world, reaches, classes);
    let mut boxes: Vec<(Cells, Uncovered)> = Vec::new();
    let mut complete = true;
    for (policies, cells) in grid.kinds() {
        let users = grid.left(&policies, classes);
        if users.is_empty() {
            continue;
        }
        for cell in cells {
            if !grid.happens(&cell, world) {
                continue;
            }
            let known = boxes
                .iter()
                .any(|(cells, held)| cells.contain(&cell) && users.is_within(&held.users));
            if known {
                continue;
            }
            if boxes.len() == LIMIT {
                complete = false;
                break;
            }
            let cells = grid.widen(&cell, &users, world);
            let held = Uncovered {
                users: users.clone(),
                count: users.iter().map(|class| classes.sizes[class]).sum(),
                sides: trimmed(grid.elements(&cells), world),
            };
            boxes.push((cells, held));
        }
    }
    let mut boxes: Vec<Uncovered> = boxes.into_iter().map(|(_, held)| held).collect();
    boxes.sort_by_key(|held| std::cmp::Reverse((held.count, held.users.len())));
    (boxes, complete)
}

/// Whether resources or devices happen beside the rest of a box. A type of client may stand there
/// in any case, so that a reader finds all of them where nothing is limited.
fn happens_beside(
    side: usize,
    elements: &[usize],
    beside: &[Vec<usize>; DIMENSIONS],
    world: &World<'_>,
) -> bool {
    let [resources, clients, _, _, _, devices] = beside;
    match side {
        0 => world.happens(elements, clients, devices),
        5 => world.happens(resources, clients, elements),
        _ => true,
    }
}

/// Without what never happens beside the rest: a reader would look for it in vain.
fn trimmed(mut sides: [Vec<usize>; DIMENSIONS], world: &World<'_>) -> [Vec<usize>; DIMENSIONS] {
    let [resources, clients, _, _, _, devices] = &mut sides;
    resources.retain(|one| world.happens(&[*one], clients, devices));
    devices.retain(|one| world.happens(resources, clients, &[*one]));
    sides
}

fn part(world: &World<'_>, side: usize, element: usize) -> bool {
    match side {
        0 => world.resources.get(element).is_some_and(is_registration),
        4 => Flow::ALL.get(element) == Some(&Flow::DeviceCode),
        _ => false,
    }
}

/// Elements of one dimension that the same armed policies mean.
struct Group {
    part: bool,
    touched: Set,
    elements: Vec<usize>,
}

fn groups(size: usize, sets: &[&Set], part: impl Fn(usize) -> bool) -> Vec<Group> {
    let mut found: BTreeMap<(bool, Set), Vec<usize>> = BTreeMap::new();
    for element in 0..size {
        let mut touched = Set::empty(sets.len());
        for (policy, _) in sets
            .iter()
            .enumerate()
            .filter(|(_, set)| set.contains(element))
        {
            touched.insert(policy);
        }
        found
            .entry((part(element), touched))
            .or_default()
            .push(element);
    }
    let grouped = found.into_iter().map(|((part, touched), elements)| Group {
        part,
        touched,
        elements,
    });
    grouped.collect()
}

/// One group of each dimension.
type Cell = [usize; DIMENSIONS];

/// Some groups of each dimension.
struct Cells([Set; DIMENSIONS]);

impl Cells {
    fn contain(&self, cell: &Cell) -> bool {
        self.0
            .iter()
            .zip(cell)
            .all(|(side, group)| side.contains(*group))
    }
}

struct Grid {
    groups: [Vec<Group>; DIMENSIONS],
    /// Classes that each armed policy means.
    people: Vec<Set>,
}

impl Grid {
    fn of(world: &World<'_>, reaches: &[Reach], classes: &Classes) -> Self {
        let armed: Vec<&Reach> = reaches.iter().filter(|reach| reach.is_armed()).collect();
        let sizes = sizes(world);
        let people = armed.iter();
        Self {
            people: people
                .map(|reach| classes.within(&reach.people.yes))
                .collect(),
            groups: std::array::from_fn(|side| {
                let sets: Vec<&Set> = armed.iter().map(|reach| sure(reach)[side]).collect();
                groups(sizes[side], &sets, |element| part(world, side, element))
            }),
        }
    }

    /// Cells by the policies that mean them. Fewest policies first, for they leave most users.
    fn kinds(&self) -> Vec<(Set, Vec<Cell>)> {
        let mut kinds: BTreeMap<Set, Vec<Cell>> = BTreeMap::new();
        let all = Set::full(self.people.len());
        self.walk(0, [0; DIMENSIONS], &all, &mut |cell, policies| {
            kinds.entry(policies).or_default().push(cell);
        });
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_cached_key(|(policies, cells)| (policies.len(), cells[0]));
        kinds
    }

    fn walk(&self, side: usize, cell: Cell, met: &Set, visit: &mut impl FnMut(Cell, Set)) {
        let Some(groups) = self.groups.get(side) else {
            visit(cell, met.clone());
            return;
        };
        for (number, group) in groups.iter().enumerate() {
            let mut met = met.clone();
            met.keep(&group.touched);
            let mut cell = cell;
            cell[side] = number;
            self.walk(side + 1, cell, &met, visit);
        }
    }

    /// Whether some sign-in of a cell is possible.
    fn happens(&self, cell: &Cell, world: &World<'_>) -> bool {
        let elements = |side: usize| self.groups[side][cell[side]].elements.as_slice();
        world.happens(elements(0), elements(1), elements(5))
    }

    /// Whom none of these policies means.
    fn left(&self, policies: &Set, classes: &Classes) -> Set {
        let mut users = Set::full(classes.len());
        for policy in policies.iter() {
            users.remove(&self.people[policy]);
            if users.is_empty() {
                break;
            }
        }
        users
    }

    /// Everything that can stand beside the cell without a policy that means all of it and one of
    /// these users, and that happens there.
    fn widen(&self, cell: &Cell, users: &Set, world: &World<'_>) -> Cells {
        let mut live = Set::empty(self.people.len());
        for (policy, people) in self.people.iter().enumerate() {
            if people.meets(users) {
                live.insert(policy);
            }
        }
        let seed = |side: usize| &self.groups[side][cell[side]];
        let mut met: [Set; DIMENSIONS] = std::array::from_fn(|side| {
            let mut met = seed(side).touched.clone();
            met.keep(&live);
            met
        });
        let mut cells = Cells(std::array::from_fn(|side| {
            let mut chosen = Set::empty(self.groups[side].len());
            chosen.insert(cell[side]);
            chosen
        }));
        // What happens beside more may be more: once again, until nothing is added.
        loop {
            let mut grown = false;
            for side in 0..DIMENSIONS {
                let mut others = live.clone();
                for (_, met) in met.iter().enumerate().filter(|(other, _)| *other != side) {
                    others.keep(met);
                }
                let beside = self.elements(&cells);
                for (number, group) in self.groups[side].iter().enumerate() {
                    let fits = group.part == seed(side).part
                        && !cells.0[side].contains(number)
                        && !group.touched.meets(&others)
                        && happens_beside(side, &group.elements, &beside, world);
                    if fits {
                        cells.0[side].insert(number);
                        met[side].add(&group.touched);
                        grown = true;
                    }
                }
                met[side].keep(&live);
            }
            if !grown {
                return cells;
            }
        }
    }

    fn elements(&self, cells: &Cells) -> [Vec<usize>; DIMENSIONS] {
        std::array::from_fn(|side| {
            let groups = cells.0[side].iter().map(|group| &self.groups[side][group]);
            let mut elements: Vec<usize> =
                groups.flat_map(|group| group.elements.clone()).collect();
            elements.sort_unstable();
            elements
        })
    }
}
