//! One thing is wrong, and the check that watches it says so, names it, and no other one alarms.

use crate::sound::{check, in_stock, measured, serial, sound};
use crate::world::{World, stamp};
use enrollment::rows::Rows;
use enrollment::snapshot::{
    AssignmentStatus, AuditType, EnrollmentFailure, FailureReason, Guid, ManagedDevice,
    ManagementSettings, Membership, OrgDevice, Platform, ProbeOutcome, ProbedHost, ProductFamily,
    Profile, PurchaseSource, PushCertificate, Restriction, RestrictionTarget, Source, Token,
    VppToken, Whereabouts, Whom,
};
use enrollment::words::Word;
use rules::prevention::measured::{Amount, Judgement, Label};

type Change = fn(&mut World);

/// What is wrong, which check says so, how many exceptions it has, and the word for the first.
const WRONG: [(&str, usize, &str, Change); 41] = [
    ("P01", 1, "added-by-hand", |world| {
        org(world, |row| row.source = PurchaseSource::Manual);
    }),
    ("P02", 1, "not-at-apple", |world| {
        let order = world.word("CB-2");
        world.register_with("F2LXK9QXX", |row| {
            row.order = order;
            row.bought = stamp("2026-11-10");
        });
    }),
    ("P03", 1, "unassigned", |world| {
        unlink(world);
        org(world, |row| row.status = AssignmentStatus::Unassigned);
    }),
    ("P03", 1, "no-default-service", |world| {
        let servers: Vec<_> = world.rows().mdm_servers.iter().cloned().collect();
        let without = servers
            .into_iter()
            .map(|server| enrollment::snapshot::MdmServer {
                default_families: Some(Vec::new()),
                ..server
            });
        world.rows().mdm_servers = without.collect();
    }),
    ("P04", 1, "no-default-ios", |world| {
        token(world, |row| {
            row.default_ios = Some(Word::NONE);
        });
    }),
    ("P04", 1, "no-default-ios", |world| {
        // A token without a device yet, and without a default for those that come.
        let (id, name) = (world.word("t2"), world.word("Lyon"));
        let row = world.rows().tokens.iter().next().unwrap().clone();
        world.rows().tokens.push(Token {
            id,
            name,
            default_ios: Some(Word::NONE),
            ..row
        });
    }),
    ("P12", 1, "newer-versions-refused", |world| {
        let version = world.word("18.9");
        restriction(world, |row| row.os_maximum = version);
    }),
    ("P12", 1, "version-beyond-all", |world| {
        let (version, old) = (world.word("27.0"), world.word("26.1"));
        let os = world.word("iOS");
        restriction(world, |row| row.os_minimum = version);
        let rows: Vec<_> = world.rows().managed.iter().cloned().collect();
        let rows = rows.into_iter().map(|row| ManagedDevice {
            os,
            os_version: old,
            ..row
        });
        world.rows().managed = rows.collect();
    }),
    ("P12", 1, "macs-blocked", |world| {
        world.rows().restrictions.push(Restriction {
            platform: Platform::MacOs,
            blocked: true,
            personal_blocked: true,
            is_default: true,
            ..Restriction::default()
        });
        world.org_with("F2LXK9QMAC", |row| {
            row.family = ProductFamily::Mac;
            row.status = AssignmentStatus::Assigned;
            row.added = stamp("2026-11-02T08:00:00Z");
            row.ordered = stamp("2026-11-01T08:00:00Z");
            row.source = PurchaseSource::Apple;
        });
        world.link("F2LXK9QMAC", "intune");
    }),
    ("P03", 1, "unassigned", |world| {
        // Its record changed an hour ago, and it was taken off its service long before.
        unlink(world);
        org(world, |row| {
            row.status = AssignmentStatus::Unassigned;
            row.updated = stamp("2026-11-20T08:00:00Z");
        });
        let (serial, at) = (in_stock(), "2026-11-08T09:00:00Z");
        world.audit(&serial, at, AuditType::Unassigned, "Contoso Intune");
    }),
    ("P05", 1, "no-success-for", |world| {
        token(world, |row| {
            row.last_success = stamp("2026-11-19T18:00:00Z");
        });
    }),
    ("P05", 1, "last-sync-failed", |world| {
        token(world, |row| row.error = Some(7));
    }),
    ("P05", 1, "apple-has-not-heard", |world| {
        let servers: Vec<_> = world.rows().mdm_servers.iter().cloned().collect();
        let silent = servers
            .into_iter()
            .map(|server| enrollment::snapshot::MdmServer {
                last_connected: stamp("2026-11-18T03:00:00Z"),
                ..server
            });
        world.rows().mdm_servers = silent.collect();
    }),
    ("P06", 1, "ends-soon", |world| {
        token(world, |row| row.expires = stamp("2026-12-30"));
    }),
    ("P06", 1, "ends-within-30-days", |world| {
        token(world, |row| row.expires = stamp("2026-12-10"));
    }),
    ("P06", 1, "ends-within-14-days", |world| {
        token(world, |row| row.expires = stamp("2026-12-01"));
    }),
    ("P06", 1, "ends-within-7-days", |world| {
        token(world, |row| row.expires = stamp("2026-11-24"));
    }),
    ("P06", 1, "ends-within-30-days", |world| {
        // Day 340 of its year.
        push(world, |row| row.expires = stamp("2026-12-15"));
    }),
    ("P06", 1, "no-push-certificate", |world| {
        push(world, |row| row.present = false);
    }),
    ("P06", 1, "has-ended", |world| {
        world.rows().vpp_tokens.push(VppToken {
            expires: stamp("2026-11-01"),
            ..VppToken::default()
        });
    }),
    ("P08", 1, "legacy-sign-in", |world| {
        profile(world, |row| row.modern = Some(false));
    }),
    ("P08", 1, "company-portal-sign-in", |world| {
        profile(world, |row| row.company_portal = Some(true));
    }),
    ("P08", 1, "management-removable", |world| {
        profile(world, |row| row.locked = Some(false));
    }),
    ("P08", 1, "does-not-await-configuration", |world| {
        profile(world, |row| row.awaits = Some(false));
    }),
    ("P08", 1, "older-than-token", |world| {
        profile(world, |row| {
            row.created = stamp("2026-01-01");
            row.modified = stamp("2026-01-01");
        });
    }),
    ("P09", 1, "added-late", |world| {
        org(world, |row| row.ordered = stamp("2026-10-01T08:00:00Z"));
    }),
    ("P10", 1, "not-in-own-list", |world| {
        let stock = in_stock();
        let stock = world.serial(&stock);
        let rows: Vec<_> = world.rows().register.iter().cloned().collect();
        world.rows().register = rows.into_iter().filter(|row| row.serial != stock).collect();
    }),
    ("P11", 1, "assigned-again", |world| {
        for at in ["2026-11-02T09:00:00Z", "2026-11-03T09:00:00Z"] {
            world.audit(&in_stock(), at, AuditType::Assigned, "Contoso Intune");
        }
    }),
    ("P12", 1, "personal-allowed", |world| {
        restriction(world, |row| row.personal_blocked = false);
    }),
    ("P14", 1, "intercepted", |world| {
        probe(world, ProbeOutcome::Intercepted, "2026-11-12T08:00:00Z");
    }),
    ("P14", 1, "name-not-found", |world| {
        probe(world, ProbeOutcome::NoName, "2026-11-12T08:00:00Z");
    }),
    ("P14", 1, "no-connection", |world| {
        probe(world, ProbeOutcome::NoConnection, "2026-11-12T08:00:00Z");
    }),
    ("P14", 1, "no-tls", |world| {
        probe(world, ProbeOutcome::NoTls, "2026-11-12T08:00:00Z");
    }),
    ("P14", 1, "no-answer", |world| {
        probe(world, ProbeOutcome::TimedOut, "2026-11-12T08:00:00Z");
    }),
    ("P15", 1, "replacement-not-on-service", |world| {
        unlink(world);
        let order = world.word("R123456");
        org(world, |row| {
            row.order = order;
            row.added = stamp("2026-11-10T08:00:00Z");
            row.ordered = stamp("2026-11-10T08:00:00Z");
        });
    }),
    ("P16", 1, "released-without-reason", |world| {
        world.audit("F2LXK9QRR", "2026-11-10T09:00:00Z", AuditType::Removed, "");
    }),
    ("P18", 1, "unchecked-passes", |world| {
        world.rows().management_settings = Some(ManagementSettings {
            secure_by_default: Some(false),
        });
    }),
    ("P18", 1, "platform-without-policy", |world| {
        assigned(world, &[]);
    }),
    ("P18", 1, "person-without-policy", |world| {
        let (user, left) = (world.word("ada@contoso.example"), world.word("left"));
        let ada = Guid::parse("00000000000000000000000000000001");
        first_held(world, user, ada);
        world.rows().memberships.push(Membership {
            group: left,
            member: ada,
            is_device: false,
        });
        let reads = &mut world.rows().reads;
        reads.note_whole(Source::Memberships, "left".to_owned());
        assigned(world, &[Whom::AllUsers, Whom::NotGroup(left)]);
    }),
    ("P18", 1, "device-without-policy", |world| {
        first_held(world, Word::NONE, Guid::NONE);
        assigned(world, &[Whom::AllUsers]);
    }),
    ("P17", 1, "not-registered", |world| {
        let first = world.serial(&serial(0));
        let rows: Vec<_> = world.rows().managed.iter().cloned().collect();
        let rows = rows.into_iter().map(|mut row| {
            if row.serial == first {
                row.entra_registered = Some(false);
            }
            row
        });
        world.rows().managed = rows.collect();
    }),
];

