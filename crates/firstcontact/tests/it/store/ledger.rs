//! Stories of the ledger: whole, in order, byte for byte; also when many write at once.

use super::cases::{case, entry, goes_on, next, open};
use super::looks::day;
use firstcontact::store::{CaseRow, LedgerRow, NewEntry, Store, StoreError, Tenant};
use remedy::case::State;
use remedy::digest::Digest;
use remedy::ledger::{Link, verify};
use std::sync::Barrier;

/// Follows a tenant's chain to its end, a few entries at a time.
pub(super) fn whole(store: &dyn Store, tenant: Tenant) -> Vec<LedgerRow> {
    let mut rows: Vec<LedgerRow> = Vec::new();
    loop {
        let last = rows.last().map_or(0, |row| row.link.number);
        let page = store.ledger(tenant, last, 3).unwrap();
        if page.is_empty() {
            break;
        }
        rows.extend(page);
    }
    let end = store.ledger_end(tenant).unwrap();
    let count = rows.len() as u64;
    let verdict = verify(rows.iter().map(|row| &row.link), end.map(|(_, hash)| hash));
    let expected = (count, end.map_or_else(Digest::default, |(_, hash)| hash));
    assert_eq!(verdict, Ok(expected));
    assert_eq!(end.map_or(0, |(number, _)| number), count);
    rows
}

pub(super) fn a_text_comes_back_byte_for_byte(store: &dyn Store, tenant: Tenant) {
    assert_eq!(store.ledger_end(tenant).unwrap(), None);
    assert!(whole(store, tenant).is_empty());
    let long = format!("{{\"a\":\"{}\"}}", "ä".repeat(100_000));
    let texts = [
        r#"{"event":"begun","by":"Jürgen 工藤 🍏"}"#,
        r#"{"a":"\u0000\n\t\\N \\x00 '' \" $1 ?1 %s"}"#,
        "  { \"a\" : 1.50 , \"a\" : 1e400 }\u{a0}\u{2028}\u{7f}\u{fffd} ",
        &long,
        "not JSON at all; the ledger does not mind",
        r#"{"event":"begun","by":"Jürgen 工藤 🍏"}"#,
    ];
    let mut expected: Vec<Link> = Vec::new();
    for text in texts {
        let row = store.note(tenant, with(text)).unwrap();
        expected.push(Link::after(expected.last(), text.to_owned()));
        assert_eq!(Some(&row.link), expected.last());
    }
    let read = whole(store, tenant);
    let read: Vec<Link> = read.into_iter().map(|row| row.link).collect();
    assert_eq!(read, expected);
    for torn in ["", "{\"a\":\n1}", "a\0b", "\r", "\t{}"] {
        let refused = store.note(tenant, with(torn));
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{torn:?}");
        let refused = store.open_case(tenant, &case("A1"), with(torn));
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{torn:?}");
    }
    assert_eq!(store.case_of(tenant, "A1").unwrap(), None);
    assert_eq!(whole(store, tenant).len(), texts.len());
    assert_eq!(open(store, tenant, &case("A1")).case, 1);
}

pub(super) fn what_rests_on_an_older_ledger_is_not_written(store: &dyn Store, tenant: Tenant) {
    let on = |number| NewEntry {
        rests_on: Some(number),
        ..with("{}")
    };
    store.note(tenant, on(0)).unwrap();
    let a = open(store, tenant, &case("A1"));
    for older in [0, 1, 3] {
        let queued = next(&a, State::Queued, day(3), None);
        let late = store.record(tenant, &queued, 0, on(older));
        assert!(matches!(late, Err(StoreError::Conflict)), "{older}");
        assert!(matches!(
            store.note(tenant, on(older)),
            Err(StoreError::Conflict)
        ));
    }
    assert_eq!(store.case_of(tenant, "A1").unwrap().unwrap().events, 0);
    assert_eq!(whole(store, tenant).len(), 2);
    let queued = next(&a, State::Queued, day(3), None);
    store.record(tenant, &queued, 0, on(2)).unwrap();
}

fn with(text: &str) -> NewEntry {
    NewEntry {
        text: text.to_owned(),
        ..entry("", day(1))
    }
}

