//! P13 and the owners of P06: people whose readiness is known, one thing at a time.

use crate::sound::{check, in_stock, sound};
use crate::world::{World, stamp};
use enrollment::access::policy::{
    ClientCondition, Control, Grant, Locations, Operator, Place, Policy, State, Target, Who,
};
use enrollment::case_file;
use enrollment::correlate::correlate;
use enrollment::gate::Gate;
use enrollment::snapshot::{
    AccessPolicy, Account, DeletedAccount, DeviceRegistration, EnrollmentFailure, FailureReason,
    Guid, INTUNE_PLANS, ManagedDevice, Membership, Platform, ReadState, Registered, Restriction,
    RestrictionTarget, SecondFactors, Source, Subscription, SubscriptionState, VppToken, Whom,
};
use enrollment::timeline;
use enrollment::words::Word;
use rules::prevention::dry_run::{Around, Holders, Outlook, rehearse};
use rules::prevention::measured::{Amount, Judgement, Label, Measured, Missing, Said};

const NEW: &str = "new@contoso.example";
const PRODUCT: &str = "05e9a617-0261-4cee-bb44-138d3ef5d965";

fn id(number: u8) -> Guid {
    Guid::parse(&format!("{number:032}"))
}

/// The sound tenant, in which the device in stock is meant for somebody who is ready for it, and a
/// second factor is asked for.
fn expecting() -> World {
    let mut world = sound();
    let (user, serial) = (world.word(NEW), world.serial(&in_stock()));
    let rows: Vec<_> = world.rows().register.iter().cloned().collect();
    let rows = rows.into_iter().map(|mut row| {
        if row.serial == serial {
            row.user = user;
        }
        row
    });
    world.rows().register = rows.collect();
    let licences = Some(world.word(PRODUCT));
    let name = world.word("New@contoso.example");
    world.rows().accounts.push(Account {
        id: id(1),
        name,
        enabled: Some(true),
        licences,
        ..Account::default()
    });
    world.rows().subscriptions.push(Subscription {
        product: Guid::parse(PRODUCT),
        state: SubscriptionState::Enabled,
        intune_plans: vec![Guid::parse(INTUNE_PLANS[0])],
        ..Subscription::default()
    });
    world.rows().restrictions.push(Restriction {
        limit: Some(5),
        is_default: true,
        ..Restriction::default()
    });
    world.rows().second_factors.push(SecondFactors {
        account: id(1),
        capable: Some(true),
        registered: Some(Registered {
            elsewhere: true,
            ..Registered::default()
        }),
    });
    asks(&mut world, Control::Mfa, Who::All);
    world.rows().security_defaults = Some(false);
    registering(&mut world, false, 50);
    world
}

/// What registering a device in Entra takes.
fn registering(world: &mut World, second_factor: bool, devices_max: u32) {
    world.rows().device_registration = Some(DeviceRegistration {
        devices_max: Some(devices_max),
        second_factor: Some(second_factor),
    });
}

/// A policy that asks for something at every sign-in.
fn asks(world: &mut World, control: Control, who: Who) {
    let mut whole = Policy {
        id: format!("{control:?}"),
        state: State::Enabled,
        grant: Grant {
            operator: Operator::All,
            controls: vec![control],
        },
        ..Policy::default()
    };
    whole.conditions.users.include = vec![who];
    whole.conditions.applications.include = vec![Target::All];
    whole.conditions.client_types = vec![ClientCondition::All];
    world.rows().access_policies = std::iter::once(AccessPolicy {
        whole,
        ..AccessPolicy::default()
    })
    .collect();
}

fn account(world: &mut World, change: impl Fn(&mut Account)) {
    let rows: Vec<_> = world.rows().accounts.iter().cloned().collect();
    world.rows().accounts = rows
        .into_iter()
        .map(|mut row| {
            change(&mut row);
            row
        })
        .collect();
}

fn factors(world: &mut World, registered: Registered, capable: bool) {
    world.rows().second_factors = std::iter::once(SecondFactors {
        account: id(1),
        capable: Some(capable),
        registered: Some(registered),
    })
    .collect();
}

