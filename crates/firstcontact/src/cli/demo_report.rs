//! The documents of the demonstration: every kind of report in every format, with the history that
//! the demonstration lived through.

use super::demo::step;
use super::demo_dashboard::TENANT;
use super::report::{Format, Kind, Report};
use super::{Desk, Stop, snapshot};
use crate::app::examine::Examiner;
use crate::app::remember::recall;
use crate::report::figures::{Past, gather};
use crate::store::Store;
use enrollment::correlate::correlate;
use std::path::Path;

/// What is written, and where in the folder.
const FILES: [(Kind, Format, &str); 9] = [
    (Kind::Executive, Format::Html, "executive.html"),
    (Kind::Evidence, Format::Html, "evidence"),
    (Kind::Kit, Format::Html, "policy-kit"),
    (Kind::Workbook, Format::Xlsx, "fleet.xlsx"),
    (Kind::Machine, Format::Ocsf, "machine/events.ocsf.ndjson"),
    (Kind::Machine, Format::Sarif, "machine/fleet.sarif"),
    (Kind::Machine, Format::Junit, "machine/fleet.junit.xml"),
    (Kind::Machine, Format::Csv, "machine/devices.csv"),
    (Kind::Machine, Format::Json, "machine/fleet.json"),
];
/// What is printed as well, where this build can.
const PRINTED: [(Kind, Format, &str); 2] = [
    (Kind::Executive, Format::Pdf, "executive.pdf"),
    (Kind::Kit, Format::Pdf, "policy-kit"),
];

/// Writes all of it about the snapshot at a place.
pub(super) fn write(
    folder: &Path,
    store: &dyn Store,
    place: &Path,
    desk: &Desk,
) -> Result<(), Stop> {
    let mut snapshot = snapshot::open(place, desk)?;
    let tenant = store.tenant(TENANT).map_err(Stop::because)?;
    recall(&mut snapshot, store, tenant).map_err(Stop::because)?;
    let past = Past::read(store, tenant, snapshot.taken_at).map_err(Stop::because)?;
    let fleet = correlate(&snapshot);
    let weights = desk.weights()?;
    let examiner = Examiner::new(&weights);
    let costs = &desk.config.report.costs;
    let report = Report {
        fleet: &fleet,
        weights: &weights,
        figures: &gather(&fleet, &examiner, costs, Some(past)),
        place,
        desk,
    };
    let machine = folder.join("machine");
    std::fs::create_dir_all(&machine)
        .map_err(|error| Stop(format!("cannot make {}: {error}", machine.display())))?;
    let printed = if press::pdf::is_built() {
        &PRINTED[..]
    } else {
        step(desk, "demo-report-no-pdf", &[])?;
        &[]
    };
    for (kind, format, name) in FILES.iter().chain(printed) {
        report.write(*kind, *format, Some(&folder.join(name)))?;
    }
    let folder = folder.display().to_string();
    step(desk, "demo-report-written", &[("folder", &folder)])
}
