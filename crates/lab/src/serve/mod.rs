//! The lab's services: one simulated world over HTTP, as Entra, Microsoft Graph and Apple Business
//! would show it.
//!
//! What is answered is what the lab writes as a snapshot, row by row. The world's time stands, runs
//! or jumps, and what a client writes changes the world; `/_lab/` steers it and tells the truth.

mod additions;
mod answer;
mod apple;
mod apple_activities;
mod approvals;
mod asked;
mod assertion;
mod batch;
mod bookmark;
mod control;
mod deeds;
mod device_code;
mod entra;
mod entrance;
mod exports;
mod filter;
mod grants;
mod graph;
mod graph_writes;
mod keys;
mod limits;
mod listen;
mod living;
mod managed_identity;
mod odata;
mod passes;
mod permissions;
mod reports;
mod request_log;
mod signer;
mod stock;
mod tally;
mod weather;
mod what_if;
mod world_time;

pub use entrance::Entrance;
pub use keys::AppleAccount;
pub use weather::Weather;

use crate::clock::Time;
use crate::error::LabError;
use crate::simulate::{Order, simulate_world};
use crate::tier::Tier;
use crate::world::{Named, Recipe, World};
use answer::Answer;
use apple_activities::Activities;
use approvals::Approvals;
use asked::Asked;
use assertion::PublicKey;
use device_code::Codes;
use exports::Exports;
use keys::{AppleKey, Keys};
use limits::Limits;
use living::Living;
use passes::Passes;
use request_log::RequestLog;
use signer::Signer;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use stock::Stock;
use tally::Tally;
use weather::Sky;
use world_time::WorldTime;

/// What to serve, where, and in which weather.
#[derive(Clone, Debug)]
pub struct Options {
    /// The world.
    pub recipe: Recipe,
    /// What its tenant has connected; what it has not is answered 403.
    pub tier: Tier,
    /// Where the snapshot, the truth and the keys are written.
    pub folder: PathBuf,
    /// Where to listen; port 0 is any free one.
    pub listen: SocketAddr,
    /// HTTP instead of HTTPS.
    pub plain: bool,
    /// How the world goes on, and what may change it.
    pub steering: Steering,
    /// What befalls requests.
    pub weather: Weather,
    /// How long an access token is good, in seconds.
    pub token_life: Time,
    /// The public RSA key (PEM) of the certificate that the app at Entra may sign in with.
    pub certificate_key: Option<String>,
    /// How clients sign in otherwise, and what they may do.
    pub entrance: Entrance,
    /// The present time, which tokens and assertions are held against.
    pub now: fn() -> Time,
}

/// How the world goes on, and what may change it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steering {
    /// World seconds per second; 0 lets the world's time stand.
    pub speed: u32,
    /// Whether the tenant lets nobody wipe, retire or delete without another's approval.
    pub approval: bool,
    /// How many of the machine's seconds an activity at Apple takes.
    pub activity_takes: Time,
}

/// What a client needs to know.
#[derive(Clone, Debug)]
pub struct Access {
    /// The one origin of all services.
    pub base: String,
    /// The tenant's identifier.
    pub tenant: String,
    /// The app's identifier.
    pub client: String,
    /// The app's secret.
    pub secret: String,
    /// What the endpoint for managed identities of App Service wants to see.
    pub identity_header: String,
    /// The API account at Apple, if the tenant has connected Apple Business.
    pub apple: Option<AppleAccount>,
    /// The identifier of the app for whoever repairs.
    pub repair_client: String,
    /// Its secret.
    pub repair_secret: String,
    /// Its API account at Apple.
    pub apple_repairer: Option<AppleAccount>,
    /// The certificate of the authority that a client must trust; none over plain HTTP.
    pub authority: Option<PathBuf>,
}

/// Services that run until they are dropped.
pub struct Running {
    /// What a client needs to know.
    pub access: Access,
    listener: listen::Listener,
}

impl Running {
    /// Waits until somebody interrupts the program.
    pub fn until_interrupted(self) -> Result<(), LabError> {
        self.listener.until_interrupted()
    }
}

/// Everything that an answer may need. A clone shares everything.
#[derive(Clone)]
struct Services {
    /// What the interfaces show to this request.
    stock: Arc<Stock>,
    /// What names places in lists, in this showing of the world; nothing else hangs on it.
    places: u64,
    living: Arc<Living>,
    keys: Arc<Keys>,
    passes: Arc<Passes>,
    codes: Arc<Codes>,
    exports: Arc<Exports>,
    limits: Arc<Limits>,
    sky: Arc<Sky>,
    tally: Arc<Tally>,
    requests: Arc<RequestLog>,
    approvals: Arc<Approvals>,
    activities: Arc<Activities>,
    steering: Steering,
    base: String,
    now: fn() -> Time,
}

impl Services {
    /// The services as this request sees them: lists that were begun earlier go on as they were.
    fn at_present(&self, asked: &Asked, now: Time) -> Result<Self, Answer> {
        match self.living.shown(asked, now) {
            Ok(shown) => Ok(Self {
                stock: shown.stock,
                places: shown.seed,
                ..self.clone()
            }),
            Err(why) => Err(Answer::of(500, "text/plain", why.to_string().into_bytes())),
        }
    }

