//! `firstcontact serve`: the dashboard, the API and the schedule in one process; and the links,
//! keys and messages that belong to it.

use super::serve_alerts;
use super::serve_door::{self, Door};
use super::serve_reports;
use super::serve_rounds::{self, Service, Work};
use super::serve_rows;
use super::serve_wishes;
use super::worker::Patience;
use super::{Desk, NOTHING, Stop, deliver};
use crate::clock;
use crate::config::serve::Serve;
use crate::store::{self, Store};
use crate::web::rounds::Rounds;
use crate::web::{self, House, Manner, Tls, Wire};
use clap::{Args, Subcommand};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

/// Where to listen if nobody says.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8460);
/// The store if nobody says.
const STORE: &str = "firstcontact.db";
/// Hours between two collections if nobody says: the sync of Intune with Apple runs twice a day.
pub(super) const EVERY_HOURS: u32 = 12;

/// What `serve` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact serve                                on this machine alone; prints a link to enter
  firstcontact serve link                           another link, while it runs
  firstcontact serve key new siem --scope read --tenant contoso
  firstcontact serve --listen 0.0.0.0:8460 --certificate-file fc.pem --key-file fc.key \\
                     --public-address https://fc.example.com:8460

Configuration, in firstcontact.toml:
  [serve]
  store = \"firstcontact.db\"                # or postgresql://…
  collect-every-hours = 12                 # 0 for never
  keep-days = 365                          # of history; all of it if nothing is said
  public-address = \"https://fc.example.com\"
  requests-per-minute = 600                # of one person or key

  [serve.sign-in]                          # any provider of OpenID Connect; for Entra:
  issuer = \"https://login.microsoftonline.com/TENANT-ID/v2.0\"
  client-id = \"8f0c2b7e-1111-4222-8333-444455556666\"
  secret-env = \"FIRSTCONTACT_SIGN_IN\"      # or secret-file, secret-command
  [serve.sign-in.roles.contoso]            # or roles.\"*\" for all tenants
  viewer = [\"group id\"]                    # operator, approver, administrator
  # Redirect URI of the application: <public-address>/sign-in/done

  [serve.alerts]
  quiet = \"22-6\"                           # hours in UTC without messages
  [serve.alerts.channel.ops]
  kind = \"teams\"                           # or webhook, syslog, mail
  address-env = \"TEAMS_WEBHOOK\"

Reports by themselves, told to the channels above:
  [report.schedule]
  folder = \"/srv/reports\"                  # a folder for each tenant and day
  every-days = 7
  [report.schedule.mail]                   # and by mail
  address = \"smtps://mail.example.com\"
  from = \"firstcontact@example.com\"
  user = \"firstcontact\"
  secret-env = \"FIRSTCONTACT_MAIL\"
  most-mib = 10                            # more stays in the folder, and the letter says so
  [[report.schedule.mail.to]]
  address = \"cio@example.com\"
  lang = \"de\"
  documents = [\"executive.pdf\"]          # fleet.xlsx and evidence.* name serial numbers
  tenants = [\"contoso\"]                  # all if nothing is said

Another machine collects, and puts snapshots into a folder:
  [tenant.contoso]
  snapshots = \"/srv/snapshots/contoso\"     # instead of the tables microsoft and apple

Without a provider people enter by one-time links; there are no passwords.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    also: Option<Also>,
    /// Where to listen [default: 127.0.0.1:8460]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The store: a file, or postgresql://… [default: firstcontact.db]
    #[arg(
        long,
        global = true,
        value_name = "PATH|URL",
        env = "FIRSTCONTACT_STORE",
        hide_env_values = true
    )]
    store: Option<String>,
    /// Collect these tenants of the configuration only
    #[arg(long, short, value_name = "NAME")]
    tenant: Vec<String>,
    /// A proxy in front speaks TLS and says who asks
    #[arg(long)]
    behind_proxy: bool,
    /// The server's certificate with its chain, in PEM
    #[arg(long, value_name = "FILE", requires = "key_file")]
    certificate_file: Option<PathBuf>,
    /// The certificate's private key, in PEM
    #[arg(long, value_name = "FILE", requires = "certificate_file")]
    key_file: Option<PathBuf>,
    /// The address that people type, if it is not where we listen
    #[arg(long, global = true, value_name = "URL")]
    public_address: Option<String>,
    /// Hours between two collections of a tenant; 0 for never [default: 12]
    #[arg(long, value_name = "HOURS")]
    every: Option<u32>,
    /// Show only: collect nothing, and hold no key to a tenant; `firstcontact worker` does the work
    #[arg(long, conflicts_with = "every")]
    no_rounds: bool,
    #[command(flatten)]
    patience: Patience,
    /// Write the log as JSON
    #[arg(long)]
    log_json: bool,
}

