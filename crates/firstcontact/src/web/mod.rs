//! The server: who asks, what they may, and which page or document answers. It reads the store
//! through its trait; what changes what the product remembers goes through `crate::app`. Sessions,
//! links and keys are the server's own door and are kept here.

pub mod access;
pub mod alerts;
pub mod api;
mod blocking;
pub mod cases;
mod form;
mod guard;
mod headers;
pub mod key;
mod limits;
pub mod link;
mod log;
mod mount;
pub mod pages;
pub mod papers;
mod probes;
mod problem;
pub mod provider;
pub mod raw;
pub mod rounds;
mod secret;
mod session;
mod sign_in;
mod tally;
mod wire;

pub use limits::REQUESTS_PER_MINUTE;
pub use log::{TRACE, Telling, begin as begin_log};
pub use wire::{Tls, Wire, serve};

use crate::i18n::Language;
use crate::store::Store;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use cases::Repairs;
use enrollment::moment::Moment;
use limits::Limits;
use papers::Print;
use provider::Provider;
use raw::LookUpRows;
use rounds::Rounds;
use std::sync::{Arc, OnceLock};
use tally::Tally;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::compression::CompressionLayer;

/// Requests that are answered at the same time; others wait.
const AT_ONCE: usize = 256;

/// Asks for the time.
pub type Now = Arc<dyn Fn() -> Moment + Send + Sync>;

/// Everything that answers need.
pub struct House {
    store: Arc<dyn Store>,
    manner: Manner,
    now: Now,
    provider: Option<Provider>,
    rounds: Arc<Rounds>,
    rows: LookUpRows,
    repairs: Repairs,
    print: OnceLock<Print>,
    tally: Tally,
    limits: Limits,
}

/// How the server is reached, and in which language it speaks first.
#[derive(Clone, Debug)]
pub struct Manner {
    /// For browsers that say nothing of theirs.
    pub language: Language,
    /// The address that people type, without a slash at its end: `http://127.0.0.1:8460`.
    pub origin: String,
    /// Whether the browser's way here is TLS.
    pub secure: bool,
    /// Whether a proxy in front says who asks.
    pub behind_proxy: bool,
    /// Requests a minute that one person or key may make.
    pub requests_per_minute: u32,
}

impl House {
    /// A house around a store.
    pub fn new(
        store: Arc<dyn Store>,
        manner: Manner,
        now: Now,
        provider: Option<Provider>,
        rounds: Arc<Rounds>,
        rows: LookUpRows,
        repairs: Repairs,
    ) -> Arc<Self> {
        Arc::new(Self {
            store,
            manner,
            now,
            provider,
            rounds,
            rows,
            repairs,
            print: OnceLock::new(),
            tally: Tally::default(),
            limits: Limits::default(),
        })
    }

    /// Lets reports be printed. Until then, and where nobody says, none can be.
    pub fn prints(&self, print: Print) {
        // Said once, when the house is built.
        let _ = self.print.set(print);
    }

    fn print(&self) -> &Print {
        self.print.get_or_init(papers::nothing)
    }

    fn now(&self) -> Moment {
        (self.now)()
    }
}

/// All addresses, behind all guards. The outermost guard stands last.
pub fn router(house: &Arc<House>) -> Router {
    let (api, document) = api::router();
    Router::new()
        .route("/", get(mount::home))
        .route("/t/{tenant}", get(mount::page))
        .route("/t/{tenant}/", get(mount::page))
        .route("/t/{tenant}/{*rest}", get(mount::page).post(mount::form))
        .route("/h/{secret}", get(cases::holder::page))
        .route("/h/{secret}/guide.pdf", get(cases::holder::paper))
        .route("/h/{secret}/{what}", post(cases::holder::form))
        .route("/preferences", post(mount::preferences))
        .route("/assets/{name}", get(mount::asset))
        .route("/sign-in", get(sign_in::page))
        .route("/sign-in/provider", get(sign_in::to_provider))
        .route("/sign-in/done", get(sign_in::from_provider))
        .route("/sign-out", post(sign_in::out))
        .route("/sign-out/everywhere", post(sign_in::out_everywhere))
        .route("/metrics", get(probes::metrics))
        .route("/healthz", get(probes::health))
        .route("/readyz", get(probes::ready))
        .merge(api)
        .merge(api::described(&document))
        .fallback(mount::nothing)
        .layer(from_fn_with_state(house.clone(), guard::closed))
        .layer(CompressionLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(AT_ONCE))
        .layer(from_fn(guard::in_time))
        .layer(from_fn_with_state(house.clone(), headers::around))
        .layer(from_fn_with_state(house.clone(), log::each))
        .with_state(house.clone())
}