/// One more probe of the only site.
fn probe(world: &mut World, outcome: ProbeOutcome, at: &str) {
    let (site, host) = (world.word("Bern"), world.word("albert.apple.com"));
    world.rows().probes.push(ProbedHost {
        site,
        at: stamp(at),
        host,
        port: 443,
        outcome,
        ..ProbedHost::default()
    });
}

#[test]
fn the_newest_probe_of_a_site_counts_and_an_old_one_proves_nothing() {
    use Judgement::{Alarm, CannotTell, Holds};
    use ProbeOutcome::{Intercepted, Missing, Reached};
    let told = |judgement: Judgement, says: &str, probes: &[(ProbeOutcome, &str)]| {
        let mut world = sound();
        world.rows().probes = Rows::default();
        for (outcome, at) in probes {
            probe(&mut world, *outcome, at);
        }
        let found = check(&world.done(), "P14");
        assert_eq!(found.judgement, judgement, "{probes:?}");
        let parts = found.parts.iter().map(|it| match &it.label {
            Label::Of(name, phrase) => format!("{name}: {}", phrase.key),
            other => format!("{other:?}"),
        });
        let expected = if says.is_empty() {
            Vec::new()
        } else {
            vec![format!("Bern: {says}")]
        };
        assert_eq!(parts.collect::<Vec<_>>(), expected, "{probes:?}");
    };
    let (old, early, late) = (
        "2026-10-01T08:00:00Z",
        "2026-11-01T08:00:00Z",
        "2026-11-15T08:00:00Z",
    );
    told(CannotTell, "never-probed", &[]);
    told(CannotTell, "probe-too-old", &[(Reached, old)]);
    told(CannotTell, "probe-too-old", &[(Intercepted, old)]);
    told(Holds, "everything-reached", &[(Reached, late)]);
    told(
        Holds,
        "everything-reached",
        &[(Reached, late), (Intercepted, early)],
    );
    told(Alarm, "", &[(Intercepted, late), (Reached, early)]);
    told(
        CannotTell,
        "not-everything-probed",
        &[(Missing, late), (Reached, late)],
    );
    // It was added to a snapshot that was taken before.
    told(
        Holds,
        "everything-reached",
        &[(Reached, "2027-01-01T08:00:00Z")],
    );
}

