//! The exhaustive walk: from chosen beginnings, all that can happen, in every order.

use super::dice::Dice;
use super::oracle::Breach;
use super::world::World;
use crate::act::Outcome;
use crate::case::State;
use crate::facts::{Custody, Lock, Read, Standing};
use crate::refusal::Laws;
use enrollment::moment::{DAY, HOUR, MINUTE};
use std::collections::BTreeMap;

/// How many moves in a row.
const DEPTH: u32 = 5;
/// How many different moves there are.
const MOVES: u32 = 23;

/// What happens to the one device of the world.
fn make(world: &mut World, which: u32) -> Result<(), Breach> {
    // No chance: the same dice for every move.
    let (mut dice, laws) = (Dice::new(11), Laws::ALL);
    let outcome = |outcome: Outcome, world: &mut World| {
        let event = world.cases[0].answered(world.cases[0].fence, outcome);
        world.note_or(0, event)
    };
    let why = String::new;
    match which {
        0 => world.now = world.now.plus(MINUTE),
        1 => world.now = world.now.plus(HOUR + MINUTE),
        2 => world.now = world.now.plus(DAY + MINUTE),
        3 => world.fine(&mut dice),
        4 => world.facts[0].lock = Some(Read::new(Lock::Personal, world.now)),
        5 => world.facts[0].custody = Some(Read::new(Custody::OtherService, world.now)),
        6 => world.facts[0].seen = None,
        7 => world.enrolled(0),
        8 => world.facts[0].standing = Some(Read::new((Standing::NotEnrolled, None), world.now)),
        9 => return world.propose_kind(1),
        10 => return world.propose_kind(2),
        11 => return world.agree(&mut dice, 0, laws),
        12 => world.approve_as("bob"),
        13 => world.approve_as("cem"),
        14 => return world.enqueue(&mut dice, 0, laws),
        15 => return world.begin(&mut dice, 0, laws),
        16 => return outcome(Outcome::Accepted { receipt: None }, world),
        17 => return outcome(Outcome::Unknown { why: why() }, world),
        18 => return world.note_all(0, world.cases[0].lost()),
        19 => return world.report_step(0),
        20 => return world.look(0),
        21 => {
            let event = world.cases[0].resolve("bob", false, laws);
            return world.note_or(0, event);
        }
        _ => {
            let evidence = world.facts[0].evidence;
            let event = world.cases[0].rediagnose("bob", "looked again", evidence, laws);
            return world.note_or(0, event);
        }
    }
    Ok(())
}

fn walk(
    world: &World,
    depth: u32,
    path: &mut Vec<u32>,
    seen: &mut BTreeMap<State, u64>,
) -> Result<(), (Vec<u32>, Breach)> {
    *seen.entry(world.cases[0].state).or_default() += 1;
    if depth == 0 {
        return Ok(());
    }
    for which in 0..MOVES {
        let mut next = world.clone();
        path.push(which);
        make(&mut next, which).map_err(|breach| (path.clone(), breach))?;
        // What changes nothing leads nowhere new.
        if !next.same(world) {
            walk(&next, depth - 1, path, seen)?;
        }
        path.pop();
    }
    Ok(())
}

#[test]
fn every_order_of_moves_in_a_small_world_keeps_the_invariants() {
    // Moves that lead to the beginnings: nothing yet; approved; told to erase; a wipe being sent;
    // one of which nobody knows what became; a device that was managed and is lost again.
    let hand = [3, 9, 11, 12, 13, 14];
    let wipe = [3, 10, 11, 12, 13, 14];
    let beginnings: [Vec<u32>; 6] = [
        vec![3],
        hand.to_vec(),
        [&hand[..], &[15]].concat(),
        [&wipe[..], &[15]].concat(),
        [&wipe[..], &[15, 17]].concat(),
        [
            &hand[..],
            &[15, 19, 15, 7, 20, 15, 7, 20, 0, 7, 20, 1, 7, 20],
        ]
        .concat(),
    ];
    let mut seen = BTreeMap::new();
    for beginning in beginnings {
        let mut world = World::one();
        for which in &beginning {
            make(&mut world, *which).expect("no breach");
        }
        walk(&world, DEPTH, &mut Vec::new(), &mut seen).expect("no breach");
    }
    let wanted = [
        State::Sending,
        State::Unknown,
        State::Waiting,
        State::Watching,
        State::Failed,
        State::Open,
    ];
    for state in wanted {
        assert!(
            seen.contains_key(&state),
            "{state:?} was never reached: {seen:?}"
        );
    }
}

#[test]
fn the_beginnings_of_the_walk_are_what_they_are_said_to_be() {
    let mut world = World::one();
    for which in [3, 10, 11, 12, 13, 14, 15] {
        make(&mut world, which).expect("no breach");
    }
    assert_eq!(world.cases[0].state, State::Sending);
    make(&mut world, 17).expect("no breach");
    assert_eq!(world.cases[0].state, State::Unknown);
    // However often it is tried, it is not sent again.
    for which in [3, 15, 14, 15] {
        make(&mut world, which).expect("no breach");
    }
    assert_eq!(world.cases[0].state, State::Unknown);
}
