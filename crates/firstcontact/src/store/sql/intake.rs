//! A snapshot comes in: devices are held beside the stored ones, what differs is staged, and at the
//! end everything becomes visible in one short transaction.

use super::matching::{Stored, Walk};
use super::staging::{self, Staging};
use super::{Connection, Engine, Inner, Value, snapshots, stir, transaction};
use crate::store::{
    Begun, ChangeCounts, DeviceRecord, Fact, FindingRecord, Ingested, Intake, Lists, Packed, Seen,
    SnapshotRecord, SnapshotRow, StoreError, Tenant, Traits,
};
use enrollment::moment::Moment;
use std::collections::HashMap;
use std::sync::Arc;

/// So many devices that are new or different change what the database should expect.
const LARGE: u64 = 1_000;

/// Begins, unless the snapshot is known or too old.
pub(super) fn begin<E: Engine>(
    inner: &Arc<Inner<E>>,
    tenant: Tenant,
    snapshot: &SnapshotRecord,
) -> Result<Begun, StoreError> {
    // A connection of its own: what is staged belongs to it and goes with it.
    let mut connection = inner.engine.connect()?;
    connection.script(connection.dialect().give_room())?;
    if let Some(known) = snapshots::one(&mut *connection, tenant, snapshot.taken_at)? {
        return Ok(Begun::Known(known));
    }
    let version = snapshots::version(&mut *connection, tenant)?;
    let previous = snapshots::newest(&mut *connection, tenant)?;
    if let Some(newest) = previous.as_ref().map(|row| row.snapshot.taken_at)
        && newest > snapshot.taken_at
    {
        return Err(StoreError::Older {
            given: snapshot.taken_at,
            newest,
        });
    }
    let intake = Open {
        inner: Arc::clone(inner),
        tenant,
        version,
        snapshot: snapshot.clone(),
        whole: Lists::whole(&snapshot.sources),
        looks: snapshots::looks(&mut *connection, tenant)?,
        book: Book::open(&mut *connection, tenant)?,
        staging: Staging::begin(&mut *connection)?,
        walk: Walk::new(tenant),
        changes: ChangeCounts::default(),
        last: None,
        previous,
        connection,
    };
    Ok(Begun::New(Box::new(intake)))
}

struct Open<E> {
    inner: Arc<Inner<E>>,
    connection: Box<dyn Connection>,
    tenant: Tenant,
    version: i64,
    snapshot: SnapshotRecord,
    /// The lists that it read to their end.
    whole: Lists,
    previous: Option<SnapshotRow>,
    /// When each source was last read whole.
    looks: HashMap<String, Moment>,
    book: Book,
    staging: Staging,
    walk: Walk,
    changes: ChangeCounts,
    last: Option<String>,
}

