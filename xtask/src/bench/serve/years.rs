//! A store with a large fleet and the changes of many days: built once, and kept for the next run.

use crate::bench::random::Random;
use crate::bench::{BenchError, invented, say};
use enrollment::correlate::correlate;
use enrollment::moment::DAY;
use firstcontact::app::remember::{records, snapshot};
use firstcontact::store::{
    Begun, DeviceRecord, FindingRecord, Packed, SnapshotRecord, Store, StoreError, Tenant,
};
use sources::recorded::{ReadOptions, Silent, read};
use std::path::Path;

/// The only tenant of the store.
pub(super) const TENANT: &str = "bench";
/// Devices that change from one look to the next: one in so many.
const ONE_IN: u64 = 100;
/// Devices that come into the store in one go.
const PART: usize = 4_096;

/// A fleet as one look saw it.
pub(super) struct Seen {
    look: SnapshotRecord,
    devices: Vec<DeviceRecord>,
    findings: Vec<FindingRecord>,
}

impl Seen {
    /// Invents a tenant, and examines it as `firstcontact store` would.
    pub(super) fn invent(devices: u64) -> Result<Self, BenchError> {
        let place = tempfile::tempdir().map_err(|why| file(&std::env::temp_dir(), why))?;
        let pages = place.path().join("snapshot");
        say(&format!("inventing {devices} devices"));
        invented::write(&pages, devices).map_err(|why| file(&pages, why))?;
        let silent = ReadOptions {
            seed: 7,
            progress: &Silent,
        };
        let found = read(&pages, &silent).map_err(|why| failed(&why))?;
        let weights = rules::weights::built_in().map_err(|why| failed(&why))?;
        let fleet = correlate(&found);
        let mut devices = Vec::with_capacity(fleet.len());
        let findings = records(&fleet, weights, |made| {
            for mut device in made {
                // Packed once, not with every look.
                let bytes = device.packed.bytes()?.into_owned();
                device.packed = Packed::from_bytes(bytes);
                devices.push(device);
            }
            Ok(())
        });
        Ok(Self {
            look: snapshot(&fleet, found.taken_at),
            findings: findings.map_err(|why| failed(&why))?,
            devices,
        })
    }

    /// The next day: one device in a hundred has come into the state of some other, and its profile
    /// is another one.
    fn next_day(&mut self, day: u32) -> Result<(), StoreError> {
        self.look.taken_at = self.look.taken_at.plus(DAY);
        self.look.stored_at = self.look.taken_at;
        let mut dice = Random::of(0x5e_71e5, u64::from(day));
        let all = self.devices.len() as u64;
        for _ in 0..all / ONE_IN {
            let (this, other) = (dice.below(all) as usize, dice.below(all) as usize);
            let (mut facts, document) = self.devices[this].packed.open()?;
            if let Some(profile) = facts.iter_mut().find(|fact| fact.name == "profile") {
                profile.value = Some(format!("profile of day {day}"));
            }
            let traits = self.devices[other].traits.clone();
            let probability = self.devices[other].probability;
            let device = &mut self.devices[this];
            device.packed = Packed::new(&facts, &document)?;
            device.digest = dice.next() as i64;
            (device.traits, device.probability) = (traits, probability);
        }
        Ok(())
    }

    /// Takes the fleet in as one look.
    fn take_in(&self, store: &dyn Store, tenant: Tenant) -> Result<(), StoreError> {
        let Begun::New(mut intake) = store.begin(tenant, &self.look)? else {
            return Ok(());
        };
        for part in self.devices.chunks(PART) {
            intake.devices(part.to_vec())?;
        }
        intake.finish(self.findings.clone()).map(|_| ())
    }
}

/// Fills a store with so many daily looks, unless it has them.
pub(super) fn fill(
    store: &dyn Store,
    devices: u64,
    looks: u32,
    mut invent: impl FnMut() -> Result<Seen, BenchError>,
) -> Result<Tenant, BenchError> {
    let tenant = store.tenant(TENANT).map_err(|why| failed(&why))?;
    let known = store.snapshots(tenant, 1).map_err(|why| failed(&why))?;
    let is_whole = known.rows.first().is_some_and(|row| row.devices == devices);
    if is_whole && known.total == u64::from(looks) {
        return Ok(tenant);
    }
    let mut seen = invent()?;
    for day in 0..looks {
        if day > 0 {
            seen.next_day(day).map_err(|why| failed(&why))?;
        }
        // Days that an interrupted run took in already are older than the newest.
        if u64::from(day) >= known.total {
            seen.take_in(store, tenant).map_err(|why| failed(&why))?;
            say(&format!("{}: look {} of {looks}", store.kind(), day + 1));
        }
    }
    Ok(tenant)
}

fn file(path: &Path, why: std::io::Error) -> BenchError {
    BenchError::File {
        doing: "write",
        path: path.to_owned(),
        why,
    }
}

/// What the store, or a tenant's reader, says.
pub(super) fn failed(why: &dyn std::fmt::Display) -> BenchError {
    BenchError::Program {
        program: "the store".to_owned(),
        why: why.to_string(),
    }
}
