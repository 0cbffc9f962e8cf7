//! `firstcontact demo`: a pretended tenant is started on this machine, read over HTTPS with real
//! sign-in, and diagnosed. Nothing has to be configured, and nothing leaves the machine.

use super::demo_dashboard::TENANT;
use super::demo_remedy::Stage;
use super::{Desk, NOTHING, Stop, deliver, demo_dashboard, demo_report, snapshot};
use crate::app::examine::Examiner;
use crate::app::suspects::suspects;
use crate::clock;
use crate::report::fleet::{FleetReport, Keep};
use crate::report::only::Only;
use crate::report::paint::Ink;
use crate::report::{device, table};
use crate::store::{self, Store};
use clap::Args;
use enrollment::correlate::{Device, Fleet, correlate};
use enrollment::diagnosis::Weights;
use enrollment::moment::Moment;
use lab::request::Request;
use lab::serve::{Access, AppleAccount, Entrance, Options, Running, Steering, Weather, serve};
use rules::catalogue;
use sources::live::{
    AppleScope, AppleSettings, MicrosoftCredential, MicrosoftSettings, Orders, Origin, SecretKind,
    SecretPlace, Surroundings, TenantSettings, collect,
};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicI64, Ordering::Relaxed};

/// The world of the demonstration.
const WORLD: &str = include_str!("demo.toml");
/// When it is looked at, as the world's file says. The pretended clock stands there, so that the
/// demonstration tells the same story every time.
const NOW: i64 = 1_789_894_800;
/// The pretended clock.
static CLOCK: AtomicI64 = AtomicI64::new(NOW);
/// The classic case: set up before it was added.
const CLASSIC: &str = "C01";
/// Devices that the summary lists.
const WORST: usize = 5;

/// What `demo` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Starts a pretended tenant (Entra, Microsoft Graph, Apple Business) over HTTPS on this machine, reads
it as a real one would be read, diagnoses it, and opens the dashboard on it until you press Ctrl-C.
No configuration, no network.

Examples:
  firstcontact demo
  firstcontact demo --out demo                      keep the snapshot, and look around in it
  firstcontact demo --no-serve                      only the story in the terminal
  firstcontact demo --remediate                     and mend the telephone, step by step
  firstcontact demo --report papers                 write every document, and end
  firstcontact demo --lang de

Exit codes: 0 shown, 2 not shown.")]
pub(super) struct Arguments {
    /// Where to keep the snapshot; else nothing is left behind
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the dashboard's address without opening a browser
    #[arg(long)]
    no_open: bool,
    /// Mend the device of the classic case, too: all of it, to the end of the watch
    #[arg(long)]
    remediate: bool,
    /// End after the story, without the dashboard
    #[arg(long)]
    no_serve: bool,
    /// Write every document and format into this folder, and end without the dashboard
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
}

impl Arguments {
    /// Nothing is overwritten.
    fn look_before(&self) -> Result<(), Stop> {
        for (option, place) in [("--out", &self.out), ("--report", &self.report)] {
            if let Some(place) = place
                && place.exists()
            {
                let place = place.display();
                return Err(Stop(format!(
                    "{place} exists already; name another place with {option}"
                )));
            }
        }
        Ok(())
    }

    /// Whether the dashboard follows. Who asks for documents has what they want.
    fn serves(&self) -> bool {
        !self.no_serve && self.report.is_none()
    }
}

