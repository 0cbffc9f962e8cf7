//! Stories of cases: one at a time for each device, none changed behind somebody's back.

use super::looks::{day, device, take_in};
use enrollment::moment::{HOUR, Moment};
use firstcontact::store::{
    CaseQuery, CaseRow, HolderLink, NewEntry, PlanRow, Store, StoreError, Tenant,
};
use remedy::case::State;
use remedy::digest::Digest;

/// A case that was just opened, on the first day.
pub(super) fn case(serial: &str) -> CaseRow {
    CaseRow {
        case: 0,
        serial: serial.to_owned(),
        state: State::Open.name().to_owned(),
        held: false,
        since: day(1),
        due: None,
        plan: None,
        step: 0,
        events: 0,
        opened: day(1),
        cause: "C04".to_owned(),
        requester: "it@example.com".to_owned(),
    }
}

/// An entry about nothing in particular.
pub(super) fn entry(text: &str, at: Moment) -> NewEntry {
    NewEntry {
        rests_on: None,
        at,
        text: format!("{{\"event\":\"{text}\"}}"),
        case: None,
        serial: None,
        plan: None,
    }
}

/// The same case after one more event.
pub(super) fn next(row: &CaseRow, state: State, at: Moment, due: Option<Moment>) -> CaseRow {
    CaseRow {
        state: state.name().to_owned(),
        since: at,
        due,
        events: row.events + 1,
        ..row.clone()
    }
}

/// Opens a case; gives it as it is kept.
pub(super) fn open(store: &dyn Store, tenant: Tenant, row: &CaseRow) -> CaseRow {
    let (case, written) = store
        .open_case(tenant, row, entry("opened", row.since))
        .unwrap();
    assert_eq!(written.case, Some(case));
    CaseRow {
        case,
        ..row.clone()
    }
}

/// Writes down what became of a case.
pub(super) fn goes_on(store: &dyn Store, tenant: Tenant, row: &CaseRow) {
    let what = entry(&row.state, row.since);
    store.record(tenant, row, row.events - 1, what).unwrap();
}

pub(super) fn a_device_has_one_case(store: &dyn Store, tenant: Tenant) {
    for (number, state) in (1_u64..).zip(State::ALL) {
        let serial = format!("A{number}");
        let first = open(store, tenant, &case(&serial));
        goes_on(store, tenant, &next(&first, state, day(2), None));
        let again = store.open_case(tenant, &case(&serial), entry("opened", day(3)));
        match again {
            Ok((second, _)) => {
                assert!(state.over() && second == first.case + 1, "{state:?}");
                let newest = store.case_of(tenant, &serial).unwrap().unwrap();
                assert_eq!((newest.case, newest.since), (second, day(1)));
            }
            Err(StoreError::CaseOpen(which)) => assert!(!state.over() && which == serial),
            Err(other) => panic!("{other:?}"),
        }
    }
    // What was refused took no number and left no entry.
    let over = State::ALL.iter().filter(|state| state.over()).count();
    let opened = store.cases(tenant, &CaseQuery::default()).unwrap();
    assert_eq!(opened.rows.len(), State::ALL.len() + over);
    let entries = store.ledger_end(tenant).unwrap().unwrap().0;
    assert_eq!(entries as usize, 2 * State::ALL.len() + over);
    assert_eq!(store.case_of(tenant, "A99").unwrap(), None);
    assert_eq!(store.case(tenant, 99).unwrap(), None);
}

