//! Stories of devices that are not named any more: which list must have been read for that to mean
//! that one is gone.

use super::looks::{day, device, look, take_in_all};
use enrollment::snapshot::Source;
use firstcontact::store::{
    ChangeCounts, DeviceRecord, Lists, Seen, SnapshotRecord, SourceRead, Store, Tenant,
};

const INTUNE: Source = Source::ManagedDevices;
const APPLE: Source = Source::OrgDevices;
const REGISTER: Source = Source::Register;

/// A look that read these lists to their end, and those only in part.
fn reading(number: i64, whole: &[Source], partly: &[Source]) -> SnapshotRecord {
    let read = |source: &Source, whole| SourceRead {
        source: source.name().to_owned(),
        whole,
    };
    let whole = whole.iter().map(|source| read(source, true));
    let partly = partly.iter().map(|source| read(source, false));
    SnapshotRecord {
        sources: whole.chain(partly).collect(),
        ..look(number)
    }
}

fn named(serial: &str, lists: &[Source]) -> DeviceRecord {
    let lists = lists.iter().copied();
    DeviceRecord {
        lists: lists.fold(Lists::default(), Lists::with),
        ..device(serial)
    }
}

fn changes(
    (store, tenant): (&dyn Store, Tenant),
    look: &SnapshotRecord,
    devices: Vec<DeviceRecord>,
) -> ChangeCounts {
    let row = take_in_all(store, tenant, look, devices, Vec::new());
    row.unwrap().changes
}

fn seen(store: &dyn Store, tenant: Tenant, serial: &str) -> Seen {
    store.device(tenant, serial).unwrap().unwrap().row.seen
}

pub(super) fn a_list_that_never_was_there_keeps_nobody(store: &dyn Store, tenant: Tenant) {
    let here = (store, tenant);
    let all = vec![named("A1", &[INTUNE]), named("B1", &[INTUNE])];
    changes(here, &reading(1, &[INTUNE], &[]), all);
    let left = vec![named("A1", &[INTUNE])];
    let told = changes(here, &reading(2, &[INTUNE], &[]), left);
    assert_eq!(
        (told.gone, told.unseen),
        (1, 0),
        "Apple was never connected"
    );
    assert_eq!(seen(store, tenant, "B1"), Seen::Gone);
}

pub(super) fn who_is_on_the_register_waits_for_it(store: &dyn Store, tenant: Tenant) {
    let here = (store, tenant);
    let shelf = || named("R1", &[REGISTER]);
    let both = [INTUNE, REGISTER];
    changes(here, &reading(1, &both, &[]), vec![shelf()]);
    // Nobody gave the register this time.
    let told = changes(here, &reading(2, &[INTUNE], &[]), Vec::new());
    assert_eq!((told.gone, told.unseen), (0, 1));
    let told = changes(here, &reading(3, &[INTUNE], &[]), Vec::new());
    assert_eq!(told, ChangeCounts::default(), "still not");
    let told = changes(here, &reading(4, &both, &[]), Vec::new());
    assert_eq!((told.gone, told.unseen), (1, 0));
    assert_eq!(seen(store, tenant, "R1"), Seen::Gone);
    let told = changes(here, &reading(5, &both, &[]), vec![shelf()]);
    assert_eq!(told.returned, 1);
}

pub(super) fn lists_may_speak_one_after_the_other(store: &dyn Store, tenant: Tenant) {
    let here = (store, tenant);
    let both = [INTUNE, APPLE];
    let all = vec![named("A1", &both), named("B1", &both)];
    changes(here, &reading(1, &both, &[]), all);
    let told = changes(here, &reading(2, &[INTUNE], &[APPLE]), Vec::new());
    assert_eq!((told.gone, told.unseen), (0, 2));
    let told = changes(here, &reading(3, &[], &[INTUNE]), Vec::new());
    assert_eq!(told, ChangeCounts::default(), "a look that read nothing");
    let told = changes(here, &reading(4, &[APPLE], &[]), Vec::new());
    assert_eq!((told.gone, told.unseen), (2, 0), "Intune said so before");
    let gone = store.device(tenant, "A1").unwrap().unwrap().row;
    assert_eq!((gone.last_seen, gone.changed_at), (day(1), day(4)));
}

pub(super) fn a_word_that_was_taken_back_counts_no_more(store: &dyn Store, tenant: Tenant) {
    let here = (store, tenant);
    let both = [INTUNE, APPLE];
    changes(here, &reading(1, &both, &[]), vec![named("A1", &both)]);
    // Nothing else about it is different: Apple does not name it any more.
    let told = changes(here, &reading(2, &both, &[]), vec![named("A1", &[INTUNE])]);
    assert_eq!(told, ChangeCounts::default());
    let told = changes(here, &reading(3, &[INTUNE], &[APPLE]), Vec::new());
    assert_eq!((told.gone, told.unseen), (1, 0));

    // Known from an event alone, which no list will ever take back.
    changes(here, &reading(4, &both, &[]), vec![named("E1", &[])]);
    let told = changes(here, &reading(5, &[], &both), Vec::new());
    assert_eq!((told.gone, told.unseen), (0, 1), "nobody looked anywhere");
    let told = changes(here, &reading(6, &both, &[]), Vec::new());
    assert_eq!((told.gone, told.unseen), (1, 0));
}
