//! What is counted device by device, for all checks at once: one pass over the fleet.
//!
//! Whoever has threads counts runs of devices side by side and joins the counts in the devices'
//! order; the outcome is the same as that of one run.

use super::check::Phrase;
use super::checks::{
    p01_purchase_channel, p02_suppliers_linked, p03_default_service, p04_default_profile,
    p05_sync_health, p08_profile_lint, p09_add_gap, p10_own_list, p11_reassignment,
    p13_person_ready, p14_network, p15_repairs, p16_releases, p17_registration,
};
use super::incoming::IncomingCount;
use super::inputs::{Inputs, Opened};
use super::measured::{Amount, EXCEPTIONS_MAX, Exception, Exceptions, Subject};
use super::readiness::ReadinessCount;
use super::suppliers::SupplierCount;
use enrollment::case_file;
use enrollment::correlate::{Device, Fleet};
use enrollment::moment::Moment;
use enrollment::timeline;
use enrollment::words::Word;
use std::collections::BTreeMap;
use std::ops::Range;

/// What one check, or one number, counts.
pub(super) trait Count: Default {
    /// One more device.
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>);
    /// Joined with the count of later devices.
    fn merge(&mut self, later: Self);
}

/// Declares what is counted.
macro_rules! tally {
    ($($name:ident: $count:ty,)+) => {
        /// The counts of all checks over some devices.
        #[derive(Default)]
        pub struct Tally { $(pub(super) $name: $count,)+ }

        impl Tally {
            /// Counts one device, as somebody opened it already.
            pub fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
                $(self.$name.note(inputs, opened);)+
            }

            /// Joined with the counts of later devices.
            pub fn merge(&mut self, later: Self) {
                $(self.$name.merge(later.$name);)+
            }
        }
    };
}

tally! {
    purchase_channel: p01_purchase_channel::Additions,
    suppliers_linked: p02_suppliers_linked::Bought,
    default_service: p03_default_service::Unassigned,
    default_profile: p04_default_profile::WithoutProfile,
    sync_health: p05_sync_health::NotImported,
    profile_lint: p08_profile_lint::InUse,
    add_gap: p09_add_gap::LateAdditions,
    own_list: p10_own_list::InOwnList,
    reassignment: p11_reassignment::AssignedAgain,
    person_ready: p13_person_ready::HandOuts,
    network: p14_network::Sites,
    repairs: p15_repairs::Repaired,
    releases: p16_releases::Released,
    registration: p17_registration::Unregistered,
    readiness: ReadinessCount,
    suppliers: SupplierCount,
    incoming: IncomingCount,
}

impl Tally {
    /// Counts the devices with these numbers.
    pub fn count(&mut self, inputs: &Inputs<'_>, numbers: Range<usize>) {
        for number in numbers {
            self.open(inputs, &inputs.fleet.device(number));
        }
    }

    /// Opens a device and counts it.
    fn open(&mut self, inputs: &Inputs<'_>, device: &Device<'_>) {
        let timeline = timeline::rebuild(device);
        let case = case_file::open(device, &timeline);
        let opened = Opened {
            device,
            timeline: &timeline,
            case: &case,
        };
        self.note(inputs, &opened);
    }
}

/// A device that is not as it should be.
pub(super) struct Found {
    /// Its serial number.
    pub(super) serial: Word,
    /// What is wrong.
    pub(super) why: &'static Phrase,
    /// By how much.
    pub(super) amount: Option<Amount>,
    /// Since when.
    pub(super) since: Option<Moment>,
}

/// Devices that are not as they should be: the first ones, how many there are, and since when.
#[derive(Default)]
pub(super) struct Devices {
    named: Vec<Found>,
    total: u64,
    reasons: BTreeMap<&'static Phrase, u64>,
    since: Option<Moment>,
}

impl Devices {
    pub(super) fn add(&mut self, found: Found) {
        self.total += 1;
        *self.reasons.entry(found.why).or_default() += 1;
        self.since = earlier(self.since, found.since);
        if self.named.len() < EXCEPTIONS_MAX {
            self.named.push(found);
        }
    }

    pub(super) fn merge(&mut self, later: Self) {
        self.total += later.total;
        self.since = earlier(self.since, later.since);
        for (why, count) in later.reasons {
            *self.reasons.entry(why).or_default() += count;
        }
        let room = EXCEPTIONS_MAX - self.named.len();
        self.named.extend(later.named.into_iter().take(room));
    }

    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The earliest of them, also of those that are not named.
    pub(super) fn since(&self) -> Option<Moment> {
        self.since
    }

    pub(super) fn exceptions(&self, fleet: &Fleet<'_>) -> Exceptions {
        let spelt = self.named.iter().map(|found| Exception {
            subject: Subject::Device,
            name: fleet.snapshot.serials.text(found.serial).to_owned(),
            why: found.why,
            amount: found.amount,
            since: found.since,
        });
        let reasons = self.reasons.iter();
        Exceptions {
            named: spelt.collect(),
            total: self.total,
            reasons: reasons
                .map(|(why, count)| ((Subject::Device, *why), *count))
                .collect(),
        }
    }
}

/// The earlier of two times that may be unknown.
pub(super) fn earlier(a: Option<Moment>, b: Option<Moment>) -> Option<Moment> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
