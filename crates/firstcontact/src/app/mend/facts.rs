//! What a diagnosed snapshot says about a device, as guards and success signs need it. What nobody
//! read stays unread.

use crate::app::examine::Examined;
use enrollment::case_file::{
    Assignments, CaseFile, Compliance, Identity, Listing, Lock, Look, Managed, Membership,
    Migration, OtherMdm, Ownership, ProfileSettled, ProfileState, Push, Reading, ReadingId,
    Registered, Server, Supervised, TokenHealth, UnlockPlan,
};
use enrollment::cause::Code;
use enrollment::correlate::Device;
use enrollment::diagnosis::came_from_elsewhere;
use enrollment::moment::{DAY, Moment, Stamp};
use enrollment::snapshot::{
    AccessStatus, EnrollmentType, MigrationStatus, Platform, PurchaseSource,
};
use enrollment::tenant::TokenFacts;
use enrollment::words::Word;
use remedy::digest::Digest;
use remedy::facts::{self, Custody, Facts, Read, Record, Since, Standing};
use remedy::playbook::Ids;
use remedy::step::SETTLE;
use rules::catalogue;

/// Causes under which a device is never erased as "not contacted" (causality.md §4.3, 5).
const NEVER_ERASE: [&str; 18] = [
    "H01", "H02", "H03", "H04", "H05", "H06", "H07", "C12", "C16", "C43", "C52", "C53", "C54",
    "C55", "C56", "C57", "C58", "C59",
];
/// What a plan rests on: if one of these reads otherwise, the device has changed.
const RESTS_ON: [ReadingId; 14] = [
    Membership::INFO.id,
    Server::INFO.id,
    Listing::INFO.id,
    ProfileState::INFO.id,
    TokenHealth::INFO.id,
    Push::INFO.id,
    Lock::INFO.id,
    UnlockPlan::INFO.id,
    Managed::INFO.id,
    Identity::INFO.id,
    Look::INFO.id,
    OtherMdm::INFO.id,
    Assignments::INFO.id,
    Migration::INFO.id,
];
/// How long the holder of a device that was added by hand may take it out again (apple.md).
const HOLDERS_DAYS: i64 = 30 * DAY;
/// One, in millionths.
const MILLION: f64 = 1e6;

/// What a device's diagnosis says.
pub fn facts<T>(examined: &Examined<'_, '_, T>) -> Facts {
    let (device, case) = (examined.device, &examined.judged.case);
    let at = device.fleet.snapshot.taken_at;
    let answered = device.answer(Look::INFO.name);
    Facts {
        evidence: evidence(examined),
        identity: Some(Read::new(identity(device, case), at)),
        custody: custody(case).map(|custody| Read::new(custody, at)),
        managed_elsewhere: managed_elsewhere(case).map(|elsewhere| Read::new(elsewhere, at)),
        imported: imported(device, case, at),
        profiled: profiled(device, case, at),
        tenant_sound: sound(case).map(|sound| Read::new(sound, at)),
        sync_asked: token_time(device, at, |token| token.last_triggered),
        synced: token_time(device, at, |token| token.last_success),
        lock: lock(case).map(|lock| Read::new(lock, at)),
        unlock_plan: case.get::<UnlockPlan>() == UnlockPlan::Ready,
        record: record(device, case).map(|record| Read::new(record, at)),
        standing: standing(device, case).map(|standing| Read::new(standing, at)),
        can_migrate: can_migrate(device, at),
        migration_waits: migration_waits(device, at),
        verdict: Some(Read::new(verdict(examined), at)),
        seen: answered
            .filter(|_| case.get::<Look>() != Look::Unread)
            .and_then(|answer| answer.at.at()),
    }
}

/// What the device and what it needs are called at the vendors.
pub fn ids(device: &Device<'_>) -> Ids {
    let snapshot = device.fleet.snapshot;
    let text = |word: Word| {
        let text = snapshot.words.text(word);
        (!text.is_empty()).then(|| text.to_owned())
    };
    let token = token(device);
    let row = token.and_then(|token| snapshot.tokens.get(token.row?));
    let platform = device
        .imported()
        .map_or(Platform::default(), |row| row.platform);
    let default = row.and_then(|row| match platform {
        Platform::MacOs => row.default_mac,
        _ => row.default_ios,
    });
    let own = device.imported().map(|row| row.profile);
    // Requests name a profile as its token lists it, rows of devices in many ways.
    let token_id = token.map(|token| token.id);
    let listed = |profile: Word| {
        let its = snapshot.profiles.iter().filter(|it| it.id == profile);
        its.filter(|it| Some(it.token) == token_id)
            .find_map(|it| text(it.listed))
    };
    Ids {
        service: token.and_then(|token| token.server).and_then(text),
        token: token.and_then(|token| text(token.id)),
        profile: own.and_then(listed).or_else(|| default.and_then(listed)),
        device: device.managed().map(|row| row.id.to_string()),
    }
}

