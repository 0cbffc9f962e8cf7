//! Pictures of every page, in both colours, in a real Chromium: `cargo xtask screenshots`. The
//! store is filled from the demonstration's world, seven looks at it, and the clock stands still,
//! so that the same code gives the same pictures.

#![expect(
    clippy::unwrap_used,
    reason = "whoever makes pictures sees what stopped it"
)]

#[path = "../tests/browser/chromium.rs"]
#[expect(dead_code, reason = "pictures take less than tests do")]
mod chromium;

use chromium::{Browser, Look};
use enrollment::correlate::correlate;
use enrollment::moment::Moment;
use enrollment::snapshot::Snapshot;
use firstcontact::app::mend::{Aim, Asking, Mending, Safeguards};
use firstcontact::app::remember::{ingest, recall};
use firstcontact::app::{said, saved};
use firstcontact::i18n::Language;
use firstcontact::jobs::Task;
use firstcontact::store::{self, Account, FleetQuery, Said, Store, Tenant, Trait};
use firstcontact::web::cases::{Ground, Repairs};
use firstcontact::web::raw::RawRows;
use firstcontact::web::rounds::{Rounds, Turn};
use firstcontact::web::{House, Manner, Wire, link, serve};
use lab::request::Request;
use lab::simulate::{Order, simulate};
use remedy::consent::{Consent, Owner};
use remedy::step::Task as Step;
use sources::recorded::{ReadOptions, Silent, read};
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

const WORLD: &str = include_str!("../src/cli/demo.toml");
/// The world of the demonstration is looked at on these days of its September.
const DAYS: std::ops::RangeInclusive<u32> = 14..=20;
/// The device of the example that is mended: the classic case.
const MENDED: &str = "FC4JMGWXHM";
/// The last look is two hours old.
const SINCE: i64 = 2 * 3_600;
/// Bytes of a picture at most: they lie in the repository.
const LARGEST: usize = 160_000;
/// The window of a desk and of a telephone.
const DESK: (u32, u32) = (1180, 660);
const PHONE: (u32, u32) = (360, 780);

fn main() {
    let out = std::env::args().nth(1).expect("name a folder");
    let out = Path::new(&out);
    std::fs::create_dir_all(out).unwrap();
    let place = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = store::open("memory:").unwrap().into();
    for day in DAYS {
        look(&*store, day, place.path());
    }
    let (tenant, name) = store.tenants().unwrap().remove(0);
    let newest = store.today(tenant).unwrap().unwrap().newest;
    let now = newest.snapshot.taken_at.plus(SINCE);
    let rounds = Arc::new(Rounds::new(vec![turn(&name)]));
    let shown = people(&*store, tenant, &name, &rounds, now);
    let (base, wire) = begin(&store, rounds, now);
    let secret = link::make(&*store, account(now), now).unwrap();
    let browser = Browser::open(Look::default()).expect(
        "Chromium or its driver is not installed; on Debian: apt install chromium chromium-driver",
    );
    browser.go(&format!("{base}/sign-in?link={secret}"));
    take_all(&browser, &base, &shown, out);
    wire.end();
    take_repair(&browser, out);
}

/// A repair in the tenant of the example: the board, the case, and the holder's guide.
fn take_repair(browser: &Browser, out: &Path) {
    let store: Arc<dyn Store> = store::open("memory:").unwrap().into();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/contoso");
    let snapshot = taken_in(&*store, Path::new(example), "Contoso");
    let now = snapshot.taken_at.plus(SINCE);
    let serial = cases(&*store, snapshot, now.plus(-60 * 20));
    let rounds = Arc::new(Rounds::new(vec![turn("Contoso")]));
    let (base, wire) = begin(&store, rounds, now);
    let secret = link::make(&*store, account(now), now).unwrap();
    browser.look(Look::default());
    browser.go(&format!("{base}/sign-in?link={secret}"));
    let case = format!("/t/1/case/{serial}");
    for dark in [false, true] {
        take(browser, &base, out, ("cases", "/t/1/cases"), (DESK, dark));
        take(browser, &base, out, ("case", &case), (DESK, dark));
    }
    browser.look(Look::default());
    browser.go(&format!("{base}{case}/link"));
    browser.click("form.deed button.primary");
    let guide = browser.text(".link-once code");
    let guide = guide.strip_prefix(&base).expect("a link to this server");
    for dark in [false, true] {
        take(browser, &base, out, ("guide-phone", guide), (PHONE, dark));
    }
    wire.end();
}

