//! The store in memory: for tests, and the plainest telling of what a store does. It keeps rows in
//! ordered maps and counts by counting, so that it can be held against the others.

mod arriving;
mod cases;
mod fleet;

use super::{
    Alert, AlertRow, AuditEntry, Begun, DeviceView, FindingRow, FleetPage, FleetQuery, FleetRow,
    Forgotten, HistoryEntry, Job, JobRow, Lists, Looks, Packed, Place, Said, Seen, Shelf,
    SnapshotRecord, SnapshotRow, Store, StoreError, Tenant, Timers, Today, device_file,
    forgotten_entry,
};
use arriving::{Arriving, in_order, open};
use cases::Casebooks;
use enrollment::moment::Moment;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A store that ends with the program.
#[derive(Default)]
pub struct Memory(Arc<Mutex<Rooms>>);

#[derive(Default)]
struct Rooms {
    tenants: BTreeMap<String, Tenant>,
    by_tenant: BTreeMap<Tenant, Room>,
    kept: BTreeMap<(i64, Shelf, String), (String, Option<Moment>)>,
    audit: Vec<(i64, AuditEntry)>,
    alerts: Vec<(Tenant, AlertRow)>,
    alerted: i64,
    jobs: BTreeMap<i64, Held>,
    queued: i64,
    cases: Casebooks,
}

struct Held {
    job: Job,
    attempts: u32,
    lease: Option<(String, Moment)>,
}

#[derive(Clone, Default)]
struct Room {
    version: u64,
    snapshots: BTreeMap<Moment, SnapshotRow>,
    devices: BTreeMap<String, Known>,
    history: BTreeMap<String, Vec<HistoryEntry>>,
    findings: Vec<FindingRow>,
    said: Vec<Said>,
    /// As the newest look saw it.
    today: Option<Today>,
}

/// A device, as the last look that named it saw it.
#[derive(Clone)]
struct Known {
    row: FleetRow,
    digest: i64,
    packed: Packed,
    /// The lists whose last word is that they name it.
    lists: Lists,
}

impl Memory {
    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rooms {
    fn sweep(&mut self, now: Moment) -> u64 {
        let count = self.kept.len();
        let lasts = |until: &Option<Moment>| until.is_none_or(|until| until >= now);
        self.kept.retain(|_, (_, until)| lasts(until));
        (count - self.kept.len()) as u64
    }

    fn room(&mut self, tenant: Tenant) -> &mut Room {
        self.by_tenant.entry(tenant).or_default()
    }

    fn note(&mut self, tenant: Option<Tenant>, entry: &AuditEntry) {
        self.audit.push((number(tenant), entry.clone()));
    }
}

/// The installation itself is number 0.
fn number(tenant: Option<Tenant>) -> i64 {
    tenant.map_or(0, |tenant| tenant.0)
}

fn key(place: &Place<'_>) -> (i64, Shelf, String) {
    (number(place.tenant), place.shelf, place.key.to_owned())
}

impl Store for Memory {
    fn kind(&self) -> &'static str {
        "memory"
    }

    fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn tenants(&self) -> Result<Vec<(Tenant, String)>, StoreError> {
        let rooms = self.rooms();
        let tenants = rooms.tenants.iter();
        Ok(tenants.map(|(name, id)| (*id, name.clone())).collect())
    }

    fn tenant(&self, name: &str) -> Result<Tenant, StoreError> {
        let mut rooms = self.rooms();
        let next = Tenant(rooms.tenants.len() as i64 + 1);
        Ok(*rooms.tenants.entry(name.to_owned()).or_insert(next))
    }

    fn begin(&self, tenant: Tenant, snapshot: &SnapshotRecord) -> Result<Begun, StoreError> {
        let mut rooms = self.rooms();
        let room = rooms.room(tenant);
        if let Some(known) = room.snapshots.get(&snapshot.taken_at) {
            return Ok(Begun::Known(known.clone()));
        }
        match room.snapshots.keys().next_back() {
            Some(newest) if *newest > snapshot.taken_at => Err(StoreError::Older {
                given: snapshot.taken_at,
                newest: *newest,
            }),
            _ => {
                let arriving = Arriving::new(&self.0, tenant, room.version, snapshot);
                Ok(Begun::New(Box::new(arriving)))
            }
        }
    }

