//! A diagnosed snapshot becomes records and goes into the store, a chunk of devices at a time.

use super::access::AccessPicture;
use super::answers;
use super::examine::Examined;
use super::findings::{Finding, systemic};
use super::fleet::stream_into;
use super::{prevent, prevent_memory};
use crate::guide::OsVersion;
use crate::report::ndjson::{self, Ending, Pieces};
use crate::report::prevention::document::Document;
use crate::store::{
    Begun, Bounds, DeviceRecord, Expiry, Fact, FindingRecord, Gap, Lists, Packed, SnapshotRecord,
    SnapshotRow, SourceRead, Store, StoreError, Tenant, TokenSync, Traits,
};
use enrollment::correlate::{Device, Fleet, correlate};
use enrollment::diagnosis::Weights;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{Appearance, Appearances, Appeared, ReadState, Snapshot, Source};
use enrollment::term::Term;
use enrollment::words::Word;
use rules::catalogue;
use rules::prevention::thresholds::Thresholds;

/// What taking a snapshot in came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The snapshot's row.
    pub row: SnapshotRow,
    /// Whether it was in the store before, and nothing was done.
    pub known: bool,
}

/// Records of a chunk of devices.
type Made = Vec<DeviceRecord>;

/// The fact that tells the service that a device is assigned to.
const SERVICE: &str = "server";
/// The fact that tells the enrollment profile that is requested for a device.
const PROFILE: &str = "profile";
/// The fact that tells what Apple calls the model: `iPhone 15`.
pub(super) const MODEL: &str = "model";
/// The fact that tells the system's version when the device reported last, to the second number:
/// what differs between versions are screens, and smaller ones have the same.
pub(super) const OS_VERSION: &str = "os_version";

/// Lets a snapshot know what earlier looks know and what people said, examines it, and puts what
/// came of it into the store.
///
/// # Errors
/// Whatever the store says; it is as it was then.
pub fn ingest(
    snapshot: &mut Snapshot,
    weights: &Weights,
    store: &dyn Store,
    tenant: Tenant,
    now: Moment,
) -> Result<Remembered, StoreError> {
    ingest_within(
        snapshot,
        weights,
        &Thresholds::default(),
        store,
        tenant,
        now,
    )
}

/// The same, with limits of the checks that an administrator set.
///
/// # Errors
/// Whatever the store says; it is as it was then.
pub fn ingest_within(
    snapshot: &mut Snapshot,
    weights: &Weights,
    thresholds: &Thresholds,
    store: &dyn Store,
    tenant: Tenant,
    now: Moment,
) -> Result<Remembered, StoreError> {
    recall(snapshot, store, tenant)?;
    let fleet = correlate(snapshot);
    let remembered = take_in(&fleet, weights, store, tenant, now)?;
    if !remembered.known {
        let memory = prevent_memory::recall(store, tenant)?;
        let history = memory
            .as_ref()
            .map(prevent_memory::Memory::history)
            .unwrap_or_default();
        let found = prevent::examine(&fleet, thresholds.clone(), history);
        let document = Document::of(fleet.snapshot, fleet.len(), &found);
        let document = document.with_access(&AccessPicture::of(fleet.snapshot));
        prevent_memory::remember(store, tenant, memory, document)?;
    }
    Ok(remembered)
}

/// Lets a snapshot know what earlier looks know and what people said.
///
/// # Errors
/// The store cannot be read.
pub fn recall(
    snapshot: &mut Snapshot,
    store: &dyn Store,
    tenant: Tenant,
) -> Result<(), StoreError> {
    snapshot.appearances = appearances(snapshot, store, tenant)?;
    answers::join(snapshot, store, tenant)?;
    Ok(())
}

/// What appeared between earlier looks. What stands there no more is left out.
fn appearances(
    snapshot: &Snapshot,
    store: &dyn Store,
    tenant: Tenant,
) -> Result<Appearances, StoreError> {
    let mut all = Vec::new();
    for (fact, what) in [(SERVICE, Appeared::Service), (PROFILE, Appeared::Profile)] {
        for (serial, entry) in store.changes_of(tenant, fact)? {
            let value = snapshot.words.find(&entry.after);
            if let (Some(serial), Some(value)) = (snapshot.serials.find(&serial), value) {
                let Bounds { after, by } = entry.bounds;
                all.push(Appearance {
                    serial,
                    what,
                    value,
                    after,
                    by,
                });
            }
        }
    }
    Ok(Appearances::of(all))
}

