//! What every report on a fleet for people is made of, gathered in one pass over the devices.
//!
//! A fleet may have a million devices, a report does not: only the most urgent devices are kept,
//! everything else is counted.

use super::facts::{self, Fact};
use super::ndjson;
use super::only::{Only, UNEXPLAINED, code_of};
use super::unread::{self, Unread, Unusable};
use crate::app::examine::{Examined, Examiner};
use crate::app::findings::Finding;
use crate::app::fleet::{Summary, stream};
use enrollment::case_file::ReadingId;
use enrollment::cause::{Code, Scope};
use enrollment::correlate::Fleet;
use enrollment::diagnosis::{Asked, Standing, UNIT, Verdict};
use enrollment::gate::Gate;
use enrollment::moment::Moment;
use enrollment::remedy::Action;
use enrollment::snapshot::{Source, Tenant};
use rules::catalogue;
use std::collections::BinaryHeap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// How many serial numbers a finding names.
const FIRST_SERIALS: usize = 5;

/// How many devices are listed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// At most so many, the most urgent ones, and none that a fault of the tenant explains: that
    /// is one fault and not a thousand (causality.md §2.1).
    Worst(usize),
    /// Every one that needs somebody.
    All,
}

/// A fleet as people are told about it.
#[derive(Clone, Debug)]
pub struct FleetReport {
    /// When the snapshot was taken.
    pub taken_at: Moment,
    /// Whose it is.
    pub tenant: Tenant,
    /// All devices.
    pub devices: usize,
    /// The four heaps and how many devices lie on each, the best one first.
    pub heaps: [(Standing, usize); 4],
    /// Which causes the lists below were narrowed to.
    pub only: Only,
    /// Devices by cause, most frequent first; [`UNEXPLAINED`] among them.
    pub causes: Vec<CauseCount>,
    /// Faults that reach further than a device.
    pub findings: Vec<TenantFinding>,
    /// The most urgent devices, in this order.
    pub worst: Vec<ListedDevice>,
    /// How many devices could have been listed.
    pub listable: usize,
    /// How many more are not listed because a finding explains them.
    pub explained: usize,
    /// What nobody read.
    pub unread: Vec<Unread>,
    /// Rows that could not be used.
    pub unusable: Vec<Unusable>,
}

/// How often a cause was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseCount {
    /// Which one.
    pub code: Code,
    /// Devices that have it.
    pub devices: usize,
    /// Their share of all devices in ten-thousandths.
    pub share: u16,
}

/// A fault of a token, a profile, a restriction, a product family or the whole tenant.
#[derive(Clone, Debug)]
pub struct TenantFinding {
    /// What it is.
    pub code: Code,
    /// The kind of its scope.
    pub reach: Scope,
    /// Its scope's key: `token:<id>`, `tenant`, …
    pub scope: String,
    /// The name people know the scope by; possibly none.
    pub name: String,
    /// Since when, if that can be told.
    pub since: Option<Moment>,
    /// What says so: source, field and value.
    pub evidence: Vec<(Source, &'static str, String)>,
    /// How many devices it explains.
    pub devices: usize,
    /// The first of them in the order of serial numbers.
    pub first: Vec<String>,
}

/// A device that is listed.
#[derive(Clone, Debug)]
pub struct ListedDevice {
    /// Its serial number.
    pub serial: String,
    /// Model or product; empty if nobody says.
    pub model: String,
    /// Its heap.
    pub standing: Standing,
    /// The most probable cause, or [`UNEXPLAINED`].
    pub cause: Code,
    /// Its probability in ten-thousandths; none for [`UNEXPLAINED`].
    pub probability: Option<u16>,
    /// The first gate not passed.
    pub gate: Option<Gate>,
    /// What to do.
    pub action: Action,
    /// Whether mending it takes an erase, sooner or later.
    pub erase_needed: bool,
    /// Whether an erase would destroy data.
    pub data_at_risk: bool,
    /// The question worth asking.
    pub question: Option<Asked>,
    /// What it rests on, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// A reading that a verdict rests on, with the device's own row behind it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Which reading.
    pub reading: ReadingId,
    /// The number of its value.
    pub value: u8,
    /// The cause that it speaks for.
    pub speaks_for: Code,
    /// Where it was read.
    pub fact: Fact,
}

impl FleetReport {
    /// Examines every device once, on all cores. The same snapshot gives the same report,
    /// whatever the order of its rows and of the threads.
    pub fn gather<T: Send + Sync>(
        fleet: &Fleet<'_>,
        examiner: &Examiner<'_, T>,
        only: &Only,
        keep: Keep,
    ) -> Self {
        let shortlist = Shortlist::new(only, keep);
        let outcome = stream(
            fleet,
            examiner,
            |examined, _| shortlist.consider(examined),
            |_| Ok::<(), Infallible>(()),
        );
        let summary = match outcome {
            Ok(summary) => summary,
            Err(never) => match never {},
        };
        Self::of(fleet, &summary, shortlist, only)
    }

