//! What the reports see in one device: whether it is managed, in use, an exception to a measure,
//! and since when it may be out of sight.

use crate::app::examine::Examined;
use crate::report::frameworks::{CONTACT_DAYS, Measure};
use enrollment::case_file::{
    CaseFile, HolderSignIns, Listing, Lock, Look, Membership, Server, is_managed_elsewhere,
};
use enrollment::cause::{Family, Scope};
use enrollment::correlate::Device;
use enrollment::diagnosis::Standing;
use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::{
    ComplianceState, ManagedDevice, OwnerType, PurchaseSource, ReadState, Snapshot, Source,
};
use enrollment::timeline::Timeline;
use rules::catalogue;

/// How a device stands to a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The measure is not about it.
    Outside,
    /// As it should be.
    Met,
    /// Not as it should be.
    Exception,
    /// It cannot be told: nobody looked, or nobody can say.
    Unseen,
}

/// How long a device in use has been out of sight of management.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfSight {
    /// Whether a firm sign says that it is in use.
    pub surely: bool,
    /// Whether its standing is unclear: what keeps it from being managed cannot be told.
    pub unclear: bool,
    /// Whether its holder was seen to sign in from an iPhone or iPad that nobody manages.
    pub access_seen: bool,
    /// Whole days that are certain.
    pub least: u64,
    /// Whole days since the earliest date that anything names; none where nothing does.
    pub most: Option<u64>,
}

/// What follows for what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standpoint {
    /// It failed, and has to be handled by itself.
    Failing,
    /// It failed by a fault of the tenant, which is mended once.
    Explained,
    /// It enrolled.
    Sound,
    /// Nobody can tell.
    Unknown,
    /// It waits for its first start.
    Waiting,
    /// None of our business.
    Outside,
}

/// What the reports see in one device.
pub struct Sight {
    /// For what it costs.
    pub standpoint: Standpoint,
    /// How it stands to each of [`Measure::ALL`].
    pub outcomes: [Outcome; Measure::ALL.len()],
    /// Since when it is out of sight; none if it is managed, or in a box.
    pub out_of_sight: Option<OutOfSight>,
}

impl Sight {
    /// Looks at an examined device.
    pub fn of<T>(examined: &Examined<'_, '_, T>) -> Self {
        let verdict = &examined.judged.verdict;
        let cause = verdict.cause.map(|cause| catalogue::all()[cause].cause);
        let one = One {
            device: examined.device,
            now: examined.device.fleet.snapshot.taken_at,
            row: examined.device.managed(),
            standing: verdict.standing,
            family: cause.map(|cause| cause.family),
            astray: is_astray(&examined.judged.case),
        };
        let wide = cause.is_some_and(|cause| cause.scope != Scope::Device);
        let out_of_sight = one.out_of_sight(&examined.timeline, &examined.judged.case);
        Self {
            standpoint: one.standpoint(wide),
            outcomes: Measure::ALL.map(|measure| one.outcome(measure, out_of_sight)),
            out_of_sight,
        }
    }

    /// How much was read of the lists on which a measure rests; first the one whose field tells.
    pub fn reads(measure: Measure, snapshot: &Snapshot) -> Vec<(Source, ReadState)> {
        let sources: &[Source] = match measure {
            Measure::Inventoried => &[Source::OrgDevices, Source::ImportedIdentities],
            // A device that is only in Apple's list is in use all the same.
            Measure::Managed => &[Source::ManagedDevices, Source::OrgDevices],
            Measure::Supervised | Measure::Compliant | Measure::InContact => {
                &[Source::ManagedDevices]
            }
            Measure::BoughtLinked => &[Source::OrgDevices],
        };
        let state = |source: &Source| (*source, snapshot.reads.of(*source));
        sources.iter().map(state).collect()
    }
}

struct One<'d, 'f> {
    device: &'d Device<'f>,
    now: Moment,
    row: Option<&'f ManagedDevice>,
    standing: Standing,
    family: Option<Family>,
    /// Whether it is on another service than Intune's, or on Intune's and not imported.
    astray: bool,
}

fn is_astray(case: &CaseFile) -> bool {
    let elsewhere = match case.get::<Server>() {
        Server::Unassigned
        | Server::Configurator
        | Server::OtherMdm
        | Server::AppleMdm
        | Server::Unlisted => true,
        Server::Intune | Server::Unread => false,
    };
    let here = case.get::<Server>() == Server::Intune;
    let listing = case.get::<Listing>();
    let missing = matches!(
        listing,
        Listing::Absent | Listing::Upload | Listing::Deleted
    );
    case.get::<Membership>() == Membership::Present && (elsewhere || here && missing)
}

impl One<'_, '_> {
    fn read(&self, source: Source) -> ReadState {
        self.device.fleet.snapshot.reads.of(source)
    }

    /// Whether it belongs to the organisation, as anything says. Phones that people brought with
    /// them are in Intune's list, too.
    fn is_ours(&self) -> bool {
        let device = self.device;
        let company = |row: &ManagedDevice| row.owner == OwnerType::Company;
        device.org().is_some()
            || device.imported().is_some()
            || device.register().is_some()
            || self.row.is_some_and(company)
    }

    /// Whether it need not be managed now: in a box, on its way, given back.
    fn is_at_rest(&self) -> bool {
        let calm = matches!(self.standing, Standing::Waiting | Standing::Healthy);
        calm && self.row.is_none()
    }

    fn standpoint(&self, wide: bool) -> Standpoint {
        match self.standing {
            Standing::NeedsYou if wide => Standpoint::Explained,
            Standing::NeedsYou => Standpoint::Failing,
            Standing::CannotTell => Standpoint::Unknown,
            Standing::Waiting => Standpoint::Waiting,
            Standing::Healthy if self.row.is_some() => Standpoint::Sound,
            Standing::Healthy => Standpoint::Outside,
        }
    }

