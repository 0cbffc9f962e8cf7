//! A snapshot under construction, in few words.

use enrollment::case_file::{self, CaseFile};
use enrollment::correlate::{Fleet, correlate};
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{
    ActivationLock, Answer, AssignmentStatus, AuditEvent, AuditType, Coverage, DiscoverySource,
    EnrollmentState, EnrollmentType, Imei, ImportedIdentity, LockType, ManagedDevice, MdmServer,
    OrgDevice, Platform, ProductFamily, PurchaseSource, ReadState, RegisterRow, ServerLink,
    ServerType, Snapshot, Source, Tenant, Token, TokenType, Whereabouts, canonical_serial,
};
use enrollment::timeline::{self, Timeline};
use enrollment::words::{Interner, Word};

/// "Now" of every test: 2026-11-20 09:00 UTC.
pub(crate) const NOW: &str = "2026-11-20T09:00:00Z";

pub(crate) fn stamp(text: &str) -> Stamp {
    Stamp::parse(text).unwrap()
}

pub(crate) fn moment(text: &str) -> Moment {
    stamp(text).at().unwrap()
}

/// Collects rows; everything that is not said has a plain default: an iPhone from a reseller, on
/// the token "t1", assigned to the service "intune".
pub(crate) struct World {
    serials: Interner,
    words: Interner,
    snapshot: Snapshot,
}

impl World {
    pub(crate) fn new() -> Self {
        let snapshot = Snapshot::empty(moment(NOW), Tenant::default());
        let mut world = Self {
            serials: Interner::new(1),
            words: Interner::new(2),
            snapshot,
        };
        for source in Source::ALL {
            world.snapshot.reads.set(source, ReadState::Complete);
        }
        for (id, name, kind) in [
            ("intune", "Contoso Intune", ServerType::Mdm),
            ("jamf", "Jamf (old)", ServerType::Mdm),
            (
                "configurator",
                "Devices Added by Apple Configurator",
                ServerType::Configurator,
            ),
        ] {
            let (id, name) = (world.word(id), world.word(name));
            world.snapshot.mdm_servers.push(MdmServer {
                id,
                name,
                kind,
                ..MdmServer::default()
            });
        }
        let (id, name) = (world.word("t1"), world.word("Contoso Intune"));
        world.snapshot.tokens.push(Token {
            id,
            name,
            kind: TokenType::Dep,
            expires: stamp("2027-05-01T00:00:00Z"),
            last_success: stamp("2026-11-20T03:00:00Z"),
            last_triggered: stamp("2026-11-20T03:00:00Z"),
            ..Token::default()
        });
        world
    }

    pub(crate) fn serial(&self, text: &str) -> Word {
        self.serials.intern(&canonical_serial(text).unwrap())
    }

    pub(crate) fn word(&self, text: &str) -> Word {
        self.words.intern(text)
    }

    pub(crate) fn not_read(&mut self, source: Source) {
        self.snapshot.reads.set(source, ReadState::NotRead);
    }

    pub(crate) fn partly_read(&mut self, source: Source) {
        self.snapshot.reads.set(source, ReadState::Partial);
    }

    pub(crate) fn org(&mut self, serial: &str, added: &str, source: PurchaseSource) {
        self.org_with(serial, |row| {
            row.added = stamp(added);
            row.source = source;
        });
    }

    pub(crate) fn org_with(&mut self, serial: &str, change: impl FnOnce(&mut OrgDevice)) {
        let mut row = OrgDevice {
            serial: self.serial(serial),
            status: AssignmentStatus::Assigned,
            source: PurchaseSource::Reseller,
            family: ProductFamily::Iphone,
            ..OrgDevice::default()
        };
        change(&mut row);
        self.snapshot.org_devices.push(row);
    }

    pub(crate) fn link(&mut self, serial: &str, server: &str) {
        let (serial, server) = (self.serial(serial), self.word(server));
        self.snapshot
            .server_links
            .push(ServerLink { serial, server });
    }

    pub(crate) fn imported(&mut self, serial: &str, created: &str, profiled: &str) {
        let profile = if profiled.is_empty() {
            Word::NONE
        } else {
            self.word("p1")
        };
        self.imported_with(serial, |row| {
            row.created = stamp(created);
            row.profile_assigned = stamp(profiled);
            row.profile = profile;
        });
    }

