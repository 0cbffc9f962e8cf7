//! *Tenant*: what was read and what was not, what would close the gaps, and what ends when.

use super::super::alerts::Message;
use super::super::rounds::Standing;
use super::shell::{self, Shell};
use super::today::{self, Ending, Finding};
use super::{Frame, PageAnswer, Refusal, Role, html, spoken};
use crate::i18n::Language;
use crate::report::unread::Unread;
use crate::report::wording::{self, GapGroup, plain, time};
use crate::store::{AlertRow, Looks, SnapshotRecord, SnapshotRow, Store};
use askama::Template;
use enrollment::moment::Stamp;
use enrollment::snapshot::{GapReason, ReadState, Source};
use enrollment::told::Told;

/// Looks that are listed.
const LOOKS: usize = 30;
/// Messages that are listed.
const MESSAGES: usize = 8;

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
    collection: Option<Collection>,
    messages: Vec<Sent>,
    may_try: bool,
    more: u64,
    kind: &'static str,
}

/// How the last collection went, or how far this one is.
struct Collection {
    words: String,
    class: &'static str,
    when: String,
    /// What it came to, or why it failed.
    detail: String,
    /// The source that is read now, and how much came so far.
    reading: Option<(String, String)>,
}

/// A message, and what became of it.
struct Sent {
    title: String,
    channel: String,
    words: String,
    /// The class of its dot.
    class: &'static str,
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
    let Looks { rows: looks, total } = store.snapshots(frame.tenant, LOOKS)?;
    let more = total.saturating_sub(looks.len() as u64);
    let newest = looks.first().map(|look| &look.snapshot);
    let (open, over): (Vec<_>, Vec<_>) = store
        .findings(frame.tenant, false)?
        .into_iter()
        .partition(|row| row.ended.is_none());
    let told = |rows: &[_]| rows.iter().map(|row| today::finding(frame, row)).collect();
    let page = Page {
        sources: newest.map_or_else(Vec::new, |newest| sources(frame.language, newest)),
        gaps: newest.map_or_else(Vec::new, |newest| gaps(frame.language, newest)),
        expiries: newest.map_or_else(Vec::new, |newest| today::endings(frame, &newest.expiries)),
        findings: told(&open),
        over: told(&over),
        looks: looks.iter().map(|look| shown(frame, look)).collect(),
        collection: frame.collection.map(|it| collection(frame, it)),
        messages: messages(store, frame)?,
        may_try: frame.role >= Role::Administrator,
        more,
        kind: store.kind(),
        shell: Shell::new(frame, "tenant", frame.language.text("web-tenant")),
    };
    html(200, &page)
}

/// The newest messages. One whose text nobody can read is still told of.
fn messages(store: &dyn Store, frame: &Frame<'_>) -> Result<Vec<Sent>, Refusal> {
    let all = store.alerts(frame.tenant, None)?;
    let sent = |row: &AlertRow| {
        let message = serde_json::from_str::<Message>(&row.alert.body);
        let title = message.map_or_else(|_| String::new(), |it| it.title);
        let (class, words) = match (row.delivered_at, &row.failure) {
            (Some(at), _) => ("healthy", spoken::ago(frame.language, frame.now, at)),
            (None, Some(why)) => ("needs-you", plain(why).into_owned()),
            (None, None) => ("waiting", frame.language.text("web-message-waits")),
        };
        Sent {
            title: plain(&title).into_owned(),
            channel: plain(&row.alert.channel).into_owned(),
            words,
            class,
        }
    };
    Ok(all.iter().take(MESSAGES).map(sent).collect())
}

fn collection(frame: &Frame<'_>, standing: &Standing) -> Collection {
    let language = frame.language;
    let runs = standing.state == "running";
    let since = Stamp::parse(&standing.since).ok().and_then(Stamp::at);
    let when = since.map_or_else(String::new, |at| spoken::ago(language, frame.now, at));
    let (pages, rows) = (
        shell::number(language, standing.pages),
        shell::number(language, standing.rows),
    );
    let so_far = [("pages", pages.as_str()), ("rows", rows.as_str())];
    let detail = plain(&standing.detail).into_owned();
    Collection {
        words: spoken::word(language, "web-collection", &standing.state),
        class: match standing.state.as_str() {
            "done" => "healthy",
            "failed" => "needs-you",
            _ => "waiting",
        },
        when,
        reading: runs.then(|| {
            (
                detail.clone(),
                language.with("web-collection-so-far", &so_far),
            )
        }),
        detail: if runs { String::new() } else { detail },
    }
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
    let mut names: Vec<String> = unread(newest).into_iter().map(|it| it.source).collect();
    names.retain(|name| !newest.sources.iter().any(|read| read.source == *name));
    names.sort_unstable();
    names.dedup();
    let unread = names
        .iter()
        .map(|name| (name.as_str(), "device-not-read", "needs-you"));
    read.chain(unread).map(row).collect()
}

/// What was not read, alike together, with what would close it.
fn gaps(language: Language, newest: &SnapshotRecord) -> Vec<GapGroup> {
    wording::gaps(language, &unread(newest))
}

/// What was not read, or not whole: what the look tells of, and what it is silent about.
pub(super) fn unread(newest: &SnapshotRecord) -> Vec<Unread> {
    let partly = |name: &str| newest.sources.iter().any(|read| read.source == name);
    let entry = |name: &str, reason: Option<GapReason>| Unread {
        source: plain(name).into_owned(),
        state: if partly(name) {
            ReadState::Partial
        } else {
            ReadState::NotRead
        },
        reason,
        file: None,
        row: None,
        detail: Told::NOTHING,
        count: 1,
    };
    let whole = |name: &str| {
        newest
            .sources
            .iter()
            .any(|it| it.source == name && it.whole)
    };
    let told = newest
        .gaps
        .iter()
        .map(|gap| (gap, GapReason::of_word(&gap.reason)));
    let told = told.filter(|(gap, reason)| {
        !matches!(reason, GapReason::Row | GapReason::Unknown) && !whole(&gap.source)
    });
    let mut all: Vec<Unread> = told
        .map(|(gap, reason)| entry(&gap.source, Some(reason)))
        .collect();
    all.sort_by(|a, b| (&a.source, &a.reason).cmp(&(&b.source, &b.reason)));
    all.dedup();
    let silent = Source::ALL.into_iter().filter(|source| {
        let name = source.name();
        source.is_expected() && !whole(name) && all.iter().all(|known| known.source != name)
    });
    let silent: Vec<Unread> = silent
        .map(|source| {
            let name = source.name();
            entry(name, (!partly(name)).then_some(GapReason::NotCollected))
        })
        .collect();
    all.extend(silent);
    all
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
        gaps: unread(&look.snapshot).len() as u64,
    }
}
