//! Everything that a rule may ask about a device, and nothing else.
//!
//! A case file holds *readings*: small, discrete answers to questions about the world ("which
//! lock is on it?", "was it used before it was added?"). Every reading has a value *unread*,
//! which means that nobody looked, and can never be mistaken for "looked, and it was not so".
//! Readings are no judgements: what follows from them is the rules' business.
//!
//! Being small and discrete makes two things cheap: explaining (each reading has one sentence),
//! and speed (most of a fleet's devices share a few thousand case files, see
//! [`crate::diagnosis`]).

mod after;
mod attempt;
mod custody;
mod in_use;
mod journey;
mod open;
mod places;
mod profile;
mod tenant;
mod token;

pub use after::{
    Certificate, CheckIn, Compliance, Gone, Managed, Management, Ownership, Registered, Supervised,
};
pub use attempt::{Contact, EnrollSignIn, Erased, Failure, State};
pub use custody::{
    AddGap, AddedAge, Assignments, Identity, Membership, Migration, ReleasedBy, Server, SourceKind,
    Unit,
};
pub use in_use::{
    Care, HandedWhen, HolderSignIns, Lock, Look, OtherMdm, RegisterState, SetupStory, Siblings,
    SiteCluster, UnlockPlan, UsedWhen,
};

pub use journey::{gates, has_left, is_enrolled, is_managed_elsewhere, is_managed_otherwise};
pub use open::open;
pub use profile::{
    DefaultProfile, ProfileCheck, ProfileOrigin, ProfileSettled, ProfileState, SignInMethod,
};
pub use tenant::{Access, FamilyDefault, OsRule, PlatformRule, Push, Silence, Vpp};
pub use token::{Counts, ListedAge, Listing, SyncSince, TokenHealth};

use crate::snapshot::Source;

/// The number of a reading in a case file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ReadingId(pub u8);

/// What is the same for every value of a reading.
#[derive(Debug)]
pub struct ReadingInfo {
    /// Its number.
    pub id: ReadingId,
    /// Its name in `weights.toml` and in stories: `snake_case`.
    pub name: &'static str,
    /// The source that says it.
    pub source: Source,
    /// The field of that source.
    pub field: &'static str,
    /// The names of its values; the first is always `unread`.
    pub values: &'static [&'static str],
}

/// A question about the world with a few possible answers.
pub trait Reading: Copy {
    /// What is the same for every value.
    const INFO: ReadingInfo;
    /// The number of this value; 0 is unread.
    fn value(self) -> u8;
    /// The value with this number; unread if there is none.
    fn from_value(value: u8) -> Self;
}

