//! *Device*: what was observed, where the journey broke, why, how sure that is, and what to do.

pub(super) mod advice;
mod chronicle;
mod document;
pub(super) mod rows;

use super::cases::{Deed, case_address};
use super::chart::{self, Journey};
use super::shell::Shell;
use super::{Frame, PageAnswer, PageRequest, Refusal, Role, address, fleet, html, spoken};
use crate::i18n::Language;
use crate::report::wording::{percent, plain, time};
use crate::store::{DeviceView, Fact, Store};
use advice::Advice;
use askama::Template;
use chronicle::Event;
use document::{Cell, Document};
use enrollment::cause::Code;
use enrollment::question::Question;
use remedy::case::State;
use rules::catalogue;
use rules::rule::Rule;
use serde_json::Value;

/// Rivals that are drawn.
const RIVALS: usize = 8;

#[derive(Template)]
#[template(path = "device.html")]
struct Page<'p> {
    shell: Shell<'p>,
    line: fleet::Line,
    platform: String,
    seen: Vec<(String, String, String)>,
    across: String,
    down: String,
    told: String,
    said: bool,
    why: Option<Why>,
    systemic: Option<(String, String)>,
    evidence: Vec<Evidence>,
    against: Vec<Evidence>,
    rivals: Vec<Rival>,
    question: Option<Ask>,
    advice: Advice,
    state: Vec<StateRow>,
    events: Vec<Event>,
    facts: Vec<FactRow>,
    gaps: Vec<String>,
    document: String,
    may_export: bool,
    /// The page of its newest case, if it has one.
    case: Option<String>,
    /// Where a repair is proposed, if one can be.
    propose: Option<String>,
}

/// The cause.
struct Why {
    code: String,
    title: String,
    sure: String,
    meaning: Vec<&'static str>,
    address: String,
}

/// A piece of evidence.
struct Evidence {
    says: String,
    source: String,
    field: String,
    value: String,
    speaks_for: String,
}

/// A cause among the probable ones.
struct Rival {
    code: String,
    title: String,
    share: String,
    bar: String,
    address: String,
    chosen: bool,
}

