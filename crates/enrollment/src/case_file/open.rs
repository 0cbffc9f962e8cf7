//! Opens the case file of a device: from rows and timeline to readings.
//!
//! Here, and only here, is decided when silence means something: a source that was read whole
//! and does not have the device gives a reading, one that was read in part or not at all gives
//! none.

use super::{
    AddGap, AddedAge, Assignments, Care, CaseFile, Certificate, CheckIn, Compliance, Contact,
    DefaultProfile, EnrollSignIn, Erased, Failure, Gone, HandedWhen, HolderSignIns, Identity, Kind,
    ListedAge, Listing, Lock, Look, Managed, Management, Membership, Migration, OsGeneration,
    OtherMdm, ProfileCheck, ProfileOrigin, ProfileSettled, ProfileState, Reading, RegisterState,
    Registered, ReleasedBy, Server, SetupStory, Siblings, SignInMethod, Silence, SiteCluster,
    SourceKind, State, Supervised, SyncSince, TokenKindInfo, Unit, UnlockPlan, UsedWhen, Vpp,
};
use crate::correlate::Device;
use crate::device_kind::{kind_of_family, kind_of_os, kind_of_platform, platform_of};
use crate::moment::{DAY, HOUR, MINUTE, Moment};
use crate::snapshot::{
    AuditType, ComplianceState, DiscoverySource, EnrollmentState, EnrollmentType, ImportedIdentity,
    LockType, ManagedDevice, ManagementState, MigrationStatus, OrgDevice, OwnerType, Profile,
    PurchaseSource, Releaser, Source, VppState, Whereabouts,
};
use crate::tenant::TokenFacts;
use crate::timeline::{Span, Timeline};

/// Orders of repaired devices begin with this letter (causality.md §1.1 e28).
const REPLACEMENT_ORDER: char = 'R';
/// How long Apple may take to accept a profile (causality.md §4.2).
const SETTLE: i64 = 30 * MINUTE;
/// One delta sync (causality.md §1.2), and two hours for being late.
const SYNC_CYCLE: i64 = 14 * HOUR;
/// Coverage within this of the adding says nothing (causality.md §2.2).
const CARE_NEAR: i64 = 14 * DAY;
/// A device that has not checked in for this long is stale.
const STALE: i64 = 30 * DAY;
/// Apple's longest names and numbers in a profile (apple.md §3.3).
const PROFILE_TEXT_MAX: usize = 125;
/// Apple's longest support phone number (apple.md §3.3).
const PROFILE_PHONE_MAX: usize = 50;

/// Opens the case file of a device.
pub fn open(device: &Device<'_>, timeline: &Timeline) -> CaseFile {
    let mut desk = Desk::new(device, timeline);
    desk.custody();
    desk.custody_history();
    desk.token();
    desk.profile();
    desk.in_use();
    desk.order_of_events();
    desk.people();
    desk.attempt();
    desk.after();
    desk.tenant();
    desk.case
}

/// What the readings of one device are taken from.
struct Desk<'d, 'f> {
    device: &'d Device<'f>,
    timeline: &'d Timeline,
    now: Moment,
    org: Option<&'f OrgDevice>,
    imported: Option<&'f ImportedIdentity>,
    managed: Option<&'f ManagedDevice>,
    profile: Option<&'f Profile>,
    token: Option<&'f TokenFacts>,
    kind: Kind,
    case: CaseFile,
}

impl<'d, 'f> Desk<'d, 'f> {
    fn new(device: &'d Device<'f>, timeline: &'d Timeline) -> Self {
        let snapshot = device.fleet.snapshot;
        let (org, imported, managed) = (device.org(), device.imported(), device.managed());
        let kind = [
            org.map(|row| kind_of_family(row.family)),
            imported.map(|row| kind_of_platform(row.platform)),
            managed.and_then(|row| kind_of_os(snapshot.words.text(row.os))),
        ];
        let kind = kind
            .into_iter()
            .flatten()
            .find(|kind| *kind != Kind::Unread);
        let profile = imported.and_then(|row| device.fleet.tenant.profile(row.profile));
        let mut case = CaseFile::default();
        case.set(kind.unwrap_or_default());
        Self {
            device,
            timeline,
            now: snapshot.taken_at,
            org,
            imported,
            managed,
            profile: profile.map(|number| &snapshot.profiles[number]),
            token: token_of(device),
            kind: kind.unwrap_or_default(),
            case,
        }
    }