/// What belongs to the service beside serving.
#[derive(Debug, Subcommand)]
enum Also {
    /// Print a one-time link to enter
    Link(serve_door::Link),
    /// Keys of programs that call the API
    #[command(subcommand)]
    Key(serve_door::Key),
    /// Messages to people
    #[command(subcommand)]
    Alert(serve_alerts::AlertCommand),
}

/// Serves, or does what belongs to it.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let settings = &desk.config.serve;
    let address = place_of_store(arguments.store.clone(), desk);
    let open = || store::open(&address).map_err(Stop::because);
    let listen = arguments.listen.or(settings.listen).unwrap_or(LISTEN);
    match &arguments.also {
        Some(Also::Link(link)) => {
            let store = open()?;
            let mut origin = manner(arguments, desk, listen)?.origin;
            let is_named = arguments.public_address.is_some() || settings.public_address.is_some();
            if let (false, Some(served)) = (is_named, serve_door::served_at(&*store)?) {
                origin = served;
            }
            serve_door::link(link, &*store, &origin, desk)
        }
        Some(Also::Key(key)) => serve_door::key(key, &*open()?, desk),
        Some(Also::Alert(alert)) => serve_alerts::alert(alert, desk),
        None => serve(arguments, open()?.into(), &address, listen, desk),
    }
}

/// The store that is named, or configured, or usual.
pub(super) fn place_of_store(named: Option<String>, desk: &Desk) -> String {
    let configured = desk.config.serve.store.as_ref();
    let address = named.or_else(|| configured.map(|it| it.0.clone()));
    address.unwrap_or_else(|| STORE.to_owned())
}

fn manner(arguments: &Arguments, desk: &Desk, listen: SocketAddr) -> Result<Manner, Stop> {
    let settings = &desk.config.serve;
    let tls = tls(arguments, settings)?.is_some();
    let behind_proxy = arguments.behind_proxy || settings.behind_proxy;
    let named = arguments.public_address.as_deref();
    let named = named.or(settings.public_address.as_ref().map(|it| it.0.as_str()));
    let way = if tls { "https" } else { "http" };
    let origin = named.map_or_else(|| format!("{way}://{listen}"), str::to_owned);
    let origin = origin.trim_end_matches('/').to_owned();
    let secure = origin.starts_with("https://");
    if !secure && !origin.starts_with("http://") {
        let text = format!("{origin} is no address; public-address begins with https://");
        return Err(Stop(text));
    }
    if !listen.ip().is_loopback() && !tls && !behind_proxy {
        return Err(Stop(format!(
            "{listen} can be reached from elsewhere, and without TLS everybody on the way reads \
             along; give --certificate-file and --key-file, or --behind-proxy if a proxy in front \
             speaks TLS"
        )));
    }
    Ok(Manner {
        language: desk.language,
        secure,
        origin,
        behind_proxy,
        requests_per_minute: settings
            .requests_per_minute
            .map_or(web::REQUESTS_PER_MINUTE, NonZeroU32::get),
    })
}

