//! Tenants whose snapshots are put into a folder, and what must be remembered of them by a count
//! that the store has no part in.

use enrollment::moment::Moment;
use firstcontact::store::Store;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Devices of a tenant.
const DEVICES: i64 = 20;
/// Every so many looks a device goes into stock, or out of it.
const EVERY: i64 = 5;
/// When the first look was taken: the beginning of 2025.
const FIRST: i64 = 1_735_689_600;

/// An hour of each look.
fn taken_at(number: i64) -> Moment {
    Moment::from_unix(FIRST).unwrap().plus(number * 3_600)
}

/// The serial number of a device.
pub(super) fn serial(device: i64) -> String {
    format!("FCTEST{device:04}")
}

/// Puts a look into a folder as a person would: beside, and then there all at once.
pub(super) fn put(folder: &Path, number: i64) {
    let beside = folder.join("beside");
    fs::create_dir_all(&beside).unwrap();
    let mut register = String::from("Seriennummer;Status\n");
    for device in 0..DEVICES {
        let status = if is_in_stock(device, number) {
            "Lager"
        } else {
            "ausgegeben"
        };
        writeln!(register, "{};{status}", serial(device)).unwrap();
    }
    fs::write(beside.join("register.csv"), register).unwrap();
    let header = serde_json::json!({
        "schema": 1,
        "takenAt": taken_at(number).to_string(),
        "tenant": { "name": "crash", "id": "" },
        "gaps": [],
    });
    // The header last: what has none is not there yet.
    fs::write(beside.join("snapshot.json"), header.to_string()).unwrap();
    fs::rename(beside, folder.join(format!("{number:06}"))).unwrap();
}

/// How many looks of a tenant are remembered; each once, in order, with every change.
pub(super) fn check(store: &dyn Store, name: &str) -> i64 {
    let tenant = store.tenant(name).unwrap();
    let looks = store.snapshots(tenant, usize::MAX).unwrap().rows;
    let newest = looks.len() as i64;
    let times: Vec<Moment> = looks.iter().map(|row| row.snapshot.taken_at).collect();
    let expected: Vec<Moment> = (1..=newest).rev().map(taken_at).collect();
    assert_eq!(times, expected, "{name}");
    for device in (0..DEVICES).filter(|_| newest > 0) {
        let serial = serial(device);
        let history = store.history(tenant, &serial).unwrap();
        let moved = history.iter().filter(|entry| entry.fact == "whereabouts");
        let turns = (2..=newest).filter(|look| turns(device, *look)).count();
        assert_eq!(moved.count(), turns, "{name}: {serial} after {newest}");
    }
    newest
}

fn turns(device: i64, look: i64) -> bool {
    look % EVERY == device % EVERY
}

fn is_in_stock(device: i64, look: i64) -> bool {
    (1..=look).filter(|it| turns(device, *it)).count() % 2 == 1
}