    fn is_complete(&self, source: Source) -> bool {
        self.device.fleet.snapshot.reads.is_complete(source)
    }

    /// Sets a reading that silence of a source implies, if that source was read whole.
    fn silence<R: Reading>(&mut self, source: Source, reading: R) {
        if self.is_complete(source) {
            self.case.set(reading);
        }
    }

    fn custody(&mut self) {
        let Some(org) = self.org else {
            self.silence(Source::OrgDevices, Membership::Absent);
            return;
        };
        // A portal's list has no releases; the API shows the date.
        let released = self.timeline.released.latest > self.timeline.added.latest;
        self.case.set(if released {
            Membership::Released
        } else {
            Membership::Present
        });
        self.case.set(match org.source {
            PurchaseSource::Apple => SourceKind::Apple,
            PurchaseSource::Reseller => SourceKind::Reseller,
            PurchaseSource::Manual => SourceKind::Manual,
            _ => SourceKind::Unread,
        });
        let server = self.server(org);
        self.case.set(server);
        if let Some(added) = org.added.at() {
            self.case.set(added_age(self.now.since(added)));
            self.case.set(match self.timeline.ordered.earliest {
                Some(ordered) => add_gap(added.since(ordered)),
                // Devices added by hand have no order; their source says so already.
                None if org.source == PurchaseSource::Manual => AddGap::Unread,
                None => AddGap::NoOrder,
            });
        }
        let migration = self.migration(org);
        self.case.set(migration);
        self.case
            .set(self.device.fleet.tenant.family_default(org.family));
    }

    fn server(&self, org: &OrgDevice) -> Server {
        let tenant = &self.device.fleet.tenant;
        // Of several listings the one that is Intune's counts: pages overlap while devices move.
        let listed = self
            .device
            .links()
            .map(|link| tenant.server(link.server))
            .min_by_key(|kind| (*kind != Server::Intune, *kind));
        match listed {
            Some(kind) => kind,
            None if org.status == crate::snapshot::AssignmentStatus::Unassigned => {
                Server::Unassigned
            }
            None if self.is_complete(Source::MdmServerDevices) => Server::Unlisted,
            None => Server::Unread,
        }
    }

    fn migration(&self, org: &OrgDevice) -> Migration {
        let ahead = org
            .migration_deadline
            .at()
            .map(|deadline| deadline > self.now);
        match (org.migration, ahead) {
            (MigrationStatus::Success, _) => Migration::Done,
            (MigrationStatus::Failed, _) => Migration::Failed,
            (_, Some(false)) => Migration::Overdue,
            (_, Some(true)) | (MigrationStatus::Requested | MigrationStatus::Started, None) => {
                Migration::Ahead
            }
            // The attribute is younger than many snapshots; its silence is no reading.
            _ if org.migration_capable.is_some() => Migration::NotPlanned,
            _ => Migration::Unread,
        }
    }

