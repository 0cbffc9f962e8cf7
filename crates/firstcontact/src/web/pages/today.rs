//! *Today*: what needs somebody, at one look.

use super::chart::{self, Share};
use super::fleet::{Line, lines};
use super::shell::Shell;
use super::{Frame, PageAnswer, Refusal, address, html, spoken};
use crate::i18n::Language;
use crate::report::wording::{plain, time};
use crate::store::{Expiry, FindingRow, FleetQuery, SnapshotRow, Sort, Store, Today, Trait};
use askama::Template;
use enrollment::cause::Code;
use enrollment::moment::Moment;
use std::collections::BTreeMap;

/// Standings, the most urgent first.
pub(super) const STANDINGS: [&str; 4] = ["needsYou", "cannotTell", "waiting", "healthy"];
/// Looks that the small lines go back.
const LOOKS: usize = 30;
/// Devices that are named on the page.
const NAMED: usize = 8;
/// Causes that are drawn; the rest is a link away.
const CAUSES: usize = 10;
/// A look that is older than this many seconds is no look at today.
const STALE: i64 = 26 * 3_600;

#[derive(Template)]
#[template(path = "today.html")]
struct Page<'p> {
    shell: Shell<'p>,
    headline: String,
    taken: String,
    stale: bool,
    cards: Vec<Card>,
    shares: String,
    steps: Vec<Bar>,
    findings: Vec<Finding>,
    expiries: Vec<Ending>,
    changes: Vec<(String, String, &'static str)>,
    previous: Option<String>,
    causes: Vec<Bar>,
    more_causes: usize,
    worst: Vec<Line>,
    gaps: u64,
}

#[derive(Template)]
#[template(path = "today_empty.html")]
struct Empty<'p> {
    shell: Shell<'p>,
}

/// One of the four heaps.
struct Card {
    class: &'static str,
    name: String,
    says: String,
    count: String,
    address: String,
    /// Sign, number and words of the change since the look before.
    trend: Option<String>,
    spark: String,
}

/// A row of a bar chart.
pub(super) struct Bar {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) address: String,
    pub(super) count: String,
    pub(super) drawn: String,
}

/// A fault of the tenant.
pub(super) struct Finding {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) cause: String,
    pub(super) reach: String,
    pub(super) devices: String,
    pub(super) list: String,
    pub(super) began: String,
    pub(super) ended: String,
}

/// A token or certificate.
pub(super) struct Ending {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) when: String,
    pub(super) date: String,
    pub(super) class: &'static str,
    pub(super) bar: String,
}

/// The page.
pub(super) fn page(store: &dyn Store, frame: &Frame<'_>) -> Result<PageAnswer, Refusal> {
    let title = frame.language.text("web-today");
    let shell = Shell::new(frame, "today", title);
    let Some(today) = store.today(frame.tenant)? else {
        return html(200, &Empty { shell });
    };
    let query = FleetQuery {
        wanted: BTreeMap::from([(Trait::Standing, vec![STANDINGS[0].to_owned()])]),
        sort: Sort::Worst,
        size: NAMED,
        ..FleetQuery::default()
    };
    let urgent = store.fleet(frame.tenant, &query)?;
    let mut looks = store.snapshots(frame.tenant, LOOKS)?.rows;
    looks.reverse();
    let newest = &today.newest;
    let taken = newest.snapshot.taken_at;
    let all_causes = today.causes.iter().filter(|cause| !cause.0.is_empty());
    let more_causes = all_causes.count().saturating_sub(CAUSES);
    let actions = urgent.facets.get(&Trait::Action);
    html(
        200,
        &Page {
            headline: headline(frame.language, newest),
            taken: taken_words(frame, taken),
            stale: frame.now.since(taken) > STALE,
            cards: cards(frame, &looks, &today),
            shares: shares(frame.language, "today", newest),
            steps: steps(frame, actions),
            findings: today
                .findings
                .iter()
                .map(|row| finding(frame, row))
                .collect(),
            expiries: endings(frame, &newest.snapshot.expiries),
            changes: changes(frame.language, newest),
            previous: today.previous.map(time),
            causes: causes(frame, &today.causes),
            more_causes,
            worst: lines(frame, &urgent.rows),
            gaps: super::tenant::unread(&newest.snapshot).len() as u64,
            shell,
        },
    )
}

