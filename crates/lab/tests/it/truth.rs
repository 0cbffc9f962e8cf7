//! The order rules of causality.md §1.4, on logs that somebody wrote by hand.

use crate::worlds::judged;
use lab::clock::{DAY, HOUR, LOOKED_AT, MINUTE, Time};
use lab::device::Facts;
use lab::event::{Answer, Entry, Eraser, Event, Pane, Releaser, Stop, Style, Way};
use lab::request::Request;
use lab::truth::{Action, Ledger, Truth, Use, code, judge};
use lab::world::{Acting, Service, Source, World};

/// The day on which every story begins.
const START: Time = LOOKED_AT - 200 * DAY;
const INTUNE: Service = Service::Intune(0);

/// A quiet tenant, and the numbers of a telephone.
struct Bench {
    world: World,
    facts: Facts,
}

impl Bench {
    fn new() -> Self {
        let request = Request::default().with_world("boxed").unwrap();
        let world = World::build(&request.recipe().unwrap());
        let (story, _, truth) = judged(&world, 0, Acting::All);
        assert_eq!(code(truth.cause), "H01");
        Self {
            world,
            facts: story.facts,
        }
    }

    /// Judges a log whose entries are written in days after the start.
    fn judge(&self, log: &Log) -> Truth {
        let ledger = Ledger::read(&log.0, LOOKED_AT);
        judge(&ledger, &self.facts, &self.world.tenant)
    }

    fn expect(&self, log: &Log, cause: &str, gate: Option<u8>, action: Action) -> Truth {
        let truth = self.judge(log);
        let found = (code(truth.cause), truth.gate, truth.action);
        assert_eq!(found, (cause, gate, action), "{:#?}", log.0);
        truth
    }
}

/// A log being written, in hours after the start.
#[derive(Clone, Default)]
struct Log(Vec<Entry>);

impl Log {
    fn and(mut self, hours: i64, event: Event) -> Self {
        let at = START + hours * HOUR;
        self.0.push(Entry { at, event });
        self.0.sort_by_key(|entry| entry.at);
        self
    }

    fn delivered(self, hours: i64) -> Self {
        self.and(hours - 48, Event::Shipped)
            .and(hours, Event::Delivered)
            .and(hours + 1, Event::HandedOut)
    }

    fn added(self, hours: i64) -> Self {
        let source = Source::Reseller;
        self.and(hours, Event::Added { source, ours: true })
    }

    fn assigned(self, hours: i64) -> Self {
        self.and(hours, Event::Assigned(INTUNE))
    }

    fn imported(self, hours: i64) -> Self {
        self.and(hours, Event::Imported(0))
    }

    fn accepted(self, hours: i64) -> Self {
        self.and(hours, Event::ProfileRequested(0))
            .and(hours + 1, Event::ProfileAccepted(0))
    }

    /// All that Apple and Intune do before a device is used, from this hour on.
    fn ready(self, hours: i64) -> Self {
        self.added(hours)
            .assigned(hours + 1)
            .imported(hours + 2)
            .accepted(hours + 3)
    }

    fn begun(self, hours: i64, style: Style, answer: Answer) -> Self {
        let at_site = false;
        self.and(hours, Event::PoweredOn { style, at_site })
            .and(hours, Event::Reached(Pane::Check))
            .and(hours, Event::Answered(answer))
    }

    /// A run of Setup Assistant that ends at the home screen without management.
    fn missed(self, hours: i64) -> Self {
        self.begun(hours, Style::New, Answer::Nothing)
            .and(hours + 1, Event::InUseUnmanaged)
    }

    fn managed(self, hours: i64, way: Way) -> Self {
        let profile = way.is_automated().then_some(0);
        self.and(hours, Event::Enrolled { way, profile })
            .and(hours + 1, Event::Reached(Pane::Home))
            .and(hours + 1, Event::CheckedIn)
            .and(hours + 2, Event::Registered)
            .and(hours + 3, Event::Evaluated { compliant: true })
    }