    fn custody_history(&mut self) {
        let words = &self.device.fleet.snapshot.words;
        let order = self.org.map_or("", |org| words.text(org.order));
        let twin = self.device.imei_twin();
        let audit = self.device.audit();
        let replaced = audit
            .iter()
            .any(|event| event.releaser == Releaser::Replacement)
            || self
                .org
                .is_some_and(|org| org.releaser == Releaser::Replacement);
        if replaced {
            self.case.set(Unit::Replaced);
        } else if let (Some(twin), Some(org)) = (twin, self.org) {
            let other = Device {
                fleet: self.device.fleet,
                serial: twin,
            };
            let younger = other.org().is_some_and(|other| other.added < org.added);
            self.case.set(if younger {
                Unit::Replacement
            } else {
                Unit::Replaced
            });
        } else if order.starts_with(REPLACEMENT_ORDER) {
            self.case.set(Unit::Replacement);
        } else if self.org.is_some() {
            self.case.set(Unit::Ordinary);
        }
        let removed = audit
            .iter()
            .rev()
            .find(|event| event.kind == AuditType::Removed);
        let releaser = removed
            .map(|event| event.releaser)
            .or(self.org.map(|org| org.releaser));
        self.case.set(match releaser {
            Some(Releaser::User) => ReleasedBy::User,
            Some(Releaser::Mdm) => ReleasedBy::Mdm,
            Some(Releaser::Reseller) => ReleasedBy::Reseller,
            Some(Releaser::Api) => ReleasedBy::Admin,
            Some(Releaser::Replacement) => ReleasedBy::Replacement,
            _ if removed.is_some() => ReleasedBy::Admin,
            _ => ReleasedBy::Unread,
        });
        let assignments = self.assignments(&audit);
        self.case.set(assignments);
    }

    fn assignments(&self, audit: &[&crate::snapshot::AuditEvent]) -> Assignments {
        let assigned: Vec<_> = audit
            .iter()
            .filter(|event| event.kind == AuditType::Assigned)
            .collect();
        let Some(first) = assigned.first() else {
            let looked = self.is_complete(Source::AuditEvents) && self.org.is_some();
            return if looked {
                Assignments::NoneSeen
            } else {
                Assignments::Unread
            };
        };
        let (reassigned, profiled) = (self.timeline.reassigned, self.timeline.profiled);
        if reassigned.is_known() && reassigned.from(profiled.latest) {
            return Assignments::Again;
        }
        let fleet = self.device.fleet;
        let mut kinds = assigned
            .iter()
            .map(|event| fleet.tenant.server_named(fleet, event.server));
        let came_from = kinds
            .clone()
            .any(|kind| matches!(kind, Server::OtherMdm | Server::AppleMdm));
        if came_from && kinds.next_back() == Some(Server::Intune) {
            return Assignments::Moved;
        }
        match (first.at.at(), self.timeline.added.latest) {
            (Some(first), Some(added)) if first.since(added) > DAY => Assignments::Late,
            _ => Assignments::Prompt,
        }
    }

    fn token(&mut self) {
        self.set_listing();
        if let Some(created) = self.imported.and_then(|row| row.created.at()) {
            self.case.set(listed_age(self.now.since(created)));
        }
        self.silence(
            Source::Tokens,
            if self.device.fleet.tenant.tokens.is_empty() {
                TokenKindInfo::None
            } else {
                TokenKindInfo::Some
            },
        );
        let Some(token) = self.token else { return };
        self.case.set(token.health);
        self.case.set(token.counts);
        // The last change at Apple that a sync would have to carry over.
        let changed = self
            .timeline
            .assigned
            .earliest
            .max(self.timeline.added.earliest);
        if let Some(changed) = changed {
            self.case.set(match token.last_success {
                Some(success) if success >= changed => SyncSince::Yes,
                Some(_) if self.now.since(changed) > SYNC_CYCLE => SyncSince::Overdue,
                Some(_) => SyncSince::NotYet,
                None => SyncSince::Unread,
            });
        }
    }

