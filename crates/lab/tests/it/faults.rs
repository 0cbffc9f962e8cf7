//! Each fault alone: what it may touch, what it leaves alone, and what it makes of devices.

use crate::worlds::{drawn, judged};
use lab::clock::DAY;
use lab::device::script::{Plan, Script, is_added, is_set_up};
use lab::device::{Facts, stories};
use lab::faults::{Injected, all, find};
use lab::invariants;
use lab::truth::code;
use lab::world::{Acting, Source, World};
use std::collections::{BTreeMap, BTreeSet};

/// Devices of each world.
const DEVICES: u64 = 240;
/// Worlds of each fault.
const SEEDS: std::ops::Range<u64> = 900..990;

/// What one fault may touch, and what it typically makes of a device (causality.md §3.4).
struct Typical {
    fault: &'static str,
    causes: &'static [&'static str],
    /// None where no script changes.
    touches: Option<fn(&Touch<'_>) -> bool>,
}

/// A device whose undisturbed script is known.
struct Touch<'a> {
    world: &'a World,
    injected: &'a Injected,
    facts: &'a Facts,
    script: &'a Script,
}

fn is_picked(it: &Touch<'_>) -> bool {
    it.injected.picks(it.facts.order.number)
}

fn on_its_token(it: &Touch<'_>) -> bool {
    it.facts.order.token == it.injected.token(it.world)
}

fn is_added_meanwhile(it: &Touch<'_>) -> bool {
    let added = it.script.first(is_added);
    added.is_some_and(|at| it.injected.during(at))
}

fn is_set_up_too_early(it: &Touch<'_>) -> bool {
    let (set_up, added) = (it.script.first(is_set_up), it.script.first(is_added));
    matches!((set_up, added), (Some(set_up), Some(added)) if set_up < added)
}

fn was_handed_out_before(it: &Touch<'_>) -> bool {
    let handed_out = it.script.first(|plan| *plan == Plan::HandOut);
    handed_out.is_some_and(|at| at < it.injected.from)
}

fn is_from(it: &Touch<'_>, source: Source) -> bool {
    it.facts.order.source == source
}

const fn typical(
    fault: &'static str,
    causes: &'static [&'static str],
    touches: fn(&Touch<'_>) -> bool,
) -> Typical {
    Typical {
        fault,
        causes,
        touches: Some(touches),
    }
}