    /// Whether anything is to be mended or asked.
    pub fn has_findings(&self) -> bool {
        let urgent = |(standing, count): &(Standing, usize)| {
            matches!(standing, Standing::NeedsYou | Standing::CannotTell) && *count > 0
        };
        self.heaps.iter().any(urgent) || !self.findings.is_empty()
    }

    fn of(fleet: &Fleet<'_>, summary: &Summary, shortlist: Shortlist<'_>, only: &Only) -> Self {
        let causes = causes(summary, shortlist.unexplained.load(Ordering::Relaxed));
        Self {
            taken_at: fleet.snapshot.taken_at,
            tenant: fleet.snapshot.tenant.clone(),
            devices: summary.devices,
            heaps: heaps(summary),
            only: only.clone(),
            causes: causes
                .into_iter()
                .filter(|cause| only.keeps(cause.code))
                .collect(),
            findings: TenantFinding::all(summary, only),
            listable: shortlist.listable.load(Ordering::Relaxed),
            explained: shortlist.explained.load(Ordering::Relaxed),
            worst: shortlist.into_devices(),
            unread: unread::of(fleet.snapshot),
            unusable: unread::unusable(fleet.snapshot),
        }
    }
}

/// The four heaps, the best one first.
pub fn heaps(summary: &Summary) -> [(Standing, usize); 4] {
    [
        (Standing::Healthy, summary.healthy),
        (Standing::Waiting, summary.waiting),
        (Standing::NeedsYou, summary.needs_you),
        (Standing::CannotTell, summary.cannot_tell),
    ]
}

/// Causes with their shares of all devices, most frequent first.
pub fn causes(summary: &Summary, unexplained: usize) -> Vec<CauseCount> {
    let own = (unexplained > 0).then_some((UNEXPLAINED, unexplained));
    let all = summary.devices.max(1);
    let mut causes: Vec<CauseCount> = summary
        .causes
        .iter()
        .copied()
        .chain(own)
        .map(|(code, devices)| CauseCount {
            code,
            devices,
            share: (devices * usize::from(UNIT) / all) as u16,
        })
        .collect();
    causes.sort_by(|a, b| b.devices.cmp(&a.devices).then(a.code.cmp(&b.code)));
    causes
}

impl TenantFinding {
    /// The findings of the wanted causes.
    pub fn all(summary: &Summary, only: &Only) -> Vec<Self> {
        let wanted = summary.findings.iter().filter(|it| only.keeps(it.code));
        wanted.map(Self::of).collect()
    }

