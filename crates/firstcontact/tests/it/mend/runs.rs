//! Seeded runs in bad weather, by a process that is killed between any two writes. Afterwards the
//! lab's log of writes, in which the product has no part, is held against the ledger.

use super::people::{APPROVE, HOLDER};
use super::stage::{Product, Reach, Stage, clock};
use super::vendor::says_wipe;
use super::world::Kind;
use firstcontact::app::mend::entry::What;
use firstcontact::app::mend::{Carry, Decided, Told};
use firstcontact::store::LedgerRow;
use remedy::act::{Act, Approved, Outcome};
use remedy::case::State;
use remedy::event::Event;
use remedy::facts::{Facts, Record};
use remedy::step::{Step, Task};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// Runs of a usual test; `FIRSTCONTACT_MEND_RUNS` asks for more, from the first seed or, as
/// `250..1000`, from another.
const RUNS: u64 = 30;
/// Processes that are started and killed in one run at most.
const KILLS: u64 = 10;
const REACH: &str = "FIRSTCONTACT_TEST_MEND_REACH";
const SEED: &str = "FIRSTCONTACT_TEST_MEND_SEED";

/// A write: method, path, and the status, if that is known.
type Write = (String, String, Option<u16>);

#[test]
fn no_kill_and_no_weather_sends_what_the_ledger_does_not_know() {
    let runs = std::env::var("FIRSTCONTACT_MEND_RUNS");
    let runs = runs.map_or(0..RUNS, |text| match text.split_once("..") {
        Some((from, to)) => from.parse().unwrap()..to.parse().unwrap(),
        None => 0..text.parse().unwrap(),
    });
    let mut sum = Sum::default();
    for seed in runs.clone() {
        let clock = clock!();
        clock
            .hand
            .store(super::stage::BEGINS, std::sync::atomic::Ordering::Relaxed);
        run(clock, seed, &mut sum);
    }
    println!("runs {runs:?}: {sum:?}");
    // What never happened proves nothing.
    assert!(sum.wipes > 0 && sum.writes > sum.wipes, "{sum:?}");
    assert!(sum.lost > 0 && sum.killed > 0, "{sum:?}");
}

/// What happened in all runs.
#[derive(Debug, Default)]
struct Sum {
    writes: usize,
    wipes: usize,
    /// Requests that were begun and of which no answer was written down.
    lost: usize,
    /// Of these, requests that the lab had seen and the ledger could not name any more.
    unnamed: usize,
    killed: u64,
    unknown: u64,
}

fn run(clock: super::stage::Clock, seed: u64, sum: &mut Sum) {
    let mut dice = Dice(seed);
    let mut stage = Stage::with(clock, &[Kind::Forgotten, Kind::Managed], |options| {
        let weather = &mut options.weather;
        (weather.seed, weather.throttle) = (seed, 0.05);
        (weather.failures, weather.lost) = (0.05, 0.15);
    });
    stage.product.adjust = adjust;
    let serials = stage.serials();
    let (forgotten, managed) = (&serials[0], &serials[1]);
    stage.say(forgotten, "other_mdm", "no");
    let plan = stage.propose(forgotten);
    stage.approve(plan, &APPROVE[..1]);
    let wipe = stage.propose_a_wipe(managed);
    stage.report(managed, Task::DataPlan);
    // Of every four holders one never agrees.
    let agrees = !seed.is_multiple_of(4);
    if agrees {
        stage.agree(managed, wipe);
    }
    stage.approve(wipe, &APPROVE);
    for _ in 0..KILLS {
        killed_somewhere(&stage.reach, &mut dice);
        sum.killed += 1;
        if stage.state(managed) == State::Unknown {
            sum.unknown += 1;
            let happened = stage.wipes() > 0;
            stage
                .in_case(managed, |mending, open| {
                    mending.resolve(open, HOLDER, happened)
                })
                .unwrap();
        }
        let rests = |serial: &str| {
            let moves = [State::Queued, State::Sending, State::AwaitingApproval];
            !moves.contains(&stage.state(serial))
        };
        if rests(managed) && stage.state(forgotten) != State::Sending && dice.below(4) == 0 {
            break;
        }
        stage.pass(if dice.below(3) == 0 { "PT1H" } else { "PT20M" });
    }
    check(&stage, seed, sum);
    assert!(
        agrees || stage.wipes() == 0,
        "seed {seed}: wiped without a consent"
    );
}

/// As if a diagnosis advised it: see the tests of wipes.
fn adjust(serial: &str, facts: &mut Facts) {
    if facts.record.is_some_and(|it| it.value == Record::Own) {
        says_wipe(serial, facts);
    }
}