fn own_devices(world: &mut World, count: u8, seen: &str) {
    for number in 0..count {
        world.rows().managed.push(ManagedDevice {
            id: id(100 + number),
            user_id: id(1),
            last_sync: stamp(seen),
            ..ManagedDevice::default()
        });
    }
}

fn p13(change: impl FnOnce(&mut World)) -> Measured {
    let mut world = expecting();
    change(&mut world);
    check(&world.done(), "P13")
}

/// The words for what the one person lacks.
fn lacks(change: impl FnOnce(&mut World)) -> Vec<&'static str> {
    let found = p13(change);
    let named = found.exceptions.named.iter();
    assert!(named.clone().all(|it| it.name == NEW), "{found:?}");
    let keys: Vec<_> = named.map(|it| it.why.key).collect();
    let expected = Amount::Count(u64::from(!keys.is_empty()));
    assert_eq!(found.value, Some(expected), "{found:?}");
    keys
}

/// What nobody could see, and that for this reason nobody says that the person is ready.
fn doubts(change: impl FnOnce(&mut World)) -> Vec<String> {
    let found = p13(change);
    assert_eq!(found.judgement, Judgement::CannotTell, "{found:?}");
    assert_eq!(found.exceptions.total, 0, "{found:?}");
    let missing = found.missing.iter().map(|missing| match missing {
        Missing::Source(source) => source.name().to_owned(),
        Missing::Field(source, field) => format!("{source} {field}"),
        Missing::Unasked(phrase) => phrase.key.to_owned(),
    });
    missing.collect()
}

fn parts(found: &Measured) -> Vec<(&'static str, u64)> {
    let parts = found
        .parts
        .iter()
        .map(|part| match (&part.label, part.amount) {
            (Label::Told(phrase), Amount::Count(count)) => (phrase.key, count),
            other => panic!("{other:?}"),
        });
    parts.collect()
}

#[test]
fn whoever_has_everything_is_ready() {
    let found = p13(|_| ());
    assert_eq!(found.judgement, Judgement::Holds, "{found:?}");
    assert_eq!((found.population, found.value), (1, Some(Amount::Count(0))));
    assert!(found.missing.is_empty());
    assert_eq!(
        parts(&found),
        [("ready", 1), ("not-ready", 0), ("cannot-tell", 0)]
    );
    let unseen: Vec<_> = found.unseen.iter().map(|it| it.key).collect();
    assert_eq!(unseen, ["asked-elsewhere"]);
}

#[test]
fn each_thing_that_a_person_lacks_is_named() {
    let nothing = Registered::default();
    let resistant = Registered {
        resistant: true,
        ..nothing
    };
    assert_eq!(
        lacks(|world| account(world, |row| row.enabled = Some(false))),
        ["account-disabled"]
    );
    let unlicensed = ["no-intune-licence"];
    assert_eq!(
        lacks(|world| account(world, |row| row.licences = Some(Word::NONE))),
        unlicensed
    );
    let switched_off = |world: &mut World| {
        let licences = world.word(&format!("{PRODUCT}:{}", INTUNE_PLANS[0]));
        account(world, |row| row.licences = Some(licences));
    };
    assert_eq!(lacks(switched_off), unlicensed);
    let suspended = |world: &mut World| {
        let mut row = world.rows().subscriptions[0].clone();
        row.state = SubscriptionState::Suspended;
        world.rows().subscriptions = std::iter::once(row).collect();
    };
    assert_eq!(lacks(suspended), unlicensed);
    assert_eq!(
        lacks(|world| own_devices(world, 5, "2026-11-10")),
        ["no-room-under-device-limit"]
    );
    assert_eq!(
        lacks(|world| factors(world, nothing, false)),
        ["no-second-factor"]
    );
    assert_eq!(
        lacks(|world| factors(world, resistant, true)),
        ["second-factor-unusable"]
    );
    let elsewhere = Registered {
        elsewhere: true,
        ..nothing
    };
    assert_eq!(
        lacks(|world| factors(world, elsewhere, false)),
        ["no-second-factor"],
        "no policy lets it count"
    );
    let strong = Control::AuthenticationStrength("Phishing-resistant MFA".to_owned());
    assert_eq!(
        lacks(|world| asks(world, strong, Who::All)),
        ["phishing-resistant-asked"]
    );
    let all = |world: &mut World| {
        account(world, |row| row.licences = Some(Word::NONE));
        own_devices(world, 5, "2026-11-10");
        factors(world, nothing, false);
    };
    let expected = [
        "no-intune-licence",
        "no-room-under-device-limit",
        "no-second-factor",
    ];
    assert_eq!(lacks(all), expected);
}

