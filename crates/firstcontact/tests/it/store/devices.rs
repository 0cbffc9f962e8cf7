//! Stories of looks: what is new, what changed and since when, and what is forgotten.

use super::looks::{LIST, day, device, fault, look, partial, take_in, take_in_all, with};
use firstcontact::store::{
    Begun, Bounds, ChangeCounts, FleetQuery, HistoryEntry, Said, Seen, Store, StoreError, Tenant,
    Total,
};

pub(super) fn a_look_comes_in_once(store: &dyn Store, tenant: Tenant) {
    assert_eq!(store.today(tenant).unwrap(), None);
    let Begun::New(mut intake) = store.begin(tenant, &look(1)).unwrap() else {
        panic!("nobody has seen it");
    };
    intake.devices(vec![device("A1"), device("B1")]).unwrap();
    let early = store.fleet(tenant, &FleetQuery::default()).unwrap();
    assert_eq!(early.total, Total::Exact(0), "nothing shows before the end");
    let disorder = intake.devices(vec![device("A2")]);
    assert!(matches!(disorder, Err(StoreError::Disorder(_))));
    drop(intake);
    assert_eq!(store.device(tenant, "A1").unwrap(), None, "dropped is gone");

    let first = take_in(store, tenant, 1, vec![device("A1"), device("B1")]);
    assert_eq!((first.devices, first.changes.new), (2, 2));
    let again = take_in(store, tenant, 1, vec![device("C1")]);
    assert_eq!(again, first, "the same look again changes nothing");
    assert_eq!(store.device(tenant, "C1").unwrap(), None);
    let older = store.begin(tenant, &look(0)).err();
    assert!(matches!(older, Some(StoreError::Older { .. })), "{older:?}");

    let today = store.today(tenant).unwrap().unwrap();
    assert_eq!(today.newest, first);
    assert_eq!(today.newest.standings["needsYou"], 2);
    assert_eq!(today.causes["C01"], 2);
    let view = store.device(tenant, "A1").unwrap().unwrap();
    assert_eq!(view.document, "{\"serial\":\"A1\"}");
    assert_eq!(view.facts[0].value.as_deref(), Some("standard"));
    assert!(store.history(tenant, "A1").unwrap().is_empty());

    // Two at the same time: one wins, and the other is told.
    let begin = |number| match store.begin(tenant, &look(number)).unwrap() {
        Begun::New(intake) => intake,
        Begun::Known(_) => panic!("nobody has seen it"),
    };
    let (mut one, mut other) = (begin(2), begin(3));
    one.devices(vec![device("A1"), device("B1")]).unwrap();
    other.devices(vec![device("A1")]).unwrap();
    one.finish(Vec::new()).unwrap();
    let late = other.finish(Vec::new());
    assert!(matches!(late, Err(StoreError::Overtaken)), "{late:?}");
    let newest = store.snapshots(tenant, 1).unwrap();
    assert_eq!((newest.rows.len(), newest.total), (1, 2));
    assert_eq!(newest.rows[0].snapshot, look(2));
    assert_eq!(seen(store, tenant, "B1"), Seen::Present);
}

/// Two programs that end at the same moment: one wins, and the other is told.
pub(super) fn two_end_at_once(open: impl Fn() -> Box<dyn Store>) {
    let stores = [open(), open()];
    let tenant = stores[0].tenant("race").unwrap();
    for round in 0..20 {
        let serials = ["A1", "B1"];
        let begun: Vec<_> = stores
            .iter()
            .zip(serials)
            .map(|(store, serial)| {
                let Begun::New(mut intake) = store.begin(tenant, &look(round)).unwrap() else {
                    panic!("nobody has seen it");
                };
                intake.devices(vec![device(serial)]).unwrap();
                intake
            })
            .collect();
        let together = std::sync::Barrier::new(2);
        let ends: Vec<_> = std::thread::scope(|scope| {
            let ends = begun.into_iter().map(|intake| {
                let together = &together;
                scope.spawn(move || {
                    together.wait();
                    intake.finish(Vec::new())
                })
            });
            let ends: Vec<_> = ends.collect();
            ends.into_iter().map(|end| end.join().unwrap()).collect()
        });
        let won = ends.iter().filter(|end| end.is_ok()).count();
        let told = |end: &&Result<_, StoreError>| matches!(end, Err(StoreError::Overtaken));
        assert_eq!((won, ends.iter().filter(told).count()), (1, 1), "{ends:?}");
        let winner = serials[ends.iter().position(Result::is_ok).unwrap()];
        assert_eq!(seen(&*stores[0], tenant, winner), Seen::Present);
        let page = stores[0].fleet(tenant, &FleetQuery::default()).unwrap();
        assert_eq!(page.total, Total::Exact(1), "{round}");
    }
}

