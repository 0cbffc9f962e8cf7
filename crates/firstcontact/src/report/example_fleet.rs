//! Tests only: a small tenant of eight devices on every heap, one of them with hostile names.

use super::fleet::{FleetReport, Keep};
use super::only::Only;
use crate::app::examine::Examiner;
use enrollment::correlate::correlate;
use enrollment::diagnosis::Weights;
use enrollment::moment::Stamp;
use enrollment::rows::Rows;
use enrollment::snapshot::{
    ActivationLock, Answer, AssignmentStatus, DiscoverySource, EnrollmentState, EnrollmentType,
    Gap, GapReason, ImportedIdentity, LockType, ManagedDevice, ManagementState, MdmServer,
    OrgDevice, Platform, ProductFamily, Profile, PurchaseSource, PushCertificate, ReadState,
    RegisterRow, ServerLink, ServerStatus, ServerType, Snapshot, Source, Tenant, Token, TokenType,
    Whereabouts,
};
use enrollment::words::{Interner, Word};
use std::sync::LazyLock;

/// A serial number that nobody has, and that a spreadsheet would calculate.
pub(crate) const HOSTILE_SERIAL: &str = "=CMD|'A1,\"B";
/// A model that a browser would run.
pub(crate) const HOSTILE_MODEL: &str = "<script>alert(\"x\")</script> | @all \u{1b}[31m";

/// Rows in which order they come, and how strings are hashed: neither may show in any report.
pub(crate) struct Shuffle {
    pub(crate) backwards: bool,
    pub(crate) seed: u64,
}

/// As the rows come.
pub(crate) const IN_ORDER: Shuffle = Shuffle {
    backwards: false,
    seed: 1,
};

/// The other way round.
pub(crate) const SHUFFLED: Shuffle = Shuffle {
    backwards: true,
    seed: 0x5eed,
};

/// The report on the tenant.
pub(crate) fn report(shuffle: &Shuffle, only: &Only, keep: Keep) -> FleetReport {
    let snapshot = snapshot(shuffle);
    let weights = estimates();
    FleetReport::gather(&correlate(&snapshot), &Examiner::new(weights), only, keep)
}

/// The report on a tenant of which nobody read anything.
pub(crate) fn report_of_nothing() -> FleetReport {
    let snapshot = empty();
    let weights = estimates();
    let examiner = Examiner::new(weights);
    FleetReport::gather(
        &correlate(&snapshot),
        &examiner,
        &Only::default(),
        Keep::Worst(25),
    )
}

/// A snapshot that nobody filled.
pub(crate) fn empty() -> Snapshot {
    let at = Stamp::parse("2026-11-23T08:00:00Z").unwrap().at().unwrap();
    Snapshot::empty(
        at,
        Tenant {
            name: String::new(),
            id: String::new(),
        },
    )
}

/// The tenant.
pub(crate) fn snapshot(shuffle: &Shuffle) -> Snapshot {
    let desk = Desk {
        serials: Interner::new(shuffle.seed),
        words: Interner::new(shuffle.seed),
    };
    let mut all = empty();
    all.tenant = Tenant {
        name: "Contoso & Söhne".to_owned(),
        id: "t-1".to_owned(),
    };
    for source in Source::ALL {
        all.reads.set(source, ReadState::Complete);
    }
    all.reads.set(Source::AuditEvents, ReadState::NotRead);
    all.reads.set(Source::SignIns, ReadState::NotRead);
    all.reads.set(Source::EntraDevices, ReadState::Partial);
    all.gaps = gaps();
    all.push_certificate = Some(PushCertificate {
        present: true,
        expires: at("2027-06-01"),
        ..Default::default()
    });
    desk.tokens(&mut all);
    desk.devices(&mut all);
    if shuffle.backwards {
        backwards(&mut all.org_devices);
        backwards(&mut all.imported);
        backwards(&mut all.server_links);
        backwards(&mut all.tokens);
        backwards(&mut all.mdm_servers);
        backwards(&mut all.register);
        all.gaps.reverse();
    }
    all.serials = desk.serials.freeze();
    all.words = desk.words.freeze();
    all
}

fn at(text: &str) -> Stamp {
    Stamp::parse(text).unwrap()
}

fn backwards<T: Clone>(rows: &mut Rows<T>) {
    let mut all: Vec<T> = rows.iter().cloned().collect();
    all.reverse();
    *rows = all.into_iter().collect();
}

fn gaps() -> Vec<Gap> {
    let gap = |source: &str, reason, detail: &str| Gap {
        source: source.to_owned(),
        reason,
        file: None,
        row: None,
        field: None,
        detail: detail.into(),
        count: 1,
    };
    let forbidden = GapReason::Collector("forbidden".to_owned());
    let mut torn = gap("microsoft/devices", GapReason::Torn, "ends after 812 bytes");
    torn.file = Some("microsoft/devices-00002.json".to_owned());
    let mut row = gap(
        "register",
        GapReason::Row,
        "a character that no serial number has",
    );
    row.file = Some("register.csv".to_owned());
    (row.row, row.field, row.count) = (Some(17), Some("Serial|no".to_owned()), 3);
    vec![gap("apple/auditEvents", forbidden, "<b>403</b>"), torn, row]
}

struct Desk {
    serials: Interner,
    words: Interner,
}

impl Desk {
    fn word(&self, text: &str) -> Word {
        self.words.intern(text)
    }

