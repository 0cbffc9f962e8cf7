//! *Audit*: who did what, the newest first.

use super::shell::Shell;
use super::{Frame, PageAnswer, PageRequest, Refusal, Role, address, allow, html, spoken};
use crate::report::wording::{plain, time};
use crate::store::{AuditEntry, Store};
use askama::Template;

/// Entries on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "audit.html")]
struct Page<'p> {
    shell: Shell<'p>,
    entries: Vec<Entry>,
    next: Option<String>,
    is_later: bool,
}

/// An entry.
struct Entry {
    when: String,
    machine: String,
    who: String,
    what: String,
    subject: String,
    detail: String,
}

/// The page.
pub(super) fn page(
    store: &dyn Store,
    frame: &Frame<'_>,
    request: &PageRequest<'_>,
) -> Result<PageAnswer, Refusal> {
    allow(frame, Role::Administrator)?;
    let asked = request.query.iter().find(|(name, _)| name == "before");
    let before = asked.and_then(|(_, value)| value.parse().ok());
    let found = store.audit(Some(frame.tenant), before, PAGE)?;
    let last = found.last().map(|(number, _)| *number);
    let next = last.filter(|_| found.len() == PAGE);
    let page = Page {
        entries: found.iter().map(|(_, entry)| shown(frame, entry)).collect(),
        next: next.map(|number| address::page(frame, &format!("audit?before={number}"))),
        is_later: before.is_some(),
        shell: Shell::new(frame, "audit", frame.language.text("web-audit")),
    };
    html(200, &page)
}

fn shown(frame: &Frame<'_>, entry: &AuditEntry) -> Entry {
    Entry {
        when: time(entry.at),
        machine: entry.at.to_string(),
        who: plain(&entry.who).into_owned(),
        what: spoken::word(frame.language, "web-did", &entry.what),
        subject: plain(&entry.subject).into_owned(),
        detail: plain(&entry.detail).into_owned(),
    }
}
