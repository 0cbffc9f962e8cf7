//! A Conditional Access policy, as Microsoft Graph v1.0 describes it (microsoft.md §1.9).
//!
//! Every enumeration may grow at Microsoft: what is not known here is kept as `Unknown` with the
//! vendor's word, and a policy with such a word *may not apply*. Special values of lists (`All`,
//! `None`, `GuestsOrExternalUsers`) are variants; `None` is an empty list.

/// One policy.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    /// `id`.
    pub id: String,
    /// `displayName`.
    pub name: String,
    /// `state`.
    pub state: State,
    /// `conditions`.
    pub conditions: Conditions,
    /// `grantControls`; empty where only session controls are set.
    pub grant: Grant,
    /// Names of the `sessionControls` that are set. They protect nothing from an unmanaged device
    /// by themselves and are only listed.
    pub session: Vec<String>,
}

/// `state`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum State {
    /// `enabled`.
    Enabled,
    /// `enabledForReportingButNotEnforced`.
    ReportOnly,
    /// `disabled`.
    #[default]
    Disabled,
    /// Another word.
    Unknown(String),
}

/// `conditions`. All that are configured must match.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Conditions {
    /// `users`.
    pub users: Users,
    /// `clientApplications` is set: the policy is about workload identities and meets no person.
    pub workload_identities: bool,
    /// `applications`.
    pub applications: Applications,
    /// `clientAppTypes`.
    pub client_types: Vec<ClientCondition>,
    /// `platforms`; `None` where not configured, which means every platform.
    pub platforms: Option<Platforms>,
    /// `locations`; `None` where not configured, which means everywhere.
    pub locations: Option<Locations>,
    /// `devices.deviceFilter`.
    pub device_filter: Option<Filter>,
    /// `signInRiskLevels`; empty where not configured.
    pub sign_in_risk: Vec<Risk>,
    /// `userRiskLevels`.
    pub user_risk: Vec<Risk>,
    /// `servicePrincipalRiskLevels`: about workload identities.
    pub service_principal_risk: Vec<Risk>,
    /// `insiderRiskLevels`.
    pub insider_risk: Vec<Risk>,
    /// `authenticationFlows.transferMethods`; empty where not configured.
    pub transfer_methods: Vec<TransferMethod>,
    /// Names of configured conditions that the reader of the policy did not know.
    pub unknown: Vec<String>,
}

/// `users`: the eight lists of Graph as two.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Users {
    /// `includeUsers`, `includeGroups`, `includeRoles`, `includeGuestsOrExternalUsers`.
    pub include: Vec<Who>,
    /// The same of `exclude…`.
    pub exclude: Vec<Who>,
}

/// One entry of `users`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Who {
    /// `All`.
    All,
    /// A user's object id.
    User(String),
    /// A group's object id.
    Group(String),
    /// A directory role's template id.
    Role(String),
    /// Guests or external users; `GuestsOrExternalUsers` is every kind of every tenant.
    Guests(Guests),
    /// Another word.
    Unknown(String),
}

/// `conditionalAccessGuestsOrExternalUsers`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Guests {
    /// `guestOrExternalUserTypes`.
    pub kinds: Vec<GuestKind>,
    /// `externalTenants`.
    pub tenants: ExternalTenants,
}

/// `guestOrExternalUserTypes`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum GuestKind {
    /// `internalGuest`.
    InternalGuest,
    /// `b2bCollaborationGuest`.
    B2bCollaborationGuest,
    /// `b2bCollaborationMember`.
    B2bCollaborationMember,
    /// `b2bDirectConnectUser`.
    B2bDirectConnectUser,
    /// `otherExternalUser`.
    OtherExternalUser,
    /// `serviceProvider`.
    ServiceProvider,
}

impl GuestKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::InternalGuest,
        Self::B2bCollaborationGuest,
        Self::B2bCollaborationMember,
        Self::B2bDirectConnectUser,
        Self::OtherExternalUser,
        Self::ServiceProvider,
    ];
}

/// `externalTenants`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ExternalTenants {
    /// `all`.
    All,
    /// `enumerated`: tenant ids.
    These(Vec<String>),
    /// Another word.
    Unknown,
}

/// `applications`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Applications {
    /// `includeApplications`.
    pub include: Vec<Target>,
    /// `excludeApplications`.
    pub exclude: Vec<Target>,
    /// `applicationFilter`: by attributes of apps that are not read here.
    pub filter: Option<Filter>,
    /// `includeUserActions`.
    pub user_actions: Vec<UserAction>,
    /// `includeAuthenticationContextClassReferences`.
    pub authentication_contexts: Vec<String>,
}

/// One entry of `includeApplications` or `excludeApplications`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Target {
    /// `All`.
    All,
    /// `Office365`.
    Office365,
    /// `MicrosoftAdminPortals`.
    AdminPortals,
    /// An app's (client) id.
    App(String),
}