    /// A run that ends under management.
    fn enrolled(self, hours: i64) -> Self {
        self.begun(hours, Style::New, Answer::Ours)
            .and(hours, Event::SignedIn)
            .managed(hours, Way::WithUser)
    }
}

fn healthy() -> Log {
    Log::default().ready(10).delivered(100).enrolled(120)
}

#[test]
fn all_in_order_nothing_is_wrong() {
    let bench = Bench::new();
    let truth = bench.expect(&healthy(), "none", None, Action::None);
    assert!(truth.data_at_risk && truth.live_data && !truth.erase_needed);
    assert!(truth.secondary.is_empty());
}

#[test]
fn all_in_order_and_never_switched_on_is_waiting() {
    let bench = Bench::new();
    let boxed = Log::default().ready(10).delivered(100);
    let truth = bench.expect(&boxed, "H01", Some(5), Action::Wait);
    assert!(!truth.data_at_risk && !truth.live_data);
    let prepared = Log::default()
        .and(90, Event::Delivered)
        .and(101, Event::Prepared)
        .ready(100);
    bench.expect(&prepared, "H03", Some(5), Action::Wait);
}

#[test]
fn an_activation_before_a_step_is_blamed_on_that_step() {
    let bench = Bench::new();
    let complete = Log::default()
        .delivered(50)
        .added(100)
        .assigned(200)
        .imported(300)
        .accepted(400);
    for (hours, cause) in [(60, "C01"), (150, "C02"), (250, "C03"), (350, "C04")] {
        let truth = bench.expect(
            &complete.clone().missed(hours),
            cause,
            Some(5),
            Action::Erase,
        );
        assert!(truth.erase_needed && truth.data_at_risk && !truth.live_data);
        assert!(truth.secondary.is_empty(), "{cause}");
    }
}

#[test]
fn the_last_run_decides_not_the_first() {
    let bench = Bench::new();
    let early = Log::default().delivered(50).missed(60).ready(100);
    bench.expect(&early, "C01", Some(5), Action::Erase);
    let erased = early.and(200, Event::Erased(Eraser::Holder));
    bench.expect(&erased, "H07", Some(5), Action::Wait);
    bench.expect(&erased.clone().enrolled(210), "none", None, Action::None);
    let too_soon = Log::default()
        .delivered(50)
        .missed(60)
        .and(80, Event::Erased(Eraser::Holder))
        .missed(81)
        .ready(100);
    bench.expect(&too_soon, "C01", Some(5), Action::Erase);
}

#[test]
fn no_erase_is_asked_for_before_the_way_is_free() {
    let bench = Bench::new();
    let used = Log::default().delivered(50).missed(60);
    let truth = bench.expect(&used, "C13", Some(0), Action::Configure);
    assert!(truth.erase_needed && truth.live_data);
    let source = Source::Manual;
    let added = used.and(100, Event::Added { source, ours: true });
    bench.expect(&added, "C15", Some(1), Action::Configure);
    let parked = added.and(101, Event::Assigned(Service::Configurator));
    let truth = bench.expect(&parked, "C05", Some(1), Action::Configure);
    assert!(truth.erase_needed && truth.live_data);
    let codes: Vec<&str> = truth.secondary.iter().map(|cause| code(*cause)).collect();
    assert_eq!(codes, ["C01"]);
    let imported = parked
        .and(102, Event::Unassigned)
        .assigned(103)
        .imported(104);
    bench.expect(&imported, "C04", Some(3), Action::Configure);
    bench.expect(
        &imported.clone().accepted(105),
        "C01",
        Some(5),
        Action::Erase,
    );
}

