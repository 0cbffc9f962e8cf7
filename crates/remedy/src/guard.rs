//! What must be true before a step begins, looked at anew each time.

use crate::consent::Consent;
use crate::facts::{Custody, Facts, Identity, Lock, Read, Record, Since};
use crate::refusal::{Laws, Refusal};
use crate::step::{BETWEEN_SYNCS, SETTLE};
use enrollment::moment::{DAY, HOUR, MINUTE, Moment};

/// A condition of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guard {
    /// Every list that names the serial number names this one device.
    IdentityCertain,
    /// It is in the organisation.
    InOrganisation,
    /// It is not on Intune's service already (C06).
    NotOnServiceAlready,
    /// No other management hears from it.
    NotManagedElsewhere,
    /// It can migrate without an erase.
    CanMigrate,
    /// Intune lists it.
    ImportedRow,
    /// The token was not asked to sync in the last 15 minutes.
    SyncAllowed,
    /// The record in Intune is its own and can be erased.
    RecordIsItsOwn,
    /// G0 to G4 are green, and the tenant is sound.
    GatesGreen,
    /// No personal lock, or a recorded plan to lift it.
    Unlocked,
    /// It is sure that only an erase helps, and that it destroys no live data.
    EraseSure,
    /// The holder or the data's owner agreed to this plan's loss of data.
    Consented,
    /// It was not erased in this case yet.
    FirstErase,
    /// All of it was read in the last 60 minutes.
    EvidenceFresh,
}

/// How old what was read may be when an irreversible step begins (§4.3, 2).
pub const FRESH: i64 = HOUR;
/// How long a consent holds (§4.3, 1).
pub const CONSENT_HOLDS: i64 = 72 * HOUR;
/// How long ago the holder may have said that the data is safe (§4.2, data plan).
pub const DATA_SAFE_HOLDS: i64 = DAY;
/// How long ago a person may have seen the device (§4.3, 5).
pub const SEEN_HOLDS: i64 = 7 * DAY;
/// How sure it must be that only an erase helps, in millionths (§4.3, 5).
pub const ERASE_NEEDED_MIN: u32 = 990_000;
/// How probable a loss of live data without need may be, in millionths (§4.3, 5).
pub const LIVE_DATA_MAX: u32 = 100;

/// What guards look at.
pub(crate) struct Sight<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) consent: Option<&'a Consent>,
    pub(crate) data_safe: Option<Moment>,
    pub(crate) erased: bool,
    pub(crate) plan: crate::digest::Digest,
    pub(crate) serial: &'a str,
    pub(crate) now: Moment,
    pub(crate) laws: Laws,
}

impl Guard {
    /// Refuses if the condition does not hold.
    pub(crate) fn check(self, sight: &Sight<'_>) -> Result<(), Refusal> {
        let Sight { facts, laws, .. } = sight;
        let need = |holds, refusal| laws.need(holds, refusal);
        match self {
            Self::IdentityCertain => {
                let certain = is(facts.identity, |it| it == Identity::Certain);
                need(certain, Refusal::IdentityDoubtful)
            }
            Self::InOrganisation => {
                let inside = is(facts.custody, |it| it != Custody::Elsewhere);
                need(inside, Refusal::NotInOrganisation)
            }
            Self::NotOnServiceAlready => {
                let off = is(facts.custody, |it| it != Custody::OnService);
                need(off, Refusal::OnServiceAlready)
            }
            Self::NotManagedElsewhere => {
                let free = is(facts.managed_elsewhere, |elsewhere| !elsewhere);
                need(free, Refusal::ManagedElsewhere)
            }
            Self::CanMigrate => need(is(facts.can_migrate, |can| can), Refusal::CannotMigrate),
            Self::ImportedRow => need(is(facts.imported, |row| row.is_some()), Refusal::NoRow),
            Self::SyncAllowed => {
                let long_ago = |asked: Option<Since>| {
                    asked.is_none_or(|Since(at)| sight.now.since(at) >= BETWEEN_SYNCS)
                };
                need(is(facts.sync_asked, long_ago), Refusal::SyncTooSoon)
            }
            Self::RecordIsItsOwn => {
                let own = is(facts.record, |record| record == Record::Own);
                need(own, Refusal::RecordNotOwn)
            }
            Self::GatesGreen => need(gates_green(facts, sight.now), Refusal::GateNotGreen),
            Self::Unlocked => {
                let free = is(facts.lock, |lock| lock != Lock::Personal);
                need(
                    free || facts.lock.is_some() && facts.unlock_plan,
                    Refusal::LockPersonal,
                )
            }
            Self::EraseSure => erase_sure(sight),
            Self::Consented => consented(sight),
            Self::FirstErase => need(!sight.erased, Refusal::ErasedAlready),
            Self::EvidenceFresh => need(all_fresh(facts, sight.now), Refusal::EvidenceStale),
        }
    }
}