/// What needs somebody, in a sentence.
fn headline(language: Language, newest: &SnapshotRow) -> String {
    let count = |standing: &str| {
        let devices = newest.standings.get(standing).copied().unwrap_or(0);
        usize::try_from(devices).unwrap_or(usize::MAX)
    };
    match (count("needsYou"), count("cannotTell")) {
        (0, 0) => language.text("web-headline-well"),
        (0, asks) => language.count("web-headline-ask", asks),
        (needs, _) => language.count("web-headline-needs", needs),
    }
}

fn taken_words(frame: &Frame<'_>, taken: Moment) -> String {
    let ago = spoken::ago(frame.language, frame.now, taken);
    let at = time(taken);
    frame
        .language
        .with("web-taken", &[("time", &at), ("ago", &ago)])
}

fn cards(frame: &Frame<'_>, looks: &[SnapshotRow], today: &Today) -> Vec<Card> {
    let language = frame.language;
    let of =
        |look: &SnapshotRow, standing: &str| look.standings.get(standing).copied().unwrap_or(0);
    let before = looks.iter().rev().nth(1);
    let card = |standing: &'static str| {
        let class = class(standing);
        let name = spoken::word(language, "web-standing", standing);
        let count = of(&today.newest, standing);
        let trend = before.map(|look| trend(language, of(look, standing), count));
        let history: Vec<u64> = looks.iter().map(|look| of(look, standing)).collect();
        let values = [("name", name.as_str())];
        let title = language.with("web-spark", &values);
        Card {
            class,
            says: language.text(&format!("web-card-{class}")),
            count: super::shell::number(language, count),
            address: address::devices(frame, Trait::Standing, standing),
            trend,
            spark: chart::spark(&format!("spark-{class}"), class, &title, &history),
            name,
        }
    };
    STANDINGS.map(card).into()
}

fn trend(language: Language, before: u64, now: u64) -> String {
    let number = super::shell::number(language, before.abs_diff(now));
    let key = match before.cmp(&now) {
        std::cmp::Ordering::Equal => return language.text("web-trend-same"),
        std::cmp::Ordering::Less => "web-trend-more",
        std::cmp::Ordering::Greater => "web-trend-less",
    };
    language.with(key, &[("number", &number)])
}

/// All devices of a look as one bar.
pub(super) fn shares(language: Language, id: &str, look: &SnapshotRow) -> String {
    let counts = STANDINGS.map(|standing| {
        let count = look.standings.get(standing).copied().unwrap_or(0);
        (standing, count)
    });
    let desc = counts.map(|(standing, count)| {
        let name = spoken::word(language, "web-standing", standing);
        format!("{name}: {}", super::shell::number(language, count))
    });
    let parts = counts.map(|(standing, value)| Share {
        class: class(standing),
        value,
    });
    let title = super::shell::counted(language, "fleet-devices", look.devices);
    chart::shares(&format!("shares-{id}"), &title, &desc.join(", "), &parts)
}

/// What is to be done about the devices that need somebody.
fn steps(frame: &Frame<'_>, actions: Option<&BTreeMap<String, u64>>) -> Vec<Bar> {
    let mut counts: Vec<_> = actions.into_iter().flatten().collect();
    counts.retain(|(action, count)| **count > 0 && !matches!(action.as_str(), "none" | "wait"));
    counts.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let most = counts.first().map_or(1, |most| *most.1);
    let step = |(action, count): (&String, &u64)| {
        let query = FleetQuery {
            wanted: BTreeMap::from([
                (Trait::Standing, vec![STANDINGS[0].to_owned()]),
                (Trait::Action, vec![action.clone()]),
            ]),
            ..FleetQuery::default()
        };
        Bar {
            code: String::new(),
            name: spoken::trait_value(frame.language, Trait::Action, action),
            address: address::fleet(frame, &query),
            count: super::shell::number(frame.language, *count),
            drawn: chart::bar(class(STANDINGS[0]), *count, most),
        }
    };
    counts.into_iter().map(step).collect()
}