/// Takes a picture of a page, in a window of this size, dark or light.
fn take(
    browser: &Browser,
    base: &str,
    out: &Path,
    (name, page): (&str, &str),
    (size, dark): ((u32, u32), bool),
) {
    browser.look(Look {
        size,
        dark,
        ..Look::default()
    });
    browser.go(&format!("{base}{page}"));
    let name = if dark {
        format!("{name}-dark.png")
    } else {
        format!("{name}.png")
    };
    let picture = browser.picture();
    assert!(
        picture.len() <= LARGEST,
        "{name} has {} bytes",
        picture.len()
    );
    std::fs::write(out.join(name), picture).unwrap();
}

/// The tenant is collected twice a day.
fn turn(name: &str) -> Turn {
    Turn {
        tenant: name.to_owned(),
        every: Some(12 * 3_600),
    }
}

/// Devices that pages are shown of: one that needs somebody, and one with a question.
struct Shown {
    broken: String,
    asked: String,
}

fn take_all(browser: &Browser, base: &str, shown: &Shown, out: &Path) {
    let broken = format!("/t/1/device/{}", shown.broken);
    let asked = format!("/t/1/device/{}", shown.asked);
    let pages = [
        ("today", "/t/1/today"),
        ("fleet", "/t/1/fleet?standing=needsYou"),
        ("device", &broken),
        ("device-question", &asked),
        ("handbook", "/t/1/handbook"),
        ("cause", "/t/1/cause/C01"),
        ("prevention", "/t/1/prevention"),
        ("reports", "/t/1/reports"),
        ("tenant", "/t/1/tenant"),
        ("audit", "/t/1/audit"),
    ];
    let take = |name: &str, page: &str, size: (u32, u32), dark: bool| {
        take(browser, base, out, (name, page), (size, dark));
    };
    for dark in [false, true] {
        for (name, page) in pages {
            take(name, page, DESK, dark);
        }
    }
    for (name, page) in [("today-phone", pages[0].1), ("device-phone", pages[3].1)] {
        take(name, page, PHONE, name == "device-phone");
    }
    browser.look(Look::default());
    browser.click(".menu-end summary");
    browser.click("button[value='de']");
    take("today-german", pages[0].1, DESK, false);
    take("device-german", pages[3].1, DESK, true);
    browser.click(".menu-end summary");
    browser.click("button[value='en']");
    browser.click(".menu-end summary");
    browser.click("form[action='/sign-out'] button");
    for dark in [false, true] {
        take("sign-in", "/sign-in", (720, 460), dark);
    }
}

/// Takes one look into the store.
fn look(store: &dyn Store, day: u32, place: &Path) {
    let request = Request {
        world: Some(("demo.toml".to_owned(), WORLD.to_owned())),
        tier: Some("signins".to_owned()),
        at: Some(format!("2026-09-{day}T07:00:00Z")),
        ..Request::default()
    };
    let out = place.join(day.to_string());
    let order = Order {
        recipe: request.recipe().unwrap(),
        tier: request.tier().unwrap(),
        out: out.clone(),
        packed: false,
    };
    simulate(&order, None, |_| ()).unwrap();
    taken_in(store, &out.join("snapshot"), "Fabrikam");
}

/// A snapshot that the store has taken in.
fn taken_in(store: &dyn Store, place: &Path, name: &str) -> Snapshot {
    let options = ReadOptions {
        seed: 1,
        progress: &Silent,
    };
    let mut snapshot = read(place, &options).unwrap();
    let weights = rules::weights::built_in().unwrap();
    let tenant = store.tenant(name).unwrap();
    let at = snapshot.taken_at;
    ingest(&mut snapshot, weights, store, tenant, at).unwrap();
    snapshot
}

/// What people did meanwhile: an answer, a note, a view, a round that was asked for.
fn people(store: &dyn Store, tenant: Tenant, name: &str, rounds: &Rounds, now: Moment) -> Shown {
    let shown = Shown {
        broken: first(store, tenant, Trait::Standing, "needsYou"),
        asked: first(store, tenant, Trait::Cause, "C01"),
    };
    let who = "https://login.example|grace";
    rounds.ask_for(store, name, who, now.plus(-SINCE)).unwrap();
    let done = |_: &str, _: &firstcontact::web::rounds::Progress<'_>| {
        Ok("409 devices; 1 changed since the look before".to_owned())
    };
    let clock = move || now.plus(-SINCE);
    let task = Task::Collect {
        tenant: name.to_owned(),
        by_timer: true,
        failures: 0,
    };
    rounds.perform(store, &task, &clock, &done).unwrap();
    let said = |serial: &str, question: &str, text: &str, minutes: i64| {
        let said = Said {
            serial: serial.to_owned(),
            question: question.to_owned(),
            text: text.to_owned(),
            at: now.plus(-60 * minutes),
            by: "Grace Hopper".to_owned(),
        };
        said::say(store, tenant, &said, who).unwrap();
    };
    let text = "Asked the Berlin office to look whether it is on the shelf.";
    said(&shown.asked, "", text, 50);
    said(&shown.broken, "look", "in_use", 45);
    let query = FleetQuery {
        wanted: BTreeMap::from([(Trait::Erase, vec!["yes".to_owned()])]),
        ..FleetQuery::default()
    };
    let by = saved::By {
        name: "Grace Hopper",
        id: who,
        at: now.plus(-60 * 30),
    };
    saved::save(store, tenant, "To be erased", &query, by).unwrap();
    shown
}

