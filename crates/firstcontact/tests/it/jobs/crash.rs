//! Servers and workers that are killed at random moments, again and again. Afterwards nothing is
//! lost and nothing doubled: neither a snapshot that was put there, nor a note that was accepted.

use super::delivered::{check, put, serial};
use super::program::{Running, ask_for, place_of, wait_for};
use crate::store::cluster::Cluster;
use crate::store::skip;
use firstcontact::store::{Store, open};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How often both together are killed; more with this variable.
const KILLS: i64 = 24;
const MORE: &str = "FIRSTCONTACT_CRASH_KILLS";

fn kills() -> i64 {
    let said = std::env::var(MORE).ok();
    said.map_or(KILLS, |it| it.parse().unwrap()) / 2
}

/// Milliseconds after a start: during it, and at any moment of the work that follows.
fn moment(number: i64) -> Duration {
    Duration::from_millis((60 + number * 137 % 640) as u64)
}

#[test]
fn a_server_on_sqlite_is_killed() {
    let place = place_of(&["crash".to_owned()]);
    let folder = place.path().join("crash");
    let words = ["serve", "--listen", "127.0.0.1:0", "--every", "0"];
    let key = key(place.path());
    put(&folder, 1);
    let mut accepted: Vec<String> = Vec::new();
    let mut doubtful: Vec<String> = Vec::new();
    let first = Running::start(place.path(), &words);
    let store = open(place.path().join("firstcontact.db").to_str().unwrap()).unwrap();
    ask(&first.base, &key, "collection", None).unwrap();
    wait_for(&*store, "crash", 1);
    drop(first);
    for round in 0..kills() {
        put(&folder, round + 2);
        let mut server = Running::start(place.path(), &words);
        let (base, id) = (server.base.clone(), server.child.id().to_string());
        let killer = thread::spawn(move || {
            thread::sleep(moment(round));
            let mut kill = std::process::Command::new("kill");
            assert!(kill.args(["-KILL", &id]).status().unwrap().success());
        });
        let notes = format!("devices/{}/notes", serial(round % 20));
        let mut asked = ask(&base, &key, "collection", None).is_some();
        for number in 0.. {
            let text = format!("note {round}.{number}");
            match asked
                .then(|| ask(&base, &key, &notes, Some(&text)))
                .flatten()
            {
                Some(status) => {
                    assert_eq!(status, 204, "{text}");
                    accepted.push(text);
                }
                None if asked => {
                    doubtful.push(text);
                    asked = false;
                }
                None => break,
            }
        }
        killer.join().unwrap();
        assert!(!server.child.wait().unwrap().success());
    }
    let mut last = Running::start(place.path(), &words);
    let looks = kills() + 1;
    // What the killed ones had in their hands is taken over first.
    thread::sleep(Duration::from_secs(3));
    assert_eq!(ask(&last.base, &key, "collection", None), Some(202));
    wait_for(&*store, "crash", looks);
    assert_eq!(last.end().code(), Some(0));
    assert_eq!(check(&*store, "crash"), looks);
    let tenant = store.tenant("crash").unwrap();
    let said = store.said(tenant, None).unwrap();
    let mut texts: Vec<&String> = said.iter().map(|it| &it.text).collect();
    texts.sort();
    let all = texts.len();
    texts.dedup();
    assert_eq!(texts.len(), all, "no note twice");
    assert!(accepted.iter().all(|it| texts.contains(&it)), "none lost");
    let expected = |it: &&String| accepted.contains(it) || doubtful.contains(it);
    assert!(texts.iter().all(expected), "none invented");
    assert!(accepted.len() as i64 > kills(), "it did write");
}