/// Starts, reads, diagnoses, shows.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    arguments.look_before()?;
    let weights = desk.weights()?;
    let folder = tempfile::tempdir().map_err(Stop::because)?;
    let ending = clean_when_interrupted(folder.path().to_owned());
    step(desk, "demo-starting", &[])?;
    let request = request();
    let running = start(&request, folder.path())?;
    step(desk, "demo-collecting", &[("base", &running.access.base)])?;
    let kept = folder.path().join("snapshot");
    let read = arguments.out.clone().unwrap_or(kept);
    let read = &read;
    let (reads, _) = identities(&running.access)?;
    gather(&reads, read, &weights)?;
    step(desk, "demo-diagnosing", &[])?;
    let snapshot = snapshot::open(read, desk)?;
    let fleet = correlate(&snapshot);
    let named = arguments.out.as_deref().unwrap_or(Path::new("demo"));
    let mut shown = summary(&fleet, &weights, named, desk)?;
    let classic = classic(&fleet, &weights);
    if let Some(classic) = &classic {
        shown.extend(told(
            desk,
            "demo-classic",
            &[("serial", classic.serial_text())],
        ));
        shown.push(b'\n');
        one(classic, &weights, named, desk, &mut shown)?;
    }
    let serial = classic.as_ref().map_or("SERIAL", |it| it.serial_text());
    shown.push(b'\n');
    shown.extend(what_next(arguments, serial, desk));
    deliver(&shown)?;
    let mut last = (read.clone(), now());
    let place = folder.path().join("firstcontact.db");
    let store: Arc<dyn Store> = store::open(&place.display().to_string())
        .map_err(Stop::because)?
        .into();
    if arguments.remediate || arguments.report.is_some() || arguments.serves() {
        step(desk, "demo-remembering", &[])?;
        demo_dashboard::remember(&*store, &request, folder.path(), (read, now()), &weights)?;
    }
    if arguments.remediate {
        let stage = Stage::new(
            &running.access,
            reads,
            (&*store, TENANT),
            (folder.path(), read),
            &weights,
            desk,
            now(),
        );
        last = stage.play(serial)?;
    }
    drop(running);
    if let Some(folder) = &arguments.report {
        demo_report::write(folder, &*store, &last.0, desk)?;
    }
    if arguments.serves() {
        // From here on Ctrl-C is how it ends, and no failure.
        ending.store(i32::from(NOTHING), Relaxed);
        visit(arguments, store, &last, desk)?;
    }
    Ok(NOTHING)
}

fn what_next(arguments: &Arguments, serial: &str, desk: &Desk) -> Vec<u8> {
    let (key, place) = match &arguments.out {
        Some(out) => ("demo-next-kept", out.display().to_string()),
        None => ("demo-next", "demo".to_owned()),
    };
    told(desk, key, &[("out", &place), ("serial", serial)])
}

/// The dashboard on what was read, until somebody interrupts.
fn visit(
    arguments: &Arguments,
    store: Arc<dyn Store>,
    (read, now): &(PathBuf, Moment),
    desk: &Desk,
) -> Result<(), Stop> {
    let dashboard = demo_dashboard::prepare(store, *now, read, desk)?;
    let entrance = [("address", dashboard.entrance.as_str())];
    step(desk, "demo-dashboard", &entrance)?;
    if !arguments.no_open {
        demo_dashboard::open(&dashboard);
    }
    demo_dashboard::serve(dashboard)
}

/// A line that says what happens now.
pub(super) fn step(desk: &Desk, key: &str, values: &[(&str, &str)]) -> Result<(), Stop> {
    deliver(&told(desk, key, values))
}

pub(super) fn told(desk: &Desk, key: &str, values: &[(&str, &str)]) -> Vec<u8> {
    let paint = desk.terminal.paint();
    let text = desk.language.with(key, values);
    let lines = text.lines().map(|line| paint.ink(Ink::Name, line) + "\n");
    lines.collect::<String>().into_bytes()
}

/// What is asked of the lab.
fn request() -> Request {
    Request {
        world: Some(("demo.toml".to_owned(), WORLD.to_owned())),
        tier: Some("signins".to_owned()),
        ..Request::default()
    }
}

fn start(request: &Request, folder: &Path) -> Result<Running, Stop> {
    let options = Options {
        recipe: request.recipe().map_err(Stop::because)?,
        tier: request.tier().map_err(Stop::because)?,
        folder: folder.join("lab"),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        plain: false,
        weather: Weather::default(),
        token_life: 3_600,
        entrance: Entrance::default(),
        steering: Steering::default(),
        certificate_key: None,
        now: || CLOCK.load(Relaxed),
    };
    serve(options).map_err(Stop::because)
}

/// The identities of the pretended tenant as real ones: a client secret at Microsoft, a key at
/// Apple, and the lab's authority to vouch for both. First who reads, then who may write.
pub(super) fn identities(access: &Access) -> Result<(TenantSettings, TenantSettings), Stop> {
    let reads = (&access.client, &access.secret, access.apple.as_ref());
    let writes = (
        &access.repair_client,
        &access.repair_secret,
        access.apple_repairer.as_ref(),
    );
    Ok((identity(access, reads)?, identity(access, writes)?))
}