/// The token that lists a device; or, if none does yet, the one it should come to: the only one
/// there is, or the one whose service takes new devices of its family by default.
fn token<'f>(device: &Device<'f>) -> Option<&'f TokenFacts> {
    let fleet = device.fleet;
    let tokens = &fleet.tenant.tokens;
    let family = device.org().map(|row| row.family);
    let takes = |token: &&TokenFacts| {
        let servers = fleet.snapshot.mdm_servers.iter();
        let mut own = servers.filter(|server| Some(server.id) == token.server);
        own.any(|server| {
            let families = server.default_families.as_ref();
            families.is_some_and(|all| family.is_some_and(|family| all.contains(&family)))
        })
    };
    device.token().or_else(|| {
        let mut able = tokens
            .iter()
            .filter(|token| tokens.len() == 1 || takes(token));
        match (able.next(), able.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    })
}

/// What the plan rests on, as a hash.
fn evidence<T>(examined: &Examined<'_, '_, T>) -> Digest {
    let case = &examined.judged.case;
    let values: Vec<u8> = RESTS_ON
        .iter()
        .map(|reading| case.value(*reading))
        .collect();
    let cause = code(examined).map_or(String::new(), |code| code.to_string());
    Digest::of(&[
        examined.device.serial_text().as_bytes(),
        &values,
        cause.as_bytes(),
    ])
}

/// The cause that was found.
pub fn code<T>(examined: &Examined<'_, '_, T>) -> Option<Code> {
    let cause = examined.judged.verdict.cause?;
    Some(catalogue::all()[cause].cause.code)
}

fn identity(device: &Device<'_>, case: &CaseFile) -> facts::Identity {
    let one = matches!(case.get(), Identity::Unread | Identity::Exact)
        && case.get::<Listing>() != Listing::TwoTokens
        && device.managed_all().count() <= 1;
    if one {
        facts::Identity::Certain
    } else {
        facts::Identity::Doubtful
    }
}

fn custody(case: &CaseFile) -> Option<Custody> {
    match case.get::<Membership>() {
        Membership::Unread => return None,
        Membership::Absent | Membership::Released => return Some(Custody::Elsewhere),
        Membership::Present => (),
    }
    match case.get::<Server>() {
        Server::Unread => None,
        Server::Intune => Some(Custody::OnService),
        // Apple's own list of what was added by hand is no management.
        Server::Unassigned | Server::Configurator => Some(Custody::Unassigned),
        Server::OtherMdm | Server::AppleMdm | Server::Unlisted => Some(Custody::OtherService),
    }
}

/// A device that was never anywhere else is managed nowhere else; of all others somebody has to
/// say so.
fn managed_elsewhere(case: &CaseFile) -> Option<bool> {
    match case.get::<OtherMdm>() {
        OtherMdm::No => return Some(false),
        OtherMdm::Yes => return Some(true),
        OtherMdm::Unread => (),
    }
    let ours = matches!(
        custody(case),
        Some(Custody::OnService | Custody::Unassigned)
    );
    (ours && !came_from_elsewhere(case)).then_some(false)
}

fn imported(device: &Device<'_>, case: &CaseFile, at: Moment) -> Option<Read<Option<Since>>> {
    let since = match case.get::<Listing>() {
        Listing::Unread => return None,
        Listing::Token | Listing::TwoTokens => {
            let created = device.imported().and_then(|row| row.created.at());
            Some(Since(created.unwrap_or(Moment::FIRST)))
        }
        Listing::Absent | Listing::Upload | Listing::Deleted => None,
    };
    Some(Read::new(since, at))
}

fn profiled(device: &Device<'_>, case: &CaseFile, at: Moment) -> Option<Read<Option<Since>>> {
    let assigned = device.imported().and_then(|row| row.profile_assigned.at());
    let since = match (case.get::<ProfileState>(), case.get::<ProfileSettled>()) {
        (ProfileState::Unread, _) => return None,
        (ProfileState::None | ProfileState::Dangling | ProfileState::Unsuitable, _) => None,
        (ProfileState::Present, ProfileSettled::Settled) => {
            Some(assigned.unwrap_or(at.plus(-SETTLE)))
        }
        // Nobody knows since when: it counts from now.
        (ProfileState::Present, ProfileSettled::Fresh | ProfileSettled::Unread) => {
            Some(assigned.unwrap_or(at))
        }
    };
    Some(Read::new(since.map(Since), at))
}

fn sound(case: &CaseFile) -> Option<bool> {
    let (token, push) = (case.get::<TokenHealth>(), case.get::<Push>());
    match (token, push) {
        (TokenHealth::Unread, Push::Unread | Push::Valid) | (TokenHealth::Valid, Push::Unread) => {
            None
        }
        (token, push) => Some(token == TokenHealth::Valid && push == Push::Valid),
    }
}