#[test]
fn what_registering_takes_is_asked_of_a_person_too() {
    let nothing = Registered::default();
    let unasked = |world: &mut World| {
        factors(world, nothing, false);
        asks(world, Control::CompliantDevice, Who::All);
    };
    let to_register = |world: &mut World| {
        unasked(world);
        registering(world, true, 50);
    };
    assert_eq!(lacks(to_register), ["second-factor-to-register"]);
    let resistant = |world: &mut World| {
        to_register(world);
        let key = Registered {
            resistant: true,
            ..nothing
        };
        factors(world, key, true);
    };
    assert_eq!(lacks(resistant), [""; 0], "by then the device shows a key");
    let full = |world: &mut World| {
        registering(world, false, 3);
        own_devices(world, 3, "2026-01-10");
        let rows: Vec<_> = world.rows().managed.iter().cloned().collect();
        let rows = rows.into_iter().map(|mut row| {
            row.entra_registered = Some(true);
            row
        });
        world.rows().managed = rows.collect();
    };
    assert_eq!(lacks(full), ["no-room-in-entra"], "silence frees no place");
    let standard = |world: &mut World| {
        unasked(world);
        world.rows().security_defaults = Some(true);
    };
    assert_eq!(doubts(standard), ["second-factor-perhaps-asked"]);
    let unread = |world: &mut World| {
        unasked(world);
        let rows = world.rows();
        (rows.security_defaults, rows.device_registration) = (None, None);
        world.not_read(Source::SecurityDefaults);
        world.not_read(Source::DeviceRegistration);
    };
    let sources = [
        "microsoft/identitySecurityDefaultsEnforcementPolicy",
        "microsoft/deviceRegistrationPolicy",
    ];
    assert_eq!(doubts(unread), sources);
    let unasked_but_equipped = |world: &mut World| {
        let rows = world.rows();
        (rows.security_defaults, rows.device_registration) = (None, None);
    };
    assert_eq!(lacks(unasked_but_equipped), [""; 0], "it would not matter");
}

#[test]
fn what_is_enough_is_enough() {
    let nothing = Registered::default();
    let none = [""; 0];
    let pass = Registered {
        pass: true,
        resistant: true,
        ..nothing
    };
    assert_eq!(lacks(|world| factors(world, pass, true)), none);
    let unasked = |world: &mut World| {
        factors(world, nothing, false);
        asks(world, Control::CompliantDevice, Who::All);
    };
    assert_eq!(lacks(unasked), none, "nobody asks for a second factor");
    assert_eq!(lacks(|world| own_devices(world, 4, "2026-11-10")), none);
    assert_eq!(
        lacks(|world| own_devices(world, 9, "2026-01-10")),
        none,
        "devices of which nothing was heard for 90 days do not count"
    );
    let by_mail = |world: &mut World| {
        let (name, mail) = (world.word("n.ew@contoso.example"), world.word(NEW));
        account(world, |row| {
            row.name = name;
            row.mail = mail;
        });
    };
    assert_eq!(lacks(by_mail), none);
}