impl<E: Engine> Intake for Open<E> {
    fn devices(&mut self, devices: Vec<DeviceRecord>) -> Result<(), StoreError> {
        let mut different = Vec::new();
        for device in devices {
            if self
                .last
                .as_ref()
                .is_some_and(|last| *last >= device.serial)
            {
                return Err(StoreError::Disorder(device.serial));
            }
            self.last = Some(device.serial.clone());
            let passed = self
                .walk
                .pass(&mut *self.connection, Some(&device.serial))?;
            for stored in passed.missing {
                self.miss(&stored)?;
            }
            match passed.found {
                Some(stored) if self.is_same(&stored, &device) => self.book.count(stored.traits),
                found => different.push((device, found)),
            }
        }
        let before = self.documents(&different)?;
        for ((device, found), before) in different.into_iter().zip(before) {
            match found {
                None => self.welcome(&device)?,
                Some(stored) => self.compare(&device, &stored, before)?,
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, findings: Vec<FindingRecord>) -> Result<Ingested, StoreError> {
        loop {
            let passed = self.walk.pass(&mut *self.connection, None)?;
            if passed.missing.len() == 0 {
                break;
            }
            for stored in passed.missing {
                self.miss(&stored)?;
            }
        }
        self.staging.flush(&mut *self.connection)?;
        let this = *self;
        let row = SnapshotRow {
            snapshot: this.snapshot,
            devices: this.book.present(),
            changes: this.changes,
            standings: this.book.sums(|traits| &traits.standing),
        };
        let mut connection = this.connection;
        let (tenant, version, book) = (this.tenant, this.version, this.book);
        let is_large = this.staging.devices() >= LARGE;
        let _turn = this.inner.engine.turn();
        transaction(&mut *connection, |connection| {
            // This holds the tenant's row: whoever comes second sees what the first one did.
            stir(connection, tenant)?;
            if snapshots::version(connection, tenant)? != version + 1 {
                return Err(StoreError::Overtaken);
            }
            staging::apply(connection, tenant)?;
            book.write(connection, tenant)?;
            let previous = this.previous.as_ref();
            snapshots::settle_findings(connection, tenant, &row, previous, &findings)?;
            snapshots::write(connection, tenant, &row, previous, &book)
        })?;
        if is_large {
            // The snapshot is in; where this fails, the database does it later by itself.
            let _ = connection.script(connection.dialect().tidy());
        }
        Ok(row)
    }
}

impl<E: Engine> Open<E> {
    /// Whether nothing at all is to be written about a device.
    fn is_same(&self, stored: &Stored, device: &DeviceRecord) -> bool {
        stored.digest == device.digest
            && stored.last_seen.is_none()
            && stored.lists == stored.lists.after(device.lists, self.whole)
    }

    /// A device that nobody named before.
    fn welcome(&mut self, device: &DeviceRecord) -> Result<(), StoreError> {
        let now = self.snapshot.taken_at.unix();
        self.changes.new += 1;
        // In the first look everything is new, which says nothing.
        if self.previous.is_some() {
            self.note(&device.serial, "seen", ["", "present"], None, None)?;
        }
        let traits = self.book.id(Seen::Present, &device.traits);
        self.book.count(traits);
        let packed = device.packed.bytes()?;
        let row = device_row(device, traits, device.lists, [now; 5], &packed);
        self.staging.device(&mut *self.connection, row)
    }

    /// A device that is stored, and differs.
    fn compare(
        &mut self,
        device: &DeviceRecord,
        stored: &Stored,
        before: Option<Packed>,
    ) -> Result<(), StoreError> {
        let now = self.snapshot.taken_at.unix();
        let (seen, was) = self.book.traits(stored.traits)?;
        let (mut differs, is) = (seen != Seen::Present, &device.traits);
        if differs {
            let words = [seen_word(seen), "present"];
            self.note(&device.serial, "seen", words, None, stored.last_seen)?;
        }
        let mut since = [
            stored.standing_since,
            stored.cause_since,
            stored.gate_since,
            0,
        ];
        let concluded = [
            ("standing", &was.standing, &is.standing),
            ("cause", &was.cause, &is.cause),
            ("gate", &was.gate, &is.gate),
            ("action", &was.action, &is.action),
        ];
        for (since, (name, was, is)) in since.iter_mut().zip(concluded) {
            if was != is {
                *since = now;
                differs = true;
                self.note(&device.serial, name, [was, is], None, stored.last_seen)?;
            }
        }
        let packed = self.facts(device, stored, before, &mut differs)?;
        differs |= was != *is;
        match (was.standing == "healthy", is.standing == "healthy") {
            _ if seen != Seen::Present => self.changes.returned += 1,
            (true, false) => self.changes.broke += 1,
            (false, true) => self.changes.healed += 1,
            _ if differs => self.changes.changed += 1,
            // Nothing but a text: a probability moved, or weeks became months.
            _ => {}
        }
        let traits = self.book.id(Seen::Present, is);
        self.book.count(traits);
        let changed = if differs { now } else { stored.changed_at };
        let times = [since[1], since[2], since[0], stored.first_seen, changed];
        let lists = stored.lists.after(device.lists, self.whole);
        let row = device_row(device, traits, lists, times, &packed.bytes()?);
        self.staging.device(&mut *self.connection, row)
    }

    /// Notes which facts changed. What nobody looked at this time stays as it was known.
    fn facts(
        &mut self,
        device: &DeviceRecord,
        stored: &Stored,
        before: Option<Packed>,
        differs: &mut bool,
    ) -> Result<Packed, StoreError> {
        let known = match before {
            Some(packed) => packed.open()?.0,
            None => Vec::new(),
        };
        let (mut facts, document) = device.packed.open()?;
        let mut carried = false;
        for fact in &mut facts {
            let was = known.iter().find(|known| known.name == fact.name);
            let was = was.and_then(|known| known.value.as_ref());
            match (was, &fact.value) {
                (Some(was), None) => {
                    fact.value = Some(was.clone());
                    carried = true;
                }
                (Some(was), Some(is)) if was != is => {
                    *differs = true;
                    let Fact { name, source, .. } = &*fact;
                    let words = [was.as_str(), is.as_str()];
                    self.note(&device.serial, name, words, Some(source), stored.last_seen)?;
                }
                _ => {}
            }
        }
        if carried {
            return Packed::new(&facts, &document);
        }
        Ok(device.packed.clone())
    }

    /// A stored device that this look does not name.
    fn miss(&mut self, stored: &Stored) -> Result<(), StoreError> {
        let (seen, traits) = self.book.traits(stored.traits)?;
        let lists = stored.lists.after(Lists::default(), self.whole);
        let becomes = match seen {
            Seen::Present | Seen::Unseen if lists.is_gone(self.whole) => Seen::Gone,
            Seen::Present => Seen::Unseen,
            Seen::Unseen | Seen::Gone => seen,
        };
        if becomes == seen && lists == stored.lists {
            self.book.count(stored.traits);
            return Ok(());
        }
        let mut changed_at = stored.changed_at;
        if becomes != seen {
            changed_at = self.snapshot.taken_at.unix();
            match becomes {
                Seen::Gone => self.changes.gone += 1,
                Seen::Unseen | Seen::Present => self.changes.unseen += 1,
            }
            let words = [seen_word(seen), seen_word(becomes)];
            self.note(&stored.serial, "seen", words, None, stored.last_seen)?;
        }
        let id = self.book.id(becomes, &traits);
        self.book.count(id);
        let newest = self
            .previous
            .as_ref()
            .map(|row| row.snapshot.taken_at.unix());
        let last_seen = stored.last_seen.or(newest);
        let row = vec![
            Value::from(&stored.serial),
            id.into(),
            lists.number().into(),
            last_seen.into(),
            changed_at.into(),
        ];
        self.staging.missing(&mut *self.connection, row)
    }

    /// Stages a change. It happened after the last look at its source that saw the device as it
    /// was, and not after this one.
    fn note(
        &mut self,
        serial: &str,
        fact: &str,
        [was, became]: [&str; 2],
        source: Option<&str>,
        last_seen: Option<i64>,
    ) -> Result<(), StoreError> {
        let newest = self.previous.as_ref().map(|row| row.snapshot.taken_at);
        let looked = match source {
            Some(source) if !source.is_empty() => self.looks.get(source).copied(),
            _ => newest,
        };
        let looked = looked.map(Moment::unix);
        let after = match (looked, last_seen) {
            (Some(looked), Some(seen)) => Some(looked.min(seen)),
            (looked, _) => looked,
        };
        let row = vec![
            Value::from(serial),
            self.snapshot.taken_at.into(),
            fact.into(),
            was.into(),
            became.into(),
            after.into(),
        ];
        self.staging.change(&mut *self.connection, row)
    }

    /// The stored facts of those devices that are stored already, in one query.
    fn documents(
        &mut self,
        different: &[(DeviceRecord, Option<Stored>)],
    ) -> Result<Vec<Option<Packed>>, StoreError> {
        let wanted: Vec<&str> = different
            .iter()
            .filter(|(_, found)| found.is_some())
            .map(|(device, _)| device.serial.as_str())
            .collect();
        let mut bodies = HashMap::new();
        if !wanted.is_empty() {
            let sql = format!(
                "SELECT serial, body FROM document WHERE tenant = $1 AND serial {}",
                self.connection.dialect().listed("$2", "text")
            );
            let values = [self.tenant.into(), snapshots::body(&wanted)?];
            for mut row in self.connection.rows(&sql, &values)? {
                bodies.insert(row.text(0)?, Packed::from_bytes(row.bytes(1)?));
            }
        }
        let found = different.iter();
        Ok(found
            .map(|(device, _)| bodies.remove(&device.serial))
            .collect())
    }
}

/// A row of the staging table. The times are: cause, gate and standing since, first seen, changed.
fn device_row(
    device: &DeviceRecord,
    traits: i64,
    lists: Lists,
    times: [i64; 5],
    packed: &[u8],
) -> Vec<Value> {
    vec![
        (&device.serial).into(),
        device.digest.into(),
        traits.into(),
        lists.number().into(),
        i64::from(device.traits.rank()).into(),
        (&device.holder).into(),
        (&device.holder.to_lowercase()).into(),
        (&device.order).into(),
        (&device.order.to_lowercase()).into(),
        i64::from(device.probability).into(),
        times[0].into(),
        times[1].into(),
        times[2].into(),
        times[3].into(),
        times[4].into(),
        packed.into(),
    ]
}

/// The public word.
pub(super) const fn seen_word(seen: Seen) -> &'static str {
    match seen {
        Seen::Present => "present",
        Seen::Unseen => "unseen",
        Seen::Gone => "gone",
    }
}

/// All combinations of traits of a tenant, and how many devices have each.
pub(super) struct Book {
    ids: [HashMap<Traits, i64>; 3],
    rows: HashMap<i64, (Seen, Traits, u64)>,
    next: i64,
}

impl Book {
    fn open(connection: &mut dyn Connection, tenant: Tenant) -> Result<Self, StoreError> {
        let mut book = Self {
            ids: Default::default(),
            rows: HashMap::new(),
            next: 1,
        };
        for (id, seen, traits, _) in super::fleet::all_traits(connection, tenant)? {
            book.next = book.next.max(id + 1);
            book.ids[seen as usize].insert(traits.clone(), id);
            book.rows.insert(id, (seen, traits, 0));
        }
        Ok(book)
    }

