//! How many devices may be touched, which never, and when (§4.3, 7 and 12).

use crate::act::Outcome;
use crate::digest::Digest;
use crate::event::{After, Event};
use crate::plan::Goal;
use crate::refusal::{Laws, Refusal};
use enrollment::moment::{DAY, HOUR, Moment};

/// The rings of a plan: so many devices in all may have begun, once all before them succeeded.
pub const RINGS: [u32; 3] = [1, 1 + 5, 1 + 5 + 25];
/// The most irreversible steps in an hour.
pub const HOUR_MAX: u32 = 10;

/// What has been done so far: counted by whoever keeps the cases.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Traffic {
    /// Devices of this plan that have begun.
    pub begun: u32,
    /// Of these, those whose success was verified.
    pub verified: u32,
    /// Of these, those that failed.
    pub failed: u32,
    /// Devices of the tenant that began in the last 24 hours, in all plans.
    pub day: u32,
    /// Irreversible steps of the tenant that began in the last hour.
    pub hour: u32,
    /// Devices of the tenant.
    pub fleet: u32,
}

impl Traffic {
    /// Refuses one more device while the ring is full or something failed.
    pub fn admit(self, laws: Laws) -> Result<(), Refusal> {
        laws.need(self.failed == 0, Refusal::RingFailed)?;
        let open = RINGS.iter().copied().find(|ring| self.verified < *ring);
        let within_ring = open.is_none_or(|ring| self.begun < ring);
        laws.need(within_ring, Refusal::RingFull)?;
        let beyond = self.begun >= RINGS[2];
        // One percent; a fleet of less than a hundred devices may still go on one a day.
        let day_max = (self.fleet / 100).max(1);
        laws.need(!beyond || self.day < day_max, Refusal::DayFull)
    }

    /// Refuses one more irreversible step in this hour.
    pub fn admit_irreversible(self, laws: Laws) -> Result<(), Refusal> {
        laws.need(self.hour < HOUR_MAX, Refusal::HourFull)
    }
}

/// What stops everything, or one device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stops {
    /// The kill switch is on.
    pub killed: bool,
    /// The device is on a deny list.
    pub denied: bool,
    /// Something is wrong for the whole tenant.
    pub tenant_fault: bool,
    /// When nothing is begun, in seconds of the day (UTC): from, until; it may span midnight.
    pub quiet: Option<(u32, u32)>,
}

impl Stops {
    /// Refuses what may not be begun now. What mends the tenant itself is not stopped by the
    /// tenant's fault.
    pub fn admit(self, now: Moment, mends_tenant: bool, laws: Laws) -> Result<(), Refusal> {
        laws.need(!self.killed, Refusal::KillSwitch)?;
        laws.need(!self.denied, Refusal::Denied)?;
        laws.need(!self.quiet_at(now), Refusal::QuietHours)?;
        laws.need(mends_tenant || !self.tenant_fault, Refusal::TenantFault)
    }

    /// Whether a time is within the quiet hours.
    pub fn quiet_at(self, now: Moment) -> bool {
        let second = now.unix().rem_euclid(DAY) as u32;
        self.quiet.is_some_and(|(from, until)| {
            if from <= until {
                (from..until).contains(&second)
            } else {
                second >= from || second < until
            }
        })
    }
}

/// What happened in a case of some plan: what traffic is counted from.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The plan that held when it happened.
    pub plan: Digest,
    /// The device.
    pub serial: &'a str,
    /// What.
    pub event: &'a Event,
    /// When.
    pub at: Moment,
}

impl Traffic {
    /// Counts what happened, in any order, for one more device of a plan.
    pub fn count<'a>(
        entries: impl IntoIterator<Item = Entry<'a>>,
        plan: Digest,
        now: Moment,
        fleet: u32,
    ) -> Self {
        let (mut begun, mut verified, mut failed) = (Serials::new(), Serials::new(), 0);
        let (mut day, mut hour) = (Serials::new(), 0);
        for entry in entries {
            if let Event::Begun { nature, .. } = entry.event {
                let age = now.since(entry.at);
                if age < DAY {
                    day.insert(entry.serial);
                }
                hour += u32::from(age < HOUR && !nature.reversible);
            }
            if entry.plan != plan {
                continue;
            }
            match entry.event {
                Event::Begun { .. } => drop(begun.insert(entry.serial)),
                event if succeeded(event) => drop(verified.insert(entry.serial)),
                event => failed += u32::from(went_wrong(event)),
            }
        }
        Self {
            begun: begun.len() as u32,
            verified: verified.len() as u32,
            failed,
            day: day.len() as u32,
            hour,
            fleet,
        }
    }
}

type Serials<'a> = std::collections::BTreeSet<&'a str>;

const fn succeeded(event: &Event) -> bool {
    matches!(
        event,
        Event::Verified { .. }
            | Event::Done {
                more: false,
                goal: Goal::Prepared,
                ..
            }
    )
}

/// Whether an event stops the rings: something did not do what it should, or nobody knows.
const fn went_wrong(event: &Event) -> bool {
    matches!(
        event,
        Event::Regressed
            | Event::Resolved {
                happened: false,
                ..
            }
            | Event::Late {
                to: After::Failed | After::Escalated
            }
            | Event::Answered {
                result: Outcome::Refused { .. } | Outcome::NotSent { .. } | Outcome::Unknown { .. },
                ..
            }
            | Event::Lost { reversible: false }
    )
}