#[test]
fn the_limit_of_the_persons_group_counts() {
    let small = |world: &mut World, priority, group: &str, member| {
        let group = world.word(group);
        world.rows().restrictions.push(Restriction {
            limit: Some(1),
            priority,
            targets: Some(vec![RestrictionTarget {
                whom: Whom::Group(group),
                filtered: false,
            }]),
            ..Restriction::default()
        });
        if let Some(member) = member {
            let name = world.word("g");
            let membership = Membership {
                group: name,
                member: id(member),
                ..Membership::default()
            };
            world.rows().memberships.push(membership);
            let reads = &mut world.rows().reads;
            reads.note_whole(Source::Memberships, "g".to_owned());
        }
        own_devices(world, 1, "2026-11-10");
    };
    assert_eq!(
        lacks(|world| small(world, 1, "g", Some(1))),
        ["no-room-under-device-limit"]
    );
    assert_eq!(lacks(|world| small(world, 1, "g", Some(2))), [""; 0]);
    let unread = |world: &mut World| {
        world.not_read(Source::Groups);
        small(world, 1, "unread", None);
    };
    assert_eq!(doubts(unread), ["device-limit-that-counts"]);
}

#[test]
fn what_nobody_read_keeps_a_person_from_being_called_ready() {
    for (source, expected) in [
        (Source::Subscriptions, &["microsoft/subscribedSkus"][..]),
        (
            Source::Restrictions,
            &["microsoft/deviceEnrollmentConfigurations"],
        ),
        (Source::ManagedDevices, &["microsoft/managedDevices"]),
        (
            Source::AccessPolicies,
            &["microsoft/conditionalAccessPolicies"],
        ),
        (
            Source::SecondFactors,
            &["microsoft/userRegistrationDetails"],
        ),
        (Source::Accounts, &["microsoft/users"]),
    ] {
        let unread = |world: &mut World| {
            world.rows().reads.set(source, ReadState::NotRead);
            match source {
                Source::Subscriptions => world.rows().subscriptions = [].into_iter().collect(),
                Source::SecondFactors => world.rows().second_factors = [].into_iter().collect(),
                Source::Accounts => world.rows().accounts = [].into_iter().collect(),
                _ => {}
            }
        };
        assert_eq!(doubts(unread), expected, "{source}");
    }
}

#[test]
fn what_a_row_does_not_say_is_named() {
    assert_eq!(
        doubts(|world| account(world, |row| row.licences = None)),
        ["microsoft/users assignedLicenses"]
    );
    assert_eq!(
        doubts(|world| account(world, |row| row.enabled = None)),
        ["microsoft/users accountEnabled"]
    );
    let strange = Registered {
        strange: true,
        ..Registered::default()
    };
    assert_eq!(
        doubts(|world| factors(world, strange, true)),
        ["microsoft/userRegistrationDetails methodsRegistered"]
    );
    let nobody = |world: &mut World| account(world, |row| row.name = Word::NONE);
    assert_eq!(doubts(nobody), ["account-of-holder"]);
    let perhaps = |world: &mut World| {
        factors(world, Registered::default(), false);
        world.not_read(Source::Groups);
        asks(world, Control::Mfa, Who::Group("unread".to_owned()));
    };
    assert_eq!(doubts(perhaps), ["second-factor-perhaps-asked"]);
    let own = Control::AuthenticationStrength("Our own".to_owned());
    assert_eq!(
        doubts(|world| asks(world, own, Who::All)),
        ["authentication-strength"]
    );
    let found = p13(|world| account(world, |row| row.licences = None));
    assert_eq!(
        parts(&found),
        [("ready", 0), ("not-ready", 0), ("cannot-tell", 1)]
    );
    let evidence = &found.evidence[0];
    assert_eq!(
        (evidence.field, evidence.row.as_str(), &evidence.said),
        ("assignedLicenses", NEW, &Said::Nothing)
    );
}

#[test]
fn an_earlier_failure_does_not_count_where_what_was_missing_is_there_now() {
    let failed = |world: &mut World| {
        let (user, text) = (world.word(NEW), world.word("UserLicenseTypeInvalid"));
        world.rows().failures.push(EnrollmentFailure {
            at: stamp("2026-11-15T09:00:00Z"),
            user,
            text,
            reason: FailureReason::UserValidation,
            ..EnrollmentFailure::default()
        });
    };
    assert_eq!(lacks(failed), [""; 0]);
    let unknown = |world: &mut World| {
        failed(world);
        account(world, |row| row.licences = None);
    };
    assert_eq!(lacks(unknown), ["no-licence"]);
    let still = |world: &mut World| {
        failed(world);
        account(world, |row| row.licences = Some(Word::NONE));
    };
    assert_eq!(lacks(still), ["no-intune-licence"]);
}

