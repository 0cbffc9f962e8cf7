//! What became of it once managed.

use super::Desk;
use crate::case_file::{
    Certificate, CheckIn, Compliance, Gone, Kind, Managed, Management, Ownership, Registered,
    State, Supervised,
};
use crate::moment::{DAY, Moment};
use crate::snapshot::{
    ComplianceState, EnrollmentType, ManagedDevice, ManagementState, OwnerType, Source,
};

/// A device that has not checked in for this long is stale.
const STALE: i64 = 30 * DAY;

impl Desk<'_, '_> {
    pub(super) fn after(&mut self) {
        let Some(row) = self.managed else {
            let contacted = self
                .imported
                .is_some_and(|row| row.contacted.at().is_some());
            let was_managed =
                contacted || matches!(self.case.get(), State::Enrolled | State::PendingReset);
            // A record that hides its serial number may be this device's: then nobody can say
            // "none" of a device that Intune has not had before.
            if was_managed || !self.may_be_hidden() {
                self.silence(Source::ManagedDevices, Managed::None);
            }
            if self.imported.is_some() {
                let gone = if was_managed { Gone::Yes } else { Gone::No };
                self.silence(Source::ManagedDevices, gone);
            }
            return;
        };
        let several = self.several_live();
        self.case.set(if several {
            Managed::Several
        } else {
            enrolled_how(row, self.kind)
        });
        self.case.set(match row.owner {
            OwnerType::Company => Ownership::Company,
            OwnerType::Personal => Ownership::Personal,
            _ => Ownership::Unread,
        });
        self.case.set(match row.supervised {
            Some(true) => Supervised::Yes,
            Some(false) => Supervised::No,
            None => Supervised::Unread,
        });
        let age = |at: Moment| self.now.since(at);
        self.case
            .set(match (row.last_sync.at(), row.enrolled.at()) {
                (_, Some(enrolled)) if age(enrolled) < DAY => CheckIn::New,
                (Some(last), _) if age(last) <= STALE => CheckIn::Recent,
                (Some(_), _) => CheckIn::Stale,
                (None, _) if row.last_sync.is_never() => CheckIn::Never,
                (None, _) => CheckIn::Unread,
            });
        let userless = row.enrollment == EnrollmentType::BulkWithoutUser;
        self.case.set(match row.entra_registered {
            Some(true) => Registered::Yes,
            // A device without a person has nobody who could register it.
            Some(false) if !userless => Registered::No,
            _ => Registered::Unread,
        });
        self.case.set(compliance(row.compliance));
        self.case.set(management(row.management));
        self.case.set(match row.certificate_expires.at() {
            Some(expires) if expires <= self.now => Certificate::Expired,
            Some(_) => Certificate::Valid,
            None => Certificate::Unread,
        });
    }

    fn may_be_hidden(&self) -> bool {
        let holder = self.device.register().map(|row| row.user);
        let model = self.org.map(|row| row.model);
        let tenant = &self.device.fleet.tenant;
        tenant.may_hide(holder.unwrap_or_default(), model.unwrap_or_default())
    }

    /// Whether two records of this device both look alive.
    fn several_live(&self) -> bool {
        let mut all = self.device.managed_all();
        if all.next().is_none() || all.next().is_none() {
            return false;
        }
        // Overlapping pages repeat a row: the same record twice is one record.
        let mut ids: Vec<_> = self
            .device
            .managed_all()
            .map(|row| (row.id, row.enrolled))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len() > 1
    }
}

fn enrolled_how(row: &ManagedDevice, kind: Kind) -> Managed {
    match row.enrollment {
        EnrollmentType::BulkWithUser | EnrollmentType::BulkWithoutUser => Managed::Automated,
        EnrollmentType::User
        | EnrollmentType::Manager
        | EnrollmentType::AppleUser
        | EnrollmentType::AppleUserService
        | EnrollmentType::AccountDriven => Managed::ByHand,
        // Every automated enrollment of an iPhone or iPad is supervised since iOS 13 (apple.md
        // §4.6), and nothing a person can do by hand makes it so.
        _ => match (row.supervised, kind, row.owner) {
            (Some(true), Kind::Ios, _) | (Some(true), _, OwnerType::Company) => Managed::Automated,
            (Some(false), Kind::Ios, _) => Managed::ByHand,
            _ => Managed::Unsaid,
        },
    }
}

fn compliance(state: ComplianceState) -> Compliance {
    match state {
        ComplianceState::Compliant | ComplianceState::InGracePeriod => Compliance::Compliant,
        ComplianceState::Noncompliant => Compliance::Noncompliant,
        ComplianceState::Unknown | ComplianceState::Conflict | ComplianceState::Error => {
            Compliance::Unsettled
        }
        _ => Compliance::Unread,
    }
}

fn management(state: ManagementState) -> Management {
    match state {
        ManagementState::Managed
        | ManagementState::WipeCanceled
        | ManagementState::RetireCanceled
        | ManagementState::WipeFailed
        | ManagementState::RetireFailed => Management::Managed,
        ManagementState::WipePending | ManagementState::WipeIssued => Management::Wipe,
        ManagementState::RetirePending
        | ManagementState::RetireIssued
        | ManagementState::DeletePending => Management::Retire,
        ManagementState::Unhealthy => Management::Unhealthy,
        ManagementState::Discovered => Management::Discovered,
        ManagementState::Missing | ManagementState::Strange(_) => Management::Unread,
    }
}
