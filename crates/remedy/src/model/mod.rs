//! The model check: small worlds in which people, vendors, crashes and time do whatever they like,
//! and an oracle with a book of its own that knows the invariants of causality.md §4.3 and none of
//! the guards.

mod dice;
mod oracle;
mod walk;
mod world;

use crate::refusal::{Laws, Refusal};
use dice::Dice;
use world::World;

/// Random steps of a usual run; `FIRSTCONTACT_MODEL_STEPS` asks for more.
const STEPS: u64 = 10_000_000;
/// Steps after which a world is drawn anew.
const LIFE: u64 = 400;
/// Steps within which a missing guard must be found out.
const FOUND_WITHIN: u64 = 20_000_000;

/// Walks at random; says which invariants were broken, at the first breach.
fn random(laws: Laws, steps: u64, seed: u64) -> Result<(), (u8, &'static str)> {
    let mut dice = Dice::new(seed);
    let mut world = World::new(&mut dice);
    for step in 0..steps {
        if step % LIFE == 0 {
            world = World::new(&mut dice);
        }
        world.step(&mut dice, laws)?;
    }
    Ok(())
}

#[test]
fn nothing_that_people_vendors_and_time_can_do_breaks_an_invariant() {
    let steps = std::env::var("FIRSTCONTACT_MODEL_STEPS");
    let steps = steps.map_or(STEPS, |text| text.parse().expect("a number of steps"));
    assert_eq!(random(Laws::ALL, steps, 1), Ok(()));
}

#[test]
fn the_walk_gets_everywhere() {
    let mut dice = Dice::new(3);
    let mut seen = std::collections::BTreeSet::new();
    let mut refused = std::collections::BTreeSet::new();
    for _ in 0..6_000 {
        let mut world = World::new(&mut dice);
        for _ in 0..LIFE {
            world.step(&mut dice, Laws::ALL).expect("no breach");
            seen.extend(world.states());
            refused.extend(world.refused.take());
        }
    }
    let missed: Vec<_> = crate::case::State::ALL
        .iter()
        .filter(|state| !seen.contains(state))
        .collect();
    assert!(missed.is_empty(), "never seen: {missed:?}");
    // The first two are asked outside of a case; no case comes so far without a consent.
    let elsewhere = [Refusal::HasCase, Refusal::Stranger, Refusal::ConsentMissing];
    let missed: Vec<_> = Refusal::ALL
        .iter()
        .filter(|refusal| !refused.contains(refusal) && !elsewhere.contains(refusal))
        .collect();
    assert!(missed.is_empty(), "never refused: {missed:?}");
}

#[test]
fn without_any_one_guard_the_oracle_sees_its_invariant_broken() {
    // Each of these says more plainly what a second guard would refuse as well: one person's
    // second approval is not counted either, and no consent at all is no consent for this device.
    let double = [Refusal::ApprovedAlready, Refusal::ConsentMissing];
    let guarded = Refusal::ALL
        .iter()
        .filter(|refusal| refusal.invariant() > 0 && !double.contains(refusal));
    let mut missed = Vec::new();
    for refusal in guarded {
        let broken = random(Laws::without(*refusal), FOUND_WITHIN, 7);
        match broken {
            Err((invariant, _)) if invariant == refusal.invariant() => (),
            other => missed.push((*refusal, other)),
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