/// The push certificate of the sound tenant belongs to this Apple Account.
const OWNER: &str = "MDM@contoso.example";

fn owner(change: impl Fn(&mut Account)) -> Measured {
    let mut world = sound();
    let name = world.word(OWNER);
    let mut row = Account {
        id: id(9),
        name,
        enabled: Some(true),
        ..Account::default()
    };
    change(&mut row);
    world.rows().accounts.push(row);
    check(&world.done(), "P06")
}

#[test]
fn an_owner_who_is_disabled_is_an_alarm() {
    let found = owner(|row| row.enabled = Some(false));
    assert_eq!(found.judgement, Judgement::Alarm);
    assert_eq!(found.exceptions.named[0].why.key, "owner-disabled");
    assert_eq!(found.exceptions.total, 1);
    let found = owner(|row| row.enabled = None);
    assert_eq!(
        found.missing,
        [Missing::Field(Source::Accounts, "accountEnabled")]
    );
}

#[test]
fn an_owner_who_was_deleted_is_an_alarm_since_then() {
    let mut world = sound();
    let name = world.word(&OWNER.to_lowercase());
    world.rows().deleted_accounts.push(DeletedAccount {
        name,
        at: stamp("2026-11-12T08:00:00Z"),
        ..DeletedAccount::default()
    });
    let found = check(&world.done(), "P06");
    assert_eq!(found.judgement, Judgement::Alarm);
    assert_eq!(found.exceptions.named[0].why.key, "owner-deleted");
    assert_eq!(found.since, stamp("2026-11-12T08:00:00Z").at());
}

#[test]
fn an_owner_who_lives_is_told_and_one_whom_nobody_knows_is_not_seen() {
    let found = owner(|_| ());
    assert_eq!(found.judgement, Judgement::Holds);
    let expected = [
        ("owner-enabled", 1),
        ("owner-is-a-person", 0),
        // The enrollment program token of the sound tenant names no Apple Account.
        ("owner-unknown", 1),
    ];
    assert_eq!(parts(&found), expected);
    let found = owner(|row| row.has_personal_name = true);
    assert_eq!(parts(&found)[1], ("owner-is-a-person", 1));
    assert!(
        found
            .evidence
            .iter()
            .any(|it| it.field == "givenName, surname")
    );
    let unknown = check(&sound().done(), "P06");
    assert!(unknown.parts.is_empty());
    let unseen: Vec<_> = unknown.unseen.iter().map(|it| it.key).collect();
    assert_eq!(unseen, ["owner-can-sign-in"]);
}

#[test]
fn whoever_holds_a_device_is_a_person() {
    let mut world = sound();
    let name = world.word("P1@contoso.example");
    world.rows().accounts.push(Account {
        id: id(9),
        name,
        enabled: Some(true),
        ..Account::default()
    });
    world.rows().vpp_tokens.push(VppToken {
        apple_account: name,
        expires: stamp("2027-09-01T00:00:00Z"),
        ..VppToken::default()
    });
    let found = check(&world.done(), "P06");
    assert_eq!(found.judgement, Judgement::Holds, "{found:?}");
    assert_eq!(parts(&found)[1], ("owner-is-a-person", 1));
    let of = |field: &str| found.evidence.iter().find(|it| it.field == field).unwrap();
    assert_eq!(of("user").row, crate::sound::serial(1));
    assert_eq!(of("appleId").source, Source::VppTokens);
}

#[test]
fn stock_that_is_meant_for_nobody_is_told() {
    let found = check(&sound().done(), "P13");
    assert_eq!(
        (found.judgement, found.population),
        (Judgement::CannotTell, 0)
    );
    let unasked = |it: &Missing| matches!(it, Missing::Unasked(it) if it.key == "holder-not-named");
    assert!(found.missing.iter().any(unasked), "{found:?}");
}

