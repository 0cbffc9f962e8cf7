//! What goes into the store and what comes out of it.

use super::lists::Lists;
use super::packed::Packed;
use super::when;
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A tenant's number in this store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tenant(pub i64);

/// A look at a tenant, apart from its devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRecord {
    /// When it was taken: its name within the tenant.
    #[serde(with = "when")]
    pub taken_at: Moment,
    /// When it came into the store.
    #[serde(with = "when")]
    pub stored_at: Moment,
    /// Which sources were read, and whether whole.
    pub sources: Vec<SourceRead>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// Tokens and certificates that end.
    pub expiries: Vec<Expiry>,
    /// When each token last read Apple's list to its end.
    #[serde(default)]
    pub syncs: Vec<TokenSync>,
    /// Whether each list of devices that was read, was read to its end. For people: which device
    /// is gone follows from the lists that named it.
    pub lists_whole: bool,
}

/// When a token last read Apple's list to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenSync {
    /// What the token is called.
    pub token: String,
    /// When.
    #[serde(with = "when")]
    pub at: Moment,
}

/// How far a source was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRead {
    /// Its public name.
    pub source: String,
    /// Read to its end.
    pub whole: bool,
}

/// What nobody could look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The source's public name.
    pub source: String,
    /// Why.
    pub reason: String,
}

/// A token or a certificate, and when it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// `token`, `push_certificate` or `apps_token`.
    pub kind: String,
    /// The name people gave it.
    pub name: String,
    /// When it ends.
    #[serde(with = "when")]
    pub at: Moment,
}

/// What devices share and are filtered by. There are some thousand combinations in a fleet of a
/// million, so that totals and facets are sums over combinations and never over devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Traits {
    /// `needsYou`, `cannotTell`, `waiting` or `healthy`.
    pub standing: String,
    /// The code of the cause; empty where nothing is wrong.
    pub cause: String,
    /// The cause's family; empty where nothing is wrong.
    pub family: String,
    /// The first gate not passed; empty where all are.
    pub gate: String,
    /// What to do.
    pub action: String,
    /// `yes` or `no`.
    pub erase: String,
    /// `ios`, `macos`, …
    pub platform: String,
    /// Apple's product type, or what the model is called.
    pub model: String,
    /// How the device came into the organisation, in Apple's words.
    pub source: String,
    /// The device management service that it is assigned to.
    pub server: String,
    /// The tenant's fault that it suffers from, as `C21 token:…`; or empty.
    pub finding: String,
}

/// The fields of [`Traits`], as words of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum Trait {
    Standing,
    Cause,
    Family,
    Gate,
    Action,
    Erase,
    Platform,
    Model,
    Source,
    Server,
    Finding,
}

impl Trait {
    /// All of them, in the order in which pages show them.
    pub const ALL: [Self; 11] = [
        Self::Standing,
        Self::Cause,
        Self::Family,
        Self::Gate,
        Self::Action,
        Self::Erase,
        Self::Platform,
        Self::Model,
        Self::Source,
        Self::Server,
        Self::Finding,
    ];

    /// Its public name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Cause => "cause",
            Self::Family => "family",
            Self::Gate => "gate",
            Self::Action => "action",
            Self::Erase => "erase",
            Self::Platform => "platform",
            Self::Model => "model",
            Self::Source => "source",
            Self::Server => "server",
            Self::Finding => "finding",
        }
    }
}

impl Traits {
    /// The value of one of them.
    pub fn get(&self, which: Trait) -> &str {
        match which {
            Trait::Standing => &self.standing,
            Trait::Cause => &self.cause,
            Trait::Family => &self.family,
            Trait::Gate => &self.gate,
            Trait::Action => &self.action,
            Trait::Erase => &self.erase,
            Trait::Platform => &self.platform,
            Trait::Model => &self.model,
            Trait::Source => &self.source,
            Trait::Server => &self.server,
            Trait::Finding => &self.finding,
        }
    }

    /// Sets one of them.
    pub fn set(&mut self, which: Trait, value: String) {
        let place = match which {
            Trait::Standing => &mut self.standing,
            Trait::Cause => &mut self.cause,
            Trait::Family => &mut self.family,
            Trait::Gate => &mut self.gate,
            Trait::Action => &mut self.action,
            Trait::Erase => &mut self.erase,
            Trait::Platform => &mut self.platform,
            Trait::Model => &mut self.model,
            Trait::Source => &mut self.source,
            Trait::Server => &mut self.server,
            Trait::Finding => &mut self.finding,
        };
        *place = value;
    }