/// Whom compliance policies are for.
fn assigned(world: &mut World, whom: &[Whom]) {
    let target = |whom: &Whom| RestrictionTarget {
        whom: *whom,
        filtered: false,
    };
    let targets: Vec<_> = whom.iter().map(target).collect();
    let rows: Vec<_> = world.rows().compliance_policies.iter().cloned().collect();
    let rows = rows.into_iter().map(|mut row| {
        row.targets = Some(targets.clone());
        row
    });
    world.rows().compliance_policies = rows.collect();
}

/// Who holds the first device.
fn first_held(world: &mut World, user: Word, id: Guid) {
    let first = world.serial(&serial(0));
    let rows: Vec<_> = world.rows().managed.iter().cloned().collect();
    let rows = rows.into_iter().map(|mut row| {
        if row.serial == first {
            (row.user, row.user_id) = (user, id);
        }
        row
    });
    world.rows().managed = rows.collect();
}

/// What follows from a thing that is wrong and is another check's business, too.
fn follows(code: &str, why: &str) -> &'static [&'static str] {
    match (code, why) {
        // A replacement without a service is also a device without one, and the other way round.
        ("P15", _) => &["P03", "P05"],
        ("P16", _) => &["P10"],
        // The only Mac is on no list yet, and no service takes Macs by default.
        ("P12", "macs-blocked") => &["P03", "P05", "P10"],
        _ => &[],
    }
}

