//! What a person's sign-ins and records tell about the device they hold.

use super::{Map, Set};
use crate::case_file::EnrollSignIn;
use crate::device_kind::{is_apple, is_ios};
use crate::moment::Moment;
use crate::snapshot::{
    AccessStatus, Guid, INTUNE_APP, INTUNE_ENROLLMENT_APP, ManagedDevice, SignIn, Snapshot,
};
use crate::words::Word;

/// Sign-in error codes that mean "a second factor was asked for and did not come":
/// 50074, 50076, 50079 and 50158 (Microsoft Entra sign-in error reference).
const ERRORS_MFA: [i64; 4] = [50_074, 50_076, 50_079, 50_158];
/// A block by Conditional Access.
const ERROR_BLOCKED: i64 = 53_003;
/// The person declined the consent or the terms of use.
const ERROR_DECLINED: i64 = 65_004;

/// One person's sign-ins.
#[derive(Clone, Copy, Debug, Default)]
pub struct HolderFacts {
    /// The first sign-in from an iPhone or iPad that nobody manages.
    pub unmanaged: Option<Moment>,
    /// How the last sign-in to Intune's enrollment ended.
    pub enrollment: EnrollSignIn,
    /// When that was.
    pub enrollment_at: Option<Moment>,
}

/// All persons with sign-ins.
#[derive(Default)]
pub(super) struct Holders {
    facts: Map<Word, HolderFacts>,
    ids: Map<Word, Guid>,
    /// Users and models of managed devices that hide their serial number (User Enrollment).
    hidden_users: Set<Word>,
    hidden_models: Set<Word>,
}

impl Holders {
    pub(super) fn gather(snapshot: &Snapshot) -> Self {
        let mut holders = Self::default();
        let find = |app: &str| snapshot.words.find(app);
        let apps = [find(INTUNE_ENROLLMENT_APP), find(INTUNE_APP)];
        for row in snapshot.sign_ins.iter() {
            holders.note(snapshot, row, apps.contains(&Some(row.app)));
        }
        // A work profile on Android hides its serial number, too, and is no device of Apple's.
        let is_apple = |row: &ManagedDevice| is_apple(snapshot.words.text(row.os));
        let hidden =
            |row: &&ManagedDevice| row.serial.is_none() && !row.imei.is_some() && is_apple(row);
        for row in snapshot.managed.iter().filter(hidden) {
            holders.hidden_users.insert(row.user);
            holders.hidden_models.insert(row.model);
        }
        holders
    }

    /// Whether a managed device that hides its serial number may be this one: its holder has such
    /// a device or, where the holder is unknown, somebody has one of this model.
    pub(super) fn may_hide(&self, holder: Word, model: Word) -> bool {
        if holder.is_some() {
            self.hidden_users.contains(&holder)
        } else {
            model.is_some() && self.hidden_models.contains(&model)
        }
    }

    fn note(&mut self, snapshot: &Snapshot, row: &SignIn, to_enrollment: bool) {
        if row.user.is_none() {
            return;
        }
        if row.user_id.is_some() {
            self.ids.insert(row.user, row.user_id);
        }
        let facts = self.facts.entry(row.user).or_default();
        let ios = is_ios(snapshot.words.text(row.os));
        if ios && row.managed != Some(true) && !row.device_id.is_some() {
            facts.unmanaged = earlier(facts.unmanaged, row.at.at());
        }
        if to_enrollment && row.at.at() >= facts.enrollment_at {
            facts.enrollment_at = row.at.at();
            facts.enrollment = match row.error {
                0 => EnrollSignIn::Success,
                code if ERRORS_MFA.contains(&code) => EnrollSignIn::Mfa,
                ERROR_DECLINED => EnrollSignIn::Terms,
                ERROR_BLOCKED => EnrollSignIn::Blocked,
                _ if row.access == AccessStatus::Failure => EnrollSignIn::Blocked,
                _ => EnrollSignIn::Failed,
            };
        }
    }

    pub(super) fn of(&self, user: Word) -> Option<&HolderFacts> {
        self.facts.get(&user)
    }

    pub(super) fn id_of(&self, user: Word) -> Guid {
        self.ids.get(&user).copied().unwrap_or_default()
    }
}

fn earlier(a: Option<Moment>, b: Option<Moment>) -> Option<Moment> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