    pub(crate) fn imported_with(
        &mut self,
        serial: &str,
        change: impl FnOnce(&mut ImportedIdentity),
    ) {
        let mut row = ImportedIdentity {
            serial: self.serial(serial),
            token: self.word("t1"),
            state: EnrollmentState::NotContacted,
            discovery: DiscoverySource::Program,
            platform: Platform::Ios,
            contacted: Stamp::NEVER,
            ..ImportedIdentity::default()
        };
        change(&mut row);
        self.snapshot.imported.push(row);
    }

    pub(crate) fn managed(&mut self, serial: &str, enrolled: &str, enrollment: EnrollmentType) {
        self.managed_with(serial, |row| {
            row.enrolled = stamp(enrolled);
            row.enrollment = enrollment;
        });
    }

    pub(crate) fn managed_with(&mut self, serial: &str, change: impl FnOnce(&mut ManagedDevice)) {
        let serial = if serial.is_empty() {
            Word::NONE
        } else {
            self.serial(serial)
        };
        let mut row = ManagedDevice {
            serial,
            os: self.word("iOS"),
            ..ManagedDevice::default()
        };
        row.last_sync = stamp("2026-11-19T12:00:00Z");
        change(&mut row);
        self.snapshot.managed.push(row);
    }

    pub(crate) fn audit(&mut self, serial: &str, at: &str, kind: AuditType, server: &str) {
        let event = AuditEvent {
            serial: self.serial(serial),
            at: stamp(at),
            kind,
            server: self.word(server),
            ..AuditEvent::default()
        };
        self.snapshot.audit_events.push(event);
    }

    pub(crate) fn lock(&mut self, serial: &str, lock: LockType) {
        let serial = self.serial(serial);
        self.snapshot.locks.push(ActivationLock {
            serial,
            lock,
            locked: None,
        });
    }

    pub(crate) fn coverage(&mut self, serial: &str, starts: &str) {
        let row = Coverage {
            serial: self.serial(serial),
            starts: stamp(starts),
            description: Word::NONE,
        };
        self.snapshot.coverage.push(row);
    }

    pub(crate) fn register(&mut self, serial: &str, whereabouts: Whereabouts, handed_out: &str) {
        self.register_with(serial, |row| {
            row.whereabouts = whereabouts;
            row.handed_out = stamp(handed_out);
        });
    }

    pub(crate) fn register_with(&mut self, serial: &str, change: impl FnOnce(&mut RegisterRow)) {
        let serial = if serial.is_empty() {
            Word::NONE
        } else {
            self.serial(serial)
        };
        let mut row = RegisterRow {
            serial,
            ..RegisterRow::default()
        };
        change(&mut row);
        self.snapshot.register.push(row);
    }

    pub(crate) fn answer(&mut self, serial: &str, question: &str, answer: &str, at: &str) {
        let row = Answer {
            serial: self.serial(serial),
            question: self.word(question),
            answer: self.word(answer),
            at: stamp(at),
            by: Word::NONE,
        };
        self.snapshot.answers.push(row);
    }

    pub(crate) fn rows(&mut self) -> &mut Snapshot {
        &mut self.snapshot
    }

    pub(crate) fn done(self) -> Snapshot {
        Snapshot {
            serials: self.serials.freeze(),
            words: self.words.freeze(),
            ..self.snapshot
        }
    }
}

/// The IMEI of a text.
pub(crate) fn imei(text: &str) -> Imei {
    Imei::parse(text)
}

/// Joins a snapshot and looks at one of its devices.
pub(crate) fn look<T>(
    snapshot: &Snapshot,
    serial: &str,
    see: impl FnOnce(&Timeline, &CaseFile) -> T,
) -> T {
    let fleet: Fleet<'_> = correlate(snapshot);
    let device = fleet
        .find(serial)
        .unwrap_or_else(|| panic!("no device {serial}"));
    let timeline = timeline::rebuild(&device);
    see(&timeline, &case_file::open(&device, &timeline))
}

/// The case file of one device.
pub(crate) fn case(snapshot: &Snapshot, serial: &str) -> CaseFile {
    look(snapshot, serial, |_, case| *case)
}
