//! Who is ready for the device that is meant for them, in a world whose people are known.

use crate::place::firstcontact;
use lab::parameters::{Chance, Delay};
use lab::simulate::{Order, simulate};
use lab::snapshot::Upkeep;
use lab::tier::Tier;
use lab::world::{AppsOwner, Readiness, Recipe, Registered, SignIn, Trouble, World, user_name};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A world in which many people lack something, and nothing is in everybody's way.
fn recipe() -> Recipe {
    let mut recipe = Recipe::new(1, 1_200).unwrap();
    recipe.spread = 0.0;
    let long = Delay {
        median: 200.0 * 86_400.0,
        sigma: 0.5,
    };
    let habits = &mut recipe.habits;
    (habits.licence_missing, habits.licence_given) = (Chance(0.3), long);
    (habits.second_factor_missing, habits.second_factor_given) = (Chance(0.5), long);
    habits.cap_reached = Chance(0.2);
    let suits = |world: &World| {
        let tenant = &world.tenant;
        let holds = |trouble| tenant.episodes.holds(trouble, world.looked_at);
        tenant
            .profiles
            .iter()
            .all(|it| it.sign_in == SignIn::Modern)
            && Upkeep::of(world).factor_to_register
            && ![Trouble::StrongMethod, Trouble::LicencesGone]
                .into_iter()
                .any(holds)
    };
    for seed in 1..500 {
        recipe.seed = seed;
        if suits(&World::build(&recipe)) {
            return recipe;
        }
    }
    panic!("no world suits");
}

/// Every device in stock is meant for the person of its number; gives back those people.
fn reserve(snapshot: &Path, world: &World) -> BTreeSet<u64> {
    let place = snapshot.join("register.csv");
    let text = fs::read_to_string(&place).unwrap();
    let mut people = BTreeSet::new();
    let lines = text.lines().map(|line| {
        let mut fields: Vec<&str> = line.split(',').collect();
        let number = lab::device::index_of(world.seed, fields[0]);
        let Some((number, false)) = number.filter(|_| fields[5] == "in stock") else {
            return line.to_owned();
        };
        people.insert(number);
        let name = user_name(number, &world.domain());
        fields[3] = &name;
        fields.join(",")
    });
    let text: Vec<String> = lines.collect();
    fs::write(&place, text.join("\n")).unwrap();
    people
}

fn prevented(snapshot: &Path, code: &str) -> Value {
    let words = ["--format", "json", "--only", code, "--fail-on", "nothing"];
    let output = firstcontact()
        .arg("prevent")
        .arg(snapshot)
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    document["checks"][0].clone()
}

/// What a person lacks, as the check words it.
fn lacks(has: &Readiness, world: &World) -> Vec<&'static str> {
    if !has.enabled {
        return vec!["account-disabled"];
    }
    let room = has.others < has.limit;
    let factor = match has.registered {
        Registered::Nothing => Some("no-second-factor"),
        Registered::KeysAlone => Some("second-factor-unusable"),
        Registered::Pass | Registered::Telephone | Registered::App { .. } => None,
    };
    let bare = has.registered == Registered::Nothing;
    let to_register = !has.asked && bare && Upkeep::of(world).factor_to_register;
    let all = [
        (!has.licensed).then_some("no-intune-licence"),
        (!room).then_some("no-room-under-device-limit"),
        factor.filter(|_| has.asked),
        to_register.then_some("second-factor-to-register"),
    ];
    all.into_iter().flatten().collect()
}

const LACKS: [&str; 6] = [
    "account-disabled",
    "no-intune-licence",
    "no-room-under-device-limit",
    "no-second-factor",
    "second-factor-unusable",
    "second-factor-to-register",
];

/// The people behind each of these words.
type Named = BTreeMap<&'static str, BTreeSet<String>>;

fn named(check: &Value) -> Named {
    let all = check["exceptions"].as_array().unwrap();
    let of = |why: &str| -> BTreeSet<String> {
        let alike = all.iter().filter(|it| it["why"] == why);
        alike
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect()
    };
    LACKS.iter().map(|why| (*why, of(why))).collect()
}

fn part(check: &Value, label: &str) -> u64 {
    let parts = check["parts"].as_array().unwrap();
    let part = parts.iter().find(|it| it["label"] == label).unwrap();
    part["amount"]["number"].as_u64().unwrap()
}

fn simulated(tier: Tier) -> (tempfile::TempDir, World) {
    let (place, recipe) = (tempfile::tempdir().unwrap(), recipe());
    let world = World::build(&recipe);
    let order = Order {
        recipe,
        tier,
        out: place.path().join("w"),
        packed: false,
    };
    simulate(&order, None, |_| ()).unwrap();
    (place, world)
}

