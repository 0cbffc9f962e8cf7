//! How early devices are ready, how many enroll at their first start, and how long those that do
//! not are used without management. What nobody dated stays outside, and is counted.

use super::inputs::{Inputs, Opened};
use super::tally::{Count, Tally};
use super::thresholds::Limit;
use enrollment::case_file::{
    CaseFile, Erased, Failure, Kind, Look, Managed, Membership, RegisterState, is_enrolled,
    is_managed_otherwise,
};
use enrollment::gate::{Gate, Passage};
use enrollment::moment::{DAY, HOUR, Moment};
use enrollment::timeline::{SignOfUse, Timeline};
use std::collections::BTreeMap;

/// The numbers over all checks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Readiness {
    /// How early devices are ready.
    pub lead: Lead,
    /// How many enroll at their first start.
    pub first_boot: FirstBoot,
    /// How long devices are used without management.
    pub unmanaged: Unmanaged,
}

/// The lead of a device: from the moment at which it was ready, which is the last of its
/// assignment, its import and its profile, to its delivery, which is the hand-out of the register,
/// or its earliest hour where the register has only the day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lead {
    /// Devices whose lead is known.
    pub known: u64,
    /// Of them, how many had the lead that is asked for.
    pub in_time: u64,
    /// Of them, how many were delivered and are not ready yet, or were ready only afterwards.
    pub too_late: u64,
    /// The lead in the middle, in hours; `None` if none is known.
    pub median_hours: Option<i64>,
    /// Devices that were delivered, of which nobody knows when they were ready.
    pub undated: u64,
    /// By month of delivery: in time, and known.
    pub months: Vec<(String, u64, u64)>,
}

/// How devices that were set up came to be enrolled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FirstBoot {
    /// Enrolled automatically, with no sign of an earlier start.
    pub at_first: u64,
    /// Enrolled automatically after an erase or a failed attempt.
    pub later: u64,
    /// Set up, and not enrolled automatically.
    pub not: u64,
    /// Nobody read whether an earlier start had failed, or whether it enrolled.
    pub untold: u64,
}

impl FirstBoot {
    /// All devices that were set up.
    pub fn all(&self) -> u64 {
        self.at_first + self.later + self.not + self.untold
    }

    /// The share that enrolled at its first start, at least and at most; `None` if none was set up.
    pub fn rate(&self) -> Option<(f64, f64)> {
        let all = self.all();
        let share = |part: u64| part as f64 / all as f64;
        (all > 0).then(|| (share(self.at_first), share(self.at_first + self.untold)))
    }
}

/// The time for which devices that are out have been used without management.
///
/// No interface dates the set-up of a device that never enrolled: the time lies between two bounds.
/// A device of which nothing shows that it was ever set up counts with nothing as its lower bound,
/// and from its hand-out as its upper; one that is in stock or sealed does not count at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Unmanaged {
    /// Devices that are out: enrolled, in use, or handed out.
    pub devices: u64,
    /// Of them, how many are surely not enrolled automatically now.
    pub open: u64,
    /// Of them, how many may or may not be: nobody read what Intune has.
    pub untold: u64,
    /// Of them, how many show no date at all: they are in no sum.
    pub undated: u64,
    /// Hours without management, at least.
    pub least_hours: u64,
    /// Hours without management, at most.
    pub most_hours: u64,
}

impl Unmanaged {
    /// Mean days without management of a device that is out, at least and at most.
    pub fn mean_days(&self) -> Option<(f64, f64)> {
        let dated = self.devices - self.undated;
        let mean = |hours: u64| hours as f64 / 24.0 / dated as f64;
        (dated > 0).then(|| (mean(self.least_hours), mean(self.most_hours)))
    }
}

#[derive(Default)]
pub(super) struct ReadinessCount {
    leads: Vec<i32>,
    undated: u64,
    months: BTreeMap<(i64, u8), (u64, u64)>,
    in_time: u64,
    too_late: u64,
    first_boot: FirstBoot,
    unmanaged: Unmanaged,
}

