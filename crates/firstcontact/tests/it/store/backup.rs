//! A copy is made while the store is in use, and a store is made of the copy.

use super::cluster::Cluster;
use super::ledger::{fill, whole};
use super::looks::{device, take_in};
use crate::place::firstcontact;
use firstcontact::store::{NewEntry, Store, open};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(place: &Path, words: &[&str]) -> Output {
    let mut command = firstcontact();
    command.current_dir(place).arg("store").args(words);
    command.output().unwrap()
}

fn all(store: &dyn Store) -> String {
    let tenant = store.tenant("Contoso").unwrap();
    let (a, b) = (store.device(tenant, "A1"), store.device(tenant, "B1"));
    let case = store.case_of(tenant, "A1").unwrap();
    assert!(case.is_some());
    let ledger = whole(store, tenant);
    format!("{:?} {:?} {case:?} {ledger:?}", a.unwrap(), b.unwrap())
}

#[test]
fn a_copy_is_the_store_as_it_was_and_goes_back() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    let path = |name: &str| place.join(name).display().to_string();
    let store = open(&path("fleet.db")).unwrap();
    let tenant = store.tenant("Contoso").unwrap();
    take_in(&*store, tenant, 1, vec![device("A1")]);
    fill(&*store, tenant);
    let before = all(&*store);
    // The store stays open: a copy does not wait until nobody uses it.
    let copied = run(place, &["backup", "copy.db", "--store", "fleet.db"]);
    assert_eq!(copied.status.code(), Some(0), "{copied:?}");
    take_in(&*store, tenant, 2, vec![device("A1"), device("B1")]);
    let again = run(place, &["backup", "copy.db", "--store", "fleet.db"]);
    let told = String::from_utf8(again.stderr).unwrap();
    assert!(told.contains("copy.db exists already"), "{told}");
    let over = run(place, &["restore", "copy.db", "--store", "fleet.db"]);
    assert_eq!(over.status.code(), Some(2), "nothing is overwritten");
    drop(store);
    let back = run(place, &["restore", "copy.db", "--store", "back.db"]);
    assert_eq!(back.status.code(), Some(0), "{back:?}");
    let store = open(&path("back.db")).unwrap();
    assert_eq!(all(&*store), before);
    let tenant = store.tenant("Contoso").unwrap();
    take_in(&*store, tenant, 2, vec![device("A1"), device("B1")]);
}

#[test]
fn what_is_no_store_is_not_copied() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    fs::write(place.join("letter.db"), "Dear Sir or Madam, ".repeat(100)).unwrap();
    let strange = run(place, &["backup", "copy.db", "--store", "letter.db"]);
    let told = String::from_utf8(strange.stderr).unwrap();
    assert!(told.contains("letter.db is not a store"), "{told}");
    let nothing = run(place, &["backup", "copy.db", "--store", "nothing.db"]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(!place.join("nothing.db").exists() && !place.join("copy.db").exists());
    let server = "postgresql://ada:secret@db/fleet";
    let elsewhere = run(place, &["backup", "copy.db", "--store", server]);
    let told = String::from_utf8(elsewhere.stderr).unwrap();
    assert!(
        told.contains("pg_dump") && !told.contains("secret"),
        "{told}"
    );
}

#[test]
fn postgresql_goes_there_and_back_by_its_own_tools() {
    let Some(cluster) = Cluster::start() else {
        return super::skip();
    };
    let place = tempfile::tempdir().unwrap();
    let (from, to) = (cluster.database("there"), cluster.database("back_again"));
    let store = open(&from).unwrap();
    let tenant = store.tenant("Contoso").unwrap();
    take_in(&*store, tenant, 1, vec![device("A1")]);
    fill(&*store, tenant);
    let file = place.path().join("fleet.dump");
    let tool = |name: &str, words: &[&str]| {
        let mut command = Command::new(cluster.tool(name));
        let output = command.args(words).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    let file = file.display().to_string();
    tool("pg_dump", &["--format=custom", "--file", &file, &from]);
    tool("pg_restore", &["--dbname", &to, &file]);
    let restored = open(&to).unwrap();
    assert_eq!(all(&*restored), all(&*store));
}

#[test]
fn a_ledger_says_the_same_in_another_kind_of_store() {
    let Some(cluster) = Cluster::start() else {
        return super::skip();
    };
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("fleet.db");
    let small = open(path.to_str().unwrap()).unwrap();
    let large = open(&cluster.database("moved")).unwrap();
    let [here, there] = [&small, &large].map(|store| store.tenant("Contoso").unwrap());
    fill(&*small, here);
    let chain = whole(&*small, here);
    for row in &chain {
        let entry = NewEntry {
            rests_on: None,
            at: row.at,
            text: row.link.text.clone(),
            case: row.case,
            serial: row.serial.clone(),
            plan: row.plan,
        };
        large.note(there, entry).unwrap();
    }
    assert_eq!(whole(&*large, there), chain, "numbers, hashes and all");
}
