//! Readiness, suppliers and what is on its way, against numbers counted by hand.

use crate::sound::{DEVICES, in_stock, sound};
use crate::world::{World, stamp};
use enrollment::correlate::correlate;
use enrollment::gate::Gate;
use enrollment::snapshot::{Account, Guid, LockType, ReadState, Releaser, Source, Whereabouts};
use rules::prevention::incoming::{Incoming, incoming};
use rules::prevention::inputs::Inputs;
use rules::prevention::readiness::{Readiness, readiness};
use rules::prevention::suppliers::{Supplier, suppliers};
use rules::prevention::tally::Tally;

fn numbers(world: World) -> (Readiness, Vec<Supplier>, Incoming) {
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    let inputs = Inputs::of(&fleet);
    let mut tally = Tally::default();
    tally.count(&inputs, 0..fleet.len());
    (
        readiness(&tally),
        suppliers(&inputs, &tally),
        incoming(&inputs, &tally),
    )
}

#[test]
fn a_sound_tenant_is_ready() {
    let (ready, suppliers, way) = numbers(sound());
    let used = DEVICES as u64 - 1;
    assert_eq!(ready.lead.known, used);
    assert_eq!(ready.lead.in_time, used);
    assert_eq!(ready.lead.too_late, 0);
    // From 10:05 on the 2nd to midnight of the 5th.
    assert_eq!(ready.lead.median_hours, Some(61));
    assert_eq!(ready.lead.months, [("2026-11".to_owned(), used, used)]);
    assert_eq!(ready.first_boot.rate(), Some((1.0, 1.0)));
    assert_eq!(ready.unmanaged.mean_days(), Some((0.0, 0.0)));
    assert_eq!((way.devices, way.ready, way.failing()), (1, 1, 0));
    assert_eq!(suppliers.len(), 1);
    let supplier = &suppliers[0];
    assert_eq!(
        (supplier.devices, supplier.enrolled, supplier.late),
        (DEVICES as u64, Some(used), 0)
    );
    assert_eq!((supplier.orders, supplier.median_days), (1, Some(1)));
    assert_eq!(supplier.incomplete, Some(Vec::new()));
}

#[test]
fn sealed_stock_does_not_fail() {
    let (ready, ..) = numbers(sound());
    // The device in stock is neither out, nor set up, nor delivered.
    assert_eq!(ready.unmanaged.devices, DEVICES as u64 - 1);
    assert_eq!(ready.first_boot.all(), DEVICES as u64 - 1);
    let mut sealed = sound();
    sealed.answer("F2LXK9QSS", "look", "sealed", "2026-11-19T09:00:00Z");
    sealed.org_with("F2LXK9QSS", |row| row.added = stamp("2026-10-01T08:00:00Z"));
    sealed.register("F2LXK9QSS", Whereabouts::HandedOut, "2026-10-05");
    let (ready, ..) = numbers(sealed);
    assert_eq!(ready.unmanaged.devices, DEVICES as u64 - 1);
}

#[test]
fn unmanaged_time_lies_between_its_bounds() {
    let mut world = sound();
    let used = "F2LXK9QUU";
    world.org_with(used, |row| {
        row.added = stamp("2026-10-01T08:00:00Z");
        row.ordered = stamp("2026-09-30T08:00:00Z");
    });
    world.register(used, Whereabouts::HandedOut, "2026-10-21T09:00:00Z");
    // A personal lock was seen today: it was set up some time before.
    world.lock(used, LockType::User);
    let (ready, ..) = numbers(world);
    let open = ready.unmanaged;
    assert_eq!((open.devices, open.open), (DEVICES as u64, 1));
    assert_eq!((open.least_hours, open.most_hours), (0, 30 * 24));
    let (least, most) = open.mean_days().unwrap();
    assert!(least.abs() < 1e-9 && (most - 30.0 / 21.0).abs() < 1e-9);
    assert_eq!(ready.first_boot.not, 1);
}

