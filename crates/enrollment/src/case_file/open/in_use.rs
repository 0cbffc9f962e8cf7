//! Whether and when it was set up, as far as locks, lists and people tell.

use super::Desk;
use crate::case_file::{
    Care, HandedWhen, Identity, Lock, Look, OtherMdm, Reading, RegisterState, SetupStory, Siblings,
    SiteCluster, SourceKind, UnlockPlan, UsedWhen,
};
use crate::moment::DAY;
use crate::snapshot::{LockType, Source, Whereabouts};
use crate::timeline::Span;

/// Coverage within this of the adding says nothing (causality.md §2.2).
const CARE_NEAR: i64 = 14 * DAY;

impl Desk<'_, '_> {
    pub(super) fn in_use(&mut self) {
        if let Some(lock) = self.device.lock() {
            self.case.set(match lock.lock {
                LockType::User => Lock::User,
                LockType::Mdm => Lock::Mdm,
                LockType::None => Lock::None,
                LockType::Missing if lock.locked == Some(false) => Lock::None,
                _ => Lock::Unread,
            });
        }
        let asked = self.device.coverage().next().is_some();
        let bought_elsewhere = !matches!(self.case.get(), SourceKind::Apple | SourceKind::Unread);
        // For Apple's own orders the coverage begins with the invoice and says nothing.
        if asked && bought_elsewhere {
            self.case.set(
                match (self.timeline.covered.earliest, self.timeline.added.earliest) {
                    (None, _) => Care::Missing,
                    (Some(start), Some(added)) if added.since(start) > CARE_NEAR => {
                        Care::MuchBefore
                    }
                    (Some(start), Some(added)) if start.since(added) > CARE_NEAR => Care::After,
                    (Some(_), Some(_)) => Care::Near,
                    (Some(_), None) => Care::Unread,
                },
            );
        }
        if let Some(order) = self
            .org
            .map(|org| org.order)
            .filter(|order| order.is_some())
        {
            let (all, enrolled) = self.device.fleet.tenant.siblings(order);
            let own =
                u32::from(crate::case_file::is_enrolled(&self.case) || self.managed.is_some());
            let (others, enrolled) = (all.saturating_sub(1), enrolled.saturating_sub(own));
            let read = self.is_complete(Source::ImportedIdentities)
                || self.is_complete(Source::ManagedDevices);
            if read {
                self.case.set(siblings(others, enrolled));
            }
        }
    }

    pub(super) fn order_of_events(&mut self) {
        let timeline = self.timeline;
        let steps = [
            timeline.added.latest,
            timeline.assigned.latest,
            timeline.imported.latest,
            timeline.profiled.latest,
        ];
        // Between the two looks that have the profile between them, nobody knows the order.
        let mut not_before = steps;
        not_before[3] = timeline.profiled.earliest;
        // The run lies after step n and before step n + 1, or nothing can be said.
        let place = |span: Span| {
            if !span.is_known() {
                return None;
            }
            let before = not_before.iter().position(|step| span.before(*step));
            match before {
                Some(0) => Some(0),
                Some(n) if span.from(steps[n - 1]) => Some(n),
                None if span.from(steps[3]) => Some(4),
                _ => None,
            }
        };
        if let Some(place) = place(timeline.set_up) {
            self.case.set(UsedWhen::from_value(place as u8 + 1));
        }
        if let Some(day) = timeline.handed_out.earliest.filter(|day| *day <= self.now) {
            // The register knows the day; the device may have been set up at any hour of it.
            let place = not_before
                .iter()
                .position(|step| step.is_some_and(|at| day.plus(DAY) <= at));
            let after_profile = steps[3].is_some_and(|at| day >= at);
            match place {
                Some(place) => self.case.set(HandedWhen::from_value(place as u8 + 1)),
                None if after_profile => self.case.set(HandedWhen::AfterProfile),
                None => {}
            }
        }
    }

    pub(super) fn people(&mut self) {
        match self.device.register() {
            // What is to be handed out on a later day is with nobody yet.
            Some(row) if row.handed_out.at().is_some_and(|at| at > self.now) => {
                self.case.set(match row.whereabouts {
                    Whereabouts::Stock => RegisterState::Stock,
                    Whereabouts::Returned => RegisterState::Returned,
                    Whereabouts::Lost | Whereabouts::Disposed => RegisterState::Lost,
                    _ => RegisterState::Unsaid,
                });
            }
            Some(row) => self.case.set(match row.whereabouts {
                Whereabouts::Stock => RegisterState::Stock,
                Whereabouts::HandedOut => RegisterState::HandedOut,
                Whereabouts::Returned => RegisterState::Returned,
                Whereabouts::Lost | Whereabouts::Disposed => RegisterState::Lost,
                Whereabouts::Missing if row.handed_out.at().is_some() => RegisterState::HandedOut,
                _ => RegisterState::Unsaid,
            }),
            None => self.silence(Source::Register, RegisterState::NotListed),
        }
        if let Some(row) = self.device.register()
            && let Some(fails) = self.device.fleet.tenant.site_fails(row.site)
        {
            self.case.set(if fails {
                SiteCluster::Cluster
            } else {
                SiteCluster::Alone
            });
        }
        let identity = if self.device.register_conflict().is_some() {
            Identity::Conflict
        } else if self.device.joined_by_imei() {
            Identity::ByImei
        } else if self.org.is_none() && self.imported.is_none() && self.device.lookalike().is_some()
        {
            Identity::Lookalike
        } else {
            Identity::Exact
        };
        self.case.set(identity);
        if self.device.has_answers() {
            self.answer::<Look>();
            self.answer::<SetupStory>();
            self.answer::<OtherMdm>();
            self.answer::<UnlockPlan>();
        }
    }

    /// Reads the newest answer to the question that has the reading's name.
    fn answer<R: Reading>(&mut self) {
        let words = &self.device.fleet.snapshot.words;
        let Some(answer) = self.device.answer(R::INFO.name) else {
            return;
        };
        let text = words.text(answer.answer);
        if let Some(value) = R::INFO.values.iter().position(|value| *value == text) {
            self.case.set_value(R::INFO.id, value as u8);
        }
    }
}

fn siblings(others: u32, enrolled: u32) -> Siblings {
    if others == 0 {
        Siblings::Alone
    } else if enrolled * 10 < others * 3 {
        Siblings::Few
    } else if enrolled * 10 < others * 9 {
        Siblings::Some
    } else {
        Siblings::Most
    }
}
