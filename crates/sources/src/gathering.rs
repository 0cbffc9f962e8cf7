//! Where rows, strings and gaps come together while several threads read.
//!
//! A reader turns a page into a `Vec` of compact rows of its own and hands it over in one go, so
//! that threads meet once per page and not once per row.

use enrollment::moment::Moment;
use enrollment::rows::Rows;
use enrollment::snapshot::{
    AccessPolicy, Account, ActivationLock, Answer, Appearances, AuditEvent, Called,
    CompliancePolicy, Coverage, DeletedAccount, DeviceRegistration, EnrollmentFailure, EntraDevice,
    Gap, GapReason, ImportedIdentity, ManagedDevice, ManagementSettings, MdmServer, Membership,
    NamedLocation, OrgDevice, ProbedHost, Profile, PushCertificate, ReadState, RegisterRow,
    Restriction, RoleAssignment, SecondFactors, SerialFault, ServerLink, ServicePrincipal, SignIn,
    SignOnProfile, Snapshot, Source, SourceReads, Subscription, Tenant, Token, VppToken,
    canonical_serial,
};
use enrollment::term::{StrangeWords, Term};
use enrollment::words::{Interner, Word};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How many gaps of one kind (same source, file, reason and field) are named one by one.
const NAMED_GAPS_MAX: u64 = 5;

/// Rows of one kind, filled page by page.
pub struct Tray<T>(Mutex<Rows<T>>);

impl<T> Default for Tray<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Tray<T> {
    /// Adds the rows of a page.
    pub fn add(&self, page: Vec<T>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(page);
    }

