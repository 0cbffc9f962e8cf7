//! The commands of `fix` that look at the tenant as it is now.

use super::repairs::with_hands;
use super::{Bench, Failed, case, show};
use crate::app::examine::Examiner;
use crate::app::mend::facts::facts;
use crate::app::mend::{Aim, Asking, Carry, fresh_enough, under_way};
use crate::app::remember::ingest_within;
use crate::cli::round::{Reachable, collect_into, folder_name};
use crate::cli::{FINDINGS, NOTHING, Stop, deliver, snapshot};
use crate::clock;
use enrollment::correlate::{Fleet, correlate};
use enrollment::diagnosis::Weights;
use enrollment::snapshot::{Snapshot, canonical_serial};
use remedy::digest::Digest;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A snapshot, and how to judge it.
pub(super) struct Seen {
    snapshot: Snapshot,
    weights: Weights,
    /// Where it lies while it is needed.
    _folder: Option<TempDir>,
}

impl Seen {
    /// What was named, or the tenant read just now; the store remembers it either way. `serials`:
    /// devices that are asked about one by one, as all are that have a case. A plan must rest on
    /// what is read when it begins.
    pub(super) fn now(bench: &Bench<'_>, serials: &[String]) -> Result<Self, Stop> {
        let desk = bench.desk;
        let weights = desk.weights()?;
        let (mut snapshot, folder) = if let Some(path) = &bench.arguments.snapshot {
            (snapshot::open(path, desk)?, None)
        } else {
            let folder = tempfile::tempdir().map_err(Stop::because)?;
            let place = folder.path().join(folder_name(clock::now()));
            collect(bench, &place, serials)?;
            (snapshot::open(&place, desk)?, Some(folder))
        };
        let now = clock::now();
        let known = bench.store.tenant(&bench.name).map_err(Stop::because)?;
        // An older look than the newest one is looked at all the same; it is not remembered.
        let limits = &desk.config.prevent.0;
        match ingest_within(&mut snapshot, &weights, limits, &*bench.store, known, now) {
            Ok(_) | Err(crate::store::StoreError::Older { .. }) => (),
            Err(why) => return Err(Stop::because(why)),
        }
        Ok(Self {
            snapshot,
            weights,
            _folder: folder,
        })
    }

    /// The hash of what a device's diagnosis rests on.
    pub(super) fn evidence(&self, serial: &str) -> Result<Digest, Stop> {
        let fleet = correlate(&self.snapshot);
        let device = fleet.find(serial);
        let device = device.ok_or_else(|| Stop(format!("{serial} is not in what was read")))?;
        let examiner = Examiner::new(&self.weights);
        Ok(facts(&examiner.examine(&device)).evidence)
    }
}

fn collect(bench: &Bench<'_>, place: &Path, serials: &[String]) -> Result<(), Stop> {
    let desk = bench.desk;
    let configured = desk.config.tenant.get(&bench.name);
    let Some(tenant) = configured else {
        let values = [("tenant", bench.name.as_str())];
        return Err(Stop(desk.language.with("fix-no-tenant", &values)));
    };
    let tenant = Reachable::of(&bench.name, tenant, desk.language)?;
    let mut under_way = under_way(&*bench.store, &bench.name).map_err(Stop::because)?;
    let named = serials.iter().filter_map(|it| canonical_serial(it).ok());
    under_way.extend(named.map(std::borrow::Cow::into_owned));
    collect_into(&tenant, place, None, &under_way, desk).map(drop)
}

/// One serial number a line; a sharp sign begins a remark.
fn listed(path: Option<&PathBuf>, more: &[String]) -> Result<Vec<String>, Stop> {
    let mut serials = more.to_vec();
    if let Some(path) = path {
        let text = std::fs::read_to_string(path)
            .map_err(|why| Stop(format!("{}: {why}", path.display())))?;
        let lines = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default());
        let lines = lines.map(str::trim).filter(|line| !line.is_empty());
        serials.extend(lines.map(str::to_owned));
    }
    Ok(serials)
}

impl Bench<'_> {
    pub(super) fn plan(
        &self,
        (serials, by, keep, aim): (&[String], String, bool, Aim),
        file: Option<&PathBuf>,
    ) -> Result<u8, Failed> {
        let asking = Asking {
            serials: listed(file, serials)?,
            by,
            keep,
            aim,
        };
        if asking.serials.is_empty() {
            return Err(Stop(self.desk.language.text("fix-no-serials")).into());
        }
        let seen = Seen::now(self, &asking.serials)?;
        let fleet = correlate(&seen.snapshot);
        let mending = self.mending(size(&fleet));
        let made = mending.propose(&fleet, &seen.weights, &asking)?;
        let text = show::proposed(&made, asking.keep, self.desk.language);
        deliver(text.as_bytes())?;
        let all = made.skipped.is_empty() && !made.plans.is_empty();
        Ok(if all { NOTHING } else { FINDINGS })
    }

    pub(super) fn advance(&self) -> Result<u8, Failed> {
        let seen = Seen::now(self, &[])?;
        let fleet = correlate(&seen.snapshot);
        let mending = self.mending(size(&fleet));
        if !fresh_enough(seen.snapshot.taken_at, mending.now) {
            let at = seen.snapshot.taken_at.to_string();
            let text = self.desk.language.with("fix-too-old", &[("at", &at)]);
            return Err(Stop(text).into());
        }
        let configured = self.desk.config.tenant.get(&self.name);
        let go_on = |hands: Option<&mut dyn Carry>| mending.advance(&fleet, &seen.weights, hands);
        let done = with_hands(&self.name, configured, self.desk.language, go_on)??;
        let text = show::advanced(&done, self.desk.language);
        deliver(text.as_bytes())?;
        self.status(None)
    }

    pub(super) fn ready(&self, serial: &str, by: &str) -> Result<u8, Failed> {
        let seen = Seen::now(self, &[])?;
        let fleet = correlate(&seen.snapshot);
        let mending = self.mending(size(&fleet));
        let mut open = case(&mending, serial)?;
        mending.ready_to_erase(&mut open, &fleet, &seen.weights, by)?;
        let text = self
            .desk
            .language
            .with("fix-erase-now", &[("serial", open.case.serial.as_str())]);
        deliver(format!("{text}\n").as_bytes())?;
        Ok(NOTHING)
    }
}

fn size(fleet: &Fleet<'_>) -> u32 {
    fleet.len() as u32
}
