//! Everything that one gathering read, as typed rows, and what it could not read.

mod appearance;
mod apple;
mod entra;
mod gap;
mod identity;
mod intune;
mod people;
mod probes;

pub use appearance::{Appearance, Appearances, Appeared};
pub use apple::{
    ActivationLock, AssignmentStatus, AuditEvent, AuditType, Coverage, LockType, MdmServer,
    MigrationStatus, OrgDevice, ProductFamily, PurchaseSource, Releaser, ServerLink, ServerStatus,
    ServerType,
};
pub use entra::{
    AccessPolicy, AccessStatus, Account, Called, CountryLookup, DeletedAccount, DeviceRegistration,
    EXCHANGE_ONLINE_APP, EntraDevice, INTUNE_APP, INTUNE_ENROLLMENT_APP, INTUNE_PLANS, Membership,
    NamedLocation, PolicyState, Registered, RoleAssignment, SecondFactors, ServicePrincipal,
    SignIn, Subscription, SubscriptionState,
};
pub use gap::{Gap, GapReason, ReadState, Source, SourceReads};
pub use identity::{Guid, Imei, SERIAL_LENGTH_MAX, SerialFault, canonical_serial};
pub use intune::{
    CompliancePolicy, ComplianceState, DiscoverySource, EnrollmentFailure, EnrollmentState,
    EnrollmentType, FailureReason, ImportedIdentity, ManagedDevice, ManagementSettings,
    ManagementState, OwnerType, Platform, Profile, ProfileGeneration, PushCertificate,
    RegistrationState, Restriction, RestrictionTarget, SignOnProfile, Token, TokenType, VppState,
    VppToken, Whom,
};
pub use people::{Answer, RegisterRow, Whereabouts};
pub use probes::{ProbeOutcome, ProbedHost};

use crate::moment::Moment;
use crate::rows::Rows;
use crate::term::StrangeWords;
use crate::words::Words;

/// Whose devices these are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenant {
    /// The name people use.
    pub name: String,
    /// The Entra tenant id, if known.
    pub id: String,
}