    /// A finding with the first of its devices only.
    pub fn of(finding: &Finding) -> Self {
        let mut first: Vec<&String> = finding.blamed.iter().collect();
        first.sort_unstable();
        Self {
            code: finding.code,
            reach: catalogue::find(finding.code).map_or(Scope::Tenant, |rule| rule.cause.scope),
            scope: finding.scope.clone(),
            name: finding.name.clone(),
            since: finding.since,
            evidence: finding.evidence.clone(),
            devices: finding.blamed.len(),
            first: first.into_iter().take(FIRST_SERIALS).cloned().collect(),
        }
    }
}

impl ListedDevice {
    fn of<T>(examined: &Examined<'_, '_, T>, cause: Code) -> Self {
        let device = examined.device;
        let verdict = &examined.judged.verdict;
        let words = &device.fleet.snapshot.words;
        let model = Some(device.model()).filter(|word| word.is_some());
        let evidence = verdict.cited.iter().map(|cited| Evidence {
            reading: cited.reading,
            value: examined.judged.case.value(cited.reading),
            speaks_for: cited.speaks_for,
            fact: facts::of(examined, cited.reading),
        });
        Self {
            serial: device.serial_text().to_owned(),
            model: words
                .text(model.unwrap_or_else(|| ndjson::product(device)))
                .to_owned(),
            standing: verdict.standing,
            cause,
            probability: (!verdict.unexplained).then_some(verdict.probability),
            gate: verdict.gate,
            action: verdict.action,
            erase_needed: verdict.erase_needed,
            data_at_risk: verdict.data_at_risk,
            question: verdict.question,
            evidence: evidence.collect(),
        }
    }
}

/// The most urgent devices so far, and what was left out.
struct Shortlist<'o> {
    only: &'o Only,
    keep: Keep,
    unexplained: AtomicUsize,
    listable: AtomicUsize,
    explained: AtomicUsize,
    heap: Mutex<BinaryHeap<Ranked>>,
    /// The urgency below which nothing is looked at any more; saves the lock.
    bar: AtomicU32,
}

/// A device and its place; the least urgent is the greatest.
struct Ranked {
    urgency: u32,
    device: ListedDevice,
}

impl<'o> Shortlist<'o> {
    fn new(only: &'o Only, keep: Keep) -> Self {
        Self {
            only,
            keep,
            unexplained: AtomicUsize::new(0),
            listable: AtomicUsize::new(0),
            explained: AtomicUsize::new(0),
            heap: Mutex::default(),
            bar: AtomicU32::new(u32::MAX),
        }
    }

    fn consider<T>(&self, examined: &Examined<'_, '_, T>) {
        let verdict = &examined.judged.verdict;
        if verdict.unexplained {
            self.unexplained.fetch_add(1, Ordering::Relaxed);
        }
        let Some(code) = code_of(verdict).filter(|code| self.only.keeps(*code)) else {
            return;
        };
        // Who asks for a cause by name wants to see its devices, even if they only wait.
        let urgent = matches!(verdict.standing, Standing::NeedsYou | Standing::CannotTell);
        if !urgent && self.only.is_everything() {
            return;
        }
        let one_by_one = self.keep == Keep::All || !self.only.is_everything();
        let sure = verdict.standing == Standing::NeedsYou;
        if !one_by_one && sure && is_wider_than_a_device(verdict) {
            self.explained.fetch_add(1, Ordering::Relaxed);
            return;
        }
        self.listable.fetch_add(1, Ordering::Relaxed);
        let urgency = urgency(verdict);
        if urgency <= self.bar.load(Ordering::Relaxed) && self.has_room(urgency, examined) {
            self.insert(Ranked {
                urgency,
                device: ListedDevice::of(examined, code),
            });
        }
    }

    fn has_room<T>(&self, urgency: u32, examined: &Examined<'_, '_, T>) -> bool {
        let Keep::Worst(limit) = self.keep else {
            return true;
        };
        let heap = self.heap.lock().unwrap_or_else(PoisonError::into_inner);
        let serial = examined.device.serial_text();
        let last = heap
            .peek()
            .map(|last| (last.urgency, last.device.serial.as_str()));
        heap.len() < limit || last.is_some_and(|last| (urgency, serial) < last)
    }

    fn insert(&self, ranked: Ranked) {
        let mut heap = self.heap.lock().unwrap_or_else(PoisonError::into_inner);
        heap.push(ranked);
        if let Keep::Worst(limit) = self.keep
            && heap.len() > limit
        {
            heap.pop();
            let last = heap.peek().map_or(0, |last| last.urgency);
            self.bar.store(last, Ordering::Relaxed);
        }
    }

    fn into_devices(self) -> Vec<ListedDevice> {
        let heap = self
            .heap
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        heap.into_sorted_vec()
            .into_iter()
            .map(|ranked| ranked.device)
            .collect()
    }
}

/// Whether the cause is one fault that explains many devices.
fn is_wider_than_a_device(verdict: &Verdict) -> bool {
    let scope = |cause: usize| catalogue::all()[cause].cause.scope;
    verdict
        .cause
        .is_some_and(|cause| scope(cause) != Scope::Device)
}

