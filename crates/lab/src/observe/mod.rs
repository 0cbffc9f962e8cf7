//! What each interface shows of a device at the time of looking: late, incomplete, and sometimes
//! wrong (causality.md §3.5).

mod apple;
mod intune;
mod people;
mod sign_ins;

pub use apple::{AuditKind, AuditRow, Coverage, Lock, OrderNumber, OrgRow};
pub use intune::{FailureRow, ListRow, ManagedRow};
pub use people::{AnswerRow, RegisterRow, Whereabouts};
pub use sign_ins::{SignInEnd, SignInRow};

use crate::clock::{DAY, HOUR, Time};
use crate::device::{Facts, Story};
use crate::random::{Actor, Draws};
use crate::truth::Ledger;
use crate::world::{Service, World};

/// Everything that anybody can see of one device.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its serial number.
    pub serial: [u8; 10],
    /// Apple's row.
    pub org: Option<OrgRow>,
    /// The service whose list has it.
    pub listed_at: Option<Service>,
    /// Apple's audit events about it, as far back as they are kept.
    pub audit: Vec<AuditRow>,
    /// Its Activation Lock; none if nobody asked or no answer came.
    pub lock: Option<Lock>,
    /// Its coverage; none if nobody asked.
    pub coverage: Option<Coverage>,
    /// Intune's rows on the lists of tokens, and on the uploaded list.
    pub rows: Vec<ListRow>,
    /// Intune's managed devices.
    pub managed: Vec<ManagedRow>,
    /// Failed enrollments of its holder.
    pub failures: Vec<FailureRow>,
    /// Sign-ins of its holder.
    pub sign_ins: Vec<SignInRow>,
    /// The customer's list.
    pub register: Option<RegisterRow>,
    /// What somebody saw.
    pub answers: Vec<AnswerRow>,
}

/// What is the same for a whole world's interfaces.
#[derive(Clone, Copy, Debug)]
pub struct Optics {
    /// How far back audit events go.
    pub audit_from: Time,
    /// How far back sign-ins go.
    pub sign_ins_from: Time,
    /// By how much Apple's clock differs from Microsoft's, in seconds.
    pub skew: Time,
    /// Whether a page is torn: a number from which collection and page follow.
    pub torn: Option<u64>,
}

impl Optics {
    /// Draws a world's optics.
    pub fn of(world: &World) -> Self {
        let habits = &world.habits;
        let mut draws = Draws::of(world.seed, 2, Actor::Lab);
        let now = world.looked_at;
        let audit_from = match habits.audit_kept.draw(&mut draws) {
            0 => now - 90 * DAY,
            1 => now - 365 * DAY,
            _ => Time::MIN,
        };
        let sign_ins_from = match habits.sign_ins_kept.draw(&mut draws) {
            0 => now - 7 * DAY,
            _ => now - 30 * DAY,
        };
        let minutes = draws.between(-300, 301);
        let skew = match habits.clock_skew.draw(&mut draws) {
            0 => 0,
            1 => minutes,
            _ => 2 * HOUR,
        };
        let (torn, page) = (draws.chance(habits.page_torn.0), draws.bits());
        Self {
            audit_from,
            sign_ins_from,
            skew,
            torn: torn.then_some(page),
        }
    }
}

/// What everybody sees of a device.
pub fn look(world: &World, optics: &Optics, story: &Story, ledger: &Ledger) -> Seen {
    let facts = &story.facts;
    let subject = facts.index << 1 | u64::from(facts.replacement);
    let glance = Glance {
        world,
        optics,
        facts,
        ledger,
        story,
    };
    let mut draws = Draws::of(world.seed, subject, Actor::MicrosoftNoise);
    let rows = glance.rows(&mut draws);
    let managed = glance.managed(&mut draws);
    let failures = glance.failures();
    let sign_ins = glance.sign_ins(&mut draws);
    let mut draws = Draws::of(world.seed, subject, Actor::AppleNoise);
    let behind = ledger.until - world.habits.apple_lag.draw(&mut draws);
    let before = Ledger::read(&story.lived.log, behind);
    let org = glance.org(&before, &mut draws);
    let listed_at = before.service.map(|(service, _)| service);
    let listed_at = listed_at.filter(|_| org.as_ref().is_some_and(|org| org.released.is_none()));
    let audit = glance.audit(&mut draws);
    // Single calls are made for suspects only (design.md §4).
    let alive = managed.iter().any(|row| row.automated && row.live);
    let suspect = org.is_some() && !alive;
    let lock = glance.lock(&before, &mut draws).filter(|_| suspect);
    let coverage = Some(glance.coverage(&before, &mut draws)).filter(|_| suspect);
    let mut draws = Draws::of(world.seed, subject, Actor::PeopleNoise);
    let register = glance.register(&mut draws);
    let answers = if alive {
        Vec::new()
    } else {
        glance.answers(&mut draws)
    };
    Seen {
        serial: facts.serial,
        org,
        listed_at,
        audit,
        lock,
        coverage,
        rows,
        managed,
        failures,
        sign_ins,
        register,
        answers,
    }
}

/// A device, as those see it who make a row of it.
struct Glance<'a> {
    world: &'a World,
    optics: &'a Optics,
    facts: &'a Facts,
    ledger: &'a Ledger,
    story: &'a Story,
}

impl Seen {
    /// Whether any source of a tier names it at all.
    pub fn is_named(&self, tier: crate::tier::Tier) -> bool {
        use crate::tier::Tier;
        !self.rows.is_empty()
            || self.managed.iter().any(|row| row.shows_serial)
            || tier >= Tier::Abm && self.org.is_some()
            || tier >= Tier::Audit && !self.audit.is_empty()
            || tier >= Tier::Look && !self.answers.is_empty()
            || tier >= Tier::Register && self.register.as_ref().is_some_and(RegisterRow::names_it)
    }
}
