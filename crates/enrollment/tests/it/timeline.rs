//! The last run of Setup Assistant is bounded by what saw the device in use.

use crate::world::{NOW, World, look, moment, stamp};
use enrollment::case_file::{ProfileSettled, UsedWhen};
use enrollment::correlate::correlate;
use enrollment::snapshot::{
    Appearance, Appearances, Appeared, AuditType, EnrollmentType, LockType, PurchaseSource,
    Snapshot,
};
use enrollment::timeline::{SignOfUse, Span};

fn assigned_iphone() -> World {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-09-01T10:00:00Z", PurchaseSource::Manual);
    world.link("F2LXK9Q1", "intune");
    world.imported("F2LXK9Q1", "2026-09-02T03:00:00Z", "2026-09-02T03:05:00Z");
    world
}

#[test]
fn a_personal_lock_says_that_it_was_set_up_but_not_when() {
    let mut world = assigned_iphone();
    world.lock("F2LXK9Q1", LockType::User);
    look(&world.done(), "F2LXK9Q1", |timeline, case| {
        assert_eq!(
            timeline.set_up,
            Span {
                earliest: None,
                latest: Some(moment(NOW))
            }
        );
        assert_eq!(timeline.used, Some(SignOfUse::Lock));
        assert_eq!(case.get::<UsedWhen>(), UsedWhen::Unread);
    });
}

#[test]
fn an_enrollment_by_hand_before_the_adding_dates_the_set_up() {
    let mut world = assigned_iphone();
    world.managed("F2LXK9Q1", "2026-07-10T08:00:00Z", EnrollmentType::User);
    look(&world.done(), "F2LXK9Q1", |timeline, case| {
        assert_eq!(timeline.set_up.latest, Some(moment("2026-07-10T08:00:00Z")));
        assert_eq!(case.get::<UsedWhen>(), UsedWhen::BeforeAdded);
    });
}

#[test]
fn an_erase_starts_a_new_life() {
    let mut world = assigned_iphone();
    world.managed("F2LXK9Q1", "2026-07-10T08:00:00Z", EnrollmentType::User);
    world.audit("F2LXK9Q1", "2026-10-01T08:00:00Z", AuditType::Erased, "");
    world.answer("F2LXK9Q1", "look", "in_use", "2026-11-18T08:00:00Z");
    look(&world.done(), "F2LXK9Q1", |timeline, case| {
        assert_eq!(
            timeline.set_up.earliest,
            Some(moment("2026-10-01T08:00:00Z"))
        );
        assert_eq!(timeline.set_up.latest, Some(moment("2026-11-18T08:00:00Z")));
        assert_eq!(case.get::<UsedWhen>(), UsedWhen::AfterProfile);
    });
}

#[test]
fn an_erase_alone_does_not_say_that_it_was_set_up_again() {
    let mut world = assigned_iphone();
    world.audit("F2LXK9Q1", "2026-10-01T08:00:00Z", AuditType::Erased, "");
    look(&world.done(), "F2LXK9Q1", |timeline, case| {
        assert!(!timeline.set_up.is_known());
        assert_eq!(case.get::<UsedWhen>(), UsedWhen::Unread);
    });
}

#[test]
fn without_audit_events_the_assignment_lies_between_adding_and_import() {
    let snapshot = assigned_iphone().done();
    look(&snapshot, "F2LXK9Q1", |timeline, _| {
        let span = Span {
            earliest: Some(moment("2026-09-01T10:00:00Z")),
            latest: Some(moment("2026-09-02T03:00:00Z")),
        };
        assert_eq!(timeline.assigned, span);
    });
}

#[test]
fn the_order_date_of_a_device_added_by_hand_is_made_up() {
    let mut world = World::new();
    world.org_with("F2LXK9Q1", |row| {
        row.source = PurchaseSource::Manual;
        row.ordered = stamp("2026-09-01T10:00:00Z");
    });
    look(&world.done(), "F2LXK9Q1", |timeline, _| {
        assert!(!timeline.ordered.is_known());
    });
}

/// An iPhone whose profile nobody dates, enrolled by hand, and two looks that have the profile
/// between them.
fn profiled_between(after: &str, by: &str, enrolled: &str) -> Snapshot {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-09-01T10:00:00Z", PurchaseSource::Manual);
    world.link("F2LXK9Q1", "intune");
    let profile = world.word("p1");
    world.imported_with("F2LXK9Q1", |row| {
        row.created = stamp("2026-09-02T03:00:00Z");
        row.profile = profile;
    });
    world.managed("F2LXK9Q1", enrolled, EnrollmentType::User);
    let mut snapshot = world.done();
    let fleet = correlate(&snapshot);
    let device = fleet.find("F2LXK9Q1").unwrap();
    let seen = Appearance {
        serial: device.serial,
        what: Appeared::Profile,
        value: device.profile_name().unwrap(),
        after: Some(moment(after)),
        by: moment(by),
    };
    snapshot.appearances = Appearances::of(vec![seen]);
    snapshot
}

#[test]
fn two_looks_date_the_profile_that_no_vendor_dates() {
    let (after, by) = ("2026-10-01T06:00:00Z", "2026-10-01T18:00:00Z");
    let before = profiled_between(after, by, "2026-09-20T08:00:00Z");
    look(&before, "F2LXK9Q1", |timeline, case| {
        assert_eq!(timeline.profiled.earliest, Some(moment(after)));
        assert_eq!(timeline.profiled.latest, Some(moment(by)));
        assert_eq!(case.get::<ProfileSettled>(), ProfileSettled::Settled);
    });
    let between = profiled_between(after, by, "2026-10-01T12:00:00Z");
    look(&between, "F2LXK9Q1", |_, case| {
        assert_eq!(
            case.get::<UsedWhen>(),
            UsedWhen::Unread,
            "nobody knows the order"
        );
    });
    let mut unknown = profiled_between(after, by, "2026-09-20T08:00:00Z");
    unknown.appearances = Appearances::default();
    look(&unknown, "F2LXK9Q1", |timeline, case| {
        assert!(!timeline.profiled.is_known());
        assert_eq!(case.get::<ProfileSettled>(), ProfileSettled::Unread);
    });
}
