//! Pairs of files, joined by serial number: the truth in memory, the diagnosis as it streams by.

use super::device::{Episode, Poll, TruthDevice};
use super::fault::{ScoreError, Trouble};
use super::lines;
use super::tally::Tally;
use super::truth_file::TruthLine;
use super::{diagnosis_file, finding_file, truth_file};
use crate::tier::Tier;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A truth and the diagnosis of the same snapshot. Several pairs are successive polls of a world,
/// several worlds, or both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// What truly was: `firstcontact/truth/1` and `firstcontact/episode/1`.
    pub truth: PathBuf,
    /// What was said: `firstcontact/diagnosis/1`.
    pub diagnosis: PathBuf,
    /// Faults of the tenant that were said beside it: `firstcontact/finding/1`.
    pub findings: Option<PathBuf>,
}

/// The truth of one file.
struct Truth {
    devices: Vec<TruthDevice>,
    answered: Vec<bool>,
    by_serial: HashMap<Arc<str>, u32>,
    polls: BTreeSet<Poll>,
    episodes: Vec<(Episode, bool)>,
}

/// Counts a pair of files.
pub(super) fn add_pair(tally: &mut Tally, pair: &Pair) -> Result<(), ScoreError> {
    let mut truth = Truth::read(&pair.truth)?;
    truth.tell_episodes(tally);
    // A foreign device, like a fault of the tenant, belongs to the look at which it was seen.
    let Some(first) = truth.devices.first().map(|device| device.poll.clone()) else {
        return Err(ScoreError::NoTruth {
            file: pair.truth.clone(),
        });
    };
    lines::each(&pair.diagnosis, diagnosis_file::read, |said| {
        let Some(number) = truth.by_serial.get(&said.serial) else {
            tally.add_stranger(&first, &said);
            return Ok(());
        };
        let number = *number as usize;
        if std::mem::replace(&mut truth.answered[number], true) {
            return Err(twice(&said.serial));
        }
        tally.add(&truth.devices[number], Some(&said));
        Ok(())
    })?;
    if let Some(file) = &pair.findings {
        lines::each(file, finding_file::read, |said| {
            tally.add_finding(&first, &said);
            Ok(())
        })?;
    }
    let silent = truth.devices.iter().zip(&truth.answered);
    for (device, _) in silent.filter(|(_, answered)| !**answered) {
        tally.add(device, None);
    }
    Ok(())
}

impl Truth {
    fn read(file: &Path) -> Result<Self, ScoreError> {
        let mut truth = Self {
            devices: Vec::new(),
            answered: Vec::new(),
            by_serial: HashMap::new(),
            polls: BTreeSet::new(),
            episodes: Vec::new(),
        };
        let mut last: Option<Poll> = None;
        lines::each(file, truth_file::read, |line| match line {
            TruthLine::Device(device) => truth.note(*device, &mut last),
            TruthLine::Episode { episode, tier_said } => {
                truth.episodes.push((*episode, tier_said));
                Ok(())
            }
        })?;
        truth.answered = vec![false; truth.devices.len()];
        Ok(truth)
    }

    fn note(&mut self, mut device: TruthDevice, last: &mut Option<Poll>) -> Result<(), Trouble> {
        match last {
            // One copy of the time for all devices of a poll.
            Some(poll) if *poll == device.poll => device.poll = poll.clone(),
            _ => {
                self.polls.insert(device.poll.clone());
                *last = Some(device.poll.clone());
            }
        }
        let number = u32::try_from(self.devices.len())
            .map_err(|_| Trouble::new("too many devices", "at most 4294967295 devices a file"))?;
        let serial = device.serial.clone();
        if self.by_serial.insert(serial.clone(), number).is_some() {
            return Err(twice(&serial));
        }
        self.devices.push(device);
        Ok(())
    }

    /// An episode that names no tier is one of every tier that its poll was looked at with.
    fn tell_episodes(&self, tally: &mut Tally) {
        for (episode, tier_said) in &self.episodes {
            if *tier_said {
                tally.add_episode(episode);
                continue;
            }
            for tier in self.tiers_of(&episode.poll) {
                let poll = Poll {
                    tier,
                    ..episode.poll.clone()
                };
                tally.add_episode(&Episode {
                    poll,
                    ..episode.clone()
                });
            }
        }
    }

    fn tiers_of(&self, looked: &Poll) -> BTreeSet<Tier> {
        let same = |poll: &&Poll| poll.world == looked.world && poll.taken_at == looked.taken_at;
        let tiers: BTreeSet<Tier> = self.polls.iter().filter(same).map(|p| p.tier).collect();
        if tiers.is_empty() {
            return self.polls.iter().map(|poll| poll.tier).collect();
        }
        tiers
    }
}

fn twice(serial: &str) -> Trouble {
    let what = format!("serial {serial} stands here for the second time");
    Trouble::new(&what, "one line per device")
}
