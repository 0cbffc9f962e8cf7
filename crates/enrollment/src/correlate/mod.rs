//! Joins all rows of one physical device, by canonical serial number first and IMEI second.
//!
//! Nothing is lost: several rows of one kind stay several rows, and what contradicts itself
//! becomes a reading of the case file. A fuzzy likeness of serial numbers is a suggestion and
//! never a join.

mod grouping;
mod imei;

use grouping::Grouping;
use imei::ImeiTwins;

use crate::moment::{DAY, Stamp};
use crate::snapshot::{
    ActivationLock, Answer, Appearance, Appeared, AuditEvent, Coverage, EnrollmentFailure,
    ImportedIdentity, ManagedDevice, OrgDevice, RegisterRow, ServerLink, Snapshot,
};
use crate::tenant::{TenantFacts, TokenFacts};
use crate::words::{Word, Words};
use std::cmp::Reverse;

/// A snapshot, joined: every serial number that any source names is one device.
pub struct Fleet<'s> {
    /// What was read.
    pub snapshot: &'s Snapshot,
    /// What holds for all devices.
    pub tenant: TenantFacts,
    devices: Vec<Word>,
    org: Grouping,
    imported: Grouping,
    managed: Grouping,
    links: Grouping,
    audit: Grouping,
    locks: Grouping,
    coverage: Grouping,
    failures: Grouping,
    register: Grouping,
    answers: Grouping,
    /// Rows that joined by IMEI, and serial numbers that share one.
    twins: ImeiTwins,
}

/// All rows of one device. The rows that count are chosen once: everything asks for them.
pub struct Device<'f> {
    /// The fleet it belongs to.
    pub fleet: &'f Fleet<'f>,
    /// Its canonical serial number, a word of [`Snapshot::serials`].
    pub serial: Word,
    org: Option<&'f OrgDevice>,
    imported: Option<&'f ImportedIdentity>,
    managed: Option<&'f ManagedDevice>,
}

/// Joins a snapshot. Uses two threads for a large one.
pub fn correlate(snapshot: &Snapshot) -> Fleet<'_> {
    let bound = snapshot.serials.bound();
    let (devices, (twins, register, managed), rest) = std::thread::scope(|scope| {
        // Sorting serial numbers takes about as long as everything else.
        let devices = scope.spawn(|| in_order(&snapshot.serials));
        let by_imei = joined_by_imei(snapshot, bound);
        let rest = (
            Grouping::of(bound, &snapshot.org_devices.iter().map(|row| row.serial)),
            Grouping::of(bound, &snapshot.imported.iter().map(|row| row.serial)),
            Grouping::of(bound, &snapshot.server_links.iter().map(|row| row.serial)),
        );
        // A panic there is a bug and goes on here.
        let devices = devices
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (devices, by_imei, rest)
    });
    let (org, imported, links) = rest;
    let mut fleet = Fleet {
        snapshot,
        tenant: TenantFacts::default(),
        devices,
        org,
        imported,
        managed,
        links,
        audit: Grouping::of(bound, &snapshot.audit_events.iter().map(|row| row.serial)),
        locks: Grouping::of(bound, &snapshot.locks.iter().map(|row| row.serial)),
        coverage: Grouping::of(bound, &snapshot.coverage.iter().map(|row| row.serial)),
        failures: Grouping::of(bound, &snapshot.failures.iter().map(|row| row.serial)),
        register,
        answers: Grouping::of(bound, &snapshot.answers.iter().map(|row| row.serial)),
        twins,
    };
    // A row that could not be used may have left its serial number behind.
    let mut devices = std::mem::take(&mut fleet.devices);
    devices.retain(|serial| fleet.is_named(*serial));
    fleet.devices = devices;
    fleet.tenant = TenantFacts::gather(&fleet);
    fleet
}

