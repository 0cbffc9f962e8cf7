//! A tenant in which nothing is wrong, as far as anybody can look.

use crate::world::{World, stamp};
use enrollment::correlate::correlate;
use enrollment::snapshot::{
    CompliancePolicy, EnrollmentType, ManagementSettings, MdmServer, Platform, ProbeOutcome,
    ProbedHost, ProductFamily, Profile, PurchaseSource, PushCertificate, RegisterRow, Restriction,
    RestrictionTarget, Snapshot, Token, Whereabouts, Whom,
};
use enrollment::words::Word;
use rules::prevention::catalogue::examine;
use rules::prevention::inputs::Inputs;
use rules::prevention::measured::{Judgement, Measured};

/// How many devices it has: twenty in use, and one in stock.
pub(crate) const DEVICES: usize = 21;

/// The serial number of a device.
pub(crate) fn serial(number: usize) -> String {
    format!("F2LXK9Q{number:03}")
}

/// The device that is in stock.
pub(crate) fn in_stock() -> String {
    serial(DEVICES - 1)
}

/// The tenant, to be changed by a test.
pub(crate) fn sound() -> World {
    let mut world = World::new();
    tenant(&mut world);
    for number in 0..DEVICES {
        let serial = serial(number);
        bought(&mut world, &serial, number);
        world.link(&serial, "intune");
        let state = number + 1 < DEVICES;
        world.imported(&serial, "2026-11-02T10:00:00Z", "2026-11-02T10:05:00Z");
        if state {
            in_use(&mut world, &serial);
        }
    }
    world
}

fn bought(world: &mut World, serial: &str, number: usize) {
    let order = world.word("CB-1");
    let reseller = world.word("2F7A1C0");
    world.org_with(serial, |row| {
        row.added = stamp("2026-11-02T08:00:00Z");
        row.ordered = stamp("2026-11-01T08:00:00Z");
        row.updated = stamp("2026-11-02T08:00:00Z");
        row.source = PurchaseSource::Reseller;
        row.source_id = reseller;
        row.order = order;
    });
    let stock = number + 1 == DEVICES;
    let (user, site) = (
        world.word(&format!("p{number}@contoso.example")),
        world.word("Bern"),
    );
    world.register_with(serial, |row: &mut RegisterRow| {
        row.order = order;
        row.bought = stamp("2026-11-01T00:00:00Z");
        row.site = site;
        if stock {
            row.whereabouts = Whereabouts::Stock;
        } else {
            row.whereabouts = Whereabouts::HandedOut;
            row.user = user;
            row.handed_out = stamp("2026-11-05T00:00:00Z");
        }
    });
}

fn in_use(world: &mut World, serial: &str) {
    let user = world.word(&format!("{serial}@contoso.example"));
    world.managed_with(serial, |row| {
        row.enrolled = stamp("2026-11-05T08:00:00Z");
        row.enrollment = EnrollmentType::BulkWithUser;
        row.user = user;
        row.entra_registered = Some(true);
        row.supervised = Some(true);
    });
}

fn tenant(world: &mut World) {
    let (p1, t1, name) = (
        world.word("p1"),
        world.word("t1"),
        world.word("Company iPhones"),
    );
    let account = world.word("mdm@contoso.example");
    let rows = world.rows();
    let token = rows.tokens.iter().next().unwrap().clone();
    let token = Token {
        error: Some(0),
        default_ios: Some(p1),
        modified: stamp("2026-05-01T00:00:00Z"),
        devices: Some(DEVICES as u32),
        ..token
    };
    rows.tokens = std::iter::once(token).collect();
    let servers: Vec<MdmServer> = rows.mdm_servers.iter().cloned().collect();
    rows.mdm_servers = servers
        .into_iter()
        .map(|server| MdmServer {
            default_families: Some(vec![ProductFamily::Iphone]),
            last_connected: stamp("2026-11-20T03:00:00Z"),
            ..server
        })
        .collect();
    rows.profiles.push(Profile {
        id: p1,
        token: t1,
        name,
        platform: Platform::Ios,
        with_user: Some(true),
        company_portal: Some(false),
        modern: Some(true),
        supervised: Some(true),
        locked: Some(true),
        awaits: Some(true),
        created: stamp("2026-06-01T00:00:00Z"),
        modified: stamp("2026-06-01T00:00:00Z"),
        ..Profile::default()
    });
    rows.push_certificate = Some(PushCertificate {
        present: true,
        expires: stamp("2027-09-01T00:00:00Z"),
        apple_account: account,
        ..PushCertificate::default()
    });
    rows.management_settings = Some(ManagementSettings {
        secure_by_default: Some(true),
    });
    rows.restrictions.push(Restriction {
        name,
        platform: Platform::Ios,
        personal_blocked: true,
        is_default: true,
        ..Restriction::default()
    });
    posture(world, name);
}

/// Everybody has a compliance policy, and the only site was probed.
fn posture(world: &mut World, name: Word) {
    // Not as the customer's list spells it.
    let (bern, host) = (world.word("bern "), world.word("albert.apple.com"));
    let rows = world.rows();
    let target = |whom| RestrictionTarget {
        whom,
        filtered: false,
    };
    for platform in [Platform::Ios, Platform::MacOs] {
        rows.compliance_policies.push(CompliancePolicy {
            name,
            platform,
            targets: Some(vec![target(Whom::AllUsers), target(Whom::AllDevices)]),
            ..CompliancePolicy::default()
        });
    }
    rows.probes.push(ProbedHost {
        site: bern,
        at: stamp("2026-11-10T08:00:00Z"),
        host,
        port: 443,
        outcome: ProbeOutcome::Reached,
        ..ProbedHost::default()
    });
}

/// Every check of a snapshot.
pub(crate) fn measured(snapshot: &Snapshot) -> Vec<Measured> {
    let fleet = correlate(snapshot);
    examine(&Inputs::of(&fleet))
}

/// One check of a snapshot.
pub(crate) fn check(snapshot: &Snapshot, code: &str) -> Measured {
    let all = measured(snapshot);
    all.into_iter().find(|it| it.check.code == code).unwrap()
}

/// Of the sound tenant nobody can tell who gets the device in stock: its list names no holder.
const UNTOLD: [&str; 1] = ["P13"];

#[test]
fn what_is_sound_holds() {
    for it in measured(&sound().done()) {
        let expected = if UNTOLD.contains(&it.check.code) {
            Judgement::CannotTell
        } else {
            Judgement::Holds
        };
        assert_eq!(it.judgement, expected, "{} {it:?}", it.check.code);
        assert_eq!(it.exceptions.total, 0, "{}", it.check.code);
    }
}
