//! From rows to readings.

use crate::world::{World, case, stamp};
use enrollment::case_file::{
    AddGap, Assignments, Care, Contact, Counts, HandedWhen, Lock, Look, Managed, ProfileState,
    Push, RegisterState, Registered, Server, Siblings, SourceKind, SyncSince, TokenHealth, gates,
};
use enrollment::correlate::correlate;
use enrollment::gate::{Gate, Passage};
use enrollment::snapshot::{
    AccessPolicy, AssignmentStatus, AuditType, EnrollmentState, EnrollmentType, LockType,
    MdmServer, Platform, PolicyState, Profile, PurchaseSource, PushCertificate, Source,
    Whereabouts,
};

#[test]
fn the_service_that_lists_most_of_a_tokens_devices_is_its_own() {
    let mut world = World::new();
    for n in 0..10 {
        let serial = format!("F2LXK9Q{n}");
        world.org(&serial, "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
        world.imported(&serial, "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
        world.link(&serial, if n == 9 { "jamf" } else { "intune" });
    }
    let snapshot = world.done();
    assert_eq!(case(&snapshot, "F2LXK9Q0").get::<Server>(), Server::Intune);
    assert_eq!(
        case(&snapshot, "F2LXK9Q9").get::<Server>(),
        Server::OtherMdm
    );
}

#[test]
fn unassigned_and_configurator_are_told_apart() {
    let mut world = World::new();
    world.org_with("F2LXK9Q1", |row| row.status = AssignmentStatus::Unassigned);
    world.org("F2LXK9Q2", "2026-01-01T00:00:00Z", PurchaseSource::Manual);
    world.link("F2LXK9Q2", "configurator");
    let snapshot = world.done();
    assert_eq!(
        case(&snapshot, "F2LXK9Q1").get::<Server>(),
        Server::Unassigned
    );
    assert_eq!(
        case(&snapshot, "F2LXK9Q2").get::<Server>(),
        Server::Configurator
    );
}

#[test]
fn nobody_looked_at_the_services() {
    let mut world = World::new();
    world.not_read(Source::MdmServerDevices);
    world.org("F2LXK9Q1", "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    let case = case(&world.done(), "F2LXK9Q1");
    assert_eq!(case.get::<Server>(), Server::Unread);
    assert_eq!(gates(&case).of(Gate::G1), Passage::Unknown);
}

#[test]
fn an_expired_token_is_expired_and_a_silent_one_is_stale() {
    for (expires, success, code, expected) in [
        (
            "2026-11-02",
            "2026-11-01T00:00:00Z",
            0,
            TokenHealth::Expired,
        ),
        ("2027-05-01", "2026-11-15T00:00:00Z", 0, TokenHealth::Stale),
        ("2027-05-01", "2026-11-15T00:00:00Z", 3, TokenHealth::Terms),
        ("2027-05-01", "2026-11-20T03:00:00Z", 0, TokenHealth::Valid),
    ] {
        let mut world = World::new();
        let row = world.rows().tokens.iter().next().unwrap().clone();
        let changed = enrollment::snapshot::Token {
            expires: stamp(expires),
            last_success: stamp(success),
            last_triggered: stamp(success),
            error: Some(code),
            ..row
        };
        world.rows().tokens = std::iter::once(changed).collect();
        world.org("F2LXK9Q1", "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
        world.link("F2LXK9Q1", "intune");
        assert_eq!(
            case(&world.done(), "F2LXK9Q1").get::<TokenHealth>(),
            expected
        );
    }
}

#[test]
fn a_device_assigned_after_the_last_sync_waits_for_the_next() {
    for (added, expected) in [
        ("2026-11-20T05:00:00Z", SyncSince::NotYet),
        ("2026-11-10T05:00:00Z", SyncSince::Yes),
    ] {
        let mut world = World::new();
        world.org("F2LXK9Q1", added, PurchaseSource::Reseller);
        world.link("F2LXK9Q1", "intune");
        assert_eq!(
            case(&world.done(), "F2LXK9Q1").get::<SyncSince>(),
            expected,
            "{added}"
        );
    }
}

#[test]
fn what_reached_apple_after_the_last_sync_does_not_make_intune_lag_behind() {
    // Enrolled devices were on the list once; somebody deleted their rows.
    for (added, is_enrolled, expected) in [
        ("2026-11-20T05:00:00Z", false, Counts::Equal),
        ("2026-11-10T05:00:00Z", false, Counts::Behind),
        ("2026-11-10T05:00:00Z", true, Counts::Equal),
    ] {
        let mut world = World::new();
        for n in 0..10 {
            let serial = format!("F2LXK9Q{n}");
            world.org_with(&serial, |row| {
                row.added = stamp(added);
                row.updated = stamp(added);
            });
            world.link(&serial, "intune");
            if is_enrolled {
                world.managed(
                    &serial,
                    "2026-11-12T08:00:00Z",
                    EnrollmentType::BulkWithUser,
                );
            }
        }
        let token = world.rows().tokens.iter().next().unwrap().clone();
        let token = enrollment::snapshot::Token {
            devices: Some(100),
            last_success: stamp("2026-11-20T03:00:00Z"),
            ..token
        };
        world.rows().tokens = std::iter::once(token).collect();
        let servers: Vec<MdmServer> = world.rows().mdm_servers.iter().cloned().collect();
        world.rows().mdm_servers = servers
            .into_iter()
            .map(|server| MdmServer {
                devices: Some(110),
                ..server
            })
            .collect();
        let case = case(&world.done(), "F2LXK9Q1");
        assert_eq!(case.get::<Counts>(), expected, "{added}");
    }
}

#[test]
fn a_second_factor_is_demanded_by_a_policy_that_reaches_every_enrollment() {
    let demanded = |change: fn(&mut AccessPolicy)| {
        let mut world = World::new();
        let mut policy = AccessPolicy {
            state: PolicyState::Enabled,
            all_users: true,
            requires_mfa: true,
            apps: vec![world.word("all")],
            ..AccessPolicy::default()
        };
        change(&mut policy);
        world.rows().access_policies.push(policy);
        correlate(&world.done()).tenant.second_factor
    };
    assert!(demanded(|_| ()));
    assert!(!demanded(|policy| policy.requires_mfa = false));
    assert!(!demanded(|policy| policy.state = PolicyState::Disabled));
    assert!(!demanded(|policy| policy.all_users = false));
    assert!(!demanded(|policy| policy.by_location = true));
    assert!(!demanded(|policy| policy.apps.clear()));
}

#[test]
fn a_profile_that_no_longer_exists_is_dangling() {
    let mut world = World::new();
    world.imported("F2LXK9Q1", "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
    let snapshot = world.done();
    assert_eq!(
        case(&snapshot, "F2LXK9Q1").get::<ProfileState>(),
        ProfileState::Dangling
    );
}

/// Shared iPad on an iPhone is a mistake; where Apple was not read, Intune's list names the model.
#[test]
fn a_profile_for_shared_ipads_does_not_suit_an_iphone() {
    for (model, expected) in [
        ("IPHONE 17", ProfileState::Unsuitable),
        ("IPAD AIR 13 M3", ProfileState::Present),
        ("", ProfileState::Present),
    ] {
        let mut world = World::new();
        let (profile, model) = (world.word("p1"), world.word(model));
        let shared = Profile {
            id: profile,
            shared_ipad: Some(true),
            platform: Platform::Ios,
            ..Profile::default()
        };
        world.rows().profiles.push(shared);
        world.imported_with("F2LXK9Q1", |row| {
            row.profile = profile;
            row.model = model;
        });
        let seen = case(&world.done(), "F2LXK9Q1").get::<ProfileState>();
        assert_eq!(seen, expected);
    }
}

#[test]
fn coverage_says_nothing_about_devices_bought_from_apple() {
    for (source, expected) in [
        (PurchaseSource::Apple, Care::Unread),
        (PurchaseSource::Reseller, Care::MuchBefore),
    ] {
        let mut world = World::new();
        world.org("F2LXK9Q1", "2026-09-01T00:00:00Z", source);
        world.coverage("F2LXK9Q1", "2026-06-01T00:00:00Z");
        assert_eq!(case(&world.done(), "F2LXK9Q1").get::<Care>(), expected);
    }
}

#[test]
fn a_reassignment_after_the_profile_is_seen() {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-09-01T00:00:00Z", PurchaseSource::Reseller);
    world.link("F2LXK9Q1", "intune");
    world.imported("F2LXK9Q1", "2026-09-02T00:00:00Z", "2026-09-02T01:00:00Z");
    let name = "Contoso Intune";
    world.audit(
        "F2LXK9Q1",
        "2026-09-01T01:00:00Z",
        AuditType::Assigned,
        name,
    );
    world.audit(
        "F2LXK9Q1",
        "2026-10-01T01:00:00Z",
        AuditType::Assigned,
        name,
    );
    assert_eq!(
        case(&world.done(), "F2LXK9Q1").get::<Assignments>(),
        Assignments::Again
    );
}

#[test]
fn a_move_from_another_service_is_seen() {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2025-09-01T00:00:00Z", PurchaseSource::Reseller);
    world.link("F2LXK9Q1", "intune");
    world.imported("F2LXK9Q1", "2026-09-02T00:00:00Z", "2026-09-02T01:00:00Z");
    world.audit(
        "F2LXK9Q1",
        "2025-09-01T01:00:00Z",
        AuditType::Assigned,
        "Jamf (old)",
    );
    world.audit(
        "F2LXK9Q1",
        "2026-09-01T01:00:00Z",
        AuditType::Unassigned,
        "",
    );
    world.audit(
        "F2LXK9Q1",
        "2026-09-01T01:00:01Z",
        AuditType::Assigned,
        "Contoso Intune",
    );
    assert_eq!(
        case(&world.done(), "F2LXK9Q1").get::<Assignments>(),
        Assignments::Moved
    );
}

#[test]
fn the_register_dates_the_hand_out_by_day() {
    for (day, expected) in [
        ("2026-07-01", HandedWhen::BeforeAdded),
        ("2026-09-01", HandedWhen::Unread),
        ("2026-10-01", HandedWhen::AfterProfile),
    ] {
        let mut world = World::new();
        world.org("F2LXK9Q1", "2026-09-01T10:00:00Z", PurchaseSource::Manual);
        world.link("F2LXK9Q1", "intune");
        world.imported("F2LXK9Q1", "2026-09-01T12:00:00Z", "2026-09-01T12:05:00Z");
        world.register("F2LXK9Q1", Whereabouts::HandedOut, day);
        let case = case(&world.done(), "F2LXK9Q1");
        assert_eq!(case.get::<HandedWhen>(), expected, "{day}");
        assert_eq!(case.get::<RegisterState>(), RegisterState::HandedOut);
    }
}

#[test]
fn the_newest_answer_counts() {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-09-01T10:00:00Z", PurchaseSource::Reseller);
    world.answer("F2LXK9Q1", "look", "in_use", "2026-11-18T08:00:00Z");
    world.answer("F2LXK9Q1", "look", "sealed", "2026-10-18T08:00:00Z");
    world.answer(
        "F2LXK9Q1",
        "look",
        "riding a bicycle",
        "2026-09-18T08:00:00Z",
    );
    assert_eq!(case(&world.done(), "F2LXK9Q1").get::<Look>(), Look::InUse);
}

#[test]
fn a_userless_device_has_nobody_to_register_it() {
    for (enrollment, expected) in [
        (EnrollmentType::BulkWithUser, Registered::No),
        (EnrollmentType::BulkWithoutUser, Registered::Unread),
    ] {
        let mut world = World::new();
        world.managed_with("F2LXK9Q1", |row| {
            row.enrolled = stamp("2026-02-01T00:00:00Z");
            row.enrollment = enrollment;
            row.entra_registered = Some(false);
        });
        assert_eq!(
            case(&world.done(), "F2LXK9Q1").get::<Registered>(),
            expected
        );
    }
}

#[test]
fn an_export_without_enrollment_type_is_read_by_supervision() {
    for (supervised, expected) in [(true, Managed::Automated), (false, Managed::ByHand)] {
        let mut world = World::new();
        world.managed_with("F2LXK9Q1", |row| row.supervised = Some(supervised));
        assert_eq!(case(&world.done(), "F2LXK9Q1").get::<Managed>(), expected);
    }
}

#[test]
fn where_a_record_hides_its_serial_number_nobody_says_that_there_is_none() {
    // The lab found it: enrolled by User Enrollment, seen in use, an erase was advised.
    let found = |holder: &str, model: &str| {
        let mut world = World::new();
        let (ada, iphone) = (world.word("ada@contoso.example"), world.word("iPhone 16e"));
        let (holder, model) = (world.word(holder), world.word(model));
        world.managed_with("", |row| {
            row.enrollment = EnrollmentType::AppleUser;
            (row.user, row.model) = (ada, iphone);
        });
        world.org_with("F2LXK9Q1", |row| row.model = model);
        world.register_with("F2LXK9Q1", |row| row.user = holder);
        case(&world.done(), "F2LXK9Q1").get::<Managed>()
    };
    // Its holder has one.
    assert_eq!(found("ada@contoso.example", "iPad Air"), Managed::Unread);
    // Somebody has one of this model, and nobody knows who holds this device.
    assert_eq!(found("", "iPhone 16e"), Managed::Unread);
    assert_eq!(found("", "iPad Air"), Managed::None);
    assert_eq!(found("grace@contoso.example", "iPhone 16e"), Managed::None);
}

#[test]
fn siblings_are_the_other_devices_of_the_order() {
    let mut world = World::new();
    let order = world.word("4711");
    for n in 0..10 {
        let serial = format!("F2LXK9Q{n}");
        world.org_with(&serial, |row| row.order = order);
        let state = if n == 0 {
            EnrollmentState::NotContacted
        } else {
            EnrollmentState::Enrolled
        };
        world.imported_with(&serial, |row| row.state = state);
    }
    assert_eq!(
        case(&world.done(), "F2LXK9Q0").get::<Siblings>(),
        Siblings::Most
    );
}

#[test]
fn only_suspects_are_asked_about_their_lock() {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-09-01T10:00:00Z", PurchaseSource::Reseller);
    world.org("F2LXK9Q2", "2026-09-01T10:00:00Z", PurchaseSource::Reseller);
    world.lock("F2LXK9Q1", LockType::None);
    let snapshot = world.done();
    assert_eq!(case(&snapshot, "F2LXK9Q1").get::<Lock>(), Lock::None);
    assert_eq!(case(&snapshot, "F2LXK9Q2").get::<Lock>(), Lock::Unread);
}

#[test]
fn a_missing_push_certificate_is_not_an_unread_one() {
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-09-01T10:00:00Z", PurchaseSource::Reseller);
    world.rows().push_certificate = Some(PushCertificate::default());
    assert_eq!(case(&world.done(), "F2LXK9Q1").get::<Push>(), Push::Missing);
    let mut world = World::new();
    world.org("F2LXK9Q1", "2026-09-01T10:00:00Z", PurchaseSource::Reseller);
    assert_eq!(case(&world.done(), "F2LXK9Q1").get::<Push>(), Push::Unread);
}

#[test]
fn a_gap_between_order_and_adding_counts_for_bought_devices_only() {
    for (source, expected) in [
        (PurchaseSource::Reseller, AddGap::VeryLong),
        (PurchaseSource::Manual, AddGap::Unread),
    ] {
        let mut world = World::new();
        world.org_with("F2LXK9Q1", |row| {
            row.ordered = stamp("2026-05-01T00:00:00Z");
            row.added = stamp("2026-09-01T00:00:00Z");
            row.source = source;
        });
        let case = case(&world.done(), "F2LXK9Q1");
        assert_eq!(case.get::<AddGap>(), expected);
        assert_ne!(case.get::<SourceKind>(), SourceKind::Unread);
    }
}

#[test]
fn never_in_contact_is_a_reading_and_no_date_is_none() {
    let mut world = World::new();
    world.imported("F2LXK9Q1", "2026-01-02T00:00:00Z", "");
    world.imported_with("F2LXK9Q2", |row| row.contacted = stamp(""));
    let snapshot = world.done();
    assert_eq!(case(&snapshot, "F2LXK9Q1").get::<Contact>(), Contact::Never);
    assert_eq!(
        case(&snapshot, "F2LXK9Q2").get::<Contact>(),
        Contact::Unread
    );
    assert_eq!(case(&snapshot, "F2LXK9Q1").get::<Counts>(), Counts::Unread);
}