/// What a dry run of the device in stock says at a gate, once the person's world has changed.
fn rehearsed(gate: Gate, change: impl FnOnce(&mut World)) -> (Outlook, &'static str) {
    let mut world = expecting();
    change(&mut world);
    let snapshot = world.done();
    let fleet = correlate(&snapshot);
    let device = fleet.find(&in_stock()).unwrap();
    let case = case_file::open(&device, &timeline::rebuild(&device));
    let holders = Holders::of(&fleet, std::iter::once(&device));
    let holder = holders.holder(&device, &case);
    assert!(holder.is_some());
    let run = rehearse(&case, false, Around::of(&fleet), holder.as_ref());
    let step = run.steps.into_iter().find(|it| it.gate == gate).unwrap();
    (step.outlook, step.why.map_or("", |why| why.key))
}

#[test]
fn a_dry_run_knows_whether_the_holder_is_ready() {
    assert_eq!(rehearsed(Gate::G8, |_| ()), (Outlook::Clear, ""));
    let unlicensed = |world: &mut World| {
        account(world, |row| row.licences = Some(Word::default()));
    };
    let stops = (Outlook::Stops, "no-intune-licence");
    assert_eq!(rehearsed(Gate::G8, unlicensed), stops);
    let full = |world: &mut World| own_devices(world, 5, "2026-11-10");
    let stops = (Outlook::Stops, "no-room-under-device-limit");
    assert_eq!(rehearsed(Gate::G8, full), stops);
    let disabled = |world: &mut World| account(world, |row| row.enabled = Some(false));
    let stops = (Outlook::Stops, "account-disabled");
    assert_eq!(rehearsed(Gate::G7, disabled), stops);
    let keys_alone = |world: &mut World| {
        let registered = Registered {
            resistant: true,
            ..Registered::default()
        };
        factors(world, registered, true);
    };
    let stops = (Outlook::Stops, "second-factor-unusable");
    assert_eq!(rehearsed(Gate::G7, keys_alone), stops);
    let unread = |world: &mut World| {
        world
            .rows()
            .reads
            .set(Source::Subscriptions, ReadState::NotRead);
        world.rows().subscriptions = std::iter::empty().collect();
    };
    assert_eq!(rehearsed(Gate::G8, unread), (Outlook::NobodyLooked, ""));
}

/// Of the world's policies, one more; for the group `pilot`, in which the holder is.
fn with_policy(world: &mut World, change: impl FnOnce(&mut Policy)) {
    let mut whole = Policy {
        id: "block".to_owned(),
        state: State::Enabled,
        grant: Grant {
            operator: Operator::OneOf,
            controls: vec![Control::Block],
        },
        ..Policy::default()
    };
    whole.conditions.users.include = vec![Who::All];
    whole.conditions.applications.include = vec![Target::All];
    whole.conditions.client_types = vec![ClientCondition::All];
    change(&mut whole);
    world.rows().access_policies.push(AccessPolicy {
        whole,
        ..AccessPolicy::default()
    });
}

/// The group of the holder, read whole.
fn pilot(world: &mut World) -> Word {
    let group = world.word("pilot");
    world.rows().memberships.push(Membership {
        group,
        member: id(1),
        is_device: false,
    });
    let reads = &mut world.rows().reads;
    reads.note_whole(Source::Memberships, "pilot".to_owned());
    group
}

type Change = fn(&mut World);

