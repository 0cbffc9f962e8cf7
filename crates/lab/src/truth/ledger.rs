//! Where a device stands, read off its log: nothing here was told by whoever wrote the log.

use crate::clock::Time;
use crate::event::{Answer, Entry, Eraser, Event, Pane, Releaser, Stop, Style, Way};
use crate::world::{Service, Source};

/// A run of Setup Assistant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// When it began.
    pub at: Time,
    /// How.
    pub style: Style,
    /// Whether on the site's network.
    pub at_site: bool,
    /// The last pane that was reached.
    pub pane: Pane,
    /// What Apple answered last.
    pub answer: Option<Answer>,
    /// Where it stopped, if it did.
    pub stop: Option<Stop>,
    /// How far the way to Intune was laid when it began.
    pub way: Laid,
}

/// How far the way to Intune was laid at a time: each step needs those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Laid {
    /// Not in our organisation.
    Nowhere,
    /// In our organisation, not on Intune's service.
    InOrg,
    /// On Intune's service, not on Intune's list.
    Assigned,
    /// On Intune's list, without a profile at Apple.
    Imported,
    /// With a profile at Apple.
    Accepted,
}

/// What Intune's list of one token says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// When it was imported; none if it is not on the list.
    pub imported: Option<Time>,
    /// Whether it is marked as gone at Apple.
    pub gone: bool,
    /// The profile that was asked for last, and when.
    pub profile: Option<(u8, Time)>,
}

/// A record of a managed device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Record {
    /// Since when.
    pub enrolled: Time,
    /// How.
    pub way: Way,
    /// With which profile.
    pub profile: Option<u8>,
    /// When its management ended: erased, left, replaced by a newer record.
    pub ended: Option<Time>,
    /// Whether Intune knows that it ended: its own wipe, or a check-out.
    pub told: bool,
    /// Whether an administrator deleted it.
    pub deleted: bool,
    /// Whether Intune still shows it beside a newer one.
    pub kept: bool,
    /// The first check-in.
    pub checked_in: Option<Time>,
    /// Since when it is silent.
    pub silent: Option<Time>,
    /// Registered in Entra since.
    pub registered: Option<Time>,
    /// What the compliance policy said.
    pub compliant: Option<bool>,
    /// Whether the final configuration does not come.
    pub stuck: bool,
    /// Whether the home screen was reached.
    pub home: bool,
}

/// How a device is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// Never switched on.
    Boxed,
    /// At Hello: prepared, or erased and not set up again.
    Hello,
    /// Standing at a pane of Setup Assistant.
    Stopped(Stop),
    /// In use without management.
    Unmanaged,
    /// In use and managed.
    Managed(Way),
}

/// A device's position, and the dates that matter.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Until when the log was read.
    pub until: Time,
    /// When it was added to our organisation, the last time, and how.
    pub added: Option<(Time, Source)>,
    /// Whether it is in our organisation.
    pub in_org: bool,
    /// Whether it is in somebody else's.
    pub in_other_org: bool,
    /// When it was released, and by whom.
    pub released: Option<(Time, Releaser)>,
    /// Its service, and since when.
    pub service: Option<(Service, Time)>,
    /// When it first came to an Intune service since it was added.
    pub assigned: Option<Time>,
    /// When it was moved from another product's service to ours.
    pub moved: Option<Time>,
    /// Intune's lists.
    pub rows: [Row; 2],
    /// When somebody uploaded its serial number.
    pub uploaded: Option<Time>,
    /// The profile that Apple holds, and since when.
    pub accepted: Option<(u8, Time)>,
    /// When Apple first held a profile for it.
    pub first_accepted: Option<Time>,
    /// When a re-assignment cleared its profile.
    pub cleared: Option<Time>,
    /// The last run of Setup Assistant.
    pub run: Option<Run>,
    /// The last erase.
    pub erased: Option<(Time, Eraser)>,
    /// How it is used.
    pub in_use: Use,
    /// Since when it is in use, or when it stopped.
    pub since: Option<Time>,
    /// All records of management, oldest first.
    pub records: Vec<Record>,
    /// Failures that Intune recorded.
    pub failures: Vec<(Time, Stop)>,
    /// Sign-ins to the enrollment app, and how they ended.
    pub sign_ins: Vec<(Time, Option<Stop>)>,
    /// Whether a personal Find My is on.
    pub find_my: bool,
    /// Delivered.
    pub delivered: Option<Time>,
    /// Prepared with Configurator.
    pub prepared: bool,
    /// Handed out, the last time.
    pub handed_out: Option<Time>,
    /// Returned, the last time.
    pub returned: Option<Time>,
    /// Lost, and whether the customer's list says so.
    pub lost: Option<(Time, bool)>,
    /// The person took it out of management.
    pub left: Option<Time>,
    /// A move is planned: when it was, and until when.
    pub migration: Option<(Time, Time)>,
    /// The move failed.
    pub migration_failed: bool,
    /// The move was done.
    pub migrated: bool,
    /// Another unit took its place.
    pub replaced: Option<Time>,
    /// It took another unit's place.
    pub replaces: Option<Time>,
}