    fn set_listing(&mut self) {
        let Some(row) = self.imported else {
            self.silence(Source::ImportedIdentities, Listing::Absent);
            return;
        };
        let live = self
            .device
            .imported_all()
            .filter(|row| !row.deleted && row.discovery != DiscoverySource::AdminImport);
        // A list exported from the portal does not name its token: beside the API's row of the
        // same device it is the same list.
        let (exported, read): (Vec<_>, Vec<_>) = live.partition(|row| row.exported);
        let named = if read.is_empty() { exported } else { read };
        let mut tokens: Vec<_> = named.into_iter().map(|row| row.token).collect();
        tokens.sort_unstable();
        tokens.dedup();
        self.case
            .set(if row.discovery == DiscoverySource::AdminImport {
                Listing::Upload
            } else if row.deleted {
                Listing::Deleted
            } else if tokens.len() > 1 {
                Listing::TwoTokens
            } else {
                Listing::Token
            });
        self.case.set(match row.state {
            EnrollmentState::Unknown => State::Unknown,
            EnrollmentState::Enrolled => State::Enrolled,
            EnrollmentState::PendingReset => State::PendingReset,
            EnrollmentState::Failed => State::Failed,
            EnrollmentState::NotContacted => State::NotContacted,
            EnrollmentState::Blocked => State::Blocked,
            EnrollmentState::Missing | EnrollmentState::Strange(_) => State::Unread,
        });
        self.case.set(match row.contacted.at() {
            Some(_) => Contact::Once,
            None if row.contacted.is_never() => Contact::Never,
            None => Contact::Unread,
        });
    }

    fn profile(&mut self) {
        let Some(row) = self
            .imported
            .filter(|row| row.discovery != DiscoverySource::AdminImport)
        else {
            return;
        };
        let profiles_read = self.is_complete(Source::EnrollmentProfiles)
            && self.is_complete(Source::EnrollmentPolicies);
        self.case.set(match self.profile {
            // A list exported from the portal may lack the column.
            None if row.profile.is_none() && row.exported => ProfileState::Unread,
            None if row.profile.is_none() => ProfileState::None,
            // A portal's list names the profile instead of giving its id.
            None if profiles_read && !row.exported => ProfileState::Dangling,
            Some(profile) if !suits(profile, row, self.org) => ProfileState::Unsuitable,
            _ => ProfileState::Present,
        });
        if let Some(assigned) = row.profile_assigned.at() {
            let settled = self.now.since(assigned) >= SETTLE;
            self.case.set(if settled {
                ProfileSettled::Settled
            } else {
                ProfileSettled::Fresh
            });
        }
        let default = self.default_profile();
        self.case.set(default);
        let Some(profile) = self.profile else { return };
        self.case.set(sign_in_method(profile));
        let check = self.profile_check(profile);
        self.case.set(check);
        let uploaded = self
            .token
            .and_then(|token| token.row)
            .and_then(|number| self.device.fleet.snapshot.tokens[number].modified.at());
        let touched = profile.modified.at().max(profile.created.at());
        self.case
            .set(match (touched, uploaded, profile.created.at()) {
                (Some(touched), Some(uploaded), Some(_)) if touched < uploaded => {
                    ProfileOrigin::BeforeToken
                }
                (Some(_), Some(_), Some(_)) => ProfileOrigin::AfterToken,
                _ => ProfileOrigin::Unread,
            });
    }

    fn default_profile(&self) -> DefaultProfile {
        let Some(number) = self.token.and_then(|token| token.row) else {
            return DefaultProfile::Unread;
        };
        let token = &self.device.fleet.snapshot.tokens[number];
        let default = match self.kind {
            Kind::Ios => token.default_ios,
            Kind::Mac => token.default_mac,
            Kind::Tv => token.default_tv,
            Kind::Vision => token.default_vision,
            Kind::Watch | Kind::Unread => None,
        };
        match default {
            None => DefaultProfile::Unread,
            Some(profile) if profile.is_none() => DefaultProfile::Missing,
            Some(_) => DefaultProfile::Set,
        }
    }

    fn profile_check(&self, profile: &Profile) -> ProfileCheck {
        let words = &self.device.fleet.snapshot.words;
        let long = |word, max| words.text(word).chars().count() > max;
        let contradiction = profile.locked == Some(true) && profile.supervised == Some(false);
        if long(profile.support_phone, PROFILE_PHONE_MAX)
            || long(profile.department, PROFILE_TEXT_MAX)
            || long(profile.name, PROFILE_TEXT_MAX)
            || contradiction
        {
            ProfileCheck::Invalid
        } else {
            ProfileCheck::Sound
        }
    }

