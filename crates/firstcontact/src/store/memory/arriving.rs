//! A snapshot comes into the store in memory.

use super::{Known, Room, Rooms};
use crate::store::{
    Bounds, ChangeCounts, DeviceRecord, FindingRecord, FindingRow, FleetRow, HistoryEntry,
    Ingested, Intake, Lists, Packed, Seen, SnapshotRecord, SnapshotRow, StoreError, Tenant, Today,
    Trait,
};
use enrollment::moment::Moment;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A snapshot on its way in.
pub(super) struct Arriving {
    rooms: Arc<Mutex<Rooms>>,
    tenant: Tenant,
    version: u64,
    snapshot: SnapshotRecord,
    devices: BTreeMap<String, DeviceRecord>,
}

impl Arriving {
    pub(super) fn new(
        rooms: &Arc<Mutex<Rooms>>,
        tenant: Tenant,
        version: u64,
        snapshot: &SnapshotRecord,
    ) -> Self {
        Self {
            rooms: Arc::clone(rooms),
            tenant,
            version,
            snapshot: snapshot.clone(),
            devices: BTreeMap::new(),
        }
    }
}

impl Intake for Arriving {
    fn devices(&mut self, devices: Vec<DeviceRecord>) -> Result<(), StoreError> {
        for device in devices {
            let last = self.devices.keys().next_back();
            if last.is_some_and(|last| *last >= device.serial) {
                return Err(StoreError::Disorder(device.serial));
            }
            self.devices.insert(device.serial.clone(), device);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, findings: Vec<FindingRecord>) -> Result<Ingested, StoreError> {
        let mut rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms.room(self.tenant);
        if room.version != self.version {
            return Err(StoreError::Overtaken);
        }
        // Into a copy, which takes the place of the room once all went well.
        let mut next = room.clone();
        let row = next.take_in(self.snapshot, self.devices, &findings)?;
        *room = next;
        Ok(row)
    }
}

/// Faults that are there now.
pub(super) fn open(room: &Room) -> Vec<FindingRow> {
    let mut open = room.findings.clone();
    open.retain(|row| row.ended.is_none());
    in_order(&mut open);
    open
}

/// Newest first.
pub(super) fn in_order(findings: &mut [FindingRow]) {
    findings.sort_by(|a, b| {
        let key = |row: &FindingRow| (row.finding.code.clone(), row.finding.scope.clone());
        b.began.by.cmp(&a.began.by).then(key(a).cmp(&key(b)))
    });
}

impl Room {
    fn take_in(
        &mut self,
        snapshot: SnapshotRecord,
        devices: BTreeMap<String, DeviceRecord>,
        findings: &[FindingRecord],
    ) -> Result<SnapshotRow, StoreError> {
        let previous = self.snapshots.values().next_back().cloned();
        let before = previous.as_ref().map(|row| row.snapshot.taken_at);
        let mut row = SnapshotRow {
            devices: devices.len() as u64,
            snapshot,
            changes: ChangeCounts::default(),
            standings: BTreeMap::new(),
        };
        let missing: Vec<String> = self.devices.keys().cloned().collect();
        for serial in missing.into_iter().filter(|it| !devices.contains_key(it)) {
            self.miss(&serial, &mut row, before);
        }
        for (serial, device) in devices {
            let standing = device.traits.standing.clone();
            *row.standings.entry(standing).or_default() += 1;
            match self.devices.remove(&serial) {
                None => self.welcome(device, &mut row, before),
                Some(known) => self.compare(device, known, &mut row, before)?,
            }
        }
        self.settle(findings, &row, previous.as_ref());
        self.snapshots.insert(row.snapshot.taken_at, row.clone());
        self.today = Some(Today {
            newest: row.clone(),
            previous: before,
            causes: self.sums(Trait::Cause),
            families: self.sums(Trait::Family),
            findings: Vec::new(),
        });
        self.version += 1;
        Ok(row)
    }

