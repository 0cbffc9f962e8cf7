//! Small tenants, drawn from a seed: every kind of condition, every kind of not knowing.

use crate::dice::Dice;
use rules::prevention::access::directory::{App, Directory, NamedLocation, Roster, Standing, User};
use rules::prevention::access::policy::{
    Applications, ClientCondition, ClientType, Conditions, Control, ExternalTenants, Filter,
    FilterMode, Grant, GuestKind, Guests, Locations, Operator, Place, Platform, PlatformCondition,
    Platforms, Policy, Risk, State, Target, TransferMethod, UserAction, Users, Who,
};

const ENROLLMENT: &str = "d4ebce55-015a-49b5-a083-c84d1797ae8c";
const EXCHANGE: &str = "00000002-0000-0ff1-ce00-000000000000";

/// A directory and policies over it.
pub(crate) fn tenant(seed: u64) -> (Vec<Policy>, Directory) {
    let mut dice = Dice::new(seed);
    let directory = directory(&mut dice);
    let count = dice.below(8);
    let policies = (0..count).map(|number| policy(&mut dice, number));
    (policies.collect(), directory)
}

fn directory(dice: &mut Dice) -> Directory {
    let count = dice.below(4);
    let users = (0..count).map(|number| User {
        id: format!("u{number}"),
        name: format!("User {number}"),
        standing: standing(dice),
    });
    let users: Vec<User> = users.collect();
    let mut directory = Directory {
        users,
        users_complete: !dice.once_in(3),
        locations_complete: !dice.once_in(3),
        overlaps_cut: dice.once_in(8),
        ..Directory::default()
    };
    for group in ["g0", "g1"] {
        if !dice.once_in(6) {
            let roster = roster(dice, count);
            directory.groups.insert(group.to_owned(), roster);
        }
    }
    directory.roles.insert("r0".to_owned(), roster(dice, count));
    for place in ["l0", "l1"] {
        if dice.once_in(2) {
            directory.locations.push(NamedLocation {
                id: place.to_owned(),
                trusted: dice.of(&[Some(true), Some(false), None]),
            });
        }
    }
    if dice.once_in(3) {
        let both = ["l1", "l0"].map(str::to_owned).to_vec();
        directory.overlaps.push(both);
    }
    for app in ["a0", ENROLLMENT] {
        if dice.once_in(2) {
            directory.apps.push(App {
                id: app.to_owned(),
                office_365: dice.of(&[Some(true), Some(false), None]),
                admin_portals: dice.of(&[Some(true), Some(false), None]),
            });
        }
    }
    directory
}

fn standing(dice: &mut Dice) -> Standing {
    match dice.below(5) {
        0 => Standing::Unread,
        1 => Standing::Guest {
            kind: dice.of(&GuestKind::ALL),
            tenant: dice.of(&[None, Some("t0".to_owned()), Some("t1".to_owned())]),
        },
        _ => Standing::Member,
    }
}

fn roster(dice: &mut Dice, users: usize) -> Roster {
    if dice.once_in(5) {
        return Roster::Unread;
    }
    let members = (0..users as u32).filter(|_| dice.once_in(2));
    Roster::Read(members.collect())
}

/// A policy that, two times of three, is close to a good one.
pub(crate) fn policy(dice: &mut Dice, number: usize) -> Policy {
    let plain = !dice.once_in(3);
    let mut policy = Policy {
        id: format!("p{number}"),
        name: format!("Policy {number}"),
        state: dice.of(&[
            State::Enabled,
            State::Enabled,
            State::Enabled,
            State::Enabled,
            State::ReportOnly,
            State::Disabled,
            State::Unknown("paused".to_owned()),
        ]),
        conditions: Conditions {
            users: users(dice, plain),
            workload_identities: dice.once_in(20),
            applications: applications(dice, plain),
            client_types: clients(dice),
            ..Conditions::default()
        },
        grant: grant(dice),
        session: Vec::new(),
    };
    if !plain {
        conditions(dice, &mut policy.conditions);
    }
    policy
}

fn conditions(dice: &mut Dice, conditions: &mut Conditions) {
    if dice.once_in(2) {
        conditions.platforms = Some(Platforms {
            include: listed(dice, 2, platform, PlatformCondition::All),
            exclude: dice.some(2, platform),
        });
    }
    if dice.once_in(2) {
        conditions.locations = Some(Locations {
            include: listed(dice, 2, place, Place::All),
            exclude: dice.some(2, place),
        });
    }
    if dice.once_in(3) {
        conditions.device_filter = Some(filter(dice));
    }
    if dice.once_in(8) {
        conditions.sign_in_risk = risks(dice);
    }
    if dice.once_in(12) {
        conditions.user_risk = risks(dice);
    }
    if dice.once_in(16) {
        conditions.insider_risk = risks(dice);
    }
    if dice.once_in(30) {
        conditions.service_principal_risk = vec![Risk::High];
    }
    if dice.once_in(4) {
        conditions.transfer_methods = dice.some(2, |dice| {
            dice.of(&[
                TransferMethod::DeviceCode,
                TransferMethod::AuthenticationTransfer,
                TransferMethod::Unknown("pigeon".to_owned()),
            ])
        });
    }
    if dice.once_in(20) {
        conditions.unknown.push("agents".to_owned());
    }
}