    fn in_use(&mut self) {
        if let Some(lock) = self.device.lock() {
            self.case.set(match lock.lock {
                LockType::User => Lock::User,
                LockType::Mdm => Lock::Mdm,
                LockType::None => Lock::None,
                LockType::Missing if lock.locked == Some(false) => Lock::None,
                _ => Lock::Unread,
            });
        }
        let asked = self.device.coverage().next().is_some();
        let bought_elsewhere = !matches!(self.case.get(), SourceKind::Apple | SourceKind::Unread);
        // For Apple's own orders the coverage begins with the invoice and says nothing.
        if asked && bought_elsewhere {
            self.case.set(
                match (self.timeline.covered.earliest, self.timeline.added.earliest) {
                    (None, _) => Care::Missing,
                    (Some(start), Some(added)) if added.since(start) > CARE_NEAR => {
                        Care::MuchBefore
                    }
                    (Some(start), Some(added)) if start.since(added) > CARE_NEAR => Care::After,
                    (Some(_), Some(_)) => Care::Near,
                    (Some(_), None) => Care::Unread,
                },
            );
        }
        if let Some(order) = self
            .org
            .map(|org| org.order)
            .filter(|order| order.is_some())
        {
            let (all, enrolled) = self.device.fleet.tenant.siblings(order);
            let own = u32::from(super::journey::is_enrolled(&self.case) || self.managed.is_some());
            let (others, enrolled) = (all.saturating_sub(1), enrolled.saturating_sub(own));
            let read = self.is_complete(Source::ImportedIdentities)
                || self.is_complete(Source::ManagedDevices);
            if read {
                self.case.set(siblings(others, enrolled));
            }
        }
    }

    fn order_of_events(&mut self) {
        let timeline = self.timeline;
        let steps = [
            timeline.added.latest,
            timeline.assigned.latest,
            timeline.imported.latest,
            timeline.profiled.latest,
        ];
        // The run lies after step n and before step n + 1, or nothing can be said.
        let place = |span: Span| {
            if !span.is_known() {
                return None;
            }
            let before = steps.iter().position(|step| span.before(*step));
            match before {
                Some(0) => Some(0),
                Some(n) if span.from(steps[n - 1]) => Some(n),
                None if span.from(steps[3]) => Some(4),
                _ => None,
            }
        };
        if let Some(place) = place(timeline.set_up) {
            self.case.set(UsedWhen::from_value(place as u8 + 1));
        }
        if let Some(day) = timeline.handed_out.earliest {
            // The register knows the day; the device may have been set up at any hour of it.
            let place = steps
                .iter()
                .position(|step| step.is_some_and(|at| day.plus(DAY) <= at));
            let after_profile = steps[3].is_some_and(|at| day >= at);
            match place {
                Some(place) => self.case.set(HandedWhen::from_value(place as u8 + 1)),
                None if after_profile => self.case.set(HandedWhen::AfterProfile),
                None => {}
            }
        }
    }

    fn people(&mut self) {
        match self.device.register() {
            Some(row) => self.case.set(match row.whereabouts {
                Whereabouts::Stock => RegisterState::Stock,
                Whereabouts::HandedOut => RegisterState::HandedOut,
                Whereabouts::Returned => RegisterState::Returned,
                Whereabouts::Lost | Whereabouts::Disposed => RegisterState::Lost,
                Whereabouts::Missing if row.handed_out.at().is_some() => RegisterState::HandedOut,
                _ => RegisterState::Unsaid,
            }),
            None => self.silence(Source::Register, RegisterState::NotListed),
        }
        if let Some(row) = self.device.register()
            && let Some(fails) = self.device.fleet.tenant.site_fails(row.site)
        {
            self.case.set(if fails {
                SiteCluster::Cluster
            } else {
                SiteCluster::Alone
            });
        }
        let identity = if self.device.register_conflict().is_some() {
            Identity::Conflict
        } else if self.device.joined_by_imei() {
            Identity::ByImei
        } else if self.org.is_none() && self.imported.is_none() && self.device.lookalike().is_some()
        {
            Identity::Lookalike
        } else {
            Identity::Exact
        };
        self.case.set(identity);
        if self.device.has_answers() {
            self.answer::<Look>();
            self.answer::<SetupStory>();
            self.answer::<OtherMdm>();
            self.answer::<UnlockPlan>();
        }
    }