fn tls(arguments: &Arguments, settings: &Serve) -> Result<Option<Tls>, Stop> {
    let certificate = arguments.certificate_file.clone();
    let key = arguments.key_file.clone();
    let pair = (
        certificate.or_else(|| settings.certificate_file.clone()),
        key.or_else(|| settings.key_file.clone()),
    );
    match pair {
        (Some(certificate), Some(key)) => Ok(Some(Tls { certificate, key })),
        (None, None) => Ok(None),
        _ => Err(Stop(
            "TLS takes a certificate and its key; give both certificate-file and key-file"
                .to_owned(),
        )),
    }
}

fn serve(
    arguments: &Arguments,
    store: Arc<dyn Store>,
    address: &str,
    listen: SocketAddr,
    desk: &Desk,
) -> Result<u8, Stop> {
    let settings = &desk.config.serve;
    let tls = tls(arguments, settings)?;
    // Port 0 is any free one: the address that people type is known only when it is taken.
    manner(arguments, desk, listen)?;
    let listener = TcpListener::bind(listen).map_err(|why| {
        Stop(format!(
            "cannot listen on {listen}: {why}; name another port with --listen, or port 0 for any"
        ))
    })?;
    let manner = manner(
        arguments,
        desk,
        listener.local_addr().map_err(Stop::because)?,
    )?;
    store.ready().map_err(Stop::because)?;
    serve_rounds::prepare(&*store, address)?;
    let hours = arguments.every.or(settings.collect_every_hours);
    let hours = hours.unwrap_or(EVERY_HOURS);
    let every = (hours > 0).then_some(i64::from(hours) * 3_600);
    let mut turns = serve_rounds::turns(&arguments.tenant, every, desk)?;
    for turn in &turns {
        store.tenant(&turn.tenant).map_err(Stop::because)?;
    }
    let work = if arguments.no_rounds {
        if store.timers().is_some() {
            // There is nobody else who could be asked.
            turns.clear();
        }
        None
    } else {
        Some(Work::new(&arguments.tenant, desk)?)
    };
    let rounds = Arc::new(Rounds::new(turns));
    let Door { provider, told } = serve_door::door(&*store, &manner, desk)?;
    serve_door::remember(&*store, &manner.origin)?;
    let _telling = web::begin_log(arguments.log_json).map_err(Stop::because)?;
    let house = House::new(
        store.clone(),
        manner,
        Arc::new(clock::now),
        provider,
        rounds.clone(),
        serve_rows::look_up(serve_rounds::folders(&arguments.tenant, desk)?),
        serve_wishes::repairs(&arguments.tenant, desk)?,
    );
    house.prints(serve_reports::printer(&arguments.tenant, desk)?);
    deliver(told.as_bytes())?;
    desk.terminal.hint(&desk.language.text("serve-interrupt"));
    let wire = Wire::default();
    let manners = arguments.patience.with(1);
    let ending = match work {
        None => None,
        Some(work) => {
            let service = Service::new(work, store, rounds).map_err(Stop::because)?;
            Some(serve_rounds::begin(service, address, manners)?)
        }
    };
    let served = until_interrupted(listener, tls, &house, &wire);
    if let Some(ending) = ending {
        ending.end();
    }
    served?;
    Ok(NOTHING)
}

pub(super) fn until_interrupted(
    listener: TcpListener,
    tls: Option<Tls>,
    house: &Arc<House>,
    wire: &Wire,
) -> Result<(), Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Stop::because)?;
    let ending = wire.clone();
    runtime.spawn(async move {
        interrupted().await;
        tracing::info!("ending; answers under way may finish");
        ending.end();
    });
    let served = runtime.block_on(web::serve(listener, tls, house, wire));
    runtime.shutdown_background();
    served.map_err(|why| {
        Stop(format!(
            "cannot serve: {why}; check certificate-file, key-file"
        ))
    })
}

/// Waits for Ctrl-C, or for the end that a service manager asks for.
pub(super) async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = ended.recv() => {}
                // Where nobody can be heard, nobody interrupts.
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