/// The rows that may join by IMEI alone: managed devices and register lines.
fn joined_by_imei(snapshot: &Snapshot, bound: usize) -> (ImeiTwins, Grouping, Grouping) {
    let mut twins = ImeiTwins::find(snapshot);
    let own = |serial: Word, other: Word| if serial.is_some() { serial } else { other };
    let lines = snapshot.register.iter().enumerate();
    let register = Grouping::of(
        bound,
        &lines.map(|(number, row)| own(row.serial, twins.register_owner(number))),
    );
    let rows = snapshot.managed.iter().enumerate();
    let managed = Grouping::of(
        bound,
        &rows.map(|(number, row)| own(row.serial, twins.managed_owner(number))),
    );
    twins.forget_owners();
    (twins, register, managed)
}

impl<'s> Fleet<'s> {
    /// Whether any usable row names a serial number.
    fn is_named(&self, serial: Word) -> bool {
        let groups = [
            &self.org,
            &self.imported,
            &self.managed,
            &self.links,
            &self.register,
            &self.audit,
            &self.failures,
            &self.answers,
            &self.locks,
            &self.coverage,
        ];
        groups
            .iter()
            .any(|group| group.rows(serial).next().is_some())
    }

    /// How many devices there are.
    pub fn len(&self) -> usize {
        self.devices.len()
    }

    /// Whether no source names a serial number.
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }

    /// The device with this number, from 0, in the order of serial numbers.
    pub fn device(&self, number: usize) -> Device<'_> {
        Device::new(self, self.devices[number])
    }

    /// The device with this canonical serial number.
    pub fn find(&self, serial: &str) -> Option<Device<'_>> {
        let serial = self.snapshot.serials.find(serial)?;
        Some(Device::new(self, serial))
    }

    /// All devices in the order of serial numbers.
    pub fn devices(&self) -> impl Iterator<Item = Device<'_>> {
        self.devices.iter().map(|serial| Device::new(self, *serial))
    }

    /// Looks at the rows of some devices in quick succession, so that the processor fetches them
    /// side by side; examined one by one, each would wait for memory alone. The number means
    /// nothing: it only keeps the looking from being left out.
    pub fn touch(&self, numbers: std::ops::Range<usize>) -> usize {
        let snapshot = self.snapshot;
        let serials = &self.devices[numbers];
        let mut seen = 0;
        for serial in serials {
            let groups = [&self.org, &self.imported, &self.managed, &self.links];
            seen += groups
                .iter()
                .map(|group| group.first(*serial))
                .sum::<usize>();
        }
        for serial in serials {
            seen += snapshot.serials.text(*serial).len();
            let org = snapshot.org_devices.get(self.org.first(*serial));
            seen += org.map_or(0, |row| row.order.index() ^ usize::from(row.exported));
            let imported = snapshot.imported.get(self.imported.first(*serial));
            seen += imported.map_or(0, |row| row.profile.index());
            let managed = snapshot.managed.get(self.managed.first(*serial));
            seen += managed.map_or(0, |row| row.name.index() ^ usize::from(row.exported));
            let link = snapshot.server_links.get(self.links.first(*serial));
            seen += link.map_or(0, |row| row.server.index());
        }
        seen
    }

    /// The services that list a serial number.
    pub(crate) fn links_of(&self, serial: Word) -> impl Iterator<Item = &'s ServerLink> + '_ {
        self.links
            .rows(serial)
            .map(|n| &self.snapshot.server_links[n])
    }

    /// The rows of a serial number on the tokens' lists.
    pub(crate) fn imported_of(
        &self,
        serial: Word,
    ) -> impl Iterator<Item = &'s ImportedIdentity> + '_ {
        self.imported
            .rows(serial)
            .map(|n| &self.snapshot.imported[n])
    }

    /// The managed devices of a serial number.
    pub(crate) fn managed_of(&self, serial: Word) -> impl Iterator<Item = &'s ManagedDevice> + '_ {
        self.managed.rows(serial).map(|n| &self.snapshot.managed[n])
    }
}