    /// How urgent: 0 is worst.
    pub fn rank(&self) -> u8 {
        match self.standing.as_str() {
            "needsYou" => 0,
            "cannotTell" => 1,
            "waiting" => 2,
            _ => 3,
        }
    }
}

/// A device as one look saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceRecord {
    /// Canonical serial number.
    pub serial: String,
    /// Who holds it; empty where nobody says.
    pub holder: String,
    /// The order it came with; empty where nobody says.
    pub order: String,
    /// What it is filtered by.
    pub traits: Traits,
    /// The lists that name it.
    pub lists: Lists,
    /// How probable its cause is, in ten-thousandths.
    pub probability: u16,
    /// Facts and the document, packed.
    pub packed: Packed,
    /// A number that differs if anything but a mere time of day in the document does.
    pub digest: i64,
}

/// Something that a look saw of a device, whose changes are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What: `profile`, `server`, `cause`, …
    pub name: String,
    /// The source that says so; empty for what was concluded.
    pub source: String,
    /// Its value, empty where the source was read and says nothing; `None` where nobody looked.
    pub value: Option<String>,
}

/// Between which two looks something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The last look that did not see it; `None` if the first look saw it already.
    #[serde(with = "when::maybe")]
    pub after: Option<Moment>,
    /// The first look that saw it.
    #[serde(with = "when")]
    pub by: Moment,
}

/// A fault of the tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRecord {
    /// The cause's code.
    pub code: String,
    /// How far it reaches.
    pub scope: String,
    /// The name people know the scope by.
    pub name: String,
    /// Since when, if the vendor's rows tell.
    #[serde(with = "when::maybe")]
    pub since: Option<Moment>,
    /// How many devices it explains.
    pub devices: u64,
}

/// A fault of the tenant, with what earlier looks knew of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    /// As it is, or was last.
    #[serde(flatten)]
    pub finding: FindingRecord,
    /// When it began.
    pub began: Bounds,
    /// When it ended, if it has.
    pub ended: Option<Bounds>,
}

/// What happened between two looks, in devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// Nobody named them before.
    pub new: u64,
    /// Were gone or unseen, and are named again.
    pub returned: u64,
    /// They work, and did not.
    pub healed: u64,
    /// They were well, and are not.
    pub broke: u64,
    /// Anything else about them is different.
    pub changed: u64,
    /// Nobody names them any more.
    pub gone: u64,
    /// They are not named, but a list that named them was not read whole.
    pub unseen: u64,
}

/// A snapshot that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRow {
    /// The look itself.
    #[serde(flatten)]
    pub snapshot: SnapshotRecord,
    /// How many devices it named.
    pub devices: u64,
    /// What had changed.
    pub changes: ChangeCounts,
    /// Devices by standing.
    pub standings: BTreeMap<String, u64>,
}

/// The newest snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looks {
    /// Newest first.
    pub rows: Vec<SnapshotRow>,
    /// How many there are in all.
    pub total: u64,
}

/// What taking in a snapshot came to.
pub type Ingested = SnapshotRow;

/// What the newest snapshot comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// The newest snapshot.
    pub newest: SnapshotRow,
    /// When the one before was taken.
    #[serde(with = "when::maybe")]
    pub previous: Option<Moment>,
    /// Devices by cause.
    pub causes: BTreeMap<String, u64>,
    /// Devices by family.
    pub families: BTreeMap<String, u64>,
    /// Faults that are there now.
    pub findings: Vec<FindingRow>,
}

/// Whether a device is still named.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// The newest look names it.
    #[default]
    Present,
    /// It does not, but a list that named the device was not read whole.
    Unseen,
    /// It does not, and every list that named the device was read since.
    Gone,
}

/// Which devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FleetQuery {
    /// The beginning of a serial number, a holder or an order; case does not matter.
    pub text: String,
    /// For each trait the values that are wanted; a trait that is not named may be anything.
    pub wanted: BTreeMap<Trait, Vec<String>>,
    /// Whether devices are wanted that are still named, or those that are not.
    pub seen: Seen,
    /// In which order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
    /// How many on a page; at most 1,000, and 50 if 0.
    pub size: usize,
    /// Where the page begins: [`FleetPage::next`] of the page before, or nothing.
    pub cursor: Option<String>,
}

/// Orders of devices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Those that need somebody first, then by serial number.
    #[default]
    Worst,
    /// By serial number.
    Serial,
    /// By the time since which the cause is known.
    Since,
    /// By the time at which anything changed last.
    Changed,
}

