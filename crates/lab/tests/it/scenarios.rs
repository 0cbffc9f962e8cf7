//! The scenarios that come with the program: each story comes true at each time that it names.

use crate::worlds::judged;
use lab::clock;
use lab::device::{index_of, stories};
use lab::request::Request;
use lab::scenario::{BUILT_IN, WorldFile, built_in};
use lab::truth::code;
use lab::world::{Acting, World};

fn told(name: &str) -> Request {
    Request::default().with_world(name).unwrap()
}

#[test]
fn every_scenario_tells_something_that_can_be_checked() {
    for (name, text) in BUILT_IN {
        let file = WorldFile::parse(name, text).unwrap();
        assert!(!file.about.is_empty(), "{name} says nothing about itself");
        assert!(!file.scripted.is_empty(), "{name} tells of no device");
        let told_of = file.scripted.iter().all(|it| !it.expected.is_empty());
        assert!(told_of, "{name} has a device of which nothing is expected");
        assert_eq!(built_in(name), Some(text));
    }
    assert_eq!(built_in("no-such-story"), None);
}

#[test]
fn every_expectation_comes_true() {
    let mut checked = 0;
    for (name, _) in BUILT_IN {
        for (place, device) in told(name).recipe().unwrap().scripted.iter().enumerate() {
            for expected in &device.expected {
                let at = clock::text(expected.at);
                let request = Request {
                    at: Some(at.clone()),
                    ..told(name)
                };
                let recipe = request.recipe().unwrap();
                assert_eq!(recipe.looked_at, expected.at);
                let world = World::build(&recipe);
                let index = world.devices + place as u64;
                let (story, _, truth) = judged(&world, index, Acting::All);
                let found = (code(truth.cause), truth.action.name());
                let action = expected.action.as_deref().unwrap_or(found.1);
                let log = &story.lived.log;
                assert_eq!(
                    found,
                    (&*expected.cause, action),
                    "{name} at {at}: {log:#?}"
                );
                checked += 1;
            }
        }
    }
    assert!(checked >= BUILT_IN.len(), "{checked}");
}

#[test]
fn a_story_does_not_depend_on_the_seed() {
    for (name, _) in BUILT_IN {
        for seed in [2, 3, 40, 500] {
            let request = Request {
                seed: Some(seed),
                ..told(name)
            };
            let recipe = request.recipe().unwrap();
            let world = World::build(&recipe);
            for (place, device) in recipe.scripted.iter().enumerate() {
                let index = world.devices + place as u64;
                let (_, _, truth) = judged(&world, index, Acting::All);
                let last = device.expected.iter().find(|it| it.at == recipe.looked_at);
                let last = last.unwrap();
                assert_eq!(code(truth.cause), last.cause, "{name} with seed {seed}");
            }
        }
    }
}

#[test]
fn scripted_devices_are_numbered_after_the_drawn_ones() {
    for devices in [0, 1, 70] {
        let request = Request {
            devices: Some(devices),
            ..told("not-contacted")
        };
        let world = World::build(&request.recipe().unwrap());
        assert_eq!(world.devices, devices);
        assert_eq!(world.population(), devices + 1);
        assert!((0..devices).all(|index| world.written(index).is_none()));
        assert!(world.written(devices + 1).is_none());
        let written = world.written(devices).unwrap();
        assert_eq!(written.name, "the sales manager's telephone");
        let story = stories(&world, devices, Acting::All).swap_remove(0);
        assert_eq!(story.facts.index, devices);
        assert_eq!(story.script, written.script);
        assert_eq!(story.facts.order.first, devices);
        let number = story.facts.order.number;
        let others = world.orders().iter().filter(|it| it.number == number);
        assert_eq!(others.count(), 1, "its order is its own");
        let serial = story.facts.serial_text();
        assert_eq!(index_of(world.seed, serial), Some((devices, false)));
    }
}

#[test]
fn a_fault_of_a_calm_world_leaves_a_written_device_s_script_alone() {
    let request = Request {
        devices: Some(20),
        faults: vec!["F05".to_owned(), "F20".to_owned(), "F24".to_owned()],
        ..told("boxed")
    };
    let world = World::build(&request.recipe().unwrap());
    let (story, _, truth) = judged(&world, 20, Acting::All);
    assert_eq!(story.script, world.written(20).unwrap().script);
    assert_eq!(code(truth.cause), "H01");
}
