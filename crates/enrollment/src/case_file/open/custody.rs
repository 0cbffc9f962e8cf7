//! Who has the device at Apple, from Apple's rows and events.

use super::Desk;
use crate::case_file::{
    AddGap, AddedAge, Assignments, Membership, Migration, ReleasedBy, Server, SourceKind, Unit,
};
use crate::correlate::Device;
use crate::moment::DAY;
use crate::snapshot::{AuditType, MigrationStatus, OrgDevice, PurchaseSource, Releaser, Source};

/// Orders of repaired devices begin with this letter (causality.md §1.1 e28).
const REPLACEMENT_ORDER: char = 'R';

impl Desk<'_, '_> {
    pub(super) fn custody(&mut self) {
        let Some(org) = self.org else {
            self.silence(Source::OrgDevices, Membership::Absent);
            return;
        };
        // A portal's list has no releases; the API shows the date.
        let released = self.timeline.released.latest > self.timeline.added.latest;
        self.case.set(if released {
            Membership::Released
        } else {
            Membership::Present
        });
        self.case.set(match org.source {
            PurchaseSource::Apple => SourceKind::Apple,
            PurchaseSource::Reseller => SourceKind::Reseller,
            PurchaseSource::Manual => SourceKind::Manual,
            _ => SourceKind::Unread,
        });
        let server = self.server(org);
        self.case.set(server);
        if let Some(added) = org.added.at() {
            self.case.set(added_age(self.now.since(added)));
            self.case.set(match self.timeline.ordered.earliest {
                Some(ordered) => add_gap(added.since(ordered)),
                // Devices added by hand have no order; their source says so already.
                None if org.source == PurchaseSource::Manual => AddGap::Unread,
                None => AddGap::NoOrder,
            });
        }
        let migration = self.migration(org);
        self.case.set(migration);
        self.case
            .set(self.device.fleet.tenant.family_default(org.family));
    }

    fn server(&self, org: &OrgDevice) -> Server {
        let tenant = &self.device.fleet.tenant;
        // Of several listings the one that is Intune's counts: pages overlap while devices move.
        let listed = self
            .device
            .links()
            .map(|link| tenant.server(link.server))
            .min_by_key(|kind| (*kind != Server::Intune, *kind));
        match listed {
            Some(kind) => kind,
            None if org.status == crate::snapshot::AssignmentStatus::Unassigned => {
                Server::Unassigned
            }
            None if self.is_complete(Source::MdmServerDevices) => Server::Unlisted,
            None => Server::Unread,
        }
    }

    fn migration(&self, org: &OrgDevice) -> Migration {
        let ahead = org
            .migration_deadline
            .at()
            .map(|deadline| deadline > self.now);
        match (org.migration, ahead) {
            (MigrationStatus::Success, _) => Migration::Done,
            (MigrationStatus::Failed, _) => Migration::Failed,
            (_, Some(false)) => Migration::Overdue,
            (_, Some(true)) | (MigrationStatus::Requested | MigrationStatus::Started, None) => {
                Migration::Ahead
            }
            // The attribute is younger than many snapshots; its silence is no reading.
            _ if org.migration_capable.is_some() => Migration::NotPlanned,
            _ => Migration::Unread,
        }
    }

    pub(super) fn custody_history(&mut self) {
        let words = &self.device.fleet.snapshot.words;
        let order = self.org.map_or("", |org| words.text(org.order));
        let twin = self.device.imei_twin();
        let audit = self.device.audit();
        let replaced = audit
            .iter()
            .any(|event| event.releaser == Releaser::Replacement)
            || self
                .org
                .is_some_and(|org| org.releaser == Releaser::Replacement);
        if replaced {
            self.case.set(Unit::Replaced);
        } else if let (Some(twin), Some(org)) = (twin, self.org) {
            let other = Device::new(self.device.fleet, twin);
            let younger = other.org().is_some_and(|other| other.added < org.added);
            self.case.set(if younger {
                Unit::Replacement
            } else {
                Unit::Replaced
            });
        } else if order.starts_with(REPLACEMENT_ORDER) {
            self.case.set(Unit::Replacement);
        } else if self.org.is_some() {
            self.case.set(Unit::Ordinary);
        }
        let removed = audit
            .iter()
            .rev()
            .find(|event| event.kind == AuditType::Removed);
        let releaser = removed
            .map(|event| event.releaser)
            .or(self.org.map(|org| org.releaser));
        self.case.set(match releaser {
            Some(Releaser::User) => ReleasedBy::User,
            Some(Releaser::Mdm) => ReleasedBy::Mdm,
            Some(Releaser::Reseller) => ReleasedBy::Reseller,
            Some(Releaser::Api) => ReleasedBy::Admin,
            Some(Releaser::Replacement) => ReleasedBy::Replacement,
            _ if removed.is_some() => ReleasedBy::Admin,
            _ => ReleasedBy::Unread,
        });
        let assignments = self.assignments(&audit);
        self.case.set(assignments);
    }

    fn assignments(&self, audit: &[&crate::snapshot::AuditEvent]) -> Assignments {
        let assigned: Vec<_> = audit
            .iter()
            .filter(|event| event.kind == AuditType::Assigned)
            .collect();
        let Some(first) = assigned.first() else {
            let looked = self.is_complete(Source::AuditEvents) && self.org.is_some();
            return if looked {
                Assignments::NoneSeen
            } else {
                Assignments::Unread
            };
        };
        let (reassigned, profiled) = (self.timeline.reassigned, self.timeline.profiled);
        if reassigned.is_known() && reassigned.from(profiled.latest) {
            return Assignments::Again;
        }
        let fleet = self.device.fleet;
        let mut kinds = assigned
            .iter()
            .map(|event| fleet.tenant.server_named(fleet, event.server));
        let came_from = kinds
            .clone()
            .any(|kind| matches!(kind, Server::OtherMdm | Server::AppleMdm));
        if came_from && kinds.next_back() == Some(Server::Intune) {
            return Assignments::Moved;
        }
        // Taken off one service before it was put on another, as far back as the log goes.
        let taken_off = audit
            .iter()
            .any(|event| event.kind == AuditType::Unassigned && event.at <= first.at);
        if taken_off {
            return Assignments::Moved;
        }
        // Whether an assignment is the first one can only be told if the log knows the adding.
        if audit.iter().all(|event| event.kind != AuditType::Added) {
            return Assignments::Unread;
        }
        match (first.at.at(), self.timeline.added.latest) {
            (Some(first), Some(added)) if first.since(added) > DAY => Assignments::Late,
            _ => Assignments::Prompt,
        }
    }
}

fn added_age(seconds: i64) -> AddedAge {
    match seconds / DAY {
        ..2 => AddedAge::Fresh,
        2..30 => AddedAge::Month,
        30..90 => AddedAge::Quarter,
        _ => AddedAge::Old,
    }
}

fn add_gap(seconds: i64) -> AddGap {
    match seconds / DAY {
        ..=7 => AddGap::Short,
        8..=30 => AddGap::Long,
        _ => AddGap::VeryLong,
    }
}