#[test]
fn each_thing_that_is_wrong_is_seen_and_named() {
    for (code, count, why, change) in WRONG {
        let mut world = sound();
        change(&mut world);
        let snapshot = world.done();
        let all = measured(&snapshot);
        let found = all.iter().find(|it| it.check.code == code).unwrap();
        assert_eq!(found.judgement, Judgement::Alarm, "{code} {why}: {found:?}");
        assert_eq!(
            found.exceptions.total, count as u64,
            "{code} {why}: {:?}",
            found.exceptions
        );
        assert_eq!(found.exceptions.named[0].why.key, why, "{code}");
        assert!(found.value.is_some(), "{code} {why}");
        let others = all.iter().filter(|it| it.judgement == Judgement::Alarm);
        let mut others = others.map(|it| it.check.code).filter(|it| *it != code);
        let strange = others.find(|it| !follows(code, why).contains(it));
        assert_eq!(strange, None, "{code} {why}");
    }
}

#[test]
fn every_exception_says_something_of_its_own_check() {
    for (code, _, _, change) in WRONG {
        let mut world = sound();
        change(&mut world);
        let snapshot = world.done();
        for it in measured(&snapshot) {
            for (_, why) in it.exceptions.reasons.keys() {
                assert!(
                    it.check.phrases.contains(why),
                    "{code}: {} {}",
                    it.check.code,
                    why.key
                );
            }
            let named: u64 = it.exceptions.reasons.values().sum();
            assert_eq!(named, it.exceptions.total, "{code}: {}", it.check.code);
        }
    }
}

#[test]
fn terms_stop_two_checks_at_once() {
    let mut world = sound();
    token(&mut world, |row| row.error = Some(3));
    let snapshot = world.done();
    assert_eq!(
        check(&snapshot, "P07").exceptions.named[0].why.key,
        "terms-wait"
    );
    assert_eq!(check(&snapshot, "P05").judgement, Judgement::Alarm);
}

#[test]
fn a_device_without_a_profile_is_given_half_a_day() {
    for (created, alarms) in [
        ("2026-11-20T01:00:00Z", false),
        ("2026-11-19T08:00:00Z", true),
    ] {
        let mut world = sound();
        let new = "F2LXK9QNN";
        world.org_with(new, |row| {
            row.added = stamp("2026-11-18T00:00:00Z");
            row.ordered = stamp("2026-11-17T00:00:00Z");
        });
        world.link(new, "intune");
        world.imported(new, created, "");
        world.register(new, Whereabouts::Stock, "");
        let found = check(&world.done(), "P04");
        assert_eq!(found.judgement == Judgement::Alarm, alarms, "{created}");
        if alarms {
            assert_eq!(found.exceptions.named[0].name, new);
            assert_eq!(found.exceptions.named[0].amount, Some(Amount::Hours(25)));
        }
    }
}

#[test]
fn a_device_that_apple_has_and_intune_lacks_is_given_a_day() {
    for (changed, alarms) in [
        ("2026-11-19T22:00:00Z", false),
        ("2026-11-18T22:00:00Z", true),
    ] {
        let mut world = sound();
        world.org_with("F2LXK9QNN", |row| {
            row.added = stamp("2026-11-18T00:00:00Z");
            row.ordered = stamp("2026-11-17T00:00:00Z");
            row.updated = stamp(changed);
        });
        world.link("F2LXK9QNN", "intune");
        world.register("F2LXK9QNN", Whereabouts::Stock, "");
        let found = check(&world.done(), "P05");
        assert_eq!(found.judgement == Judgement::Alarm, alarms, "{changed}");
    }
}

#[test]
fn a_release_with_a_reason_is_none_to_ask_about() {
    let released = |change: &dyn Fn(&mut World)| {
        let mut world = sound();
        world.audit("F2LXK9QRR", "2026-11-10T09:00:00Z", AuditType::Removed, "");
        change(&mut world);
        check(&world.done(), "P16").judgement
    };
    assert_eq!(released(&|_| ()), Judgement::Alarm);
    let answered = |world: &mut World| {
        world.answer("F2LXK9QRR", "release", "INC-4711", "2026-11-11T09:00:00Z");
    };
    assert_eq!(released(&answered), Judgement::Holds);
    let disposed = |world: &mut World| world.register("F2LXK9QRR", Whereabouts::Disposed, "");
    assert_eq!(released(&disposed), Judgement::Holds);
    let long_ago = |world: &mut World| {
        let rows = std::mem::take(&mut world.rows().audit_events);
        let all: Vec<_> = rows.iter().cloned().collect();
        let old = all.into_iter().map(|row| enrollment::snapshot::AuditEvent {
            at: stamp("2026-01-10T09:00:00Z"),
            ..row
        });
        world.rows().audit_events = old.collect();
    };
    assert_eq!(released(&long_ago), Judgement::Holds);
}

