//! Stories of what people and the service put down.

use super::looks::day;
use firstcontact::store::{
    Alert, AuditEntry, Job, Place, Said, Session, Setting, Shelf, Store, Tenant, keep, kept,
    kept_all, take,
};

pub(super) fn what_people_say(store: &dyn Store, tenant: Tenant) {
    let said = |serial: &str, question: &str, text: &str, number| Said {
        serial: serial.to_owned(),
        question: question.to_owned(),
        text: text.to_owned(),
        at: day(number),
        by: "it@example.com".to_owned(),
    };
    let all = [
        said("A1", "look", "sealed", 2),
        said("B1", "", "zurück an Händler\u{0}\t\\N", 1),
        said("A1", "look", "in_use", 1),
    ];
    for said in &all {
        store.say(tenant, said).unwrap();
    }
    let of_one = store.said(tenant, Some("A1")).unwrap();
    assert_eq!(of_one, [all[0].clone(), all[2].clone()], "as they came");
    let everything = store.said(tenant, None).unwrap();
    assert_eq!(everything.len(), 3);
    assert!(everything[1].text.starts_with("zurück an Händler"));

    let entry = |number| AuditEntry {
        at: day(number),
        who: "it@example.com".to_owned(),
        what: "answered".to_owned(),
        subject: format!("device {number}"),
        detail: String::new(),
    };
    for number in 0..5 {
        store.note_audit(Some(tenant), &entry(number)).unwrap();
    }
    let newest = store.audit(Some(tenant), None, 2).unwrap();
    let before = store.audit(Some(tenant), Some(newest[1].0), 9).unwrap();
    let subjects: Vec<_> = newest
        .iter()
        .chain(&before)
        .map(|(_, it)| it.clone())
        .collect();
    assert_eq!(subjects, [4, 3, 2, 1, 0].map(entry));
}

pub(super) fn objects_lie_in_their_place(store: &dyn Store, tenant: Tenant) {
    let setting = |value: i64| Setting {
        name: "quiet".to_owned(),
        value: value.into(),
    };
    keep(store, Some(tenant), &setting(1)).unwrap();
    keep(store, Some(tenant), &setting(2)).unwrap();
    let found: Option<Setting> = kept(store, Some(tenant), "quiet").unwrap();
    assert_eq!(found, Some(setting(2)), "the last one counts");
    let elsewhere: Option<Setting> = kept(store, None, "quiet").unwrap();
    assert_eq!(elsewhere, None, "a tenant's is not the installation's");
    assert_eq!(kept_all::<Setting>(store, Some(tenant)).unwrap().len(), 1);
    assert!(kept_all::<Session>(store, Some(tenant)).unwrap().is_empty());

    let session = |hash: &str, until| Session {
        secret_hash: hash.to_owned(),
        account: "local:admin".to_owned(),
        form_secret: "f".to_owned(),
        made_at: day(1),
        used_at: day(1),
        until: day(until),
    };
    keep(store, Some(tenant), &session("old", 2)).unwrap();
    keep(store, Some(tenant), &session("new", 9)).unwrap();
    store.retain(tenant, day(0), day(5)).unwrap();
    let left = kept_all::<Session>(store, Some(tenant)).unwrap();
    assert_eq!(left, [session("new", 9)], "what is over goes");

    let link = Place {
        tenant: Some(tenant),
        shelf: Shelf::Other,
        key: "link",
    };
    store.put(&link, "\"once\"", None).unwrap();
    let taken: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| store.take(&link))).collect();
        let taken = threads.into_iter().map(|it| it.join().unwrap().unwrap());
        taken.flatten().collect()
    });
    assert_eq!(taken, ["\"once\""], "of four who ask at once, one gets it");
    assert_eq!(take::<Setting>(store, Some(tenant), "none").unwrap(), None);
}

pub(super) fn alerts_are_told_once(store: &dyn Store, tenant: Tenant) {
    let alert = |dedupe: &str| Alert {
        dedupe: dedupe.to_owned(),
        channel: "webhook".to_owned(),
        body: "{\"serial\":\"A1\"}".to_owned(),
        raised_at: day(1),
    };
    assert!(store.raise_alert(tenant, &alert("token 30")).unwrap());
    assert!(!store.raise_alert(tenant, &alert("token 30")).unwrap());
    assert!(store.raise_alert(tenant, &alert("token 14")).unwrap());
    let waiting = store.alerts(tenant, Some(day(0))).unwrap();
    assert_eq!(waiting[0].alert, alert("token 30"), "oldest first");
    let id = waiting[0].id;
    store.alert_tried(id, day(2), Some("502")).unwrap();
    let row = store.alerts(tenant, Some(day(0))).unwrap()[0].clone();
    assert_eq!((row.attempts, row.failure.as_deref()), (1, Some("502")));
    store.alert_tried(id, day(3), None).unwrap();
    store.alert_tried(id, day(4), Some("again")).unwrap();
    let left = store.alerts(tenant, Some(day(0))).unwrap();
    assert_eq!((left.len(), left[0].alert.dedupe.as_str()), (1, "token 14"));
    let told = store.alerts(tenant, None).unwrap();
    let told = told.iter().find(|row| row.id == id).unwrap();
    assert_eq!((told.delivered_at, told.attempts), (Some(day(3)), 2));
    assert_eq!(told.failure, None, "delivered is delivered");
    let since = |number| store.alerts(tenant, Some(day(number))).unwrap().len();
    assert_eq!((since(1), since(2)), (1, 0), "old news waits for nobody");
    // Somebody asks to be forgotten: no alert may name the device any more.
    assert_eq!(
        store
            .forget_device(tenant, "A1", "dpo", day(5))
            .unwrap()
            .other,
        2
    );
    assert!(store.alerts(tenant, None).unwrap().is_empty());
    assert!(store.raise_alert(tenant, &alert("never told")).unwrap());
    assert_eq!(store.retain(tenant, day(1), day(9)).unwrap().other, 0);
    assert_eq!(store.retain(tenant, day(2), day(9)).unwrap().other, 1);
    assert!(store.alerts(tenant, None).unwrap().is_empty());
}