    /// Reads the newest answer to the question that has the reading's name.
    fn answer<R: Reading>(&mut self) {
        let words = &self.device.fleet.snapshot.words;
        let Some(answer) = self.device.answer(R::INFO.name) else {
            return;
        };
        let text = words.text(answer.answer);
        if let Some(value) = R::INFO.values.iter().position(|value| *value == text) {
            self.case.set_value(R::INFO.id, value as u8);
        }
    }

    fn attempt(&mut self) {
        let fleet = self.device.fleet;
        let own = self.device.failures().max_by_key(|row| row.at);
        let holder = self.device.register().map(|row| row.user);
        let user = holder
            .or(self.managed.map(|row| row.user))
            .unwrap_or_default();
        let since = self
            .timeline
            .imported
            .earliest
            .or(self.timeline.added.earliest);
        let by_user = || {
            let id = self.managed.map(|row| row.user_id).unwrap_or_default();
            // A person's failure can be another device's once this one is enrolled.
            let open = self.managed.is_none() && (user.is_some() || id.is_some());
            open.then(|| fleet.tenant.user_failure(user, id, since))
                .flatten()
        };
        let failure = match own {
            Some(row) => Some(crate::tenant::meaning(&fleet.snapshot.words, row)),
            None => by_user(),
        };
        match failure {
            Some(failure) => self.case.set(failure),
            None => self.silence(Source::Failures, Failure::None),
        }
        if user.is_some() && self.managed.is_none() {
            let facts = fleet.tenant.holder(user);
            let recent = |at: Option<Moment>| at.is_some() && at >= since;
            match facts.filter(|facts| recent(facts.enrollment_at)) {
                Some(facts) => self.case.set(facts.enrollment),
                None => self.silence(Source::SignIns, EnrollSignIn::None),
            }
            match facts.and_then(|facts| facts.unmanaged) {
                Some(_) => self.case.set(HolderSignIns::Unmanaged),
                None => self.silence(Source::SignIns, HolderSignIns::None),
            }
        }
        let erased = self.timeline.erased;
        if erased.is_known() {
            let since_profile = erased.from(self.timeline.profiled.latest);
            self.case.set(if since_profile {
                Erased::SinceProfile
            } else {
                Erased::BeforeProfile
            });
        } else if self.org.is_some() {
            self.silence(Source::AuditEvents, Erased::None);
        }
    }

    fn after(&mut self) {
        let Some(row) = self.managed else {
            self.silence(Source::ManagedDevices, Managed::None);
            if let Some(imported) = self.imported
                && self.is_complete(Source::ManagedDevices)
            {
                let gone = imported.contacted.at().is_some()
                    || matches!(self.case.get(), State::Enrolled | State::PendingReset);
                self.case.set(if gone { Gone::Yes } else { Gone::No });
            }
            return;
        };
        let several = self.several_live();
        self.case.set(if several {
            Managed::Several
        } else {
            enrolled_how(row, self.kind)
        });
        self.case.set(match row.supervised {
            Some(true) => Supervised::Yes,
            Some(false) => Supervised::No,
            None => Supervised::Unread,
        });
        let age = |at: Moment| self.now.since(at);
        self.case
            .set(match (row.last_sync.at(), row.enrolled.at()) {
                (_, Some(enrolled)) if age(enrolled) < DAY => CheckIn::New,
                (Some(last), _) if age(last) <= STALE => CheckIn::Recent,
                (Some(_), _) => CheckIn::Stale,
                (None, _) if row.last_sync.is_never() => CheckIn::Never,
                (None, _) => CheckIn::Unread,
            });
        let userless = row.enrollment == EnrollmentType::BulkWithoutUser;
        self.case.set(match row.entra_registered {
            Some(true) => Registered::Yes,
            // A device without a person has nobody who could register it.
            Some(false) if !userless => Registered::No,
            _ => Registered::Unread,
        });
        self.case.set(compliance(row.compliance));
        self.case.set(management(row.management));
        self.case.set(match row.certificate_expires.at() {
            Some(expires) if expires <= self.now => Certificate::Expired,
            Some(_) => Certificate::Valid,
            None => Certificate::Unread,
        });
    }