/// The question.
struct Ask {
    id: &'static str,
    text: String,
    settles: Option<String>,
    answers: Vec<(&'static str, String)>,
}

/// A line of the state.
struct StateRow {
    name: String,
    observed: String,
    expected: String,
    /// `same`, `other` or `unread`.
    class: &'static str,
    mark: String,
}

/// What a look saw.
struct FactRow {
    name: String,
    raw: String,
    source: String,
    value: String,
    unread: bool,
}

/// The page.
pub(super) fn page(
    store: &dyn Store,
    frame: &Frame<'_>,
    serial: &str,
    request: &PageRequest<'_>,
) -> Result<PageAnswer, Refusal> {
    let view = store
        .device(frame.tenant, serial)?
        .ok_or(Refusal::NotFound)?;
    let history = store.history(frame.tenant, serial)?;
    let said = store.said(frame.tenant, Some(serial))?;
    let language = frame.language;
    let document = Document::read(&view.document);
    let traits = &view.row.traits;
    let code = Code::parse(&traits.cause);
    let rule = code.and_then(catalogue::find);
    let journey = Journey {
        gate: document.gate(),
        seen: document.passages(),
        waits: traits.standing == "waiting" || code.is_some_and(Code::is_healthy),
    };
    let (evidence, against) = evidence(language, &document, &traits.cause);
    let mut lines = fleet::lines(frame, std::slice::from_ref(&view.row));
    let Some(line) = lines.pop() else {
        return Err(Refusal::NotFound);
    };
    let case = store.case_of(frame.tenant, serial)?;
    let takes_a_plan = case.as_ref().is_none_or(|row| {
        let mut states = State::ALL
            .iter()
            .filter(|it| it.takes_a_plan() || it.over());
        states.any(|state| state.name() == row.state)
    });
    let may_propose = takes_a_plan && frame.role >= Deed::Propose.least();
    let address = case_address(frame, serial);
    let page = Page {
        propose: may_propose.then(|| format!("{address}/{}", Deed::Propose.name())),
        case: case.map(|_| address),
        platform: spoken::platform(&traits.platform),
        seen: seen(frame, &view),
        across: journey.across(language),
        down: journey.down(language),
        told: journey.told(language),
        said: request.query.iter().any(|(name, _)| name == "said"),
        why: why(frame, &line, rule),
        systemic: systemic(store, frame, &document)?,
        evidence,
        against,
        rivals: rivals(frame, &document),
        question: document
            .question
            .as_ref()
            .and_then(|asked| ask(language, asked)),
        advice: advice::advice(language, &document, rule, traits.platform == "macos"),
        state: state(language, &document),
        events: chronicle::events(language, &view, &document, &history, &said),
        facts: facts(language, &view.facts),
        gaps: document
            .gaps
            .iter()
            .map(|gap| plain(gap).into_owned())
            .collect(),
        document: pretty(&view.document),
        may_export: frame.role >= Role::Administrator,
        shell: Shell::new(frame, "fleet", line.serial.clone()),
        line,
    };
    html(200, &page)
}

/// The fault of the tenant that the device suffers from, as people know it, and its page.
fn systemic(
    store: &dyn Store,
    frame: &Frame<'_>,
    document: &Document,
) -> Result<Option<(String, String)>, Refusal> {
    let Some(fault) = &document.systemic else {
        return Ok(None);
    };
    let findings = store.findings(frame.tenant, true)?.into_iter();
    let mut same = findings
        .map(|row| row.finding)
        .filter(|it| it.code == fault.code && it.scope == fault.scope);
    let name = same.next().map(|it| it.name).unwrap_or_default();
    let words = spoken::fault(frame.language, &fault.code, &fault.scope, &name);
    Ok(Some((words, address::cause(frame, &fault.code))))
}

/// Since when things are as they are: words, time, and how long ago that is.
fn seen(frame: &Frame<'_>, view: &DeviceView) -> Vec<(String, String, String)> {
    let row = &view.row;
    let times = [
        ("web-first-seen", row.first_seen),
        ("web-cause-since", row.cause_since),
        ("web-changed", row.changed_at),
        ("web-last-seen", row.last_seen),
    ];
    let told = times.map(|(key, at)| {
        let ago = spoken::ago(frame.language, frame.now, at);
        (frame.language.text(key), time(at), ago)
    });
    told.into()
}

fn why(frame: &Frame<'_>, line: &fleet::Line, rule: Option<&'static Rule>) -> Option<Why> {
    if line.code.is_empty() {
        return None;
    }
    let unexplained = frame.language.text("device-unexplained");
    let meaning = match (rule, frame.language) {
        (Some(rule), Language::En) => rule.en.meaning.split("\n\n").collect(),
        (Some(rule), Language::De) => rule.de.meaning.split("\n\n").collect(),
        (None, _) => Vec::new(),
    };
    Some(Why {
        code: line.code.clone(),
        title: match rule {
            Some(_) => line.title.clone(),
            None => unexplained,
        },
        sure: line.sure.clone(),
        meaning,
        address: rule.map_or_else(String::new, |_| address::cause(frame, &line.code)),
    })
}

/// What speaks for the cause, and what for others.
fn evidence(language: Language, document: &Document, own: &str) -> (Vec<Evidence>, Vec<Evidence>) {
    let piece = |piece: &document::Evidence| Evidence {
        says: spoken::says(language, &piece.says),
        source: plain(&piece.source).into_owned(),
        field: plain(&piece.field).into_owned(),
        value: plain(&piece.value).into_owned(),
        speaks_for: plain(&piece.speaks_for).into_owned(),
    };
    let pieces = document.evidence.iter().map(piece);
    pieces.partition(|piece| piece.speaks_for == own)
}

fn rivals(frame: &Frame<'_>, document: &Document) -> Vec<Rival> {
    let Some(cause) = &document.cause else {
        return Vec::new();
    };
    let all = std::iter::once(cause).chain(&document.alternatives);
    let rival = |(number, share): (usize, &document::Share)| {
        let per_mille = u64::from(share.ten_thousandths());
        let colour = if number == 0 { "accent" } else { "waiting" };
        Rival {
            code: plain(&share.code).into_owned(),
            title: spoken::title(frame.language, &share.code),
            share: spoken::certainty(frame.language, share.ten_thousandths()),
            bar: chart::bar(colour, per_mille, 10_000),
            address: address::cause(frame, &share.code),
            chosen: number == 0,
        }
    };
    let mut rivals: Vec<_> = all.enumerate().map(rival).collect();
    rivals.truncate(RIVALS);
    rivals
}

fn ask(language: Language, asked: &document::Asked) -> Option<Ask> {
    let question = Question::find(&asked.id)?;
    let settles = (asked.settles.clamp(0.0, 1.0) * 10_000.0).round() as u16;
    let answers = question.answers().iter();
    Some(Ask {
        id: question.id(),
        text: language.question(question),
        settles: (settles >= 50).then(|| percent(language, settles)),
        answers: answers
            .map(|answer| (*answer, language.answer(question, answer)))
            .collect(),
    })
}

fn state(language: Language, document: &Document) -> Vec<StateRow> {
    let state = &document.state;
    [
        ("device-status", &state.status),
        ("device-last-contact", &state.last_contacted),
        ("device-supervised", &state.supervised),
        ("device-enrollment-type", &state.enrollment_type),
        ("device-management-state", &state.management_state),
    ]
    .map(|(key, cell)| state_row(language, key, cell))
    .into()
}

fn state_row(language: Language, key: &str, cell: &Cell) -> StateRow {
    let observed = json_word(language, &cell.observed);
    let expected = json_word(language, &cell.expected);
    let recent = cell.expected == "recent" && cell.observed != "never";
    let (class, mark) = match &cell.observed {
        Value::Null => ("unread", "web-state-unread"),
        value if *value == cell.expected || recent => ("same", "web-state-same"),
        _ => ("other", "web-state-other"),
    };
    StateRow {
        name: language.text(key),
        observed: observed.unwrap_or_else(|| language.text("device-unsaid")),
        expected: expected.unwrap_or_default(),
        class,
        mark: language.text(mark),
    }
}

fn json_word(language: Language, value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(true) => Some(language.text("device-yes")),
        Value::Bool(false) => Some(language.text("device-no")),
        Value::String(text) if text == "recent" => Some(language.text("web-recent")),
        Value::String(text) if text == "never" => Some(language.text("device-never")),
        Value::String(text) => Some(chronicle::value(language, "", text)),
        other => Some(plain(&other.to_string()).into_owned()),
    }
}

fn facts(language: Language, facts: &[Fact]) -> Vec<FactRow> {
    let row = |fact: &Fact| FactRow {
        name: chronicle::name_of(language, "", &fact.name),
        raw: plain(&fact.name).into_owned(),
        source: plain(&fact.source).into_owned(),
        value: match &fact.value {
            None => language.text("device-not-read"),
            Some(value) => chronicle::value(language, &fact.name, value),
        },
        unread: fact.value.is_none(),
    };
    facts.iter().map(row).collect()
}

/// A document over several lines; one that is no JSON as it is.
fn pretty(document: &str) -> String {
    let parsed: Result<Value, _> = serde_json::from_str(document);
    let spread = parsed.and_then(|value| serde_json::to_string_pretty(&value));
    spread.unwrap_or_else(|_| plain(document).into_owned())
}
