//! Every figure of the reports, worked out in one pass over the fleet. What nobody could see is a
//! number of its own, and never nought.

mod decisions;
mod door;
mod hand_out;
#[cfg(test)]
mod naive;
mod past;
mod pressing;
mod sight;
mod stood;

pub use decisions::{Answer, Decision};
pub use door::{Door, Ways};
pub use hand_out::HandOut;
pub use past::{Done, Look, Past, STANDINGS};
pub use pressing::Pressing;
pub use sight::{OutOfSight, Outcome, Sight, Standpoint};
pub use stood::History;

use super::economics::{Cohorts, Counted, Economics, Prevented, Watched, prevented, reckon};
use super::fleet::{CauseCount, TenantFinding, causes, heaps};
use super::frameworks::{Loss, Measure, losses};
use super::only::{Only, code_of};
use super::unread::{self, Unread};
use crate::app::access::AccessPicture;
use crate::app::examine::{Examined, Examiner};
use crate::app::fleet::{Summary, stream_into};
use crate::config::report::Costs;
use enrollment::cause::Code;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::Standing;
use enrollment::moment::{DAY, Moment};
use enrollment::remedy::Action;
use enrollment::snapshot::{PurchaseSource, ReadState, Snapshot, Source, Tenant};
use enrollment::term::Term;
use rules::prevention::catalogue::measure;
use rules::prevention::inputs::{History as Alarms, Inputs, Opened};
use rules::prevention::suppliers;
use rules::prevention::tally::Tally as Checks;
use rules::prevention::thresholds::{Limit, Thresholds};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

/// Every figure.
#[derive(Clone, Debug)]
pub struct Figures {
    /// When the snapshot was taken.
    pub taken_at: Moment,
    /// Whose it is.
    pub tenant: Tenant,
    /// All devices.
    pub devices: usize,
    /// The four heaps, the best one first.
    pub heaps: [(Standing, usize); 4],
    /// Devices by cause, most frequent first.
    pub causes: Vec<CauseCount>,
    /// Causes of devices that need somebody or are unclear, of most devices first.
    pub pressing: Vec<Pressing>,
    /// Faults that reach further than a device.
    pub faults: Vec<TenantFinding>,
    /// How much of the fleet was out of sight, and how long.
    pub exposure: Exposure,
    /// Whether sign-ins were read, without which access is not seen.
    pub sign_ins: ReadState,
    /// Whether Intune's own devices were read, without which nothing is known to be unmanaged.
    pub managed_list: ReadState,
    /// Whether Conditional Access keeps out what nobody manages.
    pub door: Door,
    /// Each measure, in the order of [`Measure::ALL`].
    pub measures: Vec<Measured>,
    /// What each baseline loses on a device that is not supervised, or not managed.
    pub losses: Vec<Loss>,
    /// Where devices come from, most devices first.
    pub suppliers: Vec<Supplier>,
    /// Days from an order to coming into the organisation after which a device came late.
    pub late_days: u32,
    /// Devices for which an erase is advised.
    pub to_erase: usize,
    /// Devices about which somebody has to be asked.
    pub to_ask: usize,
    /// What it costs and saves.
    pub economics: Economics,
    /// What prevention saved besides.
    pub prevented: Prevented,
    /// From hand-out to enrollment.
    pub hand_out: HandOut,
    /// Earlier looks and what was done; none where there is no history.
    pub past: Option<Past>,
    /// What nobody read: for the diagnosis, for the checks of prevention, and for the proof.
    pub unread: Vec<Unread>,
}

/// Devices that may be in use while nobody manages them, and for how many days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Devices that are surely in use and unmanaged.
    pub surely: u64,
    /// Of them, those that are unclear all the same: not whether, but why nobody manages them.
    pub surely_unclear: u64,
    /// Devices that may be, too.
    pub perhaps: u64,
    /// Of those that surely are: their holders were seen to sign in from an unmanaged device.
    pub with_access: u64,
    /// Device-days that are certain.
    pub least_days: u64,
    /// Device-days since the earliest date that anything names, of all that may be.
    pub most_days: u64,
    /// Device-days that are certain, with access seen.
    pub least_days_with_access: u64,
    /// Devices that may be, and of which nothing names a date: not in any day above.
    pub undated: u64,
}

