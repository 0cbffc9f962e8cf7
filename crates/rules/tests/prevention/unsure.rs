//! One thing is not known, in a tenant that is sound otherwise: the check whose outcome hangs on it
//! does not hold, and says what nobody saw.

use crate::alarms::{org, restriction, token, unlink};
use crate::sound::{check, in_stock, serial, sound};
use crate::world::{World, stamp};
use enrollment::moment::Stamp;
use enrollment::snapshot::{
    AssignmentStatus, EnrollmentFailure, FailureReason, PurchaseSource, ReadState, Source,
};
use enrollment::term::Term;
use rules::prevention::measured::{Judgement, Missing};

type Change = fn(&mut World);

/// What is not known, which check hangs on it, and what it says was missing.
const UNKNOWN: [(&str, &str, Change); 16] = [
    ("P01", "apple/orgDevices addedToOrgDateTime", |world| {
        org(world, |row| row.added = Stamp::ABSENT);
    }),
    ("P01", "apple/orgDevices purchaseSourceType", |world| {
        strange_source(world);
    }),
    ("P02", "own-list-empty", |world| {
        world.rows().register = [].into_iter().collect();
    }),
    ("P13", "own-list-empty", |world| {
        world.rows().register = [].into_iter().collect();
    }),
    ("P03", "apple/auditEvents", |world| {
        // An hour ago something about it changed, and nobody knows what.
        unlink(world);
        org(world, |row| {
            row.status = AssignmentStatus::Unassigned;
            row.updated = stamp("2026-11-20T08:00:00Z");
        });
    }),
    ("P03", "apple/orgDevices status", |world| {
        unlink(world);
        org(world, |row| row.status = AssignmentStatus::Missing);
    }),
    ("P05", "apple/orgDevices updatedDateTime", |world| {
        let stock = world.serial(&in_stock());
        let rows: Vec<_> = world.rows().imported.iter().cloned().collect();
        world.rows().imported = rows.into_iter().filter(|row| row.serial != stock).collect();
        org(world, |row| row.updated = Stamp::ABSENT);
    }),
    ("P05", "apple/orgDevices", |world| {
        world
            .rows()
            .reads
            .set(Source::OrgDevices, ReadState::NotRead);
    }),
    ("P06", "microsoft/users", |world| {
        world.rows().reads.set(Source::Accounts, ReadState::NotRead);
    }),
    (
        "P07",
        "microsoft/depOnboardingSettings lastSyncErrorCode",
        |world| {
            token(world, |row| row.error = Some(99));
        },
    ),
    (
        "P12",
        "microsoft/deviceEnrollmentConfigurations priority",
        |world| {
            world.rows().restrictions = [].into_iter().collect();
        },
    ),
    ("P14", "register site", |world| {
        let rows: Vec<_> = world.rows().register.iter().cloned().collect();
        let rows = rows.into_iter().map(|mut row| {
            row.site = enrollment::words::Word::NONE;
            row
        });
        world.rows().register = rows.collect();
        broken_off(world);
    }),
    ("P15", "apple/orgDevices addedToOrgDateTime", |world| {
        unlink(world);
        let order = world.word("R1234567");
        org(world, |row| {
            row.order = order;
            row.source = PurchaseSource::Apple;
            row.status = AssignmentStatus::Unassigned;
            row.added = Stamp::ABSENT;
            row.updated = Stamp::ABSENT;
        });
    }),
    (
        "P17",
        "microsoft/managedDevices enrolledDateTime",
        |world| {
            let first = world.serial(&serial(0));
            let rows: Vec<_> = world.rows().managed.iter().cloned().collect();
            let rows = rows.into_iter().map(|mut row| {
                if row.serial == first {
                    row.enrolled = Stamp::ABSENT;
                }
                row
            });
            world.rows().managed = rows.collect();
        },
    ),
    ("P09", "microsoft/managedDevices", |world| {
        // What came late may have enrolled since.
        world.rows().managed = [].into_iter().collect();
        world
            .rows()
            .reads
            .set(Source::ManagedDevices, ReadState::NotRead);
        org(world, |row| row.ordered = stamp("2026-10-01T08:00:00Z"));
    }),
    ("P12", "microsoft/deviceEnrollmentConfigurations", |world| {
        restriction(world, |row| row.is_default = false);
        world
            .rows()
            .reads
            .set(Source::Restrictions, ReadState::Partial);
    }),
];

/// A word of Apple's that is not known here.
fn strange_source(world: &mut World) {
    let word = PurchaseSource::read("GIFT", &world.rows().strange);
    org(world, |row| row.source = word);
}

/// An enrollment broke off as it does where a network stands in the way.
fn broken_off(world: &mut World) {
    let serial = world.serial(&in_stock());
    world.rows().failures.push(EnrollmentFailure {
        at: stamp("2026-11-19T09:00:00Z"),
        serial,
        reason: FailureReason::ClientDisconnected,
        ..EnrollmentFailure::default()
    });
}

fn words(missing: &Missing) -> String {
    match missing {
        Missing::Source(source) => source.name().to_owned(),
        Missing::Field(source, field) => format!("{source} {field}"),
        Missing::Unasked(phrase) => phrase.key.to_owned(),
    }
}

#[test]
fn what_nobody_knows_keeps_a_check_from_holding() {
    for (code, what, change) in UNKNOWN {
        let mut world = sound();
        change(&mut world);
        let found = check(&world.done(), code);
        let missing: Vec<String> = found.missing.iter().map(words).collect();
        assert_eq!(
            found.judgement,
            Judgement::CannotTell,
            "{code} {what}: {found:?}"
        );
        assert!(
            missing.iter().any(|it| it == what),
            "{code} {what}: {missing:?}"
        );
    }
}

#[test]
fn a_zero_that_nobody_could_see_is_not_told() {
    for (code, source) in [
        ("P02", Source::OrgDevices),
        ("P14", Source::Failures),
        ("P17", Source::ManagedDevices),
    ] {
        let mut world = sound();
        world.rows().reads.set(source, ReadState::NotRead);
        let found = check(&world.done(), code);
        assert_eq!(found.value, None, "{code} without {source}");
    }
}

#[test]
fn a_mistyped_serial_number_is_no_supplier_s_fault() {
    let mut world = sound();
    let order = world.word("CB-1");
    // A scanner put an S before the number of the device in stock.
    world.register_with(&format!("S{}", in_stock()), |row| {
        row.order = order;
        row.bought = stamp("2026-11-10");
    });
    assert_eq!(check(&world.done(), "P02").judgement, Judgement::Holds);
}

#[test]
fn a_page_that_came_twice_tells_of_one_token() {
    let mut world = sound();
    let rows: Vec<_> = world.rows().tokens.iter().cloned().collect();
    for row in rows {
        world.rows().tokens.push(row);
    }
    assert_eq!(
        check(&world.done(), "P06").population,
        2,
        "with the push certificate"
    );
}

#[test]
fn days_are_whole_ones_before_and_after() {
    for (expires, key, days) in [
        ("2026-11-20T08:55:00Z", "has-ended", 0),
        ("2026-11-19T08:55:00Z", "has-ended", -1),
        ("2026-11-20T09:30:00Z", "ends-within-7-days", 0),
    ] {
        let mut world = sound();
        let end = stamp(expires);
        token(&mut world, |row| row.expires = end);
        let found = check(&world.done(), "P06");
        let first = &found.exceptions.named[0];
        let amount = rules::prevention::measured::Amount::Days(days);
        assert_eq!(
            (first.why.key, first.amount),
            (key, Some(amount)),
            "{expires}"
        );
    }
}