/// A device that was delivered before it was ready, and is not ready yet.
const NOT_READY: i32 = i32::MIN;

impl Count for ReadinessCount {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        if opened.case.get::<Kind>() == Kind::Foreign {
            return;
        }
        self.lead(inputs, opened);
        self.first_boot(opened);
        self.unmanaged(inputs.now(), opened);
    }

    fn merge(&mut self, later: Self) {
        self.leads.extend(later.leads);
        self.undated += later.undated;
        self.in_time += later.in_time;
        self.too_late += later.too_late;
        for (month, more) in later.months {
            let sum = self.months.entry(month).or_default();
            *sum = (sum.0 + more.0, sum.1 + more.1);
        }
        let (boot, more) = (&mut self.first_boot, later.first_boot);
        boot.at_first += more.at_first;
        boot.later += more.later;
        boot.not += more.not;
        boot.untold += more.untold;
        let (sum, more) = (&mut self.unmanaged, later.unmanaged);
        sum.devices += more.devices;
        sum.open += more.open;
        sum.untold += more.untold;
        sum.undated += more.undated;
        sum.least_hours += more.least_hours;
        sum.most_hours += more.most_hours;
    }
}

impl ReadinessCount {
    fn lead(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let delivered = opened.timeline.handed_out.latest;
        let Some(delivered) = delivered.filter(|at| *at <= inputs.now()) else {
            return;
        };
        // Own lists say a day, and no hour: only after that day it is certainly too late.
        let is_day = delivered.unix().rem_euclid(DAY) == 0;
        let end = if is_day {
            delivered.plus(DAY)
        } else {
            delivered
        };
        let hours = match ready_at(opened) {
            Ready::At(at) => {
                self.too_late += u64::from(at > end);
                (delivered.since(at).div_euclid(HOUR)) as i32
            }
            Ready::NotYet => {
                self.too_late += u64::from(inputs.now() > end);
                NOT_READY
            }
            Ready::Undated => {
                self.undated += 1;
                return;
            }
        };
        let in_time = i64::from(hours) >= inputs.thresholds.span(Limit::LeadHours);
        self.leads.push(hours);
        self.in_time += u64::from(in_time);
        let (year, month, ..) = delivered.civil();
        let counts = self.months.entry((year, month)).or_default();
        *counts = (counts.0 + u64::from(in_time), counts.1 + 1);
    }

    fn first_boot(&mut self, opened: &Opened<'_, '_>) {
        let case = opened.case;
        let boot = &mut self.first_boot;
        if !is_enrolled(case) {
            // A record of a failed attempt is a start, too.
            let started = u64::from(opened.timeline.used.is_some());
            if may_be_managed(case) {
                boot.untold += started;
            } else {
                boot.not += started;
            }
            return;
        }
        let failed = !matches!(case.get::<Failure>(), Failure::None | Failure::Unread);
        let erased = matches!(
            case.get::<Erased>(),
            Erased::BeforeProfile | Erased::SinceProfile
        );
        let before = opened
            .timeline
            .erased
            .before(opened.timeline.enrolled.latest);
        if failed || (erased && before) || case.get::<Managed>() == Managed::Several {
            boot.later += 1;
        } else if case.get::<Erased>() == Erased::Unread {
            boot.untold += 1;
        } else {
            boot.at_first += 1;
        }
    }

    fn unmanaged(&mut self, now: Moment, opened: &Opened<'_, '_>) {
        let Some((least, most)) = without_management(now, opened) else {
            return;
        };
        let sum = &mut self.unmanaged;
        sum.devices += 1;
        if !is_enrolled(opened.case) {
            let count = if may_be_managed(opened.case) {
                &mut sum.untold
            } else {
                &mut sum.open
            };
            *count += 1;
        }
        match most {
            Some(most) => {
                sum.least_hours += least.min(most) as u64;
                sum.most_hours += most as u64;
            }
            None => sum.undated += 1,
        }
    }
}

enum Ready {
    At(Moment),
    NotYet,
    Undated,
}

