//! Sources, and the difference between "looked, and nothing was there" and "nobody looked".

use std::collections::BTreeSet;
use std::fmt;

/// Declares the sources with their public names.
macro_rules! sources {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// An API collection, a file or a person that says something. Names are public: they
        /// stand in snapshots, gaps and evidence.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Source { $($(#[$doc])* $name,)+ }

        impl Source {
            /// Every source.
            pub const ALL: [Self; [$($text),+].len()] = [$(Self::$name),+];

            /// The public name, for example `apple/orgDevices`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

sources! {
    /// Apple Business: devices of the organisation.
    OrgDevices = "apple/orgDevices",
    /// Apple Business: device management services.
    MdmServers = "apple/mdmServers",
    /// Apple Business: devices of each service.
    MdmServerDevices = "apple/mdmServerDevices",
    /// Apple Business: audit events.
    AuditEvents = "apple/auditEvents",
    /// Apple Business: Activation Lock, asked per device.
    ActivationLock = "apple/activationLockStatus",
    /// Apple Business: AppleCare and warranty, asked per device.
    AppleCare = "apple/appleCareCoverage",
    /// Intune: managed devices.
    ManagedDevices = "microsoft/managedDevices",
    /// Intune: enrollment program tokens.
    Tokens = "microsoft/depOnboardingSettings",
    /// Intune: the tokens' device lists.
    ImportedIdentities = "microsoft/importedAppleDeviceIdentities",
    /// Intune: classic enrollment profiles.
    EnrollmentProfiles = "microsoft/enrollmentProfiles",
    /// Intune: enrollment policies of the second generation.
    EnrollmentPolicies = "microsoft/configurationPolicies",
    /// Intune: failed enrollments.
    Failures = "microsoft/troubleshootingEvents",
    /// Intune: the Apple push certificate.
    PushCertificate = "microsoft/applePushNotificationCertificate",
    /// Intune: enrollment restrictions.
    Restrictions = "microsoft/deviceEnrollmentConfigurations",
    /// Entra: Conditional Access.
    AccessPolicies = "microsoft/conditionalAccessPolicies",
    /// Entra: named locations.
    NamedLocations = "microsoft/namedLocations",
    /// Entra: accounts.
    Accounts = "microsoft/users",
    /// Entra: the members of each group that a policy names.
    Memberships = "microsoft/transitiveMembers",
    /// Entra: who has which directory role.
    RoleAssignments = "microsoft/roleAssignments",
    /// Entra: accounts that were deleted within the last 30 days.
    DeletedAccounts = "microsoft/deletedItems",
    /// Entra: products that the tenant subscribed to.
    Subscriptions = "microsoft/subscribedSkus",
    /// Entra: which second factors each person has registered.
    SecondFactors = "microsoft/userRegistrationDetails",
    /// Intune: settings of the whole tenant.
    ManagementSettings = "microsoft/deviceManagement",
    /// Entra: devices.
    EntraDevices = "microsoft/devices",
    /// Entra: sign-ins.
    SignIns = "microsoft/signIns",
    /// Intune: tokens for apps and books.
    VppTokens = "microsoft/vppTokens",
    /// The customer's own list of devices.
    Register = "register",
    /// What people answered.
    Answers = "answers",
    /// Files exported from the portals that belong to no single source above.
    Exports = "exports",
}

impl Source {
    /// The source with this public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// The services' own lists of devices.
    pub const LISTS: [Self; 3] = [
        Self::ManagedDevices,
        Self::ImportedIdentities,
        Self::OrgDevices,
    ];

    /// Sources whose silence is no gap: nobody collects them, people volunteer them.
    pub const fn is_voluntary(self) -> bool {
        matches!(self, Self::Register | Self::Answers | Self::Exports)
    }

    /// Accounts and what hangs on them: groups, roles, licences, second factors. Read only where
    /// somebody needs them, as where a policy names some. Silence is no gap; whoever wanted to know
    /// says that it could not be known.
    pub const fn is_directory(self) -> bool {
        matches!(
            self,
            Self::Accounts
                | Self::DeletedAccounts
                | Self::Memberships
                | Self::RoleAssignments
                | Self::Subscriptions
                | Self::SecondFactors
        )
    }

    /// Sources whose silence is a gap. On the settings rests one check of prevention, which says
    /// itself that it could not look, and no diagnosis.
    pub const fn is_expected(self) -> bool {
        !self.is_voluntary() && !self.is_directory() && !matches!(self, Self::ManagementSettings)
    }

    /// Whether Apple says it.
    pub fn is_apple(self) -> bool {
        self.name().starts_with("apple/")
    }

    /// Sources that are asked per device, and only about suspects.
    pub const fn is_per_device(self) -> bool {
        matches!(self, Self::ActivationLock | Self::AppleCare)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How much of a source was read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum ReadState {
    /// Nobody looked.
    #[default]
    NotRead,
    /// Some of it was read: what is there is evidence, what is missing is not.
    Partial,
    /// All of it was read: what is missing is missing.
    Complete,
}

/// How much of each source was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceReads {
    states: [ReadState; Source::ALL.len()],
    /// Of sources that are asked per token, service or group: which of those were read whole.
    whole: BTreeSet<(Source, String)>,
}

impl SourceReads {
    /// How much of a source was read.
    pub fn of(&self, source: Source) -> ReadState {
        self.states[source as usize]
    }

    /// Whether silence of this source means something.
    pub fn is_complete(&self, source: Source) -> bool {
        self.of(source) == ReadState::Complete
    }

    /// Records a page or file that was read whole; a source that has a gap stays partial.
    pub fn note_read(&mut self, source: Source) {
        let state = &mut self.states[source as usize];
        if *state == ReadState::NotRead {
            *state = ReadState::Complete;
        }
    }

    /// Sets the state outright, as a gap or an export does.
    pub fn set(&mut self, source: Source, state: ReadState) {
        self.states[source as usize] = state;
    }

    /// Records that a token's, service's or group's part of a source was read whole; its id is in
    /// lower case.
    pub fn note_whole(&mut self, source: Source, part: String) {
        self.whole.insert((source, part));
    }

    /// The parts of a source that were read whole, in lower case.
    pub fn whole(&self, source: Source) -> impl Iterator<Item = &str> {
        let of = self.whole.iter().filter(move |(of, _)| *of == source);
        of.map(|(_, part)| part.as_str())
    }

    /// The sources that were not read whole, in their order; volunteered ones excepted.
    pub fn gaps(&self) -> impl Iterator<Item = Source> + '_ {
        Source::ALL
            .into_iter()
            .filter(|source| source.is_expected() && !self.is_complete(*source))
    }
}

/// Why something was not read or could not be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapReason {
    /// There is no file and no word about it.
    NotCollected,
    /// The collector's own word: forbidden, throttled, timeout, not_configured, …
    Collector(String),
    /// The page or file ends in the middle, or is not what its name says.
    Torn,
    /// Bytes that are no UTF-8 text.
    Encoding,
    /// Larger than this program is willing to read.
    TooLarge,
    /// A row that cannot be used.
    Row,
    /// A column or value that means nothing to this program.
    Unknown,
}

impl GapReason {
    /// The public word, as in `snapshot.json`.
    pub fn word(&self) -> &str {
        match self {
            Self::NotCollected => "not_collected",
            Self::Collector(word) => word,
            Self::Torn => "torn",
            Self::Encoding => "encoding",
            Self::TooLarge => "too_large",
            Self::Row => "row",
            Self::Unknown => "unknown",
        }
    }
}

/// Something that nobody could read or use. Never the same as "it was not there".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Where it was looked for; a name of [`Source`], or what the collector called it.
    pub source: String,
    /// Why.
    pub reason: GapReason,
    /// The file, relative to the snapshot.
    pub file: Option<String>,
    /// The row in that file, from 1.
    pub row: Option<u64>,
    /// The field of that row.
    pub field: Option<String>,
    /// What happened, for a person.
    pub detail: String,
    /// How many alike there were; only the first few are named one by one.
    pub count: u64,
}
