//! What a store remembers of the checks: the newest look without names, and a point for each day.

use super::access::AccessPicture;
use super::prevent::examine;
use crate::report::prevention::document::{Document, Point};
use crate::store::{Kept, Shelf, Store, StoreError, Tenant, keep, kept};
use enrollment::correlate::Fleet;
use enrollment::moment::{Moment, Stamp};
use rules::prevention::inputs::History;
use rules::prevention::thresholds::Thresholds;
use serde::{Deserialize, Serialize};

/// Days that the trend goes back.
const DAYS_KEPT: usize = 400;
/// Its key on the shelf.
const KEY: &str = "prevention";

/// What is remembered of a tenant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// The newest look, without anything that names a device or a person, and with the trend.
    pub newest: Document,
    /// For each check that alarmed then: the first of the looks that alarmed without a break.
    pub alarming_since: Vec<(String, String)>,
}

impl Kept for Memory {
    const SHELF: Shelf = Shelf::Other;

    fn key(&self) -> String {
        KEY.to_owned()
    }
}

impl Memory {
    /// What checks may be told of earlier looks.
    pub fn history(&self) -> History {
        let known = self.alarming_since.iter();
        let known = known.filter_map(|(code, since)| Some((code.clone(), moment(since)?)));
        History {
            alarming_since: known.collect(),
        }
    }

    /// The trend: a point a day, the oldest first.
    pub fn trend(&self) -> &[Point] {
        &self.newest.trend
    }
}

/// What a store remembers; `None` before the first look.
///
/// # Errors
/// The store cannot be read.
pub fn recall(store: &dyn Store, tenant: Tenant) -> Result<Option<Memory>, StoreError> {
    kept(store, Some(tenant), KEY)
}

/// What the checks and the proof of Conditional Access find, with what is remembered of earlier
/// looks.
pub fn look(
    fleet: &Fleet<'_>,
    thresholds: Thresholds,
    memory: Option<Memory>,
) -> (Document, AccessPicture) {
    let history = memory.as_ref().map(Memory::history).unwrap_or_default();
    let found = examine(fleet, thresholds, history);
    let picture = AccessPicture::of(fleet.snapshot);
    let document = Document::of(fleet.snapshot, fleet.len(), &found);
    let mut document = document.with_access(&picture);
    document.trend = memory.map_or_else(Vec::new, |memory| memory.newest.trend);
    (document, picture)
}

/// Remembers a look in the place of `before`, which is what was recalled. An older look than that
/// changes nothing.
///
/// # Errors
/// The store cannot be written.
pub fn remember(
    store: &dyn Store,
    tenant: Tenant,
    before: Option<Memory>,
    document: Document,
) -> Result<(), StoreError> {
    let older = |before: &Memory| document.taken_at < before.newest.taken_at;
    if before.as_ref().is_some_and(older) {
        return Ok(());
    }
    keep(store, Some(tenant), &after(before, document))
}

/// What is remembered once a look was added.
fn after(before: Option<Memory>, document: Document) -> Memory {
    let (mut trend, known) = before.map_or_else(Default::default, |before| {
        (before.newest.trend, before.alarming_since)
    });
    let alarming = document.that("alarm");
    let alarming_since = alarming.map(|check| {
        let earlier = known.iter().find(|(code, _)| *code == check.code);
        let since = earlier.map_or(&document.taken_at, |(_, since)| since);
        (check.code.clone(), since.clone())
    });
    let alarming_since = alarming_since.collect();
    let point = Point::of(&document);
    trend.retain(|known| known.day < point.day);
    trend.push(point);
    let surplus = trend.len().saturating_sub(DAYS_KEPT);
    trend.drain(..surplus);
    let mut newest = document.without_names();
    newest.trend = trend;
    Memory {
        newest,
        alarming_since,
    }
}

fn moment(text: &str) -> Option<Moment> {
    Stamp::parse(text).ok()?.at()
}

#[cfg(test)]
mod tests {
    use super::{DAYS_KEPT, Memory, recall, remember};
    use crate::app::prevent::examine;
    use crate::report::example_fleet::{IN_ORDER, snapshot};
    use crate::report::prevention::document::Document;
    use crate::store::{Memory as Kept, Store};
    use enrollment::correlate::correlate;
    use enrollment::moment::{DAY, Moment};
    use rules::prevention::inputs::History;
    use rules::prevention::thresholds::Thresholds;

    fn look() -> Document {
        let snapshot = snapshot(&IN_ORDER);
        let fleet = correlate(&snapshot);
        let found = examine(&fleet, Thresholds::default(), History::default());
        Document::of(&snapshot, fleet.len(), &found)
    }

    fn on_day(document: &Document, day: i64) -> Document {
        let at = Moment::from_unix(1_790_000_000 + day * DAY).unwrap();
        Document {
            taken_at: at.to_string(),
            ..document.clone()
        }
    }

    fn after(days: &[i64]) -> Memory {
        let store = Kept::default();
        let tenant = store.tenant("contoso").unwrap();
        let document = look();
        for day in days {
            let before = recall(&store, tenant).unwrap();
            remember(&store, tenant, before, on_day(&document, *day)).unwrap();
        }
        recall(&store, tenant).unwrap().unwrap()
    }

    #[test]
    fn nobody_is_named_in_what_is_kept() {
        let whole = look();
        let named = |document: &Document| {
            let named = |subject: &str| matches!(subject, "device" | "person");
            let exceptions = document.checks.iter().flat_map(|check| &check.exceptions);
            exceptions.filter(|it| named(&it.subject)).count() + document.incoming.named.len()
        };
        assert!(named(&whole) > 0);
        let kept = after(&[1]).newest;
        assert_eq!(named(&kept), 0);
        // The numbers stay.
        assert_eq!(kept.checks.len(), 18);
        for (kept, whole) in kept.checks.iter().zip(&whole.checks) {
            assert_eq!(kept.exceptions_total, whole.exceptions_total);
            assert_eq!(kept.reasons, whole.reasons);
        }
    }

    #[test]
    fn an_alarm_is_dated_by_the_first_look_of_its_row() {
        let memory = after(&[1, 2, 3]);
        assert!(!memory.alarming_since.is_empty());
        let first = on_day(&look(), 1).taken_at;
        assert!(
            memory
                .alarming_since
                .iter()
                .all(|(_, since)| *since == first)
        );
        assert_eq!(
            memory.history().alarming_since.len(),
            memory.alarming_since.len()
        );
    }

    #[test]
    fn the_trend_has_one_point_a_day_and_ends() {
        assert_eq!(after(&[1, 1, 2]).trend().len(), 2);
        let many: Vec<i64> = (0..DAYS_KEPT as i64 + 9).collect();
        let memory = after(&many);
        assert_eq!(memory.trend().len(), DAYS_KEPT);
        assert!(memory.trend().windows(2).all(|two| two[0].day < two[1].day));
    }

    #[test]
    fn an_older_look_changes_nothing() {
        assert_eq!(after(&[5, 2]), after(&[5]));
    }
}