impl Ledger {
    /// Reads a log up to a time.
    pub fn read(log: &[Entry], until: Time) -> Self {
        let mut ledger = Self {
            until,
            added: None,
            in_org: false,
            in_other_org: false,
            released: None,
            service: None,
            assigned: None,
            moved: None,
            rows: [Row::default(); 2],
            uploaded: None,
            accepted: None,
            first_accepted: None,
            cleared: None,
            run: None,
            erased: None,
            in_use: Use::Boxed,
            since: None,
            records: Vec::new(),
            failures: Vec::new(),
            sign_ins: Vec::new(),
            find_my: false,
            delivered: None,
            prepared: false,
            handed_out: None,
            returned: None,
            lost: None,
            left: None,
            migration: None,
            migration_failed: false,
            migrated: false,
            replaced: None,
            replaces: None,
        };
        for entry in log.iter().take_while(|entry| entry.at <= until) {
            ledger.take(entry.at, entry.event);
        }
        ledger
    }

    fn take(&mut self, at: Time, event: Event) {
        match event {
            Event::Delivered => self.delivered = Some(at),
            Event::Added { source, ours } => {
                self.in_org = ours;
                self.in_other_org = !ours;
                self.added = ours.then_some((at, source));
                self.assigned = None;
            }
            Event::Released(releaser) => {
                self.in_org = false;
                self.released = Some((at, releaser));
            }
            Event::Assigned(service) => self.assign(at, service),
            Event::Unassigned => {
                self.service = None;
                self.accepted = None;
            }
            Event::Imported(_)
            | Event::MarkedGone(_)
            | Event::RowDeleted(_)
            | Event::Purged
            | Event::Uploaded
            | Event::ProfileRequested(_) => self.list(at, event),
            Event::ProfileAccepted(profile) => {
                self.accepted = Some((profile, at));
                self.first_accepted = self.first_accepted.or(Some(at));
            }
            Event::ProfileCleared => {
                self.accepted = None;
                self.cleared = Some(at);
            }
            Event::HandedOut => self.handed_out = Some(at),
            Event::Returned => self.returned = Some(at),
            Event::Lost { recorded } => self.lost = Some((at, recorded)),
            Event::MigrationPlanned { deadline } => self.migration = Some((at, deadline)),
            Event::MigrationCancelled => self.migration = None,
            Event::MigrationFailed => self.migration_failed = true,
            Event::MigrationDone => self.migrated = true,
            Event::ReplacedByAnother => self.replaced = Some(at),
            Event::ReplacesAnother => self.replaces = Some(at),
            Event::Ordered | Event::Shipped => {}
            _ => self.touch(at, event),
        }
    }

    fn assign(&mut self, at: Time, service: Service) {
        if let Service::Intune(_) = service {
            self.assigned = self.assigned.or(Some(at));
            if matches!(self.service, Some((Service::Other, _))) || self.moved_off(at) {
                self.moved = Some(at);
            }
        }
        if self.service.map(|(known, _)| known) != Some(service) {
            self.service = Some((service, at));
        }
    }

    /// Whether it was managed in another product when it came to us.
    fn moved_off(&self, at: Time) -> bool {
        let elsewhere = self.records.last();
        elsewhere.is_some_and(|record| record.way == Way::Elsewhere && record.enrolled < at)
    }

    fn list(&mut self, at: Time, event: Event) {
        match event {
            Event::Imported(token) => {
                self.rows[usize::from(token)] = Row {
                    imported: Some(at),
                    gone: false,
                    profile: None,
                };
            }
            Event::MarkedGone(token) => self.rows[usize::from(token)].gone = true,
            Event::RowDeleted(token) => self.rows[usize::from(token)] = Row::default(),
            Event::Purged => {
                for row in self.rows.iter_mut().filter(|row| row.gone) {
                    *row = Row::default();
                }
            }
            Event::Uploaded => self.uploaded = Some(at),
            Event::ProfileRequested(profile) => {
                let live = self
                    .rows
                    .iter_mut()
                    .filter(|row| row.imported.is_some() && !row.gone);
                if let Some(row) = live.max_by_key(|row| row.imported) {
                    row.profile = Some((profile, at));
                }
            }
            _ => {}
        }
    }