/// `includeUserActions`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum UserAction {
    /// `urn:user:registersecurityinfo`.
    RegisterSecurityInformation,
    /// `urn:user:registerdevice`.
    RegisterOrJoinDevices,
    /// Another word.
    Unknown(String),
}

/// A rule over attributes, with its mode.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// `mode`.
    pub mode: FilterMode,
    /// `rule`, in the language of dynamic groups.
    pub rule: String,
}

/// `mode` of a filter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FilterMode {
    /// `include`: what matches is meant.
    Include,
    /// `exclude`: what matches is not meant.
    Exclude,
    /// Another word.
    Unknown,
}

/// `clientAppTypes`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ClientCondition {
    /// `all`.
    All,
    /// One type.
    Is(ClientType),
    /// `easSupported`, retired: some Exchange ActiveSync clients.
    EasSupported,
    /// Another word.
    Unknown(String),
}

/// What kind of program signs in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ClientType {
    /// `browser`.
    Browser,
    /// `mobileAppsAndDesktopClients`, that is, modern authentication.
    MobileAppsAndDesktopClients,
    /// `exchangeActiveSync`.
    ExchangeActiveSync,
    /// `other`: legacy protocols.
    Other,
}

impl ClientType {
    /// Every type.
    pub const ALL: [Self; 4] = [
        Self::Browser,
        Self::MobileAppsAndDesktopClients,
        Self::ExchangeActiveSync,
        Self::Other,
    ];
}

/// `platforms`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Platforms {
    /// `includePlatforms`.
    pub include: Vec<PlatformCondition>,
    /// `excludePlatforms`.
    pub exclude: Vec<PlatformCondition>,
}

/// One entry of `platforms`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlatformCondition {
    /// `all`: also what no platform is recognised in.
    All,
    /// One platform.
    Is(Platform),
    /// Another word.
    Unknown(String),
}

/// What a sign-in says that it comes from. The user agent says so and nobody verifies it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Platform {
    /// `iOS`: iPhone, and iPad unless its browser asks for desktop pages.
    Ios,
    /// `macOS`.
    MacOs,
    /// `android`.
    Android,
    /// `windows`.
    Windows,
    /// `windowsPhone`.
    WindowsPhone,
    /// `linux`.
    Linux,
    /// A user agent in which no platform is recognised; only `all` means it.
    Unrecognised,
}

impl Platform {
    /// Every platform that a device can claim.
    pub const ALL: [Self; 7] = [
        Self::Ios,
        Self::MacOs,
        Self::Android,
        Self::Windows,
        Self::WindowsPhone,
        Self::Linux,
        Self::Unrecognised,
    ];
}

/// `locations`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Locations {
    /// `includeLocations`.
    pub include: Vec<Place>,
    /// `excludeLocations`.
    pub exclude: Vec<Place>,
}

/// One entry of `locations`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// `All`.
    All,
    /// `AllTrusted`.
    AllTrusted,
    /// A named location's id.
    Named(String),
}

/// A risk level.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Risk {
    /// `none`.
    None,
    /// `low`, or `minor` of insider risk.
    Low,
    /// `medium`, or `moderate`.
    Medium,
    /// `high`, or `elevated`.
    High,
    /// `hidden`, or another word.
    Unknown(String),
}

/// `transferMethods`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TransferMethod {
    /// `deviceCodeFlow`.
    DeviceCode,
    /// `authenticationTransfer`.
    AuthenticationTransfer,
    /// Another word.
    Unknown(String),
}

/// `grantControls`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grant {
    /// `operator`.
    pub operator: Operator,
    /// `builtInControls`, `termsOfUse`, `authenticationStrength`, `customAuthenticationFactors`.
    pub controls: Vec<Control>,
}

/// `operator`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Operator {
    /// `AND`: all controls; the default.
    #[default]
    All,
    /// `OR`: one of the controls.
    OneOf,
    /// Another word.
    Unknown(String),
}

/// What is demanded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Control {
    /// `block`.
    Block,
    /// `mfa`.
    Mfa,
    /// `compliantDevice`.
    CompliantDevice,
    /// `domainJoinedDevice`: hybrid joined, Windows only.
    DomainJoinedDevice,
    /// `approvedApplication`.
    ApprovedApplication,
    /// `compliantApplication`: an app protection policy.
    CompliantApplication,
    /// `passwordChange`.
    PasswordChange,
    /// `riskRemediation`.
    RiskRemediation,
    /// One of `termsOfUse`.
    TermsOfUse(String),
    /// `authenticationStrength`.
    AuthenticationStrength(String),
    /// One of `customAuthenticationFactors`.
    CustomFactor(String),
    /// Another word.
    Unknown(String),
}
