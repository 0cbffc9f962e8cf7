//! The memory of the service: what earlier looks at a tenant saw, what people said about it, and
//! what is still to be done. One trait, three implementations, one conformance suite.
//!
//! The store never judges. It gets records that [`crate::app::remember`] made of a diagnosed
//! snapshot, writes down what is different from the look before, and finds it again. All calls
//! block: a server calls them from a thread pool.

mod backup;
mod case_record;
mod cases;
mod device_file;
mod kept;
mod lists;
mod memory;
mod migrate;
mod packed;
mod postgres;
mod record;
mod sql;
mod sqlite;
mod timers;
mod when;

pub use backup::copy;
pub use case_record::{CasePage, CaseQuery, CaseRow, HolderLink, LedgerRow, NewEntry, PlanRow};
pub use cases::{Cases, every_case};
pub use kept::{Account, ApiKey, Kept, Place, SavedView, Session, Setting, Shelf};
pub use kept::{keep, kept, kept_all, take};
pub use lists::Lists;
pub use memory::Memory;
pub use packed::Packed;
pub use postgres::stays_here;
pub use record::{
    Alert, AlertRow, AuditEntry, Bounds, ChangeCounts, DeviceRecord, DeviceView, Expiry, Fact,
    FindingRecord, FindingRow, FleetPage, FleetQuery, FleetRow, Forgotten, Gap, HistoryEntry,
    Ingested, Job, JobRow, Looks, Said, Seen, SnapshotRecord, SnapshotRow, Sort, SourceRead,
    Tenant, Today, TokenSync, Total, Trait, Traits,
};
pub use timers::Timers;

use enrollment::moment::Moment;
use std::path::Path;

/// Everything that the service remembers.
///
/// Tenants are the unit of visibility: every call but those about the installation itself names
/// one, and no call mixes two.
pub trait Store: Cases + Send + Sync {
    /// What kind of store this is, for people: `memory`, `sqlite`, `postgresql`.
    fn kind(&self) -> &'static str;

    /// Whether the store answers and can be written to; for readiness probes.
    fn ready(&self) -> Result<(), StoreError>;

    /// All tenants with their names, in the order of names.
    fn tenants(&self) -> Result<Vec<(Tenant, String)>, StoreError>;

    /// The tenant of a name, which is made if there is none.
    fn tenant(&self, name: &str) -> Result<Tenant, StoreError>;

    /// Begins to take in a snapshot. Nothing is visible to anybody until [`Intake::finish`], and
    /// other writers are not kept waiting meanwhile.
    ///
    /// # Errors
    /// A snapshot that is older than the newest one: history is written forwards only.
    fn begin(&self, tenant: Tenant, snapshot: &SnapshotRecord) -> Result<Begun, StoreError>;

    /// What the newest snapshot comes to; `None` before the first. Worked out when it came in.
    fn today(&self, tenant: Tenant) -> Result<Option<Today>, StoreError>;

    /// A page of devices, with the total and how they spread over what can be filtered by.
    fn fleet(&self, tenant: Tenant, query: &FleetQuery) -> Result<FleetPage, StoreError>;

    /// One device, with its last diagnosis.
    fn device(&self, tenant: Tenant, serial: &str) -> Result<Option<DeviceView>, StoreError>;

    /// What changed about a device, oldest first.
    fn history(&self, tenant: Tenant, serial: &str) -> Result<Vec<HistoryEntry>, StoreError>;

    /// The changes of one fact that all devices went through, each with its serial number, in
    /// the order of serial numbers and then of time.
    fn changes_of(
        &self,
        tenant: Tenant,
        fact: &str,
    ) -> Result<Vec<(String, HistoryEntry)>, StoreError>;

    /// Faults of the tenant: those that are there now, or all that ever were; newest first.
    fn findings(&self, tenant: Tenant, open_only: bool) -> Result<Vec<FindingRow>, StoreError>;

    /// The newest snapshots that were taken in, at most so many, newest first; and how many there
    /// are in all.
    fn snapshots(&self, tenant: Tenant, most: usize) -> Result<Looks, StoreError>;

    /// Appends what a person said about a device: an answer or a note.
    fn say(&self, tenant: Tenant, said: &Said) -> Result<(), StoreError>;

    /// What was said about a device, oldest first; about all devices without a serial number.
    fn said(&self, tenant: Tenant, serial: Option<&str>) -> Result<Vec<Said>, StoreError>;

