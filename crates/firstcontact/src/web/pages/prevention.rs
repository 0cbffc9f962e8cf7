//! *Prevention*: the checks as the newest look left them, how ready devices are, and the trend. The
//! store keeps no names of devices and people here: who wants them asks `firstcontact prevent`.

use super::chart;
use super::shell::Shell;
use super::{Frame, PageAnswer, Refusal, address, html, spoken};
use crate::app::prevent_memory::{Memory, recall};
use crate::report::prevention::document::{Access, Checked, Document, Point};
use crate::report::prevention::words;
use crate::report::wording::{GapGroup, plain};
use crate::store::{SnapshotRow, Store, Trait};
use askama::Template;
use enrollment::diagnosis::Standing;

/// Days of the trend that the page lists one by one.
const DAYS: usize = 14;
/// Things that a check names.
const NAMED: usize = 20;
/// Looks that the line of the fleet's health goes back.
const LOOKS: usize = 400;
/// Suppliers on the page.
const SUPPLIERS: usize = 20;

#[derive(Template)]
#[template(path = "prevention.html")]
struct Page<'p> {
    shell: Shell<'p>,
    taken: String,
    headline: String,
    heaps: Vec<Heap>,
    access: Option<String>,
    access_next: bool,
    gaps: Vec<GapGroup>,
    readiness: Vec<String>,
    incoming: String,
    gates: Vec<AtGate>,
    suppliers: Vec<[String; 6]>,
    more_suppliers: usize,
    spark: String,
    days: Vec<Day>,
    health: Option<Health>,
}

/// How the fleet stood at all looks that are kept: also those that an earlier version took in,
/// which measured no check.
struct Health {
    spark: String,
    says: String,
    /// Since when checks are measured, where looks reach back further.
    checks_since: Option<String>,
}

#[derive(Template)]
#[template(path = "prevention_empty.html")]
struct Empty<'p> {
    shell: Shell<'p>,
}

/// The checks that came out alike.
struct Heap {
    id: &'static str,
    class: &'static str,
    name: String,
    checks: Vec<Check>,
}

/// One check.
struct Check {
    code: String,
    title: &'static str,
    text: &'static str,
    measure: String,
    since: String,
    reasons: Vec<(String, String)>,
    missing: String,
    unseen: String,
    remedy: String,
    parts: Vec<(String, String)>,
    controls: String,
}

/// Devices on their way that would stop at a gate.
struct AtGate {
    code: String,
    name: String,
    count: String,
    address: String,
}

/// A day of the trend.
struct Day {
    day: String,
    said: String,
}

/// The page.
pub(super) fn page(store: &dyn Store, frame: &Frame<'_>) -> Result<PageAnswer, Refusal> {
    let title = frame.language.text("web-prevention");
    let shell = Shell::new(frame, "prevention", title);
    let Some(memory) = recall(store, frame.tenant)? else {
        return html(200, &Empty { shell });
    };
    let document = &memory.newest;
    let taken = words::time(&document.taken_at);
    html(
        200,
        &Page {
            taken: frame.language.with("fleet-taken", &[("time", &taken)]),
            headline: words::headline(frame.language, document),
            heaps: heaps(frame, document),
            access: words::access(frame.language, document),
            access_next: document.access.as_ref().is_some_and(Access::was_seen),
            gaps: words::gaps(frame.language, document),
            readiness: words::readiness(frame.language, document),
            incoming: words::incoming(frame.language, document),
            gates: gates(frame, document),
            suppliers: suppliers(frame, document),
            more_suppliers: document.suppliers.len().saturating_sub(SUPPLIERS),
            spark: spark(frame, &memory),
            days: days(frame, memory.trend()),
            health: health(store, frame, memory.trend())?,
            shell,
        },
    )
}

fn heaps(frame: &Frame<'_>, document: &Document) -> Vec<Heap> {
    let heap = |(id, name, class): (&'static str, &str, &'static str)| Heap {
        id,
        class,
        name: words::judgement(frame.language, name),
        checks: document.that(name).map(|it| check(frame, it)).collect(),
    };
    [
        ("alarm", "alarm", "needs-you"),
        ("cannot-tell", "cannot_tell", "cannot-tell"),
        ("holds", "holds", "healthy"),
    ]
    .map(heap)
    .into()
}