    /// Present devices by a trait, but those that have none.
    fn sums(&self, which: Trait) -> BTreeMap<String, u64> {
        let mut sums = BTreeMap::new();
        for known in self.devices.values() {
            let value = known.row.traits.get(which);
            if known.row.seen == Seen::Present && !value.is_empty() {
                *sums.entry(value.to_owned()).or_default() += 1;
            }
        }
        sums
    }

    fn note(&mut self, serial: &str, fact: &str, words: [&str; 2], bounds: Bounds) {
        let entry = HistoryEntry {
            fact: fact.to_owned(),
            before: words[0].to_owned(),
            after: words[1].to_owned(),
            bounds,
        };
        self.history
            .entry(serial.to_owned())
            .or_default()
            .push(entry);
    }

    fn miss(&mut self, serial: &str, row: &mut SnapshotRow, before: Option<Moment>) {
        let Some(Known {
            row: known, lists, ..
        }) = self.devices.get_mut(serial)
        else {
            return;
        };
        let now = row.snapshot.taken_at;
        let was = known.seen;
        let whole = Lists::whole(&row.snapshot.sources);
        *lists = lists.after(Lists::default(), whole);
        match (was, lists.is_gone(whole)) {
            (Seen::Present | Seen::Unseen, true) => {
                known.seen = Seen::Gone;
                row.changes.gone += 1;
            }
            (Seen::Present, false) => {
                known.seen = Seen::Unseen;
                row.changes.unseen += 1;
            }
            (Seen::Unseen | Seen::Gone, _) => return,
        }
        known.changed_at = now;
        let after = match was {
            Seen::Present => before,
            Seen::Unseen | Seen::Gone => before.map(|before| before.min(known.last_seen)),
        };
        let words = [word(was), word(known.seen)];
        self.note(serial, "seen", words, Bounds { after, by: now });
    }

    fn welcome(&mut self, device: DeviceRecord, row: &mut SnapshotRow, before: Option<Moment>) {
        let now = row.snapshot.taken_at;
        row.changes.new += 1;
        if before.is_some() {
            let bounds = Bounds {
                after: before,
                by: now,
            };
            self.note(&device.serial, "seen", ["", "present"], bounds);
        }
        let lists = device.lists;
        self.keep(device, lists, [now; 5], now);
    }

    /// Times: cause, gate and standing since, first seen, changed.
    fn keep(&mut self, device: DeviceRecord, lists: Lists, times: [Moment; 5], now: Moment) {
        let row = FleetRow {
            serial: device.serial.clone(),
            holder: device.holder,
            order: device.order,
            traits: device.traits,
            probability: device.probability,
            seen: Seen::Present,
            first_seen: times[3],
            last_seen: now,
            cause_since: times[0],
            gate_since: times[1],
            standing_since: times[2],
            changed_at: times[4],
        };
        let known = Known {
            row,
            digest: device.digest,
            packed: device.packed,
            lists,
        };
        self.devices.insert(device.serial, known);
    }

