//! The tally: everything that a score needs to remember of any number of devices.

use super::device::{DiagnosedDevice, Episode, Poll, Systemic, TruthDevice};
use super::episodes::Polls;
use super::measures::{Measures, destroys};
use super::spoken::{Action, Source};
use super::taxonomy::Code;
use crate::tier::Tier;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many worlds have strata of their own; beyond, they would need more memory than they
/// are worth. An assumption: 320 strata of half a megabyte each.
const WORLDS_APART: usize = 16;
/// How many destroying advices are named.
const NAMED: usize = 20;
/// Steps of confidence from 0 to 1 where causes are told apart.
const THOUSAND: usize = 1_000;

/// Counts of devices and diagnoses. The order in which they come, and how they are spread over
/// tallies that are merged, changes nothing.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// By world while there are few, and over all worlds from then on.
    pub(super) strata: BTreeMap<Stratum, Measures>,
    pub(super) tiers: BTreeMap<Tier, TierTally>,
    pub(super) worlds: BTreeSet<u64>,
    pub(super) polls: Polls,
}

/// Devices that are alike in how they can be known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Stratum {
    pub(super) tier: Tier,
    pub(super) source: Source,
    /// None: all worlds.
    pub(super) world: Option<u64>,
}

/// What is counted per tier only.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct TierTally {
    pub(super) strangers: u64,
    pub(super) stranger_erases: u64,
    pub(super) destroyed: BTreeSet<Destroyed>,
    pub(super) by_truth: BTreeMap<Code, Trust>,
}

/// How much the answers about one true cause trusted themselves, in thousandths.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Trust {
    pub(super) counts: Vec<u64>,
    pub(super) erases: u64,
}

/// A device for which an erase was advised that would destroy what lives.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Destroyed {
    /// The world.
    pub world: u64,
    /// The serial number.
    pub serial: Box<str>,
    /// Whether the truth does not know it.
    pub stranger: bool,
}

impl Tally {
    /// Counts a device of the truth and what was said about it.
    pub fn add(&mut self, truth: &TruthDevice, said: Option<&DiagnosedDevice>) {
        self.meet(truth.poll.world);
        let world = self.apart().then_some(truth.poll.world);
        let stratum = Stratum {
            tier: truth.poll.tier,
            source: truth.source,
            world,
        };
        self.strata.entry(stratum).or_default().add(truth, said);
        let tier = self.tiers.entry(truth.poll.tier).or_default();
        tier.trust(truth.cause, said);
        if said.is_some_and(|said| destroys(truth, said.action)) {
            tier.name(Destroyed {
                world: truth.poll.world,
                serial: truth.serial.as_ref().into(),
                stranger: false,
            });
        }
        let blamed = said.and_then(|said| said.systemic.as_ref());
        self.polls.add(&truth.poll, truth.systemic.as_ref(), blamed);
    }

    /// Counts a diagnosis of a device that the truth does not know.
    pub fn add_stranger(&mut self, poll: &Poll, said: &DiagnosedDevice) {
        let tier = self.tiers.entry(poll.tier).or_default();
        tier.strangers += 1;
        if said.action == Action::Erase {
            tier.stranger_erases += 1;
            tier.name(Destroyed {
                world: poll.world,
                serial: said.serial.as_ref().into(),
                stranger: true,
            });
        }
        self.polls.add(poll, None, said.systemic.as_ref());
    }

    /// Counts a fault of a tenant that truly was.
    pub fn add_episode(&mut self, episode: &Episode) {
        self.polls.add_episode(episode);
    }

    /// Counts a fault of a tenant that was said, whether or not a device is blamed on it.
    pub fn add_finding(&mut self, poll: &Poll, said: &Systemic) {
        self.polls.add_finding(poll, said);
    }

    /// Counts whatever another tally counted.
    pub fn merge(&mut self, other: Self) {
        for world in other.worlds {
            self.meet(world);
        }
        let apart = self.apart();
        for (stratum, measures) in other.strata {
            let world = stratum.world.filter(|_| apart);
            let stratum = Stratum { world, ..stratum };
            self.strata.entry(stratum).or_default().merge(&measures);
        }
        for (tier, theirs) in other.tiers {
            self.tiers.entry(tier).or_default().merge(theirs);
        }
        self.polls.merge(other.polls);
    }

    /// Whether worlds have strata of their own.
    pub(super) fn apart(&self) -> bool {
        self.worlds.len() <= WORLDS_APART
    }

    /// Counts of all strata together, or of those of one tier.
    pub(super) fn total(&self, tier: Option<Tier>) -> Measures {
        let mut total = Measures::default();
        for (stratum, measures) in &self.strata {
            if tier.is_none_or(|tier| tier == stratum.tier) {
                total.merge(measures);
            }
        }
        total
    }

    /// What is counted per tier, of one tier or of all together.
    pub(super) fn tier(&self, tier: Option<Tier>) -> TierTally {
        let mut total = TierTally::default();
        for (known, tally) in &self.tiers {
            if tier.is_none_or(|tier| tier == *known) {
                total.merge(tally.clone());
            }
        }
        total
    }

    /// Notes a world; with the first one too many, worlds lose their own strata.
    fn meet(&mut self, world: u64) {
        let before = self.apart();
        if !self.worlds.insert(world) || !before || self.apart() {
            return;
        }
        for (stratum, measures) in std::mem::take(&mut self.strata) {
            let all = Stratum {
                world: None,
                ..stratum
            };
            self.strata.entry(all).or_default().merge(&measures);
        }
    }
}

impl TierTally {
    fn trust(&mut self, truth: Code, said: Option<&DiagnosedDevice>) {
        let trust = self.by_truth.entry(truth).or_default();
        if trust.counts.is_empty() {
            trust.counts = vec![0; THOUSAND + 1];
        }
        let Some(said) = said else {
            trust.counts[0] += 1;
            return;
        };
        // Cut, not rounded: what is below a half stays below it.
        let step = (said.confidence() * THOUSAND as f64) as usize;
        trust.counts[step.min(THOUSAND)] += 1;
        trust.erases += u64::from(said.action == Action::Erase);
    }

    fn name(&mut self, destroyed: Destroyed) {
        self.destroyed.insert(destroyed);
        if self.destroyed.len() > NAMED {
            self.destroyed.pop_last();
        }
    }

    fn merge(&mut self, other: Self) {
        self.strangers += other.strangers;
        self.stranger_erases += other.stranger_erases;
        for destroyed in other.destroyed {
            self.name(destroyed);
        }
        for (code, theirs) in other.by_truth {
            let mine = self.by_truth.entry(code).or_default();
            mine.erases += theirs.erases;
            if mine.counts.is_empty() {
                mine.counts = theirs.counts;
                continue;
            }
            for (mine, theirs) in mine.counts.iter_mut().zip(theirs.counts) {
                *mine += theirs;
            }
        }
    }
}
