//! The part of the twins' weeks in which cases are opened, go on and end.

use super::cases::{case, entry, link, next};
use super::ledger::whole;
use super::looks::day;
use super::twins::{DEVICES, Dice, serial};
use firstcontact::store::{CaseQuery, CaseRow, NewEntry, PlanRow, Store, Tenant};
use remedy::case::State;
use remedy::digest::Digest;

/// What may happen on one day.
const TRIES: u64 = 8;

/// Tries a few things, the same in both; what was answered is the same.
pub(super) fn one_day(number: i64, dice: &mut Dice, stores: [(&dyn Store, Tenant); 2]) {
    for _ in 0..dice.below(TRIES) {
        let serial = serial(dice.below(DEVICES) / 3);
        let state = State::ALL[dice.below(16) as usize];
        let due = dice.is(2).then(|| day(dice.below(20) as i64));
        let plan = dice.is(2).then(|| plan(dice.below(3)));
        let missed = u32::from(dice.is(4));
        let what = dice.below(6);
        let answers = stores.map(|(store, tenant)| {
            let kept = store.case_of(tenant, &serial).unwrap();
            let new = NewEntry {
                plan: plan.as_ref().map(|plan| plan.hash),
                ..entry(&format!("{what} on {number}"), day(number))
            };
            let Some(kept) = kept.filter(|_| what > 0) else {
                return format!("{:?}", store.open_case(tenant, &case(&serial), new));
            };
            match (what, &plan) {
                (1, Some(plan)) => format!("{:?}", store.put_plan(tenant, plan)),
                (2, _) => {
                    let link = link(
                        &format!("{tenant:?} {number} {serial}"),
                        kept.case,
                        &serial,
                        day(number + 2),
                    );
                    format!("{:?}", store.put_holder_link(tenant, &link))
                }
                (3, _) => format!("{:?}", store.end_holder_links(tenant, kept.case)),
                _ => {
                    let row = CaseRow {
                        plan: new.plan,
                        ..next(&kept, state, day(number), due)
                    };
                    let expected = kept.events.saturating_sub(missed);
                    format!("{:?}", store.record(tenant, &row, expected, new))
                }
            }
        });
        assert_eq!(answers[0], answers[1], "{serial} on day {number}");
    }
}

fn plan(number: u64) -> PlanRow {
    PlanRow {
        hash: Digest::of(&[&number.to_be_bytes()]),
        made: day(number as i64),
        requester: "it@example.com".to_owned(),
        text: format!("{{\"members\":[{{\"serial\":\"{}\"}}]}}", serial(number)),
        devices: 1,
    }
}

/// Everything that can be asked about cases.
pub(super) fn all(store: &dyn Store, tenant: Tenant) -> Vec<String> {
    let ledger = whole(store, tenant);
    let mut told = vec![
        format!("{ledger:?}"),
        format!("{:?}", store.begun_since(tenant, day(7)).unwrap()),
    ];
    for states in [vec![], vec!["open".to_owned(), "waiting".to_owned()]] {
        let mut query = CaseQuery {
            states,
            size: 2,
            cursor: None,
        };
        loop {
            let page = store.cases(tenant, &query).unwrap();
            told.push(format!("{page:?}"));
            query.cursor = page.next;
            if query.cursor.is_none() {
                break;
            }
        }
    }
    let due = store.cases_due(day(9), usize::MAX).unwrap();
    let due = due.into_iter().filter(|(whose, _)| *whose == tenant);
    told.extend(due.map(|(_, row)| format!("due {row:?}")));
    for plan in (0..3).map(plan) {
        told.push(format!("{:?}", store.plan(tenant, plan.hash).unwrap()));
        told.push(format!(
            "{:?}",
            store.cases_of_plan(tenant, plan.hash).unwrap()
        ));
        told.push(format!(
            "{:?}",
            store.ledger_of_plan(tenant, plan.hash).unwrap()
        ));
    }
    for case in ledger.iter().filter_map(|row| row.case) {
        told.push(format!("{:?}", store.case(tenant, case).unwrap()));
        told.push(format!("{:?}", store.ledger_of_case(tenant, case).unwrap()));
        // Their hashes are of different tenants.
        let links = store.holder_links(tenant, case).unwrap().into_iter();
        told.extend(links.map(|link| format!("{} {:?} {}", link.serial, link.expires, link.ended)));
    }
    for serial in (0..DEVICES / 3).map(serial) {
        told.push(format!(
            "{:?}",
            store.export_device(tenant, &serial).unwrap()
        ));
    }
    told
}