fn take_in(
    fleet: &Fleet<'_>,
    weights: &Weights,
    store: &dyn Store,
    tenant: Tenant,
    now: Moment,
) -> Result<Remembered, StoreError> {
    let mut intake = match store.begin(tenant, &snapshot(fleet, now))? {
        Begun::Known(row) => return Ok(Remembered { row, known: true }),
        Begun::New(intake) => intake,
    };
    let findings = records(fleet, weights, |made| intake.devices(made))?;
    let row = intake.finish(findings)?;
    Ok(Remembered { row, known: false })
}

/// Examines a fleet and hands over the records of its devices, some at a time and in the order of
/// serial numbers. Returns those of the tenant's faults.
///
/// # Errors
/// The first error of `take`.
pub fn records(
    fleet: &Fleet<'_>,
    weights: &Weights,
    take: impl FnMut(Vec<DeviceRecord>) -> Result<(), StoreError> + Send,
) -> Result<Vec<FindingRecord>, StoreError> {
    let examiner = ndjson::examiner(weights);
    let ending = ndjson::ending(fleet);
    let render = |examined: &Examined<'_, '_, Pieces>, made: &mut Made| {
        made.push(record(examined, &ending));
    };
    let summary = stream_into(fleet, &examiner, render, take)?;
    Ok(summary.findings.iter().map(finding).collect())
}

/// The record of a look, apart from its devices.
pub fn snapshot(fleet: &Fleet<'_>, now: Moment) -> SnapshotRecord {
    let snapshot = fleet.snapshot;
    let reads = &snapshot.reads;
    let read = Source::ALL
        .into_iter()
        .filter(|it| reads.of(*it) != ReadState::NotRead);
    let gaps = snapshot.gaps.iter().map(|gap| Gap {
        source: gap.source.clone(),
        reason: gap.reason.word().to_owned(),
    });
    SnapshotRecord {
        taken_at: snapshot.taken_at,
        stored_at: now,
        sources: read
            .map(|source| SourceRead {
                source: source.name().to_owned(),
                whole: reads.is_complete(source),
            })
            .collect(),
        gaps: gaps.collect(),
        expiries: expiries(fleet),
        syncs: syncs(fleet),
        lists_whole: Source::LISTS
            .into_iter()
            .all(|source| reads.of(source) != ReadState::Partial),
    }
}

fn syncs(fleet: &Fleet<'_>) -> Vec<TokenSync> {
    let words = &fleet.snapshot.words;
    let tokens = fleet.snapshot.tokens.iter();
    let synced = tokens.filter_map(|row| {
        Some(TokenSync {
            token: words.text(row.name).to_owned(),
            at: row.last_success.at()?,
        })
    });
    let mut all: Vec<TokenSync> = synced.collect();
    all.sort_by(|a, b| (a.at, &a.token).cmp(&(b.at, &b.token)));
    all
}

fn expiries(fleet: &Fleet<'_>) -> Vec<Expiry> {
    let snapshot = fleet.snapshot;
    let expiry = |kind: &str, name: Word, at: Stamp| {
        Some(Expiry {
            kind: kind.to_owned(),
            name: snapshot.words.text(name).to_owned(),
            at: at.at()?,
        })
    };
    let tokens = snapshot.tokens.iter();
    let tokens = tokens.filter_map(|row| expiry("token", row.name, row.expires));
    let push = snapshot.push_certificate.iter();
    let push = push.filter_map(|row| expiry("push_certificate", row.apple_account, row.expires));
    let apps = snapshot.vpp_tokens.iter();
    let apps = apps.filter_map(|row| expiry("apps_token", row.name, row.expires));
    let mut all: Vec<Expiry> = tokens.chain(push).chain(apps).collect();
    all.sort_by(|a, b| (a.at, &a.kind, &a.name).cmp(&(b.at, &b.kind, &b.name)));
    all
}

fn finding(finding: &Finding) -> FindingRecord {
    FindingRecord {
        code: finding.code.name().to_owned(),
        scope: finding.scope.clone(),
        name: finding.name.clone(),
        since: finding.since,
        devices: finding.blamed.len() as u64,
    }
}

