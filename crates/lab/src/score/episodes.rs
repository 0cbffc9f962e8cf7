//! Faults of whole tenants: which were found, who was blamed, and how soon.

use super::device::{Episode, Poll, Systemic};
use super::proportion::Rate;
use crate::tier::Tier;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What each poll showed of faults of the tenant.
#[derive(Clone, Debug, Default)]
pub(super) struct Polls {
    polls: BTreeMap<Poll, BTreeMap<Systemic, Group>>,
    /// The poll that is known to be there; most devices come poll by poll.
    last: Option<Poll>,
}

/// The devices of one fault in one poll, and when it truly was.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Group {
    suffer: u64,
    blamed: u64,
    both: u64,
    /// Said of the tenant itself.
    named: bool,
    /// By when they began.
    episodes: BTreeMap<Arc<str>, Shown>,
}

/// An episode as one poll could know it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Shown {
    counts: bool,
    lasts: bool,
}

/// How well faults of tenants were found.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemicFigures {
    /// Episodes that a poll can show and that devices suffer from, counted per poll.
    pub episodes: u64,
    /// Those of them that were said: of the tenant itself, or of a device at least.
    pub found: u64,
    /// Found of episodes.
    pub recall: Rate,
    /// Faults that were said to be, per poll.
    pub said: u64,
    /// Right of said.
    pub precision: Rate,
    /// Mean likeness of the blamed and the suffering devices, per episode.
    pub jaccard_mean: Option<f64>,
    /// The worst of these.
    pub jaccard_min: Option<f64>,
    /// Faults that were looked at in two polls or more.
    pub followed: u64,
    /// Those that were found at the first poll that shows them.
    pub found_at_once: u64,
    /// Those that no poll found.
    pub never_found: u64,
    /// Mean polls from the first that shows a fault to the first that finds it.
    pub polls_to_detection: Option<f64>,
    /// The most of these.
    pub polls_to_detection_max: Option<u64>,
}

impl Polls {
    /// Counts a device; `truth` is nothing for a stranger too.
    pub(super) fn add(&mut self, poll: &Poll, truth: Option<&Systemic>, said: Option<&Systemic>) {
        if truth.is_none() && said.is_none() && self.last.as_ref() == Some(poll) {
            return;
        }
        let groups = self.groups(poll);
        if let Some(truth) = truth {
            let group = groups.entry(truth.clone()).or_default();
            group.suffer += 1;
            group.both += u64::from(said == Some(truth));
        }
        if let Some(said) = said {
            groups.entry(said.clone()).or_default().blamed += 1;
        }
    }

    /// Counts a fault that was said of the tenant itself.
    pub(super) fn add_finding(&mut self, poll: &Poll, said: &Systemic) {
        self.groups(poll).entry(said.clone()).or_default().named = true;
    }

    pub(super) fn add_episode(&mut self, episode: &Episode) {
        let now = &episode.poll.taken_at;
        let over = episode.until.as_ref().is_some_and(|until| until <= now);
        let group = self
            .groups(&episode.poll)
            .entry(episode.systemic.clone())
            .or_default();
        group
            .episodes
            .entry(episode.from.clone())
            .or_default()
            .merge(&Shown {
                counts: episode.visible && episode.blamed > 0,
                lasts: episode.visible || (episode.from <= *now && !over),
            });
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (poll, groups) in other.polls {
            let mine = self.polls.entry(poll).or_default();
            for (systemic, theirs) in groups {
                let group = mine.entry(systemic).or_default();
                group.suffer += theirs.suffer;
                group.blamed += theirs.blamed;
                group.both += theirs.both;
                group.named |= theirs.named;
                for (from, shown) in theirs.episodes {
                    group.episodes.entry(from).or_default().merge(&shown);
                }
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.polls.len()
    }

    /// The figures of one tier, or of all.
    pub(super) fn figures(&self, tier: Option<Tier>) -> SystemicFigures {
        let mut figures = SystemicFigures::default();
        let mut right = 0;
        let mut likeness = Vec::new();
        let mut series: BTreeMap<(Tier, u64), Vec<&BTreeMap<Systemic, Group>>> = BTreeMap::new();
        for (poll, groups) in &self.polls {
            if tier.is_some_and(|tier| tier != poll.tier) {
                continue;
            }
            series
                .entry((poll.tier, poll.world))
                .or_default()
                .push(groups);
            for group in groups.values() {
                figures.said += u64::from(group.is_said());
                // What devices suffer from is there, even if its beginning is mended.
                let real = group.suffer > 0 || group.episodes.values().any(|shown| shown.lasts);
                right += u64::from(group.is_said() && real);
                let counting = group.episodes.values().filter(|shown| shown.counts).count() as u64;
                figures.episodes += counting;
                figures.found += if group.is_said() { counting } else { 0 };
                if counting > 0 {
                    likeness.extend(group.jaccard());
                }
            }
        }
        figures.recall = Rate::of(figures.found, figures.episodes);
        figures.precision = Rate::of(right, figures.said);
        figures.jaccard_min = likeness.iter().copied().reduce(f64::min);
        let sum: f64 = likeness.iter().sum();
        figures.jaccard_mean = (!likeness.is_empty()).then(|| sum / likeness.len() as f64);
        figures.follow(series.values().filter(|polls| polls.len() > 1));
        figures
    }

    fn groups(&mut self, poll: &Poll) -> &mut BTreeMap<Systemic, Group> {
        if self.last.as_ref() != Some(poll) {
            self.last = Some(poll.clone());
        }
        self.polls.entry(poll.clone()).or_default()
    }
}

impl SystemicFigures {
    /// Follows each fault through the polls of its world, which are in the order of time.
    fn follow<'p>(&mut self, series: impl Iterator<Item = &'p Vec<&'p BTreeMap<Systemic, Group>>>) {
        let (mut found, mut sum, mut most) = (0, 0, None);
        for polls in series {
            // When each fault was first shown, and first found from then on.
            let mut faults: BTreeMap<(&Systemic, &str), (usize, Option<usize>)> = BTreeMap::new();
            for (number, groups) in polls.iter().enumerate() {
                for (systemic, group) in *groups {
                    for (from, shown) in &group.episodes {
                        if shown.counts {
                            faults.entry((systemic, from)).or_insert((number, None));
                        }
                    }
                }
                for ((systemic, _), (_, first_found)) in &mut faults {
                    let said = groups.get(*systemic).is_some_and(Group::is_said);
                    if said && first_found.is_none() {
                        *first_found = Some(number);
                    }
                }
            }
            self.followed += faults.len() as u64;
            for (first_shown, first_found) in faults.into_values() {
                let Some(first_found) = first_found else {
                    self.never_found += 1;
                    continue;
                };
                let polls = (first_found - first_shown) as u64;
                self.found_at_once += u64::from(polls == 0);
                found += 1;
                sum += polls;
                most = most.max(Some(polls));
            }
        }
        self.polls_to_detection = (found > 0).then(|| sum as f64 / f64::from(found));
        self.polls_to_detection_max = most;
    }
}

impl Group {
    fn is_said(&self) -> bool {
        self.named || self.blamed > 0
    }

