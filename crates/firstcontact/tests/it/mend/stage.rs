//! A pretended tenant, the product that reads and mends it, and one clock for both.

use super::world::{self, Kind};
use enrollment::correlate::{Fleet, correlate};
use enrollment::diagnosis::Weights;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::Snapshot;
use firstcontact::app::examine::Examiner;
use firstcontact::app::mend::entry::{Entry, What};
use firstcontact::app::mend::facts::facts;
use firstcontact::app::mend::{Advanced, Carry, Mending, NotDone, Open, Safeguards, under_way};
use firstcontact::app::remember::ingest;
use firstcontact::app::suspects::suspects_and;
use firstcontact::hands;
use firstcontact::store::{self, Said, Store, Tenant};
use lab::request::Request;
use lab::serve::{Access, AppleAccount, Entrance, Options, Running, Steering, Weather, serve};
use remedy::case::State;
use remedy::facts::Facts;
use reqwest::blocking::Client;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sources::live::{
    AppleScope, AppleSettings, MicrosoftCredential, MicrosoftSettings, Orders, Origin,
    Surroundings, TenantSettings, collect,
};
use sources::recorded::{self, ReadOptions, Silent};
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use tempfile::TempDir;

/// When every world is looked at first.
pub(super) const BEGINS: i64 = 1_789_894_800;
/// What the tenant is called in the store.
const NAME: &str = "fabrikam";

/// A clock of one test alone, which the lab and the product go by.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) hand: &'static AtomicI64,
    pub(super) read: fn() -> i64,
}

/// A clock that no other test turns.
macro_rules! clock {
    () => {{
        static HAND: std::sync::atomic::AtomicI64 =
            std::sync::atomic::AtomicI64::new(super::stage::BEGINS);
        super::stage::Clock {
            hand: &HAND,
            read: || HAND.load(std::sync::atomic::Ordering::Relaxed),
        }
    }};
}
pub(super) use clock;

/// How to reach a pretended tenant: all that another process needs to know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Reach {
    pub(super) base: String,
    tenant: String,
    reads: Identity,
    writes: Identity,
    pub(super) store: PathBuf,
}

/// An identity at both vendors.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Identity {
    client: String,
    secret: String,
    apple: (String, String, PathBuf),
}

impl Identity {
    fn of(client: &str, secret: &str, apple: Option<&AppleAccount>) -> Self {
        let apple = apple.unwrap();
        Self {
            client: client.to_owned(),
            secret: secret.to_owned(),
            apple: (
                apple.client.clone(),
                apple.key_id.clone(),
                apple.key.clone(),
            ),
        }
    }

    fn settings(&self, reach: &Reach) -> TenantSettings {
        let origin = || Origin::parse(&reach.base).unwrap();
        let (client, key_id, key) = &self.apple;
        TenantSettings {
            name: "Fabrikam".to_owned(),
            microsoft: Some(MicrosoftSettings {
                tenant: reach.tenant.clone(),
                client: self.client.clone(),
                credential: MicrosoftCredential::Secret(self.secret.as_str().into()),
                authority: origin(),
                graph: origin(),
            }),
            apple: Some(AppleSettings {
                client: client.clone(),
                key_id: key_id.clone(),
                key: std::fs::read_to_string(key).unwrap().into(),
                scope: AppleScope::Business,
                account: origin(),
                api: origin(),
            }),
            authorities: None,
        }
    }
}

/// The product at such a tenant.
pub(super) struct Product {
    pub(super) reach: Reach,
    pub(super) store: Box<dyn Store>,
    pub(super) tenant: Tenant,
    pub(super) safeguards: RefCell<Safeguards>,
    folder: TempDir,
    looks: Cell<usize>,
    latest: RefCell<Option<PathBuf>>,
    /// Changes what was read, where a test needs what no diagnosis of today says.
    pub(super) adjust: fn(&str, &mut Facts),
}

impl Product {
    pub(super) fn new(reach: Reach) -> Self {
        let store = store::open(reach.store.to_str().unwrap()).unwrap();
        let tenant = store.tenant(NAME).unwrap();
        Self {
            reach,
            store,
            tenant,
            safeguards: RefCell::default(),
            folder: tempfile::tempdir().unwrap(),
            looks: Cell::new(0),
            latest: RefCell::default(),
            adjust: |_, _| (),
        }
    }