    /// One token that syncs, one that has expired, each with its service at Apple.
    fn tokens(&self, all: &mut Snapshot) {
        for (number, expires, success) in [
            ("1", "2027-03-01", "2026-11-23T02:00:00Z"),
            ("2", "2026-11-01", "2026-10-31"),
        ] {
            all.tokens.push(Token {
                id: self.word(&format!("token-{number}")),
                name: self.word(&format!("Intune {number} | <Berlin>")),
                kind: TokenType::Dep,
                expires: at(expires),
                last_success: at(success),
                error: Some(0),
                devices: Some(5),
                consent: Some(true),
                default_ios: Some(self.word("profile-1")),
                ..Default::default()
            });
            all.mdm_servers.push(MdmServer {
                id: self.word(&format!("server-{number}")),
                name: self.word(&format!("Intune {number} | <Berlin>")),
                kind: ServerType::Mdm,
                status: ServerStatus::Active,
                devices: Some(5),
                default_families: Some(vec![ProductFamily::Iphone]),
                ..Default::default()
            });
        }
        all.profiles.push(Profile {
            id: self.word("profile-1"),
            token: self.word("token-1"),
            name: self.word("iPhones"),
            platform: Platform::Ios,
            with_user: Some(true),
            supervised: Some(true),
            created: at("2026-01-01"),
            modified: at("2026-01-01"),
            ..Default::default()
        });
    }

    fn devices(&self, all: &mut Snapshot) {
        // Enrolled, and well.
        let serial = self.org(all, "ENROLLED01", "server-1");
        self.import(all, serial, EnrollmentState::Enrolled);
        all.managed.push(ManagedDevice {
            serial,
            enrolled: at("2026-10-05"),
            last_sync: at("2026-11-22"),
            enrollment: EnrollmentType::BulkWithUser,
            management: ManagementState::Managed,
            supervised: Some(true),
            ..Default::default()
        });
        // In its sealed box.
        let serial = self.org(all, "STOCK00001", "server-1");
        self.import(all, serial, EnrollmentState::NotContacted);
        self.register(all, serial, Whereabouts::Stock, "");
        all.locks.push(ActivationLock {
            serial,
            lock: LockType::None,
            locked: Some(false),
        });
        // In use months before it was added.
        let serial = self.org(all, "EARLY00001", "server-1");
        self.import(all, serial, EnrollmentState::NotContacted);
        self.register(all, serial, Whereabouts::HandedOut, "2026-03-10");
        all.locks.push(ActivationLock {
            serial,
            lock: LockType::User,
            locked: Some(true),
        });
        // The same, and its holder says that the lock can be lifted.
        let serial = self.org(all, "READY00001", "server-1");
        self.import(all, serial, EnrollmentState::NotContacted);
        self.register(all, serial, Whereabouts::HandedOut, "2026-03-10");
        all.locks.push(ActivationLock {
            serial,
            lock: LockType::User,
            locked: Some(true),
        });
        for (question, answer) in [
            ("look", "in_use"),
            ("other_mdm", "no"),
            ("unlock_plan", "ready"),
        ] {
            let (question, answer) = (self.word(question), self.word(answer));
            let at = at("2026-11-20");
            all.answers.push(Answer {
                serial,
                question,
                answer,
                at,
                by: Word::NONE,
            });
        }
        // Nobody knows anything about it.
        let serial = self.org(all, "UNSURE0001", "server-1");
        self.import(all, serial, EnrollmentState::NotContacted);
        // Waiting for a token that has expired.
        self.org(all, "SHUT000001", "server-2");
        self.org(all, "SHUT000002", "server-2");
        // On no service at all.
        self.org(all, HOSTILE_SERIAL, "");
    }

    fn org(&self, all: &mut Snapshot, serial: &str, server: &str) -> Word {
        let model = if serial == HOSTILE_SERIAL {
            HOSTILE_MODEL
        } else {
            "iPhone 16 Pro"
        };
        let serial = self.serials.intern(serial);
        all.org_devices.push(OrgDevice {
            serial,
            order: self.word("PO 4711"),
            product: self.word("iPhone17,1"),
            model: self.word(model),
            added: at("2026-10-01"),
            ordered: at("2026-03-01"),
            updated: at("2026-10-01"),
            status: match server {
                "" => AssignmentStatus::Unassigned,
                _ => AssignmentStatus::Assigned,
            },
            source: PurchaseSource::Reseller,
            family: ProductFamily::Iphone,
            ..Default::default()
        });
        if !server.is_empty() {
            all.server_links.push(ServerLink {
                serial,
                server: self.word(server),
            });
        }
        serial
    }

    fn import(&self, all: &mut Snapshot, serial: Word, state: EnrollmentState) {
        all.imported.push(ImportedIdentity {
            serial,
            token: self.word("token-1"),
            profile: self.word("profile-1"),
            created: at("2026-10-02"),
            profile_assigned: at("2026-10-02"),
            state,
            discovery: DiscoverySource::Program,
            platform: Platform::Ios,
            supervised: Some(true),
            ..Default::default()
        });
    }

    fn register(&self, all: &mut Snapshot, serial: Word, place: Whereabouts, handed_out: &str) {
        all.register.push(RegisterRow {
            serial,
            site: self.word("Berlin"),
            whereabouts: place,
            handed_out: at(handed_out),
            ..Default::default()
        });
    }
}

/// The estimates: these tests are about how a verdict is told, and fitted odds change with every
/// fit.
pub(crate) fn estimates() -> &'static Weights {
    static ESTIMATES: LazyLock<Weights> = LazyLock::new(|| rules::weights::estimates().unwrap());
    &ESTIMATES
}