    fn id(&mut self, seen: Seen, traits: &Traits) -> i64 {
        if let Some(known) = self.ids[seen as usize].get(traits) {
            return *known;
        }
        let id = self.next;
        self.next += 1;
        self.ids[seen as usize].insert(traits.clone(), id);
        self.rows.insert(id, (seen, traits.clone(), 0));
        id
    }

    fn count(&mut self, id: i64) {
        if let Some((_, _, devices)) = self.rows.get_mut(&id) {
            *devices += 1;
        }
    }

    fn traits(&self, id: i64) -> Result<(Seen, Traits), StoreError> {
        match self.rows.get(&id) {
            Some((seen, traits, _)) => Ok((*seen, traits.clone())),
            None => Err(StoreError::Damaged(format!("traits {id} are missing"))),
        }
    }

    fn present(&self) -> u64 {
        self.sums(|_| "").values().sum()
    }

    /// Present devices by a trait.
    pub(super) fn sums<'b>(
        &'b self,
        of: impl Fn(&'b Traits) -> &'b str,
    ) -> std::collections::BTreeMap<String, u64> {
        let mut sums = std::collections::BTreeMap::new();
        for (seen, traits, devices) in self.rows.values() {
            if *seen == Seen::Present && *devices > 0 {
                *sums.entry(of(traits).to_owned()).or_default() += devices;
            }
        }
        sums
    }

    fn write(&self, connection: &mut dyn Connection, tenant: Tenant) -> Result<(), StoreError> {
        connection.run("DELETE FROM traits WHERE tenant = $1", &[tenant.into()])?;
        let mut rows: Vec<_> = self.rows.iter().filter(|(_, row)| row.2 > 0).collect();
        rows.sort_by_key(|(id, _)| **id);
        let rows: Vec<Vec<Value>> = rows
            .into_iter()
            .map(|(id, (seen, traits, devices))| {
                let mut row = vec![Value::from(tenant), (*id).into(), (*seen as i64).into()];
                let values = crate::store::Trait::ALL.map(|which| traits.get(which).into());
                row.extend(values);
                row.push((*devices as i64).into());
                row
            })
            .collect();
        connection.fill(&super::fleet::TRAITS, &rows)
    }
}