fn listed<T>(dice: &mut Dice, most: usize, make: fn(&mut Dice) -> T, all: T) -> Vec<T> {
    if dice.once_in(2) {
        return vec![all];
    }
    dice.some(most, make)
}

fn excluded<T>(dice: &mut Dice, plain: bool, make: fn(&mut Dice) -> T) -> Vec<T> {
    if plain && !dice.once_in(3) {
        return Vec::new();
    }
    dice.some(2, make)
}

fn users(dice: &mut Dice, plain: bool) -> Users {
    Users {
        include: if plain {
            vec![Who::All]
        } else {
            listed(dice, 3, who, Who::All)
        },
        exclude: excluded(dice, plain, who),
    }
}

fn who(dice: &mut Dice) -> Who {
    match dice.below(9) {
        0 => Who::All,
        1 | 2 => Who::User(dice.of(&["u0", "u1", "u9"]).to_owned()),
        3..=5 => Who::Group(dice.of(&["g0", "g1"]).to_owned()),
        6 => Who::Role(dice.of(&["r0", "r1"]).to_owned()),
        7 => Who::Guests(Guests {
            kinds: GuestKind::ALL
                .into_iter()
                .filter(|_| dice.once_in(2))
                .collect(),
            tenants: dice.of(&[
                ExternalTenants::All,
                ExternalTenants::These(vec!["t0".to_owned()]),
                ExternalTenants::Unknown,
            ]),
        }),
        _ => Who::Unknown("everyoneElse".to_owned()),
    }
}

fn applications(dice: &mut Dice, plain: bool) -> Applications {
    let mut applications = Applications {
        include: if plain {
            vec![Target::All]
        } else {
            listed(dice, 3, target, Target::All)
        },
        exclude: excluded(dice, plain, target),
        ..Applications::default()
    };
    if !plain && dice.once_in(8) {
        applications.filter = Some(filter(dice));
    }
    if dice.once_in(5) {
        applications.user_actions = dice.some(2, |dice| {
            dice.of(&[
                UserAction::RegisterOrJoinDevices,
                UserAction::RegisterSecurityInformation,
                UserAction::Unknown("urn:user:dance".to_owned()),
            ])
        });
    }
    applications
}

fn target(dice: &mut Dice) -> Target {
    match dice.below(8) {
        0 => Target::All,
        7 => Target::App(EXCHANGE.to_owned()),
        1 => Target::Office365,
        2 => Target::AdminPortals,
        3 => Target::App(ENROLLMENT.to_owned()),
        _ => Target::App(dice.of(&["a0", "a1"]).to_owned()),
    }
}

fn clients(dice: &mut Dice) -> Vec<ClientCondition> {
    if !dice.once_in(3) {
        return vec![ClientCondition::All];
    }
    dice.some(4, |dice| match dice.below(8) {
        0 => ClientCondition::EasSupported,
        1 => ClientCondition::Unknown("toaster".to_owned()),
        _ => ClientCondition::Is(dice.of(&ClientType::ALL)),
    })
}

fn platform(dice: &mut Dice) -> PlatformCondition {
    match dice.below(9) {
        0 => PlatformCondition::All,
        1 => PlatformCondition::Unknown("unknownFutureValue".to_owned()),
        _ => PlatformCondition::Is(dice.of(&Platform::ALL)),
    }
}

fn place(dice: &mut Dice) -> Place {
    match dice.below(5) {
        0 => Place::All,
        1 => Place::AllTrusted,
        _ => Place::Named(dice.of(&["l0", "l1"]).to_owned()),
    }
}

fn filter(dice: &mut Dice) -> Filter {
    Filter {
        mode: dice.of(&[
            FilterMode::Include,
            FilterMode::Exclude,
            FilterMode::Unknown,
        ]),
        rule: dice
            .of(&[
                "device.model -eq \"x -ne y\"",
                "device.trustType -ne \"ServerAD\"",
                "device.trustType -eq \"Workplace\"",
                "device.trustType -ne \"Workplace\"",
                "device.displayName -startsWith \"SAW\"",
                "device.isCompliant -ne $null",
                "device.model -eq \"x\" -or device.trustType -ne \"AzureAD\"",
            ])
            .to_owned(),
    }
}

fn risks(dice: &mut Dice) -> Vec<Risk> {
    let all = [Risk::None, Risk::Low, Risk::Medium, Risk::High];
    if dice.once_in(3) {
        return all.to_vec();
    }
    dice.some(3, |dice| match dice.below(6) {
        0 => Risk::Unknown("hidden".to_owned()),
        _ => dice.of(&all),
    })
}

fn grant(dice: &mut Dice) -> Grant {
    let control = |dice: &mut Dice| match dice.below(12) {
        0..=4 => Control::CompliantDevice,
        5 | 6 => Control::Block,
        7 => Control::DomainJoinedDevice,
        8 => Control::Mfa,
        9 => Control::CompliantApplication,
        10 => Control::TermsOfUse("terms".to_owned()),
        _ => Control::Unknown("faceScan".to_owned()),
    };
    let mut controls = vec![control(dice)];
    if dice.once_in(3) {
        controls.push(control(dice));
    }
    if dice.once_in(30) {
        controls.clear();
    }
    Grant {
        operator: match dice.below(12) {
            0..=7 => Operator::All,
            8..=10 => Operator::OneOf,
            _ => Operator::Unknown("XOR".to_owned()),
        },
        controls,
    }
}