    /// Keeps in mind what was asked, and how it was answered.
    fn note(&self, asked: &Asked, status: u16, now: Time) {
        self.tally.count(asked, status);
        self.requests
            .note(asked, status, self.living.time.at(now).0);
    }
}

/// Simulates a world and serves it.
pub fn serve(options: Options) -> Result<Running, LabError> {
    let certificate_key = options.certificate_key.as_deref().map(|pem| {
        PublicKey::of_entra(pem).ok_or_else(|| {
            LabError::Asked(
                "the certificate's key is no public RSA key in PEM; write one with `openssl x509 \
                 -in CERTIFICATE -pubkey -noout`"
                    .to_owned(),
            )
        })
    });
    let certificate_key = certificate_key.transpose()?;
    let socket = listen::bind(options.listen)?;
    let order = Order {
        recipe: options.recipe,
        tier: options.tier,
        out: options.folder.clone(),
        // Packed pages are never torn: the wire tears, if the weather is bad.
        packed: true,
    };
    let world = World::build(&order.recipe);
    simulate_world(&world, &order, None, |_| ())?;
    let stock = Stock::read(&options.folder)?;
    let mut keys = Keys::make(
        &world,
        &options.folder,
        options.tier >= Tier::Abm,
        &options.entrance,
    )?;
    keys.certificate_key = certificate_key;
    let signer = Signer::make(world.guid(Named::Tenant, 4).to_string())?;
    let tls = if options.plain {
        None
    } else {
        Some(keys::authority(&options.folder, socket.address.ip())?)
    };
    let scheme = if options.plain { "http" } else { "https" };
    let base = format!("{scheme}://{}", socket.address);
    let now = (options.now)();
    let time = WorldTime::new(world.looked_at, options.steering.speed, now);
    let seed = world.seed;
    let living = Living::new(order.recipe, order.tier, world, stock, time);
    let services = Services {
        stock: living.first(),
        places: seed,
        living: Arc::new(living),
        passes: Arc::new(Passes::new(seed, options.token_life, signer)),
        codes: Arc::new(Codes::new(options.entrance.approve_device_codes)),
        exports: Arc::default(),
        limits: Arc::new(Limits::new(options.weather.limits)),
        sky: Arc::new(Sky::new(options.weather)),
        tally: Arc::default(),
        requests: Arc::default(),
        approvals: Arc::new(Approvals::new(options.steering.approval)),
        activities: Arc::default(),
        steering: options.steering,
        base,
        now: options.now,
        keys: Arc::new(keys),
    };
    let access = access(&services, tls.as_ref().map(|tls| tls.authority.clone()));
    let listener = listen::listen(socket, tls, Arc::new(services))?;
    Ok(Running { access, listener })
}

/// What a client of these services needs to know.
fn access(services: &Services, authority: Option<PathBuf>) -> Access {
    let keys = &services.keys;
    let account = |key: &AppleKey| key.account.clone();
    Access {
        base: services.base.clone(),
        tenant: keys.tenant.clone(),
        client: keys.client.clone(),
        secret: keys.secret.clone(),
        identity_header: keys.identity_header.clone(),
        apple: keys.apple.as_ref().map(account),
        repair_client: keys.repairer.client.clone(),
        repair_secret: keys.repairer.secret.clone(),
        apple_repairer: keys.apple_repairer.as_ref().map(account),
        authority,
    }
}

/// Finds the service that is meant.
fn answer(services: &Services, asked: &Asked) -> Answer {
    let now = (services.now)();
    let parts: Vec<&str> = asked.parts.iter().map(String::as_str).collect();
    let answer = match parts.as_slice() {
        ["_lab", "device-code"] => return device_code::list(services, now),
        ["_lab", "device-code", code] if asked.method == "POST" => {
            return device_code::decide(services, asked, code);
        }
        ["_lab", "exports", name] => match services.at_present(asked, now) {
            Ok(services) => exports::download(&services, asked, name, now),
            Err(broken) => broken,
        },
        ["_lab", rest @ ..] => return control::answer(services, asked, rest, now),
        ["_activity", id] => return apple_activities::download(services, asked, id, now),
        ["auth", "oauth2", "token"] | ["auth", "oauth2", "v2", "token"] => {
            apple::sign_in(services, asked, now)
        }
        ["v1.0" | "beta" | "v1", ..] => match services.at_present(asked, now) {
            Ok(services) if parts[0] == "v1" => apple::answer(&services, asked, now),
            Ok(services) => graph::answer(&services, asked, now),
            Err(broken) => broken,
        },
        ["metadata", "identity", "oauth2", "token"] => {
            managed_identity::of_machine(services, asked, now)
        }
        ["msi", "token"] => managed_identity::of_service(services, asked, now),
        [tenant, rest @ ..] => entra::answer(services, asked, tenant, rest, now),
        [] => Answer::of(404, "text/plain", Vec::new()),
    };
    services.note(asked, answer.status, now);
    answer
}
