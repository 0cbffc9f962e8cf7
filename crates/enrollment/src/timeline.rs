//! The dated events of one device, each with the earliest and the latest time at which it can
//! have happened.
//!
//! Most events have a time stamp somewhere. The one that decides, the device's last run of Setup
//! Assistant (`t_act*` of causality.md §1.4), has none: no interface of either vendor knows it.
//! It is bounded here by every firm sign of use; estimates and what registers say stay outside.

use crate::correlate::Device;
use crate::moment::Moment;
use crate::snapshot::{Appearance, Appeared, AuditType, EnrollmentType, LockType, Source};

/// The earliest and the latest time of something; a missing bound is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// Not before this.
    pub earliest: Option<Moment>,
    /// Not after this.
    pub latest: Option<Moment>,
}

impl Span {
    /// A time that is known to the second.
    pub fn at(moment: Option<Moment>) -> Self {
        Self {
            earliest: moment,
            latest: moment,
        }
    }

    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        self.earliest.is_some() || self.latest.is_some()
    }

    /// Whether it certainly lies before `moment`.
    pub fn before(&self, moment: Option<Moment>) -> bool {
        matches!((self.latest, moment), (Some(latest), Some(moment)) if latest < moment)
    }

    /// Whether it certainly lies at or after `moment`.
    pub fn from(&self, moment: Option<Moment>) -> bool {
        matches!((self.earliest, moment), (Some(earliest), Some(moment)) if earliest >= moment)
    }
}

/// What happened to a device, as far as it can be known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
    /// Ordered (not for devices added by hand, whose order date is made up).
    pub ordered: Span,
    /// Added to the organisation.
    pub added: Span,
    /// Assigned to Intune's service at Apple.
    pub assigned: Span,
    /// Assigned again to the same service, the last time.
    pub reassigned: Span,
    /// Imported by a token sync.
    pub imported: Span,
    /// The enrollment profile was assigned in Intune.
    pub profiled: Span,
    /// The last run of Setup Assistant.
    pub set_up: Span,
    /// What bounds [`Timeline::set_up`] from above.
    pub used: Option<SignOfUse>,
    /// Erased, the last time.
    pub erased: Span,
    /// Enrolled in Intune, by whichever way, the last time.
    pub enrolled: Span,
    /// Last check-in.
    pub checked_in: Span,
    /// Released from the organisation.
    pub released: Span,
    /// Handed out, as the register says. A day, not a second.
    pub handed_out: Span,
    /// Coverage began: an estimate.
    pub covered: Span,
}

/// A firm sign that a device was set up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignOfUse {
    /// A managed device with this serial number: it enrolled somehow.
    Managed,
    /// A personal Activation Lock.
    Lock,
    /// A failed enrollment that names the serial number.
    Attempt,
    /// Somebody saw it in use.
    Seen,
}

impl SignOfUse {
    /// Where it is read.
    pub const fn source(self) -> (Source, &'static str) {
        match self {
            Self::Managed => (Source::ManagedDevices, "enrolledDateTime"),
            Self::Lock => (Source::ActivationLock, "lockType"),
            Self::Attempt => (Source::Failures, "eventDateTime"),
            Self::Seen => (Source::Answers, "look"),
        }
    }
}

/// Rebuilds a device's timeline.
pub fn rebuild(device: &Device<'_>) -> Timeline {
    let mut timeline = Timeline::default();
    if let Some(org) = device.org() {
        let by_hand = org.source == crate::snapshot::PurchaseSource::Manual;
        timeline.ordered = if by_hand {
            Span::default()
        } else {
            Span::at(org.ordered.at())
        };
        timeline.added = Span::at(org.added.at());
        timeline.released = Span::at(org.released.at());
    }
    if let Some(row) = device.imported() {
        timeline.imported = Span::at(row.created.at());
        timeline.profiled = Span::at(row.profile_assigned.at());
    }
    if let Some(row) = device.managed() {
        timeline.enrolled = Span::at(row.enrolled.at());
        timeline.checked_in = Span::at(row.last_sync.at());
    }
    if let Some(row) = device.register() {
        timeline.handed_out = Span::at(row.handed_out.at());
    }
    if !timeline.profiled.is_known() {
        timeline.profiled = between_looks(device.appeared(Appeared::Profile));
    }
    timeline.covered = Span::at(device.coverage().filter_map(|row| row.starts.at()).min());
    read_audit(device, &mut timeline);
    bound_set_up(device, &mut timeline);
    timeline
}