pub(super) fn entries_are_found_again(store: &dyn Store, tenant: Tenant) {
    let (plan, other) = (Digest::of(&[b"plan"]), Digest::of(&[b"other"]));
    let about = |text: &str, number, plan, serial: Option<&str>| NewEntry {
        plan,
        serial: serial.map(str::to_owned),
        ..entry(text, day(number))
    };
    let a = open(store, tenant, &case("A1"));
    let b = open(store, tenant, &case("B1"));
    let approved = about("approved", 2, Some(plan), None);
    store.note(tenant, approved).unwrap();
    let begun = about("begun", 3, Some(plan), Some("somebody else's"));
    let queued = next(&a, State::Queued, day(3), None);
    store.record(tenant, &queued, 0, begun).unwrap();
    let refused = NewEntry {
        case: Some(b.case),
        ..about("refused", 4, Some(other), Some("B1"))
    };
    store.note(tenant, refused).unwrap();
    let stopped = about("stopped", 5, None, None);
    store.note(tenant, stopped).unwrap();
    let all = whole(store, tenant);
    assert_eq!(all[3].serial.as_deref(), Some("A1"), "its own case's");
    assert_eq!((all[3].case, all[3].at), (Some(a.case), day(3)));
    let picked = |numbers: &[usize]| -> Vec<LedgerRow> {
        numbers
            .iter()
            .map(|number| all[number - 1].clone())
            .collect()
    };
    let of_case = |row: &CaseRow| store.ledger_of_case(tenant, row.case).unwrap();
    assert_eq!(of_case(&a), picked(&[1, 4]));
    assert_eq!(of_case(&b), picked(&[2, 5]));
    let of_plan = |plan| store.ledger_of_plan(tenant, plan).unwrap();
    assert_eq!(of_plan(plan), picked(&[3, 4]));
    assert_eq!(of_plan(Digest::default()), []);
    let of_device = store.ledger_of_device(tenant, "B1").unwrap();
    assert_eq!(of_device, picked(&[2, 5]));
    let since = |number| store.begun_since(tenant, day(number)).unwrap();
    assert_eq!(since(3), picked(&[4, 5]), "about cases, at or after");
    assert_eq!(since(0), picked(&[1, 2, 4, 5]));
    assert!(since(5).is_empty());
    let part = |after, limit| store.ledger(tenant, after, limit).unwrap();
    assert_eq!(part(2, 2), picked(&[3, 4]));
    assert!(part(6, 9).is_empty() && part(0, 0).is_empty());
    assert_eq!(part(0, usize::MAX), all);
    assert!(part(u64::MAX, 9).is_empty());
}

/// Programs that write at once, each with two threads. In every round all of them have read the
/// same when the first one writes.
pub(super) fn race(programs: &[&dyn Store]) {
    let tenant = programs[0].tenant("race").unwrap();
    let writers = programs.iter().flat_map(|store| [*store; 2]);
    let writers: Vec<&dyn Store> = writers.collect();
    let opened = at_once(&writers, |store, _| {
        let opened = store.open_case(tenant, &case("A1"), entry("opened", day(1)));
        vec![opened.map(|(_, row)| row)]
    });
    let (won, lost) = split(opened);
    assert_eq!((won, lost.len()), (1, writers.len() - 1));
    let told = lost
        .iter()
        .all(|why| matches!(why, StoreError::CaseOpen(_)));
    assert!(told, "{lost:?}");
    let tried = at_once(&writers, |store, all_read| {
        let round = |_| {
            let row = store.case(tenant, 1);
            all_read.wait();
            let tried = row.and_then(|row| one_more_event(store, tenant, row));
            all_read.wait();
            tried
        };
        (0..ROUNDS).map(round).collect()
    });
    let (won, lost) = split(tried);
    assert_eq!((won, lost.len()), (ROUNDS, ROUNDS * (writers.len() - 1)));
    let told = lost.iter().all(|why| matches!(why, StoreError::Conflict));
    assert!(told, "{lost:?}");
    let noted = at_once(&writers, |store, _| {
        let note = |_| store.note(tenant, entry("noted", day(3)));
        (0..ROUNDS).map(note).collect()
    });
    let (noted, lost) = split(noted);
    assert_eq!((noted, lost.len()), (ROUNDS * writers.len(), 0), "{lost:?}");
    let left = programs[0].case(tenant, 1).unwrap().unwrap();
    assert_eq!(left.events as usize, ROUNDS);
    for store in programs {
        let all = whole(*store, tenant);
        assert_eq!(all.len(), 1 + ROUNDS + ROUNDS * writers.len());
    }
}

/// How often all of them try.
const ROUNDS: usize = 12;

fn one_more_event(store: &dyn Store, tenant: Tenant, row: Option<CaseRow>) -> Tried {
    let row = row.ok_or_else(|| StoreError::Damaged("the case is gone".to_owned()))?;
    let next = next(&row, State::Queued, day(2), None);
    store.record(tenant, &next, row.events, entry("enqueued", day(2)))
}

type Tried = Result<LedgerRow, StoreError>;

fn at_once(
    writers: &[&dyn Store],
    work: impl Fn(&dyn Store, &Barrier) -> Vec<Tried> + Sync,
) -> Vec<Tried> {
    let ready = Barrier::new(writers.len());
    std::thread::scope(|scope| {
        let (ready, work) = (&ready, &work);
        let begin = |store| {
            scope.spawn(move || {
                ready.wait();
                work(store, ready)
            })
        };
        let threads: Vec<_> = writers.iter().map(|store| begin(*store)).collect();
        let done = threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap());
        done.collect()
    })
}

/// How many went well, and what was said to the others.
fn split(tried: Vec<Tried>) -> (usize, Vec<StoreError>) {
    let count = tried.len();
    let lost: Vec<_> = tried.into_iter().filter_map(Result::err).collect();
    (count - lost.len(), lost)
}

/// Something to find again in a copy: a case that goes on, and what was done in it.
pub(super) fn fill(store: &dyn Store, tenant: Tenant) {
    let first = open(store, tenant, &case("A1"));
    goes_on(store, tenant, &next(&first, State::Queued, day(2), None));
    store
        .note(tenant, entry("schön \u{1f34f}", day(3)))
        .unwrap();
}
