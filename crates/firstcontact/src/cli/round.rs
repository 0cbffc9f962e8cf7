//! One round of `diagnose --tenant`: a tenant is collected into a folder, which is then a snapshot.

use super::collect::{Watcher, chosen, settings};
use super::{Desk, Stop};
use crate::clock;
use enrollment::moment::Moment;
use sources::live::{Collected, Surroundings, TenantSettings, collect};
use std::path::Path;

/// The tenant of this name, or the only one, and how to reach it.
pub(super) fn tenant(named: Option<&str>, desk: &Desk) -> Result<TenantSettings, Stop> {
    let (name, tenant) = chosen(named, desk)?;
    settings(name, tenant)
}

/// `2026-11-25T080000Z`: a moment as a folder of every system can be called.
pub(super) fn folder_name(moment: Moment) -> String {
    moment.to_string().replace(':', "")
}

/// Collects into this folder, with progress where somebody watches, and says what was not read.
pub(super) fn collect_into(
    tenant: &TenantSettings,
    folder: &Path,
    desk: &Desk,
) -> Result<Collected, Stop> {
    let watcher = Watcher::new(desk.terminal, desk.language.text("collect-reading"));
    let around = Surroundings {
        now: &clock::now,
        wait: &std::thread::sleep,
        seed: clock::seed(),
        watch: &|event| watcher.tell(event),
    };
    let collected = collect(tenant, folder, &around);
    watcher.bar.finish_and_clear();
    let collected = collected.map_err(Stop::because)?;
    let chosen = |reason: &str| reason == "not_configured" || reason == "not_collected";
    for missed in collected.missed.iter().filter(|it| !chosen(&it.reason)) {
        let told = [
            ("source", missed.source.as_str()),
            ("why", missed.detail.as_str()),
        ];
        desk.terminal
            .hint(&desk.language.with("round-missed", &told));
    }
    Ok(collected)
}