/// Small for urgent: who must act before who must be asked, then data at risk, then an erase,
/// then how sure it is.
fn urgency(verdict: &Verdict) -> u32 {
    let standing = match verdict.standing {
        Standing::NeedsYou => 0,
        Standing::CannotTell => 1,
        Standing::Waiting => 2,
        Standing::Healthy => 3,
    };
    let calm = u32::from(!verdict.data_at_risk) << 1 | u32::from(!verdict.erase_needed);
    (standing << 2 | calm) << 16 | u32::from(UNIT.saturating_sub(verdict.probability))
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let own = (self.urgency, &self.device.serial);
        own.cmp(&(other.urgency, &other.device.serial))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ranked {}

#[cfg(test)]
mod tests {
    use super::{FleetReport, Keep};
    use crate::report::example_fleet::{
        HOSTILE_SERIAL, IN_ORDER, SHUFFLED, report, report_of_nothing,
    };
    use crate::report::only::Only;
    use enrollment::cause::{Code, Scope};
    use enrollment::diagnosis::Standing;

    fn serials(report: &FleetReport) -> Vec<&str> {
        report
            .worst
            .iter()
            .map(|device| device.serial.as_str())
            .collect()
    }

    fn everything(keep: Keep) -> FleetReport {
        report(&IN_ORDER, &Only::default(), keep)
    }

    #[test]
    fn every_device_lies_on_one_heap() {
        let report = everything(Keep::Worst(25));
        assert_eq!(report.devices, 8);
        assert_eq!(report.heaps.map(|heap| heap.1), [1, 1, 4, 2]);
        assert!(report.has_findings());
        let first = report.causes[0];
        assert_eq!(
            (first.code, first.devices, first.share),
            (Code::new("C01"), 3, 3_750)
        );
    }

    #[test]
    fn who_must_act_comes_before_who_is_asked() {
        let report = everything(Keep::Worst(25));
        let expected = ["READY00001", HOSTILE_SERIAL, "EARLY00001", "UNSURE0001"];
        assert_eq!(serials(&report), expected);
        assert_eq!(report.worst[0].standing, Standing::NeedsYou);
        assert!(report.worst[0].erase_needed && report.worst[0].data_at_risk);
        assert_eq!(report.worst[2].standing, Standing::CannotTell);
        assert!(report.worst[2].question.is_some());
    }

    #[test]
    fn a_fault_of_the_tenant_is_told_once() {
        let report = everything(Keep::Worst(25));
        assert_eq!((report.listable, report.explained), (4, 2));
        let [finding] = report.findings.as_slice() else {
            panic!("{:?}", report.findings)
        };
        assert_eq!(
            (finding.code, finding.reach),
            (Code::new("C21"), Scope::Token)
        );
        assert_eq!(finding.scope, "token:token-2");
        assert_eq!((finding.devices, finding.first.len()), (2, 2));
        assert!(finding.since.is_some());
    }

    #[test]
    fn all_means_all() {
        let report = everything(Keep::All);
        assert_eq!((report.worst.len(), report.explained), (6, 0));
    }

    #[test]
    fn the_most_urgent_are_kept() {
        for limit in 0..=4 {
            let few = everything(Keep::Worst(limit));
            assert_eq!(
                serials(&few),
                serials(&everything(Keep::Worst(25)))[..limit]
            );
            assert_eq!(few.listable, 4);
        }
    }

    #[test]
    fn lists_are_narrowed_and_counts_are_not() {
        let only = Only::parse("custody,H01").unwrap();
        let report = report(&IN_ORDER, &only, Keep::Worst(25));
        assert_eq!(report.heaps.map(|heap| heap.1), [1, 1, 4, 2]);
        assert_eq!(serials(&report), [HOSTILE_SERIAL, "STOCK00001"]);
        assert_eq!(report.causes.len(), 2);
        assert!(report.findings.is_empty());
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        for keep in [Keep::Worst(3), Keep::All] {
            let shuffled = report(&SHUFFLED, &Only::default(), keep);
            assert_eq!(format!("{shuffled:?}"), format!("{:?}", everything(keep)));
        }
    }

    #[test]
    fn nobody_read_anything() {
        let report = report_of_nothing();
        assert_eq!(report.devices, 0);
        assert!(!report.has_findings() && report.worst.is_empty());
        assert!(report.unread.len() > 15);
    }
}
