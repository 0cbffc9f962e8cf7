//! A world becomes files: a snapshot, and apart from it the truth.

use crate::ceiling::{REFERENCE_SEED, Reference};
use crate::error::LabError;
use crate::examine::examine;
use crate::observe::Optics;
use crate::snapshot::{Files, Pages, Writer};
use crate::tier::Tier;
use crate::truth::{TruthPart, episodes, lines};
use crate::world::{Recipe, World};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Devices of a page.
const STRETCH: u64 = 1_000;
/// Stretches that are worked on at once; memory is bounded by them.
const WAVE: usize = 8;
/// Worlds and devices of each behind the estimate of what could be known.
const REFERENCE: (u64, u64) = (60, 2_000);

/// What to simulate, and how to write it.
#[derive(Clone, Debug)]
pub struct Order {
    /// The world.
    pub recipe: Recipe,
    /// What its tenant has connected.
    pub tier: Tier,
    /// Where to write `snapshot/` and `truth.ndjson`.
    pub out: PathBuf,
    /// Whether pages are compressed; a large world should be.
    pub packed: bool,
}

/// What was simulated.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Devices, replacements included.
    pub devices: u64,
    /// Events in all logs.
    pub events: u64,
    /// Devices per cause; "none" for those with which nothing is wrong.
    pub causes: BTreeMap<&'static str, u64>,
    /// The faults that acted.
    pub faults: Vec<&'static str>,
}

/// What could be known, learned from a few worlds like this one.
pub fn usual_reference(recipe: &Recipe) -> Reference {
    let seeds = REFERENCE_SEED..REFERENCE_SEED + REFERENCE.0;
    Reference::learn(recipe, seeds, REFERENCE.1)
}

/// Simulates a world and writes it. With a reference, each line of the truth says what could be
/// known. `progress` is told how many devices are done.
pub fn simulate(
    order: &Order,
    reference: Option<&Reference>,
    progress: impl FnMut(u64),
) -> Result<Summary, LabError> {
    simulate_world(&World::build(&order.recipe), order, reference, progress)
}

/// The same for a world that was drawn already.
pub(crate) fn simulate_world(
    world: &World,
    order: &Order,
    reference: Option<&Reference>,
    progress: impl FnMut(u64),
) -> Result<Summary, LabError> {
    let snapshot = order.out.join("snapshot");
    refuse_full(&snapshot)?;
    let writer = Writer::begin(world, order.tier, &snapshot, order.packed)?;
    let path = order.out.join("truth.ndjson");
    let file = File::create(&path).map_err(LabError::writing(&path))?;
    let mut truth = BufWriter::new(file);
    let tale = Tale {
        world,
        tier: order.tier,
        packed: order.packed,
        reference,
    };
    let (summary, _) = tell(&tale, writer, &mut truth, &path, progress)?;
    truth.flush().map_err(LabError::writing(&path))?;
    Ok(summary)
}

/// What a world's interfaces show at the time at which it is looked at, and its truth, in memory.
pub(crate) fn render(world: &World, tier: Tier) -> Result<(Files, Vec<u8>), LabError> {
    let writer = Writer::in_memory(world, tier);
    let mut truth = Vec::new();
    let tale = Tale {
        world,
        tier,
        packed: false,
        reference: None,
    };
    let (_, files) = tell(&tale, writer, &mut truth, Path::new("truth"), |_| ())?;
    Ok((files, truth))
}

/// What is told, and how.
struct Tale<'a> {
    world: &'a World,
    tier: Tier,
    packed: bool,
    reference: Option<&'a Reference>,
}

fn tell(
    tale: &Tale<'_>,
    mut writer: Writer<'_>,
    truth: &mut impl Write,
    path: &Path,
    mut progress: impl FnMut(u64),
) -> Result<(Summary, Files), LabError> {
    let Tale {
        world,
        tier,
        packed,
        reference,
    } = *tale;
    let optics = Optics::of(world);
    let mut summary = Summary {
        devices: 0,
        events: 0,
        causes: BTreeMap::new(),
        faults: world
            .faults
            .iter()
            .map(|injected| injected.fault.code)
            .collect(),
    };
    let mut blamed = BTreeMap::new();
    let stretches: Vec<u64> = (0..world.population()).step_by(STRETCH as usize).collect();
    for wave in stretches.chunks(WAVE) {
        let done: Vec<(Pages, TruthPart, u64, u64)> = wave
            .par_iter()
            .map(|from| {
                let upto = (from + STRETCH).min(world.population());
                let devices = examine(world, &optics, *from..upto);
                let pages = Pages::of(world, &devices, tier, packed);
                let part = lines(world, &devices, tier, reference);
                let events = devices.iter().map(|it| it.story.lived.log.len() as u64);
                (pages, part, devices.len() as u64, events.sum())
            })
            .collect();
        for (pages, part, devices, events) in done {
            writer.write(&pages)?;
            truth
                .write_all(&part.bytes)
                .map_err(LabError::writing(path))?;
            summary.devices += devices;
            summary.events += events;
            for (cause, count) in part.causes {
                *summary.causes.entry(cause).or_default() += count;
            }
            for (key, count) in part.blamed {
                *blamed.entry(key).or_default() += count;
            }
        }
        progress(summary.devices);
    }
    let files = writer.finish()?;
    truth
        .write_all(&episodes(world, tier, &blamed))
        .map_err(LabError::writing(path))?;
    Ok((summary, files))
}

/// A snapshot of two worlds would be of none.
fn refuse_full(folder: &Path) -> Result<(), LabError> {
    let full = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if full {
        return Err(LabError::Asked(format!(
            "{} is not empty; name another folder with --out, or remove it",
            folder.display()
        )));
    }
    Ok(())
}