/// Something that no vendor dates lies between the look that did not see it and the one that did.
fn between_looks(appearance: Option<Appearance>) -> Span {
    appearance.map_or_else(Span::default, |seen| Span {
        earliest: seen.after,
        latest: Some(seen.by),
    })
}

fn read_audit(device: &Device<'_>, timeline: &mut Timeline) {
    let tenant = &device.fleet.tenant;
    let events = device.audit();
    let mut first_to_intune: Option<Moment> = None;
    let mut current = None;
    for event in &events {
        let Some(at) = event.at.at() else { continue };
        match event.kind {
            AuditType::Assigned => {
                if current == Some(event.server) {
                    timeline.reassigned = Span::at(Some(at));
                }
                current = Some(event.server);
                // Audit events name a service, its listing gives the id; one name, one service.
                let to_intune = tenant.server_named(device.fleet, event.server);
                if to_intune == crate::case_file::Server::Intune && first_to_intune.is_none() {
                    first_to_intune = Some(at);
                }
            }
            AuditType::Unassigned => current = None,
            AuditType::Added => first_to_intune = None,
            AuditType::Removed => timeline.released = Span::at(Some(at)),
            AuditType::Erased => timeline.erased = Span::at(Some(at)),
            AuditType::Missing | AuditType::Strange(_) => {}
        }
    }
    timeline.assigned = match first_to_intune {
        Some(at) => Span::at(Some(at)),
        // Intune cannot import what is not assigned, Apple cannot assign what was not added.
        None if device.appeared(Appeared::Service).is_some() => {
            between_looks(device.appeared(Appeared::Service))
        }
        None => Span {
            earliest: timeline.added.earliest,
            latest: timeline
                .imported
                .latest
                .filter(|_| device.links().next().is_some()),
        },
    };
}

fn bound_set_up(device: &Device<'_>, timeline: &mut Timeline) {
    let now = device.fleet.snapshot.taken_at;
    let mut earliest = timeline.erased.earliest;
    let mut latest: Option<(Moment, SignOfUse)> = None;
    let mut used = |at: Option<Moment>, sign: SignOfUse| {
        if let Some(at) = at
            && latest.is_none_or(|known| at < known.0)
        {
            latest = Some((at, sign));
        }
    };
    let erased = timeline.erased.earliest;
    // A sign from before the last erase is about an earlier life of the device.
    let since_erase =
        |at: Option<Moment>| at.filter(|at| erased.is_none_or(|erased| *at >= erased));
    for row in device.managed_all() {
        used(since_erase(row.enrolled.at()), SignOfUse::Managed);
        let automated = matches!(
            row.enrollment,
            EnrollmentType::BulkWithUser | EnrollmentType::BulkWithoutUser
        );
        // Automated enrollment happens inside Setup Assistant, so it dates the run itself.
        if automated && device.managed().is_some_and(|last| last.id == row.id) {
            earliest = earliest.max(row.enrolled.at());
        }
    }
    if device.lock().is_some_and(|row| row.lock == LockType::User) {
        used(Some(now), SignOfUse::Lock);
    }
    for row in device.failures() {
        used(since_erase(row.at.at()), SignOfUse::Attempt);
    }
    if let Some(answer) = device.answer("look") {
        let words = &device.fleet.snapshot.words;
        if matches!(
            words.text(answer.answer),
            "in_use" | "other_management" | "managed"
        ) {
            used(since_erase(answer.at.at()), SignOfUse::Seen);
        }
    }
    // Nobody sets up a device before it was ordered.
    earliest = earliest.max(timeline.ordered.earliest);
    timeline.used = latest.map(|(_, sign)| sign);
    if let Some((at, _)) = latest {
        timeline.set_up = Span {
            earliest: earliest.filter(|from| *from <= at),
            latest: Some(at),
        };
    }
}
