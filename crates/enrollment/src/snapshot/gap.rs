//! Sources, and the difference between "looked, and nothing was there" and "nobody looked".

use crate::told::Told;
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
    /// Entra: names of the groups that policies and restrictions name.
    Groups = "microsoft/groups",
    /// Entra: names of directory roles.
    Roles = "microsoft/roleDefinitions",
    /// Entra: products that the tenant subscribed to.
    Subscriptions = "microsoft/subscribedSkus",
    /// Entra: which second factors each person has registered.
    SecondFactors = "microsoft/userRegistrationDetails",
    /// Intune: settings of the whole tenant.
    ManagementSettings = "microsoft/deviceManagement",
    /// Entra: security defaults.
    SecurityDefaults = "microsoft/identitySecurityDefaultsEnforcementPolicy",
    /// Entra: what it takes to register a device.
    DeviceRegistration = "microsoft/deviceRegistrationPolicy",
    /// Intune: compliance policies.
    CompliancePolicies = "microsoft/deviceCompliancePolicies",
    /// Intune: configuration profiles that are no policies of the settings catalogue.
    DeviceConfigurations = "microsoft/deviceConfigurations",
    /// Entra: programs that a policy names and that may not exist.
    ServicePrincipals = "microsoft/servicePrincipals",
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
    /// What was reached from a site's network, and what was not.
    Probes = "probes",
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
        matches!(
            self,
            Self::Register | Self::Answers | Self::Probes | Self::Exports
        )
    }

    /// Accounts and what hangs on them: groups, roles, licences, second factors; and programs. Read
    /// only where somebody needs them, as where a policy names some. Silence is no gap; whoever
    /// wanted to know says that it could not be known.
    pub const fn is_directory(self) -> bool {
        matches!(
            self,
            Self::Accounts
                | Self::DeletedAccounts
                | Self::Memberships
                | Self::RoleAssignments
                | Self::Groups
                | Self::Roles
                | Self::Subscriptions
                | Self::SecondFactors
                | Self::ServicePrincipals
        )
    }

    /// Sources on which checks of prevention rest, which say themselves that they could not look,
    /// and no diagnosis.
    const fn is_for_prevention(self) -> bool {
        matches!(
            self,
            Self::ManagementSettings
                | Self::SecurityDefaults
                | Self::DeviceRegistration
                | Self::CompliancePolicies
                | Self::DeviceConfigurations
        )
    }

    /// Sources that are one object and no collection, so that there is one page of them.
    pub const fn is_one_object(self) -> bool {
        matches!(
            self,
            Self::PushCertificate
                | Self::ManagementSettings
                | Self::SecurityDefaults
                | Self::DeviceRegistration
        )
    }

    /// Sources whose silence is a gap.
    pub const fn is_expected(self) -> bool {
        !self.is_voluntary() && !self.is_directory() && !self.is_for_prevention()
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

impl ReadState {
    /// The public word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotRead => "none",
            Self::Partial => "partial",
            Self::Complete => "complete",
        }
    }
}

/// How much of each source was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceReads {
    states: [ReadState; Source::ALL.len()],
    /// Of sources that are asked per token, service or group: which of those were read whole.
    whole: BTreeSet<(Source, String)>,
}

impl Default for SourceReads {
    fn default() -> Self {
        Self {
            states: [ReadState::NotRead; Source::ALL.len()],
            whole: BTreeSet::new(),
        }
    }
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
    /// The reason with this public word; any other word is a collector's own.
    pub fn of_word(word: &str) -> Self {
        let known = [
            Self::NotCollected,
            Self::Torn,
            Self::Encoding,
            Self::TooLarge,
            Self::Row,
            Self::Unknown,
        ];
        let known = known.into_iter().find(|known| known.word() == word);
        known.unwrap_or_else(|| Self::Collector(word.to_owned()))
    }

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
    /// What happened, for a person; nothing where nobody said more.
    pub detail: Told,
    /// How many alike there were; only the first few are named one by one.
    pub count: u64,
}
