//! Whether it tried to enroll, and how that ended.

use super::Desk;
use crate::case_file::{EnrollSignIn, Erased, Failure, HolderSignIns};
use crate::moment::Moment;
use crate::snapshot::Source;

impl Desk<'_, '_> {
    pub(super) fn attempt(&mut self) {
        let fleet = self.device.fleet;
        let own = self.device.failures().max_by_key(|row| row.at);
        let holder = self.device.register().map(|row| row.user);
        let user = holder
            .or(self.managed.map(|row| row.user))
            .unwrap_or_default();
        let since = self
            .timeline
            .imported
            .earliest
            .or(self.timeline.added.earliest);
        let kind = self.kind;
        let by_user = || {
            let id = self.managed.map(|row| row.user_id).unwrap_or_default();
            // A person's failure can be another device's once this one is enrolled.
            let open = self.managed.is_none() && (user.is_some() || id.is_some());
            open.then(|| fleet.tenant.user_failure((user, id), kind, since))
                .flatten()
        };
        let failure = match own {
            Some(row) => Some(crate::tenant::meaning(&fleet.snapshot.words, row)),
            None => by_user(),
        };
        match failure {
            Some(failure) => self.case.set(failure),
            None => self.silence(Source::Failures, Failure::None),
        }
        if user.is_some() && self.managed.is_none() {
            let facts = fleet.tenant.holder(user);
            let recent = |at: Option<Moment>| at.is_some() && at >= since;
            match facts.filter(|facts| recent(facts.enrollment_at)) {
                Some(facts) => self.case.set(facts.enrollment),
                None => self.silence(Source::SignIns, EnrollSignIn::None),
            }
            match facts.and_then(|facts| facts.unmanaged) {
                Some(_) => self.case.set(HolderSignIns::Unmanaged),
                None => self.silence(Source::SignIns, HolderSignIns::None),
            }
        }
        let erased = self.timeline.erased;
        if erased.is_known() {
            let since_profile = erased.from(self.timeline.profiled.latest);
            self.case.set(if since_profile {
                Erased::SinceProfile
            } else {
                Erased::BeforeProfile
            });
        } else if self.org.is_some() {
            self.silence(Source::AuditEvents, Erased::None);
        }
    }
}
