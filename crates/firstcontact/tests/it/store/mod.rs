//! One conformance suite for all stores: small stories, told to each of them.

mod backup;
mod case_weeks;
mod cases;
pub(crate) mod cluster;
mod crash;
mod desk;
mod devices;
mod fleet;
mod ledger;
mod lists;
mod looks;
mod migrations;
mod refusals;
mod tls;
mod twins;

use cluster::Cluster;
use firstcontact::store::{self, CaseQuery, Store, Tenant};
use remedy::digest::Digest;

/// What a store must be able to do.
type Story = fn(&dyn Store, Tenant);

const STORIES: [(&str, Story); 31] = [
    ("a look comes in once", devices::a_look_comes_in_once),
    ("a change has bounds", devices::a_change_has_bounds),
    (
        "nobody looked is no change",
        devices::nobody_looked_is_no_change,
    ),
    ("devices go and return", devices::devices_go_and_return),
    (
        "a list that never was there keeps nobody",
        lists::a_list_that_never_was_there_keeps_nobody,
    ),
    (
        "who is on the register waits for it",
        lists::who_is_on_the_register_waits_for_it,
    ),
    (
        "lists may speak one after the other",
        lists::lists_may_speak_one_after_the_other,
    ),
    (
        "a word that was taken back counts no more",
        lists::a_word_that_was_taken_back_counts_no_more,
    ),
    ("since when", devices::since_when),
    ("faults begin and end", devices::faults_begin_and_end),
    ("a device is forgotten", devices::a_device_is_forgotten),
    ("old things go", devices::old_things_go),
    ("every page once", fleet::every_page_once),
    ("filters and facets agree", fleet::filters_and_facets_agree),
    (
        "a text finds its beginning",
        fleet::a_text_finds_its_beginning,
    ),
    ("what people say", desk::what_people_say),
    (
        "objects lie in their place",
        desk::objects_lie_in_their_place,
    ),
    ("alerts are told once", desk::alerts_are_told_once),
    ("jobs are taken over", desk::jobs_are_taken_over),
    ("each job is one worker's", desk::each_job_is_one_worker_s),
    ("a device has one case", cases::a_device_has_one_case),
    ("who is slower is told", cases::who_is_slower_is_told),
    ("what is over stays so", cases::what_is_over_stays_so),
    (
        "the first due comes first",
        cases::the_first_due_comes_first,
    ),
    ("a plan never changes", cases::a_plan_never_changes),
    ("a link leads to its case", cases::a_link_leads_to_its_case),
    (
        "a kill switch stops its own",
        cases::a_kill_switch_stops_its_own,
    ),
    (
        "what was done outlives the device",
        cases::what_was_done_outlives_the_device,
    ),
    (
        "a text comes back byte for byte",
        ledger::a_text_comes_back_byte_for_byte,
    ),
    ("entries are found again", ledger::entries_are_found_again),
    (
        "what rests on an older ledger is not written",
        ledger::what_rests_on_an_older_ledger_is_not_written,
    ),
];

/// Tells every story in a tenant of its own, with a neighbour who must notice nothing.
fn tell_all(store: &dyn Store) {
    for (name, story) in STORIES {
        let neighbour = store.tenant(&format!("{name}, next door")).unwrap();
        looks::take_in(store, neighbour, 1, vec![looks::device("NEIGHBOUR1")]);
        ledger::fill(store, neighbour);
        let link = cases::link(&format!("{neighbour:?}"), 1, "A1", looks::day(1));
        store.put_holder_link(neighbour, &link).unwrap();
        let before = everything(store, neighbour);
        story(store, store.tenant(name).unwrap());
        assert_eq!(before, everything(store, neighbour), "{name}");
    }
}

fn everything(store: &dyn Store, tenant: Tenant) -> String {
    let link = cases::link(&format!("{tenant:?}"), 1, "A1", looks::day(1));
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        store.today(tenant).unwrap(),
        store.device(tenant, "NEIGHBOUR1").unwrap(),
        store.history(tenant, "NEIGHBOUR1").unwrap(),
        store.said(tenant, None).unwrap(),
        store.alerts(tenant, None).unwrap(),
        ledger::whole(store, tenant),
        store.cases(tenant, &CaseQuery::default()).unwrap(),
        store.holder_link(&link.hash).unwrap(),
        store.kill_switch(Some(tenant)).unwrap(),
        store.plan(tenant, Digest::of(&[b"one"])).unwrap(),
    )
}

#[test]
fn memory_conforms() {
    tell_all(&*store::open("memory:").unwrap());
}

#[test]
fn sqlite_conforms() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("store.db");
    let path = path.to_str().unwrap();
    tell_all(&*store::open(path).unwrap());
    // All of it is there for the next program, too.
    let again = store::open(path).unwrap();
    let tenants = again.tenants().unwrap();
    assert!(tenants.len() >= 2 * STORIES.len());
    for (tenant, _) in tenants {
        ledger::whole(&*again, tenant);
    }
}

#[test]
fn threads_write_cases_at_once_in_memory() {
    let store = store::open("memory:").unwrap();
    ledger::race(&[&*store, &*store]);
}

#[test]
fn programs_write_cases_at_once_on_sqlite() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("store.db");
    let open = || store::open(path.to_str().unwrap()).unwrap();
    ledger::race(&[&*open(), &*open()]);
}

#[test]
fn programs_write_cases_at_once_on_postgresql() {
    let Some(cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("cases");
    let open = || store::open(&address).unwrap();
    ledger::race(&[&*open(), &*open()]);
}

#[test]
fn two_programs_end_at_once_on_sqlite() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("store.db");
    devices::two_end_at_once(|| store::open(path.to_str().unwrap()).unwrap());
}

#[test]
fn two_programs_end_at_once_on_postgresql() {
    let Some(cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("race");
    devices::two_end_at_once(|| store::open(&address).unwrap());
}

#[test]
fn postgresql_conforms() {
    let Some(cluster) = Cluster::start() else {
        return skip();
    };
    tell_all(&*store::open(&cluster.database("stories")).unwrap());
}

#[test]
fn sqlite_tells_the_same_as_memory() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("store.db");
    twins::live(
        || store::open(path.to_str().unwrap()).unwrap(),
        twins::SEEDS,
    );
}

#[test]
fn postgresql_tells_the_same_as_memory() {
    let Some(cluster) = Cluster::start() else {
        return skip();
    };
    let address = cluster.database("twins");
    // A server is asked over a socket: fewer weeks.
    twins::live(|| store::open(&address).unwrap(), 0..2);
}

/// The chores count this line.
pub(crate) fn skip() {
    let why = "skipped: PostgreSQL is not installed (apt install postgresql)";
    // Past the harness; `cargo xtask test` counts the line.
    let line = format!("{why}\n");
    std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes()).unwrap();
}