    /// What happens to the device itself.
    fn touch(&mut self, at: Time, event: Event) {
        match event {
            Event::Prepared => {
                self.prepared = true;
                self.in_use = Use::Hello;
            }
            Event::PoweredOn { style, at_site } => {
                self.in_use = Use::Hello;
                self.run = Some(Run {
                    at,
                    style,
                    at_site,
                    pane: Pane::Hello,
                    answer: None,
                    stop: None,
                    way: self.laid(),
                });
            }
            Event::Reached(pane) => {
                if let Some(run) = &mut self.run {
                    run.pane = pane;
                }
                if let (Pane::Home, Some(record)) = (pane, self.records.last_mut()) {
                    record.home = true;
                }
            }
            Event::Answered(answer) => {
                if let Some(run) = &mut self.run {
                    run.answer = Some(answer);
                }
            }
            Event::SignedIn => self.sign_ins.push((at, None)),
            Event::Stopped { why, recorded } => {
                if let Some(run) = &mut self.run {
                    run.stop = Some(why);
                }
                self.in_use = Use::Stopped(why);
                self.since = Some(at);
                if why.gate() == 7 {
                    self.sign_ins.push((at, Some(why)));
                }
                if recorded {
                    self.failures.push((at, why));
                }
            }
            Event::InUseUnmanaged => {
                self.in_use = Use::Unmanaged;
                self.since = Some(at);
                self.end_record(at, false);
            }
            Event::FindMyOn => self.find_my = self.in_use == Use::Unmanaged,
            Event::FindMyOff => self.find_my = false,
            Event::Erased(eraser) => {
                self.end_record(at, eraser == Eraser::Remote);
                self.erased = Some((at, eraser));
                self.in_use = Use::Hello;
                self.left = None;
                if eraser != Eraser::Desk {
                    self.find_my = false;
                }
            }
            Event::LeftManagement => {
                self.end_record(at, true);
                self.in_use = Use::Unmanaged;
                self.left = Some(at);
            }
            _ => self.manage(at, event),
        }
    }

    fn manage(&mut self, at: Time, event: Event) {
        if let Event::Enrolled { way, profile } = event {
            self.end_record(at, false);
            self.in_use = Use::Managed(way);
            self.since = Some(at);
            if way.is_automated() {
                self.find_my = false;
            }
            self.records.push(Record {
                enrolled: at,
                way,
                profile,
                ended: None,
                told: false,
                deleted: false,
                kept: false,
                checked_in: None,
                silent: None,
                registered: None,
                compliant: None,
                stuck: false,
                home: false,
            });
            return;
        }
        if event == Event::OldRecordKept {
            let mut older = self.records.iter_mut().rev().skip(1);
            if let Some(old) = older.find(|record| record.way != Way::Elsewhere) {
                old.kept = true;
            }
            return;
        }
        if let Event::RecordDeleted(number) = event {
            if let Some(record) = self.records.get_mut(usize::from(number)) {
                record.deleted = true;
            }
            return;
        }
        let Some(record) = self.records.last_mut() else {
            return;
        };
        match event {
            Event::CheckedIn | Event::CheckedInAgain => record.checked_in = Some(at),
            Event::FellSilent => record.silent = Some(at),
            Event::Registered => record.registered = Some(at),
            Event::Evaluated { compliant } => record.compliant = Some(compliant),
            Event::ConfigurationStuck => record.stuck = true,
            _ => {}
        }
    }

    fn end_record(&mut self, at: Time, told: bool) {
        if let Some(record) = self.records.last_mut()
            && record.ended.is_none()
        {
            record.ended = Some(at);
            record.told = told;
        }
    }

    /// How far the way to Intune is laid now.
    fn laid(&self) -> Laid {
        let on_list = |token: u8| {
            let row = &self.rows[usize::from(token)];
            row.imported.is_some() && !row.gone
        };
        match self.service {
            _ if !self.in_org => Laid::Nowhere,
            Some((Service::Intune(_), _)) if self.accepted.is_some() => Laid::Accepted,
            Some((Service::Intune(token), _)) if on_list(token) => Laid::Imported,
            Some((Service::Intune(_), _)) => Laid::Assigned,
            _ => Laid::InOrg,
        }
    }

    /// The record of the management that it is under.
    pub fn record(&self) -> Option<&Record> {
        self.records.last().filter(|record| record.ended.is_none())
    }

    /// The live row of the token whose service it is on; else any live row.
    pub fn row(&self) -> Option<(u8, &Row)> {
        let own = match self.service {
            Some((Service::Intune(token), _)) => Some(token),
            _ => None,
        };
        let numbered = || (0_u8..).zip(&self.rows);
        let live = |row: &Row| row.imported.is_some() && !row.gone;
        let mine = numbered().find(|(token, row)| Some(*token) == own && live(row));
        mine.or_else(|| numbered().find(|(_, row)| live(row)))
    }

    /// Whether somebody's data is on it.
    pub fn holds_data(&self) -> bool {
        self.lost.is_none()
            && self.replaced.is_none()
            && matches!(self.in_use, Use::Unmanaged | Use::Managed(_))
    }
}
