//! Stories of finding devices.

use super::looks::{device, seal, take_in, with};
use firstcontact::store::{
    DeviceRecord, FleetPage, FleetQuery, Sort, Store, StoreError, Tenant, Total, Trait,
};
use std::collections::{BTreeMap, BTreeSet};

/// A fleet in which nothing is sorted by accident.
fn fleet() -> Vec<DeviceRecord> {
    let causes = ["C01", "", "C21", "H01", "", "C13", ""];
    let models = ["iPhone17,1", "iPad14,1", "Mac15,3"];
    let mut fleet: Vec<DeviceRecord> = (0..61)
        .map(|number: usize| {
            let serial = format!("{}{:03}", char::from(b'A' + (number % 5) as u8), number);
            let mut device = with(&serial, causes[number % 7], &[]);
            if causes[number % 7] == "H01" {
                "waiting".clone_into(&mut device.traits.standing);
            }
            models[number % 3].clone_into(&mut device.traits.model);
            seal(&mut device);
            device
        })
        .collect();
    fleet.sort_by(|a, b| a.serial.cmp(&b.serial));
    fleet
}

pub(super) fn every_page_once(store: &dyn Store, tenant: Tenant) {
    let mut devices = fleet();
    take_in(store, tenant, 1, devices.clone());
    for device in devices.iter_mut().step_by(4) {
        "C05".clone_into(&mut device.traits.cause);
        seal(device);
    }
    take_in(store, tenant, 2, devices);
    for sort in [Sort::Worst, Sort::Serial, Sort::Since, Sort::Changed] {
        let mut ways = Vec::new();
        for descending in [false, true] {
            let query = FleetQuery {
                sort,
                descending,
                size: 7,
                ..FleetQuery::default()
            };
            let serials = walk(store, tenant, &query);
            let once: BTreeSet<_> = serials.iter().collect();
            assert_eq!((serials.len(), once.len()), (61, 61), "{sort:?}");
            ways.push(serials);
        }
        ways[1].reverse();
        assert_eq!(ways[0], ways[1], "{sort:?}: backwards is backwards");
    }
    let worst = page(store, tenant, &FleetQuery::default());
    let standings: Vec<_> = worst.rows.iter().map(|row| row.traits.rank()).collect();
    assert!(standings.is_sorted() && standings[0] == 0);
    let query = FleetQuery {
        cursor: Some("nowhere".to_owned()),
        ..FleetQuery::default()
    };
    let refused = store.fleet(tenant, &query);
    assert!(matches!(refused, Err(StoreError::Cursor(_))));
}

pub(super) fn filters_and_facets_agree(store: &dyn Store, tenant: Tenant) {
    take_in(store, tenant, 1, fleet());
    let all = page(store, tenant, &FleetQuery::default());
    assert_eq!(all.total, Total::Exact(61));
    for which in [Trait::Cause, Trait::Model, Trait::Standing] {
        let sum: u64 = all.facets[&which].values().sum();
        assert_eq!(sum, 61, "{which:?}");
        for (value, count) in &all.facets[&which] {
            let query = wanting(&[(which, value)]);
            let found = page(store, tenant, &query);
            assert_eq!(found.total, Total::Exact(*count), "{which:?} {value}");
            assert!(found.rows.iter().all(|row| row.traits.get(which) == value));
            assert_eq!(found.rows.len() as u64, (*count).min(50));
            // A facet shows what there would be beside the value that is chosen.
            assert_eq!(found.facets[&which], all.facets[&which]);
        }
    }
    let both = wanting(&[(Trait::Cause, "C01"), (Trait::Model, "iPad14,1")]);
    let found = walk(store, tenant, &both);
    let counted = fleet();
    let counted = counted
        .iter()
        .filter(|it| it.traits.cause == "C01" && it.traits.model == "iPad14,1");
    assert_eq!(found.len(), counted.count());
    let none = page(store, tenant, &wanting(&[(Trait::Cause, "'; DROP TABLE")]));
    assert_eq!((none.total, none.rows.len()), (Total::Exact(0), 0));
}

pub(super) fn a_text_finds_its_beginning(store: &dyn Store, tenant: Tenant) {
    let mut odd = device("ÄÖ%_1");
    "Jürgen O'Hara".clone_into(&mut odd.holder);
    "4711%".clone_into(&mut odd.order);
    let mut devices = fleet();
    devices.push(odd);
    take_in(store, tenant, 1, devices);
    let find = |text: &str| {
        let query = FleetQuery {
            text: text.to_owned(),
            size: 3,
            ..FleetQuery::default()
        };
        walk(store, tenant, &query)
    };
    assert_eq!(find("a00"), ["A000", "A005"], "a serial number, any case");
    assert_eq!(find(" B006@EX "), ["B006"], "a holder");
    assert_eq!(find("po-c").len(), 12, "an order");
    assert_eq!(find("jürgen o'"), ["ÄÖ%_1"]);
    assert_eq!(find("4711%"), ["ÄÖ%_1"]);
    assert!(find("%").is_empty() && find("A00_").is_empty() && find("' OR 1=1").is_empty());
    let narrow = FleetQuery {
        text: "a".to_owned(),
        ..wanting(&[(Trait::Cause, "C01")])
    };
    let found = page(store, tenant, &narrow);
    assert!(found.rows.iter().all(|row| row.traits.cause == "C01"));
    assert_eq!(found.total, Total::Exact(2));
}

fn wanting(wanted: &[(Trait, &str)]) -> FleetQuery {
    let wanted = wanted.iter();
    let wanted: BTreeMap<_, _> = wanted
        .map(|(which, value)| (*which, vec![(*value).to_owned()]))
        .collect();
    FleetQuery {
        wanted,
        ..FleetQuery::default()
    }
}

fn page(store: &dyn Store, tenant: Tenant, query: &FleetQuery) -> FleetPage {
    store.fleet(tenant, query).unwrap()
}

/// The serial numbers of all pages.
fn walk(store: &dyn Store, tenant: Tenant, query: &FleetQuery) -> Vec<String> {
    let (mut query, mut serials) = (query.clone(), Vec::new());
    loop {
        let page = page(store, tenant, &query);
        serials.extend(page.rows.into_iter().map(|row| row.serial));
        match page.next {
            Some(next) => query.cursor = Some(next),
            None => return serials,
        }
    }
}