    /// Puts an alert into the outbox, unless one with its dedupe key is there already. Says
    /// whether it is new.
    fn raise_alert(&self, tenant: Tenant, alert: &Alert) -> Result<bool, StoreError>;

    /// The newest alerts; or those that were raised since a time and are not delivered yet, oldest
    /// first. Older ones are old news, which nobody delivers any more.
    fn alerts(
        &self,
        tenant: Tenant,
        undelivered_since: Option<Moment>,
    ) -> Result<Vec<AlertRow>, StoreError>;

    /// Notes that an alert was delivered, or why it was not.
    fn alert_tried(&self, id: i64, at: Moment, failure: Option<&str>) -> Result<(), StoreError>;

    /// Puts an object in its place, over what lay there. See [`keep`] for the typed way.
    fn put(&self, place: &Place<'_>, body: &str, until: Option<Moment>) -> Result<(), StoreError>;

    /// The object in a place.
    fn get(&self, place: &Place<'_>) -> Result<Option<String>, StoreError>;

    /// All objects of a shelf, in the order of keys.
    fn list(&self, tenant: Option<Tenant>, shelf: Shelf) -> Result<Vec<String>, StoreError>;

    /// Takes an object away and hands it over. Of two callers at the same time one gets it, which
    /// is what makes a one-time link one.
    fn take(&self, place: &Place<'_>) -> Result<Option<String>, StoreError>;

    /// Appends to the trail of who did what. No call changes or removes an entry.
    fn note_audit(&self, tenant: Option<Tenant>, entry: &AuditEntry) -> Result<(), StoreError>;

    /// The trail, newest first, from before the entry with this number.
    fn audit(
        &self,
        tenant: Option<Tenant>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<(i64, AuditEntry)>, StoreError>;

    /// Puts a job into the queue, unless one with its dedupe key waits or runs. Says whether it is
    /// new.
    fn enqueue(&self, job: &Job) -> Result<bool, StoreError>;

    /// The jobs, where the store hands them out by itself; none where a queue for many processes
    /// does.
    fn timers(&self) -> Option<&dyn Timers>;

    /// One device's whole file as JSON, as a person may ask for it.
    fn export_device(&self, tenant: Tenant, serial: &str) -> Result<Option<String>, StoreError>;

    /// Deletes everything about a device but what was done about it: entries of the ledger, plans,
    /// and a case that is not over with its links. Leaves in the audit trail that something was
    /// deleted, not what.
    fn forget_device(
        &self,
        tenant: Tenant,
        serial: &str,
        who: &str,
        now: Moment,
    ) -> Result<Forgotten, StoreError>;

    /// Deletes objects whose time is over: sessions, links, half-done sign-ins. Says how many.
    fn sweep(&self, now: Moment) -> Result<u64, StoreError>;

    /// Deletes what is older than `before`: history, ended findings, alerts, devices that are gone
    /// since, holders' links; and objects whose time is over. The newest snapshot stays, and so
    /// does what was done about devices.
    fn retain(&self, tenant: Tenant, before: Moment, now: Moment) -> Result<Forgotten, StoreError>;
}

/// What [`Store::begin`] answers.
pub enum Begun {
    /// This very snapshot was taken in before. There is nothing to do.
    Known(Ingested),
    /// It is new: devices, please.
    New(Box<dyn Intake>),
}

/// A snapshot on its way in. Dropped before [`Intake::finish`], it leaves no trace.
pub trait Intake: Send {
    /// Takes the next devices. They come in the order of serial numbers, over all calls.
    fn devices(&mut self, devices: Vec<DeviceRecord>) -> Result<(), StoreError>;

    /// Takes the faults of the tenant, and makes everything visible at once.
    fn finish(self: Box<Self>, findings: Vec<FindingRecord>) -> Result<Ingested, StoreError>;
}

/// Why the store could not do it. Every message ends with the next step.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else writes, for longer than we wait.
    #[error(
        "the store is locked by another program that writes to it; wait for it to end, or stop it, \
         and try again"
    )]
    Locked,
    /// The disk is full.
    #[error("the disk of the store is full; nothing was changed: make room and try again")]
    Full,
    /// The schema is of a later release.
    #[error(
        "the store was written by a newer firstcontact (schema {found}, this one knows {known}); \
         update the program, or restore the backup from before the update"
    )]
    Newer {
        /// The schema that was found.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// A migration that was applied is not the one that this program carries.
    #[error(
        "migration {0} of the store is not the one of this program; it was written by another \
         build: use that one, or restore a backup"
    )]
    Foreign(i64),
    /// Nobody answers.
    #[error("the store cannot be reached: {0}; check its address and that it runs")]
    Unreachable(String),
    /// There is no file.
    #[error(
        "there is no store at {0}; check the name, or make one: firstcontact store ingest SNAPSHOT \
         --store {0}"
    )]
    Missing(String),
    /// It is not a store.
    #[error("{0} is not a store of firstcontact; name another file")]
    NotAStore(String),
    /// Something is already where a copy shall be.
    #[error("{0} exists already, and nothing is overwritten; name another file, or move it away")]
    Exists(String),
    /// The store's address says nothing.
    #[error("{0} is no address of a store; name a file, or postgresql://…")]
    Address(String),
    /// A snapshot from before the newest one.
    #[error(
        "the snapshot of {given} is older than the newest one in the store, of {newest}; take \
         snapshots in from the oldest to the newest"
    )]
    Older {
        /// When it was taken.
        given: Moment,
        /// When the newest one was taken.
        newest: Moment,
    },
    /// Another snapshot came in meanwhile.
    #[error("another snapshot of this tenant came in meanwhile; take this one in again")]
    Overtaken,
    /// Devices did not come in order.
    #[error("devices must come in the order of serial numbers, and {0} did not; this is a bug")]
    Disorder(String),
    /// What was read cannot be understood.
    #[error("the store is damaged ({0}); restore the newest backup")]
    Damaged(String),
    /// The device has a case that is not over.
    #[error("{0} has a case that is not over; go on with that one, or end it first")]
    CaseOpen(String),
    /// Somebody else was faster.
    #[error("somebody else changed this case meanwhile; look at it again, and decide again")]
    Conflict,
    /// A page of a list begins nowhere.
    #[error(
        "{0:?} is no place in this list; take `next` of an earlier page of the same list, or begin \
         at the start"
    )]
    Cursor(String),
    /// Anything else that the database says.
    #[error("the store refused: {0}; if it stays so, report it")]
    Refused(String),
}

