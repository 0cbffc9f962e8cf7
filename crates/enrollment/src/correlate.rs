//! Joins all rows of one physical device, by canonical serial number first and IMEI second.
//!
//! Nothing is lost: several rows of one kind stay several rows, and what contradicts itself
//! becomes a reading of the case file. A fuzzy likeness of serial numbers is a suggestion and
//! never a join.

use crate::moment::{DAY, Stamp};
use crate::snapshot::{
    ActivationLock, Answer, AuditEvent, Coverage, EnrollmentFailure, Imei, ImportedIdentity,
    ManagedDevice, OrgDevice, RegisterRow, ServerLink, Snapshot,
};
use crate::tenant::TenantFacts;
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

    /// All managed devices with this serial number, or joined by IMEI.
    pub fn managed_all(&self) -> impl Iterator<Item = &'f ManagedDevice> + use<'f> {
        self.fleet.managed_of(self.serial)
    }

    /// The services that list it at Apple.
    pub fn links(&self) -> impl Iterator<Item = &'f ServerLink> + use<'f> {
        self.fleet.links_of(self.serial)
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

/// What somebody saw holds for a week (causality.md §4.3(5)), what somebody remembers for a
/// quarter. Answers come after the snapshot that asked for them; a month later is another snapshot's
/// business, or a mistake in the date.
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
    (-30 * DAY..=holds).contains(&age)
}

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

/// Row numbers by serial number. Large tables get an index by word, small ones a sorted list.
enum Grouping {
    Dense { starts: Vec<u32>, rows: Vec<u32> },
    Sparse(Vec<(u32, u32)>),
}

/// A table with fewer rows than one in this many serial numbers is kept as a sorted list.
const SPARSE: usize = 4;

impl Grouping {
    fn of<I: Iterator<Item = Word> + Clone>(bound: usize, serials: &I) -> Self {
        let named = || {
            let numbered = serials.clone().enumerate();
            numbered.filter(|(_, serial)| serial.is_some())
        };
        let count = named().count();
        if count * SPARSE < bound {
            let mut pairs: Vec<_> = named()
                .map(|(row, serial)| (serial.index() as u32, row as u32))
                .collect();
            pairs.sort_unstable();
            return Self::Sparse(pairs);
        }
        let mut starts = vec![0_u32; bound + 1];
        for (_, serial) in named() {
            starts[serial.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut rows = vec![0_u32; count];
        let mut next = starts.clone();
        for (row, serial) in named() {
            let slot = &mut next[serial.index()];
            rows[*slot as usize] = row as u32;
            *slot += 1;
        }
        Self::Dense { starts, rows }
    }

    /// The number of a serial number's first row, or some other number.
    fn first(&self, serial: Word) -> usize {
        match self {
            Self::Dense { starts, rows } => {
                let start = starts
                    .get(serial.index())
                    .map_or(0, |start| *start as usize);
                rows.get(start).map_or(0, |row| *row as usize)
            }
            Self::Sparse(_) => 0,
        }
    }

    fn rows(&self, serial: Word) -> impl Iterator<Item = usize> + use<'_> {
        let (dense, sparse): (&[u32], &[(u32, u32)]) = match self {
            Self::Dense { starts, rows } => {
                let index = serial.index();
                let range = match (starts.get(index), starts.get(index + 1)) {
                    (Some(start), Some(end)) => *start as usize..*end as usize,
                    _ => 0..0,
                };
                (&rows[range], &[])
            }
            Self::Sparse(pairs) => {
                let index = serial.index() as u32;
                let start = pairs.partition_point(|pair| pair.0 < index);
                let length = pairs[start..]
                    .iter()
                    .take_while(|pair| pair.0 == index)
                    .count();
                (&[], &pairs[start..start + length])
            }
        };
        dense
            .iter()
            .copied()
            .chain(sparse.iter().map(|pair| pair.1))
            .map(|row| row as usize)
    }
}

/// What the IMEI says about rows and serial numbers.
#[derive(Default)]
struct ImeiTwins {
    /// Pairs of serial numbers at Apple that share an IMEI, sorted; both directions.
    twins: Vec<(Word, Word)>,
    /// Serial number in the register, and the one that its IMEI has at Apple; sorted.
    conflicts: Vec<(Word, Word)>,
    /// Register lines without serial number: line number in the table, serial at Apple; sorted.
    register: Vec<(u32, Word)>,
    /// Managed devices without serial number; likewise.
    managed: Vec<(u32, Word)>,
}

impl ImeiTwins {
    fn find(snapshot: &Snapshot) -> Self {
        // (IMEI, serial) of Apple's rows, sorted: 16 bytes each, dropped at the end.
        let count = snapshot
            .org_devices
            .iter()
            .map(|row| row.imei.iter().filter(|i| i.is_some()).count());
        let mut known: Vec<(u64, Word)> = Vec::with_capacity(count.sum());
        for row in snapshot.org_devices.iter() {
            let imeis = row.imei.iter().filter(|imei| imei.is_some());
            known.extend(imeis.map(|imei| (imei.body(), row.serial)));
        }
        known.sort_unstable();
        known.dedup();
        let mut twins = Vec::new();
        for pair in known.windows(2) {
            if pair[0].0 == pair[1].0 {
                twins.push((pair[0].1, pair[1].1));
                twins.push((pair[1].1, pair[0].1));
            }
        }
        twins.sort_unstable();
        let owner = |imei: Imei| {
            if !imei.is_some() {
                return None;
            }
            let body = imei.body();
            let start = known.partition_point(|pair| pair.0 < body);
            let mut owners = known[start..].iter().take_while(|pair| pair.0 == body);
            // An IMEI that two serial numbers have joins nothing.
            let first = owners.next()?;
            if owners.next().is_some() {
                None
            } else {
                Some(first.1)
            }
        };
        let mut found = Self {
            twins,
            ..Self::default()
        };
        for (number, row) in snapshot.register.iter().enumerate() {
            match owner(row.imei) {
                Some(serial) if row.serial.is_none() => {
                    found.register.push((number as u32, serial));
                }
                None if row.serial.is_some() => {
                    // Somebody typed the IMEI where the serial number belongs.
                    let typed = Imei::parse(snapshot.serials.text(row.serial));
                    if let Some(serial) = owner(typed) {
                        found.conflicts.push((row.serial, serial));
                    }
                }
                Some(serial) if row.serial != serial => {
                    found.conflicts.push((row.serial, serial));
                }
                _ => {}
            }
        }
        for (number, row) in snapshot.managed.iter().enumerate() {
            if row.serial.is_none()
                && let Some(serial) = owner(row.imei)
            {
                found.managed.push((number as u32, serial));
            }
        }
        found.conflicts.sort_unstable();
        found
    }

    fn register_owner(&self, number: usize) -> Word {
        lookup(&self.register, number as u32).unwrap_or_default()
    }

    fn managed_owner(&self, number: usize) -> Word {
        lookup(&self.managed, number as u32).unwrap_or_default()
    }

    fn twin_of(&self, serial: Word) -> Option<Word> {
        lookup(&self.twins, serial)
    }

    fn conflict_of(&self, serial: Word) -> Option<Word> {
        lookup(&self.conflicts, serial)
    }

    fn forget_owners(&mut self) {
        self.register = Vec::new();
        self.managed = Vec::new();
    }
}

fn lookup<K: Ord + Copy>(pairs: &[(K, Word)], key: K) -> Option<Word> {
    let start = pairs.partition_point(|pair| pair.0 < key);
    pairs
        .get(start)
        .filter(|pair| pair.0 == key)
        .map(|pair| pair.1)
}
