//! Where devices come from, compared: how many come late, and which orders are not complete.

use super::inputs::{Inputs, Opened};
use super::tally::{Count, Tally};
use super::thresholds::Limit;
use enrollment::case_file::{Identity, Kind, Membership, is_enrolled};
use enrollment::moment::DAY;
use enrollment::snapshot::{PurchaseSource, ReadState, Source, Whereabouts};
use enrollment::term::Term;
use enrollment::words::Word;
use std::collections::BTreeMap;

/// One source of devices.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Supplier {
    /// `APPLE`, `RESELLER`, `MANUALLY_ADDED`, or empty where Apple does not say.
    pub source: String,
    /// Its number at Apple; empty for devices added by hand.
    pub number: String,
    /// Devices that are in the organisation.
    pub devices: u64,
    /// Of them, those that are enrolled. `None` where nobody read which are.
    pub enrolled: Option<u64>,
    /// Those whose order and addition both have a date.
    pub dated: u64,
    /// Of those, the ones that were added too long after their order.
    pub late: u64,
    /// Days from order to addition in the middle of those, up to [`GAP_DAYS_MAX`].
    pub median_days: Option<u32>,
    /// Its orders.
    pub orders: u64,
    /// Its orders of which the own list knows more devices than Apple: number, devices at Apple,
    /// devices that are missing there. `None` where nobody read such a list.
    pub incomplete: Option<Vec<(String, u64, u64)>>,
}

/// Gaps from here on are counted alike.
pub const GAP_DAYS_MAX: usize = 90;

type Key = (PurchaseSource, Word);
/// How many orders a supplier has, and those that are not complete.
type OrdersOf = (u64, Vec<(String, u64, u64)>);

#[derive(Default)]
pub(super) struct SupplierCount {
    suppliers: BTreeMap<Key, One>,
    orders: BTreeMap<Word, Order>,
}

#[derive(Default)]
struct One {
    devices: u64,
    enrolled: u64,
    late: u64,
    gaps: Vec<u64>,
}

#[derive(Clone, Copy, Default)]
struct Order {
    supplier: Option<Key>,
    at_apple: u64,
    missing: u64,
}

impl Count for SupplierCount {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        match case.get::<Membership>() {
            Membership::Present => self.at_apple(inputs, opened),
            Membership::Absent if case.get::<Kind>() != Kind::Foreign => self.missing(opened),
            Membership::Absent | Membership::Released | Membership::Unread => {}
        }
    }

    fn merge(&mut self, later: Self) {
        for (key, more) in later.suppliers {
            let one = self.suppliers.entry(key).or_default();
            one.devices += more.devices;
            one.enrolled += more.enrolled;
            one.late += more.late;
            one.gaps.resize(one.gaps.len().max(more.gaps.len()), 0);
            for (sum, number) in one.gaps.iter_mut().zip(more.gaps) {
                *sum += number;
            }
        }
        for (word, more) in later.orders {
            let order = self.orders.entry(word).or_default();
            order.supplier = order.supplier.or(more.supplier);
            order.at_apple += more.at_apple;
            order.missing += more.missing;
        }
    }
}

impl SupplierCount {
    fn at_apple(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let Some(org) = opened.device.org() else {
            return;
        };
        let key = (org.source, org.source_id);
        let one = self.suppliers.entry(key).or_default();
        one.devices += 1;
        one.enrolled += u64::from(is_enrolled(opened.case));
        let (ordered, added) = (
            opened.timeline.ordered.earliest,
            opened.timeline.added.latest,
        );
        if let (Some(ordered), Some(added)) = (ordered, added) {
            let days = added.since(ordered).max(0) / DAY;
            one.late += u64::from(days > inputs.thresholds.span(Limit::AddGapDays));
            let place = usize::try_from(days)
                .unwrap_or(GAP_DAYS_MAX)
                .min(GAP_DAYS_MAX);
            if one.gaps.len() <= place {
                one.gaps.resize(place + 1, 0);
            }
            one.gaps[place] += 1;
        }
        // Whatever was added by hand bears a made-up order of its own.
        if org.order.is_some() && org.source != PurchaseSource::Manual {
            let order = self.orders.entry(org.order).or_default();
            order.supplier = order.supplier.or(Some(key));
            order.at_apple += 1;
        }
    }

    fn missing(&mut self, opened: &Opened<'_, '_>) {
        let Some(row) = opened.device.register() else {
            return;
        };
        let gone = matches!(row.whereabouts, Whereabouts::Lost | Whereabouts::Disposed);
        // A serial number that is mistyped is at Apple under its right one (C20).
        let mistyped = opened.case.get::<Identity>() == Identity::Lookalike;
        if row.order.is_some() && !gone && !mistyped {
            self.orders.entry(row.order).or_default().missing += 1;
        }
    }
}

/// Every supplier, the one with the most devices first; once the devices were counted.
pub fn suppliers(inputs: &Inputs<'_>, tally: &Tally) -> Vec<Supplier> {
    let snapshot = inputs.fleet.snapshot;
    let text = |word: Word| snapshot.words.text(word).to_owned();
    let count = &tally.suppliers;
    let was_read = |source| snapshot.reads.of(source) != ReadState::NotRead;
    let (listed, managed) = (was_read(Source::Register), was_read(Source::ManagedDevices));
    let mut orders: BTreeMap<Key, OrdersOf> = BTreeMap::new();
    for (word, order) in &count.orders {
        let Some(key) = order.supplier else { continue };
        let (all, incomplete) = orders.entry(key).or_default();
        *all += 1;
        if order.missing > 0 {
            incomplete.push((text(*word), order.at_apple, order.missing));
        }
    }
    let spelt = count.suppliers.iter().map(|(key, one)| {
        let (all, mut incomplete) = orders.remove(key).unwrap_or_default();
        incomplete.sort();
        Supplier {
            source: key.0.text(&snapshot.strange),
            number: text(key.1),
            devices: one.devices,
            enrolled: managed.then_some(one.enrolled),
            dated: one.gaps.iter().sum(),
            late: one.late,
            median_days: median(&one.gaps),
            orders: all,
            incomplete: listed.then_some(incomplete),
        }
    });
    let mut all: Vec<_> = spelt.collect();
    all.sort_by(|a, b| {
        b.devices
            .cmp(&a.devices)
            .then_with(|| (&a.source, &a.number).cmp(&(&b.source, &b.number)))
    });
    all
}

fn median(counts: &[u64]) -> Option<u32> {
    let all: u64 = counts.iter().sum();
    let mut seen = 0;
    let place = counts.iter().position(|count| {
        seen += count;
        seen * 2 >= all && all > 0
    });
    place.map(|days| days as u32)
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_of_gaps() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[0, 0]), None);
        assert_eq!(median(&[3, 1]), Some(0));
        assert_eq!(median(&[1, 0, 0, 5]), Some(3));
    }
}
