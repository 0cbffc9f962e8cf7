//! Writers that are killed at random, at whatever they are doing just then. Afterwards nothing is
//! lost and nothing is doubled, by a count that the store has no part in.

use super::cluster::Cluster;
use super::looks::{day, look, take_in_all, with};
use firstcontact::store::{DeviceRecord, Said, open};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const KILLS: u64 = 60;
/// How often, every ten milliseconds, a writer is looked at that has not written yet.
const WAITS: u32 = 3_000;
const DEVICES: i64 = 150;
/// Every so many looks a device changes.
const EVERY: i64 = 5;
const ADDRESS: &str = "FIRSTCONTACT_TEST_CRASH_STORE";
const LEDGER: &str = "FIRSTCONTACT_TEST_CRASH_LEDGER";

#[test]
fn killed_on_sqlite_nothing_is_lost_or_doubled() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("store.db");
    let address = path.to_str().unwrap();
    kill_and_count(address, &place.path().join("ledger"), |_| {});
}

#[test]
fn killed_on_postgresql_nothing_is_lost_or_doubled() {
    let Some(mut cluster) = Cluster::start() else {
        return super::skip();
    };
    let (address, place) = (cluster.database("crash"), tempfile::tempdir().unwrap());
    kill_and_count(&address, &place.path().join("ledger"), |round| {
        // Sometimes it is the server that dies.
        if round % 20 == 19 {
            cluster.crash();
        }
    });
}

fn kill_and_count(address: &str, ledger: &Path, mut between: impl FnMut(u64)) {
    fs::write(ledger, "").unwrap();
    let mut interrupted = 0;
    for round in 0..KILLS {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::crash::writer"])
            .env(ADDRESS, address)
            .env(LEDGER, ledger)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Every other time it may have written something before, however busy the machine is.
        let before = acknowledged(ledger);
        for _ in 0..WAITS {
            if round % 2 == 0 || acknowledged(ledger) > before {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        // Long enough to start, and then any moment of several looks.
        thread::sleep(Duration::from_millis(40 + round * 37 % 110));
        let _ = writer.kill();
        let ended = writer.wait().unwrap();
        assert!(!ended.success(), "it would have gone on for ever");
        between(round);
        interrupted += u64::from(check(address, ledger));
    }
    let looks = acknowledged(ledger);
    assert!(looks > 20, "it did write: {looks}");
    assert!(interrupted > 0, "it was killed in the middle of something");
}

/// Whether the last step was done and not acknowledged any more.
fn check(address: &str, ledger: &Path) -> bool {
    let store = open(address).unwrap();
    let tenant = store.tenant("crash").unwrap();
    let acknowledged = acknowledged(ledger);
    let looks = store.snapshots(tenant, usize::MAX).unwrap().rows;
    let newest = looks.len() as i64;
    assert!(
        newest == acknowledged || newest == acknowledged + 1,
        "{newest} looks, {acknowledged} acknowledged"
    );
    let times: Vec<_> = looks.iter().map(|row| row.snapshot.taken_at).collect();
    let expected: Vec<_> = (1..=newest).rev().map(day).collect();
    assert_eq!(times, expected);
    let notes = store.said(tenant, None).unwrap().len() as i64;
    assert!(notes == acknowledged || notes == acknowledged + 1);
    for number in (0..DEVICES).step_by(7) {
        if newest == 0 {
            break;
        }
        let serial = serial(number);
        let view = store.device(tenant, &serial).unwrap().unwrap();
        let profile = view.facts[0].value.clone();
        assert_eq!(profile, Some(profile_at(number, newest)), "{serial}");
        let changes = (2..=newest).filter(|look| changes_at(number, *look));
        let history = store.history(tenant, &serial).unwrap();
        assert_eq!(history.len(), changes.count(), "{serial} after {newest}");
    }
    newest != acknowledged || notes != acknowledged
}

/// The writer: what the tests above start again and again. Called by anybody else, it has nothing
/// to write to.
#[test]
fn writer() {
    let (Ok(address), Ok(ledger)) = (std::env::var(ADDRESS), std::env::var(LEDGER)) else {
        return;
    };
    let store = open(&address).unwrap();
    let tenant = store.tenant("crash").unwrap();
    // It goes on after the last whole step; the look after that may be there already.
    let mut number = acknowledged(Path::new(&ledger));
    let mut ledger = OpenOptions::new().append(true).open(ledger).unwrap();
    loop {
        number += 1;
        let devices = (0..DEVICES)
            .map(|device| device_at(device, number))
            .collect();
        take_in_all(&*store, tenant, &look(number), devices, Vec::new()).unwrap();
        let notes = store.said(tenant, None).unwrap().len() as i64;
        if notes < number {
            let said = Said {
                serial: serial(0),
                question: String::new(),
                text: number.to_string(),
                at: day(number),
                by: "writer".to_owned(),
            };
            store.say(tenant, &said).unwrap();
        }
        // One look, one byte, once both are acknowledged.
        ledger.write_all(b".").unwrap();
    }
}

fn acknowledged(ledger: &Path) -> i64 {
    fs::metadata(ledger).unwrap().len() as i64
}

fn serial(number: i64) -> String {
    format!("D{number:04}")
}

fn changes_at(device: i64, look: i64) -> bool {
    look % EVERY == device % EVERY
}

fn profile_at(device: i64, look: i64) -> String {
    let last = (1..=look).rev().find(|look| changes_at(device, *look));
    format!("profile {}", last.unwrap_or(0))
}

fn device_at(device: i64, look: i64) -> DeviceRecord {
    let profile = profile_at(device, look);
    with(&serial(device), "C01", &[("profile", Some(&profile))])
}
