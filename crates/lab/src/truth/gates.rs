//! First-gate logic: which gates a device has not passed, in order, and why (causality.md §1.3).

use super::causes::{CauseId, c, h};
use super::ledger::{Laid, Ledger, Record, Use};
use crate::clock::{DAY, HOUR, MINUTE, Time};
use crate::device::Facts;
use crate::event::{Answer, Releaser, Stop, Style, Way};
use crate::world::{Family, Service, Tenant, Trouble};

/// A gate that was not passed, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failing {
    /// Its number.
    pub gate: u8,
    /// The cause.
    pub cause: CauseId,
}

/// Silent for this long, a managed device is stale.
pub(super) const STALE: Time = 30 * DAY;

/// Without a valid push certificate for this long, a device is as good as unmanaged; before, nobody
/// would notice.
const SILENT: Time = 7 * DAY;

/// What the gates are held against.
pub(super) struct Bench<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) facts: &'a Facts,
    pub(super) tenant: &'a Tenant,
}

impl Bench<'_> {
    fn holds(&self, trouble: Trouble) -> bool {
        self.tenant.episodes.holds(trouble, self.ledger.until)
    }

    /// All gates that were not passed, the first one first.
    pub(super) fn failing(&self) -> Vec<Failing> {
        let ledger = self.ledger;
        if let Some(first) = self.object() {
            return vec![first];
        }
        if let Some(record) = ledger.record().filter(|record| record.way.is_automated()) {
            return self.after(record);
        }
        let mut failing = Vec::new();
        let mut fail = |gate, cause: Option<CauseId>| {
            failing.extend(cause.map(|cause| Failing { gate, cause }));
        };
        fail(0, self.custody());
        if ledger.in_org {
            fail(1, self.service());
        }
        if let Some((Service::Intune(token), _)) = ledger.service {
            fail(2, self.imported(token));
            fail(3, self.profile(token));
            fail(4, self.accepted(token));
        }
        fail(5, self.asked());
        if let Use::Stopped(stop) = ledger.in_use {
            fail(stop.gate(), Some(self.stopped(stop)));
        }
        failing.sort_by_key(|failing| failing.gate);
        failing
    }

    /// First of all: is this row about a device that should enroll at all (causality.md §2.1)?
    fn object(&self) -> Option<Failing> {
        let ledger = self.ledger;
        let at = |gate, cause| Some(Failing { gate, cause });
        // Replaced or lost while it was managed, it is silent first of all.
        let managed = ledger
            .record()
            .is_some_and(|record| record.way.is_automated());
        if ledger.replaced.is_some() && !managed {
            return at(0, c(19));
        }
        if ledger.lost.is_some() && !managed {
            return at(5, h(5));
        }
        if ledger.uploaded.is_some() && !ledger.in_org && ledger.records.is_empty() {
            return at(2, h(4));
        }
        match ledger.in_use {
            Use::Managed(Way::ByHand) => {
                let moved = ledger.records.iter().any(|it| it.way == Way::Elsewhere);
                at(if moved { 4 } else { 0 }, if moved { c(58) } else { c(12) })
            }
            Use::Managed(Way::Elsewhere) => self.managed_elsewhere(),
            _ => None,
        }
    }

    fn managed_elsewhere(&self) -> Option<Failing> {
        let ledger = self.ledger;
        let at = |gate, cause| Some(Failing { gate, cause });
        match ledger.service {
            _ if ledger.in_other_org => at(0, c(14)),
            Some((Service::Intune(_), _)) => {
                let ahead = ledger
                    .migration
                    .is_some_and(|(_, deadline)| deadline > ledger.until);
                at(
                    5,
                    if ahead && !ledger.migration_failed {
                        c(57)
                    } else {
                        c(59)
                    },
                )
            }
            Some((Service::Other, _)) => at(1, c(16)),
            _ => None,
        }
    }

    fn custody(&self) -> Option<CauseId> {
        let ledger = self.ledger;
        if ledger.in_org {
            return None;
        }
        Some(match ledger.released {
            _ if ledger.in_other_org => c(14),
            Some((_, Releaser::Person)) => c(10),
            Some((_, Releaser::Administrator)) => c(17),
            Some((_, Releaser::Replacement)) => c(19),
            None => c(13),
        })
    }

    fn service(&self) -> Option<CauseId> {
        let ledger = self.ledger;
        match ledger.service {
            Some((Service::Intune(_), _)) => None,
            Some((Service::Configurator, _)) => Some(c(5)),
            Some((Service::Other, _)) => Some(c(16)),
            None if ledger.replaces.is_some() => Some(c(19)),
            None if self.holds(Trouble::NoDefaultServer(self.facts.order.family)) => Some(c(18)),
            None => Some(c(15)),
        }
    }

    fn imported(&self, token: u8) -> Option<CauseId> {
        let row = &self.ledger.rows[usize::from(token)];
        if row.imported.is_some() && !row.gone {
            return None;
        }
        Some(self.token(token).unwrap_or(h(2)))
    }

    /// What is wrong with a token now.
    fn token(&self, token: u8) -> Option<CauseId> {
        let trouble = self.tenant.token_trouble(token, self.ledger.until)?;
        Some(match trouble {
            Trouble::TokenExpired(_) => c(21),
            Trouble::TokenInvalid(_) => c(22),
            Trouble::TermsOpen => c(23),
            Trouble::ServiceGone(_) => c(24),
            Trouble::ConsentMissing(_) => c(31),
            _ => c(25),
        })
    }

    /// What keeps a token from carrying profiles to Apple. A broken cursor or a missing consent
    /// keeps rows away, not profiles.
    fn frozen(&self, token: u8) -> Option<CauseId> {
        self.token(token)
            .filter(|cause| *cause != c(25) && *cause != c(31))
    }

    fn profile(&self, token: u8) -> Option<CauseId> {
        let ledger = self.ledger;
        let row = &ledger.rows[usize::from(token)];
        let imported = row.imported.filter(|_| !row.gone)?;
        if row.profile.is_some() {
            return None;
        }
        let missing = Trouble::NoDefaultProfile(token, self.facts.order.family);
        let soon = ledger.until - imported < 2 * HOUR && !self.holds(missing);
        // A token that is not valid freezes G2 to G4 (causality.md §1.5): nobody could assign one.
        Some(self.frozen(token).unwrap_or(if soon { h(2) } else { c(4) }))
    }

    fn accepted(&self, token: u8) -> Option<CauseId> {
        let ledger = self.ledger;
        let row = &ledger.rows[usize::from(token)];
        let (profile, asked) = row.profile?;
        if ledger.accepted.is_some() {
            return None;
        }
        Some(if self.holds(Trouble::ProfileBeforeToken(profile)) {
            c(7)
        } else if self.holds(Trouble::ProfileInvalid(profile)) {
            c(30)
        } else if let Some(cause) = self.frozen(token) {
            cause
        } else if ledger.cleared.is_none_or(|at| at < asked) && ledger.until - asked < HOUR {
            h(2)
        } else {
            // Cleared at Apple, or stuck until somebody touches it: Apple holds none.
            c(6)
        })
    }

    /// Why it has not asked Apple since a profile was there (causality.md §1.4).
    fn asked(&self) -> Option<CauseId> {
        let ledger = self.ledger;
        match ledger.in_use {
            Use::Boxed => {
                let added = ledger.added.map_or(Time::MIN, |(added, _)| added);
                let fresh = ledger.until - added.max(Time::MIN / 2) < 2 * DAY;
                Some(if fresh { h(2) } else { h(1) })
            }
            Use::Hello => {
                let run = ledger.run.map(|run| run.at);
                let back = ledger.returned.or(ledger.erased.map(|(at, _)| at));
                let in_setup = run > back.or(Some(Time::MIN)) && run.is_some();
                Some(if in_setup {
                    c(50)
                } else if ledger.erased.is_some() || ledger.returned.is_some() {
                    h(7)
                } else {
                    h(3)
                })
            }
            Use::Stopped(stop) => (stop.gate() == 5).then(|| self.stopped(stop)),
            Use::Unmanaged => Some(self.missed()),
            Use::Managed(_) => None,
        }
    }

    /// Why a device that is in use without management missed the check.
    fn missed(&self) -> CauseId {
        let ledger = self.ledger;
        if ledger.left.is_some() {
            return c(11);
        }
        let Some(run) = ledger.run else {
            return c(1);
        };
        let cleared = ledger.cleared.is_some_and(|cleared| cleared < run.at);
        match run.way {
            Laid::Nowhere => c(1),
            Laid::InOrg => c(2),
            Laid::Assigned => c(3),
            // The profile came back after this run.
            Laid::Imported if cleared => c(6),
            Laid::Accepted if run.answer == Some(Answer::Error) => c(45),
            Laid::Accepted if run.style == Style::QuickStart => c(9),
            Laid::Accepted if run.style == Style::RestoreOwn => c(8),
            Laid::Imported | Laid::Accepted => c(4),
        }
    }

    /// The cause behind a stop. Where what stopped it is mended by now, only somebody is missing
    /// who tries again.
    fn stopped(&self, stop: Stop) -> CauseId {
        let now = self.ledger.until;
        let site = Trouble::Intercepted(self.facts.order.site);
        let profile = self.ledger.row().and_then(|(_, row)| row.profile);
        let of_profile = |trouble: fn(u8) -> Trouble| {
            profile.is_some_and(|(profile, _)| self.holds(trouble(profile)))
        };
        let family = if self.facts.order.family.is_mac() {
            Family::Mac
        } else {
            Family::Iphone
        };
        let person = &self.facts.person;
        let holds = match stop {
            Stop::Network => self.holds(site) || self.holds(Trouble::AppleDown),
            Stop::FactorForLegacy => of_profile(Trouble::FactorForLegacy),
            Stop::Unsuitable => of_profile(Trouble::ProfileUnsuitable),
            Stop::Factor => self.holds(Trouble::StrongMethod) || person.factor_from > now,
            Stop::Access => self.holds(Trouble::AccessBlocks),
            Stop::Terms => self.holds(Trouble::TermsOfUse),
            Stop::Federation => self.holds(Trouble::FederationBroken),
            Stop::Diverted => self.holds(Trouble::Diverted),
            Stop::Licence => self.holds(Trouble::LicencesGone) || person.licensed_from > now,
            Stop::Restriction => self.holds(Trouble::PlatformBlocked(family)),
            Stop::Push => self.holds(Trouble::PushExpired) || self.holds(Trouble::PushMissing),
            Stop::Authority => self.holds(Trouble::AuthorityLost),
            Stop::Apps => self.holds(Trouble::AppsExpired),
            Stop::Lock
            | Stop::Clock
            | Stop::Hardware
            | Stop::System
            | Stop::Abandoned
            | Stop::LeftAtSignIn
            | Stop::Manager
            | Stop::Government
            | Stop::Cap
            | Stop::Identity => true,
        };
        if holds { stopped(stop) } else { c(43) }
    }

    /// Who released a device that is still managed.
    fn custody_of_managed(&self) -> Option<CauseId> {
        let (_, releaser) = self.ledger.released.filter(|_| !self.ledger.in_org)?;
        Some(match releaser {
            Releaser::Person => c(10),
            Releaser::Administrator => c(17),
            // A repair releases the unit that it keeps.
            Releaser::Replacement => c(19),
        })
    }

    /// Gates after the enrollment.
    fn after(&self, record: &Record) -> Vec<Failing> {
        let ledger = self.ledger;
        let mut failing = Vec::new();
        let mut fail = |gate, cause| failing.push(Failing { gate, cause });
        if let Some(cause) = self.custody_of_managed() {
            fail(0, cause);
        }
        let fresh = ledger.until - record.enrolled < DAY;
        let held = record.stuck || !record.home;
        if fresh && held || record.checked_in.is_none() {
            fail(9, c(50));
        }
        for cause in self.silencing(record) {
            fail(9, cause);
        }
        let several = ledger.records.iter().any(|record| record.kept);
        if several {
            fail(9, c(56));
        }
        let userless = record.way == Way::Userless;
        if record.registered.is_none() && !userless && !fresh {
            let too_old = self.facts.old_system && self.holds(Trouble::SystemMinimum);
            fail(10, if too_old { c(35) } else { c(52) });
        }
        if record.compliant == Some(false) {
            fail(11, c(53));
        }
        let row = ledger.row();
        let another = row
            .and_then(|(_, row)| row.profile)
            .is_some_and(|(profile, at)| Some(profile) != record.profile && at > record.enrolled);
        let old_row = row.is_some_and(|(_, row)| row.imported <= Some(record.enrolled));
        if another && old_row {
            fail(12, c(54));
        }
        let stale_row = ledger
            .rows
            .iter()
            .any(|row| row.imported.is_some_and(|at| at > record.enrolled + MINUTE) && !row.gone);
        let live = ledger
            .rows
            .iter()
            .filter(|row| row.imported.is_some() && !row.gone);
        if stale_row || live.count() > 1 {
            fail(12, h(6));
        }
        failing.sort_by_key(|failing| failing.gate);
        // What ends a management that worked is no gate of its own: the gate is the first that is
        // not passed today.
        let today = Self::gate_today(record);
        for failing in failing
            .iter_mut()
            .filter(|it| it.gate == 9 && it.cause != c(50))
        {
            failing.gate = today;
        }
        failing
    }

    /// What ended a management that worked.
    fn silencing(&self, record: &Record) -> Vec<CauseId> {
        let ledger = self.ledger;
        let mut causes = Vec::new();
        let replaced = self
            .tenant
            .episodes
            .of_trouble(Trouble::PushReplaced)
            .any(|episode| episode.from <= ledger.until && record.enrolled < episode.from);
        if replaced {
            causes.push(c(27));
        }
        let dead = [Trouble::PushExpired, Trouble::PushMissing]
            .iter()
            .filter_map(|trouble| self.tenant.episodes.holding(*trouble, ledger.until))
            .any(|episode| ledger.until - episode.from > SILENT && record.enrolled < episode.from);
        if dead {
            causes.push(c(26));
        }
        let lost = ledger.lost.map(|(at, _)| at);
        let silent = record
            .silent
            .into_iter()
            .chain(lost)
            .chain(ledger.replaced)
            .min();
        if silent.is_some_and(|at| ledger.until - at >= STALE) {
            causes.push(c(55));
        }
        if lost.is_some() {
            causes.push(h(5));
        }
        if ledger.replaced.is_some() {
            causes.push(c(19));
        }
        causes
    }

    fn gate_today(record: &Record) -> u8 {
        if record.registered.is_none() && record.way != Way::Userless {
            10
        } else if record.compliant != Some(true) {
            11
        } else {
            12
        }
    }
}

/// The cause behind a stop that still holds.
const fn stopped(stop: Stop) -> CauseId {
    match stop {
        Stop::Lock => c(48),
        Stop::Clock => c(47),
        Stop::Hardware => c(51),
        Stop::Network => c(45),
        Stop::System => c(49),
        Stop::Abandoned | Stop::LeftAtSignIn => c(43),
        Stop::FactorForLegacy => c(37),
        Stop::Factor => c(38),
        Stop::Access | Stop::Terms => c(39),
        Stop::Federation => c(40),
        Stop::Diverted => c(41),
        Stop::Manager => c(42),
        Stop::Government => c(44),
        Stop::Licence => c(33),
        Stop::Restriction => c(34),
        Stop::Cap => c(36),
        Stop::Push => c(26),
        Stop::Authority => c(28),
        Stop::Identity => c(46),
        Stop::Unsuitable => c(32),
        Stop::Apps => c(29),
    }
}
