//! What is easily misread: a service without its token, a row of a token that was left, somebody
//! else's failure, a day that has not come.

use crate::world::{World, case, stamp};
use enrollment::case_file::{
    CaseFile, Failure, HandedWhen, Listing, PlatformRule, ProfileState, RegisterState, Server,
    TokenHealth,
};
use enrollment::snapshot::{
    AuditType, EnrollmentFailure, EnrollmentType, FailureReason, MdmServer, Platform, Profile,
    PurchaseSource, ReadState, Restriction, RestrictionTarget, ServerType, Source, Token,
    TokenType, Whereabouts, Whom,
};

const SERIAL: &str = "F2LXK9Q1";

/// A second service with its token, which expired and whose name is no service's. Five devices are
/// its own, and `told` is whether Intune's list of it has them.
fn lyon(told: bool) -> World {
    let mut world = World::new();
    let service = MdmServer {
        id: world.word("lyon"),
        name: world.word("Intune Lyon"),
        kind: ServerType::Mdm,
        ..MdmServer::default()
    };
    world.rows().mdm_servers.push(service);
    let token = Token {
        id: world.word("t2"),
        name: world.word("Contoso Lyon"),
        kind: TokenType::Dep,
        expires: stamp("2026-11-02"),
        ..Token::default()
    };
    world.rows().tokens.push(token);
    for n in 0..5 {
        let serial = format!("F2LXK9L{n}");
        world.org(&serial, "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
        world.link(&serial, "lyon");
        if told {
            let token = world.word("t2");
            world.imported_with(&serial, |row| row.token = token);
        }
    }
    for n in 0..3 {
        let serial = format!("F2LXK9B{n}");
        world.imported(&serial, "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
        world.link(&serial, "intune");
    }
    world.org(SERIAL, "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    world
}

fn server(world: World, serial: &str) -> Server {
    case(&world.done(), serial).get()
}

#[test]
fn a_token_of_which_nothing_was_imported_yet_has_the_service_that_is_left() {
    let read = case(&lyon(false).done(), "F2LXK9L0");
    assert_eq!(read.get::<Server>(), Server::Intune);
    assert_eq!(read.get::<Listing>(), Listing::Absent);
    assert_eq!(read.get::<TokenHealth>(), TokenHealth::Expired);
    // Nobody read its list: that it is empty is not known, and the service is Intune's still.
    let mut world = lyon(false);
    world.partly_read(Source::ImportedIdentities);
    let read = case(&world.done(), "F2LXK9L0");
    assert_eq!(read.get::<Server>(), Server::Intune);
    assert_eq!(read.get::<Listing>(), Listing::Unread);
}

#[test]
fn while_a_token_may_belong_to_a_service_that_service_is_not_called_foreign() {
    let with_jamf = |mut world: World| {
        world.link(SERIAL, "jamf");
        server(world, SERIAL)
    };
    assert_eq!(with_jamf(lyon(true)), Server::OtherMdm);
    let mut nameless = lyon(false);
    let servers: Vec<_> = nameless.rows().mdm_servers.iter().cloned().collect();
    let name = nameless.word("MDM Lyon");
    nameless.rows().mdm_servers = servers
        .into_iter()
        .map(|mut row| {
            if row.kind == ServerType::Mdm && row.name != nameless.word("Contoso Intune") {
                row.name = name;
            }
            row
        })
        .collect();
    assert_eq!(with_jamf(nameless), Server::Unread);
    let mut more_tokens = lyon(true);
    more_tokens.partly_read(Source::Tokens);
    assert_eq!(with_jamf(more_tokens), Server::Unread);
}

#[test]
fn a_token_whose_devices_no_service_lists_has_lost_its_service() {
    let mut world = World::new();
    let token = world.word("t2");
    let row = Token {
        id: token,
        kind: TokenType::Dep,
        ..Token::default()
    };
    world.rows().tokens.push(row);
    world.org("F2LXK9L0", "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    world.imported_with("F2LXK9L0", |row| row.token = token);
    world.org(SERIAL, "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
    world.link(SERIAL, "jamf");
    assert_eq!(server(world, SERIAL), Server::OtherMdm);
}

#[test]
fn the_row_of_a_token_whose_service_a_device_has_left_counts_for_nothing() {
    let read = |change: fn(&mut World)| {
        let mut world = lyon(true);
        world.imported(SERIAL, "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
        change(&mut world);
        case(&world.done(), SERIAL)
    };
    let stays: CaseFile = read(|world| world.link(SERIAL, "intune"));
    assert_eq!(stays.get::<Listing>(), Listing::Token);
    let moved = |world: &mut World| {
        world.link(SERIAL, "lyon");
        world.audit(
            SERIAL,
            "2026-11-20T08:00:00Z",
            AuditType::Assigned,
            "Intune Lyon",
        );
    };
    let left = read(moved);
    assert_eq!(left.get::<Server>(), Server::Intune);
    assert_eq!(left.get::<Listing>(), Listing::Absent);
    assert_eq!(left.get::<ProfileState>(), ProfileState::Unread);
    // The token that it waits for is the one that expired.
    assert_eq!(left.get::<TokenHealth>(), TokenHealth::Expired);
    // Once the other list has it, it stands on both.
    let told = read(|world| {
        world.link(SERIAL, "lyon");
        let token = world.word("t2");
        world.imported_with(SERIAL, |row| row.token = token);
    });
    assert_eq!(told.get::<Listing>(), Listing::TwoTokens);
    let enrolled = read(|world| {
        world.link(SERIAL, "lyon");
        world.managed(SERIAL, "2026-02-01T00:00:00Z", EnrollmentType::BulkWithUser);
    });
    assert_eq!(enrolled.get::<Listing>(), Listing::Token);
}

/// What is read of a failure of the holder on a device with this system.
fn failure(os: &str, family_is_mac: bool) -> Failure {
    let mut world = World::new();
    world.org_with(SERIAL, |row| {
        if family_is_mac {
            row.family = enrollment::snapshot::ProductFamily::Mac;
        }
    });
    let user = world.word("ada@contoso.example");
    world.register_with(SERIAL, |row| {
        row.user = user;
        row.whereabouts = Whereabouts::HandedOut;
    });
    let row = EnrollmentFailure {
        at: stamp("2026-11-10T00:00:00Z"),
        user,
        reason: FailureReason::Restrictions,
        os: world.word(os),
        ..EnrollmentFailure::default()
    };
    world.rows().failures.push(row);
    case(&world.done(), SERIAL).get()
}

#[test]
fn a_failure_on_a_device_of_another_make_is_not_this_devices() {
    assert_eq!(failure("iOS", false), Failure::Restriction);
    assert_eq!(failure("Ios 18.1", false), Failure::Restriction);
    assert_eq!(failure("", false), Failure::Restriction);
    assert_eq!(failure("somethingNew", false), Failure::Restriction);
    for other in ["Android", "AndroidForWork", "Windows", "macOS"] {
        assert_eq!(failure(other, false), Failure::None, "{other}");
    }
    assert_eq!(failure("macOS", true), Failure::Restriction);
    assert_eq!(failure("iOS", true), Failure::None);
}

#[test]
fn a_hand_out_that_lies_ahead_is_none_yet() {
    let read = |whereabouts, day| {
        let mut world = World::new();
        world.org(SERIAL, "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
        world.register(SERIAL, whereabouts, day);
        let read = case(&world.done(), SERIAL);
        (read.get::<RegisterState>(), read.get::<HandedWhen>())
    };
    let unsaid = (RegisterState::Unsaid, HandedWhen::Unread);
    assert_eq!(read(Whereabouts::Missing, "2026-11-23"), unsaid);
    assert_eq!(read(Whereabouts::HandedOut, "2026-11-23"), unsaid);
    let stock = (RegisterState::Stock, HandedWhen::Unread);
    assert_eq!(read(Whereabouts::Stock, "2026-11-23"), stock);
    let today = read(Whereabouts::Missing, "2026-11-20").0;
    assert_eq!(today, RegisterState::HandedOut);
}

#[test]
fn of_the_restrictions_for_all_users_the_highest_counts() {
    let read = |default_blocks: bool, custom: Option<(bool, Option<Whom>)>, userless: bool| {
        let mut world = World::new();
        let rule = |blocked, is_default, whom: Option<Whom>| Restriction {
            platform: Platform::Ios,
            blocked,
            is_default,
            targets: Some(whom.map_or_else(Vec::new, |whom| {
                vec![RestrictionTarget {
                    whom,
                    filtered: false,
                }]
            })),
            ..Restriction::default()
        };
        let rows = std::iter::once(rule(default_blocks, true, Some(Whom::AllUsers)));
        let custom = custom.map(|(blocked, whom)| rule(blocked, false, whom));
        world.rows().restrictions = rows.chain(custom).collect();
        world.org(SERIAL, "2026-01-01T00:00:00Z", PurchaseSource::Reseller);
        let profile = Profile {
            id: world.word("p1"),
            with_user: Some(!userless),
            ..Profile::default()
        };
        world.rows().profiles.push(profile);
        world.imported(SERIAL, "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
        case(&world.done(), SERIAL).get::<PlatformRule>()
    };
    let all = Some(Whom::AllUsers);
    let (allowed, blocked) = (PlatformRule::Allowed, PlatformRule::Blocked);
    assert_eq!(read(false, None, false), allowed);
    assert_eq!(read(false, Some((true, all)), false), blocked);
    assert_eq!(read(true, Some((false, all)), false), allowed);
    // One that may be everybody's, one that is assigned to nobody, and a device without a user.
    let strange = Some(Whom::Unknown);
    assert_eq!(
        read(true, Some((false, strange)), false),
        PlatformRule::Unread
    );
    assert_eq!(read(true, Some((true, strange)), false), blocked);
    assert_eq!(read(true, Some((false, None)), false), blocked);
    assert_eq!(read(true, Some((false, all)), true), blocked);
}

#[test]
fn a_profile_may_be_gone_where_not_all_of_them_were_read() {
    let read = |state| {
        let mut world = World::new();
        world.rows().reads.set(Source::EnrollmentPolicies, state);
        world.imported(SERIAL, "2026-01-02T00:00:00Z", "2026-01-02T01:00:00Z");
        case(&world.done(), SERIAL).get::<ProfileState>()
    };
    assert_eq!(read(ReadState::Complete), ProfileState::Dangling);
    assert_eq!(read(ReadState::Partial), ProfileState::Unread);
    assert_eq!(read(ReadState::NotRead), ProfileState::Unread);
}
