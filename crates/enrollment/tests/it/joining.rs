//! One device per canonical serial number; IMEI as a second key; conflicts are data.

use crate::world::{World, case, imei};
use enrollment::case_file::{Identity, Listing, Managed, Membership, Unit};
use enrollment::correlate::correlate;
use enrollment::moment::Stamp;
use enrollment::snapshot::{EnrollmentType, PurchaseSource, Source, Whereabouts};

#[test]
fn case_and_blanks_do_not_make_two_devices() {
    let mut world = World::new();
    world.org("f2lxk9q1", "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    world.imported(" F2LX K9Q1", "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    assert_eq!(fleet.len(), 1);
    let device = fleet.device(0);
    assert_eq!(device.serial_text(), "F2LXK9Q1");
    assert!(device.org().is_some() && device.imported().is_some());
}

#[test]
fn devices_come_in_the_order_of_their_serial_numbers() {
    let mut world = World::new();
    for serial in [
        "ZZZZZZ9",
        "AAAAAA1",
        "MMMMMMMMMMMMMMMMM2",
        "MMMMMMMMMMMMMMMMM1",
    ] {
        world.org(serial, "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    }
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    let serials: Vec<_> = fleet
        .devices()
        .map(|device| device.serial_text().to_owned())
        .collect();
    assert_eq!(
        serials,
        [
            "AAAAAA1",
            "MMMMMMMMMMMMMMMMM1",
            "MMMMMMMMMMMMMMMMM2",
            "ZZZZZZ9"
        ]
    );
}

#[test]
fn a_managed_device_without_serial_number_joins_by_imei() {
    let mut world = World::new();
    world.org_with("F2LXK9Q1", |row| row.imei[0] = imei("356938035643809"));
    world.managed_with("", |row| {
        row.imei = imei("35693803564380");
        row.enrollment = EnrollmentType::AppleUser;
    });
    let case = case(&world.done(), "F2LXK9Q1");
    assert_eq!(case.get::<Managed>(), Managed::ByHand);
    assert_eq!(case.get::<Identity>(), Identity::ByImei);
}

#[test]
fn an_imei_that_two_devices_have_joins_nothing() {
    let mut world = World::new();
    for serial in ["F2LXK9Q1", "F2LXK9Q2"] {
        world.org_with(serial, |row| {
            row.imei[0] = imei("356938035643809");
            row.added = Stamp::parse("2026-01-01T00:00:00Z").unwrap();
        });
    }
    world.managed_with("", |row| row.imei = imei("356938035643809"));
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    assert!(fleet.devices().all(|device| device.managed().is_none()));
}

#[test]
fn old_and_new_unit_of_a_repair_are_told_apart_by_age() {
    let mut world = World::new();
    for (serial, added) in [("OLDUNIT01", "2025-01-01"), ("NEWUNIT01", "2026-10-01")] {
        world.org_with(serial, |row| {
            row.imei[0] = imei("356938035643809");
            row.added = Stamp::parse(added).unwrap();
        });
    }
    let snapshot = world.done();
    assert_eq!(case(&snapshot, "OLDUNIT01").get::<Unit>(), Unit::Replaced);
    assert_eq!(
        case(&snapshot, "NEWUNIT01").get::<Unit>(),
        Unit::Replacement
    );
}

#[test]
fn a_barcode_s_is_a_suggestion_and_not_a_join() {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    world.register("SF2LXK9Q1", Whereabouts::HandedOut, "2026-02-01");
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    assert_eq!(fleet.len(), 2);
    let typo = case(&snapshot, "SF2LXK9Q1");
    assert_eq!(typo.get::<Identity>(), Identity::Lookalike);
    assert_eq!(typo.get::<Membership>(), Membership::Absent);
    assert_eq!(
        case(&snapshot, "F2LXK9Q1").get::<Identity>(),
        Identity::Exact
    );
}

#[test]
fn a_register_that_contradicts_itself_is_a_conflict() {
    let mut world = World::new();
    world.org_with("F2LXK9Q1", |row| row.imei[0] = imei("356938035643809"));
    world.org("F2LXK9Q2", "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    world.register_with("F2LXK9Q2", |row| row.imei = imei("356938035643809"));
    assert_eq!(
        case(&world.done(), "F2LXK9Q2").get::<Identity>(),
        Identity::Conflict
    );
}

#[test]
fn two_tokens_are_seen_and_the_live_row_counts() {
    let mut world = World::new();
    let other = world.word("t2");
    world.imported("F2LXK9Q1", "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
    world.imported_with("F2LXK9Q1", |row| row.token = other);
    let snapshot = world.done();
    assert_eq!(
        case(&snapshot, "F2LXK9Q1").get::<Listing>(),
        Listing::TwoTokens
    );

    let mut world = World::new();
    world.imported_with("F2LXK9Q1", |row| {
        row.deleted = true;
        row.created = Stamp::parse("2026-10-01").unwrap();
    });
    world.imported("F2LXK9Q1", "2026-01-02T00:00:00Z", "");
    assert_eq!(
        case(&world.done(), "F2LXK9Q1").get::<Listing>(),
        Listing::Token
    );
}

#[test]
fn the_same_record_on_two_pages_is_one_record() {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    for _ in 0..2 {
        world.managed(
            "F2LXK9Q1",
            "2026-02-01T00:00:00Z",
            EnrollmentType::BulkWithUser,
        );
    }
    let snapshot = world.done();
    assert_eq!(
        case(&snapshot, "F2LXK9Q1").get::<Managed>(),
        Managed::Automated
    );

    let mut world = World::new();
    world.managed(
        "F2LXK9Q1",
        "2026-02-01T00:00:00Z",
        EnrollmentType::BulkWithUser,
    );
    world.managed(
        "F2LXK9Q1",
        "2026-05-01T00:00:00Z",
        EnrollmentType::BulkWithUser,
    );
    assert_eq!(
        case(&world.done(), "F2LXK9Q1").get::<Managed>(),
        Managed::Several
    );
}

#[test]
fn absence_means_something_only_where_everything_was_read() {
    for (partly, expected) in [(false, Membership::Absent), (true, Membership::Unread)] {
        let mut world = World::new();
        world.imported("F2LXK9Q1", "2026-01-02T00:00:00Z", "");
        if partly {
            world.partly_read(Source::OrgDevices);
        }
        assert_eq!(
            case(&world.done(), "F2LXK9Q1").get::<Membership>(),
            expected
        );
    }
}