/// When a device was ready to enroll.
fn ready_at(opened: &Opened<'_, '_>) -> Ready {
    let timeline = opened.timeline;
    let gates = enrollment::case_file::gates(opened.case);
    let stopped = |gate| gates.of(gate) == Passage::Stopped;
    if [Gate::G0, Gate::G1, Gate::G2, Gate::G3]
        .into_iter()
        .any(stopped)
    {
        // Who has left the organisation was ready once, nobody knows when.
        let left = opened.case.get::<Membership>() == Membership::Released;
        return if left { Ready::Undated } else { Ready::NotYet };
    }
    let (Some(imported), Some(profiled)) = (timeline.imported.latest, timeline.profiled.latest)
    else {
        return Ready::Undated;
    };
    // A profile that was assigned anew after the enrollment hides when the first one was.
    if timeline.enrolled.latest.is_some_and(|at| at < profiled) {
        return Ready::Undated;
    }
    // Nothing is imported before it is assigned: where the assignment has no date, the import has.
    Ready::At(
        imported
            .max(profiled)
            .max(timeline.assigned.latest.unwrap_or(imported)),
    )
}

/// Hours for which a device that is out was used without management, at least and at most; the
/// outer `None` for a device that is not out, the inner where it shows no date.
fn without_management(now: Moment, opened: &Opened<'_, '_>) -> Option<(i64, Option<i64>)> {
    let (case, timeline) = (opened.case, opened.timeline);
    let hours = |from: Option<Moment>, to: Moment| from.map(|from| to.since(from).max(0) / HOUR);
    if is_enrolled(case) {
        let enrolled = timeline.enrolled.latest;
        return Some(match enrolled {
            // Automated enrollment happens in Setup Assistant: no time before it is known of.
            Some(_) => (0, Some(0)),
            None => (0, None),
        });
    }
    let place = case.get::<RegisterState>();
    let sealed = matches!(case.get::<Look>(), Look::Sealed | Look::Hello);
    let in_use = is_in_use(case, timeline);
    let out = in_use || (place == RegisterState::HandedOut && !sealed);
    // What another management has is not without one, and neither is what came in by hand.
    let record = matches!(case.get::<Managed>(), Managed::ByHand | Managed::Several);
    if !out || record || is_managed_otherwise(case) {
        return None;
    }
    let least = if in_use && !may_be_managed(case) {
        hours(timeline.set_up.latest, now).unwrap_or(0)
    } else {
        0
    };
    // It cannot have been used before it was handed out; without that date, before it was ordered.
    let handed = timeline.handed_out.earliest.filter(|at| *at <= now);
    let from = handed
        .or(timeline.set_up.earliest)
        .or(timeline.ordered.earliest);
    let most = hours(from, now).map(|most| most.max(least));
    Some((least, most))
}

/// Whether Intune's list was not read, so that nobody knows what it has of a device.
fn may_be_managed(case: &CaseFile) -> bool {
    case.get::<Managed>() == Managed::Unread
}

/// Whether a firm sign says that a device which is not enrolled was set up.
fn is_in_use(case: &CaseFile, timeline: &Timeline) -> bool {
    case.get::<Look>() == Look::InUse
        || matches!(timeline.used, Some(SignOfUse::Lock | SignOfUse::Seen))
}

/// The numbers, once the devices were counted.
pub fn readiness(tally: &Tally) -> Readiness {
    let count = &tally.readiness;
    let mut leads = count.leads.clone();
    let middle = leads.len() / 2;
    let median = (!leads.is_empty()).then(|| *leads.select_nth_unstable(middle).1);
    let months = count
        .months
        .iter()
        .map(|((year, month), (in_time, known))| {
            (format!("{year:04}-{month:02}"), *in_time, *known)
        });
    Readiness {
        lead: Lead {
            known: leads.len() as u64,
            in_time: count.in_time,
            too_late: count.too_late,
            // Where the middle is not ready yet, there is no number for it.
            median_hours: median.filter(|hours| *hours != NOT_READY).map(i64::from),
            undated: count.undated,
            months: months.collect(),
        },
        first_boot: count.first_boot,
        unmanaged: count.unmanaged,
    }
}