impl<'f> Device<'f> {
    /// The serial number as text.
    pub fn serial_text(&self) -> &'f str {
        self.fleet.snapshot.serials.text(self.serial)
    }

    /// The rows of a serial number.
    pub fn new(fleet: &'f Fleet<'f>, serial: Word) -> Self {
        let words = &fleet.snapshot.words;
        let rows = &fleet.snapshot.org_devices;
        let org = fleet.org.rows(serial).map(|n| &rows[n]).max_by_key(|row| {
            (
                row.updated,
                row.added,
                row.exported,
                row.status,
                row.source,
                row.ordered,
            )
        });
        let imported = fleet.imported_of(serial).max_by_key(|row| {
            let program = row.discovery != crate::snapshot::DiscoverySource::AdminImport;
            let place = (program, !row.deleted, row.created, row.profile_assigned);
            (
                place,
                row.state,
                row.contacted,
                Reverse(words.text(row.token)),
            )
        });
        let managed = fleet
            .managed_of(serial)
            .max_by_key(|row| (row.enrolled, row.last_sync, !row.exported, row.id));
        Self {
            fleet,
            serial,
            org,
            imported,
            managed,
        }
    }

    /// Apple's row: if pages overlap and it stands twice, the one that changed last.
    pub fn org(&self) -> Option<&'f OrgDevice> {
        self.org
    }

    /// Intune's list row that counts: a token's before an upload's, a live before a deleted one,
    /// then the youngest.
    pub fn imported(&self) -> Option<&'f ImportedIdentity> {
        self.imported
    }

    /// All rows on Intune's lists.
    pub fn imported_all(&self) -> impl Iterator<Item = &'f ImportedIdentity> + use<'f> {
        self.fleet.imported_of(self.serial)
    }

    /// The managed device that counts: the one enrolled last.
    pub fn managed(&self) -> Option<&'f ManagedDevice> {
        self.managed
    }

    /// What the model is called: by Apple, by the managed device, or by Intune's list.
    pub fn model(&self) -> Word {
        let names = [
            self.org.map(|row| row.model),
            self.managed.map(|row| row.model),
            self.imported.map(|row| row.model),
        ];
        let mut names = names.into_iter().flatten();
        names.find(|name| name.is_some()).unwrap_or_default()
    }

    /// All managed devices with this serial number, or joined by IMEI.
    pub fn managed_all(&self) -> impl Iterator<Item = &'f ManagedDevice> + use<'f> {
        self.fleet.managed_of(self.serial)
    }

    /// The services that list it at Apple.
    pub fn links(&self) -> impl Iterator<Item = &'f ServerLink> + use<'f> {
        self.fleet.links_of(self.serial)
    }

    /// The service that it is assigned to, by its name if it has one.
    pub fn service_name(&self) -> Option<Word> {
        let link = self.links().next()?;
        let mut servers = self.fleet.snapshot.mdm_servers.iter();
        let named = servers.find(|server| server.id == link.server);
        let name = named.map(|server| server.name);
        Some(name.filter(|name| name.is_some()).unwrap_or(link.server))
    }

    /// The profile that is requested for it, by its name if it has one.
    pub fn profile_name(&self) -> Option<Word> {
        let row = self.imported?;
        let known = self.fleet.tenant.profile(row.profile);
        let name = known.map(|number| self.fleet.snapshot.profiles[number].name);
        Some(name.filter(|name| name.is_some()).unwrap_or(row.profile))
    }

    /// Between which looks what stands there now appeared, if earlier looks know.
    pub fn appeared(&self, what: Appeared) -> Option<Appearance> {
        let value = match what {
            Appeared::Service => self.service_name(),
            Appeared::Profile => self.profile_name(),
        };
        let appearances = &self.fleet.snapshot.appearances;
        appearances.find(self.serial, what, value.filter(|value| value.is_some())?)
    }

    /// The token that serves it: the one that lists it, else the one whose service has it at Apple,
    /// else the only one there is.
    pub fn token(&self) -> Option<&'f TokenFacts> {
        let tenant = &self.fleet.tenant;
        let listed = self.imported.and_then(|row| tenant.token(row.token));
        let linked = || {
            self.links()
                .find_map(|link| tenant.token_of_server(link.server))
        };
        // A row marked as gone says where the device was, not where it is.
        if self.imported.is_some_and(|row| row.deleted) || self.has_left_list() {
            return linked().or(listed);
        }
        listed
            .or_else(linked)
            .or_else(|| match tenant.tokens.as_slice() {
                [only] if self.links().next().is_none() => Some(only),
                _ => None,
            })
    }

    /// Whether Apple has put it on the service of another token than the one on whose list it
    /// stands: that row is what Intune has not been told yet.
    pub fn has_left_list(&self) -> bool {
        let tenant = &self.fleet.tenant;
        let listed = self.imported.filter(|row| !row.deleted);
        let own = listed.and_then(|row| tenant.token(row.token)?.server);
        let Some(own) = own else { return false };
        let mut now = self
            .links()
            .filter_map(|link| tenant.token_of_server(link.server));
        let serves = |token: &TokenFacts| {
            let mut rows = self.imported_all();
            token.server == Some(own) || rows.any(|row| !row.deleted && row.token == token.id)
        };
        let Some(first) = now.next() else {
            return false;
        };
        !serves(first) && !now.any(serves)
    }

    /// Apple's audit events, oldest first.
    pub fn audit(&self) -> Vec<&'f AuditEvent> {
        let rows = &self.fleet.snapshot.audit_events;
        let mut events: Vec<_> = self
            .fleet
            .audit
            .rows(self.serial)
            .map(|n| &rows[n])
            .collect();
        if events.len() > 1 {
            let words = &self.fleet.snapshot.words;
            events.sort_by_key(|event| (event.at, event.kind, words.text(event.server)));
        }
        events
    }

    /// Activation Lock, if this device was asked about.
    pub fn lock(&self) -> Option<&'f ActivationLock> {
        let rows = &self.fleet.snapshot.locks;
        self.fleet
            .locks
            .rows(self.serial)
            .map(|n| &rows[n])
            .max_by_key(|row| row.lock)
    }

    /// Coverage, if this device was asked about; possibly an empty answer.
    pub fn coverage(&self) -> impl Iterator<Item = &'f Coverage> + use<'f> {
        let fleet = self.fleet;
        fleet
            .coverage
            .rows(self.serial)
            .map(|n| &fleet.snapshot.coverage[n])
    }

    /// Failed enrollments that name this serial number.
    pub fn failures(&self) -> impl Iterator<Item = &'f EnrollmentFailure> + use<'f> {
        let fleet = self.fleet;
        fleet
            .failures
            .rows(self.serial)
            .map(|n| &fleet.snapshot.failures[n])
    }

    /// The register's line: of several, the one with the latest hand-out.
    pub fn register(&self) -> Option<&'f RegisterRow> {
        let rows = &self.fleet.snapshot.register;
        self.fleet
            .register
            .rows(self.serial)
            .map(|n| &rows[n])
            .max_by_key(|row| (row.handed_out, row.bought, row.line))
    }

    /// The newest answer to a question.
    pub fn answer(&self, question: &str) -> Option<&'f Answer> {
        let snapshot = self.fleet.snapshot;
        let words = &snapshot.words;
        self.fleet
            .answers
            .rows(self.serial)
            .map(|n| &snapshot.answers[n])
            .filter(|row| {
                words.text(row.question) == question && is_current(snapshot, question, row)
            })
            .max_by_key(|row| (row.at, words.text(row.answer)))
    }

    /// What somebody wrote down as the reason why it left the organisation; it holds for good.
    pub fn release_reason(&self) -> Option<&'f Answer> {
        let snapshot = self.fleet.snapshot;
        let words = &snapshot.words;
        let rows = self.fleet.answers.rows(self.serial);
        rows.map(|n| &snapshot.answers[n])
            .filter(|row| words.text(row.question) == RELEASE && row.answer.is_some())
            .max_by_key(|row| (row.at, words.text(row.answer)))
    }

    /// Whether people answered anything about it.
    pub fn has_answers(&self) -> bool {
        self.fleet.answers.rows(self.serial).next().is_some()
    }

    /// Whether a managed device joined by IMEI alone.
    pub fn joined_by_imei(&self) -> bool {
        self.managed_all().any(|row| row.serial.is_none())
    }

    /// Another serial number with the same IMEI at Apple: the other half of a replacement.
    pub fn imei_twin(&self) -> Option<Word> {
        self.fleet.twins.twin_of(self.serial)
    }

    /// The serial number to which this device's IMEI in the register belongs at Apple, if that
    /// is another one.
    pub fn register_conflict(&self) -> Option<Word> {
        self.fleet.twins.conflict_of(self.serial)
    }

    /// A known serial number that this one may be a misspelling of: a barcode's leading `S`, or
    /// `O` and `I` for `0` and `1`. Only asked for serial numbers that only people know.
    pub fn lookalike(&self) -> Option<Word> {
        let fleet = self.fleet;
        let known = |word: &Word| {
            fleet.org.rows(*word).next().is_some() || fleet.imported.rows(*word).next().is_some()
        };
        lookalikes(self.serial_text())
            .iter()
            .filter_map(|text| fleet.snapshot.serials.find(text))
            .find(known)
    }

    /// The date of the device's first appearance anywhere, for sorting and ageing.
    pub fn first_seen(&self) -> Stamp {
        let org = self.org().map_or(Stamp::ABSENT, |row| row.added);
        let imported = self.imported().map_or(Stamp::ABSENT, |row| row.created);
        match (org.at(), imported.at()) {
            (Some(a), Some(b)) => Stamp::of(a.min(b)),
            (a, b) => a.or(b).into(),
        }
    }
}

