//! How devices stood at earlier looks, as far as the store's history says: whether one ever failed,
//! and how it stood when it was first seen.

use super::Standpoint;
use crate::app::examine::Examined;
use crate::report::economics::Cohorts;
use crate::store::{Store, StoreError, Tenant};
use enrollment::cause::Scope;
use enrollment::diagnosis::Standing;
use enrollment::moment::Moment;
use enrollment::snapshot::Source;
use rules::catalogue;
use std::collections::BTreeMap;

/// What earlier looks say of each device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The first look that is kept.
    pub since: Moment,
    /// It read Intune's list of devices to its end.
    pub managed_whole: bool,
    /// What changed since, by serial number, oldest first.
    changes: BTreeMap<String, Vec<Change>>,
}

/// What a device was taken for.
type Taken = (String, String);

/// A change of what a device was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// The look that saw it.
    by: Moment,
    /// `0` its standing, `1` its cause.
    fact: usize,
    before: String,
    after: String,
}

/// How a device stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stood {
    /// When it was first seen.
    pub(super) first: Standpoint,
    /// It failed by itself at some look.
    pub(super) failed: bool,
}

/// The facts of which history is told, in the order of [`Taken`].
const FACTS: [&str; 2] = ["standing", "cause"];

impl History {
    /// Reads it from the store, up to a time. None before the first look.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn read(
        store: &dyn Store,
        tenant: Tenant,
        until: Moment,
    ) -> Result<Option<Self>, StoreError> {
        let looks = store.snapshots(tenant, usize::MAX)?.rows;
        let Some(first) = looks.last().map(|row| &row.snapshot) else {
            return Ok(None);
        };
        let managed = Source::ManagedDevices.name();
        let mut history = Self {
            since: first.taken_at,
            managed_whole: first
                .sources
                .iter()
                .any(|read| read.whole && read.source == managed),
            changes: BTreeMap::new(),
        };
        for (fact, name) in FACTS.iter().enumerate() {
            for (serial, entry) in store.changes_of(tenant, name)? {
                if entry.bounds.by <= until {
                    history.changes.entry(serial).or_default().push(Change {
                        by: entry.bounds.by,
                        fact,
                        before: entry.before,
                        after: entry.after,
                    });
                }
            }
        }
        for changes in history.changes.values_mut() {
            changes.sort_by_key(|change| change.by);
        }
        Ok(Some(history))
    }

    /// Counts a device in the cohort to which it belongs: handed out in the time before the first
    /// look that is as long as the time since, or after it. Where the register says nothing it is
    /// the day on which it came into the organisation.
    pub(super) fn count<T>(
        &self,
        examined: &Examined<'_, '_, T>,
        today: Standpoint,
        cohorts: &mut Cohorts,
    ) {
        let (device, timeline) = (examined.device, &examined.timeline);
        let now = device.fleet.snapshot.taken_at;
        let dated = timeline.handed_out.latest.or(timeline.added.latest);
        let Some(from) = dated.filter(|at| *at <= now) else {
            return;
        };
        let is_after = from >= self.since;
        if self.since.since(from) > now.since(self.since) || today == Standpoint::Outside {
            return;
        }
        let stood = match self.changes.get(device.serial_text()) {
            None => Stood {
                first: today,
                failed: today == Standpoint::Failing,
            },
            Some(changes) => {
                let verdict = &examined.judged.verdict;
                let cause = verdict.cause.map(|it| &catalogue::all()[it].cause.code);
                let cause = cause.map_or("", |code| code.name());
                stood(changes, verdict.standing, cause)
            }
        };
        let (cohort, came_out) = match is_after {
            false => (&mut cohorts.before, stood.first),
            true if stood.failed => (&mut cohorts.after, Standpoint::Failing),
            true => (&mut cohorts.after, today),
        };
        match came_out {
            Standpoint::Failing => cohort.failing += 1,
            Standpoint::Sound => cohort.sound += 1,
            Standpoint::Unknown => cohort.unknown += 1,
            // Mended at the source, once for all of them; or not started; or none of ours.
            Standpoint::Explained | Standpoint::Waiting | Standpoint::Outside => {}
        }
    }
}