    pub(super) fn weights() -> &'static Weights {
        rules::weights::built_in().unwrap()
    }

    /// The world's time.
    pub(super) fn now(&self) -> Moment {
        let told = self.ask("time");
        let stamp = Stamp::parse(told["now"].as_str().unwrap()).unwrap();
        stamp.at().unwrap()
    }

    /// Asks one of the lab's controls.
    pub(super) fn ask(&self, place: &str) -> Value {
        let answer = Client::new().get(format!("{}/_lab/{place}", self.reach.base));
        serde_json::from_str(&answer.send().unwrap().text().unwrap()).unwrap()
    }

    /// Reads the tenant anew.
    pub(super) fn look(&self) -> Snapshot {
        self.look_at(&[])
    }

    /// The same, and asks about these devices one by one, as about all that have a case.
    pub(super) fn look_at(&self, serials: &[String]) -> Snapshot {
        self.looks.set(self.looks.get() + 1);
        let place = self
            .folder
            .path()
            .join(format!("look-{}", self.looks.get()));
        let now = self.now();
        let mut under_way = under_way(&*self.store, NAME).unwrap();
        under_way.extend(serials.iter().cloned());
        let orders = Orders {
            since: self.latest.borrow().clone(),
            budget: 500,
            choose: &|snapshot| suspects_and(snapshot, Self::weights(), &under_way),
        };
        let reads = self.reach.reads.settings(&self.reach);
        collect(&reads, &place, &orders, &around(&|| now)).unwrap();
        let mut snapshot = read(&place);
        match ingest(
            &mut snapshot,
            Self::weights(),
            &*self.store,
            self.tenant,
            now,
        ) {
            Ok(_) | Err(store::StoreError::Older { .. }) => (),
            Err(why) => panic!("{why}"),
        }
        *self.latest.borrow_mut() = Some(place);
        snapshot
    }

    /// The folder of the newest look.
    pub(super) fn newest(&self) -> PathBuf {
        self.latest.borrow().clone().unwrap()
    }

    /// Does something in the tenant at the world's present time.
    pub(super) fn mend<T>(&self, act: impl FnOnce(&Mending<'_>) -> T) -> T {
        let safeguards = self.safeguards.borrow();
        act(&Mending {
            store: &*self.store,
            tenant: self.tenant,
            name: NAME,
            safeguards: &safeguards,
            now: self.now(),
            fleet: 40,
        })
    }

    /// Does something in the case of a device.
    pub(super) fn in_case<T>(
        &self,
        serial: &str,
        act: impl FnOnce(&Mending<'_>, &mut Open) -> T,
    ) -> T {
        self.mend(|mending| act(mending, &mut mending.case_of(serial).unwrap()))
    }

    pub(super) fn state(&self, serial: &str) -> State {
        self.in_case(serial, |_, open| open.case.state)
    }

    /// What was read about a device.
    pub(super) fn facts(&self, fleet: &Fleet<'_>, serial: &str) -> Option<Facts> {
        let device = fleet.find(serial)?;
        let mut facts = facts(&Examiner::new(Self::weights()).examine(&device));
        (self.adjust)(serial, &mut facts);
        Some(facts)
    }

    /// Looks anew, and lets all cases go on with these hands.
    pub(super) fn go_on_with(&self, hands: &mut dyn Carry) -> Result<Advanced, NotDone> {
        let snapshot = self.look();
        let fleet = correlate(&snapshot);
        let fault = !firstcontact::app::findings::of_tenant(&fleet).is_empty();
        let look = |serial: &str| Some((self.facts(&fleet, serial)?, false));
        self.mend(|mending| mending.advance_by(&look, fault, Some(hands)))
    }

    /// Looks anew, and lets all cases go on as the product does.
    pub(super) fn go_on(&self) -> Advanced {
        self.open_hands(|hands| self.go_on_with(hands)).unwrap()
    }

    /// Does something with the product's hands.
    pub(super) fn open_hands<T>(&self, call: impl FnOnce(&mut dyn Carry) -> T) -> T {
        let now = self.now();
        let writes = self.reach.writes.settings(&self.reach);
        let now = || now;
        hands::open(writes, around(&now), call).unwrap()
    }

    /// A person answers a question about a device.
    pub(super) fn say(&self, serial: &str, question: &str, text: &str) {
        let said = Said {
            serial: serial.to_owned(),
            question: question.to_owned(),
            text: text.to_owned(),
            at: self.now(),
            by: "holder".to_owned(),
        };
        self.store.say(self.tenant, &said).unwrap();
    }

    /// The ledger, whole.
    pub(super) fn ledger(&self) -> Vec<(store::LedgerRow, What)> {
        let rows = self.store.ledger(self.tenant, 0, 100_000).unwrap();
        let links: Vec<_> = rows.iter().map(|row| row.link.clone()).collect();
        let end = self.store.ledger_end(self.tenant).unwrap();
        remedy::ledger::verify(&links, end.map(|(_, end)| end)).unwrap();
        let read = |row: store::LedgerRow| {
            let what = Entry::read(&row).unwrap().what;
            (row, what)
        };
        rows.into_iter().map(read).collect()
    }
}

fn read(place: &Path) -> Snapshot {
    let options = ReadOptions {
        seed: 3,
        progress: &Silent,
    };
    recorded::read(place, &options).unwrap()
}

/// Nobody waits, and nobody watches.
fn around(now: &(dyn Fn() -> Moment + Sync)) -> Surroundings<'_> {
    Surroundings {
        now,
        wait: &|_| (),
        seed: 5,
        watch: &|_| (),
    }
}

