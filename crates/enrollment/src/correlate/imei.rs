//! What the IMEI, the second key, joins.

use crate::snapshot::{Imei, Snapshot};
use crate::words::Word;

/// What the IMEI says about rows and serial numbers.
#[derive(Default)]
pub(super) struct ImeiTwins {
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
    pub(super) fn find(snapshot: &Snapshot) -> Self {
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

    pub(super) fn register_owner(&self, number: usize) -> Word {
        lookup(&self.register, number as u32).unwrap_or_default()
    }

    pub(super) fn managed_owner(&self, number: usize) -> Word {
        lookup(&self.managed, number as u32).unwrap_or_default()
    }

    pub(super) fn twin_of(&self, serial: Word) -> Option<Word> {
        lookup(&self.twins, serial)
    }

    pub(super) fn conflict_of(&self, serial: Word) -> Option<Word> {
        lookup(&self.conflicts, serial)
    }

    pub(super) fn forget_owners(&mut self) {
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