/// Whether something was read and holds. What nobody read never holds.
fn is<T: Copy>(read: Option<Read<T>>, holds: impl Fn(T) -> bool) -> bool {
    read.is_some_and(|read| holds(read.value))
}

/// G0 in the organisation, G1 on Intune's service, G2 imported, G3 profile assigned, G4 long
/// enough for Apple to have it; and nothing is wrong with the tenant.
pub fn gates_green(facts: &Facts, now: Moment) -> bool {
    let settled = |since: Option<Since>| since.is_some_and(|Since(at)| now.since(at) >= SETTLE);
    is(facts.custody, |it| it == Custody::OnService)
        && is(facts.imported, |row| row.is_some())
        && is(facts.profiled, settled)
        && is(facts.tenant_sound, |sound| sound)
}

fn erase_sure(sight: &Sight<'_>) -> Result<(), Refusal> {
    let Sight { facts, laws, .. } = sight;
    let says = |holds: fn(crate::facts::Verdict) -> bool| is(facts.verdict, holds);
    laws.need(says(|it| !it.never_erase), Refusal::NeverErase)?;
    let sure = says(|it| it.erase_needed >= ERASE_NEEDED_MIN && !it.held);
    laws.need(sure, Refusal::NotSure)?;
    laws.need(says(|it| it.live_data <= LIVE_DATA_MAX), Refusal::LiveData)?;
    // A managed record that another management hears from is live data, whatever is probable.
    let free = is(facts.managed_elsewhere, |elsewhere| !elsewhere);
    laws.need(free, Refusal::ManagedElsewhere)?;
    let seen = facts
        .seen
        .is_some_and(|at| within(at, sight.now, SEEN_HOLDS));
    laws.need(seen, Refusal::NotSeen)
}

fn consented(sight: &Sight<'_>) -> Result<(), Refusal> {
    let laws = sight.laws;
    let by = |holds: &dyn Fn(&Consent) -> bool| sight.consent.is_some_and(holds);
    laws.need(sight.consent.is_some(), Refusal::ConsentMissing)?;
    laws.need(
        by(&|it| it.serial == sight.serial),
        Refusal::ConsentForAnother,
    )?;
    laws.need(by(&|it| it.plan == sight.plan), Refusal::ConsentOtherPlan)?;
    let dated = by(&|it| within(it.at, sight.now, CONSENT_HOLDS));
    laws.need(dated, Refusal::ConsentOld)?;
    laws.need(by(&Consent::names_the_loss), Refusal::ConsentSilent)?;
    let safe = sight.data_safe;
    let safe = safe.is_some_and(|at| within(at, sight.now, DATA_SAFE_HOLDS));
    laws.need(safe, Refusal::DataNotSafe)
}

fn all_fresh(facts: &Facts, now: Moment) -> bool {
    let fresh = |at: Option<Moment>| at.is_some_and(|at| within(at, now, FRESH));
    fresh(facts.custody.map(|read| read.at))
        && fresh(facts.imported.map(|read| read.at))
        && fresh(facts.profiled.map(|read| read.at))
        && fresh(facts.tenant_sound.map(|read| read.at))
        && fresh(facts.lock.map(|read| read.at))
        && fresh(facts.record.map(|read| read.at))
        && fresh(facts.verdict.map(|read| read.at))
        && fresh(facts.identity.map(|read| read.at))
}

/// Whether a time lies in the last so many seconds; clocks may differ by a minute.
pub(crate) fn within(at: Moment, now: Moment, seconds: i64) -> bool {
    let age = now.since(at);
    (-MINUTE..=seconds).contains(&age)
}