fn identity(
    access: &Access,
    (client, secret, apple): (&String, &String, Option<&AppleAccount>),
) -> Result<TenantSettings, Stop> {
    let origin = || Origin::parse(&access.base).map_err(Stop);
    let authority = access.authority.as_ref().map(std::fs::read_to_string);
    let apple = apple.map(|it| {
        let key = SecretPlace::File(it.key.clone());
        Ok::<_, Stop>(AppleSettings {
            client: it.client.clone(),
            key_id: it.key_id.clone(),
            key: key.fetch(SecretKind::AppleKey).map_err(Stop::because)?,
            scope: AppleScope::Business,
            account: origin()?,
            api: origin()?,
        })
    });
    Ok(TenantSettings {
        name: "Fabrikam".to_owned(),
        microsoft: Some(MicrosoftSettings {
            tenant: access.tenant.clone(),
            client: client.clone(),
            credential: MicrosoftCredential::Secret(secret.as_str().into()),
            authority: origin()?,
            graph: origin()?,
        }),
        apple: apple.transpose()?,
        authorities: authority.transpose().map_err(Stop::because)?,
    })
}

/// Reads the pretended tenant.
fn gather(tenant: &TenantSettings, out: &Path, weights: &Weights) -> Result<(), Stop> {
    let around = Surroundings {
        now: &now,
        wait: &std::thread::sleep,
        seed: clock::seed(),
        watch: &|_| {},
    };
    let orders = Orders {
        since: None,
        budget: CALLS,
        choose: &|snapshot| suspects(snapshot, weights),
    };
    collect(tenant, out, &orders, &around)
        .map(drop)
        .map_err(Stop::because)
}

fn summary(
    fleet: &Fleet<'_>,
    weights: &Weights,
    named: &Path,
    desk: &Desk,
) -> Result<Vec<u8>, Stop> {
    let examiner = Examiner::new(weights);
    let report = FleetReport::gather(fleet, &examiner, &Only::default(), Keep::Worst(WORST));
    let path = named.display().to_string();
    let screen = table::Screen {
        paint: desk.terminal.paint(),
        width: desk.terminal.width,
        snapshot: &path,
    };
    let mut out = vec![b'\n'];
    table::write(&report, desk.language, &screen, &mut out).map_err(Stop::because)?;
    out.push(b'\n');
    Ok(out)
}

/// The device of the classic cause that shows it most clearly.
fn classic<'f>(fleet: &'f Fleet<'f>, weights: &Weights) -> Option<Device<'f>> {
    let examiner = Examiner::new(weights);
    let sure = |device: Device<'f>| {
        let verdict = &examiner.examine(&device).judged.verdict;
        let code = catalogue::all()[verdict.cause?].cause.code;
        let probability = verdict.probability;
        (code.name() == CLASSIC).then_some((probability, device))
    };
    let found = fleet.devices().filter_map(sure);
    found
        .max_by_key(|(probability, _)| *probability)
        .map(|(_, device)| device)
}

fn one(
    found: &Device<'_>,
    weights: &Weights,
    named: &Path,
    desk: &Desk,
    out: &mut Vec<u8>,
) -> Result<(), Stop> {
    let examiner = Examiner::new(weights);
    let examined = examiner.examine(found);
    let path = named.display().to_string();
    let screen = device::Screen {
        paint: desk.terminal.paint(),
        width: desk.terminal.width,
        snapshot: &path,
    };
    device::write(&examined, desk.language, &screen, out).map_err(Stop::because)
}

fn now() -> Moment {
    Moment::from_unix(CLOCK.load(Relaxed)).unwrap_or(Moment::FIRST)
}

/// Sets the pretended clock, which the pretended tenant goes by, too.
pub(super) fn set_clock(now: Moment) {
    CLOCK.store(now.unix(), Relaxed);
}

/// Whoever interrupts finds nothing left behind. What the process ends with then can be changed.
fn clean_when_interrupted(folder: PathBuf) -> Arc<AtomicI32> {
    let code = Arc::new(AtomicI32::new(INTERRUPTED));
    let ends_with = code.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let Ok(runtime) = runtime else { return };
        if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
            // What cannot be deleted is in the system's place for what may be deleted.
            let _ = std::fs::remove_dir_all(&folder);
            std::process::exit(ends_with.load(Relaxed));
        }
    });
    code
}

/// What a shell reports for a program that was interrupted.
const INTERRUPTED: i32 = 130;
/// Calls at most for single devices: the pretended tenant is near.
pub(super) const CALLS: u64 = 500;