    /// Whether two records of this device both look alive.
    fn several_live(&self) -> bool {
        let mut all = self.device.managed_all();
        if all.next().is_none() || all.next().is_none() {
            return false;
        }
        // Overlapping pages repeat a row: the same record twice is one record.
        let mut ids: Vec<_> = self
            .device
            .managed_all()
            .map(|row| (row.id, row.enrolled))
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len() > 1
    }

    fn tenant(&mut self) {
        let fleet = self.device.fleet;
        let tenant = &fleet.tenant;
        let platform = platform_of(self.kind);
        self.case.set(tenant.push);
        self.case.set(tenant.access);
        self.case.set(tenant.platform_rule(platform).0);
        if let Some(row) = self.managed {
            let version = fleet.snapshot.words.text(row.os_version);
            self.case.set(tenant.os_rule(fleet, platform, version));
            let major = version
                .split('.')
                .next()
                .and_then(|major| major.trim().parse::<u32>().ok());
            if let Some(major) = major {
                let from_26 = major >= 26;
                self.case.set(if from_26 {
                    OsGeneration::From26
                } else {
                    OsGeneration::Before26
                });
            }
            if let (Some(day), Some(last)) = (tenant.silent_since, row.last_sync.at()) {
                let with_them = last >= day && last < day.plus(2 * DAY);
                self.case.set(if with_them {
                    Silence::Mass
                } else {
                    Silence::Ordinary
                });
            } else if self.is_complete(Source::ManagedDevices) {
                self.case.set(Silence::Ordinary);
            }
        }
        let vpp = self.vpp();
        self.case.set(vpp);
    }

    fn vpp(&self) -> Vpp {
        let Some(profile) = self.profile else {
            return Vpp::Unread;
        };
        let snapshot = self.device.fleet.snapshot;
        if !profile.vpp_token.is_some() {
            return match profile.company_portal {
                Some(_) => Vpp::NotNeeded,
                None => Vpp::Unread,
            };
        }
        match snapshot
            .vpp_tokens
            .iter()
            .find(|token| token.id == profile.vpp_token)
        {
            Some(token) => {
                let expired = token
                    .expires
                    .at()
                    .is_some_and(|expires| expires <= self.now);
                let valid = matches!(token.state, VppState::Valid | VppState::Missing);
                if valid && !expired {
                    Vpp::Valid
                } else {
                    Vpp::Broken
                }
            }
            None if self.is_complete(Source::VppTokens) => Vpp::Broken,
            None => Vpp::Unread,
        }
    }
}

/// The token that serves a device: the one that lists it, else the one whose service has it at
/// Apple, else the only one there is.
fn token_of<'f>(device: &Device<'f>) -> Option<&'f TokenFacts> {
    let tenant = &device.fleet.tenant;
    let listed = device.imported().and_then(|row| tenant.token(row.token));
    let linked = || {
        device
            .links()
            .find_map(|link| tenant.token_of_server(link.server))
    };
    let assigned = device.links().next().is_some();
    let only = || match tenant.tokens.as_slice() {
        [token] if !assigned => Some(token),
        _ => None,
    };
    // A row marked as gone says where the device was, not where it is.
    let gone = device.imported().is_some_and(|row| row.deleted);
    if gone {
        linked().or(listed)
    } else {
        listed.or_else(linked).or_else(only)
    }
}