/// A measure, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Which one.
    pub measure: Measure,
    /// Devices that are as they should be.
    pub met: usize,
    /// Serial numbers of those that are not, in order.
    pub exceptions: Vec<String>,
    /// Devices of which cannot be told.
    pub unseen: usize,
    /// How much was read of each list on which it rests; first the one whose field tells.
    pub reads: Vec<(Source, ReadState)>,
}

impl Measured {
    /// The devices that the measure is about.
    pub fn population(&self) -> usize {
        self.met + self.exceptions.len() + self.unseen
    }

    /// Whether all lists were read to their end: only then is what none of them names not there.
    pub fn is_whole(&self) -> bool {
        let mut states = self.reads.iter().map(|(_, state)| *state);
        states.all(|state| state == ReadState::Complete)
    }

    /// How much was read of the list whose field tells.
    pub fn looked_at(&self) -> ReadState {
        self.reads
            .first()
            .map_or(ReadState::NotRead, |(_, state)| *state)
    }
}

/// Where devices come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supplier {
    /// How they came into the organisation, in Apple's word: `RESELLER`, `MANUALLY_ADDED`.
    pub source: String,
    /// The customer's or the reseller's number at Apple; empty where there is none.
    pub id: String,
    /// Devices.
    pub devices: usize,
    /// Of them: somebody must act.
    pub needs_you: usize,
    /// Of them: more than [`Figures::late_days`] between order and coming into the organisation, as
    /// the prevention report counts it.
    pub late: usize,
}

/// Works out all figures. The same snapshot and the same past give the same figures.
pub fn gather<T: Send + Sync>(
    fleet: &Fleet<'_>,
    examiner: &Examiner<'_, T>,
    basis: (&Costs, &Thresholds),
    past: Option<Past>,
) -> Figures {
    let inputs = Inputs {
        fleet,
        thresholds: basis.1.clone(),
        history: Alarms::default(),
    };
    let mut total = Tally::default();
    let history = past.as_ref().and_then(|past| past.history.as_ref());
    let outcome = stream_into(
        fleet,
        examiner,
        |examined, tally: &mut Tally| tally.count(examined, &inputs, history),
        |tally| {
            total.add(tally);
            Ok::<(), Infallible>(())
        },
    );
    match outcome {
        Ok(summary) => total.figures(&inputs, &summary, basis.0, past),
        Err(never) => match never {},
    }
}

/// What is counted on the way.
#[derive(Default)]
struct Tally {
    counted: Counted,
    exposure: Exposure,
    measures: [(usize, Vec<String>, usize); Measure::ALL.len()],
    suppliers: BTreeMap<(String, String), Supplier>,
    pressing: BTreeMap<Code, Pressing>,
    checks: Checks,
    unexplained: usize,
    to_erase: usize,
    to_ask: usize,
    cohorts: Cohorts,
    hand_out: HandOut,
}

impl Tally {
    fn count<T>(
        &mut self,
        examined: &Examined<'_, '_, T>,
        inputs: &Inputs<'_>,
        history: Option<&History>,
    ) {
        let opened = Opened {
            device: examined.device,
            timeline: &examined.timeline,
            case: &examined.judged.case,
        };
        self.checks.note(inputs, &opened);
        let verdict = &examined.judged.verdict;
        let sight = Sight::of(examined);
        self.unexplained += usize::from(verdict.unexplained);
        self.to_erase += usize::from(verdict.action == Action::Erase);
        self.to_ask += usize::from(verdict.action == Action::Ask);
        if let Some(code) = code_of(verdict) {
            let pressing = self.pressing.entry(code);
            pressing
                .or_insert_with(|| Pressing::of(code))
                .count(verdict.standing);
        }
        self.stand(sight.standpoint);
        for (sum, outcome) in self.measures.iter_mut().zip(sight.outcomes) {
            match outcome {
                Outcome::Outside => {}
                Outcome::Met => sum.0 += 1,
                Outcome::Exception => sum.1.push(examined.device.serial_text().to_owned()),
                Outcome::Unseen => sum.2 += 1,
            }
        }
        if let Some(out) = sight.out_of_sight {
            self.exposure.count(out);
        }
        self.supply(examined);
        self.hand_out.count(examined);
        if let Some(history) = history {
            history.count(examined, sight.standpoint, &mut self.cohorts);
        }
    }

