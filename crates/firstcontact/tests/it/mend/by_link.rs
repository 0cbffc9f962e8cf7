//! The holder's way, from the first stage to "managed", by the link alone: what they say on their
//! telephone moves the case, and the administrator sees it.

use super::people::APPROVE;
use super::stage::{Product, Stage, clock};
use super::world::Kind;
use crate::server::{Browser, Server};
use enrollment::snapshot::Snapshot;
use firstcontact::app::mend::wish::NotGranted;
use firstcontact::app::mend::{Mending, Safeguards};
use firstcontact::store;
use firstcontact::web::cases::{Ground, Repairs};
use remedy::case::State;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Stages, looks and answers until it must be over.
const TURNS: usize = 80;

/// The service at the same store, the tenant as it was read last, and a holder with a link.
struct Way {
    stage: Stage,
    server: Server,
    read: Arc<Mutex<Option<Snapshot>>>,
    holder: Browser,
    address: String,
    serial: String,
}

impl Way {
    fn new(stage: Stage) -> Self {
        let serial = stage.serials().remove(0);
        stage.answered(&serial);
        let first = stage.propose(&serial);
        let read: Arc<Mutex<Option<Snapshot>>> = Arc::default();
        let store = store::open(stage.reach.store.to_str().unwrap()).unwrap();
        let server = Server::around(
            Arc::from(store),
            Arc::default(),
            |_| None,
            repairs(read.clone()),
        );
        server.pass(stage.now().since(server.now()));
        let mut operator = server.browser();
        let entered = operator.get(&server.link("olga", "fabrikam", "operator"));
        assert_eq!(entered.status(), 303);
        let csrf = operator.form_secret();
        let made = format!("/t/1/case/{serial}/link");
        let made = operator.post(&made, &[("csrf", &csrf)], &[]);
        let page = made.text().unwrap();
        let (_, rest) = page.split_once("/h/").expect(&page);
        let address = format!("/h/{}", &rest[..rest.find('<').unwrap()]);
        stage.approve(first, &APPROVE[..1]);
        let holder = server.browser();
        Self {
            stage,
            server,
            read,
            holder,
            address,
            serial,
        }
    }

    /// The world goes on, and the tenant is read anew.
    fn goes_on(&self, time: &str) {
        self.stage.pass(time);
        self.stage.go_on();
        self.server.pass(self.stage.now().since(self.server.now()));
        *self.read.lock().unwrap() = Some(self.stage.look());
    }

    fn page(&mut self) -> String {
        let page = self.holder.get(&self.address);
        assert_eq!(page.status(), 200);
        page.text().unwrap()
    }

    fn sends(&mut self, page: &str, what: &str, more: &[(&str, &str)]) {
        let csrf = between(page, "name=\"csrf\" value=\"").unwrap();
        let form = [&[("csrf", csrf)], more].concat();
        let place = format!("{}/{what}", self.address);
        let sent = self.holder.post(&place, &form, &[]);
        assert_eq!(sent.status(), 303, "{what}: {}", sent.text().unwrap());
    }

    /// What the world does when the holder does what a stage says.
    fn does(&self, stage: &str) {
        let deed = match stage {
            "findMy" => json!({"do": "sign-out"}),
            "erase" => json!({"do": "erase", "by": "holder"}),
            "setUp" => json!({"do": "set-up", "how": "new"}),
            _ => return,
        };
        self.stage.deed(&self.serial, &deed);
    }

    /// One thing that the page asks for; says what it was.
    fn turn(&mut self) -> Option<String> {
        let page = self.page();
        if let Some(stage) = between(&page, "name=\"stage\" value=\"").map(str::to_owned) {
            self.does(&stage);
            self.sends(&page, "confirm", &[("stage", &stage)]);
            return Some(stage);
        }
        if page.contains("/consent\"") {
            let plan = between(&page, "name=\"plan\" value=\"").unwrap();
            let ending = self.serial[self.serial.len() - 4..].to_owned();
            let said = [("plan", plan), ("name", "Erika"), ("ending", &ending)];
            self.sends(&page, "consent", &said);
            return Some("consent".to_owned());
        }
        if page.contains("/ready\"") {
            self.sends(&page, "ready", &[]);
            return Some("ready".to_owned());
        }
        None
    }
}

fn between<'p>(page: &'p str, before: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(before)?;
    rest.split('"').next()
}

fn repairs(read: Arc<Mutex<Option<Snapshot>>>) -> Repairs {
    let fulfil = Arc::new(
        move |store: &dyn store::Store,
              name: &str,
              now,
              wish: &firstcontact::app::mend::wish::Wish| {
            let read = read.lock().unwrap();
            let snapshot = read.as_ref().ok_or(NotGranted::Old)?;
            let mending = Mending {
                store,
                tenant: store.tenant(name)?,
                name,
                safeguards: &Safeguards::default(),
                now,
                fleet: 0,
            };
            Ok(mending.grant(snapshot, Product::weights(), wish)?)
        },
    );
    Repairs {
        grounds: BTreeMap::from([("fabrikam".to_owned(), Ground::default())]),
        fulfil,
        ..Repairs::default()
    }
}

#[test]
fn a_holder_goes_the_whole_way_by_their_link() {
    let mut way = Way::new(Stage::new(clock!(), &[Kind::Classic]));
    let mut said = Vec::new();
    for _ in 0..TURNS {
        way.goes_on("PT20M");
        let serial = way.serial.clone();
        match way.stage.state(&serial) {
            State::Watching => break,
            // The way is free: the erase is a plan of its own, approved once the holder agreed.
            State::Open => drop(way.stage.propose(&serial)),
            State::AwaitingApproval => {
                let plan = way.stage.in_case(&serial, |_, open| open.case.plan);
                way.stage.approve(plan.unwrap(), &APPROVE);
            }
            _ => said.extend(way.turn()),
        }
    }
    assert_eq!(way.stage.state(&way.serial), State::Watching, "{said:?}");
    let order = [
        "data",
        "findMy",
        "secondFactor",
        "consent",
        "ready",
        "erase",
    ];
    let after = ["remoteManagement", "signIn"];
    let places = order.iter().chain(&after).map(|name| {
        let place = said.iter().position(|it| it == name);
        place.unwrap_or_else(|| panic!("{name} is not in {said:?}"))
    });
    assert!(places.is_sorted(), "{said:?}");
    assert_eq!(said.iter().filter(|it| *it == "erase").count(), 1);
    assert_eq!(way.stage.truth(&way.serial)["action"], "none");
    let page = way.page();
    assert!(!page.contains("name=\"stage\""), "nothing is left to do");
}
