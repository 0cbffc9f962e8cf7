//! Rounds of collection, and the messages that follow from them.

use super::{Server, fill, filled};
use enrollment::moment::Moment;
use firstcontact::config::serve::Quiet;
use firstcontact::i18n::Language;
use firstcontact::jobs::{Task, timers};
use firstcontact::store::{Job, Store};
use firstcontact::web::alerts::{Address, Place, Rules, deliver, examine, test, try_channels};
use firstcontact::web::rounds::{Progress, Rounds, Turn};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, UdpSocket};
use std::sync::{Arc, Mutex, mpsc};

const HOUR: i64 = 3_600;

fn at(hours: i64) -> Moment {
    firstcontact::clock::now().plus(hours * HOUR)
}

#[test]
fn a_round_is_done_when_due_when_asked_for_and_again_after_a_failure() {
    let store = filled();
    let turn_of = |every| Turn {
        tenant: "fabrikam".to_owned(),
        every,
    };
    let rounds = Arc::new(Rounds::new(vec![turn_of(Some(12 * HOUR))]));
    let server = Server::with(store.clone(), rounds.clone(), |_| None);
    rounds.set_timers(&*store, at(0)).unwrap();
    rounds.set_timers(&*store, at(0)).unwrap();
    let fails = |_: &str, progress: &Progress<'_>| {
        progress("managedDevices", 3, 2_000);
        let mut browser = server.signed_in();
        let said = browser
            .get("/api/v1/tenants/fabrikam/collection")
            .text()
            .unwrap();
        let said: Value = serde_json::from_str(&said).unwrap();
        assert_eq!(
            (said["state"].as_str(), said["pages"].as_u64()),
            (Some("running"), Some(3))
        );
        Err::<String, _>("no answer from Graph".to_owned())
    };
    let turn = |hours, round: Round<'_>| work(&*store, &rounds, hours, round);
    let (tenant, outcome) = turn(0, &fails).unwrap();
    assert_eq!((tenant.as_str(), outcome.is_err()), ("fabrikam", true));
    assert!(turn(0, &fails).is_none(), "two timers of a tenant are one");
    let standing = rounds.standing(&*store, "fabrikam").unwrap();
    assert_eq!(
        (standing.state.as_str(), standing.detail.as_str()),
        ("failed", "no answer from Graph")
    );

    assert!(turn(0, &fails).is_none(), "not at once again");
    assert!(turn(1, &fails).is_some() && turn(1, &fails).is_none());
    let works = |_: &str, _: &Progress<'_>| Ok("7 devices".to_owned());
    assert!(turn(2, &works).is_some(), "what failed is tried again soon");
    assert!(turn(3, &works).is_none(), "what worked waits for its time");
    // What failed long ago does not count: the first wait after is a short one again.
    assert!(turn(14, &fails).is_some());
    assert!(turn(15, &works).is_some());
    let mut browser = server.signed_in();
    let secret = browser.form_secret();
    let asked = browser.post("/t/2/collect", &[("csrf", &secret)], &[]);
    assert_eq!(asked.status(), 303);
    assert!(turn(16, &works).is_some() && turn(16, &works).is_none());
    // Another process was killed while it held the job: its lease ends.
    rounds
        .ask_for(&*store, "fabrikam", "key:x", at(17))
        .unwrap();
    let rows = store.timers().unwrap();
    let killed = rows.claim("killed", at(17), at(17).plus(60), 1).unwrap();
    assert_eq!(killed.len(), 1);
    assert!(turn(17, &works).is_none());
    assert!(turn(18, &works).is_some(), "it is taken over");
    assert!(
        !rounds.ask_for(&*store, "contoso", "key:x", at(18)).unwrap(),
        "not configured"
    );
    // Somebody takes the schedule away: the timer that is left does nothing, and goes.
    let none = Rounds::new(vec![turn_of(None)]);
    assert!(work(&*store, &none, 40, &works).is_none());
    assert!(turn(41, &works).is_none());
}

type Round<'r> = &'r (dyn Fn(&str, &Progress<'_>) -> Result<String, String> + Sync);
type Ended = (String, Result<String, String>);

/// One turn of one process.
fn work(store: &dyn Store, rounds: &Rounds, hours: i64, round: Round<'_>) -> Option<Ended> {
    let ended = Mutex::new(None);
    let perform = |job: &Job| {
        let task = Task::of(job).unwrap();
        let done = rounds.perform(store, &task, &|| at(hours), round)?;
        *ended.lock().unwrap() = done.ended;
        Ok(done.again)
    };
    let rows = store.timers().unwrap();
    timers::turn(rows, "one", 60, &|| at(hours), &perform).unwrap();
    ended.into_inner().unwrap()
}

/// A round may take longer than others wait.
#[test]
fn whoever_still_works_keeps_the_job() {
    let store = firstcontact::store::Memory::default();
    let now = firstcontact::clock::now;
    store.enqueue(&Task::Sweep.at(now()).unwrap()).unwrap();
    let rows = store.timers().unwrap();
    let perform = |_: &Job| {
        for _ in 0..12 {
            std::thread::sleep(std::time::Duration::from_millis(250));
            let taken = rows.claim("other", now(), now().plus(1), 1).unwrap();
            assert!(taken.is_empty(), "it was taken from us");
        }
        Ok(None)
    };
    assert!(timers::turn(rows, "one", 1, &now, &perform).unwrap());
    assert!(!timers::turn(rows, "one", 1, &now, &perform).unwrap());
}

/// A receiver that hands over what was posted to it.
fn receiver(statuses: &'static [u16]) -> (String, mpsc::Receiver<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for status in statuses {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let mut length = 0;
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                if line == "\r\n" {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            sender.send(serde_json::from_slice(&body).unwrap()).unwrap();
            let answer =
                format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
        }
    });
    (address, receiver)
}