fn suits(profile: &Profile, row: &ImportedIdentity, org: Option<&OrgDevice>) -> bool {
    let (wanted, own) = (
        kind_of_platform(profile.platform),
        kind_of_platform(row.platform),
    );
    let platform = wanted == Kind::Unread || own == Kind::Unread || wanted == own;
    let is_iphone = org.is_some_and(|org| org.family == crate::snapshot::ProductFamily::Iphone);
    platform && !(profile.shared_ipad == Some(true) && is_iphone)
}

fn sign_in_method(profile: &Profile) -> SignInMethod {
    match (profile.with_user, profile.company_portal, profile.modern) {
        (Some(false), ..) => SignInMethod::Userless,
        (Some(true), Some(true), _) => SignInMethod::CompanyPortal,
        (Some(true), _, Some(true)) => SignInMethod::Modern,
        (Some(true), Some(false), Some(false)) => SignInMethod::Legacy,
        _ => SignInMethod::Unread,
    }
}

fn enrolled_how(row: &ManagedDevice, kind: Kind) -> Managed {
    match row.enrollment {
        EnrollmentType::BulkWithUser | EnrollmentType::BulkWithoutUser => Managed::Automated,
        EnrollmentType::User
        | EnrollmentType::Manager
        | EnrollmentType::AppleUser
        | EnrollmentType::AppleUserService
        | EnrollmentType::AccountDriven => Managed::ByHand,
        // Every automated enrollment of an iPhone or iPad is supervised since iOS 13 (apple.md
        // §4.6), and nothing a person can do by hand makes it so.
        _ => match (row.supervised, kind, row.owner) {
            (Some(true), Kind::Ios, _) | (Some(true), _, OwnerType::Company) => Managed::Automated,
            (Some(false), Kind::Ios, _) => Managed::ByHand,
            _ => Managed::Unsaid,
        },
    }
}

fn compliance(state: ComplianceState) -> Compliance {
    match state {
        ComplianceState::Compliant | ComplianceState::InGracePeriod => Compliance::Compliant,
        ComplianceState::Noncompliant => Compliance::Noncompliant,
        ComplianceState::Unknown | ComplianceState::Conflict | ComplianceState::Error => {
            Compliance::Unsettled
        }
        _ => Compliance::Unread,
    }
}

fn management(state: ManagementState) -> Management {
    match state {
        ManagementState::Managed
        | ManagementState::WipeCanceled
        | ManagementState::RetireCanceled
        | ManagementState::WipeFailed
        | ManagementState::RetireFailed => Management::Managed,
        ManagementState::WipePending | ManagementState::WipeIssued => Management::Wipe,
        ManagementState::RetirePending
        | ManagementState::RetireIssued
        | ManagementState::DeletePending => Management::Retire,
        ManagementState::Unhealthy => Management::Unhealthy,
        ManagementState::Discovered => Management::Discovered,
        ManagementState::Missing | ManagementState::Strange(_) => Management::Unread,
    }
}

fn added_age(seconds: i64) -> AddedAge {
    match seconds / DAY {
        ..2 => AddedAge::Fresh,
        2..30 => AddedAge::Month,
        30..90 => AddedAge::Quarter,
        _ => AddedAge::Old,
    }
}

fn listed_age(seconds: i64) -> ListedAge {
    match seconds / DAY {
        ..2 => ListedAge::Fresh,
        2..30 => ListedAge::Month,
        30..90 => ListedAge::Quarter,
        _ => ListedAge::Old,
    }
}

fn add_gap(seconds: i64) -> AddGap {
    match seconds / DAY {
        ..=7 => AddGap::Short,
        8..=30 => AddGap::Long,
        _ => AddGap::VeryLong,
    }
}

fn siblings(others: u32, enrolled: u32) -> Siblings {
    if others == 0 {
        Siblings::Alone
    } else if enrolled * 10 < others * 3 {
        Siblings::Few
    } else if enrolled * 10 < others * 9 {
        Siblings::Some
    } else {
        Siblings::Most
    }
}