    fn stand(&mut self, standpoint: Standpoint) {
        self.counted.devices += 1;
        let place = match standpoint {
            Standpoint::Failing => &mut self.counted.failing,
            Standpoint::Explained => &mut self.counted.explained,
            Standpoint::Sound => &mut self.counted.sound,
            Standpoint::Unknown => &mut self.counted.unknown,
            Standpoint::Waiting => &mut self.counted.waiting,
            Standpoint::Outside => &mut self.counted.outside,
        };
        *place += 1;
    }

    fn supply<T>(&mut self, examined: &Examined<'_, '_, T>) {
        let Some(org) = examined.device.org() else {
            return;
        };
        let snapshot = examined.device.fleet.snapshot;
        let source = org.source.text(&snapshot.strange);
        // A hand has no number: what Apple writes there names a person's app.
        let by_hand = org.source == PurchaseSource::Manual;
        let id = if by_hand {
            String::new()
        } else {
            snapshot.words.text(org.source_id).to_owned()
        };
        let needs_you = examined.judged.verdict.standing == Standing::NeedsYou;
        let entry = self.suppliers.entry((source, id)).or_default();
        entry.devices += 1;
        entry.needs_you += usize::from(needs_you);
    }

    fn add(&mut self, other: Self) {
        self.counted.add(other.counted);
        self.cohorts.add(other.cohorts);
        self.hand_out.add(other.hand_out);
        self.exposure.add(other.exposure);
        for (sum, more) in self.measures.iter_mut().zip(other.measures) {
            sum.0 += more.0;
            sum.1.extend(more.1);
            sum.2 += more.2;
        }
        for (key, more) in other.suppliers {
            let sum = self.suppliers.entry(key).or_default();
            sum.devices += more.devices;
            sum.needs_you += more.needs_you;
        }
        for (code, more) in other.pressing {
            let sum = self.pressing.entry(code);
            sum.or_insert_with(|| Pressing::of(code)).add(more);
        }
        self.checks.merge(other.checks);
        self.unexplained += other.unexplained;
        self.to_erase += other.to_erase;
        self.to_ask += other.to_ask;
    }

    fn figures(
        mut self,
        inputs: &Inputs<'_>,
        summary: &Summary,
        costs: &Costs,
        past: Option<Past>,
    ) -> Figures {
        let snapshot = inputs.fleet.snapshot;
        let picture = AccessPicture::of(snapshot);
        self.counted.faults = summary.findings.len() as u64;
        self.counted.enrolled_unseen = !snapshot.reads.is_complete(Source::ManagedDevices);
        let measured = |(measure, (met, exceptions, unseen))| Measured {
            measure,
            met,
            exceptions,
            unseen,
            reads: Sight::reads(measure, snapshot),
        };
        let measures = Measure::ALL.into_iter().zip(self.measures);
        Figures {
            taken_at: snapshot.taken_at,
            tenant: snapshot.tenant.clone(),
            devices: summary.devices,
            heaps: heaps(summary),
            causes: causes(summary, self.unexplained),
            pressing: Pressing::sorted(self.pressing),
            faults: TenantFinding::all(summary, &Only::default()),
            exposure: self.exposure,
            sign_ins: snapshot.reads.of(Source::SignIns),
            managed_list: snapshot.reads.of(Source::ManagedDevices),
            door: Door::of(&picture),
            measures: measures.map(measured).collect(),
            losses: losses(),
            suppliers: suppliers(self.suppliers, inputs, &self.checks),
            late_days: inputs.thresholds.of(Limit::AddGapDays),
            to_erase: self.to_erase,
            to_ask: self.to_ask,
            economics: reckon(self.counted, costs),
            prevented: prevented(self.cohorts, watched(snapshot, past.as_ref()), costs),
            hand_out: self.hand_out,
            past,
            unread: unread(inputs, &self.checks, &picture),
        }
    }
}