/// What a reason for a release is kept under among the answers: no reading of a case file follows
/// from it, so that it is no [`crate::question::Question`].
pub const RELEASE: &str = "release";

/// What somebody saw holds for a week (causality.md §4.3(5)), what somebody remembers for a
/// quarter. Answers come after the snapshot that asked for them: [`ANSWER_BELONGS_FOR`].
fn is_current(snapshot: &Snapshot, question: &str, answer: &Answer) -> bool {
    let Some(at) = answer.at.at() else {
        return false;
    };
    let age = snapshot.taken_at.since(at);
    let holds = if matches!(question, "look" | "unlock_plan") {
        7 * DAY
    } else {
        90 * DAY
    };
    (-ANSWER_BELONGS_FOR..=holds).contains(&age)
}

/// Seconds after a snapshot in which an answer may be given that counts in it. What is seen later
/// is the business of another snapshot, or a mistake in the date.
pub const ANSWER_BELONGS_FOR: i64 = 30 * DAY;

/// Spellings that a scanner or a tired person may have meant.
fn lookalikes(serial: &str) -> Vec<String> {
    let mut texts = Vec::new();
    if let Some(rest) = serial.strip_prefix('S') {
        texts.push(rest.to_owned());
    }
    texts.push(format!("S{serial}"));
    for (from, to) in [('O', '0'), ('0', 'O'), ('I', '1'), ('1', 'I')] {
        if serial.contains(from) {
            texts.push(serial.replace(from, &to.to_string()));
        }
    }
    texts
}

/// All serial numbers in the order of their texts.
fn in_order(serials: &Words) -> Vec<Word> {
    let mut keyed: Vec<(u128, Word)> = Vec::with_capacity(serials.len());
    keyed.extend(
        serials
            .all()
            .map(|word| (sort_key(serials.text(word)), word)),
    );
    keyed.sort_unstable_by(|a, b| {
        // Texts that agree in their first 16 bytes are compared whole.
        a.0.cmp(&b.0)
            .then_with(|| serials.text(a.1).cmp(serials.text(b.1)))
    });
    keyed.into_iter().map(|(_, word)| word).collect()
}

fn sort_key(text: &str) -> u128 {
    let mut key = [0_u8; 16];
    let length = text.len().min(16);
    key[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(key)
}