#[test]
fn where_nobody_read_what_is_managed_nobody_is_called_unmanaged() {
    let mut world = sound();
    let used = "F2LXK9QUU";
    world.org_with(used, |row| row.added = stamp("2026-10-01T08:00:00Z"));
    world.register(used, Whereabouts::HandedOut, "2026-10-21T09:00:00Z");
    world.lock(used, LockType::User);
    world.rows().managed = std::iter::empty().collect();
    let reads = &mut world.rows().reads;
    reads.set(Source::ManagedDevices, ReadState::NotRead);
    let (ready, ..) = numbers(world);
    assert_eq!((ready.unmanaged.open, ready.unmanaged.least_hours), (0, 0));
    assert!(ready.unmanaged.untold > 0, "{ready:?}");
    assert_eq!(ready.first_boot.not, 0);
    assert!(ready.first_boot.untold > 0, "{ready:?}");
}

#[test]
fn a_device_that_is_delivered_before_it_is_ready_is_too_late() {
    let mut world = sound();
    let early = "F2LXK9QEE";
    world.org_with(early, |row| {
        row.added = stamp("2026-11-10T08:00:00Z");
        row.ordered = stamp("2026-11-09T08:00:00Z");
    });
    world.link(early, "intune");
    world.imported(early, "2026-11-12T08:00:00Z", "2026-11-12T08:00:00Z");
    world.register(early, Whereabouts::HandedOut, "2026-11-11");
    let never = "F2LXK9QVV";
    world.org_with(never, |row| row.added = stamp("2026-11-10T08:00:00Z"));
    world.link(never, "intune");
    world.register(never, Whereabouts::HandedOut, "2026-11-11");
    let (ready, ..) = numbers(world);
    assert_eq!(ready.lead.known, DEVICES as u64 + 1);
    assert_eq!(ready.lead.too_late, 2);
    assert_eq!(ready.lead.in_time, DEVICES as u64 - 1);
}

#[test]
fn what_is_on_its_way_names_the_missing_gate() {
    let mut world = sound();
    let order = world.word("CB-9");
    world.register_with("F2LXK9QAA", |row| {
        row.order = order;
        row.bought = stamp("2026-11-15");
    });
    world.org_with("F2LXK9QBB", |row| row.added = stamp("2026-11-15T08:00:00Z"));
    world.register("F2LXK9QBB", Whereabouts::Stock, "");
    world.link("F2LXK9QBB", "jamf");
    world.org_with("F2LXK9QCC", |row| row.added = stamp("2026-11-15T08:00:00Z"));
    world.register("F2LXK9QCC", Whereabouts::Stock, "");
    world.link("F2LXK9QCC", "intune");
    world.imported("F2LXK9QCC", "2026-11-15T10:00:00Z", "");
    let (_, _, way) = numbers(world);
    assert_eq!((way.devices, way.failing(), way.ready), (4, 3, 1));
    assert_eq!(way.by_gate, [(Gate::G0, 1), (Gate::G1, 1), (Gate::G3, 1)]);
    let named: Vec<_> = way
        .named
        .iter()
        .map(|it| (it.serial.as_str(), it.gate))
        .collect();
    let expected = [
        ("F2LXK9QAA", Gate::G0),
        ("F2LXK9QBB", Gate::G1),
        ("F2LXK9QCC", Gate::G3),
    ];
    assert_eq!(named, expected);
    assert!(way.named.iter().all(|it| !it.remedy.is_empty()));
    assert!(!way.named.iter().any(|it| it.serial == in_stock()));
}

#[test]
fn an_order_that_apple_lacks_devices_of_is_its_suppliers() {
    let mut world = sound();
    let order = world.word("CB-1");
    for serial in ["F2LXK9QX1", "F2LXK9QX2"] {
        world.register_with(serial, |row| {
            row.order = order;
            row.bought = stamp("2026-11-01");
        });
    }
    let (_, suppliers, _) = numbers(world);
    let incomplete = vec![("CB-1".to_owned(), DEVICES as u64, 2)];
    assert_eq!(suppliers[0].incomplete, Some(incomplete));
}