/// A pretended tenant, and the product at it.
pub(super) struct Stage {
    pub(super) product: Product,
    clock: Clock,
    _running: Running,
    _folder: TempDir,
}

impl std::ops::Deref for Stage {
    type Target = Product;

    fn deref(&self) -> &Product {
        &self.product
    }
}

impl Stage {
    pub(super) fn new(clock: Clock, devices: &[Kind]) -> Self {
        Self::with(clock, devices, |_| ())
    }

    pub(super) fn with(clock: Clock, devices: &[Kind], change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let request = Request {
            world: Some(("mend".to_owned(), world::of(devices))),
            tier: Some("signins".to_owned()),
            ..Request::default()
        };
        let mut options = Options {
            recipe: request.recipe().unwrap(),
            tier: request.tier().unwrap(),
            folder: folder.path().join("lab"),
            listen: "127.0.0.1:0".parse().unwrap(),
            plain: true,
            weather: Weather::default(),
            token_life: 3_600,
            entrance: Entrance::default(),
            steering: Steering::default(),
            certificate_key: None,
            now: clock.read,
        };
        change(&mut options);
        let running = serve(options).unwrap();
        let reach = reach(&running.access, folder.path().join("store.db"));
        Self {
            product: Product::new(reach),
            clock,
            _running: running,
            _folder: folder,
        }
    }

    /// Something that people do in the pretended world.
    pub(super) fn lab(&self, place: &str, body: &Value) -> Value {
        let link = format!("{}/_lab/{place}", self.reach.base);
        let answer = Client::new().post(link).body(body.to_string()).send();
        let text = answer.unwrap().text().unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(value.get("error").is_none(), "{place} {body}: {text}");
        value
    }

    /// What somebody does to a device.
    pub(super) fn deed(&self, serial: &str, deed: &Value) {
        self.lab(&format!("devices/{serial}"), deed);
    }

    /// The time of the world passes.
    pub(super) fn pass(&self, length: &str) {
        self.lab("time", &json!({"advance": length}));
        self.clock.hand.store(self.now().unix(), Relaxed);
    }

    /// The serial numbers, in the order of the world's file.
    pub(super) fn serials(&self) -> Vec<String> {
        let link = format!("{}/_lab/truth", self.reach.base);
        let text = Client::new().get(link).send().unwrap().text().unwrap();
        let lines = text
            .lines()
            .map(|line| -> Value { serde_json::from_str(line).unwrap() });
        let serials = lines.map(|line| line["serial"].as_str().unwrap().to_owned());
        serials.collect()
    }

    /// What is truly the matter with a device.
    pub(super) fn truth(&self, serial: &str) -> Value {
        self.ask(&format!("devices/{serial}"))["truth"].take()
    }

    /// What was to change something, as the lab has seen it: method, path, status.
    pub(super) fn writes(&self) -> Vec<(String, String, u16)> {
        let rows = self.ask("requests")["requests"].take();
        let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        let one = |row: &Value| {
            let status = row["status"].as_u64().unwrap() as u16;
            (text(row, "method"), text(row, "path"), status)
        };
        rows.as_array().unwrap().iter().map(one).collect()
    }

    /// How many wipes the vendor took.
    pub(super) fn wipes(&self) -> usize {
        let taken = |(_, path, status): &&(String, String, u16)| {
            path.ends_with("/wipe") && (200..300).contains(status)
        };
        self.writes().iter().filter(taken).count()
    }
}

fn reach(access: &Access, store: PathBuf) -> Reach {
    Reach {
        base: access.base.clone(),
        tenant: access.tenant.clone(),
        reads: Identity::of(&access.client, &access.secret, access.apple.as_ref()),
        writes: Identity::of(
            &access.repair_client,
            &access.repair_secret,
            access.apple_repairer.as_ref(),
        ),
        store,
    }
}

impl Stage {
    /// What was sent is in the ledger as the lab has seen it, entry for entry; an answer that was
    /// lost is not known there.
    pub(super) fn told_as_seen(&self) {
        let ledger = self.ledger();
        let called = ledger.into_iter().filter_map(|(_, what)| match what {
            What::Called {
                method,
                path,
                status,
                ..
            } if method != "GET" => Some((method, path, status)),
            _ => None,
        });
        let called: Vec<_> = called.collect();
        let mut seen = Vec::new();
        for (place, (method, path, status)) in self.writes().into_iter().enumerate() {
            let lost = called.get(place).is_some_and(|told| told.2.is_none());
            seen.push((method, path, (!lost).then_some(status)));
        }
        assert_eq!(called, seen);
    }
}