/// A store's address without the name and password in it, for people to read.
pub fn without_secret(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.to_owned();
    };
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    format!("{scheme}://{place}")
}

/// Whether many processes can work on the store at an address.
pub fn is_shared(address: &str) -> bool {
    address.starts_with("postgresql://") || address.starts_with("postgres://")
}

/// Opens the store at an address: `postgresql://…`, `memory:`, or the path of a SQLite file,
/// which is made if there is none.
pub fn open(address: &str) -> Result<Box<dyn Store>, StoreError> {
    if is_shared(address) {
        return Ok(Box::new(postgres::open(address)?));
    }
    match address.strip_prefix("sqlite:").unwrap_or(address) {
        "memory:" => Ok(Box::new(Memory::default())),
        "" => Err(StoreError::Address(address.to_owned())),
        path => Ok(Box::new(sqlite::open(path)?)),
    }
}

/// Opens the store at an address for whoever only reads: a file that is not there is not made.
pub fn open_existing(address: &str) -> Result<Box<dyn Store>, StoreError> {
    let path = address.strip_prefix("sqlite:").unwrap_or(address);
    let is_file = !is_shared(address) && !["", "memory:"].contains(&path);
    if is_file && !Path::new(path).exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    open(address)
}

/// What the audit trail says about a deletion: how much, never what.
fn forgotten_entry(what: &str, who: &str, at: Moment, forgotten: Forgotten) -> AuditEntry {
    let Forgotten {
        devices,
        history,
        said,
        other,
    } = forgotten;
    AuditEntry {
        at,
        who: who.to_owned(),
        what: what.to_owned(),
        subject: String::new(),
        detail: format!("devices {devices}, changes {history}, said {said}, other {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::without_secret;

    #[test]
    fn nobody_reads_a_password_of_the_store() {
        for (address, shown) in [
            ("postgresql://ada:p@ss@db/fleet", "postgresql://db/fleet"),
            ("postgresql://db/fleet", "postgresql://db/fleet"),
            ("fleet@home.db", "fleet@home.db"),
        ] {
            assert_eq!(without_secret(address), shown);
        }
    }
}