/// Declares a reading: its number, its name, and where it is read.
macro_rules! reading {
    ($(#[$doc:meta])* $name:ident, $id:literal, $text:literal, $source:ident, $field:literal,
     { $($(#[$vdoc:meta])* $variant:ident = $value:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        #[repr(u8)]
        pub enum $name {
            /// Nobody looked.
            #[default]
            Unread,
            $($(#[$vdoc])* $variant,)+
        }

        impl $crate::case_file::Reading for $name {
            const INFO: $crate::case_file::ReadingInfo = $crate::case_file::ReadingInfo {
                id: $crate::case_file::ReadingId($id),
                name: $text,
                source: $crate::snapshot::Source::$source,
                field: $field,
                values: &["unread", $($value),+],
            };

            fn value(self) -> u8 {
                self as u8
            }

            fn from_value(value: u8) -> Self {
                const ALL: &[$name] = &[$name::Unread, $($name::$variant),+];
                ALL.get(usize::from(value)).copied().unwrap_or_default()
            }
        }
    };
}
pub(crate) use reading;

/// All readings; the position is the [`ReadingId`].
pub static READINGS: [ReadingInfo; 57] = [
    Membership::INFO,
    Server::INFO,
    SourceKind::INFO,
    AddGap::INFO,
    AddedAge::INFO,
    Assignments::INFO,
    Unit::INFO,
    Migration::INFO,
    ReleasedBy::INFO,
    Identity::INFO,
    Listing::INFO,
    ListedAge::INFO,
    TokenHealth::INFO,
    SyncSince::INFO,
    Counts::INFO,
    ProfileState::INFO,
    ProfileSettled::INFO,
    ProfileOrigin::INFO,
    SignInMethod::INFO,
    DefaultProfile::INFO,
    ProfileCheck::INFO,
    Lock::INFO,
    Care::INFO,
    RegisterState::INFO,
    HandedWhen::INFO,
    UsedWhen::INFO,
    HolderSignIns::INFO,
    Siblings::INFO,
    Look::INFO,
    SetupStory::INFO,
    OtherMdm::INFO,
    SiteCluster::INFO,
    UnlockPlan::INFO,
    State::INFO,
    Contact::INFO,
    Failure::INFO,
    EnrollSignIn::INFO,
    Erased::INFO,
    Managed::INFO,
    Supervised::INFO,
    CheckIn::INFO,
    Registered::INFO,
    Compliance::INFO,
    Management::INFO,
    Certificate::INFO,
    Gone::INFO,
    Push::INFO,
    Silence::INFO,
    PlatformRule::INFO,
    OsRule::INFO,
    Vpp::INFO,
    Access::INFO,
    FamilyDefault::INFO,
    Kind::INFO,
    OsGeneration::INFO,
    TokenKindInfo::INFO,
    Ownership::INFO,
];

reading! {
    /// What kind of device it is. macOS asks Apple again after set-up, iOS does not.
    Kind, 53, "kind", OrgDevices, "productFamily", {
        /// iPhone, iPod or iPad.
        Ios = "ios",
        /// Mac.
        Mac = "mac",
        /// Apple TV.
        Tv = "tv",
        /// Apple Vision.
        Vision = "vision",
        /// Watch.
        Watch = "watch",
        /// Not Apple's: Intune manages other devices too.
        Foreign = "foreign",
    }
}

reading! {
    /// Whether its system can move between services without an erase (OS 26 and later).
    OsGeneration, 54, "os_generation", ManagedDevices, "osVersion", {
        /// Before 26.
        Before26 = "before_26",
        /// 26 or later.
        From26 = "from_26",
    }
}

reading! {
    /// Whether Intune has any enrollment program token at all.
    TokenKindInfo, 55, "tokens", Tokens, "id", {
        /// At least one.
        Some = "some",
        /// None.
        None = "none",
    }
}

impl ReadingId {
    /// What is the same for every value.
    pub fn info(self) -> &'static ReadingInfo {
        &READINGS[usize::from(self.0)]
    }

    /// The reading with this name.
    pub fn find(name: &str) -> Option<Self> {
        READINGS
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.id)
    }
}

/// The answer to a rule's question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Nobody looked.
    Unread,
}

/// The answer, and the reading that gave it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which reading was asked.
    pub reading: ReadingId,
    /// What it said.
    pub seen: Seen,
}

/// The readings of one device: one byte each.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CaseFile {
    values: [u8; READINGS.len()],
}

impl Default for CaseFile {
    fn default() -> Self {
        Self {
            values: [0; READINGS.len()],
        }
    }
}

impl CaseFile {
    /// The value of a reading.
    pub fn get<R: Reading>(&self) -> R {
        R::from_value(self.values[usize::from(R::INFO.id.0)])
    }

    /// Sets a reading.
    pub fn set<R: Reading>(&mut self, reading: R) {
        self.values[usize::from(R::INFO.id.0)] = reading.value();
    }

    /// The number of a reading's value; 0 is unread.
    pub fn value(&self, id: ReadingId) -> u8 {
        self.values[usize::from(id.0)]
    }

    /// The name of a reading's value.
    pub fn value_name(&self, id: ReadingId) -> &'static str {
        id.info().values[usize::from(self.value(id))]
    }

    /// Sets a reading by number; a value that the reading does not have is ignored.
    pub fn set_value(&mut self, id: ReadingId, value: u8) {
        if usize::from(value) < id.info().values.len() {
            self.values[usize::from(id.0)] = value;
        }
    }

    /// Whether a reading has exactly this value.
    pub fn is<R: Reading>(&self, wanted: R) -> Finding {
        self.any(&[wanted])
    }

    /// Whether a reading has one of these values.
    pub fn any<R: Reading>(&self, wanted: &[R]) -> Finding {
        let value = self.values[usize::from(R::INFO.id.0)];
        let seen = if value == 0 {
            Seen::Unread
        } else if wanted.iter().any(|wanted| wanted.value() == value) {
            Seen::Yes
        } else {
            Seen::No
        };
        Finding {
            reading: R::INFO.id,
            seen,
        }
    }

    /// Whether a reading was read and has another value.
    pub fn not<R: Reading>(&self, unwanted: R) -> Finding {
        let finding = self.is(unwanted);
        let seen = match finding.seen {
            Seen::Yes => Seen::No,
            Seen::No => Seen::Yes,
            Seen::Unread => Seen::Unread,
        };
        Finding { seen, ..finding }
    }

    /// The case as it would be had a source not been read.
    #[must_use]
    pub fn without(mut self, source: Source) -> Self {
        for info in READINGS.iter().filter(|info| info.source == source) {
            self.values[usize::from(info.id.0)] = 0;
        }
        self
    }

    /// Every reading that somebody took, in order.
    pub fn taken(&self) -> impl Iterator<Item = ReadingId> + '_ {
        (0..READINGS.len() as u8)
            .map(ReadingId)
            .filter(|id| self.value(*id) != 0)
    }

    /// Reads a story such as `membership present, server intune`; for tests and handbook.
    pub fn from_story(story: &str) -> Result<Self, String> {
        let mut case = Self::default();
        for part in story
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (name, value) = part
                .split_once(' ')
                .ok_or_else(|| format!("'{part}' is not of the form 'reading value'"))?;
            let id = ReadingId::find(name).ok_or_else(|| format!("no reading '{name}'"))?;
            let values = id.info().values;
            let value = values
                .iter()
                .position(|known| *known == value.trim())
                .ok_or_else(|| format!("'{name}' is one of {values:?}, not '{value}'"))?;
            case.set_value(id, value as u8);
        }
        Ok(case)
    }

    /// The inverse of [`CaseFile::from_story`].
    pub fn story(&self) -> String {
        let parts = self
            .taken()
            .map(|id| format!("{} {}", id.info().name, self.value_name(id)));
        parts.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::{CaseFile, Lock, READINGS, ReadingId, Seen};

    #[test]
    fn a_reading_stands_at_its_own_number() {
        for (position, info) in READINGS.iter().enumerate() {
            assert_eq!(usize::from(info.id.0), position, "{}", info.name);
            assert_eq!(info.values[0], "unread", "{}", info.name);
        }
    }

    #[test]
    fn names_are_unique() {
        for info in &READINGS {
            assert_eq!(ReadingId::find(info.name), Some(info.id));
        }
    }

    #[test]
    fn nobody_looked_is_neither_yes_nor_no() {
        let mut case = CaseFile::default();
        assert_eq!(case.is(Lock::User).seen, Seen::Unread);
        assert_eq!(case.not(Lock::User).seen, Seen::Unread);
        case.set(Lock::None);
        assert_eq!(case.is(Lock::User).seen, Seen::No);
        assert_eq!(case.not(Lock::User).seen, Seen::Yes);
    }

    #[test]
    fn a_story_can_be_told_and_read_again() {
        let case = CaseFile::from_story("membership present, lock user").unwrap();
        assert_eq!(CaseFile::from_story(&case.story()).unwrap(), case);
        assert!(CaseFile::from_story("lock sideways").is_err());
        assert!(CaseFile::from_story("colour red").is_err());
    }
}