pub(super) fn a_change_has_bounds(store: &dyn Store, tenant: Tenant) {
    let bare = with("A1", "C04", &[("profile", Some(""))]);
    take_in(store, tenant, 1, vec![bare.clone(), device("B1")]);
    take_in(store, tenant, 2, vec![bare.clone(), device("B1")]);
    // The third look broke off: it did not see the device's row, and proves nothing.
    let blind = with("A1", "C04", &[("profile", None)]);
    let third = vec![blind, device("B1")];
    take_in_all(store, tenant, &partial(3), third, Vec::new()).unwrap();
    let fourth = take_in(store, tenant, 4, vec![device("A1"), device("B1")]);
    assert_eq!(fourth.changes.changed, 1);
    let history = store.history(tenant, "A1").unwrap();
    let change = |fact: &str, before: &str, after: &str, looked| HistoryEntry {
        fact: fact.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        bounds: Bounds {
            after: Some(day(looked)),
            by: day(4),
        },
    };
    // What was concluded was concluded in every look; the list was last whole in the second.
    let expected = [
        change("cause", "C04", "C01", 3),
        change("profile", "", "standard", 2),
    ];
    assert_eq!(history, expected);
    assert!(store.history(tenant, "B1").unwrap().is_empty());
    let of_all = store.changes_of(tenant, "profile").unwrap();
    assert_eq!(of_all, [("A1".to_owned(), expected[1].clone())]);
    assert!(store.changes_of(tenant, "server").unwrap().is_empty());
}

pub(super) fn nobody_looked_is_no_change(store: &dyn Store, tenant: Tenant) {
    take_in(store, tenant, 1, vec![device("A1")]);
    for number in [2, 3] {
        let blind = with("A1", "C01", &[("profile", None)]);
        take_in(store, tenant, number, vec![blind]);
        let view = store.device(tenant, "A1").unwrap().unwrap();
        let known = view.facts[0].value.as_deref();
        assert_eq!(known, Some("standard"), "what was known stays known");
        assert_eq!(view.row.changed_at, day(1));
    }
    let back = take_in(store, tenant, 4, vec![device("A1")]);
    assert_eq!(back.changes, ChangeCounts::default());
    assert!(store.history(tenant, "A1").unwrap().is_empty());
}

pub(super) fn devices_go_and_return(store: &dyn Store, tenant: Tenant) {
    let all = || vec![device("A1"), device("B1"), device("C1")];
    take_in(store, tenant, 1, all());
    let half = vec![device("A1")];
    let broken = take_in_all(store, tenant, &partial(2), half, Vec::new()).unwrap();
    assert_eq!((broken.changes.unseen, broken.changes.gone), (2, 0));
    assert_eq!(seen(store, tenant, "B1"), Seen::Unseen);
    let whole = take_in(store, tenant, 3, vec![device("A1"), device("C1")]);
    assert_eq!((whole.changes.gone, whole.changes.returned), (1, 1));
    let gone = store.device(tenant, "B1").unwrap().unwrap().row;
    assert_eq!((gone.seen, gone.last_seen), (Seen::Gone, day(1)));
    let again = take_in(store, tenant, 4, all());
    assert_eq!(again.changes.returned, 1);
    let back = store.device(tenant, "B1").unwrap().unwrap().row;
    assert_eq!((back.seen, back.last_seen), (Seen::Present, day(4)));
    assert_eq!(back.first_seen, day(1));
    let words: Vec<_> = store
        .history(tenant, "B1")
        .unwrap()
        .into_iter()
        .map(|entry| (entry.before, entry.after, entry.bounds.after))
        .collect();
    let word = |before: &str, after: &str| (before.to_owned(), after.to_owned(), Some(day(1)));
    // Nobody saw it after the first look, so nobody knows more than that.
    let expected = [
        word("present", "unseen"),
        word("unseen", "gone"),
        word("gone", "present"),
    ];
    assert_eq!(words, expected);
}

pub(super) fn since_when(store: &dyn Store, tenant: Tenant) {
    let cause = |cause: &str| vec![with("A1", cause, &[]), with("B1", "C01", &[])];
    take_in(store, tenant, 1, cause("C04"));
    take_in(store, tenant, 2, cause("C01"));
    let third = take_in(store, tenant, 3, cause(""));
    assert_eq!(third.changes.healed, 1);
    let row = store.device(tenant, "A1").unwrap().unwrap().row;
    let times = (row.first_seen, row.cause_since, row.standing_since);
    assert_eq!(times, (day(1), day(3), day(3)));
    let fourth = take_in(store, tenant, 4, cause("C01"));
    assert_eq!(fourth.changes.broke, 1);
    let calm = store.device(tenant, "B1").unwrap().unwrap().row;
    assert_eq!((calm.changed_at, calm.last_seen), (day(1), day(4)));
}

