//! Which devices deserve calls of their own, the neediest first: those where the answer decides
//! whether something may be erased, then those that nobody can place yet.

use super::examine::{Examiner, Lately};
use enrollment::correlate::correlate;
use enrollment::diagnosis::{Hold, Standing, Verdict, Weights};
use enrollment::remedy::Action;
use enrollment::snapshot::{OrgDevice, Snapshot};
use sources::live::Suspect;
use std::collections::BTreeSet;

/// How much a device needs to be asked about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// An erase is advised, or held back only because nobody looked for a lock.
    Erase,
    /// The way to mend it leads over an erase.
    EraseLater,
    /// Nobody can tell what is the matter; when it was first used may tell.
    Unclear,
}

/// The devices that should be asked about, before all others those that something is being done
/// about: what is read about them decides whether it goes on.
pub fn suspects_and(
    snapshot: &Snapshot,
    weights: &Weights,
    under_way: &BTreeSet<String>,
) -> Vec<Suspect> {
    let listed = |row: &&OrgDevice| under_way.contains(snapshot.serials.text(row.serial));
    let first = snapshot.org_devices.iter().filter(listed);
    let mut all: Vec<Suspect> = first
        .map(|row| Suspect {
            serial: snapshot.serials.text(row.serial).to_owned(),
            lock: true,
            coverage: false,
        })
        .collect();
    let others = suspects(snapshot, weights).into_iter();
    all.extend(others.filter(|it| !under_way.contains(&it.serial)));
    all
}

/// The devices of a snapshot that should be asked about. Only those that Apple lists: it answers
/// for no others.
pub fn suspects(snapshot: &Snapshot, weights: &Weights) -> Vec<Suspect> {
    let fleet = correlate(snapshot);
    let examiner = Examiner::new(weights);
    let mut lately = Lately::default();
    let mut needy = Vec::new();
    for device in fleet.devices().filter(|device| device.org().is_some()) {
        let examined = examiner.examine_after(&device, &mut lately);
        let verdict = &examined.judged.verdict;
        if let Some(need) = need(verdict) {
            // Coverage begins with use, which matters only where nobody knows of any.
            let unused = verdict.holds.contains(&Hold::NeverSeenInUse);
            let coverage = unused || need == Need::Unclear;
            needy.push((need, device.serial_text().to_owned(), coverage));
        }
    }
    needy.sort();
    let suspects = needy.into_iter().map(|(_, serial, coverage)| Suspect {
        serial,
        lock: true,
        coverage,
    });
    suspects.collect()
}

fn need(verdict: &Verdict) -> Option<Need> {
    let waits_for_lock = |hold: &Hold| matches!(hold, Hold::LockUnread | Hold::PersonalLock);
    if verdict.action == Action::Erase || verdict.holds.iter().any(waits_for_lock) {
        Some(Need::Erase)
    } else if verdict.erase_needed && verdict.standing != Standing::Healthy {
        Some(Need::EraseLater)
    } else {
        (verdict.standing == Standing::CannotTell).then_some(Need::Unclear)
    }
}