/// A fault that happens to the tenant or to a site: no device's script changes.
const fn of_tenant(fault: &'static str, causes: &'static [&'static str]) -> Typical {
    Typical {
        fault,
        causes,
        touches: None,
    }
}

const TYPICAL: [Typical; 30] = [
    typical("F01", &["C15", "C18"], |it| {
        it.facts.order.family == it.injected.family() && is_added_meanwhile(it)
    }),
    typical("F02", &["C04"], |it| {
        on_its_token(it) && is_added_meanwhile(it)
    }),
    typical("F03", &["C01", "C13"], |it| {
        let suppliers = u64::from(it.facts.order.supplier) == it.injected.target % 3;
        is_from(it, Source::Reseller) && suppliers && is_added_meanwhile(it)
    }),
    typical("F04", &["C01", "C13"], |it| {
        is_from(it, Source::Reseller) && is_picked(it)
    }),
    typical("F05", &["C05"], |it| {
        is_picked(it) && it.injected.during(it.facts.order.delivered - 30 * DAY)
    }),
    typical("F06", &["C02", "C03", "C04"], is_added_meanwhile),
    of_tenant("F07", &["C21"]),
    of_tenant("F08", &["C22", "C24", "C31"]),
    of_tenant("F09", &["C23"]),
    of_tenant("F10", &["C25"]),
    of_tenant("F11", &["C30", "C32"]),
    of_tenant("F12", &["C07"]),
    typical("F13", &["C06"], |it| is_picked(it) && on_its_token(it)),
    typical("F14", &["C57", "C58", "C59"], |it| {
        is_picked(it) && !is_from(it, Source::Manual)
    }),
    of_tenant("F15", &["C28", "C34", "C35"]),
    of_tenant("F16", &["C33"]),
    of_tenant("F17", &["C37", "C38", "C39", "C40", "C41"]),
    of_tenant("F18", &["C45"]),
    of_tenant("F19", &["C26", "C27"]),
    typical("F20", &["C19"], was_handed_out_before),
    typical("F21", &["H07"], was_handed_out_before),
    typical("F22", &["C08"], is_set_up_too_early),
    typical("F23", &["C12"], is_set_up_too_early),
    typical("F24", &["C17"], is_picked),
    typical("F25", &["C10"], |it| is_from(it, Source::Manual)),
    typical("F26", &["H02", "H06"], is_picked),
    typical("F27", &["C22", "H02", "H06"], |it| {
        it.facts.order.token == 0 && is_picked(it)
    }),
    of_tenant("F28", &["C29"]),
    of_tenant("F29", &["C43", "C45"]),
    typical("F30", &["C01"], is_set_up_too_early),
];

fn world(fault: &str, seed: u64) -> World {
    World::build(&drawn(seed, DEVICES, &[fault]).recipe().unwrap())
}

#[test]
fn the_table_names_every_fault_once() {
    let (known, named): (Vec<_>, Vec<_>) = all()
        .iter()
        .zip(&TYPICAL)
        .map(|(fault, row)| (fault.code, row.fault))
        .unzip();
    assert_eq!(known, named);
}

#[test]
fn a_world_with_one_fault_holds_together() {
    for fault in all() {
        for seed in SEEDS.take(2) {
            let world = world(fault.code, seed);
            assert_eq!(world.faults.len(), 1);
            let held = invariants::check(&world);
            assert!(held.is_ok(), "{}: {}", fault.code, held.unwrap_err());
        }
    }
}

/// What a fault did to the scripts of a world, held against what it may do.
fn touched(row: &Typical, world: &World) -> BTreeSet<u64> {
    let mut touched = BTreeSet::new();
    for index in 0..world.devices {
        let without = stories(world, index, Acting::Nobody).swap_remove(0);
        let with = stories(world, index, Acting::All).swap_remove(0);
        assert_eq!(with.facts.serial, without.facts.serial);
        let touch = Touch {
            world,
            injected: &world.faults[0],
            facts: &without.facts,
            script: &without.script,
        };
        let may = row.touches.is_some_and(|touches| touches(&touch));
        let place = format!("{} of seed {}, device {index}", row.fault, world.seed);
        if with.script != without.script {
            assert!(may, "{place} was none of its business");
            touched.insert(index);
        } else if row.touches.is_some() {
            // The tenant may have changed; only a fault of scripts alone leaves its log alone.
            let tenant = format!("{:?}", world.tenant.episodes);
            let same = tenant == format!("{:?}", world.tenant_of(Acting::Nobody).episodes);
            assert!(!same || with.lived.log == without.lived.log, "{place}");
        }
    }
    touched
}

#[test]
fn a_fault_moves_adds_or_deletes_and_leaves_the_rest_alone() {
    for row in &TYPICAL {
        let mut touches = 0;
        for (done, seed) in SEEDS.enumerate() {
            if done >= 3 && (touches > 0 || row.touches.is_none()) {
                break;
            }
            let world = world(row.fault, seed);
            let touched = touched(row, &world);
            touches += touched.len();
            let alone = (0..world.devices).filter(|index| !touched.contains(index));
            let agrees = alone.into_iter().any(|index| {
                let log = |acting| stories(&world, index, acting).swap_remove(0).lived.log;
                log(Acting::All) == log(Acting::Nobody)
            });
            assert!(agrees, "{} of seed {seed} changed every device", row.fault);
        }
        assert_eq!(
            row.touches.is_some(),
            touches > 0,
            "{} touched {touches}",
            row.fault
        );
    }
}

#[test]
fn without_its_only_fault_a_world_is_the_one_without_any() {
    for fault in all() {
        let world = world(fault.code, 901);
        for index in (0..world.devices).step_by(12) {
            let log = |acting| stories(&world, index, acting).swap_remove(0).lived.log;
            assert_eq!(
                log(Acting::Without(0)),
                log(Acting::Nobody),
                "{}",
                fault.code
            );
        }
    }
}

/// The causes that the fault makes: a device that has one has another without the fault. Only who
/// erases too early stands where they stood before.
fn made(row: &Typical, world: &World) -> BTreeMap<&'static str, u32> {
    let mut made = BTreeMap::new();
    for index in 0..world.devices {
        let (with, _, truth) = judged(world, index, Acting::All);
        let (without, _, otherwise) = judged(world, index, Acting::Nobody);
        let touched = row.fault == "F30" && with.script != without.script;
        if touched || truth.cause != otherwise.cause {
            *made.entry(code(truth.cause)).or_default() += 1;
        }
    }
    made
}

#[test]
fn each_fault_makes_what_it_is_known_for() {
    let mut missing = Vec::new();
    for row in &TYPICAL {
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        let is_typical = |seen: &BTreeMap<&str, u32>| {
            let mut causes = row.causes.iter();
            causes.any(|cause| seen.contains_key(cause))
        };
        for seed in SEEDS {
            for (cause, count) in made(row, &world(row.fault, seed)) {
                *seen.entry(cause).or_default() += count;
            }
            if is_typical(&seen) {
                break;
            }
        }
        if !is_typical(&seen) {
            missing.push(format!("{} only makes {seen:?}", row.fault));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn who_erased_too_early_has_erased_and_gained_nothing() {
    let mut found = 0;
    for seed in SEEDS.take(20) {
        let world = world("F30", seed);
        for index in 0..world.devices {
            let (with, ledger, truth) = judged(&world, index, Acting::All);
            let (without, before, _) = judged(&world, index, Acting::Nobody);
            let touched = with.script != without.script && ledger.erased != before.erased;
            let too_early = match (ledger.erased, ledger.added) {
                (Some((erased, _)), Some((added, _))) => erased < added,
                _ => false,
            };
            found += u32::from(touched && too_early && code(truth.cause) == "C01");
        }
    }
    assert!(found > 0);
}

#[test]
fn faults_are_found_by_their_codes_however_they_are_written() {
    for fault in all() {
        let found = find(&format!(" {} ", fault.code.to_lowercase())).unwrap();
        assert_eq!(found.name, fault.name);
        assert!(fault.about.ends_with('.'), "{}", fault.code);
    }
}
