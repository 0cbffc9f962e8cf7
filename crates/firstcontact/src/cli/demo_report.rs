//! The documents of the demonstration: every kind of report in every format, with the history that
//! the demonstration lived through, what the checks found, the proof of Conditional Access, and a
//! page that says what each is for.

use super::demo::step;
use super::demo_dashboard::TENANT;
use super::report::{Format, Kind, Report};
use super::written::Paper;
use super::{Desk, Stop, snapshot};
use crate::app::examine::Examiner;
use crate::app::prevent_memory::{self, look};
use crate::app::remember::recall;
use crate::report::figures::{Past, gather};
use crate::report::{access, prevention};
use crate::store::{Store, Tenant};
use enrollment::correlate::{Fleet, correlate};
use press::{Block, Level, Text};
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
const PRINTED: [(Kind, Format, &str); 3] = [
    (Kind::Executive, Format::Pdf, "executive.pdf"),
    (Kind::Evidence, Format::Pdf, "evidence-pdf"),
    (Kind::Kit, Format::Pdf, "policy-kit"),
];

/// The endings of the documents of the checks and of the proof, without that of print.
const ENDINGS: [&str; 2] = ["html", "md"];
/// The parts of the index, and what is in each: a word of its texts, and the file or folder.
const INDEX: [(&str, &[(&str, &str)]); 5] = [
    (
        "decide",
        &[
            ("executive", "executive.html"),
            ("printed", "executive.pdf"),
        ],
    ),
    (
        "check",
        &[
            ("evidence", "evidence/evidence.html"),
            ("evidence-printed", "evidence-pdf/evidence.pdf"),
            ("evidence-index", "evidence/index.json"),
            ("evidence-sums", "evidence/SHA256SUMS"),
        ],
    ),
    (
        "administer",
        &[
            ("workbook", "fleet.xlsx"),
            ("prevention", "prevention.html"),
            ("printed", "prevention.pdf"),
            ("ticket", "prevention.md"),
            ("access", "access.html"),
            ("printed", "access.pdf"),
            ("ticket", "access.md"),
        ],
    ),
    (
        "kit",
        &[
            ("procurement", "policy-kit/procurement-policy.html"),
            ("printed", "policy-kit/procurement-policy.pdf"),
            ("supplier", "policy-kit/supplier-instructions.html"),
            ("printed", "policy-kit/supplier-instructions.pdf"),
            ("joiner", "policy-kit/joiner-checklist.html"),
            ("printed", "policy-kit/joiner-checklist.pdf"),
            ("notice", "policy-kit/holder-notice.html"),
            ("printed", "policy-kit/holder-notice.pdf"),
        ],
    ),
    (
        "machines",
        &[
            ("ocsf", "machine/events.ocsf.ndjson"),
            ("sarif", "machine/fleet.sarif"),
            ("junit", "machine/fleet.junit.xml"),
            ("csv", "machine/devices.csv"),
            ("json", "machine/fleet.json"),
        ],
    ),
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
    let basis = (&desk.config.report.costs, &desk.config.prevent.0);
    let report = Report {
        fleet: &fleet,
        weights: &weights,
        figures: &gather(&fleet, &examiner, basis, Some(past)),
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
    checks(folder, store, tenant, &fleet, desk)?;
    let index = index(folder, desk);
    let out = folder.join("index.html");
    let paper = Paper {
        format: None,
        out: Some(&out),
    };
    paper.write(&index)?;
    let folder = folder.display().to_string();
    step(desk, "demo-report-written", &[("folder", &folder)])
}

/// What the checks found, with the trend that the store remembers, and the proof of Conditional
/// Access.
fn checks(
    folder: &Path,
    store: &dyn Store,
    tenant: Tenant,
    fleet: &Fleet<'_>,
    desk: &Desk,
) -> Result<(), Stop> {
    let (language, snapshot) = (desk.language, fleet.snapshot);
    let memory = prevent_memory::recall(store, tenant).map_err(Stop::because)?;
    let (document, picture) = look(fleet, desk.config.prevent.0.clone(), memory);
    let about = (snapshot.tenant.name.as_str(), snapshot.taken_at);
    let papers = [
        ("prevention", prevention::paper(&document, language)),
        ("access", access::paper(&picture, language, about)),
    ];
    let endings = ENDINGS.into_iter();
    let endings: Vec<_> = endings
        .chain(press::pdf::is_built().then_some("pdf"))
        .collect();
    for (name, paper) in &papers {
        for ending in &endings {
            let out = folder.join(format!("{name}.{ending}"));
            let written = Paper {
                format: None,
                out: Some(&out),
            };
            written.write(paper)?;
        }
    }
    Ok(())
}

/// A page that leads to everything that was written, with what each is for.
fn index(folder: &Path, desk: &Desk) -> press::Document {
    let text = |key: &str| desk.language.text(&format!("demo-index-{key}"));
    let mut page = press::Document::new(desk.language.into(), text("title"));
    "firstcontact".clone_into(&mut page.footer);
    page.blocks.push(Block::paragraph(text("says")));
    for (part, files) in INDEX {
        page.blocks.push(Block::heading(Level::One, text(part)));
        let written = files.iter().filter(|(_, file)| folder.join(file).exists());
        let items = written.map(|(key, file)| {
            let link = Text::default().link(*file, *file);
            link.plain(format!(": {}", text(key)))
        });
        page.blocks.push(Block::bullets(items));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{FILES, INDEX, PRINTED};
    use crate::report::kit;

    #[test]
    fn the_index_leads_to_everything() {
        let named = |place: &str| {
            let files = INDEX.iter().flat_map(|(_, files)| files.iter());
            let inside = format!("{place}/");
            files
                .filter(|(_, file)| *file == place || file.starts_with(&inside))
                .count()
        };
        for (kind, _, place) in FILES.iter().chain(&PRINTED) {
            assert!(named(place) > 0, "{kind:?} {place}");
        }
        for name in kit::FILES {
            for ending in ["html", "pdf"] {
                assert_eq!(named(&format!("policy-kit/{name}.{ending}")), 1, "{name}");
            }
        }
    }
}