fn key(place: &Path) -> String {
    let mut command = crate::place::firstcontact();
    let words = "serve key new crash --scope operate --tenant crash";
    let made = command
        .current_dir(place)
        .args(words.split(' '))
        .output()
        .unwrap();
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

/// The status of an answer; none if there was none.
fn ask(base: &str, key: &str, what: &str, note: Option<&str>) -> Option<u16> {
    let address = format!("{base}/api/v1/tenants/crash/{what}");
    let request = crate::server::plain().post(address);
    let request = request.header("authorization", format!("Bearer {key}"));
    let body = note.map(|text| serde_json::json!({ "text": text }).to_string());
    let request = request.header("content-type", "application/json");
    let answer = request.body(body.unwrap_or_default()).send().ok()?;
    Some(answer.status().as_u16())
}

#[test]
fn workers_on_postgresql_are_killed() {
    let Some(mut cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("workers");
    let tenants: Vec<String> = (0..6).map(|number| format!("t{number}")).collect();
    let place = place_of(&tenants);
    let words = ["worker", "--every", "0", "--store", &address];
    let start = || Running::start(place.path(), &words);
    let mut workers = [start(), start()];
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    let mut store = open(&address).unwrap();
    for tenant in &tenants {
        store.tenant(tenant).unwrap();
    }
    wait_until_prepared(&mut client);
    let (mut looks, mut held) = (0, 0);
    let mut killed = 0;
    while killed < kills() {
        looks += 1;
        // Now and then both at once, and surely in the middle of writing: nobody gets past a
        // table that is locked here, and what they held is nobody's for a while.
        let both = looks % 4 == 0;
        let mut lock = postgres::Client::connect(&address, postgres::NoTls).unwrap();
        let mut barrier = lock.transaction().unwrap();
        if both {
            let sql = "LOCK TABLE snapshot IN SHARE MODE";
            barrier.batch_execute(sql).unwrap();
        }
        for tenant in &tenants {
            put(&place.path().join(tenant), looks);
            ask_for(&*store, tenant);
        }
        if both {
            wait_until_held(&mut client);
        }
        thread::sleep(moment(looks));
        for (number, worker) in workers.iter_mut().enumerate() {
            if both || looks % 2 == number as i64 {
                worker.child.kill().unwrap();
                worker.child.wait().unwrap();
                killed += 1;
            }
        }
        if both {
            held += locked(&mut client);
        }
        barrier.rollback().unwrap();
        if looks % 20 == 0 {
            cluster.crash();
            client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
            store = open(&address).unwrap();
        }
        for worker in &mut workers {
            if worker.child.try_wait().unwrap().is_some() {
                *worker = start();
            }
        }
    }
    everything_is_remembered(&*store, &tenants, looks);
    for worker in &mut workers {
        assert_eq!(worker.end().code(), Some(0));
    }
    assert_eq!(locked(&mut client), 0, "nobody holds anything any more");
    let together = looks / 4;
    assert!(
        together > 0 && held >= together,
        "{held} jobs were in hands that died {together} times"
    );
}

fn everything_is_remembered(store: &dyn Store, tenants: &[String], looks: i64) {
    // What the killed ones had in their hands is taken over first.
    thread::sleep(Duration::from_secs(3));
    for tenant in tenants {
        ask_for(store, tenant);
    }
    for tenant in tenants {
        wait_for(store, tenant, looks);
        assert_eq!(check(store, tenant), looks);
    }
}

fn wait_until_held(client: &mut postgres::Client) {
    for _ in 0..600 {
        if locked(client) > 0 {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("no worker took a job");
}

fn wait_until_prepared(client: &mut postgres::Client) {
    let sql = "SELECT to_regclass('graphile_worker._private_workers') IS NOT NULL
        AND EXISTS (SELECT FROM graphile_worker._private_tasks)";
    for _ in 0..600 {
        if client.query_one(sql, &[]).is_ok_and(|row| row.get(0)) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("no worker prepared the queue");
}

fn locked(client: &mut postgres::Client) -> i64 {
    let sql = "SELECT count(*) FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL";
    client.query_one(sql, &[]).unwrap().get(0)
}