fn rules(quiet: Option<Quiet>) -> Rules {
    Rules {
        language: Language::De,
        quiet,
        needs_you_percent: Some(1),
        link: Some("https://fc.example.com".to_owned()),
    }
}

#[test]
fn a_message_is_told_once_and_again_only_where_it_did_not_arrive() {
    let store = firstcontact::store::Memory::default();
    fill(&store);
    let (address, received) = receiver(&[500, 200]);
    let places = [Place {
        name: "ops".to_owned(),
        tenants: vec!["fabrikam".to_owned()],
        address: Address::Webhook(address.as_str().into()),
    }];
    let awake = rules(None);
    let why = Some("no answer");
    for _ in 0..2 {
        examine(&store, "fabrikam", why, (&awake, &places), at(0)).unwrap();
        examine(&store, "contoso", None, (&awake, &places), at(0)).unwrap();
    }
    let hour = at(0).civil().3;
    let asleep = rules(Some(Quiet {
        from: hour,
        to: (hour + 1) % 24,
    }));
    deliver(&store, &asleep, &places, at(0)).unwrap();
    assert!(received.try_recv().is_err(), "people sleep");
    deliver(&store, &awake, &places, at(0)).unwrap();
    assert_eq!(
        received.recv().unwrap()["title"],
        "fabrikam: das Einsammeln ist fehlgeschlagen"
    );
    deliver(&store, &awake, &places, at(0)).unwrap();
    assert!(received.try_recv().is_err(), "not at once again");
    deliver(&store, &awake, &places, at(1)).unwrap();
    assert_eq!(received.recv().unwrap()["detail"], "no answer");
    let tenant = store.tenant("fabrikam").unwrap();
    let rows = store.alerts(tenant, None).unwrap();
    assert_eq!(
        (rows.len(), rows[0].attempts),
        (1, 2),
        "one message, although it was raised twice"
    );
    assert!(
        store
            .alerts(tenant, Some(Moment::FIRST))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn the_example_s_faults_become_messages() {
    let store = firstcontact::store::Memory::default();
    fill(&store);
    let places = [Place {
        name: "log".to_owned(),
        tenants: Vec::new(),
        address: Address::syslog(&"udp://127.0.0.1:9".into()).unwrap(),
    }];
    examine(&store, "contoso", None, (&rules(None), &places), at(0)).unwrap();
    let tenant = store.tenant("contoso").unwrap();
    let rows = store.alerts(tenant, Some(Moment::FIRST)).unwrap();
    let kinds: Vec<String> = rows
        .iter()
        .map(|row| serde_json::from_str::<Value>(&row.alert.body).unwrap()["kind"].to_string())
        .collect();
    assert!(kinds.contains(&"\"share\"".to_owned()), "{kinds:?}");
    // The token that expired has read nothing since; the others were read in the night.
    let still = kinds.iter().filter(|kind| *kind == "\"sync\"").count();
    assert!((1..3).contains(&still), "{kinds:?}");
    try_channels(&store, "contoso", (&rules(None), &places), at(0)).unwrap();
    let newest = store.alerts(tenant, None).unwrap().remove(0);
    let message: Value = serde_json::from_str(&newest.alert.body).unwrap();
    assert_eq!(
        (&message["kind"], &message["tenant"]),
        (&"test".into(), &"contoso".into())
    );
    let findings = store.findings(tenant, true).unwrap().len();
    assert_eq!(
        kinds.iter().filter(|kind| *kind == "\"finding\"").count(),
        findings
    );
}

/// A token ends although nobody can look at the tenant any more.
#[test]
fn what_ends_is_told_while_collecting_fails() {
    let store = firstcontact::store::Memory::default();
    fill(&store);
    let places = [Place {
        name: "log".to_owned(),
        tenants: Vec::new(),
        address: Address::syslog(&"udp://127.0.0.1:9".into()).unwrap(),
    }];
    let why = Some("no answer");
    examine(&store, "contoso", why, (&rules(None), &places), at(0)).unwrap();
    let tenant = store.tenant("contoso").unwrap();
    let rows = store.alerts(tenant, Some(Moment::FIRST)).unwrap();
    let mut kinds: Vec<String> = rows
        .iter()
        .map(|row| serde_json::from_str::<Value>(&row.alert.body).unwrap()["kind"].to_string())
        .collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["\"collection\"", "\"expired\""]);
}

#[test]
fn a_test_message_reaches_teams_and_syslog() {
    let (address, received) = receiver(&[202]);
    let teams = Place {
        name: "teams".to_owned(),
        tenants: Vec::new(),
        address: Address::Teams(address.as_str().into()),
    };
    test(&teams, &rules(None), at(0)).unwrap();
    let card = received.recv().unwrap();
    let content = &card["attachments"][0]["content"];
    assert_eq!(
        content["body"][0]["inlines"][0]["text"],
        "firstcontact: dies ist ein Test"
    );
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = format!("udp://{}", socket.local_addr().unwrap());
    let syslog = Place {
        name: "siem".to_owned(),
        tenants: Vec::new(),
        address: Address::syslog(&address.as_str().into()).unwrap(),
    };
    test(&syslog, &rules(None), at(0)).unwrap();
    let mut line = [0; 2_048];
    let length = socket.recv(&mut line).unwrap();
    assert!(String::from_utf8_lossy(&line[..length]).starts_with("<132>1 "));
    assert!(Address::syslog(&"udp://host".into()).is_err());
    assert!(
        Address::mail(
            &"http://x".into(),
            "a@example.com",
            &["b@example.com"],
            None
        )
        .is_err()
    );
}
