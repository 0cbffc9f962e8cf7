//! Jobs of PostgreSQL among several who do them.

use crate::store::cluster::Cluster;
use crate::store::skip;
use firstcontact::clock;
use firstcontact::jobs::queue::{Queue, prepare};
use firstcontact::jobs::{Manners, Perform, lane};
use firstcontact::store::{Job, StoreError, open};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(30);

fn job(name: &str, tenant: &str) -> Job {
    Job {
        kind: "test".to_owned(),
        payload: format!("{{\"umlaut\":\"ü\\\\'{name}\"}}"),
        dedupe: name.to_owned(),
        lane: lane(tenant),
        run_at: clock::now(),
    }
}

/// One who works, until told to end.
struct Hand {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<(), StoreError>>,
}

impl Hand {
    fn begin(address: &str, tenants: &[&str], perform: Arc<Perform<'static>>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (ended, queue) = (stop.clone(), queue(address, tenants, None));
        Self {
            stop,
            thread: thread::spawn(move || queue.work(&perform, &ended)),
        }
    }

    fn end(self) {
        self.stop.store(true, SeqCst);
        self.thread.join().unwrap().unwrap();
    }
}

fn queue(address: &str, tenants: &[&str], tries: Option<usize>) -> Queue {
    Queue {
        address: address.to_owned(),
        tenants: tenants.iter().map(|it| (*it).to_owned()).collect(),
        manners: Manners {
            patience: 1,
            at_once: 3,
        },
        tries,
    }
}

fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..600 {
        if done() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("never: {what}");
}

#[test]
fn each_job_is_done_once_and_one_of_a_tenant_at_a_time() {
    let Some(cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("queue");
    let store = open(&address).unwrap();
    assert!(store.timers().is_none());
    prepare(&address).unwrap();
    prepare(&address).unwrap();
    let tenants = ["a", "b", "c"];
    for number in 0..30 {
        let job = job(&format!("job {number}"), tenants[number % 3]);
        assert!(store.enqueue(&job).unwrap());
        assert!(!store.enqueue(&job).unwrap(), "it waits already");
    }
    let elsewhere = job("elsewhere", "d");
    assert!(store.enqueue(&elsewhere).unwrap());
    let done: Arc<Mutex<BTreeMap<String, usize>>> = Arc::default();
    let busy: Arc<Mutex<Vec<String>>> = Arc::default();
    let (count, lanes) = (done.clone(), busy.clone());
    let perform: Arc<Perform<'static>> = Arc::new(move |job: &Job| {
        {
            let mut lanes = lanes.lock().unwrap();
            assert!(!lanes.contains(&job.lane), "two of {} at once", job.lane);
            lanes.push(job.lane.clone());
        }
        thread::sleep(SHORT);
        lanes.lock().unwrap().retain(|it| *it != job.lane);
        let mut count = count.lock().unwrap();
        let times = count.entry(job.dedupe.clone()).or_default();
        *times += 1;
        // The first of them is to be done twice more.
        let again = job.dedupe == "job 0" && *times < 3;
        Ok(again.then(|| job.clone()))
    });
    let hands = [0, 1].map(|_| Hand::begin(&address, &tenants, perform.clone()));
    let all = || done.lock().unwrap().values().sum::<usize>() >= 32;
    wait_for("all jobs", all);
    hands.into_iter().for_each(Hand::end);
    let done = done.lock().unwrap();
    assert_eq!((done.len(), done["job 0"]), (30, 3));
    assert!(
        done.iter()
            .all(|(name, times)| *times == 1 || name == "job 0")
    );
    assert!(!store.enqueue(&elsewhere).unwrap(), "whose it is does it");
    assert!(store.enqueue(&job("job 0", "a")).unwrap(), "it is over");
}

#[test]
fn whoever_still_works_keeps_the_job_and_what_failed_is_done_again() {
    let Some(cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("long");
    let store = open(&address).unwrap();
    prepare(&address).unwrap();
    store.enqueue(&job("long", "a")).unwrap();
    let (begun, ended) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (begins, ends) = (begun.clone(), ended.clone());
    let perform: Arc<Perform<'static>> = Arc::new(move |job: &Job| {
        if job.dedupe == "stumbles" && ends.fetch_add(1, SeqCst) == 1 {
            return Err(StoreError::Locked);
        }
        if job.dedupe == "long" {
            begins.fetch_add(1, SeqCst);
            thread::sleep(Duration::from_secs(4));
            ends.fetch_add(1, SeqCst);
        }
        Ok(None)
    });
    let hands = [0, 1].map(|_| Hand::begin(&address, &["a"], perform.clone()));
    wait_for("the long job", || ended.load(SeqCst) == 1);
    assert_eq!(begun.load(SeqCst), 1, "others waited four times as long");
    store.enqueue(&job("stumbles", "a")).unwrap();
    wait_for("another attempt", || ended.load(SeqCst) == 3);
    hands.into_iter().for_each(Hand::end);
}

#[test]
fn a_database_out_of_reach_is_tried_a_bounded_number_of_times() {
    let nowhere = "postgresql://u:hunter2@127.0.0.1:1/x?connect_timeout=1";
    let perform: Arc<Perform<'static>> = Arc::new(|_: &Job| Ok(None));
    let stop = Arc::new(AtomicBool::new(false));
    let why = queue(nowhere, &[], Some(2)).work(&perform, &stop);
    let why = why.unwrap_err();
    assert!(matches!(why, StoreError::Unreachable(_)), "{why:?}");
    assert!(!why.to_string().contains("hunter2"), "{why}");
    assert!(prepare("postgresql://[broken").is_err());
    // Whoever would try for ever ends when told.
    stop.store(true, SeqCst);
    queue(nowhere, &[], None).work(&perform, &stop).unwrap();
}