    fn today(&self, tenant: Tenant) -> Result<Option<Today>, StoreError> {
        let mut rooms = self.rooms();
        let room = rooms.room(tenant);
        let today = room.today.clone();
        Ok(today.map(|today| Today {
            findings: open(room),
            ..today
        }))
    }

    fn fleet(&self, tenant: Tenant, query: &FleetQuery) -> Result<FleetPage, StoreError> {
        fleet::page(self.rooms().room(tenant), query)
    }

    fn device(&self, tenant: Tenant, serial: &str) -> Result<Option<DeviceView>, StoreError> {
        let mut rooms = self.rooms();
        let Some(known) = rooms.room(tenant).devices.get(serial) else {
            return Ok(None);
        };
        let (facts, document) = known.packed.open()?;
        Ok(Some(DeviceView {
            row: known.row.clone(),
            facts,
            document,
        }))
    }

    fn history(&self, tenant: Tenant, serial: &str) -> Result<Vec<HistoryEntry>, StoreError> {
        let mut rooms = self.rooms();
        let mut history = rooms.room(tenant).history.get(serial).cloned();
        if let Some(history) = &mut history {
            history.sort_by(|a, b| (a.bounds.by, &a.fact).cmp(&(b.bounds.by, &b.fact)));
        }
        Ok(history.unwrap_or_default())
    }

    fn changes_of(
        &self,
        tenant: Tenant,
        fact: &str,
    ) -> Result<Vec<(String, HistoryEntry)>, StoreError> {
        let mut rooms = self.rooms();
        let all = rooms.room(tenant).history.iter();
        let mut all: Vec<_> = all
            .flat_map(|(serial, entries)| entries.iter().map(move |entry| (serial, entry)))
            .filter(|(_, entry)| entry.fact == fact)
            .map(|(serial, entry)| (serial.clone(), entry.clone()))
            .collect();
        all.sort_by(|a, b| (&a.0, a.1.bounds.by).cmp(&(&b.0, b.1.bounds.by)));
        Ok(all)
    }

    fn findings(&self, tenant: Tenant, open_only: bool) -> Result<Vec<FindingRow>, StoreError> {
        let mut rooms = self.rooms();
        let room = rooms.room(tenant);
        if open_only {
            return Ok(open(room));
        }
        let mut all = room.findings.clone();
        in_order(&mut all);
        Ok(all)
    }

    fn snapshots(&self, tenant: Tenant, most: usize) -> Result<Looks, StoreError> {
        let mut rooms = self.rooms();
        let all = &rooms.room(tenant).snapshots;
        Ok(Looks {
            rows: all.values().rev().take(most).cloned().collect(),
            total: if most == 0 { 0 } else { all.len() as u64 },
        })
    }

    fn say(&self, tenant: Tenant, said: &Said) -> Result<(), StoreError> {
        self.rooms().room(tenant).said.push(said.clone());
        Ok(())
    }

    fn said(&self, tenant: Tenant, serial: Option<&str>) -> Result<Vec<Said>, StoreError> {
        let mut rooms = self.rooms();
        let said = rooms.room(tenant).said.iter();
        let wanted = said.filter(|said| serial.is_none_or(|serial| said.serial == serial));
        Ok(wanted.cloned().collect())
    }

    fn raise_alert(&self, tenant: Tenant, alert: &Alert) -> Result<bool, StoreError> {
        let mut rooms = self.rooms();
        let known = rooms.alerts.iter();
        let mut same = known.filter(|it| it.0 == tenant && it.1.alert.dedupe == alert.dedupe);
        if same.next().is_some() {
            return Ok(false);
        }
        rooms.alerted += 1;
        let row = AlertRow {
            id: rooms.alerted,
            alert: alert.clone(),
            delivered_at: None,
            tried_at: None,
            attempts: 0,
            failure: None,
        };
        rooms.alerts.push((tenant, row));
        Ok(true)
    }

    fn alerts(
        &self,
        tenant: Tenant,
        undelivered_since: Option<Moment>,
    ) -> Result<Vec<AlertRow>, StoreError> {
        let rooms = self.rooms();
        let mine = rooms
            .alerts
            .iter()
            .filter(|it| it.0 == tenant)
            .map(|it| &it.1);
        Ok(match undelivered_since {
            Some(since) => mine
                .filter(|row| row.delivered_at.is_none() && row.alert.raised_at >= since)
                .cloned()
                .collect(),
            None => mine.rev().cloned().collect(),
        })
    }