pub(super) fn who_is_slower_is_told(store: &dyn Store, tenant: Tenant) {
    let plan = Digest::of(&[b"plan"]);
    let first = open(store, tenant, &case("A1"));
    let queued = CaseRow {
        plan: Some(plan),
        step: 31,
        held: true,
        ..next(&first, State::Queued, day(2), Some(day(3)))
    };
    goes_on(store, tenant, &queued);
    assert_eq!(store.case(tenant, 1).unwrap(), Some(queued.clone()));
    let in_plan = store.cases_of_plan(tenant, plan).unwrap();
    assert_eq!(in_plan, std::slice::from_ref(&queued));
    let before = store.ledger_end(tenant).unwrap();
    let tried = |row: &CaseRow, expected| {
        let tried = store.record(tenant, row, expected, entry("late", day(4)));
        assert_eq!(
            store.case(tenant, 1).unwrap().as_ref(),
            Some(&queued),
            "all or nothing"
        );
        assert_eq!(store.ledger_end(tenant).unwrap(), before);
        tried.unwrap_err()
    };
    // It was looked at before it was queued.
    let slower = next(&first, State::Aborted, day(4), None);
    assert!(matches!(tried(&slower, 0), StoreError::Conflict));
    let sending = next(&queued, State::Sending, day(4), None);
    for expected in [0, 2] {
        assert!(matches!(tried(&sending, expected), StoreError::Conflict));
    }
    let nobody = CaseRow {
        case: 2,
        ..sending.clone()
    };
    assert!(matches!(tried(&nobody, 1), StoreError::Conflict));
    // An event that does not count would let two of them through.
    let uncounted = CaseRow {
        events: 1,
        ..sending.clone()
    };
    assert!(matches!(tried(&uncounted, 1), StoreError::Refused(_)));
    let another = CaseRow {
        serial: "B1".to_owned(),
        ..sending
    };
    assert!(matches!(tried(&another, 1), StoreError::Refused(_)));
}

pub(super) fn what_is_over_stays_so(store: &dyn Store, tenant: Tenant) {
    let first = open(store, tenant, &case("A1"));
    let over = next(&first, State::Succeeded, day(2), None);
    goes_on(store, tenant, &over);
    let back = next(&over, State::Open, day(3), None);
    let refused = store.record(tenant, &back, 1, entry("regressed", day(3)));
    assert!(
        matches!(refused, Err(StoreError::Refused(_))),
        "{refused:?}"
    );
    assert_eq!(store.case(tenant, 1).unwrap(), Some(over));
}

pub(super) fn the_first_due_comes_first(store: &dyn Store, tenant: Tenant) {
    // Older than all that other stories tell.
    let old = |hour| day(-900).plus(hour * HOUR);
    let all = [
        ("A1", State::Waiting, 5, Some(9)),
        ("B1", State::Waiting, 4, Some(7)),
        ("C1", State::Escalated, 3, None),
        ("D1", State::Waiting, 2, Some(9)),
        ("E1", State::Failed, 1, None),
        ("F1", State::Aborted, 0, None),
        ("G1", State::Watching, 2, Some(9)),
    ];
    for (serial, state, since, due) in all {
        let first = open(store, tenant, &case(serial));
        let row = next(&first, state, old(since), due.map(old));
        goes_on(store, tenant, &row);
    }
    let expected = ["B1", "D1", "G1", "A1", "F1", "E1", "C1"];
    for size in [1, 2, 3, 7, 0] {
        let mut query = CaseQuery {
            size,
            ..CaseQuery::default()
        };
        let (mut told, mut pages) = (Vec::new(), 0);
        loop {
            let page = store.cases(tenant, &query).unwrap();
            assert_eq!(page.counts["waiting"], 3, "of all, whatever the page shows");
            told.extend(page.rows.into_iter().map(|row| row.serial));
            pages += 1;
            query.cursor = page.next;
            if query.cursor.is_none() {
                break;
            }
        }
        assert_eq!(told, expected, "{size}");
        assert_eq!(pages, if size == 0 { 1 } else { 7_usize.div_ceil(size) });
    }
    let mut query = CaseQuery {
        states: vec!["failed".to_owned(), "waiting".to_owned()],
        ..CaseQuery::default()
    };
    let some = store.cases(tenant, &query).unwrap();
    let serials: Vec<_> = some.rows.iter().map(|row| row.serial.as_str()).collect();
    assert_eq!(serials, ["B1", "D1", "A1", "E1"]);
    for wrong in ["", "1.2", "1.2.x", "1.2.3.4"] {
        query.cursor = Some(wrong.to_owned());
        let refused = store.cases(tenant, &query);
        assert!(matches!(refused, Err(StoreError::Cursor(_))), "{wrong}");
    }
    let due = |now, limit| -> Vec<String> {
        let due = store.cases_due(now, limit).unwrap().into_iter();
        due.map(|(whose, row)| {
            assert_eq!(whose, tenant);
            row.serial
        })
        .collect()
    };
    assert!(due(old(6), 9).is_empty());
    assert_eq!(due(old(8), 9), ["B1"]);
    // On the hour itself.
    assert_eq!(due(old(9), 9), ["B1", "A1", "D1", "G1"]);
    assert_eq!(due(old(9), 2), ["B1", "A1"]);
}

