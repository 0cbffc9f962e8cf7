//! Whether the server lives, whether it can serve, and its numbers.

use super::House;
use super::access::{EVERYWHERE, Role, Who};
use super::blocking::ask;
use super::problem::Problem;
use super::tally::label;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use std::fmt::Write as _;
use std::sync::Arc;

const DEVICES: &str = "\
# HELP firstcontact_devices Devices by standing, as the newest look found them.
# TYPE firstcontact_devices gauge
";
const LOOKS: &str = "\
# HELP firstcontact_snapshot_seconds When the newest look was taken.
# TYPE firstcontact_snapshot_seconds gauge
";

/// The process lives.
pub(super) async fn health() -> &'static str {
    "alive\n"
}

/// The store answers and can be written to.
pub(super) async fn ready(State(house): State<Arc<House>>) -> Result<&'static str, Problem> {
    ask(&house, |it| it.store.ready()).await?;
    Ok("ready\n")
}

/// Numbers for Prometheus. They name tenants, so that whoever reads them may look everywhere.
pub(super) async fn metrics(
    State(house): State<Arc<House>>,
    Extension(who): Extension<Who>,
) -> Result<impl IntoResponse, Problem> {
    if !who.may(EVERYWHERE, Role::Viewer) {
        return Err(Problem::forbidden("viewer of all tenants"));
    }
    let text = ask(&house, |it| {
        let (mut devices, mut looks) = (String::from(DEVICES), String::from(LOOKS));
        for (tenant, name) in it.store.tenants()? {
            let Some(today) = it.store.today(tenant)? else {
                continue;
            };
            let name = label(&name);
            for (standing, count) in &today.newest.standings {
                let standing = label(standing);
                let _ = writeln!(
                    devices,
                    "firstcontact_devices{{tenant=\"{name}\",standing=\"{standing}\"}} {count}"
                );
            }
            let at = today.newest.snapshot.taken_at.unix();
            let _ = writeln!(
                looks,
                "firstcontact_snapshot_seconds{{tenant=\"{name}\"}} {at}"
            );
        }
        let mut text = it.tally.told();
        text.push_str(&devices);
        text.push_str(&looks);
        text.push_str(&it.rounds.told());
        Ok(text)
    })
    .await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
