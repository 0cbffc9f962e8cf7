//! Stores as earlier releases left them come up to date with what lies in them, and the database
//! itself keeps what may not change.

use super::cluster::Cluster;
use super::ledger::{fill, whole};
use firstcontact::store::{Store, StoreError, open};

/// The schemas that were released, in the order of their numbers.
const SQLITE: [&str; 3] = [
    include_str!("../../../src/store/migrations/sqlite/0001-begin.sql"),
    include_str!("../../../src/store/migrations/sqlite/0002-lists.sql"),
    include_str!("../../../src/store/migrations/sqlite/0003-cases.sql"),
];
const POSTGRESQL: [&str; 3] = [
    include_str!("../../../src/store/migrations/postgresql/0001-begin.sql"),
    include_str!("../../../src/store/migrations/postgresql/0002-lists.sql"),
    include_str!("../../../src/store/migrations/postgresql/0003-cases.sql"),
];
/// What must not be possible, whoever asks.
const FORBIDDEN: [&str; 6] = [
    "UPDATE ledger SET text = 'x'",
    "DELETE FROM ledger",
    "UPDATE remedy_plan SET text = 'x'",
    "DELETE FROM remedy_plan",
    "INSERT INTO remedy_case SELECT tenant, number + 1, serial, state, held, since, due, plan_hash,
        step, events, opened, cause, requester FROM remedy_case",
    "INSERT INTO ledger SELECT * FROM ledger",
];
const PLAN: &str = "INSERT INTO remedy_plan (tenant, hash, made, requester, text, devices)
    VALUES (1, '', 1, 'ada', '{}', 1)";

/// What a release wrote that knew only the first steps, with a tenant in it.
fn script(steps: &[&str]) -> String {
    let table = "CREATE TABLE migration (version BIGINT PRIMARY KEY, checksum BIGINT NOT NULL);";
    let steps = (1..).zip(steps).map(|(number, sql)| {
        let sum = fnv(sql);
        format!("{sql}\nINSERT INTO migration VALUES ({number}, {sum});")
    });
    let steps: Vec<String> = steps.collect();
    let tenant = "INSERT INTO tenant (name) VALUES ('Contoso');";
    format!("{table}{}{tenant}", steps.concat())
}

/// FNV-1a with 64 bits, as a signed number.
fn fnv(text: &str) -> i64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash.cast_signed()
}

fn goes_on_with(store: &dyn Store) {
    let known = store.tenants().unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].1, "Contoso");
    fill(store, known[0].0);
    assert_eq!(whole(store, known[0].0).len(), 3);
}

#[test]
fn every_release_s_file_comes_up_to_date() {
    let place = tempfile::tempdir().unwrap();
    for released in 1..=SQLITE.len() {
        let path = place.path().join(format!("{released}.db"));
        let old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(&script(&SQLITE[..released])).unwrap();
        let mark = format!("PRAGMA user_version = {released}");
        old.execute_batch(&mark).unwrap();
        goes_on_with(&*open(path.to_str().unwrap()).unwrap());
        // The file is the newest now, whatever it was.
        old.execute_batch(PLAN).unwrap();
        for sql in FORBIDDEN {
            assert!(old.execute_batch(sql).is_err(), "{sql}");
        }
    }
}

#[test]
fn every_release_s_database_comes_up_to_date() {
    let Some(cluster) = Cluster::start() else {
        return super::skip();
    };
    for released in 1..=POSTGRESQL.len() {
        let address = cluster.database(&format!("release{released}"));
        let mut old = postgres::Client::connect(&address, postgres::NoTls).unwrap();
        let sql = script(&POSTGRESQL[..released]);
        old.batch_execute(&sql).unwrap();
        goes_on_with(&*open(&address).unwrap());
        old.batch_execute(PLAN).unwrap();
        for sql in FORBIDDEN.iter().chain(&["TRUNCATE ledger"]) {
            assert!(old.batch_execute(sql).is_err(), "{sql}");
        }
    }
}

#[test]
fn a_chain_whose_end_was_cut_off_shows_it() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("store.db");
    let store = open(path.to_str().unwrap()).unwrap();
    let tenant = store.tenant("Contoso").unwrap();
    fill(&*store, tenant);
    let raw = rusqlite::Connection::open(&path).unwrap();
    let cut = "DROP TRIGGER ledger_is_kept; DELETE FROM ledger WHERE number = 3";
    raw.execute_batch(cut).unwrap();
    let rows = store.ledger(tenant, 0, 9).unwrap();
    let end = store.ledger_end(tenant).unwrap().unwrap();
    assert_eq!((rows.len(), end.0), (2, 3));
    let links = rows.iter().map(|row| &row.link);
    let verdict = remedy::ledger::verify(links, Some(end.1));
    assert!(verdict.is_err(), "{verdict:?}");
    let torn = "DROP TRIGGER ledger_stays; UPDATE ledger SET hash = x'00' WHERE number = 1";
    raw.execute_batch(torn).unwrap();
    let read = store.ledger(tenant, 0, 9);
    assert!(matches!(read, Err(StoreError::Damaged(_))), "{read:?}");
}
