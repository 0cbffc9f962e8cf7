//! *Audit*: who did what, the newest first; in the tenant, and, for those who administer all of it,
//! in the installation: who came in, and which keys there are.

use super::super::form;
use super::shell::Shell;
use super::{Frame, PageAnswer, PageRequest, Refusal, Role, address, allow, html, spoken};
use crate::report::wording::{plain, time};
use crate::store::{AuditEntry, Store};
use askama::Template;

/// Entries on a page.
const PAGE: usize = 100;

/// Whose trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trail {
    /// What was done in the tenant.
    Tenant,
    /// What concerns no tenant, or all of them.
    Installation,
}

impl Trail {
    const fn address(self) -> &'static str {
        match self {
            Self::Tenant => "audit",
            Self::Installation => "audit/installation",
        }
    }
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Page<'p> {
    shell: Shell<'p>,
    entries: Vec<Entry>,
    next: Option<String>,
    is_later: bool,
    trail: Trail,
    own: &'static str,
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
    trail: Trail,
) -> Result<PageAnswer, Refusal> {
    allow(frame, Role::Administrator)?;
    let tenant = match trail {
        Trail::Tenant => Some(frame.tenant),
        Trail::Installation if frame.everywhere => None,
        Trail::Installation => return Err(Refusal::Everywhere),
    };
    let before = form::value(request.query, "before").and_then(|value| value.parse().ok());
    let found = store.audit(tenant, before, PAGE)?;
    let last = found.last().map(|(number, _)| *number);
    let next = last.filter(|_| found.len() == PAGE);
    let page = Page {
        entries: found.iter().map(|(_, entry)| shown(frame, entry)).collect(),
        next: next.map(|number| {
            let rest = format!("{}?before={number}", trail.address());
            address::page(frame, &rest)
        }),
        is_later: before.is_some(),
        trail,
        own: trail.address(),
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