fn causes(frame: &Frame<'_>, causes: &BTreeMap<String, u64>) -> Vec<Bar> {
    let mut counts: Vec<_> = causes.iter().collect();
    counts.retain(|(code, count)| !code.is_empty() && **count > 0);
    counts.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    counts.truncate(CAUSES);
    let most = counts.first().map_or(1, |most| *most.1);
    let bar = |(code, count): (&String, &u64)| {
        let healthy = Code::parse(code).is_some_and(Code::is_healthy);
        let colour = if healthy { "waiting" } else { "needs-you" };
        Bar {
            code: plain(code).into_owned(),
            name: spoken::title(frame.language, code),
            address: address::devices(frame, Trait::Cause, code),
            count: super::shell::number(frame.language, *count),
            drawn: chart::bar(colour, *count, most),
        }
    };
    counts.into_iter().map(bar).collect()
}

/// A fault of the tenant, as rows of tables tell it.
pub(super) fn finding(frame: &Frame<'_>, row: &FindingRow) -> Finding {
    let language = frame.language;
    let fault = &row.finding;
    let value = format!("{} {}", fault.code, fault.scope);
    let began = match (fault.since, row.began.after) {
        (Some(since), _) => time(since),
        (None, Some(after)) => language.with(
            "web-between",
            &[("from", &time(after)), ("to", &time(row.began.by))],
        ),
        (None, None) => language.with("web-before", &[("time", &time(row.began.by))]),
    };
    Finding {
        code: plain(&fault.code).into_owned(),
        title: spoken::title(language, &fault.code),
        cause: address::cause(frame, &fault.code),
        reach: spoken::reach(language, &fault.scope, &fault.name),
        devices: super::shell::counted(language, "fleet-devices", fault.devices),
        list: address::devices(frame, Trait::Finding, &value),
        began,
        ended: row.ended.map_or_else(String::new, |ended| time(ended.by)),
    }
}

/// Tokens and certificates, the first to end first.
pub(super) fn endings(frame: &Frame<'_>, expiries: &[Expiry]) -> Vec<Ending> {
    /// A whole bar: Apple's tokens and certificates are good for a year.
    const YEAR: u64 = 365;
    let mut all: Vec<&Expiry> = expiries.iter().collect();
    all.sort_by(|a, b| a.at.cmp(&b.at).then(a.name.cmp(&b.name)));
    let ending = |expiry: &Expiry| {
        let days = spoken::days_until(frame.now, expiry.at);
        // The days at which alerts are sent (issue 5): 30 and 7.
        let class = match days {
            ..7 => "needs-you",
            7..30 => "cannot-tell",
            _ => "healthy",
        };
        Ending {
            kind: spoken::word(frame.language, "web-expiry", &expiry.kind),
            name: plain(&expiry.name).into_owned(),
            when: spoken::ends(frame.language, days),
            date: expiry.at.date(),
            class,
            bar: chart::bar(class, u64::try_from(days).unwrap_or(0).min(YEAR), YEAR),
        }
    };
    all.into_iter().map(ending).collect()
}

/// What changed since the look before: words, number, colour.
pub(super) fn changes(
    language: Language,
    look: &SnapshotRow,
) -> Vec<(String, String, &'static str)> {
    let counts = &look.changes;
    let all = [
        ("broke", counts.broke, "needs-you"),
        ("healed", counts.healed, "healthy"),
        ("new", counts.new, "waiting"),
        ("returned", counts.returned, "waiting"),
        ("changed", counts.changed, "waiting"),
        ("gone", counts.gone, "cannot-tell"),
        ("unseen", counts.unseen, "cannot-tell"),
    ];
    let kept = all.into_iter().filter(|(_, count, _)| *count > 0);
    kept.map(|(name, count, class)| {
        let words = language.text(&format!("web-change-{name}"));
        (words, super::shell::number(language, count), class)
    })
    .collect()
}

/// The colour of a standing.
pub(super) fn class(standing: &str) -> &'static str {
    match standing {
        "needsYou" => "needs-you",
        "cannotTell" => "cannot-tell",
        "waiting" => "waiting",
        _ => "healthy",
    }
}
