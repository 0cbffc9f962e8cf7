//! What the devices of one order, or of one site, have in common.

use super::Map;
use crate::correlate::Fleet;
use crate::snapshot::{AssignmentStatus, EnrollmentState, Snapshot, Source, Whereabouts};
use crate::words::Word;

/// How many devices an order has, and how many of them are enrolled.
#[derive(Default)]
pub(super) struct Orders {
    counts: Map<Word, (u32, u32)>,
}

impl Orders {
    pub(super) fn count(snapshot: &Snapshot) -> Self {
        let mut counts: Map<Word, (u32, u32)> = Map::default();
        // One byte per serial number, filled in the rows' own order, instead of a search per row.
        let mut enrolled = vec![false; snapshot.serials.bound()];
        for row in snapshot
            .imported
            .iter()
            .filter(|row| says_enrolled(row.state))
        {
            enrolled[row.serial.index()] = true;
        }
        for row in snapshot.managed.iter() {
            enrolled[row.serial.index()] = true;
        }
        for row in snapshot.org_devices.iter() {
            if row.order.is_none() || row.status == AssignmentStatus::Missing {
                continue;
            }
            let entry = counts.entry(row.order).or_default();
            entry.0 += 1;
            if enrolled[row.serial.index()] {
                entry.1 += 1;
            }
        }
        Self { counts }
    }

    pub(super) fn of(&self, order: Word) -> (u32, u32) {
        self.counts.get(&order).copied().unwrap_or_default()
    }
}

fn says_enrolled(state: EnrollmentState) -> bool {
    matches!(
        state,
        EnrollmentState::Enrolled | EnrollmentState::PendingReset
    )
}

fn is_enrolled(fleet: &Fleet<'_>, serial: Word) -> bool {
    let listed = fleet
        .imported_of(serial)
        .any(|row| says_enrolled(row.state));
    listed || fleet.managed_of(serial).next().is_some()
}

/// A site with fewer handed-out devices than this says nothing.
const SITE_DEVICES_MIN: u32 = 4;

/// Per site: whether at least three quarters of its handed-out devices are not enrolled while
/// elsewhere at most a quarter is not.
pub(super) fn failing_sites(fleet: &Fleet<'_>) -> Map<Word, bool> {
    let snapshot = fleet.snapshot;
    let mut sites: Map<Word, (u32, u32)> = Map::default();
    if !snapshot.reads.is_complete(Source::ManagedDevices) {
        return Map::default();
    }
    for row in snapshot.register.iter() {
        if row.site.is_none() || row.serial.is_none() || row.whereabouts != Whereabouts::HandedOut {
            continue;
        }
        let entry = sites.entry(row.site).or_default();
        entry.0 += 1;
        if !is_enrolled(fleet, row.serial) {
            entry.1 += 1;
        }
    }
    let all = sites
        .values()
        .fold((0, 0), |sum, site| (sum.0 + site.0, sum.1 + site.1));
    let judged = sites.iter().filter(|(_, site)| site.0 >= SITE_DEVICES_MIN);
    judged
        .map(|(word, site)| {
            let (elsewhere, failing) = (all.0 - site.0, all.1 - site.1);
            let cluster = site.1 * 4 >= site.0 * 3 && elsewhere > 0 && failing * 4 <= elsewhere;
            (*word, cluster)
        })
        .collect()
}