#[test]
fn the_way_was_free_and_the_person_took_another() {
    let bench = Bench::new();
    let ready = Log::default().ready(10).delivered(100);
    let restored = ready
        .clone()
        .begun(120, Style::RestoreOwn, Answer::Ours)
        .and(121, Event::InUseUnmanaged);
    bench.expect(&restored, "C08", Some(5), Action::Erase);
    let beside = ready
        .clone()
        .and(
            120,
            Event::PoweredOn {
                style: Style::QuickStart,
                at_site: false,
            },
        )
        .and(120, Event::Reached(Pane::QuickStart))
        .and(121, Event::InUseUnmanaged);
    bench.expect(&beside, "C09", Some(5), Action::Erase);
    // A profile that is accepted once more later does not change what happened.
    let touched = beside.accepted(300);
    bench.expect(&touched, "C09", Some(5), Action::Erase);
    let unanswered = ready
        .clone()
        .begun(120, Style::New, Answer::Error)
        .and(121, Event::InUseUnmanaged);
    // The network is in order by now: nothing is left to mend, and the device never asks again.
    bench.expect(&unanswered, "C45", Some(5), Action::Erase);
    let abandoned = ready.begun(120, Style::New, Answer::Ours).and(
        121,
        Event::Stopped {
            why: Stop::Abandoned,
            recorded: false,
        },
    );
    bench.expect(&abandoned, "C43", Some(6), Action::Configure);
}

#[test]
fn an_erased_device_at_hello_waits_for_its_next_holder() {
    let bench = Bench::new();
    let returned = healthy()
        .and(500, Event::Returned)
        .and(510, Event::Erased(Eraser::Remote));
    let truth = bench.expect(&returned, "H07", Some(5), Action::Wait);
    assert!(!truth.data_at_risk);
    let again = returned.and(600, Event::HandedOut).enrolled(610);
    bench.expect(&again, "none", None, Action::None);
}

#[test]
fn assigning_again_clears_the_profile() {
    let bench = Bench::new();
    let cleared = Log::default()
        .ready(10)
        .delivered(100)
        .assigned(200)
        .and(200, Event::ProfileCleared);
    bench.expect(&cleared, "C06", Some(4), Action::Configure);
    let used = cleared.clone().missed(300);
    let truth = bench.expect(&used, "C06", Some(4), Action::Configure);
    assert!(truth.erase_needed && truth.live_data);
    let mended = cleared.accepted(300);
    bench.expect(&mended, "H01", Some(5), Action::Wait);
    // Who is enrolled does not ask Apple any more.
    let late = healthy().assigned(500).and(500, Event::ProfileCleared);
    bench.expect(&late, "none", None, Action::None);
}

#[test]
fn a_release_is_blamed_on_who_released() {
    let bench = Bench::new();
    let ready = Log::default().ready(10).delivered(100);
    let released = |log: Log, by| {
        log.and(300, Event::Unassigned)
            .and(300, Event::Released(by))
            .and(312, Event::MarkedGone(0))
    };
    let boxed = released(ready.clone(), Releaser::Administrator);
    bench.expect(&boxed, "C17", Some(0), Action::Clean);
    let managed = released(healthy(), Releaser::Administrator);
    let truth = bench.expect(&managed, "C17", Some(0), Action::Clean);
    assert!(truth.live_data);
    let left = released(healthy().and(299, Event::LeftManagement), Releaser::Person);
    bench.expect(&left, "C10", Some(0), Action::Configure);
    let back = boxed.ready(400);
    bench.expect(&back, "H01", Some(5), Action::Wait);
}

#[test]
fn enrolled_by_hand_instead_of_by_itself() {
    let bench = Bench::new();
    let by_hand = Log::default()
        .delivered(50)
        .missed(60)
        .ready(100)
        .managed(200, Way::ByHand);
    let truth = bench.expect(&by_hand, "C12", Some(0), Action::Migrate);
    assert!(truth.live_data && !truth.erase_needed);
}

/// A device in daily use under another product, moved to our service at hour 1,000.
fn moved() -> Log {
    Log::default()
        .added(10)
        .and(11, Event::Assigned(Service::Other))
        .delivered(100)
        .managed(110, Way::Elsewhere)
        .and(1_000, Event::Unassigned)
        .assigned(1_000)
        .imported(1_005)
        .accepted(1_006)
}