    fn compare(
        &mut self,
        mut device: DeviceRecord,
        stored: Known,
        row: &mut SnapshotRow,
        before: Option<Moment>,
    ) -> Result<(), StoreError> {
        let now = row.snapshot.taken_at;
        let whole = Lists::whole(&row.snapshot.sources);
        let lists = stored.lists.after(device.lists, whole);
        if stored.digest == device.digest && stored.row.seen == Seen::Present {
            let mut stored = Known { lists, ..stored };
            stored.row.last_seen = now;
            self.devices.insert(device.serial, stored);
            return Ok(());
        }
        let Known {
            row: known, packed, ..
        } = stored;
        let absent = known.seen != Seen::Present;
        let within = |looked: Option<Moment>| Bounds {
            after: looked.map(|at| if absent { at.min(known.last_seen) } else { at }),
            by: now,
        };
        let mut notes: Vec<(String, String, String, Bounds)> = Vec::new();
        if absent {
            let (was, is) = (word(known.seen).to_owned(), "present".to_owned());
            notes.push(("seen".to_owned(), was, is, within(before)));
        }
        let (was, is) = (&known.traits, &device.traits);
        let mut since = [known.cause_since, known.gate_since, known.standing_since];
        for (place, name, was, is) in [
            (Some(0), "cause", &was.cause, &is.cause),
            (Some(1), "gate", &was.gate, &is.gate),
            (Some(2), "standing", &was.standing, &is.standing),
            (None, "action", &was.action, &is.action),
        ] {
            if was != is {
                notes.push((name.to_owned(), was.clone(), is.clone(), within(before)));
                if let Some(place) = place {
                    since[place] = now;
                }
            }
        }
        let old = packed.open()?.0;
        let (mut facts, document) = device.packed.open()?;
        for fact in &mut facts {
            let was = old.iter().find(|known| known.name == fact.name);
            let was = was.and_then(|known| known.value.clone());
            let looked = self.looked(&fact.source, now);
            match (was, &fact.value) {
                (Some(was), None) => fact.value = Some(was),
                (Some(was), Some(is)) if was != *is => {
                    notes.push((fact.name.clone(), was, is.clone(), within(looked)));
                }
                _ => {}
            }
        }
        device.packed = Packed::new(&facts, &document)?;
        let differs = !notes.is_empty() || known.traits != device.traits;
        let well = |standing: &str| standing == "healthy";
        match (well(&known.traits.standing), well(&device.traits.standing)) {
            _ if absent => row.changes.returned += 1,
            (true, false) => row.changes.broke += 1,
            (false, true) => row.changes.healed += 1,
            _ => row.changes.changed += u64::from(differs),
        }
        for (fact, was, is, bounds) in notes {
            self.note(&device.serial, &fact, [&was, &is], bounds);
        }
        let changed = if differs { now } else { known.changed_at };
        let [cause, gate, standing] = since;
        let times = [cause, gate, standing, known.first_seen, changed];
        self.keep(device, lists, times, now);
        Ok(())
    }

    /// The last whole look at a source before now; at the tenant, where no source is named.
    fn looked(&self, source: &str, now: Moment) -> Option<Moment> {
        let mut looks = self.snapshots.range(..now).rev();
        let whole = |row: &SnapshotRow| {
            let mut reads = row.snapshot.sources.iter();
            source.is_empty() || reads.any(|read| read.whole && read.source == source)
        };
        looks.find(|(_, row)| whole(row)).map(|(at, _)| *at)
    }

    fn settle(&mut self, now: &[FindingRecord], row: &SnapshotRow, previous: Option<&SnapshotRow>) {
        let bounds = Bounds {
            after: previous.map(|row| row.snapshot.taken_at),
            by: row.snapshot.taken_at,
        };
        for finding in now {
            let same = |known: &&mut FindingRow| {
                known.ended.is_none() && known.finding.is_of(&finding.code, &finding.scope)
            };
            match self.findings.iter_mut().find(same) {
                Some(known) => known.finding = finding.clone(),
                None => self.findings.push(FindingRow {
                    finding: finding.clone(),
                    began: bounds,
                    ended: None,
                }),
            }
        }
        if previous.is_some_and(|previous| previous.snapshot.read_more_than(&row.snapshot)) {
            return;
        }
        for known in self.findings.iter_mut().filter(|row| row.ended.is_none()) {
            let FindingRecord { code, scope, .. } = &known.finding;
            if !now.iter().any(|finding| finding.is_of(code, scope)) {
                known.ended = Some(bounds);
            }
        }
    }
}

const fn word(seen: Seen) -> &'static str {
    match seen {
        Seen::Present => "present",
        Seen::Unseen => "unseen",
        Seen::Gone => "gone",
    }
}