    fn outcome(&self, measure: Measure, out: Option<OutOfSight>) -> Outcome {
        if !self.is_ours() {
            return Outcome::Outside;
        }
        match measure {
            Measure::Inventoried => self.inventoried(),
            Measure::Managed => self.managed(out),
            Measure::Supervised => self.of_row(|row| match row.supervised {
                Some(true) => Outcome::Met,
                Some(false) => Outcome::Exception,
                None => Outcome::Unseen,
            }),
            Measure::Compliant => self.of_row(|row| compliant(row.compliance)),
            Measure::InContact => self.of_row(|row| match row.last_sync.at() {
                Some(at) if self.now.since(at) <= CONTACT_DAYS * DAY => Outcome::Met,
                Some(_) => Outcome::Exception,
                None => Outcome::Unseen,
            }),
            Measure::BoughtLinked => self.bought_linked(),
        }
    }

    /// By Intune's row. Where the list was not read to its end, a device without one may be managed
    /// all the same, and nobody saw how.
    fn of_row(&self, look: impl Fn(&ManagedDevice) -> Outcome) -> Outcome {
        match self.row {
            Some(row) => look(row),
            None if self.read(Source::ManagedDevices) == ReadState::Complete => Outcome::Outside,
            None if self.is_at_rest() => Outcome::Outside,
            None => Outcome::Unseen,
        }
    }

    fn inventoried(&self) -> Outcome {
        let lists = [Source::OrgDevices, Source::ImportedIdentities];
        let astray = self.astray || self.family == Some(Family::Custody);
        match self.standing {
            Standing::NeedsYou if astray => Outcome::Exception,
            Standing::CannotTell if astray => Outcome::Unseen,
            // It is not where it will be: its time has not come yet.
            Standing::Waiting if self.astray => Outcome::Outside,
            _ if lists
                .iter()
                .any(|list| self.read(*list) != ReadState::Complete) =>
            {
                Outcome::Unseen
            }
            _ => Outcome::Met,
        }
    }

    /// An exception is a device that is surely in use. One that may be is not seen.
    fn managed(&self, out: Option<OutOfSight>) -> Outcome {
        match out {
            _ if self.row.is_some() => Outcome::Met,
            None => Outcome::Outside,
            Some(out) if out.surely => Outcome::Exception,
            Some(_) => Outcome::Unseen,
        }
    }

    fn bought_linked(&self) -> Outcome {
        match self.device.org().map(|row| row.source) {
            Some(PurchaseSource::Apple | PurchaseSource::Reseller) => Outcome::Met,
            Some(PurchaseSource::Manual) => Outcome::Exception,
            Some(_) => Outcome::Unseen,
            None if self.read(Source::OrgDevices) != ReadState::Complete => Outcome::Unseen,
            None => Outcome::Outside,
        }
    }

    fn out_of_sight(&self, timeline: &Timeline, case: &CaseFile) -> Option<OutOfSight> {
        if self.row.is_some() || self.is_at_rest() || !self.is_ours() {
            return None;
        }
        let whole = self.read(Source::ManagedDevices) == ReadState::Complete;
        let used = self.in_use_since(timeline, case).filter(|_| whole);
        let days = |at: Moment| (self.now.since(at).max(0) / DAY) as u64;
        Some(OutOfSight {
            surely: used.is_some(),
            unclear: self.standing == Standing::CannotTell,
            access_seen: case.get::<HolderSignIns>() == HolderSignIns::Unmanaged,
            least: used.map_or(0, days),
            most: earliest(timeline).map(days),
        })
    }

    /// Since when it is surely in use while nobody manages it. An enrollment that failed is no
    /// sign: the device may stand where it failed. A lock has no date, and holds now.
    fn in_use_since(&self, timeline: &Timeline, case: &CaseFile) -> Option<Moment> {
        if is_managed_elsewhere(case) {
            return None;
        }
        let lock = (case.get::<Lock>() == Lock::User).then_some(self.now);
        match case.get::<Look>() {
            Look::InUse => {
                let looked = self.device.answer("look").and_then(|answer| answer.at.at());
                let erased = timeline.erased.earliest;
                let of_this_life = |at: &Moment| erased.is_none_or(|erased| *at >= erased);
                looked.filter(of_this_life).or(lock)
            }
            Look::Unread => lock,
            Look::Sealed
            | Look::Hello
            | Look::RemoteManagement
            | Look::OtherManagement
            | Look::Managed
            | Look::Stopped
            | Look::Missing => None,
        }
    }
}

fn compliant(state: ComplianceState) -> Outcome {
    match state {
        // Within its time of grace a device counts as compliant to Conditional Access.
        ComplianceState::Compliant | ComplianceState::InGracePeriod => Outcome::Met,
        ComplianceState::Noncompliant | ComplianceState::Conflict | ComplianceState::Error => {
            Outcome::Exception
        }
        ComplianceState::Unknown
        | ComplianceState::ConfigManager
        | ComplianceState::Missing
        | ComplianceState::Strange(_) => Outcome::Unseen,
    }
}

/// The earliest time at which it can have been set up as it now is, as far as any date goes back.
fn earliest(timeline: &Timeline) -> Option<Moment> {
    let bounded = timeline.set_up.earliest;
    let dates = [
        timeline.ordered.earliest,
        timeline.covered.earliest,
        timeline.handed_out.earliest,
        timeline.added.earliest,
        timeline.imported.earliest,
        timeline.set_up.latest,
    ];
    bounded.or_else(|| dates.into_iter().flatten().min())
}