#[test]
fn whom_conditional_access_keeps_out_is_told_by_the_dry_run_and_by_p13() {
    assert_eq!(rehearsed(Gate::G7, |_| ()), (Outlook::Clear, ""));
    let everybody: Change = |world| with_policy(world, |_| ());
    let person: Change = |world| {
        with_policy(world, |policy| {
            policy.conditions.users.include = vec![Who::User(id(1).to_string())];
        });
    };
    let group: Change = |world| {
        pilot(world);
        with_policy(world, |policy| {
            policy.conditions.users.include = vec![Who::Group("pilot".to_owned())];
        });
    };
    for kept_out in [everybody, person, group] {
        let stops = (Outlook::Stops, "access-blocks-holder");
        assert_eq!(rehearsed(Gate::G7, kept_out), stops);
        let found = p13(kept_out);
        assert_eq!(found.judgement, Judgement::Alarm);
        assert_eq!(found.exceptions.named[0].why.key, "access-blocks");
    }
    let group_unread: Change = |world| {
        world.not_read(Source::Groups);
        with_policy(world, |policy| {
            policy.conditions.users.include = vec![Who::Group("nobody-read".to_owned())];
        });
    };
    let abroad: Change = |world| {
        with_policy(world, |policy| {
            policy.conditions.locations = Some(Locations {
                include: vec![Place::All],
                exclude: vec![Place::Named("office".to_owned())],
            });
        });
    };
    for perhaps in [group_unread, abroad] {
        assert_eq!(rehearsed(Gate::G7, perhaps), (Outlook::NobodyLooked, ""));
        let found = p13(perhaps);
        assert_eq!(found.judgement, Judgement::CannotTell);
        let told =
            |it: &Missing| matches!(it, Missing::Unasked(it) if it.key == "perhaps-kept-out");
        assert!(found.missing.iter().any(told), "{:?}", found.missing);
    }
    let another: Change = |world| {
        with_policy(world, |policy| {
            policy.conditions.users.include = vec![Who::User(id(9).to_string())];
        });
    };
    assert_eq!(rehearsed(Gate::G7, another), (Outlook::Clear, ""));
}

/// A restriction of a higher rank than the default.
fn restricted(world: &mut World, whom: Whom, default_blocks: bool, blocks: bool) {
    let rows: Vec<_> = world.rows().restrictions.iter().cloned().collect();
    let rows = rows.into_iter().map(|mut row| {
        row.blocked = row.limit.is_none() && default_blocks;
        row
    });
    world.rows().restrictions = rows.collect();
    world.rows().restrictions.push(Restriction {
        platform: Platform::Ios,
        priority: 1,
        blocked: blocks,
        targets: Some(vec![RestrictionTarget {
            whom,
            filtered: false,
        }]),
        ..Restriction::default()
    });
}

#[test]
fn the_restriction_that_counts_for_the_holder_is_asked() {
    let stops = (Outlook::Stops, "platform-blocked");
    let clear = (Outlook::Clear, "");
    let of_group = |blocks: bool| {
        move |world: &mut World| {
            let group = Whom::Group(pilot(world));
            restricted(world, group, !blocks, blocks);
        }
    };
    assert_eq!(rehearsed(Gate::G8, of_group(true)), stops);
    assert_eq!(rehearsed(Gate::G8, of_group(false)), clear);
    let of_all =
        |blocks: bool| move |world: &mut World| restricted(world, Whom::AllUsers, !blocks, blocks);
    assert_eq!(rehearsed(Gate::G8, of_all(true)), stops);
    assert_eq!(rehearsed(Gate::G8, of_all(false)), clear);
    let of_unread_group = |world: &mut World| {
        world.not_read(Source::Groups);
        let group = Whom::Group(world.word("nobody-read"));
        restricted(world, group, false, true);
    };
    let untold = (Outlook::NobodyLooked, "");
    assert_eq!(rehearsed(Gate::G8, of_unread_group), untold);
}

#[test]
fn of_a_disabled_account_the_licence_is_looked_at_all_the_same() {
    let disabled = |world: &mut World| {
        account(world, |row| {
            row.enabled = Some(false);
            row.licences = Some(Word::default());
        });
    };
    let stops = (Outlook::Stops, "no-intune-licence");
    assert_eq!(rehearsed(Gate::G8, disabled), stops);
    let unread = |world: &mut World| {
        account(world, |row| {
            row.enabled = Some(false);
            row.licences = None;
        });
    };
    assert_eq!(rehearsed(Gate::G8, unread), (Outlook::NobodyLooked, ""));
}