#[test]
fn an_earlier_failure_shows_that_a_person_is_not_ready() {
    let mut world = sound();
    let (user, text) = (
        world.word("new@contoso.example"),
        world.word("UserLicenseTypeInvalid"),
    );
    let stock = in_stock();
    let serial = world.serial(&stock);
    let rows: Vec<_> = world.rows().register.iter().cloned().collect();
    let rows = rows.into_iter().map(|mut row| {
        if row.serial == serial {
            row.user = user;
        }
        row
    });
    world.rows().register = rows.collect();
    world.rows().failures.push(EnrollmentFailure {
        at: stamp("2026-11-15T09:00:00Z"),
        user,
        text,
        reason: FailureReason::UserValidation,
        ..EnrollmentFailure::default()
    });
    let found = check(&world.done(), "P13");
    assert_eq!(found.judgement, Judgement::Alarm);
    assert_eq!(found.exceptions.named[0].name, "new@contoso.example");
    assert_eq!(found.exceptions.named[0].why.key, "no-licence");
    // Also beside an alarm it is told what nobody looked at.
    assert!(!found.missing.is_empty());
}

#[test]
fn failures_of_a_network_point_to_the_site() {
    let mut world = sound();
    for number in 0..3 {
        let name = format!("F2LXK9QF{number}");
        let site = world.word("Zürich");
        world.org_with(&name, |row| {
            row.added = stamp("2026-11-02T08:00:00Z");
            row.ordered = stamp("2026-11-01T08:00:00Z");
        });
        world.register_with(&name, |row| row.site = site);
        let serial = world.serial(&name);
        world.rows().failures.push(EnrollmentFailure {
            at: stamp("2026-11-15T09:00:00Z"),
            serial,
            reason: FailureReason::ClientDisconnected,
            ..EnrollmentFailure::default()
        });
    }
    let found = check(&world.done(), "P14");
    assert_eq!(found.judgement, Judgement::Alarm);
    assert_eq!(found.exceptions.named[0].name, "Zürich");
    assert_eq!(found.exceptions.total, 1);
}

pub(crate) fn token(world: &mut World, change: impl Fn(&mut Token)) {
    let rows: Vec<_> = world.rows().tokens.iter().cloned().collect();
    world.rows().tokens = rows.into_iter().map(|row| changed(row, &change)).collect();
}

fn profile(world: &mut World, change: impl Fn(&mut Profile)) {
    let rows: Vec<_> = world.rows().profiles.iter().cloned().collect();
    world.rows().profiles = rows.into_iter().map(|row| changed(row, &change)).collect();
}

pub(crate) fn restriction(world: &mut World, change: impl Fn(&mut Restriction)) {
    let rows: Vec<_> = world.rows().restrictions.iter().cloned().collect();
    world.rows().restrictions = rows.into_iter().map(|row| changed(row, &change)).collect();
}

fn push(world: &mut World, change: impl Fn(&mut PushCertificate)) {
    let row = world.rows().push_certificate.unwrap();
    world.rows().push_certificate = Some(changed(row, &change));
}

/// Apple's row of the device in stock.
pub(crate) fn org(world: &mut World, change: impl Fn(&mut OrgDevice)) {
    let stock = world.serial(&in_stock());
    let rows: Vec<_> = world.rows().org_devices.iter().cloned().collect();
    let rows = rows.into_iter().map(|row| {
        if row.serial == stock {
            changed(row, &change)
        } else {
            row
        }
    });
    world.rows().org_devices = rows.collect();
}

/// The device in stock stands on no service and no list.
pub(crate) fn unlink(world: &mut World) {
    let stock = world.serial(&in_stock());
    let rows: Vec<_> = world.rows().server_links.iter().copied().collect();
    let rows = rows.into_iter().filter(|row| row.serial != stock);
    world.rows().server_links = rows.collect();
}

pub(crate) fn changed<T>(mut row: T, change: &impl Fn(&mut T)) -> T {
    change(&mut row);
    row
}