pub(super) fn a_plan_never_changes(store: &dyn Store, tenant: Tenant) {
    let plan = PlanRow {
        hash: Digest::of(&[b"one"]),
        made: day(1),
        requester: "it@example.com".to_owned(),
        text: "{\"tenant\":\"Müller & Söhne\",\"members\":[]}".to_owned(),
        devices: 3,
    };
    store.put_plan(tenant, &plan).unwrap();
    let changed = PlanRow {
        text: "{}".to_owned(),
        ..plan.clone()
    };
    store.put_plan(tenant, &changed).unwrap();
    assert_eq!(store.plan(tenant, plan.hash).unwrap(), Some(plan.clone()));
    assert_eq!(store.plan(tenant, Digest::of(&[b"other"])).unwrap(), None);
    let torn = PlanRow {
        hash: Digest::of(&[b"torn"]),
        text: "{\"a\":\0}".to_owned(),
        ..plan
    };
    let refused = store.put_plan(tenant, &torn);
    assert!(matches!(refused, Err(StoreError::Refused(_))));
}

pub(super) fn link(name: &str, case: u64, serial: &str, expires: Moment) -> HolderLink {
    HolderLink {
        hash: Digest::of(&[name.as_bytes()]).0,
        case,
        serial: serial.to_owned(),
        language: "de".to_owned(),
        expires,
        ended: false,
    }
}

pub(super) fn a_link_leads_to_its_case(store: &dyn Store, tenant: Tenant) {
    let links = [
        link("later", 1, "A1", day(9)),
        link("sooner", 1, "A1", day(5)),
        link("another", 2, "B1", day(5)),
    ];
    for link in &links {
        store.put_holder_link(tenant, link).unwrap();
    }
    for link in &links {
        let found = store.holder_link(&link.hash).unwrap();
        assert_eq!(found, Some((tenant, link.clone())));
    }
    assert_eq!(store.holder_link(&[7; 32]).unwrap(), None);
    let of_case = |case| store.holder_links(tenant, case).unwrap();
    assert_eq!(of_case(1), [links[1].clone(), links[0].clone()]);
    assert_eq!(store.end_holder_links(tenant, 1).unwrap(), 2);
    assert_eq!(store.end_holder_links(tenant, 1).unwrap(), 0);
    assert!(of_case(1).iter().all(|link| link.ended));
    assert_eq!(of_case(2), links[2..], "another case's stays");
    // What has been over for long goes.
    assert!(store.retain(tenant, day(6), day(20)).unwrap().other >= 2);
    assert_eq!(of_case(1).len(), 1);
    assert!(of_case(2).is_empty());
}

pub(super) fn a_kill_switch_stops_its_own(store: &dyn Store, tenant: Tenant) {
    let other = store.tenant("nobody stops it").unwrap();
    let stopped =
        || [None, Some(tenant), Some(other)].map(|whose| store.kill_switch(whose).unwrap());
    let turn = |whose, on| store.set_kill_switch(whose, on, "ada", day(1)).unwrap();
    assert_eq!(stopped(), [false; 3]);
    turn(Some(tenant), true);
    turn(Some(tenant), true);
    assert_eq!(stopped(), [false, true, false]);
    turn(None, true);
    assert_eq!(stopped(), [true; 3], "the installation's stops everybody");
    turn(Some(tenant), false);
    assert_eq!(stopped(), [true; 3]);
    turn(None, false);
    assert_eq!(stopped(), [false; 3]);
    let trail = store.audit(Some(tenant), None, 9).unwrap();
    let told: Vec<_> = trail.iter().map(|(_, it)| (&*it.who, &*it.what)).collect();
    let (on, off) = (("ada", "kill_switch_on"), ("ada", "kill_switch_off"));
    assert_eq!(told, [off, on, on]);
}

