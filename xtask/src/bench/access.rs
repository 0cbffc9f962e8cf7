//! `bench access`: the proof over a large tenant's Conditional Access, and which enrollment
//! restriction meets whom, on one core.

use super::machine::{Machine, today};
use super::options::Options;
use super::random::Random;
use super::report::{self, Table};
use super::stopwatch::Stopwatch;
use super::{BenchError, root, say};
use enrollment::access::directory::{Directory, NamedLocation, Roster, Standing, User};
use enrollment::access::policy::{
    ClientCondition, Control, Locations, Place, Platform, PlatformCondition, Platforms, Policy,
    State, Target, Who,
};
use rules::prevention::access::lint::{self, Scene, Surroundings};
use rules::prevention::access::{Proof, prove};

const PURPOSE: u64 = 0xacce;
/// A large organisation.
const USERS: u64 = 50_000;
const POLICIES: u64 = 200;
const GROUPS: u64 = 300;
const LOCATIONS: u64 = 20;
const APPS: u64 = 40;

/// Measures, prints and writes.
pub(super) fn run(options: &Options) -> Result<(), BenchError> {
    let mut random = Random::of(PURPOSE, 0);
    let directory = directory(&mut random);
    let policies: Vec<Policy> = (0..POLICIES).map(|it| policy(it, &mut random)).collect();
    let mut best = (f64::INFINITY, f64::INFINITY);
    let mut last: Option<Proof> = None;
    for _ in 0..options.runs {
        let watch = Stopwatch::start();
        let proof = prove(&policies, &directory);
        let proved = watch.seconds();
        let watch = Stopwatch::start();
        let scene = Scene {
            policies: &policies,
            directory: &directory,
            proof: &proof,
            surroundings: &Surroundings::default(),
        };
        std::hint::black_box(lint::examine(&scene));
        best = (best.0.min(proved), best.1.min(watch.seconds()));
        last = Some(proof);
    }
    let mut table = Table::new(&["step", "seconds"]);
    for (name, seconds) in [
        ("`prove`", best.0),
        ("`lint::examine`, all pitfalls", best.1),
    ] {
        table.row(&[name.to_owned(), format!("{seconds:.2}")]);
    }
    let found = last.map_or((0, 0, true), |it| {
        (it.classes.len(), it.holes.len(), it.complete)
    });
    let text = format!(
        "Measured on {}, {}. Best of {} runs, one core.\n\n{table}\n{USERS} users, {POLICIES} \
         policies over {GROUPS} groups, {LOCATIONS} named locations and {APPS} apps: {} classes of \
         users, {} holes{}.\n\nRepeat with `cargo xtask bench access`.\n",
        options.date.clone().unwrap_or_else(today),
        Machine::this(),
        options.runs,
        found.0,
        found.1,
        if found.2 { "" } else { " and more" },
    );
    say(&text);
    report::put_section(
        &root().join("docs/benchmarks.md"),
        "Conditional Access",
        &text,
    )
}

fn directory(random: &mut Random) -> Directory {
    let users = (0..USERS).map(|number| User {
        id: format!("u{number}"),
        name: format!("user{number}@contoso.example"),
        standing: Standing::Member,
    });
    let mut groups = std::collections::BTreeMap::new();
    for number in 0..GROUPS {
        let size = 1 + random.below(2_000);
        let members = (0..size).map(|_| random.below(USERS) as u32);
        groups.insert(group(number), Roster::Read(members.collect()));
    }
    let locations = (0..LOCATIONS).map(|number| NamedLocation {
        id: format!("l{number}"),
        trusted: Some(number % 2 == 0),
    });
    Directory {
        users: users.collect(),
        users_complete: true,
        groups,
        locations: locations.collect(),
        locations_complete: true,
        ..Directory::default()
    }
}

fn group(number: u64) -> String {
    format!("g{number}")
}

/// Half of them protect; most are about everybody without a few groups, or a few groups.
fn policy(number: u64, random: &mut Random) -> Policy {
    let mut policy = Policy {
        id: format!("p{number}"),
        name: format!("Policy {number}"),
        state: State::Enabled,
        ..Policy::default()
    };
    let conditions = &mut policy.conditions;
    let groups = |random: &mut Random, most: u64| -> Vec<Who> {
        let count = 1 + random.below(most);
        let ids = (0..count).map(|_| Who::Group(group(random.below(GROUPS))));
        ids.collect()
    };
    conditions.users.include = if random.below(3) == 0 {
        vec![Who::All]
    } else {
        groups(random, 4)
    };
    conditions.users.exclude = groups(random, 2);
    conditions.applications.include = match random.below(4) {
        0 => vec![Target::All],
        1 => vec![Target::Office365],
        _ => vec![Target::App(format!("a{}", random.below(APPS)))],
    };
    conditions.client_types = vec![ClientCondition::All];
    if random.below(4) == 0 {
        conditions.platforms = Some(Platforms {
            include: vec![PlatformCondition::Is(Platform::Ios)],
            exclude: Vec::new(),
        });
    }
    if random.below(5) == 0 {
        conditions.locations = Some(Locations {
            include: vec![Place::All],
            exclude: vec![Place::Named(format!("l{}", random.below(LOCATIONS)))],
        });
    }
    policy.grant.controls = vec![match random.below(4) {
        0 => Control::Mfa,
        1 => Control::Block,
        _ => Control::CompliantDevice,
    }];
    policy
}