/// One gathering: rows, the strings they share, and the gaps.
///
/// The order of rows has no meaning: the same rows in another order give the same diagnosis.
pub struct Snapshot {
    /// When it was taken: the "now" of every judgement.
    pub taken_at: Moment,
    /// Whose it is.
    pub tenant: Tenant,
    /// All serial numbers, canonical.
    pub serials: Words,
    /// All other strings.
    pub words: Words,
    /// Words of vendors' enumerations that this version does not know.
    pub strange: StrangeWords,
    /// What was read, source by source.
    pub reads: SourceReads,
    /// Everything that could not be read or used.
    pub gaps: Vec<Gap>,
    /// Apple: devices of the organisation.
    pub org_devices: Rows<OrgDevice>,
    /// Apple: device management services.
    pub mdm_servers: Rows<MdmServer>,
    /// Apple: which device stands under which service.
    pub server_links: Rows<ServerLink>,
    /// Apple: audit events about devices.
    pub audit_events: Rows<AuditEvent>,
    /// Apple: Activation Lock of suspects.
    pub locks: Rows<ActivationLock>,
    /// Apple: coverage of suspects.
    pub coverage: Rows<Coverage>,
    /// Intune: managed devices.
    pub managed: Rows<ManagedDevice>,
    /// Intune: the tokens' device lists.
    pub imported: Rows<ImportedIdentity>,
    /// Intune: enrollment program tokens.
    pub tokens: Rows<Token>,
    /// Intune: enrollment profiles of both generations.
    pub profiles: Rows<Profile>,
    /// Intune: failed enrollments.
    pub failures: Rows<EnrollmentFailure>,
    /// Intune: enrollment restrictions.
    pub restrictions: Rows<Restriction>,
    /// Intune: the push certificate; `None` if nobody looked.
    pub push_certificate: Option<PushCertificate>,
    /// Intune: settings of the whole tenant; `None` if nobody looked.
    pub management_settings: Option<ManagementSettings>,
    /// Entra: whether security defaults are on; `None` if nobody looked, or it was not said.
    pub security_defaults: Option<bool>,
    /// Entra: what it takes to register a device; `None` if nobody looked.
    pub device_registration: Option<DeviceRegistration>,
    /// Intune: compliance policies for Apple platforms.
    pub compliance_policies: Rows<CompliancePolicy>,
    /// Intune: profiles for the Enterprise SSO plug-in, of both kinds of profiles.
    pub sign_on_profiles: Rows<SignOnProfile>,
    /// Intune: tokens for apps and books.
    pub vpp_tokens: Rows<VppToken>,
    /// Entra: devices.
    pub entra_devices: Rows<EntraDevice>,
    /// Entra: sign-ins.
    pub sign_ins: Rows<SignIn>,
    /// Entra: Conditional Access policies.
    pub access_policies: Rows<AccessPolicy>,
    /// Entra: named locations.
    pub named_locations: Rows<NamedLocation>,
    /// Entra: accounts.
    pub accounts: Rows<Account>,
    /// Entra: accounts that were deleted.
    pub deleted_accounts: Rows<DeletedAccount>,
    /// Entra: members of the groups that policies name.
    pub memberships: Rows<Membership>,
    /// Entra: who has which directory role.
    pub role_assignments: Rows<RoleAssignment>,
    /// Entra: programs that a policy names, as far as they exist.
    pub service_principals: Rows<ServicePrincipal>,
    /// Entra: names of the groups that policies and restrictions name.
    pub groups: Rows<Called>,
    /// Entra: names of directory roles.
    pub roles: Rows<Called>,
    /// Entra: products that the tenant subscribed to.
    pub subscriptions: Rows<Subscription>,
    /// Entra: which second factors people have registered.
    pub second_factors: Rows<SecondFactors>,
    /// The customer's own list.
    pub register: Rows<RegisterRow>,
    /// What people answered.
    pub answers: Rows<Answer>,
    /// What was reached from sites.
    pub probes: Rows<ProbedHost>,
    /// What earlier looks know of the order of events.
    pub appearances: Appearances,
}

impl Snapshot {
    /// An empty snapshot: nothing was read.
    pub fn empty(taken_at: Moment, tenant: Tenant) -> Self {
        let nothing = || crate::words::Interner::new(0).freeze();
        Self {
            taken_at,
            tenant,
            serials: nothing(),
            words: nothing(),
            strange: StrangeWords::default(),
            reads: SourceReads::default(),
            gaps: Vec::new(),
            org_devices: Rows::default(),
            mdm_servers: Rows::default(),
            server_links: Rows::default(),
            audit_events: Rows::default(),
            locks: Rows::default(),
            coverage: Rows::default(),
            managed: Rows::default(),
            imported: Rows::default(),
            tokens: Rows::default(),
            profiles: Rows::default(),
            failures: Rows::default(),
            restrictions: Rows::default(),
            push_certificate: None,
            management_settings: None,
            security_defaults: None,
            device_registration: None,
            compliance_policies: Rows::default(),
            sign_on_profiles: Rows::default(),
            vpp_tokens: Rows::default(),
            entra_devices: Rows::default(),
            sign_ins: Rows::default(),
            access_policies: Rows::default(),
            named_locations: Rows::default(),
            accounts: Rows::default(),
            deleted_accounts: Rows::default(),
            memberships: Rows::default(),
            role_assignments: Rows::default(),
            service_principals: Rows::default(),
            groups: Rows::default(),
            roles: Rows::default(),
            subscriptions: Rows::default(),
            second_factors: Rows::default(),
            register: Rows::default(),
            answers: Rows::default(),
            probes: Rows::default(),
            appearances: Appearances::default(),
        }
    }
}
