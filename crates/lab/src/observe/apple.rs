//! Apple Business: the organisation's devices, locks, coverage, audit events.

use super::Glance;
use crate::clock::{DAY, Time};
use crate::event::{Event, Releaser};
use crate::random::Draws;
use crate::truth::Ledger;
use crate::world::{Service, Source};

/// Apple's row of a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrgRow {
    /// How it came.
    pub source: Source,
    /// When it was added.
    pub added: Time,
    /// When it was released, if the list shows released devices.
    pub released: Option<(Time, Releaser)>,
    /// When it was ordered; missing for some that were added by hand.
    pub ordered: Option<Time>,
    /// Its order.
    pub order: OrderNumber,
    /// Whether it is assigned to any service.
    pub assigned: bool,
    /// The last change.
    pub updated: Time,
    /// A planned move: its deadline, and how it stands.
    pub migration: Option<(Time, &'static str)>,
}

/// What stands where an order number is expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrderNumber {
    /// An order's number at its seller.
    Order(u64),
    /// A repair's.
    Repair(u64),
    /// A made-up identifier of a device that was added by hand.
    MadeUp(u64),
}

/// An Activation Lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lock {
    /// None.
    None,
    /// A personal Apple Account's.
    User,
    /// A management service's.
    Mdm,
}

/// A coverage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coverage {
    /// Nothing on record.
    Missing,
    /// It began then.
    Since(Time),
}

/// What kind of audit event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditKind {
    /// Added.
    Added(Source),
    /// Assigned to a service.
    Assigned(Service),
    /// Taken off its service.
    Unassigned,
    /// Released.
    Removed(Releaser),
    /// Erased.
    Erased,
}

/// An audit event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AuditRow {
    /// When.
    pub at: Time,
    /// What.
    pub kind: AuditKind,
}

impl Glance<'_> {
    pub(super) fn org(&self, ledger: &Ledger, draws: &mut Draws) -> Option<OrgRow> {
        let facts = self.facts;
        let habits = &self.world.habits;
        let (orderless, shown) = (
            draws.chance(habits.manual_order_missing.0),
            draws.chance(habits.released_still_listed.0),
        );
        let (added, source) = ledger.added?;
        if !ledger.in_org && !shown {
            return None;
        }
        let released = ledger.released.filter(|_| !ledger.in_org);
        let skew = self.optics.skew;
        let order = if facts.replacement {
            OrderNumber::Repair(facts.index)
        } else if source == Source::Manual {
            OrderNumber::MadeUp(facts.index)
        } else {
            OrderNumber::Order(facts.order.number)
        };
        let ordered = match order {
            OrderNumber::Order(_) => Some(facts.order.placed),
            OrderNumber::Repair(_) => Some(added - DAY),
            OrderNumber::MadeUp(_) => (!orderless).then_some(added),
        };
        let since = ledger.service.map_or(added, |(_, since)| since);
        let migration = ledger.migration.map(|(_, deadline)| {
            let status = if ledger.migrated {
                "SUCCESS"
            } else if ledger.migration_failed {
                "FAILED"
            } else {
                "REQUESTED"
            };
            (deadline, status)
        });
        Some(OrgRow {
            source,
            added: added + skew,
            released: released.map(|(at, by)| (at + skew, by)),
            ordered,
            order,
            assigned: ledger.service.is_some(),
            updated: since.max(added).max(released.map_or(added, |(at, _)| at)) + skew,
            migration,
        })
    }

    pub(super) fn audit(&self, draws: &mut Draws) -> Vec<AuditRow> {
        let raised = self.world.unknowns.erase_event;
        let mut rows = Vec::new();
        for entry in &self.story.lived.log {
            let kind = match entry.event {
                Event::Added { source, ours: true } => AuditKind::Added(source),
                Event::Assigned(service) => AuditKind::Assigned(service),
                Event::Unassigned => AuditKind::Unassigned,
                Event::Released(releaser) => AuditKind::Removed(releaser),
                Event::Erased(_) if draws.chance(raised) => AuditKind::Erased,
                _ => continue,
            };
            if entry.at >= self.optics.audit_from {
                rows.push(AuditRow {
                    at: entry.at + self.optics.skew,
                    kind,
                });
            }
        }
        // Before it was ours, Apple tells us nothing about it.
        let ours = rows
            .iter()
            .any(|row| matches!(row.kind, AuditKind::Added(_)));
        let known = ours || self.ledger.added.is_some();
        if known { rows } else { Vec::new() }
    }

    pub(super) fn lock(&self, ledger: &Ledger, draws: &mut Draws) -> Option<Lock> {
        use crate::event::Way;
        use crate::truth::Use;
        let unreadable = draws.chance(self.world.habits.lock_unreadable.0);
        let by_service = draws.chance(self.world.habits.lock_by_service.0);
        let lock = match ledger.in_use {
            _ if ledger.find_my => Lock::User,
            Use::Managed(Way::Elsewhere) if by_service => Lock::Mdm,
            _ => Lock::None,
        };
        (!unreadable).then_some(lock)
    }

    pub(super) fn coverage(&self, ledger: &Ledger, draws: &mut Draws) -> Coverage {
        let habits = &self.world.habits;
        let order = &self.facts.order;
        let (way, error) = (
            habits.coverage.draw(draws),
            habits.coverage_error.draw(draws),
        );
        let day = |at: Time| Coverage::Since(at.div_euclid(DAY) * DAY);
        if order.source == Source::Apple {
            return day(order.shipped);
        }
        match way {
            // Nothing is sold before it is there.
            _ if ledger.delivered.is_none() => Coverage::Missing,
            0 => day(order.delivered),
            1 => match ledger.run.map(|run| run.at).or(ledger.since) {
                Some(activated) => day(activated),
                None => Coverage::Missing,
            },
            2 => day(order.placed - error),
            _ => Coverage::Missing,
        }
    }
}