fn record(examined: &Examined<'_, '_, Pieces>, ending: &Ending) -> DeviceRecord {
    let device = examined.device;
    let mut line = Vec::new();
    ndjson::line(examined, ending, &mut line);
    let line = String::from_utf8_lossy(&line);
    let line = line.trim_end();
    let facts = facts(device);
    let words = &device.fleet.snapshot.words;
    let of_register = device.register();
    let holder = device
        .managed()
        .map(|row| row.user)
        .filter(|user| user.is_some());
    let holder = holder
        .or(of_register.map(|row| row.user))
        .unwrap_or_default();
    let order = device
        .org()
        .map(|row| row.order)
        .filter(|order| order.is_some());
    let order = order
        .or(of_register.map(|row| row.order))
        .unwrap_or_default();
    let mut record = DeviceRecord {
        serial: device.serial_text().to_owned(),
        holder: words.text(holder).to_owned(),
        order: words.text(order).to_owned(),
        traits: traits(examined),
        lists: lists(device),
        probability: examined.judged.verdict.probability,
        packed: Packed::later(Vec::new(), String::new()),
        digest: 0,
    };
    record.digest = digest(&record, &facts, line);
    record.packed = Packed::later(facts, line.to_owned());
    record
}

fn traits(examined: &Examined<'_, '_, Pieces>) -> Traits {
    let (device, verdict) = (examined.device, &examined.judged.verdict);
    let snapshot = device.fleet.snapshot;
    let cause = verdict.cause.map(|cause| &catalogue::all()[cause].cause);
    let unexplained = if verdict.unexplained { "C00" } else { "" };
    let source = device.org().map(|row| row.source.text(&snapshot.strange));
    let finding = systemic(examined).map(|(rule, scope)| format!("{} {scope}", rule.cause.code));
    Traits {
        standing: verdict.standing.name().to_owned(),
        cause: cause
            .map_or(unexplained, |cause| cause.code.name())
            .to_owned(),
        family: cause.map_or("", |cause| cause.family.name()).to_owned(),
        gate: verdict.gate.map_or("", |gate| gate.name()).to_owned(),
        action: verdict.action.name().to_owned(),
        erase: if verdict.erase_needed { "yes" } else { "no" }.to_owned(),
        platform: ndjson::platform(device, &examined.judged.case).to_owned(),
        model: snapshot.words.text(ndjson::product(device)).to_owned(),
        source: source.unwrap_or_default(),
        server: snapshot
            .words
            .text(device.service_name().unwrap_or_default())
            .to_owned(),
        finding: finding.unwrap_or_default(),
    }
}

/// The lists that name a device.
fn lists(device: &Device<'_>) -> Lists {
    let named = [
        (Source::ManagedDevices, device.managed().is_some()),
        (Source::ImportedIdentities, device.imported().is_some()),
        (Source::OrgDevices, device.org().is_some()),
        (Source::MdmServerDevices, device.links().next().is_some()),
        (Source::Register, device.register().is_some()),
    ];
    let named = named.into_iter().filter(|(_, names)| *names);
    named.fold(Lists::default(), |lists, (list, _)| lists.with(list))
}

/// What the vendors' rows said, as far as its changes are worth keeping. Mere contacts are not: a
/// device that works makes one every few hours.
fn facts(device: &Device<'_>) -> Vec<Fact> {
    let snapshot = device.fleet.snapshot;
    let register = device.register();
    let whereabouts = register.map(|row| row.whereabouts.text(&snapshot.strange));
    let told = at_apple(device)
        .into_iter()
        .chain(in_intune(device))
        .chain([("whereabouts", Source::Register, whereabouts)]);
    let facts = told.map(|(name, source, value)| Fact {
        name: name.to_owned(),
        source: source.name().to_owned(),
        // Only a list that was read to its end can say that it does not name a device.
        value: value.or_else(|| snapshot.reads.is_complete(source).then(String::new)),
    });
    facts.collect()
}

