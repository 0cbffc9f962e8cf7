//! The dashboard of the demonstration: two weeks of looks at the pretended tenant, the last of them
//! the one that was read over HTTPS, on a store and a clock of their own.

use super::serve::until_interrupted;
use super::serve_rows::rows_in;
use super::serve_wishes::{self, Place};
use super::{Desk, Stop, serve_reports};
use crate::app::remember::ingest;
use crate::clock;
use crate::store::{Account, Store};
use crate::web::access::{EVERYWHERE, Role, role_name};
use crate::web::cases::Ground;
use crate::web::rounds::Rounds;
use crate::web::{House, Manner, Now, Wire, link};
use enrollment::diagnosis::Weights;
use enrollment::moment::Moment;
use lab::request::Request;
use lab::simulate::{Order, simulate};
use sources::recorded::{self, ReadOptions, Silent};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Looks before the last one, a day apart.
const LOOKS: i64 = 13;
const DAY: i64 = 24 * 3_600;
/// Where the dashboard is usually; any other free port if that is taken.
const PORT: u16 = 8460;
/// The tenant's name in the store.
pub(super) const TENANT: &str = "Fabrikam";

/// A dashboard that waits to be looked at.
pub(super) struct Dashboard {
    listener: TcpListener,
    house: Arc<House>,
    /// The address that lets somebody in, once.
    pub(super) entrance: String,
}

/// Lives through the looks before, a day apart, and remembers the newest one, too. `folder` is for
/// what is simulated.
pub(super) fn remember(
    store: &dyn Store,
    request: &Request,
    folder: &Path,
    (latest, now): (&Path, Moment),
    weights: &Weights,
) -> Result<(), Stop> {
    for day in (1..=LOOKS).rev() {
        let at = now.plus(-day * DAY);
        let out = folder.join(format!("day-{day}"));
        look(request, at, &out)?;
        keep(store, &out.join("snapshot"), at, weights)?;
    }
    keep(store, latest, now, weights)
}

/// Takes a place to listen at. `latest` is the newest look.
pub(super) fn prepare(
    store: Arc<dyn Store>,
    now: Moment,
    latest: &Path,
    desk: &Desk,
) -> Result<Dashboard, Stop> {
    let usual = TcpListener::bind((Ipv4Addr::LOCALHOST, PORT));
    let listener = usual.or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let listener = listener.map_err(Stop::because)?;
    let origin = listener.local_addr().map_err(Stop::because)?;
    let origin = format!("http://{origin}");
    let secret = link::make(&*store, guest(now), now).map_err(Stop::because)?;
    let manner = Manner {
        language: desk.language,
        origin: origin.clone(),
        secure: false,
        behind_proxy: false,
        requests_per_minute: crate::web::REQUESTS_PER_MINUTE,
    };
    let rows: PathBuf = latest.to_owned();
    let place = Place {
        folder: latest.to_owned(),
        ground: Ground::default(),
    };
    let house = House::new(
        store,
        manner,
        pretended_clock(now),
        None,
        Arc::new(Rounds::new(Vec::new())),
        Arc::new(move |_, serial| rows_in(&rows, serial)),
        serve_wishes::of(
            BTreeMap::from([(TENANT.to_owned(), place)]),
            desk.weights()?,
        ),
    );
    house.prints(serve_reports::of(
        vec![(TENANT.to_owned(), latest.to_owned())],
        serve_reports::Basis::of(desk)?,
    ));
    Ok(Dashboard {
        listener,
        house,
        entrance: format!("{origin}/sign-in?link={secret}"),
    })
}

/// Opens it in a browser, if somebody sits before one.
pub(super) fn open(dashboard: &Dashboard) {
    let has_screen = cfg!(not(target_os = "linux"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
    if has_screen && std::io::stdout().is_terminal() {
        // Whoever sees no browser open has the address before them.
        let _ = open::that_detached(&dashboard.entrance);
    }
}

/// Serves until somebody interrupts.
pub(super) fn serve(dashboard: Dashboard) -> Result<(), Stop> {
    let wire = Wire::default();
    until_interrupted(dashboard.listener, None, &dashboard.house, &wire)
}

/// What the pretended tenant looked like at an earlier time.
fn look(request: &Request, at: Moment, out: &Path) -> Result<(), Stop> {
    let request = Request {
        at: Some(at.to_string()),
        ..request.clone()
    };
    std::fs::create_dir_all(out).map_err(Stop::because)?;
    let order = Order {
        recipe: request.recipe().map_err(Stop::because)?,
        tier: request.tier().map_err(Stop::because)?,
        out: out.to_owned(),
        packed: false,
    };
    simulate(&order, None, |_| ())
        .map(drop)
        .map_err(Stop::because)
}

fn keep(store: &dyn Store, snapshot: &Path, at: Moment, weights: &Weights) -> Result<(), Stop> {
    let options = ReadOptions {
        seed: clock::seed(),
        progress: &Silent,
    };
    let mut read = recorded::read(snapshot, &options).map_err(Stop::because)?;
    let tenant = store.tenant(TENANT).map_err(Stop::because)?;
    ingest(&mut read, weights, store, tenant, at)
        .map(drop)
        .map_err(Stop::because)
}

/// Whoever tries it out may do everything: it is their own machine, and nothing is real.
fn guest(now: Moment) -> Account {
    let roles = vec![role_name(Role::Administrator).to_owned()];
    Account {
        id: "local:guest".to_owned(),
        name: "guest".to_owned(),
        roles: BTreeMap::from([(EVERYWHERE.to_owned(), roles)]),
        made_at: now,
    }
}

/// A clock that stands at the time of the last look when the demonstration begins.
fn pretended_clock(now: Moment) -> Now {
    let began = clock::now();
    Arc::new(move || now.plus(clock::now().since(began)))
}