    fn alert_tried(&self, id: i64, at: Moment, failure: Option<&str>) -> Result<(), StoreError> {
        let mut rooms = self.rooms();
        let waiting = |it: &&mut (Tenant, AlertRow)| it.1.id == id && it.1.delivered_at.is_none();
        if let Some((_, row)) = rooms.alerts.iter_mut().find(waiting) {
            row.attempts += 1;
            row.tried_at = Some(at);
            row.failure = failure.map(str::to_owned);
            row.delivered_at = failure.is_none().then_some(at);
        }
        Ok(())
    }

    fn put(&self, place: &Place<'_>, body: &str, until: Option<Moment>) -> Result<(), StoreError> {
        let mut rooms = self.rooms();
        rooms.kept.insert(key(place), (body.to_owned(), until));
        Ok(())
    }

    fn get(&self, place: &Place<'_>) -> Result<Option<String>, StoreError> {
        let rooms = self.rooms();
        Ok(rooms.kept.get(&key(place)).map(|(body, _)| body.clone()))
    }

    fn list(&self, tenant: Option<Tenant>, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        let rooms = self.rooms();
        let here = rooms.kept.iter();
        let here = here.filter(|(key, _)| key.0 == number(tenant) && key.1 == shelf);
        Ok(here.map(|(_, (body, _))| body.clone()).collect())
    }

    fn take(&self, place: &Place<'_>) -> Result<Option<String>, StoreError> {
        Ok(self.rooms().kept.remove(&key(place)).map(|(body, _)| body))
    }

    fn note_audit(&self, tenant: Option<Tenant>, entry: &AuditEntry) -> Result<(), StoreError> {
        self.rooms().note(tenant, entry);
        Ok(())
    }

