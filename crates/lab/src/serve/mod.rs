//! The lab's services: one simulated world over HTTP, as Entra, Microsoft Graph and Apple Business
//! would show it to a client that reads.
//!
//! What is answered is what the lab writes as a snapshot, row by row; the truth lies beside it at
//! `/_lab/truth`, and `/_lab/counters` says what was asked.

mod additions;
mod answer;
mod apple;
mod asked;
mod assertion;
mod batch;
mod bookmark;
mod device_code;
mod entra;
mod entrance;
mod exports;
mod filter;
mod grants;
mod graph;
mod keys;
mod limits;
mod listen;
mod managed_identity;
mod odata;
mod passes;
mod permissions;
mod reports;
mod signer;
mod stock;
mod tally;
mod weather;
mod what_if;

pub use entrance::Entrance;
pub use keys::AppleAccount;
pub use weather::Weather;

use crate::clock::Time;
use crate::error::LabError;
use crate::simulate::{Order, simulate};
use crate::tier::Tier;
use crate::world::{Named, Recipe, World};
use answer::Answer;
use asked::Asked;
use assertion::PublicKey;
use device_code::Codes;
use exports::Exports;
use keys::Keys;
use limits::Limits;
use passes::Passes;
use signer::Signer;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use stock::Stock;
use tally::Tally;
use weather::Sky;

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

/// Everything that an answer may need.
struct Services {
    stock: Stock,
    keys: Keys,
    passes: Passes,
    codes: Codes,
    exports: Exports,
    limits: Limits,
    sky: Sky,
    tally: Tally,
    base: String,
    seed: u64,
    now: fn() -> Time,
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
    simulate(&order, None, |_| ())?;
    let stock = Stock::read(&options.folder)?;
    let world = World::build(&order.recipe);
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
    let services = Services {
        stock,
        passes: Passes::new(world.seed, options.token_life, signer),
        codes: Codes::new(options.entrance.approve_device_codes),
        exports: Exports::default(),
        limits: Limits::new(options.weather.limits),
        sky: Sky::new(options.weather),
        tally: Tally::default(),
        base: format!("{scheme}://{}", socket.address),
        seed: world.seed,
        now: options.now,
        keys,
    };
    let access = Access {
        base: services.base.clone(),
        tenant: services.keys.tenant.clone(),
        client: services.keys.client.clone(),
        secret: services.keys.secret.clone(),
        identity_header: services.keys.identity_header.clone(),
        apple: services.keys.apple.as_ref().map(|key| key.account.clone()),
        authority: tls.as_ref().map(|tls| tls.authority.clone()),
    };
    let listener = listen::listen(socket, tls, Arc::new(services))?;
    Ok(Running { access, listener })
}

/// Finds the service that is meant.
fn answer(services: &Services, asked: &Asked) -> Answer {
    let now = (services.now)();
    let parts: Vec<&str> = asked.parts.iter().map(String::as_str).collect();
    let answer = match parts.as_slice() {
        ["_lab", "counters"] => return services.tally.answer(services.limits.counts()),
        ["_lab", "device-code"] => return device_code::list(services, now),
        ["_lab", "device-code", code] if asked.method == "POST" => {
            return device_code::decide(services, asked, code);
        }
        ["_lab", "exports", name] => exports::download(services, asked, name, now),
        ["_lab", "truth"] => {
            let kind = "application/x-ndjson";
            return Answer::of(200, kind, services.stock.truth.clone());
        }
        ["v1.0" | "beta", ..] => graph::answer(services, asked, now),
        ["auth", "oauth2", "token"] | ["auth", "oauth2", "v2", "token"] => {
            apple::sign_in(services, asked, now)
        }
        ["v1", ..] => apple::answer(services, asked, now),
        ["metadata", "identity", "oauth2", "token"] => {
            managed_identity::of_machine(services, asked, now)
        }
        ["msi", "token"] => managed_identity::of_service(services, asked, now),
        [tenant, rest @ ..] => entra::answer(services, asked, tenant, rest, now),
        [] => Answer::of(404, "text/plain", Vec::new()),
    };
    services.tally.count(asked, answer.status);
    answer
}