#[test]
fn a_move_without_a_deadline_waits_for_a_decision() {
    let bench = Bench::new();
    let truth = bench.expect(&moved(), "C59", Some(5), Action::Migrate);
    assert!(truth.live_data && !truth.erase_needed);
}

#[test]
fn a_move_with_a_deadline_ahead_needs_patience() {
    let bench = Bench::new();
    let planned = |deadline| moved().and(1_010, Event::MigrationPlanned { deadline });
    let ahead = planned(LOOKED_AT + 9 * DAY);
    bench.expect(&ahead, "C57", Some(5), Action::Wait);
    let failed = ahead.and(1_100, Event::MigrationFailed);
    bench.expect(&failed, "C59", Some(5), Action::Migrate);
    bench.expect(&planned(LOOKED_AT - DAY), "C59", Some(5), Action::Migrate);
    let done = planned(LOOKED_AT - DAY)
        .and(2_000, Event::MigrationDone)
        .managed(2_000, Way::WithUser);
    bench.expect(&done, "none", None, Action::None);
}

#[test]
fn another_profile_after_the_enrollment_is_pending() {
    let bench = Bench::new();
    let other = bench
        .world
        .tenant
        .second_profile(0, bench.facts.order.family);
    let changed = healthy().and(500, Event::ProfileRequested(other.unwrap()));
    let truth = bench.expect(&changed, "C54", Some(12), Action::Wait);
    assert!(truth.live_data);
    let same = healthy().and(500, Event::ProfileRequested(0));
    bench.expect(&same, "none", None, Action::None);
}

#[test]
fn enrolled_and_never_registered() {
    let bench = Bench::new();
    let mut unknown = healthy();
    let seen_by_entra = |event| matches!(event, Event::Registered | Event::Evaluated { .. });
    unknown.0.retain(|entry| !seen_by_entra(entry.event));
    bench.expect(&unknown, "C52", Some(10), Action::Configure);
}

#[test]
fn a_row_that_came_after_the_enrollment_is_stale() {
    let bench = Bench::new();
    let deleted = healthy().and(500, Event::RowDeleted(0)).imported(600);
    bench.expect(&deleted, "H06", Some(12), Action::Clean);
}

#[test]
fn the_first_gate_is_the_cause_and_the_others_stand_beside_it() {
    let bench = Bench::new();
    let stuck = Log::default()
        .delivered(50)
        .missed(60)
        .added(100)
        .assigned(101)
        .imported(102);
    let truth = bench.expect(&stuck, "C04", Some(3), Action::Configure);
    let codes: Vec<&str> = truth.secondary.iter().map(|cause| code(*cause)).collect();
    assert_eq!(codes, ["C01"]);
}

#[test]
fn a_row_that_is_minutes_old_has_not_failed_yet() {
    let bench = Bench::new();
    let fresh = |ago: Time| {
        let mut log = Log::default().delivered(100).added(200).assigned(201);
        log.0.push(Entry {
            at: LOOKED_AT - ago,
            event: Event::Imported(0),
        });
        log
    };
    bench.expect(&fresh(5 * MINUTE), "H02", Some(3), Action::Wait);
    bench.expect(&fresh(3 * HOUR), "C04", Some(3), Action::Configure);
}

#[test]
fn a_log_is_read_up_to_a_time_and_no_further() {
    let log = Log::default().delivered(50).missed(60).ready(100).0;
    let at = |hours| Ledger::read(&log, START + hours * HOUR);
    assert_eq!(at(55).in_use, Use::Boxed);
    assert_eq!(at(60).in_use, Use::Hello);
    assert_eq!(at(61).in_use, Use::Unmanaged);
    assert!(!at(99).in_org && at(100).in_org);
    assert_eq!(at(100).service, None);
    assert_eq!(at(101).service, Some((INTUNE, START + 101 * HOUR)));
    assert!(at(101).row().is_none() && at(102).row().is_some());
    assert!(at(103).accepted.is_none() && at(104).accepted.is_some());
    assert_eq!(Ledger::read(&log, Time::MIN).in_use, Use::Boxed);
}