    fn audit(
        &self,
        tenant: Option<Tenant>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<(i64, AuditEntry)>, StoreError> {
        let rooms = self.rooms();
        let entries = rooms.audit.iter().enumerate().rev();
        let wanted = entries
            .map(|(position, entry)| (position as i64 + 1, entry))
            .filter(|(id, (whose, _))| {
                *whose == number(tenant) && before.is_none_or(|before| *id < before)
            })
            .take(limit);
        Ok(wanted.map(|(id, (_, entry))| (id, entry.clone())).collect())
    }

    fn enqueue(&self, job: &Job) -> Result<bool, StoreError> {
        let mut rooms = self.rooms();
        if rooms
            .jobs
            .values()
            .any(|held| held.job.dedupe == job.dedupe)
        {
            return Ok(false);
        }
        rooms.queued += 1;
        let (id, job) = (rooms.queued, job.clone());
        let held = Held {
            job,
            attempts: 0,
            lease: None,
        };
        rooms.jobs.insert(id, held);
        Ok(true)
    }

    fn timers(&self) -> Option<&dyn Timers> {
        Some(self)
    }

    fn export_device(&self, tenant: Tenant, serial: &str) -> Result<Option<String>, StoreError> {
        device_file::of(self, tenant, serial)
    }

    fn forget_device(
        &self,
        tenant: Tenant,
        serial: &str,
        who: &str,
        now: Moment,
    ) -> Result<Forgotten, StoreError> {
        let mut rooms = self.rooms();
        let alerts = rooms.alerts.len();
        rooms.alerts.retain(|(whose, row)| {
            let told = row.alert.body.contains(serial) || row.alert.dedupe.contains(serial);
            *whose != tenant || !told
        });
        let other = (alerts - rooms.alerts.len()) as u64 + rooms.cases.forget(tenant, serial);
        let room = rooms.room(tenant);
        let said = room.said.len();
        room.said.retain(|said| said.serial != serial);
        room.version += 1;
        let forgotten = Forgotten {
            devices: u64::from(room.devices.remove(serial).is_some()),
            history: room.history.remove(serial).map_or(0, |it| it.len() as u64),
            said: (said - room.said.len()) as u64,
            other,
        };
        let entry = forgotten_entry("forgot_device", who, now, forgotten);
        rooms.note(Some(tenant), &entry);
        Ok(forgotten)
    }

    fn sweep(&self, now: Moment) -> Result<u64, StoreError> {
        Ok(self.rooms().sweep(now))
    }

    fn retain(&self, tenant: Tenant, before: Moment, now: Moment) -> Result<Forgotten, StoreError> {
        let mut rooms = self.rooms();
        let mut forgotten = rooms.room(tenant).retain(before);
        let count = rooms.alerts.len();
        rooms.alerts.retain(|(whose, row)| {
            *whose != tenant || row.delivered_at.unwrap_or(row.alert.raised_at) >= before
        });
        forgotten.other += (count - rooms.alerts.len()) as u64 + rooms.sweep(now);
        forgotten.other += rooms.cases.retain(tenant, before);
        let entry = forgotten_entry("retained", "firstcontact", now, forgotten);
        rooms.note(Some(tenant), &entry);
        Ok(forgotten)
    }
}

impl Room {
    fn retain(&mut self, before: Moment) -> Forgotten {
        let mut forgotten = Forgotten::default();
        let gone: Vec<String> = self
            .devices
            .iter()
            .filter(|(_, known)| known.row.seen != Seen::Present && known.row.last_seen < before)
            .map(|(serial, _)| serial.clone())
            .collect();
        for serial in &gone {
            self.devices.remove(serial);
            forgotten.devices += 1;
            let history = self.history.remove(serial);
            forgotten.history += history.map_or(0, |it| it.len() as u64);
            let said = self.said.len();
            self.said.retain(|said| said.serial != *serial);
            forgotten.said += (said - self.said.len()) as u64;
        }
        for history in self.history.values_mut() {
            let count = history.len();
            history.retain(|entry| entry.bounds.by >= before);
            forgotten.history += (count - history.len()) as u64;
        }
        let count = self.snapshots.len() + self.findings.len();
        let newest = self.snapshots.keys().next_back().copied();
        self.snapshots
            .retain(|at, _| *at >= before || Some(*at) == newest);
        self.findings
            .retain(|row| row.ended.is_none_or(|ended| ended.by >= before));
        forgotten.other += (count - self.snapshots.len() - self.findings.len()) as u64;
        self.version += 1;
        forgotten
    }
}

impl Timers for Memory {
    fn claim(
        &self,
        worker: &str,
        now: Moment,
        lease_until: Moment,
        limit: usize,
    ) -> Result<Vec<JobRow>, StoreError> {
        let mut rooms = self.rooms();
        let free = |held: &Held| held.lease.as_ref().is_none_or(|(_, until)| *until < now);
        let due = rooms.jobs.iter_mut();
        let mut due: Vec<_> = due
            .filter(|(_, held)| held.job.run_at <= now && free(held))
            .collect();
        due.sort_by_key(|(id, held)| (held.job.run_at, **id));
        due.truncate(limit);
        let claimed = due.into_iter().map(|(id, held)| {
            held.attempts += 1;
            held.lease = Some((worker.to_owned(), lease_until));
            JobRow {
                id: *id,
                job: held.job.clone(),
                attempts: held.attempts,
            }
        });
        Ok(claimed.collect())
    }

    fn renew(&self, id: i64, worker: &str, lease_until: Moment) -> Result<bool, StoreError> {
        let mut rooms = self.rooms();
        let held = rooms.jobs.get_mut(&id);
        let lease = held.and_then(|held| held.lease.as_mut());
        let lease = lease.filter(|(whose, _)| whose == worker);
        Ok(lease.map(|lease| lease.1 = lease_until).is_some())
    }

    fn settle(&self, id: i64, worker: &str, again: Option<&Job>) -> Result<bool, StoreError> {
        let mut rooms = self.rooms();
        let Some(held) = rooms.jobs.get_mut(&id) else {
            return Ok(false);
        };
        if held.lease.as_ref().is_none_or(|(whose, _)| whose != worker) {
            return Ok(false);
        }
        match again {
            Some(again) => {
                *held = Held {
                    job: again.clone(),
                    attempts: 0,
                    lease: None,
                };
            }
            None => drop(rooms.jobs.remove(&id)),
        }
        Ok(true)
    }
}
