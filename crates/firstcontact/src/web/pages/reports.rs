//! *Reports*: documents to take away, printed from the newest snapshot that lies on this machine.

use super::shell::{self, Shell};
use super::{Frame, PageAnswer, Refusal, html, spoken};
use crate::report::wording::{plain, time};
use crate::store::Store;
use crate::web::papers::{PaperKind, Print, Printed};
use askama::Template;

#[derive(Template)]
#[template(path = "reports.html")]
struct Page<'p> {
    shell: Shell<'p>,
    /// When the newest look was taken, for people.
    newest: Option<(String, String)>,
    devices: String,
    looks: String,
    papers: Vec<Paper>,
    /// Why a report could not be printed just now.
    failed: String,
}

struct Paper {
    name: String,
    says: String,
    file: &'static str,
    address: String,
    ready: bool,
}

/// The page.
pub(super) fn page(store: &dyn Store, frame: &Frame<'_>) -> Result<PageAnswer, Refusal> {
    listed(store, frame, 200, String::new())
}

/// A report as a file, or the page with what stands in its way.
pub(super) fn file(
    store: &dyn Store,
    frame: &Frame<'_>,
    name: &str,
    print: &Print,
) -> Result<PageAnswer, Refusal> {
    let kind = PaperKind::ALL.into_iter().find(|kind| kind.file() == name);
    let kind = kind.filter(|kind| kind.can_be_printed());
    let kind = kind.ok_or(Refusal::NotFound)?;
    let language = frame.language;
    match print(store, frame.tenant_name, kind, language) {
        Printed::Of(body) => Ok(PageAnswer {
            status: 200,
            kind: kind.content_type(),
            body,
            headers: vec![super::download::attachment(&format!("firstcontact-{name}"))],
        }),
        Printed::Nowhere => listed(store, frame, 404, language.text("web-reports-nowhere")),
        Printed::Failed(why) => listed(store, frame, 500, plain(&why).into_owned()),
    }
}

fn listed(
    store: &dyn Store,
    frame: &Frame<'_>,
    status: u16,
    failed: String,
) -> Result<PageAnswer, Refusal> {
    let language = frame.language;
    let looks = store.snapshots(frame.tenant, 1)?;
    let newest = looks.rows.first();
    let shown = Shell::new(frame, "reports", language.text("web-reports"));
    let paper = |kind: PaperKind| {
        let key = format!("web-reports-{}", kind.file().replace('.', "-"));
        Paper {
            name: language.text(&key),
            says: language.text(&format!("{key}-says")),
            file: kind.file(),
            address: shown.link(&format!("reports/{}", kind.file())),
            ready: kind.can_be_printed(),
        }
    };
    let page = Page {
        newest: newest.map(|row| {
            let at = row.snapshot.taken_at;
            (time(at), spoken::ago(language, frame.now, at))
        }),
        devices: newest.map_or_else(String::new, |row| shell::number(language, row.devices)),
        looks: shell::number(language, looks.total),
        papers: PaperKind::ALL.into_iter().map(paper).collect(),
        failed,
        shell: shown,
    };
    html(status, &page)
}