/// A fact's name, who said it, and what; none where no row names the device.
type Told = (&'static str, Source, Option<String>);

fn at_apple(device: &Device<'_>) -> [Told; 5] {
    let snapshot = device.fleet.snapshot;
    let word = |word: Word| snapshot.words.text(word).to_owned();
    let org = device.org();
    let list = Source::OrgDevices;
    let status = org.map(|row| row.status.text(&snapshot.strange));
    [
        (
            SERVICE,
            Source::MdmServerDevices,
            device.service_name().map(word),
        ),
        ("membership", list, status),
        (MODEL, list, org.map(|row| word(row.model))),
        ("added", list, org.map(|row| stamp(row.added))),
        ("released", list, org.map(|row| stamp(row.released))),
    ]
}

fn in_intune(device: &Device<'_>) -> [Told; 8] {
    let snapshot = device.fleet.snapshot;
    let strange = &snapshot.strange;
    let word = |word: Word| snapshot.words.text(word).to_owned();
    let (imported, managed) = (device.imported(), device.managed());
    let (list, enrolled) = (Source::ImportedIdentities, Source::ManagedDevices);
    let state = imported.map(|row| row.state.text(strange));
    let enrollment = managed.map(|row| row.enrollment.text(strange));
    let management = managed.map(|row| row.management.text(strange));
    let version = managed.map(|row| two_numbers(snapshot.words.text(row.os_version)));
    [
        ("token", list, imported.map(|row| word(row.token))),
        (PROFILE, list, device.profile_name().map(word)),
        ("state", list, state),
        ("enrollment", enrolled, enrollment),
        ("management", enrolled, management),
        ("enrolled", enrolled, managed.map(|row| stamp(row.enrolled))),
        ("user", enrolled, managed.map(|row| word(row.user))),
        (OS_VERSION, enrolled, version),
    ]
}

fn stamp(stamp: Stamp) -> String {
    stamp.at().map_or_else(String::new, |at| at.to_string())
}

/// `17.3` of `17.3.1`; empty if there is no number.
fn two_numbers(version: &str) -> String {
    OsVersion::parse(version).map_or_else(String::new, |it| format!("{}.{}", it.major, it.minor))
}

/// A number that stays the same while only mere times pass: values behind evidence and times of
/// contacts are left out, what follows from them is not. The line's end is about the tenant.
fn digest(record: &DeviceRecord, facts: &[Fact], line: &str) -> i64 {
    let mut sum = Sum(0xcbf2_9ce4_8422_2325);
    for text in [&record.holder, &record.order] {
        sum.text(text);
    }
    for which in crate::store::Trait::ALL {
        sum.text(record.traits.get(which));
    }
    for fact in facts {
        // What nobody looked at is not what was looked at and found empty.
        sum.text(fact.value.as_deref().unwrap_or("\u{0}"));
    }
    let body = line.rfind(",\"gaps\":[").map_or(line, |end| &line[..end]);
    let mut pieces = body.split("\"value\":\"");
    sum.timeless(pieces.next().unwrap_or_default());
    for piece in pieces {
        sum.timeless(&piece[string_end(piece)..]);
    }
    sum.0 as i64
}

/// Where a JSON string ends.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.unwrap_or(text.len())
}

/// FNV-1a: the same on every machine and in every release.
struct Sum(u64);

impl Sum {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    fn text(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.byte(byte));
        self.byte(0xff);
    }

    /// Without times such as `2026-03-05T14:30:21Z`.
    fn timeless(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let time = bytes.get(at..at + 20).filter(|it| {
                it[4] == b'-' && it[10] == b'T' && it[19] == b'Z' && it[0].is_ascii_digit()
            });
            if time.is_some() {
                at += 20;
            } else {
                self.byte(*byte);
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sum, string_end};

    fn sum(text: &str) -> u64 {
        let mut sum = Sum(1);
        sum.timeless(text);
        sum.0
    }

    #[test]
    fn a_time_does_not_count_and_all_else_does() {
        let line = |at: &str, word: &str| format!("{{\"at\":\"{at}\",\"state\":\"{word}\"}}");
        let (monday, tuesday) = ("2026-03-02T14:30:21Z", "2026-03-03T09:00:00Z");
        assert_eq!(sum(&line(monday, "a")), sum(&line(tuesday, "a")));
        assert_ne!(sum(&line(monday, "a")), sum(&line(monday, "b")));
        assert_ne!(sum(&line(monday, "a")), sum(&line("never", "a")));
        assert_ne!(sum("2026-03-02T14:30"), sum(""), "cut short is no time");
    }

    #[test]
    fn a_string_ends_at_its_quote() {
        assert_eq!(string_end("abc\",\"x\""), 3);
        assert_eq!(string_end("a\\\"c\",\"x\""), 4);
        assert_eq!(string_end("a\\\\\",\"x\""), 3);
        assert_eq!(string_end("torn"), 4);
    }
}