fn check(frame: &Frame<'_>, check: &Checked) -> Check {
    let language = frame.language;
    let unseen = check.unseen.iter();
    let unseen: Vec<_> = unseen
        .map(|key| words::said(language, &check.code, key))
        .collect();
    let controls = check.controls.iter();
    let controls = controls.map(|it| format!("{} {}", words::framework(&it.framework), it.id));
    let since = check.since.as_deref().map(words::day);
    Check {
        code: plain(&check.code).into_owned(),
        title: words::title(language, &check.code),
        text: words::page(language, &check.code).map_or("", |page| page.text),
        measure: words::measure(language, check),
        since: since.map_or_else(String::new, |day| {
            language.with("fleet-since", &[("time", &day)])
        }),
        reasons: reasons(frame, check),
        missing: words::missing(language, check),
        unseen: unseen.join("; "),
        remedy: words::what_to_do(language, &check.code, &check.remedy),
        parts: check
            .parts
            .iter()
            .map(|it| words::part(language, &check.code, it))
            .collect(),
        controls: controls.collect::<Vec<_>>().join(" · "),
    }
}

/// What is wrong, and the names of what has it; devices and people have none here.
fn reasons(frame: &Frame<'_>, check: &Checked) -> Vec<(String, String)> {
    let reason = |it: &crate::report::prevention::document::Reason| {
        let alike = check.exceptions.iter();
        let alike = alike.filter(|known| known.why == it.why && known.subject == it.subject);
        let names = alike
            .take(NAMED)
            .map(|known| words::exception(frame.language, known));
        (
            words::reason(frame.language, &check.code, it),
            names.collect::<Vec<_>>().join(", "),
        )
    };
    check.reasons.iter().map(reason).collect()
}

fn gates(frame: &Frame<'_>, document: &Document) -> Vec<AtGate> {
    let gate = |it: &crate::report::prevention::document::AtGate| AtGate {
        code: plain(&it.gate).into_owned(),
        name: spoken::word(frame.language, "gate", &it.gate),
        count: super::shell::counted(frame.language, "fleet-devices", it.devices),
        address: address::devices(frame, Trait::Gate, &it.gate),
    };
    document.incoming.gates.iter().map(gate).collect()
}

fn suppliers(frame: &Frame<'_>, document: &Document) -> Vec<[String; 6]> {
    let language = frame.language;
    let row = |it: &crate::report::prevention::document::Source| {
        [
            words::supplier(language, &it.source, &it.number),
            super::shell::number(language, it.devices),
            words::enrolled(language, it),
            words::share(language, it.late, it.dated),
            it.median_days
                .map_or_else(|| "–".to_owned(), |days| days.to_string()),
            words::incomplete(language, it),
        ]
    };
    document.suppliers.iter().take(SUPPLIERS).map(row).collect()
}

fn spark(frame: &Frame<'_>, memory: &Memory) -> String {
    let counts: Vec<u64> = memory
        .trend()
        .iter()
        .map(|it| it.alarms.len() as u64)
        .collect();
    let title = frame.language.text("web-prevention-trend");
    chart::spark("alarms", "needs-you", &title, &counts)
}

/// Nothing for less than two looks.
fn health(
    store: &dyn Store,
    frame: &Frame<'_>,
    trend: &[Point],
) -> Result<Option<Health>, Refusal> {
    let looks = store.snapshots(frame.tenant, LOOKS)?.rows;
    let [newest, .., oldest] = looks.as_slice() else {
        return Ok(None);
    };
    let needy = |row: &SnapshotRow| {
        let heap = row.standings.get(Standing::NeedsYou.name());
        heap.copied().unwrap_or_default()
    };
    let language = frame.language;
    let number = |value: u64| super::shell::number(language, value);
    let day = |row: &SnapshotRow| row.snapshot.taken_at.date();
    let values = [
        ("first", day(oldest)),
        ("was", number(needy(oldest))),
        ("was-of", number(oldest.devices)),
        ("last", day(newest)),
        ("is", number(needy(newest))),
        ("is-of", number(newest.devices)),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let counts: Vec<u64> = looks.iter().rev().map(needy).collect();
    let title = language.text("web-prevention-health");
    let measured = trend.first().map(|point| point.day.as_str());
    let measured = measured.filter(|since| day(oldest).as_str() < *since);
    Ok(Some(Health {
        spark: chart::spark("health", "needs-you", &title, &counts),
        says: language.with("web-prevention-health-says", &values),
        checks_since: measured.map(|since| {
            let since = plain(since);
            language.with("web-prevention-checks-since", &[("day", &since)])
        }),
    }))
}

fn days(frame: &Frame<'_>, trend: &[Point]) -> Vec<Day> {
    let newest = trend.iter().rev().take(DAYS);
    let day = |it: &Point| Day {
        day: plain(&it.day).into_owned(),
        said: words::point(frame.language, it),
    };
    newest.map(day).collect()
}