fn token_time(
    device: &Device<'_>,
    at: Moment,
    time: impl Fn(&enrollment::snapshot::Token) -> Stamp,
) -> Option<Read<Option<Since>>> {
    let snapshot = device.fleet.snapshot;
    let row = token(device)?.row?;
    let time = time(snapshot.tokens.get(row)?);
    (!time.is_absent()).then(|| Read::new(time.at().map(Since), at))
}

/// Whether Apple says that it can move to another service without an erase. One that was added by
/// hand cannot before its holder's thirty days are over [A-MIG].
fn can_migrate(device: &Device<'_>, at: Moment) -> Option<Read<bool>> {
    let row = device.org()?;
    let able = row.migration_capable?;
    let added = row.added.at().map_or(0, |added| at.since(added));
    let settled = row.source != PurchaseSource::Manual || added >= HOLDERS_DAYS;
    Some(Read::new(able && settled, at))
}

/// Whether Apple says that a migration was asked for and has not begun; `None` where nobody looked.
fn migration_waits(device: &Device<'_>, at: Moment) -> Option<Read<bool>> {
    let row = device.org()?;
    Some(Read::new(row.migration == MigrationStatus::Requested, at))
}

fn lock(case: &CaseFile) -> Option<facts::Lock> {
    Some(match case.get::<Lock>() {
        Lock::Unread => return None,
        Lock::None => facts::Lock::None,
        Lock::User => facts::Lock::Personal,
        Lock::Mdm => facts::Lock::Organisation,
    })
}

fn record(device: &Device<'_>, case: &CaseFile) -> Option<Record> {
    let users_own = |row: &enrollment::snapshot::ManagedDevice| {
        matches!(
            row.enrollment,
            EnrollmentType::AppleUser
                | EnrollmentType::AppleUserService
                | EnrollmentType::AccountDriven
        )
    };
    Some(match case.get::<Managed>() {
        Managed::Unread => return None,
        Managed::None => Record::None,
        Managed::Several => Record::Other,
        Managed::Automated | Managed::ByHand | Managed::Unsaid => match device.managed() {
            Some(row) if users_own(row) => Record::UserEnrolled,
            Some(row) if row.serial == device.serial => Record::Own,
            _ => Record::Other,
        },
    })
}

/// V3: enrolled by automated enrollment, supervised, the company's. V4: and registered, compliant,
/// and seen to be let in.
fn standing(device: &Device<'_>, case: &CaseFile) -> Option<(Standing, Option<Since>)> {
    if case.get::<Managed>() == Managed::Unread {
        return None;
    }
    let enrolled = case.get::<Managed>() == Managed::Automated
        && case.get::<Supervised>() == Supervised::Yes
        && case.get::<Ownership>() != Ownership::Personal;
    let row = device.managed().filter(|_| enrolled);
    let Some(row) = row else {
        return Some((Standing::NotEnrolled, None));
    };
    let since = row.enrolled.at();
    let good = case.get::<Registered>() == Registered::Yes
        && case.get::<Compliance>() == Compliance::Compliant
        && since.is_some_and(|since| let_in(device, since));
    let standing = if good {
        Standing::LetIn
    } else {
        Standing::Enrolled
    };
    Some((standing, since.map(Since)))
}

/// Whether somebody signed in from this device after it was enrolled, and Conditional Access let
/// them. Where the sign-ins themselves were not read, Entra's own last sign-in of a device that it
/// calls compliant says so.
fn let_in(device: &Device<'_>, enrolled: Moment) -> bool {
    let snapshot = device.fleet.snapshot;
    let Some(row) = device.managed() else {
        return false;
    };
    let later = |at: Stamp| at.at().is_some_and(|at| at >= enrolled);
    let signed = snapshot
        .sign_ins
        .iter()
        .any(|it| it.device_id == row.entra && it.access == AccessStatus::Success && later(it.at));
    signed
        || snapshot.entra_devices.iter().any(|it| {
            it.device_id == row.entra && it.compliant == Some(true) && later(it.last_sign_in)
        })
}

fn verdict<T>(examined: &Examined<'_, '_, T>) -> facts::Verdict {
    let verdict = &examined.judged.verdict;
    let code = code(examined);
    let millionths = |share: f64| (share.clamp(0.0, 1.0) * MILLION).round() as u32;
    facts::Verdict {
        never_erase: code.is_none_or(|code| NEVER_ERASE.contains(&code.name())),
        // Rounded to the unsafe side of the limit nothing may pass it.
        erase_needed: (verdict.erase.needed.clamp(0.0, 1.0) * MILLION).floor() as u32,
        live_data: millionths(verdict.erase.live_data),
        held: !verdict.holds.is_empty() || verdict.action != enrollment::remedy::Action::Erase,
    }
}
