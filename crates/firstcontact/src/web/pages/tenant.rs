//! *Tenant*: what was read and what was not, what would close the gaps, and what ends when.

use super::shell::{self, Shell};
use super::today::{self, Ending, Finding};
use super::{Frame, PageAnswer, Refusal, html, spoken};
use crate::i18n::Language;
use crate::report::unread::Unread;
use crate::report::wording::{self, GapGroup, plain, time};
use crate::store::{Gap, SnapshotRecord, SnapshotRow, Store};
use askama::Template;
use enrollment::snapshot::{GapReason, ReadState};

/// Looks that are listed.
const LOOKS: usize = 30;

#[derive(Template)]
#[template(path = "tenant.html")]
struct Page<'p> {
    shell: Shell<'p>,
    sources: Vec<SourceRow>,
    gaps: Vec<GapGroup>,
    findings: Vec<Finding>,
    over: Vec<Finding>,
    expiries: Vec<Ending>,
    looks: Vec<Look>,
    more: u64,
    kind: &'static str,
}

/// How far a source was read.
struct SourceRow {
    name: String,
    words: String,
    class: &'static str,
}

/// A look at the tenant.
struct Look {
    taken: String,
    ago: String,
    devices: String,
    shares: String,
    changes: Vec<(String, String, &'static str)>,
    whole: bool,
    gaps: u64,
}

/// The page.
pub(super) fn page(store: &dyn Store, frame: &Frame<'_>) -> Result<PageAnswer, Refusal> {
    let mut looks = store.snapshots(frame.tenant)?;
    let more = looks.len().saturating_sub(LOOKS) as u64;
    looks.truncate(LOOKS);
    let newest = looks.first().map(|look| &look.snapshot);
    let (open, over): (Vec<_>, Vec<_>) = store
        .findings(frame.tenant, false)?
        .into_iter()
        .partition(|row| row.ended.is_none());
    let told = |rows: &[_]| rows.iter().map(|row| today::finding(frame, row)).collect();
    let page = Page {
        sources: newest.map_or_else(Vec::new, |newest| sources(frame.language, newest)),
        gaps: newest.map_or_else(Vec::new, |newest| gaps(frame.language, newest)),
        expiries: newest.map_or_else(Vec::new, |newest| {
            today::endings(frame, &newest.expiries)
        }),
        findings: told(&open),
        over: told(&over),
        looks: looks.iter().map(|look| shown(frame, look)).collect(),
        more,
        kind: store.kind(),
        shell: Shell::new(frame, "tenant", frame.language.text("web-tenant")),
    };
    html(200, &page)
}

fn sources(language: Language, newest: &SnapshotRecord) -> Vec<SourceRow> {
    let row = |(name, key, class): (&str, &str, &'static str)| SourceRow {
        name: plain(name).into_owned(),
        words: language.text(key),
        class,
    };
    let read = newest.sources.iter().map(|read| {
        if read.whole {
            (read.source.as_str(), "web-read-whole", "healthy")
        } else {
            (read.source.as_str(), "web-read-partly", "cannot-tell")
        }
    });
    let named = |name: &str| newest.sources.iter().any(|read| read.source == name);
    let mut unread: Vec<&str> = newest.gaps.iter().map(|gap| gap.source.as_str()).collect();
    unread.retain(|name| !named(name));
    unread.sort_unstable();
    unread.dedup();
    let unread = unread
        .into_iter()
        .map(|name| (name, "device-not-read", "needs-you"));
    read.chain(unread).map(row).collect()
}

/// What was not read, alike together, with what would close it.
fn gaps(language: Language, newest: &SnapshotRecord) -> Vec<GapGroup> {
    let unread = |gap: &Gap| {
        let partly = newest.sources.iter().any(|read| read.source == gap.source);
        Unread {
            source: plain(&gap.source).into_owned(),
            state: if partly {
                ReadState::Partial
            } else {
                ReadState::NotRead
            },
            reason: Some(reason(&gap.reason)),
            file: None,
            detail: String::new(),
            count: 1,
        }
    };
    let all: Vec<Unread> = newest.gaps.iter().map(unread).collect();
    wording::gaps(language, &all)
}

/// A reason by its public word.
fn reason(word: &str) -> GapReason {
    [
        GapReason::NotCollected,
        GapReason::Torn,
        GapReason::Encoding,
        GapReason::TooLarge,
        GapReason::Row,
        GapReason::Unknown,
    ]
    .into_iter()
    .find(|known| known.word() == word)
    .unwrap_or_else(|| GapReason::Collector(word.to_owned()))
}

fn shown(frame: &Frame<'_>, look: &SnapshotRow) -> Look {
    let taken = look.snapshot.taken_at;
    let id = taken.unix().to_string();
    Look {
        taken: time(taken),
        ago: spoken::ago(frame.language, frame.now, taken),
        devices: shell::number(frame.language, look.devices),
        shares: today::shares(frame.language, &id, look),
        changes: today::changes(frame.language, look),
        whole: look.snapshot.lists_whole,
        gaps: look.snapshot.gaps.len() as u64,
    }
}