/// Starts a process that lets cases go on for ever, and kills it somewhere.
fn killed_somewhere(reach: &Reach, dice: &mut Dice) {
    let mut worker = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "mend::runs::worker"])
        .env(REACH, serde_json::to_string(reach).unwrap())
        .env(SEED, dice.below(1 << 40).to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It may have killed itself in the middle of a request before that.
    let patience = 100 + dice.below(700);
    for _ in 0..patience / 10 {
        thread::sleep(Duration::from_millis(10));
        if worker.try_wait().unwrap().is_some() {
            break;
        }
    }
    let _ = worker.kill();
    assert!(
        !worker.wait().unwrap().success(),
        "it would have gone on for ever"
    );
}

/// What the test above starts again and again. Called by anybody else, it has nothing to do.
#[test]
fn worker() {
    let (Ok(reach), Ok(seed)) = (std::env::var(REACH), std::env::var(SEED)) else {
        return;
    };
    let mut product = Product::new(serde_json::from_str(&reach).unwrap());
    product.adjust = adjust;
    let mut dice = Dice(seed.parse().unwrap());
    loop {
        // Weather may end a look.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            product.open_hands(|hands| {
                let dice = &mut dice;
                product.go_on_with(&mut Fragile { hands, dice })
            })
        }));
    }
}

/// Hands whose process may end just before or just after a request.
struct Fragile<'f> {
    hands: &'f mut dyn Carry,
    dice: &'f mut Dice,
}

impl Carry for Fragile<'_> {
    fn carry(
        &mut self,
        approved: Approved,
        code: Option<&str>,
        told: &mut dyn FnMut(Told),
    ) -> Outcome {
        if self.dice.below(6) == 0 {
            std::process::abort();
        }
        let outcome = self.hands.carry(approved, code, told);
        if self.dice.below(4) == 0 {
            std::process::abort();
        }
        outcome
    }

    fn decided(&mut self, code: &str) -> Decided {
        self.hands.decided(code)
    }
}

/// Numbers that a seed decides.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

fn check(stage: &Stage, seed: u64, sum: &mut Sum) {
    let ledger = stage.ledger();
    let seen = stage.writes();
    let wipes = stage.wipes();
    assert!(wipes <= 1, "seed {seed}: wiped {wipes} times");
    let begun = ledger.iter().filter(|(_, what)| begins_a_wipe(what));
    let begun: Vec<_> = begun.collect();
    assert!(
        wipes <= begun.len(),
        "seed {seed}: a wipe that nobody wrote down"
    );
    for (row, what) in begun {
        consented(&ledger, row, seed);
        fresh(row, what, seed);
    }
    let told = items(stage, &ledger);
    assert!(
        fits(&told, &seen),
        "seed {seed}: the ledger tells\n{told:#?}\nand the lab has seen\n{seen:#?}"
    );
    let gaps = told.iter().filter(|item| matches!(item, Item::Lost(_)));
    sum.lost += gaps.count();
    sum.unnamed += seen.len() - told.iter().filter(|it| matches!(it, Item::Told(_))).count();
    sum.writes += seen.len();
    sum.wipes += wipes;
}

fn begins_a_wipe(what: &What) -> bool {
    matches!(what, What::Event { is: Event::Begun { nature, .. }, .. }
        if nature.sends && nature.erases)
}

/// The holder had agreed before, to this plan, for this device, in the last three days.
fn consented(ledger: &[(LedgerRow, What)], begun: &LedgerRow, seed: u64) {
    let agreed = ledger.iter().any(|(row, what)| {
        row.link.number < begun.link.number
            && row.case == begun.case
            && matches!(what, What::Event { is: Event::Consented { consent }, .. }
                if Some(&consent.serial) == begun.serial.as_ref()
                    && Some(consent.plan) == begun.plan
                    && begun.at.since(consent.at) <= 72 * 3_600)
    });
    assert!(agreed, "seed {seed}: {begun:?} without a consent");
}

/// What it rested on had been read in the last hour.
fn fresh(row: &LedgerRow, what: &What, seed: u64) {
    let What::Event {
        facts: Some(facts), ..
    } = what
    else {
        panic!("seed {seed}: {row:?} rests on nothing");
    };
    let read = [
        facts.custody.map(|it| it.at),
        facts.imported.map(|it| it.at),
        facts.profiled.map(|it| it.at),
        facts.tenant_sound.map(|it| it.at),
        facts.lock.map(|it| it.at),
        facts.record.map(|it| it.at),
        facts.verdict.map(|it| it.at),
        facts.identity.map(|it| it.at),
    ];
    for at in read {
        let age = row.at.since(at.unwrap());
        assert!(
            (0..=3_600).contains(&age),
            "seed {seed}: {row:?} rests on {age} s"
        );
    }
}

