//! Reports that somebody takes away from the dashboard: printed from the newest snapshot that lies
//! on this machine, with what the store remembers.

use super::{Desk, Stop, delivered, serve_rounds};
use crate::app::examine::Examiner;
use crate::app::prevent_memory::{self, look};
use crate::app::remember::recall;
use crate::clock;
use crate::config::report::Costs;
use crate::i18n::Language;
use crate::report::evidence::{Pack, source_files};
use crate::report::figures::{Past, gather};
use crate::report::{access, evidence, executive, prevention, workbook};
use crate::store::Store;
use crate::web::papers::{PaperKind, Print, Printed};
use enrollment::correlate::correlate;
use enrollment::diagnosis::Weights;
use rules::prevention::thresholds::Thresholds;
use sources::recorded::{self, ReadOptions, Silent};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Prints about the configured tenants, or those named.
pub(super) fn printer(named: &[String], desk: &Desk) -> Result<Print, Stop> {
    let folders = serve_rounds::folders(named, desk)?;
    Ok(of(folders, Basis::of(desk)?))
}

/// What is reckoned and judged with.
pub(super) struct Basis {
    pub(super) weights: Weights,
    pub(super) costs: Costs,
    pub(super) thresholds: Thresholds,
}

impl Basis {
    /// As the configuration says.
    pub(super) fn of(desk: &Desk) -> Result<Self, Stop> {
        Ok(Self {
            weights: desk.weights()?,
            costs: desk.config.report.costs.clone(),
            thresholds: desk.config.prevent.0.clone(),
        })
    }
}

/// Prints about tenants whose snapshots lie in these folders.
pub(super) fn of(folders: Vec<(String, PathBuf)>, basis: Basis) -> Print {
    // One at a time: each reads a whole snapshot.
    let turn = Mutex::new(());
    Arc::new(move |store, name, kind, language| {
        let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = folders.iter().find(|(known, _)| known == name);
        let Some(newest) = folder.and_then(|(_, folder)| delivered::newest(folder)) else {
            return Printed::Nowhere;
        };
        let printed = print(&newest, &basis, (store, name), kind, language);
        printed.map_or_else(Printed::Failed, Printed::Of)
    })
}

fn print(
    place: &Path,
    basis: &Basis,
    (store, name): (&dyn Store, &str),
    kind: PaperKind,
    language: Language,
) -> Result<Vec<u8>, String> {
    let options = ReadOptions {
        seed: clock::seed(),
        progress: &Silent,
    };
    let mut snapshot = recorded::read(place, &options).map_err(told)?;
    let tenant = store.tenant(name).map_err(told)?;
    recall(&mut snapshot, store, tenant).map_err(told)?;
    let fleet = correlate(&snapshot);
    let html = |document: &press::Document| Ok(press::html::render(document).into_bytes());
    let pdf = |document: &press::Document| press::pdf::render(document).map_err(told);
    let files = || source_files(place).map_err(told);
    let look = || {
        let memory = prevent_memory::recall(store, tenant).map_err(told)?;
        Ok::<_, String>(look(&fleet, basis.thresholds.clone(), memory))
    };
    let figures = || {
        let past = Past::read(store, tenant, snapshot.taken_at).map_err(told)?;
        let examiner = Examiner::new(&basis.weights);
        let reckoned = (&basis.costs, &basis.thresholds);
        Ok::<_, String>(gather(&fleet, &examiner, reckoned, Some(past)))
    };
    match kind {
        PaperKind::Executive => html(&executive::document(&figures()?, language)),
        PaperKind::ExecutivePdf => pdf(&executive::document(&figures()?, language)),
        PaperKind::Prevention => html(&prevention::paper(&look()?.0, language)),
        PaperKind::Access => {
            let about = (snapshot.tenant.name.as_str(), snapshot.taken_at);
            html(&access::paper(&look()?.1, language, about))
        }
        PaperKind::Evidence => html(&evidence::document(&figures()?, &files()?, language)),
        PaperKind::EvidencePdf => pdf(&evidence::document(&figures()?, &files()?, language)),
        PaperKind::EvidencePack => {
            let (figures, files) = (figures()?, files()?);
            let document = html(&evidence::document(&figures, &files, language))?;
            let pack = Pack {
                figures: &figures,
                files: &files,
                document: (PaperKind::Evidence.file(), document),
            };
            pack.archive().map_err(told)
        }
        PaperKind::Workbook => {
            let mut bytes = Vec::new();
            let figures = figures()?;
            let written = workbook::write(&fleet, &basis.weights, &figures, language, &mut bytes);
            written.map_err(told).map(|()| bytes)
        }
    }
}

fn told(why: impl Display) -> String {
    why.to_string()
}

#[cfg(test)]
mod tests {
    use super::{Basis, of};
    use crate::config::report::Costs;
    use crate::i18n::Language;
    use crate::store::Memory;
    use crate::web::papers::{PaperKind, Printed};
    use rules::prevention::thresholds::Thresholds;
    use std::path::Path;

    #[test]
    fn every_report_is_printed_from_the_newest_snapshot() {
        let contoso = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/contoso");
        let folders = vec![("contoso".to_owned(), contoso)];
        let basis = Basis {
            weights: rules::weights::built_in().unwrap().clone(),
            costs: Costs::default(),
            thresholds: Thresholds::default(),
        };
        let print = of(folders, basis);
        let store = Memory::default();
        for kind in PaperKind::ALL {
            let printed = print(&store, "contoso", kind, Language::De);
            let mark: &[u8] = match (kind, &printed) {
                (PaperKind::ExecutivePdf | PaperKind::EvidencePdf, Printed::Failed(why)) => {
                    assert!(!kind.can_be_printed() && why.contains("no PDF"), "{why}");
                    continue;
                }
                (PaperKind::ExecutivePdf | PaperKind::EvidencePdf, _) => b"%PDF",
                (PaperKind::Workbook | PaperKind::EvidencePack, _) => b"PK",
                (_, _) => b"<!doctype html>",
            };
            match printed {
                Printed::Of(bytes) => assert!(bytes.starts_with(mark), "{kind:?}"),
                other => panic!("{kind:?}: {other:?}"),
            }
        }
        let nowhere = print(&store, "fabrikam", PaperKind::Executive, Language::En);
        assert!(matches!(nowhere, Printed::Nowhere));
    }
}
