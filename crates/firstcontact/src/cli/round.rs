//! One round: a tenant is collected into a folder, which is then a snapshot.

use super::collect::{Watcher, chosen};
use super::credentials::settings;
use super::{Desk, Stop};
use crate::app::suspects::suspects_and;
use crate::clock;
use crate::config::tenant::Tenant;
use crate::i18n::Language;
use enrollment::moment::Moment;
use sources::live::{Collected, Event, Orders, Surroundings, TenantSettings, collect};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Calls for single devices if nobody says another number.
const BUDGET: u64 = 500;

/// A tenant that can be collected.
pub(super) struct Reachable {
    /// How to reach it.
    pub(super) settings: TenantSettings,
    /// How many calls may be spent on single devices.
    pub(super) budget: u64,
}

impl Reachable {
    /// A tenant as it is configured.
    pub(super) fn of(name: &str, tenant: &Tenant, language: Language) -> Result<Self, Stop> {
        Ok(Self {
            settings: settings(name, tenant, language)?,
            budget: tenant.call_budget.unwrap_or(BUDGET),
        })
    }
}

/// The tenant of this name, or the only one, and how to reach it.
pub(super) fn tenant(named: Option<&str>, desk: &Desk) -> Result<Reachable, Stop> {
    let (name, tenant) = chosen(named, desk)?;
    Reachable::of(name, tenant, desk.language)
}

/// This machine's clock, patience and chance, for somebody who watches.
pub(super) fn surroundings(watch: &(dyn Fn(Event<'_>) + Sync)) -> Surroundings<'_> {
    Surroundings {
        now: &clock::now,
        wait: &std::thread::sleep,
        seed: clock::seed(),
        watch,
    }
}

/// `2026-11-25T080000Z`: a moment as a folder of every system can be called.
pub(super) fn folder_name(moment: Moment) -> String {
    moment.to_string().replace(':', "")
}

/// Collects into this folder, with progress where somebody watches. Audit events are carried over
/// from the snapshot named, or from the newest one beside.
pub(super) fn collect_into(
    tenant: &Reachable,
    folder: &Path,
    since: Option<PathBuf>,
    under_way: &BTreeSet<String>,
    desk: &Desk,
) -> Result<Collected, Stop> {
    let weights = desk.weights()?;
    let watcher = Watcher::new(desk.terminal, desk.language);
    let watch = |event: Event<'_>| watcher.tell(event);
    let around = surroundings(&watch);
    let orders = Orders {
        since,
        budget: tenant.budget,
        choose: &|snapshot| suspects_and(snapshot, &weights, under_way),
    };
    let collected = collect(&tenant.settings, folder, &orders, &around);
    watcher.bar.finish_and_clear();
    collected.map_err(|why| Stop(desk.language.told(&why.told())))
}

/// Collects, and tells in passing what was not read.
pub(super) fn collect_and_tell(tenant: &Reachable, folder: &Path, desk: &Desk) -> Result<(), Stop> {
    let collected = collect_into(tenant, folder, None, &BTreeSet::new(), desk)?;
    for missed in collected.failed() {
        let why = desk.language.told(&missed.detail);
        let told = [("source", missed.source.as_str()), ("why", why.as_str())];
        desk.terminal
            .hint(&desk.language.with("round-missed", &told));
    }
    Ok(())
}
