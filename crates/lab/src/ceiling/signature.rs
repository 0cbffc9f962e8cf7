//! What the interfaces show of a device, as a short list of small numbers: the lab's own view of
//! the evidence, from which it estimates what anybody could conclude.

use crate::clock::{DAY, HOUR, MINUTE, Time};
use crate::device::Facts;
use crate::observe::{AuditKind, Coverage, Lock, OrderNumber, Seen, Whereabouts};
use crate::random::scrambled;
use crate::tier::Tier;
use crate::world::{Family, Service, SignIn, Source, Trouble, World};

/// How many numbers a signature has.
const LENGTH: usize = 44;
/// How many levels of detail there are, the finest first; the last says nothing.
pub(super) const LEVELS: usize = 4;

/// A device's evidence. 0 always means that nobody looked, or that there is nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Signature([u8; LENGTH]);

/// Which numbers the coarser levels keep.
const MIDDLE: [usize; 24] = [
    0, 1, 2, 3, 5, 8, 9, 10, 11, 13, 14, 16, 20, 21, 22, 26, 27, 30, 31, 34, 35, 36, 39, 40,
];
const COARSE: [usize; 9] = [0, 2, 8, 9, 20, 21, 27, 34, 39];

impl Signature {
    /// The key of a level.
    pub fn key(&self, level: usize) -> u64 {
        let mix = |hash: u64, value: u8| scrambled(hash ^ u64::from(value)).rotate_left(7);
        let seed = scrambled(level as u64);
        match level {
            0 => self.0.iter().fold(seed, |hash, value| mix(hash, *value)),
            1 => MIDDLE
                .iter()
                .fold(seed, |hash, place| mix(hash, self.0[*place])),
            2 => COARSE
                .iter()
                .fold(seed, |hash, place| mix(hash, self.0[*place])),
            _ => seed,
        }
    }
}

/// What is known beside the device's own rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Company {
    /// How many other devices of the order there are, as far as they were looked at.
    pub others: u32,
    /// How many of them are enrolled.
    pub enrolled: u32,
    /// Whether most managed devices fell silent on one day.
    pub mass_silence: bool,
}

/// Takes the signature of what a tier shows.
pub fn signature(
    world: &World,
    facts: &Facts,
    seen: &Seen,
    company: &Company,
    tier: Tier,
) -> Signature {
    let mut values = [0; LENGTH];
    let view = View {
        world,
        facts,
        seen,
        company,
    };
    view.graph(&mut values);
    if tier >= Tier::Abm {
        view.apple(&mut values);
    }
    if tier >= Tier::Audit {
        view.audit(&mut values);
    }
    if tier >= Tier::Register {
        view.register(&mut values);
    }
    view.person(tier, &mut values);
    if tier >= Tier::Look {
        view.look(&mut values);
    }
    Signature(values)
}

struct View<'a> {
    world: &'a World,
    facts: &'a Facts,
    seen: &'a Seen,
    company: &'a Company,
}

fn age(seconds: Time) -> u8 {
    match seconds / DAY {
        ..2 => 1,
        2..30 => 2,
        30..90 => 3,
        _ => 4,
    }
}

fn flag(yes: bool) -> u8 {
    1 + u8::from(yes)
}