    pub(crate) fn empty(self) -> Rows<T> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What there is one of, or none.
pub struct Slot<T>(Mutex<Option<T>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Slot<T> {
    /// Puts it there, instead of what was there before.
    pub fn set(&self, what: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(what);
    }

    fn empty(self) -> Option<T> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A snapshot that is still being read. Shared by threads.
pub struct Gathering {
    serials: Interner,
    words: Interner,
    strange: StrangeWords,
    gaps: Mutex<BTreeMap<GapKind, Vec<Gap>>>,
    reads: Mutex<SourceReads>,
    /// Intune: the push certificate, or the knowledge that there is none.
    pub push_certificate: Slot<PushCertificate>,
    /// Intune: settings of the whole tenant.
    pub management_settings: Slot<ManagementSettings>,
    /// Entra: whether security defaults are on.
    pub security_defaults: Slot<bool>,
    /// Entra: what it takes to register a device.
    pub device_registration: Slot<DeviceRegistration>,
    /// Apple: devices of the organisation.
    pub org_devices: Tray<OrgDevice>,
    /// Apple: services.
    pub mdm_servers: Tray<MdmServer>,
    /// Apple: devices of each service.
    pub server_links: Tray<ServerLink>,
    /// Apple: audit events.
    pub audit_events: Tray<AuditEvent>,
    /// Apple: Activation Lock.
    pub locks: Tray<ActivationLock>,
    /// Apple: coverage.
    pub coverage: Tray<Coverage>,
    /// Intune: managed devices.
    pub managed: Tray<ManagedDevice>,
    /// Intune: tokens' lists.
    pub imported: Tray<ImportedIdentity>,
    /// Intune: tokens.
    pub tokens: Tray<Token>,
    /// Intune: profiles.
    pub profiles: Tray<Profile>,
    /// Intune: failures.
    pub failures: Tray<EnrollmentFailure>,
    /// Intune: restrictions.
    pub restrictions: Tray<Restriction>,
    /// Intune: compliance policies.
    pub compliance_policies: Tray<CompliancePolicy>,
    /// Intune: profiles for the Enterprise SSO plug-in.
    pub sign_on_profiles: Tray<SignOnProfile>,
    /// Intune: apps and books.
    pub vpp_tokens: Tray<VppToken>,
    /// Entra: devices.
    pub entra_devices: Tray<EntraDevice>,
    /// Entra: sign-ins.
    pub sign_ins: Tray<SignIn>,
    /// Entra: Conditional Access.
    pub access_policies: Tray<AccessPolicy>,
    /// Entra: named locations.
    pub named_locations: Tray<NamedLocation>,
    /// Entra: accounts.
    pub accounts: Tray<Account>,
    /// Entra: accounts that were deleted.
    pub deleted_accounts: Tray<DeletedAccount>,
    /// Entra: members of groups.
    pub memberships: Tray<Membership>,
    /// Entra: directory roles.
    pub role_assignments: Tray<RoleAssignment>,
    /// Entra: programs.
    pub service_principals: Tray<ServicePrincipal>,
    /// See [`Snapshot::groups`].
    pub groups: Tray<Called>,
    /// See [`Snapshot::roles`].
    pub roles: Tray<Called>,
    /// Entra: products.
    pub subscriptions: Tray<Subscription>,
    /// Entra: second factors.
    pub second_factors: Tray<SecondFactors>,
    /// The register.
    pub register: Tray<RegisterRow>,
    /// Answers.
    pub answers: Tray<Answer>,
    /// Probes of sites.
    pub probes: Tray<ProbedHost>,
}

/// Gaps that are alike share one entry in the book.
type GapKind = (String, GapReason, Option<String>, Option<String>);

impl Gathering {
    /// An empty gathering; `seed` as in [`Interner::new`].
    pub fn new(seed: u64) -> Self {
        Self {
            serials: Interner::new(seed),
            words: Interner::new(seed.rotate_left(32)),
            strange: StrangeWords::default(),
            gaps: Mutex::default(),
            reads: Mutex::default(),
            push_certificate: Slot::default(),
            management_settings: Slot::default(),
            security_defaults: Slot::default(),
            device_registration: Slot::default(),
            org_devices: Tray::default(),
            mdm_servers: Tray::default(),
            server_links: Tray::default(),
            audit_events: Tray::default(),
            locks: Tray::default(),
            coverage: Tray::default(),
            managed: Tray::default(),
            imported: Tray::default(),
            tokens: Tray::default(),
            profiles: Tray::default(),
            failures: Tray::default(),
            restrictions: Tray::default(),
            compliance_policies: Tray::default(),
            sign_on_profiles: Tray::default(),
            vpp_tokens: Tray::default(),
            entra_devices: Tray::default(),
            sign_ins: Tray::default(),
            access_policies: Tray::default(),
            named_locations: Tray::default(),
            accounts: Tray::default(),
            deleted_accounts: Tray::default(),
            memberships: Tray::default(),
            role_assignments: Tray::default(),
            service_principals: Tray::default(),
            groups: Tray::default(),
            roles: Tray::default(),
            subscriptions: Tray::default(),
            second_factors: Tray::default(),
            register: Tray::default(),
            answers: Tray::default(),
            probes: Tray::default(),
        }
    }

    /// The word for a text.
    pub fn word(&self, text: &str) -> Word {
        self.words.intern(text)
    }

    /// A word for a text that is shown and never compared, such as a device's name.
    pub fn shown(&self, text: &str) -> Word {
        self.words.keep(text)
    }

    /// The word for a text in lower case: ids, addresses and names that vendors spell both ways.
    pub fn lower_word(&self, text: &str) -> Word {
        if text.bytes().any(|c| c.is_ascii_uppercase()) {
            self.words.intern(&text.to_ascii_lowercase())
        } else {
            self.words.intern(text)
        }
    }

    /// The canonical serial number for a text.
    pub fn serial(&self, text: &str) -> Result<Word, SerialFault> {
        canonical_serial(text).map(|serial| self.serials.intern(&serial))
    }

    /// The words of many serial numbers that are canonical already.
    pub(crate) fn canonical_serials<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<Word> {
        self.serials.intern_all(texts)
    }

    /// A word of a vendor's enumeration.
    pub fn term<T: Term>(&self, text: &str) -> T {
        T::read(text, &self.strange)
    }

    /// Records that a page or file of a source was read whole.
    pub fn note_read(&self, source: Source) {
        self.reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .note_read(source);
    }

    /// Records that a part of a source was read, unless somebody already read more of it.
    pub fn note_partly_read(&self, source: Source) {
        let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        if reads.of(source) == ReadState::NotRead {
            reads.set(source, ReadState::Partial);
        }
    }

    /// Sets how much of a source was read, outright.
    pub fn set_read(&self, source: Source, state: ReadState) {
        self.reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .set(source, state);
    }

    /// Records that a token's, service's or group's part of a source was read whole.
    pub fn note_whole(&self, source: Source, part: &str) {
        self.reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .note_whole(source, part.to_ascii_lowercase());
    }

    /// Records a gap. The first few alike are named one by one, the others are counted on the
    /// last of those.
    pub fn gap(&self, gap: Gap) {
        let kind = (
            gap.source.clone(),
            gap.reason.clone(),
            gap.file.clone(),
            gap.field.clone(),
        );
        let mut book = self.gaps.lock().unwrap_or_else(PoisonError::into_inner);
        let alike = book.entry(kind).or_default();
        if (alike.len() as u64) < NAMED_GAPS_MAX {
            alike.push(gap);
        } else if let Some(last) = alike.last_mut() {
            last.count += gap.count;
        }
    }

    /// Ends the gathering.
    pub fn finish(self, taken_at: Moment, tenant: Tenant) -> Snapshot {
        let gaps = self
            .gaps
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        Snapshot {
            taken_at,
            tenant,
            serials: self.serials.freeze(),
            words: self.words.freeze(),
            strange: self.strange,
            reads: self
                .reads
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
            gaps: gaps.into_values().flatten().collect(),
            org_devices: self.org_devices.empty(),
            mdm_servers: self.mdm_servers.empty(),
            server_links: self.server_links.empty(),
            audit_events: self.audit_events.empty(),
            locks: self.locks.empty(),
            coverage: self.coverage.empty(),
            managed: self.managed.empty(),
            imported: self.imported.empty(),
            tokens: self.tokens.empty(),
            profiles: self.profiles.empty(),
            failures: self.failures.empty(),
            restrictions: self.restrictions.empty(),
            push_certificate: self.push_certificate.empty(),
            management_settings: self.management_settings.empty(),
            security_defaults: self.security_defaults.empty(),
            device_registration: self.device_registration.empty(),
            compliance_policies: self.compliance_policies.empty(),
            sign_on_profiles: self.sign_on_profiles.empty(),
            vpp_tokens: self.vpp_tokens.empty(),
            entra_devices: self.entra_devices.empty(),
            sign_ins: self.sign_ins.empty(),
            access_policies: self.access_policies.empty(),
            named_locations: self.named_locations.empty(),
            accounts: self.accounts.empty(),
            deleted_accounts: self.deleted_accounts.empty(),
            memberships: self.memberships.empty(),
            role_assignments: self.role_assignments.empty(),
            service_principals: self.service_principals.empty(),
            groups: self.groups.empty(),
            roles: self.roles.empty(),
            subscriptions: self.subscriptions.empty(),
            second_factors: self.second_factors.empty(),
            register: self.register.empty(),
            appearances: Appearances::default(),
            answers: self.answers.empty(),
            probes: self.probes.empty(),
        }
    }
}