/// What the ledger says about requests, in order.
#[derive(Debug)]
enum Item {
    /// This was sent.
    Told(Write),
    /// A step began, and the process ended before the answer was written down: requests of this
    /// step, and only of it, may have been sent and not been told.
    Lost(Vec<(String, String)>),
}

fn items(stage: &Stage, ledger: &[(LedgerRow, What)]) -> Vec<Item> {
    let mut items = Vec::new();
    for (place, (row, what)) in ledger.iter().enumerate() {
        match what {
            What::Called {
                method,
                path,
                status,
                ..
            } if method != "GET" => {
                let told = (method.clone(), path.clone(), *status);
                items.push((place, Item::Told(told)));
            }
            What::Event {
                is: Event::Begun { step, nature, .. },
                ..
            } if nature.sends => {
                let after = ledger.iter().enumerate().skip(place + 1);
                let of_device = after.filter(|(_, (it, _))| it.serial == row.serial);
                let mut last = place;
                let mut answered = false;
                for (later, (_, what)) in of_device {
                    match what {
                        // Requests are written down in their order: what is missing came last.
                        What::Called { .. } => last = later,
                        What::Event {
                            is: Event::DataSafe { .. },
                            ..
                        } => (),
                        What::Event { is, .. } => {
                            answered = matches!(is, Event::Answered { .. });
                            break;
                        }
                        _ => (),
                    }
                }
                if !answered {
                    items.push((last, Item::Lost(paths(stage, row, *step))));
                }
            }
            _ => (),
        }
    }
    // The ones that are told of the same place were pushed later.
    items.sort_by_key(|(place, item)| (*place, matches!(item, Item::Lost(_))));
    items.into_iter().map(|(_, item)| item).collect()
}

/// The writes of a step.
fn paths(stage: &Stage, row: &LedgerRow, step: u8) -> Vec<(String, String)> {
    let plan = stage
        .mend(|mending| mending.plan(row.plan.unwrap()))
        .unwrap();
    let member = plan.member(row.serial.as_ref().unwrap()).unwrap();
    let Step::Api { send } = &member.steps[usize::from(step)] else {
        panic!("{row:?} sends nothing");
    };
    writes_of(send)
}

fn writes_of(act: &Act) -> Vec<(String, String)> {
    let calls = actions::calls(act);
    let writes = calls.iter().filter(|call| call.writes());
    writes
        .map(|call| (call.method.to_string(), call.path.clone()))
        .collect()
}

/// Whether the lab has seen what is told, entry for entry, and beside it only requests of steps
/// whose answer was lost, each in its place.
fn fits(told: &[Item], seen: &[(String, String, u16)]) -> bool {
    match (told.split_first(), seen.split_first()) {
        (None, rest) => rest.is_none(),
        (Some((Item::Told(write), later)), Some(((method, path, status), rest))) => {
            let (its, at, answer) = write;
            its == method
                && at == path
                && answer.is_none_or(|it| it == *status)
                && fits(later, rest)
        }
        (Some((Item::Told(_), _)), None) => false,
        (Some((Item::Lost(own), later)), first) => {
            fits(later, seen)
                || first.is_some_and(|((method, path, _), rest)| {
                    own.contains(&(method.clone(), path.clone())) && fits(told, rest)
                })
        }
    }
}

#[test]
fn a_request_that_nobody_wrote_down_is_found() {
    let write = |path: &str, status| ("POST".to_owned(), path.to_owned(), status);
    let seen = |path: &str| write(path, 204);
    let told = |path: &str| Item::Told(("POST".to_owned(), path.to_owned(), Some(204)));
    let lost = |path: &str| Item::Lost(vec![("POST".to_owned(), path.to_owned())]);
    assert!(fits(
        &[told("/a"), lost("/b"), told("/c")],
        &[seen("/a"), seen("/b"), seen("/c")]
    ));
    assert!(fits(
        &[told("/a"), lost("/b"), told("/c")],
        &[seen("/a"), seen("/c")]
    ));
    assert!(fits(&[lost("/a"), told("/a")], &[seen("/a")]));
    for (told, seen) in [
        (vec![told("/a")], vec![seen("/a"), seen("/a")]),
        (vec![told("/a"), told("/a")], vec![seen("/a")]),
        (vec![told("/a"), told("/b")], vec![seen("/b"), seen("/a")]),
        (vec![lost("/b"), told("/a")], vec![seen("/a"), seen("/b")]),
        (vec![told("/a")], vec![write("/a", 403)]),
    ] {
        assert!(!fits(&told, &seen), "{told:?} {seen:?}");
    }
}