pub(super) fn what_was_done_outlives_the_device(store: &dyn Store, tenant: Tenant) {
    take_in(store, tenant, 1, vec![device("A1"), device("B1")]);
    let plan = PlanRow {
        hash: Digest::of(&[b"both"]),
        made: day(1),
        requester: "it@example.com".to_owned(),
        text: "{\"members\":[{\"serial\":\"B1\",\"cause\":\"C04\"},
            {\"serial\":\"A1\",\"cause\":\"C01\"}]}"
            .replace('\n', ""),
        devices: 2,
    };
    store.put_plan(tenant, &plan).unwrap();
    let first = open(store, tenant, &case("A1"));
    let over = next(&first, State::Aborted, day(2), None);
    let aborted = NewEntry {
        plan: Some(plan.hash),
        ..entry("aborted", day(2))
    };
    store.record(tenant, &over, 0, aborted).unwrap();
    let running = open(store, tenant, &case("A1"));
    let names = [format!("{tenant:?} over"), format!("{tenant:?} running")];
    let links = [
        link(&names[0], first.case, "A1", day(3)),
        link(&names[1], running.case, "A1", day(30)),
    ];
    for link in &links {
        store.put_holder_link(tenant, link).unwrap();
    }
    let chain = store.ledger(tenant, 0, 9).unwrap();
    let file = |serial: &str| -> Option<serde_json::Value> {
        let file = store.export_device(tenant, serial).unwrap();
        file.map(|text| serde_json::from_str(&text).unwrap())
    };
    let whole = file("A1").unwrap();
    assert_eq!(whole["row"]["serial"], "A1");
    assert_eq!(whole["cases"][1]["state"], "open");
    assert_eq!(whole["ledger"][1]["text"], "{\"event\":\"aborted\"}");
    assert_eq!(whole["ledger"][1]["hash"], chain[1].link.hash.to_string());
    assert_eq!(whole["plans"][0]["device"]["cause"], "C01");
    assert_eq!(whole["holderLinks"].as_array().unwrap().len(), 2);
    assert!(!whole.to_string().contains("B1"), "nobody else's");

    let forgotten = store.forget_device(tenant, "A1", "dpo", day(3)).unwrap();
    assert_eq!((forgotten.devices, forgotten.other), (1, 2));
    assert_eq!(store.case(tenant, first.case).unwrap(), None);
    assert_eq!(store.holder_link(&links[0].hash).unwrap(), None);
    // What has begun can still be ended.
    let left = store.case_of(tenant, "A1").unwrap();
    assert_eq!(left.as_ref(), Some(&running));
    assert!(store.holder_link(&links[1].hash).unwrap().is_some());
    assert_eq!(store.ledger(tenant, 0, 9).unwrap(), chain);
    let rest = file("A1").unwrap();
    assert!(rest["row"].is_null() && rest["diagnosis"].is_null());
    assert_eq!(rest["ledger"], whole["ledger"], "what is kept is given");

    let ended = next(&running, State::Aborted, day(4), None);
    goes_on(store, tenant, &ended);
    let forgotten = store.forget_device(tenant, "A1", "dpo", day(5)).unwrap();
    assert_eq!(forgotten.other, 2);
    // A number of the ledger never means another case.
    let third = open(store, tenant, &case("A1"));
    assert_eq!(third.case, running.case + 1);
    store.retain(tenant, day(900), day(900)).unwrap();
    assert_eq!(store.ledger_end(tenant).unwrap().unwrap().0, 5);
    assert_eq!(store.plan(tenant, plan.hash).unwrap(), Some(plan));
    assert_eq!(store.case_of(tenant, "A1").unwrap(), Some(third));
    assert_eq!(file("nobody"), None);
}