    fn jaccard(&self) -> Option<f64> {
        let either = self.suffer + self.blamed - self.both;
        (either > 0).then(|| self.both as f64 / either as f64)
    }
}

impl Shown {
    fn merge(&mut self, other: &Self) {
        self.counts |= other.counts;
        self.lasts |= other.lasts;
    }
}

#[cfg(test)]
mod tests {
    use super::super::taxonomy::Code;
    use super::{Episode, Poll, Polls, Systemic, Tier};

    fn poll(day: u8) -> Poll {
        Poll {
            tier: Tier::Graph,
            world: 1,
            taken_at: format!("2026-11-{day:02}T09:00:00Z").into(),
        }
    }

    fn fault(scope: &str) -> Systemic {
        Systemic {
            code: Code::parse("C21").unwrap(),
            scope: scope.into(),
        }
    }

    fn episode(day: u8, visible: bool, until: Option<&str>) -> Episode {
        Episode {
            poll: poll(day),
            systemic: fault("token:a"),
            from: "2026-11-01T00:00:00Z".into(),
            until: until.map(Into::into),
            visible,
            blamed: 2,
        }
    }

    #[test]
    fn a_fault_that_is_found_at_the_third_poll_took_two() {
        let mut polls = Polls::default();
        for day in 1..=4 {
            polls.add(&poll(day), None, None);
            polls.add_episode(&episode(day, day > 1, None));
        }
        polls.add(&poll(4), Some(&fault("token:a")), Some(&fault("token:a")));
        let figures = polls.figures(None);
        assert_eq!((figures.episodes, figures.found), (3, 1));
        assert_eq!((figures.followed, figures.never_found), (1, 0));
        assert_eq!(figures.polls_to_detection, Some(2.0));
        assert_eq!(figures.polls_to_detection_max, Some(2));
        assert_eq!(figures.found_at_once, 0);
        assert_eq!(
            polls.figures(Some(Tier::Abm)),
            super::SystemicFigures::default()
        );
    }

    #[test]
    fn a_fault_may_be_said_of_the_tenant_without_a_device() {
        let mut polls = Polls::default();
        polls.add_episode(&episode(1, true, None));
        polls.add_finding(&poll(1), &fault("token:a"));
        polls.add_finding(&poll(1), &fault("token:b"));
        let mut other = Polls::default();
        other.add_episode(&episode(2, true, None));
        polls.merge(other);
        let figures = polls.figures(None);
        assert_eq!((figures.episodes, figures.found), (2, 1));
        assert_eq!((figures.said, figures.precision.value), (2, Some(0.5)));
        assert_eq!((figures.followed, figures.found_at_once), (1, 1));
    }

    #[test]
    fn blamed_sets_are_compared_as_sets() {
        let mut polls = Polls::default();
        let (a, b) = (fault("token:a"), fault("token:b"));
        polls.add_episode(&episode(1, true, None));
        polls.add(&poll(1), Some(&a), Some(&a));
        polls.add(&poll(1), Some(&a), None);
        polls.add(&poll(1), None, Some(&a));
        polls.add(&poll(1), None, Some(&b));
        let figures = polls.figures(None);
        assert_eq!(figures.jaccard_mean, Some(1.0 / 3.0));
        assert_eq!(figures.recall.value, Some(1.0));
        assert_eq!((figures.said, figures.precision.value), (2, Some(0.5)));
        assert_eq!(figures.followed, 0);
    }

    #[test]
    fn a_fault_that_is_over_and_cannot_be_seen_is_not_there() {
        let mut polls = Polls::default();
        polls.add_episode(&episode(9, false, Some("2026-11-03T00:00:00Z")));
        polls.add(&poll(9), None, Some(&fault("token:a")));
        let figures = polls.figures(None);
        assert_eq!(figures.precision.value, Some(0.0));
        assert_eq!(figures.recall.value, None);
        // Devices may suffer from it for longer than it lasts.
        polls.add(&poll(9), Some(&fault("token:a")), None);
        assert_eq!(polls.figures(None).precision.value, Some(1.0));
    }
}