pub(super) fn faults_begin_and_end(store: &dyn Store, tenant: Tenant) {
    let take = |look, findings| {
        take_in_all(store, tenant, &look, vec![device("A1")], findings).unwrap();
    };
    take(look(1), vec![fault("C21", 5)]);
    take(look(2), vec![fault("C21", 7), fault("C23", 1)]);
    take(partial(3), Vec::new());
    let open = store.findings(tenant, true).unwrap();
    assert_eq!(open.len(), 2, "less was read: nothing has ended");
    take(look(4), vec![fault("C23", 1)]);
    take(look(5), vec![fault("C21", 2), fault("C23", 1)]);
    let all = store.findings(tenant, false).unwrap();
    let told: Vec<_> = all
        .iter()
        .map(|row| {
            let ended = row.ended.map(|ended| (ended.after, ended.by));
            (row.finding.code.as_str(), row.began.by, ended)
        })
        .collect();
    let expected = [
        ("C21", day(5), None),
        ("C23", day(2), None),
        ("C21", day(1), Some((Some(day(3)), day(4)))),
    ];
    assert_eq!(told, expected);
    assert_eq!(all[2].began.after, None, "the first look saw it already");
    assert_eq!(all[2].finding.devices, 7);
    let today = store.today(tenant).unwrap().unwrap();
    assert_eq!(today.findings, all[..2]);
}

pub(super) fn a_device_is_forgotten(store: &dyn Store, tenant: Tenant) {
    let bare = with("A1", "C04", &[("profile", Some(""))]);
    take_in(store, tenant, 1, vec![bare, device("B1")]);
    take_in(store, tenant, 2, vec![device("A1"), device("B1")]);
    let note = |serial: &str| Said {
        serial: serial.to_owned(),
        question: String::new(),
        text: "on the shelf of \"Ms Müller\"".to_owned(),
        at: day(2),
        by: "it@example.com".to_owned(),
    };
    store.say(tenant, &note("A1")).unwrap();
    store.say(tenant, &note("B1")).unwrap();
    let file = store.export_device(tenant, "A1").unwrap().unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    assert_eq!(file["diagnosis"]["serial"], "A1");
    assert_eq!(file["history"].as_array().unwrap().len(), 2);
    assert_eq!(file["said"][0]["by"], "it@example.com");
    assert_eq!(file["row"]["cause"], "C01");

    let forgotten = store.forget_device(tenant, "A1", "dpo", day(3)).unwrap();
    let told = (forgotten.devices, forgotten.history, forgotten.said);
    assert_eq!(told, (1, 2, 1));
    assert_eq!(store.export_device(tenant, "A1").unwrap(), None);
    assert!(store.history(tenant, "A1").unwrap().is_empty());
    assert_eq!(store.said(tenant, None).unwrap(), [note("B1")]);
    let left = store.fleet(tenant, &FleetQuery::default()).unwrap();
    assert_eq!((left.total, left.rows.len()), (Total::Exact(1), 1));
    let trail = store.audit(Some(tenant), None, 10).unwrap();
    assert_eq!(
        (trail.len(), trail[0].1.what.as_str()),
        (1, "forgot_device")
    );
    assert!(!format!("{trail:?}").contains("A1"), "how much, never what");
    let nothing = store.forget_device(tenant, "A1", "dpo", day(3)).unwrap();
    assert_eq!(nothing.devices, 0);
}

pub(super) fn old_things_go(store: &dyn Store, tenant: Tenant) {
    let bare = || with("A1", "C04", &[("profile", Some(""))]);
    let take = |number, devices, findings| {
        take_in_all(store, tenant, &look(number), devices, findings).unwrap();
    };
    take(1, vec![bare(), device("B1")], vec![fault("C21", 1)]);
    take(2, vec![device("A1"), device("B1")], Vec::new());
    take(3, vec![device("A1")], Vec::new());
    take(9, vec![bare()], Vec::new());
    let forgotten = store.retain(tenant, day(8), day(9)).unwrap();
    assert_eq!(forgotten.devices, 1, "B1 is gone since before");
    assert_eq!(store.device(tenant, "B1").unwrap(), None);
    let history = store.history(tenant, "A1").unwrap();
    assert!(history.iter().all(|entry| entry.bounds.by == day(9)) && history.len() == 2);
    assert!(store.findings(tenant, false).unwrap().is_empty());
    let looks = store.snapshots(tenant, 9).unwrap().rows;
    assert_eq!((looks.len(), looks[0].snapshot.taken_at), (1, day(9)));
    // The newest look stays, however old it is, and so does what it saw.
    store.retain(tenant, day(90), day(90)).unwrap();
    assert_eq!(store.snapshots(tenant, 9).unwrap().total, 1);
    assert_eq!(seen(store, tenant, "A1"), Seen::Present);
    let next = take_in(store, tenant, 91, vec![device("A1")]);
    assert_eq!(next.changes.changed, 1);
    let bounds = store.history(tenant, "A1").unwrap()[0].bounds;
    assert_eq!(bounds.after, Some(day(9)), "{LIST} was last read then");
}

fn seen(store: &dyn Store, tenant: Tenant, serial: &str) -> Seen {
    store.device(tenant, serial).unwrap().unwrap().row.seen
}