/// How a device stood that is taken for this today, after these changes.
fn stood(changes: &[Change], standing: Standing, cause: &str) -> Stood {
    let today: Taken = (standing.name().to_owned(), cause.to_owned());
    let mut taken = today.clone();
    for change in changes.iter().rev() {
        // Backwards, so that the oldest word on each fact is the last.
        change.before.clone_into(part(&mut taken, change.fact));
    }
    let first = standpoint(&taken);
    let mut failed = first == Standpoint::Failing || standpoint(&today) == Standpoint::Failing;
    for look in changes.chunk_by(|a, b| a.by == b.by) {
        for change in look {
            change.after.clone_into(part(&mut taken, change.fact));
        }
        failed |= standpoint(&taken) == Standpoint::Failing;
    }
    Stood { first, failed }
}

fn part(taken: &mut Taken, fact: usize) -> &mut String {
    if fact == 0 {
        &mut taken.0
    } else {
        &mut taken.1
    }
}

/// As [`super::Sight`] sees it, but for devices that are in order and in no list of Intune's.
fn standpoint((standing, cause): &Taken) -> Standpoint {
    let rule = catalogue::all()
        .iter()
        .find(|it| it.cause.code.name() == cause);
    let wide = rule.is_some_and(|rule| rule.cause.scope != Scope::Device);
    let known = super::STANDINGS
        .into_iter()
        .find(|it| it.name() == standing);
    match known {
        Some(Standing::NeedsYou) if wide => Standpoint::Explained,
        Some(Standing::NeedsYou) => Standpoint::Failing,
        Some(Standing::CannotTell) => Standpoint::Unknown,
        Some(Standing::Waiting) => Standpoint::Waiting,
        Some(Standing::Healthy) => Standpoint::Sound,
        // A later version may know more.
        None => Standpoint::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Stood, stood};
    use crate::report::figures::Standpoint;
    use enrollment::diagnosis::Standing;
    use enrollment::moment::Moment;

    fn changes(changes: &[(i64, usize, &str, &str)]) -> Vec<Change> {
        let change = |(at, fact, before, after): &(i64, usize, &str, &str)| Change {
            by: Moment::from_unix(1_790_000_000 + at).unwrap(),
            fact: *fact,
            before: (*before).to_owned(),
            after: (*after).to_owned(),
        };
        changes.iter().map(change).collect()
    }

    #[test]
    fn a_device_that_was_mended_failed_once() {
        let mended = changes(&[
            (10, 0, "waiting", "needsYou"),
            (10, 1, "", "C01"),
            (20, 0, "needsYou", "healthy"),
            (20, 1, "C01", ""),
        ]);
        let expected = Stood {
            first: Standpoint::Waiting,
            failed: true,
        };
        assert_eq!(stood(&mended, Standing::Healthy, ""), expected);
        let sound = Stood {
            first: Standpoint::Sound,
            failed: false,
        };
        assert_eq!(stood(&[], Standing::Healthy, ""), sound);
    }

    #[test]
    fn a_fault_of_the_tenant_is_no_failure_of_the_device() {
        let blamed = changes(&[
            (10, 0, "waiting", "needsYou"),
            (10, 1, "", "C21"),
            (20, 0, "needsYou", "healthy"),
            (20, 1, "C21", ""),
        ]);
        assert!(!stood(&blamed, Standing::Healthy, "").failed);
        // Between two looks only the cause changed: the device did fail then.
        let own = changes(&[(10, 1, "C21", "C01"), (20, 1, "C01", "C21")]);
        let stood = stood(&own, Standing::NeedsYou, "C21");
        assert_eq!((stood.first, stood.failed), (Standpoint::Explained, true));
    }
}