/// Some devices on their way: the data of the first is safe, its holder has agreed to the erase,
/// and one of two people has approved. Gives that one.
fn cases(store: &dyn Store, mut snapshot: Snapshot, now: Moment) -> String {
    let tenant = store.tenant("Contoso").unwrap();
    for (question, text) in [
        ("look", "in_use"),
        ("setup_story", "as_new"),
        ("other_mdm", "no"),
        ("unlock_plan", "ready"),
    ] {
        let said = Said {
            serial: MENDED.to_owned(),
            question: question.to_owned(),
            text: text.to_owned(),
            at: now,
            by: "Grace Hopper".to_owned(),
        };
        store.say(tenant, &said).unwrap();
    }
    recall(&mut snapshot, store, tenant).unwrap();
    let fleet = correlate(&snapshot);
    let weights = rules::weights::built_in().unwrap();
    let safeguards = Safeguards::default();
    let mending = Mending {
        store,
        tenant,
        name: "Contoso",
        safeguards: &safeguards,
        now,
        fleet: fleet.len() as u32,
    };
    let propose = |serial: &str| {
        let asking = Asking {
            serials: vec![serial.to_owned()],
            by: "local:grace".to_owned(),
            keep: true,
            aim: Aim::Mend,
        };
        let made = mending.propose(&fleet, weights, &asking).unwrap();
        made.plans.first().map(|(plan, _)| plan.hash())
    };
    propose(MENDED);
    let mut open = mending.case_of(MENDED).unwrap();
    mending.report(&mut open, Step::DataPlan, "holder").unwrap();
    mending
        .reject(open.case.plan.unwrap(), "local:linus")
        .unwrap();
    let plan = propose(MENDED).expect("a plan");
    let mut open = mending.case_of(MENDED).unwrap();
    let consent = Consent {
        serial: MENDED.to_owned(),
        plan,
        by: "Erika Muster (by the holder's link)".to_owned(),
        owner: Owner::Holder,
        consequence: "Everything that is only on this device is lost.".to_owned(),
        at: now,
    };
    mending.agree(&mut open, consent).unwrap();
    mending.approve(plan, "local:linus", true).unwrap();
    for other in some(store, tenant, Trait::Action, "configure", 4) {
        propose(&other);
    }
    MENDED.to_owned()
}

/// Some devices that are like that.
fn some(store: &dyn Store, tenant: Tenant, which: Trait, value: &str, size: usize) -> Vec<String> {
    let query = FleetQuery {
        wanted: BTreeMap::from([(which, vec![value.to_owned()])]),
        size,
        ..FleetQuery::default()
    };
    let found = store.fleet(tenant, &query).unwrap().rows;
    found.into_iter().map(|row| row.serial).collect()
}

/// The first device that is like that.
fn first(store: &dyn Store, tenant: Tenant, which: Trait, value: &str) -> String {
    some(store, tenant, which, value, 1).pop().expect(value)
}

fn account(now: Moment) -> Account {
    Account {
        id: "local:ada".to_owned(),
        name: "Ada Lovelace".to_owned(),
        roles: BTreeMap::from([("*".to_owned(), vec!["administrator".to_owned()])]),
        made_at: now,
    }
}

/// A server in this process, whose clock stands.
fn begin(store: &Arc<dyn Store>, rounds: Arc<Rounds>, now: Moment) -> (String, Wire) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let manner = Manner {
        language: Language::En,
        origin: base.clone(),
        secure: false,
        behind_proxy: false,
        requests_per_minute: firstcontact::web::REQUESTS_PER_MINUTE,
    };
    // No picture shows rows as they were read.
    let rows = Arc::new(|_: &str, _: &str| RawRows::Nowhere);
    let ground = Ground {
        company: "Contoso".to_owned(),
        contact: "IT help desk, extension 4711".to_owned(),
        ..Ground::default()
    };
    let house = House::new(
        store.clone(),
        manner,
        Arc::new(move || now),
        None,
        rounds,
        rows,
        Repairs {
            grounds: BTreeMap::from([("Contoso".to_owned(), ground)]),
            ..Repairs::default()
        },
    );
    let wire = Wire::default();
    let ending = wire.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = { runtime }.enable_all().build().unwrap();
        runtime
            .block_on(serve(listener, None, &house, &ending))
            .unwrap();
    });
    (base, wire)
}