/// Since when it is known how devices stand. One look is no history.
fn watched(snapshot: &Snapshot, past: Option<&Past>) -> Option<Watched> {
    let history = past?.history.as_ref()?;
    let seconds = snapshot.taken_at.since(history.since);
    (seconds > 0).then(|| Watched {
        days: (seconds / DAY) as u64,
        seen: history.managed_whole && snapshot.reads.is_complete(Source::ManagedDevices),
    })
}

/// What the diagnosis, the checks of prevention and the proof of Conditional Access had to read and
/// did not, each source once.
fn unread(inputs: &Inputs<'_>, checks: &Checks, picture: &AccessPicture) -> Vec<Unread> {
    let snapshot = inputs.fleet.snapshot;
    let mut all = unread::of(snapshot);
    let measured = measure(inputs, checks);
    let missing = measured.iter().flat_map(|it| &it.missing);
    let missing: BTreeSet<Source> = missing.filter_map(|it| it.source()).collect();
    let missing = missing
        .into_iter()
        .map(|source| unread::of_source(snapshot, source));
    let sources = picture.unread.chunk_by(|a, b| a.source == b.source);
    for of_source in missing.chain(sources.map(<[Unread]>::to_vec)) {
        let known = |it: &Unread| of_source.iter().any(|one| one.source == it.source);
        if !all.iter().any(known) {
            all.extend(of_source);
        }
    }
    all
}

/// Where devices come from; how many came late is what the checks of prevention count.
fn suppliers(
    mut counted: BTreeMap<(String, String), Supplier>,
    inputs: &Inputs<'_>,
    checks: &Checks,
) -> Vec<Supplier> {
    let by_hand = PurchaseSource::Manual.text(&inputs.fleet.snapshot.strange);
    for found in suppliers::suppliers(inputs, checks) {
        let number = if found.source == by_hand {
            String::new()
        } else {
            found.number
        };
        if let Some(supplier) = counted.get_mut(&(found.source, number)) {
            supplier.late += usize::try_from(found.late).unwrap_or(usize::MAX);
        }
    }
    let mut all: Vec<Supplier> = counted
        .into_iter()
        .map(|((source, id), supplier)| Supplier {
            source,
            id,
            ..supplier
        })
        .collect();
    // Equals stay in the order of their names.
    all.sort_by_key(|supplier| std::cmp::Reverse(supplier.devices));
    all
}

impl Exposure {
    fn count(&mut self, out: OutOfSight) {
        if out.surely {
            self.surely += 1;
            self.surely_unclear += u64::from(out.unclear);
            self.least_days += out.least;
        } else {
            self.perhaps += 1;
        }
        if out.surely && out.access_seen {
            self.with_access += 1;
            self.least_days_with_access += out.least;
        }
        match out.most {
            Some(days) => self.most_days += days,
            None => self.undated += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.surely += other.surely;
        self.surely_unclear += other.surely_unclear;
        self.perhaps += other.perhaps;
        self.with_access += other.with_access;
        self.least_days += other.least_days;
        self.most_days += other.most_days;
        self.least_days_with_access += other.least_days_with_access;
        self.undated += other.undated;
    }
}

impl Figures {
    /// How a measure came out.
    pub fn measured(&self, measure: Measure) -> Option<&Measured> {
        self.measures.iter().find(|it| it.measure == measure)
    }

    /// How many devices lie on a heap.
    pub fn on(&self, standing: Standing) -> usize {
        let heap = self.heaps.iter().find(|(it, _)| *it == standing);
        heap.map_or(0, |(_, count)| *count)
    }
}