fn waiting(name: &str, number: i64) -> Job {
    Job {
        kind: "collect".to_owned(),
        payload: "{}".to_owned(),
        dedupe: name.to_owned(),
        lane: "house".to_owned(),
        run_at: day(number),
    }
}

pub(super) fn jobs_are_taken_over(store: &dyn Store, _: Tenant) {
    let Some(timers) = store.timers() else {
        assert_eq!(store.kind(), "postgresql", "there it is told in `jobs`");
        return;
    };
    assert!(store.enqueue(&waiting("a", 2)).unwrap());
    assert!(
        !store.enqueue(&waiting("a", 1)).unwrap(),
        "it waits already"
    );
    assert!(store.enqueue(&waiting("b", 1)).unwrap());
    assert!(store.enqueue(&waiting("later", 9)).unwrap());
    let names = |rows: &[firstcontact::store::JobRow]| -> Vec<String> {
        rows.iter().map(|row| row.job.dedupe.clone()).collect()
    };
    let first = timers.claim("w1", day(3), day(4), 10).unwrap();
    assert_eq!(names(&first), ["b", "a"], "what is due, oldest first");
    assert!(timers.claim("w2", day(3), day(4), 10).unwrap().is_empty());
    let (b, a) = (first[0].id, first[1].id);
    assert!(!timers.settle(b, "w2", None).unwrap(), "not yours");
    assert!(timers.settle(b, "w1", None).unwrap());
    // The first worker dies with the other job in its hands.
    let second = timers.claim("w2", day(5), day(6), 10).unwrap();
    assert_eq!((names(&second), second[0].attempts), (vec!["a".into()], 2));
    assert!(!timers.settle(a, "w1", None).unwrap(), "too late");
    let again = Job {
        payload: "{\"failures\":1}".to_owned(),
        ..waiting("a", 7)
    };
    let again = Some(&again);
    assert!(timers.settle(a, "w2", again).unwrap(), "once more");
    assert!(timers.claim("w2", day(6), day(8), 10).unwrap().is_empty());
    let third = timers.claim("w2", day(7), day(8), 1).unwrap();
    assert_eq!(
        (names(&third), third[0].attempts),
        (vec!["a".into()], 1),
        "what was put back begins anew"
    );
    assert_eq!(third[0].job.payload, "{\"failures\":1}");
    // Whoever still works says so, and keeps it.
    assert!(timers.renew(a, "w2", day(10)).unwrap());
    assert!(!timers.renew(a, "w1", day(30)).unwrap(), "not yours");
    assert!(!timers.renew(a + 1_000, "w2", day(30)).unwrap(), "no such");
    let others = timers.claim("w1", day(9), day(10), 10).unwrap();
    assert_eq!(names(&others), ["later"]);
    assert!(
        timers
            .settle(others[0].id, "w1", Some(&waiting("later", 9)))
            .unwrap()
    );
    assert!(timers.settle(a, "w2", None).unwrap());
    let last = timers.claim("w2", day(20), day(21), 10).unwrap();
    assert!(timers.settle(last[0].id, "w2", None).unwrap());
}

pub(super) fn each_job_is_one_worker_s(store: &dyn Store, _: Tenant) {
    let Some(timers) = store.timers() else {
        assert_eq!(store.kind(), "postgresql", "there it is told in `jobs`");
        return;
    };
    for number in 0..40 {
        store
            .enqueue(&waiting(&format!("many {number}"), 1))
            .unwrap();
    }
    let done: Vec<String> = std::thread::scope(|scope| {
        let work = |name: &'static str| {
            let mut done = Vec::new();
            loop {
                let rows = timers.claim(name, day(3), day(4), 3).unwrap();
                if rows.is_empty() {
                    return done;
                }
                for row in rows {
                    assert!(timers.settle(row.id, name, None).unwrap());
                    done.push(row.job.dedupe);
                }
            }
        };
        let threads = ["x", "y", "z"].map(|name| scope.spawn(move || work(name)));
        threads
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect()
    });
    let once: std::collections::BTreeSet<_> = done.iter().collect();
    assert_eq!((done.len(), once.len()), (40, 40));
}
