//! `firstcontact lab serve`: one simulated world, behind the interfaces that a tenant has.

use super::world::World;
use super::{entrance, weather};
use crate::cli::{Desk, NOTHING, Stop};
use crate::clock;
use clap::Args;
use lab::serve::{Access, Options, Steering, serve};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What `lab serve` takes.
#[derive(Debug, Args)]
#[command(after_help = r#"
Entra's token endpoint, Microsoft Graph and Apple Business answer on one address of this machine
until the program is interrupted (Ctrl-C). The world's time stands, or runs with --speed; what a
client writes (as fix-client, or with --writes) changes the world. Without a token, under /_lab/:

  GET  /_lab/                  all controls
  GET  /_lab/time              the world's time; POST {"advance": "P2D"} or {"speed": 60}
  POST /_lab/devices/SERIAL    {"do": "erase"}, "set-up", "hand-out", "return", "assign", ...
  GET  /_lab/devices/SERIAL    what truly happened to it
  POST /_lab/faults            {"fault": "F07"} strikes now, {"mend": "F07"} ends it
  GET  /_lab/truth             the truth now
  GET  /_lab/requests          every request that was to change something
  GET  /_lab/counters          what was asked, and which limits were exceeded
  GET  /_lab/device-code       device codes that wait; POST to /_lab/device-code/CODE approves one
                               (with ?decision=decline declines it)

Examples:
  firstcontact lab serve --devices 2000 --seed 7
  firstcontact lab serve --http --listen 127.0.0.1:8080 --world not-contacted
  firstcontact lab serve --throttle 0.1 --no-retry-after --failures 0.02 --torn 0.01
  firstcontact lab serve --weather all --weather-seed 9
  firstcontact lab serve --approve-device-codes 5 --permissions Device.Read.All
  firstcontact lab serve --writes --speed 3600 --approval"#)]
pub(super) struct Arguments {
    #[command(flatten)]
    world: World,
    /// What the tenant has connected (see `lab simulate`)
    #[arg(long, value_name = "TIER", default_value = "register")]
    tier: String,
    /// Where to listen, on loopback; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Plain HTTP instead of HTTPS with a certificate of the lab's own authority
    #[arg(long)]
    http: bool,
    /// Where to keep the snapshot, the truth and the keys; else they are gone in the end
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The public key (RSA, PEM) of a certificate that the app may sign in with, too
    #[arg(long, value_name = "FILE")]
    certificate_key: Option<PathBuf>,
    /// How long an access token is good, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 3_600,
          value_parser = clap::value_parser!(u32).range(1..=86_400))]
    token_life: u32,
    #[command(flatten)]
    entrance: entrance::EntranceArguments,
    #[command(flatten)]
    weather: weather::WeatherArguments,
    /// World seconds per second; 0 lets the world's time stand
    #[arg(long, value_name = "N", default_value_t = 0,
          value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    speed: u32,
    /// Wipe, retire and delete need another administrator's approval
    #[arg(long)]
    approval: bool,
    /// Seconds until an activity at Apple is completed
    #[arg(long, value_name = "SECONDS", default_value_t = 3,
          value_parser = clap::value_parser!(u32).range(0..=86_400))]
    activity_takes: u32,
}

/// Serves until interrupted.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let mut request = arguments.world.request()?;
    request.tier = Some(arguments.tier.clone());
    // A world of another day would look silent to clients that go by the clock. Within an hour,
    // the same seed gives the same world.
    if request.at.is_none() && request.world.is_none() {
        let now = clock::now();
        let hour = now.plus(-now.unix().rem_euclid(3_600));
        request.at = Some(hour.to_string());
    }
    let place = tempfile::tempdir().map_err(Stop::because)?;
    let folder = match &arguments.out {
        Some(folder) => folder.clone(),
        None => place.path().to_owned(),
    };
    let certificate_key = arguments.certificate_key.as_deref();
    let options = Options {
        recipe: request.recipe().map_err(Stop::because)?,
        tier: request.tier().map_err(Stop::because)?,
        folder: folder.clone(),
        listen: arguments.listen,
        plain: arguments.http,
        weather: arguments.weather.weather(),
        entrance: arguments.entrance.entrance()?,
        steering: Steering {
            speed: arguments.speed,
            approval: arguments.approval,
            activity_takes: i64::from(arguments.activity_takes),
        },
        token_life: i64::from(arguments.token_life),
        certificate_key: certificate_key.map(entrance::read).transpose()?,
        now: || clock::now().unix(),
    };
    let running = serve(options).map_err(Stop::because)?;
    request.keep(&folder).map_err(Stop::because)?;
    super::super::deliver(told(&running.access).as_bytes())?;
    desk.terminal.hint("interrupt with Ctrl-C");
    running.until_interrupted().map_err(Stop::because)?;
    Ok(NOTHING)
}

/// What a client needs, one `name value` a line, so that a script can read it.
fn told(access: &Access) -> String {
    let Access { base, tenant, .. } = access;
    let mut text = format!(
        "entra         {base}/{tenant}/oauth2/v2.0/token\n\
         graph         {base}\n\
         apple-token   {base}/auth/oauth2/token\n\
         apple         {base}/v1\n\
         tenant        {tenant}\n\
         client        {}\n\
         secret        {}\n\
         imds          {base}/metadata/identity/oauth2/token\n\
         msi           {base}/msi/token\n\
         msi-header    {}\n\
         fix-client    {}\n\
         fix-secret    {}\n",
        access.client,
        access.secret,
        access.identity_header,
        access.repair_client,
        access.repair_secret
    );
    let accounts = [
        ("apple", &access.apple),
        ("fix-apple", &access.apple_repairer),
    ];
    for (name, account) in accounts {
        let Some(account) = account else { continue };
        let mut line = |what: &str, value: &str| {
            let name = format!("{name}-{what}");
            let _ = writeln!(text, "{name:13} {value}");
        };
        line("client", &account.client);
        line("key-id", &account.key_id);
        line("key", &account.key.display().to_string());
    }
    if let Some(authority) = &access.authority {
        let _ = writeln!(text, "authority     {}", authority.display());
    }
    text
}
