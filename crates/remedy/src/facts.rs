//! What was read about a device, and when: what guards and success signs look at.

use crate::digest::Digest;
use crate::when;
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};

/// A value and when it was read. What nobody read has no time and no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Read<T> {
    /// What it is.
    pub value: T,
    /// When it was read from the vendor itself.
    #[serde(with = "when")]
    pub at: Moment,
}

impl<T> Read<T> {
    /// A value, read at a time.
    pub const fn new(value: T, at: Moment) -> Self {
        Self { value, at }
    }
}

/// Who the record is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Identity {
    /// Every list that names the serial number names one device, exactly.
    Certain,
    /// More than one record, or a match that was not exact.
    Doubtful,
}

/// The Activation Lock at Apple.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Lock {
    /// None.
    None,
    /// A person's Apple Account; without it the erased device is a brick.
    Personal,
    /// The organisation's, which it can lift itself.
    Organisation,
}

/// The managed device's record in Intune.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Record {
    /// There is none.
    None,
    /// Exactly one, with the same serial number.
    Own,
    /// One by User Enrollment, which cannot be wiped.
    UserEnrolled,
    /// One that is not certainly this device's.
    Other,
}

/// Where the device is at Apple.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Custody {
    /// Not in the organisation.
    Elsewhere,
    /// In the organisation, on no service.
    Unassigned,
    /// On Intune's service.
    OnService,
    /// On another service.
    OtherService,
}

/// How far success goes (causality.md §2.3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// Not enrolled.
    NotEnrolled,
    /// Enrolled by automated enrollment, supervised, the company's (V3).
    Enrolled,
    /// And registered, compliant, let in (V4).
    LetIn,
}

/// What is known about one device now. A part that nobody read is absent, and an absent part never
/// lets anything pass.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Facts {
    /// The hash of what the diagnosis rests on. A plan names the one it was made for.
    pub evidence: Digest,
    /// Who it is.
    pub identity: Option<Read<Identity>>,
    /// Where it is at Apple.
    pub custody: Option<Read<Custody>>,
    /// Whether another management still hears from it.
    pub managed_elsewhere: Option<Read<bool>>,
    /// Since when Intune lists it on the right token; none if it does not.
    pub imported: Option<Read<Option<Since>>>,
    /// Since when the expected profile is assigned; none if it is not.
    pub profiled: Option<Read<Option<Since>>>,
    /// Whether token, terms and push certificate are in order.
    pub tenant_sound: Option<Read<bool>>,
    /// When the token was last asked to sync.
    pub sync_asked: Option<Read<Option<Since>>>,
    /// When it last synced with success.
    pub synced: Option<Read<Option<Since>>>,
    /// The Activation Lock.
    pub lock: Option<Read<Lock>>,
    /// Whether somebody wrote down how a personal lock will be lifted.
    pub unlock_plan: bool,
    /// The record in Intune.
    pub record: Option<Read<Record>>,
    /// Since when it is enrolled, and how far.
    pub standing: Option<Read<(Standing, Option<Since>)>>,
    /// Whether it can migrate without an erase: OS 26, automatically enrolled elsewhere, past the
    /// thirty days of a device that was added by hand.
    pub can_migrate: Option<Read<bool>>,
    /// Whether Apple says that a migration was asked for and has not begun.
    #[serde(default)]
    pub migration_waits: Option<Read<bool>>,
    /// What the diagnosis says about an erase.
    pub verdict: Option<Read<Verdict>>,
    /// When a person last saw the device and said so.
    #[serde(with = "when::maybe", default)]
    pub seen: Option<Moment>,
}

/// A time since when something holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Since(#[serde(with = "when")] pub Moment);

/// What the diagnosis says about an erase.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Verdict {
    /// Whether it is of a class that must never be erased as "not contacted" (§4.3, 5).
    pub never_erase: bool,
    /// That only an erase helps, in millionths.
    pub erase_needed: u32,
    /// That an erase would destroy live data without need, in millionths.
    pub live_data: u32,
    /// Whether the diagnosis itself holds the erase back, for any of its reasons.
    pub held: bool,
}
