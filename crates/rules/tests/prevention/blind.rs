//! What nobody looked at is never said to hold, and nothing that must not matter matters.

use crate::sound::{DEVICES, measured, sound};
use crate::world::World;
use enrollment::correlate::correlate;
use enrollment::moment::Moment;
use enrollment::snapshot::{ReadState, Snapshot, Source, Tenant};
use rules::prevention::catalogue;
use rules::prevention::inputs::{History, Inputs};
use rules::prevention::measured::{Judgement, Missing};
use rules::prevention::tally::Tally;
use rules::prevention::thresholds::Thresholds;
use rules::prevention::{incoming, readiness, suppliers};

fn told(snapshot: &Snapshot) -> Vec<String> {
    let all = measured(snapshot);
    all.iter().map(|it| format!("{it:?}")).collect()
}

#[test]
fn a_source_that_was_not_read_whole_keeps_its_checks_from_holding() {
    for state in [ReadState::NotRead, ReadState::Partial] {
        for source in Source::ALL {
            let mut world = sound();
            world.rows().reads.set(source, state);
            for it in measured(&world.done()) {
                let code = it.check.code;
                if it.check.reads.contains(&source) {
                    assert_ne!(it.judgement, Judgement::Holds, "{code} without {source}");
                    assert!(
                        it.missing.contains(&Missing::Source(source)),
                        "{code} {source}"
                    );
                }
                assert_ne!(it.judgement, Judgement::Alarm, "{code} without {source}");
            }
        }
    }
}

#[test]
fn where_nobody_looked_nobody_can_tell() {
    let now = Moment::from_unix(1_790_000_000).unwrap();
    let nothing = Snapshot::empty(now, Tenant::default());
    for it in measured(&nothing) {
        assert_eq!(it.judgement, Judgement::CannotTell, "{}", it.check.code);
        assert_eq!(it.population, 0, "{}", it.check.code);
        assert!(it.value.is_none(), "{}", it.check.code);
        assert!(!it.missing.is_empty(), "{}", it.check.code);
    }
}

#[test]
fn an_empty_fleet_that_was_looked_at_alarms_nobody() {
    let now = Moment::from_unix(1_790_000_000).unwrap();
    let mut nothing = Snapshot::empty(now, Tenant::default());
    for source in Source::ALL {
        nothing.reads.set(source, ReadState::Complete);
    }
    for it in measured(&nothing) {
        assert_ne!(it.judgement, Judgement::Alarm, "{}", it.check.code);
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    fn reversed<T: Clone>(rows: &mut enrollment::rows::Rows<T>) {
        let all: Vec<T> = rows.iter().cloned().collect();
        *rows = all.into_iter().rev().collect();
    }
    let turned = |mut world: World| {
        let rows = world.rows();
        reversed(&mut rows.org_devices);
        reversed(&mut rows.imported);
        reversed(&mut rows.managed);
        reversed(&mut rows.server_links);
        reversed(&mut rows.mdm_servers);
        reversed(&mut rows.register);
        reversed(&mut rows.compliance_policies);
        reversed(&mut rows.probes);
        reversed(&mut rows.profiles);
        world.done()
    };
    assert_eq!(told(&sound().done()), told(&turned(sound())));
}

#[test]
fn counting_in_pieces_comes_to_the_same() {
    let snapshot = sound().done();
    let fleet = correlate(&snapshot);
    let inputs = Inputs::of(&fleet);
    let in_pieces = |size: usize| {
        let mut whole = Tally::default();
        for start in (0..fleet.len()).step_by(size) {
            let mut piece = Tally::default();
            piece.count(&inputs, start..(start + size).min(fleet.len()));
            whole.merge(piece);
        }
        let all = catalogue::measure(&inputs, &whole);
        let readiness = readiness::readiness(&whole);
        let suppliers = suppliers::suppliers(&inputs, &whole);
        let incoming = incoming::incoming(&inputs, &whole);
        format!("{all:?} {readiness:?} {suppliers:?} {incoming:?}")
    };
    let whole = in_pieces(DEVICES * 2);
    for size in [1, 2, 3, 7, 20] {
        assert_eq!(in_pieces(size), whole, "{size}");
    }
}

#[test]
fn a_looser_limit_never_makes_an_alarm() {
    let mut world = sound();
    let token = world.rows().tokens.iter().next().unwrap().clone();
    let late = enrollment::snapshot::Token {
        last_success: crate::world::stamp("2026-11-19T15:00:00Z"),
        expires: crate::world::stamp("2026-12-20T00:00:00Z"),
        ..token
    };
    world.rows().tokens = std::iter::once(late).collect();
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    let alarms = |hours: i64, days: i64| {
        let mut thresholds = Thresholds::default();
        thresholds.set("sync-hours", hours).unwrap();
        thresholds.set("expiry-days", days).unwrap();
        let inputs = Inputs {
            fleet: &fleet,
            thresholds,
            history: History::default(),
        };
        let all = catalogue::examine(&inputs);
        let alarms = all.iter().filter(|it| it.judgement == Judgement::Alarm);
        alarms.map(|it| it.check.code).collect::<Vec<_>>()
    };
    assert_eq!(alarms(14, 45), ["P05", "P06"]);
    assert_eq!(alarms(20, 45), ["P06"]);
    assert_eq!(alarms(20, 14), Vec::<&str>::new());
}

#[test]
fn earlier_looks_say_since_when_where_rows_do_not() {
    let mut world = sound();
    let first = world.serial(&crate::sound::serial(0));
    let rows: Vec<_> = world.rows().register.iter().cloned().collect();
    world.rows().register = rows.into_iter().filter(|row| row.serial != first).collect();
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    let since = Moment::from_unix(1_780_000_000).unwrap();
    let mut inputs = Inputs::of(&fleet);
    let p10 = |inputs: &Inputs<'_>| {
        let all = catalogue::examine(inputs);
        let it = all.into_iter().find(|it| it.check.code == "P10").unwrap();
        (it.judgement, it.since)
    };
    assert_eq!(p10(&inputs), (Judgement::Alarm, None));
    inputs.history.alarming_since = vec![("P10".to_owned(), since)];
    assert_eq!(p10(&inputs), (Judgement::Alarm, Some(since)));
}