#[test]
fn prevent_names_exactly_the_people_who_are_not_ready() {
    let (place, world) = simulated(Tier::Register);
    let snapshot = place.path().join("w/snapshot");
    let people = reserve(&snapshot, &world);
    let check = prevented(&snapshot, "P13");
    let mut expected: Named = LACKS.iter().map(|why| (*why, BTreeSet::new())).collect();
    for number in &people {
        let lacks = lacks(&world.readiness(*number).unwrap(), &world);
        for why in lacks {
            let name = user_name(*number, &world.domain());
            expected.entry(why).or_default().insert(name);
        }
    }
    assert_eq!(named(&check), expected);
    for why in &LACKS[1..] {
        assert!(!expected[why].is_empty(), "{why}: nobody in this world");
    }
    assert!(
        part(&check, "ready") > 0,
        "everybody in this world lacks something"
    );
    // The list has some devices in stock that are in use; whoever has them is in nobody's way.
    let population = check["population"].as_u64().unwrap();
    assert!(population > 60 && population <= people.len() as u64);
    let not_ready: BTreeSet<&String> = expected.values().flatten().collect();
    assert_eq!(part(&check, "not-ready"), not_ready.len() as u64);
    assert_eq!(part(&check, "cannot-tell"), 0, "{check}");
    assert_eq!(
        part(&check, "ready") + part(&check, "not-ready"),
        population
    );
    assert_eq!(check["missing"].as_array().unwrap().len(), 0);
}

/// What was not read is told, and nobody is called ready for it; what was read is still judged.
#[test]
fn without_a_source_the_rest_is_judged_and_the_source_is_named() {
    let (place, world) = simulated(Tier::Register);
    let snapshot = place.path().join("w/snapshot");
    reserve(&snapshot, &world);
    for (file, source, lost) in [
        (
            "userRegistrationDetails-00001.json",
            "microsoft/userRegistrationDetails",
            &LACKS[3..],
        ),
        (
            "subscribedSkus-00001.json",
            "microsoft/subscribedSkus",
            &LACKS[1..2],
        ),
    ] {
        let page = snapshot.join("microsoft").join(file);
        let kept = fs::read(&page).unwrap();
        let whole = named(&prevented(&snapshot, "P13"));
        fs::remove_file(&page).unwrap();
        let check = prevented(&snapshot, "P13");
        fs::write(&page, kept).unwrap();
        let found = named(&check);
        for why in LACKS {
            if lost.contains(&why) {
                assert!(found[why].is_empty(), "{why} without {source}");
            } else {
                assert_eq!(found[why], whole[why], "{why} without {source}");
            }
        }
        let missing = check["missing"].as_array().unwrap();
        assert!(missing.iter().any(|it| it["source"] == source), "{check}");
        assert!(part(&check, "cannot-tell") > 0, "{source}");
    }
}

/// Whose account is disabled or gone is behind the token for apps and books of some worlds.
#[test]
fn prevent_says_when_the_owner_of_a_token_is_gone() {
    let mut recipe = Recipe::new(1, 20).unwrap();
    let mut seen = BTreeSet::new();
    for seed in 1..200 {
        recipe.seed = seed;
        let world = World::build(&recipe);
        let (disabled, deleted) = match world.apps_owner() {
            AppsOwner::Department => (0, 0),
            AppsOwner::Person(number) => {
                let enabled = world.readiness(number).unwrap().enabled;
                (usize::from(!enabled), 0)
            }
            AppsOwner::Deleted => (0, 1),
        };
        let is_new = seen.insert((
            disabled,
            deleted,
            world.apps_owner() == AppsOwner::Department,
        ));
        if !is_new {
            continue;
        }
        let place = tempfile::tempdir().unwrap();
        let order = Order {
            recipe: recipe.clone(),
            tier: Tier::Register,
            out: place.path().join("w"),
            packed: false,
        };
        simulate(&order, None, |_| ()).unwrap();
        let check = prevented(&place.path().join("w/snapshot"), "P06");
        let count = |why: &str| {
            let all = check["exceptions"].as_array().unwrap().iter();
            all.filter(|it| it["why"] == why).count()
        };
        assert_eq!(count("owner-disabled"), disabled, "seed {seed}: {check}");
        assert_eq!(count("owner-deleted"), deleted, "seed {seed}: {check}");
        // The enrollment program token belongs to the department.
        assert!(part(&check, "owner-enabled") >= 1, "seed {seed}: {check}");
        let personal = matches!(world.apps_owner(), AppsOwner::Person(_));
        let part = part(&check, "owner-is-a-person");
        assert_eq!(part, u64::from(personal), "seed {seed}: {check}");
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
}