/// What is on its way in the sound tenant, once it has changed.
fn on_its_way(change: impl FnOnce(&mut World)) -> Incoming {
    let mut world = sound();
    change(&mut world);
    numbers(world).2
}

#[test]
fn a_device_that_is_handed_out_in_three_days_is_on_its_way() {
    for whereabouts in [Whereabouts::Missing, Whereabouts::HandedOut] {
        let count = |day: &str| {
            let change = |world: &mut World| {
                world.org_with("F2LXK9QNN", |row| row.added = stamp("2026-05-01T08:00:00Z"));
                world.register("F2LXK9QNN", whereabouts, day);
            };
            on_its_way(change).devices
        };
        assert_eq!(count("2026-11-23"), 2, "{whereabouts:?}");
        assert_eq!(count("2026-11-18"), 1, "{whereabouts:?}");
    }
}

#[test]
fn a_unit_that_was_replaced_is_on_nobodys_way() {
    let way = |replaced: bool| {
        on_its_way(|world| {
            world.org_with("F2LXK9QNN", |row| {
                row.added = stamp("2026-11-10T08:00:00Z");
                if replaced {
                    row.releaser = Releaser::Replacement;
                }
            });
            world.register("F2LXK9QNN", Whereabouts::Stock, "");
        })
    };
    assert_eq!(way(false).devices, 2);
    assert_eq!(way(true).devices, 1);
}

#[test]
fn what_is_on_its_way_stops_where_its_holder_is_not_ready() {
    let way = |enabled: bool| {
        on_its_way(|world| {
            let user = world.word("new@contoso.example");
            world.rows().accounts.push(Account {
                id: Guid::parse(&format!("{:032}", 1)),
                name: user,
                enabled: Some(enabled),
                ..Account::default()
            });
            for serial in ["F2LXK9QNN", "F2LXK9QMM"] {
                world.org_with(serial, |row| row.added = stamp("2026-11-10T08:00:00Z"));
                world.link(serial, "intune");
                world.imported(serial, "2026-11-10T10:00:00Z", "2026-11-10T10:05:00Z");
                world.register_with(serial, |row| {
                    row.whereabouts = Whereabouts::Stock;
                    row.user = user;
                });
            }
            world.org_with("F2LXK9QLL", |row| row.added = stamp("2026-11-10T08:00:00Z"));
            world.register("F2LXK9QLL", Whereabouts::Stock, "");
        })
    };
    let ready = way(true);
    assert_eq!((ready.devices, ready.ready, ready.failing()), (4, 3, 1));
    let not_ready = way(false);
    assert_eq!(
        (not_ready.devices, not_ready.ready, not_ready.failing()),
        (4, 1, 3)
    );
    assert_eq!(not_ready.by_gate, [(Gate::G1, 1), (Gate::G7, 2)]);
    let names: Vec<&str> = not_ready
        .named
        .iter()
        .map(|it| it.serial.as_str())
        .collect();
    assert_eq!(names, ["F2LXK9QLL", "F2LXK9QMM", "F2LXK9QNN"]);
}

#[test]
fn what_another_management_has_is_not_without_one() {
    let unmanaged = |question: &str, answer: &str| {
        let mut world = sound();
        let used = "F2LXK9QUU";
        world.org_with(used, |row| row.added = stamp("2026-10-01T08:00:00Z"));
        world.register(used, Whereabouts::HandedOut, "2026-10-21");
        world.answer(used, question, answer, "2026-11-19T09:00:00Z");
        numbers(world).0.unmanaged.open
    };
    assert_eq!(unmanaged("look", "in_use"), 1);
    assert_eq!(unmanaged("look", "other_management"), 0);
    assert_eq!(unmanaged("other_mdm", "yes"), 0);
}
