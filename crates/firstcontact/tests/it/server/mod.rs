//! The service over real HTTP: the door, the API, the provider, rounds and messages.

mod api;
mod cases;
mod door;
mod letters;
mod program;
mod provider;
mod reports;
mod rounds;
mod traces;

use enrollment::moment::Moment;
use firstcontact::app::remember::ingest;
use firstcontact::i18n::Language;
use firstcontact::store::{Account, ApiKey, Memory, Store};
use firstcontact::web::cases::Repairs;
use firstcontact::web::papers::{Print, Printed};
use firstcontact::web::provider::Provider;
use firstcontact::web::raw::{LookUpRows, RawRow, RawRows};
use firstcontact::web::rounds::Rounds;
use firstcontact::web::{House, Manner, Wire, key, link, serve};
use reqwest::blocking::{Client, Response};
use sources::recorded::{ReadOptions, Silent, read};
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use std::thread::JoinHandle;

/// A server in this process, with a clock that can be turned.
pub(super) struct Server {
    pub(super) base: String,
    pub(super) store: Arc<dyn Store>,
    clock: Arc<AtomicI64>,
    wire: Wire,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.wire.end();
        if let Some(thread) = self.thread.take() {
            // Whatever went wrong there was seen by the test as an answer.
            let _ = thread.join();
        }
    }
}

/// A tenant with the example's devices, and one that is empty.
pub(super) fn filled() -> Arc<dyn Store> {
    let store: Arc<dyn Store> = Arc::new(Memory::default());
    fill(&*store);
    store
}

pub(super) fn fill(store: &dyn Store) {
    let options = ReadOptions {
        seed: 1,
        progress: &Silent,
    };
    let mut snapshot = read(&crate::place::contoso(), &options).unwrap();
    let weights = rules::weights::built_in().unwrap();
    let tenant = store.tenant("contoso").unwrap();
    let now = firstcontact::clock::now();
    ingest(&mut snapshot, weights, store, tenant, now).unwrap();
    store.tenant("fabrikam").unwrap();
}

impl Server {
    pub(super) fn new() -> Self {
        Self::with(filled(), Arc::default(), |_| None)
    }

    pub(super) fn with(
        store: Arc<dyn Store>,
        rounds: Arc<Rounds>,
        provider: impl FnOnce(&str) -> Option<Provider>,
    ) -> Self {
        Self::around(store, rounds, provider, Repairs::default())
    }

    pub(super) fn around(
        store: Arc<dyn Store>,
        rounds: Arc<Rounds>,
        provider: impl FnOnce(&str) -> Option<Provider>,
        repairs: Repairs,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let clock = Arc::new(AtomicI64::new(firstcontact::clock::now().unix()));
        let asked = clock.clone();
        let manner = Manner {
            language: Language::En,
            origin: base.clone(),
            secure: false,
            behind_proxy: false,
            requests_per_minute: firstcontact::web::REQUESTS_PER_MINUTE,
        };
        let now = Arc::new(move || Moment::from_unix(asked.load(SeqCst)).unwrap());
        let house = House::new(
            store.clone(),
            manner,
            now,
            provider(&base),
            rounds,
            rows(),
            repairs,
        );
        house.prints(papers());
        let wire = Wire::default();
        let ending = wire.clone();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread();
            let runtime = { runtime }.worker_threads(2).enable_all().build().unwrap();
            runtime
                .block_on(serve(listener, None, &house, &ending))
                .unwrap();
        });
        Self {
            base,
            store,
            clock,
            wire,
            thread: Some(thread),
        }
    }

    pub(super) fn now(&self) -> Moment {
        Moment::from_unix(self.clock.load(SeqCst)).unwrap()
    }

    pub(super) fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, SeqCst);
    }

    /// A one-time link of somebody.
    pub(super) fn link(&self, name: &str, tenant: &str, role: &str) -> String {
        let account = Account {
            id: format!("local:{name}"),
            name: name.to_owned(),
            roles: BTreeMap::from([(tenant.to_owned(), vec![role.to_owned()])]),
            made_at: self.now(),
        };
        let secret = link::make(&*self.store, account, self.now()).unwrap();
        format!("/sign-in?link={secret}")
    }

    /// A key of a program.
    pub(super) fn key(&self, scopes: &[&str]) -> String {
        let made = ApiKey {
            key_hash: String::new(),
            name: scopes.join("+"),
            scopes: scopes.iter().map(|it| (*it).to_owned()).collect(),
            by: "local:test".to_owned(),
            made_at: self.now(),
            until: Some(self.now().plus(3_600)),
        };
        key::make(&*self.store, made).unwrap()
    }

    pub(super) fn browser(&self) -> Browser {
        Browser {
            base: self.base.clone(),
            client: plain(),
            cookies: BTreeMap::new(),
        }
    }

    /// A browser in which an administrator of everything is signed in.
    pub(super) fn signed_in(&self) -> Browser {
        let mut browser = self.browser();
        let answer = browser.get(&self.link("ada", "*", "administrator"));
        assert_eq!(answer.status(), 303);
        browser
    }
}

pub(crate) fn plain() -> Client {
    let client = Client::builder().redirect(reqwest::redirect::Policy::none());
    client.build().unwrap()
}

/// What a browser remembers.
pub(super) struct Browser {
    base: String,
    client: Client,
    pub(super) cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(super) fn get(&mut self, place: &str) -> Response {
        let address = self.address(place);
        let request = self.client.get(address).header("cookie", self.cookie());
        self.keep(request.send().unwrap())
    }

    pub(super) fn post(
        &mut self,
        place: &str,
        form: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Response {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(form);
        let mut request = self.client.post(self.address(place));
        request = request.header("cookie", self.cookie());
        request = request.header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.keep(request.body(body.finish()).send().unwrap())
    }

    /// The secret that forms of this session carry, as a page shows it.
    pub(super) fn form_secret(&mut self) -> String {
        let page = self.get("/t/1/today").text().unwrap();
        let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    fn address(&self, place: &str) -> String {
        if place.starts_with("http") {
            return place.to_owned();
        }
        format!("{}{place}", self.base)
    }

    fn cookie(&self) -> String {
        let pairs = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn keep(&mut self, response: Response) -> Response {
        for line in response.headers().get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        response
    }
}

pub(super) fn place_of(response: &Response) -> String {
    response.headers()["location"].to_str().unwrap().to_owned()
}

/// Reports about Contoso that say which they are; of no other tenant there is one.
fn papers() -> Print {
    Arc::new(|_, tenant, kind, language| match tenant {
        "contoso" => {
            let (file, tag) = (kind.file(), language.tag());
            Printed::Of(format!("{file} of {tenant} in {tag}").into_bytes())
        }
        _ => Printed::Nowhere,
    })
}

/// The rows of Contoso as its snapshot has them; of no other tenant there is one.
fn rows() -> LookUpRows {
    Arc::new(|tenant, serial| {
        if tenant != "contoso" {
            return RawRows::Nowhere;
        }
        let found = sources::recorded::rows_of(&crate::place::contoso(), serial);
        let told = |row: sources::recorded::RawRow| RawRow {
            source: row.source.to_owned(),
            file: row.file,
            row: row.row,
            body: serde_json::from_str(&row.json).unwrap(),
        };
        RawRows::Of(found.unwrap().into_iter().map(told).collect())
    })
}
