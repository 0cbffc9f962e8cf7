//! What must hold in every world, whatever the seed.

use crate::clock;
use crate::device::{Facts, live, script_of};
use crate::event::{Entry, Event, Way};
use crate::examine::{Examined, examine};
use crate::observe::Optics;
use crate::truth::{Action, NOTHING, Use, code};
use crate::world::{Acting, Service, World};

/// A world in which something does not hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// The world's seed.
    pub seed: u64,
    /// The device, if it is about one.
    pub serial: Option<String>,
    /// What does not hold.
    pub what: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "seed {}", self.seed)?;
        if let Some(serial) = &self.serial {
            write!(f, ", {serial}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Devices that are examined at once.
const STRETCH: u64 = 1_000;

/// Checks a world; gives the number of devices.
///
/// # Errors
/// The first thing that does not hold.
pub fn check(world: &World) -> Result<u64, Broken> {
    let optics = Optics::of(world);
    let (mut from, mut devices) = (0, 0);
    while from < world.population() {
        let upto = (from + STRETCH).min(world.population());
        for device in examine(world, &optics, from..upto) {
            devices += 1;
            let failed = |what: String| Broken {
                seed: world.seed,
                serial: Some(device.story.facts.serial_text().to_owned()),
                what,
            };
            one(world, &device).map_err(failed)?;
        }
        from = upto;
    }
    Ok(devices)
}

fn one(world: &World, device: &Examined) -> Result<(), String> {
    let log = &device.story.lived.log;
    in_order(world, log)?;
    no_gate_is_jumped(log)?;
    truth_agrees(device)?;
    nothing_from_the_future(world, device)?;
    repeats(world, &device.story.facts, log)
}

fn in_order(world: &World, log: &[Entry]) -> Result<(), String> {
    let sorted = log.is_sorted_by_key(|entry| entry.at);
    let ended = log.last().is_none_or(|last| last.at <= world.looked_at);
    match (sorted, ended) {
        (false, _) => Err("its log is not in the order of time".to_owned()),
        (_, false) => Err("its log goes on after the world was looked at".to_owned()),
        _ => Ok(()),
    }
}

/// Nothing is imported that was not assigned, nothing enrolls by itself without Apple's record.
fn no_gate_is_jumped(log: &[Entry]) -> Result<(), String> {
    let (mut added, mut assigned, mut imported, mut accepted) = (false, false, false, false);
    for entry in log {
        let sound = match entry.event {
            Event::Added { ours, .. } => {
                added |= ours;
                true
            }
            Event::Assigned(service) => {
                assigned |= matches!(service, Service::Intune(_));
                added
            }
            Event::Imported(_) => {
                imported = true;
                assigned
            }
            Event::ProfileAccepted(_) => {
                accepted = true;
                imported
            }
            Event::Enrolled { way, .. } => way == Way::ByHand || !way.is_automated() || accepted,
            _ => true,
        };
        if !sound {
            let at = clock::text(entry.at);
            return Err(format!(
                "{:?} at {at} came before what it needs",
                entry.event
            ));
        }
    }
    Ok(())
}

fn truth_agrees(device: &Examined) -> Result<(), String> {
    let (truth, ledger) = (&device.truth, &device.ledger);
    let enrolled = matches!(ledger.in_use, Use::Managed(way) if way.is_automated());
    if truth.cause == NOTHING && !enrolled {
        return Err("nothing is wrong with it, and it is not enrolled".to_owned());
    }
    if truth.action == Action::Erase && !(truth.erase_needed && ledger.in_use == Use::Unmanaged) {
        return Err(format!(
            "{} asks for an erase of a device not in use",
            code(truth.cause)
        ));
    }
    if truth.live_data && !truth.data_at_risk {
        return Err("live data without data".to_owned());
    }
    if truth.secondary.contains(&truth.cause) {
        return Err("its cause stands in its own way twice".to_owned());
    }
    Ok(())
}

fn nothing_from_the_future(world: &World, device: &Examined) -> Result<(), String> {
    let seen = &device.seen;
    let latest = world.looked_at;
    let times = (seen.rows.iter().map(|row| row.created))
        .chain(seen.managed.iter().map(|row| row.last_sync))
        .chain(seen.failures.iter().map(|row| row.at))
        .chain(seen.sign_ins.iter().map(|row| row.at))
        .chain(seen.answers.iter().map(|row| row.at));
    match times.max().filter(|at| *at > latest) {
        None => Ok(()),
        Some(at) => Err(format!("a source dates {} in the future", clock::text(at))),
    }
}

/// The same script lived again gives the same log.
fn repeats(world: &World, facts: &Facts, log: &[Entry]) -> Result<(), String> {
    if facts.replacement || !facts.index.is_multiple_of(16) {
        return Ok(());
    }
    let script = script_of(world, facts, Acting::All);
    let again = live(world, &world.tenant, facts, &script, world.looked_at);
    if again.log == log {
        Ok(())
    } else {
        Err("it does not live the same life twice".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::device::{Facts, live, script_of};
    use crate::world::{Acting, Recipe, World};

    fn world(seed: u64, devices: u64) -> World {
        World::build(&Recipe::new(seed, devices).unwrap())
    }

    #[test]
    fn forty_worlds_hold() {
        for seed in 500..540 {
            assert_eq!(
                check(&world(seed, 300)).map(|devices| devices >= 300),
                Ok(true)
            );
        }
    }

    #[test]
    fn another_device_changes_no_other() {
        let (small, large) = (world(7, 500), world(7, 650));
        for index in 0..500 {
            let log = |world: &World| {
                let facts = Facts::of(world, index, false);
                let script = script_of(world, &facts, Acting::All);
                live(world, &world.tenant, &facts, &script, world.looked_at).log
            };
            assert_eq!(log(&small), log(&large), "device {index}");
        }
    }

    #[test]
    fn another_seed_is_another_world() {
        let first = |seed| Facts::of(&world(seed, 10), 0, false).serial;
        assert_ne!(first(1), first(2));
    }
}