/// A page of devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FleetPage {
    /// The devices.
    pub rows: Vec<FleetRow>,
    /// How many there are in all.
    pub total: Total,
    /// How they spread: for each trait, how many devices have which value. Counted without the
    /// text of the query.
    pub facets: BTreeMap<Trait, BTreeMap<String, u64>>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// A number of devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// Exactly.
    Exact(u64),
    /// So many were found, and then nobody counted on.
    AtLeast(u64),
}

/// A device in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FleetRow {
    /// Serial number.
    pub serial: String,
    /// Who holds it.
    pub holder: String,
    /// The order it came with.
    pub order: String,
    /// What it is filtered by.
    #[serde(flatten)]
    pub traits: Traits,
    /// How probable its cause is, in ten-thousandths.
    pub probability: u16,
    /// Whether it is still named.
    pub seen: Seen,
    /// The first look that named it.
    #[serde(with = "when")]
    pub first_seen: Moment,
    /// The last look that named it.
    #[serde(with = "when")]
    pub last_seen: Moment,
    /// The first look that found this cause.
    #[serde(with = "when")]
    pub cause_since: Moment,
    /// The first look that found it at this gate.
    #[serde(with = "when")]
    pub gate_since: Moment,
    /// The first look that found it in this standing.
    #[serde(with = "when")]
    pub standing_since: Moment,
    /// The look that last found anything changed.
    #[serde(with = "when")]
    pub changed_at: Moment,
}

/// A device with its last diagnosis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// As in a list.
    pub row: FleetRow,
    /// What the last looks saw.
    pub facts: Vec<Fact>,
    /// The line of schema `firstcontact/diagnosis/1`, as written when anything changed last. Mere
    /// times in it, such as the last contact of a device that works, are of that look.
    pub document: String,
}

/// A change of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The fact that changed.
    pub fact: String,
    /// What it was; empty for nothing.
    pub before: String,
    /// What it became; empty for nothing.
    pub after: String,
    /// Between which looks.
    #[serde(flatten)]
    pub bounds: Bounds,
}

/// What a person said about a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The device.
    pub serial: String,
    /// The question that this answers; empty for a note.
    pub question: String,
    /// The answer or the note.
    pub text: String,
    /// When.
    #[serde(with = "when")]
    pub at: Moment,
    /// Who.
    pub by: String,
}

/// Something that somebody should be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// Two alerts with the same key are one.
    pub dedupe: String,
    /// Where it goes.
    pub channel: String,
    /// What it says, as JSON.
    pub body: String,
    /// When it was raised.
    #[serde(with = "when")]
    pub raised_at: Moment,
}

/// An alert in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRow {
    /// Its number.
    pub id: i64,
    /// The alert.
    #[serde(flatten)]
    pub alert: Alert,
    /// When it was delivered, if it was.
    #[serde(with = "when::maybe")]
    pub delivered_at: Option<Moment>,
    /// When it was tried last.
    #[serde(with = "when::maybe")]
    pub tried_at: Option<Moment>,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last attempt failed.
    pub failure: Option<String>,
}

/// Who did what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// When.
    #[serde(with = "when")]
    pub at: Moment,
    /// Who.
    pub who: String,
    /// What, in one word such as `answered`.
    pub what: String,
    /// To what.
    pub subject: String,
    /// More, for people.
    pub detail: String,
}

/// Work to be done at or after a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// What kind.
    pub kind: String,
    /// Whatever the kind needs, as JSON.
    pub payload: String,
    /// Two waiting jobs with the same key are one.
    pub dedupe: String,
    /// Jobs of one lane are done one after another, whoever does them.
    pub lane: String,
    /// When it is due.
    #[serde(with = "when")]
    pub run_at: Moment,
}

/// A job that a worker holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    /// Its number.
    pub id: i64,
    /// The job.
    #[serde(flatten)]
    pub job: Job,
    /// How often it was claimed since it was put there, this time included.
    pub attempts: u32,
}

/// What was deleted, in rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    /// Devices.
    pub devices: u64,
    /// Changes.
    pub history: u64,
    /// Answers and notes.
    pub said: u64,
    /// Everything else: snapshots, ended findings, delivered alerts, objects out of date, cases
    /// that are over and holders' links.
    pub other: u64,
}

impl FindingRecord {
    /// Whether it is this fault of this scope.
    pub fn is_of(&self, code: &str, scope: &str) -> bool {
        self.code == code && self.scope == scope
    }
}

impl SnapshotRecord {
    /// Whether it read a source whole that `other` did not.
    pub fn read_more_than(&self, other: &Self) -> bool {
        let mut whole = self.sources.iter().filter(|read| read.whole);
        whole.any(|read| !other.sources.contains(read))
    }
}