impl View<'_> {
    fn now(&self) -> Time {
        self.world.looked_at
    }

    fn holds(&self, trouble: Trouble) -> bool {
        self.world.tenant.episodes.holds(trouble, self.now())
    }

    fn graph(&self, out: &mut [u8; LENGTH]) {
        let rows = &self.seen.rows;
        let live = || rows.iter().filter(|row| row.token.is_some() && !row.gone);
        out[0] = match (live().count(), rows.len()) {
            (0, 0) => 1,
            (0, _) if rows.iter().any(|row| row.gone) => 2,
            (0, _) => 3,
            (1, _) => 4,
            _ => 5,
        };
        out[1] = flag(self.facts.product.family.is_mac());
        let row = live().next().or(rows.first());
        if let Some(row) = row {
            out[2] = match row.state {
                "enrolled" => 1,
                "pendingReset" => 2,
                "failed" => 3,
                "blocked" => 4,
                _ => 5,
            };
            out[3] = flag(row.profile.is_some());
            out[4] = age(self.now() - row.created);
            out[5] = flag(row.contacted.is_some());
            out[6] = flag(
                row.profile
                    .is_some_and(|(_, at)| self.now() - at < 30 * MINUTE),
            );
            out[7] = self.profile_facts(row.profile.map(|(profile, _)| profile));
        }
        self.managed(out);
        out[13] = self.token_state();
        let missing = Trouble::NoDefaultProfile(self.facts.order.token, self.facts.order.family);
        out[14] = flag(self.holds(missing));
        out[15] = self.door();
        out[16] = flag(self.company.mass_silence);
    }

    fn profile_facts(&self, profile: Option<u8>) -> u8 {
        let Some(profile) = profile else {
            return 0;
        };
        let row = &self.world.tenant.profiles[usize::from(profile)];
        let method = match row.sign_in {
            SignIn::Userless => 0,
            SignIn::Modern => 1,
            SignIn::Legacy => 2,
            SignIn::CompanyPortal => 3,
        };
        let before = row.is_policy && self.holds(Trouble::ProfileBeforeToken(profile));
        let apps = row.sign_in == SignIn::CompanyPortal && self.holds(Trouble::AppsExpired);
        1 + method
            + 4 * u8::from(self.holds(Trouble::ProfileInvalid(profile)))
            + 8 * u8::from(self.holds(Trouble::ProfileUnsuitable(profile)))
            + 16 * u8::from(before)
            + 32 * u8::from(apps)
    }

    fn managed(&self, out: &mut [u8; LENGTH]) {
        let shown = || self.seen.managed.iter().filter(|row| row.shows_serial);
        out[8] = match shown().count() {
            0 => 1,
            1 => 2,
            _ => 3,
        };
        let Some(row) = shown().max_by_key(|row| row.enrolled) else {
            return;
        };
        out[9] = 1 + u8::from(row.automated) * 2 + u8::from(row.supervised);
        let fresh = self.now() - row.enrolled < DAY;
        let stale = self.now() - row.last_sync > 30 * DAY;
        out[10] = 1 + u8::from(fresh) + 2 * u8::from(stale);
        out[11] = flag(row.registered.is_some() || !row.with_user);
        out[12] = match row.compliance {
            "compliant" => 1,
            "noncompliant" => 2,
            _ => 3,
        };
        // Whether the row of the list was made after the enrollment.
        let row_created = self.seen.rows.iter().map(|it| it.created).max();
        out[17] = flag(row_created.is_some_and(|at| at > row.enrolled + MINUTE));
    }

    fn token_state(&self) -> u8 {
        let token = self.facts.order.token;
        let tenant = &self.world.tenant;
        match tenant.token_trouble(token, self.now()) {
            None => 1,
            Some(Trouble::TokenExpired(_)) => 2,
            Some(Trouble::TermsOpen) => 3,
            Some(Trouble::TokenInvalid(_) | Trouble::ServiceGone(_)) => 4,
            Some(Trouble::ConsentMissing(_)) => 5,
            Some(_) => {
                let worked = tenant.last_sync(token, self.now());
                let stale = worked.is_none_or(|at| self.now() - at > 26 * HOUR);
                if stale { 6 } else { 1 }
            }
        }
    }

    /// What would turn it away at the door.
    fn door(&self) -> u8 {
        let family = if self.facts.product.family.is_mac() {
            Family::Mac
        } else {
            Family::Iphone
        };
        let push = u8::from(self.holds(Trouble::PushExpired) || self.holds(Trouble::PushMissing));
        let access = if self.holds(Trouble::AccessBlocks) {
            1
        } else if self.holds(Trouble::TermsOfUse) {
            2
        } else {
            u8::from(self.holds(Trouble::StrongMethod)) * 3
        };
        1 + push
            + 2 * access
            + 8 * u8::from(self.holds(Trouble::PlatformBlocked(family)))
            + 16 * u8::from(self.holds(Trouble::SystemMinimum))
    }

    fn apple(&self, out: &mut [u8; LENGTH]) {
        let Some(org) = &self.seen.org else {
            out[20] = 1;
            return;
        };
        out[20] = match org.released {
            None => 2,
            Some((_, crate::event::Releaser::Person)) => 3,
            Some((_, crate::event::Releaser::Administrator)) => 4,
            Some((_, crate::event::Releaser::Replacement)) => 5,
        };
        out[21] = match self.seen.listed_at {
            None => 1,
            Some(Service::Intune(_)) => 2,
            Some(Service::Configurator) => 3,
            Some(Service::Other) => 4,
        };
        out[22] = match org.source {
            Source::Apple => 1,
            Source::Reseller => 2,
            Source::Manual => 3,
        };
        out[23] = match (org.ordered, org.source) {
            (_, Source::Manual) => 0,
            (None, _) => 4,
            (Some(ordered), _) => match (org.added - ordered) / DAY {
                ..=7 => 1,
                8..=30 => 2,
                _ => 3,
            },
        };
        out[24] = age(self.now() - org.added);
        out[25] = match org.migration {
            None => 1,
            Some((_, "SUCCESS")) => 2,
            Some((_, "FAILED")) => 3,
            Some((deadline, _)) if deadline > self.now() => 4,
            Some(_) => 5,
        };
        out[26] = flag(matches!(org.order, OrderNumber::Repair(_)));
        out[27] = match self.seen.lock {
            None => 0,
            Some(Lock::None) => 1,
            Some(Lock::User) => 2,
            Some(Lock::Mdm) => 3,
        };
        out[28] = self.coverage(org.added, org.source);
        out[29] = match (self.company.others, self.company.enrolled) {
            (0, _) => 1,
            (others, enrolled) if enrolled * 10 < others * 3 => 2,
            (others, enrolled) if enrolled * 10 < others * 9 => 3,
            _ => 4,
        };
        let default = Trouble::NoDefaultServer(self.facts.order.family);
        out[30] = flag(self.holds(default));
        out[31] = flag(self.holds(Trouble::ServiceGone(self.facts.order.token)));
        // Whether Apple added it after the profile was there, and after the list had it.
        let created = self.seen.rows.iter().map(|row| row.created).min();
        out[32] = created.map_or(0, |at| flag(at - org.added > DAY));
    }

    fn coverage(&self, added: Time, source: Source) -> u8 {
        match self.seen.coverage {
            None => 0,
            Some(_) if source == Source::Apple => 0,
            Some(Coverage::Missing) => 1,
            Some(Coverage::Since(from)) if added - from > 14 * DAY => 2,
            Some(Coverage::Since(from)) if from - added > 14 * DAY => 3,
            Some(Coverage::Since(_)) => 4,
        }
    }

    fn audit(&self, out: &mut [u8; LENGTH]) {
        let audit = &self.seen.audit;
        let profiled = self
            .seen
            .rows
            .iter()
            .filter_map(|row| row.profile)
            .map(|it| it.1)
            .max();
        let added = audit
            .iter()
            .find(|row| matches!(row.kind, AuditKind::Added(_)))
            .map(|row| row.at);
        let mut last = None;
        let (mut again, mut moved, mut first) = (false, false, None);
        for row in audit {
            match row.kind {
                AuditKind::Assigned(service) => {
                    again |= last == Some(service) && profiled.is_some_and(|at| row.at >= at);
                    moved |= last == Some(Service::Other);
                    first = first.or(Some((row.at, service)));
                    last = Some(service);
                }
                AuditKind::Unassigned => moved |= last.is_none(),
                _ => {}
            }
        }
        out[33] = match (first, added) {
            (None, _) => 1,
            _ if again => 5,
            _ if moved => 4,
            (Some((at, _)), Some(added)) if at - added > DAY => 3,
            _ => 2,
        };
        let erased = audit.iter().rev().find(|row| row.kind == AuditKind::Erased);
        out[38] = match (erased, profiled) {
            (None, _) => 1,
            (Some(row), Some(profiled)) if row.at >= profiled => 3,
            (Some(_), _) => 2,
        };
        let removed = audit.iter().rev().find_map(|row| match row.kind {
            AuditKind::Removed(releaser) => Some(releaser as u8 + 2),
            _ => None,
        });
        out[37] = removed.unwrap_or(1);
    }

    fn register(&self, out: &mut [u8; LENGTH]) {
        let row = self.seen.register.as_ref().filter(|row| row.names_it());
        out[34] = match row.map(|row| row.whereabouts) {
            None => 1,
            Some(Whereabouts::Stock) => 2,
            Some(Whereabouts::HandedOut) => 3,
            Some(Whereabouts::Returned) => 4,
            Some(Whereabouts::Lost) => 5,
            Some(Whereabouts::Unsaid) => 6,
        };
        let Some(day) = row.and_then(|row| row.handed_out) else {
            return;
        };
        let org = self.seen.org.as_ref();
        let assigned = self.seen.audit.iter().find_map(|row| match row.kind {
            AuditKind::Assigned(Service::Intune(_)) => Some(row.at),
            _ => None,
        });
        let list = self.seen.rows.iter().find(|row| !row.gone);
        let steps = [
            org.map(|org| org.added),
            assigned,
            list.map(|row| row.created),
            list.and_then(|row| row.profile).map(|(_, at)| at),
        ];
        let before = steps
            .iter()
            .position(|step| step.is_some_and(|at| day + DAY <= at));
        out[35] = match before {
            Some(place) => 1 + place as u8,
            None if steps[3].is_some_and(|at| day >= at) => 5,
            None => 6,
        };
    }

    /// What is on record about its holder, where somebody knows who that is.
    fn person(&self, tier: Tier, out: &mut [u8; LENGTH]) {
        let written = self.seen.register.as_ref();
        let held =
            tier >= Tier::Register && written.is_some_and(|row| row.with_holder && row.names_it());
        if !held {
            return;
        }
        let since = self.seen.rows.iter().map(|row| row.created).min();
        let failure = self
            .seen
            .failures
            .iter()
            .rev()
            .find(|row| Some(row.at) >= since);
        out[36] = failure.map_or(1, |row| row.why as u8 + 2);
        let to_enrollment = self.seen.sign_ins.iter().rev();
        let last = to_enrollment
            .filter(|row| row.to_enrollment)
            .max_by_key(|row| row.at);
        out[40] = last.map_or(1, |row| row.end as u8 + 2);
        let unmanaged = self.seen.sign_ins.iter();
        let seen = unmanaged
            .filter(|row| !row.to_enrollment && row.managed.is_none())
            .count();
        out[41] = flag(seen > 0);
    }

    fn look(&self, out: &mut [u8; LENGTH]) {
        let answer = |question| {
            let mut all = self.seen.answers.iter();
            all.find(|row| row.question == question)
                .map(|row| row.answer)
        };
        out[39] = match answer("look") {
            None => 0,
            Some("sealed") => 1,
            Some("hello") => 2,
            Some("remote_management") => 3,
            Some("in_use") => 4,
            Some("other_management") => 5,
            Some("managed") => 6,
            Some("stopped") => 7,
            Some(_) => 8,
        };
        out[42] = answer("unlock_plan").map_or(0, |word| flag(word == "ready"));
    }
}
