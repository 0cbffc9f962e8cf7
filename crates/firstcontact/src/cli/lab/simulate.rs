//! `firstcontact lab simulate`: a world becomes a snapshot and, apart from it, the truth.

use super::world::World;
use crate::cli::{Desk, NOTHING, Stop};
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lab::simulate::{Order, simulate, usual_reference};
use std::fmt::Write as _;
use std::path::PathBuf;

/// What `lab simulate` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Tiers, each with those before it: graph (Microsoft Graph), abm (Apple Business), audit (its audit
events), signins (Entra sign-ins), register (your own list), look (somebody looks at each device).

Examples:
  firstcontact lab simulate --devices 2000 --seed 7 --out w
  firstcontact lab simulate --world scenarios/mine.toml --out w
  firstcontact lab simulate --devices 1000000 --tier abm --pack --out big")]
pub(super) struct Arguments {
    #[command(flatten)]
    world: World,
    /// What the tenant has connected
    #[arg(long, value_name = "TIER", default_value = "register")]
    tier: String,
    /// Where to write `snapshot/` and `truth.ndjson`
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Compress the pages (zstd)
    #[arg(long)]
    pack: bool,
    /// Leave out of the truth what could be known with the same evidence (faster)
    #[arg(long)]
    bare: bool,
}

/// Simulates, and says what came of it.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let mut request = arguments.world.request()?;
    request.tier = Some(arguments.tier.clone());
    let recipe = request.recipe().map_err(Stop::because)?;
    let tier = request.tier().map_err(Stop::because)?;
    let bar = ProgressBar::with_draw_target(Some(recipe.devices), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message("simulating");
    if desk.terminal.progress && recipe.devices >= 20_000 {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    }
    let order = Order {
        recipe,
        tier,
        out: arguments.out.clone(),
        packed: arguments.pack,
    };
    let reference = (!arguments.bare).then(|| usual_reference(&order.recipe));
    let summary = simulate(&order, reference.as_ref(), |done| bar.set_position(done));
    bar.finish_and_clear();
    let summary = summary.map_err(Stop::because)?;
    request.keep(&arguments.out).map_err(Stop::because)?;
    let mut text = format!(
        "{} devices, {} events; faults: {}\n",
        summary.devices,
        summary.events,
        if summary.faults.is_empty() {
            "none".to_owned()
        } else {
            summary.faults.join(", ")
        }
    );
    let mut causes: Vec<_> = summary.causes.into_iter().collect();
    causes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let shares: Vec<String> = causes
        .iter()
        .map(|(cause, count)| format!("{cause} {count}"))
        .collect();
    let _ = writeln!(text, "truth: {}", shares.join(" · "));
    let out = arguments.out.display();
    let _ = writeln!(text, "wrote {out}/snapshot and {out}/truth.ndjson");
    super::super::deliver(text.as_bytes())?;
    desk.terminal.hint(&format!(
        "next: firstcontact diagnose {out}/snapshot --format ndjson --out {out}/diagnosis.ndjson"
    ));
    Ok(NOTHING)
}
